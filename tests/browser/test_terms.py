"""Legal terms are explained in place: by pointing, focus and tap, and by a link without script."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import ROOT

pytestmark = pytest.mark.browser

_RECORD = "kerja-sama/pub-0000-0003/"


def _texts(table: str) -> dict[str, str]:
    with (ROOT / "datapackage" / "referensi" / f"{table}.csv").open(encoding="utf-8") as stream:
        return {row["kode"]: row["uraian"] for row in csv.DictReader(stream)}


def test_pointing_shows_the_text_of_the_code_list_until_escape(address: str, page: Page) -> None:
    page.goto(address + _RECORD)
    term, tip = page.locator("#bukti ~ p a.ksd-term"), page.locator(".ksd-tip")
    term.hover()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text(_texts("tingkat_bukti")["berita"])
    expect(term).to_have_attribute("aria-describedby", "ksd-tip")
    tip.hover()  # it can be pointed at without going away
    page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).not_to_be_visible()
    term.hover()
    expect(tip).to_be_visible()
    page.mouse.move(2, 2)
    expect(tip).not_to_be_visible()


def test_focus_by_keyboard_shows_it_and_enter_leads_to_the_entry(address: str, page: Page) -> None:
    page.goto(address + _RECORD)
    term, tip = page.locator(".ksd-aside a.ksd-term").first, page.locator(".ksd-tip")
    page.locator(".ksd-aside a").first.focus()
    page.keyboard.press("Tab")
    expect(term).to_be_focused()
    expect(tip).to_contain_text(_texts("bentuk_naskah")["mou"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/panduan/istilah/#bentuk-naskah-mou$"))


@pytest.mark.parametrize("script", [True, False])
def test_a_tap_explains_and_without_script_leads_to_the_entry(
    script: bool, address: str, browser: Browser
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(address + _RECORD)
    term = page.locator("#bukti ~ p a.ksd-term")
    term.tap()
    if script:
        tip = page.locator(".ksd-tip")
        expect(tip).to_contain_text(_texts("tingkat_bukti")["berita"])
        box = tip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        term.tap()
    expect(page).to_have_url(re.compile("/panduan/istilah/#tingkat-bukti-berita$"))
    expect(page.locator("#tingkat-bukti-berita")).to_contain_text(
        _texts("tingkat_bukti")["berita"]
    )
    context.close()


def test_english_pages_are_explained_in_english(address: str, page: Page) -> None:
    page.goto(f"{address}en/{_RECORD}")
    page.locator("#bukti ~ p a.ksd-term").hover()
    expect(page.locator(".ksd-tip")).to_contain_text("Reported by the press.")


def test_every_term_a_page_uses_has_its_entry_and_text(site: Path) -> None:
    glossary = (site / "panduan/istilah/index.html").read_text(encoding="utf-8")
    anchors = set(re.findall(r'id="([^"]+)"', glossary))
    texts = {
        language: json.loads((site / f"assets/istilah-{language}.json").read_bytes())
        for language in ("id", "en")
    }
    used = set()
    for file in site.rglob("*.html"):
        used |= set(
            re.findall(
                r'panduan/istilah/#([\w-]+)|data-istilah="([\w-]+)"',
                file.read_text(encoding="utf-8"),
            )
        )
    names = {name for pair in used for name in pair if name}
    assert len(names) > 10
    assert names <= anchors
    assert all(names <= set(known) for known in texts.values())
    # Anchors published before the glossary was generated.
    old = {"jenis-kerja-sama", "naskah", "tahapan", "pelaku", "isi-dan-akhir", "keterbukaan"}
    assert old <= anchors


def test_choices_of_the_search_are_explained_beside_them(address: str, page: Page) -> None:
    page.goto(f"{address}kerja-sama/")
    box, tip = page.locator("#f-jenis-ksdd"), page.locator(".ksd-tip")
    row = page.locator(".ksd-check", has=box)
    row.hover()
    expect(tip).to_contain_text(_texts("jenis")["ksdd"])
    at, shown = row.bounding_box(), tip.bounding_box()
    assert at is not None
    assert shown is not None
    assert shown["x"] >= at["x"] + at["width"]  # the other choices stay in sight
    row.locator("label").click()
    expect(box).to_be_checked()
    expect(page.locator("#hasil-jumlah")).to_contain_text("ditemukan")
    expect(page.locator("#hasil-saringan button")).to_have_count(1)
    page.mouse.move(2, 2)
    expect(tip).not_to_be_visible()
    page.keyboard.press("Tab")  # the next choice
    other = page.locator(":focus")
    expect(tip).to_be_visible()
    expect(other).to_have_attribute("aria-describedby", "ksd-tip")
    page.keyboard.press("Escape")
    expect(tip).not_to_be_visible()
    page.keyboard.press("Space")
    expect(other).to_be_checked()
    expect(page.locator("#hasil-saringan button")).to_have_count(2)


def test_a_tap_on_a_choice_chooses_and_its_mark_explains(address: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{address}kerja-sama/")
    page.locator("#saring summary").tap()
    row, tip = page.locator(".ksd-check[data-istilah=jenis-ksdd]"), page.locator(".ksd-tip")
    row.locator("label").tap()
    expect(page.locator("#f-jenis-ksdd")).to_be_checked()
    expect(tip).not_to_be_visible()
    box = row.bounding_box()
    assert box is not None
    row.tap(position={"x": box["width"] - 10, "y": box["height"] / 2})
    expect(tip).to_contain_text(_texts("jenis")["ksdd"])
    expect(page.locator("#f-jenis-ksdd")).to_be_checked()
    context.close()


@pytest.mark.parametrize("touch", [False, True])
def test_watch_lists_explain_kind_form_and_state(
    touch: bool, address: str, browser: Browser
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 740}, has_touch=touch, is_mobile=touch
    )
    page = context.new_page()
    page.goto(f"{address}pantauan/payung-keadaan-tidak-pasti/")
    tip = page.locator(".ksd-tip")
    for table, prefix in (("bentuk_naskah", "bentuk-naskah-"), ("jenis", "jenis-")):
        term = page.locator(f'tbody span[data-istilah^="{prefix}"]').first
        code = (term.get_attribute("data-istilah") or "").removeprefix(prefix)
        term.tap() if touch else term.hover()
        expect(tip).to_contain_text(_texts(table)[code])
    # Kind and form stand in no link of their own: by keyboard the glossary is one link away.
    expect(page.locator('main a[href$="/panduan/istilah/"]')).to_have_count(1)
    badge = page.locator("tbody a.ksd-badge").first
    badge.focus()
    badge.press("Shift")  # as by keyboard
    assert (badge.get_attribute("data-istilah") or "").startswith("keadaan-")
    badge.press("Enter")
    expect(page).to_have_url(re.compile(r"/status/[\w-]+/$"))
    context.close()


def test_the_states_of_search_results_lead_to_their_explanation(address: str, page: Page) -> None:
    page.goto(f"{address}kerja-sama/?q=sampah")
    badge = page.locator("#hasil-daftar a.ksd-badge").first
    badge.hover()
    expect(page.locator(".ksd-tip")).to_be_visible()
    badge.click()
    expect(page).to_have_url(re.compile(r"/portal/status/[\w-]+/$"))
