"""What rules ask of a record: values without empty words, bound parties, their groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.dataset import UNBOUND, Dataset
from site_builder.model import EMPTY_WORDS
from site_builder.tables import Record, Row

__all__ = [
    "ALL_TABLES",
    "FOREIGN",
    "bound_parties",
    "child_rows",
    "groups_of",
    "known",
    "normalise",
    "texts",
]

#: The tables with one file per row; a test holds them against the schema.
ALL_TABLES = (
    "kerja_sama",
    "mitra",
    "potensi",
    "usulan",
    "kejadian",
    "catatan_dihapus",
    "angka_kantor",
    "renstra",
    "indikator",
)
#: The kinds of cooperation with partners abroad (UU 23/2014 art. 367).
FOREIGN = ("ksdpl", "ksdll")
_NOT_WORD = re.compile(r"[\W_]+")


def known(row: Row, name: str) -> str:
    """Return the text of a field, "" where it is empty or says why it is empty."""
    text = row.values.get(name, "")
    return "" if text in EMPTY_WORDS else text


def child_rows(record: Record, table: str) -> list[Row]:
    """Return the rows of a child table, none where the record has no such list."""
    return record.children.get(table, [])


def bound_parties(record: Record) -> list[Row]:
    """Return the rows of the parties that a naskah binds, facilitators and witnesses left out."""
    return [
        row
        for row in child_rows(record, "para_pihak")
        if known(row, "mitra") and row.values.get("peran") not in UNBOUND
    ]


def groups_of(record: Record, dataset: Dataset) -> set[str] | None:
    """Return the groups of the bound parties; None where one of them is not known.

    What is not known cannot make a kind false; the foreign keys are checked elsewhere.
    """
    parties = bound_parties(record)
    if not parties or len(parties) != sum(
        row.values.get("peran") not in UNBOUND for row in child_rows(record, "para_pihak")
    ):
        return None
    groups = {dataset.golongan(known(row, "mitra")) for row in parties}
    return None if "" in groups else groups


def normalise(text: str) -> str:
    """Return text for comparison: case, punctuation and blanks do not count."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def texts(record: Record) -> Iterator[tuple[Row, str, str]]:
    """Yield (row, field, text) for every value that the file writes."""
    for row in record.rows():
        for name in row.marks:
            text = row.values.get(name, "")
            if text:
                yield row, name, text
