"""The downloads and the data dictionary, from the schema."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.render.build import Builder
from site_builder.render.page import Page
from site_builder.schema import Table
from site_builder.tables import table_rows

__all__ = ["data_pages"]


def data_pages(build: Builder) -> Iterator[Page]:
    """Yield the page of the downloads and the dictionary."""
    ctx = build.ctx
    tables = list(ctx.portal.package.tables.values())
    own = {licence["name"] for licence in ctx.portal.package.descriptor["licenses"]}
    yield build.page(
        "data.html",
        "data/",
        title="Unduh data",
        description="Unduh seluruh data kerja sama daerah sebagai CSV dengan penjelasannya.",
        kind="data",
        section="data/",
        groups=[
            ("Catatan", [(t, _row_count(build, t)) for t in tables if t.shape is not None]),
            ("Hasil hitungan", [(t, _row_count(build, t)) for t in tables if t.is_computed]),
            ("Daftar rujukan", [(t, _row_count(build, t)) for t in tables if t.is_code_list]),
        ],
        other_licences=[
            (table, licence, "; ".join(s["title"] for s in table.descriptor.get("sources", [])))
            for table in tables
            for licence in table.descriptor.get("licenses", [])
            if licence["name"] not in own
        ],
    )
    yield build.page(
        "dictionary.html",
        "kamus-data/",
        title="Kamus data",
        description="Arti setiap tabel dan bidang data kerja sama daerah, Indonesia dan Inggris.",
        kind="kamus-data",
        section="data/",
        tables=tables,
    )


def _row_count(build: Builder, table: Table) -> int | None:
    """The rows of a table; None for a computed one that is not counted here."""
    portal = build.ctx.portal
    if table.is_code_list:
        return len(portal.package.code_rows[table.name])
    if table.name == "status":
        return len(portal.states)
    if table.name == "temuan":
        return sum(len(findings) for findings in portal.warnings.values())
    if table.shape is None:
        return None
    return len(table_rows(portal.records, table))
