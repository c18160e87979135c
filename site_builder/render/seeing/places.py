"""Circles, lines and labels of a map. Everything is placed by numbers; nothing is guessed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.render.seeing.projection import Box, Point

__all__ = [
    "Circle",
    "Label",
    "Line",
    "Names",
    "Size",
    "lines_from",
    "named",
    "place_circles",
    "place_labels",
    "place_sizes",
    "radius",
    "width",
]

#: A letter of the labels is at most about this wide on average, in heights of the line: bold, in the
#: widest of the usual fonts.
_LETTER = 0.64
_GAP = 3.0
#: Numbers a legend of sizes may have.
_ROUND = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000)


@dataclass(frozen=True, slots=True)
class Circle:
    """A place with a number; its area is in proportion to it."""

    key: str
    name: str
    address: str
    count: int
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line between two places; its width grows with the number."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside its circle."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Size:
    """A circle of the legend: what number has this size, and where that is written."""

    count: int
    x: float
    y: float
    r: float
    text: float


@dataclass(frozen=True, slots=True)
class Names:
    """What is written on a map for one width of the screen.

    Attributes:
        labels: Names where there is room.
        height: Height of their letters, in units of the map.
        sizes: The legend of sizes.
    """

    labels: Sequence[Label]
    height: float
    sizes: Sequence[Size] = ()


def radius(count: int, most: int, largest: float) -> float:
    """Return a radius such that areas are in the proportion of the counts."""
    return largest * math.sqrt(count / most)


def width(count: int, most: int) -> float:
    """Return how wide a line is drawn: at most 4 units, its growth that of a circle's radius."""
    return round(0.8 + 3.2 * math.sqrt(count / most), 2)


def place_circles(
    counts: Mapping[str, int],
    points: Mapping[str, Point],
    name: Callable[[str], str],
    address: Callable[[str], str],
    largest: float,
) -> tuple[list[Circle], list[str]]:
    """Place what has a point; return the circles, largest first, and the keys without a point.

    Args:
        counts: Number of agreements by key, all above zero.
        points: Known places by key, on the map.
        name: Name of a key.
        address: Address of its page, relative to the root, "" for none.
        largest: Radius of the largest circle.
    """
    order = sorted(counts, key=lambda key: (-counts[key], key))
    most = max(counts.values(), default=1)
    circles = [
        Circle(
            key,
            name(key),
            address(key),
            counts[key],
            round(points[key][0], 1),
            round(points[key][1], 1),
            round(radius(counts[key], most, largest), 2),
        )
        for key in order
        if key in points
    ]
    return circles, [key for key in order if key not in points]


def lines_from(centre: Point, circles: Iterable[Circle], most: int) -> list[Line]:
    """Join a place with others."""
    return [
        Line(
            round(centre[0], 1),
            round(centre[1], 1),
            circle.x,
            circle.y,
            width(circle.count, most),
        )
        for circle in circles
    ]


def named(
    circles: Sequence[Circle],
    height: float,
    box: Box,
    limit: int,
    *,
    grown: float = 1.0,
    has_sizes: bool = False,
) -> Names:
    """Write on a map: names of the first circles, and what a circle's size means.

    Args:
        circles: Places, largest first.
        height: Height of a letter, in units of the map.
        box: What the map shows.
        limit: How many circles are named where there is room.
        grown: How many times larger than placed the circles are drawn.
        has_sizes: Whether the corner below left is free for the legend.
    """
    sizes = place_sizes(circles[0], height, box, grown) if has_sizes and circles else []
    corner = box.x, box.y + box.height
    taken = []
    if sizes:
        end = sizes[-1].text + (len(str(sizes[-1].count)) + 8) * height * _LETTER
        taken.append((corner[0], min(s.y - s.r for s in sizes) - _GAP, end, corner[1]))
    labels = place_labels(circles, height, box, limit, grown=grown, taken=taken)
    return Names(labels, height, sizes)


def place_sizes(largest: Circle, height: float, box: Box, grown: float) -> list[Size]:
    """Place up to three round numbers in the corner below left, each with the circle it would have.

    Args:
        largest: The largest circle of the map.
        height: Height of a letter.
        box: What the map shows.
        grown: How many times larger than placed the circles are drawn.
    """
    top = max(n for n in _ROUND if n <= largest.count)
    middle = max((n for n in _ROUND if n <= top / 2), default=1)
    counts = sorted({1, middle, top})
    radii = [radius(count, largest.count, largest.r) for count in counts]
    room = radii[-1] * grown
    y = box.y + box.height - max(room, height * 0.6) - height * 0.3
    x = box.x + height * 0.4
    sizes = []
    for count, r in zip(counts, radii, strict=True):
        x += r * grown
        text = x + r * grown + height * 0.35
        sizes.append(Size(count, round(x, 1), round(y, 1), round(r, 2), round(text, 1)))
        x = text + (len(str(count)) + 1) * height * _LETTER
    return sizes


def place_labels(
    circles: Sequence[Circle],
    height: float,
    box: Box,
    limit: int,
    *,
    grown: float = 1.0,
    taken: Iterable[tuple[float, float, float, float]] = (),
) -> list[Label]:
    """Name the first circles where there is room: no label lies on another or leaves the map.

    Tried to the right, the left, below and above; a circle whose name fits nowhere gets none.

    Args:
        circles: Places, largest first.
        height: Height of a letter.
        box: What the map shows.
        limit: How many circles are tried.
        grown: How many times larger than placed the circles are drawn.
        taken: Left, top, right and bottom of what is written already.
    """
    labels: list[Label] = []
    taken = list(taken)
    for circle in circles[:limit]:
        width = len(circle.name) * height * _LETTER
        r = circle.r * grown
        aside = r + _GAP
        for anchor, x, y in (
            ("start", circle.x + aside, circle.y + height * 0.35),
            ("end", circle.x - aside, circle.y + height * 0.35),
            ("middle", circle.x, circle.y + r + height),
            ("middle", circle.x, circle.y - r - _GAP),
        ):
            left = x - width * {"start": 0, "end": 1, "middle": 0.5}[anchor]
            frame = (left, y - height, left + width, y + height * 0.3)
            inside = box.holds(frame[:2]) and box.holds(frame[2:])
            if inside and not any(_overlap(frame, other) for other in taken):
                taken.append(frame)
                labels.append(Label(circle.name, round(x, 1), round(y, 1), anchor))
                break
    return labels


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
