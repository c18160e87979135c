"""Guess what date a person meant, to propose it; nothing is ever changed silently.

Reads the forms Indonesian offices write: ``17 April 2024``, ``April 2024``, ``17-4-2024``, also
between the quotes that word processors put around them. A form that can be read two ways
(``04/05/2024``) gets no proposal.
"""

from __future__ import annotations

import re

from site_builder.partial_date import parse_partial_date

_MONTH_NUMBER = {
    word: number
    for number, words in enumerate(
        (
            "januari jan",
            "februari pebruari feb peb",
            "maret mar",
            "april apr",
            "mei may",
            "juni jun",
            "juli jul",
            "agustus agu agt aug",
            "september sep sept",
            "oktober okt oct",
            "november nopember nov nop",
            "desember des dec",
        ),
        start=1,
    )
    for word in words.split()
}
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([a-z]+)\.?\s+(\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_ISO_LIKE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_MONTHS_IN_A_YEAR = 12
_QUOTES = "\"' \u201c\u201d\u201e\u2018\u2019"


def suggest_date(text: str) -> str | None:
    """Return the ISO form of a date written the Indonesian way, or None if it is not plain."""
    lowered = " ".join(text.strip(_QUOTES).lower().split())
    if match := _WORDS.fullmatch(lowered):
        day, word, year = match.groups()
        month = _MONTH_NUMBER.get(word)
        return _iso(year, month, int(day) if day else None) if month else None
    if match := _ISO_LIKE.fullmatch(lowered):
        year, month_text, day = match.groups()
        return _iso(year, int(month_text), int(day) if day else None)
    if match := _NUMBERS.fullmatch(lowered):
        first, second, year = (int(part) for part in match.groups())
        if first > _MONTHS_IN_A_YEAR or first == second:
            return _iso(str(year), second, first)
    return None


def _iso(year: str, month: int, day: int | None) -> str | None:
    text = f"{year}-{month:02d}" + (f"-{day:02d}" if day is not None else "")
    return text if parse_partial_date(text) is not None else None
