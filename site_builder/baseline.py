"""Accepted old findings: what was looked at, is true, and need not be shown at every check.

The file ``records/temuan-diterima.yaml`` names each by rule, record and field, with the reason.
Only warnings and suggestions can be accepted; an entry that no longer matches anything must go,
so that the file never hides a problem that comes back. Pure: takes the parsed tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_builder.findings import Finding, Severity
from site_builder.rules.guide import GUIDE
from site_builder.rules.masking import mask, shown
from site_builder.yaml_text import MappingNode, Mark, Node, ScalarNode, SequenceNode

__all__ = ["KEY", "apply_baseline"]

#: The only key of the file.
KEY = "temuan_diterima"
_FIELDS = ("rule", "record", "field", "alasan")
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    order: int
    values: dict[str, str]
    marks: dict[str, Mark]
    mark: Mark

    @property
    def key(self) -> _Key:
        return self.values["rule"], self.values["record"], self.values["field"]

    def mark_of(self, name: str) -> Mark:
        return self.marks.get(name, self.mark)


def apply_baseline(
    findings: Iterable[Finding], tree: MappingNode | None, path: str
) -> list[Finding]:
    """Return the findings that are not accepted, and what is wrong with the acceptances.

    Args:
        findings: Everything that was found.
        tree: The parsed file of accepted findings, None where there is none.
        path: Path of that file, for findings about it.
    """
    found = list(findings)
    if tree is None:
        return found
    problems: list[Finding] = []
    entries = list(_entries(tree, path, problems))
    severities: dict[_Key, set[Severity]] = {}
    for finding in found:
        key = finding.rule, finding.record, finding.field
        severities.setdefault(key, set()).add(finding.severity)
    accepted: dict[_Key, _Entry] = {}
    for entry in entries:
        problem = _problem(entry, severities, accepted, path)
        if problem is None:
            accepted[entry.key] = entry
        else:
            problems.append(problem)
    kept = [
        finding
        for finding in found
        if finding.severity is Severity.GALAT
        or (finding.rule, finding.record, finding.field) not in accepted
    ]
    return kept + problems


def _problem(
    entry: _Entry,
    severities: dict[_Key, set[Severity]],
    accepted: dict[_Key, _Entry],
    path: str,
) -> Finding | None:
    """Return why an entry cannot stand, None if it can."""
    rule, record, _ = entry.key
    guide = next((item for item in GUIDE if item.id == rule), None)
    if guide is None:
        return _finding(
            "temuan-diterima-aturan",
            Severity.GALAT,
            path,
            entry,
            "rule",
            f'aturan "{shown(rule)}" tidak dikenal',
            "salin id aturan dari hasil pemeriksaan",
        )
    if not entry.values["alasan"].strip():
        return _finding(
            "temuan-diterima-alasan",
            Severity.GALAT,
            path,
            entry,
            "alasan",
            f'temuan "{rule}" pada "{shown(record)}" diterima tanpa alasan',
            "isi `alasan`: apa yang sudah diperiksa dan mengapa temuan ini boleh tinggal",
        )
    if guide.severity is Severity.GALAT:
        return _finding(
            "temuan-diterima-galat",
            Severity.GALAT,
            path,
            entry,
            "rule",
            f'aturan "{rule}" adalah galat dan tidak dapat diterima',
            "perbaiki rekamannya dan hapus butir ini",
        )
    if entry.key in accepted:
        return _finding(
            "temuan-diterima-usang",
            Severity.PERINGATAN,
            path,
            entry,
            "rule",
            f"temuan ini sudah diterima di baris {accepted[entry.key].mark.line}",
            "hapus salah satunya",
        )
    if entry.key not in severities:
        return _finding(
            "temuan-diterima-usang",
            Severity.PERINGATAN,
            path,
            entry,
            "rule",
            f'temuan "{rule}" pada "{shown(record)}" tidak ada lagi',
            "hapus butir ini",
        )
    return None


def _entries(tree: MappingNode, path: str, problems: list[Finding]) -> Iterator[_Entry]:
    """Yield the entries that have the right shape; report the others."""
    for key, (mark, _) in tree.entries.items():
        if key != KEY:
            problems.append(_shape(path, mark, key, f'kunci "{shown(key)}" tidak dikenal'))
    if KEY not in tree.entries:
        return
    mark, node = tree.entries[KEY]
    if isinstance(node, ScalarNode) and not node.text:
        return
    if not isinstance(node, SequenceNode):
        problems.append(_shape(path, node.mark, KEY, "seharusnya berupa daftar"))
        return
    for order, item in enumerate(node.items, start=1):
        entry = _entry(item, order, path, problems)
        if entry is not None:
            yield entry


def _entry(item: Node, order: int, path: str, problems: list[Finding]) -> _Entry | None:
    place = f"{KEY}.{order}"
    if not isinstance(item, MappingNode):
        problems.append(_shape(path, item.mark, place, "butir ini bukan pasangan kunci dan nilai"))
        return None
    values, marks = dict.fromkeys(_FIELDS, ""), {}
    is_whole = True
    for key, (mark, node) in item.entries.items():
        if key not in values or not isinstance(node, ScalarNode):
            problems.append(
                _shape(path, mark, f"{place}.{key}", f'"{shown(key)}" tidak dapat dibaca')
            )
            is_whole = False
        else:
            values[key], marks[key] = node.text, node.mark
    if is_whole and not values["record"]:
        problems.append(_shape(path, item.mark, f"{place}.record", "`record` belum diisi"))
        is_whole = False
    return _Entry(order, values, marks, item.mark) if is_whole else None


def _shape(path: str, mark: Mark, field: str, message: str) -> Finding:
    return Finding(
        rule="temuan-diterima-bentuk",
        severity=Severity.GALAT,
        path=path,
        line=mark.line,
        column=mark.column,
        field=mask(field),
        value="",
        message=mask(message),
        remedy=f"tulis daftar `{KEY}` dengan kunci: {', '.join(_FIELDS)}",
    )


def _finding(
    rule: str,
    severity: Severity,
    path: str,
    entry: _Entry,
    field: str,
    message: str,
    remedy: str,
) -> Finding:
    mark = entry.mark_of(field)
    return Finding(
        rule=rule,
        severity=severity,
        path=path,
        line=mark.line,
        column=mark.column,
        field=f"{KEY}.{entry.order}.{field}",
        value=shown(entry.values[field]),
        message=mask(message),
        remedy=remedy,
    )
