"""The matrix pages: each number leads to a list of just that many, regions have theirs."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from site_builder.plan_model import Potensi
from site_builder.render.build import Builder
from site_builder.render.context import MATRIX_FROM, Context
from site_builder.render.listings import listing_pages
from site_builder.render.mapping import mapping_pages
from site_builder.render.page import Page
from site_builder.render.reports import report_pages
from site_builder.reports import all_reports
from tests.life_support import filled, naskah, portal

_LINK = re.compile(r'<a href="([^"]+)" aria-label="(\d+) ([a-z]+)')


@pytest.fixture(scope="module")
def ctx() -> Context:
    affairs = [("2.11",), ("2.11", "3.31"), ("5.05",), (), ("3.31",)]
    records = [naskah(f"pub-2022-{i}", urusan=urusan) for i, urusan in enumerate(affairs)]
    potensi = [
        filled(Potensi, id="p1", daerah="pemkab-malang", nama="Gula", urusan=("3.31",)),
        filled(Potensi, id="p2", daerah="pemprov-jawa-timur", nama="Kopi"),
    ]
    # The pages of single potentials need the flat rows, which a dataset in memory has not.
    return Context(portal(*records, potensi=potensi), "")


@pytest.fixture(scope="module")
def found(ctx: Context) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    for page in mapping_pages(Builder(ctx)):
        pages[page.path] = page
        if page.path == "potensi/":
            break
    return pages


def count(ctx: Context, address: str) -> int:
    wanted = parse_qsl(urlsplit(address).query)
    return sum(
        all(value in ctx.facets_of(record)[name] for name, value in wanted)
        for record in ctx.portal.kerja_sama.values()
    )


def test_each_number_leads_to_what_it_counts(ctx: Context, found: dict[str, Page]) -> None:
    seen = 0
    for path in ("pemetaan/", "pemetaan/35/", "pemetaan/35.07/", "pemetaan/35.73/"):
        for address, number, what in _LINK.findall(found[path].body):
            target = unescape(address)
            if "kerja-sama/?" in target:
                assert count(ctx, target) == int(number), (path, target)
                assert ("wilayah=" in target) == (path != "pemetaan/")
                seen += 1
            elif what == "potensi":
                page = found[target[target.index("pemetaan/") :]]
                assert page.body.count('href="../../../potensi/p') == int(number)
    # Three affairs, by kind and in all, on four pages.
    assert seen == 4 * 4 * 2


def test_regions_with_enough_naskah_or_a_potential_have_a_page(found: dict[str, Page]) -> None:
    assert MATRIX_FROM == 5
    regions = {p for p in found if re.fullmatch(r"pemetaan/[\d.]+/", p)}
    assert regions == {"pemetaan/35/", "pemetaan/35.07/", "pemetaan/35.73/"}
    assert {p for p in found if p.startswith("pemetaan/urusan/")} == {
        "pemetaan/urusan/3.31/",
        "pemetaan/urusan/tidak-tercatat/",
    }
    assert "5 naskah pada 2 dari 32 urusan pemerintahan" in found["pemetaan/35.73/"].body


def test_only_affairs_are_counted_as_without_naskah(found: dict[str, Page]) -> None:
    body = found["pemetaan/"].body
    assert "<strong>30</strong> urusan pemerintahan tanpa naskah" in body
    gaps, elements = body.split('<h2 id="kosong">')[1].split("Bukan urusan pemerintahan")
    assert "Kecamatan" not in gaps
    assert "Kecamatan" in elements


def test_naskah_without_affair_have_a_list(ctx: Context) -> None:
    pages = {p.path: p for p in listing_pages(Builder(ctx)) if p.path.startswith("urusan/")}
    assert "pub-2022-3" in pages["urusan/tidak-tercatat/"].body
    assert "pub-2022-2" not in pages["urusan/tidak-tercatat/"].body
    assert "pemetaan/urusan/3.31/" in pages["urusan/3.31/"].body
    assert "tidak-tercatat/" in pages["urusan/"].body


def test_a_report_of_unsure_naskah_says_so(ctx: Context) -> None:
    pages = {p.path: p for p in report_pages(Builder(ctx))}
    body = pages["laporan/35.73/2026-S2/"].body
    report = next(r for r in all_reports(ctx.life) if r.period.text == "2026-S2")
    assert f"0 naskah pasti, 5 naskah perlu dipastikan; {report.missing_unsure} isian" in body
    assert body.count("ksd-blank") == report.missing_unsure
    assert "Tidak ada naskah yang pasti berlaku" in body
    assert ("Laporan untuk dilengkapi", "laporan/35.73/") in ctx.more_on_region("35.73")
    assert ("Pemetaan urusan dan potensi", "pemetaan/35.73/") in ctx.more_on_region("35.73")


def test_a_region_is_told_of_the_duties_that_no_naskah_records(ctx: Context) -> None:
    duties = ctx.codes["kewajiban_laporan"]
    body = {p.path: p for p in report_pages(Builder(ctx))}["laporan/35.73/"].body
    shown = {code for code, row in duties.items() if f'"row">{row["judul"]}</th>' in body}
    assert shown == {code for code, row in duties.items() if not row["jenis"]}
