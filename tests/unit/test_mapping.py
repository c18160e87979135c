"""Mapping: the matrix counts every agreement in each of its affairs, potentials part in two."""

from __future__ import annotations

from hypothesis import given

from site_builder.mapping import (
    NO_URUSAN,
    is_concurrent,
    matrix,
    region_map,
    single,
    untaken,
)
from site_builder.model import KerjaSama
from site_builder.plan_model import Potensi
from tests.life_support import agreements, filled, naskah, portal, stages


@given(agreements())
def test_cells_add_up(records: list[KerjaSama]) -> None:
    found = matrix(portal(*records))
    assert sum(found.totals.values()) == sum(max(1, len(set(r.urusan))) for r in records)
    for code, row in found.cells.items():
        assert sum(row.values()) == found.totals[code]
    assert found.totals[NO_URUSAN] == sum(not r.urusan for r in records)
    empty = {c for c, n in found.totals.items() if not n} - {NO_URUSAN}
    assert {*found.gaps} | {*found.empty_elements} == empty


def test_empty_dataset_is_all_gaps() -> None:
    found = matrix(portal())
    assert len(found.gaps) == 32
    assert len(found.gaps) + len(found.empty_elements) == len(found.totals) - 1
    assert all(is_concurrent(code) for code in found.gaps)
    assert portal().potensi_by_wilayah == {}
    assert untaken(portal()) == []


def test_potentials_part_into_taken_and_open() -> None:
    potensi = [
        filled(Potensi, id="p1", daerah="pemkot-malang", nama="N", naskah=("a", "a")),
        filled(Potensi, id="p2", daerah="dinas-kota-malang", nama="N"),
        filled(Potensi, id="p3", daerah="pemkab-malang", nama="N", naskah=("tidak-ada",)),
    ]
    found = portal(naskah(urusan=("2.11",)), potensi=potensi)
    assert [p.id for p in untaken(found)] == ["p2", "p3"]
    assert found.naskah_of(potensi[0]) == ["a"]
    regions = found.potensi_by_wilayah
    assert {code: [p.id for p in part] for code, part in regions.items()} == {
        "35.07": ["p3"],
        "35.73": ["p1", "p2"],
    }
    one = region_map("35.73", regions["35.73"], ["a"], found)
    assert ([p.id for p in one.taken], [p.id for p in one.open]) == (["p1"], ["p2"])
    assert one.matrix.cells["2.11"]["ksdd"] == 1
    assert region_map("35", (), (), found).matrix.totals["2.11"] == 0


def test_a_draft_takes_no_potential_up() -> None:
    potensi = [
        filled(Potensi, id="p1", daerah="pemkot-malang", nama="N", naskah=("a",)),
        filled(Potensi, id="p2", daerah="pemkot-malang", nama="N", naskah=("a", "b")),
    ]
    draft = naskah("a", tahapan=stages(("penawaran", "2024")))
    found = portal(draft, naskah("b", tanggal_penandatanganan="2025"), potensi=potensi)
    assert [p.id for p in untaken(found)] == ["p1"]
    assert [found.naskah_of(p) for p in potensi] == [[], ["b"]]
    assert [found.drafts_of(p) for p in potensi] == [["a"], ["a"]]
    one = region_map("35.73", potensi, ["a", "b"], found)
    assert ([p.id for p in one.taken], [p.id for p in one.open]) == (["p2"], ["p1"])


def test_a_record_of_many_potentials_counts_as_none() -> None:
    potensi = [
        filled(Potensi, id="p1", daerah="pemkot-malang", nama="N"),
        filled(Potensi, id="p2", daerah="pemkot-malang", nama="N", jumlah="125"),
    ]
    found = portal(potensi=potensi)
    assert [p.id for p in single(potensi)] == ["p1"]
    assert [p.id for p in untaken(found)] == ["p1"]
    one = region_map("35.73", found.potensi_by_wilayah["35.73"], (), found)
    assert ([p.id for p in one.open], [p.id for p in one.sums]) == (["p1"], ["p2"])


def test_a_joint_potential_stands_under_each_of_its_regions_once() -> None:
    joint = filled(
        Potensi,
        id="p1",
        daerah="pemkab-malang",
        daerah_lain=("dinas-kota-malang", "pemkot-malang"),
        nama="N",
    )
    regions = portal(potensi=[joint]).potensi_by_wilayah
    assert {code: [p.id for p in part] for code, part in regions.items()} == {
        "35.07": ["p1"],
        "35.73": ["p1"],
    }


def test_potentials_by_affair_count_each_once() -> None:
    potensi = [
        filled(
            Potensi, id="p1", daerah="pemkot-malang", nama="N", urusan=("3.31", "3.30", "3.31")
        ),
        filled(Potensi, id="p2", daerah="pemkot-malang", nama="N"),
    ]
    found = portal(potensi=potensi).potensi_by_urusan
    assert {code: [p.id for p in part] for code, part in found.items()} == {
        "3.31": ["p1"],
        "3.30": ["p1"],
        "": ["p2"],
    }
