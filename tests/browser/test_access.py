"""Use without a mouse, with enlarged text and with forced colours (WCAG 2.2, level AA)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.checks import violations, width_problems

pytestmark = pytest.mark.browser

_RECORD = "kerja-sama/pub-2016-0002/"
_MAIN = ("", "kerja-sama/", _RECORD, "pantauan/", "metode/", "kamus-data/", "luring/")
_LONGEST_WALK = 400

#: Where the focus is: what it is, where it stands, whether it can be seen.
_FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const s = getComputedStyle(e), b = e.getBoundingClientRect();
  const all = [...document.querySelectorAll("*")];
  const x = Math.min(Math.max(b.left + b.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(b.top + Math.min(b.height / 2, innerHeight / 2), 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  return { name: e.tagName + " " + (e.textContent || e.name || "").trim().slice(0, 40), place: all.indexOf(e),
    outlined: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== "none",
    inView: b.bottom > 0 && b.top < innerHeight && b.width > 0,
    covered: !(top && (e.contains(top) || top.contains(e))) };
}"""


def _walk(page: Page) -> Iterator[dict[str, Any]]:
    for _ in range(_LONGEST_WALK):
        page.keyboard.press("Tab")
        found = page.evaluate(_FOCUS)
        if found is None:
            return
        yield found
    pytest.fail("the walk does not come to its end: a trap?")


@pytest.mark.parametrize("path", ["", "kerja-sama/", _RECORD])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_walks_through_in_order_and_is_always_seen(
    path: str, width: int, address: str, browser: Browser
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, reduced_motion="reduce", service_workers="block"
    )
    page = context.new_page()
    page.goto(address + path, wait_until="networkidle")
    problems, last, seen = [], -1, []
    for found in _walk(page):
        seen.append(found["name"])
        if found["place"] <= last:
            problems.append(f"{found['name']}: before what was focused earlier")
        if not found["outlined"]:
            problems.append(f"{found['name']}: focus not visible")
        if not found["inView"] or found["covered"]:
            problems.append(f"{found['name']}: out of sight or covered")
        last = found["place"]
    context.close()
    assert seen[0] == "A Langsung ke isi"
    assert len(seen) > 20
    assert not problems, "\n".join(problems)


def test_the_skip_link_leads_past_the_menu(address: str, page: Page) -> None:
    page.goto(address + _RECORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi-halaman"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", _MAIN)
def test_enlarged_text_and_narrow_screens_lose_nothing(
    path: str, address: str, browser: Browser
) -> None:
    """1.4.4, 1.4.10, 1.4.12: 320 px is 1280 at 400 %, 640 px at two device pixels is 200 %."""
    problems = []
    for width, scale, spaced in ((320, 4, False), (640, 2, False), (390, 1, True)):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, device_scale_factor=scale, bypass_csp=True
        )
        page = context.new_page()
        page.goto(address + path, wait_until="networkidle")
        if spaced:
            page.add_style_tag(
                content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
                " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
            )
        problems += [f"{width} px, spaced {spaced}: {wide}" for wide in width_problems(page)]
        cut = page.evaluate(
            "[...document.querySelectorAll('main *, header *')].filter((e) => e.children.length === 0"
            " && e.textContent.trim() && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1"
            " && ['hidden', 'clip'].includes(getComputedStyle(e).overflowX)).map((e) => e.textContent)"
        )
        problems += [f"{width} px, spaced {spaced}: cut off: {text[:60]}" for text in cut]
        context.close()
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", _MAIN)
def test_targets_are_large_enough_for_a_finger(path: str, address: str, browser: Browser) -> None:
    """2.5.8: 24 px, links within a sentence or with room around them excepted (axe knows both)."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(address + path, wait_until="networkidle")
    found = violations(page, "target-size")
    context.close()
    assert not found, "\n".join(found)


def test_forced_colours_keep_states_and_fields_apart(address: str, browser: Browser) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address + _RECORD)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    state = page.locator(".ksd-state")
    assert state.locator("svg").evaluate("e => e.getBoundingClientRect().width") > 8
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    border = page.locator(".ksd-top-line .ksd-find input").evaluate(
        "e => getComputedStyle(e).borderTopWidth"
    )
    assert border == "1px"
    context.close()


def test_nothing_moves_for_those_who_ask_for_stillness(address: str, browser: Browser) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    moving = page.evaluate("document.getAnimations().length")
    context.close()
    assert moving == 0
