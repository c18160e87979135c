"""Completeness: the published formula, and that filling a gap never lowers a score."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.findings import Finding, Severity
from site_builder.model import Dokumen, Evaluasi, KerjaSama, Pelaksanaan, Pihak
from site_builder.plan_model import AngkaKantor, NilaiKantor
from site_builder.quality import (
    CONTRADICTIONS,
    CRITERIA,
    STATES,
    child_counts,
    contradictions,
    field_counts,
    queue,
    ratio_gaps,
    rule_counts,
    score_of,
)
from site_builder.render.build import PER_PAGE, Builder
from site_builder.render.context import Context
from site_builder.render.quality import quality_pages
from site_builder.rules import RULES
from tests.life_support import agreements, day, filled, naskah, portal
from tests.support import agreement, dataset, portal_of, write_dataset

BY_TITLE = {criterion.title: criterion for criterion in CRITERIA}


def test_weights_make_a_hundred() -> None:
    assert sum(criterion.weight for criterion in CRITERIA) == 100
    assert len(BY_TITLE) == len(CRITERIA)


def test_contradictions_are_rules() -> None:
    assert {one.id for one in RULES} >= CONTRADICTIONS


def test_precision_of_a_date_counts() -> None:
    points = BY_TITLE["Tanggal penandatanganan"].points
    found = [
        points(naskah(tanggal_penandatanganan=d)) for d in (None, "2024", "2024-02", "2024-02-29")
    ]
    assert found == [0, 50, 75, 100]
    unknown = naskah(blanks={"tanggal_penandatanganan": "tidak-diketahui"})
    assert points(unknown) == 25


def test_term_stands_for_an_end() -> None:
    points = BY_TITLE["Akhir masa berlaku"].points
    assert points(naskah(jangka_waktu="5 (lima) tahun")) == 75
    assert points(naskah(jangka_waktu="lima tahunan")) == 50
    assert points(naskah(blanks={"tanggal_berakhir": "tidak-berlaku"})) == 100


_FILLINGS: dict[str, Any] = {
    "bentuk_naskah": "pks",
    "tentang": "Air",
    "tanggal_penandatanganan": day("2024"),
    "tempat_penandatanganan": "Malang",
    "tanggal_mulai": day("2024-01"),
    "tanggal_berakhir": day("2024-02-29"),
    "jangka_waktu": "lima tahunan",
    "maksud_tujuan": "M",
    "urusan": ("1.01",),
    "ruang_lingkup": ("R",),
    "perangkat_daerah_pelaksana": ("D",),
    "nomor_lain": ("1",),
    "pelaksanaan": (filled(Pelaksanaan, jenis_pelaksanaan="rencana", uraian="U"),),
    "evaluasi": (filled(Evaluasi, temuan="T"),),
    "dokumen": (filled(Dokumen, alamat="https://contoh.go.id"),),
}


@given(agreements(), st.sampled_from(sorted(_FILLINGS)), st.sampled_from(["", *STATES[1:-1]]))
def test_filling_a_gap_never_lowers_the_score(
    records: list[KerjaSama], name: str, word: str
) -> None:
    for record in records:
        if getattr(record, name):
            continue
        blanks = {k: v for k, v in record.blanks.items() if k != name}
        gap = replace(record, blanks=blanks)
        said = replace(record, blanks=blanks | ({name: word} if word else {}))
        full = replace(record, blanks=blanks, **{name: _FILLINGS[name]})
        assert score_of(gap).value <= score_of(said).value <= 100
        assert score_of(gap).value <= score_of(full).value <= 100
        if word == "tidak-diketahui":
            assert score_of(said).value <= score_of(full).value


@given(agreements())
def test_more_precise_dates_and_more_of_a_list_never_lower_it(records: list[KerjaSama]) -> None:
    for record in records:
        signed = record.tanggal_penandatanganan
        if signed is not None and not signed.is_exact:
            exact = replace(record, tanggal_penandatanganan=day(signed.first.isoformat()))
            assert score_of(exact).value >= score_of(record).value
        for one in (
            replace(record, pelaksanaan=(*record.pelaksanaan, *_FILLINGS["pelaksanaan"])),
            replace(record, para_pihak=(*record.para_pihak, filled(Pihak, mitra="kota-x"))),
        ):
            assert score_of(one).value >= score_of(record).value


def test_every_field_of_an_agreement_that_is_scored_exists() -> None:
    assert {f.name for f in fields(KerjaSama)} >= _FILLINGS.keys()


@given(agreements())
def test_queue_holds_each_record_once_the_lowest_first(records: list[KerjaSama]) -> None:
    scores = queue(portal(*records))
    assert sorted(s.record for s in scores) == sorted(r.id for r in records)
    assert [s.value for s in scores] == sorted(s.value for s in scores)
    for score in scores:
        assert 0 <= score.value <= 100
        assert (score.value == 100) == (not score.gaps)


def test_counts_of_a_field_add_up(tmp_path: Path) -> None:
    text = agreement(
        tanggal_mulai="tidak-diketahui", jangka_waktu="dirahasiakan", catatan="tidak-berlaku"
    )
    found = portal_of(write_dataset(tmp_path, dataset(text)))
    counts = {count.field: count for count in field_counts(found)}
    assert all(sum(count.counts.values()) == 1 for count in counts.values())
    assert counts["tanggal_mulai"].counts["tidak-diketahui"] == 1
    assert counts["jangka_waktu"].counts["dirahasiakan"] == 1
    assert counts["catatan"].counts["tidak-berlaku"] == 1
    assert counts["tentang"].counts["terisi"] == 1
    assert counts["maksud_tujuan"].counts[""] == 1
    children = {count.table: count for count in child_counts(found)}
    assert children["sumber"].counts["terisi"] == 1
    assert children["laporan"].counts[""] == 1


def finding(rule: str, message: str) -> Finding:
    return Finding(rule, Severity.PERINGATAN, "p", 1, 1, "f", "v", message, "r", record="a")


def test_findings_are_counted_and_contradictions_told() -> None:
    marked = portal(
        naskah(),
        naskah("b"),
        warnings={
            "a": [finding("tentang-kosong", "x"), finding("jangka-waktu-cocok", "tiga tahun")],
            "b": [finding("tentang-kosong", "y"), finding("tentang-kosong", "z")],
        },
    )
    counts = [(c.rule, c.findings, c.records) for c in rule_counts(marked)]
    assert counts == [("tentang-kosong", 3, 2), ("jangka-waktu-cocok", 1, 1)]
    told = {record: [f.message for f in some] for record, some in contradictions(marked).items()}
    assert told == {"a": ["tiga tahun"]}


@pytest.mark.parametrize("more", [0, 1])
def test_long_table_of_contradictions_says_where_the_rest_is(more: int) -> None:
    records = [naskah(f"n-{n}") for n in range(PER_PAGE + more)]
    warnings = {r.id: [finding("jangka-waktu-cocok", "tiga tahun")] for r in records}
    marked = portal(*records, warnings=warnings)
    page = next(iter(quality_pages(Builder(Context(marked, "")))))
    assert page.body.count("Tiga tahun.") == PER_PAGE
    assert ("temuan.csv" in page.body) == bool(more)


@pytest.mark.parametrize(
    ("ratio", "whole", "gaps"),
    [
        ("80.5", "398379650", [(Fraction("80.5"), Fraction("77.1"))]),
        ("77.1", "398379650", []),
        ("77", "398379650", []),
        ("80.5", "0", []),
        (None, "398379650", []),
    ],
)
def test_printed_ratio_is_held_to_its_figures(
    ratio: str | None, whole: str, gaps: list[tuple[Fraction, Fraction]]
) -> None:
    printed = {"anggaran": whole, "realisasi": "307055630", "rasio": ratio}
    values = tuple(
        filled(NilaiKantor, jenis_nilai=kind, nilai_tertulis=text or "", angka=text)
        for kind, text in printed.items()
    )
    figure = filled(AngkaKantor, id="a", kantor="Biro", indikator="Serapan", nilai=values)
    found = ratio_gaps(replace(portal(), angka_kantor={"a": figure}))
    assert [(gap.printed, gap.computed) for gap in found] == gaps
