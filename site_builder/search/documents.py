"""Which words of an agreement count, and how much.

The weights follow BM25F (Robertson, Zaragoza & Taylor, 2004): a word counts by the part of the
record it stands in, once for each part.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property

from site_builder.model import KerjaSama
from site_builder.render.context import Context
from site_builder.search.words import STOP_WORDS, Equivalents, read_equivalents, split_words

__all__ = ["LEVELS", "Document", "Reader", "level_of"]

#: How much a word counts in each part of a record.
_TITLE, _NUMBER, _PARTY = 6.0, 5.0, 5.0
_PARENT, _KIND, _PLACE, _AIM, _INITIALS, _REST = 2.0, 2.0, 1.5, 1.5, 1.0, 0.7
#: Lower bounds of the weights 1 to 7; the index keeps three bits of each.
LEVELS = (0.9, 1.6, 2.6, 4.0, 5.6, 7.5, 10.0)
#: Titles longer than this count less a word.
_USUAL_TITLE = 12


def level_of(weight: float) -> int:
    """Return a weight as the index keeps it, 0 to 7."""
    return bisect_right(LEVELS, weight)


@dataclass(slots=True)
class Document:
    """The words of one agreement with their weights, and the pairs of words that name something."""

    words: dict[str, float] = field(default_factory=dict)
    pairs: set[str] = field(default_factory=set)
    number_pairs: set[str] = field(default_factory=set)

    def add(self, words: Set[str], weight: float) -> None:
        """Count the words of one part of the record, each once."""
        for word in words - STOP_WORDS:
            self.words[word] = self.words.get(word, 0.0) + weight


def _pairs(words: tuple[str, ...]) -> Iterator[str]:
    for first, second in itertools.pairwise(words):
        if first not in STOP_WORDS and second not in STOP_WORDS:
            yield f"{first} {second}"


@dataclass(frozen=True)
class Reader:
    """Reads agreements for the index."""

    ctx: Context

    @cached_property
    def equivalents(self) -> Equivalents:
        """Spellings and abbreviations of the code list ``padanan``."""
        return read_equivalents(self.ctx.portal.package.code_rows["padanan"])

    @cached_property
    def place_names(self) -> frozenset[str]:
        """The words of the names of regions."""
        labels = self.ctx.labels["wilayah"].values()
        return frozenset(word for label in labels for word in split_words(label))

    @cached_property
    def _named(self) -> dict[str, tuple[tuple[tuple[str, ...], ...], ...]]:
        """Readings of each party's names; filled as they are asked for."""
        return {}

    @staticmethod
    def _initials(words: tuple[str, ...]) -> set[str]:
        """What a long name may be shortened to: its first letters, from three words on."""
        letters = "".join(word[0] for word in words if word not in STOP_WORDS)
        return {letters[:length] for length in range(3, min(len(letters), 6) + 1)}

    def _names(self, mitra: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
        if mitra not in self._named:
            party = self.ctx.portal.mitra[mitra]
            self._named[mitra] = tuple(
                tuple(self.equivalents.readings(name)) for name in (party.nama, *party.alias)
            )
        return self._named[mitra]

    def readings_of(self, mitra: str) -> Iterator[tuple[str, ...]]:
        """Yield every way the names of a party may be written, as words."""
        for readings in self._names(mitra):
            yield from readings

    def read(self, record: KerjaSama) -> Document:
        """Return what the index keeps of an agreement."""
        document = Document()
        self._read_title(record, document)
        self._read_parties(record, document)
        self._read_numbers(record, document)
        for text, weight in self._texts(record):
            readings = self.equivalents.readings(text)
            document.add({word for words in readings for word in words}, weight)
        return document

    def _read_title(self, record: KerjaSama, document: Document) -> None:
        readings = self.equivalents.readings(record.title)
        length = max(len(readings[0]), 1)
        weight = _TITLE * min(1.2, (_USUAL_TITLE / length) ** 0.25)
        document.add({word for words in readings for word in words}, weight)
        for words in readings:
            document.pairs.update(_pairs(words))

    def _read_parties(self, record: KerjaSama, document: Document) -> None:
        portal = self.ctx.portal
        seen: set[str] = set()
        parties = [(party.mitra, _PARTY) for party in record.para_pihak]
        parties += [(portal.root(party.mitra).id, _PARENT) for party in record.para_pihak]
        for mitra, weight in parties:
            if mitra in seen:
                continue
            seen.add(mitra)
            names = self._names(mitra)
            document.add(
                {word for readings in names for words in readings for word in words}, weight
            )
            for readings in names:
                document.add(self._initials(readings[0]), _INITIALS)
                for words in readings:
                    document.pairs.update(_pairs(words))
        for party in record.para_pihak:
            if party.nama_tertulis:
                document.add(set(self.equivalents.words(party.nama_tertulis)), _PARENT)

    def _read_numbers(self, record: KerjaSama, document: Document) -> None:
        numbers = [p.nomor_naskah for p in record.para_pihak if p.nomor_naskah]
        for number in (record.id, *numbers, *record.nomor_lain):
            words = split_words(number)
            document.add(set(words), _NUMBER)
            document.number_pairs.update(_pairs(words))

    def _texts(self, record: KerjaSama) -> Iterator[tuple[str, float]]:
        """The other parts of a record, with what a word in them counts."""
        ctx = self.ctx
        yield record.nama_naskah, _KIND
        yield ctx.label("jenis", record.jenis), _KIND
        yield ctx.label("bentuk_naskah", record.bentuk_naskah), _KIND
        if record.subjenis:
            yield ctx.label("subjenis", record.subjenis), _KIND
        yield ctx.label("keadaan", ctx.portal.states[record.id].status), _REST
        if record.year:
            yield record.year, _KIND
        for code in record.urusan:
            yield ctx.label("urusan", code), _AIM
        for code in ctx.wilayah_of(record):
            yield ctx.label("wilayah", code), _PLACE
        for party in record.para_pihak:
            country = ctx.portal.mitra[party.mitra].negara
            if country and country != "ID":
                yield ctx.label("negara", country), _PLACE
                yield ctx.codes["negara"][country]["nama_eng"], _PLACE
        for text in (*record.bidang, *record.ruang_lingkup, *record.perangkat_daerah_pelaksana):
            yield text, _AIM
        for aim in (record.maksud_tujuan, record.sasaran, record.penerima_manfaat):
            if aim:
                yield aim, _AIM
        if record.tempat_penandatanganan:
            yield record.tempat_penandatanganan, _PLACE
        yield from ((text, _REST) for text in self._long_texts(record) if text)

    @staticmethod
    def _long_texts(record: KerjaSama) -> Iterator[str | None]:
        yield record.latar_belakang
        yield record.catatan
        yield record.uraian_pengakhiran
        yield from (stage.uraian for stage in record.tahapan)
        yield from (money.uraian for money in record.pembiayaan)
        yield from (fact.uraian for fact in record.pelaksanaan)
        yield from (event.uraian for event in record.peristiwa)
        yield from (dispute.uraian for dispute in record.perselisihan)
        for evaluation in record.evaluasi:
            yield evaluation.temuan
            yield evaluation.tindak_lanjut
