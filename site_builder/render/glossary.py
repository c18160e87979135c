"""The glossary: legal terms and the codes of the data, explained once for every page that uses them.

The texts are those of the code lists and of the table ``istilah``. A page links a term to its
entry; where there is script, the entry's text is shown beside the term.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.portal import Portal
from site_builder.render.build import Builder
from site_builder.render.context import Context
from site_builder.render.language import english, indonesian
from site_builder.render.page import Page
from site_builder.render.urls import term_anchor

__all__ = ["EXPLAINED", "glossary_files", "glossary_pages"]

#: Parts of the glossary: anchor, heading, tables whose codes stand in it before the terms.
_PARTS = (
    ("jenis-kerja-sama", "Jenis kerja sama", ("jenis",)),
    ("naskah", "Naskah", ("bentuk_naskah",)),
    ("keadaan", "Keadaan naskah", ("keadaan",)),
    ("bukti", "Tingkat bukti", ("tingkat_bukti",)),
    ("tahapan", "Tahapan", ()),
    ("pelaku", "Pelaku", ("peran",)),
    ("isi-dan-akhir", "Isi dan akhir", ()),
    ("keterbukaan", "Keterbukaan", ("akses",)),
)
_TERMS = "istilah"
#: Code lists whose codes have an entry.
EXPLAINED = frozenset(table for _, _, tables in _PARTS for table in tables)


@dataclass(frozen=True, slots=True)
class _Entry:
    anchor: str
    title: str
    text: str
    law: str


def _entries(ctx: Context, part: str, tables: tuple[str, ...]) -> Iterator[_Entry]:
    """Yield the terms of a part, then the codes of its tables."""
    terms = ctx.codes[_TERMS].items()
    found = [(_TERMS, code) for code, row in terms if row["bagian"] == part]
    found += [(table, code) for table in tables for code in ctx.codes[table]]
    for table, code in found:
        yield _Entry(
            term_anchor(table, code),
            ctx.label(table, code),
            ctx.explain(table, code),
            ctx.codes[table][code]["dasar_hukum"],
        )


def glossary_pages(build: Builder) -> Iterator[Page]:
    """Yield the glossary."""
    yield build.page(
        "glossary.html",
        "panduan/istilah/",
        title="Istilah",
        description="Istilah hukum dan kode yang dipakai portal ini, dengan dasar hukumnya.",
        kind="istilah",
        section="panduan/",
        parts=[
            (part, heading, list(_entries(build.ctx, part, tables)))
            for part, heading, tables in _PARTS
        ],
    )


def glossary_files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Yield what pages ask for when a term is pointed at: title, text and law by anchor."""
    for language in (indonesian(), english()):
        ctx = Context(portal, "", language)
        texts = {
            e.anchor: [e.title, e.text, language.law(e.law)]
            for part, _, tables in _PARTS
            for e in _entries(ctx, part, tables)
        }
        text = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
        yield f"assets/istilah-{language.code}.json", text.encode()
