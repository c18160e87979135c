"""Rules on amounts. They are recorded as the source has them and never added up here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import child_rows, known
from site_builder.rules.masking import shown
from site_builder.tables import Record

__all__ = ["RULES"]

_AMOUNT = re.compile("[0-9]{1,18}")


@rule("pembiayaan-tahun", Severity.SARAN)
def amount_has_year(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Realisasi pembiayaan disertai tahun anggarannya."""
    for row in child_rows(record, "pembiayaan"):
        amount = known(row, "realisasi")
        if amount and not known(row, "tahun"):
            yield Hit(
                row,
                "realisasi",
                f"realisasi {shown(amount)} tanpa tahun anggaran",
                "isi `tahun`; pisahkan butirnya bila mencakup beberapa tahun",
            )


@rule("realisasi-melebihi-anggaran", Severity.SARAN)
def spent_within_budget(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Realisasi tidak melebihi anggaran pada butir pembiayaan yang sama."""
    for row in child_rows(record, "pembiayaan"):
        budget, spent = known(row, "anggaran"), known(row, "realisasi")
        if not (_AMOUNT.fullmatch(budget) and _AMOUNT.fullmatch(spent)):
            continue
        if int(spent) > int(budget):
            yield Hit(
                row,
                "realisasi",
                f"realisasi {spent} melebihi anggaran {budget}",
                "periksa jumlah nolnya pada sumber; bila memang demikian, biarkan",
            )


RULES = (amount_has_year, spent_within_budget)
