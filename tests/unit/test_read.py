"""Reading the disk: what does not belong is named, and nothing is followed or swallowed."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from site_builder.read import load_package, read_baseline, read_records
from site_builder.yaml_text import MAX_BYTES
from tests.support import AGREEMENT, PARTIES, ROOT, dataset, package, write_dataset


def found(records: Path) -> list[tuple[str, str]]:
    return [(f.path, f.rule) for f in read_records(records, package()).findings]


def test_records_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    result = read_records(write_dataset(tmp_path, dataset()), package())
    assert [r.path for r in result.records] == [
        "records/kerja-sama/2022/pub-2022-0001.yaml",
        "records/mitra/pemkab-malang.yaml",
        "records/mitra/pemkot-malang.yaml",
    ]
    assert [r.table for r in result.records] == ["kerja_sama", "mitra", "mitra"]
    assert result.contents["records/kerja-sama/2022/pub-2022-0001.yaml"] == AGREEMENT.encode()
    assert result.findings == []


def test_symbolic_links_are_not_followed(tmp_path: Path) -> None:
    records = write_dataset(tmp_path, dataset())
    (tmp_path / "rahasia.yaml").write_text("id: rahasia\n")
    (records / "mitra" / "rahasia.yaml").symlink_to(tmp_path / "rahasia.yaml")
    (records / "kerja-sama" / "luar").symlink_to(tmp_path)
    (records / "mitra" / "putaran").symlink_to(records)
    assert found(records) == [
        ("records/kerja-sama/luar", "berkas-tautan"),
        ("records/mitra/putaran", "berkas-tautan"),
        ("records/mitra/rahasia.yaml", "berkas-tautan"),
    ]


def test_special_files_do_not_hang_the_reader(tmp_path: Path) -> None:
    records = write_dataset(tmp_path, dataset())
    os.mkfifo(records / "mitra" / "pipa.yaml")
    assert found(records) == [("records/mitra/pipa.yaml", "berkas-tempat")]


def test_huge_file_is_named_without_being_loaded(tmp_path: Path) -> None:
    records = write_dataset(tmp_path, dataset())
    with (records / "mitra" / "besar.yaml").open("wb") as stream:
        stream.truncate(2 * 1024**3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert found(records) == [("records/mitra/besar.yaml", "berkas-terlalu-besar")]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    assert MAX_BYTES < 2 * 1024**3


@pytest.mark.parametrize(
    "name",
    [
        "Pub-2022-0002.yaml",
        "pub 2022.yaml",
        "pub-2022-0002.yml",
        "..%2f..%2fetc.yaml",
        "-x.yaml",
        "é.yaml",
        "a\nb.yaml",
        "catatan.docx",
    ],
)
def test_file_names_that_cannot_be_addresses_are_named(tmp_path: Path, name: str) -> None:
    records = write_dataset(tmp_path, dataset() | {f"records/mitra/{name}": "id: x\n"})
    ((path, rule),) = found(records)
    assert rule == "berkas-nama"
    assert path.isprintable()


def test_misplaced_files_are_named_and_litter_is_ignored(tmp_path: Path) -> None:
    records = write_dataset(
        tmp_path,
        dataset()
        | {
            "records/lepas.yaml": "a: b\n",
            "records/mitraa/x.yaml": "a: b\n",
            "records/kerja-sama/2022/a/b/c.yaml": "a: b\n",
            "records/README.md": "x",
            "records/mitra/Thumbs.db": "x",
            "records/mitra/.DS_Store": "x",
            "records/mitra/~$pemkot.yaml": "x",
        },
    )
    assert found(records) == [
        ("records/kerja-sama/2022/a/b", "berkas-tempat"),
        ("records/lepas.yaml", "berkas-tempat"),
        ("records/mitraa/x.yaml", "berkas-tempat"),
    ]


def test_one_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    records = write_dataset(tmp_path, dataset() | {"records/mitra/rusak.yaml": "a: &x [*x]\n"})
    result = read_records(records, package())
    assert result.file_count == 4
    assert len(result.records) == 3
    assert [f.rule for f in result.findings] == ["yaml-jangkar"]


def test_baseline_is_read_as_a_tree(tmp_path: Path) -> None:
    records = write_dataset(tmp_path, PARTIES)
    assert read_baseline(records) == (None, "", [])
    (records / "temuan-diterima.yaml").write_text("temuan_diterima: []\n")
    tree, text, findings = read_baseline(records)
    assert tree is not None
    assert text == "temuan_diterima: []\n"
    assert findings == []


def test_schema_is_whole() -> None:
    loaded = load_package(ROOT / "datapackage")
    for table in loaded.tables.values():
        assert table.title
        assert table.title_eng
        for field in table.fields:
            assert all((field.title, field.description, field.title_eng, field.description_eng))
            if field.reference is not None:
                target = loaded.tables[field.reference.table]
                assert field.reference.target in {f.name for f in target.fields}
        if table.is_code_list:
            names = {f.name for f in table.fields}
            assert all(row.keys() == names for row in loaded.code_rows[table.name])
    assert len(loaded.code_rows["wilayah"]) == 38 + 514
    assert sum(r["kode"][0] in "123" for r in loaded.code_rows["urusan"]) == 32
