"""Derive which regions border on each other from the boundaries of cahyadsn/wilayah_boundaries.

    uv run --no-project --with shapely scripts/perbatasan.py FOLDER > datapackage/referensi/perbatasan.csv

FOLDER is a checkout of https://github.com/cahyadsn/wilayah_boundaries (MIT; codes of Kepmendagri
300.2.2-2430/2025). Its polygons are simplified, so two regencies border where their outlines come
within 0.001 degrees (110 m) of each other and run within 0.002 degrees for 0.003 (330 m) or more.
Provinces border where regencies of theirs do. Neighbours across the sea are not found.
"""

import csv
import json
import re
import sys
from pathlib import Path

from shapely import MultiPolygon, Polygon, STRtree, boundary, make_valid
from shapely.geometry.base import BaseGeometry

NEAR = 0.001
ALONGSIDE = 0.002
LENGTH = 0.003
#: One row of the SQL files: code, name, latitude, longitude, path as JSON.
ROW = re.compile(
    r"\('(\d\d\.\d\d)',\s*'(?:[^']|'')*',\s*[-\d.]+,\s*[-\d.]+,\s*'(\[.*?\])'", re.DOTALL
)


def polygons(path: list) -> list:
    """Return a path as a list of polygons; a region of one polygon lacks the outer list."""
    return path if isinstance(path[0][0][0], list) else [path]


def parts(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a shape, lines and points that mending left over dropped."""
    if isinstance(shape, Polygon):
        return [shape]
    return [one for part in getattr(shape, "geoms", ()) for one in parts(part)]


def read(folder: Path) -> dict[str, MultiPolygon]:
    """Return the shape of each regency and city by its code."""
    shapes = {}
    for file in sorted((folder / "db" / "kab").glob("*.sql")):
        for code, path in ROW.findall(file.read_text(encoding="utf-8")):
            found = [Polygon(p[0], p[1:]) for p in polygons(json.loads(path)) if len(p[0]) > 3]
            shapes[code] = MultiPolygon(parts(make_valid(MultiPolygon(found))))
    return shapes


def neighbours(shapes: dict[str, MultiPolygon]) -> set[tuple[str, str]]:
    """Return the pairs that border, regencies and provinces, each once."""
    codes = sorted(shapes)
    tree = STRtree([shapes[code] for code in codes])
    pairs = set()
    for code in codes:
        around = shapes[code].buffer(ALONGSIDE)
        for other in (codes[i] for i in tree.query(around)):
            if other <= code or shapes[code].distance(shapes[other]) >= NEAR:
                continue
            if boundary(shapes[other]).intersection(around).length >= LENGTH:
                pairs.add((code, other))
    return pairs | {(a[:2], b[:2]) for a, b in pairs if a[:2] != b[:2]}


def main() -> None:
    """Write the pairs, both ways, as CSV."""
    pairs = neighbours(read(Path(sys.argv[1])))
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["wilayah", "tetangga"])
    table.writerows(sorted({*pairs, *((b, a) for a, b in pairs)}))


if __name__ == "__main__":
    main()
