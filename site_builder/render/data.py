"""The downloads and the data dictionary, from the schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_builder.indicators import COMPUTED_TABLES
from site_builder.published import BASE_COMPUTED, row_count
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.language import english, indonesian
from site_builder.render.page import Page
from site_builder.schema import Table

__all__ = ["data_pages", "dictionary_pages"]


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
    yield from dictionary_pages(build)


def dictionary_pages(build: Builder) -> Iterator[Page]:
    """Yield the data dictionary: an overview and a page for each table."""
    ctx = build.ctx
    tables = list(ctx.portal.package.tables.values())
    yield build.page(
        "dictionary.html",
        "kamus-data/",
        title=ctx.gettext("Kamus data"),
        description=ctx.gettext(
            "Arti setiap tabel dan bidang data kerja sama daerah, Indonesia dan Inggris."
        ),
        kind="kamus-data",
        section="data/",
        tables=tables,
    )
    other = replace(ctx, language=english() if ctx.language.is_source else indonesian())
    for table in tables:
        yield build.page(
            "dictionary_table.html",
            urls.dictionary(table.name),
            title=ctx.title(table.name),
            description=ctx.help(table.name),
            kind="kamus-data",
            section="data/",
            table=table,
            other=other,
        )


def _row_count(build: Builder, table: Table) -> int | None:
    """The rows of a table; None for a computed one that is not counted here."""
    portal = build.ctx.portal
    if table.name in COMPUTED_TABLES:
        return sum(1 for _ in COMPUTED_TABLES[table.name](portal))
    if table.is_computed and table.name not in BASE_COMPUTED:
        return None
    return row_count(portal, table)
