"""Give regencies and cities without a map point the middle of their area.

    uv run python -m scripts.titik_wilayah FOLDER

FOLDER is a checkout of https://github.com/cahyadsn/wilayah_boundaries (MIT; codes of Kepmendagri
300.2.2-2430/2025), whose rows carry the centroid of each outline. Points that are there stay: those
of GeoNames name the seat of a government, which is better than a middle.
"""

import csv
import re
import sys
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "datapackage" / "referensi" / "wilayah.csv"
SOURCE = "cahyadsn/wilayah_boundaries (MIT): titik tengah wilayah"
#: The start of a row of the SQL files: code, name, latitude, longitude.
ROW = re.compile(r"\('(\d\d\.\d\d)',\s*'((?:[^']|'')*)',\s*([-\d.]+),\s*([-\d.]+),")


def read(folder: Path) -> dict[str, tuple[str, float, float]]:
    """Return name, latitude and longitude of each regency and city by its code."""
    return {
        code: (name.replace("''", "'"), float(latitude), float(longitude))
        for file in sorted((folder / "db" / "kab").glob("*.sql"))
        for code, name, latitude, longitude in ROW.findall(file.read_text(encoding="utf-8"))
    }


def main() -> None:
    """Fill the empty points in place; a code that means another place in the two is an error."""
    found = read(Path(sys.argv[1]))
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["lintang"]:
            continue
        name, latitude, longitude = found[row["kode"]]
        if name.replace("Kep.", "Kepulauan") != row["nama"]:
            raise SystemExit(f"{row['kode']}: {row['nama']} is {name} there")
        row |= {"lintang": f"{latitude:.4f}", "bujur": f"{longitude:.4f}", "sumber_titik": SOURCE}
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()
