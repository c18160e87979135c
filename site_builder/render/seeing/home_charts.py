"""What the home page tells at a glance: since when, where, and who most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from site_builder.dataset import GOVERNMENTS
from site_builder.model import KerjaSama
from site_builder.render import urls
from site_builder.render.charts import Chart, build_chart, spark
from site_builder.render.context import UNKNOWN_YEAR, Context
from site_builder.render.seeing.atlas import Picture, atlas_of

__all__ = ["HomeCharts", "home_charts"]

#: Years of the chart, the running one included.
_YEARS = 15
_MOST = 6


@dataclass(frozen=True, slots=True)
class Active:
    """A region or party with its number, and its past as points of a small line."""

    name: str
    address: str
    count: int
    points: Sequence[str]
    words: str


@dataclass(frozen=True, slots=True)
class HomeCharts:
    """The pictures of the home page and the numbers they stand for."""

    chart: Chart | None
    years: Sequence[tuple[int, int]]
    earlier: int
    unknown: int
    provinces: Picture
    regions: Sequence[Active]
    others: Sequence[Active]


def home_charts(ctx: Context) -> HomeCharts:
    """Return the pictures of the home page."""
    portal = ctx.portal
    last = portal.as_of.year
    span = range(last - _YEARS + 1, last + 1)
    counts = {int(y): len(r) for y, r in portal.by_tahun.items() if y != UNKNOWN_YEAR}
    years = [(year, counts.get(year, 0)) for year in span]
    numbers = [Fraction(n) for _, n in years]
    chart = None
    if any(numbers):
        chart = build_chart(
            "tahun",
            ctx.gettext("Naskah menurut tahun penandatanganan"),
            list(span),
            numbers,
            "naskah",
            running=last,
            legend=ctx.gettext("naskah"),
            # There is no half a naskah, but there may be a line between two.
            write=lambda n: "" if n.denominator > 1 else ctx.language.number(n.numerator),
        )
    if chart is not None:
        peak = max(years, key=lambda y: (y[1], -y[0]))
        description = ctx.gettext(
            "Tahun %(first)s sampai %(last)s; terbanyak %(count)s naskah pada %(year)s. "
            "Semua angkanya ada pada tabel menurut tahun.",
            first=str(span[0]),
            last=str(last),
            count=peak[1],
            year=str(peak[0]),
        )
        chart = replace(chart, description=description)
    atlas = atlas_of(ctx)
    # Bodies that stand by themselves; what belongs to one is counted with it.
    others = sorted(
        (
            key
            for key in portal.by_mitra
            if portal.mitra[key].induk is None and portal.mitra[key].kelas not in GOVERNMENTS
        ),
        key=lambda key: (-len(portal.by_mitra[key]), portal.mitra[key].nama, key),
    )
    regions = sorted(portal.by_wilayah, key=lambda c: (-len(portal.by_wilayah[c]), c))
    return HomeCharts(
        chart,
        years,
        sum(n for year, n in counts.items() if year < span[0]),
        len(portal.by_tahun.get(UNKNOWN_YEAR, ())),
        atlas.regions("beranda", atlas.provinces, largest=26, letter=22, names=5, grows=False),
        [
            _active(
                ctx,
                ctx.label("wilayah", code),
                urls.under("wilayah", code),
                portal.by_wilayah[code],
                span,
            )
            for code in regions[:_MOST]
        ],
        [
            _active(ctx, portal.mitra[key].nama, urls.mitra(key), portal.by_mitra[key], span)
            for key in others[:_MOST]
        ],
    )


def _active(
    ctx: Context, name: str, address: str, records: Sequence[KerjaSama], span: range
) -> Active:
    counts = Counter(record.year for record in records)
    numbers = [counts[str(year)] for year in span]
    return Active(
        name,
        address,
        len(records),
        spark([Fraction(n) for n in numbers]),
        ctx.gettext(
            "%(sum)s sejak %(first)s, %(now)s pada %(last)s",
            sum=sum(numbers),
            first=str(span[0]),
            now=numbers[-1],
            last=str(span[-1]),
        ),
    )
