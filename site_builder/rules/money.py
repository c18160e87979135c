"""Rules on amounts. They are recorded as the source has them; only parts are held to their total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.model import AMOUNTS
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import child_rows, known
from site_builder.rules.masking import shown
from site_builder.tables import Record, Row

__all__ = ["RULES"]

_AMOUNT = re.compile("[0-9]{1,18}")
#: Sources round: the last digit that is not zero is taken as the rounded one, at the coarsest the
#: third, so that a whole billion is no licence for half a billion.
_LEAST_DIGITS = 3


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


def _totals(record: Record) -> Mapping[str, Row]:
    """Return the rows that others may be parts of, the first of each code."""
    found: dict[str, Row] = {}
    for row in child_rows(record, "pembiayaan"):
        code = known(row, "kode_total")
        if code:
            found.setdefault(code, row)
    return found


def _is_in_circle(row: Row, totals: Mapping[str, Row]) -> bool:
    """Tell whether a row is, by way of its totals, a part of itself."""
    seen: set[str] = set()
    code = known(row, "bagian_dari")
    while code in totals and code not in seen:
        if totals[code] is row:
            return True
        seen.add(code)
        code = known(totals[code], "bagian_dari")
    return False


@rule("pembiayaan-bagian", Severity.GALAT)
def part_has_its_total(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Kode total dipakai satu butir saja, dan setiap bagian menunjuk total lain yang ada."""
    totals = _totals(record)
    for row in child_rows(record, "pembiayaan"):
        code, total = known(row, "kode_total"), known(row, "bagian_dari")
        if code and totals[code] is not row:
            yield Hit(
                row,
                "kode_total",
                f'kode total "{shown(code)}" sudah dipakai pada baris {totals[code].mark.line}',
                "pakai kode lain; satu kode untuk satu jumlah",
            )
        if total and total not in totals:
            yield Hit(
                row,
                "bagian_dari",
                f'tidak ada butir dengan kode total "{shown(total)}" pada naskah ini',
                "tulis `kode_total` pada butir totalnya, dengan ejaan yang sama",
            )
        elif total and _is_in_circle(row, totals):
            yield Hit(
                row,
                "bagian_dari",
                f'butir ini menjadi bagian dari dirinya sendiri lewat "{shown(total)}"',
                "hapus `bagian_dari` pada butir yang merupakan jumlah seluruhnya",
            )


def _rounding(amount: str) -> float:
    """Return by how much a rounded amount may differ from the true one."""
    zeros = len(amount) - len(amount.rstrip("0"))
    return float(10 ** max(0, min(zeros, len(amount) - _LEAST_DIGITS))) / 2


def _amounts(rows: Sequence[Row], name: str) -> list[str] | None:
    """Return an amount of every row, None where a row has none or they are of different kinds."""
    found = [known(row, name) for row in rows]
    if not all(_AMOUNT.fullmatch(amount) for amount in found):
        return None
    kinds = {known(row, "jenis_jumlah") for row in rows} if name == "jumlah" else {""}
    return found if len(kinds) == 1 else None


@rule("pembiayaan-jumlah-bagian", Severity.PERINGATAN)
def parts_make_the_total(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Bagian yang dirinci berjumlah sama dengan totalnya, dengan kelonggaran pembulatan."""
    parts: dict[str, list[Row]] = {}
    for row in child_rows(record, "pembiayaan"):
        parts.setdefault(known(row, "bagian_dari"), []).append(row)
    for code, total in _totals(record).items():
        for name in AMOUNTS if code in parts else ():
            amounts = _amounts([total, *parts[code]], name)
            if amounts is None:
                continue
            whole, made = int(amounts[0]), sum(map(int, amounts[1:]))
            if abs(whole - made) > sum(map(_rounding, amounts)):
                yield Hit(
                    total,
                    name,
                    f"{name} {whole}, sedangkan bagian-bagiannya berjumlah {made}",
                    "periksa kedua angka pada sumber; bila sumbernya memang demikian, biarkan",
                )


RULES = (amount_has_year, spent_within_budget, part_has_its_total, parts_make_the_total)
