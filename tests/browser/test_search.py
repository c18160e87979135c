"""Search and facets, and the way without them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from site_builder.search.roots import possible_roots
from site_builder.search.words import split_words
from tests.support import ROOT

pytestmark = pytest.mark.browser

AS_OF = "2026-11-21"
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
    return _shown(page)


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
    expect(page.locator("#hasil-jumlah")).to_contain_text(f"{static[1]} naskah ditemukan.")
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
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    first = _ask(page, address, "jenis=ksdd")
    assert len(first) == 10
    assert sum("/r/" in path for path in asked) <= 10
    assert not [path for path in asked if "/k/" in path or "/p/" in path]
    page.locator("#hasil-halaman a[rel=next]").click()
    expect(page).to_have_url(re.compile("jenis=ksdd&halaman=2$"))
    expect(page.locator("#hasil-jumlah")).to_contain_text("Halaman 2 dari")
    expect(page.locator("#hasil-daftar a").first).to_be_focused()
    second = _shown(page)
    assert not set(first) & set(second)
    assert _ask(page, address, "jenis=ksdd&halaman=2") == second


def _shown(page: Page) -> list[str]:
    return [
        href.rstrip("/").rpartition("/")[2]
        for href in page.locator("#hasil-daftar .ksd-item-title a").evaluate_all(
            "links => links.map(a => a.href)"
        )
    ]


def test_results_are_sorted_as_asked(address: str, page: Page, site: Path) -> None:
    with (site / "data" / "kerja-sama-ringkas.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    dates = [
        rows[record]["tanggal_penandatanganan"] or rows[record]["tanggal_mulai"]
        for record in _ask(page, address, "q=sampah&urut=terlama")
    ]
    known = [day for day in dates if day]
    assert len(known) > 5
    assert [day[:4] for day in known] == sorted(day[:4] for day in known)
    with (site / "data" / "status.csv").open(encoding="utf-8", newline="") as file:
        ends = {row["kerja_sama"]: row["ends_to"] for row in csv.DictReader(file)}
    shown = [ends[record] for record in _ask(page, address, "urut=berakhir")]
    assert len(shown) == 10
    # What is still to come stands first: nobody looks for what ended longest ago.
    assert shown == sorted(shown)
    assert shown[0] >= AS_OF
    first = page.locator("#hasil-daftar .ksd-item-meta").first
    expect(first).to_have_text(re.compile(f"sampai .*{shown[0][:4]}"))


def test_a_slip_of_the_keyboard_is_mended_and_said(address: str, page: Page) -> None:
    right = _ask(page, address, "q=bantargebang")
    wrong = _ask(page, address, "q=bantargebnag")
    assert wrong == right
    expect(page.locator("#hasil-catatan")).to_contain_text("bantargebang")


def test_words_written_apart_are_not_guessed_at(address: str, page: Page) -> None:
    found = _ask(page, address, "q=tpa%20bantar%20gebang")
    assert found[:3] == _ask(page, address, "q=tpa%20bantargebang")[:3]
    assert "tidak ditemukan" not in page.locator("#hasil-catatan").inner_text()


def test_a_match_outside_title_and_parties_is_said(address: str, page: Page) -> None:
    _ask(page, address, "q=415.4%2F52")
    row = page.locator("#hasil-daftar .ksd-item").first
    expect(row.locator("mark")).to_have_count(0)
    expect(row).to_contain_text("rincian naskah")


def test_a_word_no_record_has_is_named(address: str, page: Page) -> None:
    assert _ask(page, address, "q=sampah+zzzzqqqq")
    expect(page.locator("#hasil-catatan")).to_contain_text("“zzzzqqqq” tidak ada")


def test_the_link_to_a_search_is_copied_or_it_is_said_that_it_is_not(
    address: str, context: BrowserContext
) -> None:
    page = context.new_page()
    refusal = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"
    page.add_init_script(refusal)
    _ask(page, address, "q=sampah")
    page.locator("#salin-tautan").click()
    expect(page.locator("#hasil-kabar")).to_have_text("Tidak dapat disalin")
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    _ask(page, address, "q=sampah")
    assert not page.locator("#salin-tautan").is_visible()
    page.close()


def test_what_is_found_can_be_downloaded_exactly(address: str, page: Page, tmp_path: Path) -> None:
    query = "q=sampah&jenis=ksdd&urut=terlama"
    first = _ask(page, address, query)
    told = _count(page, address, query)
    tables = {}
    for kind in ("csv", "json", "xlsx"):
        with page.expect_download() as waiting:
            page.locator(f"[data-unduh={kind}]").click()
        assert waiting.value.suggested_filename == f"kerja-sama-sampah-ksdd-{AS_OF}.{kind}"
        target = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(target)
        tables[kind] = _read(target)
    assert tables["csv"] == tables["json"] == tables["xlsx"]
    ids = [row["id"] for row in tables["csv"]]
    assert len(ids) == told
    assert ids[: len(first)] == first
    assert all(row["jenis"] == "ksdd" for row in tables["csv"])


def _read(path: Path) -> list[dict[str, str]]:
    """Read a download with a library of its format; empty cells as empty texts."""
    if path.suffix == ".json":
        found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
        return found
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).active
    assert sheet is not None
    header, *rows = [
        [str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)
    ]
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_both_halves_of_the_search_cut_words_alike(address: str, page: Page, site: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(RECORDS.rglob("*.yaml"))]
    page.goto(f"{address}kerja-sama/")
    cut = page.evaluate(
        """async (texts) => {
            const m = await import(new URL("../assets/cari-mesin.js", location.href));
            return texts.map((text) => m.splitWords(text));
        }""",
        texts,
    )
    assert [tuple(words) for words in cut] == [split_words(text) for text in texts]
    words = sorted({word for row in cut for word in row})
    roots = page.evaluate(
        """async (words) => {
            const m = await import(new URL("../assets/cari-mesin.js", location.href));
            return words.map((word) => m.possibleRoots(word));
        }""",
        words,
    )
    assert [tuple(found) for found in roots] == [possible_roots(word) for word in words]


def test_counts_of_a_long_list_are_those_of_the_question(address: str, page: Page) -> None:
    total = _count(page, address, "q=sampah")
    page.locator("#f-tahun").focus()
    options = page.locator("#f-tahun option[value]:not([value=''])")
    page.wait_for_function(
        """(total) => [...document.querySelectorAll("#f-tahun option")]
            .reduce((sum, o) => sum + Number(o.textContent.match(/\\((\\d+)\\)$/)?.[1] ?? 0), 0) === total""",
        arg=total,
    )
    assert options.count() > 5
    # A choice that would leave nothing cannot be made; the numbers follow the next question.
    empty = page.locator("#f-tahun option[disabled]")
    assert empty.count() > 0
    assert all(text.endswith("(0)") for text in empty.all_text_contents())
    page.locator("#f-jenis-ksdd").check()
    expect(page.locator("#hasil-saringan button")).to_have_count(1)
    page.wait_for_function(
        """(total) => [...document.querySelectorAll("#f-tahun option")]
            .reduce((sum, o) => sum + Number(o.textContent.match(/\\((\\d+)\\)$/)?.[1] ?? 0), 0) < total""",
        arg=total,
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_open_facets_stay_inside_the_page(width: int, address: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark", service_workers="block"
    )
    page = context.new_page()
    _ask(page, address, "q=sampah")
    page.locator("#saring").evaluate("box => box.open = true")
    page.locator("#f-urusan").focus()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box, panel = page.locator("#f-urusan").bounding_box(), page.locator("#saring").bounding_box()
    assert box is not None
    assert panel is not None
    assert box["x"] + box["width"] <= panel["x"] + panel["width"]
    # A white box in a dark page is what browsers draw where no colour is said.
    assert page.locator("#f-urusan").evaluate("box => getComputedStyle(box).backgroundColor") != (
        "rgb(255, 255, 255)"
    )
    context.close()


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
    # Addresses that something had before are kept for those who have them; nothing leads there.
    former = {
        f"{table[1].replace('_', '-')}/{path.stem}/"
        for path in (ROOT / "records" / "catatan-dihapus").glob("*.yaml")
        if (table := re.search(r"^tabel: (\S+)$", path.read_text("utf-8"), re.MULTILINE))
    }
    assert every - former <= reached


def test_without_javascript_the_list_stands_there(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}kerja-sama/?q=sampah")
    expect(page.locator("#daftar .ksd-item")).to_have_count(100)
    expect(page.locator("#saring")).to_be_hidden()
    context.close()
