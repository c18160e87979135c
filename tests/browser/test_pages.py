"""Every kind of page: accessible, on a narrow screen too, quiet in the console, nothing from afar."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tests.browser.checks import violations, width_problems
from tests.browser.kinds import addresses
from tests.support import ROOT

pytestmark = pytest.mark.browser


def _is_noise(message: ConsoleMessage) -> bool:
    # Chromium reports the status of the page for missing addresses itself.
    return "404" in message.text and "Failed to load resource" in message.text


#: Frame, width and colours each page is seen in; axe runs in all of them.
SETTINGS = [("material", 1280, "dark"), ("material", 390, "light"), ("plain", 390, "dark")]


@pytest.mark.parametrize(("shell", "width", "scheme"), SETTINGS)
def test_every_kind_of_page_is_clean(
    shell: str, width: int, scheme: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    site: Path = request.getfixturevalue("site" if shell == "material" else "plain_site")
    base: str = request.getfixturevalue("address" if shell == "material" else "plain_address")
    problems: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="id-ID",
    )
    page = context.new_page()

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _is_noise(message):
            problems.append(f"{page.url}: console: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith((base, "data:", "blob:")):
            problems.append(f"{page.url}: request to {request.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    page.on("request", asked)
    paths = addresses(site, ROOT / "docs")
    if shell == "plain":
        # Both shells put the same frame around generated pages; only prose is made differently.
        paths = [path for path in paths if path.startswith(("panduan/", "metode/", "en/metode"))]
        assert len(paths) > 5
    for path in paths:
        page.goto(base + path)
        if "?" in path:
            expect(page.locator("#hasil-jumlah")).to_have_text(re.compile("ditemukan|Tidak ada"))
        if page.locator("h1").count() != 1:
            problems.append(f"{path}: {page.locator('h1').count()} h1")
        problems.extend(f"{path}: {problem}" for problem in violations(page))
        for narrow in {width, 360} if width == 390 else {width}:
            page.set_viewport_size({"width": narrow, "height": 900})
            problems.extend(f"{path}: {problem}" for problem in width_problems(page))
        page.set_viewport_size({"width": width, "height": 900})
    context.close()
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_main_pages_are_clean_the_other_way_round(
    width: int, scheme: str, address: str, browser: Browser
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    problems: list[str] = []
    for path in ("", "kerja-sama/?jenis=ksdd", "jenis/ksdd/", "data/", "panduan/petugas/"):
        page.goto(address + path)
        problems.extend(f"{path}: {problem}" for problem in violations(page))
    context.close()
    assert not problems, "\n".join(problems)


def test_keyboard_reaches_the_content_first(address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}data/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#isi-halaman"
    assert page.locator("#isi-halaman").count() == 1
    context.close()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("shell", ["address", "plain_address"])
def test_menu_works_by_keyboard_and_touch_without_script_too(
    shell: str, script: bool, browser: Browser, request: pytest.FixtureRequest
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(f"{request.getfixturevalue(shell)}data/")
    menu, way = page.locator(".ksd-menu > summary"), page.locator(".ksd-menu a[href$='laporan/']")
    expect(way).not_to_be_visible()
    menu.focus()
    page.keyboard.press("Enter")
    expect(way).to_be_visible()
    page.keyboard.press("Escape" if script else "Enter")
    expect(way).not_to_be_visible()
    expect(menu).to_be_focused()
    menu.tap()
    way.tap()
    expect(page).to_have_url(re.compile("/laporan/$"))
    context.close()


def test_menu_of_a_phone_has_the_search_and_every_page(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}mitra/")
    ways = "nodes => nodes.map(node => node.getAttribute('href'))"
    every = page.locator("footer nav a").evaluate_all(ways)
    page.locator(".ksd-menu > summary").click()
    assert page.locator(".ksd-menu nav a").evaluate_all(ways) == every
    expect(page.locator(".ksd-menu").get_by_role("link", name="Unduh data")).to_be_visible()
    page.locator(".ksd-menu").get_by_role("searchbox").fill("air minum")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/kerja-sama/\?q=air\+minum$"))
    page.close()


def test_menu_says_where_the_page_stands(address: str, page: Page) -> None:
    for path, tab, part in (
        ("", "Beranda", None),
        ("laporan/", "Pantauan", "Laporan"),
        ("pantauan/tenggat-lewat/", "Pantauan", "Pantauan"),
        ("metode/", "Tentang", "Metode"),
        ("status/berakhir/", "Kerja sama", None),
    ):
        page.goto(address + path)
        expect(page.locator(".ksd-tabs a[aria-current]")).to_have_text(tab)
        if part is None:
            expect(page.locator(".ksd-parts")).to_have_count(0)
        else:
            expect(page.locator(".ksd-parts a[aria-current]")).to_have_text(part)


@pytest.mark.parametrize("device", ["light", "dark"])
def test_colours_follow_the_device_until_chosen_and_the_choice_stays(
    device: Literal["light", "dark"], address: str, browser: Browser
) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light, dark = "rgb(253, 253, 251)", "rgb(17, 24, 27)"
    still = browser.new_context(color_scheme=device, java_script_enabled=False).new_page()
    still.goto(f"{address}data/")
    assert still.evaluate(paper) == (dark if device == "dark" else light)
    context = browser.new_context(color_scheme=device)
    page = context.new_page()
    page.goto(f"{address}data/")
    for scheme in (light, dark, dark if device == "dark" else light):
        page.get_by_role("button", name="Warna").click()
        assert page.evaluate(paper) == scheme
    page.get_by_role("button", name=re.compile("mengikuti perangkat")).click()
    page.goto(f"{address}mitra/")
    assert page.evaluate(paper) == light
    still.context.close()
    context.close()


def test_state_and_disclaimer_stand_on_every_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        state, disclaimer = (
            ("State as of <time", "Not an official register of any government.")
            if path.is_relative_to(site / "en")
            else ("Keadaan per <time", "Bukan register resmi pemerintah mana pun.")
        )
        assert state in text, path
        assert disclaimer in text, path
        assert "Content-Security-Policy" in text, path
        assert "unsafe-inline" not in text, path
        assert ' style="' not in text, path
        assert "%%" not in text, path
