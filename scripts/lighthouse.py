"""Print what Lighthouse says of the main pages of a built site, on its mobile profile.

Run by hand, where Node.js and Chromium are: ``python -m scripts.lighthouse [SITE] [PATH…]``. The
version is pinned; npx fetches it from npm. Not part of the gates: its performance score depends on
how busy the machine is.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from scripts.site_server import serving

LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: The home page, the list, the heaviest record.
_MAIN = ("", "kerja-sama/")
_BOUND = 95


def main(arguments: list[str]) -> int:
    """Print a table of scores; 1 where performance or accessibility is below the bound."""
    site = Path(arguments[0] if arguments else "site")
    records = (site / "kerja-sama").glob("*-*-*/index.html")
    heaviest = max(records, key=lambda p: (p.stat().st_size, p)).parent.name
    paths = arguments[1:] or [*_MAIN, f"kerja-sama/{heaviest}/"]
    npx = shutil.which("npx")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if npx is None or chromium is None:
        sys.exit("npx and chromium are needed; the variable CHROMIUM names the browser")
    enough = True
    print(f"{'page':<34}" + "".join(f"{name:>16}" for name in CATEGORIES) + "     CLS   LCP s")
    with serving(site) as served:
        for path in paths:
            report = _run(npx, chromium, served.address + path)
            scores = [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]
            audits = report["audits"]
            shift = audits["cumulative-layout-shift"]["numericValue"]
            paint = audits["largest-contentful-paint"]["numericValue"] / 1000
            print(
                f"/{path:<33}" + "".join(f"{score:>16}" for score in scores),
                f"{shift:7.3f} {paint:7.2f}",
            )
            for name in CATEGORIES:
                for audit in report["categories"][name]["auditRefs"]:
                    found = audits[audit["id"]]
                    if audit["weight"] and found["score"] is not None and found["score"] < 1:
                        print(f"    {name}: {found['id']} {found.get('displayValue', '')}")
            enough = enough and min(scores[:2]) >= _BOUND
    return 0 if enough else 1


def _run(npx: str, chromium: str, address: str) -> dict[str, dict[str, Any]]:
    done = subprocess.run(
        [
            *(
                npx,
                "--yes",
                LIGHTHOUSE,
                address,
                "--quiet",
                "--output=json",
                "--output-path=stdout",
            ),
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox",
        ],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
