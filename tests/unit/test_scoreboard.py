"""Parts of a whole: never more than the whole, and the same over regions as over all."""

from __future__ import annotations

from hypothesis import given

from site_builder.model import KerjaSama, PeristiwaNaskah
from site_builder.scoreboard import Share, overall, regions, services
from tests.life_support import agreements, filled, life, naskah


@given(agreements())
def test_parts_never_exceed_their_whole(records: list[KerjaSama]) -> None:
    whole = life(*records)
    total = overall(whole)
    assert total.total == len(records)
    for one in (total, *regions(whole), *services(whole)):
        assert all(0 <= s.part <= s.whole <= one.total for s in one.shares)
        assert one.in_force.part + one.unknown.part <= one.total
    by_region = {one.key: one.total for one in regions(whole)}
    expected = sum(len(whole.portal.regions_of(r)) for r in records)
    assert sum(by_region.values()) == expected
    assert list(by_region) == sorted(by_region)


def test_umbrella_with_and_without_child() -> None:
    signed = {"bentuk_naskah": "kb", "tanggal_penandatanganan": "2020-02-29"}
    child = naskah("c", induk="a", bentuk_naskah="pks")
    total = overall(life(naskah("a", **signed), naskah("b", **signed), child))
    assert total.idle_umbrellas == Share(["b"], ["a", "b"])


def test_what_is_of_no_kind_of_the_law_is_no_idle_umbrella() -> None:
    record = naskah(jenis="lainnya", bentuk_naskah="mou", tanggal_penandatanganan="2020-02-29")
    assert overall(life(record)).idle_umbrellas == Share([], [])


def test_umbrella_with_linked_and_named_children_counts_once() -> None:
    signed = {"bentuk_naskah": "kb", "tanggal_penandatanganan": "2020-02-29"}
    event = filled(PeristiwaNaskah, uraian="Dua PKS", naskah_turunan="2")
    child = naskah("c", induk="a", bentuk_naskah="pks")
    total = overall(life(naskah("a", **signed, peristiwa=(event,)), naskah("b", **signed), child))
    assert total.idle_umbrellas == Share(["b"], ["a", "b"])


def test_empty_dataset() -> None:
    assert overall(life()).total == 0
    assert regions(life()) == []
    assert services(life()) == []
