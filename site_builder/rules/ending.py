"""Rules on how a cooperation ended."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import FOREIGN, known
from site_builder.rules.index import index_of
from site_builder.rules.law import PERMENDAGRI_25_2020, PP_28_2018
from site_builder.tables import Record

__all__ = ["RULES"]


@rule("pengakhiran-tanpa-alasan", Severity.PERINGATAN, legal_basis="PP 28/2018 pasal 9, 22")
def termination_has_reason(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Tanggal pengakhiran disertai alasannya."""
    text = known(record.main, "tanggal_pengakhiran")
    if text and not known(record.main, "alasan_pengakhiran"):
        yield Hit(
            record.main,
            "tanggal_pengakhiran",
            f"diakhiri {text} tanpa alasan",
            "isi `alasan_pengakhiran` menurut sumber",
        )


@rule("alasan-tanpa-tanggal", Severity.SARAN)
def reason_has_date(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Alasan pengakhiran disertai tanggalnya."""
    reason = known(record.main, "alasan_pengakhiran")
    if reason and not known(record.main, "tanggal_pengakhiran"):
        label = index_of(dataset).label("alasan_pengakhiran", reason)
        yield Hit(
            record.main,
            "alasan_pengakhiran",
            f'alasan "{label}" tercatat tanpa tanggal',
            "isi `tanggal_pengakhiran`; cukup tahunnya bila hanya itu yang diketahui",
        )


@rule(
    "alasan-menurut-peraturan",
    Severity.PERINGATAN,
    legal_basis="PP 28/2018 pasal 9, 22; Permendagri 25/2020 pasal 34",
)
def reason_is_named_by_law(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Alasan pengakhiran disebut dalam peraturan untuk jenis kerja sama itu."""
    index = index_of(dataset)
    kind, reason = known(record.main, "jenis"), known(record.main, "alasan_pengakhiran")
    named = index.reasons.get(kind)
    if named is None or ("alasan_pengakhiran", reason) not in index.labels or reason in named:
        return
    since = PERMENDAGRI_25_2020 if kind in FOREIGN else PP_28_2018
    dates = (
        dataset.date_of(record, name)
        for name in ("tanggal_pengakhiran", "tanggal_penandatanganan")
    )
    if any(value is not None and value.first >= since for value in dates):
        article = next(iter(named.values()))
        label = index.label("alasan_pengakhiran", reason)
        yield Hit(
            record.main,
            "alasan_pengakhiran",
            f'alasan "{label}" tidak disebut {article} untuk {kind.upper()}',
            "bila memang itu alasannya, biarkan dan jelaskan di `uraian_pengakhiran`; "
            f"yang disebut: {', '.join(named)}",
        )


@rule("alasan-lainnya-diuraikan", Severity.PERINGATAN)
def other_reason_is_told(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Alasan pengakhiran "lainnya" dijelaskan dalam uraian."""
    if known(record.main, "alasan_pengakhiran") == "lainnya" and not known(
        record.main, "uraian_pengakhiran"
    ):
        yield Hit(
            record.main,
            "alasan_pengakhiran",
            'alasan "lainnya" tanpa penjelasan',
            "tulis alasannya dengan kata-kata sumber di `uraian_pengakhiran`",
        )


RULES = (termination_has_reason, reason_has_date, reason_is_named_by_law, other_reason_is_told)
