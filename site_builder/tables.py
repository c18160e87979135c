"""Parsed files -> the flat rows of ``datapackage/``, each cell with its place in the YAML file.

The shape of a record comes from the schema alone: a main table has one file per row, a child
table's rows stand in a list under its key. What does not fit the shape becomes a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process

from site_builder.findings import Finding, Severity, shorten, stem
from site_builder.schema import Package, Table
from site_builder.yaml_text import MappingNode, Mark, Node, ScalarNode, SequenceNode

__all__ = ["RawRecord", "Record", "Row", "flatten_record", "nearest", "stem", "table_rows"]

_START = Mark(1, 1)
#: Below this likeness (0-100) a suggestion misleads more than it helps.
_LIKENESS = 70


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One file as read: its path, the main table its folder belongs to, and its tree."""

    path: str
    table: str
    tree: MappingNode


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one table.

    Attributes:
        table: Name of the table.
        values: Text of each column; "" where the file does not have it.
        marks: Place of each value that the file has.
        mark: Place of the row itself.
        position: Dotted place inside the record (``para_pihak.2``), "" for a main row.
    """

    table: str
    values: dict[str, str]
    marks: dict[str, Mark]
    mark: Mark
    position: str = ""

    def dotted(self, name: str) -> str:
        """Return the name of a field as findings write it (``para_pihak.2.mitra``)."""
        if not self.position:
            return name
        return f"{self.position}.{name}" if name else self.position

    def mark_of(self, name: str) -> Mark:
        """Return the place of a field's value, or of the row where the field is absent."""
        return self.marks.get(name, self.mark)


@dataclass(frozen=True, slots=True)
class Record:
    """One file as rows: its main row and the rows of each child table, in file order."""

    table: str
    path: str
    main: Row
    children: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id the file writes, or its file name where it writes none."""
        return self.main.values["id"] or stem(self.path)

    def text(self, name: str) -> str:
        """Return the text of a main field, "" where it is empty."""
        return self.main.values[name]

    def rows(self) -> Iterator[Row]:
        """Yield the main row and every child row."""
        yield self.main
        for rows in self.children.values():
            yield from rows


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that word was probably meant to be, or None."""
    found = process.extractOne(word, list(choices), score_cutoff=_LIKENESS)
    return None if found is None else found[0]


def flatten_record(raw: RawRecord, package: Package) -> tuple[Record, list[Finding]]:
    """Turn one parsed file into rows, and report what does not fit the schema's shape."""
    flattener = _Flattener(raw, package)
    return flattener.record(), flattener.findings


def table_rows(records: Sequence[Record], table: Table) -> list[tuple[Record, Row]]:
    """Return the rows of one table over all records, each with the record it came from."""
    assert table.shape is not None  # noqa: S101 # only tables kept as records have rows here
    if table.shape.folder:
        return [(record, record.main) for record in records if record.table == table.name]
    return [
        (record, row)
        for record in records
        if record.table == table.shape.parent
        for row in record.children.get(table.name, ())
    ]


class _Flattener:
    def __init__(self, raw: RawRecord, package: Package) -> None:
        self._raw = raw
        self._table = package.tables[raw.table]
        self._children = {
            child.shape.key: child
            for child in package.children(raw.table)
            if child.shape is not None
        }
        self.findings: list[Finding] = []

    def record(self) -> Record:
        entries = self._raw.tree.entries
        names = {f.name for f in self._table.fields}
        main = self._mapping_row(
            self._table, self._raw.tree, "", allowed=names | set(self._children)
        )
        record = Record(self._raw.table, self._raw.path, main)
        for key, table in self._children.items():
            if key in entries:
                record.children[table.name] = self._child_rows(
                    table, key, entries[key][1], record.id
                )
        return record

    def _report(
        self, rule: str, mark: Mark, field_name: str, value: str, message: str, remedy: str
    ) -> None:
        self.findings.append(
            Finding(
                rule,
                Severity.GALAT,
                self._raw.path,
                mark.line,
                mark.column,
                field_name,
                shorten(value),
                message,
                remedy,
                record=stem(self._raw.path),
            )
        )

    def _mapping_row(
        self, table: Table, node: MappingNode, position: str, allowed: set[str]
    ) -> Row:
        values = {f.name: "" for f in table.fields}
        marks: dict[str, Mark] = {}
        writable = {f.name for f in table.value_fields}
        for key, (key_mark, value) in node.entries.items():
            if key not in allowed:
                self._unknown_key(key, key_mark, position, allowed)
            elif key in writable:
                if isinstance(value, ScalarNode):
                    values[key], marks[key] = value.text, value.mark
                else:
                    self._report(
                        "bentuk-nilai",
                        value.mark,
                        f"{position}.{key}" if position else key,
                        "",
                        "berisi daftar, padahal seharusnya satu nilai",
                        f"tulis `{key}: nilai` pada satu baris",
                    )
        return Row(table.name, values, marks, node.mark, position)

    def _unknown_key(self, key: str, mark: Mark, position: str, allowed: set[str]) -> None:
        near = nearest(key, sorted(allowed))
        self._report(
            "kunci-dikenal",
            mark,
            f"{position}.{key}" if position else key,
            key,
            f'kunci "{shorten(key)}" tidak ada dalam skema',
            f'maksud Anda "{near}"?'
            if near
            else f"pakai salah satu dari: {', '.join(sorted(allowed))}",
        )

    def _child_rows(self, table: Table, key: str, node: Node, parent_id: str) -> list[Row]:
        if isinstance(node, ScalarNode) and not node.text:
            return []
        if not isinstance(node, SequenceNode):
            self._report(
                "bentuk-nilai",
                node.mark,
                key,
                node.text if isinstance(node, ScalarNode) else "",
                "seharusnya berupa daftar",
                f"tulis tiap butir `{key}` pada barisnya sendiri, diawali `- `",
            )
            return []
        rows = []
        for order, item in enumerate(node.items, start=1):
            row = self._child_row(table, key, item, order)
            if row is not None:
                parent_field, order_field = table.fields[0].name, table.fields[1].name
                row.values[parent_field] = parent_id
                row.values[order_field] = str(order)
                rows.append(row)
        return rows

    def _child_row(self, table: Table, key: str, item: Node, order: int) -> Row | None:
        assert table.shape is not None  # noqa: S101 # children have a shape
        position = f"{key}.{order}"
        if table.shape.is_scalar:
            if isinstance(item, ScalarNode):
                values = {f.name: "" for f in table.fields}
                name = table.value_fields[0].name
                values[name] = item.text
                return Row(table.name, values, {name: item.mark}, item.mark, position)
            self._report(
                "bentuk-nilai",
                item.mark,
                position,
                "",
                "butir daftar ini seharusnya satu nilai",
                f"tulis `- nilai` di bawah `{key}`; apit dengan tanda kutip bila memuat titik dua",
            )
            return None
        if isinstance(item, MappingNode):
            return self._mapping_row(table, item, position, {f.name for f in table.value_fields})
        names = ", ".join(f.name for f in table.value_fields)
        self._report(
            "bentuk-nilai",
            item.mark,
            position,
            item.text if isinstance(item, ScalarNode) else "",
            "butir daftar ini seharusnya berisi pasangan `kunci: nilai`",
            f"pakai kunci: {names}",
        )
        return None
