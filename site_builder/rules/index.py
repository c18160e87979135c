"""What rules need to know across records, computed once per dataset in linear time.

A rule looks things up here and never walks over the records itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from site_builder.dataset import LINKS, Dataset
from site_builder.rules.facts import bound_parties, child_rows, known, normalise
from site_builder.rules.number_text import is_placeholder, year_in_number
from site_builder.tables import Record, Row

__all__ = [
    "Index",
    "NumberUse",
    "cycles",
    "index_of",
    "number_field",
    "number_rows",
]

_K = TypeVar("_K")
#: Classes of party that belong to a government; without `induk` their root is not known.
_UNITS = frozenset({"perangkat-daerah", "blud"})


@dataclass(frozen=True, slots=True)
class NumberUse:
    """The first naskah with a number, the first other one, and how many there are."""

    first: str
    other: str = ""
    count: int = 1

    def beside(self, record: str) -> str:
        """Return a naskah with the same number that is not the given one, "" if there is none."""
        return self.other if record == self.first else self.first


class Index:
    """Indexes over one dataset; each is built when it is first asked for."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._roots: dict[str, str] = {}

    def root(self, mitra: str) -> str:
        """Return the topmost body a party belongs to; in a cycle, the party itself."""
        found = self._roots.get(mitra)
        if found is None:
            current, seen = mitra, {mitra}
            while (parent := self._parent(current)) and parent not in seen:
                current = parent
                seen.add(current)
            found = mitra if self._parent(current) else current
            self._roots[mitra] = found
        return found

    def _parent(self, mitra: str) -> str:
        record = self._dataset.mitra.get(mitra)
        return "" if record is None else known(record.main, "induk")

    def roots_of(self, record: Record) -> list[str]:
        """Return the distinct roots of the bound parties, in order."""
        return list(dict.fromkeys(self.root(known(r, "mitra")) for r in bound_parties(record)))

    def has_sure_roots(self, record: Record) -> bool:
        """Tell whether the root of every bound party is known."""
        for root in self.roots_of(record):
            mitra = self._dataset.mitra.get(root)
            if mitra is None or known(mitra.main, "kelas") in _UNITS:
                return False
        return True

    @cached_property
    def wilayah(self) -> Mapping[str, Mapping[str, str]]:
        """The regions by code."""
        return self._dataset.package.codes("wilayah")

    @cached_property
    def stage_order(self) -> Mapping[str, Mapping[str, tuple[int, str]]]:
        """Kind -> stage -> its order and the article that lists it."""
        found: dict[str, dict[str, tuple[int, str]]] = {}
        for order, row in enumerate(self._dataset.package.code_rows["tahap_jenis"]):
            found.setdefault(row["jenis"], {})[row["tahap"]] = (order, row["dasar_hukum"])
        return found

    @cached_property
    def reasons(self) -> Mapping[str, Mapping[str, str]]:
        """Kind -> reason for ending that the rules name -> article."""
        found: dict[str, dict[str, str]] = {}
        for row in self._dataset.package.code_rows["alasan_jenis"]:
            found.setdefault(row["jenis"], {})[row["alasan"]] = row["dasar_hukum"]
        return found

    @cached_property
    def required_elements(self) -> Mapping[str, Mapping[str, str]]:
        """Form of naskah -> element it must contain -> article."""
        found: dict[str, dict[str, str]] = {}
        for row in self._dataset.package.code_rows["unsur_wajib"]:
            found.setdefault(row["bentuk_naskah"], {})[row["unsur"]] = row["dasar_hukum"]
        return found

    @cached_property
    def labels(self) -> Mapping[tuple[str, str], str]:
        """(code list, code) -> label in Indonesian."""
        return {
            (table, row["kode"]): row.get("judul") or row.get("nama") or row["kode"]
            for table, rows in self._dataset.package.code_rows.items()
            for row in rows
            if row.get("kode")
        }

    def label(self, table: str, code: str) -> str:
        """Return the label of a code; the code itself where it is not listed."""
        return self.labels.get((table, code), code)

    @cached_property
    def subkinds(self) -> Mapping[str, str]:
        """Subkind -> the kind it divides."""
        return {r["kode"]: r["jenis"] for r in self._dataset.package.code_rows["subjenis"]}

    @cached_property
    def free_text_fields(self) -> frozenset[tuple[str, str]]:
        """(table, field) of every field that takes words of the source."""
        return frozenset(
            (table.name, field.name)
            for table in self._dataset.package.tables.values()
            for field in table.fields
            if field.type == "string"
            and field.kind == ""
            and not field.enum
            and field.reference is None
        )

    @cached_property
    def kinds(self) -> Mapping[tuple[str, str], str]:
        """(table, field) -> how a reader should take the text."""
        return {
            (table.name, field.name): field.kind
            for table in self._dataset.package.tables.values()
            for field in table.fields
        }

    @cached_property
    def link_cycles(self) -> Mapping[str, tuple[str, ...]]:
        """Naskah -> the naskah of the ring of links it lies in (itself included)."""
        return cycles(
            {
                record.id: [target for name in LINKS if (target := known(record.main, name))]
                for record in self._dataset.kerja_sama.values()
            }
        )

    @cached_property
    def mitra_cycles(self) -> Mapping[str, tuple[str, ...]]:
        """Party -> the parties of the ring of `induk` it lies in (itself included)."""
        return cycles(
            {
                record.id: [parent] if (parent := known(record.main, "induk")) else []
                for record in self._dataset.mitra.values()
            }
        )

    @cached_property
    def replaced_by(self) -> Mapping[str, NumberUse]:
        """Naskah -> who says to replace it."""
        found: dict[str, NumberUse] = {}
        for record in self._dataset.kerja_sama.values():
            target = known(record.main, "menggantikan")
            if target:
                _count(found, target, record.id)
        return found

    @cached_property
    def numbers(self) -> Mapping[tuple[str, str, str], NumberUse]:
        """(number, root of its party, year) -> the naskah that bear it."""
        found: dict[tuple[str, str, str], NumberUse] = {}
        for record in self._dataset.kerja_sama.values():
            keys = {key for row in number_rows(record) for key in self.number_keys(record, row)}
            for key in sorted(keys):
                _count(found, key, record.id)
        return found

    def number_keys(self, record: Record, row: Row) -> list[tuple[str, str, str]]:
        """Return the keys of one number: of its party, or of every party where it has none.

        A number without a year returns every year; the year of signing then belongs to it.
        """
        text = known(row, number_field(row))
        number = normalise(text)
        if not any(c.isdigit() for c in number) or is_placeholder(text):
            return []
        year = ""
        if not year_in_number(text):
            year = known(record.main, "tanggal_penandatanganan")[:4]
            if not year:
                return []
        owner = known(row, "mitra") if row.table == "para_pihak" else ""
        roots = [self.root(owner)] if owner else self.roots_of(record)
        return [(number, root, year) for root in roots]

    @cached_property
    def mitra_names(self) -> Mapping[str, list[tuple[str, bool]]]:
        """Normalised name -> (party, whether it is its main name), so many of each name as are compared."""
        found: dict[str, list[tuple[str, bool]]] = {}
        for record in self._dataset.mitra.values():
            names = {normalise(known(record.main, "nama")): True}
            for row in child_rows(record, "mitra_alias"):
                names.setdefault(normalise(known(row, "nama")), False)
            for name, is_main in names.items():
                users = found.setdefault(name, [])
                if name and len(users) < _MAX_SAME_NAME:
                    users.append((record.id, is_main))
        return found

    @cached_property
    def used_mitra(self) -> frozenset[str]:
        """Parties that some record names: a naskah, another party, a potential, a figure."""
        names = {
            (table.name, key.field)
            for table in self._dataset.package.tables.values()
            for key in table.foreign_keys
            if key.table == "mitra"
        }
        by_table: dict[str, list[str]] = {}
        for table, name in sorted(names):
            by_table.setdefault(table, []).append(name)
        return frozenset(
            known(row, name)
            for records in self._dataset.records.values()
            for record in records.values()
            for row in record.rows()
            for name in by_table.get(row.table, ())
        )


#: A service of the same name exists in every region; more than so many are not compared.
_MAX_SAME_NAME = 50


def index_of(dataset: Dataset) -> Index:
    """Return the index of a dataset, the same one each time."""
    found = dataset.indexes.get(Index)
    if not isinstance(found, Index):
        found = dataset.indexes[Index] = Index(dataset)
    return found


def number_rows(record: Record) -> Iterable[Row]:
    """Yield the rows of a naskah that may hold a number."""
    yield from child_rows(record, "para_pihak")
    yield from child_rows(record, "nomor_lain")


def number_field(row: Row) -> str:
    """Return the name of the field that holds the number of such a row."""
    return "nomor_naskah" if row.table == "para_pihak" else "nomor"


def _count(found: dict[_K, NumberUse], key: _K, record: str) -> None:
    use = found.get(key)
    if use is None:
        found[key] = NumberUse(record)
    elif record not in (use.first, use.other):
        found[key] = NumberUse(use.first, use.other or record, use.count + 1)


def cycles(graph: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Return the nodes that lie in a ring of at least two, each with the nodes of its ring.

    Tarjan's strongly connected components, without recursion: a chain of ten thousand naskah
    must not reach Python's limit.
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    on_path: dict[str, None] = {}
    found: dict[str, tuple[str, ...]] = {}
    for start in graph:
        if start in order:
            continue
        work = [(start, iter(graph[start]))]
        order[start] = low[start] = len(order)
        on_path[start] = None
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in graph:
                    continue
                if target not in order:
                    order[target] = low[target] = len(order)
                    on_path[target] = None
                    work.append((target, iter(graph[target])))
                    break
                if target in on_path:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    members = []
                    while (member := on_path.popitem()[0]) != node:
                        members.append(member)
                    if members:
                        ring = (node, *reversed(members))
                        found.update(dict.fromkeys(ring, ring))
    return found
