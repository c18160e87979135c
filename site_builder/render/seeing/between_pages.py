"""What is in force today between two parties: the page that asks, and the data it reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from zlib import crc32

from site_builder.counterparts import bucket_of
from site_builder.endings import end_in_words
from site_builder.render.build import Builder
from site_builder.render.context import Context
from site_builder.render.page import Page
from site_builder.render.seeing.group_pages import BUCKET_WORDS, has_enough

__all__ = ["between_files", "between_pages", "shard_of"]

#: Parties whose agreements lie in one file, on average.
_PER_SHARD = 40


def between_pages(build: Builder) -> Iterator[Page]:
    """Yield the page; without script it leads to the tables of the parties."""
    ctx = build.ctx
    portal = ctx.portal
    rows = [m for m in portal.mitra.values() if has_enough(portal.by_mitra.get(m.id, ()))]
    for path, pager, part in build.paged("berlaku/", rows):
        yield build.page(
            "between.html",
            path,
            title=pager.titled("Yang berlaku antara dua pihak"),
            description="Naskah kerja sama yang berlaku hari ini antara dua pihak.",
            kind="berlaku",
            section="peta/",
            assets=("lihat.css", "lihat-berlaku.js") if pager.number == 1 else ("lihat.css",),
            pager=pager,
            rows=part,
            words=BUCKET_WORDS,
        )


def shard_of(mitra: str, shards: int) -> int:
    """Return the file a party's agreements lie in (CRC-32 of its id, ISO 3309, modulo their number)."""
    return crc32(mitra.encode()) % shards


def between_files(ctx: Context) -> Iterator[tuple[str, bytes]]:
    """Yield the list of parties, and their agreements in files of about equal size.

    ``berlaku/mitra.json``: ``{"keadaan": labels, "mitra": [[id, name, file], …]}``.
    ``berlaku/bagian/<n>.json``: ``{"naskah": {id: [title, date, state, end, answer]},
    "mitra": {id: [[agreement, [every other party and the bodies above it]], …]}}``.
    """
    portal = ctx.portal
    parties = [m for m in portal.mitra.values() if m.id in portal.by_mitra]
    shards = max(1, len(parties) // _PER_SHARD)
    yield (
        "berlaku/mitra.json",
        _json(
            {
                "keadaan": ctx.labels["keadaan"],
                "mitra": [[m.id, m.nama, shard_of(m.id, shards)] for m in parties],
            }
        ),
    )
    # Who takes part, the bodies above included; a pair is asked for by its two ids.
    bodies = {
        record.id: list(dict.fromkeys(portal.bodies_of(record)))
        for record in portal.kerja_sama.values()
    }
    members: list[list[str]] = [[] for _ in range(shards)]
    for mitra in parties:
        members[shard_of(mitra.id, shards)].append(mitra.id)
    for number, ids in enumerate(members):
        naskah: dict[str, Any] = {}
        found: dict[str, list[Any]] = {}
        for key in ids:
            own = set(portal.with_parents(key))
            found[key] = []
            for record in portal.by_mitra[key]:
                others = [
                    b
                    for b in bodies[record.id]
                    if b not in own and key not in portal.with_parents(b)
                ]
                found[key].append([record.id, others])
                if record.id not in naskah:
                    row = ctx.summary(record)
                    until = end_in_words(ctx.life, record)
                    naskah[record.id] = [
                        row.title, ctx.since(row), row.status, until, bucket_of(portal, record.id),
                    ]  # fmt: skip
        yield f"berlaku/bagian/{number}.json", _json({"naskah": naskah, "mitra": found})


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
