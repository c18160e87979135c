"""What deserves a look: an index with counts, a page for each list, region and party."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from site_builder.implementers import SERVICES, implementers_in
from site_builder.partial_date import in_words
from site_builder.render import urls
from site_builder.render.build import PER_PAGE, Builder
from site_builder.render.context import upper_first
from site_builder.render.page import Page
from site_builder.watch import Entry, Parts, WatchList, by_region

__all__ = ["watch_pages"]

_INDEX = "pantauan/"
_REGIONS = "pantauan/wilayah/"
_PARTIES = "pantauan/mitra/"
_SERVICES = "pantauan/perangkat-daerah/"
_TITLE = "Pantauan"


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a list.

    `terms` are code list, code and text of what the glossary explains; an agreement has a `status`,
    a proposal the `decision` on it, "" where that is not recorded.
    """

    address: str
    title: str
    terms: Sequence[tuple[str, str, str]]
    parties: str
    reason: str
    status: str = ""
    decision: str = ""


def watch_pages(build: Builder) -> Iterator[Page]:
    """Yield the index, every list, every region, and every party that is on a list."""
    ctx = build.ctx
    lists = ctx.watch_lists
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
    )
    for one in lists:
        yield from _list(build, one)
    yield from _regions(build, regions)
    yield from _parties(build, ctx.watched_parties)


def _list(build: Builder, one: WatchList) -> Iterator[Page]:
    base = urls.under("pantauan", one.code)
    for path, pager, part in build.paged(base, one.entries):
        yield build.page(
            "watch_list.html",
            path,
            title=pager.titled(one.title),
            description=f"{one.title}: {pager.total} butir per {in_words(build.ctx.portal.as_of)}.",
            kind="daftar-pantauan",
            section=_INDEX,
            crumbs=[(_TITLE, _INDEX), *pager.crumb(one.title)],
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
            [("", "", ctx.title("usulan"))],
            ctx.portal.mitra[proposal.pemohon].nama,
            entry.reason,
            decision=ctx.label("keputusan_usulan", proposal.keputusan),
        )
    record = ctx.portal.kerja_sama[entry.id]
    row = ctx.summary(record)
    return _Row(
        urls.agreement(entry.id),
        row.title,
        [
            ("bentuk_naskah", record.bentuk_naskah or "", row.bentuk),
            ("jenis", record.jenis, row.jenis),
        ],
        " · ".join(row.parties[:3]) + (" dan lainnya" if len(row.parties) > 3 else ""),
        entry.reason,
        row.status,
    )


def _regions(build: Builder, regions: Parts) -> Iterator[Page]:
    ctx = build.ctx
    cooperating = {*ctx.portal.by_wilayah, *regions}
    codes = [code for code in ctx.codes["wilayah"] if code in cooperating]
    counts = _counts(regions)
    for path, pager, part in build.paged(_REGIONS, codes):
        yield build.page(
            "watch_regions.html",
            path,
            title=pager.titled("Pantauan menurut wilayah"),
            description="Yang perlu dilihat lagi di tiap provinsi, kabupaten, dan kota.",
            kind="pantauan-wilayah",
            section=_INDEX,
            crumbs=[(_TITLE, _INDEX), *pager.crumb("Wilayah")],
            pager=pager,
            rows=[
                (code, ctx.label("wilayah", code), _province(build, code), counts.get(code, 0))
                for code in part
            ],
        )
    for code in codes:
        yield _of_one(
            build,
            regions,
            code,
            urls.under("pantauan/wilayah", code),
            name=ctx.label("wilayah", code),
            kind="pantauan-satu-wilayah",
            crumb=("Wilayah", _REGIONS),
            more=[("Semua naskah", urls.under("wilayah", code))] * (code in ctx.portal.by_wilayah)
            + [(text, where) for text, where in ctx.more_on_region(code) if text != _TITLE],
        )


def _counts(parts: Parts) -> dict[str, int]:
    return {key: sum(len(part) for _, part in lists) for key, lists in parts.items()}


def _of_one(
    build: Builder,
    parts: Parts,
    key: str,
    path: str,
    *,
    name: str,
    kind: str,
    crumb: tuple[str, str],
    more: Sequence[tuple[str, str]],
) -> Page:
    """The page of one region or party: its part of every list."""
    lists = parts.get(key, ())
    total = sum(len(part) for _, part in lists)
    return build.page(
        "watch_region.html",
        path,
        title=f"Pantauan: {name}",
        description=f"Naskah kerja sama {name} yang perlu dilihat lagi: {total} butir.",
        kind=kind,
        section=_INDEX,
        crumbs=[(_TITLE, _INDEX), crumb],
        name=name,
        total=total,
        more=more,
        sections=[
            (one, len(part), [_row(build, e) for e in part[:PER_PAGE]]) for one, part in lists
        ],
    )


def _parties(build: Builder, parties: Parts) -> Iterator[Page]:
    """The parties on a list, services also by themselves, each with its page."""
    ctx = build.ctx
    listed = [mitra for mitra in ctx.portal.mitra.values() if mitra.id in parties]
    counts = _counts(parties)
    for base, short, chosen in (
        (_PARTIES, "Mitra", listed),
        (_SERVICES, "Perangkat daerah", [m for m in listed if m.kelas in SERVICES]),
    ):
        title = f"Pantauan menurut {short.lower()}"
        for path, pager, part in build.paged(base, chosen):
            yield build.page(
                "watch_parties.html",
                path,
                title=pager.titled(title),
                description=f"{title}: {pager.total} yang naskahnya perlu dilihat lagi.",
                kind="pantauan-mitra",
                section=_INDEX,
                crumbs=[(_TITLE, _INDEX), *pager.crumb(short)],
                caption=title,
                first=short,
                pager=pager,
                unmatched=len(implementers_in(ctx.portal).unmatched) if base == _SERVICES else 0,
                rows=[(m, ctx.label("kelas_mitra", m.kelas), counts[m.id]) for m in part],
            )
    for mitra in listed:
        is_service = mitra.kelas in SERVICES
        yield _of_one(
            build,
            parties,
            mitra.id,
            urls.under("pantauan/mitra", mitra.id),
            name=mitra.nama,
            kind="pantauan-satu-mitra",
            crumb=("Perangkat daerah", _SERVICES) if is_service else ("Mitra", _PARTIES),
            more=[("Semua naskah", urls.mitra(mitra.id))],
        )


def _province(build: Builder, code: str) -> str:
    return build.ctx.label("wilayah", build.ctx.codes["wilayah"][code]["provinsi"])
