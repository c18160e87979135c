"""The calendar of endings: what ends in the months ahead, what ended, and one page for each year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.endings import Calendar, Ending, build_calendar
from site_builder.partial_date import MONTHS
from site_builder.render.build import Builder
from site_builder.render.context import Summary
from site_builder.render.page import Page

__all__ = ["calendar_pages"]

#: Months shown ahead and behind on the first page, the current one counted ahead.
_AHEAD, _BEHIND = 18, 12
#: Entries of one month on the first page; the page of the year has all.
_SHOWN = 15
#: Shades of the strip.
_SHADES = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One end as shown."""

    ending: Ending
    summary: Summary


@dataclass(frozen=True, slots=True)
class Month:
    """A month, or what of a year has no month, with what ends in it."""

    id: str
    title: str
    year: int
    total: int
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Strip:
    """A year as twelve cells and one for what has no month; each a number and its shade."""

    year: int
    cells: Sequence[tuple[int, int]]
    total: int


def calendar_pages(build: Builder) -> Iterator[Page]:
    """Yield the calendar and the pages of its years."""
    calendar = build_calendar(build.ctx.life)
    today = build.ctx.portal.as_of
    here = today.year * 12 + today.month - 1

    def first(year: int, month: int | None) -> Month:
        endings = calendar.years.get(year, {}).get(month, ())
        return _month(build, year, month, endings[:_SHOWN], len(endings))

    def counted(months: range) -> list[Month]:
        found = (first(m // 12, m % 12 + 1) for m in months)
        return [month for month in found if month.total]

    years = range(today.year, (here + _AHEAD - 1) // 12 + 1)
    strips = _strips(calendar)
    yield build.page(
        "calendar.html",
        "kalender/",
        title="Kalender akhir masa berlaku",
        description="Naskah kerja sama menurut hari dan bulan berakhirnya.",
        kind="kalender",
        section="peta/",
        assets=("lihat.css",),
        ahead=counted(range(here, here + _AHEAD)),
        vague=[month for year in years if (month := first(year, None)).total],
        behind=counted(range(here - 1, here - 1 - _BEHIND, -1)),
        counts=(_AHEAD, _BEHIND),
        strips=strips,
        names=MONTHS,
        unknown=calendar.unknown,
    )
    for strip in strips:
        yield from _year(build, calendar, strip)


def _strips(calendar: Calendar) -> list[Strip]:
    most = max((len(e) for months in calendar.years.values() for e in months.values()), default=1)
    return [
        Strip(
            year,
            [(n, -(-n * _SHADES // most)) for n in (len(months.get(m, ())) for m in _MONTHS)],
            sum(map(len, months.values())),
        )
        for year, months in calendar.years.items()
    ]


_MONTHS: Sequence[int | None] = (*range(1, 13), None)


def _month(
    build: Builder, year: int, month: int | None, shown: Sequence[Ending], total: int
) -> Month:
    return Month(
        f"bulan-{year}-{month:02d}" if month is not None else f"tahun-{year}",
        f"{MONTHS[month - 1]} {year}" if month is not None else f"Suatu waktu dalam {year}",
        year,
        total,
        [Entry(e, build.ctx.summary(e.record)) for e in shown],
    )


def _year(build: Builder, calendar: Calendar, strip: Strip) -> Iterator[Page]:
    year = strip.year
    endings = [e for month in _MONTHS for e in calendar.years[year].get(month, ())]
    for path, pager, part in build.paged(f"kalender/{year}/", endings):
        months: dict[int | None, list[Ending]] = {}
        for ending in part:
            months.setdefault(ending.month, []).append(ending)
        yield build.page(
            "calendar_year.html",
            path,
            title=pager.titled(f"Berakhir pada {year}"),
            description=f"{strip.total} naskah kerja sama yang masa berlakunya berakhir pada {year}.",
            kind="kalender-tahun",
            section="peta/",
            assets=("lihat.css",),
            strip=strip,
            names=MONTHS,
            pager=pager,
            months=[
                _month(build, year, month, found, len(calendar.years[year][month]))
                for month, found in months.items()
            ],
        )
