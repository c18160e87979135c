"""The languages of the pages: texts through gettext catalogues, dates and numbers through Babel.

The source text of the site is Indonesian, so an Indonesian text is its own msgid and needs no
catalogue. English has one, ``locale/en/LC_MESSAGES/site_builder.po``, compiled in memory. Labels
of fields, tables and codes are no part of it: the schema has them in both languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from site_builder.message import Message, Value, in_indonesian
from site_builder.partial_date import PartialDate, parse_partial_date

__all__ = ["ENGLISH", "INDONESIAN", "Language", "english", "indonesian"]

INDONESIAN, ENGLISH = "id", "en"
#: Words of a citation that are no name of a regulation.
_CITED_AS = {"pasal": "article", "ayat": "paragraph", "huruf": "point", "dan": "and", "UU": "Law"}
_CITED = re.compile(rf"\b(?:{'|'.join(_CITED_AS)})\b")
#: Dates as the United Kingdom writes them: day, month, year, as the Indonesian pages do.
_PATTERNS = {4: "y", 7: "MMMM y", 10: "d MMMM y"}


@dataclass(frozen=True)
class Language:
    """One language of the pages.

    Attributes:
        code: Its tag (BCP 47).
        locale: The locale of its dates and numbers (CLDR).
        catalogue: Its texts by msgid.
    """

    code: str
    locale: str
    catalogue: NullTranslations

    @property
    def is_source(self) -> bool:
        """Whether it is the language the site is written in."""
        return self.code == INDONESIAN

    def gettext(self, text: str, /, **values: Value) -> str:
        """Return a text of the site in this language, ``%(name)s`` replaced by its values."""
        return self.write(Message(text, values))

    def write(self, value: Value) -> str:
        """Return a value as a text: sentences translated, dates in words, numbers grouped."""
        if self.is_source:
            return in_indonesian(value)
        if isinstance(value, Message):
            return value.filled(self._translated(value), self.write)
        if isinstance(value, date | PartialDate):
            return _date_words(value.text if isinstance(value, PartialDate) else str(value))
        return self.number(value) if isinstance(value, int) else value

    def markup(self, value: Value) -> Markup:
        """Return a value as HTML; the record's own words in it are marked as Indonesian."""
        if self.is_source or isinstance(value, date | PartialDate | int):
            return escape(self.write(value))
        if isinstance(value, Message):
            filled = value.filled(str(escape(self._translated(value))), self.markup)
            return Markup(filled)  # noqa: S704 # text and values were escaped one by one
        return Markup('<span lang="id">{}</span>').format(value)

    def _translated(self, value: Message) -> str:
        if value.count is None:
            return self.catalogue.gettext(value.text)
        return self.catalogue.ngettext(value.text, value.text, value.count)

    def law(self, text: str) -> str:
        """Return citations of regulations: their names stay, words between them are translated."""
        if self.is_source:
            return text
        return _CITED.sub(lambda match: _CITED_AS[match[0]], text)

    def date_words(self, value: PartialDate | date | str) -> str:
        """Return a date in words; text that is no date stays as it is."""
        if isinstance(value, str):
            parsed = parse_partial_date(value)
            return value if parsed is None else self.write(parsed)
        return self.write(value)

    def number(self, value: int) -> str:
        """Return a whole number with its thousands grouped: 1.234 or 1,234."""
        return in_indonesian(value) if self.is_source else _number(value, self.locale)

    def rupiah(self, text: str) -> str:
        """Return an amount of whole rupiah: Rp1.500.000 or Rp1,500,000."""
        return f"Rp{self.number(int(text))}" if text.lstrip("-").isdigit() else text


@lru_cache(maxsize=4096)
def _number(value: int, locale: str) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(maxsize=4096)
def _date_words(text: str) -> str:
    parsed = parse_partial_date(text)
    assert parsed is not None  # noqa: S101 # it was a date before
    return format_date(parsed.first, _PATTERNS[len(text)], locale="en_GB")


@cache
def indonesian() -> Language:
    """Return the language the site is written in."""
    return Language(INDONESIAN, "id", NullTranslations())


@cache
def english() -> Language:
    """Return English with its catalogue; fuzzy entries are left out of it."""
    source = files("site_builder") / "locale/en/LC_MESSAGES/site_builder.po"
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source.read_bytes()), locale=ENGLISH))
    compiled.seek(0)
    return Language(ENGLISH, "en_GB", GNUTranslations(compiled))
