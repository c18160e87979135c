"""What stands at the addresses of a record that is no more."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.plan_model import CatatanDihapus
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.context import Context
from site_builder.render.page import NO_INDEX, Page

__all__ = ["removed_pages"]


def removed_pages(build: Builder) -> Iterator[Page]:
    """Yield a page for every record that was taken away, at each address it had in this language."""
    ctx = build.ctx
    for removed in ctx.portal.catatan_dihapus.values():
        for address in _addresses(ctx, removed):
            if not (ctx.language.is_source or urls.in_english(address)):
                continue
            yield build.page(
                "removed.html",
                address,
                title=ctx.gettext("Catatan dihapus: %(id)s", id=removed.id),
                description=ctx.gettext(
                    "Catatan %(id)s pernah terbit di alamat ini dan sudah dihapus.", id=removed.id
                ),
                kind="catatan-dihapus",
                links=(NO_INDEX,),
                removed=removed,
                section=address.partition("/")[0] + "/",
                successor=ctx.address_of(removed.pengganti or ""),
            )


def _addresses(ctx: Context, removed: CatatanDihapus) -> Iterator[str]:
    """Yield the Indonesian addresses a record had: of itself, of its history and its versions."""
    own = ctx.page_of(removed.tabel, removed.id)
    if own:
        yield own
    if removed.tabel != "kerja_sama":
        return
    yield urls.history(removed.id)
    history = ctx.portal.history.get(removed.id)
    for version in () if history is None else history.versions:
        if version.blob:
            yield urls.version(removed.id, version.slug)
