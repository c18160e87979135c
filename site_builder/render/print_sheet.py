"""An agreement on one sheet of paper (A4): what it is, its state, and the way back to the page.

Every text is cut to what fits the sheet; whoever wants the rest follows the address or the code.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model import KerjaSama
from site_builder.render import urls
from site_builder.render.asset_files import asset_url
from site_builder.render.context import Cell, Context
from site_builder.render.page import HeadLink, root_of
from site_builder.render.qr import QrCode, qr_code

__all__ = ["Sheet", "build_sheet", "print_style"]

_MOST_PARTIES, _MOST_SCOPE, _MOST_SOURCES = 8, 5, 3
_TIME = ("tanggal_penandatanganan", "tanggal_mulai", "tanggal_berakhir", "jangka_waktu")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed.

    Attributes:
        title: Subject of the agreement, cut.
        parties: (name, number, which is "" where none is recorded).
        more_parties: How many are left out.
        times: The fields about time.
        purpose: Purpose, cut; "" where none is recorded.
        scope: The first items of the scope, cut.
        more_scope: How many are left out.
        sources: Addresses, cut.
        more_sources: How many are left out.
        code: The permanent address as a QR code.
    """

    title: str
    parties: Sequence[tuple[str, str]]
    more_parties: int
    times: Sequence[Cell]
    purpose: str
    scope: Sequence[str]
    more_scope: int
    sources: Sequence[str]
    more_sources: int
    code: QrCode


def build_sheet(ctx: Context, record: KerjaSama) -> Sheet:
    """Return the sheet of an agreement."""
    portal = ctx.portal
    parties = record.para_pihak
    return Sheet(
        title=_cut(ctx.heading(record), 220),
        parties=[
            (_cut(portal.mitra[p.mitra].nama, 90), _cut(p.nomor_naskah or "", 60))
            for p in parties[:_MOST_PARTIES]
        ],
        more_parties=max(0, len(parties) - _MOST_PARTIES),
        times=[
            Cell(c.label, _cut(c.text, 80), c.emptiness)
            for c in (ctx.main_cell(record, name) for name in _TIME)
        ],
        purpose=_cut(record.maksud_tujuan or "", 420),
        scope=[_cut(text, 160) for text in record.ruang_lingkup[:_MOST_SCOPE]],
        more_scope=max(0, len(record.ruang_lingkup) - _MOST_SCOPE),
        sources=[_cut(s.alamat, 150) for s in record.sumber[:_MOST_SOURCES]],
        more_sources=max(0, len(record.sumber) - _MOST_SOURCES),
        code=qr_code(portal.base_url + urls.agreement(record.id)),
    )


def print_style(path: str) -> HeadLink:
    """Return the style of the sheet for the page at a path; a screen does not wait for it."""
    return HeadLink(
        "link",
        (
            ("rel", "stylesheet"),
            ("media", "print"),
            ("href", asset_url(root_of(path, "/"), "cetak.css")),
        ),
    )


def _cut(text: str, length: int) -> str:
    """Return text of at most so many characters, cut between words where there are any."""
    short = textwrap.shorten(text, length, placeholder=" …")
    return short if short != "…" else text[: length - 1] + "…"
