"""The reader keeps text as text and answers hostile YAML with findings, never with an exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.yaml_text import (
    MAX_BYTES,
    MappingNode,
    Mark,
    ScalarNode,
    SequenceNode,
    parse_yaml,
)


def rules(data: bytes) -> list[tuple[str, int, int]]:
    return [(f.rule, f.line, f.column) for f in parse_yaml(data, "x.yaml")[1]]


def texts(data: bytes) -> dict[str, str]:
    tree, _ = parse_yaml(data, "x.yaml")
    assert tree is not None
    return {k: n.text for k, (_, n) in tree.entries.items() if isinstance(n, ScalarNode)}


@pytest.mark.parametrize(
    "written", ["0120", "12:30", "no", "2.10", "1.5", "0x1F", "2024-04-17", "yes", "1_000", ".5"]
)
def test_plain_scalar_stays_as_written_and_quotes_are_suggested(written: str) -> None:
    data = f"a: {written}\n".encode()
    assert texts(data) == {"a": written}
    assert rules(data) == [("yaml-kutip", 1, 4)]
    assert rules(f'a: "{written}"\n'.encode()) == []


@pytest.mark.parametrize("written", ["null", "~", "Null", "NULL"])
def test_null_word_is_an_error(written: str) -> None:
    assert rules(f"a: {written}\n".encode()) == [("yaml-null", 1, 4)]
    assert rules(f"a: '{written}'\n".encode()) == []


def test_empty_value_is_empty_text() -> None:
    assert texts(b"a:\nb: ''\n") == {"a": "", "b": ""}


def test_marks_point_at_values_and_keys() -> None:
    tree, _ = parse_yaml(b"a: x\nb:\n  - c: y\n    d:  z\n", "x.yaml")
    assert tree is not None
    key_mark, items = tree.entries["b"]
    assert key_mark == Mark(2, 1)
    assert isinstance(items, SequenceNode)
    first = items.items[0]
    assert isinstance(first, MappingNode)
    assert first.entries["d"][1].mark == Mark(4, 9)


def test_bom_is_accepted_and_does_not_move_columns() -> None:
    tree, findings = parse_yaml(b"\xef\xbb\xbfa: x\n", "x.yaml")
    assert findings == []
    assert tree is not None
    assert tree.entries["a"][0] == Mark(1, 1)


BOMB = b"a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (BOMB, [("yaml-jangkar", 1, 4)]),
        (b"a: x\nb: *nothing\n", [("yaml-jangkar", 2, 4)]),
        (b"a: !!python/object/apply:os.system ['true']\n", [("yaml-tag", 1, 4)]),
        (b"a: !!str 12\n", [("yaml-tag", 1, 4)]),
        (b"a: x\na: y\n", [("yaml-kunci-ganda", 2, 1)]),
        (b"a: x\n---\nb: y\n", [("yaml-satu-dokumen", 2, 1)]),
        (b"- x\n", [("yaml-bukan-rekaman", 1, 1)]),
        (b"", [("berkas-kosong", 0, 0)]),
        (b"# only a comment\n", [("berkas-kosong", 0, 0)]),
        (b"a: x\x00y\n", [("berkas-utf8", 1, 5)]),
        ("a: x\n".encode("utf-16"), [("berkas-utf8", 0, 0)]),
        ("a: x\nb: é\n".encode("latin-1"), [("berkas-utf8", 2, 4)]),
        (b"a: x\n\tb: y\n", [("yaml-sintaks", 2, 1)]),
        (b"a: b: c\n", [("yaml-sintaks", 1, 5)]),
        (b'a: "open\nb: x\n', [("yaml-sintaks", 1, 4)]),
        (b"a: [x\nb: y\n", [("yaml-sintaks", 1, 4)]),
        (b"a: x\nb\nc: y\n", [("yaml-sintaks", 2, 1)]),
        (b"? [x]\n: y\n", [("yaml-sintaks", 1, 3)]),
        (b"a: x\x07y\n", [("yaml-sintaks", 0, 0)]),
        (b"a: " + b"[" * 5000, [("yaml-terlalu-dalam", 1, 9)]),
        (b"a:\n" + b"- x\n" * 30_000, [("yaml-terlalu-banyak", 19_999, 3)]),
        (b"a: x\n" * (MAX_BYTES // 4), [("berkas-terlalu-besar", 0, 0)]),
    ],
)
def test_hostile_or_broken_file_becomes_one_finding_at_its_place(
    data: bytes, expected: list[tuple[str, int, int]]
) -> None:
    assert rules(data) == expected


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('a: "Air" bersih\nb: c\n', (1, 10), "sesudah tanda kutip atau kurung penutup"),
        ("a: 'Salat Jum'at'\n", (1, 15), "sesudah tanda kutip atau kurung penutup"),
        ('a: ["1"] dan\n', (1, 10), "sesudah tanda kutip atau kurung penutup"),
        ('a:\n  - "b" c\n', (2, 9), "sesudah tanda kutip atau kurung penutup"),
        ('a: "Air\nb: c\nd: "2024"\n', (1, 4), "dibuka di sini baru bertemu pasangannya di baris 3"),
        ('a: "Air\nb: c\n', (1, 4), "tidak ditutup"),
        ("a: [b\nc: d\n", (1, 4), "kurung yang dibuka di sini tidak ditutup"),
        ("a: b\n  c: d\n", (2, 4), "atau barisnya terlalu menjorok"),
        ("a:\n  - b: c\n    d: e\n   f: g\n", (4, 4), "luruskan dengan kunci di atasnya"),
        ('a:\n  - b: "c"\n d: "e"\n', (3, 2), "inden baris ini tidak cocok"),
        ("a: x\n\tb: y\n", (2, 1), "memakai tab"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_named_where_it_was_made(
    text: str, place: tuple[int, int], words: str
) -> None:
    (finding,) = parse_yaml(text.encode(), "x.yaml")[1]
    assert (finding.line, finding.column) == place
    assert words in f"{finding.message}; {finding.remedy}"


def test_alias_bomb_costs_nothing() -> None:
    bomb = b"a: &a0 [x]\n" + b"".join(
        f"b{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n".encode() for i in range(1, 200)
    )
    # Expanded, it would hold 3**199 values: that this ends at all is the test.
    assert rules(bomb) == [("yaml-jangkar", 1, 4)]


def test_findings_say_what_to_write_instead() -> None:
    for data in (BOMB, b"a: x\na: y\n", b"a: b: c\n", b"a: null\n"):
        for finding in parse_yaml(data, "x.yaml")[1]:
            assert finding.message
            assert finding.remedy


@given(st.binary(max_size=400))
def test_any_bytes_give_a_tree_or_a_finding(data: bytes) -> None:
    tree, findings = parse_yaml(data, "x.yaml")
    assert tree is not None or findings


@given(st.text(alphabet=":-[]{}&*!|>'\"#%@`,? \n\tab", max_size=60))
def test_any_yaml_like_text_gives_a_tree_or_a_finding(text: str) -> None:
    tree, findings = parse_yaml(text.encode(), "x.yaml")
    assert tree is not None or findings
