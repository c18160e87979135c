"""What happened to agreements and when: the entries of the feeds and of the week's digest.

An event is a fact of the records, not of a build: its identity and its moment are the same in every
build that tells it, so nothing is announced twice. Which events there are at a date follows from
the records alone; a build that was left out loses none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from site_builder.history import WIB
from site_builder.history import Event as VersionEvent
from site_builder.portal import Portal
from site_builder.status import OVER, compute_states_on, stated_ends

__all__ = ["THRESHOLDS", "Event", "EventKind", "events_of", "latest"]

#: Days before its last day at which an agreement is announced as ending.
THRESHOLDS = (180, 90, 30, 7)
#: Entries of a feed: so many, and however many belong to the last days. A reader that asks once a
#: week misses none.
_KEPT = 100
_KEPT_DAYS = 7
#: A commit that records or changes more agreements than this is told as one piece of news.
_MANY = 25


class EventKind(StrEnum):
    """What can happen; the words are those of the addresses of the feeds."""

    RECORDED = "baru"
    SIGNED = "ditandatangani"
    CHANGED = "berubah"
    ENDING = "berakhir"


#: The versions of a record that are news.
_TOLD = {
    VersionEvent.DICATAT: EventKind.RECORDED,
    VersionEvent.DIUBAH: EventKind.CHANGED,
    VersionEvent.DIKEMBALIKAN: EventKind.CHANGED,
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to one agreement.

    Attributes:
        kind: What happened.
        record: Id of the agreement.
        key: Tells it from the other events of the record; never changes.
        moment: When, in WIB; a day is its first moment.
        end: Last day of validity, of an agreement that is ending.
        days: Days from the moment to that day.
        commit: Hash of the commit that recorded or changed the agreement.
        is_bulk: Whether the commit did so to many at once; feeds tell of them together.
        places: (table, field) of what changed, each once; field "" for whole rows.
    """

    kind: EventKind
    record: str
    key: str
    moment: datetime
    end: date | None = None
    days: int = 0
    commit: str = ""
    is_bulk: bool = False
    places: tuple[tuple[str, str], ...] = ()

    @property
    def identity(self) -> str:
        """The record and what happened, as a path: the part of an entry's id that is its own."""
        return f"{self.record}/{self.key}"


@dataclass(frozen=True, slots=True)
class _Events:
    found: Sequence[Event]


def events_of(portal: Portal) -> Sequence[Event]:
    """Return every event up to the date of the dataset, the newest first; computed once."""
    return portal.once(_Events, lambda: _find(portal)).found


def _find(portal: Portal) -> _Events:
    found = [*_versions(portal), *_signings(portal), *_endings(portal)]
    return _Events(sorted(found, key=lambda e: (-e.moment.timestamp(), e.record, e.key)))


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


def _versions(portal: Portal) -> Iterable[Event]:
    """Yield what Git tells: the first commit of a record, and each that changed what it says.

    Without a history there is nothing to tell, and what lies before a shallow clone is not guessed.
    """
    # Records that are gone count too, so that a commit never stops being one of many.
    sizes = Counter(
        version.commit
        for history in portal.histories.get("kerja_sama", {}).values()
        for version in history.versions
        if version.event in _TOLD
    )
    for record, history in portal.history.items():
        if record not in portal.kerja_sama:
            continue
        for version in history.versions:
            kind = _TOLD.get(version.event)
            if kind is not None:
                is_new = kind is EventKind.RECORDED
                yield Event(
                    kind,
                    record,
                    "baru" if is_new else f"berubah/{version.commit}",
                    version.time,
                    commit=version.commit,
                    is_bulk=sizes[version.commit] > _MANY,
                    places=tuple(dict.fromkeys((c.table, c.field) for c in version.changes)),
                )


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
