"""Feeds and calendars over time: each event once, always the same, none lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path

import feedparser
import pytest
import vobject
from defusedxml import ElementTree

from site_builder.events import THRESHOLDS, Event, EventKind, events_of, latest
from site_builder.history import WIB
from site_builder.portal import Portal
from site_builder.render import urls
from site_builder.render.calendars import calendar_files
from site_builder.render.context import Context
from site_builder.render.feeds import feed_files
from site_builder.status import compute_states
from tests.support import ROOT, agreement, dataset, portal_of, write_dataset

ATOM = "{http://www.w3.org/2005/Atom}"
START = date(2026, 5, 6)
DAYS = 200


def at(portal: Portal, day: date) -> Portal:
    """Return the same records at another date."""
    return replace(portal, as_of=day, states=compute_states(portal.kerja_sama, day))


def naskah(number: int, **changes: str | None) -> str:
    text = agreement(**changes)
    return text.replace("id: pub-2022-0001", f"id: pub-2022-{number:04d}", 1)


def crafted() -> dict[str, str]:
    """Terms that run out within the days of the test, and all that can happen to them."""
    return dataset(
        naskah(1, tanggal_berakhir='"2026-11-21"'),
        # Extended by an addendum 20 days before its end, to another end within the days.
        naskah(2, tanggal_berakhir='"2026-06-30"'),
        naskah(
            3,
            mengubah="pub-2022-0002",
            tanggal_penandatanganan='"2026-06-10"',
            tanggal_berakhir='"2026-10-31"',
        ),
        # Ended early, replaced, extended by a new naskah.
        naskah(
            4,
            tanggal_berakhir='"2026-10-01"',
            tanggal_pengakhiran='"2026-08-15"',
            alasan_pengakhiran="kesepakatan-para-pihak",
        ),
        naskah(5, tanggal_berakhir='"2026-09-30"'),
        naskah(
            6,
            memperpanjang="pub-2022-0005",
            tanggal_penandatanganan='"2026-09-10"',
            tanggal_berakhir='"2030-09-30"',
        ),
        # Known to the month only, to no day at all, and by its duration.
        naskah(7, tanggal_berakhir="2026-10"),
        naskah(8, tanggal_berakhir=None),
        naskah(
            9,
            tanggal_penandatanganan='"2021-10-02"',
            tanggal_berakhir=None,
            jangka_waktu="5 (lima) tahun",
        ),
        naskah(10, tanggal_penandatanganan='"2026-07-07"', tanggal_berakhir='"2026-09-01"'),
        naskah(11, tanggal_penandatanganan="2026-07", tanggal_berakhir='"2027-01-15"'),
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    return portal_of(write_dataset(tmp_path_factory.mktemp("data"), crafted()), START)


@cache
def real() -> Portal:
    return portal_of(ROOT / "records", START)


def portals(small: Portal) -> Iterator[tuple[Portal, int | None]]:
    """Yield datasets and how many of their feeds to read: all, or those of the whole portal."""
    yield small, None
    yield real(), len(urls.FEEDS)


def entries(feeds: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Yield (feed, id, the whole entry as text)."""
    for path, content in feeds.items():
        for entry in ElementTree.fromstring(content).iter(f"{ATOM}entry"):
            yield (
                path,
                entry.findtext(f"{ATOM}id") or "",
                ElementTree.tostring(entry, encoding="unicode"),
            )


def test_no_entry_changes_fires_twice_or_is_lost_over_two_hundred_days(small: Portal) -> None:
    for portal, count in portals(small):
        seen: dict[tuple[str, str], str] = {}
        previous: dict[str, set[str]] = {}
        for offset in range(DAYS):
            day = START + timedelta(days=offset)
            feeds = dict(islice(feed_files(Context(at(portal, day), "")), count))
            today: dict[str, set[str]] = {path: set() for path in feeds}
            for path, identity, text in entries(feeds):
                assert identity not in today[path], (day, path, identity)
                today[path].add(identity)
                # What was told once is told in the same words or no longer.
                assert seen.setdefault((path, identity), text) == text
            if offset:
                for path, found in today.items():
                    for identity in found - previous[path]:
                        # What is new today happened today: nothing old comes back.
                        updated = re.search(r"updated>(.*?)<", seen[path, identity])
                        assert updated is not None
                        assert updated[1] == f"{day.isoformat()}T00:00:00+07:00", identity
            previous = today
        told = {key for path, key in seen if path == "feed/berakhir.atom"}
        final = at(portal, START + timedelta(days=DAYS - 1))
        wanted = {
            e.identity
            for e in events_of(final)
            if e.kind is EventKind.ENDING and e.moment.date() > START
        }
        assert wanted
        assert wanted <= {identity.rpartition(":")[2] for identity in told}


def test_thresholds_follow_the_term_that_held_on_their_day(small: Portal) -> None:
    portal = at(small, START + timedelta(days=DAYS))
    found: dict[str, set[tuple[str, int]]] = {}
    for event in events_of(portal):
        if event.kind is EventKind.ENDING:
            assert event.end is not None
            assert event.moment.date() == event.end - timedelta(days=event.days)
            found.setdefault(event.record[-2:], set()).add((event.end.isoformat(), event.days))
    every = set(THRESHOLDS)
    assert found == {
        "01": {("2026-11-21", d) for d in every},
        # The old term reached 30 days; the addendum of 10 June silences its last week, and the
        # new term, already nearer than 180 days, is announced from 90 on.
        "02": {("2026-06-30", d) for d in (180, 90, 30)}
        | {("2026-10-31", d) for d in (90, 30, 7)},
        "04": {("2026-10-01", d) for d in (180, 90)},
        "05": {("2026-09-30", d) for d in (180, 90, 30)},
        "09": {("2026-10-01", d) for d in every},
        # Signed 56 days before its end.
        "10": {("2026-09-01", d) for d in (30, 7)},
        "11": {("2027-01-15", 180), ("2027-01-15", 90)},
    }


def test_only_signings_whose_day_is_known_are_told(small: Portal) -> None:
    portal = at(small, START + timedelta(days=DAYS))
    signed = {e.record[-2:]: e for e in events_of(portal) if e.kind is EventKind.SIGNED}
    assert "11" not in signed
    assert signed["10"].moment == datetime(2026, 7, 7, tzinfo=WIB)
    assert all(e.moment.date() <= portal.as_of for e in signed.values())
    assert "10" not in {e.record[-2:] for e in events_of(small)}


def test_a_feed_is_bounded_but_keeps_the_last_week_whole() -> None:
    def events(count: int, day: date) -> list[Event]:
        moment = datetime(day.year, day.month, day.day, tzinfo=WIB)
        return [Event(EventKind.SIGNED, str(i), "x", moment) for i in range(count)]

    as_of = date(2026, 11, 21)
    old, new = events(300, date(2026, 1, 1)), events(250, as_of - timedelta(days=7))
    assert len(latest(old, as_of)) == 100
    assert list(latest([*new, *old], as_of)) == new
    assert len(latest([*new[:20], *old], as_of)) == 100


def test_independent_parsers_accept_every_real_feed() -> None:
    portal = at(real(), date(2026, 11, 21))
    ids = set()
    feeds = list(feed_files(Context(portal, "")))
    # Every feed of the whole portal, and of the others one of eight: the parser is slow.
    for path, content in [*feeds[: len(urls.FEEDS)], *feeds[len(urls.FEEDS) :: 8]]:
        parsed = feedparser.parse(content)
        assert not parsed.bozo, (path, parsed.get("bozo_exception"))
        assert parsed.version == "atom10"
        feed = parsed.feed
        assert feed.id.startswith("tag:kerja-sama-daerah.github.io,2026:feed/"), path
        assert feed.id not in ids
        ids.add(feed.id)
        assert feed.title
        assert feed.updated_parsed
        assert feed.author == "Data terbuka kerja sama daerah"
        links = {link.rel: link.href for link in feed.links}
        assert links["self"] == f"https://contoh.id/portal/{path}"
        for entry in parsed.entries:
            assert entry.updated_parsed, path
            assert entry.link.startswith("https://contoh.id/portal/kerja-sama/")
            assert entry.summary
            assert {tag.term for tag in entry.tags} & {"ditandatangani", "berakhir"}
        moments = [entry.updated for entry in parsed.entries]
        assert moments == sorted(moments, reverse=True)


def _hostile(tmp_path: Path) -> Portal:
    """Return a dataset whose titles try to break out; some have what no file may hold."""
    portal = portal_of(write_dataset(tmp_path, crafted()), date(2026, 11, 21))
    title = "]]></title><script>alert(1)</script> & \"'\x00\x0b\x1b\ufffe\r\nEND:VEVENT;,\\"
    return replace(
        portal,
        kerja_sama={
            key: replace(record, tentang=title) for key, record in portal.kerja_sama.items()
        },
        mitra={
            key: replace(mitra, nama=f"Kota <b>&\x08{mitra.nama}")
            for key, mitra in portal.mitra.items()
        },
    )


def test_hostile_text_stays_text_in_feeds(tmp_path: Path) -> None:
    feeds = {p: c for p, c in feed_files(Context(_hostile(tmp_path), "")) if b"<entry>" in c}
    assert len(feeds) > 6
    for path, content in feeds.items():
        parsed = feedparser.parse(content)
        assert not parsed.bozo, (path, parsed.get("bozo_exception"))
        for entry in ElementTree.fromstring(content).iter(f"{ATOM}entry"):
            assert "]]></title><script>alert(1)" in (entry.findtext(f"{ATOM}title") or "")
            assert "Kota <b>&\ufffd" in (entry.findtext(f"{ATOM}summary") or "")


def test_hostile_text_stays_text_in_calendars(tmp_path: Path) -> None:
    files = dict(calendar_files(Context(_hostile(tmp_path), "")))
    events = vobject.readOne(files["kalender/semua.ics"].decode()).vevent_list
    assert {e.uid.value[-36:-26] for e in events}
    for event in events:
        assert "END:VEVENT;,\\" in event.summary.value
        assert event.summary.value.startswith("Berakhir: ]]></title>")


def test_an_event_names_the_parties_in_its_title(small: Portal) -> None:
    files = dict(calendar_files(Context(at(small, date(2026, 11, 21)), "")))
    events = vobject.readOne(files["kalender/wilayah/35.73.ics"].decode()).vevent_list
    assert events
    for event in events:
        assert event.summary.value.endswith(
            "(Pemerintah Kota Malang, Pemerintah Kabupaten Malang)"
        )


def test_a_region_and_a_party_have_a_feed_of_endings_alone(small: Portal) -> None:
    portal = at(small, date(2026, 11, 21))
    feeds = dict(feed_files(Context(portal, "")))
    for place in ("wilayah/35.73", "wilayah/35", "mitra/pemkab-malang"):
        every = {key: text for _, key, text in entries({"": feeds[f"feed/{place}.atom"]})}
        alone = {key: text for _, key, text in entries({"": feeds[f"feed/{place}/berakhir.atom"]})}
        assert alone == {k: t for k, t in every.items() if 'term="berakhir"' in t}
        assert alone.keys() < every.keys()
        assert not feedparser.parse(feeds[f"feed/{place}/berakhir.atom"]).bozo
    assert not any("urusan" in path and path.endswith("berakhir.atom") for path in feeds)


def test_calendars_have_one_event_for_each_known_day(small: Portal) -> None:
    portal = at(small, date(2026, 11, 21))
    files = dict(calendar_files(Context(portal, "")))
    found = {
        e.uid.value.partition("@")[0][-2:]: e.dtstart.value
        for e in vobject.readOne(files["kalender/semua.ics"].decode()).vevent_list
    }
    assert found == {
        "01": date(2026, 11, 21),
        "02": date(2026, 10, 31),
        "06": date(2030, 9, 30),
        "09": date(2026, 10, 1),
        "10": date(2026, 9, 1),
        "11": date(2027, 1, 15),
    }


def test_an_extension_moves_the_event_and_keeps_its_uid(small: Portal) -> None:
    def day_of(portal: Portal) -> dict[str, date]:
        files = dict(calendar_files(Context(portal, "")))
        events = vobject.readOne(files["kalender/semua.ics"].decode()).vevent_list
        return {e.uid.value: e.dtstart.value for e in events}

    uid = "pub-2022-0002@kerja-sama-daerah.github.io"
    assert day_of(at(small, date(2026, 6, 9)))[uid] == date(2026, 6, 30)
    assert day_of(at(small, date(2026, 6, 10)))[uid] == date(2026, 10, 31)


def test_independent_parsers_accept_every_real_calendar() -> None:
    portal = at(real(), date(2026, 11, 21))
    counted = 0
    for path, content in calendar_files(Context(portal, "")):
        lines = content.split(b"\r\n")
        assert lines[-1] == b""
        assert b"\n" not in b"".join(lines), path
        assert b"\r" not in b"".join(lines), path
        for line in lines:
            assert len(line) <= 75, path
            line.decode()  # no character is cut in two
        calendar = vobject.readOne(content.decode())
        assert calendar.x_wr_calname.value.startswith("Akhir masa berlaku: ")
        events = calendar.contents.get("vevent", [])
        counted += len(events)
        assert len({e.uid.value for e in events}) == len(events)
        for event in events:
            assert event.dtend.value - event.dtstart.value == timedelta(days=1)
            assert event.dtstamp.value.tzinfo is not None
            assert event.transp.value == "TRANSPARENT"
            assert event.url.value.startswith("https://contoh.id/portal/kerja-sama/")
    assert counted > 20
