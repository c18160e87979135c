"""The downloads: one CSV per table, one flat CSV for a spreadsheet, the Data Package, checksums.

Pure: a `Portal` in, (path, bytes) out, one file at a time. Paths are those of the contract and
relative to the site's root.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from site_builder.model import KerjaSama
from site_builder.portal import Portal
from site_builder.schema import Table
from site_builder.tables import table_rows

__all__ = ["FLAT_TABLE", "data_files", "flat_rows", "safe_cell"]

#: Name of the flat table, one row per naskah, for people with a spreadsheet.
FLAT_TABLE = "kerja-sama-ringkas"
#: A spreadsheet runs what starts so (https://owasp.org/www-community/attacks/CSV_Injection).
_RUNNABLE = ("=", "+", "-", "@", "\t", "\r")
_LIST_SEPARATOR = "; "
_DIALECT = {"csv": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True}}


def data_files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Yield every download: ``data/*.csv``, the records' YAML, the descriptor, ``SHA256SUMS``."""
    sums: dict[str, str] = {}
    resources = []
    for table, rows in _tables(portal):
        content = _csv_bytes([f.name for f in table.fields], rows)
        sums[f"{table.name}.csv"] = hashlib.sha256(content).hexdigest()
        resources.append(_resource(table, content))
        yield f"data/{table.name}.csv", content
    names, rows = flat_rows(portal)
    content = _csv_bytes(names, rows)
    sums[f"{FLAT_TABLE}.csv"] = hashlib.sha256(content).hexdigest()
    resources.append(_flat_resource(portal, names, content))
    yield f"data/{FLAT_TABLE}.csv", content
    descriptor = _descriptor(portal, resources)
    sums["datapackage.json"] = hashlib.sha256(descriptor).hexdigest()
    yield "data/datapackage.json", descriptor
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    yield "data/SHA256SUMS", lines.encode()
    for record_id, source in portal.sources.items():
        yield f"kerja-sama/{record_id}/{record_id}.yaml", source


def safe_cell(text: str) -> str:
    """Return text that a spreadsheet shows and never runs: an apostrophe is put before it."""
    return f"'{text}" if text.startswith(_RUNNABLE) else text


def _csv_bytes(names: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _tables(portal: Portal) -> Iterator[tuple[Table, Iterable[Sequence[str]]]]:
    for table in portal.package.tables.values():
        if table.shape is not None:
            yield table, _record_rows(portal, table)
        elif table.is_code_list:
            yield table, _mapping_rows(table, portal.package.code_rows[table.name])
        elif table.name == "status":
            yield table, _mapping_rows(table, _status_rows(portal))
        else:
            yield table, _mapping_rows(table, _warning_rows(portal))


def _record_rows(portal: Portal, table: Table) -> Iterator[list[str]]:
    columns = [(f.name, f.type == "string") for f in table.fields]
    for _, row in table_rows(portal.records, table):
        cells = row.values
        yield [safe_cell(cells[name]) if is_text else cells[name] for name, is_text in columns]


def _mapping_rows(table: Table, rows: Iterable[Mapping[str, str]]) -> Iterator[list[str]]:
    columns = [(f.name, f.type == "string") for f in table.fields]
    for row in rows:
        yield [safe_cell(row[name]) if is_text else row[name] for name, is_text in columns]


def _status_rows(portal: Portal) -> Iterator[dict[str, str]]:
    for record_id, state in portal.states.items():
        yield {
            "kerja_sama": record_id,
            "as_of": portal.as_of.isoformat(),
            "status": state.status,
            "reason": state.reason,
            "based_on": " ".join(state.based_on),
            "ends_from": state.ends_from.isoformat() if state.ends_from else "",
            "ends_to": state.ends_to.isoformat() if state.ends_to else "",
        }


def _warning_rows(portal: Portal) -> Iterator[dict[str, str]]:
    for record_id, findings in portal.warnings.items():
        for order, finding in enumerate(findings, start=1):
            yield {
                "kerja_sama": record_id,
                "urutan": str(order),
                "rule": finding.rule,
                "severity": finding.severity,
                "field": finding.field,
                "message": finding.message,
                "remedy": finding.remedy,
                "legal_basis": finding.legal_basis,
            }


#: Columns of the flat table that are not plain main fields: name, title, description.
_FLAT_EXTRA = (
    ("para_pihak", "Para pihak", "Nama para pihak, dipisah titik koma."),
    ("nomor_naskah", "Nomor naskah", "Nomor naskah tiap pihak, dipisah titik koma."),
    ("wilayah", "Kode wilayah", "Kode wilayah pemerintah daerah yang menjadi pihak."),
    ("urusan", "Urusan", "Nama urusan pemerintahan, dipisah titik koma."),
    ("status", "Keadaan", "Keadaan yang dihitung pada tanggal as_of."),
    ("reason", "Alasan keadaan", "Alasan keadaan itu dengan kata-kata."),
    ("as_of", "Keadaan per", "Tanggal keadaan dihitung."),
    ("sumber", "Sumber", "Alamat sumber, dipisah spasi."),
    ("halaman", "Alamat halaman", "Alamat tetap halaman naskah."),
)


def flat_rows(portal: Portal) -> tuple[list[str], Iterator[list[str]]]:
    """Return the header and the rows of the flat table: one row per naskah, codes spelt out."""
    table = portal.package.tables["kerja_sama"]
    plain = [f.name for f in table.fields]
    names = [*plain, *(name for name, _, _ in _FLAT_EXTRA)]

    def rows() -> Iterator[list[str]]:
        for record, row in table_rows(portal.records, table):
            agreement = portal.kerja_sama[record.id]
            cells = [*(row.values[name] for name in plain), *_flat_extra(portal, agreement)]
            yield [safe_cell(cell) for cell in cells]

    return names, rows()


def _flat_extra(portal: Portal, record: KerjaSama) -> list[str]:
    state = portal.states[record.id]
    numbers = [p.nomor_naskah for p in record.para_pihak if p.nomor_naskah]
    return [
        _LIST_SEPARATOR.join(portal.mitra[p.mitra].nama for p in record.para_pihak),
        _LIST_SEPARATOR.join([*numbers, *record.nomor_lain]),
        " ".join(portal.regions_of(record)),
        _LIST_SEPARATOR.join(portal.package.label("urusan", code) for code in record.urusan),
        state.status,
        state.reason,
        portal.as_of.isoformat(),
        " ".join(source.alamat for source in record.sumber),
        f"{portal.base_url}kerja-sama/{record.id}/",
    ]


def _common(path: str, content: bytes) -> dict[str, Any]:
    return {
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": _DIALECT,
    }


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    given = {
        k: v for k, v in table.descriptor.items() if k not in ("path", "schema", "record", "type")
    }
    schema = {
        **table.schema,
        "fields": [_published_field(table, f) for f in table.schema["fields"]],
    }
    return {**given, "type": "table", **_common(f"{table.name}.csv", content), "schema": schema}


def _published_field(table: Table, declared: Mapping[str, Any]) -> dict[str, Any]:
    """Return a field as published: a short code list also stands in it as an enum."""
    field = table.field(declared["name"])
    if not field.enum:
        return dict(declared)
    constraints = {**declared.get("constraints", {}), "enum": list(field.enum)}
    return {**declared, "constraints": constraints}


def _flat_resource(portal: Portal, names: Sequence[str], content: bytes) -> dict[str, Any]:
    table = portal.package.tables["kerja_sama"]
    extra = {name: (title, description) for name, title, description in _FLAT_EXTRA}
    fields = []
    for name in names:
        if name in extra:
            title, description = extra[name]
            fields.append(
                {"name": name, "type": "string", "title": title, "description": description}
            )
        else:
            declared = table.field(name)
            fields.append(
                {
                    "name": name,
                    "type": "string",
                    "title": declared.title,
                    "description": declared.description,
                }
            )
    return {
        "name": FLAT_TABLE,
        "title": "Kerja sama daerah, ringkas",
        "description": "Satu baris per naskah dengan pihak, urusan, dan keadaannya, untuk lembar "
        "sebar. Diturunkan dari tabel lain.",
        "type": "table",
        **_common(f"{FLAT_TABLE}.csv", content),
        "schema": {
            "$schema": table.schema["$schema"],
            "fields": fields,
            "primaryKey": ["id"],
            "missingValues": table.schema["missingValues"],
        },
    }


def _descriptor(portal: Portal, resources: Sequence[Mapping[str, Any]]) -> bytes:
    given = {k: v for k, v in portal.package.descriptor.items() if k != "resources"}
    descriptor = {
        **given,
        "created": f"{portal.as_of.isoformat()}T00:00:00Z",
        "homepage": portal.base_url,
        "resources": list(resources),
    }
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()
