"""Text -> words, the same way in the index and in the question.

``assets/cari-mesin.js`` has the same rules for what a reader types; a test runs both over the whole
vocabulary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["STOP_WORDS", "Equivalents", "read_equivalents", "split_words"]

#: Words that say nothing of what is looked for.
STOP_WORDS = frozenset(
    [
        "dan",
        "di",
        "ke",
        "dari",
        "yang",
        "untuk",
        "dengan",
        "antara",
        "pada",
        "dalam",
        "oleh",
        "tentang",
        "atas",
        "serta",
        "atau",
        "sebagai",
        "adalah",
        "akan",
        "ini",
        "itu",
        "para",
        "bagi",
        "melalui",
        "terhadap",
        "antar",
        "no",
        "nomor",
        "the",
        "of",
        "and",
        "in",
        "for",
    ]
)
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=100_000)
def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text: small letters without accents, digits, nothing else."""
    plain = text.lower()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return tuple(_WORD.findall(plain))


@dataclass(frozen=True)
class Equivalents:
    """Spellings and abbreviations, from the code list ``padanan``.

    Attributes:
        spellings: A spelling and the words it is read as, in the index and in the question alike.
        shortened: First word of a long form -> (long form, abbreviation), longest first.
        written_out: First word of an abbreviation -> (abbreviation, long form).
    """

    spellings: Mapping[str, tuple[str, ...]]
    shortened: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]
    written_out: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]

    def words(self, text: str) -> tuple[str, ...]:
        """Return the words of a text in their one spelling."""
        words = split_words(text)
        if self.spellings.keys().isdisjoint(words):
            return words
        found: list[str] = []
        for word in words:
            found.extend(self.spellings.get(word, (word,)))
        return tuple(found)

    def readings(self, text: str) -> list[tuple[str, ...]]:
        """Return a text as words: as written, with abbreviations, and with them written out."""
        words = self.words(text)
        readings = [words]
        for table in (self.shortened, self.written_out):
            other = _replace(words, table)
            if other not in readings:
                readings.append(other)
        return readings


def _replace(
    words: tuple[str, ...],
    table: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]],
) -> tuple[str, ...]:
    if table.keys().isdisjoint(words):
        return words
    found: list[str] = []
    place = 0
    while place < len(words):
        for pattern, other in table.get(words[place], ()):
            if words[place : place + len(pattern)] == pattern:
                found.extend(other)
                place += len(pattern)
                break
        else:
            found.append(words[place])
            place += 1
    return tuple(found)


def read_equivalents(rows: Iterable[Mapping[str, str]]) -> Equivalents:
    """Return the equivalents of the rows of the code list ``padanan``."""
    spellings: dict[str, tuple[str, ...]] = {}
    shortened: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    written_out: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for row in rows:
        short, long = split_words(row["kode"]), split_words(row["judul"])
        if row["jenis"] == "ejaan":
            spellings[short[0]] = long
            continue
        shortened.setdefault(long[0], []).append((long, short))
        written_out.setdefault(short[0], []).append((short, long))
    for table in (shortened, written_out):
        for pairs in table.values():
            pairs.sort(key=lambda pair: -len(pair[0]))
    return Equivalents(spellings, shortened, written_out)
