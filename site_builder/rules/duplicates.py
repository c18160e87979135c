"""The rule on naskah that were probably recorded twice.

Candidates are compared inside blocks of the same parties only, and in a large block only with
their neighbours in the order of their words, so that the work stays linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from site_builder.dataset import LINKS, Dataset
from site_builder.findings import Severity
from site_builder.partial_date import PartialDate
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import bound_parties, known, normalise
from site_builder.rules.index import index_of
from site_builder.rules.masking import shown
from site_builder.tables import Record

__all__ = ["RULES"]

#: Up to so many naskah of the same parties are all compared with each other.
_SMALL_BLOCK = 24
#: In a larger block each is compared with so many that follow it.
_NEIGHBOURS = 8
_LIKENESS = 90
#: Two words of which one is the other's slip of the pen.
_WORD_LIKENESS = 80
_SMALL_WORDS = (
    "dan di ke dari untuk dalam pada atas oleh dengan antara tentang yang bidang kerja sama "
    "kerjasama perjanjian kesepakatan bersama nota"
)
_STOP_WORDS = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class _Candidate:
    id: str
    text: str
    words: frozenset[str]
    content: str
    form: str
    signed: PartialDate | None
    units: frozenset[str]
    numbers: frozenset[tuple[str, str]]
    links: frozenset[str]


class _Twins:
    """For each naskah, the first other one that is probably the same."""

    def __init__(self, dataset: Dataset) -> None:
        index = index_of(dataset)
        blocks: dict[frozenset[str], list[_Candidate]] = {}
        for record in dataset.kerja_sama.values():
            text = normalise(known(record.main, "tentang"))
            roots = frozenset(index.roots_of(record))
            if text and len(roots) > 1:
                blocks.setdefault(roots, []).append(_candidate(record, dataset, text, roots))
        self.found: dict[str, str] = {}
        for block in blocks.values():
            for a, b in _pairs(block):
                if _is_same(a, b):
                    self.found.setdefault(a.id, b.id)
                    self.found.setdefault(b.id, a.id)


def _candidate(record: Record, dataset: Dataset, text: str, roots: frozenset[str]) -> _Candidate:
    index = index_of(dataset)
    parties = [(known(row, "mitra"), row) for row in bound_parties(record)]
    return _Candidate(
        id=record.id,
        text=text,
        words=frozenset(text.split()),
        content=" ".join(sorted(frozenset(text.split()) - _STOP_WORDS)),
        form=known(record.main, "bentuk_naskah"),
        signed=dataset.date_of(record, "tanggal_penandatanganan"),
        units=frozenset(mitra for mitra, _ in parties if mitra not in roots),
        numbers=frozenset(
            (index.root(mitra), number)
            for mitra, row in parties
            if (number := normalise(known(row, "nomor_naskah")))
        ),
        links=frozenset(known(record.main, name) for name in LINKS),
    )


def _pairs(block: list[_Candidate]) -> Iterator[tuple[_Candidate, _Candidate]]:
    reach = len(block) if len(block) <= _SMALL_BLOCK else _NEIGHBOURS
    ordered: Sequence[_Candidate] = sorted(block, key=lambda c: (sorted(c.words), c.text, c.id))
    for position, a in enumerate(ordered):
        for b in ordered[position + 1 : position + 1 + reach]:
            yield a, b


def _is_same(a: _Candidate, b: _Candidate) -> bool:
    if a.id in b.links or b.id in a.links:
        return False
    if a.form and b.form and a.form != b.form:
        return False
    if a.units and b.units and a.units.isdisjoint(b.units):
        return False
    if (
        a.signed
        and b.signed
        and (a.signed.last < b.signed.first or b.signed.last < a.signed.first)
    ):
        return False
    if _numbers_differ(a, b):
        return False
    return a.text == b.text or _is_alike(a, b)


def _numbers_differ(a: _Candidate, b: _Candidate) -> bool:
    """Tell whether one party gave the two naskah different numbers."""
    parties = {party for party, _ in a.numbers} & {party for party, _ in b.numbers}
    return bool(parties) and a.numbers.isdisjoint(b.numbers)


def _is_alike(a: _Candidate, b: _Candidate) -> bool:
    """Tell whether two subjects differ by slips of the pen and small words only."""
    if not a.content or fuzz.ratio(a.content, b.content, score_cutoff=_LIKENESS) < _LIKENESS:
        return False
    left, right = a.words - b.words - _STOP_WORDS, b.words - a.words - _STOP_WORDS
    return all(_has_like(word, right) for word in left) and all(
        _has_like(word, left) for word in right
    )


def _has_like(word: str, others: frozenset[str]) -> bool:
    if any(c.isdigit() for c in word):
        return False
    return any(fuzz.ratio(word, other) >= _WORD_LIKENESS for other in others)


@rule("naskah-mirip", Severity.PERINGATAN)
def recorded_once(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Satu naskah dicatat dalam satu rekaman saja."""
    twins = dataset.indexes.get(_Twins)
    if not isinstance(twins, _Twins):
        twins = dataset.indexes[_Twins] = _Twins(dataset)
    other = twins.found.get(record.id)
    if other is not None:
        yield Hit(
            record.main,
            "tentang",
            f'"{shown(known(record.main, "tentang"))}" tampaknya sama dengan naskah "{other}": '
            "pokok, pihak, dan tanggalnya cocok",
            "bila sama, gabungkan ke satu rekaman; bila berbeda, lengkapi nomor atau tanggalnya",
        )


RULES = (recorded_once,)
