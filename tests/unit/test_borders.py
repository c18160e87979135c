"""The table of bordering regions: whole, both ways, between regions of one level."""

from __future__ import annotations

from tests.support import package


def _neighbours(code: str) -> set[str]:
    rows = package().code_rows["perbatasan"]
    return {row["tetangga"] for row in rows if row["wilayah"] == code}


def test_pairs_stand_both_ways_and_join_regions_of_one_level() -> None:
    regions = package().codes("wilayah")
    pairs = [(row["wilayah"], row["tetangga"]) for row in package().code_rows["perbatasan"]]
    assert len(set(pairs)) == len(pairs)
    assert {(b, a) for a, b in pairs} == set(pairs)
    for one, other in pairs:
        assert one != other
        assert bool(regions[one]["provinsi"]) == bool(regions[other]["provinsi"])


def test_known_borders() -> None:
    malang = {"35.05", "35.06", "35.08", "35.13", "35.14", "35.16", "35.17", "35.73", "35.79"}
    assert _neighbours("35.07") == malang
    assert _neighbours("35.73") == {"35.07"}
    assert _neighbours("34.71") == {"34.02", "34.04"}
    assert _neighbours("35") == {"33"}
    # Islands have no neighbour on land.
    assert not _neighbours("11.72")
    assert not _neighbours("51")
