"""Rules on how long a naskah may last, and whether its words and its dates say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from site_builder.dataset import Dataset
from site_builder.duration import Duration, parse_duration
from site_builder.findings import Severity
from site_builder.partial_date import PartialDate, add_years, in_words
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import FOREIGN, known
from site_builder.rules.law import (
    PERMENDAGRI_22_2020,
    PERMENDAGRI_25_2020,
    is_signed_since,
    transition_note,
)
from site_builder.rules.masking import shown
from site_builder.tables import Record

__all__ = ["RULES"]

#: Between the last day and the same date so many years later offices count differently.
_TOLERANCE = timedelta(days=31)
_MONTHS_IN_A_YEAR = 12
_DAYS_IN_A_YEAR = 366


def _stated(record: Record) -> Duration | None:
    """Return the term in words, where they state one length and nothing else."""
    return parse_duration(known(record.main, "jangka_waktu"))


def _start(record: Record, dataset: Dataset) -> PartialDate | None:
    return dataset.date_of(record, "tanggal_mulai") or dataset.date_of(
        record, "tanggal_penandatanganan"
    )


def _is_longer(duration: Duration, years: int) -> bool:
    return duration.months > years * _MONTHS_IN_A_YEAR or duration.days > years * _DAYS_IN_A_YEAR


def _exceeds(start: PartialDate, end: PartialDate, years: int) -> bool:
    has_limit = start.last.year + years <= date.max.year
    return has_limit and end.first > add_years(start.last, years)


def _too_long(record: Record, dataset: Dataset, years: int, note: str = "") -> Iterator[Hit]:
    """Yield a hit where dates or words certainly say more than so many years."""
    start, end = _start(record, dataset), dataset.date_of(record, "tanggal_berakhir")
    stated = _stated(record)
    remedy = "periksa tanggal atau jangka waktunya pada naskah; bila memang demikian, biarkan"
    if start is not None and end is not None and _exceeds(start, end, years):
        yield Hit(
            record.main,
            "tanggal_berakhir",
            f"berlaku {in_words(start)} sampai {in_words(end)}, lebih dari {years} tahun{note}",
            remedy,
        )
        return
    if stated is not None and _is_longer(stated, years):
        words = shown(known(record.main, "jangka_waktu"))
        yield Hit(
            record.main,
            "jangka_waktu",
            f'jangka waktu "{words}" lebih dari {years} tahun{note}',
            remedy,
        )


@rule(
    "kb-lima-tahun",
    Severity.PERINGATAN,
    legal_basis="Permendagri 22/2020 pasal 9(3), 32(3), berlaku sejak 14 April 2020",
)
def kb_up_to_five_years(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Kesepakatan Bersama KSDD dan KSDPK berlaku paling lama lima tahun."""
    if (
        known(record.main, "jenis") in ("ksdd", "ksdpk")
        and known(record.main, "bentuk_naskah") == "kb"
        and is_signed_since(record, dataset, PERMENDAGRI_22_2020)
    ):
        yield from _too_long(record, dataset, 5, transition_note(record, dataset))


@rule(
    "luar-negeri-lima-tahun",
    Severity.PERINGATAN,
    legal_basis="Permendagri 25/2020 pasal 32, berlaku sejak 22 Mei 2020",
)
def foreign_up_to_five_years(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah KSDPL dan KSDLL berlaku paling lama lima tahun."""
    if (
        known(record.main, "jenis") in FOREIGN
        and known(record.main, "bentuk_naskah") not in ("loi", "adendum")
        and is_signed_since(record, dataset, PERMENDAGRI_25_2020)
    ):
        yield from _too_long(record, dataset, 5)


@rule(
    "loi-satu-tahun",
    Severity.PERINGATAN,
    legal_basis="Permendagri 25/2020 pasal 13, berlaku sejak 22 Mei 2020",
)
def letter_of_intent_up_to_one_year(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Pernyataan Kehendak Kerja Sama (LoI) berlaku paling lama satu tahun."""
    if (
        known(record.main, "jenis") in FOREIGN
        and known(record.main, "bentuk_naskah") == "loi"
        and is_signed_since(record, dataset, PERMENDAGRI_25_2020)
    ):
        yield from _too_long(record, dataset, 1)


@rule("jangka-waktu-cocok", Severity.PERINGATAN)
def words_agree_with_dates(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Jangka waktu dengan kata-kata cocok dengan tanggal mulai dan berakhir."""
    start, end = _start(record, dataset), dataset.date_of(record, "tanggal_berakhir")
    stated = _stated(record)
    if start is None or end is None or stated is None:
        return
    first, last = stated.last_day(start.first), stated.last_day(start.last)
    if first is None or last is None:
        return
    if first - end.last > _TOLERANCE or end.first - last > _TOLERANCE:
        words = shown(known(record.main, "jangka_waktu"))
        yield Hit(
            record.main,
            "jangka_waktu",
            f'"{words}" sejak {in_words(start)} berarti sampai sekitar {in_words(last)}, '
            f"sedangkan tanggal_berakhir {in_words(end)}",
            "periksa ketiganya pada naskah; jelaskan di `catatan` bila naskahnya sendiri berbeda",
        )


RULES = (
    kb_up_to_five_years,
    foreign_up_to_five_years,
    letter_of_intent_up_to_one_year,
    words_agree_with_dates,
)
