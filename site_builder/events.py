"""What happened to agreements and when: the entries of the feeds and of the week's digest.

An event is a fact of the records, not of a build: its identity and its moment are the same in every
build that tells it, so nothing is announced twice. Which events there are at a date follows from
the records alone; a build that was left out loses none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

from site_builder.life import OVER
from site_builder.portal import Portal
from site_builder.status import compute_states_on, stated_ends

__all__ = ["THRESHOLDS", "WIB", "Event", "EventKind", "events_of", "latest"]

#: Days before its last day at which an agreement is announced as ending.
THRESHOLDS = (180, 90, 30, 7)
#: Western Indonesian Time, the zone of the days on this site.
WIB = timezone(timedelta(hours=7))
#: Entries of a feed: so many, and however many belong to the last days. A reader that asks once a
#: week misses none.
_KEPT = 100
_KEPT_DAYS = 7


class EventKind(StrEnum):
    """What can happen; the words are those of the addresses of the feeds."""

    SIGNED = "ditandatangani"
    ENDING = "berakhir"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to one agreement.

    Attributes:
        kind: What happened.
        record: Id of the agreement.
        key: Tells it from the other events of the record; never changes.
        moment: When, with its offset; a day is its first moment in Jakarta.
        end: Last day of validity, of an agreement that is ending.
        days: Days from the moment to that day.
    """

    kind: EventKind
    record: str
    key: str
    moment: datetime
    end: date | None = None
    days: int = 0

    @property
    def identity(self) -> str:
        """The record and what happened, as a path: the part of an entry's id that is its own."""
        return f"{self.record}/{self.key}"


@dataclass(frozen=True, slots=True)
class _Events:
    found: Sequence[Event]


def events_of(portal: Portal) -> Sequence[Event]:
    """Return every event up to the date of the dataset, the newest first; computed once."""
    known = portal.computed.get(_Events)
    if not isinstance(known, _Events):
        found = [*_signings(portal), *_endings(portal)]
        found.sort(key=lambda e: (-e.moment.timestamp(), e.record, e.key))
        portal.computed[_Events] = known = _Events(found)
    return known.found


def latest(events: Sequence[Event], as_of: date) -> Sequence[Event]:
    """Return the part of a feed that is published: the newest, none of the last week left out.

    Args:
        events: The newest first.
        as_of: The date of the dataset.
    """
    since = _start_of(as_of - timedelta(days=_KEPT_DAYS))
    count = min(_KEPT, len(events))
    while count < len(events) and events[count].moment >= since:
        count += 1
    return events[:count]


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=WIB)


def _signings(portal: Portal) -> Iterable[Event]:
    """Yield signings whose day is known: a month or a year has no moment."""
    for record in portal.kerja_sama.values():
        signed = record.tanggal_penandatanganan
        if signed is not None and signed.is_exact and signed.first <= portal.as_of:
            yield Event(EventKind.SIGNED, record.id, "ditandatangani", _start_of(signed.first))


def _endings(portal: Portal) -> Iterable[Event]:
    """Yield every threshold an agreement crossed on its way to a last day that is known.

    It was crossed if on that very day this was the last day in force and the agreement was not
    over; so an extension silences what is left of the old term and repeats nothing. The last day
    is part of the key: the next term has thresholds of its own.
    """
    crossings: dict[date, list[tuple[str, date, int]]] = {}
    for record, ends in stated_ends(portal.kerja_sama).items():
        for end in ends:
            for days in THRESHOLDS:
                day = end - timedelta(days=days)
                if day <= portal.as_of:
                    crossings.setdefault(day, []).append((record, end, days))
    states = compute_states_on(
        portal.kerja_sama, {day: [c[0] for c in found] for day, found in crossings.items()}
    )
    for day, found in crossings.items():
        for record, end, days in found:
            state = states[record, day]
            is_alive = state.status not in OVER and state.status != "penyusunan"
            if is_alive and state.ends_from == state.ends_to == end:
                key = f"berakhir/{end.isoformat()}/{days}"
                yield Event(EventKind.ENDING, record, key, _start_of(day), end, days)
