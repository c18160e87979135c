"""Calendars of endings (RFC 5545): of all agreements, of a region, of a party.

An agreement whose last day is known has one all-day event on it; its UID never changes, so an
extension moves the event. An end known only to the month or year is no event: any day would be
false, and a month-long one hides the days it covers. No alarms: whoever subscribes sets them, Google
ignores those of others, and the feeds announce the endings 180, 90, 30 and 7 days before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Timezone, TimezoneStandard, vText
from icalendar import Event as CalendarEvent
from icalendar.parser import Contentline, Parameters

from site_builder.endings import calendar_ending
from site_builder.history import WIB, RecordHistory
from site_builder.life import Life
from site_builder.model import KerjaSama
from site_builder.partial_date import in_words
from site_builder.render import urls
from site_builder.render.context import Context
from site_builder.render.feeds import feed_places, place_name
from site_builder.render.text import without_controls
from site_builder.status import OVER

__all__ = ["calendar_files", "ends_on"]

#: How long an ending stays in the calendars after its day.
_KEPT_DAYS = 366
#: Parties that the title of an event names; its description names all.
_NAMED = 3
_CLOSE = b"END:VCALENDAR\r\n"
#: Stamp of an agreement of which nothing is dated.
_NO_STAMP = date(2026, 1, 1)


def ends_on(life: Life, record: KerjaSama) -> date | None:
    """Return the last day of an agreement if it stands in the calendars.

    It does where the day is known, the agreement was not ended or superseded, and the day lies ahead
    or is at most a year gone.
    """
    ending = calendar_ending(life, record)
    if (
        ending is None
        or ending.first != ending.last
        or life.portal.states[record.id].status in OVER - {"berakhir"}
        or (life.portal.as_of - ending.first).days > _KEPT_DAYS
    ):
        return None
    return ending.first


def calendar_files(ctx: Context) -> Iterator[tuple[str, bytes]]:
    """Yield every calendar, empty ones included: somebody may have subscribed to them."""
    portal = ctx.portal
    ordered: list[tuple[date, str, bytes]] = []
    by_place: dict[tuple[str, str], list[tuple[date, str, bytes]]] = {}
    for record in portal.kerja_sama.values():
        end = ends_on(ctx.life, record)
        if end is None:
            continue
        row = (end, record.id, _event(ctx, record, end))
        ordered.append(row)
        for place in ctx.feeds_of(record):
            by_place.setdefault(place, []).append(row)
    frames = _Frames(ctx)
    yield urls.calendar(), frames.around(portal.package.descriptor["title"], ordered)
    for section, code, _ in feed_places(ctx):
        if section == "urusan":
            continue
        rows = by_place.get((section, code), ())
        yield urls.calendar(code, section), frames.around(place_name(ctx, section, code), rows)


def _authority(ctx: Context) -> str:
    """Return the domain that makes a UID unique in the world (RFC 7986 section 5.3)."""
    return str(ctx.portal.package.descriptor["tag"]).partition(",")[0]


class _Frames:
    """What stands around the events: the same in every calendar but for the name."""

    def __init__(self, ctx: Context) -> None:
        calendar = Calendar()
        calendar.add("prodid", f"-//{_authority(ctx)}//kerja sama daerah//ID")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-timezone", "Asia/Jakarta")
        calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", "P1D")
        calendar.add_component(_zone())
        head, zone, close = calendar.to_ical().partition(b"BEGIN:VTIMEZONE")
        self._head: bytes = head
        self._zone: bytes = (zone + close).removesuffix(_CLOSE)

    def around(self, name: str, rows: Sequence[tuple[date, str, bytes]]) -> bytes:
        """Return a calendar of these events, ordered by day."""
        text = vText(without_controls(f"Akhir masa berlaku: {name}"))
        lines = b"".join(
            Contentline.from_parts(key, Parameters(), text).to_ical() + b"\r\n"
            for key in ("NAME", "X-WR-CALNAME")
        )
        events = b"".join(event for _, _, event in sorted(rows))
        return self._head + lines + self._zone + events + _CLOSE


def _zone() -> Timezone:
    """Return the zone of the calendar: a calendar must have a component, even without an event."""
    zone = Timezone()
    zone.add("tzid", "Asia/Jakarta")
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1964, 1, 1))  # noqa: DTZ001 # local time by definition
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "WIB")
    zone.add_component(standard)
    return zone


def _event(ctx: Context, record: KerjaSama, end: date) -> bytes:
    row = ctx.summary(record)
    portal = ctx.portal
    address = portal.base_url + urls.agreement(record.id)
    numbers = [p.nomor_naskah for p in record.para_pihak if p.nomor_naskah]
    lines = [
        f"{row.bentuk} ({row.jenis}) antara {', '.join(row.parties)}.",
        *([f"Nomor: {'; '.join(numbers)}."] if numbers else []),
        f"Hari terakhir berlaku menurut catatan: {in_words(end)}. Keadaan terbaru dan sumbernya:",
        address,
    ]
    event = CalendarEvent()
    event.add("uid", f"{record.id}@{_authority(ctx)}")
    history = portal.history.get(record.id)
    event.add("dtstamp", _stamp(record, history))
    if history is not None:
        event.add("sequence", len(history.versions) - 1)
    event.add("dtstart", end)
    event.add("dtend", end + timedelta(days=1))
    event.add("summary", without_controls(f"Berakhir: {row.title} ({_who(row.parties)})"))
    event.add("description", without_controls("\n".join(lines)))
    event.add("url", address)
    event.add("categories", [row.jenis])
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    content: bytes = event.to_ical()
    return content


def _who(parties: Sequence[str]) -> str:
    """Return the parties as a calendar has room for: titles alone are often the same."""
    rest = len(parties) - _NAMED
    return ", ".join(parties[:_NAMED]) + (f", dan {rest} pihak lain" if rest > 0 else "")


def _stamp(record: KerjaSama, history: RecordHistory | None) -> datetime:
    """Return when the record last changed, or else when it was signed; never the clock."""
    if history is not None:
        return history.versions[0].time.astimezone(UTC)
    signed = record.tanggal_penandatanganan or record.tanggal_mulai
    day = signed.last if signed is not None else _NO_STAMP
    return datetime.combine(day, time(), tzinfo=WIB).astimezone(UTC)
