"""Search and facets, and the way without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import ROOT

pytestmark = pytest.mark.browser

RECORDS = ROOT / "records" / "kerja-sama"


def _record_with(pattern: str) -> tuple[str, str]:
    """Return id and the matched text of the first record that has it."""
    for path in sorted(RECORDS.rglob("*.yaml")):
        found = re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
        if found is not None:
            return path.stem, found[1]
    raise LookupError(pattern)


def _ask(page: Page, base: str, query: str) -> list[str]:
    page.goto(f"{base}kerja-sama/?{query}")
    expect(page.locator("#hasil-jumlah")).to_have_text(re.compile(r"ditemukan|Tidak ada"))
    page.wait_for_load_state("networkidle")
    return [
        href.rstrip("/").rpartition("/")[2]
        for href in page.locator("#hasil-daftar .ksd-item-title a").evaluate_all(
            "links => links.map(a => a.href)"
        )
    ]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("sampah", "persampahan"),
        ("kelola", "pengelolaan"),
        ("angkut", "angkutan"),
        ("kerjasama", "kerja sama"),
        ("pemkot malang", "mitra: pemkot-malang"),
    ],
)
def test_a_word_finds_what_is_built_on_it(
    asked: str, written: str, address: str, page: Page
) -> None:
    found = _ask(page, address, f"q={asked.replace(' ', '+')}")
    assert found
    texts = [
        next(RECORDS.rglob(f"{record}.yaml")).read_text(encoding="utf-8").lower()
        for record in found
    ]
    assert any(written.lower() in text for text in texts)


def test_a_number_finds_its_record(address: str, page: Page) -> None:
    record, number = _record_with(r'nomor_naskah: "([^"]{10,})"')
    assert record in _ask(page, address, f"q={number}")


def test_an_id_finds_its_record(address: str, page: Page) -> None:
    record, _ = _record_with(r"^id: (\S+)$")
    assert _ask(page, address, f"q={record}") == [record]


def test_nothing_found_says_so(address: str, page: Page) -> None:
    assert _ask(page, address, "q=tidakadayangsepertiini") == []
    expect(page.locator("#hasil-jumlah")).to_contain_text("Tidak ada naskah yang cocok")


def test_facet_counts_as_the_static_page_does(address: str, page: Page) -> None:
    page.goto(f"{address}jenis/ksdd/")
    static = re.search(r"([\d.]+) naskah", page.locator("main").inner_text())
    assert static is not None
    page.goto(f"{address}kerja-sama/")
    box = page.locator("#f-jenis-ksdd")
    expect(box).to_be_visible()
    label = page.locator("label[for=f-jenis-ksdd] [data-count]")
    assert label.inner_text() == static[1]
    box.check()
    expect(page.locator("#hasil-jumlah")).to_have_text(f"{static[1]} naskah ditemukan.")
    assert parse_qs(urlsplit(page.url).query) == {"jenis": ["ksdd"]}


def test_address_holds_the_search_over_reload_and_back(address: str, page: Page) -> None:
    page.goto(f"{address}kerja-sama/")
    page.fill("#q", "kesehatan")
    page.press("#q", "Enter")
    expect(page.locator("#hasil-jumlah")).to_contain_text("ditemukan")
    page.locator("#f-jenis-ksdpk").check()
    expect(page).to_have_url(re.compile(r"\?q=kesehatan&jenis=ksdpk$"))
    expect(page.locator("#hasil-saringan button")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    told = page.locator("#hasil-jumlah").inner_text()
    page.reload()
    expect(page.locator("#hasil-jumlah")).to_have_text(told)
    expect(page.locator("#f-jenis-ksdpk")).to_be_checked()
    expect(page.locator("#q")).to_have_value("kesehatan")
    page.go_back()
    expect(page.locator("#f-jenis-ksdpk")).not_to_be_checked()
    expect(page.locator("#q")).to_have_value("kesehatan")


def test_a_choice_in_the_same_facet_adds_to_the_first(address: str, page: Page) -> None:
    one = _count(page, address, "jenis=ksdd")
    other = _count(page, address, "jenis=ksdpk")
    assert _count(page, address, "jenis=ksdd&jenis=ksdpk") == one + other


def _count(page: Page, base: str, query: str) -> int:
    _ask(page, base, query)
    found = re.match(r"[\d.]+", page.locator("#hasil-jumlah").inner_text())
    assert found is not None
    return int(found[0].replace(".", ""))


def test_a_search_by_facet_reads_one_page_of_results(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    found = _ask(page, address, "jenis=ksdd")
    assert len(found) == 20
    assert sum(url.endswith(".pf_fragment") for url in asked) <= 20
    assert sum(url.endswith(".pf_index") for url in asked) == 1
    page.locator("#hasil-lagi").click()
    expect(page.locator("#hasil-daftar > li")).to_have_count(40)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href is not None:
            self.found.append(href)


def _crawl(site: Path) -> Iterator[str]:
    """Follow the links of the files themselves, as a browser without JavaScript would."""
    start = "http://situs/portal/"
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        path = urlsplit(here).path.removeprefix("/portal/")
        yield path
        links = _Links()
        links.feed((site / path / "index.html").read_text(encoding="utf-8"))
        for href in links.found:
            url = urljoin(here, href).partition("#")[0].partition("?")[0]
            if not url.startswith(start) or url in seen:
                continue
            seen.add(url)
            target = site / urlsplit(url).path.removeprefix("/portal/")
            assert target.exists(), f"{here} leads to {href}"
            if target.is_dir():
                waiting.append(url)


def test_without_javascript_every_page_is_reached_from_home(site: Path) -> None:
    reached = set(_crawl(site))
    records = {f"kerja-sama/{p.stem}/" for p in RECORDS.rglob("*.yaml")}
    assert records <= reached
    every = {
        p.parent.relative_to(site).as_posix() + "/"
        for p in site.rglob("index.html")
        if p.parent != site
    }
    assert every <= reached


def test_without_javascript_the_list_stands_there(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}kerja-sama/?q=sampah")
    expect(page.locator("#daftar .ksd-item")).to_have_count(100)
    expect(page.locator("#saring")).to_be_hidden()
    context.close()
