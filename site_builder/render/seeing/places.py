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
    "lines_from",
    "place_circles",
    "place_labels",
    "radius",
    "width",
]

#: A letter of the labels is on average this wide, in heights of the line.
_LETTER = 0.56
_GAP = 3.0


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

    key: str
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
            circle.key,
            round(centre[0], 1),
            round(centre[1], 1),
            circle.x,
            circle.y,
            width(circle.count, most),
        )
        for circle in circles
    ]


def place_labels(circles: Sequence[Circle], height: float, box: Box, limit: int) -> list[Label]:
    """Name the first circles where there is room: no label lies on another or leaves the map.

    Tried to the right, the left, below and above; a circle whose name fits nowhere gets none.
    """
    labels: list[Label] = []
    taken: list[tuple[float, float, float, float]] = []
    for circle in circles[:limit]:
        width = len(circle.name) * height * _LETTER
        aside = circle.r + _GAP
        for anchor, x, y in (
            ("start", circle.x + aside, circle.y + height * 0.35),
            ("end", circle.x - aside, circle.y + height * 0.35),
            ("middle", circle.x, circle.y + circle.r + height),
            ("middle", circle.x, circle.y - circle.r - _GAP),
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
