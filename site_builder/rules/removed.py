"""Rules on records taken away: the old address says why, and leads on where there is more to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder.dataset import Dataset
from site_builder.findings import Finding, Severity, stem
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import known
from site_builder.rules.masking import shown
from site_builder.tables import Record

__all__ = ["RULES", "unexplained"]

_REMOVED = "catatan_dihapus"


@rule("dihapus-masih-ada", Severity.GALAT, tables=(_REMOVED,))
def removed_is_gone(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Catatan yang dinyatakan dihapus memang tidak ada lagi."""
    there = dataset.records.get(known(record.main, "tabel"), {}).get(record.id)
    if there is not None:
        yield Hit(
            record.main,
            "id",
            f'catatan "{shown(record.id)}" masih ada di {there.path}',
            "hapus berkas catatan itu, atau hapus berkas ini bila catatannya tetap dipakai",
        )


@rule("dihapus-pengganti", Severity.GALAT, tables=(_REMOVED,))
def successor_exists(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Pengganti catatan yang dihapus adalah catatan lain yang ada."""
    successor = known(record.main, "pengganti")
    tables = (rows for name, rows in dataset.records.items() if name != _REMOVED)
    if successor and not any(successor in rows for rows in tables):
        yield Hit(
            record.main,
            "pengganti",
            f'tidak ada catatan dengan id "{shown(successor)}"',
            "tulis id catatan yang sekarang memuat isinya, atau hapus `pengganti`",
        )


def unexplained(removed: Iterable[str], dataset: Dataset) -> Iterator[Finding]:
    """Yield a finding for every record that was taken away without a word.

    Args:
        removed: Paths of files that Git knows and that were taken away, the last of them first.
        dataset: The records that are there.
    """
    folders = {
        t.shape.folder: t.name for t in dataset.package.main_tables() if t.shape is not None
    }
    gone: dict[tuple[str, str], str] = {}
    for path in removed:
        table = folders.get(path.split("/")[1], _REMOVED)
        is_record = path.endswith(".yaml") and table != _REMOVED
        if is_record and stem(path) not in dataset.records[table]:
            gone.setdefault((table, stem(path)), path)
    for (table, record), path in gone.items():
        explained = dataset.records[_REMOVED].get(record)
        if explained is None or known(explained.main, "tabel") != table:
            yield Finding(
                rule="dihapus-tanpa-keterangan",
                severity=Severity.GALAT,
                path=path,
                line=1,
                column=1,
                field="",
                value=shown(record),
                message=f'catatan "{shown(record)}" pernah terbit dan berkasnya dihapus',
                remedy=f"kembalikan berkasnya, atau tulis records/catatan-dihapus/{shown(record)}.yaml dengan "
                f"id, tabel ({table}), tanggal, dan alasan",
                record=record,
            )


RULES = (removed_is_gone, successor_exists)
