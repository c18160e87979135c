"""The guide tells every rule that any module can report, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from site_builder.rules import RULES
from site_builder.rules.base import Rule
from site_builder.rules.guide import GUIDE, GuideEntry
from site_builder.rules.guide_examples import EXAMPLES
from site_builder.rules.masking import mask
from site_builder.yaml_text import parse_yaml
from tests.support import ROOT, package

SOURCE = ROOT / "site_builder"
FORBIDDEN = {
    *("os", "pathlib", "yaml", "time", "io", "shutil", "subprocess", "socket"),
    *("urllib", "http", "random", "sys"),
}
#: Words by which an id that stands alone in the code is known as one.
FAMILIES = re.compile(
    r"(?:berkas|yaml|skema|temuan-diterima)-[a-z0-9-]+|kunci-dikenal|bentuk-nilai|id-ganda"
)
IDS = {entry.id for entry in GUIDE}


def modules() -> list[Path]:
    return sorted(p for p in SOURCE.rglob("*.py") if "guide" not in p.name)


def ids_in_code() -> set[str]:
    """Return every id that the code passes on as a rule, and every word of a known family."""
    found = {one.id for one in RULES}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if FAMILIES.fullmatch(node.value):
                    found.add(node.value)
            elif isinstance(node, ast.Call):
                found.update(_ids_of_call(node))
    return found - {"temuan-diterima", "yaml-text"}


def _ids_of_call(node: ast.Call) -> set[str]:
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    values = [kw.value for kw in node.keywords if kw.arg == "rule"]
    if name in ("Finding", "rule") and node.args:
        values.append(node.args[0])
    for value in list(values):
        if isinstance(value, ast.IfExp):
            values += [value.body, value.orelse]
    return {v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)}


def test_every_id_in_code_is_in_the_guide() -> None:
    assert ids_in_code() - IDS == set()


def test_every_entry_is_in_the_code() -> None:
    assert IDS - ids_in_code() == set()


def test_ids_are_unique() -> None:
    assert len(IDS) == len(GUIDE)
    assert set(EXAMPLES) == {one.id for one in RULES}


@pytest.mark.parametrize("entry", GUIDE, ids=[entry.id for entry in GUIDE])
def test_entry_is_whole(entry: GuideEntry) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id)
    assert entry.title
    assert not entry.title.endswith(".")
    assert entry.sentence.endswith(".")
    for text in (entry.wrong, entry.right):
        assert mask(text) == text or entry.id == "surel-tidak-resmi"


@pytest.mark.parametrize("one", RULES, ids=[one.id for one in RULES])
def test_examples_are_yaml_with_known_keys(one: Rule) -> None:
    example = EXAMPLES[one.id]
    known = {
        name
        for table in package().tables.values()
        if table.shape
        for name in [*(f.name for f in table.fields), table.shape.key]
    }
    assert example.wrong != example.right
    for text in (example.wrong, example.right):
        tree, findings = parse_yaml(text.encode(), "contoh.yaml")
        assert tree is not None
        assert findings == []
        assert set(tree.entries) <= known


@pytest.mark.parametrize("path", sorted((SOURCE / "rules").glob("*.py")), ids=lambda p: p.name)
def test_rules_are_pure(path: Path) -> None:
    """No disk, no clock, no YAML: a rule sees rows and the date it is given."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {(node.module or "").partition(".")[0]}
        else:
            continue
        assert not names & FORBIDDEN
