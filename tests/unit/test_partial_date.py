"""Dates known to the day, the month or the year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.date_hint import suggest_date
from site_builder.duration import Duration, parse_duration
from site_builder.partial_date import PartialDate, in_words, is_before, parse_partial_date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_partial_date_is_the_interval_it_can_mean(text: str, first: date, last: date) -> None:
    assert parse_partial_date(text) == PartialDate(text, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "2023-13",
        "2023-00",
        "0000",
        "23-1-1",
        "2023-1",
        "2023-01-01 ",
        "٢٠٢٤",
        "0999-12-31",
        "9000",
        "9999",
        "9999-12-31",
        "0001-01-01",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert parse_partial_date(text) is None


def test_order_is_three_valued() -> None:
    def order(a: str, b: str) -> bool | None:
        left, right = parse_partial_date(a), parse_partial_date(b)
        assert left is not None
        assert right is not None
        return is_before(left, right)

    assert order("2023", "2024") is True
    assert order("2024-05", "2024-04-30") is False
    assert order("2024-04-17", "2024-04-17") is False
    assert order("2024", "2024-04-17") is None


_days = st.dates(date(1000, 1, 1), date(8999, 12, 31))


@given(_days, _days)
def test_order_of_exact_dates_is_the_order_of_days(a: date, b: date) -> None:
    left, right = parse_partial_date(a.isoformat()), parse_partial_date(b.isoformat())
    assert left is not None
    assert right is not None
    assert is_before(left, right) is (a < b)


def test_dates_are_written_in_indonesian() -> None:
    assert in_words(date(2024, 8, 7)) == "7 Agustus 2024"
    value = parse_partial_date("2024-10")
    assert value is not None
    assert in_words(value) == "Oktober 2024"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("17 April 2024", "2024-04-17"),
        ("4 Mei 2026", "2026-05-04"),
        ("Agustus 2020", "2020-08"),
        ("31-12-2020", "2020-12-31"),
        ("05/05/2020", "2020-05-05"),
        ("2024/4/7", "2024-04-07"),
        ("04/05/2026", None),
        ("30 Februari 2024", None),
        ("kemarin", None),
    ],
)
def test_only_a_plain_date_is_suggested(written: str, meant: str | None) -> None:
    assert suggest_date(written) == meant


@pytest.mark.parametrize(
    ("printed", "length"),
    [
        ("5 (lima) tahun, terhitung sejak ditandatangani", Duration(60, 0)),
        ("lima tahun", Duration(60, 0)),
        ("Tiga Tahun", Duration(36, 0)),
        ("enam bulan sejak ditandatangani nota kesepakatan ini", Duration(6, 0)),
        ("90 (sembilan puluh) hari kalender", Duration(0, 90)),
        ("12 bulan, dapat diperpanjang", Duration(12, 0)),
        ("dua puluh lima tahun", Duration(300, 0)),
        ("setiap lima tahun selalu diperpanjang", None),
        ("lima tahunan", None),
        ("satu tahun anggaran 2026", None),
        ("30 hari kerja", None),
        ("2 tahun sekali", None),
        ("4 tahun 11 bulan", None),
        ("2 tahun sampai 3 tahun", None),
        ("lima tahun atau sampai proyek selesai", None),
        ("hingga Covid-19 Berakhir", None),
    ],
)
def test_only_a_plain_term_is_read(printed: str, length: Duration | None) -> None:
    assert parse_duration(printed) == length


def test_a_term_ends_the_day_before_its_anniversary() -> None:
    assert Duration(60, 0).last_day(date(2024, 4, 17)) == date(2029, 4, 16)
    assert Duration(48, 0).last_day(date(2024, 2, 29)) == date(2028, 2, 28)
    assert Duration(0, 90).last_day(date(2024, 1, 1)) == date(2024, 3, 30)
    assert Duration(12, 0).last_day(date(9999, 6, 1)) is None


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 30), 1, date(2024, 2, 29)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2025, 3, 31), 1, date(2025, 4, 30)),
        (date(2025, 2, 28), 1, date(2025, 3, 27)),
    ],
)
def test_a_term_whose_last_month_has_no_such_day_ends_with_it(
    start: date, months: int, last: date
) -> None:
    assert Duration(months, 0).last_day(start) == last
