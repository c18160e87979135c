"""The plans as printed, beside what their own figures say of each other; offices' figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from site_builder.indicators import REGIONS, evaluate
from site_builder.plan_audit import (
    Comparison,
    IndicatorPair,
    achievements,
    audit,
    ceiling_sums,
    comparisons,
    implied_documents,
    indicator_pairs,
    outliers,
    printed_achievements,
    target_growth,
)
from site_builder.plan_model import AngkaKantor, Program, Renstra, Tujuan
from site_builder.ratios import figure, percent, with_unit
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.charts import Chart, build_chart
from site_builder.render.context import Context
from site_builder.render.indicator_records import Figure, records_of
from site_builder.render.indicators import PLAN_INDICATOR, SECTION
from site_builder.render.page import Page

__all__ = ["plan_pages"]

#: Of each kind of comparison its heading, what is compared and what rounding is allowed for.
_KINDS = {
    "pagu": (
        "Pagu program dan jumlah pagu kegiatannya",
        "Pagu sebuah program semestinya sama dengan jumlah pagu kegiatannya pada tahun itu.",
        "1 rupiah per kegiatan",
    ),
    "pertumbuhan-tahunan": (
        "Pertumbuhan tahunan dan target dokumen",
        "Target dokumen tiap tahun dibandingkan dengan pertumbuhan yang dinyatakan.",
        "ke dokumen terdekat",
    ),
    "laju-akhir": (
        "Pertumbuhan tahunan dan akhir periode",
        "Yang dinyatakan tentang akhir periode dibandingkan dengan pertumbuhan tahunan yang "
        "dinyatakan, dihitung dari kondisi awal.",
        "ke dokumen terdekat",
    ),
    "akhir-periode": (
        "Keadaan pada akhir periode",
        "Yang dinyatakan tentang akhir periode dibandingkan dengan deret target dokumennya.",
        "persen ke dokumen terdekat; dokumen tanpa pembulatan",
    ),
    "pernyataan": (
        "Dua pernyataan tentang satu ukuran",
        "Satu ukuran disebut dengan dua angka di dua tempat.",
        "tidak ada",
    ),
    "rasio": (
        "Rasio capaian",
        "Rasio yang dicetak dibandingkan dengan realisasi dibagi target.",
        "ke persen terdekat",
    ),
    "tindak-lanjut": (
        "Fasilitasi yang menjadi naskah",
        "Bagian fasilitasi yang ditindaklanjuti menjadi naskah, menurut beberapa tempat.",
        "tidak ada",
    ),
}
_INDICATORS = "indikator"
_INDICATOR_WORDS = (
    "Indikator program",
    "Indikator tiap program pada daftar indikator program dibandingkan dengan yang tertulis pada "
    "tabel programnya.",
    "kata yang dilewati, terpotong, atau dieja lain",
)
_DASH = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Check:
    """What was compared, with the pairs compared, how many of them differ, and which."""

    kind: str
    heading: str
    lead: str
    tolerance: str
    pairs: int
    found: int
    differences: Sequence[Comparison] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its indicators and the programmes that the plan says serve it."""

    goal: Tujuan
    indicators: Sequence[str]
    programs: Sequence[NamedProgram]


@dataclass(frozen=True, slots=True)
class NamedProgram:
    """A programme with its indicators on the list of programme indicators."""

    program: Program
    pairs: Sequence[IndicatorPair]


@dataclass(frozen=True, slots=True)
class RecomputedRow:
    """A year of the achievements, computed from implied documents beside what is printed."""

    year: int
    documents: str
    growth: str
    printed_growth: str
    ratio: str
    printed_ratio: str


@dataclass(frozen=True, slots=True)
class CeilingRow:
    """A row of the table of ceilings; `marked` says which cells differ from what they should be."""

    name: str
    kind: str
    detail: str
    cells: Sequence[str]
    marked: Sequence[bool]


@dataclass(frozen=True, slots=True)
class ProgramPart:
    """A programme with its activities and ceilings."""

    program: Program
    rows: Sequence[CeilingRow]
    is_different: bool


def plan_pages(build: Builder) -> Iterator[Page]:
    """Yield the list of plans, the page of each, and the offices' figures."""
    ctx = build.ctx
    plans = list(ctx.portal.renstra.values())
    yield build.page(
        "plans.html",
        "renstra/",
        title="Rencana strategis",
        description="Rencana strategis kantor kerja sama daerah: target, program, kegiatan, pagu.",
        kind="renstra-daftar",
        section=SECTION,
        plans=[
            (plan, ctx.label("wilayah", plan.kode_wilayah), len(audit(plan))) for plan in plans
        ],
    )
    for plan in plans:
        yield _page(build, plan)
    yield _offices(build)


def _page(build: Builder, plan: Renstra) -> Page:
    ctx = build.ctx
    compared = comparisons(plan)
    pairs = indicator_pairs(plan)
    different = [pair for pair in pairs if not pair.agrees]
    programs = [
        NamedProgram(program, [pair for pair in pairs if pair.program == program])
        for program in plan.program
    ]
    years = sorted({int(p.tahun) for p in plan.pagu})
    return build.page(
        "plan.html",
        urls.under("renstra", plan.id),
        title=plan.nama,
        description=f"{plan.nama}: target, program, kegiatan, dan pagu seperti dicetak.",
        kind="renstra",
        section=SECTION,
        plan=plan,
        region=ctx.label("wilayah", plan.kode_wilayah),
        region_address=ctx.region_page(plan.kode_wilayah),
        goals=[
            Goal(
                goal,
                [i.nama for i in plan.indikator if i.tujuan == goal.nomor],
                [p for p in programs if p.program.tujuan == goal.nomor],
            )
            for goal in plan.tujuan
        ],
        other_programs=[p for p in programs if p.program.tujuan is None],
        other_indicators=[
            i.nama
            for i in plan.indikator
            if i.tujuan is None and i.nama not in {pair.listed for pair in pairs}
        ],
        is_by_order=any(not pair.is_stated for pair in pairs),
        different_indicators=different,
        achievement_chart=_achievement_chart(plan),
        achievements=[
            (
                row.year,
                *_counted(ctx, plan, row.year),
                _percent(row.target),
                _percent(row.realisation),
                _percent(row.ratio),
                _percent(
                    None
                    if row.realisation is None or row.target is None
                    else percent(row.realisation, row.target)
                ),
            )
            for row in printed_achievements(plan)
        ],
        recomputed=_recomputed(plan),
        target_chart=_target_chart(plan),
        targets=_targets(ctx, plan),
        years=years,
        programs=[_program(plan, program, years) for program in plan.program],
        checks=[
            *(
                _check(kind, [found for found in compared if found.kind == kind])
                for kind in _KINDS
            ),
            Check(_INDICATORS, *_INDICATOR_WORDS, len(pairs), len(different)),
        ],
        difference_count=sum(not found.agrees for found in compared),
        statements=list(dict.fromkeys((s.isi, s.tempat or "") for s in plan.pernyataan)),
        outliers=outliers(plan),
        shown=with_unit,
        growth_indicator=PLAN_INDICATOR if PLAN_INDICATOR in ctx.portal.indikator else "",
    )


def _percent(value: Fraction | None) -> str:
    return with_unit(value, "persen") or _DASH


def _check(kind: str, compared: Sequence[Comparison]) -> Check:
    differences = [found for found in compared if not found.agrees]
    return Check(kind, *_KINDS[kind], len(compared), len(differences), differences)


def _achievement_chart(plan: Renstra) -> Chart | None:
    rows = printed_achievements(plan)
    if not rows:
        return None
    return build_chart(
        "capaian",
        "Target dan realisasi yang dicetak",
        [r.year for r in rows],
        [r.realisation for r in rows],
        "persen",
        target=[r.target for r in rows],
        legend="Realisasi tercetak, persen",
        target_legend="Target tercetak",
    )


def _target_chart(plan: Renstra) -> Chart | None:
    rows = target_growth(plan)
    if not rows:
        return None
    return build_chart(
        "target",
        "Kondisi awal dan target dokumen",
        [r.year for r in rows],
        [r.documents for r in rows],
        "dokumen",
        legend="Dokumen KB dan PKS menurut rencana",
    )


def _recomputed(plan: Renstra) -> list[RecomputedRow]:
    """The printed achievements computed again from the documents they imply.

    Empty where the print allows several numbers: none of them would be more than a guess.
    """
    implied = implied_documents(plan)
    if any(len(numbers) > 1 for numbers in implied.values()):
        return []
    counts = {year: numbers[0] for year, numbers in implied.items()}
    printed = {row.year: row for row in printed_achievements(plan)}
    rows = (
        [RecomputedRow(min(counts), figure(counts[min(counts)]), *[_DASH] * 4)] if counts else []
    )
    for year in sorted(counts)[1:]:
        stated = printed[year]
        if stated.target is None:
            continue
        for one in achievements({y: counts[y] for y in (year - 1, year)}, stated.target):
            rows.append(
                RecomputedRow(
                    year,
                    figure(counts[year]),
                    _percent(one.realisation),
                    _percent(stated.realisation),
                    _percent(one.ratio),
                    _percent(stated.ratio),
                )
            )
    return rows


def _targets(ctx: Context, plan: Renstra) -> list[tuple[int, str, str, str, str, str]]:
    """The target documents with their growth, and what the portal counts in that region."""
    return [
        (
            row.year,
            figure(row.documents),
            _percent(row.growth),
            *_counted(ctx, plan, row.year),
        )
        for row in target_growth(plan)
    ]


def _counted(ctx: Context, plan: Renstra, year: int) -> tuple[str, str, str]:
    """The KB and PKS of a plan's region that the portal has of a year, their address and growth."""
    result = evaluate(ctx.portal).results.get(PLAN_INDICATOR)
    value = None if result is None else result.by_region.get((plan.kode_wilayah, str(year)))
    if value is None:
        return "0", "", _DASH
    shown = Figure(REGIONS, plan.kode_wilayah, value.tahun)
    address = records_of(PLAN_INDICATOR, shown) if value.pembilang else ""
    return figure(value.pembilang), address, _percent(value.nilai)


def _program(plan: Renstra, program: Program, years: Sequence[int]) -> ProgramPart:
    ceilings = {
        (p.kegiatan or "", int(p.tahun)): Fraction(p.pagu)
        for p in plan.pagu
        if p.program == program.nomor
    }
    activities = [k for k in plan.kegiatan if k.program == program.nomor]

    def amounts(number: str) -> list[Fraction | None]:
        return [ceilings.get((number, year)) for year in years]

    def cells(values: Sequence[Fraction | None]) -> list[str]:
        return [with_unit(v, "rupiah") or _DASH for v in values]

    parts = [amounts(k.nomor) for k in activities]
    found = {one.year: one for one in ceiling_sums(plan) if one.program == program}
    sums = [found[y].total if y in found else None for y in years]
    gaps = [(found[y].gap or None) if y in found else None for y in years]
    nothing = [False] * len(years)
    rows = [
        CeilingRow(k.nama, "kegiatan", _detail(k.indikator, k.target_per_tahun), cells(v), nothing)
        for k, v in zip(activities, parts, strict=True)
    ]
    marked = [gap is not None for gap in gaps]
    if parts:
        rows.append(CeilingRow("Jumlah kegiatan", "jumlah", "", cells(sums), marked))
    rows.append(CeilingRow("Pagu program", "program", "", cells(amounts("")), marked))
    if any(marked):
        rows.append(CeilingRow("Selisih", "selisih", "", cells(gaps), marked))
    return ProgramPart(program, rows, any(marked))


def _detail(indikator: str | None, target: str | None) -> str:
    return " · ".join(
        text for text in (indikator, f"target {target} per tahun" if target else None) if text
    )


def _offices(build: Builder) -> Page:
    ctx = build.ctx
    offices: dict[str, list[AngkaKantor]] = {}
    for record in ctx.portal.angka_kantor.values():
        offices.setdefault(record.kantor, []).append(record)
    return build.page(
        "office_figures.html",
        "angka-kantor/",
        title=ctx.title("angka_kantor"),
        description="Angka kerja sama yang diumumkan kantor pemerintah, seperti dicetak.",
        kind="angka-kantor",
        section=SECTION,
        offices=sorted(offices.items(), key=lambda item: item[0].casefold()),
        count=len(ctx.portal.angka_kantor),
    )
