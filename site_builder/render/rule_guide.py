"""The guide to the rules: one page for each, with what is wrong and what is right."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.render.build import Builder
from site_builder.render.page import Page

__all__ = ["rule_pages"]


def rule_pages(build: Builder) -> Iterator[Page]:
    """Yield the list of rules and the page of each."""
    yield from ()
