"""The calendar of endings: what ends in the months ahead, what ended, and one page for each year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.endings import Calendar, Ending, build_calendar
from site_builder.partial_date import in_words, parse_partial_date
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
    calendar = build_calendar(build.ctx.portal)
    today = build.ctx.portal.as_of
    here = today.year * 12 + today.month - 1
    ahead = [_month(build, calendar, *divmod(here + n, 12), _SHOWN) for n in range(_AHEAD)]
    behind = [
        _month(build, calendar, *divmod(here - n, 12), _SHOWN) for n in range(1, _BEHIND + 1)
    ]
    vague = [
        _vague(build, calendar, year, _SHOWN)
        for year in range(today.year, divmod(here + _AHEAD - 1, 12)[0] + 1)
    ]
    strips = _strips(calendar)
    yield build.page(
        "calendar.html",
        "kalender/",
        title="Kalender akhir masa berlaku",
        description="Naskah kerja sama menurut hari dan bulan berakhirnya.",
        kind="kalender",
        section="peta/",
        assets=("lihat.css",),
        ahead=[month for month in ahead if month.total],
        vague=[month for month in vague if month.total],
        behind=[month for month in behind if month.total],
        counts=(_AHEAD, _BEHIND),
        strips=strips,
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


def _name(year: int, month: int) -> str:
    parsed = parse_partial_date(f"{year:04d}-{month:02d}")
    return "" if parsed is None else in_words(parsed)


def _entries(build: Builder, endings: Sequence[Ending]) -> list[Entry]:
    return [Entry(e, build.ctx.summary(e.record)) for e in endings]


def _month(build: Builder, calendar: Calendar, year: int, month: int, shown: int) -> Month:
    """Return a month; `month` counts from 0."""
    endings = calendar.years.get(year, {}).get(month + 1, ())
    return Month(
        f"bulan-{year}-{month + 1:02d}",
        _name(year, month + 1),
        len(endings),
        _entries(build, endings[:shown]),
    )


def _vague(build: Builder, calendar: Calendar, year: int, shown: int) -> Month:
    endings = calendar.years.get(year, {}).get(None, ())
    return Month(
        f"tahun-{year}",
        f"Suatu waktu dalam {year}",
        len(endings),
        _entries(build, endings[:shown]),
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
            pager=pager,
            months=[
                Month(
                    f"tahun-{year}" if month is None else f"bulan-{year}-{month:02d}",
                    f"Suatu waktu dalam {year}" if month is None else _name(year, month),
                    len(calendar.years[year][month]),
                    _entries(build, found),
                )
                for month, found in months.items()
            ],
        )
