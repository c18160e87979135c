"""Fills a template and makes a page of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from markupsafe import Markup

from site_builder.render import urls
from site_builder.render.context import Context
from site_builder.render.environment import environment
from site_builder.render.languages import alternates, lead_to_english
from site_builder.render.page import HeadLink, Page, root_of

__all__ = ["PER_PAGE", "Builder", "Pager"]

#: Rows of a long list on one page.
PER_PAGE = 100
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one page of a long list stands among the others."""

    base: str
    number: int
    count: int
    total: int

    @property
    def shown(self) -> list[int | None]:
        """Page numbers to link: the ends and the neighbours, None for a gap."""
        wanted = sorted(
            {1, self.count, *range(max(1, self.number - 1), min(self.count, self.number + 1) + 1)}
        )
        found: list[int | None] = []
        for number in wanted:
            previous = found[-1] if found else None
            if previous is not None and number - previous > 1:
                found.append(None)
            found.append(number)
        return found

    def titled(self, title: str) -> str:
        """Return the title of this page in Indonesian: from the second on it says which one it is."""
        return title if self.number == 1 else f"{title}, halaman {self.number}"

    def crumb(self, title: str) -> list[tuple[str, str]]:
        """Return the first page as a step on the way to a further one; none on the way to itself."""
        return [] if self.number == 1 else [(title, self.base)]

    @property
    def first(self) -> int:
        """Number of the first row shown, from 1."""
        return (self.number - 1) * PER_PAGE + 1

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return min(self.number * PER_PAGE, self.total)


@dataclass(frozen=True)
class Builder:
    """Makes pages from templates."""

    ctx: Context

    def page(
        self,
        template: str,
        path: str,
        *,
        title: str,
        description: str,
        kind: str,
        section: str = "",
        json_ld: Mapping[str, Any] | None = None,
        assets: tuple[str, ...] = (),
        links: tuple[HeadLink, ...] = (),
        preview: str = "",
        **values: Any,  # whatever the template asks for
    ) -> Page:
        """Return the page of a filled template; `path` is the Indonesian address of it."""
        portal, language = self.ctx.portal, self.ctx.language
        there = path if language.is_source else urls.in_english(path)
        root = root_of(there, urlsplit(portal.base_url).path or "/")
        body = (
            environment(language)
            .get_template(template)
            .render(ctx=self.ctx, root=root, path=path, title=title, **values)
        )
        if not language.is_source:
            body = lead_to_english(body, root, language)
        return Page(
            there,
            title,
            description,
            Markup(body),  # noqa: S704 # rendered with autoescape
            kind,
            section,
            json_ld,
            assets,
            links + alternates(path, portal.base_url),
            language.code,
            preview,
        )

    def paged(
        self, base: str, items: Sequence[_Item]
    ) -> Iterator[tuple[str, Pager, Sequence[_Item]]]:
        """Yield (address, pager, items) for each page of a long list; one page if it is empty."""
        count = max(1, -(-len(items) // PER_PAGE))
        for number in range(1, count + 1):
            start = (number - 1) * PER_PAGE
            yield (
                urls.numbered(base, number),
                Pager(base, number, count, len(items)),
                items[start : start + PER_PAGE],
            )
