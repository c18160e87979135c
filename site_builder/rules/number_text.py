"""What the number of a naskah says: its year, the month in Roman figures, gaps left open."""

from __future__ import annotations

import re

__all__ = ["is_placeholder", "month_in_number", "year_in_number"]

_YEAR = re.compile("19[4-9][0-9]|20[0-9]{2}")
_FIGURES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = {figure: month for month, figure in enumerate(_FIGURES, start=1)}
_MONTH_AND_YEAR = re.compile(r"/ ?([IVX]{1,4}) ?/ ?((?:19|20)[0-9]{2})(?![0-9])")
_GAP = re.compile(r"\.\.|…|__|--|(?<![A-Za-z])[xX]{2,}(?![A-Za-z])|\?\?|/ *(?=/)|^ */|/ *$")


def is_placeholder(text: str) -> bool:
    """Tell whether a part of the number was left open (``…/KB/2024``, ``120/XX/2024``, ``120//2``).

    ``XX`` alone could be the Roman twenty; no month or year is written so.
    """
    return _GAP.search(text) is not None


def year_in_number(text: str) -> str:
    """Return the year that a number states, "" where it states none or several.

    A year is four digits that stand alone between signs (``120/05/KB/2021``).
    """
    parts = "".join(c if c.isalnum() else " " for c in text).split()
    years = {part for part in parts if _YEAR.fullmatch(part)}
    return years.pop() if len(years) == 1 else ""


def month_in_number(text: str) -> tuple[int, str, str] | None:
    """Return (month, Roman figure, year) of ``/VI/2021``, None where there is no such part.

    A figure behind a full stop is a division of an office (``800/904/BKPSDM.II/2020``).
    """
    match = _MONTH_AND_YEAR.search(text)
    if match is None or match[1] not in _ROMAN:
        return None
    return _ROMAN[match[1]], match[1], match[2]
