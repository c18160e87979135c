"""The maps: governments, provinces, and partners abroad."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from site_builder.render.build import Builder
from site_builder.render.context import Context
from site_builder.render.page import Page
from site_builder.render.seeing.atlas import atlas_of

__all__ = ["map_files", "map_pages"]

ASSETS = ("lihat.css", "lihat-peta.js")


def map_pages(build: Builder) -> Iterator[Page]:
    """Yield the three maps with their tables."""
    ctx = build.ctx
    atlas = atlas_of(ctx)
    counts = {code: len(found) for code, found in ctx.portal.by_wilayah.items()}
    for path, title, lead, numbers, is_whole in (
        (
            "peta/",
            "Peta kerja sama daerah",
            "Tiap lingkaran adalah satu pemerintah daerah; luasnya sebanding dengan jumlah naskahnya.",
            counts,
            False,
        ),
        (
            "peta/provinsi/",
            "Peta menurut provinsi",
            "Tiap lingkaran adalah satu provinsi beserta kabupaten dan kotanya; luasnya sebanding "
            "dengan jumlah naskahnya.",
            atlas.provinces,
            True,
        ),
    ):
        picture = atlas.regions("provinsi" if is_whole else "daerah", numbers)
        yield build.page(
            "map.html",
            path,
            title=title,
            description=f"{title}: jumlah naskah yang tercatat, sebagai gambar dan tabel.",
            kind="peta",
            section="peta/",
            assets=ASSETS,
            lead=lead,
            touch="Sentuh atau pilih sebuah lingkaran untuk "
            + ("membuka halaman provinsinya." if is_whole else "melihat daerah mitranya."),
            picture=picture,
            java=None if is_whole else atlas.java(picture),
            order=sorted(numbers, key=lambda c: (-numbers[c], c)),
            numbers=numbers,
            ties={} if is_whole else atlas.ties,
            atlas=atlas,
        )
    yield _world(build)


def _world(build: Builder) -> Page:
    ctx = build.ctx
    atlas = atlas_of(ctx)
    countries: Counter[str] = Counter()
    for record in ctx.portal.kerja_sama.values():
        countries.update(
            {
                country
                for party in record.para_pihak
                if (country := ctx.portal.mitra[party.mitra].negara) is not None
                and party.mitra in atlas.foreign
            }
        )
    by_country: dict[str, list[str]] = {}
    for key in sorted(atlas.foreign, key=lambda k: (-atlas.foreign[k], ctx.portal.mitra[k].nama)):
        by_country.setdefault(ctx.portal.mitra[key].negara or "", []).append(key)
    return build.page(
        "map_world.html",
        "peta/dunia/",
        title="Peta mitra luar negeri",
        description="Mitra luar negeri pemerintah daerah di Indonesia, sebagai peta dan tabel.",
        kind="peta-dunia",
        section="peta/",
        assets=("lihat.css",),
        picture=atlas.world(),
        atlas=atlas,
        countries=sorted(countries.items(), key=lambda c: (-c[1], ctx.label("negara", c[0]))),
        by_country=by_country,
    )


def map_files(ctx: Context) -> Iterator[tuple[str, bytes]]:
    """Yield what the map draws lines from on demand: for each region the others and the numbers."""
    ties = atlas_of(ctx).ties
    data = {code: sorted(others.items()) for code, others in sorted(ties.items())}
    yield "peta/garis.json", json.dumps(data, separators=(",", ":")).encode()
