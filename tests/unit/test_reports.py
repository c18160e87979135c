"""Reports: who is in them, what is in their cells, and workbooks that are safe and always the same."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings

from site_builder.life import Life
from site_builder.model import (
    Evaluasi,
    KerjaSama,
    Laporan,
    Pelaksanaan,
    Pembiayaan,
    Perselisihan,
    Pihak,
)
from site_builder.plan_model import Potensi
from site_builder.reports import (
    EMPTY,
    Report,
    Section,
    all_reports,
    periods,
    synergy_years,
    workbook_bytes,
)
from tests.life_support import AS_OF, agreements, filled, life, naskah

RUNNING = {"tanggal_penandatanganan": "2022-01-01", "tanggal_berakhir": "2027-12-31"}


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
    )
    found = reports(life(record))
    (row,) = section(found["35.73", "2026-S1"], "Kerja sama dalam negeri").rows
    assert row == (
        "Naskah tentang Air baku",
        "Perjanjian Kerja Sama (PKS) atau kontrak",
        "Pemerintah Kota Malang; Pemerintah Kabupaten Malang",
        "Menyalurkan air",
        "Pekerjaan Umum dan Penataan Ruang; Penyaluran",
        "enam tahun; mulai 1 Januari 2022 sampai 31 Desember 2027",
        "Debit turun; Tarif",
        "Sumur baru; Sepakat",
        "Tarif ditinjau",
    )
    assert found["35.73", "2026-S1"].missing == 0
    other = section(found["35.07", "2025-S2"], "Kerja sama dalam negeri").rows[0]
    assert other[-3:] == (EMPTY, EMPTY, EMPTY)
    assert found["35.07", "2026-S2"].is_running
    assert not any(text.isdigit() for _, text in found)


def test_nine_matters_of_the_year_abroad() -> None:
    record = naskah(
        **RUNNING,
        jenis="ksdpl",
        bentuk_naskah="mou",
        para_pihak=tuple(filled(Pihak, mitra=m) for m in ("pemkot-malang", "kota-x")),
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
    )
    found = reports(life(record))
    assert {text for _, text in found} == {"2023", "2024", "2025", "2026"}
    (row,) = section(found["35.73", "2025"], "Kerja sama luar negeri").rows
    assert len(row) == 9
    assert row[4] == "Kunjungan"
    assert row[6].startswith("anggaran Rp1.500.000 (")
    assert row[7:] == ("Bahasa", "Kursus")
    assert row[1] == row[5] == EMPTY


def test_uncertain_naskah_stand_apart_and_make_no_report() -> None:
    unsure = naskah("b", tanggal_penandatanganan="2019")
    assert reports(life(unsure)) == {}
    report = reports(life(naskah(**RUNNING), unsure))["35.73", "2026-S1"]
    assert report.count == 1
    (row,) = section(report, "Perlu dipastikan").rows
    assert row[3] == "2019"
    event = filled(Pelaksanaan, jenis_pelaksanaan="fakta", tanggal="2026-03", uraian="U")
    active = reports(life(replace(unsure, pelaksanaan=(event,))))
    assert {text for _, text in active} == {"2026-S1"}


@pytest.mark.parametrize(
    ("signed", "texts"),
    [
        ("2025-09-01", {"2025-S2"}),
        ("2025", set()),
        ("2027-01-01", set()),
        ("2024-02-29", set()),
    ],
)
def test_signing_in_a_period_is_enough(signed: str, texts: set[str]) -> None:
    found = reports(life(naskah(tanggal_penandatanganan=signed)))
    assert {text for _, text in found} == texts


def test_potentials_make_a_yearly_list() -> None:
    potensi = [
        filled(Potensi, id="p1", daerah="pemkot-malang", nama="Gula", tanggal="2025-04"),
        filled(Potensi, id="p2", daerah="pemkot-malang", nama="Kopi"),
    ]
    found = reports(life(potensi=potensi))
    names = {
        text: section(r, "Pemetaan potensi kerja sama").rows for (_, text), r in found.items()
    }
    assert {text: [row[0] for row in rows] for text, rows in names.items()} == {
        "2025": ["Gula"],
        "2026": ["Kopi"],
    }
    assert names["2025"][0][-1] == "belum ada naskah"


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
        assert report.count
        for part in report.sections:
            assert len(part.rows) == len(part.links)
            assert all(len(row) == len(part.columns) and all(row) for row in part.rows)
            assert len(set(part.links)) == len(part.links)
            rows.update(part.links)
    # Three parties at most, each with four periods of one kind.
    assert all(count <= 3 * 4 for count in rows.values())
    assert sum(len(y.records) for y in synergy_years(whole)) == sum(
        r.jenis == "sinergi" for r in records
    )
    for report in all_reports(life(*records, as_of=date(2019, 1, 1))):
        assert report.period.first <= date(2019, 1, 1)
