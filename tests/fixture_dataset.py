"""The datasets under ``tests/data``: ``benar`` is clean, each of ``salah`` breaks one rule.

A folder of ``salah`` holds only the files that differ; they are laid over those of ``benar``.
``temuan.yaml`` beside them names every finding of that rule: path, line, column, field.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from site_builder.dataset import Dataset, build_dataset
from site_builder.findings import Finding
from site_builder.rules import RULES, Rule, run_rule
from site_builder.tables import RawRecord, Record, flatten_record
from site_builder.yaml_text import MappingNode, ScalarNode, SequenceNode, parse_yaml
from tests.support import AS_OF, ROOT, package

DATA = ROOT / "tests" / "data"
GOOD = DATA / "benar"
BAD = DATA / "salah"

Place = tuple[str, int, int, str]


@cache
def good_files() -> dict[str, bytes]:
    """Return the files of the clean dataset by path."""
    return files_of(GOOD)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the record files below a folder by their path in the dataset."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.glob("records/**/*.yaml"))
    }


def bad_files(rule_id: str) -> dict[str, bytes]:
    """Return the clean dataset with the files that break a rule laid over it.

    A file whose record moved to another folder takes the place of the old one.
    """
    changed = files_of(BAD / rule_id)
    names = {path.rpartition("/")[2] for path in changed}
    kept = {p: b for p, b in good_files().items() if p.rpartition("/")[2] not in names}
    return dict(sorted((kept | changed).items()))


def read_files(files: dict[str, bytes]) -> list[Record]:
    """Return the records of files; none may have a problem of reading or shape."""
    records = []
    for path, data in files.items():
        tree, findings = parse_yaml(data, path)
        assert tree is not None, findings
        assert not [f for f in findings if f.severity != "saran"]
        table = path.split("/")[1].replace("-", "_")
        record, findings = flatten_record(RawRecord(path, table, tree), package())
        assert not findings
        records.append(record)
    return records


def as_dataset(files: dict[str, bytes], as_of: date = AS_OF) -> Dataset:
    """Return files as an indexed dataset."""
    return build_dataset(read_files(files), package(), as_of)


def run(one: Rule, dataset: Dataset) -> list[Finding]:
    """Return the findings of one rule on a dataset."""
    return [
        finding
        for table in one.tables
        for record in dataset.records[table].values()
        for finding in run_rule(one, record, dataset)
    ]


def run_all(dataset: Dataset) -> list[Finding]:
    """Return the findings of every rule on a dataset."""
    return [finding for one in RULES for finding in run(one, dataset)]


def place_of(finding: Finding) -> Place:
    """Return where a finding stands."""
    return finding.path, finding.line, finding.column, finding.field


def expected_places(rule_id: str) -> list[Place]:
    """Return the places a bad dataset declares."""
    path = BAD / rule_id / "temuan.yaml"
    data = b"temuan:\n" + path.read_bytes()
    tree, _ = parse_yaml(data, path.name)
    assert isinstance(tree, MappingNode)
    items = tree.entries["temuan"][1]
    assert isinstance(items, SequenceNode)
    places = []
    for item in items.items:
        assert isinstance(item, MappingNode)
        values = {
            key: node.text
            for key, (_, node) in item.entries.items()
            if isinstance(node, ScalarNode)
        }
        places.append(
            (values["path"], int(values["line"]), int(values["column"]), values["field"])
        )
    return places
