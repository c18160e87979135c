"""When agreements end, as a calendar: by day, by month, by year, as exactly as it is known.

The last day of validity is the one the state rests on, addenda and reckoned durations included;
where an agreement was ended earlier, the day of its ending.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from site_builder.model import KerjaSama
from site_builder.partial_date import in_words, month_in_words
from site_builder.portal import Portal

__all__ = ["Calendar", "Ending", "build_calendar", "end_in_words", "ending_of"]


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
        unknown: Number of agreements whose end is not known or that have none.
    """

    years: Mapping[int, Mapping[int | None, Sequence[Ending]]]
    unknown: int


def ending_of(portal: Portal, record: KerjaSama) -> Ending | None:
    """Return when an agreement ends or ended; None where nothing bounds it."""
    if record.tanggal_pengakhiran is not None:
        return Ending(record, record.tanggal_pengakhiran.first, record.tanggal_pengakhiran.last)
    state = portal.states[record.id]
    if state.ends_from is None or state.ends_to is None:
        return None
    return Ending(record, state.ends_from, state.ends_to)


def end_in_words(record: KerjaSama, ending: Ending | None) -> str:
    """Return when an agreement ends, or why that is not said."""
    if ending is not None:
        return f"berakhir {ending.words}"
    return "tanpa batas waktu" if record.is_endless else "akhirnya tidak tercatat"


def build_calendar(portal: Portal) -> Calendar:
    """Sort every agreement by its end."""
    known = [e for e in (ending_of(portal, r) for r in portal.kerja_sama.values()) if e]
    known.sort(key=lambda e: (e.year, e.month or 13, e.first, e.last, e.record.id))
    years: dict[int, dict[int | None, list[Ending]]] = {}
    for ending in known:
        years.setdefault(ending.year, {}).setdefault(ending.month, []).append(ending)
    return Calendar(years, len(portal.kerja_sama) - len(known))
