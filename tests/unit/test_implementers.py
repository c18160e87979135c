"""Names of services in a naskah: found where one service bears them, else left as names."""

from __future__ import annotations

import pytest

from site_builder.implementers import Unmatched, implementers_in
from site_builder.model import Mitra, Pihak
from site_builder.scoreboard import services, unmatched_services
from site_builder.watch import by_party, watch
from tests.life_support import filled, life, naskah, portal
from tests.unit.test_watch import ENDED, LAW


def service(record_id: str, name: str, government: str, *alias: str) -> Mitra:
    return filled(
        Mitra, id=record_id, nama=name, kelas="perangkat-daerah", induk=government, alias=alias
    )


OPD = (
    service("dlh-kota", "Dinas Lingkungan Hidup Kota Malang", "pemkot-malang"),
    service("dlh-kab", "Dinas Lingkungan Hidup Kabupaten Malang", "pemkab-malang"),
    service(
        "bpbd",
        "Badan Penanggulangan Bencana Daerah Kota Malang",
        "pemkot-malang",
        "Badan Penanggulangan Bencana Daerah (BPBD) Kota Malang",
    ),
    service("dlh-jatim", "Dinas Lingkungan Hidup Provinsi Jawa Timur", "pemprov-jawa-timur"),
)
ONE = tuple(filled(Pihak, mitra=m) for m in ("pemkot-malang", "kementerian-x"))


@pytest.mark.parametrize(
    ("name", "is_alone", "found"),
    [
        ("Dinas Lingkungan Hidup Kota Malang", False, "dlh-kota"),
        ("DINAS  lingkungan hidup, Kota Malang", False, "dlh-kota"),
        ("BPBD Kota Malang", False, "bpbd"),
        ("Dinas Lingkungan Hidup", True, "dlh-kota"),
        ("BPBD", True, "bpbd"),
        ("Dinas Lingkungan Hidup", False, None),
        ("Dinas Lingkungan Hidup Provinsi Jawa Timur", False, None),
        ("Dinas Lingkungan", True, None),
    ],
)
def test_name_is_found_where_one_service_of_the_signers_bears_it(
    name: str, found: str | None, *, is_alone: bool
) -> None:
    parties = ONE if is_alone else naskah().para_pihak
    record = naskah(perangkat_daerah_pelaksana=(name,), para_pihak=parties)
    answer = implementers_in(portal(record, mitra=OPD))
    assert list(answer.naskah) == ([] if found is None else [found])
    assert [key.name for key in answer.unmatched] == ([name] if found is None else [])


def test_name_borne_by_two_stands_for_none() -> None:
    twin = service("dlh-lain", "Dinas Lingkungan Hidup Kota Malang", "pemkot-malang")
    record = naskah(perangkat_daerah_pelaksana=("Dinas Lingkungan Hidup Kota Malang",))
    answer = implementers_in(portal(record, mitra=(*OPD, twin)))
    assert answer.services == {}
    assert list(answer.unmatched) == [
        Unmatched("Dinas Lingkungan Hidup Kota Malang", ("pemkot-malang", "pemkab-malang"))
    ]


def test_services_are_counted_for_what_they_carry_out_once() -> None:
    both = tuple(filled(Pihak, mitra=m) for m in ("dlh-kota", "pemkab-malang"))
    names = ("Dinas Lingkungan Hidup Kota Malang", "Dinas Pasar")
    whole = life(
        naskah("a", **ENDED, perangkat_daerah_pelaksana=names),
        naskah("b", perangkat_daerah_pelaksana=names[:1], para_pihak=both),
        mitra=OPD,
    )
    assert [(one.key, one.total) for one in services(whole)] == [("dlh-kota", 2)]
    assert [(key.name, one.total) for key, one in unmatched_services(whole)] == [
        ("Dinas Pasar", 1)
    ]
    watched = by_party(watch(whole, LAW), whole)
    assert {e.id for _, part in watched["dlh-kota"] for e in part} == {"a"}
