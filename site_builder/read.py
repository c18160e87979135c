"""The only reader of disk: the schema, the records, the prose.

Nothing outside the dataset's folder is opened: symbolic links, special files and over-large
files are findings. Files are visited in a fixed order, so that output never depends on the disk.
"""

from __future__ import annotations

import csv
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from site_builder.findings import Finding, Severity, shorten
from site_builder.schema import Package, build_package
from site_builder.tables import RawRecord
from site_builder.yaml_text import MAX_BYTES, MappingNode, parse_yaml, too_large

__all__ = ["BASELINE_FILE", "ReadResult", "load_package", "read_baseline", "read_records"]

#: Accepted old findings, each with its reason.
BASELINE_FILE = "temuan-diterima.yaml"
#: What may lie beside the folders of records.
_ALLOWED_AT_TOP = frozenset({BASELINE_FILE, "README.md"})
#: Left behind by Windows, macOS and editors; not worth a finding.
_IGNORED = re.compile(r"(?:Thumbs\.db|desktop\.ini|\.DS_Store|\.gitkeep|~\$.*|.*~)", re.IGNORECASE)
_FILE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.yaml")
#: records/<table's folder>/<year>/<file>: nothing lies deeper.
_MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What lies in ``records/``.

    Attributes:
        records: The files that could be parsed, in the order of their paths.
        contents: Bytes of those files, by path.
        findings: What could not be read.
        file_count: How many record files were visited.
    """

    records: list[RawRecord] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    file_count: int = 0


def load_package(directory: Path) -> Package:
    """Read ``datapackage/``: the descriptor, the Table Schemas and the code lists.

    Raises:
        OSError, yaml.YAMLError, KeyError: The schema itself is broken; it is code, not data.
    """
    descriptor = _load_yaml(directory / "datapackage.yaml")
    schemas: dict[str, Any] = {}
    code_rows: dict[str, list[dict[str, str]]] = {}
    for resource in descriptor["resources"]:
        schemas[resource["name"]] = _load_yaml(directory / resource["schema"])
        if resource["path"].startswith("referensi/"):
            with (directory / resource["path"]).open(encoding="utf-8", newline="") as lines:
                code_rows[resource["name"]] = list(csv.DictReader(lines))
    return build_package(descriptor, schemas, code_rows)


def _load_yaml(path: Path) -> Any:
    with path.open("rb") as stream:
        return yaml.load(stream, Loader=yaml.CSafeLoader)


def read_records(
    root: Path, package: Package, *, on_file: Callable[[int], None] = lambda _: None
) -> ReadResult:
    """Read every record below a folder.

    Args:
        root: The ``records/`` folder; paths in findings start with its name.
        package: Says which folder holds which table.
        on_file: Called with the number of files read so far, for progress.
    """
    result = ReadResult()
    folders = {t.shape.folder: t.name for t in package.main_tables() if t.shape is not None}
    count = 0
    for path, name in _walk(root, root.name, result.findings, depth=0):
        parts = name.split("/")
        if len(parts) == 2:  # beside the folders
            if parts[1] not in _ALLOWED_AT_TOP:
                result.findings.append(_misplaced(name, folders))
            continue
        table = folders.get(parts[1])
        if table is None:
            result.findings.append(_misplaced(name, folders))
            continue
        if not _FILE_NAME.fullmatch(parts[-1]):
            result.findings.append(_misnamed(name))
            continue
        data = _read_bounded(path, name, result.findings)
        count += 1
        on_file(count)
        if data is None:
            continue
        tree, findings = parse_yaml(data, name)
        result.findings.extend(findings)
        if tree is not None:
            result.records.append(RawRecord(name, table, tree))
            result.contents[name] = data
    return ReadResult(result.records, result.contents, result.findings, count)


def read_baseline(root: Path) -> tuple[MappingNode | None, str, list[Finding]]:
    """Read the file of accepted findings: its tree and text; None and "" where there is none."""
    path = root / BASELINE_FILE
    name = f"{root.name}/{BASELINE_FILE}"
    findings: list[Finding] = []
    if not path.is_file() or path.is_symlink():
        return None, "", findings
    data = _read_bounded(path, name, findings)
    if data is None:
        return None, "", findings
    tree, more = parse_yaml(data, name)
    return tree, data.decode("utf-8-sig") if tree is not None else "", findings + more


def _walk(
    folder: Path, name: str, findings: list[Finding], depth: int
) -> Iterator[tuple[Path, str]]:
    """Yield regular files in order; links and special files become findings."""
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda e: e.name)
    for entry in ordered:
        child = f"{name}/{_printable(entry.name)}"
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            findings.append(
                _file_finding(
                    "berkas-tautan",
                    child,
                    "berkas ini tautan simbolis",
                    "simpan berkas aslinya di sini; tautan tidak diikuti",
                )
            )
        elif stat.S_ISDIR(mode):
            if depth < _MAX_DEPTH:
                yield from _walk(folder / entry.name, child, findings, depth + 1)
            else:
                findings.append(
                    _file_finding(
                        "berkas-tempat",
                        child,
                        "folder ini terlalu dalam",
                        "simpan naskah di records/kerja-sama/<tahun>/",
                    )
                )
        elif not stat.S_ISREG(mode):
            findings.append(
                _file_finding(
                    "berkas-tempat", child, "ini bukan berkas biasa", "hapus dari folder data"
                )
            )
        elif not _IGNORED.fullmatch(entry.name):
            yield folder / entry.name, child


def _read_bounded(path: Path, name: str, findings: list[Finding]) -> bytes | None:
    """Read at most one byte more than the limit: a file of 50 MB costs no memory."""
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        findings.append(too_large(name, path.stat().st_size))
        return None
    return data


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def _file_finding(rule: str, path: str, message: str, remedy: str) -> Finding:
    return Finding(rule, Severity.GALAT, path, 0, 0, "", "", message, remedy)


def _misplaced(name: str, folders: dict[str, str]) -> Finding:
    known = ", ".join(f"{name.split('/')[0]}/{folder}/" for folder in sorted(folders))
    return _file_finding(
        "berkas-tempat",
        name,
        "berkas ini tidak berada di folder yang dikenal",
        f"pindahkan ke salah satu dari: {known}",
    )


def _misnamed(name: str) -> Finding:
    file_name = name.rpartition("/")[2]
    return _file_finding(
        "berkas-nama",
        name,
        f'nama berkas "{shorten(file_name)}" tidak dapat dipakai',
        "pakai huruf kecil, angka, dan tanda hubung, berakhiran .yaml, mis. pub-2024-0001.yaml",
    )
