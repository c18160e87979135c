"""Terms as printed in an instrument: ``5 (lima) tahun``, ``enam bulan``, ``90 hari kalender``.

Only one plain length is read; ``setiap lima tahun``, ``lima tahunan``, ``satu tahun anggaran``,
``30 hari kerja``, ``dua tahun sampai tiga tahun`` or ``4 tahun 11 bulan`` mean something else or
more and give nothing.
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
    r"\s*(?:\([^)]*\)\s*)?(?P<unit>tahun|bulan|hari)\b(?!\s+(?:anggaran|kerja|sekali)\b)"
)
_UNIT = re.compile(r"\b(?:tahun|bulan|hari|minggu)\b")
_OPEN = re.compile(r"\b(?:atau|sampai|hingga|s/?d)\b|s\.d")
_MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar months and days."""

    months: int
    days: int

    def last_day(self, start: date) -> date | None:
        """Return the last day of a term that begins on start; None past the year 9999.

        A term of five years from 17 April 2024 ends on 16 April 2029. Where the last month has no
        such day, it ends with the month: one month from 31 January on 28 or 29 February.
        """
        month_index = start.year * _MONTHS_IN_A_YEAR + start.month - 1 + self.months
        year, month = divmod(month_index, _MONTHS_IN_A_YEAR)
        try:
            length = calendar.monthrange(year, month + 1)[1]
            over = 0 if start.day > length else 1
            day = date(year, month + 1, min(start.day, length))
            return day + timedelta(days=self.days - over)
        except (ValueError, OverflowError):
            return None


def parse_duration(text: str) -> Duration | None:
    """Return the one length that a printed term plainly states, or None."""
    lowered = " ".join(text.lower().split())
    match = _FORM.match(lowered)
    if match is None or len(_UNIT.findall(lowered)) != 1 or _OPEN.search(lowered):
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
