"""Terms as printed in an instrument: ``5 (lima) tahun``, ``enam bulan``, ``90 hari kalender``.

Only plain lengths are read; ``setiap lima tahun``, ``lima tahunan`` or ``satu tahun anggaran``
mean something else and give nothing.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Duration", "parse_duration"]

_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "satu",
            "dua",
            "tiga",
            "empat",
            "lima",
            "enam",
            "tujuh",
            "delapan",
            "sembilan",
            "sepuluh",
            "sebelas",
            "dua-belas",
            "tiga-belas",
            "empat-belas",
            "lima-belas",
        ],
        start=1,
    )
} | {"dua-puluh": 20, "dua-puluh-lima": 25, "tiga-puluh": 30, "lima-puluh": 50}
_FORM = re.compile(
    r"(?:selama\s+)?(?P<count>\d{1,3}|[a-z]+(?: (?:belas|puluh)(?: [a-z]+)?)?)"
    r"\s*(?:\([^)]*\)\s*)?(?P<unit>tahun|bulan|hari)\b(?!\s+anggaran)"
)
_MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar months and days."""

    months: int
    days: int

    def last_day(self, start: date) -> date | None:
        """Return the last day of a term that begins on start; None past the year 9999.

        A term of five years from 17 April 2024 ends on 16 April 2029.
        """
        month_index = start.year * _MONTHS_IN_A_YEAR + start.month - 1 + self.months
        year, month = divmod(month_index, _MONTHS_IN_A_YEAR)
        try:
            day = min(start.day, calendar.monthrange(year, month + 1)[1])
            return date(year, month + 1, day) + timedelta(days=self.days - 1)
        except (ValueError, OverflowError):
            return None


def parse_duration(text: str) -> Duration | None:
    """Return the length that a printed term plainly states, or None."""
    lowered = " ".join(text.lower().split())
    match = _FORM.match(lowered)
    if match is None:
        return None
    word = match["count"]
    count = int(word) if word.isdigit() else _NUMBERS.get(word.replace(" ", "-"), 0)
    if count == 0:
        return None
    match match["unit"]:
        case "tahun":
            return Duration(count * _MONTHS_IN_A_YEAR, 0)
        case "bulan":
            return Duration(count, 0)
        case _:
            return Duration(0, count)
