"""The days the regulations came into force, and which of them bind a naskah.

A rule of law is applied only to what was certainly signed while it was in force; what came before
was regular in its time.
"""

from __future__ import annotations

from datetime import date

from site_builder.dataset import Dataset
from site_builder.partial_date import in_words
from site_builder.tables import Record

__all__ = [
    "PERMENDAGRI_22_2020",
    "PERMENDAGRI_25_2020",
    "PP_28_2018",
    "is_signed_since",
    "transition_note",
]

PP_28_2018 = date(2018, 7, 13)
#: BN 2020 No. 371, promulgated 14 April 2020 (art. 64).
PERMENDAGRI_22_2020 = date(2020, 4, 14)
#: Permendagri 22/2020 art. 62: what was under way had six months to adapt.
_END_OF_TRANSITION = date(2020, 10, 14)
#: BN 2020 No. 513, promulgated 22 May 2020 (art. 44).
PERMENDAGRI_25_2020 = date(2020, 5, 22)


def is_signed_since(record: Record, dataset: Dataset, day: date) -> bool:
    """Tell whether an agreement was certainly signed on or after a day."""
    signed = dataset.date_of(record, "tanggal_penandatanganan")
    return signed is not None and signed.first >= day


def transition_note(record: Record, dataset: Dataset) -> str:
    """Return a clause on the time of transition, "" where it was certainly over."""
    signed = dataset.date_of(record, "tanggal_penandatanganan")
    if signed is None or signed.first > _END_OF_TRANSITION:
        return ""
    return f" (masa penyesuaian pasal 62 berlangsung sampai {in_words(_END_OF_TRANSITION)})"
