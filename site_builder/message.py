"""A sentence for readers that can still be put into another language.

The core says what it has to say in Indonesian, the language of the source text, with its values
apart: ``message("Berlaku sampai %(end)s.", end=day)``. `str` gives the Indonesian sentence; the
pages give the same sentence in their own language through the gettext catalogue, dates and
numbers included. Babel finds the texts by the names of these functions (``pyproject.toml``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from site_builder.partial_date import PartialDate, in_words

__all__ = ["Message", "Value", "counted", "in_indonesian", "message", "msgid"]

#: A plain text is taken as the record's own words, which no language changes.
Value: TypeAlias = "str | int | date | PartialDate | Message"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its values.

    Attributes:
        text: The Indonesian sentence with ``%(name)s`` in place of its values; the msgid.
        values: The values by name.
        count: The number that other languages inflect the sentence by, None where there is none.
    """

    text: str
    values: Mapping[str, Value]
    count: int | None = None

    def __str__(self) -> str:
        return self.filled(self.text, in_indonesian)

    def filled(self, text: str, show: Callable[[Value], str]) -> str:
        """Return text, a translation of this sentence, with the values as `show` writes them."""
        return text % {name: show(value) for name, value in self.values.items()}


def in_indonesian(value: Value) -> str:
    """Return a value as Indonesian has it: dates in words, 1.234 for whole numbers."""
    if isinstance(value, date | PartialDate):
        return in_words(value)
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)


def message(text: str, /, **values: Value) -> Message:
    """Return a sentence that no number inflects."""
    return Message(text, values)


def counted(text: str, /, number: int, **values: Value) -> Message:
    """Return a sentence inflected by a number, which it holds as ``%(number)s``."""
    return Message(text, {"number": number, **values}, number)


def msgid(text: str) -> str:
    """Return text as it is; marks it for the catalogue where it is translated later."""
    return text
