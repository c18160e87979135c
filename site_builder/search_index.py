"""Runs Pagefind over the finished pages. Only pages marked as records are indexed.

Pagefind 1.5 writes the values of a filter in an order that differs from run to run, and with it
the names of those files. `_settle` puts them in order, so that the same records always give the
same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import cbor2

__all__ = ["build_index"]

#: Pagefind's own widgets and its worker, which the portal does not use.
_LEFT_OUT = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
    "pagefind-worker.js",
    "wasm.unknown.pagefind",
)
_MAGIC = b"pagefind_dcd"
_RECORD_PAGES = "kerja-sama/*/index.html"


def build_index(site: Path) -> None:
    """Write the search index of a site into its folder ``pagefind/``; none without records.

    Raises:
        RuntimeError: Pagefind failed; its own words are in the message.
    """
    if next(site.glob(_RECORD_PAGES), None) is None:
        return
    done = subprocess.run(  # noqa: S603 # our own interpreter, a fixed module, a path we made
        [
            *(sys.executable, "-m", "pagefind"),
            *("--site", str(site)),
            *("--output-subdir", "pagefind"),
            *("--glob", _RECORD_PAGES),
            "--quiet",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"Pagefind: {done.stderr.strip() or done.stdout.strip()}")
    folder = site / "pagefind"
    for pattern in _LEFT_OUT:
        for path in folder.glob(pattern):
            path.unlink()
    _settle(folder)


def _settle(folder: Path) -> None:
    """Sort what Pagefind left in chance order, and name those files after what they hold."""
    names: dict[str, str] = {}
    for path in sorted((folder / "filter").glob("*.pf_filter")):
        name, values = _load(path)
        content = _dump([name, sorted(values)])
        language = path.stem.rpartition("_")[0]
        settled = f"{language}_{hashlib.sha256(content).hexdigest()[:7]}"
        names[path.stem] = settled
        path.unlink()
        (folder / "filter" / f"{settled}.pf_filter").write_bytes(content)
    entry_path = folder / "pagefind-entry.json"
    entry = json.loads(entry_path.read_text(encoding="utf-8"))
    for language, about in entry["languages"].items():
        path = folder / f"pagefind.{about['hash']}.pf_meta"
        meta = _load(path)
        meta[3] = sorted([facet, names[old]] for facet, old in meta[3])
        content = _dump(meta)
        path.unlink()
        about["hash"] = f"{language}_{hashlib.sha256(content).hexdigest()[:10]}"
        (folder / f"pagefind.{about['hash']}.pf_meta").write_bytes(content)
    entry_path.write_text(json.dumps(entry, ensure_ascii=False, indent=1), encoding="utf-8")


def _load(path: Path) -> list[Any]:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_MAGIC):
        raise RuntimeError(f"Pagefind: format {path.name} tidak dikenal")
    value = cbor2.loads(data.removeprefix(_MAGIC))
    if not isinstance(value, list):
        raise RuntimeError(f"Pagefind: format {path.name} tidak dikenal")
    return value


def _dump(value: list[Any]) -> bytes:
    return gzip.compress(_MAGIC + cbor2.dumps(value), mtime=0)
