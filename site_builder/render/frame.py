"""The parts of the frame that every shell shares: head, footer, linked data, policy."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from markupsafe import escape

from site_builder.render.csp import content_security_policy
from site_builder.render.environment import environment
from site_builder.render.page import Page, root_of

__all__ = ["POLICY", "Frame", "MenuEntry", "json_ld", "polish_prose", "with_policy"]

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_ALIGN = re.compile(r' style="text-align: ?(left|right|center);?"')
_OUTSIDE = re.compile(r'<a (?P<before>[^>]*?)href="(?P<href>https?://[^"]*)"(?P<after>[^>]*)>')

#: Stands where the policy goes until the rest of the document is known.
POLICY = "%%KEBIJAKAN-KEAMANAN-ISI%%"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of the navigation; the address is relative to the site's root."""

    title: str
    address: str
    children: tuple[MenuEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content of every page."""

    site_name: str
    as_of: date
    repo_url: str
    base_path: str
    menu: Sequence[MenuEntry]

    def root(self, path: str) -> str:
        """Return the prefix that leads from a page to the site's root."""
        return root_of(path, self.base_path)

    @property
    def security(self) -> str:
        """Return what must stand before anything the page loads."""
        return (
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            '<meta name="referrer" content="strict-origin-when-cross-origin">'
        )

    def head(self, root: str) -> str:
        """Return what the shared style and behaviour need in ``<head>``."""
        return (
            f'<link rel="icon" type="image/svg+xml" href="{root}assets/ikon.svg">'
            f'<link rel="stylesheet" href="{root}assets/portal.css">'
            f'<script src="{root}assets/portal.js" defer></script>'
        )

    def own_head(self, page: Page, root: str) -> str:
        """Return what only this page has in ``<head>``."""
        parts = [
            f'<link rel="stylesheet" href="{root}assets/{name}">'
            if name.endswith(".css")
            else f'<script type="module" src="{root}assets/{name}"></script>'
            for name in page.assets
        ]
        for link in page.links:
            attributes = "".join(f' {name}="{escape(value)}"' for name, value in link.attributes)
            parts.append(f"<{link.element}{attributes}>")
        return "".join(parts)

    def footer(self, root: str) -> str:
        """Return the footer of every page."""
        return environment().get_template("footer.html").render(frame=self, root=root)


def json_ld(data: Mapping[str, Any] | None) -> str:
    """Return linked data as a data block that no value can break out of."""
    if data is None:
        return ""
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{text}</script>'


def with_policy(html: str) -> str:
    """Return a finished document with its Content-Security-Policy filled in."""
    return html.replace(POLICY, str(escape(content_security_policy(html))), 1)


def _outside_link(match: re.Match[str]) -> str:
    if "rel=" in match["before"] + match["after"]:
        return match[0]
    return (
        f'<a {match["before"]}href="{match["href"]}"{match["after"]} '
        'rel="noopener nofollow external">'
    )


def polish_prose(html: str) -> str:
    """Return prose that keeps the policy and can be used by keyboard on a narrow screen.

    Python-Markdown aligns cells with a style attribute, which the policy forbids; wide tables and
    code scroll inside a container that can be focused.
    """
    html = _ALIGN.sub(r' class="ksd-align-\1"', html)
    numbers = count(1)
    html = _TABLE.sub(
        lambda table: (
            f'<div class="ksd-scroll" role="region" aria-label="Tabel {next(numbers)}" '
            f'tabindex="0"><table class="ksd-table">{table[1]}</table></div>'
        ),
        html,
    )
    html = html.replace("<pre><code", '<pre tabindex="0"><code')
    return _OUTSIDE.sub(_outside_link, html)
