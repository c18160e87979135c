"""Validity where an end has no date, whom a naskah binds, and the way along a chain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from site_builder.implementers import implementers_in
from site_builder.life import Life, Step, is_active
from site_builder.model import Mitra, Pihak
from tests.life_support import filled, life, naskah, portal

TERM = {"tanggal_penandatanganan": "2020-01-01", "tanggal_berakhir": "2030-01-01"}


@pytest.mark.parametrize(
    "why", ["kesepakatan-para-pihak", "naskah-baru", "jangka-waktu-berakhir", "pailit"]
)
def test_what_ended_on_an_unknown_day_is_not_certainly_in_force(why: str) -> None:
    found = life(naskah(alasan_pengakhiran=why, **TERM)).validity["a"]
    assert is_active(found, date(2025, 1, 1), date(2025, 6, 30)) is None
    assert is_active(found, date(2027, 1, 1), date(2027, 6, 30)) is False


def test_naskah_without_end_is_in_force_from_its_start_on() -> None:
    endless = {"tanggal_berakhir": "tidak-berlaku"}
    addendum = naskah("b", mengubah="a", tanggal_penandatanganan="2021-01-01", blanks=endless)
    found = life(naskah(**TERM), addendum).validity
    for one in found.values():
        assert is_active(one, date(2035, 1, 1), date(2035, 6, 30)) is True


def test_witness_and_facilitator_bind_no_region() -> None:
    parties = tuple(
        filled(Pihak, mitra=name, peran=role)
        for name, role in (
            ("pemkot-malang", None),
            ("kementerian-x", None),
            ("pemprov-jawa-timur", "saksi"),
            ("pemkab-malang", "fasilitator"),
        )
    )
    service = filled(
        Mitra,
        id="dinkes",
        nama="Dinas Kesehatan Kota Malang",
        kelas="perangkat-daerah",
        induk="pemkot-malang",
    )
    record = naskah(para_pihak=parties, perangkat_daerah_pelaksana=("Dinas Kesehatan",))
    found = portal(record, mitra=[service])
    assert found.regions_of(record) == ["35.73"]
    assert list(found.by_wilayah) == ["35.73"]
    assert list(implementers_in(found).naskah) == ["dinkes"]
    assert "pemprov-jawa-timur" in found.by_mitra


def test_chain_is_left_as_soon_as_enough_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A naskah that hundreds replace must not cost each of their pages a look at all the others."""
    many = [naskah(f"b{n}", menggantikan="a") for n in range(300)]
    whole = life(naskah("a"), *many)
    looked = 0

    class Counted(list[Step]):
        def __iter__(self) -> Iterator[Step]:
            nonlocal looked
            for step in super().__iter__():
                looked += 1
                yield step

    steps = {record: Counted(found) for record, found in whole._steps.items()}
    monkeypatch.setattr(Life, "_steps", steps)
    assert len(whole.chain("b0", 5)) == 5
    assert looked <= 10
