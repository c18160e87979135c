"""Accepted findings are dropped; an acceptance that is wrong or stale is a finding itself."""

from __future__ import annotations

from pathlib import Path

from site_builder.baseline import apply_baseline
from site_builder.findings import Finding, Severity
from site_builder.yaml_text import MappingNode, parse_yaml
from tests.support import check_folder, dataset, write_dataset

PATH = "records/temuan-diterima.yaml"


def finding(
    rule: str = "tentang-kosong",
    record: str = "pub-2024-0001",
    field: str = "tentang",
    severity: Severity = Severity.SARAN,
) -> Finding:
    return Finding(rule, severity, "records/x.yaml", 1, 1, field, "", "pesan", "cara", "", record)


def tree(text: str) -> MappingNode:
    parsed, findings = parse_yaml(text.encode(), PATH)
    assert parsed is not None
    assert findings == []
    return parsed


def entry(**changes: str) -> str:
    values = {
        "rule": "tentang-kosong",
        "record": "pub-2024-0001",
        "field": "tentang",
        "alasan": "Sumber hanya menyebut pihak",
    } | changes
    lines = [f"{key}: {value}" for key, value in values.items()]
    return "  - " + "\n    ".join(lines) + "\n"


def applied(text: str, *findings: Finding) -> list[tuple[str, int, int, str]]:
    found = apply_baseline(findings, tree(text), PATH)
    return [(f.rule, f.line, f.column, f.field) for f in found]


def test_without_file_everything_stays() -> None:
    found = [finding()]
    assert apply_baseline(found, None, PATH) == found


def test_accepted_finding_is_dropped_and_others_stay() -> None:
    other = finding(record="pub-2024-0002")
    found = apply_baseline([finding(), other], tree(f"temuan_diterima:\n{entry()}"), PATH)
    assert found == [other]


def test_empty_list_changes_nothing() -> None:
    assert applied("temuan_diterima:\n", finding()) == [("tentang-kosong", 1, 1, "tentang")]
    assert applied("temuan_diterima: []\n") == []


def test_entry_without_reason() -> None:
    text = f"temuan_diterima:\n{entry(alasan='')}"
    assert applied(text, finding()) == [
        ("tentang-kosong", 1, 1, "tentang"),
        ("temuan-diterima-alasan", 5, 12, "temuan_diterima.1.alasan"),
    ]


def test_entry_for_unknown_rule() -> None:
    text = f"temuan_diterima:\n{entry(rule='tidak-ada')}"
    assert applied(text) == [("temuan-diterima-aturan", 2, 11, "temuan_diterima.1.rule")]


def test_error_cannot_be_accepted() -> None:
    error = finding("sumber-wajib", field="id", severity=Severity.GALAT)
    text = f"temuan_diterima:\n{entry(rule='sumber-wajib', field='id')}"
    assert applied(text, error) == [
        ("sumber-wajib", 1, 1, "id"),
        ("temuan-diterima-galat", 2, 11, "temuan_diterima.1.rule"),
    ]


def test_entry_that_matches_nothing_is_stale() -> None:
    text = f"temuan_diterima:\n{entry()}"
    (found,) = apply_baseline([], tree(text), PATH)
    assert (found.rule, found.severity, found.line) == (
        "temuan-diterima-usang",
        Severity.PERINGATAN,
        2,
    )


def test_entry_written_twice() -> None:
    text = f"temuan_diterima:\n{entry()}{entry()}"
    assert applied(text, finding()) == [("temuan-diterima-usang", 6, 11, "temuan_diterima.2.rule")]


def test_one_entry_accepts_every_finding_of_its_field() -> None:
    text = f"temuan_diterima:\n{entry()}"
    assert applied(text, finding(), finding()) == []


def test_shapes_that_cannot_be_read() -> None:
    assert applied("lain: kata\n") == [("temuan-diterima-bentuk", 1, 1, "lain")]
    assert applied("temuan_diterima: kata\n") == [
        ("temuan-diterima-bentuk", 1, 18, "temuan_diterima")
    ]
    assert applied("temuan_diterima:\n  - kata\n") == [
        ("temuan-diterima-bentuk", 2, 5, "temuan_diterima.1")
    ]
    unknown = "temuan_diterima:\n  - rule: tentang-kosong\n    sebab: x\n"
    assert applied(unknown) == [("temuan-diterima-bentuk", 3, 5, "temuan_diterima.1.sebab")]
    nested = "temuan_diterima:\n  - rule: [a]\n"
    assert applied(nested) == [("temuan-diterima-bentuk", 2, 5, "temuan_diterima.1.rule")]


def test_entry_that_names_no_record() -> None:
    """It would accept a finding of every record at once."""
    (quotes,) = parse_yaml(b"nomor: 0120\n", "records/kerja-sama/2024/pub-2024-0001.yaml")[1]
    whole_rule = entry(rule="yaml-kutip", record="", field="")
    assert applied(f"temuan_diterima:\n{whole_rule}", quotes) == [
        ("yaml-kutip", 1, 8, ""),
        ("temuan-diterima-bentuk", 2, 5, "temuan_diterima.1.record"),
    ]
    one_record = entry(rule="yaml-kutip", field="")
    assert applied(f"temuan_diterima:\n{one_record}", quotes) == []


def test_personal_data_in_the_file_is_found(tmp_path: Path) -> None:
    text = f"# orang@gmail.com\ntemuan_diterima:\n{entry(alasan='Tanya 081234567890')}"
    files = dataset() | {PATH: text}
    checked, _ = check_folder(write_dataset(tmp_path, files))
    found = [(f.line, f.column, f.rule) for f in checked.findings if f.path == PATH]
    assert (1, 3, "pribadi-surel") in found
    assert (6, 19, "pribadi-ponsel") in found


def test_a_secret_in_the_file_is_not_repeated() -> None:
    text = f"temuan_diterima:\n{entry(record='orang@gmail.com')}"
    (found,) = apply_baseline([], tree(text), PATH)
    assert "orang" not in found.message
