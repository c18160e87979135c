"""Rules on reports, disputes, amounts, potentials and proposals: what they leave alone."""

from __future__ import annotations

import pytest

from site_builder.findings import Finding
from site_builder.rules import RULES
from site_builder.rules.facts import ALL_TABLES
from tests.fixture_dataset import as_dataset, good_files, run
from tests.support import package

BY_ID = {one.id: one for one in RULES}
NASKAH = "records/kerja-sama/2022/uji-2022-0005.yaml"
USULAN = "records/usulan/usu-2022-0001.yaml"
POTENSI = "records/potensi/pot-2020-0001.yaml"
RENSTRA = "records/renstra/renstra-3573-2018-2023.yaml"


PLANNED = 'peristiwa:\n  - tanggal: "2027"\n    uraian: Dibahas\n'


def found(rule: str, path: str, *changes: tuple[str, str]) -> list[Finding]:
    """Return what a rule finds after changing the good file at that path."""
    files = good_files()
    text = files[path].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    dataset = as_dataset({**files, path: text.encode()})
    return run(BY_ID[rule], dataset)


def fields(rule: str, path: str, *changes: tuple[str, str]) -> list[str]:
    """Return the fields a rule marks after changing the good file at that path."""
    return [finding.field for finding in found(rule, path, *changes)]


def test_every_table_with_files_is_searched() -> None:
    assert set(ALL_TABLES) == {table.name for table in package().main_tables()}
    for rule in ("id-berkas", "pribadi-nik", "teks-tersembunyi", "alamat-web", "tanggal-nyata"):
        assert set(BY_ID[rule].tables) == set(ALL_TABLES)


def test_period_that_ends_on_the_day_of_the_data_is_over() -> None:
    """The year 2026 ends after 21 November 2026; the first half does not."""
    assert fields("laporan-periode-belum-selesai", NASKAH, ("2024-S2", "2026-S1")) == []
    assert fields("laporan-periode-belum-selesai", NASKAH, ("2024-S2", '"2026"')) == [
        "laporan.2.periode"
    ]


@pytest.mark.parametrize(
    ("sent", "marked"),
    [
        ("2024-06-29", True),
        ("2024-06-30", False),
        ("2024-06", False),
        ("2024", False),
        ("2023", True),
    ],
)
def test_report_before_the_end_of_its_period(sent: str, *, marked: bool) -> None:
    marks = fields("laporan-mendahului-periode", NASKAH, ("2024-07-05", sent))
    assert marks == (["laporan.1.tanggal"] if marked else [])


def test_one_period_may_go_to_two_recipients() -> None:
    changes = [("2024-S2", "2024-S1"), ("penerima: Bupati Malang", "penerima: Gubernur")]
    assert fields("laporan-ganda", NASKAH, *changes) == []


@pytest.mark.parametrize(
    ("kind", "forum", "marked"),
    [
        ("ksdd", "menteri", False),
        ("ksdd", "arbitrase", True),
        ("ksdd", "lainnya", False),
        ("ksdpk", "arbitrase", False),
        ("ksdpk", "gubernur", True),
        ("ksdpl", "negosiasi-konsultasi", False),
        ("ksdpl", "musyawarah", True),
        ("sinergi", "pengadilan", False),
        ("ksdd", "tidak-ada-dalam-daftar", False),
    ],
)
def test_forum_follows_the_kind(kind: str, forum: str, *, marked: bool) -> None:
    changes = [("jenis: ksdd", f"jenis: {kind}"), ("forum: musyawarah", f"forum: {forum}")]
    marks = fields("perselisihan-forum", NASKAH, *changes)
    assert marks == (["perselisihan.1.forum"] if marked else [])


@pytest.mark.parametrize(
    ("kind", "when", "article"),
    [
        ("ksdd", "2020-04-13", "PP 28/2018 pasal 8"),
        ("ksdd", "2020", "PP 28/2018 pasal 8"),
        ("ksdd", "2020-04-14", "Permendagri 22/2020 pasal 18-21"),
        ("ksdpk", "2021", "PP 28/2018 pasal 21"),
        ("ksdpl", "2020-05-21", "PP 28/2018 pasal 34"),
        ("ksdll", "2020-05-21", "PP 28/2018 pasal 41"),
        ("ksdll", "2020-05-22", "Permendagri 25/2020 pasal 40-41"),
    ],
)
def test_forum_is_judged_by_the_rules_of_its_day(kind: str, when: str, article: str) -> None:
    changes = [
        ("jenis: ksdd", f"jenis: {kind}"),
        ("2025-03-04", when),
        ("forum: musyawarah", f"forum: {'gubernur' if kind == 'ksdpk' else 'arbitrase'}"),
    ]
    (finding,) = found("perselisihan-forum", NASKAH, *changes)
    assert f"tidak disebut {article} untuk" in finding.message


def test_deliberation_is_judged_only_since_the_permendagri() -> None:
    for when, marked in (("2020-05-21", False), ("2020-05-22", True)):
        changes = [("jenis: ksdd", "jenis: ksdpl"), ("2025-03-04", when)]
        assert bool(fields("perselisihan-forum", NASKAH, *changes)) is marked


@pytest.mark.parametrize(
    ("path", "old", "new", "field", "is_for_plans"),
    [
        (NASKAH, "2022-10-03", "2027-10-03", "peristiwa.1.tanggal", True),
        (NASKAH, '"2024-02"', '"2027-02"', "evaluasi.1.tanggal", True),
        (NASKAH, "2026-01-05", "2027-01-05", "sumber.1.tanggal_akses", False),
        (NASKAH, "2025-03-04", "2027-03-04", "perselisihan.1.tanggal", False),
        (USULAN, '"2022-02"', '"2027"', "peristiwa.1.tanggal", False),
        (POTENSI, "sumber:", PLANNED + "sumber:", "peristiwa.1.tanggal", False),
        (POTENSI, '"2020"', '"2027"', "tanggal", False),
    ],
)
def test_what_has_not_happened_may_be_a_plan_only_of_a_naskah(
    path: str, old: str, new: str, field: str, *, is_for_plans: bool
) -> None:
    (finding,) = found("tanggal-belum-tiba", path, (old, new))
    assert finding.field == field
    assert ("jenis_pelaksanaan rencana" in finding.remedy) is is_for_plans


def test_dispute_before_the_rules_or_without_a_date_is_left_alone() -> None:
    for when in ("2018-07-12", "2018", "tidak-diketahui"):
        changes = [("2025-03-04", when), ("forum: musyawarah", "forum: pengadilan")]
        assert fields("perselisihan-forum", NASKAH, *changes) == []


def test_kind_of_amount_without_the_amount() -> None:
    marks = fields("pembiayaan-jenis-jumlah", NASKAH, ('    jumlah: "50000000"\n', ""))
    assert marks == ["pembiayaan.1.jenis_jumlah"]


@pytest.mark.parametrize(
    ("total", "parts", "marked"),
    [
        ("56300000000", ("16900000000", "39400000000"), False),
        ("39400000000", ("24700000000", "14600000000"), False),
        ("39400000000", ("24700000000", "14300000000"), True),
        ("1000000000000", ("420000000000", "582000000000"), False),
        ("1000000000", ("700000000", "200000000"), True),
        ("1002", ("700", "301"), False),
        ("1002", ("700", "300"), True),
        ("750000000", ("450000000", "tidak-diketahui"), False),
    ],
)
def test_parts_may_differ_by_rounding(total: str, parts: tuple[str, str], *, marked: bool) -> None:
    changes = (
        (f'"{old}"', f'"{new}"')
        for old, new in zip(("750000000", "450000000", "300000000"), (total, *parts), strict=True)
    )
    found = fields("pembiayaan-jumlah-bagian", NASKAH, *changes)
    assert found == (["pembiayaan.2.anggaran"] if marked else [])


def test_total_that_is_part_of_itself() -> None:
    circle = (
        "    kode_total: angkutan-2024\n",
        "    kode_total: angkutan-2024\n    bagian_dari: b\n",
    )
    inner = (
        '    bagian_dari: angkutan-2024\n    anggaran: "450',
        '    kode_total: b\n    bagian_dari: angkutan-2024\n    anggaran: "450',
    )
    assert fields("pembiayaan-bagian", NASKAH, circle, inner) == [
        "pembiayaan.2.bagian_dari",
        "pembiayaan.3.bagian_dari",
    ]
    twice = (
        '    bagian_dari: angkutan-2024\n    anggaran: "450',
        '    kode_total: angkutan-2024\n    anggaran: "450',
    )
    assert fields("pembiayaan-bagian", NASKAH, twice) == ["pembiayaan.3.kode_total"]


@pytest.mark.parametrize(
    ("when", "what", "marked"),
    [
        ('"2023-01"', "truk pertama mulai beroperasi", True),
        ("tidak-diketahui", "truk pertama mulai beroperasi", True),
        ('"2024-01"', "truk pertama mulai beroperasi", False),
        ('"2023-01"', "retribusi disetor dinas", False),
    ],
)
def test_facts_of_other_days_or_words_are_others(when: str, what: str, *, marked: bool) -> None:
    first = "    uraian: Truk pertama beroperasi\n"
    more = f"{first}  - jenis_pelaksanaan: fakta\n    tanggal: {when}\n    uraian: {what}\n"
    found = fields("pelaksanaan-mirip", NASKAH, (first, more))
    assert found == (["pelaksanaan.2.uraian"] if marked else [])


def test_proposal_received_and_decided_on_one_day() -> None:
    assert fields("usulan-urutan", USULAN, ('"2022-05"', '"2022-02-01"')) == []
    assert fields("usulan-urutan", USULAN, ('"2022-05"', '"2022"')) == []
    assert fields("usulan-keputusan", USULAN, ("keputusan: menjadi-naskah\n", "")) == ["naskah"]


def test_naskah_of_the_same_year_is_not_older_than_its_potential() -> None:
    assert fields("potensi-naskah-urutan", POTENSI, ('"2020"', '"2022"')) == []
    assert fields("potensi-naskah-urutan", POTENSI, ('"2020"', '"2023"')) == [
        "naskah.1.kerja_sama"
    ]


def test_parties_of_potentials_and_proposals_are_in_use() -> None:
    files = good_files()
    extra = b"id: pemkot-uji\nnama: Pemerintah Kota Uji\nkelas: pemerintah-kota\n"
    path = "records/mitra/pemkot-uji.yaml"
    unused = run(BY_ID["mitra-tak-dipakai"], as_dataset({**files, path: extra}))
    assert [f.record for f in unused] == ["pemkot-uji"]
    text = files[USULAN].replace(b"dinas-contoh-kota-malang", b"pemkot-uji")
    assert run(BY_ID["mitra-tak-dipakai"], as_dataset({**files, path: extra, USULAN: text})) == []


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ('tujuan: "1"\n    nama: B', 'tujuan: "3"\n    nama: B', "indikator.1.tujuan"),
        ('Sama\n    tujuan: "1"', 'Sama\n    tujuan: "3"', "program.1.tujuan"),
        ('kegiatan:\n  - program: "1"', 'kegiatan:\n  - program: "3"', "kegiatan.1.program"),
        ('pagu:\n  - program: "1"', 'pagu:\n  - program: "3"', "pagu.1.program"),
        ('kegiatan: "1"', 'kegiatan: "3"', "pagu.2.kegiatan"),
    ],
)
def test_numbers_of_a_plan_name_what_is_there(old: str, new: str, marked: str) -> None:
    assert marked in fields("renstra-rujukan", RENSTRA, (old, new))
