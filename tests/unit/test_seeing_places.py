"""The arithmetic of the pictures: projections, areas, names that never touch."""

from __future__ import annotations

import gzip
import math
from collections.abc import Callable
from itertools import pairwise

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from site_builder.render.asset_files import asset_files
from site_builder.render.seeing import projection
from site_builder.render.seeing.network import BRANCH, LINE, ROW, TOP, build_network
from site_builder.render.seeing.places import (
    Circle,
    lines_from,
    named,
    place_circles,
    place_labels,
    place_sizes,
    radius,
)
from site_builder.render.seeing.projection import INDONESIA, WORLD, Box

_SVG = "{http://www.w3.org/2000/svg}"


def test_corners_of_the_map_of_indonesia() -> None:
    west, east, north, south = projection.BOUNDS
    assert projection.indonesia(north, west) == (0, 0)
    x, y = projection.indonesia(south, east)
    assert (x, y) == pytest.approx((INDONESIA.width, INDONESIA.height), abs=0.5)


@given(st.floats(-56, 83), st.floats(-180, 180))
def test_world_keeps_every_place_inside(latitude: float, longitude: float) -> None:
    assert WORLD.holds(projection.world(latitude, longitude))


def test_world_is_cut_in_the_atlantic_and_nowhere_else() -> None:
    assert projection.world(0, 150)[0] == pytest.approx(500)
    assert projection.world(0, -30.001)[0] == pytest.approx(1000, abs=0.1)
    assert projection.world(0, -29.999)[0] == pytest.approx(0, abs=0.1)
    assert projection.world(10, 179.99)[0] == pytest.approx(
        projection.world(10, -179.99)[0], abs=0.1
    )


@given(st.floats(-55, 80), st.floats(-175, 175))
def test_world_keeps_areas(latitude: float, longitude: float) -> None:
    """One square degree there to one at the equator is as the cosine of the latitude."""

    def area(y: float) -> float:
        step = 0.01
        x0, y0 = projection.unrolled(y, 150 + longitude)
        x1, y1 = projection.unrolled(y, 150 + longitude + step)
        x2, y2 = projection.unrolled(y + step, 150 + longitude)
        return abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))

    middle = latitude + 0.005
    assert area(latitude) / area(-0.005) == pytest.approx(math.cos(math.radians(middle)), rel=2e-3)


@pytest.mark.parametrize(
    ("name", "place", "shape", "inside"),
    [
        # Kuching lies in Malaysia, Pontianak in Indonesia: outlines and points share one place.
        ("peta-indonesia.svg", projection.indonesia, "indonesia", (-0.03, 109.33)),
        ("peta-indonesia.svg", projection.indonesia, "indonesia", (-7.98, 112.63)),
        ("peta-indonesia.svg", projection.indonesia, "tetangga", (3.5, 114.5)),
        ("peta-dunia.svg", projection.world, "AU", (-25.0, 134.0)),
        ("peta-dunia.svg", projection.world, "CA", (60.0, -100.0)),
        ("peta-dunia.svg", projection.world, "GB", (52.8, -1.2)),
        ("peta-dunia.svg", projection.world, "RU", (65.0, 100.0)),
    ],
)
def test_outlines_and_points_agree(
    name: str,
    place: Callable[[float, float], tuple[float, float]],
    shape: str,
    inside: tuple[float, float],
) -> None:
    x, y = place(*inside)
    rings = _rings(name, shape)
    assert sum(_is_in(ring, x, y) for ring in rings) % 2 == 1


def test_outlines_are_light_and_name_their_source() -> None:
    for name in ("peta-indonesia.svg", "peta-dunia.svg"):
        content = asset_files()[name]
        assert len(gzip.compress(content)) < 20_000
        assert b"Natural Earth" in content
        assert b"domain publik" in content


def _rings(name: str, shape: str) -> list[list[tuple[float, float]]]:
    """Return the outlines of a shape of a file, in the units of its map."""
    root = ElementTree.fromstring(asset_files()[name])
    (path,) = [p for p in root.iter(f"{_SVG}path") if p.get("id") == shape]
    scale = float((path.get("transform") or "")[len("scale(") : -1])
    rings = []
    for part in (path.get("d") or "").split("M")[1:]:
        start, _, steps = part.rstrip("z").partition("l")
        numbers = [int(n) for n in (start + " " + steps).replace("-", " -").split()]
        x, y = 0, 0
        ring = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x * scale, y * scale))
        rings.append(ring)
    return rings


def _is_in(ring: list[tuple[float, float]], x: float, y: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.floats(1, 50))
def test_areas_are_in_the_proportion_of_the_counts(a: int, b: int, largest: float) -> None:
    most = max(a, b)
    ratio = radius(a, most, largest) ** 2 / radius(b, most, largest) ** 2
    assert ratio == pytest.approx(a / b)
    assert radius(most, most, largest) == pytest.approx(largest)


_COUNTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.integers(1, 90), max_size=40
)


@given(_COUNTS, st.data())
def test_every_key_is_on_the_map_or_named_as_missing(
    counts: dict[str, int], data: st.DataObject
) -> None:
    known = data.draw(st.sets(st.sampled_from(sorted(counts)))) if counts else set()
    points = {key: (float(len(key)), 5.0) for key in known}
    circles, missing = place_circles(counts, points, str.upper, str, 10)
    assert {c.key for c in circles} == known
    assert {*missing} == counts.keys() - known
    assert {c.key: c.count for c in circles} == {k: counts[k] for k in known}
    assert [c.r for c in circles] == sorted((c.r for c in circles), reverse=True)
    # The same counts in another order give the same picture.
    turned = dict(reversed(list(counts.items())))
    assert place_circles(turned, points, str.upper, str, 10) == (circles, missing)


_PLACES = st.lists(
    st.tuples(
        st.floats(0, 1000), st.floats(0, 383), st.floats(1, 20), st.text("abcdefgh ", min_size=1)
    ),
    max_size=40,
)


@given(_PLACES, st.floats(3, 25))
def test_names_never_touch_and_stay_on_the_map(
    places: list[tuple[float, float, float, str]], height: float
) -> None:
    circles = [Circle(str(n), name, "", 1, x, y, r) for n, (x, y, r, name) in enumerate(places)]
    labels = place_labels(circles, height, INDONESIA, 30)
    assert len(labels) <= 30
    frames = []
    for label in labels:
        width = len(label.text) * height * 0.56
        left = label.x - width * {"start": 0, "end": 1, "middle": 0.5}[label.anchor]
        frames.append((left, label.y - height, left + width, label.y + height * 0.3))
    for place, a in enumerate(frames):
        assert a[0] >= -0.1
        assert a[2] <= INDONESIA.width + 0.1
        for b in frames[:place]:
            # Places are rounded to a tenth, so frames may meet by that much.
            apart = max(b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3])
            assert apart > -0.25
    assert labels == place_labels(circles, height, INDONESIA, 30)


@given(_PLACES, st.integers(1, 5000), st.floats(3, 34), st.sampled_from([1.0, 2.0]))
def test_the_legend_is_true_and_no_name_lies_on_it(
    places: list[tuple[float, float, float, str]], most: int, height: float, grown: float
) -> None:
    circles = [
        Circle(str(n), name, "", most, x, y, 15) for n, (x, y, _, name) in enumerate(places)
    ]
    written = named(circles, height, INDONESIA, 12, grown=grown, has_sizes=True)
    if not circles:
        assert not written.sizes
        return
    counts = [size.count for size in written.sizes]
    assert counts[0] == 1
    assert counts == sorted({*counts})
    assert most / 3 < counts[-1] <= most
    for a, b in pairwise(written.sizes):
        assert b.x - b.r * grown > a.text
    for size in written.sizes:
        assert size.r == pytest.approx(radius(size.count, most, 15), abs=0.01)
        assert INDONESIA.holds((size.x - size.r * grown, size.y - size.r * grown))
        assert INDONESIA.holds((size.text, size.y + size.r * grown))
    top = min(size.y - size.r for size in written.sizes)
    for label in written.labels:
        left = (
            label.x
            - len(label.text) * height * 0.64 * {"start": 0, "end": 1, "middle": 0.5}[label.anchor]
        )
        assert left > written.sizes[-1].text or label.y < top


def test_the_legend_has_the_numbers_one_expects() -> None:
    def counts(most: int) -> list[int]:
        return [
            s.count for s in place_sizes(Circle("a", "A", "", most, 0, 0, 15), 11, INDONESIA, 1)
        ]

    assert counts(1) == [1]
    assert counts(2) == [1, 2]
    assert counts(27) == [1, 10, 25]
    assert counts(60) == [1, 25, 50]


def test_lines_grow_with_the_count() -> None:
    near = Circle("a", "A", "", 9, 1, 1, 3)
    far = Circle("b", "B", "", 1, 2, 2, 1)
    thick, thin = lines_from((0, 0), [near, far], 9)
    assert (thick.width, thin.width) == (4.0, pytest.approx(1.87, abs=0.01))


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 383)), max_size=12))
def test_a_closer_look_holds_all_its_places(points: list[tuple[float, float]]) -> None:
    box = INDONESIA.around(points, 220)
    assert 0 <= box.x <= box.x + box.width <= INDONESIA.width + 0.2
    assert box.width / box.height == pytest.approx(INDONESIA.width / INDONESIA.height, rel=0.01)
    wide = Box(box.x - 0.2, box.y - 0.2, box.width + 0.4, box.height + 0.4)
    assert all(wide.holds(p) for p in points)


@given(st.lists(st.integers(1, 99), max_size=60), st.data())
def test_network_shows_the_most_frequent_and_says_how_many_it_leaves_out(
    counts: list[int], data: st.DataObject
) -> None:
    partners = [(f"m{n}", f"Mitra {n}", count) for n, count in enumerate(sorted(counts)[::-1])]
    keys = [key for key, _, _ in partners]
    shared = data.draw(st.lists(st.lists(st.sampled_from(keys), max_size=4))) if keys else []
    network = build_network(partners, shared)
    assert [(n.key, n.count) for n in network.nodes] == [(k, c) for k, _, c in partners[:TOP]]
    assert len(network.nodes) + network.left_out == len(partners)
    for side in ("start", "end"):
        heights = sorted(n.y for n in network.nodes if n.anchor == side)
        assert all(b - a >= ROW - 0.2 for a, b in pairwise(heights))
        assert all(0 < y < network.height for y in heights)
    shown = {n.key for n in network.nodes}
    pairs = sum(len(set(k) & shown) > 1 for k in shared)
    assert bool(network.ties) == bool(pairs)
    assert [(b.key, b.count) for b in network.branches] == [
        (n.key, n.count) for n in network.nodes
    ]
    assert all(b.y - a.y == BRANCH >= 44 for a, b in pairwise(network.branches))
    assert all(0 < b.y < network.length for b in network.branches)
    assert len(network.arcs) == len(network.ties)
    assert network == build_network(partners, shared)


def test_names_of_the_narrow_network_have_two_lines_at_most() -> None:
    long = "Kementerian Koordinator Bidang Infrastruktur dan Pembangunan Kewilayahan"
    short, cut = build_network([("a", "Pemerintah Aceh", 2), ("b", long, 1)], []).branches
    assert [text for _, text in short.lines] == ["Pemerintah Aceh"]
    assert [len(text) <= LINE for _, text in cut.lines] == [True, True]
    assert cut.lines[-1][1].endswith("…")
    assert cut.name == long
