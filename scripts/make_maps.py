"""Make the outlines of the two maps from Natural Earth; run once, the results are committed.

Usage: python -m scripts.make_maps. Needs npm and the network: the outlines come from the package
world-atlas 2.0.2 (Natural Earth 4.1.0, public domain), country codes from world-countries 5.1.0,
mapshaper 0.6.102 simplifies. Writes `peta-indonesia.svg` and `peta-dunia.svg` into the assets.
"""

import json
import math
import subprocess
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from site_builder.render.seeing import projection

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "site_builder" / "render" / "assets"
PACKAGES = ("world-atlas@2.0.2", "world-countries@5.1.0", "mapshaper@0.6.102")
INDONESIA = "360"
ANTARCTICA = "010"
#: Steps in one unit of a map: an outline is drawn to a half of it.
FINE = 2
CREDIT = (
    "Garis: Natural Earth 4.1.0 (domain publik), lewat paket npm world-atlas 2.0.2; "
    "disederhanakan oleh scripts/make_maps.py. Batas negara menurut Natural Earth, "
    "bukan pernyataan tentang batas yang sah."
)


def main() -> None:
    """Fetch, simplify, project, write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "package.json").write_text("{}")
        run(folder, "npm", "install", "--ignore-scripts", "--silent", *PACKAGES)
        write("peta-indonesia.svg", projection.INDONESIA, indonesia(folder))
        write("peta-dunia.svg", projection.WORLD, world(folder))


def run(folder: Path, *command: str) -> None:
    """Run a program in a folder; its failure is ours."""
    subprocess.run(command, cwd=folder, check=True)


def features(folder: Path, atlas: str, *commands: str) -> list[dict]:
    """Return the features of an atlas after commands of mapshaper."""
    source = f"node_modules/world-atlas/{atlas}"
    run(
        folder, "npx", "mapshaper", source, "-target", "1", *commands,
        "-o", "hasil.json", "format=geojson", "id-field=FID", "precision=0.0001", "geojson-type=FeatureCollection",
    )  # fmt: skip
    return json.loads((folder / "hasil.json").read_text())["features"]


def indonesia(folder: Path) -> dict[str, str]:
    """Return the outline of Indonesia, and of its neighbours as far as the map shows them."""
    west, east, north, south = projection.BOUNDS
    box = f"bbox={west},{south},{east},{north}"
    simple = ("-simplify", "weighted", "interval=3000", "-filter-islands", "min-area=40km2")
    own = features(folder, "countries-10m.json", "-filter", f"FID=='{INDONESIA}'", *simple)
    near = features(
        folder, "countries-50m.json", "-filter", f"FID!='{INDONESIA}'",
        "-clip", box, "-simplify", "weighted", "interval=9000", "-filter-islands", "min-area=400km2",
        "-dissolve",
    )  # fmt: skip
    return {
        "tetangga": "".join(path(f["geometry"], projection.indonesia) for f in near),
        "indonesia": "".join(path(f["geometry"], projection.indonesia) for f in own),
    }


def world(folder: Path) -> dict[str, str]:
    """Return the outline of every country, by its ISO 3166-1 alpha-2 code."""
    rows = json.loads((folder / "node_modules/world-countries/countries.json").read_text())
    codes = {row["ccn3"]: row["cca2"] for row in rows}
    west = projection.WORLD_CENTRE - 180
    found = features(folder, "countries-110m.json", "-filter", f"FID!='{ANTARCTICA}'")
    turned = {"type": "FeatureCollection", "features": [f for f in map(turn, found) if f]}
    (folder / "node_modules/world-atlas/putar.json").write_text(json.dumps(turned))
    simple = features(
        folder, "putar.json", "-clip", f"bbox={west},-89,{west + 360},89",
        "-simplify", "weighted", "interval=0.4", "keep-shapes",
    )  # fmt: skip
    outlines: dict[str, str] = {}
    for feature in simple:
        code = codes.get(feature["properties"]["kode"], "")
        line = path(feature["geometry"], projection.unrolled)
        outlines[code] = outlines.get(code, "") + line
    return outlines


def turn(feature: dict) -> dict | None:
    """Return a country with every outline in one piece, and a copy where the map cuts it.

    The outlines of the atlas jump by 360 degrees where they cross the date line.
    """
    geometry = feature["geometry"]
    if geometry is None:
        return None
    west = projection.WORLD_CENTRE - 180
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    pieces = []
    for polygon in polygons:
        rings = [unbroken(ring) for ring in polygon]
        left = min(x for x, _ in rings[0])
        shift = 360 * math.floor((left - west) / 360)
        for more in (0, 360):
            moved = [[(x - shift - more, y) for x, y in ring] for ring in rings]
            if max(x for x, _ in moved[0]) > west:
                pieces.append(moved)
    return {
        "type": "Feature",
        "properties": {"kode": feature.get("id")},
        "geometry": {"type": "MultiPolygon", "coordinates": pieces},
    }


def unbroken(ring: list) -> list[tuple[float, float]]:
    """Return an outline whose longitudes never jump."""
    points = [tuple(ring[0])]
    for x, y in ring[1:]:
        points.append((x + 360 * round((points[-1][0] - x) / 360), y))
    return points


def path(geometry: dict, place: Callable[[float, float], projection.Point]) -> str:
    """Return the data of an SVG path: whole units, each point relative to the one before."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    parts = []
    for ring in (ring for polygon in polygons for ring in polygon):
        points = [tuple(round(v * FINE) for v in place(y, x)) for x, y in ring]
        points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
        if len(points) < 4:
            continue
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points[:-1])]
        line = "".join(f"{sign(x)}{sign(y)}" for x, y in steps)
        parts.append(f"M{points[0][0]}{sign(points[0][1])}l{line.lstrip('+')}z".replace("+", " "))
    return "".join(parts).replace("l ", "l")


def sign(value: int) -> str:
    """Write a number that carries its own separator."""
    return f"{value:+d}"


def write(name: str, box: projection.Box, outlines: dict[str, str]) -> None:
    """Write a file whose shapes other documents draw with `use`."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box.text}">',
        f"<desc>{CREDIT}</desc>",
        '<g id="garis">',
        *(
            f'<path id="{key or "lain"}" transform="scale({1 / FINE:g})" d="{line}"/>'
            for key, line in sorted(outlines.items())
        ),
        "</g>",
        "</svg>\n",
    ]
    (ASSETS / name).write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
