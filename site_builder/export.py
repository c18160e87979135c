"""The downloads: one CSV per table, one flat CSV for a spreadsheet, the Data Package, checksums.

Pure: a `Portal` in, (path, bytes) out, one file at a time. Paths are those of the contract and
relative to the site's root.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from site_builder.indicators import COMPUTED_TABLES, detail_rows, load_script, value_rows
from site_builder.model import KerjaSama
from site_builder.portal import Portal
from site_builder.published import mapping_rows, safe_cell, table_cells
from site_builder.schema import Table
from site_builder.tables import table_rows

__all__ = ["ARCHIVE", "FLAT_TABLE", "data_files", "flat_rows", "safe_cell"]

#: Name of the flat table, one row per naskah, for people with a spreadsheet.
FLAT_TABLE = "kerja-sama-ringkas"
#: The whole data package in one file.
ARCHIVE = "kerja-sama-daerah.zip"
_ARCHIVE_FOLDER = "kerja-sama-daerah"
#: Commands that load the CSV files into SQLite with the columns the indicators' queries expect.
_LOAD_SCRIPT = "muat.sql"
_LIST_SEPARATOR = "; "
_DIALECT = {"csv": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True}}


def data_files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Yield every download: ``data/*``, the same in one archive, the records' YAML."""
    sums: dict[str, str] = {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _package_files(portal):
            sums[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(_archive_entry(portal, name), content)
            yield f"data/{name}", content
    content = buffer.getvalue()
    sums[ARCHIVE] = hashlib.sha256(content).hexdigest()
    yield f"data/{ARCHIVE}", content
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    yield "data/SHA256SUMS", lines.encode()
    for record_id, source in portal.sources.items():
        yield f"kerja-sama/{record_id}/{record_id}.yaml", source
    yield from _indicator_files(portal)


def _archive_entry(portal: Portal, name: str) -> zipfile.ZipInfo:
    """Return an entry dated by the data, not by the clock, so that equal data give equal bytes."""
    day = portal.as_of
    # The format knows no date before 1980 (PKWARE APPNOTE 4.4.6).
    entry = zipfile.ZipInfo(
        f"{_ARCHIVE_FOLDER}/{name}", (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    )
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def _package_files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Yield the data package: every table, the flat one, the descriptor, the loading script."""
    resources = []
    for table, rows in _tables(portal):
        content = _csv_bytes([f.name for f in table.fields], rows)
        resources.append(_resource(table, content))
        yield f"{table.name}.csv", content
    names, flat = flat_rows(portal)
    content = _csv_bytes(names, flat)
    resources.append(_flat_resource(portal, names, content))
    yield f"{FLAT_TABLE}.csv", content
    yield "datapackage.json", _descriptor(portal, resources)
    yield _LOAD_SCRIPT, load_script(portal.package).encode()


def _csv_bytes(names: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _tables(portal: Portal) -> Iterator[tuple[Table, Iterable[Sequence[str]]]]:
    for table in portal.package.tables.values():
        if table.name in COMPUTED_TABLES:
            yield table, mapping_rows(table, COMPUTED_TABLES[table.name](portal))
        else:
            yield table, table_cells(portal, table)


def _indicator_files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Yield the values of each indicator, and the records behind them, beside its page."""
    for name in portal.indikator:
        for file, table_name, rows in (
            (f"{name}.csv", "nilai_indikator", value_rows(portal, name)),
            (f"{name}-rincian.csv", "rincian_indikator", detail_rows(portal, name)),
        ):
            table = portal.package.tables[table_name]
            content = _csv_bytes([f.name for f in table.fields], mapping_rows(table, rows))
            yield f"indikator/{name}/{file}", content


#: Columns of the flat table that are not plain main fields: name, title, description.
_FLAT_EXTRA = (
    ("para_pihak", "Para pihak", "Nama para pihak, dipisah titik koma."),
    ("nomor_naskah", "Nomor naskah", "Nomor naskah tiap pihak, dipisah titik koma."),
    ("wilayah", "Kode wilayah", "Kode wilayah pemerintah daerah yang menjadi pihak."),
    ("nama_wilayah", "Wilayah", "Nama wilayah itu, dipisah titik koma."),
    ("urusan", "Urusan", "Nama urusan pemerintahan, dipisah titik koma."),
    ("status", "Keadaan", "Keadaan yang dihitung pada tanggal as_of."),
    ("reason", "Alasan keadaan", "Alasan keadaan itu dengan kata-kata."),
    ("as_of", "Keadaan per", "Tanggal keadaan dihitung."),
    ("sumber", "Sumber", "Alamat sumber, dipisah spasi."),
    ("halaman", "Alamat halaman", "Alamat tetap halaman naskah."),
)


def flat_rows(portal: Portal, *, safe: bool = True) -> tuple[list[str], Iterator[list[str]]]:
    """Return the header and the rows of the flat table: one row per naskah, codes spelt out.

    Args:
        portal: The published dataset.
        safe: Whether cells are written so that no spreadsheet runs them.
    """
    table = portal.package.tables["kerja_sama"]
    plain = [f.name for f in table.fields]
    names = [*plain, *(name for name, _, _ in _FLAT_EXTRA)]

    def rows() -> Iterator[list[str]]:
        for record, row in table_rows(portal.records, table):
            agreement = portal.kerja_sama[record.id]
            cells = [*(row.values[name] for name in plain), *_flat_extra(portal, agreement)]
            yield [safe_cell(cell) for cell in cells] if safe else cells

    return names, rows()


def _flat_extra(portal: Portal, record: KerjaSama) -> list[str]:
    state = portal.states[record.id]
    numbers = [p.nomor_naskah for p in record.para_pihak if p.nomor_naskah]
    return [
        _LIST_SEPARATOR.join(portal.mitra[p.mitra].nama for p in record.para_pihak),
        _LIST_SEPARATOR.join([*numbers, *record.nomor_lain]),
        " ".join(portal.regions_of(record)),
        _LIST_SEPARATOR.join(
            portal.package.label("wilayah", c) for c in portal.regions_of(record)
        ),
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
