"""The pages of plans and of offices' figures: everything printed is there, differences beside it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from site_builder.plan_audit import audit, comparisons
from site_builder.portal import Portal
from site_builder.ratios import with_unit
from site_builder.render import pages
from site_builder.render.page import Page
from tests.support import ROOT, portal_of

PLAN = "renstra-3507-2016-2021"


@pytest.fixture(scope="module")
def portal() -> Portal:
    return portal_of(ROOT / "records")


@pytest.fixture(scope="module")
def whole(portal: Portal) -> dict[str, Page]:
    kept = ("renstra/", "angka-kantor/", "indikator/pertumbuhan-kb-pks/")
    return {p.path: p for p in pages(portal) if p.path.startswith(kept)}


@pytest.fixture(scope="module")
def found(whole: dict[str, Page]) -> dict[str, Page]:
    return {path: p for path, p in whole.items() if not path.startswith("indikator/")}


def text_of(page: Page) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.body)).split())


def words(text: str) -> str:
    return " ".join(text.split())


def test_plan_shows_everything_that_is_recorded(portal: Portal, found: dict[str, Page]) -> None:
    plan = portal.renstra[PLAN]
    body = text_of(found[f"renstra/{PLAN}/"])
    texts = [plan.nama, plan.misi or "", plan.rumus or "", plan.sumber_dokumen]
    texts += [t for goal in plan.tujuan for t in (goal.nama, goal.sasaran or "")]
    texts += [i.nama for i in plan.indikator]
    texts += [p.nama for p in plan.program] + [k.nama for k in plan.kegiatan]
    texts += [s.isi for s in plan.pernyataan] + list(plan.kelompok_sasaran)
    for text in texts:
        assert words(text) in body, text
    for ceiling in plan.pagu:
        assert with_unit(int(ceiling.pagu), "rupiah") in body
    for target in plan.target:
        assert with_unit(int(target.nilai), target.satuan).removesuffix(" dokumen") in body


def test_plan_shows_every_difference_with_both_figures(
    portal: Portal, found: dict[str, Page]
) -> None:
    body = text_of(found[f"renstra/{PLAN}/"])
    differences = audit(portal.renstra[PLAN])
    assert f"{len(differences)} pasang angka dalam dokumen ini tidak sejalan" in body
    for d in differences:
        assert with_unit(d.printed.value, d.printed.unit) in body
        assert with_unit(d.compared.value, d.compared.unit) in body
        assert words(d.subject) in body
        assert words(d.note) in body
    assert "Pagu yang keluar dari pola" in body


def test_every_check_is_listed_with_what_it_found(portal: Portal, found: dict[str, Page]) -> None:
    body = found[f"renstra/{PLAN}/"].body
    for kind in {c.kind for c in comparisons(portal.renstra[PLAN])}:
        wrong = [c for c in audit(portal.renstra[PLAN]) if c.kind == kind]
        assert (f'<a href="#beda-{kind}">{len(wrong)}</a>' in body) == bool(wrong)
        assert (f'<h3 id="beda-{kind}">' in body) == bool(wrong)
    assert "Rasio capaian" in body
    assert ">5</td>" in body[body.index("Rasio capaian") :]
    assert "tidak ditemukan" in body


def test_what_the_portal_counts_leads_to_its_records(
    found: dict[str, Page], whole: dict[str, Page]
) -> None:
    places = re.findall(
        r'<td class="ksd-num"><a href="(?:\.\./)*(indikator/[^"#]+)#([^"]+)">(\d+)</a>',
        found[f"renstra/{PLAN}/"].body,
    )
    assert places
    for path, anchor, count in places:
        part = whole[path].body.split(f'id="{anchor}"')[1].split("<h2")[0]
        assert f"{count} catatan" in part


def test_words_about_a_plan_are_fair(found: dict[str, Page]) -> None:
    body = text_of(found[f"renstra/{PLAN}/"]).lower()
    for word in ("salah", "keliru", "manipulasi", "janggal", "bohong"):
        assert word not in body.replace("salah satunya", "")


def test_list_of_plans_leads_to_the_plan(found: dict[str, Page]) -> None:
    assert f"renstra/{PLAN}/" in found["renstra/"].body


def test_every_figure_of_an_office_is_shown_as_printed_with_its_source(
    portal: Portal, found: dict[str, Page]
) -> None:
    page = found["angka-kantor/"]
    body = text_of(page)
    assert portal.angka_kantor
    for figure in portal.angka_kantor.values():
        assert words(figure.kantor) in body
        for value in figure.nilai:
            assert words(value.nilai_tertulis) in body
        for address in figure.sumber:
            assert address.split("/")[2].removeprefix("www.") in body
