"""When agreements end, as a calendar: by day, by month, by year, as exactly as it is known.

The last day of validity takes in addenda and reckoned durations; where an agreement was ended,
extended or replaced earlier, it is the day that came to pass. The pages and the calendars to subscribe
to (`render/calendars.py`) ask the same two functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from site_builder.life import Life
from site_builder.model import KerjaSama
from site_builder.partial_date import in_words, month_in_words
from site_builder.status import OVER

__all__ = ["Calendar", "Ending", "build_calendar", "calendar_ending", "end_in_words", "ending_of"]

#: The states of a naskah whose own term ran its course; what extends it does not shorten it.
_RUN_OUT = frozenset({"berakhir", "diperpanjang"})
#: The states in which a naskah ended although no end was agreed.
_CUT_SHORT = frozenset({"diakhiri", "digantikan"})


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of one agreement; first and last are equal where the day is known."""

    record: KerjaSama
    first: date
    last: date

    @property
    def year(self) -> int:
        """The year it stands under: that of its first possible day."""
        return self.first.year

    @property
    def month(self) -> int | None:
        """The month it stands under, None where not even that is known."""
        same = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        return self.first.month if same else None

    @property
    def words(self) -> str:
        """When, for a citizen."""
        if self.first == self.last:
            return in_words(self.first)
        if self.month is not None:
            return f"dalam {month_in_words(self.first)}, harinya tidak tercatat"
        if (self.first, self.last) == (date(self.year, 1, 1), date(self.year, 12, 31)):
            return f"dalam tahun {self.year}, bulannya tidak tercatat"
        return f"antara {in_words(self.first)} dan {in_words(self.last)}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every known end, in order.

    Attributes:
        years: Ends by year and by month (None: month not known), both ascending.
        unknown: Number of agreements, addenda and what is not yet signed left out, whose end is
            not known or that have none.
    """

    years: Mapping[int, Mapping[int | None, Sequence[Ending]]]
    unknown: int


def ending_of(life: Life, record: KerjaSama) -> Ending | None:
    """Return when an agreement ends or ended; None where nothing bounds it or that is not known."""
    state, as_of = life.portal.states[record.id], life.portal.as_of
    is_ended = record.tanggal_pengakhiran is not None
    first, last = state.ends_from, state.ends_to
    has_run_out = state.status in _RUN_OUT and last is not None and last < as_of
    if is_ended or (not has_run_out and (last is not None or state.status in _CUT_SHORT)):
        first, last = life.validity[record.id].ends_from, life.validity[record.id].ends_to
    if first is None or last is None or (state.status in OVER and last > as_of):
        return None
    return Ending(record, first, last)


def calendar_ending(life: Life, record: KerjaSama) -> Ending | None:
    """Return the end of an agreement as it stands in a calendar, None where it stands in none.

    An addendum ends with what it amends, and what is not signed has nothing to end.
    """
    return ending_of(life, record) if _has_own_end(life, record) else None


def _has_own_end(life: Life, record: KerjaSama) -> bool:
    return record.mengubah is None and life.portal.states[record.id].status != "penyusunan"


def end_in_words(life: Life, record: KerjaSama) -> str:
    """Return when an agreement ends, or why that is not said."""
    ending = ending_of(life, record)
    if ending is not None:
        return f"berakhir {ending.words}"
    is_endless = life.portal.states[record.id].is_endless
    return "tanpa batas waktu" if is_endless else "akhirnya tidak tercatat"


def build_calendar(life: Life) -> Calendar:
    """Sort every agreement by its end."""
    records = [r for r in life.portal.kerja_sama.values() if _has_own_end(life, r)]
    known = [e for e in (ending_of(life, r) for r in records) if e]
    known.sort(key=lambda e: (e.year, e.month or 13, e.first, e.last, e.record.id))
    years: dict[int, dict[int | None, list[Ending]]] = {}
    for ending in known:
        years.setdefault(ending.year, {}).setdefault(ending.month, []).append(ending)
    return Calendar(years, len(records) - len(known))
