"""The dates of one agreement on a line, in percent of its width."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from site_builder.model import KerjaSama
from site_builder.partial_date import PartialDate, in_words
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
    record: KerjaSama, state: State, titles: dict[str, str]
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
        note = "" if value.is_exact else "(harinya tidak diketahui)"
        found.append((titles[name], value.first, value.last, in_words(value), note))
    if record.tanggal_berakhir is None and record.tanggal_pengakhiran is None:
        ends = (state.ends_from, state.ends_to)
        if ends[0] is not None and ends[1] is not None:
            words = in_words(ends[0])
            if ends[0] != ends[1]:
                words = f"antara {words} dan {in_words(ends[1])}"
            found.append(("Perkiraan akhir", *ends, words, "(dihitung dari jangka waktu)"))  # type: ignore[arg-type]
    return found


def build_timeline(
    record: KerjaSama, state: State, as_of: date, titles: dict[str, str]
) -> Timeline:
    """Place the recorded dates and the date of the data on one line."""
    dates = sorted(_dates(record, state, titles), key=lambda d: (d[1], d[2]))
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
    start = record.tanggal_mulai or record.tanggal_penandatanganan
    end = record.tanggal_pengakhiran or record.tanggal_berakhir
    last_day = end.last if end is not None else state.ends_to
    term = None
    if start is not None and last_day is not None and start.first < last_day:
        term = (place(start.first), place(last_day))
    alt = "; ".join(f"{m.label} {m.words}" for m in marks)
    return Timeline(marks, place(as_of), term, alt)
