"""Rules on the id of a record: it names the file, the page and every link, and never changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from site_builder.dataset import Dataset
from site_builder.findings import Finding, Severity, stem
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import ALL_TABLES, known
from site_builder.rules.masking import shown
from site_builder.tables import Record

__all__ = ["DUPLICATE_ID", "RULES", "duplicate_ids"]

#: Id of the check that needs the whole list of records; a dataset keeps the first of two.
DUPLICATE_ID = "id-ganda"
_YEAR = re.compile(r"[a-z0-9]+-([0-9]{4})-[0-9]{4}")


@rule("id-berkas", Severity.GALAT, tables=ALL_TABLES)
def id_names_file(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Id rekaman sama dengan nama berkasnya."""
    written, name = known(record.main, "id"), stem(record.path)
    if written and written != name:
        yield Hit(
            record.main,
            "id",
            f'id "{shown(written)}" berbeda dari nama berkas "{shown(name)}"',
            f"tulis `id: {shown(name)}`, atau ganti nama berkasnya bila id itu yang benar",
        )


@rule("id-folder", Severity.GALAT)
def id_year_is_folder(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Berkas naskah berada di folder tahun yang tertulis dalam idnya."""
    match = _YEAR.fullmatch(record.id)
    folders = record.path.split("/")[:-1]
    if match and (not folders or folders[-1] != match[1]):
        folder = folders[-1] if folders else ""
        yield Hit(
            record.main,
            "id",
            f'id bertahun {match[1]}, tetapi berkas berada di folder "{shown(folder)}"',
            f"pindahkan berkas ke folder {match[1]}/; id yang sudah terbit tidak diubah",
        )


def duplicate_ids(records: Iterable[Record]) -> Iterator[Finding]:
    """Yield a finding for every record whose id an earlier record of its table already has."""
    first: dict[tuple[str, str], Record] = {}
    for record in records:
        earlier = first.setdefault((record.table, record.id), record)
        if earlier is record:
            continue
        mark, place = record.main.mark_of("id"), earlier.main.mark_of("id")
        yield Finding(
            rule=DUPLICATE_ID,
            severity=Severity.GALAT,
            path=record.path,
            line=mark.line,
            column=mark.column,
            field="id",
            value=shown(record.id),
            message=(
                f'id "{shown(record.id)}" sudah dipakai di {earlier.path} baris {place.line}'
            ),
            remedy="beri rekaman ini id dengan nomor urut berikutnya, atau hapus salah satunya",
            record=record.id,
        )


RULES = (id_names_file, id_year_is_folder)
