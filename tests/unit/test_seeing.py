"""Timelines, pairs, calendar and comparison: every agreement once, every picture as its table."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.counterparts import BUCKETS, bucket_of, counterparts_in, pairs_of
from site_builder.endings import build_calendar, ending_of
from site_builder.life import Life
from site_builder.model import KerjaSama
from site_builder.portal import Portal
from site_builder.render.build import Builder
from site_builder.render.calendars import ends_on
from site_builder.render.context import Context
from site_builder.render.language import Language, english, indonesian
from site_builder.render.page import Page
from site_builder.render.seeing import seeing_files, seeing_pages
from site_builder.render.seeing.atlas import ENOUGH, Picture, atlas_of
from site_builder.render.seeing.between_pages import between_files, shard_of
from site_builder.render.seeing.compare_pages import Side, compare
from site_builder.render.seeing.group_pages import glance_at_region, region_records, yearly
from site_builder.render.seeing.home_charts import home_charts
from site_builder.render.seeing.timelines import build_axis, build_bar, in_chains
from site_builder.status import OVER
from tests.life_support import agreements, life, naskah, portal
from tests.support import ROOT, portal_of


@cache
def real() -> Portal:
    return portal_of(ROOT / "records")


@cache
def real_pages() -> dict[str, Page]:
    return {p.path: p for p in seeing_pages(Builder(Context(real(), "")))}


# --- timelines --------------------------------------------------------------------------------


@given(agreements(), st.randoms(use_true_random=False))
def test_chains_hold_every_agreement_once_in_one_piece(
    records: list[KerjaSama], random: Random
) -> None:
    random.shuffle(records)
    rows = list(in_chains(records))
    assert sorted(r.record.id for r in rows) == sorted(r.id for r in records)
    place = {row.record.id: n for n, row in enumerate(rows)}
    for row in rows:
        if not row.depth:
            assert (row.link, row.above) == ("", "")
            continue
        assert getattr(row.record, row.link) == row.above
        assert place[row.above] < place[row.record.id]
        # Nothing of another chain stands between a record and the one it hangs from.
        between = rows[place[row.above] + 1 : place[row.record.id]]
        assert all(r.depth > rows[place[row.above]].depth for r in between)
    assert all(b.depth - a.depth <= 1 for a, b in pairwise(rows))


@given(agreements())
def test_bars_stay_on_the_axis(records: list[KerjaSama]) -> None:
    found = life(*records)
    axis = build_axis(found, records)
    assert axis.first <= found.portal.as_of <= axis.last
    assert 0 <= axis.today <= 100
    for record in records:
        bar = build_bar(found, record, axis)
        for stretch in (bar.sure, bar.fading, *bar.unsure):
            if stretch is not None:
                assert 0 <= stretch[0] <= stretch[1] <= 100
        known = record.tanggal_mulai or record.tanggal_penandatanganan or ending_of(found, record)
        drawn = bar.sure or bar.fading or bar.unsure or bar.outside
        assert bool(drawn) == bool(known)


@pytest.mark.parametrize(
    ("dates", "drawn", "words"),
    [
        (
            {"tanggal_penandatanganan": "2020-01-02", "tanggal_berakhir": "2025-01-02"},
            (True, 0, False),
            "Mulai 2 Januari 2020, berakhir 2 Januari 2025",
        ),
        (
            {"tanggal_penandatanganan": "2020", "tanggal_berakhir": "2025-03"},
            (True, 2, False),
            "Mulai 2020, berakhir dalam Maret 2025, harinya tidak tercatat",
        ),
        (
            {"tanggal_penandatanganan": "2020-01-02"},
            (False, 0, True),
            "Mulai 2 Januari 2020, akhirnya tidak tercatat",
        ),
        (
            {
                "tanggal_penandatanganan": "2020-01-02",
                "blanks": {"tanggal_berakhir": "tidak-berlaku"},
            },
            (True, 0, False),
            "Mulai 2 Januari 2020, tanpa batas waktu",
        ),
        (
            {"tanggal_berakhir": "2025"},
            (False, 1, False),
            "Mulainya tidak tercatat, berakhir dalam tahun 2025, bulannya tidak tercatat",
        ),
        ({}, (False, 0, False), "Mulainya tidak tercatat, akhirnya tidak tercatat"),
    ],
)
def test_what_is_not_known_is_drawn_apart_and_said(
    dates: dict[str, object], drawn: tuple[bool, int, bool], words: str
) -> None:
    record = naskah("a", **dates)
    found = life(record)
    bar = build_bar(found, record, build_axis(found, [record]))
    assert (bar.sure is not None, len(bar.unsure), bar.fading is not None) == drawn
    assert bar.words == words


def test_a_life_before_the_drawn_years_is_an_arrow() -> None:
    old = naskah("a", tanggal_penandatanganan="1990-01-01", tanggal_berakhir="1995-01-01")
    new = naskah("b", tanggal_penandatanganan="2020-01-01", tanggal_berakhir="2090-01-01")
    found = life(old, new)
    axis = build_axis(found, [old, new])
    assert build_bar(found, old, axis).outside == "before"
    cut = build_bar(found, new, axis)
    assert cut.outside == ""
    assert cut.sure is not None
    assert cut.sure[1] == 100


def test_rows_of_all_timeline_pages_are_the_agreements_of_the_region_or_party() -> None:
    found = real()
    ctx = Context(found, "")
    rows: Counter[str] = Counter()
    for path, page in real_pages().items():
        if page.kind == "lini-masa":
            rows[path.partition("linimasa/")[0]] += page.body.count("ksd-gantt-bar ")
    expected = {
        f"wilayah/{code}/": len(records)
        for code in ctx.codes["wilayah"]
        if len(records := region_records(ctx, code)) >= ENOUGH
    }
    regions = {path: n for path, n in rows.items() if path.startswith("wilayah/")}
    assert regions == expected
    parties = {path: n for path, n in rows.items() if path.startswith("mitra/")}
    assert parties
    for path, n in parties.items():
        assert n == len(found.by_mitra[path.split("/")[1]])


# --- pairs ------------------------------------------------------------------------------------


@given(agreements())
def test_pairs_partition_the_agreements_of_two(records: list[KerjaSama]) -> None:
    found = portal(*records)
    for mitra, own in found.by_mitra.items():
        for pair in pairs_of(found, mitra, own):
            both = {r.id for r in own} & {r.id for r in found.by_mitra[pair.mitra]}
            parts = [i for bucket in BUCKETS for i in pair.of(bucket)]
            assert sorted(parts) == sorted(both)
            assert pair.total == len(both)
            for bucket in BUCKETS:
                assert all(bucket_of(found, i) == bucket for i in pair.of(bucket))


@given(agreements())
def test_governments_see_each_other_alike(records: list[KerjaSama]) -> None:
    found = portal(*records)
    tops = [m for m in found.by_mitra if found.mitra[m].induk is None]
    seen = {(m, p.mitra): p.total for m in tops for p in pairs_of(found, m, found.by_mitra[m])}
    assert all(seen[b, a] == n for (a, b), n in seen.items())


def test_a_service_stands_for_its_government_but_not_to_itself() -> None:
    def meets(mitra: str, *parties: str) -> list[str]:
        from site_builder.model import Pihak
        from tests.life_support import filled

        record = naskah("a", para_pihak=tuple(filled(Pihak, mitra=p) for p in parties))
        return counterparts_in(portal(record), mitra, record)

    assert meets("pemkab-malang", "pemkab-malang", "dinas-kota-malang") == ["pemkot-malang"]
    assert meets("dinas-kota-malang", "dinas-kota-malang", "pemkab-malang") == ["pemkab-malang"]
    assert meets("pemkot-malang", "pemkot-malang", "dinas-kota-malang") == []


def test_shards_answer_every_pair_as_the_dataset_does() -> None:
    found = real()
    files = {path: json.loads(data) for path, data in between_files(Context(found, ""))}
    listed = {row[0]: row for row in files["berlaku/mitra.json"]["mitra"]}
    assert listed.keys() == found.by_mitra.keys()
    shards = len(files) - 1
    asked = 0
    for mitra in found.by_mitra:
        assert listed[mitra][2] == shard_of(mitra, shards)
        data = files[f"berlaku/bagian/{listed[mitra][2]}.json"]
        for pair in pairs_of(found, mitra, found.by_mitra[mitra]):
            answer = [i for i, others in data["mitra"][mitra] if pair.mitra in others]
            assert sorted(answer) == sorted(i for b in BUCKETS for i in pair.of(b))
            assert all(data["naskah"][i][4] == bucket_of(found, i) for i in answer)
            asked += 1
    assert asked > len(listed)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ({"tanggal_berakhir": "2015"}, "berakhir dalam tahun 2015, bulannya tidak tercatat"),
        ({"blanks": {"tanggal_berakhir": "tidak-berlaku"}}, "tanpa batas waktu"),
        ({}, "akhirnya tidak tercatat"),
    ],
)
def test_shards_say_ends_no_more_exactly_than_the_record(
    end: dict[str, object], words: str
) -> None:
    found = portal(naskah("a", tanggal_penandatanganan="2010-01-02", **end))
    files = {path: json.loads(data) for path, data in between_files(Context(found, ""))}
    assert files["berlaku/bagian/0.json"]["naskah"]["a"][3] == words


def test_every_agreement_of_a_party_stands_on_its_page_of_pairs() -> None:
    found = real()
    pages = [p for p in real_pages().values() if p.kind == "berlaku-mitra"]
    assert len(pages) > 50
    shown: dict[str, set[str]] = {}
    for page in pages:
        links = re.findall(r'href="(?:\.\./)+kerja-sama/([^/"]+)/"', page.body)
        shown.setdefault(page.path.split("/")[1], set()).update(links)
    for mitra, links in shown.items():
        own = found.by_mitra[mitra]
        assert links == {r.id for r in own if counterparts_in(found, mitra, r)}


# --- calendar ---------------------------------------------------------------------------------


@given(agreements())
def test_calendar_holds_every_agreement_once(records: list[KerjaSama]) -> None:
    found = life(*records)
    calendar = build_calendar(found)
    entries = [e for months in calendar.years.values() for es in months.values() for e in es]
    alone = [
        r
        for r in records
        if r.mengubah is None and found.portal.states[r.id].status != "penyusunan"
    ]
    assert len(entries) + calendar.unknown == len(alone)
    assert len({e.record.id for e in entries}) == len(entries)
    for year, months in calendar.years.items():
        for month, endings in months.items():
            for ending in endings:
                assert ending.first.year == year
                if month is not None:
                    assert {(d.year, d.month) for d in (ending.first, ending.last)} == {
                        (year, month)
                    }


@pytest.mark.parametrize(
    ("end", "month", "words"),
    [
        ("2026-12-31", 12, "31 Desember 2026"),
        ("2026-12", 12, "dalam Desember 2026, harinya tidak tercatat"),
        ("2026", None, "dalam tahun 2026, bulannya tidak tercatat"),
    ],
)
def test_partial_ends_are_said_as_they_are(end: str, month: int | None, words: str) -> None:
    record = naskah("a", tanggal_penandatanganan="2020-01-01", tanggal_berakhir=end)
    ending = ending_of(life(record), record)
    assert ending is not None
    assert (ending.month, ending.words) == (month, words)


def test_an_early_ending_counts_not_the_date_once_agreed() -> None:
    record = naskah(
        "a",
        tanggal_penandatanganan="2020-01-01",
        tanggal_berakhir="2030-01-01",
        tanggal_pengakhiran="2024-05-06",
    )
    ending = ending_of(life(record), record)
    assert ending is not None
    assert ending.first == date(2024, 5, 6)


@given(agreements())
def test_what_is_over_is_no_coming_end_and_subscribers_see_the_same(
    records: list[KerjaSama],
) -> None:
    found = life(*records)
    as_of = found.portal.as_of
    calendar = build_calendar(found)
    ahead = {
        e.record.id: e
        for months in calendar.years.values()
        for endings in months.values()
        for e in endings
        if e.last > as_of
    }
    assert not any(found.portal.states[i].status in OVER for i in ahead)
    subscribed = {r.id: day for r in records if (day := ends_on(found, r)) and day > as_of}
    assert subscribed == {i: e.first for i, e in ahead.items() if e.first == e.last}


@pytest.mark.parametrize(
    ("links", "first"),
    [
        ({"menggantikan": "a"}, date(2022, 5, 31)),
        ({"mengubah": "a", "tanggal_berakhir": "2032-01-01"}, date(2032, 1, 1)),
    ],
)
def test_end_takes_in_what_followed(links: dict[str, str], first: date) -> None:
    dates = {"tanggal_penandatanganan": "2020-01-01", "tanggal_berakhir": "2030-01-01"}
    record = naskah("a", **dates)
    after = naskah("b", tanggal_penandatanganan="2022-06-01", **links)
    ending = ending_of(life(record, after), record)
    assert ending is not None
    assert ending.first == first


def test_extension_does_not_shorten_a_term_that_ran_out() -> None:
    record = naskah("a", tanggal_penandatanganan="2020-01-01", tanggal_berakhir="2024-06-30")
    after = naskah("b", tanggal_penandatanganan="2024-06-30", memperpanjang="a")
    ending = ending_of(life(record, after), record)
    assert ending is not None
    assert ending.first == date(2024, 6, 30)
    endless = naskah("a", tanggal_penandatanganan="2020-01-01")
    assert ending_of(life(endless, after), endless) is None


def test_ended_on_a_day_nobody_recorded_has_no_end() -> None:
    record = naskah(
        "a",
        tanggal_penandatanganan="2020-01-01",
        tanggal_berakhir="2030-01-01",
        alasan_pengakhiran="kesepakatan",
    )
    assert ending_of(life(record), record) is None


def test_pages_of_the_years_hold_every_known_end() -> None:
    calendar = build_calendar(Life(real()))
    for year, months in calendar.years.items():
        total = sum(map(len, months.values()))
        pages = [p for p in real_pages().values() if p.path.startswith(f"kalender/{year}/")]
        assert sum(p.body.count('<li><span class="ksd-when">') for p in pages) == total
        row = re.search(
            rf'/{year}/">{year}</a></th>(.*?)</tr>', real_pages()["kalender/"].body, re.DOTALL
        )
        assert row is not None
        *cells, last = [int(n) for n in re.findall(r">(\d+)<", row[1])]
        assert sum(cells) == last == total


# --- comparison -------------------------------------------------------------------------------


def side(*values: str) -> Side:
    return Side("K", values, "" if values else "tidak tercatat")


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (side("x"), side("x"), "sama"),
        (side("x"), side("y"), "berbeda"),
        (side("x"), side(), "hanya satu"),
        (side("x", "y"), side("y", "x"), "sama"),
        (side("x", "y"), side("x"), "berbeda"),
    ],
)
def test_verdicts(a: Side, b: Side, verdict: str) -> None:
    (line,) = compare([a], [b])
    assert line.verdict == verdict
    (turned,) = compare([b], [a])
    assert turned.verdict == verdict


def test_what_both_leave_empty_is_left_out() -> None:
    assert compare([side()], [side()]) == []


def test_a_page_for_every_link_and_data_for_every_agreement() -> None:
    found = real()
    links = {
        (target, r.id)
        for r in found.kerja_sama.values()
        for target in (r.induk, r.mengubah, r.memperpanjang, r.menggantikan)
        if target in found.kerja_sama
    }
    pages = {
        tuple(p.path.split("/")[1:3]) for p in real_pages().values() if p.kind == "banding-dua"
    }
    assert pages == links
    files = dict(seeing_files(found))
    for record in found.kerja_sama:
        data = json.loads(files[f"banding/data/{record}.json"])
        assert data["id"] == record
        assert all(bool(values) != bool(empty) for _, values, empty in data["baris"])


# --- maps -------------------------------------------------------------------------------------


def test_circles_and_missing_are_the_table_and_the_table_is_the_data() -> None:
    found = real()
    page = real_pages()["peta/"]
    drawn = re.findall(r'data-kode="([0-9.]+)"><title>[^<]*: ([0-9.]+) naskah</title>', page.body)
    java = len(atlas_of(Context(found, "")).java(_whole(found)).circles)
    circles = dict(drawn[: len(drawn) - java])
    missing = _missing(found)
    table = dict(
        re.findall(
            r'<tr><th scope="row"><a href="\.\./wilayah/([0-9.]+)/">[^<]*</a></th>'
            r'<td class="ksd-num">([0-9.]+)</td>',
            page.body,
        )
    )
    assert {c: int(n) for c, n in table.items()} == {
        c: len(r) for c, r in found.by_wilayah.items()
    }
    assert circles.items() <= table.items()
    assert circles.keys() | set(missing) == table.keys()
    assert not circles.keys() & set(missing)


def _whole(found: Portal) -> Picture:
    counts = {c: len(r) for c, r in found.by_wilayah.items()}
    return atlas_of(Context(found, "")).regions("x", counts)


def _missing(found: Portal) -> list[str]:
    return list(_whole(found).missing)


@given(agreements())
def test_ties_are_counted_once_and_alike_from_both_ends(records: list[KerjaSama]) -> None:
    found = portal(*records)
    ties = atlas_of(Context(found, "")).ties
    for code, others in ties.items():
        assert code not in others
        for other, n in others.items():
            both = sum(
                {code, other} <= set(found.regions_of(r)) for r in found.kerja_sama.values()
            )
            assert n == both == ties[other][code]


@given(agreements())
def test_years_of_the_small_line_add_up(records: list[KerjaSama]) -> None:
    found = portal(*records)
    line = yearly(found, records)
    known = [r for r in records if r.year is not None]
    if line is None:
        years = {int(r.year or 0) for r in known}
        assert len(years) <= 1
        assert all(year >= found.as_of.year for year in years)
        return
    assert sum(n for _, n in line.years) + line.unknown == len(records)


def test_one_agreement_needs_no_picture() -> None:
    record = naskah("a", tanggal_penandatanganan="2020-01-01")
    found = portal(record)
    build = Builder(Context(found, ""))
    assert glance_at_region(build, "35.73", [record]) is None


@pytest.mark.parametrize(
    ("language", "most"), [(indonesian(), "1.500"), (english(), "1,500")], ids=["id", "en"]
)
def test_axis_of_the_home_page_is_written_in_its_language(language: Language, most: str) -> None:
    signed = {"tanggal_penandatanganan": "2025-03-01"}
    many = portal(*(naskah(f"n-{n}", **signed) for n in range(1200)))
    chart = home_charts(Context(many, "", language)).chart
    assert chart is not None
    assert chart.grid[-1][1] == most
    few = home_charts(Context(portal(naskah(**signed)), "", language)).chart
    assert few is not None
    assert [text for _, text in few.grid if text] == ["0", "1"]
