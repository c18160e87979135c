"""The audit of a plan: every difference of the real one, and nothing where figures agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.plan_audit import (
    achievements,
    audit,
    comparisons,
    implied_documents,
    indicator_pairs,
    outliers,
    printed_achievements,
    target_growth,
)
from site_builder.plan_model import (
    IndikatorRenstra,
    Kegiatan,
    Pagu,
    Pernyataan,
    Program,
    Renstra,
    Target,
)
from site_builder.ratios import growth, rounded
from tests.support import ROOT, portal_of

#: kind, subject, printed, compared (to one decimal), difference in the unit of both.
EXPECTED = [
    ("pagu", "Administrasi Perkantoran, 2017", 247522905, 388826656, -141303751),
    ("pagu", "Administrasi Perkantoran, 2018", 259899050, 408267989, -148368939),
    ("pagu", "Administrasi Perkantoran, 2019", 272894003, 428681386, -155787383),
    ("pagu", "Administrasi Perkantoran, 2020", 286538703, 450115458, -163576755),
    ("pagu", "Administrasi Perkantoran, 2021", 300865638, 472621229, -171755591),
    ("pagu", "Sarana dan Prasarana Aparatur, 2020", 132608190, 111426190, 21182000),
    ("pagu", "Sarana dan Prasarana Aparatur, 2021", 139238599, 115938399, 23300200),
    ("pertumbuhan-tahunan", "Target dokumen 2016", 5, 7.1, -2.1),
    ("pertumbuhan-tahunan", "Target dokumen 2018", 5, 6.4, -1.4),
    ("pertumbuhan-tahunan", "Target dokumen 2021", 5, 3.6, 1.4),
    ("laju-akhir", "Dokumen pada 2021 menurut laju tahunan", 57, 56.3, 0.7),
    ("laju-akhir", "Pertumbuhan sampai 2021 menurut laju tahunan", 30, 34.0, -4.0),
    ("laju-akhir", "Pertumbuhan sampai 2021 menurut laju tahunan", 200, 34.0, 166.0),
    ("akhir-periode", "Pertumbuhan sampai 2021", 30, 35.7, -5.7),
    ("akhir-periode", "Pertumbuhan sampai 2021", 200, 35.7, 164.3),
    ("pernyataan", "Pertumbuhan sampai akhir periode", 30, 200, -170),
    ("tindak-lanjut", "Fasilitasi yang menjadi naskah", 100, 80, 20),
    ("tindak-lanjut", "Target Program Kerjasama Pembangunan", 5, 80, -75),
]


@pytest.fixture(scope="module")
def real() -> Renstra:
    return portal_of(ROOT / "records").renstra["renstra-3507-2016-2021"]


def test_real_plan_has_exactly_these_differences(real: Renstra) -> None:
    found = audit(real)
    figures = [
        (d.kind, *(rounded(v, 1) for v in (d.printed.value, d.compared.value, d.difference)))
        for d in found
    ]
    assert figures == [
        (kind, *(Fraction(str(v)) for v in values)) for kind, _, *values in EXPECTED
    ]
    for difference, (_, subject, *_) in zip(found, EXPECTED, strict=True):
        assert difference.subject.endswith(subject)
        assert difference.printed.place
        assert difference.compared.place
        assert difference.tolerance
        assert difference.printed.unit == difference.compared.unit


def test_notes_say_how_the_real_figures_may_have_come_about(real: Renstra) -> None:
    notes = [d.note for d in audit(real)]
    assert all("Penatausahaan Anggaran" in note for note in notes[:5])
    for note, amount in ((notes[5], "Rp36.750.000"), (notes[6], "Rp38.587.500")):
        assert "Gedung Kantor" in note
        assert "naik 5% per tahun dari Rp35.000.000 (2019)" in note
        assert amount in note
    assert notes[11] == "30% sama dengan 6 kali 5%, tanpa pertumbuhan berganda."
    assert "126 dokumen" in notes[14]
    assert "84 dokumen" in notes[14]


def test_where_the_yearly_rate_leads_is_told_year_by_year(real: Renstra) -> None:
    (found,) = (d for d in audit(real) if d.kind == "laju-akhir" and d.printed.unit == "dokumen")
    assert "44,1 · 46,3 · 48,6 · 51,1 · 53,6 · 56,3" in found.compared.place
    assert found.printed.place == "Tabel 6.1"


def test_every_comparison_is_told_with_what_agrees(real: Renstra) -> None:
    found = comparisons(real)
    assert audit(real) == [c for c in found if not c.agrees]
    assert Counter(c.kind for c in found) == {
        "pagu": len(real.program) * 6,
        "pertumbuhan-tahunan": 6,
        "laju-akhir": 3,
        "akhir-periode": 3,
        "pernyataan": 1,
        "rasio": 5,
        "tindak-lanjut": 2,
    }
    assert all(c.agrees for c in found if c.kind == "rasio")


def test_a_gap_is_explained_by_the_rate_of_the_plan_itself(real: Renstra) -> None:
    """The rate is the one that the plan's own ceilings keep, whatever it is."""
    activities = tuple(Kegiatan("1", str(n), f"K{n}", None, None) for n in range(1, 7))
    pagu = [
        Pagu(
            "1",
            k.nomor,
            str(year),
            str(1000 * int(k.nomor) * 11 ** (year - 2020) // 10 ** (year - 2020)),
        )
        for k in activities
        for year in (2020, 2021, 2022)
    ]
    whole = sum(int(p.pagu) for p in pagu if p.tahun == "2022")
    odd = [replace(p, pagu="7000") if (p.kegiatan, p.tahun) == ("6", "2022") else p for p in pagu]
    plan = replace(
        PLAN,
        target=(),
        pernyataan=(),
        kegiatan=activities,
        pagu=(*odd, Pagu("1", None, "2022", str(whole))),
    )
    (found,) = audit(plan)
    assert found.note == (
        "Selisihnya sama bila pagu kegiatan “K6” naik 10% per tahun dari Rp6.600 (2021) menjadi "
        "Rp7.260; yang dicetak Rp7.000."
    )


def test_real_outliers_are_told_apart(real: Renstra) -> None:
    assert [(o.subject, o.year, int(o.printed), int(o.rate)) for o in outliers(real)] == [
        ("Pengadaan Kendaraan Dinas Operasional", 2019, 75000000, 5),
        ("Pemeliharaan Rutin / Berkala Gedung Kantor", 2019, 35000000, 5),
        ("Pemeliharaan Rutin / Berkala Gedung Kantor", 2020, 15568000, 5),
        ("Pemeliharaan Rutin / Berkala Gedung Kantor", 2021, 15287300, 5),
    ]


def test_real_table_of_achievements_agrees_with_itself(real: Renstra) -> None:
    rows = printed_achievements(real)
    assert [(r.year, r.realisation, r.ratio) for r in rows] == [
        (2011, 114, 570), (2012, 27, 135), (2013, 8, 40), (2014, 12, 60), (2015, -9, -45),
    ]  # fmt: skip
    assert rows == achievements({2010: 14, 2011: 30, 2012: 38, 2013: 41, 2014: 46, 2015: 42}, 20)


def test_growth_of_the_real_targets(real: Renstra) -> None:
    rows = target_growth(real)
    assert [r.documents for r in rows] == [42, 45, 47, 50, 52, 55, 57]
    assert [r.growth and float(rounded(r.growth, 1)) for r in rows] == [
        None, 7.1, 4.4, 6.4, 4.0, 5.8, 3.6,
    ]  # fmt: skip


def test_the_real_list_of_programme_indicators_differs_in_one(real: Renstra) -> None:
    pairs = indicator_pairs(real)
    assert [p.program.nomor for p in pairs] == ["1", "2", "3", "4", "5"]
    assert not any(p.is_stated for p in pairs)
    (different,) = (p for p in pairs if not p.agrees)
    assert different.program.nomor == "4"
    assert different.listed.startswith("Persentase peningkatan jumlah pelaksanaan")
    assert "ditindaklanjuti menjadi naskah" in (different.program.indikator or "")


# --- a small plan whose figures agree -----------------------------------------------------------

PLAN = Renstra(
    id="r",
    nama="Renstra",
    kode_wilayah="35.07",
    tahun_awal="2020",
    tahun_akhir="2022",
    misi=None,
    indikator_utama=None,
    rumus=None,
    sumber_dokumen="Dokumen",
    catatan=None,
    target=(
        Target("T", "2020", "kondisi-awal", "40", "dokumen"),
        Target("T", "2021", "target", "44", "dokumen"),
        Target("T", "2022", "target", "48", "dokumen"),
        Target("T", "2021", "target", "20", "persen"),
        Target("T", "2021", "realisasi", "7", "persen"),
        Target("T", "2021", "rasio", "35", "persen"),
    ),
    pernyataan=(
        Pernyataan("Bab I", "10% per tahun", "10", "persen", "pertumbuhan-tahunan"),
        Pernyataan("Bab I", "48 dokumen", "48", "dokumen", "dokumen-akhir"),
        Pernyataan("Bab II", "20%", "20", "persen", "pertumbuhan-total"),
        Pernyataan("Bab II", "80% ditindaklanjuti", "80", "persen", "tindak-lanjut"),
        Pernyataan("Bab II", "tanpa angka", None, None, None),
    ),
    program=(Program("1", "Program Satu", "ditindaklanjuti menjadi naskah", "80%"),),
    kegiatan=(Kegiatan("1", "1", "A", None, None), Kegiatan("1", "2", "B", None, None)),
    pagu=(
        Pagu("1", None, "2021", "302"),
        Pagu("1", "1", "2021", "100"),
        Pagu("1", "2", "2021", "200"),
        Pagu("1", None, "2022", "300"),
        Pagu("1", "1", "2022", "100"),
    ),
)


def test_rounding_and_unknown_figures_are_no_difference() -> None:
    """Two rupiah for two activities are rounding; a missing activity cannot be summed."""
    assert audit(PLAN) == []
    assert outliers(PLAN) == []


def test_empty_plan_has_nothing_to_compare() -> None:
    empty = replace(PLAN, target=(), pernyataan=(), program=(), kegiatan=(), pagu=())
    assert audit(empty) == []
    assert target_growth(empty) == []
    assert printed_achievements(empty) == []
    assert outliers(empty) == []


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"pagu": (*PLAN.pagu[1:3], Pagu("1", None, "2021", "303"))}, "pagu"),
        (
            {"target": (*PLAN.target[:2], Target("T", "2022", "target", "50", "dokumen"))},
            "pertumbuhan-tahunan",
        ),
        ({"target": (*PLAN.target[:5], Target("T", "2021", "rasio", "36", "persen"))}, "rasio"),
        (
            {"program": (Program("1", "Program Satu", "yang ditindak lanjuti", "5%"),)},
            "tindak-lanjut",
        ),
        (
            {
                "pernyataan": (
                    *PLAN.pernyataan,
                    Pernyataan("Bab III", "9% per tahun", "9", "persen", "pertumbuhan-tahunan"),
                )
            },
            "pernyataan",
        ),
        (
            {"pernyataan": (Pernyataan("Bab I", "47", "47", "dokumen", "dokumen-akhir"),)},
            "akhir-periode",
        ),
        (
            {
                "pernyataan": (
                    PLAN.pernyataan[0],
                    *PLAN.pernyataan[2:],
                    *(replace(s, nilai="50") for s in PLAN.pernyataan[1:2]),
                )
            },
            "laju-akhir",
        ),
    ],
)
def test_each_kind_of_difference_is_found(changed: dict[str, Any], kind: str) -> None:
    assert kind in {d.kind for d in audit(replace(PLAN, **changed))}


def _indicators(*listed: IndikatorRenstra) -> list[tuple[str, str, bool, bool]]:
    programs = (Program("1", "A", "Jumlah naskah", None), Program("2", "B", None, None))
    found = indicator_pairs(replace(PLAN, program=programs, indikator=listed))
    return [(p.program.nomor, p.listed, p.is_stated, p.agrees) for p in found]


def test_indicators_pair_as_stated_or_else_by_their_order() -> None:
    goal = IndikatorRenstra("1", "Tujuan")
    one, two = IndikatorRenstra(None, "jumlah  naskah KB"), IndikatorRenstra(None, "Lain")
    assert _indicators(goal, one, two) == [
        ("1", "jumlah  naskah KB", False, True),
        ("2", "Lain", False, True),
    ]
    assert _indicators(goal, two, one)[0] == ("1", "Lain", False, False)
    assert _indicators(goal, one) == []
    assert _indicators(replace(two, program="1"), one) == [("1", "Lain", True, False)]


def test_growth_from_nothing_is_undefined() -> None:
    rows = achievements({2020: 0, 2021: 4, 2023: 5}, 20)
    assert [(r.year, r.realisation, r.ratio) for r in rows] == [(2021, None, None)]
    assert achievements({2020: 2, 2021: 4}, 0)[0].ratio is None


def test_real_print_implies_one_number_of_documents_a_year(real: Renstra) -> None:
    implied = implied_documents(real)
    counts = {2010: 14, 2011: 30, 2012: 38, 2013: 41, 2014: 46, 2015: 42}
    assert implied == {year: [number] for year, number in counts.items()}
    # The engine gives the whole printed table from them.
    assert achievements(counts, 20) == printed_achievements(real)


def _printed(plan: Renstra, counts: list[int]) -> Renstra:
    """Return a plan that prints the growth of a series, and its last number as the baseline."""
    rates = [
        Target("T", str(2000 + i), "realisasi", str(rounded(grown)), "persen")
        for i, (before, count) in enumerate(pairwise(counts), start=1)
        if (grown := growth(count, before)) is not None
    ]
    last = 2000 + len(counts) - 1
    baseline = Target("T", str(last), "kondisi-awal", str(counts[-1]), "dokumen")
    return replace(plan, target=(*rates, baseline))


@given(counts=st.lists(st.integers(1, 60), min_size=2, max_size=5))
def test_what_was_counted_is_always_among_what_the_print_implies(counts: list[int]) -> None:
    empty = Renstra("r", "N", "35", "2000", "2004", None, None, None, "S", None)
    implied = implied_documents(_printed(empty, counts))
    assert list(implied) == list(range(2000, 2000 + len(counts)))
    for year, count in zip(implied, counts, strict=True):
        assert count in implied[year]
        # Every number has a neighbour that gives the printed growth: nothing is left over.
        if year + 1 in implied:
            rate = rounded(growth(counts[year - 1999], counts[year - 2000]) or Fraction(0))
            for number in implied[year]:
                grown = {rounded(growth(n, number) or Fraction(0)) for n in implied[year + 1]}
                assert rate in grown


def test_nothing_is_implied_without_baseline_or_growth(real: Renstra) -> None:
    assert implied_documents(replace(real, target=())) == {}
    growths = tuple(t for t in real.target if t.jenis_nilai == "realisasi")
    assert implied_documents(replace(real, target=growths)) == {}
    # A growth that no whole number gives.
    odd = Target("T", "2015", "realisasi", "7", "persen")
    one = Target("T", "2015", "kondisi-awal", "2", "dokumen")
    assert implied_documents(replace(real, target=(odd, one))) == {}


@pytest.mark.parametrize(("count", "rate"), [("1000000000000000", "-99"), ("1000000", "0")])
def test_a_print_that_allows_nearly_any_number_implies_none(
    real: Renstra, count: str, rate: str
) -> None:
    grown = Target("T", "2015", "realisasi", rate, "persen")
    baseline = Target("T", "2015", "kondisi-awal", count, "dokumen")
    assert implied_documents(replace(real, target=(grown, baseline))) == {}
