"""What a page is, and what puts a whole HTML document around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

__all__ = ["NO_INDEX", "HeadLink", "Page", "Shell", "root_of"]


@dataclass(frozen=True, slots=True)
class HeadLink:
    """An element of ``<head>``: ``link`` or ``meta`` with its attributes, none of them escaped yet."""

    element: str
    attributes: tuple[tuple[str, str], ...]


#: In the head of a page that search engines shall leave out.
NO_INDEX = HeadLink("meta", (("name", "robots"), ("content", "noindex")))


@dataclass(frozen=True, slots=True)
class Page:
    """One page without the frame around it.

    Attributes:
        path: Address relative to the site's root: "" for the home page, else with a closing slash.
        title: Title of the document and of its h1, plain text.
        description: One sentence for search engines, plain text.
        body: Content of ``<main>``.
        kind: Kind of page, for tests.
        section: First part of the address of the entry in the navigation it belongs to.
        json_ld: Linked data about the page, or None.
        assets: Names below ``assets/`` of the styles and modules only this kind of page needs.
        links: What this page alone links to from its head: feeds, other languages, pictures.
        language: Tag of the language of the page (BCP 47).
        preview: Address of the picture shown beside a link to the page; "" for that of the site.
    """

    path: str
    title: str
    description: str
    body: Markup
    kind: str
    section: str = ""
    json_ld: Mapping[str, Any] | None = None
    assets: tuple[str, ...] = ()
    links: tuple[HeadLink, ...] = ()
    language: str = "id"
    preview: str = ""

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may list the page; the sitemap has those alone."""
        return NO_INDEX not in self.links

    @property
    def file(self) -> str:
        """Path of the file the page is written to."""
        return self.path if self.path.endswith(".html") else f"{self.path}index.html"


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of every page: head, navigation, footer.

    Attributes:
        repo_url: Public address of the repository, from ``mkdocs.yml``; "" where there is none.
        branch: Branch of the repository that is published, from ``mkdocs.yml``.
        prose_addresses: Addresses of the prose pages, for the sitemap.
        wrap: Gives the whole HTML document of a page.
    """

    repo_url: str
    branch: str
    prose_addresses: Sequence[str]
    wrap: Callable[[Page], bytes]


def root_of(path: str, base_path: str) -> str:
    """Return the prefix that leads from a page to the site's root.

    The page for missing addresses is served at any depth, so its links start at ``base_path``,
    the path of the site's public address.
    """
    if path == "404.html":
        return base_path
    return "../" * path.count("/") or "./"
