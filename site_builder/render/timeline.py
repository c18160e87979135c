"""The dates of one agreement on a line, in percent of its width."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from site_builder.message import Value, message
from site_builder.model import KerjaSama
from site_builder.partial_date import PartialDate
from site_builder.render.language import Language
from site_builder.status import State

__all__ = ["Mark", "Timeline", "build_timeline"]

#: Room left at both ends, so that the marks are not cut off.
_MARGIN = 6.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A date on the line; a partial date covers a stretch of it."""

    number: int
    label: str
    words: str
    start: float
    end: float
    centre: float
    note: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The marks in order of time, the date of the data and the stretch of validity."""

    marks: tuple[Mark, ...]
    today: float
    term: tuple[float, float] | None
    alt: str


def _dates(
    record: KerjaSama, state: State, titles: dict[str, str], language: Language
) -> list[tuple[str, date, date, str, str]]:
    found = []
    for name in (
        "tanggal_penandatanganan",
        "tanggal_mulai",
        "tanggal_berakhir",
        "tanggal_pengakhiran",
    ):
        value: PartialDate | None = getattr(record, name)
        if value is None or (name == "tanggal_mulai" and value == record.tanggal_penandatanganan):
            continue
        note = "" if value.is_exact else language.gettext("(harinya tidak diketahui)")
        found.append((titles[name], value.first, value.last, language.write(value), note))
    if record.tanggal_berakhir is None and record.tanggal_pengakhiran is None:
        first, last = state.ends_from, state.ends_to
        if first is not None and last is not None:
            day: Value = first
            if first != last:
                day = message("antara %(first)s dan %(last)s", first=first, last=last)
            label = language.gettext("Perkiraan akhir")
            note = language.gettext("(dihitung dari jangka waktu)")
            found.append((label, first, last, language.write(day), note))
    return found


def build_timeline(
    record: KerjaSama, state: State, as_of: date, titles: dict[str, str], language: Language
) -> Timeline:
    """Place the recorded dates and the date of the data on one line."""
    dates = sorted(_dates(record, state, titles, language), key=lambda d: (d[1], d[2]))
    if not dates:
        return Timeline((), 0, None, "")
    low = min(as_of, *(d[1] for d in dates))
    high = max(as_of, *(d[2] for d in dates))
    days = max((high - low) / timedelta(days=1), 1)

    def place(day: date) -> float:
        share = (day - low) / timedelta(days=1) / days
        return round(_MARGIN + share * (100 - 2 * _MARGIN), 2)

    marks = tuple(
        Mark(
            number,
            label,
            words,
            place(first),
            place(last),
            round((place(first) + place(last)) / 2, 2),
            note,
        )
        for number, (label, first, last, words, note) in enumerate(dates, start=1)
    )
    start = record.start
    end = record.tanggal_pengakhiran or record.tanggal_berakhir
    last_day = end.last if end is not None else state.ends_to
    term = None
    if start is not None and last_day is not None and start.first < last_day:
        term = (place(start.first), place(last_day))
    alt = "; ".join(f"{m.label} {m.words}" for m in marks)
    return Timeline(marks, place(as_of), term, alt)
