"""Small datasets for tests: one valid record of each kind, changed where a test is about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from site_builder.findings import Finding
from site_builder.git_log import read_log
from site_builder.pipeline import Checked, build_portal, check
from site_builder.portal import Portal
from site_builder.read import load_package, read_baseline, read_records
from site_builder.schema import Package

ROOT = Path(__file__).parent.parent
AS_OF = date(2026, 11, 21)

AGREEMENT = """\
id: pub-2022-0001
jenis: ksdd
bentuk_naskah: pks
nama_naskah: Perjanjian Kerja Sama
tentang: Pemanfaatan sumber air
tanggal_penandatanganan: "2022-12-30"
tanggal_berakhir: "2027-12-30"
tingkat_bukti: berita
para_pihak:
  - mitra: pemkot-malang
  - mitra: pemkab-malang
urusan:
  - "1.03"
sumber:
  - alamat: https://contoh.go.id/berita/1
"""
PARTIES = {
    "records/mitra/pemkot-malang.yaml": (
        "id: pemkot-malang\nnama: Pemerintah Kota Malang\nkelas: pemerintah-kota\n"
        'kode_wilayah: "35.73"\n'
    ),
    "records/mitra/pemkab-malang.yaml": (
        "id: pemkab-malang\nnama: Pemerintah Kabupaten Malang\nkelas: pemerintah-kabupaten\n"
        'kode_wilayah: "35.07"\n'
    ),
}
AGREEMENT_PATH = "records/kerja-sama/2022/pub-2022-0001.yaml"


@cache
def package() -> Package:
    """Return the real schema of the project."""
    return load_package(ROOT / "datapackage")


def agreement(**changes: str | None) -> str:
    """Return the valid agreement with main lines changed, added, or (None) taken away."""
    lines = AGREEMENT.splitlines()
    head = next(i for i, line in enumerate(lines) if line.startswith("para_pihak"))
    for key, value in changes.items():
        at = next((i for i, line in enumerate(lines) if line.startswith(f"{key}:")), None)
        if at is not None:
            del lines[at]
            head -= at < head
        if value is not None:
            lines.insert(head if at is None else at, f"{key}: {value}")
            head += 1
    return "\n".join(lines) + "\n"


def write_dataset(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and return its ``records``."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "records").mkdir(exist_ok=True)
    return folder / "records"


def dataset(*agreements: str) -> dict[str, str]:
    """Return the files of a dataset: the given agreements, or the valid one, and the parties."""
    files = dict(PARTIES)
    for text in agreements or (AGREEMENT,):
        record_id = text.split("\n", 1)[0].removeprefix("id: ")
        files[f"records/kerja-sama/{record_id.split('-')[1]}/{record_id}.yaml"] = text
    return files


def check_folder(records: Path, as_of: date = AS_OF) -> tuple[Checked, Mapping[str, bytes]]:
    """Read and check a folder of records."""
    read = read_records(records, package())
    baseline, baseline_source, findings = read_baseline(records)
    checked = check(
        read.records,
        package(),
        as_of,
        contents=read.contents,
        read_findings=[*read.findings, *findings],
        baseline=baseline,
        baseline_path="records/temuan-diterima.yaml",
        baseline_source=baseline_source,
    )
    return checked, read.contents


def portal_of(records: Path, as_of: date = AS_OF) -> Portal:
    """Return the published dataset of a folder of records without errors."""
    checked, contents = check_folder(records, as_of)
    log = read_log(records.resolve(), as_of)
    return build_portal(checked, contents, base_url="https://contoh.id/portal/", log=log)


def places(findings: list[Finding] | tuple[Finding, ...]) -> list[tuple[str, int, int, str, str]]:
    """Return what a test asserts of findings: path, line, column, field, rule."""
    return [(f.path, f.line, f.column, f.field, f.rule) for f in findings]
