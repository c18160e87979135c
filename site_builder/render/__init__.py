"""The pages of the site, as a stream: one page is made, written and forgotten before the next.

`pages` makes what stands in ``<main>``; a `Shell` puts the frame of the site around it. Nothing
here knows which theme that is.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.portal import Portal
from site_builder.render.agreement import agreement_pages
from site_builder.render.asset_files import asset_files
from site_builder.render.build import Builder
from site_builder.render.context import Context
from site_builder.render.data import data_pages
from site_builder.render.digest import digest_pages
from site_builder.render.english import english_pages
from site_builder.render.follow import follow_files, follow_pages
from site_builder.render.glossary import glossary_files, glossary_pages
from site_builder.render.history import history_pages
from site_builder.render.home import home_pages
from site_builder.render.indicators import indicator_pages
from site_builder.render.listings import listing_pages
from site_builder.render.mapping import mapping_pages
from site_builder.render.offline import offline_files, offline_pages
from site_builder.render.page import Page, Shell
from site_builder.render.pictures import picture_files
from site_builder.render.plans import plan_pages
from site_builder.render.quality import quality_pages
from site_builder.render.removed import removed_pages
from site_builder.render.reports import report_files, report_pages
from site_builder.render.rule_guide import rule_pages
from site_builder.render.scoreboard import scoreboard_pages
from site_builder.render.seeing import seeing_files, seeing_pages
from site_builder.render.urls import robots_txt, sitemap
from site_builder.render.watch import watch_pages

__all__ = ["Page", "Shell", "pages", "site_files"]


def pages(portal: Portal, *, repo_url: str = "", branch: str = "HEAD") -> Iterator[Page]:
    """Yield every generated page, one by one."""
    build = Builder(Context(portal, repo_url, branch=branch))
    yield from home_pages(build)
    yield from listing_pages(build)
    yield from agreement_pages(build)
    yield from removed_pages(build)
    yield from history_pages(build)
    yield from indicator_pages(build)
    yield from plan_pages(build)
    yield from watch_pages(build)
    yield from mapping_pages(build)
    yield from scoreboard_pages(build)
    yield from report_pages(build)
    yield from quality_pages(build)
    yield from follow_pages(build)
    yield from digest_pages(build)
    yield from seeing_pages(build)
    yield from data_pages(build)
    yield from rule_pages(build)
    yield from glossary_pages(build)
    yield from english_pages(build)
    yield from offline_pages(build)


def site_files(portal: Portal, shell: Shell) -> Iterator[tuple[str, bytes]]:
    """Yield every generated page in its frame, the assets, ``sitemap.xml`` and ``robots.txt``."""
    addresses = list(shell.prose_addresses)
    for page in pages(portal, repo_url=shell.repo_url, branch=shell.branch):
        if page.is_indexed:
            addresses.append(page.path)
        yield page.file, shell.wrap(page)
    yield from report_files(portal)
    yield from follow_files(portal)
    yield from picture_files(portal)
    for name, content in asset_files().items():
        yield f"assets/{name}", content
    yield from glossary_files(portal)
    yield from offline_files(portal.package.descriptor["title"])
    yield from seeing_files(portal)
    yield "sitemap.xml", sitemap(addresses, portal.base_url)
    yield "robots.txt", robots_txt(portal.base_url)
