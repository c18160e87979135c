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

#: What a file of Pagefind's holds (CBOR, RFC 8949: only these kinds occur).
Value = int | str | list["Value"]


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
    names: dict[str, Value] = {}
    for path in sorted((folder / "filter").glob("*.pf_filter")):
        name, values = _load(path)
        assert isinstance(values, list)  # noqa: S101 # the format of a filter file
        content = _dump([name, sorted(values, key=_first_text)])
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
        filters = meta[3]
        assert isinstance(filters, list)  # noqa: S101 # the format of the meta file
        meta[3] = sorted(
            ([pair[0], names[str(pair[1])]] for pair in filters if isinstance(pair, list)),
            key=_first_text,
        )
        content = _dump(meta)
        path.unlink()
        about["hash"] = f"{language}_{hashlib.sha256(content).hexdigest()[:10]}"
        (folder / f"pagefind.{about['hash']}.pf_meta").write_bytes(content)
    entry_path.write_text(json.dumps(entry, ensure_ascii=False, indent=1), encoding="utf-8")


def _first_text(value: Value) -> str:
    return str(value[0] if isinstance(value, list) else value)


def _load(path: Path) -> list[Value]:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_MAGIC):
        raise RuntimeError(f"Pagefind: format {path.name} tidak dikenal")
    value, end = _decode(data, len(_MAGIC))
    if end != len(data) or not isinstance(value, list) or _encode(value) != data[len(_MAGIC) :]:
        raise RuntimeError(f"Pagefind: format {path.name} tidak dikenal")
    return value


def _dump(value: Value) -> bytes:
    return gzip.compress(_MAGIC + _encode(value), mtime=0)


def _decode(data: bytes, at: int) -> tuple[Value, int]:
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size > 23:
        if size > 27:
            raise RuntimeError("Pagefind: jenis nilai tidak dikenal")
        width = 1 << (size - 24)
        size = int.from_bytes(data[at : at + width], "big")
        at += width
    if kind == 0:
        return size, at
    if kind == 3:
        return data[at : at + size].decode(), at + size
    if kind == 4:
        items: list[Value] = []
        for _ in range(size):
            item, at = _decode(data, at)
            items.append(item)
        return items, at
    raise RuntimeError("Pagefind: jenis nilai tidak dikenal")


def _encode(value: Value) -> bytes:
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(3, len(text)) + text
    return _head(4, len(value)) + b"".join(_encode(item) for item in value)


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    for code in range(4):
        width = 1 << code
        if size < 1 << (8 * width):
            return bytes([kind << 5 | 24 + code]) + size.to_bytes(width, "big")
    raise OverflowError(size)
