"""Legal clocks: at their edges, with partial dates, and over anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.deadlines import (
    ClockState,
    DutyState,
    Timeliness,
    add_days,
    clocks_of,
    days_between,
    notice_of,
    period_of,
    read_law,
    recent_periods,
    reports_due,
    stages_of,
    stays_of,
    timeliness,
    wait_of,
)
from site_builder.life import Life, is_active
from site_builder.model import KerjaSama, Laporan, Pelaksanaan, Tahapan
from site_builder.rules.law import PERMENDAGRI_22_2020
from tests.life_support import agreements, day, filled, life, naskah, stages
from tests.support import AS_OF, package

LAW = read_law(package())


def clocks(record: KerjaSama, as_of: date = AS_OF) -> dict[str, ClockState]:
    return {c.limit.code: c.state for c in clocks_of(record, LAW, life(record, as_of=as_of))}


def test_every_limit_and_duty_cites_an_article_and_known_stages() -> None:
    stages_known = package().codes("tahap")
    for limits in LAW.limits.values():
        for limit in limits:
            assert "pasal" in limit.article
            assert {limit.start, limit.end} <= stages_known.keys()
    for duties in LAW.duties.values():
        assert all("pasal" in duty.article for duty in duties)


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2024-03-01", ClockState.RUNNING),
        ("2024-03-02", ClockState.RUNNING),
        ("2024-03-03", ClockState.PASSED),
    ],
)
def test_last_day_of_a_limit_still_runs_over_a_leap_day(as_of: str, state: ClockState) -> None:
    """30 days from 1 February 2024 end on 2 March, because of 29 February."""
    record = naskah(tahapan=stages(("penawaran", "2024-02-01")))
    assert clocks(record, date.fromisoformat(as_of)) == {"ksdd-jawaban": state}


@pytest.mark.parametrize(
    ("answered", "state"),
    [
        ("2024-03-02", ClockState.MET),
        ("2024-03-03", ClockState.UNKNOWN),
        ("2024-03", ClockState.UNKNOWN),
        ("2024-02", ClockState.MET),
        ("2024", ClockState.UNKNOWN),
        (None, ClockState.UNKNOWN),
    ],
)
def test_drafting_shows_an_answer_but_not_when_it_was_given(
    answered: str | None, state: ClockState
) -> None:
    record = naskah(tahapan=stages(("penawaran", "2024-02-01"), ("penyusunan-kb", answered)))
    assert clocks(record)["ksdd-jawaban"] is state


def test_later_stage_shows_that_an_answer_was_given() -> None:
    record = naskah(tahapan=stages(("penawaran", "2024-02-01"), ("penyusunan-pks", "2024-02-20")))
    assert clocks(record)["ksdd-jawaban"] is ClockState.MET
    late = naskah(tahapan=stages(("penawaran", "2024-02-01"), ("penyusunan-pks", "2024-05-20")))
    assert clocks(late)["ksdd-jawaban"] is ClockState.UNKNOWN


def test_partial_start_leaves_the_answer_open() -> None:
    record = naskah(tahapan=stages(("penawaran", "2024-02")))
    assert clocks(record, date(2024, 3, 1)) == {"ksdd-jawaban": ClockState.RUNNING}
    assert clocks(record, date(2024, 3, 15)) == {"ksdd-jawaban": ClockState.UNKNOWN}
    assert clocks(record, date(2024, 3, 31)) == {"ksdd-jawaban": ClockState.PASSED}


def test_second_offer_starts_the_second_clock() -> None:
    record = naskah(tahapan=stages(("penawaran", "2024-02-01"), ("penawaran", "2024-03-05")))
    assert clocks(record, date(2024, 3, 20)) == {
        "ksdd-jawaban": ClockState.PASSED,
        "ksdd-jawaban-kedua": ClockState.RUNNING,
    }


def asked(step: str = "dprd-diminta", when: str | None = "2024-02-01") -> tuple[Tahapan, ...]:
    return (filled(Tahapan, tahap="persetujuan-dprd", langkah=step, tanggal=when),)


@pytest.mark.parametrize("kind", ["ksdd", "ksdpk", "sinergi", "ksdpl", "ksdll"])
@pytest.mark.parametrize("approval", [None, "surat", "disetujui", "dianggap-disetujui"])
def test_clock_of_the_dprd_is_started_by_nothing_but_the_request(
    kind: str, approval: str | None
) -> None:
    """Neither the signing of the KB nor the plan of a cooperation abroad is a request."""
    steps = stages(
        ("penandatanganan-kb", "2024-02-01"),
        ("penyusunan-rencana", "2024-02-01"),
        ("penyusunan-nk", "2024-02-01"),
        ("persetujuan-dprd", "2024-03-01"),
    )
    record = naskah(jenis=kind, tahapan=steps, persetujuan_dprd=approval)
    assert not [code for code in clocks(record) if "dprd" in code]


@pytest.mark.parametrize(
    ("as_of", "state"), [("2024-03-17", ClockState.RUNNING), ("2024-03-18", ClockState.PASSED)]
)
@pytest.mark.parametrize("kind", ["ksdd", "ksdpk", "sinergi"])
def test_pending_request_runs_45_days(kind: str, as_of: str, state: ClockState) -> None:
    record = naskah(jenis=kind, tahapan=asked())
    assert clocks(record, date.fromisoformat(as_of))[f"{kind}-dprd"] is state


def test_request_abroad_counts_working_days_from_its_receipt() -> None:
    record = naskah(jenis="ksdpl", tahapan=asked("dprd-diterima"))
    (clock,) = clocks_of(record, LAW, life(record))
    assert (clock.start_step, clock.due) == ("dprd-diterima", date(2024, 4, 4))
    assert clocks(naskah(jenis="ksdpl", tahapan=asked("dprd-diminta"))) == {}
    not_needed = naskah(
        jenis="ksdpl", persetujuan_dprd="tidak-diperlukan", tahapan=asked("dprd-diterima")
    )
    assert clocks(not_needed) == {}


def test_deemed_approval_is_met_on_its_computed_day() -> None:
    record = naskah(tahapan=asked(), persetujuan_dprd="dianggap-disetujui")
    found = {c.limit.code: c for c in clocks_of(record, LAW, life(record))}
    assert found["ksdd-dprd"].state is ClockState.MET
    assert found["ksdd-dprd"].reason == "Dianggap disetujui sesudah 17 Maret 2024."
    assert ClockState.PASSED not in {c.state for c in found.values()}
    early = clocks(record, date(2024, 3, 17))
    assert early["ksdd-dprd"] is ClockState.UNKNOWN
    partial = naskah(tahapan=asked(when="2024-02"), persetujuan_dprd="dianggap-disetujui")
    assert clocks(partial)["ksdd-dprd"] is ClockState.MET


@pytest.mark.parametrize(
    ("approval", "when", "state"),
    [
        ("surat", "2024-03-17", ClockState.MET),
        ("surat", "2024-03-18", ClockState.LATE),
        ("surat", None, ClockState.UNKNOWN),
        ("disetujui", None, ClockState.UNKNOWN),
        (None, None, ClockState.PASSED),
    ],
)
def test_letter_stops_the_clock(approval: str | None, when: str | None, state: ClockState) -> None:
    record = naskah(tahapan=asked(), persetujuan_dprd=approval, tanggal_persetujuan_dprd=when)
    assert clocks(record)["ksdd-dprd"] is state


def test_three_steps_of_fifteen_days() -> None:
    record = naskah(
        tahapan=(
            *asked(),
            *asked("dprd-dijawab", "2024-02-16"),
            *asked("dprd-ditanggapi", "2024-03-03"),
        ),
        persetujuan_dprd="surat",
        tanggal_persetujuan_dprd="2024-03-18",
    )
    assert clocks(record) == {
        "ksdd-dprd": ClockState.LATE,
        "ksdd-dprd-jawaban": ClockState.MET,
        "ksdd-dprd-tanggapan": ClockState.LATE,
        "ksdd-dprd-persetujuan": ClockState.MET,
    }
    skipped = naskah(tahapan=(*asked(), *asked("dprd-ditanggapi", "2024-02-10")))
    assert clocks(skipped)["ksdd-dprd-jawaban"] is ClockState.MET
    assert clocks(naskah(tahapan=(*asked(), *asked("dprd-dijawab", None)))) == {
        "ksdd-dprd": ClockState.PASSED,
        "ksdd-dprd-jawaban": ClockState.UNKNOWN,
    }


def test_request_is_not_the_approval() -> None:
    record = naskah(
        bentuk_naskah="pks",
        tahapan=(*stages(("penandatanganan-kb", "2024-01-05")), *asked()),
    )
    wait = wait_of(record, LAW, life(record))
    assert wait is not None
    assert (wait.stage, wait.next_stage) == ("penandatanganan-kb", "persetujuan-dprd")
    assert "persetujuan-dprd" not in stages_of(record, LAW, life(record))


def offered(*steps: tuple[str | None, str | None]) -> tuple[Tahapan, ...]:
    return tuple(
        filled(Tahapan, tahap="penawaran", langkah=step, tanggal=when) for step, when in steps
    )


@pytest.mark.parametrize(
    ("answered", "state"),
    [
        ("2024-03-06", ClockState.MET),
        ("2024-03-07", ClockState.LATE),
        ("2024-03", ClockState.UNKNOWN),
        (None, ClockState.UNKNOWN),
    ],
)
def test_offer_is_answered_within_30_days_of_its_receipt(
    answered: str | None, state: ClockState
) -> None:
    """What came of the answer may take longer; that is no late answer."""
    record = naskah(
        tahapan=(
            *offered((None, "2024-02-01"), ("penawaran-diterima", "2024-02-05")),
            *offered(("penawaran-dijawab", answered)),
            *stages(("penyusunan-kb", "2024-06-01")),
        )
    )
    (clock,) = clocks_of(record, LAW, life(record))
    assert (clock.state, clock.start_step) == (state, "penawaran-diterima")


def test_receipt_belongs_to_the_offer_before_it() -> None:
    rows = offered(
        (None, "2024-02-01"), (None, "2024-03-05"), ("penawaran-diterima", "2024-03-07")
    )
    record = naskah(tahapan=rows)
    found = clocks_of(record, LAW, life(record))
    assert [(c.limit.code, c.started.text, c.start_step) for c in found] == [
        ("ksdd-jawaban", "2024-02-01", ""),
        ("ksdd-jawaban-kedua", "2024-03-07", "penawaran-diterima"),
    ]
    only = naskah(tahapan=offered(("penawaran-diterima", "2024-02-05")))
    assert clocks(only, date(2024, 2, 6)) == {"ksdd-jawaban": ClockState.RUNNING}
    wait = wait_of(only, LAW, life(only))
    assert wait is not None
    assert (wait.stage, wait.since) == ("penawaran", day("2024-02-05"))


def test_steps_belong_to_stages_of_the_kinds_they_count_for() -> None:
    steps = package().codes("langkah")
    for kind, limits in LAW.limits.items():
        for limit in limits:
            assert {limit.start, limit.end} <= LAW.order[kind].keys()
            if limit.start_step:
                assert steps[limit.start_step]["tahap"] == limit.start
            if limit.end_step:
                assert limit.end_step in steps


@pytest.mark.parametrize(
    ("forwarded", "as_of", "state"),
    [
        (None, "2026-03-13", ClockState.RUNNING),
        (None, "2026-03-16", ClockState.PASSED),
        ("2026-03-13", "2026-03-31", ClockState.MET),
        ("2026-03-16", "2026-03-31", ClockState.LATE),
    ],
)
@pytest.mark.parametrize("kind", ["ksdpl", "ksdll"])
def test_governor_forwards_a_plan_within_five_working_days(
    kind: str, forwarded: str | None, as_of: str, state: ClockState
) -> None:
    """Received on Friday 6 March 2026, due on Friday 13 March."""
    steps = [("rencana-diterima-gubernur", "2026-03-06")]
    if forwarded is not None:
        steps.append(("rencana-diteruskan", forwarded))
    record = naskah(
        jenis=kind,
        tahapan=tuple(
            filled(Tahapan, tahap="verifikasi", langkah=step, tanggal=when) for step, when in steps
        ),
    )
    assert clocks(record, date.fromisoformat(as_of)) == {f"{kind}-gubernur": state}


def test_stages_are_named_as_the_article_of_the_kind_names_them() -> None:
    names = {kind: package().stage_label(kind, "penyusunan-pks") for kind in ("ksdd", "ksdpk")}
    assert names == {"ksdd": "Penyusunan PKS", "ksdpk": "Penyusunan kontrak atau PKS"}
    assert package().stage_label("ksdd", "penyusunan-pks", ending="_eng") == "Drafting of the PKS"
    assert package().stage_label("ksdd", "persiapan") == "Persiapan"


def test_pks_takes_the_signing_of_its_kb() -> None:
    kb = naskah("kb", bentuk_naskah="kb", tanggal_penandatanganan="2023-05-02")
    pks = naskah(
        "pks",
        bentuk_naskah="pks",
        induk="kb",
        tanggal_penandatanganan="2023-09-01",
        tanggal_persetujuan_dprd="2023-06-16",
    )
    found = stays_of(pks, LAW, life(kb, pks))
    assert [(s.stage, s.next_stage) for s in found] == [
        ("penandatanganan-kb", "persetujuan-dprd"),
        ("persetujuan-dprd", "penandatanganan-pks"),
    ]


def test_rule_does_not_bind_what_began_before_it() -> None:
    before = PERMENDAGRI_22_2020 - timedelta(days=1)
    record = naskah(tahapan=stages(("penawaran", before.isoformat())))
    assert clocks(record) == {}
    assert clocks(naskah(tahapan=stages(("penawaran", "2020")))) == {}


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 200))
def test_working_days_are_monday_to_friday(start: date, count: int) -> None:
    end = add_days(start, count, is_working_days=True)
    between = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
    assert sum(d.weekday() < 5 for d in between) == count
    if count:
        assert end.weekday() < 5


def test_days_spent_are_an_interval_where_a_date_is_partial() -> None:
    first, month = day("2024-01-31"), day("2024-02")
    assert first is not None
    assert month is not None
    assert days_between(first, month) == (1, 29)
    assert days_between(month, first) == (0, 0)


def test_stays_and_wait() -> None:
    record = naskah(
        tahapan=stages(("persiapan", "2024-01-01"), ("penawaran", "2024-01-31")), jenis="ksdpk"
    )
    whole = life(record)
    (stay,) = stays_of(record, LAW, whole)
    assert (stay.stage, stay.next_stage, stay.days) == ("persiapan", "penawaran", (30, 30))
    wait = wait_of(record, LAW, whole)
    assert wait is not None
    assert (wait.stage, wait.next_stage) == ("penawaran", "penyusunan-kb")
    assert wait.days == ((AS_OF - date(2024, 1, 31)).days,) * 2


def test_days_within_a_stage_are_told_from_its_first_date_to_its_last() -> None:
    asked = filled(Tahapan, tahap="persetujuan-dprd", langkah="dprd-diminta", tanggal="2015-02-04")
    record = naskah(
        jenis="ksdpl",
        tahapan=(
            *stages(("pernyataan-kehendak", "2015-01")),
            asked,
            *stages(("persetujuan-dprd", "2015-03-30")),
        ),
    )
    found = [(s.stage, s.next_stage, s.days) for s in stays_of(record, LAW, life(record))]
    assert ("persetujuan-dprd", "persetujuan-dprd", (54, 54)) in found
    assert ("pernyataan-kehendak", "persetujuan-dprd", (58, 88)) in found
    vague = naskah(tahapan=stages(("persiapan", "2024"), ("persiapan", "2024-05-01")))
    assert stays_of(vague, LAW, life(vague)) == []


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"tahapan": stages(("penandatanganan-pks", "2024-01-01"))},
        {"bentuk_naskah": "mou", "tahapan": stages(("penandatanganan-kb", "2024-01-01"))},
        {"jenis": "lainnya", "tahapan": stages(("persiapan", "2024-01-01"))},
        {
            "tanggal_penandatanganan": "2019-02-01",
            "tanggal_berakhir": "2020",
            "tahapan": stages(("persiapan", "2019-01-01")),
        },
    ],
)
def test_what_is_signed_over_or_without_stages_does_not_wait(values: dict[str, object]) -> None:
    record = naskah(**values)
    assert wait_of(record, LAW, life(record)) is None


# --- reports ----------------------------------------------------------------------------------


def test_periods() -> None:
    semester = period_of("2024-S1")
    assert semester is not None
    assert (semester.first, semester.last) == (date(2024, 1, 1), date(2024, 6, 30))
    assert semester.words == "semester I 2024"
    for wrong in ("", "2024-S3", "S1", "20244", "2024-s1", "0000"):
        assert period_of(wrong) is None
    texts = [p.text for p in recent_periods("semester", AS_OF)]
    assert texts == ["2026-S1", "2025-S2", "2025-S1", "2024-S2"]
    running = recent_periods("semester", AS_OF, is_running_counted=True)
    assert [p.text for p in running] == ["2026-S2", "2026-S1", "2025-S2", "2025-S1"]
    assert [p.text for p in recent_periods("tahun", AS_OF)] == ["2025", "2024", "2023", "2022"]


TERM = {"tanggal_penandatanganan": "2023-01-10", "tanggal_berakhir": "2028-01-09"}


def due(record: KerjaSama, as_of: date = AS_OF) -> dict[tuple[str, str], DutyState]:
    return {
        (d.duty.code, d.period.text): d.state
        for d in reports_due(record, LAW, life(record, as_of=as_of))
    }


def test_half_yearly_reports_are_missing_or_present() -> None:
    record = naskah(**TERM, laporan=(filled(Laporan, periode="2026-S1"),))
    assert due(record) == {
        ("ksdd-semester", "2026-S1"): DutyState.PRESENT,
        ("ksdd-semester", "2025-S2"): DutyState.MISSING,
        ("ksdd-semester", "2025-S1"): DutyState.MISSING,
        ("ksdd-semester", "2024-S2"): DutyState.MISSING,
    }


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ("2026-07-31", Timeliness.ON_TIME),
        ("2026-07", Timeliness.ON_TIME),
        ("2026-08-01", Timeliness.LATE),
        ("2026", Timeliness.UNSURE),
        (None, Timeliness.UNSURE),
        ("", Timeliness.ABSENT),
    ],
)
def test_report_without_a_legal_day_is_looked_for_a_month_after_its_period(
    sent: str | None, found: Timeliness
) -> None:
    report = filled(Laporan, periode="2026-S1", tanggal=sent)
    record = naskah(**TERM, laporan=() if sent == "" else (report,))
    whole = life(record, as_of=date(2026, 8, 1))
    item = reports_due(record, LAW, whole)[0]
    assert item.counted_by == date(2026, 7, 31)
    assert timeliness(item, date(2026, 8, 1)) is found
    if sent == "":
        assert due(record, date(2026, 7, 31))["ksdd-semester", "2026-S1"] is DutyState.NOT_DUE
        assert timeliness(item, date(2026, 7, 31)) is Timeliness.NOT_DUE


def test_all_reports_of_the_last_years_are_at_most_twenty_one() -> None:
    term = {"tanggal_penandatanganan": "2019-01-10", "tanggal_berakhir": "2048-01-09"}
    record = naskah(**term, jenis="sinergi")
    found = reports_due(record, LAW, life(record, as_of=date(2040, 12, 31)), years=5)
    assert len(found) == 21
    assert {item.period.text[:4] for item in found} == {str(year) for year in range(2035, 2041)}


def test_only_periods_certainly_in_force_are_due() -> None:
    assert due(naskah(tanggal_penandatanganan="2023-01-10")) == {}
    short = naskah(tanggal_penandatanganan="2025-08-01", tanggal_berakhir="2025-12-31")
    assert due(short) == {("ksdd-semester", "2025-S2"): DutyState.MISSING}
    partial = naskah(tanggal_penandatanganan="2025", tanggal_berakhir="2026-12-31")
    assert ("ksdd-semester", "2025-S1") not in due(partial)
    assert ("ksdd-semester", "2025-S2") in due(partial)


def test_report_told_of_without_its_period_is_not_called_missing() -> None:
    row = filled(Pelaksanaan, jenis_pelaksanaan="laporan", uraian="U", tanggal="2026-08-01")
    states = due(naskah(**TERM, pelaksanaan=(row,)))
    assert states[("ksdd-semester", "2026-S1")] is DutyState.UNKNOWN
    assert states[("ksdd-semester", "2024-S2")] is DutyState.MISSING


@pytest.mark.parametrize(
    ("sent", "recipient", "governor", "minister"),
    [
        ("2026-01-07", "Gubernur Jawa Timur", DutyState.PRESENT, DutyState.UNKNOWN),
        ("2026-01-08", "Gubernur Jawa Timur", DutyState.LATE, DutyState.UNKNOWN),
        ("2026-01-14", "Menteri Dalam Negeri", DutyState.UNKNOWN, DutyState.PRESENT),
        ("2026-01-15", "Menteri Dalam Negeri", DutyState.UNKNOWN, DutyState.LATE),
        ("2026-01", "Menteri Dalam Negeri", DutyState.UNKNOWN, DutyState.UNKNOWN),
        ("2026-01-03", None, DutyState.PRESENT, DutyState.PRESENT),
        ("2026-01-20", None, DutyState.UNKNOWN, DutyState.UNKNOWN),
    ],
)
def test_yearly_reports_abroad_have_two_dates(
    sent: str, recipient: str | None, governor: DutyState, minister: DutyState
) -> None:
    report = filled(Laporan, periode="2025", tanggal=sent, penerima=recipient)
    states = due(naskah(**TERM, jenis="ksdpl", laporan=(report,)))
    assert states[("ksdpl-tahun-gubernur", "2025")] is governor
    assert states[("ksdpl-tahun-menteri", "2025")] is minister


@pytest.mark.parametrize(
    ("recipient", "governor", "minister"),
    [
        ("Gubernur Jawa Timur", DutyState.PRESENT, DutyState.UNKNOWN),
        ("Menteri Dalam Negeri", DutyState.UNKNOWN, DutyState.PRESENT),
        (None, DutyState.PRESENT, DutyState.PRESENT),
        ("Walikota Malang", DutyState.UNKNOWN, DutyState.UNKNOWN),
    ],
)
def test_yearly_reports_on_synergy_are_two(
    recipient: str | None, governor: DutyState, minister: DutyState
) -> None:
    report = filled(Laporan, periode="2025", tanggal="2026-03-01", penerima=recipient)
    states = due(naskah(**TERM, jenis="sinergi", laporan=(report,)))
    assert states["sinergi-tahun-gubernur", "2025"] is governor
    assert states["sinergi-tahun-menteri", "2025"] is minister


def test_half_yearly_report_reaches_the_head_of_the_region() -> None:
    for recipient in ("Bupati Malang", "Walikota Malang", "Gubernur Jawa Timur"):
        report = filled(Laporan, periode="2026-S1", tanggal="2026-07-10", penerima=recipient)
        assert due(naskah(**TERM, laporan=(report,)))["ksdd-semester", "2026-S1"] is (
            DutyState.PRESENT
        )


def test_duties_that_no_naskah_owes_alone_are_never_missed_by_one() -> None:
    general = LAW.duties[""]
    assert {duty.every for duty in general} == {"semester", "tahun"}
    recorded = {d.code for duties in LAW.duties.values() for d in duties if d.is_recorded}
    for kind in LAW.order:
        owed = {code for code, _ in due(naskah(**TERM, jenis=kind))}
        assert owed
        assert owed <= recorded
    assert not recorded & {duty.code for duty in general}


def test_province_reports_to_the_minister_only_and_not_before_the_day() -> None:
    parties = naskah().para_pihak
    province = (
        replace(parties[0], mitra="pemprov-jawa-timur"),
        replace(parties[1], mitra="kota-x"),
    )
    record = naskah(**TERM, jenis="ksdpl", para_pihak=province)
    states = due(record, date(2026, 1, 14))
    assert states[("ksdpl-tahun-menteri", "2025")] is DutyState.NOT_DUE
    assert due(record, date(2026, 1, 15))[("ksdpl-tahun-menteri", "2025")] is DutyState.MISSING
    assert not any(code.endswith("gubernur") for code, _ in states)


def test_notice_of_extension_is_due_180_days_before_the_end() -> None:
    record = naskah(**(TERM | {"tanggal_berakhir": "2027-05-20"}), jenis="ksdpl")
    notice = notice_of(record, LAW, life(record))
    assert notice is not None
    assert notice.announce_by == date(2026, 11, 21)
    assert notice_of(naskah(**TERM), LAW, life(naskah(**TERM))) is None


def test_living_addendum_carries_the_duty_past_the_first_end() -> None:
    base = naskah("a", tanggal_penandatanganan="2021-01-01", tanggal_berakhir="2023-12-31")
    addendum = naskah(
        "b",
        bentuk_naskah="adendum",
        mengubah="a",
        tanggal_penandatanganan="2023-11-01",
        tanggal_berakhir="2027-12-31",
    )
    whole = life(base, addendum)
    periods = [d.period.text for d in reports_due(base, LAW, whole)]
    assert "2026-S1" in periods
    validity = whole.validity["a"]
    assert is_active(validity, date(2026, 1, 1), date(2026, 6, 30)) is True


@given(agreements(), st.dates(date(2018, 1, 1), date(2028, 12, 31)))
def test_every_answer_is_consistent(records: list[KerjaSama], as_of: date) -> None:
    whole = life(*records, as_of=as_of)
    for record in records:
        for clock in clocks_of(record, LAW, whole):
            assert clock.due_from <= clock.due_to
            assert clock.started.first <= as_of
            assert (clock.state is not ClockState.RUNNING) or as_of <= clock.due_from
            assert (clock.state is not ClockState.PASSED) or as_of > clock.due_to
            assert clock.reason.endswith(".")
        for stay in stays_of(record, LAW, whole):
            assert 0 <= stay.days[0] <= stay.days[1]
        for item in reports_due(record, LAW, whole):
            assert item.period.last < as_of
            assert (
                item.state in (DutyState.MISSING, DutyState.NOT_DUE)
                or item.report
                or (item.state is DutyState.UNKNOWN)
            )
        wait_of(record, LAW, whole)
        notice_of(record, LAW, whole)


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("ksdd", None),
        ("ksdd", "lainnya"),
        ("ksdpk", "adendum"),
        ("ksdpl", "pks"),
        ("ksdll", "nk"),
        ("sinergi", "kb"),
    ],
)
def test_signed_naskah_waits_for_no_signature_whatever_its_form(
    kind: str, form: str | None
) -> None:
    stage = next(iter(LAW.order[kind]))
    asked = (Tahapan(stage, day("2024-01-01"), None),)
    unsigned = naskah(jenis=kind, bentuk_naskah=form, tahapan=asked)
    assert wait_of(unsigned, LAW, life(unsigned)) is not None
    signed = replace(unsigned, tanggal_penandatanganan=day("2024-02-01"))
    assert wait_of(signed, LAW, life(signed)) is None
    assert ClockState.PASSED not in clocks(signed).values()


@given(agreements(), st.dates(date(2019, 1, 1), date(2027, 1, 1)), st.integers(0, 800))
def test_longer_period_is_active_where_a_shorter_is(
    records: list[KerjaSama], first: date, length: int
) -> None:
    whole: Life = life(*records)
    last = first + timedelta(days=length)
    for record in records:
        validity = whole.validity[record.id]
        if is_active(validity, first, last):
            wider = is_active(validity, first - timedelta(days=90), last + timedelta(days=90))
            assert wider is True
