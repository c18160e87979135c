"""Rules on the terms of heads of region, which stand with the government they head."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.dataset import GOVERNMENTS, Dataset
from site_builder.findings import Severity
from site_builder.partial_date import PartialDate, in_words, is_before, parse_partial_date
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import child_rows, known
from site_builder.tables import Record, Row

__all__ = ["RULES"]

_TABLE = ("mitra",)


@rule("masa-jabatan-pemerintah", Severity.GALAT, tables=_TABLE)
def only_governments_have_heads(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Masa jabatan kepala daerah dicatat hanya pada pemerintah provinsi, kabupaten, atau kota."""
    kind = known(record.main, "kelas")
    if kind and kind not in GOVERNMENTS:
        for row in child_rows(record, "masa_jabatan")[:1]:
            yield Hit(
                row,
                "jabatan",
                f'masa jabatan kepala daerah tercatat pada mitra berkelas "{kind}"',
                "pindahkan ke pemerintah daerahnya, atau hapus",
            )


def _dates(row: Row) -> tuple[PartialDate | None, PartialDate | None]:
    return (
        parse_partial_date(known(row, "tanggal_mulai")),
        parse_partial_date(known(row, "tanggal_selesai")),
    )


@rule("masa-jabatan-urutan", Severity.GALAT, tables=_TABLE)
def terms_end_after_they_begin(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Masa jabatan kepala daerah tidak selesai sebelum dimulai."""
    for row in child_rows(record, "masa_jabatan"):
        begins, ends = _dates(row)
        if begins is not None and ends is not None and is_before(ends, begins):
            yield Hit(
                row,
                "tanggal_selesai",
                f"selesai {in_words(ends)}, sebelum mulai {in_words(begins)}",
                "periksa kedua tanggal pada sumbernya",
            )


@rule("masa-jabatan-tumpang-tindih", Severity.PERINGATAN, tables=_TABLE)
def terms_follow_one_another(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Masa jabatan kepala daerah yang satu selesai sebelum yang berikutnya dimulai."""
    terms = [
        (begins, ends, row)
        for row in child_rows(record, "masa_jabatan")
        for begins, ends in [_dates(row)]
        if begins is not None
    ]
    terms.sort(key=lambda term: (term[0].first, term[0].last))
    longest: PartialDate | None = None
    before: PartialDate | None = None
    for begins, ends, row in terms:
        if before is not None and begins.is_exact and begins == before:
            message = f"dua masa jabatan mulai {in_words(begins)}"
        elif longest is not None and begins.last < longest.first:
            message = (
                f"mulai {in_words(begins)}, padahal masa jabatan sebelumnya baru selesai "
                f"{in_words(longest)}"
            )
        else:
            message = ""
        if message:
            yield Hit(
                row,
                "tanggal_mulai",
                message,
                "periksa tanggalnya; bila pejabat lain menggantikan sementara, biarkan",
            )
        before = begins
        if ends is not None and (longest is None or ends.first > longest.first):
            longest = ends


RULES = (only_governments_have_heads, terms_end_after_they_begin, terms_follow_one_another)
