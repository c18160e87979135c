"""Pictures of agreements: size, colours, odd letters, the same bytes every time."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from PIL import Image

from site_builder.render.picture import SIZE, Card, draw_card
from tests.support import ROOT, package

CARD = Card(
    "Situs", "Pemanfaatan sumber air", "berlaku", "Berlaku", "21 November 2026", ("A · B",)
)


def opened(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(draw_card(card)))


@pytest.mark.parametrize("state", [row["kode"] for row in package().code_rows["keadaan"]])
def test_every_state_has_a_picture_of_its_own(state: str) -> None:
    image = opened(Card("Situs", "Judul", state, "Keadaan", "hari ini"))
    assert image.size == SIZE
    assert image.mode == "P"
    shape = image.convert("L").crop((36, 60, 58, 82))
    assert 20 < sum(1 for value in shape.get_flattened_data() if value < 200) < 480
    others = [row["kode"] for row in package().code_rows["keadaan"] if row["kode"] != state]
    for other in others:
        drawn = opened(Card("Situs", "Judul", other, "Keadaan", "hari ini"))
        assert drawn.convert("RGB").tobytes() != image.convert("RGB").tobytes()


def test_a_long_title_keeps_clear_of_the_edges_and_of_the_lines_below() -> None:
    image = opened(Card("Situs", "Wortel " * 80, "diubah", "Diubah", "x", ("P " * 200, "Q")))
    grey = image.convert("L")
    right = grey.crop((568, 0, 600, 315))
    assert right.getextrema()[0] > 200
    assert len(draw_card(Card("S", "Judul " * 60, "berlaku", "Berlaku", "x"))) < 15_000


@pytest.mark.parametrize(
    "title",
    ["", " ", "\x00\x1b", "日本語", "Café Ångström \N{EN DASH} “ya”", "\U0001f600 ok", "x" * 400],
)
def test_odd_titles_are_drawn_without_the_letters_the_font_lacks(title: str) -> None:
    assert opened(Card("Situs", title, "berlaku", "Berlaku", "x")).size == SIZE


def test_letters_that_are_left_out_leave_no_box() -> None:
    assert draw_card(Card("S", "air 日本", "", "", "")) == draw_card(Card("S", "air", "", "", ""))


def test_the_second_of_two_long_names_is_written() -> None:
    first, second = "Pemerintah Provinsi Daerah Istimewa Yogyakarta", "Pemerintah Kota Malang"

    def with_parties(text: str) -> Image.Image:
        title = "Pemanfaatan sumber air untuk air minum warga kota dan kabupaten " * 6
        return opened(Card("S", title, "berlaku", "Berlaku", "x", parties=text, lines=("PKS",)))

    both, cut = with_parties(f"{first} · {second}"), with_parties(first)
    # Two lines of names, one of the form; the title keeps clear of them.
    assert both.convert("L").crop((36, 249, 564, 271)).getextrema()[0] < 150
    assert both.convert("L").crop((36, 224, 564, 228)).getextrema()[0] > 200
    assert cut.tobytes() != both.tobytes()
    assert with_parties(f"{first} · {second} · {'lain ' * 90}").size == SIZE


def test_another_process_draws_the_same_bytes() -> None:
    code = (
        "import sys; from site_builder.render.picture import *; "
        f"sys.stdout.buffer.write(draw_card({CARD!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == draw_card(CARD)
