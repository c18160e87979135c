"""The stages put together; read this first.

``check`` turns parsed files into findings and, where nothing is wrong, ``build_portal`` turns the
records into the published dataset. Both are pure; reading and writing happen in ``cli``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from site_builder.baseline import apply_baseline
from site_builder.dataset import Dataset, build_dataset
from site_builder.findings import Finding, Severity, sort_findings
from site_builder.history import NO_LOG, Log, build_histories
from site_builder.indicators import check_indicators
from site_builder.link_state import LinkState
from site_builder.model import KerjaSama, build_kerja_sama, build_mitra
from site_builder.plan_model import (
    AngkaKantor,
    CatatanDihapus,
    Indikator,
    Kejadian,
    Potensi,
    Renstra,
    Usulan,
    build_plan_record,
)
from site_builder.portal import Portal
from site_builder.rules import RULES, duplicate_ids, run_rule
from site_builder.rules.masking import masked
from site_builder.rules.privacy import comment_findings, text_findings
from site_builder.rules.removed import unexplained
from site_builder.schema import Package
from site_builder.schema_check import check_tables
from site_builder.status import compute_states
from site_builder.tables import RawRecord, Record, flatten_record
from site_builder.yaml_text import MappingNode

__all__ = ["Checked", "build_portal", "check", "has_errors"]

#: What is shown on a record's page; errors never get that far.
_SHOWN = frozenset({Severity.PERINGATAN, Severity.SARAN})


@dataclass(frozen=True)
class Checked:
    """Records as rows, indexed, with every finding.

    Attributes:
        records: All records that could be read, in the order of their paths.
        dataset: The same, indexed.
        findings: What `check` prints: sorted, each once, accepted old ones left out.
        shown: Warnings and suggestions of the rules, accepted ones included: they are true and
            stay on the record's page.
    """

    records: Sequence[Record]
    dataset: Dataset
    findings: Sequence[Finding]
    shown: Sequence[Finding]


def check(
    raw_records: Sequence[RawRecord],
    package: Package,
    as_of: date,
    *,
    contents: Mapping[str, bytes],
    read_findings: Iterable[Finding] = (),
    baseline: MappingNode | None = None,
    baseline_path: str = "",
    baseline_source: str = "",
    removed: Iterable[str] = (),
    on_stage: Callable[[str], None] = lambda _: None,
) -> Checked:
    """Check everything that was read.

    Args:
        raw_records: Parsed files in the order of their paths.
        package: The schema.
        as_of: The date the records are judged at.
        contents: Bytes of each file, by path: comments are published too, and no row has them.
        read_findings: What reading already found.
        baseline: Tree of the file of accepted findings, if there is one.
        baseline_path: Path of that file, for findings about it.
        baseline_source: Text of that file: it is public like the records.
        removed: Paths of files that Git knows and that were taken away.
        on_stage: Called with a name when a stage begins, for progress.
    """
    findings = list(read_findings)
    records: list[Record] = []
    for raw in raw_records:
        record, shape_findings = flatten_record(raw, package)
        records.append(record)
        findings.extend(shape_findings)
    findings.extend(
        check_tables(records, package, on_table=lambda name: on_stage(f"tabel {name}"))
    )
    on_stage("aturan")
    dataset = build_dataset(records, package, as_of)
    findings.extend(duplicate_ids(records))
    findings.extend(unexplained(removed, dataset))
    findings.extend(check_indicators(records, package, as_of))
    for path, content in contents.items():
        findings.extend(comment_findings(path, content.decode("utf-8-sig")))
    findings.extend(text_findings(baseline_path, baseline_source))
    findings = [masked(finding) for finding in findings]
    from_rules = [
        finding
        for record in records
        for rule in RULES
        if record.table in rule.tables
        for finding in run_rule(rule, record, dataset)
    ]
    findings.extend(from_rules)
    return Checked(
        records=records,
        dataset=dataset,
        findings=sort_findings(apply_baseline(findings, baseline, baseline_path)),
        shown=sort_findings(f for f in from_rules if f.severity in _SHOWN),
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether anything stands in the way of publishing."""
    return any(f.severity is Severity.GALAT for f in findings)


def _newest_first(record: KerjaSama) -> tuple[bool, int, str]:
    """Order by signing, newest first, unknown dates last, ids within."""
    signed = record.tanggal_penandatanganan
    return signed is None, -signed.first.toordinal() if signed is not None else 0, record.id


T = TypeVar("T")


def _plan_records(dataset: Dataset, table: str, kind: type[T]) -> dict[str, T]:
    return {key: build_plan_record(kind, r) for key, r in dataset.records[table].items()}


def build_portal(
    checked: Checked,
    contents: Mapping[str, bytes],
    *,
    base_url: str,
    log: Log = NO_LOG,
    links: Mapping[str, LinkState] | None = None,
) -> Portal:
    """Build the published dataset from records without errors.

    Args:
        checked: The result of `check`, without errors.
        contents: Bytes of each record's file, by path.
        base_url: Public address of the site.
        log: What Git knows of the records' past.
        links: What the scheduled check knows of addresses.
    """
    dataset = checked.dataset
    agreements = [build_kerja_sama(r) for r in dataset.kerja_sama.values()]
    agreements.sort(key=_newest_first)
    kerja_sama = {a.id: a for a in agreements}
    parties = sorted(
        (build_mitra(r) for r in dataset.mitra.values()), key=lambda m: (m.nama.casefold(), m.id)
    )
    warnings: dict[str, list[Finding]] = {}
    for finding in checked.shown:
        if finding.record in kerja_sama:
            warnings.setdefault(finding.record, []).append(finding)
    return Portal(
        package=dataset.package,
        as_of=dataset.as_of,
        base_url=base_url.rstrip("/") + "/",
        kerja_sama=kerja_sama,
        mitra={m.id: m for m in parties},
        states=compute_states(kerja_sama, dataset.as_of),
        warnings=warnings,
        potensi=_plan_records(dataset, "potensi", Potensi),
        usulan=_plan_records(dataset, "usulan", Usulan),
        kejadian=_plan_records(dataset, "kejadian", Kejadian),
        catatan_dihapus=_plan_records(dataset, "catatan_dihapus", CatatanDihapus),
        angka_kantor=_plan_records(dataset, "angka_kantor", AngkaKantor),
        renstra=_plan_records(dataset, "renstra", Renstra),
        indikator=_plan_records(dataset, "indikator", Indikator),
        records=checked.records,
        sources={r.id: contents[r.path] for r in dataset.kerja_sama.values()},
        paths={r.id: r.path for r in dataset.kerja_sama.values()},
        histories=build_histories(log, dataset.package, checked.records, contents),
        history_extent=log.extent,
        blobs=log.blobs,
        links=links or {},
    )
