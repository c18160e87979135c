"""How far naskah are carried out, for all, for each region and for each service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.implementers import Unmatched
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.context import upper_first
from site_builder.render.page import Page
from site_builder.scoreboard import Tally, overall, regions, services, unmatched_services

__all__ = ["scoreboard_pages"]

_INDEX = "kinerja/"
_SECTION = "pantauan/"
_TITLE = "Kinerja"
#: Heading and meaning of each share, in the order of `Tally.shares`.
_COLUMNS = (
    ("Berlaku", "Keadaannya diketahui berlaku, segera berakhir, atau diubah; dari semua naskah."),
    (
        "Keadaan tidak pasti",
        "Tanggal yang tercatat tidak cukup untuk memastikan keadaannya; dari semua naskah.",
    ),
    (
        "Pelaksanaan tercatat",
        "Sedikitnya satu fakta pelaksanaan tercatat; dari semua naskah.",
    ),
    (
        "Payung belum ditindaklanjuti",
        "Tanpa naskah pelaksanaan yang tercatat; dari kesepakatan bersama, nota kesepakatan, dan "
        "MoU yang pasti ditandatangani 12 bulan lalu atau lebih, juga yang sudah berakhir. Pantauan "
        "mendaftar hanya yang belum berakhir.",
    ),
    ("Naskah dapat dibaca", "Berkas naskahnya ditautkan; dari semua naskah."),
    ("Evaluasi tercatat", "Sedikitnya satu evaluasi tercatat; dari semua naskah."),
)
#: Governments named with a name that stands for no single service.
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table; the address is "" where there is no page, the note where none is needed."""

    name: str
    address: str
    note: str
    tally: Tally


def scoreboard_pages(build: Builder) -> Iterator[Page]:
    """Yield the page of all, and the tables of regions and services."""
    ctx = build.ctx
    by_region, by_service = regions(ctx.life), services(ctx.life)
    total = overall(ctx.life)
    yield build.page(
        "scoreboard.html",
        _INDEX,
        title=_TITLE,
        description="Berapa naskah kerja sama daerah yang berlaku, ditindaklanjuti, dilaksanakan, "
        "dipublikasikan, dan dievaluasi menurut data terbuka.",
        kind="kinerja",
        section=_SECTION,
        total=total,
        columns=list(zip(_COLUMNS, total.shares, strict=True)),
        regions=len(by_region),
        services=len(by_service),
    )
    yield from _table(
        build,
        "wilayah",
        "Kinerja menurut wilayah",
        "Wilayah",
        [
            _Row(ctx.label("wilayah", one.key), urls.under("wilayah", one.key), "", one)
            for one in by_region
        ],
    )
    yield from _table(
        build,
        "perangkat-daerah",
        "Kinerja menurut perangkat daerah",
        "Perangkat daerah",
        [
            *(
                _Row(ctx.portal.mitra[one.key].nama, urls.mitra(one.key), "", one)
                for one in by_service
            ),
            *(_unmatched_row(build, key, one) for key, one in unmatched_services(ctx.life)),
        ],
    )


def _unmatched_row(build: Builder, key: Unmatched, one: Tally) -> _Row:
    """A name as the source has it; the governments of its naskah tell where it belongs."""
    names = [build.ctx.portal.mitra[i].nama for i in key.governments]
    shown = ", ".join(names[:_MOST_NAMES]) + (" dan lainnya" if len(names) > _MOST_NAMES else "")
    note = (
        f"belum cocok dengan satu perangkat daerah; naskah {shown}"
        if shown
        else ("belum cocok dengan satu perangkat daerah")
    )
    return _Row(upper_first(one.key), "", note, one)


def _table(
    build: Builder, name: str, title: str, first: str, rows: Sequence[_Row]
) -> Iterator[Page]:
    base = urls.under("kinerja", name)
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
            headings=[heading for heading, _ in _COLUMNS],
            pager=pager,
            rows=part,
        )
