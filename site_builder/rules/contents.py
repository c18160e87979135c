"""Rules on what a naskah must contain and on the approval of the regional council."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import FOREIGN, child_rows, known
from site_builder.rules.index import index_of
from site_builder.rules.law import PERMENDAGRI_22_2020, PP_28_2018, is_signed_since
from site_builder.tables import Record

__all__ = ["RULES"]

_LISTS = "Permendagri 22/2020 pasal 40-42, berlaku sejak 14 April 2020"
#: Arts. 40 and 41 are on KSDD and KSDPK, art. 42 on sinergi.
_KINDS = {"kb": ("ksdd", "ksdpk"), "pks": ("ksdd", "ksdpk"), "nk": ("sinergi",)}
_ALWAYS = "PP 28/2018 pasal 30, 38; Permendagri 25/2020 pasal 16-17"


def _required(record: Record, dataset: Dataset) -> Mapping[str, str]:
    """Return the elements the naskah must contain and their articles, none before the rule."""
    form = known(record.main, "bentuk_naskah")
    if known(record.main, "jenis") not in _KINDS.get(form, ()):
        return {}
    if not is_signed_since(record, dataset, PERMENDAGRI_22_2020):
        return {}
    return index_of(dataset).required_elements.get(form, {})


@rule("unsur-wajib", Severity.PERINGATAN, legal_basis=_LISTS)
def required_elements_present(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah memuat setiap unsur yang diwajibkan untuk bentuknya."""
    index = index_of(dataset)
    required = _required(record, dataset)
    for row in child_rows(record, "isi_naskah"):
        element = known(row, "unsur")
        if known(row, "keadaan") == "tidak-ada" and element in required:
            yield Hit(
                row,
                "keadaan",
                f'unsur "{index.label("unsur_naskah", element)}" tidak ada, padahal diwajibkan '
                f"{required[element]}",
                "baca ulang naskahnya; bila memang tidak ada, biarkan",
            )


@rule("unsur-belum-dicatat", Severity.SARAN, legal_basis=_LISTS)
def elements_are_noted(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Bila naskahnya dapat dibaca, setiap unsur wajibnya dicatat ada atau tidaknya."""
    if known(record.main, "tingkat_bukti") != "naskah" or not child_rows(record, "dokumen"):
        return
    noted = {known(row, "unsur") for row in child_rows(record, "isi_naskah")}
    missing = [element for element in _required(record, dataset) if element not in noted]
    if missing:
        yield Hit(
            record.main,
            "tingkat_bukti",
            f"{len(missing)} unsur wajib belum dicatat: {', '.join(missing)}",
            "baca naskahnya dan lengkapi `isi_naskah`",
        )


def _is_foreign_mou(record: Record, dataset: Dataset) -> bool:
    return (
        known(record.main, "jenis") in FOREIGN
        and known(record.main, "bentuk_naskah") == "mou"
        and is_signed_since(record, dataset, PP_28_2018)
    )


@rule("luar-negeri-persetujuan-dprd", Severity.SARAN, legal_basis=_ALWAYS)
def foreign_approval_is_noted(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah kerja sama luar negeri mencatat persetujuan DPRD."""
    if _is_foreign_mou(record, dataset) and not record.main.values.get("persetujuan_dprd"):
        yield Hit(
            record.main,
            "persetujuan_dprd",
            "persetujuan DPRD belum tercatat, padahal selalu diperlukan",
            "isi `persetujuan_dprd` dan tanggalnya, atau tulis tidak-diketahui bila sudah dicari",
        )


@rule("luar-negeri-perlu-dprd", Severity.PERINGATAN, legal_basis=_ALWAYS)
def foreign_approval_is_needed(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Persetujuan DPRD selalu diperlukan untuk naskah kerja sama luar negeri."""
    text = known(record.main, "persetujuan_dprd")
    if _is_foreign_mou(record, dataset) and text == "tidak-diperlukan":
        yield Hit(
            record.main,
            "persetujuan_dprd",
            'tercatat "tidak-diperlukan", padahal kerja sama luar negeri selalu memerlukannya',
            "periksa sumbernya; bila memang ditandatangani tanpa persetujuan, biarkan",
        )


RULES = (
    required_elements_present,
    elements_are_noted,
    foreign_approval_is_noted,
    foreign_approval_is_needed,
)
