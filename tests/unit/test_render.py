"""The pages as values: addresses, words, policy, links and the line of time."""

from __future__ import annotations

import ast
import base64
import hashlib
import html
import inspect
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from jinja2 import meta, nodes
from markupsafe import Markup

from site_builder.partial_date import parse_partial_date
from site_builder.render import Page, pages, urls
from site_builder.render.asset_files import asset_files, asset_url
from site_builder.render.build import Builder, Pager
from site_builder.render.context import Context, lower_first
from site_builder.render.csp import content_security_policy, inline_scripts
from site_builder.render.environment import environment
from site_builder.render.frame import Frame, MenuEntry, json_ld, with_policy
from site_builder.render.language import english, indonesian
from site_builder.render.menu import address_of, menu_of
from site_builder.render.page import root_of
from site_builder.render.prose import prose_page
from tests.support import ROOT, agreement, dataset, portal_of, write_dataset


@pytest.fixture(scope="module")
def by_path(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    other = agreement(induk="pub-2022-0001", jangka_waktu="tidak-diketahui").replace(
        "id: pub-2022-0001", "id: pub-2023-0001"
    )
    records = write_dataset(tmp_path_factory.mktemp("data"), dataset(agreement(), other))
    portal = portal_of(records)
    return {page.path: page for page in pages(portal, repo_url="https://contoh.id/repo")}


def test_every_address_is_a_directory_and_stands_once(tmp_path: Path) -> None:
    portal = portal_of(write_dataset(tmp_path, dataset()))
    paths = [page.path for page in pages(portal)]
    assert len(paths) == len(set(paths))
    assert [p for p in paths if p and not p.endswith("/")] == ["404.html"]


def test_an_empty_dataset_still_has_its_pages(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    paths = {page.path for page in pages(portal_of(tmp_path / "records"))}
    assert {"", "kerja-sama/", "mitra/", "wilayah/35/", "urusan/1.01/", "data/"} <= paths


def test_the_four_kinds_of_emptiness_are_told_apart(by_path: dict[str, Page]) -> None:
    body = by_path["kerja-sama/pub-2023-0001/"].body
    assert "dicari tetapi tidak diketahui" in body
    assert "tidak tercatat" in by_path["kerja-sama/pub-2022-0001/"].body


def test_a_chain_is_shown_from_both_ends(by_path: dict[str, Page]) -> None:
    assert "../../kerja-sama/pub-2022-0001/" in by_path["kerja-sama/pub-2023-0001/"].body
    assert "../../kerja-sama/pub-2023-0001/" in by_path["kerja-sama/pub-2022-0001/"].body
    assert "Dilaksanakan oleh" in by_path["kerja-sama/pub-2022-0001/"].body


def test_a_report_names_the_record(by_path: dict[str, Page]) -> None:
    body = str(by_path["kerja-sama/pub-2022-0001/"].body)
    assert (
        "https://contoh.id/repo/issues/new?template=1-laporkan-kekeliruan.yml&amp;"
        "title=Keliru%3A+pub-2022-0001&amp;"
        "alamat=https%3A%2F%2Fcontoh.id%2Fportal%2Fkerja-sama%2Fpub-2022-0001%2F" in body
    )
    assert "https://contoh.id/repo/edit/HEAD/records/kerja-sama/2022/pub-2022-0001.yaml" in body


@pytest.mark.parametrize(
    ("path", "root"),
    [("", "./"), ("data/", "../"), ("kerja-sama/x/", "../../"), ("404.html", "/portal/")],
)
def test_root_leads_back(path: str, root: str) -> None:
    assert root_of(path, "/portal/") == root


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://contoh.id/a?b=1", True),
        ("http://contoh.id", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT://contoh.id/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("//contoh.id", False),
        ("https:contoh", False),
        ("https://[contoh", False),
    ],
)
def test_only_web_addresses_become_links(address: str, kept: bool) -> None:
    assert urls.safe(address) == (address if kept else "")


def test_policy_allows_just_the_scripts_of_the_page() -> None:
    html = '<script>a()</script><script src="x.js"></script><script type="application/json">{}</script>'
    assert inline_scripts(html) == ["a()"]
    digest = base64.b64encode(hashlib.sha256(b"a()").digest()).decode()
    policy = content_security_policy(html)
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "unsafe-inline" not in policy


def test_linked_data_cannot_leave_its_block() -> None:
    assert "</script><b>" not in json_ld({"name": "</script><b>"})
    assert json_ld(None) == ""


def test_policy_is_filled_in_once() -> None:
    frame = Frame("Situs", date(2026, 11, 21), "", "/", ())
    html = with_policy(frame.security + frame.head("./"))
    assert "%%" not in html
    assert html.startswith('<meta http-equiv="Content-Security-Policy"')


def _prose(html: str) -> str:
    return prose_page("tentang/", "Tentang", "Ringkasan", html, "https://contoh.id/").body


def test_prose_loses_inline_style_and_gains_scrolling_tables() -> None:
    html = _prose(
        '<h1>Judul "x"</h1><table><thead><tr><th style="text-align: right;">a</th></tr></thead><tr><td style="text-align: right;">1</td></tr></table><table></table>'
        '<a href="https://contoh.id">x</a><pre><code>y</code></pre>',
    )
    assert "style=" not in html
    assert 'aria-label="Tabel 1: Judul &quot;x&quot;"' in html
    assert '<caption class="ksd-hidden">Tabel 2: ' in html
    assert '<th scope="col" class="ksd-align-right">' in html
    assert 'rel="noopener nofollow external"' in html
    assert '<pre tabindex="0">' in html


def test_prose_with_enough_headings_gains_contents_after_its_title() -> None:
    parts = [f'<h2 id="b{n}">Bagian <em>{n}</em></h2><p>isi</p>' for n in range(3)]
    html = _prose("<h1>Judul</h1>" + "".join(parts))
    assert html.index("</h1>") < html.index('<nav class="ksd-contents"') < html.index("<h2")
    assert '<li><a href="#b2">Bagian 2</a></li>' in html
    assert "<nav" not in _prose("<h1>Judul</h1>" + parts[0])


def test_place_in_the_menu_is_the_longest_address_else_the_section() -> None:
    parts = (MenuEntry("Mulai", "panduan/"), MenuEntry("Warga", "panduan/warga/"))
    menu = (
        MenuEntry("Beranda", ""),
        MenuEntry("Naskah", "naskah/"),
        MenuEntry("P", "panduan/", parts),
    )
    frame = Frame("Situs", date(2026, 11, 21), "", "/", menu)
    assert frame.place("", "") == ("./", "")
    assert frame.place("naskah/a/", "") == ("naskah/", "")
    assert frame.place("panduan/", "") == ("panduan/", "panduan/")
    assert frame.place("panduan/warga/", "") == ("panduan/", "panduan/warga/")
    assert frame.place("jenis/ksdd/", "naskah/") == ("naskah/", "")
    assert frame.place("404.html", "") == ("", "")


def test_the_footer_opens_a_letter_where_the_office_has_an_address() -> None:
    frame = Frame("Situs", date(2026, 11, 21), "", "/", (), base_url="https://contoh.id/a/")
    page = Page("wilayah/35.78/", "Judul", "", Markup(), "wilayah")

    def footer(frame: Frame) -> str:
        text = frame.footer("../../")
        for mark, address in frame.own_address(page).items():
            text = text.replace(mark, address)
        return text

    assert "mailto:" not in footer(frame)
    assert "Halaman: <span>https://contoh.id/a/wilayah/35.78/</span>\n" in footer(frame)
    text = footer(replace(frame, email="kerja sama&x@contoh.go.id"))
    found = re.search(r'href="(mailto:[^"]*)"', text)
    assert found is not None
    letter = urlsplit(html.unescape(found[1]))
    assert letter.path == "kerja%20sama%26x@contoh.go.id"
    query = parse_qs(letter.query)
    assert query["subject"] == ["Laporan kekeliruan: Situs"]
    assert query["body"][0].split("\r\n")[:2] == [
        "Halaman: https://contoh.id/a/wilayah/35.78/",
        "Keadaan data: 21 November 2026",
    ]
    assert "isi-laporan" not in text


def test_pages_in_english_among_the_indonesian_say_so() -> None:
    inside = '<h2 id="a">A</h2><table><tr><th>x</th></tr></table>' + "".join(
        f'<h2 id="{name}">{name}</h2>' for name in "bc"
    )
    text = _prose(f'<h1>Decisions</h1><div lang="en">{inside}</div>')
    assert '<h1 lang="en">Decisions</h1>' in text
    assert "Halaman ini berbahasa Inggris" in text
    assert '<p id="daftar-isi">Di halaman ini</p><ul lang="en">' in text
    assert "Table 1: A" in text
    english_page = prose_page("en/x/", "X", "", f"<h1>X</h1>{inside}", "https://contoh.id/").body
    assert "On this page" in english_page


def test_asset_addresses_change_with_the_content() -> None:
    assert asset_url("../", "portal.css").startswith("../assets/portal.css?v=")
    marks = {name: asset_url("", name).rpartition("=")[2] for name in asset_files()}
    scripts = {name for name in marks if name.endswith(".js")}
    assert len({marks[name] for name in scripts}) == 1
    assert len(set(marks.values())) == len(marks) - len(scripts) + 1


def test_menu_turns_files_into_addresses() -> None:
    nav = [{"Beranda": "./"}, {"Panduan": ["panduan/index.md", {"Warga": "panduan/warga.md"}]}]
    assert menu_of(nav, lambda _: "# Mulai\n") == (
        MenuEntry("Beranda", ""),
        MenuEntry(
            "Panduan",
            "panduan/",
            (MenuEntry("Mulai", "panduan/"), MenuEntry("Warga", "panduan/warga/")),
        ),
    )
    assert address_of("index.md") == ""


@pytest.mark.parametrize(
    ("number_", "count", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
    ],
)
def test_pager_shows_ends_and_neighbours(
    number_: int, count: int, shown: Sequence[int | None]
) -> None:
    assert Pager("x/", number_, count, count * 100).shown == shown


def test_numbers_are_written_the_way_of_the_language() -> None:
    assert indonesian().number(1234567) == "1.234.567"
    assert english().number(1234567) == "1,234,567"
    assert indonesian().rupiah("1500000") == "Rp1.500.000"
    assert english().rupiah("1500000") == "Rp1,500,000"
    assert indonesian().rupiah("tidak jelas") == "tidak jelas"


def test_timeline_tells_a_partial_date_from_a_day(
    by_path: dict[str, Page], tmp_path: Path
) -> None:
    text = agreement(tanggal_penandatanganan='"2021"', tanggal_berakhir='"2027-12"')
    portal = portal_of(write_dataset(tmp_path, dataset(text)))
    body = {p.path: p for p in pages(portal)}["kerja-sama/pub-2022-0001/"].body
    assert body.count("(harinya tidak diketahui)") == 2
    assert "(harinya tidak diketahui)" not in by_path["kerja-sama/pub-2022-0001/"].body
    assert parse_partial_date("2021") is not None


def test_page_knows_its_file() -> None:
    def page(path: str) -> Page:
        return Page(path, "", "", Markup(), "x")

    assert page("").file == "index.html"
    assert page("data/").file == "data/index.html"
    assert page("404.html").file == "404.html"


def _asked(template: str, seen: set[str]) -> set[str]:
    """Return the values a template asks for, with those of what it includes or imports."""
    if template in seen:
        return set()
    seen.add(template)
    env = environment(indonesian())
    assert env.loader is not None
    tree = env.parse(env.loader.get_source(env, template)[0])
    found = meta.find_undeclared_variables(tree)
    for node in tree.find_all((nodes.Include, nodes.Import)):
        assert isinstance(node.template, nodes.Const), "the test can follow constant names only"
        found |= _asked(node.template.value, seen)
    return found


def test_templates_use_every_value_they_are_given() -> None:
    own = set(inspect.signature(Builder.page).parameters)
    unused = []
    for path in sorted((ROOT / "site_builder/render").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match call:
                case ast.Call(
                    func=ast.Attribute(attr="page"),
                    args=[ast.Constant(value=str(name)), *_],
                    keywords=keywords,
                ):
                    given = {keyword.arg for keyword in keywords if keyword.arg} - own
                    unused += [f"{name} {value}" for value in given - _asked(name, set())]
    assert unused == []


def test_records_of_every_table_have_a_name(tmp_path: Path) -> None:
    ctx = Context(portal_of(write_dataset(tmp_path, dataset(agreement()))), "")
    main = {t.name for t in ctx.portal.package.tables.values() if t.shape and not t.shape.parent}
    assert main - set(ctx.names) == {"catatan_dihapus"}
    assert ctx.name_of("pub-2022-0001") == ctx.name_of("pub-2022-0001", "kerja_sama") != ""
    assert ctx.name_of("pub-2022-0001", "mitra") == ctx.address_of("pub-2022-0001", "mitra") == ""


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Tanggal persetujuan DPRD", "tanggal persetujuan DPRD"),
        ("KB dan PKS", "KB dan PKS"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_titles_go_on_a_sentence_and_abbreviations_stay(text: str, there: str) -> None:
    assert lower_first(text) == there
