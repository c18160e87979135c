"""The index as small text files, so that a query reads a few of them and no more.

Below ``cari/``: ``indeks.json`` says where the rest lies, in a folder named after its content, so
that pieces of two builds never mix. In the folder:

- ``k/<n>.txt``: words in order, a line each: ``word<TAB>=root`` or ``root<TAB>form:list|form:list``;
  pairs of words have a space in them. A list is `encode_postings`, ``*`` for nearly every agreement,
  or ``@<n>,<count>`` for a long one, which lies in ``p/<n>.txt``.
- ``e/<letter>.txt``: all words that begin so, for slips of the keyboard.
- ``s/<facet>.json``: the agreements of each value; ``s/akhir.json``: their order by last day.
- ``r/<n>.json``: four rows of the list. Agreement n is the n-th of the list, newest first.
- ``m.json``: every party: ``[id, name, agreements, [other readings of its names, in words]]``.
- ``u/<n>.json``: fifty rows of the flat table for the download of a result, ``u/kolom.json`` its
  header.

Sizes: a list costs one to three letters an agreement; a piece about 8,000 letters.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from site_builder.endings import ending_of
from site_builder.export import flat_rows
from site_builder.life import Life
from site_builder.model import Mitra
from site_builder.render.context import FACETS, Context, Summary
from site_builder.render.language import english
from site_builder.search.documents import Reader, level_of
from site_builder.search.roots import roots_of
from site_builder.search.words import STOP_WORDS, split_words

__all__ = [
    "ALPHABET",
    "FLAT_ROWS_PER_FILE",
    "ROWS_PER_FILE",
    "encode_numbers",
    "encode_postings",
    "search_files",
]

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ROWS_PER_FILE = 4
FLAT_ROWS_PER_FILE = 50
_PIECE = 8_000
#: A list longer than this lies in a file of its own.
_LONG = 1_200
#: A word in more of the agreements than this tells none of them apart.
_EVERYWHERE = 0.6
#: Shorter words are not guessed at.
_GUESSED_FROM = 4


def encode_numbers(numbers: Iterable[int]) -> str:
    """Return whole numbers as letters, five bits each, the sixth bit says that more follow."""
    found: list[str] = []
    for number in numbers:
        while number >= 32:
            found.append(ALPHABET[32 + (number & 31)])
            number >>= 5
        found.append(ALPHABET[number])
    return "".join(found)


def encode_postings(entries: Iterable[int]) -> str:
    """Return entries ``agreement * 8 + weight`` in rising order: each as its step from the last."""
    steps: list[int] = []
    last = -1
    for entry in entries:
        number, weight = entry >> 3, entry & 7
        steps.append(((number - last) << 3) | weight)
        last = number
    return encode_numbers(steps)


@dataclass
class _Lists:
    """The agreements of every word and pair of words."""

    words: dict[str, array[int]] = field(default_factory=dict)
    pairs: dict[str, array[int]] = field(default_factory=dict)
    kept_pairs: set[str] = field(default_factory=set)


def _collect(reader: Reader) -> _Lists:
    lists = _Lists()
    for number, record in enumerate(reader.ctx.portal.kerja_sama.values()):
        document = reader.read(record)
        for word, weight in document.words.items():
            lists.words.setdefault(word, array("L")).append(number * 8 + level_of(weight))
        for pair in document.pairs | document.number_pairs:
            lists.pairs.setdefault(pair, array("L")).append(number * 8)
        lists.kept_pairs |= document.number_pairs
    return lists


@dataclass
class _Writer:
    """Lays lists out in files and remembers where each piece begins."""

    count: int
    files: dict[str, str] = field(default_factory=dict)
    starts: list[str] = field(default_factory=list)
    _long_lists: int = 0

    def list_of(self, entries: Sequence[int]) -> str:
        """Return a list as it stands in a piece."""
        if len(entries) > _EVERYWHERE * self.count and self.count > 1:
            return "*"
        text = encode_postings(entries)
        if len(text) <= _LONG:
            return text
        number = self._long_lists
        self._long_lists += 1
        self.files[f"p/{number}.txt"] = text
        return f"@{number},{len(entries)}"

    def pieces(self, lines: Iterable[tuple[str, str]]) -> None:
        """Write lines in order of their words."""
        piece: list[str] = []
        size = 0
        for key, value in lines:
            if size and size + len(key) + len(value) > _PIECE:
                self._close(piece)
                piece, size = [], 0
            if not piece:
                self.starts.append(key)
            piece.append(f"{key}\t{value}")
            size += len(key) + len(value) + 2
        if piece:
            self._close(piece)

    def _close(self, piece: Sequence[str]) -> None:
        self.files[f"k/{len(self.starts) - 1}.txt"] = "\n".join(piece)


def _lines(lists: _Lists, reader: Reader, writer: _Writer) -> Iterator[tuple[str, str]]:
    """Yield every line of the dictionary, in no order."""
    roots = roots_of(lists.words, reader.place_names)
    families: dict[str, list[str]] = {}
    for word in sorted(roots):
        families.setdefault(roots[word], []).append(word)
    for root, words in families.items():
        yield (
            root,
            "|".join(
                f"{'' if word == root else word}:{writer.list_of(lists.words[word])}"
                for word in words
            ),
        )
        yield from ((word, f"={root}") for word in words if word != root)
    for pair in sorted(lists.pairs):
        entries = lists.pairs[pair]
        if len(entries) > 1 or pair in lists.kept_pairs:
            yield pair, writer.list_of(entries)


def _guesses(words: Iterable[str]) -> dict[str, str]:
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= _GUESSED_FROM and word.isalpha():
            by_letter.setdefault(word[0], []).append(word)
    return {letter: "\n".join(found) for letter, found in by_letter.items()}


def _facets(ctx: Context) -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, list[int]]] = {name: {} for name in FACETS}
    for number, record in enumerate(ctx.portal.kerja_sama.values()):
        for name, values in ctx.facets_of(record).items():
            for value in values:
                lists[name].setdefault(value, []).append(number)
    return {
        name: {
            value: encode_numbers(b - a for a, b in zip([-1, *numbers], numbers, strict=False))
            for value, numbers in sorted(values.items())
        }
        for name, values in lists.items()
    }


def _by_last_day(life: Life) -> list[int]:
    """Agreements with a known last day: those still to come, the nearest first, then those past."""
    to_come: list[tuple[int, int]] = []
    past: list[tuple[int, int]] = []
    for number, record in enumerate(life.portal.kerja_sama.values()):
        ending = ending_of(life, record)
        if ending is None:
            continue
        days = (ending.last - life.portal.as_of).days
        (to_come if days >= 0 else past).append((abs(days), number))
    return [number for _, number in (*sorted(to_come), *sorted(past))]


def _term(ctx: Context, row: Summary) -> str:
    """From when till when, in the words of `_macros.html`; "" where neither is known."""
    parts = [ctx.since(row)]
    if row.until:
        parts.append(f"{ctx.gettext('sampai')} {row.until}")
    return " · ".join(parts) if row.date or row.until else ""


def _row(ctx: Context, english_ctx: Context, record_id: str) -> list[object]:
    """Return a row; the words that differ in English come last, so that one index serves both."""
    row = ctx.summary(ctx.portal.kerja_sama[record_id])
    there = english_ctx.summary(ctx.portal.kerja_sama[record_id])
    return [
        row.id,
        row.title,
        list(row.parties),
        " · ".join(filter(None, (row.form_beside_title, row.jenis))),
        _term(ctx, row),
        row.status,
        f"{there.bentuk} · {there.jenis}",
        _term(english_ctx, there),
    ]


def _party(reader: Reader, mitra: Mitra) -> list[object]:
    readings = dict.fromkeys(" ".join(words) for words in reader.readings_of(mitra.id))
    readings.pop(" ".join(split_words(mitra.nama)), None)
    count = len(reader.ctx.portal.by_mitra.get(mitra.id, ()))
    return [mitra.id, mitra.nama, count, list(readings)]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _content(reader: Reader) -> _Writer:
    ctx = reader.ctx
    portal = ctx.portal
    lists = _collect(reader)
    writer = _Writer(len(portal.kerja_sama))
    writer.pieces(sorted(_lines(lists, reader, writer)))
    for letter, text in _guesses(lists.words).items():
        writer.files[f"e/{letter}.txt"] = text
    for name, values in _facets(ctx).items():
        writer.files[f"s/{name}.json"] = _json(values)
    writer.files["s/akhir.json"] = _json(_by_last_day(ctx.life))
    ids = list(portal.kerja_sama)
    english_ctx = replace(ctx, language=english())
    for start in range(0, len(ids), ROWS_PER_FILE):
        rows = [_row(ctx, english_ctx, record) for record in ids[start : start + ROWS_PER_FILE]]
        writer.files[f"r/{start // ROWS_PER_FILE}.json"] = _json(rows)
    writer.files["m.json"] = _json([_party(reader, mitra) for mitra in portal.mitra.values()])
    names, flat = flat_rows(portal, safe=False)
    by_id = {row[names.index("id")]: row for row in flat}
    writer.files["u/kolom.json"] = _json(names)
    for start in range(0, len(ids), FLAT_ROWS_PER_FILE):
        part = [by_id[record] for record in ids[start : start + FLAT_ROWS_PER_FILE]]
        writer.files[f"u/{start // FLAT_ROWS_PER_FILE}.json"] = _json(part)
    return writer


def search_files(ctx: Context) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of every file of the index."""
    reader = Reader(ctx)
    writer = _content(reader)
    digest = hashlib.sha256()
    for name in sorted(writer.files):
        digest.update(f"{name}\0{writer.files[name]}\0".encode())
    folder = digest.hexdigest()[:12]
    for name, text in writer.files.items():
        yield f"cari/{folder}/{name}", text.encode()
    about = {
        "folder": folder,
        "count": writer.count,
        "rows": ROWS_PER_FILE,
        "as_of": ctx.portal.as_of.isoformat(),
        "flat": FLAT_ROWS_PER_FILE,
        # Those without a known date stand last in the list.
        "dated": sum(a.year is not None for a in ctx.portal.kerja_sama.values()),
        "starts": writer.starts,
        "guesses": {n[2:-4]: len(t) for n, t in writer.files.items() if n.startswith("e/")},
        "stop": sorted(STOP_WORDS),
        "spellings": dict(sorted(reader.equivalents.spellings.items())),
    }
    yield "cari/indeks.json", _json(about).encode()
