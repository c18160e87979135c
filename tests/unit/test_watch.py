"""Lists to watch: what is on them, that the buckets part the whole, and that reasons name dates."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.deadlines import read_law
from site_builder.endings import calendar_ending
from site_builder.life import Life
from site_builder.model import Evaluasi, KerjaSama, Laporan, Pelaksanaan, PeristiwaNaskah, Pihak
from site_builder.plan_model import Usulan
from site_builder.render.build import Builder
from site_builder.render.context import Context
from site_builder.render.watch import watch_pages
from site_builder.watch import ENDING_WITHIN, WatchList, by_party, by_region, days_message, watch
from tests.life_support import RUNNING, agreements, filled, life, naskah, stages
from tests.support import AS_OF, package

LAW = read_law(package())
BUCKETS = [f"berakhir-{days}-hari" for days in ENDING_WITHIN]


def lists(whole: Life) -> dict[str, WatchList]:
    return {one.code: one for one in watch(whole, LAW)}


def listed(*records: KerjaSama, as_of: date = AS_OF) -> dict[str, list[str]]:
    """Return the ids on every list that has any."""
    found = lists(life(*records, as_of=as_of))
    return {code: [e.id for e in one.entries] for code, one in found.items() if one.entries}


@pytest.mark.parametrize(
    ("left", "bucket"),
    [
        (0, "berakhir-7-hari"),
        (7, "berakhir-7-hari"),
        (8, "berakhir-30-hari"),
        (30, "berakhir-30-hari"),
        (31, "berakhir-60-hari"),
        (90, "berakhir-90-hari"),
        (91, "berakhir-180-hari"),
        (180, "berakhir-180-hari"),
        (181, None),
    ],
)
def test_each_ending_stands_in_one_bucket(left: int, bucket: str | None) -> None:
    end = (AS_OF + timedelta(days=left)).isoformat()
    found = listed(naskah(tanggal_penandatanganan="2025-12-01", tanggal_berakhir=end))
    assert [code for code in BUCKETS if code in found] == ([bucket] if bucket else [])


def test_end_on_the_day_itself_is_today() -> None:
    record = naskah(tanggal_penandatanganan="2024-02-29", tanggal_berakhir=AS_OF.isoformat())
    (entry,) = lists(life(record))["berakhir-7-hari"].entries
    assert "hari ini" in entry.reason
    assert "21 November 2026" in entry.reason


@pytest.mark.parametrize(
    ("end", "code", "words"),
    [
        ("2026", "akhir-tidak-pasti", "dalam tahun 2026, bulannya tidak tercatat; mungkin sudah"),
        ("2026-11", "akhir-tidak-pasti", "harinya tidak tercatat; mungkin sudah lewat"),
        ("2027-01", "akhir-tidak-pasti", "dalam Januari 2027, harinya tidak tercatat."),
        ("2027-03", "berakhir-180-hari", "dalam Maret 2027, harinya tidak tercatat."),
        ("2027", "akhir-tidak-pasti", "dalam tahun 2027, bulannya tidak tercatat."),
    ],
)
def test_end_without_its_day_is_apart_unless_every_day_fits_one_list(
    end: str, code: str, words: str
) -> None:
    found = lists(life(naskah(tanggal_penandatanganan="2024-01-01", tanggal_berakhir=end)))
    assert [c for c in (*BUCKETS, "akhir-tidak-pasti") if found[c].entries] == [code]
    assert words in found[code].entries[0].reason


@settings(max_examples=60)
@given(agreements(), st.dates(date(2018, 6, 1), date(2028, 6, 1)))
def test_what_a_list_of_days_holds_ends_within_them(records: list[KerjaSama], as_of: date) -> None:
    whole = life(*records, as_of=as_of)
    found = lists(whole)
    least = 0
    for most, code in zip(ENDING_WITHIN, BUCKETS, strict=True):
        for entry in found[code].entries:
            ending = calendar_ending(whole, whole.portal.kerja_sama[entry.id])
            assert ending is not None
            assert least <= (ending.first - as_of).days
            assert (ending.last - as_of).days <= most
        least = most + 1


def test_notice_abroad() -> None:
    record = naskah(
        jenis="ksdpl", tanggal_penandatanganan="2025-06-01", tanggal_berakhir="2027-05-20"
    )
    assert "perpanjangan-luar-negeri" in listed(record)
    assert "perpanjangan-luar-negeri" not in listed(record, as_of=date(2026, 11, 20))


def test_notice_before_an_end_that_is_not_known_to_the_day_says_so() -> None:
    record = naskah(jenis="ksdpl", tanggal_penandatanganan="2025-06-01", tanggal_berakhir="2027")
    (one,) = (w for w in watch(life(record), LAW) if w.code == "perpanjangan-luar-negeri")
    (entry,) = one.entries
    assert "habis dalam tahun 2027, bulannya tidak tercatat" in entry.reason
    assert entry.reason.endswith("yaitu 5 Juli 2026 bila berakhir paling cepat.")


ENDED = {"tanggal_penandatanganan": "2019-05-01", "tanggal_berakhir": "2024-04-30"}


def test_ended_without_successor_or_evaluation() -> None:
    record = naskah(**ENDED)
    assert listed(record)["berakhir-tanpa-tindak-lanjut"] == ["a"]
    evaluated = naskah(**ENDED, evaluasi=(filled(Evaluasi, temuan="T"),))
    assert "berakhir-tanpa-tindak-lanjut" not in listed(evaluated)
    successor = naskah("b", memperpanjang="a", tanggal_penandatanganan="2027-01-01")
    assert "berakhir-tanpa-tindak-lanjut" not in listed(record, successor)


def test_successor_of_an_addendum_follows_the_whole_pile() -> None:
    base = naskah("a", **ENDED)
    addendum = naskah("b", mengubah="a", tanggal_penandatanganan="2020-01-01")
    after = naskah("c", menggantikan="b", tanggal_penandatanganan="2027-01-01")
    assert "berakhir-tanpa-tindak-lanjut" not in listed(base, addendum, after)


def test_ended_chain_with_a_living_addendum_is_not_ended() -> None:
    base = naskah("a", **ENDED)
    addendum = naskah(
        "b", mengubah="a", tanggal_penandatanganan="2024-03-01", tanggal_berakhir="2027-12-31"
    )
    assert "berakhir-tanpa-tindak-lanjut" not in listed(base, addendum)


@pytest.mark.parametrize(
    ("signed", "is_listed"),
    [("2025-11-21", True), ("2025-11-22", False), ("2025", False), ("2024-02-29", True)],
)
def test_umbrella_is_given_twelve_months(signed: str, *, is_listed: bool) -> None:
    record = naskah(bentuk_naskah="kb", tanggal_penandatanganan=signed)
    assert ("payung-keadaan-tidak-pasti" in listed(record)) is is_listed


@pytest.mark.parametrize("number", ["6", "tidak-diketahui"])
def test_umbrella_whose_source_names_a_child_is_followed_up(number: str) -> None:
    event = filled(PeristiwaNaskah, uraian="PKS antardinas ditandatangani", naskah_turunan=number)
    umbrella = naskah(bentuk_naskah="kb", tanggal_penandatanganan="2020-02-29", peristiwa=(event,))
    assert "payung-keadaan-tidak-pasti" not in listed(umbrella)
    plain = replace(umbrella, peristiwa=(replace(event, naskah_turunan=None),))
    assert listed(plain)["payung-keadaan-tidak-pasti"] == ["a"]


def test_umbrella_with_a_child_is_followed_up() -> None:
    umbrella = naskah(
        bentuk_naskah="nk", tanggal_penandatanganan="2023-01-01", tanggal_berakhir="2027-12-31"
    )
    assert listed(umbrella)["payung-berlaku"] == ["a"]
    child = naskah("b", induk="a", bentuk_naskah="rk", tanggal_penandatanganan="2023-01-01")
    assert "payung-berlaku" not in listed(umbrella, child)


def fact(when: str | None, kind: str = "fakta") -> tuple[Pelaksanaan, ...]:
    return (filled(Pelaksanaan, jenis_pelaksanaan=kind, uraian="U", tanggal=when),)


@pytest.mark.parametrize(
    ("jenis", "rows", "is_silent"),
    [
        ("ksdd", (), True),
        ("ksdd", fact("2025-11-21"), True),
        ("ksdd", fact("2025-11-22"), False),
        ("sinergi", fact("2025-11-21"), True),
        ("ksdpl", fact("2024-11-21"), True),
        ("ksdpl", fact("2024-11-22"), False),
        ("lainnya", fact("2024-11-22"), False),
        ("ksdll", fact("2024"), False),
        ("ksdd", fact("2025"), False),
        ("ksdd", fact("2024"), True),
        ("ksdd", fact(None), False),
        ("ksdd", fact("2026-01-01", "rencana"), True),
        ("ksdd", fact("2026-01-01", "laporan"), False),
    ],
)
def test_two_periods_of_reports_without_a_fact(
    jenis: str, rows: tuple[Pelaksanaan, ...], *, is_silent: bool
) -> None:
    found = listed(naskah(**RUNNING, jenis=jenis, pelaksanaan=rows))
    assert ("tanpa-pelaksanaan-berlaku" in found) is is_silent
    assert "tanpa-pelaksanaan-tidak-pasti" not in found


def test_unknown_state_has_a_list_of_its_own_and_young_naskah_none() -> None:
    assert "tanpa-pelaksanaan-tidak-pasti" in listed(naskah(tanggal_penandatanganan="2020"))
    assert "tanpa-pelaksanaan-tidak-pasti" not in listed(naskah(tanggal_penandatanganan="2025"))


def test_missing_reports_are_one_line_that_accuses_nobody() -> None:
    (entry,) = lists(life(naskah(**RUNNING)))["laporan-belum-ada"].entries
    assert entry.reason.startswith("Tidak ada laporan dalam data ini untuk ")
    assert "semester I 2026" in entry.reason
    assert "pasal 17" in entry.reason


@pytest.mark.parametrize(
    ("sent", "is_late"),
    [("2026-07-31", False), ("2026-08-01", True), ("2026", False), (None, False)],
)
def test_late_report_names_both_days(sent: str | None, *, is_late: bool) -> None:
    report = filled(Laporan, periode="2026-S1", tanggal=sent)
    found = lists(life(naskah(**RUNNING, laporan=(report,))))["laporan-terlambat"].entries
    assert bool(found) is is_late
    if found:
        for part in ("31 Juli 2026", "1 Agustus 2026", "semester I 2026", "pasal 17"):
            assert part in found[0].reason


def test_late_report_abroad_has_the_day_of_the_rules() -> None:
    report = filled(Laporan, periode="2025", tanggal="2026-01-15", penerima="Menteri Dalam Negeri")
    record = naskah(**RUNNING, jenis="ksdpl", laporan=(report,))
    (entry,) = lists(life(record))["laporan-terlambat"].entries
    assert "batasnya 14 Januari 2026, disampaikan 15 Januari 2026" in entry.reason


def test_waiting_stands_in_the_order_of_time() -> None:
    old = naskah("a", tahapan=stages(("persiapan", "2020-01-01")))
    older = naskah("b", tahapan=stages(("penawaran", "2019")))
    undated = naskah("c", tahapan=stages(("penawaran", None)))
    assert listed(old, older, undated)["menunggu-di-tahap"] == ["b", "a", "c"]


def test_passed_clock_tells_its_dates_and_article() -> None:
    record = naskah(tahapan=stages(("penawaran", "2024-02-01")))
    (entry,) = lists(life(record))["tenggat-lewat"].entries
    for part in ("1 Februari 2024", "2 Maret 2024", "30 hari", "pasal 8"):
        assert part in entry.reason


def test_proposals_without_a_decision_wait() -> None:
    usulan = [
        filled(
            Usulan,
            id="u1",
            pemohon="dinas-kota-malang",
            objek="O",
            tanggal_diterima="2025",
            jenis="ksdd",
        ),
        filled(Usulan, id="u2", pemohon="pemkab-malang", objek="O", keputusan="dalam-proses"),
        filled(Usulan, id="u3", pemohon="pemkab-malang", objek="O", keputusan="ditolak"),
        filled(Usulan, id="u4", pemohon="pemkab-malang", objek="O", naskah="a"),
        filled(Usulan, id="u5", pemohon="pemkab-malang", objek="O", jumlah="156"),
        filled(
            Usulan,
            id="u6",
            pemohon="pemkab-malang",
            objek="O",
            tanggal_diterima="2010",
            jenis="ksdd",
        ),
    ]
    whole = life(usulan=usulan)
    found = watch(whole, LAW)
    assert {e.id: e.reason for e in found[-1].entries} == {
        "u1": "Diterima 2025. Permendagri 22/2020 pasal 8.",
        "u6": "Diterima 2010.",
        "u2": "Tanggal diterimanya tidak tercatat.",
    }
    regions = by_region(found, whole)
    assert regions.keys() == {"35.73", "35.07"}


def test_a_waiting_proposal_shows_the_recorded_decision() -> None:
    usulan = [
        filled(Usulan, id="u1", pemohon="pemkab-malang", objek="O", keputusan="dalam-proses"),
        filled(Usulan, id="u2", pemohon="pemkab-malang", objek="O"),
    ]
    build = Builder(Context(life(usulan=usulan).portal, ""))
    body = next(p for p in watch_pages(build) if p.path == "pantauan/usulan-menunggu/").body
    rows = dict(re.findall(r"usulan/(u\d)/.*?<td>[^<]*</td><td>(.*?)</td>", body))
    assert rows == {
        "u1": "Dalam proses",
        "u2": '<span class="ksd-none">keputusan tidak tercatat</span>',
    }


def test_nothing_recorded_gives_every_list_empty() -> None:
    found = watch(life(), LAW)
    assert len({one.code for one in found}) == len(found)
    assert not any(one.entries for one in found)
    assert by_region(found, life()) == {}


def test_days_in_words() -> None:
    assert str(days_message((3, 3))) == "3 hari"
    assert str(days_message((1200, 11117))) == "antara 1.200 dan 11.117 hari"


@settings(max_examples=60)
@given(agreements(), st.dates(date(2018, 6, 1), date(2028, 6, 1)))
def test_lists_part_the_whole_and_counts_add_up(records: list[KerjaSama], as_of: date) -> None:
    whole = life(*records, as_of=as_of)
    found = {one.code: one for one in watch(whole, LAW)}
    ids = {code: [e.id for e in one.entries] for code, one in found.items()}
    for code, members in ids.items():
        if code != "tenggat-lewat":
            assert len(members) == len(set(members)), code
    buckets = Counter(i for code in (*BUCKETS, "akhir-tidak-pasti") for i in ids[code])
    assert all(count == 1 for count in buckets.values())
    for one, other in (
        ("payung-berlaku", "payung-keadaan-tidak-pasti"),
        ("tanpa-pelaksanaan-berlaku", "tanpa-pelaksanaan-tidak-pasti"),
    ):
        assert not {*ids[one]} & {*ids[other]}
    regions = by_region(list(found.values()), whole)
    for code, one in found.items():
        in_regions = sum(
            len(part) for parts in regions.values() for each, part in parts if each.code == code
        )
        expected = sum(
            len(whole.portal.regions_of(whole.portal.kerja_sama[e.id])) for e in one.entries
        )
        assert in_regions == expected
    for one in found.values():
        days = [e.since for e in one.entries]
        assert days == sorted(days)
        for entry in one.entries:
            assert re.search("[0-9]|tidak tercatat", entry.reason)
            assert entry.reason.endswith(".")


def test_a_service_counts_for_itself_and_its_government() -> None:
    parties = tuple(filled(Pihak, mitra=m) for m in ("dinas-kota-malang", "pemkab-malang"))
    records = [naskah("a", **ENDED, para_pihak=parties), naskah("b", **ENDED)]
    whole = life(*records, usulan=[filled(Usulan, id="u", pemohon="dinas-kota-malang", objek="O")])
    counts = {
        party: Counter(entry.id for _, part in parts for entry in part)
        for party, parts in by_party(watch(whole, LAW), whole).items()
    }
    assert set(counts["dinas-kota-malang"]) == {"a", "u"}
    assert set(counts["pemkot-malang"]) == {"a", "b", "u"}
    assert set(counts["pemkab-malang"]) == {"a", "b"}
    assert "pemprov-jawa-timur" not in counts


def test_each_party_gets_every_entry_of_its_naskah_once() -> None:
    twice = tuple(filled(Pihak, mitra=m) for m in ("dinas-kota-malang", "pemkot-malang"))
    whole = life(naskah("a", **ENDED, para_pihak=twice))
    found = by_party(watch(whole, LAW), whole)
    assert set(found) >= {"dinas-kota-malang", "pemkot-malang"}
    for parts in found.values():
        for _, part in parts:
            assert len(part) == len({(entry.id, entry.reason) for entry in part})
