"""The picture of every agreement, and that of the site."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import KerjaSama
from site_builder.partial_date import in_words
from site_builder.portal import Portal
from site_builder.render import urls
from site_builder.render.context import Context
from site_builder.render.picture import Card, draw_card

__all__ = ["picture_files"]


def picture_files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Yield every picture."""
    ctx = Context(portal, "")
    descriptor = portal.package.descriptor
    yield (
        urls.picture(),
        draw_card(
            Card(
                "Bukan register resmi pemerintah mana pun",
                "Kerja sama daerah di Indonesia: siapa dengan siapa, tentang apa, sampai kapan",
                lines=(descriptor["title"], descriptor["licenses"][0]["title"]),
            )
        ),
    )
    for record in portal.kerja_sama.values():
        yield urls.picture(record.id), draw_card(_card(ctx, record))


def _card(ctx: Context, record: KerjaSama) -> Card:
    row = ctx.summary(record)
    since = f", {ctx.since(row)}" if row.date else ""
    return Card(
        site=ctx.portal_title,
        title=row.title,
        state=row.status,
        state_text=ctx.label("keadaan", row.status),
        day=in_words(ctx.portal.as_of),
        parties=" · ".join(row.parties),
        lines=(f"{row.bentuk} ({row.jenis}){since}",),
    )
