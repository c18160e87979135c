"""Pages once seen are read again without a connection, and never pass for current."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import site_builder.render.offline
from scripts.site_server import serving
from site_builder.render.offline import offline_files

pytestmark = pytest.mark.browser

_RECORD = "kerja-sama/pub-0000-0003/"
_OTHER = "kerja-sama/pub-0000-0001/"


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """A site that a test may change: the few folders it opens."""
    target = tmp_path / "situs"
    for name in ("assets", _RECORD, _OTHER, "luring", "mitra"):
        shutil.copytree(site / name, target / name)
    for name in ("index.html", "404.html", "sw.js", "manifest.webmanifest"):
        shutil.copy(site / name, target / name)
    return target


@pytest.fixture
def copy_address(copy: Path) -> Iterator[str]:
    with serving(copy) as served:
        yield served.address


def _visit(page: Page, address: str) -> None:
    """Open a page and wait until the worker has it."""
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.reload()
    page.wait_for_function(
        "caches.keys().then((names) => Promise.all(names.map((n) => caches.open(n)"
        ".then((c) => c.match(location.href))))).then((found) => found.some(Boolean))"
    )


def test_a_page_seen_is_read_offline_and_says_from_when(
    copy_address: str, context: BrowserContext, page: Page
) -> None:
    _visit(page, copy_address + _RECORD)
    title = page.locator("h1").inner_text()
    expect(page.locator(".ksd-luring")).to_have_count(0)
    context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text(title)
    banner = page.locator(".ksd-luring")
    expect(banner).to_contain_text(
        re.compile(r"Salinan dari \d+ \w+ \d{4}\. Anda sedang luring\.")
    )
    expect(banner).to_contain_text("dihitung per 21 November 2026")
    # The style came along: the page looks as it did.
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.ksd-top')).borderBottomWidth")
        == "1px"
    )
    page.goto(f"{copy_address}{_RECORD}?q=apa")
    expect(page.locator("h1")).to_have_text(title)


def test_a_page_never_seen_leads_to_the_list_of_those_that_were(
    copy_address: str, context: BrowserContext, page: Page
) -> None:
    _visit(page, copy_address + _RECORD)
    title = page.locator("h1").inner_text()
    context.set_offline(True)
    answer = page.goto(copy_address + _OTHER)
    assert answer is not None
    assert answer.status == 503
    expect(page.locator("h1")).to_have_text("Dibaca tanpa jaringan")
    expect(page).to_have_url(copy_address + _OTHER)
    link = page.locator("#luring-daftar a")
    expect(link).to_have_text([title])
    link.click()
    expect(page).to_have_url(copy_address + _RECORD)
    page.goto(f"{copy_address}luring/")
    page.get_by_role("button", name="Hapus semua salinan").click()
    expect(page.locator("#luring-kosong")).to_be_visible()
    expect(page.locator("#luring-daftar a")).to_have_count(0)


def test_a_changed_site_is_shown_at_the_next_visit(
    copy: Path, copy_address: str, context: BrowserContext, page: Page
) -> None:
    _visit(page, copy_address + _RECORD)
    file = copy / _RECORD / "index.html"
    text = file.read_text(encoding="utf-8")
    style = copy / "assets" / "portal.css"
    style.write_text(style.read_text(encoding="utf-8") + "\nh1 { text-indent: 7px }\n")
    old_mark = re.search(r"portal\.css\?v=([0-9a-f]{8})", text)
    assert old_mark is not None
    new_mark = _hash8(style)
    text = text.replace(old_mark[1], new_mark)
    file.write_text(re.sub(r"</h1>", " (diubah)</h1>", text, count=1), encoding="utf-8")
    page.reload()
    expect(page.locator("h1")).to_contain_text("(diubah)")
    expect(page.locator("h1")).to_have_css("text-indent", "7px")
    context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_contain_text("(diubah)")
    expect(page.locator("h1")).to_have_css("text-indent", "7px")


def test_a_file_that_is_not_what_its_address_promises_is_not_kept(
    copy: Path, copy_address: str, page: Page
) -> None:
    _visit(page, copy_address + _RECORD)
    (copy / "assets" / "portal.css").write_text("body { color: red }")
    wrong = f"{copy_address}assets/portal.css?v=00000000"
    assert "red" in page.evaluate(f"fetch('{wrong}').then((r) => r.text())")
    assert page.evaluate(f"caches.match('{wrong}').then((r) => r === undefined)")


def test_no_more_than_the_bound_is_kept(copy: Path, copy_address: str, page: Page) -> None:
    worker = copy / "sw.js"
    worker.write_text(
        worker.read_text(encoding="utf-8").replace("MOST_PAGES = 60", "MOST_PAGES = 2")
    )
    parties = sorted(p.name for p in (copy / "mitra").iterdir() if p.is_dir())[:4]
    for name in parties:
        _visit(page, f"{copy_address}mitra/{name}/")
    page.goto(f"{copy_address}luring/")
    expect(page.locator("#luring-daftar a")).to_have_count(2)
    kept = page.locator("#luring-daftar a").evaluate_all("all => all.map((a) => a.href)")
    assert kept == [f"{copy_address}mitra/{name}/" for name in reversed(parties[-2:])]


def test_a_worker_of_another_form_clears_what_the_old_one_kept(
    copy: Path, copy_address: str, page: Page
) -> None:
    _visit(page, copy_address + _RECORD)
    worker = copy / "sw.js"
    text = worker.read_text(encoding="utf-8").replace("halaman 1", "halaman 2")
    worker.write_text(text)
    page.evaluate("navigator.serviceWorker.ready.then((r) => r.update())")
    page.wait_for_function(
        "caches.keys().then((n) => n.some((k) => k.endsWith('halaman 2'))"
        " && !n.some((k) => k.endsWith('halaman 1')))"
    )


def test_it_can_be_switched_off_for_everybody(
    copy: Path, copy_address: str, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    _visit(page, copy_address + _RECORD)
    monkeypatch.setattr(site_builder.render.offline, "_ENABLED", False)
    (copy / "sw.js").write_bytes(dict(offline_files("Portal"))["sw.js"])
    page.reload()
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")
    page.wait_for_function(
        "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)"
    )
    page.goto(copy_address + _OTHER)
    expect(page.locator("h1")).not_to_have_text("Dibaca tanpa jaringan")


def test_what_has_passed_since_the_build_is_said(
    site: Path, address: str, browser: Browser
) -> None:
    record = next(
        p
        for p in sorted((site / "kerja-sama").glob("*/index.html"))
        if 'data-berakhir="2027' in p.read_text(encoding="utf-8")
    )
    path = f"kerja-sama/{record.parent.name}/"
    context = browser.new_context(timezone_id="Asia/Jakarta")
    page = context.new_page()
    page.clock.install(time="2026-11-22T08:00:00")
    page.goto(address + path)
    expect(page.locator(".ksd-luring")).to_have_count(0)
    expect(page.locator(".ksd-state")).not_to_contain_text("sudah lewat")
    page.clock.set_fixed_time("2028-01-02T08:00:00")
    page.goto(address + path)
    expect(page.locator(".ksd-state")).to_contain_text("tanggal berakhirnya sudah lewat")
    expect(page.locator(".ksd-luring")).to_contain_text("407 hari yang lalu")
    context.close()


def _hash8(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]
