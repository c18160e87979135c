"""Feeds of what happened, in Atom (RFC 4287): of the whole portal, and of a region, party, affair.

Nothing in a feed is of the build: ids are tags (RFC 4151) made of the record and the event, every
``updated`` is the moment of the event, and the words of an entry do not depend on the day it is
read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from site_builder.events import Event, EventKind, events_of, latest
from site_builder.model import KerjaSama
from site_builder.partial_date import in_words
from site_builder.render import urls
from site_builder.render.context import Context
from site_builder.render.text import without_controls

__all__ = [
    "ENDINGS_OF",
    "MEDIA_TYPE",
    "changed_places",
    "endings_title",
    "event_heading",
    "event_words",
    "feed_files",
    "feed_places",
    "feed_title",
    "place_name",
]

MEDIA_TYPE = "application/atom+xml"
#: Sections whose places have a feed of endings alone.
ENDINGS_OF = ("wilayah", "mitra")
#: ``updated`` of a feed in which nothing has happened yet; RFC 4287 section 4.1.1 demands one.
_NEVER = "2026-01-01T00:00:00+07:00"


def feed_files(ctx: Context) -> Iterator[tuple[str, bytes]]:
    """Yield every feed: one for each kind of event, region, party and affair that has a page.

    A region and a party have one more, of endings alone.
    """
    writer = _Writer(ctx, {})
    portal = ctx.portal
    by_feed: dict[tuple[str, str], list[Event]] = {}
    bundled: set[tuple[tuple[str, str], str]] = set()
    for event in events_of(portal):
        places = ctx.feeds_of(portal.kerja_sama[event.record])
        if event.kind is EventKind.ENDING:
            places += [(f"{s}/{code}", event.kind) for s, code in places if s in ENDINGS_OF]
        for place in (("", event.kind), *places):
            if event.is_bulk:
                bundle = (place, f"{event.kind}/{event.commit}")
                if bundle in bundled:
                    continue
                bundled.add(bundle)
            by_feed.setdefault(place, []).append(event)
    for name, title in urls.FEEDS.items():
        yield writer.file("", name, title, urls.FOLLOW, by_feed.get(("", name), ()))
    for section, code, page in feed_places(ctx):
        title = feed_title(ctx, section, code)
        yield writer.file(section, code, title, page, by_feed.get((section, code), ()))
        if section in ENDINGS_OF:
            endings = by_feed.get((f"{section}/{code}", EventKind.ENDING), ())
            title = endings_title(ctx, section, code)
            yield writer.file(f"{section}/{code}", EventKind.ENDING, title, page, endings)


def feed_places(ctx: Context) -> Iterator[tuple[str, str, str]]:
    """Yield (section, code, address of the page) of every region, party and affair with a page."""
    for code in ctx.codes["wilayah"]:
        if ctx.region_page(code):
            yield "wilayah", code, ctx.region_page(code)
    for code in ctx.portal.mitra:
        yield "mitra", code, urls.mitra(code)
    for code in ctx.codes["urusan"]:
        yield "urusan", code, urls.under("urusan", code)


def place_name(ctx: Context, section: str, code: str) -> str:
    """Return the name of a region, party or affair."""
    return ctx.portal.mitra[code].nama if section == "mitra" else ctx.label(section, code)


def feed_title(ctx: Context, section: str, code: str) -> str:
    """Return the title of the feed of a region, party or affair."""
    return f"Kerja sama: {place_name(ctx, section, code)}"


def endings_title(ctx: Context, section: str, code: str) -> str:
    """Return the title of the feed of endings of a region or party."""
    return f"Akan berakhir: {place_name(ctx, section, code)}"


def event_heading(event: Event) -> str:
    """Return what happened, in a few words that stay true."""
    match event.kind:
        case EventKind.RECORDED:
            return "Baru dicatat"
        case EventKind.CHANGED:
            return "Catatan berubah"
        case EventKind.SIGNED:
            return "Ditandatangani"
        case EventKind.ENDING:
            return f"Berakhir dalam {event.days} hari"


def event_words(ctx: Context, event: Event) -> str:
    """Return what happened in one sentence that stays true."""
    day = in_words(event.moment.date())
    match event.kind:
        case EventKind.RECORDED:
            return f"Dicatat di portal ini {day}."
        case EventKind.CHANGED:
            return f"Catatannya diubah {day}: {', '.join(changed_places(ctx, event))}."
        case EventKind.SIGNED:
            return f"Ditandatangani {day}."
        case EventKind.ENDING:
            last = in_words(event.moment.date() + timedelta(days=event.days))
            return f"Masa berlakunya habis {last}, {event.days} hari sesudah {day}."


def changed_places(ctx: Context, event: Event) -> list[str]:
    """Return the titles of what a commit changed; what the schema no longer has is "lainnya"."""
    titles = []
    for table, name in event.places:
        if table not in ctx.fields or (name and name not in ctx.fields[table]):
            titles.append("lainnya")
        elif table == "kerja_sama" and name:
            titles.append(ctx.title(table, name))
        else:
            titles.append(ctx.title(table))
    return list(dict.fromkeys(titles)) or ["lainnya"]


@dataclass(frozen=True, slots=True)
class _About:
    """What every entry on an agreement says, as XML."""

    title: str
    who: str
    address: str
    categories: str


@dataclass(frozen=True, slots=True)
class _Writer:
    ctx: Context
    about: dict[str, _About]

    def file(
        self, section: str, name: str, title: str, page: str, events: Sequence[Event]
    ) -> tuple[str, bytes]:
        """Return the path and the bytes of a feed."""
        portal = self.ctx.portal
        descriptor = portal.package.descriptor
        path = urls.feed(name, section)
        shown = latest(events, portal.as_of)
        updated = shown[0].moment.isoformat() if shown else _NEVER
        head = (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id">\n'
            f"<id>{_text(self.tag(path.removesuffix('.atom')))}</id>\n"
            f"<title>{_text(title)}</title>\n"
            f"<updated>{updated}</updated>\n"
            f"<author><name>{_text(descriptor['title'])}</name></author>\n"
            f'<link rel="self" type={quoteattr(MEDIA_TYPE)} href={self.href(path)}/>\n'
            f'<link rel="alternate" type="text/html" href={self.href(page)}/>\n'
            f"<rights>{_text(descriptor['licenses'][0]['title'])}</rights>\n"
        )
        entries = (
            self.bundle(event, path, title, page) if event.is_bulk else self.entry(event)
            for event in shown
        )
        return path, "".join([head, *entries, "</feed>\n"]).encode()

    def tag(self, specific: str) -> str:
        """Return a tag URI."""
        return f"tag:{self.ctx.portal.package.descriptor['tag']}:{quote(specific)}"

    def href(self, path: str) -> str:
        """Return an address of this site as a quoted attribute."""
        return quoteattr(self.ctx.portal.base_url + quote(path))

    def entry(self, event: Event) -> str:
        """Return one entry; no two lines of it depend on the build."""
        about = self.about.get(event.record)
        if about is None:
            about = self.describe(self.ctx.portal.kerja_sama[event.record])
            self.about[event.record] = about
        return (
            f"<entry><id>{self.tag(event.identity)}</id>"
            f"<title>{event_heading(event)}: {about.title}</title>"
            f"<updated>{event.moment.isoformat()}</updated>"
            f"<link href={about.address}/>"
            f"<summary>{_text(event_words(self.ctx, event))} {about.who}</summary>"
            f'<category term="{event.kind}" label={quoteattr(urls.FEEDS[event.kind])}/>'
            f"{about.categories}</entry>\n"
        )

    def bundle(self, event: Event, path: str, title: str, page: str) -> str:
        """Return the entry that stands for all a commit did at once.

        It gives no number: records may be merged later, and an entry stays as it was.
        """
        is_new = event.kind is EventKind.RECORDED
        what = "Banyak naskah dicatat sekaligus" if is_new else "Banyak catatan diubah sekaligus"
        identity = f"{path.removesuffix('.atom')}/{event.kind}/{event.commit}"
        return (
            f"<entry><id>{_text(self.tag(identity))}</id>"
            f"<title>{_text(f'{what}: {title}')}</title>"
            f"<updated>{event.moment.isoformat()}</updated>"
            f"<link href={self.href(page)}/>"
            f"<summary>{what} pada {in_words(event.moment.date())}, lebih dari yang dapat "
            "dikabarkan satu per satu. Daftarnya ada pada halaman ini.</summary>"
            f'<category term="{event.kind}" label={quoteattr(urls.FEEDS[event.kind])}/>'
            "</entry>\n"
        )

    def describe(self, record: KerjaSama) -> _About:
        """Return what the entries on an agreement share."""
        ctx = self.ctx
        row = ctx.summary(record)
        places = [("jenis", record.jenis), *(p for p in ctx.feeds_of(record) if p[0] != "mitra")]
        return _About(
            title=_text(row.title),
            who=_text(f"{row.bentuk} ({row.jenis}) antara {', '.join(row.parties)}."),
            address=self.href(urls.agreement(record.id)),
            categories="".join(
                f"<category term={quoteattr(code)} scheme={self.href(section + '/')} "
                f"label={quoteattr(without_controls(ctx.label(section, code)))}/>"
                for section, code in places
            ),
        )


def _text(text: str) -> str:
    return escape(without_controls(text))
