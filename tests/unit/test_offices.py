"""Terms of heads of region: the latest one, what it changes, and what cannot be told."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.deadlines import read_law
from site_builder.model import KerjaSama, MasaJabatan, Mitra, Pihak
from site_builder.offices import changes_since, latest_term, terms_of
from site_builder.watch import watch
from tests.life_support import filled, life, naskah
from tests.support import AS_OF, package


def term(begins: str, ends: str | None = None, office: str = "kepala-daerah") -> MasaJabatan:
    return filled(
        MasaJabatan,
        jabatan=office,
        tanggal_mulai=begins,
        tanggal_selesai=ends,
        alamat_sumber="https://contoh.go.id/1",
    )


def government(*terms: MasaJabatan, mitra: str = "pemkot-malang") -> Mitra:
    return filled(
        Mitra,
        id=mitra,
        nama="Pemerintah Kota Malang",
        kelas="pemerintah-kota",
        kode_wilayah="35.73",
        masa_jabatan=terms,
    )


def regions(record: KerjaSama, *terms: MasaJabatan, as_of: date = AS_OF) -> list[str]:
    """Return the governments whose head changed after a naskah was signed."""
    portal = life(record, mitra=[government(*terms)], as_of=as_of).portal
    return [change.mitra.id for change in changes_since(record, portal)]


@pytest.mark.parametrize(
    ("as_of", "begins"),
    [
        ("2016-02-16", None),
        ("2016-02-17", "2016-02-17"),
        ("2025-02-19", "2016-02-17"),
        ("2025-02-20", "2025-02-20"),
    ],
)
def test_latest_term_has_certainly_begun(as_of: str, begins: str | None) -> None:
    one = government(term("2025-02-20"), term("2016-02-17", "2021"), term("2026-12"))
    found = latest_term(one, date.fromisoformat(as_of))
    assert (found.tanggal_mulai.text if found else None) == begins


def test_a_caretaker_is_no_change_of_head() -> None:
    stands_in = term("2025-09-25", "2025-11-23", office="pelaksana-tugas")
    first = term("2021-02-26")
    assert latest_term(government(first, stands_in), AS_OF) == first
    assert regions(naskah(tanggal_penandatanganan="2023-01-01"), first, stands_in) == []


@pytest.mark.parametrize(
    ("signed", "begins", "is_touched"),
    [
        ("2025-02-19", "2025-02-20", True),
        ("2025-02-20", "2025-02-20", False),
        ("2024-02-29", "2025-02-20", True),
        # Known to the month or year only: the order must be certain.
        ("2025-02", "2025-02-20", False),
        ("2025-01", "2025-02", True),
        ("2025", "2025", False),
        (None, "2025-02-20", False),
    ],
)
def test_only_what_was_certainly_signed_before(
    signed: str | None, begins: str, *, is_touched: bool
) -> None:
    record = naskah(tanggal_penandatanganan=signed)
    assert bool(regions(record, term(begins))) is is_touched


def test_a_naskah_that_is_over_or_an_addendum_is_not_listed() -> None:
    over = naskah(tanggal_penandatanganan="2015-01-01", tanggal_berakhir="2016-12-31")
    assert regions(over, term("2025-02-20")) == []
    base = naskah(tanggal_penandatanganan="2014-01-01")
    addendum = naskah("b", mengubah="a", tanggal_penandatanganan="2015-01-01")
    portal = life(base, addendum, mitra=[government(term("2025-02-20"))]).portal
    assert [bool(changes_since(record, portal)) for record in (base, addendum)] == [True, False]


def test_a_witness_is_not_bound_and_a_service_counts_for_its_government() -> None:
    witness = (
        filled(Pihak, mitra="pemkab-malang"),
        filled(Pihak, mitra="pemkot-malang", peran="saksi"),
    )
    record = naskah(tanggal_penandatanganan="2020-01-01", para_pihak=witness)
    assert regions(record, term("2025-02-20")) == []
    service = filled(
        Mitra, id="dinas", nama="Dinas", kelas="perangkat-daerah", induk="pemkot-malang"
    )
    signed = naskah(
        tanggal_penandatanganan="2020-01-01", para_pihak=(filled(Pihak, mitra="dinas"),)
    )
    portal = life(signed, mitra=[government(term("2025-02-20")), service]).portal
    assert [c.mitra.id for c in changes_since(signed, portal)] == ["pemkot-malang"]


@pytest.mark.parametrize("kind", ["ksdd", "ksdpk", "ksdpl", "ksdll", "sinergi", "lainnya"])
def test_the_list_says_what_the_rules_say_of_the_kind(kind: str) -> None:
    record = naskah(jenis=kind, tanggal_penandatanganan="2020-03-01")
    whole = life(record, mitra=[government(term("2025-02-20"))])
    lists = {one.code: one for one in watch(whole, read_law(package()))}
    (entry,) = lists["pergantian-kepala-daerah"].entries
    row = package().codes("jenis")[kind]
    assert "1 Maret 2020" in entry.reason
    assert "20 Februari 2025" in entry.reason
    assert row["pergantian_pimpinan"] in entry.reason
    assert row["dasar_pergantian"] in entry.reason
    assert entry.since == date(2020, 3, 1)


def test_an_unknown_term_lists_nothing() -> None:
    record = naskah(tanggal_penandatanganan="1999")
    assert regions(record) == []


def test_a_successor_tells_that_a_term_is_over_a_caretaker_does_not() -> None:
    def followed(*terms: MasaJabatan) -> list[str | None]:
        found = terms_of(government(*terms))
        return [one.followed.text if one.followed else None for one in found]

    assert followed(term("2016-02-17"), term("2021"), term("2025-02-20")) == [
        None,
        "2025-02-20",
        "2021",
    ]
    assert followed(term("2016"), term("2020-09", office="pelaksana-tugas")) == [None, None]
    assert followed(term("2016"), term("2023-09", office="penjabat")) == [None, "2023-09"]
    # What is recorded stands.
    assert followed(term("2016", "2021-02-17"), term("2021-02-26")) == [None, None]
