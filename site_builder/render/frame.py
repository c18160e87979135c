"""The parts of the frame that every shell shares: head, footer, linked data, policy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from site_builder.render import urls
from site_builder.render.asset_files import asset_url
from site_builder.render.csp import content_security_policy
from site_builder.render.environment import environment
from site_builder.render.language import ENGLISH, Language, indonesian
from site_builder.render.page import HeadLink, Page, root_of
from site_builder.render.picture import SIZE

__all__ = ["ADDRESS_MARKS", "POLICY", "Frame", "MenuEntry", "json_ld", "with_policy"]

#: Before anything is drawn: colours the reader chose, whether there is script at all, and whether
#: something is asked of the search, so that what gives way to answers never stood there.
_EARLY = (
    'document.documentElement.classList.add("js");'
    'if(location.search)document.documentElement.classList.add("ksd-asked");'
    'try{const w=localStorage.getItem("ksd-warna");'
    "if(w)document.documentElement.dataset.warna=w}catch{}"
)
#: Stands where the policy goes until the rest of the document is known.
POLICY = "%%KEBIJAKAN-KEAMANAN-ISI%%"
#: Stand in the footer for the address of the page: as text, and as part of another address.
_ADDRESS, _ADDRESS_WITHIN = "ksd-alamat-halaman", "ksd-alamat-dalam-alamat"
_ADDRESS_SHOWN = Markup("<span>{}</span>").format(_ADDRESS)
ADDRESS_MARKS = (_ADDRESS, _ADDRESS_WITHIN)
#: Languages of the pages as Open Graph names them.
_LOCALES = {"id": "id_ID", "en": "en_GB"}


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
    branch: str = "HEAD"
    base_url: str = ""
    email: str = ""
    language: Language = field(default_factory=indonesian)

    @property
    def home(self) -> str:
        """Address of the home page in this language, relative to the root."""
        return "" if self.language.is_source else f"{self.language.code}/"

    def other_language(self, path: str) -> str:
        """Return the address of a page in the other language, of its home page where it has none."""
        if self.language.is_source:
            return urls.in_english(path) or f"{ENGLISH}/"
        return path.removeprefix(self.home)

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
            f"<script>{_EARLY}</script>"
            f'<link rel="icon" type="image/svg+xml" href="{asset_url(root, "ikon.svg")}">'
            f'<link rel="manifest" href="{root}manifest.webmanifest">'
            f'<link rel="stylesheet" href="{asset_url(root, "portal.css")}">'
            f'<script src="{asset_url(root, "portal.js")}" defer></script>'
        )

    def place(self, path: str, section: str) -> tuple[str, str]:
        """Return the addresses of the entry of the menu a page belongs to, and of its part in it.

        Args:
            path: Address of the page.
            section: Entry the page says it belongs to, for pages below no entry's address.

        Returns:
            Both "" where the page belongs to none (the home page's own address is "./").
        """
        if not path:
            return "./", ""
        found, longest = ("", ""), 0
        for entry in self.menu:
            for item in (entry, *entry.children):
                if len(item.address) > longest and path.startswith(item.address):
                    found = (entry.address, item.address if entry.children else "")
                    longest = len(item.address)
        if not longest and any(entry.address == section for entry in self.menu):
            found = (section, "")
        return found

    def header(self, root: str, place: tuple[str, str] = ("", ""), other: str = "") -> str:
        """Return the header of every page: skip link, name, menu.

        Args:
            root: The way from the page to the site's root.
            place: Where the page stands, from `place`.
            other: Address in the other language, from `other_language`.
        """
        entry, part = place
        return (
            environment(self.language)
            .get_template("header.html")
            .render(frame=self, root=root, entry=entry, part=part, other=other)
        )

    def own_head(self, page: Page, root: str) -> str:
        """Return what only this page has in ``<head>``."""
        parts = [
            f'<link rel="stylesheet" href="{asset_url(root, name)}">'
            if name.endswith(".css")
            else f'<script type="module" src="{asset_url(root, name)}"></script>'
            for name in page.assets
        ]
        return "".join(parts) + _head_links([*page.links, *self.social(page)])

    def social(self, page: Page) -> list[HeadLink]:
        """Return what is shown beside a link to a page elsewhere (https://ogp.me)."""
        values = {
            "og:site_name": self.site_name,
            "og:type": "website" if not page.path else "article",
            "og:title": page.title,
            "og:description": page.description,
            "og:url": self.base_url + quote(page.path),
            "og:locale": _LOCALES[self.language.code],
            "og:image": self.base_url + (page.preview or urls.picture()),
            "og:image:width": str(SIZE[0]),
            "og:image:height": str(SIZE[1]),
            "og:image:alt": page.description if page.preview else self.site_name,
        }
        card = (("name", "twitter:card"), ("content", "summary_large_image"))
        return [
            *(
                HeadLink("meta", (("property", name), ("content", value)))
                for name, value in values.items()
            ),
            HeadLink("meta", card),
        ]

    def footer(self, root: str) -> str:
        """Return the footer of every page; `own_address` says what to put into it for one."""
        return (
            environment(self.language)
            .get_template("footer.html")
            .render(
                frame=self,
                root=root,
                form=urls.report(self.repo_url, address=_ADDRESS_WITHIN) if self.repo_url else "",
                letter=escape(self._letter(_ADDRESS)).replace(_ADDRESS, _ADDRESS_SHOWN),
                mail=self._mail(),
            )
        )

    def own_address(self, page: Page) -> Mapping[str, str]:
        """Return what stands in the footer of this page for the marks in it."""
        address = self.base_url + quote(page.path)
        return {_ADDRESS: str(escape(address)), _ADDRESS_WITHIN: quote(address, safe="")}

    def _letter(self, address: str) -> str:
        """Return a report to be filled in and sent by any way there is."""
        gettext = self.language.gettext
        lines = (
            gettext("Halaman: %(address)s", address=address),
            gettext("Keadaan data: %(date)s", date=self.language.date_words(self.as_of)),
            gettext("Yang keliru:"),
            gettext("Yang benar, dan dari mana diketahui:"),
        )
        return "\n".join(lines)

    def _mail(self) -> str:
        """Return the address that opens a letter to the office (RFC 6068), "" where it names none."""
        if not self.email:
            return ""
        heading = self.language.gettext("Laporan kekeliruan")
        subject = quote(f"{heading}: {self.site_name}", safe="")
        body = quote(self._letter(_ADDRESS_WITHIN).replace("\n", "\r\n"), safe="")
        return f"mailto:{quote(self.email, safe='@')}?subject={subject}&body={body}"


def _head_links(links: Iterable[HeadLink]) -> str:
    """Return elements of ``<head>`` with their attributes escaped."""
    parts = []
    for link in links:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in link.attributes)
        parts.append(f"<{link.element}{attributes}>")
    return "".join(parts)


def json_ld(data: Mapping[str, Any] | None) -> str:
    """Return linked data as a data block that no value can break out of."""
    if data is None:
        return ""
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{text}</script>'


def with_policy(html: str) -> str:
    """Return a finished document with its Content-Security-Policy filled in."""
    return html.replace(POLICY, str(escape(content_security_policy(html))), 1)
