"""Reports: who is in them, what is in their cells, and workbooks that are safe and always the same."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings

from site_builder.life import Life
from site_builder.model import (
    Evaluasi,
    IsiNaskah,
    KerjaSama,
    Laporan,
    Pelaksanaan,
    Pembiayaan,
    Perselisihan,
    Pihak,
    nested_money,
)
from site_builder.plan_model import Potensi
from site_builder.render.build import PER_PAGE, Builder
from site_builder.render.context import Context
from site_builder.render.reports import report_pages
from site_builder.reports import (
    EMPTY,
    Report,
    Section,
    all_reports,
    periods,
    synergy_years,
    workbook_bytes,
)
from tests.life_support import RUNNING, agreements, filled, life, naskah, portal, stages
from tests.support import AS_OF


def reports(whole: Life) -> dict[tuple[str, str], Report]:
    return {(r.region, r.period.text): r for r in all_reports(whole)}


def section(report: Report, title: str) -> Section:
    return next(s for s in report.sections if s.title == title)


def test_periods_are_the_last_four_half_years_and_years() -> None:
    assert [p.text for p in periods(AS_OF)] == [
        *("2026-S2", "2026-S1", "2025-S2", "2025-S1"),
        *("2026", "2025", "2024", "2023"),
    ]


def test_nine_matters_of_the_half_year() -> None:
    record = naskah(
        **RUNNING,
        para_pihak=(
            *naskah().para_pihak,
            filled(Pihak, mitra="kementerian-x", peran="saksi"),
        ),
        tentang="Air baku",
        bentuk_naskah="pks",
        maksud_tujuan="Menyalurkan air",
        urusan=("1.03",),
        ruang_lingkup=("Penyaluran",),
        jangka_waktu="enam tahun",
        laporan=(
            filled(
                Laporan,
                periode="2026-S1",
                permasalahan="Debit turun",
                upaya_penyelesaian="Sumur baru",
                uraian="Tarif ditinjau",
            ),
        ),
        perselisihan=(filled(Perselisihan, tanggal="2026-02", uraian="Tarif", hasil="Sepakat"),),
        evaluasi=(
            filled(
                Evaluasi,
                tanggal="2026-03",
                penilai="DPRD",
                temuan="Minta dihentikan",
                tindak_lanjut="Dikaji",
            ),
        ),
        isi_naskah=(
            filled(IsiNaskah, unsur="lain-lain", keadaan="ada", uraian="Perubahan dengan adendum"),
            filled(IsiNaskah, unsur="lokasi", keadaan="ada", uraian="Wendit"),
            filled(IsiNaskah, unsur="lain-lain", keadaan="tidak-ada", uraian="Tidak diatur"),
        ),
    )
    found = reports(life(record))
    (row,) = section(found["35.73", "2026-S1"], "Kerja sama dalam negeri").rows
    assert row == (
        "Naskah tentang Air baku",
        "Perjanjian Kerja Sama (PKS) atau kontrak",
        "Pemerintah Kota Malang; Pemerintah Kabupaten Malang",
        "Menyalurkan air",
        "Air baku; Urusan: Pekerjaan Umum dan Penataan Ruang; Ruang lingkup: Penyaluran",
        "enam tahun; mulai 1 Januari 2022 sampai 31 Desember 2027",
        "Debit turun; Tarif; Temuan evaluasi DPRD: Minta dihentikan",
        "Sumur baru; Sepakat; Dikaji",
        "Perubahan dengan adendum; Tarif ditinjau",
    )
    assert found["35.73", "2026-S1"].missing == 0
    other = section(found["35.07", "2025-S2"], "Kerja sama dalam negeri").rows[0]
    assert other[-3:] == (EMPTY, EMPTY, "Perubahan dengan adendum")
    assert found["35.07", "2026-S2"].is_running
    assert not any(text.isdigit() for _, text in found)


def test_nine_matters_of_the_year_abroad() -> None:
    record = naskah(
        **RUNNING,
        jenis="ksdpl",
        bentuk_naskah="mou",
        para_pihak=tuple(filled(Pihak, mitra=m) for m in ("pemkot-malang", "kota-x")),
        maksud_tujuan="Belajar bersama",
        sasaran="Guru bahasa",
        pelaksanaan=(
            filled(Pelaksanaan, jenis_pelaksanaan="fakta", tanggal="2025-03", uraian="Kunjungan"),
            filled(Pelaksanaan, jenis_pelaksanaan="fakta", tanggal="2024-03", uraian="Lama"),
            filled(Pelaksanaan, jenis_pelaksanaan="rencana", tanggal="2025", uraian="Rencana"),
        ),
        pembiayaan=(
            filled(Pembiayaan, tahun="2025", anggaran="1500000", sumber_dana="apbd"),
            filled(Pembiayaan, tahun="2024", anggaran="7"),
        ),
        evaluasi=(filled(Evaluasi, tanggal="2025", temuan="Bahasa", tindak_lanjut="Kursus"),),
        perselisihan=(filled(Perselisihan, tanggal="2025-05", uraian="Biaya", hasil="Sepakat"),),
    )
    found = reports(life(record))
    assert {text for _, text in found} == {"2023", "2024", "2025", "2026"}
    (row,) = section(found["35.73", "2025"], "Kerja sama luar negeri").rows
    assert len(row) == 9
    assert row[4] == "Kunjungan"
    assert row[6] == "anggaran Rp1.500.000, APBD"
    assert row[7:] == ("Biaya", "Temuan evaluasi: Bahasa; Sepakat; Kursus")
    assert row[1] == row[5] == EMPTY
    assert row[2] == "Belajar bersama; Sasaran: Guru bahasa"
    told = replace(record, latar_belakang="Kota kembar", penerima_manfaat="Murid")
    (row,) = section(reports(life(told))["35.73", "2025"], "Kerja sama luar negeri").rows
    assert (row[1], row[5]) == ("Kota kembar", "Murid")


def test_parts_of_a_total_are_told_as_parts() -> None:
    record = naskah(
        **RUNNING,
        jenis="ksdpl",
        bentuk_naskah="mou",
        para_pihak=tuple(filled(Pihak, mitra=m) for m in ("pemkot-malang", "kota-x")),
        pembiayaan=(
            filled(Pembiayaan, tahun="2025", anggaran="10", kode_total="semua"),
            filled(Pembiayaan, tahun="2025", anggaran="7", realisasi="6", bagian_dari="semua"),
            filled(Pembiayaan, tahun="2025", anggaran="3", bagian_dari="semua"),
        ),
    )
    (row,) = section(reports(life(record))["35.73", "2025"], "Kerja sama luar negeri").rows
    assert row[6] == "anggaran Rp10; bagian: anggaran Rp7, realisasi Rp6; bagian: anggaran Rp3"
    assert nested_money(record.pembiayaan) == [(0, 0), (1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        (
            {"tahun": "2025", "sumber_dana": "hibah", "bentuk_kontribusi": "kendaraan"},
            "Hibah, kendaraan",
        ),
        (
            {"sumber_dana_tertulis": "hibah mitra", "uraian": "15 ambulans"},
            "hibah mitra: 15 ambulans (tahun tidak tercatat)",
        ),
        (
            {"tanggal": "2025-02", "jumlah": "1000", "jenis_jumlah": "tunggakan"},
            "jumlah (tunggakan) Rp1.000",
        ),
        (
            {"jumlah": "1000", "jenis_jumlah": "rencana"},
            "jumlah (rencana atau usulan) Rp1.000 (tahun tidak tercatat)",
        ),
        ({"tanggal": "2024-02", "jumlah": "1000"}, EMPTY),
    ],
)
def test_financing_tells_form_kind_and_year(facts: dict[str, str], shown: str) -> None:
    record = naskah(**RUNNING, jenis="ksdpl", pembiayaan=(filled(Pembiayaan, **facts),))
    report = reports(life(record))["35.73", "2025"]
    assert section(report, "Kerja sama luar negeri").rows[0][6] == shown


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({}, EMPTY),
        ({"bidang": ("Wisata",)}, "Bidang: Wisata"),
        ({"bidang": ("Wisata",), "urusan": ("3.26",)}, "Urusan: Pariwisata"),
        ({"tentang": "Promosi", "bidang": ("Wisata",)}, "Promosi; Bidang: Wisata"),
    ],
)
def test_object_is_the_subject_and_its_affair(facts: dict[str, Any], shown: str) -> None:
    found = reports(life(naskah(**RUNNING, **facts)))
    assert section(found["35.73", "2026-S1"], "Kerja sama dalam negeri").rows[0][4] == shown


def test_uncertain_naskah_stand_apart_with_what_to_look_up() -> None:
    unsure = naskah("b", tanggal_penandatanganan="2019", tentang="Air")
    report = reports(life(naskah(**RUNNING), unsure))["35.73", "2026-S1"]
    assert (report.count, report.unsure) == (1, 1)
    part = section(report, "Perlu dipastikan")
    (row,) = part.rows
    cells = dict(zip(part.columns, row, strict=True))
    assert cells["Ditandatangani"] == "2019"
    assert cells["Objek"] == "Air"
    assert report.missing_unsure == part.missing == list(row).count(EMPTY) > 0
    assert f"{part.missing} isian kosong pada yang belum pasti" in report.summary
    assert cells["Yang perlu dipastikan"].startswith("Tanggal berakhirnya tidak tercatat. Cari ")
    assert section(report, "Kerja sama dalam negeri").columns == tuple(
        c for c in part.columns if c not in ("Ditandatangani", "Yang perlu dipastikan")
    )


@pytest.mark.parametrize(
    ("period", "dates", "wanted"),
    [
        (
            "2026-S1",
            {},
            "tanggal penandatanganan atau mulai berlaku; tanggal berakhir atau jangka waktu, dan ",
        ),
        (
            "2026-S1",
            {"tanggal_berakhir": "2030-01-01"},
            "Cari tanggal penandatanganan atau mulai berlaku.",
        ),
        (
            "2026-S2",
            {"tanggal_penandatanganan": "2019-01-01", "tanggal_berakhir": "2026"},
            "tanggal berakhir yang lengkap (paling lambat 31 Desember 2026).",
        ),
        (
            "2026-S1",
            {"tanggal_penandatanganan": "2026", "tanggal_berakhir": "2030-01-01"},
            "Cari tanggal mulai yang lengkap (tercatat hanya 2026).",
        ),
    ],
)
def test_only_the_dates_that_would_tell_are_asked_for(
    period: str, dates: dict[str, str], wanted: str
) -> None:
    report = reports(life(naskah(**dates)))["35.73", period]
    assert wanted in section(report, "Perlu dipastikan").rows[0][1]


def test_uncertain_naskah_alone_report_on_what_is_reported_now() -> None:
    unsure = naskah("b", tanggal_penandatanganan="2019")
    found = reports(life(unsure))
    assert {text for _, text in found} == {"2026-S2", "2026-S1"}
    report = found["35.73", "2026-S2"]
    assert report.summary == (
        "0 naskah pasti, 1 naskah perlu dipastikan; 7 isian kosong pada yang belum pasti"
    )
    assert section(report, "Kerja sama dalam negeri").rows == ()
    abroad = replace(unsure, jenis="ksdpl")
    assert {text for _, text in reports(life(abroad))} == {"2026", "2025"}
    event = filled(Pelaksanaan, jenis_pelaksanaan="fakta", tanggal="2025-03", uraian="U")
    active = reports(life(replace(unsure, pelaksanaan=(event,))))
    assert {text for (_, text), r in active.items() if r.count} == {"2025-S1"}


@pytest.mark.parametrize(
    ("signed", "certain", "unsure"),
    [
        ("2025-09-01", {"2025-S2"}, {"2026-S1", "2026-S2"}),
        ("2025", set(), {"2025-S1", "2025-S2", "2026-S1", "2026-S2"}),
        ("2027-01-01", set(), set()),
        ("2024-02-29", set(), {"2026-S1", "2026-S2"}),
    ],
)
def test_signing_in_a_period_is_enough(signed: str, certain: set[str], unsure: set[str]) -> None:
    found = reports(life(naskah(tanggal_penandatanganan=signed)))
    assert {text for (_, text), r in found.items() if r.count} == certain
    assert {text for (_, text), r in found.items() if not r.count} == unsure


def test_potentials_make_a_yearly_list() -> None:
    potensi = [
        filled(Potensi, id="p1", daerah="pemkot-malang", nama="Gula", tanggal="2025-04"),
        filled(Potensi, id="p2", daerah="pemkot-malang", nama="Kopi"),
    ]
    found = reports(life(potensi=potensi))
    names = {
        text: section(r, "Pemetaan, jenis belum tercatat").rows for (_, text), r in found.items()
    }
    assert {text: [row[:3:2] for row in rows] for text, rows in names.items()} == {
        "2025": [("Gula", "2025")],
        "2026": [("Gula", "2025"), ("Kopi", EMPTY)],
    }
    assert names["2025"][0][-1] == "belum ada naskah"


def test_potentials_without_naskah_are_carried_into_the_running_year() -> None:
    potensi = [
        filled(Potensi, id="p1", daerah="pemkot-malang", nama="Lama", tanggal="2014-10-24"),
        filled(
            Potensi, id="p2", daerah="pemkot-malang", nama="Jadi", tanggal="2014", naskah=("a",)
        ),
        filled(
            Potensi,
            id="p3",
            daerah="pemkot-malang",
            nama="Baru",
            tanggal="2026-01",
            naskah=("a",),
            bidang=("Gula",),
            prioritas="1",
            program_kegiatan="Sertifikasi",
        ),
        filled(
            Potensi, id="p4", daerah="pemkot-malang", nama="Disusun", tanggal="2013", naskah=("b",)
        ),
    ]
    draft = naskah("b", nama_naskah="Rancangan", tahapan=stages(("penawaran", "2024")))
    found = reports(life(naskah(), draft, potensi=potensi))
    assert {text for _, text in found if text.isdigit()} == {"2026"}
    part = section(found["35.73", "2026"], "Pemetaan, jenis belum tercatat")
    assert [row[:3:2] for row in part.rows] == [
        ("Baru", "2026"),
        ("Lama", "2014"),
        ("Disusun", "2013"),
    ]
    assert part.rows[-1][-1] == "sedang disusun: Rancangan"
    assert "potensi tahun sebelumnya yang belum menjadi naskah" in part.note
    cells = dict(zip(part.columns, part.rows[0], strict=True))
    assert cells["Prioritas"] == "1"
    assert cells["Program dan kegiatan"] == "Sertifikasi"
    assert cells["Urusan"] == "Gula"
    assert cells["Naskah"] == "Naskah"


def test_each_law_has_its_own_list_by_affair_term_and_priority() -> None:
    def potential(name: str, jenis: str | None, **facts: object) -> Potensi:
        return filled(
            Potensi,
            id=name,
            daerah="pemkot-malang",
            nama=name,
            jenis=jenis,
            tanggal="2026",
            **facts,
        )

    whole = life(
        potensi=[
            potential("tanpa urusan", "ksdd"),
            potential("kesehatan", "ksdd", urusan=("1.02",)),
            potential("air, lima tahun", "ksdd", urusan=("1.03",), jangka_waktu="5 (lima) tahun"),
            potential(
                "air, ke-10", "ksdd", urusan=("1.03",), jangka_waktu="1 tahun", prioritas="10"
            ),
            potential(
                "air, ke-2", "ksdd", urusan=("1.03",), jangka_waktu="1 tahun", prioritas="2"
            ),
            potential("pasar", "ksdpk"),
            potential("banyak", None, jumlah="125"),
            potential("kota kembar", "ksdpl"),
        ]
    )
    report = reports(whole)["35.73", "2026"]
    assert [(s.title, s.law, s.count) for s in report.sections] == [
        ("Pemetaan KSDD", "Permendagri 22/2020 pasal 5(3)", 5),
        ("Pemetaan KSDPK", "Permendagri 22/2020 pasal 25(2)", 1),
        ("Pemetaan, jenis belum tercatat", "", 125),
        ("Pemetaan, jenis lain", "", 1),
    ]
    assert [row[0] for row in report.sections[0].rows] == [
        *("kesehatan", "air, ke-2", "air, ke-10", "air, lima tahun", "tanpa urusan"),
    ]
    assert (report.count, report.unsure) == (6, 126)
    texts, _ = cells(workbook_bytes(report, whole.portal))
    assert "Pemetaan, jenis belum tercatat: 125 potensi, jenis belum tercatat" in "".join(texts)


def cells(content: bytes) -> tuple[list[str], list[str]]:
    """Return the shared texts of a workbook and every formula in it."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        texts = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        formulas = [
            f.text or ""
            for name in sheets
            for f in ElementTree.fromstring(book.read(name)).iter(f"{space}f")
        ]
    return [t.text or "" for t in texts.iter(f"{space}t")], formulas


def test_workbook_is_safe_and_always_the_same() -> None:
    evil = '=HYPERLINK("http://contoh","x")'
    whole = life(
        naskah(**RUNNING, maksud_tujuan=evil, ruang_lingkup=("https://contoh.id", "x" * 40_000))
    )
    report = reports(whole)["35.73", "2026-S1"]
    content = workbook_bytes(report, whole.portal)
    assert content == workbook_bytes(report, whole.portal)
    texts, formulas = cells(content)
    assert formulas == []
    assert evil in texts
    assert max(map(len, texts)) <= 32_767
    assert "https://contoh.id/kerja-sama/a/" in texts
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"2026-11-21T00:00:00Z" in book.read("docProps/core.xml")
        assert all(info.date_time[0] == 1980 for info in book.infolist())
        assert not [n for n in book.namelist() if "rels" in n and b"hyperlink" in book.read(n)]


def test_recap_of_synergy() -> None:
    parties = tuple(filled(Pihak, mitra=m) for m in ("pemkot-malang", "kementerian-x"))
    records = [
        naskah("a", jenis="sinergi", para_pihak=parties, tanggal_penandatanganan="2025-03-01"),
        naskah("b", jenis="sinergi", para_pihak=parties, tanggal_penandatanganan="2025"),
        naskah("c", jenis="sinergi", para_pihak=parties),
        naskah("d"),
    ]
    found = synergy_years(life(*records))
    assert [(y.year, len(y.records)) for y in found] == [("2025", 2), ("", 1)]
    assert found[0].by_region == {"35.73": ("a", "b")}
    assert found[0].partners == ("kementerian-x",)


@settings(max_examples=40)
@given(agreements())
def test_rows_are_whole_and_bounded(records: list[KerjaSama]) -> None:
    whole = life(*records)
    found = list(all_reports(whole))
    keys = [(r.region, r.period.text) for r in found]
    assert len(keys) == len(set(keys))
    rows: Counter[str] = Counter()
    for report in found:
        assert report.count or report.unsure
        for part in report.sections:
            assert len(part.rows) == len(part.links)
            assert all(len(row) == len(part.columns) and all(row) for row in part.rows)
            assert len(set(part.links)) == len(part.links)
            rows.update(part.links)
            assert not any("Cari ." in cell for row in part.rows for cell in row)
    # Three parties at most, each with four periods of one kind.
    assert all(count <= 3 * 4 for count in rows.values())
    assert sum(len(y.records) for y in synergy_years(whole)) == sum(
        r.jenis == "sinergi" for r in records
    )
    for report in all_reports(life(*records, as_of=date(2019, 1, 1))):
        assert report.period.first <= date(2019, 1, 1)


def test_long_year_of_synergy_has_pages() -> None:
    signed = {"jenis": "sinergi", "tanggal_penandatanganan": "2025-03-01"}
    many = portal(*(naskah(f"n-{n}", **signed) for n in range(PER_PAGE + 1)))
    found = {p.path: p.body for p in report_pages(Builder(Context(many, "")))}
    first, second = (found[f"laporan/sinergi/2025/{rest}"] for rest in ("", "halaman/2/"))
    assert (first.count("../kerja-sama/n-"), second.count("../kerja-sama/n-")) == (PER_PAGE, 1)
    assert f"{PER_PAGE + 1} naskah" in second
    assert "Wilayah yang menjadi pihak" in first
    assert "Wilayah yang menjadi pihak" not in second
