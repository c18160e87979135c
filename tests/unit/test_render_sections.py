"""Every figure of the scoreboard, the quality of the data and the proposals leads to what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from posixpath import join, normpath

import pytest

from site_builder.portal import Portal
from site_builder.render.build import PER_PAGE, Builder
from site_builder.render.context import Context
from site_builder.render.mapping import mapping_pages
from site_builder.render.page import Page
from site_builder.render.quality import quality_pages
from site_builder.render.record_sections import Item, Section, section_pages
from site_builder.render.scoreboard import scoreboard_pages
from tests.life_support import portal as made
from tests.support import ROOT, portal_of

_LINE = re.compile(
    r'<h2(?: id="(?P<anchor>[^"]+)")?>|<span class="ksd-soft">(?P<record>[^<]+)</span></li>'
)
_FIGURE = re.compile(
    r'<td class="ksd-num[^"]*">(?:<span class="ksd-narrow">[^<]*</span>)?'
    r'<a href="(?P<href>[^"]+)"[^>]*aria-label="(?P<label>[^"]+)">(?P<count>[\d.]+)'
)


@pytest.fixture(scope="module")
def portal() -> Portal:
    return portal_of(ROOT / "records")


@pytest.fixture(scope="module")
def found(portal: Portal) -> dict[str, Page]:
    build = Builder(Context(portal, "https://contoh.id/repo"))
    makers = (scoreboard_pages, quality_pages, mapping_pages)
    return {page.path: page for make in makers for page in make(build)}


def numbered(found: dict[str, Page], base: str) -> Iterator[Page]:
    """Yield the pages of a list in order."""
    number = 1
    path = base
    while path in found:
        yield found[path]
        number += 1
        path = f"{base}halaman/{number}/"


def listed(found: dict[str, Page], base: str) -> dict[str, list[str]]:
    """Return the records of each section of a list, by its anchor."""
    lists: dict[str, list[str]] = {}
    here: list[str] = []
    for page in numbered(found, base):
        for match in _LINE.finditer(page.body):
            if match["anchor"]:
                here = lists.setdefault(match["anchor"], [])
            elif match["record"]:
                here.append(match["record"])
    return lists


def figures(page: Page) -> Iterator[tuple[str, str, int]]:
    """Yield (address, anchor, number) of every figure of a page that leads somewhere."""
    for match in _FIGURE.finditer(page.body):
        address, _, anchor = unescape(match["href"]).partition("#")
        if "?" not in address and anchor:
            where = normpath(join("/", page.path, address)).lstrip("/") + "/"
            yield where, anchor, int(match["count"].replace(".", ""))


@pytest.mark.parametrize(
    ("paths", "lists", "at_least"),
    [
        ("kinerja/", "kinerja/naskah/", 5),
        ("kinerja/wilayah/", "kinerja/wilayah/", 500),
        ("kinerja/perangkat-daerah/", "kinerja/perangkat-daerah/", 100),
        ("mutu-data/", "mutu-data/bidang/", 40),
        ("mutu-data/", "mutu-data/daftar/", 20),
        ("mutu-data/", "mutu-data/alamat/", 1),
        ("usulan/", "usulan/keputusan/", 4),
    ],
)
def test_every_figure_leads_to_as_many_records(
    found: dict[str, Page], paths: str, lists: str, at_least: int
) -> None:
    known: dict[str, dict[str, list[str]]] = {}
    followed = 0
    for page in numbered(found, paths):
        for where, anchor, count in figures(page):
            if where.startswith(lists):
                sections = known.setdefault(where, listed(found, where))
                assert len(sections[anchor]) == count, (page.path, where, anchor)
                followed += 1
    assert followed >= at_least


def test_no_figure_but_nought_leads_nowhere(found: dict[str, Page]) -> None:
    for base in ("kinerja/", "kinerja/wilayah/", "kinerja/perangkat-daerah/", "usulan/"):
        for page in numbered(found, base):
            for cell in re.findall(r'<td class="ksd-num[^"]*">(.*?)</td>', page.body):
                words = re.sub(r"<span.*?</span>|<[^>]+>", "", cell).strip()
                assert "<a " in cell or words == "0", (page.path, cell)


def test_bands_of_the_scores_begin_where_they_say(found: dict[str, Page]) -> None:
    bands = re.findall(
        r'href="\.\./(mutu-data/antrean/[^"#]*)#(nilai-\d+)"[^>]*>([\d.]+)',
        found["mutu-data/"].body,
    )
    assert len(bands) >= 3
    before = 0
    for address, anchor, count in bands:
        page = found[address]
        assert f'id="{anchor}"' in page.body
        assert address.endswith("antrean/") == (before < PER_PAGE)
        at = page.body.index(f'id="{anchor}"')
        earlier = page.body[:at].count('class="ksd-num"><span class="ksd-narrow">Nilai ')
        assert before % PER_PAGE == earlier
        before += int(count.replace(".", ""))


def test_section_goes_on_over_pages() -> None:
    build = Builder(Context(replace(made(), base_url="https://contoh.id/"), ""))
    sections = [
        Section("a", "A", [Item(f"a{n}", "", f"a{n}") for n in range(PER_PAGE - 1)]),
        Section("kosong", "Kosong", []),
        Section("b", "B", [Item(f"b{n}", "", f"b{n}") for n in range(PER_PAGE + 1)]),
    ]
    pages = {
        page.path: page
        for page in section_pages(
            build,
            "daftar/",
            sections,
            title="T",
            lead="L",
            kind="k",
            section="",
            crumbs=[],
        )
    }
    assert list(pages) == ["daftar/", "daftar/halaman/2/"]
    assert {key: len(records) for key, records in listed(pages, "daftar/").items()} == {
        "a": PER_PAGE - 1,
        "b": PER_PAGE + 1,
    }
    assert "Kosong" not in pages["daftar/"].body
    assert "B (lanjutan)" in pages["daftar/halaman/2/"].body


def test_section_that_begins_on_a_later_page_is_reached_by_the_contents_of_the_first() -> None:
    build = Builder(Context(made(), ""))
    many = [Item(f"a{n}", "", f"a{n}") for n in range(PER_PAGE)]
    sections = [Section("a", "A", many), Section("b", "B", [Item("b", "", "b")])]
    first, second = section_pages(
        build, "daftar/", sections, title="T", lead="L", kind="k", section="", crumbs=[]
    )
    assert '<li id="b"><a href="../daftar/halaman/2/#b">' in first.body
    assert '<h2 id="b">' in second.body


def test_list_of_nothing_says_so() -> None:
    build = Builder(Context(made(), ""))
    (page,) = section_pages(
        build, "daftar/", [], title="T", lead="L", kind="k", section="", crumbs=[]
    )
    assert "Tidak ada yang terhitung" in page.body
