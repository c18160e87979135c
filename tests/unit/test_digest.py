"""The digest: every day in its week, states at their ends, empty weeks said so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from site_builder.events import EventKind
from site_builder.portal import Portal
from site_builder.render.build import Builder
from site_builder.render.context import Context
from site_builder.render.digest import digest_pages, weeks_of
from site_builder.status import compute_states
from tests.support import ROOT, agreement, dataset, portal_of, write_dataset


def at(portal: Portal, day: date) -> Portal:
    return replace(portal, as_of=day, states=compute_states(portal.kerja_sama, day))


def test_weeks_are_the_last_seven_days_and_eight_calendar_weeks() -> None:
    real = portal_of(ROOT / "records")
    for offset in range(8):
        day = date(2026, 12, 28) + timedelta(days=offset)
        weeks = weeks_of(at(real, day))
        assert (weeks[0].first, weeks[0].last) == (day - timedelta(days=6), day)
        assert len(weeks) == 9
        assert all(w.first.isoweekday() == 1 and w.last.isoweekday() == 7 for w in weeks[1:])
        assert all(w.last <= day for w in weeks)
        assert day - weeks[1].last < timedelta(days=7)
        for newer, older in pairwise(weeks[1:]):
            assert newer.first - older.last == timedelta(days=1)
    assert [w.anchor for w in weeks_of(at(real, date(2027, 1, 4)))][1:3] == [
        "2026-W53",
        "2026-W52",
    ]


def test_what_happened_stands_in_its_week(tmp_path: Path) -> None:
    records = write_dataset(
        tmp_path,
        dataset(
            agreement(tanggal_penandatanganan='"2026-11-18"', tanggal_berakhir='"2027-02-20"'),
            agreement(tanggal_berakhir='"2026-11-10"').replace(
                "id: pub-2022-0001", "id: pub-2022-0002"
            ),
        ),
    )
    portal = portal_of(records, date(2026, 11, 21))
    now, last, before = weeks_of(portal)[:3]
    assert [e.record for e in now.events[EventKind.SIGNED]] == ["pub-2022-0001"]
    assert [(r, a.status, b.status) for r, a, b in now.moves] == [
        ("pub-2022-0001", "penyusunan", "berlaku")
    ]
    assert [(r, a.status, b.status) for r, a, b in last.moves] == [
        ("pub-2022-0002", "segera-berakhir", "berakhir")
    ]
    assert [e.days for e in before.events[EventKind.ENDING]] == [7]
    later = weeks_of(at(portal, date(2026, 11, 22)))[0]
    assert [e.days for e in later.events[EventKind.ENDING]] == [90]


def test_an_empty_week_and_an_empty_dataset_say_so(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    portal = portal_of(tmp_path / "records")
    assert all(week.is_empty for week in weeks_of(portal))
    (page,) = digest_pages(Builder(Context(portal, "")))
    assert "Tidak ada yang tercatat dalam tujuh hari terakhir." in page.body
    assert page.body.count("tidak ada yang tercatat</summary>") == 8
