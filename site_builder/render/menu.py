"""The navigation of ``mkdocs.yml`` with addresses instead of file names, for every shell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from site_builder.render.frame import Frame, MenuEntry
from site_builder.render.language import ENGLISH, english

__all__ = ["address_of", "english_frame", "first_heading", "menu_of"]

_HEADING = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)


def menu_of(nav: Sequence[object], read: Callable[[str], str]) -> tuple[MenuEntry, ...]:
    """Return the navigation; a section leads to its first page.

    Args:
        nav: As ``mkdocs.yml`` has it.
        read: Gives the text of a source file, for entries without a title of their own.
    """
    return tuple(_entry(item, read) for item in nav)


def _entry(item: object, read: Callable[[str], str]) -> MenuEntry:
    if not isinstance(item, dict):
        name = str(item)
        return MenuEntry(first_heading(read(name)) or name, address_of(name))
    ((title, target),) = item.items()
    if isinstance(target, list):
        children = menu_of(target, read)
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


def first_heading(text: str) -> str:
    """Return the text of the first heading of a Markdown file, "" where there is none."""
    found = _HEADING.search(text)
    return found[1] if found else ""


def english_frame(frame: Frame, settings: Mapping[str, Any], read: Callable[[str], str]) -> Frame:
    """Return the frame of the English pages.

    Args:
        frame: The Indonesian one.
        settings: ``extra`` of ``mkdocs.yml``; its ``en`` holds the name of the site and the
            navigation.
        read: Gives the text of a source file.
    """
    own = settings[ENGLISH]
    return replace(
        frame,
        site_name=own["site_name"],
        menu=menu_of(own["nav"], read),
        language=english(),
    )
