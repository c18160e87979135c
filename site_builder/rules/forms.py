"""Rules on the form of a naskah, by kind and by the rules in force when it was signed.

The title stays as it is printed: offices still sign "MoU" at home, and that is recorded, not
corrected.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.partial_date import in_words
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import FOREIGN, known
from site_builder.rules.index import index_of
from site_builder.rules.law import (
    PERMENDAGRI_22_2020,
    PERMENDAGRI_25_2020,
    PP_28_2018,
    is_signed_since,
    transition_note,
)
from site_builder.rules.masking import shown
from site_builder.tables import Record

__all__ = ["RULES"]

_AS_IS = "bila naskahnya memang berbentuk demikian, biarkan; bila keliru mencatat, perbaiki"
#: Since when a form is irregular for sinergi. PP 28/2018 art. 46(4) asks for a "dokumen
#: kesepakatan": it excludes the PKS (arts. 2, 13) and the MoU (arts. 23, 33), which it keeps for
#: other kinds. Permendagri 22/2020 arts. 52 and 57 name the NK and RK and leave no other.
_SINERGI_SINCE: dict[str, date] = {
    "pks": PP_28_2018,
    "mou": PP_28_2018,
    "kb": PERMENDAGRI_22_2020,
    "loi": PERMENDAGRI_22_2020,
    "lainnya": PERMENDAGRI_22_2020,
}


def _hit(record: Record, dataset: Dataset, rest: str) -> Hit:
    index = index_of(dataset)
    form = index.label("bentuk_naskah", known(record.main, "bentuk_naskah"))
    signed = dataset.date_of(record, "tanggal_penandatanganan")
    when = f" yang ditandatangani {in_words(signed)}" if signed else ""
    name = shown(known(record.main, "nama_naskah"))
    return Hit(
        record.main, "bentuk_naskah", f'"{name}"{when} dicatat sebagai {form}; {rest}', _AS_IS
    )


@rule(
    "bentuk-sinergi",
    Severity.PERINGATAN,
    legal_basis="PP 28/2018 pasal 46(4); Permendagri 22/2020 pasal 52, 57",
)
def sinergi_form(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Sinergi dituangkan dalam Nota Kesepakatan dan Rencana Kerja."""
    since = _SINERGI_SINCE.get(known(record.main, "bentuk_naskah"))
    if known(record.main, "jenis") != "sinergi" or since is None:
        return
    if is_signed_since(record, dataset, since):
        is_settled = is_signed_since(record, dataset, PERMENDAGRI_22_2020)
        yield _hit(
            record,
            dataset,
            "sinergi dituangkan dalam dokumen kesepakatan, yang sejak "
            f"{in_words(PERMENDAGRI_22_2020)} berupa Nota Kesepakatan dan Rencana Kerja"
            + (transition_note(record, dataset) if is_settled else ""),
        )


@rule(
    "bentuk-dalam-negeri",
    Severity.PERINGATAN,
    legal_basis="PP 28/2018 pasal 6(3), 13(2), 19, berlaku sejak 13 Juli 2018",
)
def domestic_form(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """KSDD dan KSDPK dituangkan dalam Kesepakatan Bersama dan Perjanjian Kerja Sama."""
    if (
        known(record.main, "jenis") in ("ksdd", "ksdpk")
        and known(record.main, "bentuk_naskah") in ("mou", "loi", "nk")
        and is_signed_since(record, dataset, PP_28_2018)
    ):
        yield _hit(
            record, dataset, "KSDD dan KSDPK memakai Kesepakatan Bersama dan Perjanjian Kerja Sama"
        )


@rule(
    "bentuk-luar-negeri",
    Severity.PERINGATAN,
    legal_basis="PP 28/2018 pasal 28(4), 33; Permendagri 25/2020 pasal 13, 20",
)
def foreign_form(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """KSDPL dan KSDLL dituangkan dalam Pernyataan Kehendak dan Naskah Kerja Sama (MoU)."""
    if (
        known(record.main, "jenis") in FOREIGN
        and known(record.main, "bentuk_naskah") in ("kb", "pks", "nk")
        and is_signed_since(record, dataset, PERMENDAGRI_25_2020)
    ):
        yield _hit(
            record,
            dataset,
            "kerja sama luar negeri memakai Letter of Intent dan Memorandum of Understanding",
        )


@rule("subjenis-jenis", Severity.GALAT, legal_basis="PP 28/2018 pasal 3, 15, 24, 36")
def subkind_belongs_to_kind(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Subjenis termasuk jenis kerja sama yang dicatat."""
    index = index_of(dataset)
    kind, subkind = known(record.main, "jenis"), known(record.main, "subjenis")
    belongs = index.subkinds.get(subkind)
    if belongs is not None and ("jenis", kind) in index.labels and belongs != kind:
        choices = [code for code, owner in index.subkinds.items() if owner == kind]
        yield Hit(
            record.main,
            "subjenis",
            f'subjenis "{subkind}" milik jenis "{belongs}", bukan "{kind}"',
            f"pakai salah satu: {', '.join(choices)}; atau perbaiki `jenis`"
            if choices
            else "kosongkan `subjenis`, atau perbaiki `jenis`",
        )


RULES = (sinergi_form, domestic_form, foreign_form, subkind_belongs_to_kind)
