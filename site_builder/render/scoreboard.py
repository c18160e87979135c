"""How far naskah are carried out, for all, for each region and for each service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.page import Page
from site_builder.scoreboard import Tally, overall, regions, services

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
    yield from _table(build, "wilayah", "Kinerja menurut wilayah", "Wilayah", by_region)
    yield from _table(
        build,
        "perangkat-daerah",
        "Kinerja menurut perangkat daerah",
        "Perangkat daerah",
        by_service,
    )


def _table(
    build: Builder, name: str, title: str, first: str, tallies: Sequence[Tally]
) -> Iterator[Page]:
    ctx = build.ctx
    base = urls.under("kinerja", name)

    def label(key: str) -> tuple[str, str]:
        if name == "wilayah":
            return ctx.label("wilayah", key), urls.under("wilayah", key)
        return ctx.portal.mitra[key].nama, urls.mitra(key)

    for path, pager, part in build.paged(base, tallies):
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
            rows=[(*label(one.key), one) for one in part],
        )
