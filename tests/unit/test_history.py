"""History from real repositories: what changed, when, what is withheld, and how far back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from site_builder.git_log import read_log
from site_builder.history import (
    Change,
    Event,
    Extent,
    Kind,
    LogState,
    RecordHistory,
    build_histories,
    public_source,
    record_at,
)
from site_builder.read import read_records
from site_builder.schema import Package
from site_builder.tables import flatten_record
from tests.git_support import Repository
from tests.support import (
    AGREEMENT,
    AGREEMENT_PATH,
    AS_OF,
    agreement,
    dataset,
    package,
    portal_of,
)

ID = "pub-2022-0001"
NIK = "3507012509870001"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


@dataclass(frozen=True)
class Past:
    """What a portal knows of the past, without the checks of a whole build."""

    package: Package
    histories: Mapping[str, Mapping[str, RecordHistory]]
    history_extent: Extent
    blobs: Mapping[str, bytes]

    @property
    def history(self) -> Mapping[str, RecordHistory]:
        return self.histories["kerja_sama"]


def past_of(folder: Path, as_of: date = AS_OF) -> Past:
    read = read_records(folder, package())
    log = read_log(folder, as_of)
    records = [flatten_record(raw, package())[0] for raw in read.records]
    histories = build_histories(log, package(), records, read.contents)
    return Past(package(), histories, log.extent, log.blobs or {})


def portal(repository: Repository, as_of: date = AS_OF) -> Past:
    return past_of(repository.root / "records", as_of)


def history(repository: Repository, as_of: date = AS_OF) -> RecordHistory:
    return portal(repository, as_of).history[ID]


def changed(repository: Repository, before: str, after: str) -> tuple[Change, ...]:
    """Commit two versions and return the changes of the second."""
    repository.commit(dict(dataset(before)), "2023-01-01")
    repository.commit({AGREEMENT_PATH: after}, "2023-02-01")
    newest = history(repository).versions[0]
    assert newest.event is Event.DIUBAH
    return newest.changes


# --- versions --------------------------------------------------------------------------------


def test_versions_are_newest_first_with_commit_day_and_subject(repository: Repository) -> None:
    first = repository.commit(dict(dataset()), "2023-01-01", "data: naskah pertama")
    second = repository.commit(
        {AGREEMENT_PATH: agreement(tanggal_berakhir='"2026-12-31"')},
        "2024-03-05",
        "data: tanggal berakhir\n\nSecond paragraph of the message.",
    )
    versions = history(repository).versions
    assert [(v.commit, v.day, v.subject, v.event) for v in versions] == [
        (second, date(2024, 3, 5), "data: tanggal berakhir", Event.DIUBAH),
        (first, date(2023, 1, 1), "data: naskah pertama", Event.DICATAT),
    ]
    assert versions[0].changes == (
        Change(Kind.NILAI, "kerja_sama", "tanggal_berakhir", None, "2027-12-30", "2026-12-31"),
    )
    assert versions[0].time.utcoffset() is not None
    newest = history(repository).last_changed
    assert newest is not None
    assert newest.commit == second


def test_no_name_and_no_mail_of_a_person_is_read(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    log = read_log(repository.root / "records", AS_OF)
    assert "Siti" not in repr(log)
    assert "siti.rahasia" not in repr(log)


def test_formatting_alone_is_no_change_of_content(repository: Repository) -> None:
    first = repository.commit(dict(dataset()), "2023-01-01")
    repository.commit({AGREEMENT_PATH: "# catatan\n" + AGREEMENT}, "2023-02-01")
    found = history(repository)
    assert [v.event for v in found.versions] == [Event.PENULISAN, Event.DICATAT]
    assert found.last_changed is not None
    assert found.last_changed.commit == first


def test_day_is_that_of_jakarta(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2023-01-01T18:00:00+00:00")
    assert history(repository).versions[0].day == date(2023, 1, 2)


def test_commits_later_than_the_date_of_the_data_are_left_out(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    repository.commit({AGREEMENT_PATH: agreement(tentang="Air minum bersama")}, "2024-01-01")
    before = portal(repository, date(2023, 6, 1))
    assert [v.event for v in before.history[ID].versions] == [Event.DICATAT]
    assert before.history_extent.later == 1
    assert not before.history[ID].is_current
    assert portal(repository, date(2022, 1, 1)).history == {}
    assert history(repository).is_current


def test_wrong_clock_does_not_hide_what_came_after_it(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    repository.commit({AGREEMENT_PATH: agreement(tentang="Jam salah")}, "2031-01-01")
    repository.commit({AGREEMENT_PATH: agreement(tentang="Jam benar")}, "2024-01-01")
    assert [v.day for v in history(repository).versions] == [
        date(2024, 1, 1),
        date(2024, 1, 1),
        date(2023, 1, 1),
    ]


def test_moved_and_renamed_files_keep_their_history(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    moved = "records/kerja-sama/2021/pub-2022-0001.yaml"
    repository.commit({AGREEMENT_PATH: None, moved: AGREEMENT}, "2023-02-01")
    renamed = "records/kerja-sama/2022/pub-2022-0009.yaml"
    repository.commit(
        {moved: None, renamed: AGREEMENT.replace("pub-2022-0001", "pub-2022-0009")}, "2023-03-01"
    )
    found = portal(repository).history
    assert list(found) == ["pub-2022-0009"]
    versions = found["pub-2022-0009"].versions
    assert [v.event for v in versions] == [Event.DIUBAH, Event.DIPINDAHKAN, Event.DICATAT]
    assert [(c.field, c.before, c.after) for c in versions[0].changes] == [
        ("id", "pub-2022-0001", "pub-2022-0009")
    ]


def test_record_like_one_taken_away_is_another_record(repository: Repository) -> None:
    other = AGREEMENT.replace("pub-2022-0001", "pub-2022-0002")
    repository.commit(dict(dataset()), "2023-01-01")
    repository.commit(
        {
            AGREEMENT_PATH: None,
            AGREEMENT_PATH.replace("0001", "0002"): other.replace("air", "sampah").replace(
                "2027-12-30", "2029-01-31"
            ),
        },
        "2023-02-01",
    )
    found = portal(repository).history
    assert [v.event for v in found["pub-2022-0002"].versions] == [Event.DICATAT]
    assert [v.event for v in found[ID].versions] == [Event.DIHAPUS, Event.DICATAT]
    assert not found[ID].is_present


def test_record_taken_away_and_brought_back(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    repository.commit({AGREEMENT_PATH: None}, "2023-02-01")
    repository.commit({AGREEMENT_PATH: agreement(tentang="Kembali")}, "2023-03-01")
    found = history(repository)
    assert [v.event for v in found.versions] == [
        Event.DIKEMBALIKAN,
        Event.DIHAPUS,
        Event.DICATAT,
    ]
    assert [(c.before, c.after) for c in found.versions[0].changes] == [
        ("Pemanfaatan sumber air", "Kembali")
    ]


def test_merge_is_one_version_with_all_it_brought(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    repository.git("checkout", "-q", "-b", "usul")
    repository.commit({AGREEMENT_PATH: agreement(tentang="Usul satu")}, "2023-02-01")
    repository.commit({AGREEMENT_PATH: agreement(tentang="Usul dua")}, "2023-02-02")
    repository.git("checkout", "-q", "main")
    repository.commit({"records/README.md": "x"}, "2023-02-03")
    repository.git("merge", "-q", "--no-ff", "-m", "Gabung usul", "usul", when="2023-03-01T00:00Z")
    versions = history(repository).versions
    assert [(v.subject, v.event) for v in versions] == [
        ("Gabung usul", Event.DIUBAH),
        ("data: ubah", Event.DICATAT),
    ]
    assert [(c.before, c.after) for c in versions[0].changes] == [
        ("Pemanfaatan sumber air", "Usul dua")
    ]


def test_shallow_clone_is_told_and_its_first_commit_is_no_change(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    for number in range(3):
        text = agreement(tentang=f"Perubahan {number}")
        repository.commit({AGREEMENT_PATH: text}, f"2024-0{number + 1}-01")
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--depth", "2", repository.root.as_uri(), str(clone))
    found = past_of(clone / "records")
    assert found.history_extent.state is LogState.TERPOTONG
    assert found.history_extent.since == date(2024, 2, 1)
    assert [v.event for v in found.history[ID].versions] == [Event.DIUBAH, Event.TERPOTONG]
    assert [v.has_page for v in found.history[ID].versions] == [True, False]
    party = found.histories["mitra"]["pemkot-malang"]
    assert party.last_changed is None


def test_records_outside_a_repository_have_no_history(tmp_path: Path) -> None:
    files = dataset()
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = past_of(tmp_path / "records")
    assert found.history_extent.state is LogState.TANPA_GIT
    assert found.history == {}


def test_machine_without_git_has_no_history(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("git") is None
    assert portal(repository).history_extent.state is LogState.TANPA_GIT


def test_repository_without_a_commit_has_an_empty_history(repository: Repository) -> None:
    repository.write(dict(dataset()))
    found = portal(repository)
    assert found.history_extent.state is LogState.LENGKAP
    assert found.history == {}


def test_uncommitted_changes_are_told(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    repository.write({AGREEMENT_PATH: agreement(tentang="Belum disimpan")})
    found = history(repository)
    assert not found.is_current
    assert len(found.versions) == 1


def test_records_below_another_folder_and_a_hook_of_git(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"data/{name}": text for name, text in dataset().items()}
    repository.commit(dict(files), "2023-01-01")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    found = past_of(repository.root / "data" / "records")
    assert [v.path for v in found.history[ID].versions] == ["kerja-sama/2022/pub-2022-0001.yaml"]


def test_settings_of_the_user_change_nothing(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    repository.commit({AGREEMENT_PATH: agreement(tentang="Kedua")}, "2023-02-01")
    before = read_log(repository.root / "records", AS_OF)
    for name, value in {
        "log.showSignature": "true",
        "log.showRoot": "false",
        "log.decorate": "full",
        "log.date": "relative",
        "log.diffMerges": "combined",
        "diff.renames": "copies",
        "diff.orderFile": "urutan",
        "diff.noprefix": "true",
        "core.abbrev": "4",
        "format.pretty": "fuller",
        "color.ui": "always",
        "i18n.logOutputEncoding": "ISO-8859-1",
        "diff.relative": "true",
        "diff.external": "false",
    }.items():
        repository.git("config", name, value)
    repository.write({"urutan": "*mitra*\n"})
    assert read_log(repository.root / "records", AS_OF).commits == before.commits


# --- hostile names, subjects and contents ----------------------------------------------------


def test_hostile_names_and_subjects_are_only_text(repository: Repository) -> None:
    hostile = {
        "records/kerja-sama/2022/\n:100644 100644 a b M.txt": "x",
        'records/kerja-sama/2022/"kutip" <b>.txt': "x",
        "records/--output=x": "x",
    }
    repository.commit(dict(dataset()) | hostile, "2023-01-01", "<script>alert(1)</script>")
    repository.commit(
        {AGREEMENT_PATH: agreement(tentang="Dua")} | dict.fromkeys(hostile),
        "2023-02-01",
        b"\xff\xfe:100644 0000\x01\x1b[31m\xe2\x80\xae",
    )
    versions = history(repository).versions
    assert len(versions) == 2
    assert versions[1].subject == "<script>alert(1)</script>"
    assert versions[0].subject.isprintable()
    assert "\N{REPLACEMENT CHARACTER}[31m" in versions[0].subject


def test_unreadable_old_version_is_said_to_be_so(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    repository.commit({AGREEMENT_PATH: "id: [\n"}, "2023-02-01")
    repository.commit({AGREEMENT_PATH: b"\xff\xfe\x00"}, "2023-03-01")
    repository.commit({AGREEMENT_PATH: b"a" * 600_000}, "2023-04-01")
    repository.commit({AGREEMENT_PATH: agreement(tentang="Terbaca lagi")}, "2023-05-01")
    found = portal(repository)
    versions = found.history[ID].versions
    assert [v.event for v in versions] == [
        Event.DIUBAH,
        *[Event.TIDAK_TERBACA] * 3,
        Event.DICATAT,
    ]
    assert [(c.before, c.after) for c in versions[0].changes] == [
        ("Pemanfaatan sumber air", "Terbaca lagi")
    ]
    assert [
        record_at(found.package, found.history[ID], v, found.blobs) for v in versions[1:4]
    ] == [
        None,
        None,
        None,
    ]


def test_keys_the_schema_does_not_have_are_a_change_of_their_own(repository: Repository) -> None:
    repository.commit(dict(dataset(AGREEMENT + "kunci_lama: 1\n")), "2023-01-01")
    repository.commit({AGREEMENT_PATH: AGREEMENT}, "2023-02-01")
    assert history(repository).versions[0].changes == (Change(Kind.DI_LUAR_SKEMA, "kerja_sama"),)


# --- what may not be shown -------------------------------------------------------------------


def test_identity_number_of_an_old_version_is_withheld(repository: Repository) -> None:
    repository.commit(dict(dataset(agreement(catatan=f'"Hubungi Budi, NIK {NIK}"'))), "2023-01-01")
    repository.commit(
        {AGREEMENT_PATH: agreement(catatan="Tanpa data pribadi")},
        "2023-02-01",
        f"data: hapus NIK {NIK}",
    )
    found = portal(repository)
    new, old = found.history[ID].versions
    assert [(c.before, c.after) for c in new.changes] == [(None, "Tanpa data pribadi")]
    assert new.subject == ""
    assert old.subject == "data: ubah"
    record = record_at(found.package, found.history[ID], old, found.blobs)
    assert record is not None
    assert record.text("catatan") == "dirahasiakan"
    assert public_source(old, found.blobs) is None
    assert public_source(new, found.blobs) == agreement(catatan="Tanpa data pribadi")


def test_personal_data_in_a_comment_withholds_the_file_of_then(repository: Repository) -> None:
    repository.commit(dict(dataset(f"{AGREEMENT}# Budi 0812-3456-7890\n")), "2023-01-01")
    repository.commit({AGREEMENT_PATH: AGREEMENT}, "2023-02-01")
    found = portal(repository)
    assert public_source(found.history[ID].versions[1], found.blobs) is None


def test_value_withheld_later_is_withheld_in_every_older_version(repository: Repository) -> None:
    repository.commit(dict(dataset(agreement(maksud_tujuan="Rahasia dagang"))), "2023-01-01")
    repository.commit({AGREEMENT_PATH: agreement(maksud_tujuan="Rahasia lain")}, "2023-02-01")
    repository.commit({AGREEMENT_PATH: agreement(maksud_tujuan="dirahasiakan")}, "2023-03-01")
    repository.commit({AGREEMENT_PATH: agreement(maksud_tujuan="Sudah terbuka")}, "2023-04-01")
    found = portal(repository)
    versions = found.history[ID].versions
    assert [[(c.before, c.after) for c in v.changes] for v in versions] == [
        [("dirahasiakan", "Sudah terbuka")],
        [(None, "dirahasiakan")],
        [(None, None)],
        [],
    ]
    assert [public_source(v, found.blobs) is None for v in versions] == [False, False, True, True]
    oldest = record_at(found.package, found.history[ID], versions[3], found.blobs)
    assert oldest is not None
    assert oldest.text("maksud_tujuan") == "dirahasiakan"


def test_restricted_agreement_shows_no_older_value(repository: Repository) -> None:
    repository.commit(dict(dataset(agreement(maksud_tujuan="Dahulu terbuka"))), "2023-01-01")
    repository.commit({AGREEMENT_PATH: agreement(akses="terbatas")}, "2023-02-01", "Isi rahasia")
    found = portal(repository)
    assert found.history[ID].is_closed
    for version in found.history[ID].versions:
        assert not version.has_page
        assert version.subject == ""
        assert all(not c.before and not c.after for c in version.changes)
    assert "Dahulu terbuka" not in repr(found.histories)


def test_record_that_is_gone_keeps_its_dates_alone(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2023-01-01")
    repository.commit({AGREEMENT_PATH: agreement(tentang="Ditarik kembali")}, "2023-02-01")
    repository.commit({AGREEMENT_PATH: None}, "2023-03-01")
    found = portal(repository)
    assert found.history[ID].is_closed
    assert "Ditarik kembali" not in repr(found.histories)


# --- rows of lists ---------------------------------------------------------------------------


def with_rows(key: str, *rows: str) -> str:
    lines = AGREEMENT.splitlines()
    at = next((i for i, line in enumerate(lines) if line == f"{key}:"), None)
    if at is None:
        lines += [f"{key}:", *rows]
    else:
        end = next(
            i
            for i in range(at + 1, len(lines) + 1)
            if lines[i : i + 1] == [] or lines[i][0] != " "
        )
        lines[at + 1 : end] = rows
    return "\n".join(lines) + "\n"


A, B, C = (f"  - mitra: {name}" for name in ("pemkot-malang", "pemkab-malang", "pemkot-malang"))


def test_row_put_first_is_one_row_added(repository: Repository) -> None:
    scope = ["  - Air minum", "  - Sanitasi", "  - Persampahan"]
    found = changed(
        repository,
        with_rows("ruang_lingkup", *scope),
        with_rows("ruang_lingkup", "  - Jalan", *scope),
    )
    assert found == (Change(Kind.BARIS_DITAMBAH, "ruang_lingkup", "", {"uraian": "Jalan"}),)


def test_row_taken_away_and_row_mended(repository: Repository) -> None:
    found = changed(
        repository,
        with_rows("ruang_lingkup", "  - Jalan", "  - Pengelolaan air minum", "  - Sampah"),
        with_rows("ruang_lingkup", "  - Pengelolaan air minum bersama", "  - Sampah"),
    )
    assert [(c.kind, c.before, c.after) for c in found] == [
        (Kind.BARIS_DIHAPUS, "", ""),
        (Kind.BARIS_DIUBAH, "Pengelolaan air minum", "Pengelolaan air minum bersama"),
    ]


def test_rows_in_another_order_are_the_same_rows(repository: Repository) -> None:
    found = changed(repository, AGREEMENT, with_rows("para_pihak", B, A))
    assert found == (Change(Kind.URUTAN, "para_pihak"),)


def test_party_is_known_by_its_name(repository: Repository) -> None:
    found = changed(
        repository,
        AGREEMENT,
        with_rows("para_pihak", A, B, '    nomor_naskah: "1/2022"'),
    )
    assert found == (
        Change(
            Kind.BARIS_DIUBAH,
            "para_pihak",
            "nomor_naskah",
            {"mitra": "pemkab-malang", "nomor_naskah": "1/2022"},
            "",
            "1/2022",
        ),
    )


def test_codes_alike_are_two_codes(repository: Repository) -> None:
    found = changed(repository, AGREEMENT, with_rows("urusan", '  - "1.04"'))
    assert [c.kind for c in found] == [Kind.BARIS_DIHAPUS, Kind.BARIS_DITAMBAH]


def test_many_rows_on_both_sides_are_told_whole(repository: Repository) -> None:
    rows = [f"  - Butir nomor {n} tentang air" for n in range(100)]
    more = [f"  - Butir nomor {n} tentang udara" for n in range(100)]
    found = changed(
        repository, with_rows("ruang_lingkup", *rows), with_rows("ruang_lingkup", *more)
    )
    assert sum(c.kind is Kind.BARIS_DIHAPUS for c in found) == 100
    assert sum(c.kind is Kind.BARIS_DITAMBAH for c in found) == 100


def test_portal_has_the_histories(repository: Repository) -> None:
    commit = repository.commit(dict(dataset()), "2023-01-01")
    found = portal_of(repository.root / "records")
    assert [v.commit for v in found.history[ID].versions] == [commit]
    assert found.histories["mitra"].keys() == found.mitra.keys()
    assert found.blobs[found.history[ID].versions[0].blob] == AGREEMENT.encode()
