"""Lines on demand, comparison and what is in force: by keyboard, with script and without."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.checks import violations

pytestmark = pytest.mark.browser


def test_a_circle_reached_by_keyboard_shows_its_lines(address: str, page: Page) -> None:
    page.goto(f"{address}peta/")
    whole = page.locator(".ksd-map svg").first
    assert whole.locator(".ksd-ties line").count() == 0
    page.keyboard.press("Tab")
    circle = whole.locator('a[data-kode="35.07"]')
    circle.focus()
    expect(circle).to_have_attribute("data-terpilih", "")
    lines = whole.locator(".ksd-ties line")
    expect(lines).not_to_have_count(0)
    row = page.locator("tr", has=page.locator('a[href$="wilayah/35.07/"]')).last
    others = int(row.locator("td").nth(1).inner_text())
    missing = page.locator("#tanpa-titik + p + ul li").count()
    assert others - missing <= lines.count() <= others
    result = page.locator(".ksd-peta-hasil")
    expect(result).to_contain_text(f"Menandatangani naskah bersama {others} daerah lain")
    page.keyboard.press("Escape")
    expect(lines).to_have_count(0)
    circle.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/wilayah/35.07/")


def test_pointing_shows_lines_and_a_click_still_leads_on(address: str, page: Page) -> None:
    page.goto(f"{address}peta/provinsi/")
    assert page.locator("[data-peta]").count() == 0
    page.goto(f"{address}peta/")
    circle = page.locator(".ksd-map svg").nth(1).locator("a[data-kode]").last
    code = circle.get_attribute("data-kode")
    circle.locator("circle").hover(force=True)
    expect(page.locator(".ksd-peta-hasil")).to_be_visible()
    circle.locator("circle").click(force=True)
    page.wait_for_url(f"**/wilayah/{code}/")


def test_lines_that_were_not_loaded_are_asked_for_again(address: str, page: Page) -> None:
    page.route("**/garis.json*", lambda route: route.abort())
    page.goto(f"{address}peta/")
    circles = page.locator(".ksd-map svg").first.locator("a[data-kode]")
    circles.last.focus()
    expect(page.locator(".ksd-peta-hasil")).to_contain_text("tidak dapat dimuat")
    page.unroute("**/garis.json*")
    page.locator(".ksd-peta-hasil a").focus()
    circles.last.focus()
    expect(circles.last).to_have_attribute("data-terpilih", "")
    expect(page.locator(".ksd-peta-hasil")).not_to_contain_text("tidak dapat dimuat")


def test_the_first_touch_shows_the_second_follows(address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}peta/")
    # The last is drawn on top of all others.
    circle = page.locator(".ksd-map svg").first.locator("a[data-kode]").last
    code = circle.get_attribute("data-kode")
    circle.locator("circle").tap(force=True)
    expect(circle).to_have_attribute("data-terpilih", "")
    expect(page.locator(".ksd-peta-hasil")).to_be_visible()
    assert page.url.endswith("/peta/")
    circle.locator("circle").tap(force=True)
    page.wait_for_url(f"**/wilayah/{code}/")
    context.close()


def test_outlines_are_drawn_and_fetched_once(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(f"{address}peta/")
    box = page.locator("use.ksd-map-land").first.evaluate(
        "e => { const b = e.getBBox(); return [b.width, b.height] }"
    )
    assert box[0] > 900
    assert box[1] > 300
    assert len([u for u in asked if "peta-indonesia.svg" in u]) == 1


def test_the_maps_are_whole_without_script(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}peta/")
    circles = page.locator(".ksd-map svg").first.locator("a[data-kode]")
    missing = page.locator("#tanpa-titik + p + ul li").count()
    rows = page.locator("#tabel ~ table tbody tr").count()
    assert circles.count() + missing == rows
    circles.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/wilayah/*/")
    context.close()


def _a_pair(site: Path) -> tuple[str, str]:
    page = sorted((site / "banding").glob("*-*/*-*/index.html"))[0]
    return page.parent.parent.name, page.parent.name


def _rows(page: Page) -> list[list[str]]:
    rows = page.locator(".ksd-versus tbody tr")
    return [
        [re.sub(r"\s+", " ", cell).strip() for cell in row.locator("th, td").all_inner_texts()]
        for row in rows.all()
    ]


def test_script_compares_as_the_made_page_does(address: str, site: Path, page: Page) -> None:
    a, b = _a_pair(site)
    page.goto(f"{address}banding/{a}/{b}/")
    made = _rows(page)
    count = page.locator(".ksd-status").inner_text()
    assert len(made) > 3
    page.goto(f"{address}banding/?a={a}&b={b}")
    page.locator(".ksd-versus").wait_for()
    assert _rows(page) == made
    assert page.locator("#banding-hasil").inner_text() == count
    assert not violations(page)


def test_comparing_by_keyboard_from_two_record_pages(address: str, site: Path, page: Page) -> None:
    a, b = _a_pair(site)
    page.goto(f"{address}kerja-sama/{a}/")
    link = page.get_by_role("link", name="Bandingkan dengan naskah lain")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/banding/?a={a}")
    expect(page.locator("#banding-hasil")).to_contain_text("Buka naskah kedua")
    page.goto(f"{address}kerja-sama/{b}/")
    page.get_by_role("link", name="Bandingkan dengan naskah lain").press("Enter")
    page.locator(".ksd-versus").wait_for()
    assert page.url.endswith(f"/banding/?a={a}&b={b}")
    page.locator("[data-tukar]").press("Enter")
    page.wait_for_url(f"**/banding/?a={b}&b={a}")
    expect(page.locator(".ksd-versus caption")).to_have_text(f"{b} dan {a}, berdampingan")


def test_comparing_says_what_it_does_not_find(address: str, site: Path, page: Page) -> None:
    a, _ = _a_pair(site)
    page.goto(f"{address}banding/")
    page.locator("#banding-a").fill(f"{address}kerja-sama/{a}/")
    page.locator("#banding-b").fill("pub-1900-9999")
    page.locator("#banding-b").press("Enter")
    expect(page.locator("#banding-hasil")).to_have_text(
        "Tidak ada naskah dengan id pub-1900-9999."
    )
    assert page.locator("#banding-a").input_value() == a


def test_what_is_typed_before_the_help_has_come_stays(address: str, page: Page) -> None:
    held: list[Route] = []
    page.route("**/cari-mesin.js*", lambda route: held.append(route))
    with page.expect_request("**/cari-mesin.js*"):
        page.goto(f"{address}banding/", wait_until="commit")
    page.locator("#banding-a").fill("air minum")
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    assert held
    assert page.locator("#banding-a").input_value() == "air minum"


def test_a_comparison_goes_when_the_next_is_not_found(
    address: str, site: Path, page: Page
) -> None:
    a, b = _a_pair(site)
    page.goto(f"{address}banding/?a={a}&b={b}")
    page.locator(".ksd-versus").wait_for()
    page.locator("#banding-b").fill("zzzzqqqq")
    page.locator("#banding-b").press("Enter")
    expect(page.locator("#banding-hasil")).to_contain_text("Tidak ada naskah yang cocok")
    expect(page.locator(".ksd-versus")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "data", "result"),
    [
        ("berlaku/?a=pemkab-malang&b=pemkot-malang", "**/berlaku/mitra.json", "berlaku-hasil"),
        ("berlaku/?a=pemkab-malang&b=pemkot-malang", "**/berlaku/bagian/*.json", "berlaku-hasil"),
        ("banding/?a={0}&b={1}", "**/banding/data/*.json", "banding-hasil"),
    ],
)
@pytest.mark.parametrize("status", [0, 503])
def test_what_cannot_be_loaded_is_said_and_asked_for_again(
    path: str, data: str, result: str, status: int, address: str, site: Path, page: Page
) -> None:
    page.route(data, lambda route: route.fulfill(status=status) if status else route.abort())
    page.goto(address + path.format(*_a_pair(site)))
    told = page.locator(f"#{result}")
    expect(told).to_have_text("Data tidak dapat dimuat. Coba lagi.")
    page.unroute(data)
    page.locator(".ksd-choose button[type=submit]").click()
    expect(told).to_contain_text(re.compile("naskah antara|hal berbeda"))


def test_comparison_of_linked_agreements_works_without_script(
    address: str, site: Path, browser: Browser
) -> None:
    a, b = _a_pair(site)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}kerja-sama/{b}/")
    page.locator(f'a[href$="banding/{a}/{b}/"]').first.click()
    assert page.locator(".ksd-versus tbody tr").count() > 3
    page.goto(f"{address}banding/?a={a}")
    assert not page.locator("[data-banding]").is_visible()
    assert page.locator(f'a[href$="banding/{a}/{b}/"]').count() == 1
    context.close()


def test_a_comparison_fits_a_phone(address: str, site: Path, browser: Browser) -> None:
    a, b = _a_pair(site)
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{address}banding/{a}/{b}/")
    table = page.locator(".ksd-versus")
    frame = page.locator(".ksd-scroll", has=table)
    assert frame.evaluate("e => e.scrollWidth <= e.clientWidth")
    for row in table.locator("tbody tr").all():
        verdict, left = (row.locator("td").nth(n).bounding_box() for n in (0, 1))
        assert verdict is not None
        assert left is not None
        assert left["y"] >= verdict["y"] + verdict["height"] - 1
    context.close()


def test_what_is_in_force_between_two_by_keyboard(address: str, page: Page) -> None:
    page.goto(f"{address}mitra/pemkab-malang/berlaku/")
    row = page.locator("tbody tr", has_text="Pemerintah Kota Malang").first
    counts = [int(text) for text in row.locator("td").all_inner_texts()]
    page.goto(f"{address}berlaku/")
    page.locator("#pihak-a").focus()
    page.keyboard.type("Pemerintah Kabupaten Malang")
    expect(page.locator("#pihak-a-usulan [role=option]")).not_to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.type("pemkot-malang")
    page.keyboard.press("Enter")
    expect(page.locator("#berlaku-hasil")).to_contain_text(
        f"{sum(counts)} naskah antara Pemerintah Kabupaten Malang dan Pemerintah Kota Malang: "
        f"{counts[0]} berlaku, {counts[1]} tidak dapat dipastikan, {counts[2]} tidak berlaku."
    )
    assert page.url.endswith("/berlaku/?a=pemkab-malang&b=pemkot-malang")
    assert page.locator("#berlaku-isi li").count() == sum(counts)
    assert not violations(page)
    # The address says everything, and the other way round is the same.
    page.goto(f"{address}berlaku/?a=pemkot-malang&b=pemkab-malang")
    expect(page.locator("#berlaku-isi li")).to_have_count(sum(counts))


def test_in_force_says_what_it_does_not_know(address: str, page: Page) -> None:
    page.goto(f"{address}berlaku/?a=pemkab-malang&b=tidak-ada")
    expect(page.locator("#berlaku-hasil")).to_contain_text("Tidak ada mitra bernama “tidak-ada”")
    page.goto(f"{address}berlaku/?a=pemkab-malang&b=pemkab-malang")
    expect(page.locator("#berlaku-hasil")).to_contain_text("pihak yang sama")


def test_home_tells_its_story_without_script_and_lightly(
    address: str, site: Path, browser: Browser
) -> None:
    assert len(gzip.compress((site / "index.html").read_bytes())) < 15_000
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("#di-mana ~ figure circle").count() > 30
    assert page.locator("#sejak-kapan ~ figure rect.ksd-c-bar").count() >= 15
    assert page.locator(".ksd-busiest polyline").count() >= 6
    context.close()


def test_maps_and_network_fit_a_phone(address: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=False
    )
    page = context.new_page()
    for path in (
        "peta/",
        "peta/provinsi/",
        "peta/dunia/",
        "wilayah/31/jejaring/",
        "wilayah/35.73/",
    ):
        page.goto(address + path)
        pictures = page.locator(".ksd-map svg:visible, .ksd-net svg:visible")
        assert pictures.count() >= 1
        for picture in pictures.all():
            box = picture.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            assert picture.evaluate(_OVER_THE_EDGE) == []
            assert picture.evaluate(_SMALLEST_TEXT) >= 9.5
    context.close()


#: Texts and circles of a picture that are cut at its edge.
_OVER_THE_EDGE = """svg => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text, circle")].filter((e) => {
    const b = e.getBoundingClientRect();
    return b.width && (b.left < frame.left - 1 || b.right > frame.right + 1);
  }).map((e) => e.textContent);
}"""
#: Height of the smallest letters, in pixels of the screen.
_SMALLEST_TEXT = """svg => Math.min(...[...svg.querySelectorAll("text")].filter((e) => e.getBoundingClientRect().width)
  .map((e) => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a))"""


def test_a_finger_beside_a_circle_chooses_the_nearest(address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}peta/")
    # The easternmost has no neighbour nearer than a fingertip to its right.
    place = page.evaluate(
        """() => [...document.querySelectorAll(".ksd-map svg")[0].querySelectorAll("a[data-kode] circle")]
          .map((c) => c.getBoundingClientRect()).map((b) => [b.right, b.y + b.height / 2])
          .sort((a, b) => b[0] - a[0])[0]"""
    )
    page.touchscreen.tap(place[0] + 3, place[1])
    expect(page.locator(".ksd-peta-hasil")).to_be_visible()
    assert page.url.endswith("/peta/")
    context.close()


def test_the_way_past_the_map_moves_nothing(address: str, page: Page) -> None:
    page.goto(f"{address}peta/")
    figure = page.locator(".ksd-map").first
    before = figure.bounding_box()
    page.locator(".ksd-jump").focus()
    assert figure.bounding_box() == before
    assert page.locator(".ksd-jump").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "tabel"


def test_short_names_of_parties_are_understood_and_proposed(address: str, page: Page) -> None:
    page.goto(f"{address}berlaku/?a=pemkot malang&b=Pemkab Malang")
    expect(page.locator("#berlaku-hasil")).to_contain_text(
        "naskah antara Pemerintah Kota Malang dan Pemerintah Kabupaten Malang"
    )
    page.goto(f"{address}berlaku/")
    field = page.locator("#pihak-a")
    field.focus()
    page.keyboard.type("pemkot mala")
    options = page.locator("#pihak-a-usulan [role=option]")
    expect(options.first).to_contain_text("Pemerintah Kota Malang")
    expect(page.locator("#pihak-a ~ [role=status]")).to_contain_text("usulan")
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert not violations(page)
    page.keyboard.press("Enter")
    assert field.input_value() == "Pemerintah Kota Malang"
    assert field.get_attribute("aria-expanded") == "false"
    page.locator("#pihak-b").fill("pemerintah kabupaten")
    page.locator("#pihak-b").press("Enter")
    expect(page.locator("#berlaku-hasil")).to_contain_text("mitra cocok dengan")
    expect(page.locator("#pihak-b-usulan [role=option]")).not_to_have_count(0)
    expect(page.locator("#pihak-b")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pihak-b-usulan")).to_be_hidden()


def test_agreements_to_compare_are_found_by_words(address: str, site: Path, page: Page) -> None:
    page.goto(f"{address}banding/")
    page.locator("#banding-a").focus()
    page.keyboard.type("bantargebang")
    options = page.locator("#banding-a-usulan [role=option]")
    expect(options).not_to_have_count(0)
    one = options.first.get_attribute("data-nilai")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#banding-b").focus()
    page.keyboard.type("pemkot malang pemkab malang")
    expect(page.locator("#banding-b-usulan [role=option]")).not_to_have_count(0)
    assert not violations(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator(".ksd-versus").wait_for()
    assert f"?a={one}&b=" in page.url
    page.locator("#banding-b").fill("tidakadayangsepertiini")
    page.locator("#banding-b").press("Enter")
    expect(page.locator("#banding-hasil")).to_contain_text("Tidak ada naskah yang cocok dengan")
    # An address may carry words as well.
    page.goto(f"{address}banding/?a={one}&b=pemkot")
    expect(page.locator("#banding-hasil")).to_contain_text("naskah cocok dengan “pemkot”")


def test_parties_are_found_by_any_of_their_names(
    address: str, site: Path, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}mitra/")
    first = page.locator("#mitra-semua tbody tr .ksd-num").all_inner_texts()
    counts = [int(re.sub(r"\D", "", text)) for text in first]
    assert counts == sorted(counts, reverse=True)
    page.get_by_label("Cari mitra menurut nama").fill("pemkot malang")
    found = page.locator("#mitra-temuan a")
    expect(found.first).to_have_text("Pemerintah Kota Malang")
    expect(page.locator(".ksd-filter [role=status]")).to_contain_text("mitra cocok")
    expect(page.locator("#mitra-semua")).to_be_hidden()
    assert not violations(page)
    page.get_by_label("Cari mitra menurut nama").fill("")
    expect(page.locator("#mitra-semua")).to_be_visible()
    context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}mitra/")
    assert not page.locator(".ksd-filter").is_visible()
    assert page.locator("#mitra-semua tbody tr").count() == len(counts)
    context.close()
    for path, words in (
        ("berlaku", "pilih salah satu pihak di bawah"),
        ("banding", "naskah yang berkaitan"),
    ):
        content = (site / path / "index.html").read_text(encoding="utf-8")
        assert words in content[content.index("<noscript>") : content.index("</noscript>")]
