"""Rules on the dates of a naskah. Dates may be known to the month or year only.

Only what is certain is reported: two dates that overlap cannot be ordered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.partial_date import PartialDate, in_words, is_before, parse_partial_date
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import ALL_TABLES, known
from site_builder.rules.index import index_of
from site_builder.tables import Record, Row

__all__ = ["RULES"]

_FORM = re.compile("[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
#: No regional government of the Republic is older.
_FIRST_YEAR = 1945
#: Leases of 99 years exist; an end further away is a slip of the pen.
_FURTHEST_YEARS = 100
#: What can only be recorded after it happened. A planned end or activity may lie ahead.
_PAST_FIELDS = {
    "kerja_sama": (
        "tanggal_penandatanganan",
        "tanggal_pengakhiran",
        "tanggal_persetujuan_dprd",
    ),
    "tahapan": ("tanggal",),
    "evaluasi": ("tanggal",),
    "pelaksanaan": ("tanggal",),
    "laporan": ("tanggal",),
    "perselisihan": ("tanggal",),
    "peristiwa": ("tanggal",),
    "peristiwa_usulan": ("tanggal",),
    "peristiwa_potensi": ("tanggal",),
    "potensi": ("tanggal",),
    "masa_jabatan": ("tanggal_mulai", "tanggal_akses"),
    "usulan": ("tanggal_diterima", "tanggal_keputusan"),
    "rincian_kejadian": ("tanggal",),
    "sumber": ("tanggal_akses",),
}
#: Where what is only planned can have slipped in; it has a place of its own.
_WITH_PLANS = frozenset({"tahapan", "evaluasi", "pelaksanaan", "peristiwa"})


def _dates(record: Record, dataset: Dataset) -> Iterator[tuple[Row, str, str]]:
    kinds = index_of(dataset).kinds
    for row in record.rows():
        for name in row.marks:
            if kinds.get((row.table, name)) == "partial-date":
                yield row, name, row.values.get(name, "")


@rule("tanggal-nyata", Severity.GALAT, tables=ALL_TABLES)
def date_exists(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Setiap tanggal ada dalam kalender."""
    for row, name, text in _dates(record, dataset):
        if _FORM.fullmatch(text) and parse_partial_date(text) is None:
            month = text[:7] if len(text) > len("2024-02") and text[:4] != "0000" else ""
            yield Hit(
                row,
                name,
                f'tanggal "{text}" tidak ada dalam kalender',
                f"periksa sumbernya; bila harinya tidak pasti, tulis {month}"
                if month
                else "periksa sumbernya, lalu tulis tahun yang benar; bila tidak ditemukan, tulis "
                "tidak-diketahui",
            )


@rule("tahun-wajar", Severity.PERINGATAN, tables=ALL_TABLES)
def year_is_plausible(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Tahun pada setiap tanggal berada antara 1945 dan seratus tahun mendatang."""
    last = dataset.as_of.year + _FURTHEST_YEARS
    for row, name, text in _dates(record, dataset):
        value = parse_partial_date(text)
        if value is not None and not _FIRST_YEAR <= value.first.year <= last:
            yield Hit(
                row,
                name,
                f"tahun {value.first.year:04d} tampaknya salah tulis",
                "periksa tahun itu pada sumbernya",
            )


@rule("tanggal-belum-tiba", Severity.PERINGATAN, tables=ALL_TABLES)
def past_is_past(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Peristiwa yang dicatat sudah terjadi tidak bertanggal sesudah tanggal data."""
    for row in record.rows():
        for name in _PAST_FIELDS.get(row.table, ()):
            value = parse_partial_date(known(row, name))
            is_plan = known(row, "jenis_pelaksanaan") == "rencana"
            if value is not None and value.first > dataset.as_of and not is_plan:
                yield Hit(
                    row,
                    name,
                    f"{in_words(value)} belum tiba pada tanggal data {in_words(dataset.as_of)}",
                    "periksa tanggalnya; yang baru direncanakan dicatat di `pelaksanaan` "
                    "dengan jenis_pelaksanaan rencana"
                    if row.table in _WITH_PLANS
                    else "periksa tanggalnya pada sumber",
                )


def _pair(
    record: Record, dataset: Dataset, earlier: str, later: str
) -> tuple[PartialDate, PartialDate] | None:
    """Return both dates where the second certainly lies before the first."""
    a, b = dataset.date_of(record, earlier), dataset.date_of(record, later)
    if a is None or b is None or not is_before(b, a):
        return None
    return a, b


@rule("mulai-sebelum-tanda-tangan", Severity.PERINGATAN)
def start_after_signing(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah tidak mulai berlaku sebelum ditandatangani."""
    pair = _pair(record, dataset, "tanggal_penandatanganan", "tanggal_mulai")
    if pair:
        yield Hit(
            record.main,
            "tanggal_mulai",
            f"mulai berlaku {in_words(pair[1])}, sebelum ditandatangani {in_words(pair[0])}",
            "periksa kedua tanggal; bila memang berlaku surut, sebut pasalnya di `catatan`",
        )


@rule("berakhir-sebelum-mulai", Severity.GALAT)
def end_after_start(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah tidak berakhir sebelum mulai berlaku atau ditandatangani."""
    for name, word in (
        ("tanggal_mulai", "mulai berlaku"),
        ("tanggal_penandatanganan", "ditandatangani"),
    ):
        pair = _pair(record, dataset, name, "tanggal_berakhir")
        if pair:
            yield Hit(
                record.main,
                "tanggal_berakhir",
                f"berakhir {in_words(pair[1])}, sebelum {word} {in_words(pair[0])}",
                "periksa kedua tanggal pada sumbernya; mungkin tahunnya tertukar",
            )
            return


@rule("pengakhiran-sebelum-tanda-tangan", Severity.GALAT)
def termination_after_signing(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Kerja sama tidak diakhiri sebelum naskahnya ditandatangani."""
    pair = _pair(record, dataset, "tanggal_penandatanganan", "tanggal_pengakhiran")
    if pair:
        yield Hit(
            record.main,
            "tanggal_pengakhiran",
            f"diakhiri {in_words(pair[1])}, sebelum ditandatangani {in_words(pair[0])}",
            "periksa kedua tanggal pada sumbernya",
        )


RULES = (
    date_exists,
    year_is_plausible,
    past_is_past,
    start_after_signing,
    end_after_start,
    termination_after_signing,
)
