"""The home page and the page for addresses that do not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from site_builder.model import KerjaSama
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.page import NO_INDEX, Page
from site_builder.render.seeing.home_charts import home_charts
from site_builder.status import IN_FORCE

__all__ = ["home_pages"]

_SHOWN = 5


def home_pages(build: Builder) -> Iterator[Page]:
    """Yield the home page and the page for addresses that do not exist."""
    ctx = build.ctx
    portal = ctx.portal
    descriptor = portal.package.descriptor
    kinds = [o for o in ctx.count_by("jenis") if o.count]
    yield build.page(
        "home.html",
        "",
        title=ctx.gettext("Kerja sama daerah di Indonesia"),
        description=ctx.portal_description,
        kind="beranda",
        section="./",
        json_ld=_dataset(build),
        figures=[
            (len(portal.kerja_sama), ctx.gettext("naskah kerja sama"), "kerja-sama/"),
            (len(portal.mitra), ctx.gettext("mitra"), "mitra/"),
            (len(portal.by_wilayah), ctx.gettext("pemerintah daerah"), "wilayah/"),
            (
                sum(ctx.facet_counts["keadaan"][code] for code in IN_FORCE),
                ctx.gettext("diketahui masih berlaku, termasuk segera berakhir dan diubah"),
                "status/",
            ),
        ],
        states=[o for o in ctx.count_by("keadaan") if o.count],
        kinds=kinds,
        charts=home_charts(ctx),
        assets=("lihat.css",),
        latest=ctx.summaries(islice(portal.kerja_sama.values(), _SHOWN)),
        ending=ctx.summaries(_ending(build)[:_SHOWN]),
        doors=[
            (ctx.title("jenis"), ctx.help("jenis"), "jenis/"),
            (
                ctx.title("wilayah"),
                ctx.gettext("Menurut provinsi, kabupaten, dan kota."),
                "wilayah/",
            ),
            (
                ctx.title("urusan"),
                ctx.gettext("Pendidikan, kesehatan, lingkungan hidup, dan lainnya."),
                "urusan/",
            ),
            (
                ctx.title("mitra"),
                ctx.gettext("Pemerintah, dinas, lembaga, dan badan usaha."),
                "mitra/",
            ),
            (
                ctx.facet_title("tahun"),
                ctx.gettext("Dari yang terbaru hingga yang terlama."),
                "tahun/",
            ),
            (
                ctx.title("keadaan"),
                ctx.gettext("Masih berlaku, berakhir, diperpanjang, dan seterusnya."),
                "status/",
            ),
            (
                ctx.gettext("Pantauan"),
                ctx.gettext("Segera berakhir, belum ditindaklanjuti, menunggu laporan."),
                "pantauan/",
            ),
            (
                ctx.gettext("Kalender"),
                ctx.gettext("Naskah menurut hari dan bulan berakhirnya."),
                "kalender/",
            ),
            (
                ctx.gettext("Berlaku antara dua pihak"),
                ctx.gettext("Pilih dua pihak, lihat yang berlaku hari ini."),
                "berlaku/",
            ),
            (
                ctx.gettext("Pemetaan urusan"),
                ctx.gettext("Urusan dan potensi yang belum dikerjasamakan."),
                "pemetaan/",
            ),
        ],
        licence=descriptor["licenses"][0],
        report=_report(build),
    )
    if not ctx.language.is_source:
        return
    yield build.page(
        "missing.html",
        "404.html",
        title="Halaman tidak ditemukan",
        description="Alamat ini tidak ada.",
        kind="tidak-ada",
        links=(NO_INDEX,),
    )


def _ending(build: Builder) -> list[KerjaSama]:
    """The agreements that end soon, the nearest first."""
    states = build.ctx.portal.states

    def last_day(record: KerjaSama) -> date:
        return states[record.id].ends_from or date.max

    return sorted(build.ctx.portal.by_status.get("segera-berakhir", ()), key=last_day)


def _report(build: Builder) -> str:
    return urls.report(build.ctx.repo_url) if build.ctx.repo_url else ""


def _dataset(build: Builder) -> Mapping[str, Any]:
    """The dataset as search engines read it (https://schema.org/Dataset)."""
    portal = build.ctx.portal
    descriptor = portal.package.descriptor
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": build.ctx.portal_title,
        "description": build.ctx.portal_description,
        "url": portal.base_url,
        "license": descriptor["licenses"][0]["path"],
        "keywords": list(descriptor["keywords"]),
        "inLanguage": "id",
        "isAccessibleForFree": True,
        "dateModified": portal.as_of.isoformat(),
        "spatialCoverage": "Indonesia",
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media,
                "contentUrl": f"{portal.base_url}data/{name}",
            }
            for name, media in (
                ("kerja-sama-ringkas.csv", "text/csv"),
                ("datapackage.json", "application/json"),
            )
        ],
    }
