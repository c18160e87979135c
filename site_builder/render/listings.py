"""The list of agreements and its cuts: by party, region, affair, year, kind and state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from site_builder.dataset import GOVERNMENTS
from site_builder.mapping import single
from site_builder.model import KerjaSama, Mitra
from site_builder.offices import Term, terms_of
from site_builder.partial_date import in_words
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.context import UNKNOWN_YEAR, Option
from site_builder.render.follow import feed_links
from site_builder.render.page import Page
from site_builder.render.seeing.group_pages import (
    CSS,
    Glance,
    glance_at_mitra,
    glance_at_region,
    region_records,
)

__all__ = ["list_pages", "listing_pages"]

Part = tuple[str, str, str, list[tuple[Option, str]]]
Fact = tuple[str, list[tuple[str, str]]]

_NO_URUSAN = "Urusan tidak tercatat"


def listing_pages(build: Builder) -> Iterator[Page]:
    """Yield the list of agreements and every cut of it."""
    yield from list_pages(build)
    yield from _mitra(build)
    yield from _wilayah(build)
    yield from _urusan(build)
    yield from _tahun(build)
    yield from _jenis(build)
    yield from _status(build)


def list_pages(build: Builder) -> Iterator[Page]:
    """Yield the list of all agreements."""
    ctx = build.ctx
    records = list(ctx.portal.kerja_sama.values())
    for path, pager, part in build.paged("kerja-sama/", records):
        title = ctx.gettext("Kerja sama daerah")
        if pager.number > 1:
            title = ctx.gettext("Kerja sama daerah, halaman %(number)s", number=pager.number)
        yield build.page(
            "list.html",
            path,
            title=title,
            description=ctx.gettext("Daftar dan pencarian naskah kerja sama daerah di Indonesia."),
            kind="daftar",
            section="kerja-sama/",
            assets=("cari.css", "cari.js"),
            pager=pager,
            rows=ctx.summaries(part),
        )


def _group(
    build: Builder,
    base: str,
    records: Sequence[KerjaSama],
    *,
    title: str,
    kind: str,
    section: str,
    crumbs: Sequence[tuple[str, str]],
    lead: str = "",
    eyebrow: str = "",
    law: str = "",
    state: str = "",
    facts: Sequence[Fact] = (),
    parts: Sequence[Part] = (),
    terms: Sequence[Term] = (),
    query: str = "",
    follow: tuple[str, str] | None = None,
    glance: Glance | None = None,
) -> Iterator[Page]:
    for path, pager, part in build.paged(base, records):
        yield build.page(
            "group.html",
            path,
            title=pager.titled(title),
            description=f"{title}: {pager.total} naskah kerja sama daerah yang tercatat.",
            kind=kind,
            section=section,
            crumbs=[*crumbs, *pager.crumb(title)],
            lead=lead,
            eyebrow=eyebrow,
            law=law,
            state=state,
            facts=facts,
            parts=parts,
            terms=terms,
            query=query,
            follow=follow,
            links=() if follow is None else feed_links(build.ctx, path, *follow),
            glance=glance if pager.number == 1 else None,
            assets=CSS if glance is not None and pager.number == 1 else (),
            caption=f"Naskah kerja sama: {title}",
            pager=pager,
            rows=build.ctx.summaries(part),
        )


def _mitra(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    everyone = list(ctx.portal.mitra.values())
    by_mitra = ctx.portal.by_mitra
    busiest = sorted(
        everyone, key=lambda m: (-len(by_mitra.get(m.id, ())), m.nama.casefold(), m.id)
    )
    for path, pager, part in build.paged("mitra/", busiest):
        yield build.page(
            "mitra_index.html",
            path,
            title=pager.titled(ctx.title("mitra")),
            description=ctx.help("mitra"),
            kind="daftar-mitra",
            section="mitra/",
            assets=("lihat.css", "lihat-mitra.js") if pager.number == 1 else (),
            pager=pager,
            rows=part,
        )
    for mitra in everyone:
        records = ctx.portal.by_mitra.get(mitra.id, ())
        yield from _group(
            build,
            urls.mitra(mitra.id),
            records,
            title=mitra.nama,
            kind="mitra",
            section="mitra/",
            crumbs=[(ctx.title("mitra"), "mitra/")],
            eyebrow=ctx.label("kelas_mitra", mitra.kelas),
            lead=mitra.catatan or "",
            facts=_mitra_facts(build, mitra),
            parts=[_services(build, mitra)],
            terms=terms_of(mitra),
            follow=("mitra", mitra.id),
            glance=glance_at_mitra(build, mitra, records),
        )


def _mitra_facts(build: Builder, mitra: Mitra) -> list[Fact]:
    ctx = build.ctx
    facts: list[Fact] = []
    if mitra.alias:
        facts.append((ctx.title("mitra_alias"), [(name, "") for name in mitra.alias]))
    if mitra.induk is not None:
        parent = ctx.portal.mitra[mitra.induk]
        facts.append((ctx.title("mitra", "induk"), [(parent.nama, urls.mitra(parent.id))]))
    if mitra.kode_wilayah is not None:
        row = ctx.codes["wilayah"][mitra.kode_wilayah]
        places = [(row["nama"], ctx.region_page(mitra.kode_wilayah))]
        if row["provinsi"]:
            province = row["provinsi"]
            places.append((ctx.label("wilayah", province), urls.under("wilayah", province)))
        facts.append((ctx.title("wilayah"), places))
    if mitra.negara is not None:
        facts.append((ctx.title("mitra", "negara"), [(ctx.label("negara", mitra.negara), "")]))
    if mitra.id in ctx.watched_parties:
        facts.append(("Lihat juga", [("Pantauan", urls.under("pantauan/mitra", mitra.id))]))
    return facts + _unknown_terms(build, mitra)


def _unknown_terms(build: Builder, mitra: Mitra) -> list[Fact]:
    """Say of a government without recorded terms that they are not recorded."""
    if mitra.masa_jabatan or mitra.kelas not in GOVERNMENTS:
        return []
    return [(build.ctx.title("masa_jabatan"), [(build.ctx.emptiness[""], "")])]


def _services(build: Builder, mitra: Mitra) -> Part:
    counts = build.ctx.portal.by_mitra
    return (
        "Perangkat dan unit",
        "Perangkat dan unit yang menandatangani naskah",
        build.ctx.title("mitra", "nama"),
        [
            (Option(m.id, m.nama, len(counts.get(m.id, ()))), urls.mitra(m.id))
            for m in build.ctx.children_of_mitra.get(mitra.id, ())
        ],
    )


def _wilayah(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    counts = ctx.facet_counts["wilayah"]
    provinces = [code for code, row in ctx.codes["wilayah"].items() if not row["provinsi"]]
    yield build.page(
        "index.html",
        "wilayah/",
        title=ctx.title("wilayah"),
        description="Kerja sama daerah menurut provinsi, kabupaten, dan kota.",
        kind="daftar-wilayah",
        section="wilayah/",
        crumbs=[],
        lead="Pilih provinsi untuk melihat kabupaten dan kotanya. Satu naskah dihitung satu kali di "
        "tiap wilayah pihaknya.",
        groups=[("", [Option(c, ctx.label("wilayah", c), counts[c]) for c in provinces])],
        caption="Naskah menurut provinsi",
        first="Provinsi",
        note="",
    )
    for code, row in ctx.codes["wilayah"].items():
        if ctx.region_page(code):
            yield from _region(build, code, row["provinsi"])


def _region(build: Builder, code: str, province: str) -> Iterator[Page]:
    ctx = build.ctx
    by_region = ctx.portal.by_wilayah
    name = ctx.label("wilayah", code)
    facts: list[Fact] = [(ctx.title("wilayah", "kode"), [(code, "")])]
    government = ctx.mitra_by_wilayah.get(code)
    if government is not None:
        facts.append((ctx.title("mitra"), [(government.nama, urls.mitra(government.id))]))
        facts += _unknown_terms(build, government)
    more = ctx.more_on_region(code)
    if more:
        facts.append(("Lihat juga", more))
    parts: list[Part] = []
    crumbs = [(ctx.title("wilayah"), "wilayah/")]
    records = region_records(ctx, code)
    if province:
        crumbs.append((ctx.label("wilayah", province), urls.under("wilayah", province)))
    else:
        options = [
            (Option(c, ctx.label("wilayah", c), len(by_region[c])), urls.under("wilayah", c))
            for c in ctx.regencies.get(code, ())
            if c in by_region
        ]
        own = len(by_region.get(code, ()))
        if own:
            behind = f"{urls.under('kinerja/wilayah', code)}#naskah"
            facts.append(("Naskah pemerintah provinsi sendiri", [(str(own), behind)]))
        parts.append(
            (
                "Kabupaten dan kota",
                f"Kabupaten dan kota di {name} yang tercatat bekerja sama",
                "Kabupaten atau kota",
                options,
            )
        )
    yield from _group(
        build,
        urls.under("wilayah", code),
        records,
        title=name,
        kind="wilayah",
        section="wilayah/",
        crumbs=crumbs,
        lead=""
        if province
        else "Naskah pemerintah provinsi dan pemerintah kabupaten/kota di dalamnya.",
        facts=facts,
        parts=parts,
        terms=terms_of(government) if government is not None else (),
        query=urlencode({"wilayah": code}),
        follow=("wilayah", code),
        glance=glance_at_region(build, code, records),
    )


def _urusan(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    codes = ctx.codes["urusan"]
    kelompok: dict[str, list[Option]] = {}
    unrecorded = [r for r in ctx.portal.kerja_sama.values() if not r.urusan]
    for option in ctx.count_by("urusan"):
        kelompok.setdefault(codes[option.value]["kelompok"], []).append(option)
    yield build.page(
        "index.html",
        "urusan/",
        title=ctx.title("urusan"),
        description=ctx.help("urusan"),
        kind="daftar-urusan",
        section="urusan/",
        crumbs=[],
        lead=ctx.help("urusan"),
        groups=[
            *kelompok.items(),
            ("Tidak tercatat", [Option(urls.UNRECORDED, _NO_URUSAN, len(unrecorded))]),
        ],
        caption="Naskah menurut urusan",
        first=ctx.title("urusan"),
        note="Satu naskah dapat mencakup beberapa urusan, dan ada naskah yang urusannya tidak tercatat.",
    )
    for code, row in codes.items():
        yield from _group(
            build,
            urls.under("urusan", code),
            ctx.portal.by_urusan.get(code, ()),
            title=ctx.label("urusan", code),
            kind="urusan",
            section="urusan/",
            crumbs=[(ctx.title("urusan"), "urusan/")],
            eyebrow=f"Urusan {code} · {row['kelompok']}",
            lead=row["uraian"],
            law=row["dasar_hukum"],
            facts=_potentials_of(build, code),
            query=urlencode({"urusan": code}),
            follow=("urusan", code),
        )
    yield from _group(
        build,
        urls.under("urusan", urls.UNRECORDED),
        unrecorded,
        title=_NO_URUSAN,
        kind="urusan",
        section="urusan/",
        crumbs=[(ctx.title("urusan"), "urusan/")],
        lead="Naskah yang urusannya belum tercatat.",
        facts=_potentials_of(build, ""),
    )


def _potentials_of(build: Builder, urusan: str) -> list[Fact]:
    count = len(single(build.ctx.portal.potensi_by_urusan.get(urusan, ())))
    if not count:
        return []
    return [("Lihat juga", [(f"{count} potensi kerja sama", urls.potentials_of(urusan))])]


def _tahun(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    years = sorted(ctx.portal.by_tahun, key=lambda y: (y != UNKNOWN_YEAR, y), reverse=True)
    yield build.page(
        "index.html",
        "tahun/",
        title=ctx.facet_title("tahun"),
        description="Kerja sama daerah menurut tahun penandatanganan.",
        kind="daftar-tahun",
        section="kerja-sama/",
        crumbs=[],
        lead="Bila tanggal penandatanganan tidak tercatat, dipakai tahun mulai berlaku.",
        groups=[("", [Option(y, ctx.year_label(y), len(ctx.portal.by_tahun[y])) for y in years])],
        caption="Naskah menurut tahun",
        first="Tahun",
        note="Jumlah naskah menunjukkan apa yang ditemukan pada sumber terbuka, bukan seluruh kerja sama.",
    )
    for year in years:
        known = year != UNKNOWN_YEAR
        yield from _group(
            build,
            urls.under("tahun", year),
            ctx.portal.by_tahun[year],
            title=f"Tahun {year}" if known else ctx.year_label(year),
            kind="tahun",
            section="kerja-sama/",
            crumbs=[(ctx.facet_title("tahun"), "tahun/")],
            lead=""
            if known
            else "Tahun penandatanganan naskah ini tidak tercatat pada sumbernya.",
            query=urlencode({"tahun": year}),
        )


def _jenis(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    yield build.page(
        "index.html",
        "jenis/",
        title=ctx.title("jenis"),
        description=ctx.help("jenis"),
        kind="daftar-jenis",
        section="kerja-sama/",
        crumbs=[],
        lead=ctx.help("jenis"),
        groups=[("", ctx.count_by("jenis"))],
        caption="Naskah menurut jenis",
        first=ctx.title("jenis"),
        note="",
    )
    for code, row in ctx.codes["jenis"].items():
        yield from _group(
            build,
            urls.under("jenis", code),
            ctx.portal.by_jenis.get(code, ()),
            title=ctx.label("jenis", code),
            kind="jenis",
            section="kerja-sama/",
            crumbs=[(ctx.title("jenis"), "jenis/")],
            lead=row["uraian"],
            law=row["dasar_hukum"],
            query=urlencode({"jenis": code}),
        )


def _status(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    yield build.page(
        "index.html",
        "status/",
        title=ctx.title("keadaan"),
        description=ctx.help("keadaan"),
        kind="daftar-status",
        section="kerja-sama/",
        crumbs=[],
        lead=f"{ctx.help('keadaan')} Keadaan per {in_words(ctx.portal.as_of)}.",
        groups=[("", ctx.count_by("keadaan"))],
        caption="Naskah menurut keadaan",
        first=ctx.title("status", "status"),
        note="",
    )
    for code, row in ctx.codes["keadaan"].items():
        yield from _group(
            build,
            urls.under("status", code),
            ctx.portal.by_status.get(code, ()),
            title=ctx.label("keadaan", code),
            kind="status",
            section="kerja-sama/",
            crumbs=[(ctx.title("keadaan"), "status/")],
            eyebrow=f"{ctx.title('keadaan')} per {in_words(ctx.portal.as_of)}",
            lead=row["uraian"],
            law=row["dasar_hukum"],
            state=code,
            query=urlencode({"keadaan": code}),
        )
