"""History, evidence and the freshness of the records as readers see them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from site_builder.export import data_files
from site_builder.history import Event
from site_builder.indicators import evaluate
from site_builder.link_state import LinkState, Reachability
from site_builder.quality import addresses_by_state
from site_builder.render import Page, pages
from tests.git_support import Repository
from tests.support import (
    AGREEMENT_PATH,
    AS_OF,
    ROOT,
    agreement,
    dataset,
    portal_of,
    write_dataset,
)

ID = "pub-2022-0001"
BASE = f"kerja-sama/{ID}/"
FRESHNESS = "records/indikator/kesegaran-catatan.yaml"
NIK = "3507012509870001"
SOURCE = "https://contoh.go.id/berita/1"


def by_path(records: Path, as_of: date = AS_OF) -> dict[str, Page]:
    return {p.path: p for p in pages(portal_of(records, as_of), repo_url="https://contoh.id/repo")}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("riwayat") / "repo")
    hostile = "<script>alert(1)</script>"
    first = agreement(
        tanggal_berakhir='"2024-12-31"', catatan=f'"NIK {NIK}"', tentang=f'"{hostile}"'
    )
    made.commit(dict(dataset(first)), "2023-01-01", f"data: {hostile}")
    made.commit(
        {AGREEMENT_PATH: agreement(tanggal_berakhir='"2026-12-31"')},
        "2024-02-01",
        "data: diperpanjang",
    )
    return made


@pytest.fixture(scope="module")
def found(repository: Repository) -> Mapping[str, Page]:
    return by_path(repository.root / "records")


def test_change_is_told_with_before_and_after(found: Mapping[str, Page]) -> None:
    body = found[f"{BASE}riwayat/"].body
    assert (
        "<strong>Tanggal berakhir</strong> berubah dari <del>31 Desember 2024</del> menjadi "
        "<ins>31 Desember 2026</ins>"
    ) in body
    assert "1 Februari 2024" in body
    assert "https://contoh.id/repo/commit/" in body


def test_rows_are_told_field_by_field_and_addresses_by_their_site(tmp_path: Path) -> None:
    money = (
        'pembiayaan:\n  - tahun: "2021"\n    jumlah: "379500000000"\n'
        "    jenis_jumlah: tidak-disebut\n    alamat_sumber: https://berita.contoh.id/dana/1\n"
    )
    indicator = (ROOT / FRESHNESS).read_text()
    repository = Repository(tmp_path / "repo")
    repository.commit(dict(dataset() | {FRESHNESS: indicator}), "2023-01-01", "data: awal")
    other = indicator.replace("SELECT k.id AS", "SELECT k.id   AS", 1)
    repository.commit(
        {AGREEMENT_PATH: agreement() + money, FRESHNESS: other}, "2024-01-01", "data: <b>money</b>"
    )
    moved = money.replace("dana/1", "dana/2").replace("379500000000", "300000000000")
    repository.commit({AGREEMENT_PATH: agreement() + moved}, "2024-02-01")
    repository.commit({AGREEMENT_PATH: agreement()}, "2024-03-01")
    found = by_path(repository.root / "records")
    body = found[f"{BASE}riwayat/"].body
    link = '<a href="https://berita.contoh.id/dana/1" rel="noopener nofollow external">'
    assert "<strong>Pembiayaan tahun 2021</strong> ditambahkan:<dl" in body
    assert "<dt>Jumlah lain (Rp)</dt><dd>Rp379.500.000.000</dd>" in body
    assert f"<dt>Alamat sumber</dt><dd>{link}berita.contoh.id</a></dd>" in body
    assert (
        "<strong>Pembiayaan tahun 2021, Jumlah lain (Rp)</strong> berubah dari "
        "<del>Rp379.500.000.000</del> menjadi <ins>Rp300.000.000.000</ins>"
    ) in body
    # Two pages of one site are told apart by their whole addresses.
    assert f"<del>{link}https://berita.contoh.id/dana/1</a></del> menjadi" in body
    assert "<strong>Pembiayaan tahun 2021</strong> dihapus, semula:<dl" in body
    assert 'pesan perubahan: <bdi lang="">data: &lt;b&gt;money&lt;/b&gt;</bdi>' in body
    # What is for machines is folded away.
    changes = found["perubahan/"].body
    assert "<strong>Pembilang (SQL)</strong> berubah.<details>" in changes
    assert changes.index("<details>") < changes.index("SELECT")


def test_every_version_has_a_page_that_search_engines_leave_out(
    found: Mapping[str, Page], repository: Repository
) -> None:
    commits = repository.git("log", "--format=%H").split()
    versions = [found[f"{BASE}riwayat/{commit[:12]}/"] for commit in commits]
    assert not any(page.is_indexed for page in versions)
    assert found[f"{BASE}riwayat/"].is_indexed
    assert "Bukan keadaan sekarang" not in versions[0].body
    assert "Bukan keadaan sekarang" in versions[1].body
    assert "31 Desember 2024" in versions[1].body


def test_hostile_words_and_personal_data_reach_no_page_and_no_table(
    found: Mapping[str, Page], repository: Repository
) -> None:
    everything = "".join(page.body for page in found.values())
    assert "<script>alert(1)" not in everything
    assert NIK not in everything
    assert "Siti" not in everything
    files = dict(data_files(portal_of(repository.root / "records")))
    assert not [name for name, content in files.items() if NIK.encode() in content]


def test_all_changes_stand_in_one_list_newest_first(found: Mapping[str, Page]) -> None:
    body = found["perubahan/"].body
    assert body.index("Februari 2024") < body.index("Januari 2023")
    assert "Pemerintah Kota Malang" in body


def test_record_page_keeps_changed_and_verified_apart(found: Mapping[str, Page]) -> None:
    body = found[BASE].body
    assert "Terakhir diubah</dt><dd><time" in body
    assert "tanggal sumber dibuka tidak tercatat" in body
    assert f"https://web.archive.org/web/*/{SOURCE}" in body
    assert "Alamat ini belum diperiksa." in body


def test_without_git_the_pages_say_so(tmp_path: Path) -> None:
    found = by_path(write_dataset(tmp_path, dataset()))
    assert "tanpa Git" in found[f"{BASE}riwayat/"].body
    assert "tanpa Git" in found["perubahan/"].body
    assert "riwayat tidak tersedia" in found[BASE].body


def test_shallow_clone_says_since_when(repository: Repository, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--depth", "1", repository.root.as_uri(), str(clone))
    found = by_path(clone / "records")
    assert "sejak 1 Februari 2024" in found[f"{BASE}riwayat/"].body
    assert "sebelum 1 Februari 2024" in found[BASE].body
    assert [p for p in found if p.startswith(f"{BASE}riwayat/")] == [f"{BASE}riwayat/"]


def test_table_has_a_row_for_each_change(repository: Repository) -> None:
    portal = portal_of(repository.root / "records")
    content = dict(data_files(portal))["data/perubahan_catatan.csv"].decode()
    rows = [r for r in csv.DictReader(io.StringIO(content)) if r["record"] == ID]
    assert [(r["event"], r["field"], r["before"], r["after"], r["withheld"]) for r in rows] == [
        ("dicatat", "", "", "", "false"),
        ("diubah", "tentang", "<script>alert(1)</script>", "Pemanfaatan sumber air", "false"),
        ("diubah", "tanggal_berakhir", "2024-12-31", "2026-12-31", "false"),
        ("diubah", "catatan", "", "", "true"),
    ]
    assert {r["event"] for r in rows} <= {event.value for event in Event}


# --- states of addresses ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (
            LinkState(SOURCE, Reachability.TERJANGKAU, "200", AS_OF, AS_OF),
            "Alamat ini terjangkau pada 21 November 2026.",
        ),
        (
            LinkState(
                SOURCE, Reachability.HILANG, "404", AS_OF, date(2026, 11, 1), 3, date(2026, 11, 1)
            ),
            "Tidak ditemukan sejak 1 November 2026 (jawaban 404, 21 November 2026).",
        ),
        (
            LinkState(SOURCE, Reachability.TERJANGKAU, "500", AS_OF, AS_OF, 1, AS_OF),
            "belum disimpulkan hilang",
        ),
        (
            LinkState(SOURCE, Reachability.MENOLAK, "waktu-habis", AS_OF, AS_OF),
            "tidak menjawab dalam batas waktu",
        ),
    ],
)
def test_state_of_an_address_is_told_and_counted(
    state: LinkState, words: str, tmp_path: Path
) -> None:
    portal = portal_of(write_dataset(tmp_path, dataset()))
    before = portal.states
    portal = replace(portal, links={SOURCE: state})
    body = next(p.body for p in pages(portal) if p.path == BASE)
    assert words in body
    assert list(addresses_by_state(portal)[state.keadaan]) == [SOURCE]
    assert portal.states == before
    assert any(
        state.keadaan.value.encode() in content
        for name, content in data_files(portal)
        if name == "data/pemeriksaan_tautan.csv"
    )


# --- freshness -------------------------------------------------------------------------------


def freshness(records: Path, as_of: date) -> float | None:
    values = evaluate(portal_of(records, as_of)).results["kesegaran-catatan"].national
    # The other values are those of year ends.
    (value,) = (v for v in values if not v.tahun)
    return None if value.nilai is None else float(value.nilai)


def test_freshness_is_defined_by_the_history(tmp_path: Path) -> None:
    indicator = {FRESHNESS: (ROOT / FRESHNESS).read_text()}
    loose = write_dataset(tmp_path / "lepas", dataset() | indicator)
    assert freshness(loose, AS_OF) is None
    repository = Repository(tmp_path / "repo")
    repository.commit(dict(dataset() | indicator), "2023-01-01")
    repository.commit({AGREEMENT_PATH: "# ditulis ulang\n" + agreement()}, "2025-01-01")
    records = repository.root / "records"
    assert freshness(records, date(2023, 12, 31)) == 100
    # A change of formatting alone is no news.
    assert freshness(records, date(2025, 2, 1)) == 0
    opened = agreement() + "    tanggal_akses: 2024-12-01\n"
    repository.commit({AGREEMENT_PATH: opened}, "2025-03-01")
    assert freshness(records, date(2025, 12, 31)) == 100
    assert freshness(records, date(2027, 1, 1)) == 0
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--depth", "1", repository.root.as_uri(), str(clone))
    assert freshness(clone / "records", date(2025, 12, 31)) is None
    assert freshness(clone / "records", date(2027, 1, 1)) == 0
