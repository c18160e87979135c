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
