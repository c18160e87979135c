"""Rules on the stages a naskah went through, against the order of the regulations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.model import SIGNING_STAGE
from site_builder.partial_date import PartialDate, in_words, is_before, parse_partial_date
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import FOREIGN, child_rows, known
from site_builder.rules.index import index_of
from site_builder.rules.law import (
    PERMENDAGRI_22_2020,
    PERMENDAGRI_25_2020,
    PP_28_2018,
    is_signed_since,
)
from site_builder.tables import Record

__all__ = ["RULES"]

_LISTS = "Permendagri 22/2020 pasal 6, 28, 52(2); Permendagri 25/2020 pasal 9"
#: Administration and reports go along with the implementation; they have no place in time.
_WITHOUT_ORDER = frozenset({"penatausahaan", "pelaporan"})
#: Forms that need the approval before they are signed, by kind, and since when. The KB of a KSDD
#: or KSDPK and the LoI come before the approval.
_APPROVAL_FIRST: dict[str, tuple[frozenset[str], date, str]] = {
    "ksdd": (frozenset({"pks"}), PP_28_2018, "PP 28/2018 pasal 6"),
    "ksdpk": (frozenset({"pks"}), PP_28_2018, "PP 28/2018 pasal 19(1)"),
    "sinergi": (frozenset({"nk", "rk"}), PERMENDAGRI_22_2020, "Permendagri 22/2020 pasal 52(2)"),
    "ksdpl": (frozenset({"mou"}), PP_28_2018, "PP 28/2018 pasal 30"),
    "ksdll": (frozenset({"mou"}), PP_28_2018, "PP 28/2018 pasal 38"),
}


def _in_force(kind: str) -> date:
    return PERMENDAGRI_25_2020 if kind in FOREIGN else PERMENDAGRI_22_2020


@rule("tahapan-jenis", Severity.PERINGATAN, legal_basis=_LISTS)
def stage_belongs_to_kind(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Setiap tahap termasuk tahap yang disebut peraturan untuk jenis kerja samanya."""
    index = index_of(dataset)
    kind = known(record.main, "jenis")
    order = index.stage_order.get(kind)
    if order is None:
        return
    for row in child_rows(record, "tahapan"):
        stage = known(row, "tahap")
        if ("tahap", stage) in index.labels and stage not in order:
            yield Hit(
                row,
                "tahap",
                f'tahap "{index.label("tahap", stage)}" bukan tahap {index.label("jenis", kind)}',
                f"pakai salah satu: {', '.join(order)}; atau periksa `jenis`",
            )


@rule(
    "tahapan-langkah",
    Severity.GALAT,
    legal_basis="Permendagri 22/2020 pasal 8, 12, 34, 54, 56; Permendagri 25/2020 pasal 16-18",
)
def step_belongs_to_stage(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Setiap langkah dicatat pada tahap tempatnya."""
    steps = dataset.package.codes("langkah")
    index = index_of(dataset)
    for row in child_rows(record, "tahapan"):
        stage, step = known(row, "tahap"), known(row, "langkah")
        if step in steps and stage != steps[step]["tahap"]:
            yield Hit(
                row,
                "langkah",
                f'langkah "{index.label("langkah", step)}" bukan bagian tahap '
                f'"{index.label("tahap", stage)}"',
                f"tulis `tahap: {steps[step]['tahap']}`, atau periksa langkahnya",
            )


@rule("tahapan-urutan", Severity.PERINGATAN, legal_basis=_LISTS)
def stages_in_order(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Tanggal tahapan mengikuti urutan tahap dalam peraturan yang berlaku."""
    name = dataset.package.stage_label
    kind = known(record.main, "jenis")
    order = index_of(dataset).stage_order.get(kind, {})
    dated = [
        (order[stage], value, row)
        for row in child_rows(record, "tahapan")
        if (stage := known(row, "tahap")) in order
        and stage not in _WITHOUT_ORDER
        and (value := parse_partial_date(known(row, "tanggal"))) is not None
    ]
    dated.sort(key=lambda item: (item[0][0], item[1].first))
    latest: tuple[PartialDate, str] | None = None
    for _, value, row in dated:
        stage = known(row, "tahap")
        if latest and is_before(value, latest[0]) and latest[0].first >= _in_force(kind):
            yield Hit(
                row,
                "tanggal",
                f'tahap "{name(kind, stage)}" bertanggal {in_words(value)}, sebelum '
                f'tahap "{name(kind, latest[1])}" ({in_words(latest[0])})',
                "periksa kedua tanggal; bila memang demikian terjadinya, biarkan",
            )
        if latest is None or value.first > latest[0].first:
            latest = value, stage


@rule("tahapan-tanda-tangan", Severity.PERINGATAN)
def signing_stage_agrees(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Tanggal tahap penandatanganan sama dengan tanggal penandatanganan naskah."""
    signed = dataset.date_of(record, "tanggal_penandatanganan")
    stage = SIGNING_STAGE.get(known(record.main, "bentuk_naskah"), "")
    if signed is None:
        return
    for row in child_rows(record, "tahapan"):
        value = parse_partial_date(known(row, "tanggal"))
        if known(row, "tahap") != stage or value is None:
            continue
        if value.last < signed.first or signed.last < value.first:
            yield Hit(
                row,
                "tanggal",
                f"tahap penandatanganan bertanggal {in_words(value)}, sedangkan "
                f"tanggal_penandatanganan {in_words(signed)}",
                "samakan keduanya dengan tanggal pada naskah",
            )


@rule(
    "persetujuan-dprd-terlambat",
    Severity.PERINGATAN,
    legal_basis="PP 28/2018 pasal 6, 19(1), 30, 38; Permendagri 22/2020 pasal 52(2)",
)
def approval_before_signing(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Persetujuan DPRD mendahului penandatanganan naskah yang memerlukannya."""
    forms, since, article = _APPROVAL_FIRST.get(
        known(record.main, "jenis"), (frozenset(), PP_28_2018, "")
    )
    signed = dataset.date_of(record, "tanggal_penandatanganan")
    approved = dataset.date_of(record, "tanggal_persetujuan_dprd")
    if (
        signed is not None
        and approved is not None
        and known(record.main, "bentuk_naskah") in forms
        and is_signed_since(record, dataset, since)
        and is_before(signed, approved)
    ):
        yield Hit(
            record.main,
            "tanggal_persetujuan_dprd",
            f"DPRD menyetujui {in_words(approved)}, sesudah naskah ditandatangani "
            f"{in_words(signed)}; {article} meletakkannya sebelum penandatanganan",
            "periksa kedua tanggal; bila memang demikian terjadinya, biarkan",
        )


@rule("persetujuan-dprd-cara", Severity.SARAN)
def approval_has_kind(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Tanggal persetujuan DPRD disertai cara persetujuannya."""
    text = known(record.main, "tanggal_persetujuan_dprd")
    if text and not known(record.main, "persetujuan_dprd"):
        yield Hit(
            record.main,
            "tanggal_persetujuan_dprd",
            f"tanggal persetujuan DPRD {text} tercatat tanpa cara persetujuannya",
            "isi `persetujuan_dprd`: surat, dianggap-disetujui, atau disetujui bila sumber tidak "
            "menyebut bentuknya",
        )


@rule("persetujuan-dprd-tahap", Severity.SARAN)
def approval_stage_has_field(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah dengan tahap persetujuan DPRD mencatat cara persetujuannya."""
    if record.main.values.get("persetujuan_dprd"):
        return
    for row in child_rows(record, "tahapan"):
        if known(row, "tahap") == "persetujuan-dprd":
            yield Hit(
                row,
                "tahap",
                "tahap persetujuan DPRD tercatat, tetapi `persetujuan_dprd` kosong",
                "isi `persetujuan_dprd`; pakai disetujui bila sumber tidak menyebut bentuknya, atau "
                "tidak-diketahui bila persetujuannya bagi naskah ini tidak disebut",
            )
            return


RULES = (
    stage_belongs_to_kind,
    step_belongs_to_stage,
    stages_in_order,
    signing_stage_agrees,
    approval_before_signing,
    approval_has_kind,
    approval_stage_has_field,
)
