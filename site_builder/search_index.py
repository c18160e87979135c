"""Runs Pagefind over the finished pages. Only pages marked as records are indexed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

__all__ = ["build_index"]

#: Pagefind's own widgets, which the portal does not use.
_LEFT_OUT = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
)


def build_index(site: Path) -> None:
    """Write the search index of a site into its folder ``pagefind/``.

    Raises:
        RuntimeError: Pagefind failed; its own words are in the message.
    """
    done = subprocess.run(  # noqa: S603 # our own interpreter, a fixed module, a path we made
        [
            sys.executable,
            "-m",
            "pagefind",
            "--site",
            str(site),
            "--output-subdir",
            "pagefind",
            "--glob",
            "kerja-sama/*/index.html",
            "--quiet",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"Pagefind: {done.stderr.strip() or done.stdout.strip()}")
    for pattern in _LEFT_OUT:
        for path in (site / "pagefind").glob(pattern):
            path.unlink()
