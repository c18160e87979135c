"""What a page moves, and whether it stays where it was drawn."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from scripts.site_server import serving

pytestmark = pytest.mark.browser

COLD, NEXT = 60_000, 15_000  # bytes on the wire: HTML, CSS and JavaScript, headers included
_COUNTED = {"Document", "Stylesheet", "Script"}


@pytest.fixture(scope="module")
def gzip_address(site: Path) -> Iterator[str]:
    with serving(site) as served:
        yield served.address


class _Meter:
    """Adds up what the network gives a page and its service worker, by kind of resource."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.sizes: dict[str, tuple[str, float]] = {}
        self._kinds: dict[str, tuple[str, str]] = {}
        client = context.new_cdp_session(page)
        client.send("Network.enable")
        client.on("Network.responseReceived", self._began)
        client.on("Network.loadingFinished", self._ended)

    def _began(self, event: dict[str, Any]) -> None:
        self._kinds[event["requestId"]] = (event["type"], event["response"]["url"])

    def _ended(self, event: dict[str, Any]) -> None:
        kind, url = self._kinds[event["requestId"]]
        self.sizes[url] = (kind, event["encodedDataLength"])

    def take(self) -> float:
        total = sum(size for kind, size in self.sizes.values() if kind in _COUNTED)
        self.sizes.clear()
        return total


def _by_size(site: Path) -> list[str]:
    files = sorted(
        (site / "kerja-sama").glob("*-*-*/index.html"), key=lambda p: (p.stat().st_size, p)
    )
    return [f"kerja-sama/{p.parent.name}/" for p in files]


def test_a_record_is_light_on_the_first_visit_and_lighter_on_the_next(
    site: Path, gzip_address: str, browser: Browser
) -> None:
    records = _by_size(site)
    typical, heaviest = records[len(records) // 2], records[-1]
    # Without the worker, so that nothing but the pages themselves is counted; it is below.
    for first, second in ((typical, heaviest), (heaviest, typical)):
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        meter = _Meter(context, page)
        page.goto(gzip_address + first, wait_until="networkidle")
        cold = meter.take()
        page.goto(gzip_address + second, wait_until="networkidle")
        after = meter.take()
        context.close()
        assert 0 < cold <= COLD, (first, cold)
        assert 0 < after <= NEXT, (second, after)


def test_the_worker_and_all_it_fetches_fit_into_the_first_visit(
    site: Path, gzip_address: str, browser: Browser
) -> None:
    worker = site / "sw.js"
    fetched = [worker, site / "luring/index.html"]
    fetched += [site / "assets" / n for n in ("portal.css", "portal.js", "luring.js", "ikon.svg")]
    own = sum(len(gzip.compress(p.read_bytes())) for p in fetched)
    heaviest = site / _by_size(site)[-1] / "index.html"
    assert own + len(gzip.compress(heaviest.read_bytes())) <= COLD


@pytest.mark.parametrize(
    "path", ["", "kerja-sama/", "kerja-sama/?jenis=ksdd", "typical", "heaviest"]
)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_loads(
    path: str, width: int, site: Path, gzip_address: str, browser: Browser
) -> None:
    records = _by_size(site)
    path = {"typical": records[len(records) // 2], "heaviest": records[-1]}.get(path, path)
    context = browser.new_context(viewport={"width": width, "height": 740})
    context.add_init_script(
        "window.shifts = 0; new PerformanceObserver((list) => { for (const e of list.getEntries())"
        " if (!e.hadRecentInput) window.shifts += e.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page = context.new_page()
    page.goto(gzip_address + path, wait_until="networkidle")
    page.wait_for_timeout(300)
    assert page.evaluate("PerformanceObserver.supportedEntryTypes.includes('layout-shift')")
    shift = page.evaluate("window.shifts")
    context.close()
    assert shift <= 0.01, shift
