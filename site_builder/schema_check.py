"""Frictionless over the flattened tables, one pass per table, its findings in plain Indonesian.

Frictionless judges types, constraints, primary and foreign keys
(https://specs.frictionlessdata.io/table-schema/). It sees rows; this module leads every error
back to the YAML file, line and column. What it is blind to (unknown keys, shape) is found in
``tables``. The library is imported inside the one function that uses it: importing it costs a
second that ``--help`` should not pay.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from site_builder.date_hint import suggest_date
from site_builder.findings import Finding, Severity, shorten
from site_builder.schema import Field, Package, Table
from site_builder.tables import Record, Row, nearest, table_rows

__all__ = ["TRANSLATED_TYPES", "check_tables", "descriptor_for_check", "table_csv"]

#: Every row can have several errors; all are shown, none cut off at Frictionless' default of 1,000.
_LIMIT_ERRORS = 1_000_000
#: Looking for the nearest id costs one pass over all ids; a thousand slips need no thousand passes.
_MAX_SUGGESTIONS = 100
#: The header is row 1 for Frictionless.
_FIRST_ROW = 2

_DIALECT = {
    "csv": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False}
}


def table_csv(table: Table, rows: Sequence[Row]) -> bytes:
    """Write rows as CSV: UTF-8, comma, LF, header first, cells as the record has them."""
    return _csv(table, ([row.values[f.name] for f in table.fields] for row in rows))


def _code_csv(table: Table, rows: Sequence[Mapping[str, str]]) -> bytes:
    return _csv(table, ([row.get(f.name, "") for f in table.fields] for row in rows))


def _csv(table: Table, rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    # All quoted: the writer leaves a lone carriage return bare, and the reader ends the row there.
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow([f.name for f in table.fields])
    writer.writerows(rows)
    return buffer.getvalue().encode()


def descriptor_for_check(table: Table) -> dict[str, Any]:
    """Return the Table Schema used inside: code lists as enums, no key that holds by construction.

    A foreign key to a short code list says the same as an enum and costs a second read of the
    target; a child's key to its parent holds because the rows stand inside the parent's file.
    The published descriptor keeps all of them.
    """
    fields = []
    kept = []
    parent = table.shape.parent if table.shape else ""
    for field, declared in zip(table.fields, table.schema["fields"], strict=True):
        copy = {k: declared[k] for k in ("name", "type", "format") if k in declared}
        constraints = dict(declared.get("constraints", {}))
        if field.reference is not None:
            if field.enum:
                constraints["enum"] = list(field.enum)
            elif not (parent and field.reference.table == parent and field is table.fields[0]):
                kept.append(field.reference)
        if constraints:
            copy["constraints"] = constraints
        fields.append(copy)
    schema: dict[str, Any] = {
        "$schema": table.schema["$schema"],
        "fields": fields,
        "primaryKey": list(table.primary_key),
        "missingValues": table.schema["missingValues"],
    }
    if kept:
        schema["foreignKeys"] = [
            {
                "fields": [key.field],
                "reference": {
                    "resource": "" if key.table == table.name else key.table,
                    "fields": [key.target],
                },
            }
            for key in kept
        ]
    return schema


def check_tables(
    records: Sequence[Record],
    package: Package,
    *,
    on_table: Callable[[str], None] = lambda _: None,
) -> Iterator[Finding]:
    """Validate every table that the records fill.

    Args:
        records: All records, in the order of their paths.
        package: The schema.
        on_table: Called with each table's name before its pass, for progress.

    Yields:
        Findings with the place in the YAML file (rules ``skema-*``).
    """
    from frictionless import Checklist
    from frictionless import Package as FrictionlessPackage

    located = {
        t.name: table_rows(records, t) for t in package.tables.values() if t.shape is not None
    }
    checked = [package.tables[name] for name in located]
    targets = {k.table for t in checked for k in t.foreign_keys} - set(located)
    data = {t.name: table_csv(t, [row for _, row in located[t.name]]) for t in checked}
    data |= {n: _code_csv(package.tables[n], package.code_rows[n]) for n in sorted(targets)}
    bundle = FrictionlessPackage.from_descriptor(
        {
            "$schema": package.descriptor["$schema"],
            "name": package.descriptor["name"],
            "resources": [
                {
                    "name": name,
                    "type": "table",
                    "path": f"{name}.csv",
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": "utf-8",
                    "dialect": _DIALECT,
                    "schema": descriptor_for_check(package.tables[name]),
                }
                for name in data
            ],
        }
    )
    for name, content in data.items():
        resource = bundle.get_resource(name)
        resource.path = None
        resource.scheme = "buffer"
        resource.data = content
    translator = _Translator(package, records)
    for table in checked:
        on_table(table.name)
        report = bundle.get_resource(table.name).validate(Checklist(), limit_errors=_LIMIT_ERRORS)
        for task in report.tasks:
            for error in task.errors:
                yield from translator.translate(error, table, located[table.name])


class _Translator:
    """Turns one Frictionless error into findings, with a suggestion where one is near."""

    def __init__(self, package: Package, records: Sequence[Record]) -> None:
        self._package = package
        self._records = records
        self._suggestions_left = _MAX_SUGGESTIONS

    def translate(
        self, error: Any, table: Table, located: Sequence[tuple[Record, Row]]
    ) -> Iterator[Finding]:
        number = getattr(error, "row_number", None)
        if number is None or not 0 <= number - _FIRST_ROW < len(located):
            yield self._unplaced(error, table)
            return
        record, row = located[number - _FIRST_ROW]
        names: list[str] = [error.field_name] if getattr(error, "field_name", None) else []
        if error.type == "foreign-key":
            names = list(error.field_names)
        elif error.type == "primary-key":
            if any(not row.values[name] for name in table.primary_key):
                return  # the empty key is reported as a missing required value
            names = [table.primary_key[-1]]
        field = table.field(names[0]) if names else None
        rule, message, remedy = self._words(error, table, field, row)
        name = field.name if field else ""
        mark = row.mark_of(name)
        yield Finding(
            rule=rule,
            severity=Severity.GALAT,
            path=record.path,
            line=mark.line,
            column=mark.column,
            field=row.dotted(name),
            value=shorten(row.values.get(name, "")),
            message=message,
            remedy=remedy,
            legal_basis=field.dasar_hukum if field else "",
            record=record.id,
        )

    def _unplaced(self, error: Any, table: Table) -> Finding:
        message, remedy = _OTHER.get(error.type, _UNKNOWN)
        return Finding(
            rule="skema-lain",
            severity=Severity.GALAT,
            path=f"datapackage/skema/{table.name}.yaml",
            line=0,
            column=0,
            field="",
            value="",
            message=f"tabel {table.name}: {message} ({shorten(error.note or error.message)})",
            remedy=remedy,
        )

    def _words(
        self, error: Any, table: Table, field: Field | None, row: Row
    ) -> tuple[str, str, str]:
        if field is None:
            message, remedy = _OTHER.get(error.type, _UNKNOWN)
            return "skema-lain", message, remedy
        value = row.values[field.name]
        shown = f'"{shorten(value)}"'
        match error.type:
            case "type-error":
                return (
                    "skema-jenis",
                    f"{shown} bukan {_TYPE_WORDS[field.type]}",
                    _type_remedy(field),
                )
            case "unique-error":
                return "skema-unik", f"{shown} sudah dipakai rekaman lain", "pakai nilai yang lain"
            case "primary-key":
                return (
                    "skema-kunci-utama",
                    f"{shown} sudah dipakai rekaman lain",
                    "beri tanda pengenal yang belum dipakai",
                )
            case "foreign-key":
                return self._reference_words(field, value)
            case "constraint-error":
                return self._constraint_words(error, field, value)
        message, remedy = _OTHER.get(error.type, _UNKNOWN)
        return "skema-lain", f"{message}: {shown}", remedy

    def _reference_words(self, field: Field, value: str) -> tuple[str, str, str]:
        assert field.reference is not None  # noqa: S101 # Frictionless found it to be a key
        target = self._package.tables[field.reference.table]
        message = f'"{shorten(value)}" tidak ada di tabel {target.name} ({target.title})'
        near = self._nearest(value, self._target_ids(target, field.reference.target))
        if near:
            return "skema-rujukan", message, f'maksud Anda "{near}"?'
        return "skema-rujukan", message, f"tulis {field.reference.target} yang ada di sana"

    def _target_ids(self, target: Table, column: str) -> list[str]:
        if target.shape is not None:
            return [r.text(column) for r in self._records if r.table == target.name]
        return [row[column] for row in self._package.code_rows[target.name]]

    def _nearest(self, value: str, choices: Sequence[str]) -> str | None:
        if self._suggestions_left <= 0:
            return None
        self._suggestions_left -= 1
        return nearest(value, choices)

    def _constraint_words(self, error: Any, field: Field, value: str) -> tuple[str, str, str]:
        name = error.note.split('"')[1]
        limit = field.constraints.get(name)
        shown = f'"{shorten(value)}"'
        match name:
            case "required":
                return "skema-wajib", f"{field.title} wajib diisi", _required_remedy(field)
            case "enum":
                return self._enum_words(field, value)
            case "pattern":
                return (
                    "skema-pola",
                    f"{shown} tidak berbentuk semestinya",
                    _pattern_remedy(field, value),
                )
            case "minLength":
                return (
                    "skema-panjang",
                    f"{shown} terlalu pendek",
                    f"tulis sekurang-kurangnya {limit} huruf",
                )
            case "maxLength":
                return (
                    "skema-panjang",
                    f"panjangnya {len(value)} huruf, batasnya {limit}",
                    "ringkas; rincian dapat ditaruh di catatan atau dokumen",
                )
            case "minimum":
                return "skema-batas", f"{shown} terlalu kecil", f"paling kecil {limit}"
            case "maximum":
                return "skema-batas", f"{shown} terlalu besar", f"paling besar {limit}"
            case "unique":
                return "skema-unik", f"{shown} sudah dipakai rekaman lain", "pakai nilai yang lain"
        return "skema-lain", f"{shown} melanggar batasan {name}", f"seharusnya {limit}"

    def _enum_words(self, field: Field, value: str) -> tuple[str, str, str]:
        message = f'"{shorten(value)}" tidak ada dalam daftar {field.title.lower()}'
        near = self._nearest(value.lower(), field.enum)
        if near:
            table = field.reference.table if field.reference else ""
            label = self._package.label(table, near) if table else near
            return "skema-enum", message, f'maksud Anda "{near}" ({label})?'
        return "skema-enum", message, f"pakai salah satu: {', '.join(field.enum)}"


def _required_remedy(field: Field) -> str:
    if field.enum:
        return f"isi salah satu: {', '.join(field.enum)}"
    return f"isi: {field.description}"


_TYPE_WORDS = {
    "integer": "bilangan bulat",
    "number": "bilangan",
    "boolean": "true atau false",
    "date": "tanggal TTTT-BB-HH",
    "string": "teks",
}


def _type_remedy(field: Field) -> str:
    match field.type:
        case "integer":
            return "tulis angka saja, mis. 12"
        case "number" if field.kind == "rupiah":
            return "tulis rupiah penuh tanpa titik, koma, atau Rp, mis. 1500000000"
        case "number":
            return "tulis angka dengan titik desimal, mis. -7.98"
        case "boolean":
            return "tulis true atau false"
    return f"isi: {field.description}"


def _pattern_remedy(field: Field, value: str) -> str:
    if field.kind == "partial-date":
        hint = suggest_date(value)
        if hint:
            return f'maksud Anda "{hint}"?'
        return (
            'tulis "TTTT-BB-HH", "TTTT-BB", atau "TTTT", mis. "2024-04-17"; '
            "bila tidak ditemukan, tulis tidak-diketahui"
        )
    if field.name == "id":
        return "pakai huruf kecil, angka, dan tanda hubung, mis. pub-2024-0001 atau pemkab-malang"
    return f"isi: {field.description}"


_UNKNOWN = ("pemeriksaan skema gagal", "laporkan kekeliruan ini kepada pengelola portal")
_TABLE = ("susunan tabel tidak terbaca", "laporkan kekeliruan ini kepada pengelola portal")
_CELLS = ("jumlah sel pada baris tidak cocok", "laporkan kekeliruan ini kepada pengelola portal")
_HEADER = (
    "judul kolom tidak cocok dengan skema",
    "laporkan kekeliruan ini kepada pengelola portal",
)
_CHECK = ("nilai melanggar pemeriksaan tambahan", "periksa nilai ini terhadap sumbernya")
_DESCRIPTOR = ("deskriptor tidak sah", "perbaiki berkas di datapackage/")
_FILE = ("berkas data tidak terbaca", "jalankan ulang; bila berulang, laporkan kepada pengelola")

#: Words for the error types that do not concern one value of one record.
_OTHER: dict[str, tuple[str, str]] = {
    "error": _UNKNOWN,
    "blank-row": ("butir ini kosong", "isi atau hapus butir ini"),
    "duplicate-row": ("baris ini sama dengan baris lain", "hapus salah satunya"),
    "row-error": _CELLS,
    "row-constraint": _CHECK,
    "row-count": ("jumlah baris di luar batas", "periksa apakah ada berkas yang hilang"),
    "cell-error": ("nilai tidak sah", "periksa nilai ini terhadap sumbernya"),
    "extra-cell": _CELLS,
    "missing-cell": _CELLS,
    "ascii-value": _CHECK,
    "deviated-cell": _CHECK,
    "deviated-value": _CHECK,
    "forbidden-value": _CHECK,
    "required-value": _CHECK,
    "sequential-value": _CHECK,
    "truncated-value": _CHECK,
    "header-error": _HEADER,
    "blank-header": _HEADER,
    "blank-label": _HEADER,
    "duplicate-label": _HEADER,
    "extra-label": _HEADER,
    "incorrect-label": _HEADER,
    "label-error": _HEADER,
    "missing-label": _HEADER,
    "unmatched-header": _HEADER,
    "table-error": _TABLE,
    "table-dimensions": _TABLE,
    "field-count": _TABLE,
    "data-error": _TABLE,
    "dataset-error": _TABLE,
    "metadata-error": _DESCRIPTOR,
    "package-error": _DESCRIPTOR,
    "resource-error": _DESCRIPTOR,
    "schema-error": _DESCRIPTOR,
    "field-error": _DESCRIPTOR,
    "catalog-error": _DESCRIPTOR,
    "checklist-error": _DESCRIPTOR,
    "check-error": _DESCRIPTOR,
    "control-error": _DESCRIPTOR,
    "detector-error": _DESCRIPTOR,
    "dialect-error": _DESCRIPTOR,
    "inquiry-error": _DESCRIPTOR,
    "inquiry-task-error": _DESCRIPTOR,
    "pipeline-error": _DESCRIPTOR,
    "step-error": _DESCRIPTOR,
    "report-error": _DESCRIPTOR,
    "report-task-error": _DESCRIPTOR,
    "stats-error": _DESCRIPTOR,
    "file-error": _FILE,
    "byte-count": _FILE,
    "hash-count": _FILE,
    "compression-error": _FILE,
    "encoding-error": _FILE,
    "format-error": _FILE,
    "scheme-error": _FILE,
    "source-error": _FILE,
}

#: Every Frictionless error type this module has words for.
TRANSLATED_TYPES = frozenset(_OTHER) | {
    "type-error",
    "constraint-error",
    "unique-error",
    "primary-key",
    "foreign-key",
}
