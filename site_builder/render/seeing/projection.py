"""From degrees to places on the two maps, in the units of their ``viewBox``.

Indonesia lies on the equator, so degrees of both axes are drawn alike (plate carrée); the error in
length stays below 2% at 11 degrees south. The world is drawn in Equal Earth (Šavrič, Patterson and
Jenny 2018, doi:10.1080/13658816.2018.1504949): areas keep their proportion. ``scripts/make_maps.py``
makes the outlines with the same functions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["BOUNDS", "INDONESIA", "WORLD", "Box", "Point", "indonesia", "unrolled", "world"]

Point = tuple[float, float]
#: Meridian in the middle of the world map: the cut runs through the Atlantic.
WORLD_CENTRE = 150.0
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2
_WIDTH = 1000.0


@dataclass(frozen=True, slots=True)
class Box:
    """A ``viewBox``: left, top, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def text(self) -> str:
        """As the attribute has it."""
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"

    def around(self, points: Iterable[Point], least: float) -> Box:
        """Return the part of this box around some places, in its own proportion, with a margin.

        Args:
            points: Places inside this box; none gives the whole.
            least: Least width.
        """
        places = list(points)
        if not places:
            return self
        left, right = min(x for x, _ in places), max(x for x, _ in places)
        top, bottom = min(y for _, y in places), max(y for _, y in places)
        ratio = self.width / self.height
        width = max(least, (right - left) * 1.35, (bottom - top) * 1.35 * ratio)
        width = min(width, self.width)
        height = width / ratio
        x = min(max((left + right - width) / 2, self.x), self.x + self.width - width)
        y = min(max((top + bottom - height) / 2, self.y), self.y + self.height - height)
        return Box(round(x, 1), round(y, 1), round(width, 1), round(height, 1))

    def holds(self, point: Point) -> bool:
        """Tell whether a place lies inside."""
        x, y = point
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


#: West and east, north and south of what the map of Indonesia shows, in degrees.
BOUNDS = (94.5, 141.5, 6.5, -11.5)
_SCALE = _WIDTH / (BOUNDS[1] - BOUNDS[0])
INDONESIA = Box(0, 0, _WIDTH, round((BOUNDS[2] - BOUNDS[3]) * _SCALE))


def indonesia(latitude: float, longitude: float) -> Point:
    """Return the place of a point in Indonesia."""
    return (longitude - BOUNDS[0]) * _SCALE, (BOUNDS[2] - latitude) * _SCALE


def _equal_earth(latitude: float, longitude: float) -> Point:
    """Project onto the unit sphere; longitude is counted from the middle of the map."""
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    squared = theta * theta
    sixth = squared**3
    slope = _A[0] + 3 * _A[1] * squared + sixth * (7 * _A[2] + 9 * _A[3] * squared)
    return (
        math.radians(longitude) * math.cos(theta) / (_M * slope),
        theta * (_A[0] + _A[1] * squared + sixth * (_A[2] + _A[3] * squared)),
    )


_EDGE = _equal_earth(0, 180)[0]
_UNIT = _WIDTH / (2 * _EDGE)
#: The northernmost land and the southernmost without Antarctica, in degrees.
_NORTH, _SOUTH = 84.0, -57.0
_TOP = _equal_earth(_NORTH, 0)[1] * _UNIT
WORLD = Box(0, 0, _WIDTH, math.ceil(_TOP - _equal_earth(_SOUTH, 0)[1] * _UNIT))


def world(latitude: float, longitude: float) -> Point:
    """Return the place of a point on the world map."""
    turned = (longitude - WORLD_CENTRE + 180) % 360 - 180
    return unrolled(latitude, turned + WORLD_CENTRE)


def unrolled(latitude: float, longitude: float) -> Point:
    """Return the place of a point whose longitude is counted on from the map's western edge."""
    x, y = _equal_earth(latitude, longitude - WORLD_CENTRE)
    return (x + _EDGE) * _UNIT, _TOP - y * _UNIT
