"""A finding: one problem in the dataset, as a value that can be shown in several ways.

Findings are produced by reading and validation and never raised. The words in them
are Indonesian: they are read by the people who keep the records.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

__all__ = [
    "Finding",
    "Severity",
    "as_github",
    "as_html",
    "as_json",
    "as_text",
    "count_by_severity",
    "sort_findings",
]

#: GitHub shows at most ten annotations of each level per step; the rest goes to the summary.
_GITHUB_ANNOTATIONS = 10


class Severity(StrEnum):
    """How much a finding weighs: ``galat`` stops publication, the others are shown."""

    GALAT = "galat"
    PERINGATAN = "peringatan"
    SARAN = "saran"


_RANK = {Severity.GALAT: 0, Severity.PERINGATAN: 1, Severity.SARAN: 2}
_GITHUB_LEVEL = {
    Severity.GALAT: "error",
    Severity.PERINGATAN: "warning",
    Severity.SARAN: "notice",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, where it stands and how to mend it.

    Attributes:
        rule: Stable id of the rule, also the last part of its guide page's address.
        severity: ``galat``, ``peringatan`` or ``saran``.
        path: POSIX path of the file, relative to the dataset.
        line: Line of the value, from 1; 0 where the whole file is meant.
        column: Column of the value, from 1; 0 where the whole line is meant.
        field: Name of the field, dotted inside a list (``para_pihak.2.mitra``), or "".
        value: The text found, shortened for display.
        message: What is wrong, in Indonesian.
        remedy: What to write instead, in Indonesian.
        legal_basis: Article of law the rule rests on, or "".
        record: Id of the record concerned, or "".
    """

    rule: str
    severity: Severity
    path: str
    line: int
    column: int
    field: str
    value: str
    message: str
    remedy: str
    legal_basis: str = ""
    record: str = ""


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings once each, ordered by file, place, weight and rule."""
    return sorted(
        set(findings),
        key=lambda f: (f.path, f.line, f.column, _RANK[f.severity], f.rule, f.field, f.message),
    )


def count_by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Count findings of each severity, zeros included."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts


def _place(finding: Finding) -> str:
    if finding.line == 0:
        return finding.path
    return f"{finding.path}:{finding.line}:{finding.column}"


def _sentence(finding: Finding) -> str:
    field = f"{finding.field}: " if finding.field else ""
    remedy = f"; {finding.remedy}" if finding.remedy else ""
    return f"{field}{finding.message}{remedy} [{finding.rule}]"


def _printable(text: str) -> str:
    """Replace control characters, so that a record cannot steer the reader's terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def tally(findings: Iterable[Finding], record_count: int) -> str:
    """Return the closing line: how many records were read and what was found."""
    counts = count_by_severity(findings)
    return (
        f"{record_count} rekaman diperiksa: {counts[Severity.GALAT]} galat, "
        f"{counts[Severity.PERINGATAN]} peringatan, {counts[Severity.SARAN]} saran."
    )


def as_text(findings: Sequence[Finding], record_count: int) -> str:
    """Render findings as ``path:line:col: field: problem; remedy [rule]``, grouped by file."""
    lines: list[str] = []
    previous = None
    for finding in findings:
        if previous is not None and finding.path != previous:
            lines.append("")
        previous = finding.path
        lines.append(_printable(f"{_place(finding)}: {finding.severity}: {_sentence(finding)}"))
    if lines:
        lines.append("")
    lines.append(tally(findings, record_count))
    return "\n".join(lines) + "\n"


def as_json(findings: Sequence[Finding], record_count: int) -> str:
    """Render findings as one JSON object with ``total``, ``counts`` and ``findings``."""
    return (
        json.dumps(
            {
                "schema_version": "1",
                "record_count": record_count,
                "total": len(findings),
                "counts": {k.value: v for k, v in count_by_severity(findings).items()},
                "findings": [asdict(f) for f in findings],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _escape_property(text: str) -> str:
    text = _escape_data(text)
    return text.replace(":", "%3A").replace(",", "%2C")


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_github(findings: Sequence[Finding], record_count: int) -> str:
    """Render findings as GitHub workflow commands, the gravest first.

    Ten annotations of each level are shown by GitHub; the closing notice says when
    there are more, so that nobody takes ten for all.
    """
    lines: list[str] = []
    for severity in Severity:
        chosen = [f for f in findings if f.severity is severity]
        for finding in chosen[:_GITHUB_ANNOTATIONS]:
            place = f"file={_escape_property(finding.path)}"
            if finding.line:
                place += f",line={finding.line},col={finding.column}"
            level = _GITHUB_LEVEL[severity]
            text = _escape_data(_printable(_sentence(finding)))
            lines.append(f"::{level} {place},title={_escape_property(finding.rule)}::{text}")
        left = len(chosen) - _GITHUB_ANNOTATIONS
        if left > 0:
            lines.append(f"{left} {severity} lagi tidak ditampilkan di sini; lihat ringkasan.")
    lines.append(tally(findings, record_count))
    return "\n".join(lines) + "\n"


def as_html(findings: Sequence[Finding], record_count: int) -> str:
    """Render findings as one self-contained HTML document, for a job summary or an e-mail."""
    rows = "\n".join(
        "<tr><td>{}</td><td><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td>"
        "<td><code>{}</code></td></tr>".format(
            *(
                html.escape(_printable(cell))
                for cell in (f.severity, _place(f), f.field, f.message, f.remedy, f.rule)
            )
        )
        for f in findings
    )
    summary = html.escape(tally(findings, record_count))
    return (
        '<!doctype html>\n<html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Hasil pemeriksaan</title>'
        "</head>\n<body><h1>Hasil pemeriksaan</h1>"
        f"<p>{summary}</p>\n<table><caption>Temuan</caption><thead><tr>"
        '<th scope="col">Tingkat</th><th scope="col">Tempat</th><th scope="col">Bidang</th>'
        '<th scope="col">Masalah</th><th scope="col">Cara memperbaiki</th>'
        '<th scope="col">Aturan</th></tr></thead>\n'
        f"<tbody>{rows}</tbody></table></body></html>\n"
    )


def shorten(text: str, limit: int = 80) -> str:
    """Return text on one line, cut to a length that fits in a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def stem(path: str) -> str:
    """Return the file name of a POSIX path without its extension: the id its record should have."""
    return path.rpartition("/")[2].rpartition(".")[0]
