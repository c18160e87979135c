"""The pages that also exist in English, below ``en/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_builder.render.agreement import agreement_pages
from site_builder.render.build import Builder
from site_builder.render.data import dictionary_pages
from site_builder.render.home import home_pages
from site_builder.render.language import english
from site_builder.render.listings import list_pages
from site_builder.render.page import Page
from site_builder.render.removed import removed_pages

__all__ = ["english_pages"]


def english_pages(build: Builder) -> Iterator[Page]:
    """Yield the English pages; titles and the words of the records stay as signed."""
    there = Builder(replace(build.ctx, language=english()))
    yield from home_pages(there)
    yield from list_pages(there)
    yield from agreement_pages(there)
    yield from removed_pages(there)
    yield from dictionary_pages(there)
