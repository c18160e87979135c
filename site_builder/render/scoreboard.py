"""How far naskah are carried out, for all, for each region and for each service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.implementers import Unmatched
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.context import lower_first, upper_first
from site_builder.render.page import Page
from site_builder.render.record_sections import Section, item, section_pages
from site_builder.scoreboard import Tally, overall, regions, services, unmatched_services

__all__ = ["scoreboard_pages"]

_INDEX = "kinerja/"
_UNMATCHED = "kinerja/perangkat-daerah/belum-cocok/"
_SECTION = "pantauan/"
_TITLE = "Kinerja"
#: Anchor, heading and meaning of each share, in the order of `Tally.shares`.
_COLUMNS = (
    (
        "berlaku",
        "Berlaku",
        "Keadaannya diketahui berlaku, segera berakhir, atau diubah; dari semua naskah.",
    ),
    (
        "keadaan-tidak-pasti",
        "Keadaan tidak pasti",
        "Tanggal yang tercatat tidak cukup untuk memastikan keadaannya; dari semua naskah.",
    ),
    (
        "pelaksanaan",
        "Pelaksanaan tercatat",
        "Sedikitnya satu fakta pelaksanaan tercatat; dari semua naskah.",
    ),
    (
        "payung-belum-ditindaklanjuti",
        "Payung belum ditindaklanjuti",
        "Tanpa naskah pelaksanaan yang tercatat atau disebut sumber; dari kesepakatan bersama, nota "
        "kesepakatan, dan MoU yang pasti ditandatangani 12 bulan lalu atau lebih, juga yang sudah berakhir. Pantauan "
        "mendaftar hanya yang belum berakhir.",
    ),
    ("dokumen", "Naskah dapat dibaca", "Berkas naskahnya ditautkan; dari semua naskah."),
    ("evaluasi", "Evaluasi tercatat", "Sedikitnya satu evaluasi tercatat; dari semua naskah."),
)
#: Governments named with a name that stands for no single service.
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table.

    Attributes:
        name: What the line is of.
        address: Its page, "" where there is none.
        note: What is to be said of it, "" for nothing.
        tally: What is counted.
        behind: Address of the list of what is counted.
        prefix: What the anchors of its sections there begin with.
    """

    name: str
    address: str
    note: str
    tally: Tally
    behind: str
    prefix: str = ""


def scoreboard_pages(build: Builder) -> Iterator[Page]:
    """Yield the page of all, the tables of regions and services, and the lists behind them."""
    ctx = build.ctx
    by_region, by_service = regions(ctx.life), services(ctx.life)
    total = _Row("Semua naskah", "", "", overall(ctx.life), urls.under("kinerja", "naskah"))
    yield build.page(
        "scoreboard.html",
        _INDEX,
        title=_TITLE,
        description="Berapa naskah kerja sama daerah yang berlaku, ditindaklanjuti, dilaksanakan, "
        "dipublikasikan, dan dievaluasi menurut data terbuka.",
        kind="kinerja",
        section=_SECTION,
        total=total,
        columns=list(zip(_COLUMNS, total.tally.shares, strict=True)),
        regions=len(by_region),
        services=len(by_service),
    )
    yield from _behind(build, total, [])
    where = urls.under("kinerja", "wilayah")
    rows = [
        _Row(
            ctx.label("wilayah", one.key),
            urls.under("wilayah", one.key),
            "",
            one,
            f"{where}{one.key}/",
        )
        for one in by_region
    ]
    title = "Kinerja menurut wilayah"
    yield from _table(build, where, title, "Wilayah", rows)
    for row in rows:
        yield from _behind(build, row, [(title, where)])
    where = urls.under("kinerja", "perangkat-daerah")
    rows = [
        _Row(ctx.portal.mitra[one.key].nama, urls.mitra(one.key), "", one, f"{where}{one.key}/")
        for one in by_service
    ]
    unmatched = [
        _unmatched_row(build, number, key, one)
        for number, (key, one) in enumerate(unmatched_services(ctx.life), start=1)
    ]
    title = "Kinerja menurut perangkat daerah"
    yield from _table(build, where, title, "Perangkat daerah", [*rows, *unmatched])
    for row in rows:
        yield from _behind(build, row, [(title, where)])
    if unmatched:
        yield from section_pages(
            build,
            _UNMATCHED,
            (section for row in unmatched for section in _sections(build, row)),
            title="Kinerja: nama pelaksana yang belum cocok",
            lead="Naskah yang menyebut pelaksana dengan nama yang belum cocok dengan satu "
            "perangkat daerah.",
            kind="kinerja-rekaman",
            section=_SECTION,
            crumbs=[(_TITLE, _INDEX), (title, where)],
        )


def _unmatched_row(build: Builder, number: int, key: Unmatched, one: Tally) -> _Row:
    """A name as the source has it; the governments of its naskah tell where it belongs."""
    names = [build.ctx.portal.mitra[i].nama for i in key.governments]
    shown = ", ".join(names[:_MOST_NAMES]) + (" dan lainnya" if len(names) > _MOST_NAMES else "")
    note = "belum cocok dengan satu perangkat daerah" + (f"; naskah {shown}" if shown else "")
    return _Row(upper_first(one.key), "", note, one, _UNMATCHED, f"nama-{number}-")


def _sections(build: Builder, row: _Row) -> Iterator[Section]:
    """The agreements behind each number of a line, those each is counted among after it."""
    one, ctx = row.tally, build.ctx

    def section(anchor: str, heading: str, naskah: Sequence[str]) -> Section:
        words = f"{row.name}: {lower_first(heading)}" if row.prefix else heading
        ordered = sorted(naskah, key=lambda i: ctx.rank[i])
        return Section(f"{row.prefix}{anchor}", words, [item(ctx, i) for i in ordered])

    for (anchor, heading, _), share in zip(_COLUMNS, one.shares, strict=True):
        yield section(anchor, heading, share.counted)
        if share is one.idle_umbrellas:
            yield section("payung", "Payung yang dihitung", share.among)
    yield section("naskah", "Semua naskah", one.naskah)


def _behind(build: Builder, row: _Row, crumbs: Sequence[tuple[str, str]]) -> Iterator[Page]:
    yield from section_pages(
        build,
        row.behind,
        _sections(build, row),
        title=f"Naskah di balik angka kinerja: {row.name}",
        lead="Naskah yang dihitung tiap angka kinerja; satu naskah dapat dihitung pada beberapa "
        "angka.",
        kind="kinerja-rekaman",
        section=_SECTION,
        crumbs=[(_TITLE, _INDEX), *crumbs],
    )


def _table(
    build: Builder, base: str, title: str, first: str, rows: Sequence[_Row]
) -> Iterator[Page]:
    for path, pager, part in build.paged(base, rows):
        yield build.page(
            "scoreboard_table.html",
            path,
            title=pager.titled(title),
            description=f"{title}: {pager.total} baris, setiap angka dengan pembaginya.",
            kind="kinerja-tabel",
            section=_SECTION,
            crumbs=[(_TITLE, _INDEX), *pager.crumb(title)],
            first=first,
            caption=title,
            columns=_COLUMNS,
            pager=pager,
            rows=part,
        )
