"""Words people search with that the records do not contain.

Written into each record's index text, so that both spellings of a pair find it. The query side
(``assets/portal.js``) only has to fold spellings, not to know the records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["expand"]

#: Spellings of the same thing. Each side is added where the other occurs.
_PAIRS = (
    ("Perjanjian Kerja Sama", "PKS"),
    ("Kesepakatan Bersama", "KB"),
    ("Nota Kesepahaman", "MoU"),
    ("Memorandum of Understanding", "MoU"),
    ("Nota Kesepakatan", "NK"),
    ("Rencana Kerja", "RK"),
    ("Letter of Intent", "LoI"),
    ("Perangkat Daerah", "OPD"),
    ("Dewan Perwakilan Rakyat Daerah", "DPRD"),
    ("Pemerintah Kabupaten", "Pemkab"),
    ("Pemerintah Kota", "Pemkot"),
    ("Pemerintah Provinsi", "Pemprov"),
    ("Pemerintah Daerah", "Pemda"),
    ("Kabupaten", "Kab"),
    ("Provinsi", "Prov"),
    ("Daerah Khusus Ibukota", "DKI"),
    ("Daerah Istimewa Yogyakarta", "DIY"),
    ("Rumah Sakit Umum Daerah", "RSUD"),
    ("Badan Usaha Milik Daerah", "BUMD"),
    ("Badan Usaha Milik Negara", "BUMN"),
    ("Perusahaan Daerah Air Minum", "PDAM"),
    ("Perusahaan Umum Daerah", "Perumda"),
    ("Universitas", "Univ"),
    ("sister city", "kota kembar"),
    ("kerja sama", "kerjasama"),
)
_PATTERNS = tuple(
    (re.compile(rf"\b{re.escape(left)}\b", re.IGNORECASE), right)
    for a, b in _PAIRS
    for left, right in ((a, b), (b, a))
)
_PARTS = re.compile(r"[^\W_]+")


def _replaced(text: str) -> list[str]:
    return [
        pattern.sub(replacement, text)
        for pattern, replacement in _PATTERNS
        if pattern.search(text)
    ]


def _number_forms(number: str) -> list[str]:
    return [number, *_PARTS.findall(number)]


def expand(phrases: Iterable[str], numbers: Iterable[str]) -> str:
    """Return the words to index beside the text of a record.

    Args:
        phrases: Names and labels whose other spellings should find the record.
        numbers: Numbers of the instrument, indexed whole and in their parts.
    """
    words: dict[str, None] = {}
    for phrase in phrases:
        words.setdefault(phrase)
        for other in _replaced(phrase):
            words.setdefault(other)
    for number in numbers:
        for form in _number_forms(number):
            words.setdefault(form)
    return " · ".join(words)
