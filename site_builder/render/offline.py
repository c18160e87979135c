"""Reading without a connection: the service worker, the page for it, and the web manifest.

https://www.w3.org/TR/service-workers/ and https://www.w3.org/TR/appmanifest/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from site_builder.render.asset_files import asset_url
from site_builder.render.build import Builder
from site_builder.render.page import NO_INDEX, Page

__all__ = ["offline_files", "offline_pages"]

#: False publishes the worker that removes itself and all it kept, from every reader's device.
_ENABLED = True
_OFFLINE_SCRIPT = "luring.js"
#: What every page needs, kept from the first visit on.
_ASSETS = ("portal.css", "portal.js", "ikon.svg", _OFFLINE_SCRIPT)
_MOST = re.compile(r"^const MOST_PAGES = (\d+);$", re.MULTILINE)


@cache
def _source(name: str) -> str:
    return (files("site_builder.render") / "worker" / name).read_text(encoding="utf-8")


def offline_pages(build: Builder) -> Iterator[Page]:
    """Yield the page that lists what a reader has kept; shown for addresses never seen."""
    (most,) = _MOST.findall(_source("sw.js"))
    yield build.page(
        "offline.html",
        "luring/",
        title="Dibaca tanpa jaringan",
        description="Halaman portal ini yang tersimpan di perangkat Anda.",
        kind="luring",
        assets=(_OFFLINE_SCRIPT,),
        links=(NO_INDEX,),
        most=most,
    )


def offline_files(title: str) -> Iterator[tuple[str, bytes]]:
    """Yield ``sw.js`` and ``manifest.webmanifest``, both at the root: it is their scope.

    Args:
        title: Name of the portal.
    """
    if _ENABLED:
        addresses = json.dumps([asset_url("", name) for name in _ASSETS])
        text = _source("sw.js").replace("[/* ASET */]", addresses)
    else:
        text = _source("sw-off.js")
    yield "sw.js", text.encode()
    manifest = {
        "name": title,
        "lang": "id",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "background_color": "#fdfdfb",
        "theme_color": "#fdfdfb",
        "icons": [{"src": "assets/ikon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    yield "manifest.webmanifest", (json.dumps(manifest, ensure_ascii=False) + "\n").encode()
