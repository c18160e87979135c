"""The downloads: complete, consistent, safe in a spreadsheet, accepted by the real validator."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.export import ARCHIVE, FLAT_TABLE, data_files, safe_cell
from site_builder.portal import Portal
from site_builder.publish import write_files
from tests.support import AS_OF, ROOT, agreement, dataset, portal_of, write_dataset


@pytest.fixture(scope="module")
def portal() -> Portal:
    return portal_of(ROOT / "records")


@pytest.fixture(scope="module")
def files(portal: Portal) -> dict[str, bytes]:
    return dict(data_files(portal))


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode(), newline="")))


def test_published_package_passes_the_validator(files: dict[str, bytes], tmp_path: Path) -> None:
    write_files(tmp_path, files.items())
    report = frictionless.validate(str(tmp_path / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])[:5]
    assert len(report.tasks) == len(
        [n for n in files if n.startswith("data/") and n.endswith(".csv")]
    )


def test_row_counts_of_every_output_agree(portal: Portal, files: dict[str, bytes]) -> None:
    expected = {
        "kerja_sama": len(portal.kerja_sama),
        "status": len(portal.kerja_sama),
        FLAT_TABLE: len(portal.kerja_sama),
        "mitra": len(portal.mitra),
        "para_pihak": sum(len(r.para_pihak) for r in portal.kerja_sama.values()),
        "urusan_kerja_sama": sum(len(r.urusan) for r in portal.kerja_sama.values()),
        "pelaksanaan": sum(len(r.pelaksanaan) for r in portal.kerja_sama.values()),
        "sumber": sum(len(r.sumber) for r in portal.kerja_sama.values()),
        "mitra_alias": sum(len(m.alias) for m in portal.mitra.values()),
        "temuan": sum(len(f) for f in portal.warnings.values()),
    }
    assert {name: len(rows(files, name)) for name in expected} == expected
    assert sum(name.endswith(".yaml") for name in files) == len(portal.kerja_sama)
    assert {r["id"] for r in rows(files, "kerja_sama")} == set(portal.kerja_sama)


def test_descriptor_and_checksums_tell_the_truth(files: dict[str, bytes]) -> None:
    descriptor = json.loads(files["data/datapackage.json"])
    for resource in descriptor["resources"]:
        content = files[f"data/{resource['path']}"]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        header = next(csv.reader(io.StringIO(content.decode())))
        assert header == [f["name"] for f in resource["schema"]["fields"]]
    sums = dict(
        reversed(line.split("  ")) for line in files["data/SHA256SUMS"].decode().splitlines()
    )
    published = {n.removeprefix("data/") for n in files if n.startswith("data/")}
    assert sums.keys() == published - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256(files[f"data/{name}"]).hexdigest() == digest


def test_archive_holds_the_package_and_opens_by_itself(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(files[f"data/{ARCHIVE}"])) as archive:
        assert archive.testzip() is None
        packed = {n.partition("/")[2]: archive.read(n) for n in archive.namelist()}
        archive.extractall(tmp_path)
    published = {n.removeprefix("data/"): c for n, c in files.items() if n.startswith("data/")}
    assert packed == {n: c for n, c in published.items() if n not in (ARCHIVE, "SHA256SUMS")}
    (descriptor,) = tmp_path.rglob("datapackage.json")
    assert frictionless.validate(str(descriptor)).valid


def test_records_yaml_is_published_byte_for_byte(portal: Portal, files: dict[str, bytes]) -> None:
    for record_id, path in portal.paths.items():
        assert files[f"kerja-sama/{record_id}/{record_id}.yaml"] == (ROOT / path).read_bytes()


def test_every_cell_of_a_record_is_in_its_row(portal: Portal, files: dict[str, bytes]) -> None:
    flat = {r["id"]: r for r in rows(files, FLAT_TABLE)}
    for record in portal.records:
        if record.table == "kerja_sama":
            for name, text in record.main.values.items():
                assert flat[record.id][name] == safe_cell(text)


def runnable(content: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode(), newline="")):
        yield from (c for c in row if c.startswith(("=", "+", "@", "\t", "\r")))


def test_spreadsheet_runs_no_cell(tmp_path: Path) -> None:
    text = agreement(tentang='"=HYPERLINK(1)"', catatan='"@SUM(1)"', jangka_waktu='"-1+1"')
    portal = portal_of(write_dataset(tmp_path, dataset(text)))
    for name, content in data_files(portal):
        if name.endswith(".csv"):
            assert list(runnable(content)) == []
            assert b'"-1+1"' not in content


@given(st.text())
def test_safe_cell_keeps_the_text_and_never_starts_a_formula(text: str) -> None:
    safe = safe_cell(text)
    assert safe in (text, f"'{text}")
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_same_records_and_date_give_the_same_bytes(tmp_path: Path) -> None:
    records = write_dataset(tmp_path, dataset())
    assert dict(data_files(portal_of(records))) == dict(data_files(portal_of(records)))
    assert AS_OF.isoformat().encode() in dict(data_files(portal_of(records)))["data/status.csv"]


def test_empty_dataset_gives_empty_tables(tmp_path: Path) -> None:
    files = dict(data_files(portal_of(write_dataset(tmp_path, {}))))
    assert rows(files, "kerja_sama") == []
