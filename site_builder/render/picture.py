"""Pictures that other sites show beside a link to an agreement: PNG, 600 x 315.

Drawn to be cheap, for there is one for every agreement and each names the day of its state: 16
colours, the letters of a word drawn once and laid in from then on, a quarter of the area of the
usual 1200 x 630 (docs/keputusan/0017). The font is the one that comes with Pillow (Aileron, CC0); a letter it lacks is left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

__all__ = ["SIZE", "Card", "draw_card"]

#: The least that is shown large (https://developers.facebook.com/docs/sharing/webmasters/images).
SIZE = (600, 315)
_MARGIN = 36
_WIDTH = SIZE[0] - 2 * _MARGIN
_PAPER, _INK = (0xFD, 0xFD, 0xFB), (0x1B, 0x25, 0x29)
_ACCENT = (0x0B, 0x5A, 0x60)
#: Colours of the states, those of the style sheet in light.
_STATES = {
    "berlaku": (0x17, 0x69, 0x3A),
    "segera-berakhir": (0x9A, 0x52, 0x00),
    "belum-berlaku": (0x9A, 0x52, 0x00),
    "penyusunan": (0x9A, 0x52, 0x00),
    "berakhir": (0x55, 0x60, 0x6A),
    "diperpanjang": (0x1F, 0x5A, 0x96),
    "diubah": (0x1F, 0x5A, 0x96),
    "digantikan": (0x1F, 0x5A, 0x96),
    "diakhiri": (0xA1, 0x2A, 0x2A),
    "tidak-dapat-dipastikan": (0x5C, 0x54, 0x70),
}
#: Colours 0-7 lead from the paper to the ink, 8-15 from the paper to the colour of the state.
_STEPS = 8
_INK_FROM, _STATE_FROM = 0, _STEPS
#: Lesser text is this part of the way to the ink.
_SOFT = 0.75
#: Signs the font lacks and the ones that stand in for them.
_PLAINER = str.maketrans(
    {
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    }
)
#: Between the title and the lesser lines.
_GAP = 8
#: Shapes are drawn this much larger and made smaller, so that their edges are smooth.
_FINER = 4
#: The font has one weight; a bold word is outlined by so many pixels.
_BOLD = 0.5
#: Words kept as pictures: a few thousand make up nearly all of what is written.
_WORDS = 8192


@dataclass(frozen=True, slots=True)
class Card:
    """What a picture says.

    Attributes:
        site: Name of the site.
        title: The largest text.
        state: Code of the state, "" for a picture of no agreement.
        state_text: The state in a word.
        day: Day the state holds for, in words.
        lines: Lesser lines below, each cut to one line.
        parties: Who it is between, above these lines, cut to two lines.
    """

    site: str
    title: str
    state: str = ""
    state_text: str = ""
    day: str = ""
    lines: Sequence[str] = ()
    parties: str = ""


def draw_card(card: Card) -> bytes:
    """Return a picture as a PNG file; the same card gives the same bytes."""
    colour = _STATES.get(card.state, _ACCENT)
    image = Image.new("P", SIZE, 0)
    image.putpalette(_palette(colour))
    image.paste(_STATE_FROM + _STEPS - 1, (0, 0, 10, SIZE[1]))
    _write(image, card.site, (_MARGIN, 24), 16, part=_SOFT)
    top = 59
    if card.state:
        image.paste(_mark(card.state, 22), (_MARGIN, top + 1))
        right = _write(
            image, card.state_text, (_MARGIN + 31, top), 20, base=_STATE_FROM, is_bold=True
        )
        _write(image, f"keadaan per {card.day}", (right + 11, top + 5), 15, part=_SOFT)
        top += 39
    lesser = [*_cut(card.parties, 16, 2), *(_one_line(text, 16) for text in card.lines)]
    bottom = SIZE[1] - 22 - 22 * len(lesser)
    size, lines = _fitted(card.title, bottom - top - _GAP)
    for line in lines:
        _write(image, line, (_MARGIN, top), size, is_bold=True)
        top += size * 5 // 4
    for text in lesser:
        _write(image, text, (_MARGIN, bottom), 16, part=_SOFT)
        bottom += 22
    buffer = BytesIO()
    image.save(buffer, "PNG", bits=4, compress_level=4)
    return buffer.getvalue()


def _palette(colour: tuple[int, int, int]) -> list[int]:
    """Return two ramps of colours, red, green and blue in turn."""
    return [
        round(paper + (end - paper) * step / (_STEPS - 1))
        for ends in (_INK, colour)
        for step in range(_STEPS)
        for paper, end in zip(_PAPER, ends, strict=True)
    ]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):  # Pillow was built without FreeType
        raise RuntimeError("Pillow lacks FreeType, which its wheels have")
    # The plain layout engine is always there, so that a picture is the same on every machine.
    return ImageFont.truetype(BytesIO(font.font_bytes), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _can_write(character: str) -> bool:
    font = _font(32)
    return bytes(font.getmask(character)) != bytes(font.getmask("\uffff"))


@lru_cache(maxsize=_WORDS)
def _known(word: str) -> str:
    """Return a word without what the font lacks; accents are left out before their letters."""
    word = word.translate(_PLAINER)
    if all(map(_can_write, word)):
        return word
    kept: list[str] = []
    for character in word:
        plain = character if _can_write(character) else unicodedata.normalize("NFKD", character)
        kept.extend(c for c in plain if not unicodedata.combining(c) and _can_write(c))
    return "".join(kept)


def _words(text: str) -> list[str]:
    return [known for word in text.split() if (known := _known(word))]


@lru_cache(maxsize=_WORDS)
def _length(word: str, size: int) -> float:
    return _font(size).getlength(word)


@lru_cache(maxsize=_WORDS)
def _word(word: str, size: int, base: int, part: float, is_bold: bool) -> Image.Image:  # noqa: FBT001 # a key of the cache
    """Return a word in colours of the palette."""
    font = _font(size)
    ascent, descent = font.getmetrics()
    image = Image.new("L", (int(font.getlength(word)) + 6, ascent + descent))
    ImageDraw.Draw(image).text((2, 0), word, 255, font, stroke_width=_BOLD if is_bold else 0)
    return _in_palette(image, base, part)


@cache
def _shades(base: int, part: float) -> bytes:
    shades = [round(value * part * (_STEPS - 1) / 255) for value in range(256)]
    return bytes(base + shade if shade else 0 for shade in shades)


def _in_palette(image: Image.Image, base: int, part: float) -> Image.Image:
    """Return a grey picture in colours of the palette, ready to be laid in without conversion."""
    return Image.frombytes("P", image.size, image.tobytes().translate(_shades(base, part)))


def _write(
    image: Image.Image,
    text: str,
    place: tuple[int, int],
    size: int,
    *,
    base: int = _INK_FROM,
    part: float = 1,
    is_bold: bool = False,
) -> int:
    """Write one line and return where it ends."""
    x: float = place[0]
    space = _length(" ", size) + 1
    for word in _words(text):
        image.paste(_word(word, size, base, part, is_bold), (int(x) - 2, place[1]))
        x += _length(word, size) + space
    return int(x - space)


def _lines(text: str, size: int) -> list[str]:
    lines: list[str] = []
    width = 0.0
    space = _length(" ", size) + 1
    for word in _words(text):
        length = _length(word, size)
        if lines and width + space + length <= _WIDTH:
            lines[-1] += f" {word}"
            width += space + length
        else:
            lines.append(word)
            width = length
    return lines


def _fitted(title: str, room: int) -> tuple[int, list[str]]:
    """Return the largest size at which a title fits a height, and its lines; the longest is cut."""
    for size in (31, 26, 22):
        most = room // (size * 5 // 4)
        if len(_lines(title, size)) <= most:
            break
    return size, _cut(title, size, most)


def _cut(text: str, size: int, most: int) -> list[str]:
    """Return the lines of a text, so many at most."""
    lines = _lines(text, size)
    if len(lines) > most:
        lines = [*lines[: most - 1], _one_line(" ".join(lines[most - 1 :]), size)]
    return lines


def _one_line(text: str, size: int) -> str:
    lines = _lines(text, size)
    if len(lines) < 2:
        return lines[0] if lines else ""
    kept = lines[0].split(" ")
    space = _length(" ", size) + 1
    while len(kept) > 1 and sum(_length(w, size) + space for w in [*kept, "…"]) - space > _WIDTH:
        kept.pop()
    return " ".join([*kept, "…"])


@cache
def _mark(state: str, size: int) -> Image.Image:
    """Return the shape of a state, as ``templates/_macros.html`` draws it on 16 x 16."""
    scale = size * _FINER / 16
    image = Image.new("L", (size * _FINER, size * _FINER))
    pen = ImageDraw.Draw(image)

    def at(*points: float) -> list[float]:
        return [point * scale for point in points]

    def width(units: float) -> int:
        return round(units * scale)

    match state:
        case "berlaku":
            pen.ellipse(at(2, 2, 14, 14), 255)
        case "segera-berakhir":
            pen.polygon(at(8, 1.5, 15, 14, 1, 14), 255)
        case "belum-berlaku":
            pen.ellipse(at(1.5, 1.5, 14.5, 14.5), outline=255, width=width(2))
            pen.line(at(8, 5, 8, 8.2, 10, 9.5), 255, width(1.6))
        case "penyusunan":
            pen.line(
                at(3, 13, 3.8, 10, 11, 2.8, 13.2, 5, 6, 12.2, 3, 13), 255, width(1.8), "curve"
            )
        case "berakhir":
            pen.rectangle(at(1.5, 1.5, 14.5, 14.5), outline=255, width=width(2))
        case "diperpanjang":
            pen.line(at(2.5, 3, 7.5, 8, 2.5, 13), 255, width(2), "curve")
            pen.line(at(8.5, 3, 13.5, 8, 8.5, 13), 255, width(2), "curve")
        case "diubah":
            pen.polygon(at(8, 1.5, 14.5, 8, 8, 14.5, 1.5, 8), 255)
        case "digantikan":
            pen.rectangle(at(0.6, 0.6, 10.9, 10.9), outline=255, width=width(1.8))
            pen.rectangle(at(6, 6, 14.5, 14.5), 255)
        case "diakhiri":
            pen.line(at(3, 3, 13, 13), 255, width(2.6))
            pen.line(at(13, 3, 3, 13), 255, width(2.6))
        case _:
            for start in range(0, 360, 45):
                pen.arc(at(1, 1, 15, 15), start, start + 25, 255, width(2))
    small = image.resize((size, size), Image.Resampling.BOX)
    return _in_palette(small, _STATE_FROM, 1)
