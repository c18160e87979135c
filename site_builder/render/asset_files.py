"""Styles, scripts and pictures of the site, and their addresses.

An address carries a piece of the file's SHA-256, so that a browser (or a cache between) never puts
an old style on a new page. It stands in the query, not in the name: a page kept from yesterday
then still finds today's file, where a hashed name would be gone from the host.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["asset_files", "asset_url"]


@cache
def asset_files() -> Mapping[str, bytes]:
    """Return the content of every file below ``assets/``, by name."""
    folder = files("site_builder.render") / "assets"
    return {
        asset.name: asset.read_bytes() for asset in sorted(folder.iterdir(), key=lambda a: a.name)
    }


@cache
def _mark(name: str) -> str:
    """Return the mark of a file; scripts share one, because one loads another by its name."""
    own = asset_files()[name]
    if name.endswith(".js"):
        own = b"".join(text for other, text in asset_files().items() if other.endswith(".js"))
    return hashlib.sha256(own).hexdigest()[:8]


def asset_url(root: str, name: str) -> str:
    """Return the address of an asset from a page.

    Args:
        root: The way from the page to the site's root.
        name: Name below ``assets/``.

    Raises:
        KeyError: There is no such asset.
    """
    return f"{root}assets/{name}?v={_mark(name)}"
