"""Frictionless' judgement, in plain Indonesian and at its place in the YAML file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import frictionless
import frictionless.errors
import pytest

from site_builder.findings import Finding
from site_builder.schema_check import TRANSLATED_TYPES, check_tables
from tests.support import (
    AGREEMENT_PATH,
    PARTIES,
    agreement,
    check_folder,
    dataset,
    package,
    write_dataset,
)


def schema_findings(tmp_path: Path, *texts: str) -> list[Finding]:
    checked, _ = check_folder(write_dataset(tmp_path, dataset(*texts)))
    return [f for f in checked.findings if f.rule.startswith(("skema-", "kunci-", "bentuk-nilai"))]


def test_valid_dataset_has_no_finding(tmp_path: Path) -> None:
    assert schema_findings(tmp_path) == []


def subclasses(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def test_every_error_type_of_the_library_is_translated() -> None:
    types = {kind.type for kind in subclasses(frictionless.Error)} | {frictionless.Error.type}
    assert types <= TRANSLATED_TYPES


@pytest.mark.parametrize(
    ("changes", "line", "column", "field", "rule", "remedy"),
    [
        ({"jenis": "ksddd"}, 2, 8, "jenis", "skema-enum", 'maksud Anda "ksdd"'),
        ({"jenis": None}, 1, 1, "jenis", "skema-wajib", "isi salah satu: ksdd, ksdpk, "),
        ({"nama_naskah": '""'}, 4, 14, "nama_naskah", "skema-wajib", "isi: "),
        ({"tanggal_berakhir": "30 Desember 2027"}, 7, 19, "tanggal_berakhir", "skema-pola", '"2027-12-30"'),
        ({"tanggal_berakhir": '"2027-13-01"'}, 7, 19, "tanggal_berakhir", "skema-pola", "TTTT-BB-HH"),
        ({"tanggal_berakhir": '"-"'}, 7, 19, "tanggal_berakhir", "skema-pola", "tulis tidak-diketahui"),
        ({"tanggal_berakhir": "“2027-12-30”"}, 7, 19, "tanggal_berakhir", "skema-pola", 'maksud Anda "2027-12-30"'),
        ({"tentang": "ab"}, 5, 10, "tentang", "skema-panjang", "sekurang-kurangnya 3"),
        ({"tentang": "a" * 1001}, 5, 10, "tentang", "skema-panjang", "ringkas"),
        ({"induk": "pub-2022-0009"}, 9, 8, "induk", "skema-rujukan", 'maksud Anda "pub-2022-0001"'),
        ({"tingkat_bukti": "brita"}, 8, 16, "tingkat_bukti", "skema-enum", 'maksud Anda "berita" (Berita)'),
        ({"tentnag": "x"}, 9, 1, "tentnag", "kunci-dikenal", 'maksud Anda "tentang"'),
        ({"tentang": "[a, b]"}, 5, 10, "tentang", "bentuk-nilai", "satu baris"),
        ({"dokumen": "https://x.id"}, 9, 10, "dokumen", "bentuk-nilai", "- "),
    ],
)  # fmt: skip
def test_main_field_is_found_at_its_line_and_column(
    tmp_path: Path,
    changes: dict[str, str | None],
    line: int,
    column: int,
    field: str,
    rule: str,
    remedy: str,
) -> None:
    (finding,) = schema_findings(tmp_path, agreement(**changes))
    assert (finding.path, finding.line, finding.column) == (AGREEMENT_PATH, line, column)
    assert (finding.field, finding.rule) == (field, rule)
    assert remedy in finding.remedy
    assert not re.search(r"\b(is|the|must|constraint|not)\b", finding.message + finding.remedy)


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "field", "rule"),
    [
        ("pemkab-malang", "pemkab-malng", 11, 12, "para_pihak.2.mitra", "skema-rujukan"),
        ("  - mitra: pemkab-malang", "  - mitraa: pemkab-malang", 11, 5, "para_pihak.2.mitraa", "kunci-dikenal"),
        ("  - mitra: pemkab-malang", "  - pemkab-malang", 11, 5, "para_pihak.2", "bentuk-nilai"),
        ('"1.03"', '"1.3"', 13, 5, "urusan.1.urusan", "skema-enum"),
        ('"1.03"', '{a: b}', 13, 5, "urusan.1", "bentuk-nilai"),
        ("alamat: https://contoh.go.id/berita/1", 'alamat: ""', 15, 13, "sumber.1.alamat", "skema-wajib"),
    ],
)  # fmt: skip
def test_child_value_is_found_at_its_line_and_column(
    tmp_path: Path, old: str, new: str, line: int, column: int, field: str, rule: str
) -> None:
    found = schema_findings(tmp_path, agreement().replace(old, new))
    place = (line, column, field, rule)
    assert place in [(f.line, f.column, f.field, f.rule) for f in found]


def test_number_types_and_limits(tmp_path: Path) -> None:
    text = agreement() + (
        "pembiayaan:\n  - anggaran: Rp 2,5 M\n  - realisasi: -5\ndokumen:\n"
        "  - alamat: https://x.go.id/a.pdf\n    jumlah_halaman: dua\n    disunting: mungkin\n"
    )
    found = [(f.field, f.rule) for f in schema_findings(tmp_path, text)]
    assert found == [
        ("pembiayaan.1.anggaran", "skema-jenis"),
        ("pembiayaan.2.realisasi", "skema-batas"),
        ("dokumen.1.jumlah_halaman", "skema-jenis"),
        ("dokumen.1.disunting", "skema-jenis"),
    ]


def test_words_for_emptiness_pass_every_type(tmp_path: Path) -> None:
    for word in ("tidak-diketahui", "tidak-berlaku", "dirahasiakan"):
        text = agreement(tanggal_berakhir=word, subjenis=word, induk=word)
        assert schema_findings(tmp_path / word, text) == []


def test_many_errors_are_all_shown(tmp_path: Path) -> None:
    texts = [
        agreement(id=f"pub-2022-{number:04d}", jenis="x", tingkat_bukti="y")
        for number in range(1, 701)
    ]
    found = schema_findings(tmp_path, *texts)
    assert len(found) == 1400


def test_cells_with_separators_and_newlines_do_not_shift_rows(tmp_path: Path) -> None:
    tricky = agreement(
        id="pub-2022-0001", tentang='"a, \\"b\\";\\nc\\r\\n\'d\'"', catatan='" , spasi"'
    )
    other = agreement(id="pub-2022-0002", jenis="salah", tentang='"a\\rb"', catatan='"\\r"')
    found = schema_findings(tmp_path, tricky, other)
    assert [(f.path[-18:], f.field) for f in found] == [("pub-2022-0002.yaml", "jenis")]


def test_one_pass_per_table(tmp_path: Path) -> None:
    checked, _ = check_folder(write_dataset(tmp_path, dataset()))
    names: list[str] = []
    assert list(check_tables(checked.records, package(), on_table=names.append)) == []
    assert len(names) == len(set(names))
    assert {"kerja_sama", "para_pihak", "mitra"} <= set(names)


def test_duplicate_id_is_found(tmp_path: Path) -> None:
    files = dataset() | {"records/mitra/lain.yaml": PARTIES["records/mitra/pemkot-malang.yaml"]}
    checked, _ = check_folder(write_dataset(tmp_path, files))
    assert "skema-kunci-utama" in {f.rule for f in checked.findings}


def test_value_that_must_be_unique_is_found_on_the_second_record(tmp_path: Path) -> None:
    texts = [agreement(ref="p001"), agreement(id="pub-2022-0002", ref="p001")]
    found = [(f.path[-18:], f.field, f.rule) for f in schema_findings(tmp_path, *texts)]
    assert found == [("pub-2022-0002.yaml", "ref", "skema-unik")]
