"""What people do with a record: print it, scan it, cite it, report it, read it by machine."""

from __future__ import annotations

import gzip
import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support import ROOT

pytestmark = pytest.mark.browser

PUBLIC = "https://kerja-sama-daerah.github.io/portal/"
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "1-laporkan-kekeliruan.yml"


def extremes(site: Path) -> list[str]:
    """Return the addresses of the longest and shortest records, and of those that print longest."""
    pages = list((site / "kerja-sama").glob("*-*-*/index.html"))

    def sheet(page: Path) -> int:
        found = re.search(r'<section class="ksd-sheet".*?</section>', page.read_text(), re.DOTALL)
        assert found is not None
        return len(re.sub(r"<path[^>]*>", "", found[0]))

    by_sheet = sorted(pages, key=sheet)
    by_size = sorted(pages, key=lambda p: p.stat().st_size)
    chosen = [*by_sheet[-4:], by_sheet[0], by_size[0], by_size[-1]]
    return list(dict.fromkeys(p.parent.relative_to(site).as_posix() + "/" for p in chosen))


def test_a_record_prints_on_one_sheet_with_a_code_that_leads_back(
    site: Path, address: str, page: Page
) -> None:
    for path in extremes(site):
        page.emulate_media(media="null")
        page.goto(address + path)
        paper = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1, path
        page.emulate_media(media="print")
        assert page.locator("header, footer, aside, .ksd-main").evaluate_all(
            "all => all.every(e => e.getClientRects().length === 0)"
        )
        picture = Image.open(io.BytesIO(page.locator(".ksd-sheet-foot svg").screenshot()))
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [PUBLIC + path]
        text = page.locator(".ksd-sheet").inner_text()
        assert "per 21 November 2026" in text
        assert PUBLIC + path in text


def test_a_page_prints_on_paper_of_one_size_and_light(address: str, page: Page) -> None:
    shapes = {}
    for path in ("tentang/", "jenis/ksdd/", "laporan/35.07/2026-S1/"):
        page.emulate_media(media="null", color_scheme="light")
        page.goto(address + path)
        sizes = {
            tuple(map(float, box.split()[2:]))
            for box in re.findall(
                rb"/MediaBox\s*\[([^\]]*)\]", page.pdf(prefer_css_page_size=True)
            )
        }
        shapes[path] = {"wide" if width > height else "tall" for width, height in sizes}
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(ground) != light
        page.emulate_media(media="print")
        assert page.evaluate(ground) == light
        page.evaluate("document.documentElement.dataset.warna = 'gelap'")
        assert page.evaluate(ground) == light
    assert shapes["tentang/"] == shapes["jenis/ksdd/"] == {"tall"}
    assert shapes["laporan/35.07/2026-S1/"] == {"wide"}


def test_the_sheet_is_not_on_the_screen(address: str, page: Page) -> None:
    page.goto(f"{address}kerja-sama/pub-2022-0003/")
    assert not page.locator(".ksd-sheet").is_visible()


def test_the_code_can_be_read_in_dark_mode(address: str, page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{address}kerja-sama/pub-2022-0003/")
    picture = Image.open(io.BytesIO(page.locator(".ksd-sheet-foot svg").screenshot()))
    assert [c.text for c in zxingcpp.read_barcodes(picture)] == [
        f"{PUBLIC}kerja-sama/pub-2022-0003/"
    ]


def test_citations_are_copied(address: str, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}kerja-sama/pub-2022-0003/")
    for style in ("APA", "Chicago", "BibTeX"):
        details = page.locator(".ksd-citation", has=page.get_by_text(style, exact=True))
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        details.get_by_role("button").click()
        details.get_by_text("Tersalin").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "pub-2022-0003" in copied
        assert "21 November 2026" in copied
        assert f"{PUBLIC}kerja-sama/pub-2022-0003/" in copied
    assert copied.startswith("@misc{pub-2022-0003,\n  author = {{")


def test_without_script_there_is_no_button_that_does_nothing(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}kerja-sama/pub-2022-0003/")
    assert page.locator("button[data-salin]:visible").count() == 0
    page.locator("footer summary").click()
    assert f"{PUBLIC}kerja-sama/pub-2022-0003/" in page.locator("#isi-laporan").inner_text()
    assert "pub-2022-0003" in page.locator("#kutip-apa").inner_text()
    page.close()


def test_reports_and_proposals_open_filled_in(address: str, page: Page) -> None:
    page.goto(f"{address}kerja-sama/pub-2022-0003/")
    link = page.get_by_role("link", name="Laporkan kekeliruan", exact=True).get_attribute("href")
    parts = urlsplit(link or "")
    query = parse_qs(parts.query)
    assert parts.path.endswith("/issues/new")
    assert query.pop("template") == [FORM.name]
    assert query.pop("title") == ["Keliru: pub-2022-0003"]
    fields = {f["id"] for f in yaml.safe_load(FORM.read_text())["body"] if "id" in f}
    assert set(query) <= fields
    assert query["alamat"] == [f"{PUBLIC}kerja-sama/pub-2022-0003/"]
    proposal = page.get_by_role("link", name="Usulkan perubahan").get_attribute("href") or ""
    path = proposal.partition("/edit/main/")[2]
    assert (ROOT / path).is_file()
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["extra"]["branch"] == "main"


def test_every_kind_of_page_says_whom_to_write_to(address: str, page: Page) -> None:
    for path in ("", "wilayah/35/", "panduan/warga/", "keputusan/0005-id/"):
        page.goto(address + path)
        link = page.locator("footer").get_by_role("link", name="Laporkan kekeliruan")
        query = parse_qs(urlsplit(link.get_attribute("href") or "").query)
        assert query == {"template": [FORM.name], "alamat": [PUBLIC + path]}, path
    page.goto(f"{address}tidak-ada/")
    assert page.locator("footer").get_by_role("link", name="Laporkan kekeliruan").count() == 1


@pytest.mark.parametrize("shell", ["address", "plain_address"])
def test_without_an_account_there_is_a_report_to_copy(
    shell: str, request: pytest.FixtureRequest, context: BrowserContext
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{request.getfixturevalue(shell)}wilayah/35.78/")
    page.locator("footer").get_by_text("Tanpa akun GitHub").click()
    page.get_by_role("button", name="Salin isi laporan").click()
    page.locator("footer").get_by_text("Tersalin").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[:2] == [f"Halaman: {PUBLIC}wilayah/35.78/", "Keadaan data: 21 November 2026"]


def test_linked_data_is_valid_and_names_the_parties(address: str, page: Page) -> None:
    page.goto(f"{address}kerja-sama/pub-2022-0003/")
    blocks = page.locator('script[type="application/ld+json"]').all_text_contents()
    assert len(blocks) == 1
    data = json.loads(blocks[0])
    assert data["@type"] == "CreativeWork"
    assert data["@id"] == f"{PUBLIC}kerja-sama/pub-2022-0003/"
    assert data["dateCreated"] == "2022-12-30"
    assert data["expires"] == "2027-12-30"
    assert [(p["@type"], p["name"]) for p in data["creator"]] == [
        ("GovernmentOrganization", "Pemerintah Kota Malang"),
        ("GovernmentOrganization", "Pemerintah Kabupaten Malang"),
    ]
    assert "license" not in data


def test_feeds_are_found_from_the_pages(site: Path, address: str, page: Page) -> None:
    for path in ("wilayah/35.73/", "mitra/pemkab-malang/", "urusan/1.03/", "ikuti/"):
        page.goto(address + path)
        links = page.locator('link[rel="alternate"][type="application/atom+xml"]')
        assert links.count() > 0, path
        for link in links.all():
            href = link.evaluate("e => e.href").removeprefix(address)
            assert (site / href).is_file()
        for visible in page.locator('a[href$=".atom"], a[href$=".ics"]').all():
            target = visible.evaluate("e => e.href").removeprefix(address)
            assert (site / target).is_file(), target


def test_a_record_stays_light(site: Path) -> None:
    heaviest = max(
        len(gzip.compress(p.read_bytes(), mtime=0))
        for p in (site / "kerja-sama").glob("*-*-*/index.html")
    )
    assert heaviest <= 15 * 1024


def test_every_page_says_what_to_show_beside_a_link_to_it(site: Path) -> None:
    record = "kerja-sama/pub-2022-0003/"
    for path, picture in (
        ("", "pratinjau.png"),
        (record, f"{record}pratinjau.png"),
        (f"en/{record}", f"{record}pratinjau.png"),
        ("wilayah/35/", "pratinjau.png"),
        ("panduan/warga/", "pratinjau.png"),
    ):
        text = (site / path / "index.html").read_text()
        found = dict(re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">', text))
        assert found["og:url"] == PUBLIC + path
        assert found["og:image"] == PUBLIC + picture
        with Image.open(site / picture) as opened:
            assert opened.size == (600, 315)
        assert found["og:title"]
        assert found["og:title"] in text
        assert found["og:description"]
        assert found["og:image:alt"]
        assert found["og:locale"] == ("en_GB" if path.startswith("en/") else "id_ID")
        assert text.count('"twitter:card"') == 1
