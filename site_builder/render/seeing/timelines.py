"""Many agreements on one axis of time: a bar for each, chains together; x in per cent.

A bar is solid where the agreement was surely in force by its dates, soft over the days a partial
date leaves open, and fades where the end is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from site_builder.dataset import LINKS
from site_builder.endings import end_in_words, ending_of
from site_builder.life import Life
from site_builder.model import KerjaSama
from site_builder.partial_date import in_words

__all__ = ["Axis", "Bar", "Row", "build_axis", "build_bar", "in_chains"]

_TICKS = 6
#: Years before and after the date of the data that are drawn; a bar that reaches further is cut at
#: the edge, one that lies outside becomes an arrow. The dates stand beside every bar.
_BACK, _AHEAD = 15, 10
Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """The stretch of time a picture shows, with the years written on it."""

    first: date
    last: date
    today: float
    ticks: tuple[tuple[float, str], ...]

    def place(self, day: date) -> float:
        """Return where a day lies, in per cent; days outside lie on the edge."""
        share = (day - self.first) / (self.last - self.first)
        return round(min(max(share, 0.0), 1.0) * 100, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """The life of one agreement: what is sure, what is not, and how it trails off."""

    sure: Stretch | None
    unsure: tuple[Stretch, ...]
    fading: Stretch | None
    words: str
    outside: Literal["", "before", "after"] = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An agreement in its chain: how deep it hangs, and from which by which link."""

    record: KerjaSama
    depth: int
    link: str
    above: str


def in_chains(records: Sequence[KerjaSama]) -> Iterator[Row]:
    """Yield every agreement once, each chain in one piece, parents above their children.

    Chains come in the order of their first record in the list. A record with several links hangs
    from the first of them; links that lead out of the list are left out.
    """
    inside = {record.id: record for record in records}
    above: dict[str, tuple[str, str]] = {}
    below: dict[str, list[str]] = {}
    for record in records:
        for name in LINKS:
            target = getattr(record, name)
            if target in inside and target != record.id:
                above[record.id] = (name, target)
                below.setdefault(target, []).append(record.id)
                break
    done: set[str] = set()
    for record in records:
        if record.id in done:
            continue
        top = record.id
        seen = {top}
        while top in above and above[top][1] not in seen:
            top = above[top][1]
            seen.add(top)
        pending = [(top, 0)]
        while pending:
            current, depth = pending.pop()
            if current in done:
                continue
            done.add(current)
            link, parent = above.get(current, ("", ""))
            yield Row(inside[current], depth, link if depth else "", parent if depth else "")
            children = sorted(below.get(current, ()), key=lambda i: _order(inside[i]))
            pending.extend((child, depth + 1) for child in reversed(children))


def _order(record: KerjaSama) -> tuple[date, str]:
    start = record.tanggal_penandatanganan or record.tanggal_mulai
    return start.first if start is not None else date.max, record.id


def build_axis(life: Life, records: Sequence[KerjaSama]) -> Axis:
    """Return an axis of whole years around the date of the data, no longer than the dates need."""
    today = life.portal.as_of
    years = {today.year}
    for record in records:
        start = record.start
        end = ending_of(life, record)
        if start is not None:
            years.add(start.first.year)
        if end is not None:
            years |= {end.first.year, end.last.year}
    low = max(min(years), today.year - _BACK)
    high = min(max(years), today.year + _AHEAD)
    first, last = date(low, 1, 1), date(high, 12, 31)
    every = max(1, -(-(high - low + 1) // _TICKS))
    axis = Axis(first, last, 0, ())
    ticks = tuple((axis.place(date(y, 1, 1)), str(y)) for y in range(low, high + 1, every))
    return Axis(first, last, axis.place(today), ticks)


def build_bar(life: Life, record: KerjaSama, axis: Axis) -> Bar:
    """Return the bar of an agreement, and its dates in words."""
    start = record.start
    end = ending_of(life, record)
    since = f"Mulai {in_words(start)}" if start is not None else "Mulainya tidak tercatat"
    words = f"{since}, {end_in_words(life, record)}"
    sure: tuple[date, date] | None = None
    fading: tuple[date, date] | None = None
    unsure: list[tuple[date, date]] = []
    if start is not None and not start.is_exact:
        unsure.append((start.first, start.last))
    if end is not None:
        begin = start.last if start is not None else end.first
        if start is not None and begin <= end.first:
            sure = (begin, end.first)
        if sure is None or end.first != end.last:
            # An end before the start is a contradiction of the source: the end is drawn as it is.
            unsure.append((max(begin, end.first) if begin <= end.last else end.first, end.last))
    elif start is not None and life.portal.states[record.id].is_endless:
        sure = (start.last, date.max)
    elif start is not None:
        # A year at least, so that what began this week is seen too.
        fading = (start.last, max(life.portal.as_of, start.last + timedelta(days=365)))
    days = [day for stretch in (sure, fading, *unsure) if stretch for day in stretch]
    outside: Literal["", "before", "after"] = ""
    if days and max(days) < axis.first:
        outside = "before"
    elif days and min(days) > axis.last:
        outside = "after"

    def place(stretch: tuple[date, date] | None) -> Stretch | None:
        if stretch is None or outside:
            return None
        return axis.place(stretch[0]), axis.place(stretch[1])

    placed = tuple(p for p in map(place, unsure) if p is not None)
    return Bar(place(sure), placed, place(fading), words, outside)
