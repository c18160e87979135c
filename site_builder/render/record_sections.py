"""Records under headings, in lists that the figures of other pages lead to.

All sections of a list are one run of lines, cut into pages like every long list, so the work grows
with the records listed. ``base#anchor`` always leads to a section: on a later page by way of the
contents of the first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from site_builder.deadlines import period_of
from site_builder.render import urls
from site_builder.render.build import Builder, Pager
from site_builder.render.context import Context
from site_builder.render.indicator_words import report_of
from site_builder.render.page import Page

__all__ = ["Cut", "Item", "Section", "cut", "item", "section_pages"]

_Key = TypeVar("_Key", bound=Hashable)
_Line = TypeVar("_Line")


@dataclass(frozen=True, slots=True)
class Cut(Generic[_Key, _Line]):
    """Sections cut into pages.

    Attributes:
        pages: Address, place among the pages, and the part of each section on it.
        starts: Address of the page each section with lines begins on.
    """

    pages: Sequence[tuple[str, Pager, Sequence[tuple[_Key, Sequence[_Line]]]]]
    starts: Mapping[_Key, str]


def cut(
    build: Builder, base: str, sections: Iterable[tuple[_Key, Sequence[_Line]]]
) -> Cut[_Key, _Line]:
    """Cut sections, each with a key of its own, into pages; one page if all are empty."""
    lines = [(key, line) for key, part in sections for line in part]
    pages = [
        (
            path,
            pager,
            [
                (key, [line for _, line in some])
                for key, some in groupby(part, key=lambda pair: pair[0])
            ],
        )
        for path, pager, part in build.paged(base, lines)
    ]
    starts: dict[_Key, str] = {}
    for path, _, parts in pages:
        for key, _ in parts:
            starts.setdefault(key, path)
    return Cut(pages, starts)


@dataclass(frozen=True, slots=True)
class Item:
    """A record in a list: its words, the address of its page, "" for none, and what tells it apart."""

    text: str
    address: str
    note: str


def item(ctx: Context, record: str) -> Item:
    """Return a record of any kind as an item; what has no page stands for itself."""
    portal = ctx.portal
    name = ctx.name_of(record)
    if name:
        return Item(name, ctx.address_of(record), record)
    if record in ctx.labels["urusan"]:
        return Item(ctx.label("urusan", record), urls.under("urusan", record), record)
    report = report_of(portal, record)
    if report is not None:
        agreement, duty, text = report
        period = period_of(text)
        words = f"{ctx.label('kewajiban_laporan', duty)}, {period.words if period else text}"
        heading = ctx.heading(portal.kerja_sama[agreement])
        return Item(f"{heading}; {words}", urls.agreement(agreement), record)
    return Item(record, "", record)


@dataclass(frozen=True, slots=True)
class Section:
    """Records that a figure counts.

    Attributes:
        anchor: Where the section stands; no two of a list have the same.
        heading: What the records have in common.
        items: The records.
    """

    anchor: str
    heading: str
    items: Sequence[Item]


def section_pages(
    build: Builder,
    base: str,
    sections: Iterable[Section],
    *,
    title: str,
    lead: str,
    kind: str,
    section: str,
    crumbs: Sequence[tuple[str, str]],
    noun: str = "naskah",
) -> Iterator[Page]:
    """Yield the pages of a list; a section without records is left out."""
    filled = {one.anchor: one for one in sections if one.items}
    found = cut(build, base, ((anchor, one.items) for anchor, one in filled.items()))
    contents = [
        (one.heading, f"{path}#{anchor}", "" if path == base else anchor, len(one.items))
        for anchor, one in filled.items()
        for path in (found.starts[anchor],)
    ]
    for path, pager, parts in found.pages:
        yield build.page(
            "record_sections.html",
            path,
            title=pager.titled(title),
            description=lead,
            kind=kind,
            section=section,
            crumbs=[*crumbs, *pager.crumb(title)],
            lead=lead,
            noun=noun,
            contents=contents if pager.number == 1 and len(contents) > 1 else [],
            sections=[
                (filled[anchor], found.starts[anchor] == path, items) for anchor, items in parts
            ],
            pager=pager,
        )
