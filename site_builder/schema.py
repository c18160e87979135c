"""A typed view of ``datapackage/``: the only place that knows a field.

Tables, fields, labels in two languages, constraints, code lists and legal bases are read from
the descriptor and the Table Schemas (Data Package 2.0, https://datapackage.org/standard/).
Nothing here is written by hand a second time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

__all__ = ["MAX_ENUM", "Field", "ForeignKey", "Package", "RecordShape", "Table", "build_package"]

#: A code list of at most so many rows also stands in its fields as an enum (drop-downs, editors).
MAX_ENUM = 60


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A field that names a row of another table (or of its own)."""

    field: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    Attributes:
        name: The noun of the law, the same from YAML key to CSV column.
        type: Table Schema type.
        kind: How a reader should take the text: ``id``, ``partial-date``, ``url``, ``code``,
            ``number-verbatim``, ``rupiah`` or "".
        title: Label in Indonesian.
        description: Explanation in Indonesian.
        title_eng: Label in English.
        description_eng: Explanation in English.
        dasar_hukum: Article of law, or "".
        constraints: Table Schema constraints as declared, without derived enums.
        enum: The permitted codes, declared or derived from a code list; empty if open.
        reference: The foreign key of this field, if it has one.
    """

    name: str
    type: str
    kind: str
    title: str
    description: str
    title_eng: str
    description_eng: str
    dasar_hukum: str
    constraints: Mapping[str, Any]
    enum: tuple[str, ...]
    reference: ForeignKey | None

    @property
    def is_required(self) -> bool:
        """Whether an empty cell is an error."""
        return bool(self.constraints.get("required"))


@dataclass(frozen=True, slots=True)
class RecordShape:
    """Where a table's rows stand in the YAML records.

    Attributes:
        folder: Folder of ``records/`` with one file per row, for a main table; else "".
        parent: Main table whose files hold the rows as a list, for a child table; else "".
        key: YAML key of that list.
        is_scalar: Whether the list holds plain texts (the last field) or mappings.
    """

    folder: str = ""
    parent: str = ""
    key: str = ""
    is_scalar: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the data package."""

    name: str
    path: str
    title: str
    description: str
    title_eng: str
    description_eng: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    missing_values: tuple[str, ...]
    shape: RecordShape | None
    is_computed: bool
    descriptor: Mapping[str, Any]
    schema: Mapping[str, Any]

    @property
    def is_code_list(self) -> bool:
        """Whether the rows are reference data kept in ``datapackage/referensi/``."""
        return self.path.startswith("referensi/")

    @property
    def value_fields(self) -> tuple[Field, ...]:
        """The fields that a YAML entry writes; a child's parent and order are derived."""
        if self.shape is None or not self.shape.parent:
            return self.fields
        return self.fields[2:]

    def field(self, name: str) -> Field:
        """Return the field of that name; KeyError if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name}.{name}")


@dataclass(frozen=True)
class Package:
    """The whole descriptor: tables in order, and the rows of the code lists."""

    descriptor: Mapping[str, Any]
    tables: Mapping[str, Table]
    code_rows: Mapping[str, tuple[Mapping[str, str], ...]]

    def main_tables(self) -> list[Table]:
        """Return the tables with one file per row."""
        return [t for t in self.tables.values() if t.shape is not None and t.shape.folder]

    def children(self, parent: str) -> list[Table]:
        """Return the tables whose rows stand inside the records of a main table."""
        return [t for t in self.tables.values() if t.shape and t.shape.parent == parent]

    def codes(self, table: str) -> Mapping[str, Mapping[str, str]]:
        """Return the rows of a code list by code, in the order of the list."""
        return self.rows_by_code[table]

    @cached_property
    def rows_by_code(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        """The rows of every code list by code."""
        return {
            name: {row[self.tables[name].primary_key[0]]: row for row in rows}
            for name, rows in self.code_rows.items()
        }

    def label(self, table: str, code: str) -> str:
        """Return the Indonesian label of a code; the code itself where it is not listed."""
        row = self.codes(table).get(code)
        if row is None:
            return code
        return row.get("judul") or row.get("nama") or code

    def stage_label(self, kind: str, stage: str, *, ending: str = "") -> str:
        """Return the label of a stage as the article of a kind of cooperation words it.

        Args:
            kind: Code of the kind.
            stage: Code of the stage.
            ending: ``_eng`` for the English label.
        """
        for row in self.code_rows["tahap_jenis"]:
            if (row["jenis"], row["tahap"]) == (kind, stage) and row[f"sebutan{ending}"]:
                return row[f"sebutan{ending}"]
        return self.codes("tahap").get(stage, {}).get(f"judul{ending}", stage)


def build_package(
    descriptor: Mapping[str, Any],
    schemas: Mapping[str, Mapping[str, Any]],
    code_rows: Mapping[str, Sequence[Mapping[str, str]]],
) -> Package:
    """Build the package from parsed files.

    Args:
        descriptor: ``datapackage.yaml`` as plain values.
        schemas: Table Schema of each table, by table name.
        code_rows: Rows of each code list, by table name, every cell as text.
    """
    enums = {
        name: tuple(row["kode"] for row in rows)
        for name, rows in code_rows.items()
        if rows and "kode" in rows[0] and len(rows) <= MAX_ENUM
    }
    tables = {
        resource["name"]: _build_table(resource, schemas[resource["name"]], enums)
        for resource in descriptor["resources"]
    }
    return Package(descriptor, tables, {k: tuple(v) for k, v in code_rows.items()})


def _build_table(
    resource: Mapping[str, Any],
    schema: Mapping[str, Any],
    enums: Mapping[str, tuple[str, ...]],
) -> Table:
    name = resource["name"]
    keys = tuple(
        ForeignKey(
            fk["fields"][0], fk["reference"]["resource"] or name, fk["reference"]["fields"][0]
        )
        for fk in schema.get("foreignKeys", [])
    )
    by_field = {key.field: key for key in keys}
    record = resource.get("record")
    return Table(
        name=name,
        path=resource["path"],
        title=resource["title"],
        description=resource["description"],
        title_eng=resource["title_eng"],
        description_eng=resource["description_eng"],
        fields=tuple(_build_field(f, by_field.get(f["name"]), enums) for f in schema["fields"]),
        primary_key=tuple(schema["primaryKey"]),
        foreign_keys=keys,
        missing_values=tuple(
            v if isinstance(v, str) else v["value"] for v in schema.get("missingValues", [""])
        ),
        shape=None
        if record is None
        else RecordShape(
            folder=record.get("folder", ""),
            parent=record.get("parent", ""),
            key=record.get("key", ""),
            is_scalar=record.get("shape") == "scalars",
        ),
        is_computed=bool(resource.get("computed")),
        descriptor=resource,
        schema=schema,
    )


def _build_field(
    field: Mapping[str, Any], reference: ForeignKey | None, enums: Mapping[str, tuple[str, ...]]
) -> Field:
    constraints = field.get("constraints", {})
    enum = tuple(constraints.get("enum", ()))
    if reference is not None and not enum:
        enum = enums.get(reference.table, ())
    return Field(
        name=field["name"],
        type=field["type"],
        kind=field.get("kind", ""),
        title=field["title"],
        description=field["description"],
        title_eng=field["title_eng"],
        description_eng=field["description_eng"],
        dasar_hukum=field.get("dasar_hukum", ""),
        constraints=constraints,
        enum=enum,
        reference=reference,
    )
