"""The network of a region: itself in the middle, its most frequent partners around it.

Deterministic: no springs, no chance. Partners stand on the two halves of an ellipse at equal
distances in height, so that the names beside them never touch. On a narrow screen the same partners
hang one below the other from a trunk on the left, in pixels, so that letters keep their size.
"""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from site_builder.render.seeing.places import radius, width

__all__ = ["BRANCH", "LINE", "ROW", "TOP", "Branch", "Network", "Node", "Tie", "build_network"]

#: Partners in the picture; the table has all of them.
TOP = 24
#: Ties between partners that are still readable.
_TIES = 30
#: Height kept for one partner and its name.
ROW = 30.0
_WIDTH = 1080.0
_REACH = 190.0
_LARGEST = 12.0
_LETTERS = 38
#: Height kept for one partner of the narrow drawing: a finger hits it.
BRANCH = 46.0
#: Letters of one of the two lines of a name there; they fit a screen of 320 px.
LINE = 26
#: Where its trunk and its circles stand, and how far the lines between partners bend to the left.
_TRUNK, _BUD, _BEND = 10.0, 52.0, 60.0


@dataclass(frozen=True, slots=True)
class Node:
    """A partner in the picture."""

    key: str
    name: str
    short: str
    count: int
    x: float
    y: float
    r: float
    width: float
    label: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A partner in the narrow drawing, its name in lines with their heights."""

    key: str
    name: str
    lines: tuple[tuple[float, str], ...]
    count: int
    y: float
    r: float
    width: float


@dataclass(frozen=True, slots=True)
class Tie:
    """Two partners that signed an agreement of the region together."""

    x1: float
    y1: float
    x2: float
    y2: float
    count: int


@dataclass(frozen=True, slots=True)
class Network:
    """Everything the picture shows, in the units of its ``viewBox``.

    Attributes:
        width: Width of the wide drawing.
        height: Its height.
        centre: Place of the region there.
        nodes: The partners there.
        ties: Lines between them.
        left_out: How many partners only the table has.
        trunk: Horizontal place of the region in the narrow drawing.
        bud: Horizontal place of the partners there.
        branches: The partners there, the most frequent first.
        arcs: Lines between them as paths.
        length: Height of the narrow drawing.
    """

    width: float
    height: float
    centre: tuple[float, float]
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    left_out: int
    trunk: float
    bud: float
    branches: tuple[Branch, ...]
    arcs: tuple[str, ...]
    length: float


def build_network(
    partners: Sequence[tuple[str, str, int]], shared: Iterable[Sequence[str]]
) -> Network:
    """Place the partners of a region.

    Args:
        partners: Key, name and number of agreements of each, the most frequent first.
        shared: For each agreement the keys of the partners in it.
    """
    shown = partners[:TOP]
    half = math.ceil(len(shown) / 2)
    height = max(half, 4) * ROW + ROW
    middle = (_WIDTH / 2, height / 2)
    most = max((count for _, _, count in shown), default=1)
    nodes: dict[str, Node] = {}
    for place, (key, name, count) in enumerate(shown):
        row, side = divmod(place, 2)
        rows = half if side == 0 else len(shown) - half
        # The most frequent stand in the middle of a side, next to the region's own height.
        offset = (row + 1) // 2 * (1 if row % 2 else -1) - (0.5 if rows % 2 == 0 else 0)
        y = middle[1] + offset * ROW
        bend = math.sqrt(max(0.0, 1 - ((y - middle[1]) / (height / 2)) ** 2))
        sign = 1 if side == 0 else -1
        x = middle[0] + sign * (70 + (_REACH - 70) * bend)
        r = radius(count, most, _LARGEST)
        nodes[key] = Node(
            key,
            name,
            name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…",
            count,
            round(x, 1),
            round(y, 1),
            round(r, 2),
            width(count, most),
            round(x + sign * (_LARGEST + 6), 1),
            "start" if side == 0 else "end",
        )
    ties: Counter[tuple[str, str]] = Counter()
    for keys in shared:
        ties.update(combinations(sorted(k for k in set(keys) if k in nodes), 2))
    strongest = sorted(ties.items(), key=lambda t: (-t[1], t[0]))[:_TIES]
    branches = tuple(_branch(place, node) for place, node in enumerate(nodes.values()))
    heights = {branch.key: branch.y for branch in branches}
    return Network(
        _WIDTH,
        height,
        middle,
        tuple(nodes.values()),
        tuple(
            Tie(nodes[a].x, nodes[a].y, nodes[b].x, nodes[b].y, count)
            for (a, b), count in strongest
        ),
        len(partners) - len(shown),
        _TRUNK,
        _BUD,
        branches,
        tuple(_arc(heights[a], heights[b]) for (a, b), _ in strongest),
        BRANCH * (len(branches) + 1),
    )


def _branch(place: int, node: Node) -> Branch:
    # The region itself stands on the first row.
    y = BRANCH * (place + 1.5)
    lines = textwrap.wrap(node.name, LINE, max_lines=2, placeholder="…")
    first = y + 5 - 9 * (len(lines) - 1)
    words = tuple((first + 18 * n, line) for n, line in enumerate(lines))
    return Branch(node.key, node.name, words, node.count, y, node.r, node.width)


def _arc(a: float, b: float) -> str:
    bend = min(_BEND, 20 + abs(a - b) / 8)
    return f"M{_BUD:g} {a:g}Q{_BUD - bend:g} {(a + b) / 2:g} {_BUD:g} {b:g}"
