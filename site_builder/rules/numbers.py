"""Rules on the numbers of a naskah. A number is kept as it is printed; nothing is corrected."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.partial_date import in_words
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import known
from site_builder.rules.index import index_of, number_field, number_rows
from site_builder.rules.masking import shown
from site_builder.rules.number_text import is_placeholder, month_in_number, year_in_number
from site_builder.tables import Record, Row

__all__ = ["RULES"]


def _numbers(record: Record) -> Iterator[tuple[Row, str, str]]:
    for row in number_rows(record):
        name = number_field(row)
        if text := known(row, name):
            yield row, name, text


@rule("nomor-spasi", Severity.SARAN)
def number_without_stray_blanks(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Nomor naskah tidak diawali, diakhiri, atau disela spasi berlebih."""
    for row, name, text in _numbers(record):
        tidy = " ".join(text.split())
        if tidy != text:
            yield Hit(
                row,
                name,
                f'nomor "{shown(text)}" memuat spasi berlebih',
                f'tulis "{shown(tidy)}"',
            )


@rule("nomor-belum-lengkap", Severity.PERINGATAN)
def number_is_complete(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Nomor naskah tidak memuat bagian yang belum diisi."""
    for row, name, text in _numbers(record):
        if is_placeholder(text):
            yield Hit(
                row,
                name,
                f'nomor "{shown(text)}" memuat bagian yang belum diisi',
                "cari nomor lengkapnya; bila naskahnya memang bertulis demikian, biarkan",
            )


@rule("nomor-bulan", Severity.SARAN)
def number_month_agrees(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Bulan Romawi dalam nomor sama dengan bulan penandatanganan."""
    signed = dataset.date_of(record, "tanggal_penandatanganan")
    if signed is None or (signed.first.year, signed.first.month) != (
        signed.last.year,
        signed.last.month,
    ):
        return
    for row, name, text in _numbers(record):
        found = month_in_number(text)
        if found is None or found[2] != str(signed.first.year):
            continue
        if found[0] != signed.first.month:
            yield Hit(
                row,
                name,
                f'nomor "{shown(text)}" berbulan {found[1]}, sedangkan naskah ditandatangani '
                f"{in_words(signed)}",
                "periksa nomor dan tanggalnya; biarkan bila nomornya diambil pada bulan lain "
                "atau angka itu nomor bidang",
            )


@rule("nomor-tahun", Severity.SARAN)
def number_year_agrees(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Tahun dalam nomor sama dengan tahun penandatanganan."""
    signed = dataset.date_of(record, "tanggal_penandatanganan")
    if signed is None:
        return
    for row, name, text in _numbers(record):
        year = year_in_number(text)
        if year and year != str(signed.first.year):
            yield Hit(
                row,
                name,
                f'nomor "{shown(text)}" bertahun {year}, sedangkan naskah ditandatangani '
                f"{in_words(signed)}",
                "periksa nomor dan tanggalnya; bila memang berbeda, biarkan",
            )


@rule("nomor-ganda", Severity.PERINGATAN)
def number_stands_once(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Satu nomor dari satu pihak dipakai oleh satu naskah saja."""
    index = index_of(dataset)
    seen: set[str] = set()
    for row, name, text in _numbers(record):
        uses = (index.numbers.get(key) for key in index.number_keys(record, row))
        shared = next((use for use in uses if use is not None and use.count > 1), None)
        if shared is None or text in seen:
            continue
        seen.add(text)
        more = f" dan {shared.count - 2} lainnya" if shared.count > 2 else ""
        yield Hit(
            row,
            name,
            f'nomor "{shown(text)}" juga dipakai naskah "{shared.beside(record.id)}"{more}',
            "bila keduanya naskah yang sama, gabungkan; bila tidak, periksa nomornya",
        )


RULES = (
    number_without_stray_blanks,
    number_is_complete,
    number_month_agrees,
    number_year_agrees,
    number_stands_once,
)
