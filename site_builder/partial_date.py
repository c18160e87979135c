"""Dates that may be known only to the month or the year, as intervals of days.

Follows the reduced precision of ISO 8601-1 section 5.2.2 (``2009``, ``2024-04``,
``2024-04-17``). Comparison is three-valued: two intervals that overlap cannot be ordered.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

#: No naskah has other years; within them reckoning with terms never leaves the calendar.
_YEARS = range(1000, 9000)
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
#: As Indonesian writes them.
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year.

    Attributes:
        text: As recorded: ``2009``, ``2024-04`` or ``2024-04-17``.
        first: First day it can mean.
        last: Last day it can mean.
    """

    text: str
    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    def __str__(self) -> str:
        return self.text


def parse_partial_date(text: str) -> PartialDate | None:
    """Return the date that text writes, or None if it writes none (2023-02-29, 2023-13, 9999)."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.groups()[1:])
    if year not in _YEARS:
        return None
    try:
        if month is None:
            return PartialDate(text, date(year, 1, 1), date(year, 12, 31))
        if day is None:
            last = calendar.monthrange(year, month)[1]
            return PartialDate(text, date(year, month, 1), date(year, month, last))
        exact = date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None
    return PartialDate(text, exact, exact)


def spanning(first: date, last: date) -> PartialDate | None:
    """Return the day, month or year that lasts from first to last, None where none does."""
    day = first.isoformat()
    found = (parse_partial_date(day[:length]) for length in (10, 7, 4))
    return next((d for d in found if d is not None and (d.first, d.last) == (first, last)), None)


def is_before(a: PartialDate, b: PartialDate) -> bool | None:
    """Tell whether a lies before b: True, False, or None where it cannot be told."""
    if a.last < b.first:
        return True
    if a.first >= b.last:
        return False
    return None


def add_years(day: date, years: int) -> date:
    """Return the same day so many years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def in_words(value: PartialDate | date) -> str:
    """Write a date in Indonesian: ``17 April 2024``, ``April 2024``, ``2009``."""
    if isinstance(value, date):
        return f"{value.day} {month_in_words(value)}"
    parts = value.text.split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def month_in_words(day: date) -> str:
    """Write the month a day lies in, in Indonesian: ``April 2024``."""
    return f"{MONTHS[day.month - 1]} {day.year}"
