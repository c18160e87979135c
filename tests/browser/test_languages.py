"""The two languages of the site: where they meet, and that neither leaks into the other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Page, expect

from tests.support import ROOT, package

pytestmark = pytest.mark.browser

_CATALOGUE = ROOT / "site_builder/locale/en/LC_MESSAGES/site_builder.po"
_BASE = "https://kerja-sama-daerah.github.io/portal/"
_VOID = {
    "area", "base", "br", "circle", "col", "embed", "hr", "img", "input", "line", "link", "meta",
    "path", "rect", "source", "track", "use", "wbr",
}  # fmt: skip
#: Words no English sentence has, and hardly any Indonesian one does without.
_INDONESIAN = re.compile(
    r"\b(?:dan|yang|tidak|dari|dengan|untuk|pada|oleh|atau|ini|itu|adalah|belum|sudah|dalam|"
    r"menurut|tanggal|naskah|berlaku|hari|tahun|halaman|catatan)\b",
    re.IGNORECASE,
)


@dataclass
class _Seen:
    """What a page says, apart from what is marked as Indonesian."""

    language: str = ""
    heading: str = ""
    texts: list[str] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = _Seen()
        self._open: list[tuple[str, str]] = []

    @property
    def _language(self) -> str:
        return next((lang for _, lang in reversed(self._open) if lang), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.seen.language = values.get("lang", "")
        if tag == "a":
            self.seen.links.append(values)
        if tag == "link" and values.get("rel") == "alternate" and "hreflang" in values:
            self.seen.alternates[values["hreflang"]] = values["href"]
        if tag not in _VOID:
            self._open.append((tag, values.get("lang", "")))
        if self._language == self.seen.language and "lang" not in values and tag != "link":
            self.seen.texts += [
                values[name]
                for name in ("aria-label", "title", "alt", "placeholder")
                if values.get(name)
            ]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        inside = {tag for tag, _ in self._open}
        text = " ".join(data.split())
        if "h1" in inside:
            self.seen.heading = text
        elif "title" in inside and "svg" not in inside:
            return  # the same heading, in an element that cannot name two languages
        if (
            text
            and self._language == self.seen.language
            and not inside & {"script", "code"}
            and not text.startswith(("http://", "https://"))
        ):
            self.seen.texts.append(text)


def seen(file: Path) -> _Seen:
    reader = _Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    return reader.seen


def english_pages(site: Path) -> Iterator[tuple[str, _Seen]]:
    for file in sorted((site / "en").rglob("index.html")):
        yield file.parent.relative_to(site).as_posix() + "/", seen(file)


@pytest.fixture(params=["site", "plain_site"])
def either_site(request: pytest.FixtureRequest) -> Path:
    built: Path = request.getfixturevalue(request.param)
    return built


def test_english_pages_say_nothing_in_indonesian(either_site: Path) -> None:
    catalogue = read_po(BytesIO(_CATALOGUE.read_bytes()))
    sources = {
        entry.id
        for entry in catalogue
        if isinstance(entry.id, str) and entry.id and entry.string != entry.id
    }
    leaks = []
    for path, page in english_pages(either_site):
        # These name Indonesian terms and explain them.
        explains = path.startswith(("en/metode/", "en/tentang/", "en/kamus-data/"))
        for text in page.texts:
            said = text.replace(page.heading, "")  # a title stays as signed wherever it is cited
            if not explains and (text in sources or _INDONESIAN.search(said)):
                leaks.append(f"{path}: {text}")
    assert leaks == [], (
        "wrap these texts (docs/pengembang, Translating), or mark what is the record's own"
    )


def test_the_search_answers_in_english(address: str, page: Page) -> None:
    page.goto(f"{address}en/")
    page.get_by_role("searchbox").fill("air minum")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/kerja-sama/?q=air+minum")
    expect(page.locator("#hasil-jumlah")).to_contain_text("found")
    row = page.locator("#hasil-daftar .ksd-item").first
    expect(row.locator(".ksd-item-title")).to_have_attribute("lang", "id")
    expect(row.locator(".ksd-item-meta")).to_contain_text("signed")
    assert "/en/kerja-sama/" in str(row.locator("a").first.evaluate("link => link.href"))
    said = page.locator("#hasil").evaluate(
        "box => { box = box.cloneNode(true);"
        "for (const own of box.querySelectorAll('[lang=id], [hidden]')) own.remove();"
        "return box.textContent }"
    )
    assert not _INDONESIAN.search(said), said
    groups = page.locator("#f-urusan optgroup").evaluate_all("all => all.map(g => g.label)")
    assert groups
    assert set(groups) <= {row["kelompok_eng"] for row in package().codes("urusan").values()}
    expect(page.locator("#f-wilayah option[value='35']")).to_contain_text("All of Jawa Timur")
    page.get_by_label("In force", exact=False).first.check()
    page.wait_for_url("**/en/kerja-sama/?q=air+minum&keadaan=berlaku")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    expect(page.locator("#hasil-kabar")).to_contain_text("downloaded")


def test_both_languages_of_a_page_know_each_other(either_site: Path) -> None:
    pages = list(english_pages(either_site))
    assert len(pages) > 5
    for path, page in pages:
        source = path.removeprefix("en/")
        assert page.language == "en", path
        there = seen(either_site / source / "index.html")
        assert there.language == "id", source
        wanted = {"id": _BASE + source, "en": _BASE + path, "x-default": _BASE + source}
        assert page.alternates == there.alternates == wanted, path
        for found, here, to, tag in ((page, path, source, "id"), (there, source, path, "en")):
            switch = next(link for link in found.links if link.get("class") == "ksd-other")
            assert switch["hreflang"] == switch["lang"] == tag
            assert posixpath.normpath(posixpath.join(here or ".", switch["href"])) == (
                posixpath.normpath(to or ".")
            )


def test_a_page_without_counterpart_leads_to_the_english_home(either_site: Path) -> None:
    page = seen(either_site / "mitra" / "index.html")
    switch = next(link for link in page.links if link.get("class") == "ksd-other")
    assert switch["href"] == "../en/"
    assert page.alternates == {}


def test_links_to_indonesian_pages_say_so(either_site: Path) -> None:
    for path, page in english_pages(either_site):
        for link in page.links:
            href = link.get("href", "")
            if "://" in href or href.startswith("#") or link.get("class") == "ksd-other":
                continue
            target = posixpath.normpath(posixpath.join(path, href.partition("#")[0]))
            is_page = (either_site / target.partition("?")[0] / "index.html").is_file()
            if is_page and not f"{target}/".startswith("en/"):
                assert link.get("hreflang") == "id", f"{path}: {href}"
            elif is_page:
                assert "hreflang" not in link, f"{path}: {href}"


def test_a_reader_changes_the_language_and_stays_on_the_record(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{address}kerja-sama/")
    page.locator(".ksd-item-title a").first.click()
    title = page.locator("h1").inner_text()
    page.get_by_role("link", name="English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_role("heading", name="Evidence and sources")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Indonesia", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "id")
    expect(page.locator("h1")).to_have_text(title)
    context.close()
