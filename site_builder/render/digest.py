"""The week's digest: what happened in the last seven days, and in the calendar weeks before.

Earlier weeks are computed from what is known today, and the page says so. They stand on one page,
so that no address comes and goes with the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from site_builder.events import Event, EventKind, events_of
from site_builder.portal import Portal
from site_builder.render.build import Builder
from site_builder.render.context import Context, Summary
from site_builder.render.feeds import event_words
from site_builder.render.page import Page
from site_builder.status import State, compute_states

__all__ = ["PATH", "Week", "digest_pages", "weeks_of"]

PATH = "ikhtisar/"
#: Complete calendar weeks shown before the last seven days.
_WEEKS = 8
#: Lines of one list; the number of the others is told.
_SHOWN = 20
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
#: The lists of a week, in their order.
_HEADINGS = {
    EventKind.RECORDED: "Baru dicatat di portal",
    EventKind.SIGNED: "Ditandatangani",
    EventKind.ENDING: "Mendekati akhir masa berlaku",
    EventKind.CHANGED: "Catatannya berubah",
}


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days.

    Attributes:
        first: Their first day.
        last: Their last day.
        anchor: The week in ISO 8601 (``2026-W46``), "" for the last seven days.
        events: What happened, by kind, the newest first.
        moves: (id, state before, state after) of every agreement whose state changed.
    """

    first: date
    last: date
    anchor: str
    events: Mapping[EventKind, Sequence[Event]]
    moves: Sequence[tuple[str, State, State]]

    @property
    def count(self) -> int:
        """How many pieces of news there are."""
        return len(self.moves) + sum(map(len, self.events.values()))

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened."""
        return not self.count


@dataclass(frozen=True, slots=True)
class _Line:
    row: Summary
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    heading: str
    lines: Sequence[_Line]
    more: int


def weeks_of(portal: Portal) -> list[Week]:
    """Return the last seven days up to the date of the dataset, then the calendar weeks before.

    The states are computed once for each end of a week: ten times the work of one date, whatever
    the number of records.
    """
    as_of = portal.as_of
    sunday = as_of - timedelta(days=as_of.isoweekday() % 7)
    spans = [(as_of - _WEEK + _DAY, as_of, "")]
    for number in range(_WEEKS):
        last = sunday - number * _WEEK
        year, week, _ = last.isocalendar()
        spans.append((last - _WEEK + _DAY, last, f"{year}-W{week:02d}"))
    states: dict[date, Mapping[str, State]] = {as_of: portal.states}

    def at(day: date) -> Mapping[str, State]:
        if day not in states:
            states[day] = compute_states(portal.kerja_sama, day)
        return states[day]

    weeks = []
    for first, last, anchor in spans:
        found: dict[EventKind, list[Event]] = {kind: [] for kind in _HEADINGS}
        for event in events_of(portal):
            day = event.moment.date()
            if day < spans[-1][0]:
                break
            if first <= day <= last:
                found[event.kind].append(event)
        before, after = at(first - _DAY), at(last)
        moves = [
            (record, before[record], state)
            for record, state in after.items()
            if state.status != before[record].status
        ]
        weeks.append(Week(first, last, anchor, found, moves))
    return weeks


def digest_pages(build: Builder) -> Iterator[Page]:
    """Yield the digest."""
    ctx = build.ctx
    weeks = weeks_of(ctx.portal)
    yield build.page(
        "digest.html",
        PATH,
        title="Ikhtisar mingguan",
        description="Kerja sama daerah dalam tujuh hari terakhir: yang baru dicatat, "
        "ditandatangani, berubah, dan mendekati akhir masa berlakunya.",
        kind="ikhtisar",
        section="pantauan/",
        weeks=[(week, _lists(ctx, week)) for week in weeks],
        newest=next((week for week in weeks[1:] if not week.is_empty), None),
        has_history=bool(ctx.portal.history),
    )


def _lists(ctx: Context, week: Week) -> list[_List]:
    lists = [
        _list(
            heading,
            [_line(ctx, event) for event in week.events[kind][:_SHOWN]],
            len(week.events[kind]),
        )
        for kind, heading in _HEADINGS.items()
    ]
    moved = [
        _Line(_row(ctx, record), "", before.status, after.status)
        for record, before, after in week.moves[:_SHOWN]
    ]
    lists.append(_list("Berganti keadaan", moved, len(week.moves)))
    return [found for found in lists if found.lines]


def _list(heading: str, lines: Sequence[_Line], total: int) -> _List:
    return _List(heading, lines, total - len(lines))


def _row(ctx: Context, record: str) -> Summary:
    return ctx.summary(ctx.portal.kerja_sama[record])


def _line(ctx: Context, event: Event) -> _Line:
    return _Line(_row(ctx, event.record), event_words(ctx, event))
