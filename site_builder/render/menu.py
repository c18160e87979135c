"""The navigation of ``mkdocs.yml`` with addresses instead of file names, for every shell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from site_builder.render.frame import Frame, MenuEntry
from site_builder.render.language import ENGLISH, INDONESIAN, english

__all__ = ["address_of", "first_heading", "frames_of", "menu_of"]

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


def frames_of(
    settings: Mapping[str, Any], read: Callable[[str], str], *, as_of: date, base_url: str
) -> Mapping[str, Frame]:
    """Return the frame of the pages of each language, by its tag.

    Args:
        settings: ``mkdocs.yml``; name and navigation of the English pages are in ``extra.en``.
        read: Gives the text of a source file.
        as_of: The date of every computed state.
        base_url: Public address of the site.
    """
    extra = settings["extra"]
    frame = Frame(
        site_name=settings["site_name"],
        as_of=as_of,
        repo_url=(settings["repo_url"] or "").rstrip("/"),
        base_path=urlsplit(base_url).path or "/",
        base_url=base_url,
        branch=extra["branch"],
        email=(extra["email"] or "").strip(),
        menu=menu_of(settings["nav"], read),
    )
    own = extra[ENGLISH]
    translated = replace(
        frame, site_name=own["site_name"], menu=menu_of(own["nav"], read), language=english()
    )
    return {INDONESIAN: frame, ENGLISH: translated}
