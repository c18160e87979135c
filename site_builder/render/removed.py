"""What stands at the address of a record that is no more."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.render.build import Builder
from site_builder.render.page import NO_INDEX, Page

__all__ = ["removed_pages"]


def removed_pages(build: Builder) -> Iterator[Page]:
    """Yield a page for every record that was taken away and had one of its own."""
    ctx = build.ctx
    for removed in ctx.portal.catatan_dihapus.values():
        address = ctx.page_of(removed.tabel, removed.id)
        if not address:
            continue
        yield build.page(
            "removed.html",
            address,
            title=f"Catatan dihapus: {removed.id}",
            description=f"Catatan {removed.id} pernah terbit di alamat ini dan sudah dihapus.",
            kind="catatan-dihapus",
            links=(NO_INDEX,),
            removed=removed,
            section=address.partition("/")[0] + "/",
            successor=ctx.address_of(removed.pengganti or ""),
        )
