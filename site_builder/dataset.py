"""All records as rows, indexed for the rules: who a party is, what a code means, who names whom.

Built once; every look-up is a dictionary access, so a rule's work does not grow with the number
of records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from site_builder.partial_date import PartialDate, parse_partial_date
from site_builder.schema import Package
from site_builder.tables import Record

__all__ = ["GOVERNMENTS", "LINKS", "UNBOUND", "Dataset", "build_dataset"]

#: The fields that link one naskah to another.
LINKS = ("induk", "mengubah", "memperpanjang", "menggantikan")
#: The classes of party that are a regional government itself (UU 23/2014 art. 363).
GOVERNMENTS = frozenset({"pemerintah-provinsi", "pemerintah-kabupaten", "pemerintah-kota"})
#: The roles of parties that a naskah does not bind: it is not theirs.
UNBOUND = frozenset({"fasilitator", "saksi"})
#: Longest chain of parent bodies followed; a cycle is another rule's finding.
_MAX_PARENTS = 8


@dataclass(frozen=True)
class Dataset:
    """The records that could be read, by table and id.

    Attributes:
        package: The schema and code lists.
        as_of: The date findings are judged at.
        records: Main table -> id -> record. The first of two records with one id wins.
    """

    package: Package
    as_of: date
    records: Mapping[str, Mapping[str, Record]]

    @property
    def kerja_sama(self) -> Mapping[str, Record]:
        """The agreements by id."""
        return self.records["kerja_sama"]

    @property
    def mitra(self) -> Mapping[str, Record]:
        """The parties by id."""
        return self.records["mitra"]

    @cached_property
    def _golongan_by_kelas(self) -> dict[str, str]:
        return {k: row["golongan"] for k, row in self.package.codes("kelas_mitra").items()}

    def golongan(self, mitra: str) -> str:
        """Return the group of a party (daerah, pusat, pihak-ketiga, luar-negeri, lainnya).

        "" where the party or its class is not known.
        """
        record = self.mitra.get(mitra)
        return "" if record is None else self._golongan_by_kelas.get(record.text("kelas"), "")

    def root(self, mitra: str) -> str:
        """Return the topmost body a party belongs to; a party without parent is its own."""
        current = mitra
        for _ in range(_MAX_PARENTS):
            record = self.mitra.get(current)
            if record is None or not record.text("induk"):
                return current
            current = record.text("induk")
        return current

    def governments(self, record: Record) -> list[str]:
        """Return the distinct regional governments among the parties, services included."""
        roots = (self.root(m) for m in self.party_ids(record))
        known = (r for r in roots if r in self.mitra)
        return list(dict.fromkeys(r for r in known if self.mitra[r].text("kelas") in GOVERNMENTS))

    def party_ids(self, record: Record) -> list[str]:
        """Return the ids of the parties of an agreement, in order, facilitators left out."""
        return [
            row.values["mitra"]
            for row in record.children.get("para_pihak", ())
            if row.values["peran"] not in UNBOUND
        ]

    def date_of(self, record: Record, name: str) -> PartialDate | None:
        """Return a date field of an agreement, None where it is empty or unreadable."""
        return parse_partial_date(record.text(name))

    @cached_property
    def indexes(self) -> dict[type, object]:
        """The indexes that rules have built over these records, by their class, each once."""
        return {}

    @cached_property
    def children_of(self) -> Mapping[str, list[str]]:
        """For each agreement that others name as ``induk``, the ids of those others."""
        found: dict[str, list[str]] = {}
        for record in self.kerja_sama.values():
            if record.text("induk"):
                found.setdefault(record.text("induk"), []).append(record.id)
        return found


def build_dataset(records: Iterable[Record], package: Package, as_of: date) -> Dataset:
    """Index records by table and id."""
    by_table: dict[str, dict[str, Record]] = {t.name: {} for t in package.main_tables()}
    for record in records:
        by_table[record.table].setdefault(record.id, record)
    return Dataset(package, as_of, by_table)
