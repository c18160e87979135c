"""Affairs and kinds, potentials, and proposals with their decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from site_builder.mapping import (
    NO_URUSAN,
    region_map,
    untaken,
)
from site_builder.mapping import matrix as count_matrix
from site_builder.plan_model import Potensi, Usulan
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.context import Cell, Option, upper_first
from site_builder.render.page import Page
from site_builder.tables import Record

__all__ = ["mapping_pages"]

_INDEX = "pemetaan/"
_SECTION = "pantauan/"
_TITLE = "Pemetaan urusan"
_UNDECIDED = "belum-tercatat"
_POTENTIAL_FACTS = (
    "komoditas",
    "calon_mitra",
    "jenis",
    "tahapan_dituju",
    "jangka_waktu",
    "program_kegiatan",
    "prioritas",
    "dokumen_perencanaan",
    "kesiapan_perangkat_daerah",
    "tanggal",
)
_POTENTIAL_TEXTS = ("alasan_kerja_sama", "manfaat_diharapkan", "catatan")
_PROPOSAL_FACTS = (
    "calon_mitra",
    "bidang",
    "jenis",
    "tanggal_diterima",
    "tahap_menurut_sumber",
)
_ASSESSMENTS = ("penilaian_administrasi", "penilaian_manfaat", "penilaian_risiko")
_DECISION = ("keputusan", "tanggal_keputusan", "alasan_keputusan", "hasil_menurut_sumber")


def mapping_pages(build: Builder) -> Iterator[Page]:
    """Yield the matrix, the regions with potentials, every potential and every proposal."""
    yield from _matrix(build)
    yield from _regions(build)
    yield from _potentials(build)
    yield from _proposals(build)


def _raw(build: Builder, table: str) -> Mapping[str, Record]:
    return {r.id: r for r in build.ctx.portal.records if r.table == table}


def _matrix(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    portal = ctx.portal
    found = count_matrix(portal)
    potentials = Counter(code for p in portal.potensi.values() for code in p.urusan)
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, row in ctx.codes["urusan"].items():
        groups.setdefault(row["kelompok"], []).append((code, ctx.label("urusan", code)))
    yield build.page(
        "mapping.html",
        _INDEX,
        title=_TITLE,
        description="Urusan pemerintahan yang sudah dan belum dikerjasamakan menurut jenisnya, dan "
        "potensi yang dipetakan daerah.",
        kind="pemetaan",
        section=_SECTION,
        matrix=found,
        groups=list(groups.items()),
        kinds=[(kind, _heading(ctx.short("jenis", kind), kind)) for kind in found.kinds],
        no_urusan=NO_URUSAN,
        potentials=potentials,
        gaps=[(code, ctx.label("urusan", code)) for code in found.gaps],
        query=_query,
        open_count=len(untaken(portal)),
        potential_count=len(portal.potensi),
        regions=[
            (
                code,
                ctx.label("wilayah", code),
                len(part),
                sum(not portal.naskah_of(p) for p in part),
            )
            for code, part in portal.potensi_by_wilayah.items()
        ],
    )


def _heading(short: str, kind: str) -> str:
    """A heading of one word: the abbreviation, or the code where the label has none."""
    return upper_first(kind) if " " in short else short


def _query(urusan: str, jenis: str) -> str:
    return urlencode({"jenis": jenis, "urusan": urusan})


def _regions(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    for code, potentials in ctx.portal.potensi_by_wilayah.items():
        one = region_map(code, potentials, ctx.portal)
        name = ctx.label("wilayah", code)
        yield build.page(
            "mapping_region.html",
            urls.under("pemetaan", code),
            title=f"Pemetaan: {name}",
            description=f"Potensi kerja sama {name}: {len(potentials)} tercatat, {len(one.open)} "
            "belum dikerjasamakan.",
            kind="pemetaan-wilayah",
            section=_SECTION,
            crumbs=[(_TITLE, _INDEX)],
            code=code,
            name=name,
            one=one,
            has_list=code in ctx.portal.by_wilayah,
            affairs=[
                Option(u, ctx.label("urusan", u), total)
                for u, total in one.matrix.totals.items()
                if total and u != NO_URUSAN
            ],
        )


def _cells(build: Builder, record: Record, names: tuple[str, ...]) -> list[Cell]:
    return [build.ctx.cell(record.table, record.main.values, name) for name in names]


def _filled(build: Builder, record: Record, names: tuple[str, ...]) -> list[Cell]:
    return [c for c in _cells(build, record, names) if c.emptiness != "tidak-tercatat"]


def _potentials(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    everything = sorted(
        ctx.portal.potensi.values(), key=lambda p: (p.daerah, p.nama.casefold(), p.id)
    )
    for path, pager, part in build.paged("potensi/", everything):
        yield build.page(
            "potentials.html",
            path,
            title=pager.titled("Potensi kerja sama"),
            description=ctx.help("potensi"),
            kind="daftar-potensi",
            section=_SECTION,
            crumbs=[(_TITLE, _INDEX), *pager.crumb("Potensi")],
            pager=pager,
            rows=part,
            open_count=len(untaken(ctx.portal)),
        )
    raw = _raw(build, "potensi")
    for potential in everything:
        yield _potential(build, potential, raw[potential.id])


def _potential(build: Builder, potential: Potensi, record: Record) -> Page:
    ctx = build.ctx
    owners = [ctx.portal.mitra[i] for i in (potential.daerah, *potential.daerah_lain)]
    roots = (ctx.portal.root(owner.id).kode_wilayah for owner in owners)
    return build.page(
        "potential.html",
        urls.under("potensi", potential.id),
        title=upper_first(potential.nama),
        description=f"Potensi kerja sama {owners[0].nama}: {potential.nama}.",
        kind="potensi",
        section=_SECTION,
        potential=potential,
        owners=owners,
        regions=list(dict.fromkeys(code for code in roots if code is not None)),
        facts=_filled(build, record, _POTENTIAL_FACTS),
        texts=_filled(build, record, _POTENTIAL_TEXTS),
        naskah=ctx.summaries(ctx.portal.kerja_sama[i] for i in ctx.portal.naskah_of(potential)),
        permalink=ctx.portal.base_url + urls.under("potensi", potential.id),
    )


def _proposals(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    everything = sorted(
        ctx.portal.usulan.values(),
        key=lambda u: (
            u.tanggal_diterima is None,
            -u.tanggal_diterima.first.toordinal() if u.tanggal_diterima else 0,
            u.id,
        ),
    )
    counts = Counter(u.keputusan or _UNDECIDED for u in everything)
    decisions = [
        (ctx.label("keputusan_usulan", code), counts[code])
        for code in ctx.labels["keputusan_usulan"]
    ]
    decisions.append(("Keputusan tidak tercatat", counts[_UNDECIDED]))
    for path, pager, part in build.paged("usulan/", everything):
        yield build.page(
            "proposals.html",
            path,
            title=pager.titled("Usulan kerja sama"),
            description=ctx.help("usulan"),
            kind="daftar-usulan",
            section=_SECTION,
            crumbs=pager.crumb("Usulan"),
            pager=pager,
            rows=part,
            decisions=decisions,
        )
    raw = _raw(build, "usulan")
    for proposal in everything:
        yield _proposal(build, proposal, raw[proposal.id])


def _proposal(build: Builder, proposal: Usulan, record: Record) -> Page:
    ctx = build.ctx
    naskah = ctx.portal.kerja_sama.get(proposal.naskah or "")
    return build.page(
        "proposal.html",
        urls.under("usulan", proposal.id),
        title=upper_first(proposal.objek),
        description=f"Usulan kerja sama {ctx.portal.mitra[proposal.pemohon].nama}: "
        f"{proposal.objek}.",
        kind="usulan",
        section=_SECTION,
        proposal=proposal,
        owner=ctx.portal.mitra[proposal.pemohon],
        facts=_cells(build, record, _PROPOSAL_FACTS),
        assessments=_cells(build, record, _ASSESSMENTS),
        decision=_cells(build, record, _DECISION),
        naskah=ctx.summaries([naskah] if naskah is not None else []),
        permalink=ctx.portal.base_url + urls.under("usulan", proposal.id),
    )
