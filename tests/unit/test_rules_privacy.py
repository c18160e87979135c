"""Personal data is found in every text, hidden in every finding, and not seen where there is none."""

from __future__ import annotations

import pytest

from site_builder.dataset import build_dataset
from site_builder.rules import RULES, comment_findings, mask
from site_builder.rules.masking import PROVINCES
from site_builder.tables import Record
from site_builder.yaml_text import Mark
from tests.fixture_dataset import good_files, read_files, run
from tests.support import AS_OF, package

BY_ID = {one.id: one for one in RULES}
PERSONAL = (
    "pribadi-nik",
    "pribadi-nip",
    "pribadi-ponsel",
    "pribadi-surel",
    "surel-tidak-resmi",
    "pribadi-npwp",
)


def record_with(text: str, field: str = "catatan", table: str = "") -> Record:
    """Return a clean record with one text put into a field."""
    record = next(r for r in read_files(good_files()) if r.id == "uji-2021-0002")
    row = record.children[table][0] if table else record.main
    row.values[field] = text
    row.marks[field] = Mark(3, 4)
    return record


def rules_hit(record: Record) -> list[str]:
    """Return the rules on personal data that find something."""
    dataset = build_dataset([record], package(), AS_OF)
    return [rule for rule in PERSONAL if run(BY_ID[rule], dataset)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("NIK 3573014101900001", "pribadi-nik"),
        ("NIK3573014101900001.", "pribadi-nik"),
        ("9999999999999999", "pribadi-nik"),
        ("3573 0141 0190 0001", "pribadi-nik"),
        ("3573.0141.0190.0001", "pribadi-nik"),
        ("357301-410190-0001", "pribadi-nik"),
        ("nomor 12 3573 0141 0190 0001", "pribadi-nik"),
        ("https://contoh.go.id/warga/3573014101900001", "pribadi-nik"),
        ("NIP 197001011995031001", "pribadi-nip"),
        ("NIP. 19700101 199503 1 001", "pribadi-nip"),
        ("0812-3456-7890", "pribadi-ponsel"),
        ("081234567890", "pribadi-ponsel"),
        ("HP0812 3456 789", "pribadi-ponsel"),
        ("(0812) 3456 7890", "pribadi-ponsel"),
        ("+62 812-3456-7890", "pribadi-ponsel"),
        ("+62 (0)812 3456 7890", "pribadi-ponsel"),
        ("6281234567890", "pribadi-ponsel"),
        ("https://wa.me/6281234567890", "pribadi-ponsel"),
        ("https://api.whatsapp.com/send?phone=6281234567890", "pribadi-ponsel"),
        ("orang@gmail.com", "pribadi-surel"),
        ("surel: Orang.Contoh+kerja@Yahoo.co.id,", "pribadi-surel"),
        ("mailto:orang@hotmail.com", "pribadi-surel"),
        ("orang@perusahaan.co.id", "surel-tidak-resmi"),
        ("01.234.567.8-901.000", "pribadi-npwp"),
        ("01.234.567.8.901.000", "pribadi-npwp"),
    ],
)
def test_personal_data_is_found(text: str, rule: str) -> None:
    assert rules_hit(record_with(text)) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kerjasama@malangkota.go.id",
        "humas@kampus.ac.id",
        "2020 2021 2022 2023",
        "12.03.2020-13.04.2021",
        "08.12.2020-08.12.2021",
        "Rp 1.000.000.000.000.000",
        "5.1.02.02.01.0012",
        "kode rekening 1.02.02.2.02.0012",
        "100.3.7.1/1/35.07.014/2024",
        "119/4960/B.HUMAS-III/2020",
        "telepon kantor (0341) 751234",
        "0800-123-456",
        "(021) 3450038",
        "12345678901234567",
        "123456789012345",
        "https://contoh.com/d-9876543210987654",
        "https://contoh.com/berita/0812345678901/judul",
        "https://www.google.com/maps/@-7.98,112.63,15z",
        "https://medium.com/@orang/judul",
        "@pemkotmalang",
        "198506152010011",
        "KTP 3573999999999999X".replace("9999999999", "-"),
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert rules_hit(record_with(text)) == []
    assert mask(text) == text


def test_a_digest_is_not_searched() -> None:
    assert rules_hit(record_with("1" * 16 + "a" * 48, "sha256", "dokumen")) == []


def test_an_amount_needs_the_shape() -> None:
    assert rules_hit(record_with("1000000000000000", "anggaran", "pembiayaan")) == []
    assert rules_hit(record_with("3573014101900001", "anggaran", "pembiayaan")) == ["pribadi-nik"]


@pytest.mark.parametrize("table", ["para_pihak", "tahapan", "sumber", "ruang_lingkup"])
def test_every_table_is_searched(table: str) -> None:
    field = package().tables[table].value_fields[0].name
    assert rules_hit(record_with("081234567890", field, table)) == ["pribadi-ponsel"]


def test_a_text_with_many_hits_is_hidden_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each address looks different when hidden; the text around them is still masked once."""
    text = " ".join(f"{a}{b}.orang@gmail.com" for a in "abcdef" for b in "abcdef")
    masked: list[str] = []
    monkeypatch.setattr("site_builder.rules.base.mask", lambda t: masked.append(t) or mask(t))
    found = run(BY_ID["pribadi-surel"], build_dataset([record_with(text)], package(), AS_OF))
    assert len(found) == 36
    assert masked.count(text) == 1


def test_numbers_that_look_alike_when_hidden_are_one_finding() -> None:
    record = record_with("081234567890, 081298765432, 085612345678 dan +6281234567890")
    found = run(BY_ID["pribadi-ponsel"], build_dataset([record], package(), AS_OF))
    assert [f.message.rpartition(": ")[2] for f in found] == ["08••••••••••", "+6••••••••••••"]


SECRETS = {
    "NIK 3573014101900001": "3573014101900001",
    "0812-3456-7890": "3456",
    "orang.contoh@gmail.com": "orang",
    "01.234.567.8-901.000": "567",
    "NIP 197001011995031001": "1995031001",
    "https://nama:rahasia@contoh.id/": "rahasia",
}


@pytest.mark.parametrize(("text", "secret"), SECRETS.items())
def test_no_finding_repeats_it(text: str, secret: str) -> None:
    """Not the privacy rule's, and not that of another rule which quotes the same value."""
    assert secret not in mask(text)
    for value in (text, f"={text}", f" {text} ", f"<b>{text}</b>\u200b"):
        record = record_with(value, "tentang")
        record.children["para_pihak"][0].values["nomor_naskah"] = f"{value}  /…/2019"
        record.children["sumber"][0].values["alamat"] = value
        dataset = build_dataset([record], package(), AS_OF)
        for one in RULES:
            if "kerja_sama" in one.tables:
                for finding in run(one, dataset):
                    assert secret not in f"{finding.value} {finding.message} {finding.remedy}"


def test_masking_keeps_the_rest() -> None:
    assert mask("hubungi orang@gmail.com atau 081234567890") == (
        "hubungi or•••@•••••.••• atau 08••••••••••"
    )


def test_provinces_are_those_of_the_region_list() -> None:
    codes = package().codes("wilayah")
    assert {code for code in codes if "." not in code} == PROVINCES


def test_comments_are_searched() -> None:
    source = (
        "# narahubung 081234567890\n"
        "id: a # orang@gmail.com\n"
        "tentang: Air#0812345678901\n"
        "# kerjasama@malangkota.go.id\n"
    )
    found = [(f.rule, f.line, f.column) for f in comment_findings("records/a.yaml", source)]
    assert found == [("pribadi-ponsel", 1, 14), ("pribadi-surel", 2, 9)]
