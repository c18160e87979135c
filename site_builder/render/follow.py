"""The page on how to follow changes, the links to feeds in heads, and all feeds and calendars."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import KerjaSama
from site_builder.portal import Portal
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.calendars import calendar_files, ends_on
from site_builder.render.context import Context
from site_builder.render.feeds import (
    ENDINGS_OF,
    MEDIA_TYPE,
    endings_title,
    feed_files,
    feed_title,
    place_name,
)
from site_builder.render.page import HeadLink, Page, root_of

__all__ = ["feed_links", "follow_files", "follow_pages", "record_feed_links", "record_feeds"]

_CALENDAR = "text/calendar"
#: Feeds that an agreement's head names; its page names all.
_MOST_HEAD_LINKS = 3


def follow_files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Yield every feed and every calendar."""
    ctx = Context(portal, "")
    yield from feed_files(ctx)
    yield from calendar_files(ctx)


def feed_links(ctx: Context, path: str, section: str, code: str) -> tuple[HeadLink, ...]:
    """Return what the page of a region, party or affair at a path links to from its head."""
    links = [_head_link(path, urls.feed(code, section), feed_title(ctx, section, code))]
    if section in ENDINGS_OF:
        endings = urls.endings_feed(section, code)
        links.append(_head_link(path, endings, endings_title(ctx, section, code)))
    return tuple(links)


def _head_link(path: str, target: str, title: str) -> HeadLink:
    root = root_of(path, "/")
    return HeadLink(
        "link",
        (
            ("rel", "alternate"),
            ("type", _CALENDAR if target.endswith(".ics") else MEDIA_TYPE),
            ("title", title),
            ("href", root + target),
        ),
    )


def record_feeds(ctx: Context, record: KerjaSama) -> list[tuple[str, str, str]]:
    """Return (section, code, name) of the feeds that tell of an agreement: its regions, or parties.

    Regions come first because their feeds are wider; the parties stand in where there is no region.
    """
    section, codes = "wilayah", ctx.portal.regions_of(record)
    if not codes:
        section, codes = "mitra", list(dict.fromkeys(party.mitra for party in record.para_pihak))
    return [(section, code, place_name(ctx, section, code)) for code in codes]


def record_feed_links(ctx: Context, record: KerjaSama, path: str) -> tuple[HeadLink, ...]:
    """Return what the page of an agreement at a path links to from its head."""
    here = path if ctx.language.is_source else urls.in_english(path)
    return tuple(
        _head_link(here, urls.feed(code, section), feed_title(ctx, section, code))
        for section, code, _ in record_feeds(ctx, record)[:_MOST_HEAD_LINKS]
    )


def follow_pages(build: Builder) -> Iterator[Page]:
    """Yield the page on how to follow changes."""
    ctx = build.ctx
    portal = ctx.portal
    dated = [r for r in portal.kerja_sama.values() if ends_on(build.ctx.life, r) is not None]
    yield build.page(
        "follow.html",
        urls.FOLLOW,
        title="Ikuti perubahan",
        description="Umpan Atom dan kalender kerja sama daerah: yang baru, yang berubah, yang akan "
        "berakhir, menurut wilayah, mitra, dan urusan.",
        kind="ikuti",
        section="pantauan/",
        dated=len(dated),
        provinces=[c for c, row in ctx.codes["wilayah"].items() if not row["provinsi"]],
        links=(
            *(_head_link(urls.FOLLOW, urls.feed(n), title) for n, title in urls.FEEDS.items()),
            _head_link(urls.FOLLOW, urls.calendar(), "Kalender akhir masa berlaku"),
        ),
    )
