"""The state of an agreement, at the edges and over random chains."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.duration import Duration, parse_duration
from site_builder.model import KerjaSama, Tahapan
from site_builder.partial_date import PartialDate, parse_partial_date
from site_builder.status import ENDING_SOON, IN_FORCE, UNKNOWN, State, compute_states
from tests.support import AS_OF

_DATES = {
    "tanggal_penandatanganan",
    "tanggal_mulai",
    "tanggal_berakhir",
    "tanggal_pengakhiran",
}


def day(text: str | None) -> PartialDate | None:
    return parse_partial_date(text) if text else None


def naskah(record_id: str = "a", **given_values: object) -> KerjaSama:
    values: dict[str, Any] = {
        name: None for name in KerjaSama.__dataclass_fields__ if name != "blanks"
    }
    lists = {
        f for f, spec in KerjaSama.__dataclass_fields__.items() if spec.type.startswith("tuple")
    }
    values |= dict.fromkeys(lists, ())
    values |= {"id": record_id, "jenis": "ksdd", "nama_naskah": "N", "tingkat_bukti": "berita"}
    for name, value in given_values.items():
        values[name] = day(value) if name in _DATES and isinstance(value, str) else value
    return KerjaSama(**values)


def state(*records: KerjaSama, of: str = "a", on: date = AS_OF) -> State:
    return compute_states({r.id: r for r in records}, on)[of]


SIGNED = {"tanggal_penandatanganan": "2022-12-30"}


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({}, UNKNOWN),
        (SIGNED, UNKNOWN),
        ({"tanggal_berakhir": "2030"}, UNKNOWN),
        ({"tanggal_berakhir": "2015"}, "berakhir"),
        (SIGNED | {"tanggal_berakhir": "2027-12-30"}, "berlaku"),
        (SIGNED | {"tanggal_berakhir": "2026-11-21"}, "segera-berakhir"),
        (SIGNED | {"tanggal_berakhir": "2026-11-20"}, "berakhir"),
        (SIGNED | {"tanggal_berakhir": "2027-02-19"}, "segera-berakhir"),
        (SIGNED | {"tanggal_berakhir": "2027-02-20"}, "berlaku"),
        (SIGNED | {"tanggal_berakhir": "2026"}, UNKNOWN),
        (SIGNED | {"tanggal_berakhir": "2026-11"}, UNKNOWN),
        (SIGNED | {"tanggal_berakhir": "2026-12"}, "segera-berakhir"),
        (SIGNED | {"tanggal_berakhir": "2027"}, "segera-berakhir"),
        (SIGNED | {"tanggal_berakhir": "2028"}, "berlaku"),
        (SIGNED | {"tanggal_mulai": "2027-01-01", "tanggal_berakhir": "2028"}, "belum-berlaku"),
        (SIGNED | {"tanggal_mulai": "2026", "tanggal_berakhir": "2028"}, UNKNOWN),
        (SIGNED | {"jangka_waktu": "5 (lima) tahun"}, "berlaku"),
        (SIGNED | {"jangka_waktu": "tiga tahun"}, "berakhir"),
        (SIGNED | {"jangka_waktu": "hingga selesai"}, UNKNOWN),
        ({"tanggal_penandatanganan": "2021", "jangka_waktu": "5 tahun"}, UNKNOWN),
        ({"tanggal_penandatanganan": "2027-01-01"}, "penyusunan"),
        ({"tanggal_penandatanganan": "2026"}, UNKNOWN),
        (SIGNED | {"blanks": {"tanggal_berakhir": "tidak-berlaku"}}, "berlaku"),
        (SIGNED | {"blanks": {"tanggal_berakhir": "tidak-diketahui"}}, UNKNOWN),
        (
            SIGNED
            | {
                "tanggal_berakhir": "2027-12-30",
                "tanggal_pengakhiran": "2024-04-23",
                "alasan_pengakhiran": "kesepakatan-para-pihak",
            },
            "diakhiri",
        ),
        (SIGNED | {"tanggal_berakhir": "2028", "tanggal_pengakhiran": "2026"}, UNKNOWN),
        (SIGNED | {"tanggal_berakhir": "2028", "tanggal_pengakhiran": "2027"}, "berlaku"),
        (SIGNED | {"alasan_pengakhiran": "pailit"}, "diakhiri"),
        (SIGNED | {"alasan_pengakhiran": "jangka-waktu-berakhir"}, "berakhir"),
        (SIGNED | {"alasan_pengakhiran": "naskah-baru"}, "digantikan"),
        ({"tahapan": (Tahapan("penawaran", None, None),)}, "penyusunan"),
        ({"tahapan": (Tahapan("penandatanganan-pks", None, None),)}, UNKNOWN),
    ],
)
def test_state_of_one_naskah(values: dict[str, object], status: str) -> None:
    found = state(naskah(**values))
    assert found.status == status
    assert found.reason.endswith(".")
    assert found.based_on


def test_leap_day_term_ends_on_28_february() -> None:
    record = naskah(tanggal_penandatanganan="2024-02-29", jangka_waktu="1 tahun")
    assert state(record, on=date(2025, 2, 28)).status == "segera-berakhir"
    assert state(record, on=date(2025, 3, 1)).status == "berakhir"


CURRENT = SIGNED | {"tanggal_berakhir": "2028"}


@pytest.mark.parametrize(
    ("link", "successor", "status"),
    [
        ("memperpanjang", {"tanggal_penandatanganan": "2025"}, "diperpanjang"),
        ("menggantikan", {"tanggal_penandatanganan": "2025"}, "digantikan"),
        ("menggantikan", {"tanggal_penandatanganan": "2026"}, UNKNOWN),
        ("menggantikan", {}, UNKNOWN),
        ("menggantikan", {"tanggal_penandatanganan": "2027"}, "berlaku"),
        (
            "memperpanjang",
            {"tanggal_penandatanganan": "2025", "tanggal_mulai": "2028-01-01"},
            "berlaku",
        ),
        ("mengubah", {"tanggal_penandatanganan": "2025"}, "diubah"),
        ("induk", {"tanggal_penandatanganan": "2025"}, "berlaku"),
        *(
            (link, draft, "berlaku")
            for link in ("memperpanjang", "menggantikan", "mengubah")
            for draft in (
                {"tahapan": (Tahapan("persiapan", None, None),)},
                {"tanggal_penandatanganan": "2027-01-01", "tanggal_mulai": "2025-01-01"},
            )
        ),
    ],
)
def test_state_under_a_successor(link: str, successor: dict[str, object], status: str) -> None:
    assert state(naskah(**CURRENT), naskah("b", **{link: "a"}, **successor)).status == status


def test_ended_naskah_stays_ended_where_its_extension_is_undated() -> None:
    old = naskah(tanggal_penandatanganan="2010", tanggal_berakhir="2015")
    assert state(old, naskah("b", memperpanjang="a")).status == "berakhir"


def test_addendum_without_end_keeps_its_base_and_itself_alive() -> None:
    base = naskah(tanggal_penandatanganan="2015-01-01", tanggal_berakhir="2020-01-01")
    endless = {"tanggal_berakhir": "tidak-berlaku"}
    addendum = naskah("b", mengubah="a", tanggal_penandatanganan="2018", blanks=endless)
    found = state(base, addendum)
    assert (found.status, found.is_endless, found.ends_to) == ("diubah", True, None)
    assert "b.tanggal_berakhir" in found.based_on
    assert state(addendum, base, of="b").status == "berlaku"


def test_a_later_addendum_ends_what_an_earlier_one_left_open() -> None:
    base = naskah(tanggal_penandatanganan="2015-01-01", tanggal_berakhir="2020-01-01")
    endless = {"tanggal_berakhir": "tidak-berlaku"}
    first = naskah("b", mengubah="a", tanggal_penandatanganan="2018", blanks=endless)
    last = naskah("c", mengubah="a", tanggal_penandatanganan="2019", tanggal_berakhir="2024-12-31")
    found = state(base, first, last)
    assert (found.status, found.is_endless) == ("berakhir", False)


def test_stated_absence_of_an_end_comes_before_the_words_of_a_term() -> None:
    endless = {"tanggal_berakhir": "tidak-berlaku"}
    record = naskah(
        tanggal_penandatanganan="2010-01-01", jangka_waktu="5 (lima) tahun", blanks=endless
    )
    assert state(record).status == "berlaku"


def test_pile_of_addenda_is_read_once_for_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each addendum without an end asks for that of the pile; the work stays that of one pass."""
    asked: list[str] = []
    real = parse_duration

    def counting(text: str) -> Duration | None:
        asked.append(text)
        return real(text)

    monkeypatch.setattr("site_builder.status.parse_duration", counting)
    count = 60
    pile = [naskah("a0", tanggal_penandatanganan="2020", jangka_waktu="20 tahun")]
    pile += [
        naskah(f"a{n}", mengubah=f"a{n - 1}", tanggal_penandatanganan="2021", jangka_waktu="entah")
        for n in range(1, count)
    ]
    compute_states({r.id: r for r in pile}, AS_OF)
    assert len(asked) <= 3 * count


def test_addendum_with_a_later_end_keeps_its_base_alive() -> None:
    base = naskah(tanggal_penandatanganan="2015-01-01", tanggal_berakhir="2020-01-01")
    addendum = naskah(
        "b", mengubah="a", tanggal_penandatanganan="2019-06-01", tanggal_berakhir="2029-01-01"
    )
    assert state(base, addendum).status == "diubah"
    assert state(base, addendum, of="b").status == "berlaku"
    assert state(base, addendum, on=date(2019, 1, 1)).status == "berlaku"
    assert state(base, addendum, on=date(2029, 1, 2)).status == "berakhir"


def test_addendum_without_end_shares_that_of_its_base() -> None:
    base = naskah(**CURRENT)
    addendum = naskah("b", mengubah="a", tanggal_penandatanganan="2025")
    assert state(base, addendum, of="b").status == "berlaku"
    assert state(base, addendum, of="b", on=date(2029, 1, 1)).status == "berakhir"


def test_amendment_is_named_unless_the_end_is_its_own() -> None:
    # "b" stands in "31 Desember 2029", the end that "a" states, and is not where it comes from.
    base = naskah(tanggal_penandatanganan="2020-01-01", jangka_waktu="10 (sepuluh) tahun")
    addendum = naskah("b", mengubah="a", tanggal_penandatanganan="2022-01-01")
    assert "dengan perubahan oleh" in state(base, addendum).reason
    prolonging = naskah(
        "b", mengubah="a", tanggal_penandatanganan="2022-01-01", tanggal_berakhir="2031-01-01"
    )
    assert "dengan perubahan oleh" not in state(base, prolonging).reason


def test_addendum_falls_with_its_base() -> None:
    base = naskah(**CURRENT)
    addendum = naskah(
        "b", mengubah="a", tanggal_penandatanganan="2024", tanggal_berakhir="2028-01-01"
    )
    heir = naskah("c", menggantikan="a", tanggal_penandatanganan="2025-01-01")
    assert state(base, addendum, heir, of="b").status == "digantikan"


partial_dates = st.one_of(
    st.none(),
    st.dates(date(1990, 1, 1), date(2035, 12, 31)).flatmap(
        lambda d: st.sampled_from([d.isoformat(), d.isoformat()[:7], d.isoformat()[:4]])
    ),
)


@st.composite
def chains(draw: st.DrawFn) -> dict[str, KerjaSama]:
    """Up to eight naskah, each linked only to earlier ones, so that no cycle arises."""
    records: dict[str, KerjaSama] = {}
    for number in range(draw(st.integers(1, 8))):
        values: dict[str, object] = {
            name: draw(partial_dates)
            for name in ("tanggal_penandatanganan", "tanggal_mulai", "tanggal_berakhir")
        }
        if draw(st.booleans()):
            values["tanggal_pengakhiran"] = draw(partial_dates)
        if records and draw(st.booleans()):
            link = draw(st.sampled_from(["mengubah", "memperpanjang", "menggantikan"]))
            values[link] = draw(st.sampled_from(sorted(records)))
        record_id = f"n{number}"
        records[record_id] = naskah(record_id, **values)
    return records


days = st.dates(date(1985, 1, 1), date(2040, 12, 31))


@given(chains(), days)
@settings(max_examples=300)
def test_nothing_is_in_force_without_the_dates_that_bear_it_out(
    records: dict[str, KerjaSama], on: date
) -> None:
    states = compute_states(records, on)
    for record in records.values():
        found = states[record.id]
        if found.status not in IN_FORCE:
            continue
        start = record.start
        assert start is not None
        assert start.last <= on
        assert found.ends_from is not None
        assert found.ends_from >= on
        for other in records.values():
            if record.id in (other.menggantikan, other.memperpanjang):
                signed = other.tanggal_penandatanganan
                assert other.start is not None
                assert other.start.first > on or (signed is not None and signed.first > on)


@given(chains(), days)
@settings(max_examples=200)
def test_states_cover_every_record_and_do_not_depend_on_order(
    records: dict[str, KerjaSama], on: date
) -> None:
    forward = compute_states(records, on)
    backward = compute_states(dict(reversed(records.items())), on)
    assert forward == {key: backward[key] for key in forward}
    assert forward.keys() == records.keys()


@given(st.dates(date(1990, 1, 1), date(2035, 1, 1)), st.integers(0, 4000), days)
def test_exact_dates_are_never_in_doubt(start: date, length: int, on: date) -> None:
    end = start + timedelta(days=length)
    record = naskah(tanggal_penandatanganan=start.isoformat(), tanggal_berakhir=end.isoformat())
    if on < start:
        expected = "penyusunan"
    elif on > end:
        expected = "berakhir"
    elif end - on <= ENDING_SOON:
        expected = "segera-berakhir"
    else:
        expected = "berlaku"
    assert state(record, on=on).status == expected


@given(partial_dates, partial_dates, days)
@settings(max_examples=300)
def test_partial_dates_give_the_state_that_every_day_of_them_would_give(
    signed: str | None, ends: str | None, on: date
) -> None:
    """Certain answers agree with each exact pair inside the intervals."""
    record = naskah(tanggal_penandatanganan=signed, tanggal_berakhir=ends)
    found = state(record, on=on).status
    start, end = record.tanggal_penandatanganan, record.tanggal_berakhir
    if found == UNKNOWN or start is None or end is None:
        return
    exact = {
        state(
            naskah(tanggal_penandatanganan=s.isoformat(), tanggal_berakhir=e.isoformat()), on=on
        ).status
        for s in (start.first, start.last)
        for e in (end.first, end.last)
        if s <= e
    }
    if found == "segera-berakhir":
        assert exact <= {"segera-berakhir", "berlaku"}
    else:
        assert exact <= {found}
