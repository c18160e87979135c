"""The quality of the data: what is recorded of each field, what contradicts, what to mend first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from site_builder.plan_audit import audit
from site_builder.quality import (
    CRITERIA,
    FieldCount,
    Score,
    addresses_by_state,
    child_counts,
    contradictions,
    field_counts,
    queue,
    ratio_gaps,
    rule_counts,
)
from site_builder.ratios import with_unit
from site_builder.render import urls
from site_builder.render.build import PER_PAGE, Builder
from site_builder.render.page import Page
from site_builder.render.record_sections import Item, Section, item, section_pages
from site_builder.rules.guide import GUIDE

__all__ = ["quality_pages"]

_INDEX = "mutu-data/"
_QUEUE = "mutu-data/antrean/"
_ADDRESSES = "mutu-data/alamat/"
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
_LAST = 100 // _STEP - 1


def quality_pages(build: Builder) -> Iterator[Page]:
    """Yield the page of completeness, the queue of records to mend, and the lists behind both."""
    ctx = build.ctx
    portal = ctx.portal
    scores = queue(portal)
    counts = [*field_counts(portal), *child_counts(portal)]
    by_state = addresses_by_state(portal)
    conflicts = contradictions(portal)
    disagreements = [record for record in portal.kerja_sama.values() if record.pertentangan]
    titles = {entry.id: entry.title for entry in GUIDE}
    yield build.page(
        "quality.html",
        _INDEX,
        title=_TITLE,
        description="Seberapa lengkap data kerja sama daerah, bidang demi bidang, dan apa yang "
        "perlu diperbaiki.",
        kind="mutu-data",
        section=_SECTION,
        headings=_HEADINGS,
        behind=_behind,
        fields=[one for one in counts if one.field],
        children=[one for one in counts if not one.field],
        criteria=CRITERIA,
        addresses={state: len(found) for state, found in by_state.items()},
        addresses_page=_ADDRESSES,
        steps=_steps(scores),
        rules=[(rule, titles.get(rule.rule, rule.rule)) for rule in rule_counts(portal)],
        conflicts=[
            (ctx.summary(portal.kerja_sama[record]), found)
            for record, found in islice(conflicts.items(), PER_PAGE)
        ],
        conflict_count=len(conflicts),
        disagreements=[
            (ctx.summary(record), record.pertentangan) for record in disagreements[:PER_PAGE]
        ],
        disagreement_count=len(disagreements),
        plans=[(plan, count) for plan in portal.renstra.values() if (count := len(audit(plan)))],
        ratios=ratio_gaps(portal),
        with_unit=with_unit,
    )
    yield from _queue(build, scores)
    for one in counts:
        yield from _records_by_state(build, one)
    yield from section_pages(
        build,
        _ADDRESSES,
        [
            Section(
                state.value,
                ctx.label("keadaan_tautan", state.value),
                [_address(build, address, records) for address, records in found.items()],
            )
            for state, found in by_state.items()
        ],
        title="Alamat sumber dan dokumen menurut keadaannya",
        lead="Alamat web pada catatan, masing-masing menuju catatan yang menyebutnya.",
        kind="mutu-data-rekaman",
        section=_SECTION,
        crumbs=[(_TITLE, _INDEX)],
        noun="alamat",
    )


def _step(score: Score) -> int:
    return min(score.value // _STEP, _LAST)


def _words(step: int) -> str:
    return f"{step * _STEP} sampai {(step + 1) * _STEP - (step < _LAST)}"


def _anchor(step: int) -> str:
    return f"nilai-{step * _STEP}"


def _steps(scores: Sequence[Score]) -> list[tuple[str, int, str]]:
    """Return (words, number, where they begin in the queue) of the scores in each step."""
    found, before = [], 0
    for step in range(_LAST + 1):
        count = sum(_step(score) == step for score in scores)
        page = urls.numbered(_QUEUE, before // PER_PAGE + 1)
        found.append((_words(step), count, f"{page}#{_anchor(step)}"))
        before += count
    return found


def _queue(build: Builder, scores: Sequence[Score]) -> Iterator[Page]:
    portal = build.ctx.portal
    title = "Catatan yang perlu dilengkapi"
    begun: set[int] = set()
    for path, pager, part in build.paged(_QUEUE, scores):
        groups = []
        for step, some in groupby(part, key=_step):
            rows = [(build.ctx.summary(portal.kerja_sama[s.record]), s) for s in some]
            groups.append((_words(step), "" if step in begun else _anchor(step), rows))
            begun.add(step)
        yield build.page(
            "quality_queue.html",
            path,
            title=pager.titled(title),
            description="Catatan kerja sama daerah menurut kelengkapannya, dari yang paling rendah.",
            kind="antrean",
            section=_SECTION,
            crumbs=[(_TITLE, _INDEX), *pager.crumb(title)],
            pager=pager,
            groups=groups,
        )


def _behind(one: FieldCount, state: str = "") -> str:
    """Return the address of the agreements a field or list is filled or empty in."""
    folder, name = ("bidang", one.field) if one.field else ("daftar", one.table)
    page = urls.under(f"mutu-data/{folder}", name.replace("_", "-"))
    return f"{page}#{state}" if state else page


def _records_by_state(build: Builder, one: FieldCount) -> Iterator[Page]:
    ctx = build.ctx
    name = ctx.title(one.table, one.field)
    yield from section_pages(
        build,
        _behind(one),
        [
            Section(
                state or urls.UNRECORDED,
                _HEADINGS[state],
                [item(ctx, i) for i in sorted(records, key=lambda i: ctx.rank[i])],
            )
            for state, records in one.records.items()
        ],
        title=f"Mutu data: {name}",
        lead=ctx.help(one.table, one.field),
        kind="mutu-data-rekaman",
        section=_SECTION,
        crumbs=[(_TITLE, _INDEX)],
    )


def _address(build: Builder, address: str, records: Sequence[str]) -> Item:
    first, *others = records
    note = f"{first} dan {len(others)} catatan lain" if others else first
    return Item(address, item(build.ctx, first).address, note)
