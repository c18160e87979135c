"""The rows of every published table, cell by cell as the CSV files have them.

Written once and used twice: the downloads are made of these rows, and the queries of the
indicators run over them, so that anyone who loads the CSV files gets the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from site_builder.dataset import GOVERNMENTS
from site_builder.deadlines import read_law, reports_due, timeliness
from site_builder.history import Change, Version
from site_builder.life import life_of
from site_builder.link_state import LinkState, addresses
from site_builder.portal import Portal
from site_builder.schema import Table
from site_builder.status import compute_states_on
from site_builder.tables import table_rows

__all__ = [
    "BASE_COMPUTED",
    "base_tables",
    "mapping_rows",
    "row_count",
    "safe_cell",
    "table_cells",
    "year_ends",
]

#: States are also published for the ends of so many years, and reports due for as many years back.
PAST_YEARS = 5

#: A spreadsheet runs what starts so (https://owasp.org/www-community/attacks/CSV_Injection).
_RUNNABLE = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Return text that a spreadsheet shows and never runs: an apostrophe is put before it."""
    return f"'{text}" if text.startswith(_RUNNABLE) else text


def mapping_rows(table: Table, rows: Iterable[Mapping[str, str]]) -> Iterator[list[str]]:
    """Yield rows as lists of cells in the order of the table's fields, texts made safe."""
    columns = [(f.name, f.type == "string") for f in table.fields]
    for row in rows:
        yield [safe_cell(row[name]) if is_text else row[name] for name, is_text in columns]


def base_tables(portal: Portal) -> Iterator[tuple[Table, Iterable[Sequence[str]]]]:
    """Yield every table that does not itself rest on queries over the others, with its rows."""
    for table in portal.package.tables.values():
        if not table.is_computed or table.name in BASE_COMPUTED:
            yield table, table_cells(portal, table)


def table_cells(portal: Portal, table: Table) -> Iterator[list[str]]:
    """Yield the cells of one base table: records, a code list, or one of `BASE_COMPUTED`."""
    if table.shape is not None:
        return mapping_rows(table, (row.values for _, row in table_rows(portal.records, table)))
    if table.is_code_list:
        return mapping_rows(table, portal.package.code_rows[table.name])
    return mapping_rows(table, BASE_COMPUTED[table.name](portal))


def row_count(portal: Portal, table: Table) -> int:
    """Count the rows of a base table."""
    if table.shape is not None:
        return len(table_rows(portal.records, table))
    if table.is_code_list:
        return len(portal.package.code_rows[table.name])
    return sum(1 for _ in BASE_COMPUTED[table.name](portal))


def _status_rows(portal: Portal) -> Iterator[dict[str, str]]:
    for record_id, state in portal.states.items():
        yield {
            "kerja_sama": record_id,
            "as_of": portal.as_of.isoformat(),
            "status": state.status,
            "reason": state.reason,
            "based_on": " ".join(state.based_on),
            "ends_from": state.ends_from.isoformat() if state.ends_from else "",
            "ends_to": state.ends_to.isoformat() if state.ends_to else "",
        }


def _warning_rows(portal: Portal) -> Iterator[dict[str, str]]:
    for record_id, findings in portal.warnings.items():
        for order, finding in enumerate(findings, start=1):
            yield {
                "kerja_sama": record_id,
                "urutan": str(order),
                "rule": finding.rule,
                "severity": finding.severity,
                "field": finding.field,
                "message": finding.message,
                "remedy": finding.remedy,
                "legal_basis": finding.legal_basis,
            }


def _region_rows(portal: Portal) -> Iterator[dict[str, str]]:
    for record in portal.kerja_sama.values():
        for code in portal.regions_of(record):
            yield {"kerja_sama": record.id, "wilayah": code}


def year_ends(as_of: date) -> list[date]:
    """Return the last days of the last years that were over before a day, the oldest first."""
    years = range(as_of.year - PAST_YEARS, as_of.year)
    return [date(year, 12, 31) for year in years if year >= date.min.year]


def _year_end_rows(portal: Portal) -> Iterator[dict[str, str]]:
    """One row for each naskah and year end by which it was certainly signed or in effect."""
    records = portal.kerja_sama
    wanted = {
        day: [
            r.id
            for r in records.values()
            if (start := r.tanggal_penandatanganan or r.tanggal_mulai) and start.last <= day
        ]
        for day in year_ends(portal.as_of)
    }
    for (record_id, day), state in compute_states_on(records, wanted).items():
        yield {
            "kerja_sama": record_id,
            "as_of": day.isoformat(),
            "status": state.status,
            "ends_from": state.ends_from.isoformat() if state.ends_from else "",
            "ends_to": state.ends_to.isoformat() if state.ends_to else "",
        }


def _proposal_region_rows(portal: Portal) -> Iterator[dict[str, str]]:
    for record in portal.usulan.values():
        owner = portal.root(record.pemohon)
        if owner.kelas in GOVERNMENTS and owner.kode_wilayah is not None:
            yield {"usulan": record.id, "wilayah": owner.kode_wilayah}


def _report_rows(portal: Portal) -> Iterator[dict[str, str]]:
    """One row for each report of the last years that a naskah certainly in force owes."""
    life, law = life_of(portal), read_law(portal.package)
    for record in portal.kerja_sama.values():
        for item in reports_due(record, law, life, years=PAST_YEARS):
            sent = item.report.tanggal if item.report is not None else None
            yield {
                "id": f"{record.id}/{item.duty.code}/{item.period.text}",
                "kerja_sama": record.id,
                "kewajiban": item.duty.code,
                "periode": item.period.text,
                "due_on": item.counted_by.isoformat(),
                "is_due_by_law": str(item.due is not None).lower(),
                "reported_on": sent.text if sent is not None else "",
                "timeliness": timeliness(item, portal.as_of).value,
            }


def _history_rows(portal: Portal) -> Iterator[dict[str, str]]:
    """One row for each change of each version; one for a version that is not told in detail."""
    for table, histories in portal.histories.items():
        for record, history in histories.items():
            for version in reversed(history.versions):
                told: Sequence[Change | None] = version.changes or (None,)
                for order, change in enumerate(told, start=1):
                    yield {
                        "record_table": table,
                        "record": record,
                        "commit_hash": version.commit,
                        "urutan": str(order),
                        "changed_on": version.day.isoformat(),
                        "subject": version.subject,
                        "event": version.event.value,
                        **_change_cells(version, change),
                    }


def _change_cells(version: Version, change: Change | None) -> dict[str, str]:
    if change is None:
        return {
            **dict.fromkeys(("kind", "changed_table", "field", "row", "before", "after"), ""),
            "withheld": str(not version.subject).lower(),
        }
    row = change.row or {}
    is_withheld = None in (change.before, change.after, *row.values())
    return {
        "kind": change.kind.value,
        "changed_table": change.table,
        "field": change.field,
        "row": "; ".join(f"{name}: {text}" for name, text in row.items() if text is not None),
        "before": change.before or "",
        "after": change.after or "",
        "withheld": str(is_withheld or not version.subject).lower(),
    }


def _link_rows(portal: Portal) -> Iterator[dict[str, str]]:
    for address in sorted(addresses(portal.records, portal.package)):
        yield portal.links.get(address, LinkState(address)).row()


#: Computed tables that queries may rest on, with the function that gives their rows.
BASE_COMPUTED: Mapping[str, Callable[[Portal], Iterator[dict[str, str]]]] = {
    "status": _status_rows,
    "temuan": _warning_rows,
    "status_akhir_tahun": _year_end_rows,
    "wilayah_kerja_sama": _region_rows,
    "wilayah_usulan": _proposal_region_rows,
    "laporan_jatuh_tempo": _report_rows,
    "perubahan_catatan": _history_rows,
    "pemeriksaan_tautan": _link_rows,
}
