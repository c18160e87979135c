"""The navigation of ``mkdocs.yml`` with addresses instead of file names, for every shell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from site_builder.render.frame import MenuEntry

__all__ = ["address_of", "menu_of"]


def menu_of(nav: Sequence[object], docs_dir: Path) -> tuple[MenuEntry, ...]:
    """Return the navigation; a section leads to its first page."""
    return tuple(_entry(item, docs_dir) for item in nav)


def _entry(item: object, docs_dir: Path) -> MenuEntry:
    if not isinstance(item, dict):
        name = str(item)
        return MenuEntry(_first_heading(docs_dir / name), address_of(name))
    ((title, target),) = item.items()
    if isinstance(target, list):
        children = menu_of(target, docs_dir)
        return MenuEntry(str(title), children[0].address, children)
    return MenuEntry(str(title), address_of(str(target)))


def address_of(target: str) -> str:
    """Return the address of a source file, or an address as it is, relative to the root."""
    if target == "./":
        return ""
    if not target.endswith(".md"):
        return target
    stem = target.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        stem = stem.removesuffix("index").rstrip("/")
    return f"{stem}/" if stem else ""


def _first_heading(path: Path) -> str:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                return line[2:].strip()
    return path.stem
