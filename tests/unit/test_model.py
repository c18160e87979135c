"""The typed model has the fields of the schema, no more and no fewer."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from site_builder import model
from site_builder.plan_model import PLAN_TABLES
from tests.support import agreement, dataset, package, portal_of, write_dataset


def names(kind: type) -> set[str]:
    return {f.name for f in fields(kind)}


def test_model_and_schema_agree() -> None:
    tables = package().tables
    main = {f.name for f in tables["kerja_sama"].fields}
    keys = {t.shape.key for t in package().children("kerja_sama") if t.shape is not None}
    assert names(model.KerjaSama) == main | keys | {"blanks"}
    assert names(model.Mitra) == {f.name for f in tables["mitra"].fields} | {
        "alias",
        "masa_jabatan",
    }
    for name, kind in {
        "para_pihak": model.Pihak,
        "tahapan": model.Tahapan,
        "pembiayaan": model.Pembiayaan,
        "pelaksanaan": model.Pelaksanaan,
        "evaluasi": model.Evaluasi,
        "laporan": model.Laporan,
        "perselisihan": model.Perselisihan,
        "peristiwa": model.PeristiwaNaskah,
        "pertentangan": model.Pertentangan,
        "isi_naskah": model.IsiNaskah,
        "dokumen": model.Dokumen,
        "sumber": model.Sumber,
        "masa_jabatan": model.MasaJabatan,
    }.items():
        assert names(kind) == {f.name for f in tables[name].value_fields}


def test_every_word_for_emptiness_is_declared_in_the_schema() -> None:
    declared = package().tables["kerja_sama"].missing_values
    assert set(model.EMPTY_WORDS) == set(declared)


def test_kinds_of_emptiness_are_told_apart(tmp_path: Path) -> None:
    text = agreement(subjenis="tidak-diketahui", tanggal_berakhir="tidak-berlaku")
    portal = portal_of(write_dataset(tmp_path, dataset(text)))
    record = portal.kerja_sama["pub-2022-0001"]
    assert record.subjenis is None
    assert record.tanggal_berakhir is None
    assert record.blanks == {"subjenis": "tidak-diketahui", "tanggal_berakhir": "tidak-berlaku"}


def test_portal_orders_newest_first_and_undated_last(tmp_path: Path) -> None:
    texts = [
        agreement(id="pub-2020-0001", tanggal_penandatanganan='"2020-05"'),
        agreement(id="pub-0000-0001", tanggal_penandatanganan=None),
        agreement(id="pub-2024-0001", tanggal_penandatanganan='"2024-01-01"'),
    ]
    portal = portal_of(write_dataset(tmp_path, dataset(*texts)))
    assert list(portal.kerja_sama) == ["pub-2024-0001", "pub-2020-0001", "pub-0000-0001"]
    assert list(portal.by_tahun) == ["2024", "2020", "tidak-diketahui"]
    assert portal.by_wilayah.keys() == {"35.73", "35.07"}


def test_plan_models_and_schema_agree() -> None:
    tables = package().tables
    for name, (kind, children) in PLAN_TABLES.items():
        assert names(kind) == {f.name for f in tables[name].fields} | children.keys()
        declared = {t.shape.key: t for t in package().children(name) if t.shape is not None}
        assert declared.keys() == children.keys()
        for key, (child_table, child) in children.items():
            assert declared[key].name == child_table
            assert declared[key].shape is not None
            assert declared[key].shape.is_scalar == (child is None)
            if child is not None:
                assert names(child) == {f.name for f in declared[key].value_fields}
