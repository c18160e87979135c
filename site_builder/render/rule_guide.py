"""The guide to the rules: one page for each, with what is wrong and what is right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from site_builder.findings import Severity
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.page import Page
from site_builder.rules.guide import GUIDE, GuideEntry

__all__ = ["rule_pages"]

_INDEX = "panduan/aturan/"
#: Marked agreements shown on the page of a rule; the rest is in the downloads.
_SHOWN = 50
_WEIGHTS = {
    Severity.GALAT: "Menghalangi penerbitan sampai diperbaiki.",
    Severity.PERINGATAN: "Terbit, dengan catatan pada halaman naskahnya: hal itu terjadi, tetapi "
    "tidak sejalan dengan peraturan atau perlu diperiksa.",
    Severity.SARAN: "Terbit, dengan saran pada halaman naskahnya agar catatannya lebih lengkap.",
}


def rule_pages(build: Builder) -> Iterator[Page]:
    """Yield the list of rules and the page of each."""
    marked = build.ctx.marked_by_rule
    yield build.page(
        "rules.html",
        _INDEX,
        title="Aturan pemeriksaan",
        description="Semua aturan yang dipakai memeriksa catatan kerja sama daerah.",
        kind="daftar-aturan",
        section="panduan/",
        groups=[
            (
                severity,
                sentence,
                [(e, len(marked.get(e.id, ()))) for e in GUIDE if e.severity is severity],
            )
            for severity, sentence in _WEIGHTS.items()
        ],
    )
    for entry in GUIDE:
        yield _page(build, entry)


def _page(build: Builder, entry: GuideEntry) -> Page:
    ctx = build.ctx
    marked = ctx.marked_by_rule.get(entry.id, ())
    return build.page(
        "rule.html",
        urls.rule(entry.id),
        title=entry.title,
        description=entry.sentence,
        kind="aturan",
        section="panduan/",
        entry=entry,
        weight=_WEIGHTS[entry.severity],
        count=len(marked),
        rows=ctx.summaries(ctx.portal.kerja_sama[i] for i in islice(marked, _SHOWN)),
    )
