"""What deserves a look: an index with counts, a page for each list, a page for each region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from site_builder.partial_date import in_words
from site_builder.render import urls
from site_builder.render.build import PER_PAGE, Builder
from site_builder.render.context import upper_first
from site_builder.render.page import Page
from site_builder.watch import Entry, WatchList, by_region, watch

__all__ = ["watch_pages"]

_INDEX = "pantauan/"
_REGIONS = "pantauan/wilayah/"
_TITLE = "Pantauan"


@dataclass(frozen=True, slots=True)
class _Row:
    address: str
    title: str
    note: str
    parties: str
    reason: str
    status: str


def watch_pages(build: Builder) -> Iterator[Page]:
    """Yield the index, every list and every region."""
    ctx = build.ctx
    lists = watch(ctx.life, ctx.law)
    regions = by_region(lists, ctx.life)
    yield build.page(
        "watch_index.html",
        _INDEX,
        title=_TITLE,
        description="Naskah kerja sama daerah yang perlu dilihat lagi: segera berakhir, belum "
        "ditindaklanjuti, atau laporannya belum ada.",
        kind="pantauan",
        section=_INDEX,
        groups=[(name, list(part)) for name, part in groupby(lists, key=lambda one: one.group)],
        regions=len(regions),
    )
    for one in lists:
        yield from _list(build, one)
    yield from _regions(build, regions)


def _list(build: Builder, one: WatchList) -> Iterator[Page]:
    base = urls.under("pantauan", one.code)
    for path, pager, part in build.paged(base, one.entries):
        yield build.page(
            "watch_list.html",
            path,
            title=one.title + ("" if pager.number == 1 else f", halaman {pager.number}"),
            description=f"{one.title}: {pager.total} butir per {in_words(build.ctx.portal.as_of)}.",
            kind="daftar-pantauan",
            section=_INDEX,
            crumbs=[(_TITLE, _INDEX), *([(one.title, base)] if pager.number > 1 else [])],
            one=one,
            pager=pager,
            rows=[_row(build, entry) for entry in part],
        )


def _row(build: Builder, entry: Entry) -> _Row:
    ctx = build.ctx
    if entry.table == "usulan":
        proposal = ctx.portal.usulan[entry.id]
        return _Row(
            urls.under("usulan", entry.id),
            upper_first(proposal.objek),
            ctx.title("usulan"),
            ctx.portal.mitra[proposal.pemohon].nama,
            entry.reason,
            "",
        )
    row = ctx.summary(ctx.portal.kerja_sama[entry.id])
    return _Row(
        urls.agreement(entry.id),
        row.title,
        f"{row.bentuk} · {row.jenis}",
        " · ".join(row.parties[:3]) + (" dan lainnya" if len(row.parties) > 3 else ""),
        entry.reason,
        row.status,
    )


def _regions(
    build: Builder, regions: Mapping[str, Sequence[tuple[WatchList, Sequence[Entry]]]]
) -> Iterator[Page]:
    ctx = build.ctx
    cooperating = {*ctx.portal.by_wilayah, *regions}
    codes = [code for code in ctx.codes["wilayah"] if code in cooperating]
    counts = {code: sum(len(part) for _, part in regions.get(code, ())) for code in codes}
    for path, pager, part in build.paged(_REGIONS, codes):
        yield build.page(
            "watch_regions.html",
            path,
            title="Pantauan menurut wilayah"
            + ("" if pager.number == 1 else f", halaman {pager.number}"),
            description="Yang perlu dilihat lagi di tiap provinsi, kabupaten, dan kota.",
            kind="pantauan-wilayah",
            section=_INDEX,
            crumbs=[
                (_TITLE, _INDEX),
                *([("Wilayah", _REGIONS)] if pager.number > 1 else []),
            ],
            pager=pager,
            rows=[
                (code, ctx.label("wilayah", code), _province(build, code), counts[code])
                for code in part
            ],
        )
    for code in codes:
        name = ctx.label("wilayah", code)
        yield build.page(
            "watch_region.html",
            urls.under("pantauan/wilayah", code),
            title=f"Pantauan: {name}",
            description=f"Naskah kerja sama {name} yang perlu dilihat lagi: {counts[code]} butir.",
            kind="pantauan-satu-wilayah",
            section=_INDEX,
            crumbs=[(_TITLE, _INDEX), ("Wilayah", _REGIONS)],
            code=code,
            name=name,
            total=counts[code],
            more=[("Semua naskah", urls.under("wilayah", code))] * (code in ctx.portal.by_wilayah)
            + [(text, where) for text, where in ctx.more_on_region(code) if text != _TITLE],
            sections=[
                (one, len(part), [_row(build, e) for e in part[:PER_PAGE]])
                for one, part in regions.get(code, ())
            ],
        )


def _province(build: Builder, code: str) -> str:
    return build.ctx.label("wilayah", build.ctx.codes["wilayah"][code]["provinsi"])
