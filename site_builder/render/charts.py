"""Charts made on the server: places in per cent of the width and in pixels of the height.

Drawn by ``_charts.html`` without script and without scaling the text. Every chart stands beside a
table with the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from site_builder.ratios import figure, with_unit

__all__ = ["Chart", "build_chart", "spark"]

HEIGHT = 250
_TOP, _BOTTOM = 14, 226
#: Width kept for the words of the axis, in per cent.
_LEFT = 11.0
_LABELS = 8
_TICKS = 4
_SPARK = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """A column; the year that is still running is drawn hollow."""

    x: float
    width: float
    y: float
    height: float
    is_running: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the macro draws; x in per cent, y in pixels."""

    id: str
    title: str
    description: str
    height: int
    zero: float
    bars: Sequence[Bar]
    dots: Sequence[tuple[float, float]]
    lines: Sequence[tuple[float, float, float, float]]
    target: Sequence[tuple[float, float, float, float]]
    grid: Sequence[tuple[float, str]]
    years: Sequence[tuple[float, str]]
    legend: str
    target_legend: str


def build_chart(
    name: str,
    title: str,
    years: Sequence[int],
    values: Sequence[Fraction | None],
    unit: str,
    *,
    running: int | None = None,
    as_line: bool = False,
    target: Sequence[Fraction | None] = (),
    legend: str = "",
    target_legend: str = "",
    write: Callable[[Fraction], str] = figure,
) -> Chart | None:
    """Place a yearly series, and a second one as a dashed line; None where nothing is defined.

    Args:
        name: Part of the ids in the page.
        title: Name of the chart.
        years: One for each value, ascending.
        values: None where undefined: a gap.
        unit: Unit of the values.
        running: The year that is not over yet.
        as_line: Points joined by a line instead of columns.
        target: A second series over the same years.
        legend: What the columns or points are.
        target_legend: What the dashed line is.
        write: Writes the numbers of the axis; the Indonesian way unless told.
    """
    known = [v for v in (*values, *target) if v is not None]
    if not known:
        return None
    low, high, step = _scale(known)

    def y_of(value: Fraction | float) -> float:
        return round(_BOTTOM - (float(value) - low) / (high - low) * (_BOTTOM - _TOP), 1)

    band = (100 - _LEFT) / len(years)
    centres = [round(_LEFT + band * (i + 0.5), 2) for i in range(len(years))]
    zero = y_of(0)
    bars = []
    dots = []
    for year, x, value in zip(years, centres, values, strict=True):
        if value is None:
            continue
        y = y_of(value)
        if as_line:
            dots.append((x, y))
        else:
            bars.append(
                Bar(
                    round(x - band * 0.35, 2),
                    round(band * 0.7, 2),
                    min(y, zero),
                    max(abs(zero - y), 1),
                    year == running,
                )
            )
    every = math.ceil(len(years) / _LABELS)
    last = len(years) - 1
    return Chart(
        id=name,
        title=title,
        description=_description(years, values, unit),
        height=HEIGHT,
        zero=zero,
        bars=bars,
        dots=dots,
        lines=_segments(centres, values, y_of) if as_line else [],
        target=_segments(centres, target, y_of) if target else [],
        grid=[
            (y_of(low + step * n), write(Fraction(str(round(low + step * n, 6)))))
            for n in range(round((high - low) / step) + 1)
        ],
        years=[
            (x, str(year))
            for i, (x, year) in enumerate(zip(centres, years, strict=True))
            if (last - i) % every == 0
        ],
        legend=legend,
        target_legend=target_legend,
    )


def _scale(values: Sequence[Fraction]) -> tuple[float, float, float]:
    """Return the ends of the axis and the step between its lines; zero is always on it."""
    low, high = min(0.0, *map(float, values)), max(0.0, *map(float, values))
    rough = (high - low or 1) / _TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= rough)
    return math.floor(low / step) * step, max(math.ceil(high / step), 1) * step, step


def _segments(
    centres: Sequence[float],
    values: Sequence[Fraction | None],
    y_of: Callable[[Fraction], float],
) -> list[tuple[float, float, float, float]]:
    """Join neighbouring years that both have a value."""
    return [
        (x1, y_of(v1), x2, y_of(v2))
        for (x1, v1), (x2, v2) in pairwise(zip(centres, values, strict=True))
        if v1 is not None and v2 is not None
    ]


def _description(years: Sequence[int], values: Sequence[Fraction | None], unit: str) -> str:
    known = [(v, y) for y, v in zip(years, values, strict=True) if v is not None]
    if not known:
        return "Tidak ada nilai."
    low, high = min(known), max(known)
    return (
        f"Tahun {years[0]} sampai {years[-1]}. Terendah {with_unit(low[0], unit)} pada {low[1]}, "
        f"tertinggi {with_unit(high[0], unit)} pada {high[1]}. Semua angkanya ada pada tabel."
    )


def spark(values: Sequence[Fraction | None]) -> list[str]:
    """Return the points of a small line, one list of points for each unbroken run."""
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return []
    low, high = min(Fraction(0), *known), max(known)
    span = high - low or Fraction(1)
    runs: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        x = _SPARK * place / max(len(values) - 1, 1)
        y = 26 - float((value - low) / span) * 24
        runs[-1].append(f"{x:.1f},{y:.1f}")
    return [" ".join(run) for run in runs if len(run) > 1]
