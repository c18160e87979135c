"""The pages of indicators: figures, charts with their numbers in a table, records, empty states."""

from __future__ import annotations

import gzip
import re
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from site_builder.indicators import Value, evaluate
from site_builder.portal import Portal
from site_builder.ratios import figure, with_unit
from site_builder.render import pages
from site_builder.render.charts import build_chart, spark
from site_builder.render.indicator_words import basis, in_calendar_units, is_too_few
from site_builder.render.page import Page
from tests.support import ROOT, dataset, portal_of, write_dataset

RECORDS = ROOT / "records"


@pytest.fixture(scope="module")
def portal() -> Portal:
    return portal_of(RECORDS)


@pytest.fixture(scope="module")
def found(portal: Portal) -> dict[str, Page]:
    return {p.path: p for p in pages(portal) if p.path.startswith(("indikator/", "renstra/"))}


def text_of(page: Page) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.body)).split())


def test_every_indicator_has_a_page_linked_from_the_overview(
    portal: Portal, found: dict[str, Page]
) -> None:
    overview = found["indikator/"]
    for name, indikator in portal.indikator.items():
        assert f'href="../indikator/{name}/"' in overview.body
        body = text_of(found[f"indikator/{name}/"])
        assert " ".join(indikator.pembilang.split()) in body
        assert indikator.definisi in body
        assert f'href="{name}.csv"' in found[f"indikator/{name}/"].body


def test_chart_and_table_of_a_page_show_every_value(
    portal: Portal, found: dict[str, Page]
) -> None:
    for name, result in evaluate(portal).results.items():
        page = found[f"indikator/{name}/"]
        if result.indikator.periode != "tahunan" or not result.national:
            continue
        svg = re.search(r'<svg width="100%".*?</svg>', page.body, re.DOTALL)
        assert svg is not None
        tree = ElementTree.fromstring(svg[0])
        labels = tree.attrib["aria-labelledby"].split()
        assert [e.attrib["id"] for e in tree if e.tag in ("title", "desc")] == labels
        drawn = len(tree.findall("circle")) + len(tree.findall("rect"))
        known = [v for v in result.national if v.nilai is not None]
        complete = [v for v in known if int(v.tahun) < portal.as_of.year]
        assert drawn in (len(known), len(complete))
        for value in result.national:
            assert f'<th scope="row">{value.tahun}' in page.body


def test_page_lists_the_records_behind_the_value(portal: Portal, found: dict[str, Page]) -> None:
    result = evaluate(portal).results["tindak-lanjut-naskah-payung"]
    body = found["indikator/tindak-lanjut-naskah-payung/"].body
    for record in result.parts["pembilang"][""]:
        assert f"kerja-sama/{record}/" in body
    assert "semuanya dalam satu daftar" in body


def lists_of(found: dict[str, Page], name: str) -> dict[str, dict[str, list[str]]]:
    """Return what the pages behind an indicator list: address of a section -> part -> records."""
    lists: dict[str, dict[str, list[str]]] = {}
    here: dict[str, list[str]] = {}
    part = ""
    for path, page in found.items():
        if not path.startswith(f"indikator/{name}/rekaman/"):
            continue
        for tag, anchor, record in re.findall(
            r'<(h2|h3)(?: id="([^"]+)")?>|<span class="ksd-soft">([A-Za-z0-9./-]+)</span></li>',
            page.body,
        ):
            if tag == "h2" and anchor:
                here, part = lists.setdefault(f"{path}#{anchor}", {}), "pembilang"
            elif tag == "h3" and anchor:
                part = anchor.rpartition("-")[2]
                lists[f"{path}#{anchor}"] = {part: here.setdefault(part, [])}
            elif record:
                here.setdefault(part, []).append(record)
    return lists


def test_every_count_leads_to_as_many_records(portal: Portal, found: dict[str, Page]) -> None:
    followed = 0
    for name, result in evaluate(portal).results.items():
        lists = lists_of(found, name)
        places = re.findall(
            rf'<td class="ksd-num"><a href="[./]*(indikator/{name}/rekaman/[^"]*)">([^<]+)</a>',
            found[f"indikator/{name}/"].body,
        )
        for address, text in places:
            parts = lists[address]
            assert all(len(set(records)) == len(records) for records in parts.values())
            counted = [len(records) for records in parts.values()]
            if re.fullmatch(r"[\d.]+", text) and result.indikator.cara != "pertumbuhan":
                assert int(text.replace(".", "")) in counted, (name, address)
            followed += 1
        assert len(places) >= sum(1 for v in result.national if v.tahun and v.pembilang), name
    assert followed > 1000


def test_records_without_a_year_are_listed(portal: Portal, found: dict[str, Page]) -> None:
    seen = 0
    for name, result in evaluate(portal).results.items():
        link = re.search(
            r'<a href="[./]*(indikator/[^"]+)">([\d.]+) catatan</a> tidak dihitung',
            found[f"indikator/{name}/"].body,
        )
        assert (link is None) == (not result.undated)
        if link is not None:
            (listed,) = lists_of(found, name)[link[1]].values()
            assert listed
            assert set(listed) == set(result.undated)
            assert int(link[2].replace(".", "")) == len(listed)
            seen += 1
    assert seen > 3


def test_a_figure_of_a_region_leads_to_exactly_its_records(
    portal: Portal, found: dict[str, Page]
) -> None:
    result = evaluate(portal).results["naskah-terbuka"]
    lists = lists_of(found, "naskah-terbuka")
    base = "indikator/naskah-terbuka/rekaman/wilayah/"
    sections = {k: v for k, v in lists.items() if k.startswith(base) and "-pe" not in k}
    assert len(sections) == 40
    for address, parts in sections.items():
        code = address.partition("#")[2]
        for part in ("pembilang", "penyebut"):
            wanted = {
                record
                for record in result.parts[part][""]
                if code in portal.regions_of(portal.kerja_sama[record])
            }
            assert set(parts.get(part, [])) == wanted, address


def test_an_anchor_stays_at_the_first_page_when_its_section_moves(found: dict[str, Page]) -> None:
    base = "indikator/naskah-tercatat/rekaman/jenis/"
    assert f"{base}halaman/2/" in found
    moved = re.findall(
        rf'<li id="([^"]+)"><a href="[./]*({base}halaman/\d+/)#([^"]+)"', found[base].body
    )
    assert moved
    for anchor, path, there in moved:
        assert anchor == there
        assert f'<h2 id="{anchor}">' in found[path].body


def test_the_lists_are_light(found: dict[str, Page]) -> None:
    for path, page in found.items():
        assert len(gzip.compress(page.body.encode())) < 15_000, path


def test_growth_stands_beside_the_targets_of_a_plan(found: dict[str, Page]) -> None:
    body = text_of(found["indikator/pertumbuhan-kb-pks/"])
    assert "Dibandingkan target Kabupaten Malang" in body
    assert "2021 57" in body


def test_pages_have_no_style_or_script_of_their_own(found: dict[str, Page]) -> None:
    for page in found.values():
        assert " style=" not in page.body
        assert "<script" not in page.body


def test_ids_of_a_page_are_unique(found: dict[str, Page]) -> None:
    for page in found.values():
        ids = re.findall(r'\bid="([^"]+)"', page.body)
        assert len(ids) == len(set(ids)), page.path


@pytest.mark.parametrize("files", [{}, dataset()], ids=["empty", "no indicator"])
def test_without_data_the_pages_say_so(tmp_path: Path, files: dict[str, str]) -> None:
    found = {p.path: p for p in pages(portal_of(write_dataset(tmp_path, files)))}
    assert "Belum ada indikator" in found["indikator/"].body
    assert "Belum ada rencana strategis" in found["renstra/"].body
    assert "Belum ada angka kantor" in found["angka-kantor/"].body


def test_indicators_of_an_empty_dataset_say_that_they_are_undefined(tmp_path: Path) -> None:
    files = {
        f"records/indikator/{p.name}": p.read_bytes() for p in (RECORDS / "indikator").iterdir()
    }
    found = {p.path: p for p in pages(portal_of(write_dataset(tmp_path, files)))}
    assert "tidak dapat dihitung" in found["indikator/naskah-terbuka/"].body
    assert "bukan nol" in found["indikator/pertumbuhan-kb-pks/"].body


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (Fraction(12345, 10), "naskah", "1.234,5 naskah"),
        (Fraction(-9), "persen", "−9%"),  # noqa: RUF001 # a true minus
        (Fraction(2, 3) * 100, "persen", "66,7%"),
        (Fraction(1500000), "rupiah", "Rp1.500.000"),
        (0, "hari", "0 hari"),
        (None, "hari", ""),
    ],
)
def test_numbers_are_written_the_indonesian_way(
    value: Fraction | None, unit: str, words: str
) -> None:
    assert with_unit(value, unit) == words


@given(
    st.lists(st.none() | st.fractions(-1000, 100000), min_size=1, max_size=60),
    st.booleans(),
)
def test_chart_stays_inside_its_frame(values: list[Fraction | None], as_line: bool) -> None:
    years = list(range(2000, 2000 + len(values)))
    chart = build_chart("c", "Judul", years, values, "naskah", as_line=as_line, target=values)
    if all(v is None for v in values):
        assert chart is None
        return
    assert chart is not None
    for bar in chart.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= 100.5
        assert bar.y >= 0
        assert bar.y + bar.height <= chart.height
    for x, y in chart.dots:
        assert 0 <= x <= 100
        assert 0 <= y <= chart.height
    assert len(chart.years) <= 8
    assert 2 <= len(chart.grid) <= 8
    for points in spark(values):
        assert points


def test_figure_of_nothing_is_empty() -> None:
    assert figure(None) == ""
    assert spark([None, Fraction(1)]) == []


# --- what stands beside a value -----------------------------------------------------------------


def test_every_ratio_and_median_stands_beside_what_it_rests_on(
    portal: Portal, found: dict[str, Page]
) -> None:
    overview = text_of(found["indikator/"])
    for name, result in evaluate(portal).results.items():
        indikator = result.indikator
        if indikator.cara == "jumlah" or indikator.periode == "tahunan":
            continue
        value = result.national[0]
        whole = "" if value.penyebut is None else f" dari {figure(value.penyebut)}"
        words = f"{figure(value.pembilang)}{whole}"
        for text in (overview, text_of(found[f"indikator/{name}/"])):
            assert words in text, name


@pytest.mark.parametrize(
    ("cara", "counts", "words", "is_few"),
    [
        ("persen", (3, 60), "3 dari 60 usulan", False),
        ("persen", (1, 4), "1 dari 4 usulan", True),
        ("pertumbuhan", (10, 3), "10 usulan, tahun sebelumnya 3", True),
        ("median", (1, None), "n = 1 usulan", True),
        ("median", (1234, None), "n = 1.234 usulan", False),
        ("jumlah", (1, None), "", False),
    ],
)
def test_basis_of_a_value_in_words(
    cara: str, counts: tuple[int, int | None], words: str, is_few: bool
) -> None:
    value = Value("", "", "", "", *counts, Fraction(1))
    assert basis(cara, value, "usulan") == words
    assert is_too_few(cara, value) is is_few
    assert not is_too_few(cara, Value("", "", "", "", *counts, None))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (Fraction(41), ""),
        (Fraction(61), "sekitar 2 bulan"),
        (Fraction(731), "sekitar 2 tahun"),
        (Fraction("1613.5"), "sekitar 4 tahun 5 bulan"),
    ],
)
def test_long_times_are_told_in_years_and_months(days: Fraction, words: str) -> None:
    assert in_calendar_units(days) == words
