"""The quality of the data: what is recorded of each field, what contradicts, what to mend first."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.quality import (
    CRITERIA,
    STATES,
    child_counts,
    contradictions,
    field_counts,
    link_counts,
    queue,
    rule_counts,
)
from site_builder.render.build import Builder
from site_builder.render.page import Page
from site_builder.rules.guide import GUIDE

__all__ = ["quality_pages"]

_INDEX = "mutu-data/"
_QUEUE = "mutu-data/antrean/"
_SECTION = "pantauan/"
_TITLE = "Mutu data"
#: Heading of each kind of cell.
_HEADINGS = {
    "terisi": "Terisi",
    "tidak-diketahui": "Tidak diketahui",
    "tidak-berlaku": "Tidak berlaku",
    "dirahasiakan": "Dikecualikan",
    "": "Tidak tercatat",
}
#: Scores are told of in steps of so many.
_STEP = 20


def quality_pages(build: Builder) -> Iterator[Page]:
    """Yield the page of completeness and the queue of records to mend."""
    ctx = build.ctx
    portal = ctx.portal
    scores = queue(portal)
    titles = {entry.id: entry.title for entry in GUIDE}
    steps = [0] * (100 // _STEP)
    for score in scores:
        steps[min(score.value // _STEP, len(steps) - 1)] += 1
    yield build.page(
        "quality.html",
        _INDEX,
        title=_TITLE,
        description="Seberapa lengkap data kerja sama daerah, bidang demi bidang, dan apa yang "
        "perlu diperbaiki.",
        kind="mutu-data",
        section=_SECTION,
        headings=[_HEADINGS[state] for state in STATES],
        states=STATES,
        fields=field_counts(portal),
        children=child_counts(portal),
        criteria=CRITERIA,
        address_counts=link_counts(portal),
        steps=[
            (f"{i * _STEP} sampai {(i + 1) * _STEP - (i + 1 < len(steps))}", count)
            for i, count in enumerate(steps)
        ],
        rules=[(rule, titles.get(rule.rule, rule.rule)) for rule in rule_counts(portal)],
        conflicts=[
            (ctx.summary(portal.kerja_sama[record]), found)
            for record, found in contradictions(portal).items()
        ],
        disagreements=[
            (ctx.summary(record), record.pertentangan)
            for record in portal.kerja_sama.values()
            if record.pertentangan
        ],
        worst=[(ctx.summary(portal.kerja_sama[s.record]), s) for s in scores[:5]],
    )
    for path, pager, part in build.paged(_QUEUE, scores):
        yield build.page(
            "quality_queue.html",
            path,
            title=pager.titled("Catatan yang perlu dilengkapi"),
            description="Catatan kerja sama daerah menurut kelengkapannya, dari yang paling rendah.",
            kind="antrean",
            section=_SECTION,
            crumbs=[(_TITLE, _INDEX), *pager.crumb("Catatan yang perlu dilengkapi")],
            pager=pager,
            rows=[(ctx.summary(portal.kerja_sama[s.record]), s) for s in part],
        )
