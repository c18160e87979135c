"""The labelled queries are sound: a measurement is worth no more than its labels."""

from __future__ import annotations

from collections import Counter
from itertools import cycle, groupby

import pytest
import yaml

from benchmarks.queries import PARTS, QUERIES, Query, read_queries
from tests.support import ROOT


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def test_every_labelled_record_exists() -> None:
    records = {path.stem for path in (ROOT / "records" / "kerja-sama").rglob("*.yaml")}
    labelled = {record for query in read_queries() for record in query.relevant}
    assert labelled - records == set()
    assert all(query.relevant for query in read_queries())


def test_a_record_is_listed_once_for_a_query() -> None:
    kinds = yaml.safe_load(QUERIES.read_bytes())
    for entry in (entry for entries in kinds.values() for entry in entries):
        assert entry["relevant"] == sorted(set(entry["relevant"])), entry["query"]


def test_there_are_enough_queries_in_both_parts() -> None:
    parts = Counter(query.part for query in read_queries())
    assert set(parts) == set(PARTS)
    assert parts.total() >= 90
    assert min(parts.values()) >= 30


def test_parts_alternate_within_each_kind() -> None:
    """So that each kind weighs the same in both, and nobody chose which query goes where."""
    for kind, queries in groupby(read_queries(), key=lambda query: query.kind):
        parts = [query.part for query in queries]
        assert set(parts) == set(PARTS), kind
        assert parts == [part for part, _ in zip(cycle(PARTS), parts, strict=False)], kind


def test_no_query_stands_twice() -> None:
    texts = Counter(_plain(query.text) for query in read_queries())
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("answer", "recall", "precision"),
    [
        ([], 0.0, 0.0),
        (["a"], 0.5, 1.0),
        (["x", "a", "y", "b"], 1.0, 0.5),
        ([*"xyzuvwstqr", "a"], 0.0, 0.0),
    ],
)
def test_measures_of_an_answer(answer: list[str], recall: float, precision: float) -> None:
    query = Query("apa", "topic", "setelan", frozenset("ab"))
    assert (query.recall(answer), query.precision(answer)) == (recall, precision)


def test_ten_found_are_all_where_more_are_relevant() -> None:
    query = Query("apa", "topic", "setelan", frozenset("abcdefghijkl"))
    assert query.recall("abcdefghij") == 1.0
    assert query.recall("abcdexyzuv") == 0.5
