"""All records as rows, indexed for the rules: who a party is, what a code means.

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

    def date_of(self, record: Record, name: str) -> PartialDate | None:
        """Return a date field of an agreement, None where it is empty or unreadable."""
        return parse_partial_date(record.text(name))

    @cached_property
    def indexes(self) -> dict[type, object]:
        """The indexes that rules have built over these records, by their class, each once."""
        return {}


def build_dataset(records: Iterable[Record], package: Package, as_of: date) -> Dataset:
    """Index records by table and id."""
    by_table: dict[str, dict[str, Record]] = {t.name: {} for t in package.main_tables()}
    for record in records:
        by_table[record.table].setdefault(record.id, record)
    return Dataset(package, as_of, by_table)
