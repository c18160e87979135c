"""The reports the rules ask for: an index, the reports of each region, the recap of synergy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from site_builder.life import life_of
from site_builder.partial_date import in_words
from site_builder.portal import Portal
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.context import lower_first, upper_first
from site_builder.render.page import Page
from site_builder.reports import (
    EMPTY,
    Report,
    SynergyYear,
    all_reports,
    periods,
    synergy_years,
    workbook_bytes,
)

__all__ = ["report_files", "report_pages"]

_INDEX = "laporan/"
_SYNERGY = "laporan/sinergi/"
_SECTION = "pantauan/"
_TITLE = "Laporan untuk dilengkapi"
_UNKNOWN_YEAR = "tidak-diketahui"
#: Which reports are made, for readers; see `all_reports`.
_BOUND = (
    "Laporan dibuat bila ada naskah yang pasti berlaku, ditandatangani, atau dilaksanakan pada periode "
    "itu, atau potensi yang dipetakan pada tahun itu. Untuk periode berjalan dan periode sebelumnya, "
    "dan bila naskah mungkin ditandatangani pada periode itu, laporan juga dibuat dari naskah yang "
    "masih perlu dipastikan saja."
)


def report_pages(build: Builder) -> Iterator[Page]:
    """Yield the index, each region with its reports, and the recap of synergy."""
    ctx = build.ctx
    years = synergy_years(ctx.life)
    regions: list[tuple[str, str, int, int]] = []
    for code, reports in groupby(all_reports(ctx.life), key=lambda r: r.region):
        made = list(reports)
        regions.append(
            (code, ctx.label("wilayah", code), len(made), sum(r.count > 0 for r in made))
        )
        yield _region(build, code, made)
        for report in made:
            yield _report(build, report)
    for path, pager, part in build.paged(_INDEX, regions):
        yield build.page(
            "reports.html",
            path,
            title=pager.titled(_TITLE),
            description="Laporan kerja sama daerah menurut peraturan, diisi dari data terbuka: tiap "
            "semester, tiap tahun, dan rekapitulasi sinergi.",
            kind="laporan-daftar",
            section=_SECTION,
            crumbs=pager.crumb(_TITLE),
            pager=pager,
            rows=part,
            periods=[p.words for p in periods(ctx.portal.as_of)],
            bound=_BOUND,
            synergy=sum(len(y.records) for y in years),
            duties=list(ctx.codes["kewajiban_laporan"].values()),
        )
    yield from _synergy(build, years)


def report_files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Yield every report as a workbook, beside its page."""
    for report in all_reports(life_of(portal)):
        yield f"{_INDEX}{report.region}/{report.period.text}.xlsx", workbook_bytes(report, portal)


def _region(build: Builder, code: str, reports: list[Report]) -> Page:
    name = build.ctx.label("wilayah", code)
    return build.page(
        "reports_region.html",
        urls.under("laporan", code),
        title=f"Laporan: {name}",
        description=f"Laporan semester dan tahunan kerja sama {name} yang dapat dilengkapi.",
        kind="laporan-wilayah",
        section=_SECTION,
        crumbs=[(_TITLE, _INDEX)],
        code=code,
        name=name,
        bound=_BOUND,
        reports=[(upper_first(r.period.words), r) for r in reports],
        duties=_unrecorded(build, code),
    )


def _unrecorded(build: Builder, code: str) -> list[Mapping[str, str]]:
    """The duties of a region that the data record of no naskah, by the kinds it has."""
    ctx = build.ctx
    kinds = {"", *(record.jenis for record in ctx.portal.by_wilayah.get(code, ()))}
    return [
        row
        for row in ctx.codes["kewajiban_laporan"].values()
        if not row["tabel"] and row["jenis"] in kinds
    ]


def _report(build: Builder, report: Report) -> Page:
    ctx = build.ctx
    name = ctx.label("wilayah", report.region)
    return build.page(
        "report.html",
        f"{urls.under('laporan', report.region)}{report.period.text}/",
        title=report.title,
        description=f"{report.title}: {report.summary}.",
        kind="laporan",
        section=_SECTION,
        crumbs=[(_TITLE, _INDEX), (name, urls.under("laporan", report.region))],
        report=report,
        empty=EMPTY,
        workbook=f"{_INDEX}{report.region}/{report.period.text}.xlsx",
    )


def _synergy(build: Builder, years: list[SynergyYear]) -> Iterator[Page]:
    ctx = build.ctx
    crumbs = [(_TITLE, _INDEX)]

    def address(year: SynergyYear) -> str:
        return urls.under("laporan/sinergi", year.year or _UNKNOWN_YEAR)

    def heading(year: SynergyYear) -> str:
        return year.year or "Tahun tidak diketahui"

    yield build.page(
        "synergy.html",
        _SYNERGY,
        title="Rekapitulasi sinergi pusat dan daerah",
        description="Naskah sinergi Pemerintah Pusat dan daerah yang tercatat, menurut tahun.",
        kind="sinergi",
        section=_SECTION,
        crumbs=crumbs,
        years=[(heading(y), address(y), y) for y in years],
        total=sum(len(y.records) for y in years),
    )
    for year in years:
        title = f"Sinergi pusat dan daerah: {lower_first(heading(year))}"
        for path, pager, part in build.paged(address(year), year.records):
            yield build.page(
                "synergy_year.html",
                path,
                title=pager.titled(title),
                description=f"{pager.total} naskah sinergi, keadaan per "
                f"{in_words(ctx.portal.as_of)}.",
                kind="sinergi-tahun",
                section=_SECTION,
                crumbs=[*crumbs, ("Sinergi", _SYNERGY), *pager.crumb(title)],
                pager=pager,
                rows=ctx.summaries(part),
                regions=[
                    (ctx.label("wilayah", code), urls.under("wilayah", code), len(ids))
                    for code, ids in year.by_region.items()
                ],
                partners=[ctx.portal.mitra[i] for i in year.partners],
            )
