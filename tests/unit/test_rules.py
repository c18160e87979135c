"""Every rule catches its bad record at the very place, and nothing in the good ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.dataset import Dataset, build_dataset
from site_builder.findings import Severity, stem
from site_builder.rules import RULES, Rule, duplicate_ids
from site_builder.rules.guide import GUIDE
from site_builder.rules.index import cycles, index_of
from site_builder.tables import Record, Row
from site_builder.yaml_text import Mark
from tests.fixture_dataset import (
    BAD,
    as_dataset,
    bad_files,
    expected_places,
    files_of,
    good_files,
    place_of,
    read_files,
    run,
    run_all,
)
from tests.support import AS_OF, package

BY_ID = {one.id: one for one in RULES}
every_rule = pytest.mark.parametrize("one", RULES, ids=[one.id for one in RULES])


@pytest.fixture(scope="module")
def good() -> Dataset:
    return as_dataset(good_files())


@every_rule
def test_bad_record_is_caught_at_its_place(one: Rule) -> None:
    findings = run(one, as_dataset(bad_files(one.id)))
    assert sorted(map(place_of, findings)) == sorted(expected_places(one.id))
    for finding in findings:
        assert finding.severity is one.severity
        assert finding.message
        assert finding.remedy
        assert not finding.message.endswith(".")
        assert len(finding.value) <= 80


def test_good_records_give_no_finding(good: Dataset) -> None:
    assert run_all(good) == []


def test_every_bad_record_has_a_good_counterpart() -> None:
    """A bad file is a good one changed in one stretch, or a new one beside it."""
    for folder in BAD.iterdir():
        for path, data in files_of(folder).items():
            name = path.rpartition("/")[2]
            same = [b for p, b in good_files().items() if p.endswith(f"/{name}")]
            for counterpart in same:
                changed = [
                    line
                    for line in data.decode().splitlines()
                    if line not in counterpart.decode().splitlines()
                ]
                assert len(changed) <= 3, path


def test_bad_folders_are_rules() -> None:
    assert {folder.name for folder in BAD.iterdir()} == set(BY_ID)


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(RULES)


@every_rule
def test_rule_is_described_in_one_sentence(one: Rule) -> None:
    assert one.sentence.endswith(".")
    assert "\n" not in one.sentence
    assert one.sentence.count(". ") == 0
    assert one.sentence[0].isupper()
    assert one.severity in Severity


@every_rule
def test_every_rule_has_a_guide_entry(one: Rule) -> None:
    entry = next(entry for entry in GUIDE if entry.id == one.id)
    assert (entry.sentence, entry.severity, entry.legal_basis) == (
        one.sentence,
        one.severity,
        one.legal_basis,
    )


def test_second_of_two_ids_is_found() -> None:
    records = read_files(good_files())
    copy = next(r for r in records if r.id == "uji-2017-0001")
    again = Record(copy.table, "records/kerja-sama/2017/lain.yaml", copy.main, copy.children)
    (finding,) = duplicate_ids([*records, again])
    assert finding.rule == "id-ganda"
    assert place_of(finding) == (again.path, 1, 5, "id")
    assert "records/kerja-sama/2017/uji-2017-0001.yaml baris 1" in finding.message


# --- hostile values -------------------------------------------------------------------------

ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "",
            "tidak-diketahui",
            "0000",
            "9999-12-31",
            "9999",
            "0001-01-01",
            "2023-02-30",
            "٢٠٢٤",
            "²",
            "999 tahun",
            "5 (lima) tahun",
            "http://[",
            "https://",
            "javascript:alert(1)",
            "nan",
            "1e999",
            "ksdd",
            "ksdpk",
            "sinergi",
            "ksdpl",
            "kb",
            "adendum",
            "uji-2021-0001",
            "uji-2021-0002",
            "pemkot-malang",
            "pemerintah-kota",
            "1" * 4000,
            "a@" * 500,
            "0" + "8" * 40,
            "/XIII/2024",
        ]
    ),
)


def _fields(table: str) -> list[str]:
    return [field.name for field in package().tables[table].fields]


@st.composite
def hostile_records(draw: st.DrawFn) -> list[Record]:
    records = []
    for number in range(draw(st.integers(1, 4))):
        table = draw(st.sampled_from(["kerja_sama", "mitra"]))
        folder = "kerja-sama/2021" if table == "kerja_sama" else "mitra"
        path = f"records/{folder}/uji-2021-000{number}.yaml"

        def row(name: str, position: str = "") -> Row:
            values = {field: draw(ODD) for field in _fields(name)}
            return Row(name, values, dict.fromkeys(values, Mark(1, 1)), Mark(1, 1), position)

        main = row(table)
        children = {
            child.name: [row(child.name, f"{child.name}.{i}") for i in range(2)]
            for child in package().children(table)
            if draw(st.booleans())
        }
        records.append(Record(table, path, main, children))
    return records


@settings(max_examples=60, deadline=None)
@given(hostile_records())
def test_rules_never_raise(records: list[Record]) -> None:
    list(duplicate_ids(records))
    run_all(build_dataset(records, package(), AS_OF))


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_good_record_with_one_odd_value_never_raises(data: st.DataObject) -> None:
    records = read_files(good_files())
    row = data.draw(st.sampled_from([row for record in records for row in record.rows()]))
    name = data.draw(st.sampled_from(sorted(row.values)))
    row.values[name] = data.draw(ODD)
    run_all(build_dataset(records, package(), date(2026, 11, 21)))


def test_half_a_megabyte_of_noise_is_searched_in_time() -> None:
    """No pattern may need quadratic time: a record is written by strangers."""
    records = read_files(good_files())
    record = next(r for r in records if r.id == "uji-2017-0001")
    meaningless = ("a", "1", "a.", "08", "<", "://", "a@", "&", "1.", " ", "..", "/")
    # What matches is searched again and hidden: that must not cost more with each match.
    matching = (
        "081234567890 ",
        "3573014101900001 ",
        "https://a.id/3573014101900001 ",
        "https://a.id/ 081234567890 ",
        "orang@gmail.com ",
    )
    for noise in (*meaningless, *matching):
        record.main.values["tentang"] = noise * (300_000 // len(noise))
        record.main.marks["tentang"] = Mark(1, 1)
        dataset = build_dataset([record], package(), AS_OF)
        for one in RULES:
            if one.tables[0] == "kerja_sama":
                run(one, dataset)


# --- indexes --------------------------------------------------------------------------------


def test_long_chain_needs_no_recursion() -> None:
    graph = {str(i): [str(i + 1)] for i in range(20_000)}
    assert cycles(graph) == {}
    graph["20000"] = ["0"]
    assert len(cycles(graph)) == 20_001


def test_cycles_are_found_apart() -> None:
    graph = {"a": ["b"], "b": ["a", "c"], "c": ["d"], "d": ["c"], "e": ["e"], "f": ["a", "x"]}
    found = cycles(graph)
    assert {key: set(ring) for key, ring in found.items()} == {
        "a": {"a", "b"},
        "b": {"a", "b"},
        "c": {"c", "d"},
        "d": {"c", "d"},
    }


def test_index_is_built_once(good: Dataset) -> None:
    assert index_of(good) is index_of(good)
    assert index_of(good).root("dinas-contoh-kota-malang") == "pemkot-malang"
    assert index_of(good).root("tidak-ada") == "tidak-ada"


def test_every_good_file_is_named_after_its_id(good: Dataset) -> None:
    for records in good.records.values():
        assert all(stem(record.path) == key for key, record in records.items())
