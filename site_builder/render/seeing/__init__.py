"""Pictures of the dataset: maps, timelines, networks, a calendar, comparisons.

Every picture is made on the server, works without script and stands beside a table with the same
numbers. What a page shows is placed by pure functions (`projection`, `places`, `timelines`,
`network`); the `*_pages` modules fill templates with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.portal import Portal
from site_builder.render.build import Builder
from site_builder.render.context import Context
from site_builder.render.page import Page
from site_builder.render.seeing.between_pages import between_files, between_pages
from site_builder.render.seeing.calendar_pages import calendar_pages
from site_builder.render.seeing.compare_pages import compare_files, compare_pages
from site_builder.render.seeing.group_pages import group_pages
from site_builder.render.seeing.map_pages import map_files, map_pages

__all__ = ["seeing_files", "seeing_pages"]


def seeing_pages(build: Builder) -> Iterator[Page]:
    """Yield every page of this package."""
    yield from map_pages(build)
    yield from group_pages(build)
    yield from calendar_pages(build)
    yield from compare_pages(build)
    yield from between_pages(build)


def seeing_files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Yield the data the pages' scripts read."""
    ctx = Context(portal, "")
    yield from map_files(ctx)
    yield from compare_files(ctx)
    yield from between_files(ctx)
