"""Two agreements side by side: a page for every direct link, and the data to compare any two."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from site_builder.dataset import LINKS
from site_builder.model import KerjaSama
from site_builder.portal import Portal
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.context import Context
from site_builder.render.page import Page

__all__ = ["Side", "Verdict", "compare", "compare_files", "compare_pages", "sides_of"]

#: Fields in the order they are compared; those empty in both are left out.
_FIELDS = (
    "tentang",
    "nama_naskah",
    "jenis",
    "subjenis",
    "bentuk_naskah",
    "bentuk_pengaturan",
    "tanggal_penandatanganan",
    "tempat_penandatanganan",
    "tanggal_mulai",
    "tanggal_berakhir",
    "jangka_waktu",
    "latar_belakang",
    "maksud_tujuan",
    "sasaran",
    "penerima_manfaat",
    "tanggal_pengakhiran",
    "alasan_pengakhiran",
    "persetujuan_dprd",
    "akses",
    "tingkat_bukti",
)
Verdict = Literal["sama", "berbeda", "hanya satu"]
#: A sign beside the word, so that they differ without colour.
SIGNS: Mapping[Verdict, str] = {"sama": "=", "berbeda": "≠", "hanya satu": "◐"}


@dataclass(frozen=True, slots=True)
class Side:
    """A field of one agreement: its values, or the word for its emptiness."""

    title: str
    values: tuple[str, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Line:
    """A field of both, and whether they agree."""

    title: str
    a: Side
    b: Side
    verdict: Verdict
    is_list: bool


def sides_of(ctx: Context, record: KerjaSama) -> list[Side]:
    """Return everything of an agreement that is compared, as shown."""
    portal = ctx.portal
    state = portal.states[record.id]
    found = [Side(ctx.title("status", "status"), (ctx.label("keadaan", state.status),), "")]
    for name in _FIELDS:
        cell = ctx.main_cell(record, name)
        found.append(
            Side(
                cell.label,
                () if cell.emptiness else (cell.text,),
                cell.emptiness and cell.text,
            )
        )
    none = ctx.emptiness[""]
    for title, values in (
        (
            ctx.title("para_pihak"),
            [portal.mitra[p.mitra].nama for p in record.para_pihak],
        ),
        (
            ctx.title("urusan_kerja_sama"),
            [ctx.label("urusan", c) for c in record.urusan],
        ),
        (ctx.title("bidang"), record.bidang),
        (ctx.title("ruang_lingkup"), record.ruang_lingkup),
        (
            ctx.title("perangkat_daerah_pelaksana"),
            record.perangkat_daerah_pelaksana,
        ),
    ):
        shown = tuple(dict.fromkeys(values))
        found.append(Side(title, shown, "" if shown else none))
    return found


def compare(a: Sequence[Side], b: Sequence[Side]) -> list[Line]:
    """Put two agreements side by side; fields that are empty in both are left out.

    Lists are equal when they hold the same entries, in any order.
    """
    lines = []
    for left, right in zip(a, b, strict=True):
        if not left.values and not right.values:
            continue
        verdict: Verdict
        if not left.values or not right.values:
            verdict = "hanya satu"
        else:
            verdict = "sama" if set(left.values) == set(right.values) else "berbeda"
        is_list = len(left.values) > 1 or len(right.values) > 1
        lines.append(Line(left.title, left, right, verdict, is_list))
    return lines


def direct_links(portal: Portal) -> Iterator[tuple[str, str, str]]:
    """Yield (earlier, later, field) for every link between two agreements, newest first."""
    for record in portal.kerja_sama.values():
        for name in LINKS:
            target = getattr(record, name)
            if target is not None and target in portal.kerja_sama:
                yield target, record.id, name


def compare_pages(build: Builder) -> Iterator[Page]:
    """Yield the page to choose from and one page for every pair of linked agreements."""
    ctx = build.ctx
    records = ctx.portal.kerja_sama
    links: dict[tuple[str, str], list[str]] = {}
    for earlier, later, name in direct_links(ctx.portal):
        links.setdefault((earlier, later), []).append(name)
    for path, pager, part in build.paged("banding/", list(links.items())):
        yield build.page(
            "compare.html",
            path,
            title=pager.titled("Bandingkan dua naskah"),
            description="Dua naskah kerja sama berdampingan, dengan tanda pada yang berbeda.",
            kind="banding",
            section="peta/",
            assets=("lihat.css", "lihat-banding.js") if pager.number == 1 else ("lihat.css",),
            pager=pager,
            pairs=[
                (urls.side_by_side(a, b), ctx.summary(records[a]), ctx.summary(records[b]), names)
                for (a, b), names in part
            ],
        )
    for (a, b), names in links.items():
        lines = compare(sides_of(ctx, records[a]), sides_of(ctx, records[b]))
        yield build.page(
            "compare_two.html",
            urls.side_by_side(a, b),
            title=f"Perbandingan {a} dan {b}",
            description=f"{ctx.heading(records[a])} berdampingan dengan {ctx.heading(records[b])}.",
            kind="banding-dua",
            section="peta/",
            assets=("lihat.css",),
            a=ctx.summary(records[a]),
            b=ctx.summary(records[b]),
            names=names,
            lines=lines,
            signs=SIGNS,
        )


def compare_files(ctx: Context) -> Iterator[tuple[str, bytes]]:
    """Yield for every agreement what is compared: title, address, and the fields in order."""
    for record in ctx.portal.kerja_sama.values():
        data = {
            "id": record.id,
            "judul": ctx.heading(record),
            "alamat": urls.agreement(record.id),
            "baris": [[s.title, s.values, s.empty] for s in sides_of(ctx, record)],
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        yield f"banding/data/{record.id}.json", text.encode()
