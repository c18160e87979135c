"""The indicators: a card for each, and a page with value, trend, formula and records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from site_builder.indicators import REGIONS, Result, Value, classification_names, evaluate
from site_builder.partial_date import in_words
from site_builder.plan_audit import target_growth, years_of
from site_builder.plan_model import Indikator, Renstra
from site_builder.ratios import figure, with_unit
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.charts import Chart, build_chart, spark
from site_builder.render.context import Context, lower_first, upper_first
from site_builder.render.indicator_classes import class_label, class_order, class_title
from site_builder.render.indicator_records import UNDATED, Figure, RecordLists
from site_builder.render.indicator_words import (
    CAUTION,
    basis,
    in_calendar_units,
    is_too_few,
    noun,
    short_basis,
)
from site_builder.render.page import Page
from site_builder.render.record_sections import Item, item

__all__ = ["PLAN_INDICATOR", "indicator_pages"]

#: The indicator whose counts plans set targets for.
PLAN_INDICATOR = "pertumbuhan-kb-pks"
SECTION = "indikator/"
#: Records listed on a page; the rest is in the download.
_SHOWN = 40
_REGIONS_SHOWN = 40
_COLUMNS = 5
_UNDEFINED = "tidak dapat dihitung"
#: Order of the cards: what plans ask for first, then counts, shares and times.
_ORDER = ("pertumbuhan", "jumlah", "persen", "rasio", "median")
_DIRECTIONS = {
    "naik": "Naik berarti membaik.",
    "turun": "Turun berarti membaik.",
    "netral": "Naik atau turun tidak berarti membaik atau memburuk.",
}
_METHODS = {
    "jumlah": "Banyaknya catatan pembilang, masing-masing dihitung sekali.",
    "persen": "Banyaknya catatan pembilang dibagi banyaknya catatan penyebut, dikali 100.",
    "pertumbuhan": "Selisih banyaknya catatan dengan tahun sebelumnya, dibagi banyaknya pada tahun "
    "sebelumnya, dikali 100.",
    "median": "Nilai tengah dari nilai setiap catatan pembilang.",
    "rasio": "Jumlah nilai catatan pembilang dibagi jumlah nilai catatan penyebut, dikali 100.",
}
_METADATA = (
    "konsep",
    "definisi",
    "rumus",
    "satuan",
    "klasifikasi",
    "periode",
    "sumber_data",
    "dasar",
    "arah",
    "target",
    "sumber_target",
    "catatan",
)


@dataclass(frozen=True, slots=True)
class Card:
    """An indicator on the overview.

    Attributes:
        id: Id of the indicator.
        nama: Its name.
        value: The value in words.
        unit: Unit beside it, "" where the value has it.
        longer: The same time in years and months, "" where days tell it.
        basis: What the value rests on: part and whole, or the number of records.
        caution: That this is too little to conclude from, or "".
        when: Its year, "" for the date of the data.
        spark: Small line of the years.
    """

    id: str
    nama: str
    value: str
    unit: str
    longer: str
    basis: str
    caution: str
    when: str
    spark: Sequence[str]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as shown, with the figure it is of and the part of it; "" for both parts."""

    text: str
    figure: Figure | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A table of values by class: one row per class, one column per year or figure."""

    heading: str
    first: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, str, Sequence[Number]]]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Behind:
    """The records of numerator or denominator that a page lists."""

    name: str
    heading: str
    total: int
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A plan's targets beside what the portal counts in its region."""

    renstra: Renstra
    region: str
    chart: Chart | None
    rows: Sequence[tuple[int, str, Number, str]]


def indicator_pages(build: Builder) -> Iterator[Page]:
    """Yield the overview and the page of each indicator."""
    results = evaluate(build.ctx.portal).results
    cards = {i: _card(build.ctx, result) for i, result in results.items()}
    ordered = sorted(results.values(), key=lambda r: _ORDER.index(r.indikator.cara))
    yield build.page(
        "indicators.html",
        SECTION,
        title="Indikator",
        description="Indikator kerja sama daerah yang dihitung dari data portal, dengan rumusnya.",
        kind="indikator-daftar",
        section=SECTION,
        groups=[
            (
                heading,
                lead,
                [cards[r.indikator.id] for r in ordered if r.indikator.periode == period],
            )
            for heading, lead, period in (
                (
                    "Pada tanggal data",
                    "Keadaan pada tanggal data; garis kecilnya keadaan pada akhir lima tahun terakhir.",
                    "keadaan",
                ),
                (
                    "Per tahun",
                    "Satu nilai untuk setiap tahun. Yang tampak di sini tahun lengkap yang terakhir.",
                    "tahunan",
                ),
            )
        ],
        plan_count=len(build.ctx.portal.renstra),
        office_count=len(build.ctx.portal.angka_kantor),
    )
    for result in results.values():
        yield from _pages(build, result, cards[result.indikator.id])


def _current(ctx: Context, result: Result) -> Value | None:
    """The value shown first: at the date of the data, or of the last complete year."""
    values = result.national
    if result.indikator.periode == "keadaan":
        return values[0] if values else None
    return next((v for v in reversed(values) if int(v.tahun) <= _last_year(ctx)), None)


def _last_year(ctx: Context) -> int:
    """The last year that is over at the date of the data."""
    return (ctx.portal.as_of + timedelta(days=1)).year - 1


def _card(ctx: Context, result: Result) -> Card:
    value = _current(ctx, result)
    indikator = result.indikator
    complete = _series(ctx, result)
    if indikator.periode == "tahunan":
        complete = [(y, v) for y, v in complete if y <= _last_year(ctx)]
    return Card(
        indikator.id,
        indikator.nama,
        _shown(indikator, None if value is None else value.nilai),
        "" if indikator.satuan == "persen" else indikator.satuan,
        in_calendar_units(value.nilai)
        if indikator.satuan == "hari" and value is not None and value.nilai is not None
        else "",
        "" if value is None else basis(indikator.cara, value, noun(ctx.portal, result)),
        CAUTION if value is not None and is_too_few(indikator.cara, value) else "",
        value.tahun if value is not None else "",
        spark([v.nilai for _, v in complete[-20:]]),
    )


def _series(ctx: Context, result: Result) -> list[tuple[int, Value]]:
    """The values over all agreements by year; that at the date of the data stands for its year."""
    return sorted(
        ((int(v.tahun or ctx.portal.as_of.year), v) for v in result.national), key=lambda i: i[0]
    )


def _shown(indikator: Indikator, value: Fraction | None) -> str:
    """A value as shown, the per cent sign with it; other units stand beside it."""
    if value is None:
        return _UNDEFINED
    return with_unit(value, "persen") if indikator.satuan == "persen" else figure(value)


def _pages(build: Builder, result: Result, card: Card) -> Iterator[Page]:
    ctx = build.ctx
    indikator = result.indikator
    current = _current(ctx, result)
    yearly = _series(ctx, result)
    is_yearly = indikator.periode == "tahunan"
    series = [
        (
            v.tahun or in_words(ctx.portal.as_of),
            is_yearly and year > _last_year(ctx),
            _numbers(indikator, v, Figure("", "", v.tahun)),
        )
        for year, v in reversed(yearly)
    ]
    breakdowns = list(_breakdowns(ctx, result))
    plans = _plans(ctx, result) if indikator.id == PLAN_INDICATOR else []
    numbers = [
        *(number for _, _, row in series for number in row),
        *(number for b in breakdowns for _, _, row in b.rows for number in row),
        *(count for plan in plans for _, _, count, _ in plan.rows),
    ]
    shown = [number.figure for number in numbers if number.figure is not None]
    # The pages of the plans show the same figures for more years.
    shown += [
        Figure(REGIONS, plan.renstra.kode_wilayah, str(year))
        for plan in plans
        for year in years_of(plan.renstra)
    ]
    undated = Figure("", "", UNDATED)
    lists = RecordLists(
        build, result, [*shown, *_current_figure(current), *([undated] if result.undated else [])]
    )
    yield build.page(
        "indicator.html",
        urls.under("indikator", indikator.id),
        title=indikator.nama,
        description=indikator.definisi,
        kind="indikator",
        section=SECTION,
        indikator=indikator,
        card=card,
        what=noun(ctx.portal, result),
        is_yearly=is_yearly,
        is_latest=is_yearly and current is not None and int(current.tahun) == _last_year(ctx),
        target=_target(indikator),
        direction=_DIRECTIONS[indikator.arah],
        method=_METHODS[indikator.cara],
        undated=(len(result.undated), lists.place(undated)) if result.undated else None,
        chart=_trend(ctx, indikator, yearly),
        base_title="Tahun sebelumnya" if indikator.cara == "pertumbuhan" else "Penyebut",
        has_base=indikator.cara in ("persen", "pertumbuhan", "rasio"),
        has_count=indikator.cara != "jumlah",
        series=series,
        breakdowns=breakdowns,
        lists=lists,
        behind=_behind(ctx, result, current),
        current=current,
        now=next(iter(_current_figure(current)), None),
        plans=plans,
        metadata=[
            (ctx.title("indikator", name), getattr(indikator, name) or "") for name in _METADATA
        ],
    )
    yield from lists.pages()


def _current_figure(current: Value | None) -> Iterable[Figure]:
    return () if current is None else (Figure("", "", current.tahun),)


def _numbers(indikator: Indikator, value: Value, counted: Figure) -> list[Number]:
    """The numbers of a value: what was counted leads to the records, the quotient of both does not."""
    if indikator.cara == "jumlah":
        return [Number(_shown(indikator, value.nilai), counted)]
    numbers = [Number(figure(value.pembilang), counted, "pembilang")]
    if value.penyebut is not None:
        numbers.append(Number(figure(value.penyebut), counted, "penyebut"))
    return [*numbers, Number(_shown(indikator, value.nilai))]


def _target(indikator: Indikator) -> str:
    """The target with its source, "" where there is none."""
    if indikator.target is None:
        return ""
    value = with_unit(Fraction(indikator.target), indikator.satuan)
    return f"Target {value}: {indikator.sumber_target}"


def _trend(
    ctx: Context, indikator: Indikator, values: Sequence[tuple[int, Value]]
) -> Chart | None:
    as_line = indikator.cara != "jumlah"
    is_yearly = indikator.periode == "tahunan"
    if as_line and is_yearly:  # a ratio of a part of a year would be read as a fall
        values = [(year, v) for year, v in values if year <= _last_year(ctx)]
    if not values:
        return None
    target = [] if indikator.target is None else [Fraction(indikator.target)] * len(values)
    return build_chart(
        "tren",
        f"{indikator.nama} {'per tahun' if is_yearly else 'pada akhir tahun'}",
        [year for year, _ in values],
        [v.nilai for _, v in values],
        indikator.satuan,
        running=_last_year(ctx) + 1,
        as_line=as_line,
        target=target,
        legend=f"{indikator.nama}, {indikator.satuan}",
        target_legend=_target(indikator),
    )


# --- breakdowns -----------------------------------------------------------------------------


def _breakdowns(ctx: Context, result: Result) -> Iterator[Breakdown]:
    for name in classification_names(result.indikator):
        order = class_order(ctx, name)
        values = [v for v in result.values if v.klasifikasi == name and _is_shown(result, v)]
        classes = sorted(
            {v.kelas for v in values}, key=lambda c: (not c, order.get(c, len(order)), c)
        )
        yield from _breakdown(ctx, result, name, values, classes)
    values = [v for v in result.values if v.wilayah and _is_shown(result, v)]
    weight: dict[str, int] = {}
    for v in values:
        if not v.tahun or int(v.tahun) > ctx.portal.as_of.year - _COLUMNS:
            weight[v.wilayah] = weight.get(v.wilayah, 0) + v.pembilang + (v.penyebut or 0)
    codes = sorted(weight, key=lambda c: (-weight[c], c))
    yield from _breakdown(
        ctx,
        result,
        REGIONS,
        values,
        codes[:_REGIONS_SHOWN],
        left_out=len({v.wilayah for v in values}) - len(codes[:_REGIONS_SHOWN]),
    )


def _is_shown(result: Result, value: Value) -> bool:
    """A breakdown of a state shows the date of the data; past years are in the download."""
    return result.indikator.periode == "tahunan" or not value.tahun


def _breakdown(
    ctx: Context,
    result: Result,
    name: str,
    values: Sequence[Value],
    classes: Sequence[str],
    *,
    left_out: int = 0,
) -> Iterator[Breakdown]:
    if not classes:
        return
    indikator = result.indikator
    title = class_title(ctx, name)
    found = {((v.wilayah if name == REGIONS else v.kelas), v.tahun): v for v in values}
    if indikator.periode == "tahunan":
        years = [str(ctx.portal.as_of.year - n) for n in reversed(range(_COLUMNS))]
        columns = years
        blank = "0" if indikator.cara == "jumlah" else ""
        rows = [
            (
                *class_label(ctx, name, code),
                [
                    Number(blank)
                    if value is None
                    else Number(_with_basis(indikator, value), Figure(name, code, year))
                    for year, value in ((y, found.get((code, y))) for y in years)
                ],
            )
            for code in classes
        ]
    else:
        columns = _state_columns(indikator)
        rows = [
            (
                *class_label(ctx, name, code),
                _numbers(indikator, found[code, ""], Figure(name, code, "")),
            )
            for code in classes
        ]
    yield Breakdown(f"Menurut {lower_first(title)}", title, columns, rows, left_out)


def _with_basis(indikator: Indikator, value: Value) -> str:
    """A value as a table shows it that has no column for what the value rests on."""
    shown = _shown(indikator, value.nilai)
    rests_on = short_basis(indikator.cara, value)
    return f"{shown} ({rests_on})" if rests_on and value.nilai is not None else shown


def _state_columns(indikator: Indikator) -> list[str]:
    """The headings of what `_numbers` gives of a state."""
    unit = upper_first(indikator.satuan)
    if indikator.cara == "jumlah":
        return [unit]
    if indikator.cara in ("persen", "rasio"):
        return ["Pembilang", "Penyebut", unit]
    return ["Banyaknya catatan", unit]


# --- records --------------------------------------------------------------------------------


def _behind(ctx: Context, result: Result, current: Value | None) -> list[Behind]:
    if current is None:
        return []
    found = []
    for part, heading in (("pembilang", "Pembilang"), ("penyebut", "Penyebut")):
        if part == "penyebut" and result.indikator.penyebut is None:
            continue
        records = result.parts[part].get(current.tahun, ())
        ordered = sorted(records, key=lambda r: ctx.rank.get(r, 0))
        found.append(Behind(part, heading, len(records), [item(ctx, r) for r in ordered[:_SHOWN]]))
    return found


def _plans(ctx: Context, result: Result) -> list[PlanPart]:
    """Every plan with yearly targets of documents, beside the documents counted in its region."""
    found = []
    for renstra in ctx.portal.renstra.values():
        rows = target_growth(renstra)
        if not rows:
            continue
        counted = {
            r.year: value
            for r in rows
            if (value := result.by_region.get((renstra.kode_wilayah, str(r.year)))) is not None
        }
        region = ctx.label("wilayah", renstra.kode_wilayah)
        years = [r.year for r in rows]
        counts = [Fraction(counted[y].pembilang if y in counted else 0) for y in years]
        found.append(
            PlanPart(
                renstra,
                region,
                build_chart(
                    f"sasaran-{renstra.id}",
                    f"KB dan PKS {region}: target rencana dan yang tercatat di portal",
                    years,
                    counts,
                    "dokumen",
                    target=[r.documents for r in rows],
                    legend="KB dan PKS yang tercatat di portal",
                    target_legend="Kondisi awal dan target rencana",
                ),
                [
                    (
                        r.year,
                        figure(r.documents),
                        Number(
                            figure(count),
                            Figure(REGIONS, renstra.kode_wilayah, str(r.year)),
                            "pembilang",
                        ),
                        _shown(
                            result.indikator, counted[r.year].nilai if r.year in counted else None
                        ),
                    )
                    for r, count in zip(rows, counts, strict=True)
                ],
            )
        )
    return found
