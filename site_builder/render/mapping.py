"""Affairs and kinds, potentials, and proposals with their decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from site_builder.mapping import (
    Matrix,
    is_concurrent,
    region_map,
    single,
    untaken,
)
from site_builder.mapping import matrix as count_matrix
from site_builder.plan_model import Kejadian, Potensi, Usulan
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.context import MATRIX_FROM, Cell, Context, upper_first
from site_builder.render.page import Page
from site_builder.render.record_sections import Section, item, section_pages
from site_builder.render.seeing.group_pages import region_records
from site_builder.tables import Record

__all__ = ["mapping_pages"]

_INDEX = "pemetaan/"
_SECTION = "pantauan/"
_TITLE = "Pemetaan urusan"
_DECISIONS = "usulan/keputusan/"
_OPEN = "potensi/belum-dikerjasamakan/"
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
    "jumlah",
)
_POTENTIAL_TEXTS = ("uraian", "alasan_kerja_sama", "manfaat_diharapkan", "catatan")
_PROPOSAL_FACTS = (
    "calon_mitra",
    "bidang",
    "jenis",
    "tanggal_diterima",
    "tahap_menurut_sumber",
    "jumlah",
)
_MATTER_FACTS = ("golongan", "pihak_lain", "dokumen")
_ASSESSMENTS = ("penilaian_administrasi", "penilaian_manfaat", "penilaian_risiko")
_DECISION = ("keputusan", "tanggal_keputusan", "alasan_keputusan", "hasil_menurut_sumber")


def mapping_pages(build: Builder) -> Iterator[Page]:
    """Yield the matrix, whole and by region, every potential, proposal and matter."""
    yield from _matrix(build)
    yield from _regions(build)
    yield from _affairs(build)
    yield from _potentials(build)
    yield from _proposals(build)
    yield from _matters(build)


def _raw(build: Builder, table: str) -> Mapping[str, Record]:
    return {r.id: r for r in build.ctx.portal.records if r.table == table}


def _matrix(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    portal = ctx.portal
    found = count_matrix(portal)
    naskah = ctx.facet_counts["wilayah"]
    yield build.page(
        "mapping.html",
        _INDEX,
        title=_TITLE,
        description="Urusan pemerintahan yang sudah dan belum dikerjasamakan menurut jenisnya, dan "
        "potensi yang dipetakan daerah.",
        kind="pemetaan",
        section=_SECTION,
        matrix=found,
        groups=_groups(ctx),
        kinds=_kinds(ctx, found),
        potentials={code: len(single(part)) for code, part in portal.potensi_by_urusan.items()},
        gaps=_named(ctx, found.gaps),
        elements=_named(ctx, found.empty_elements),
        query=_query,
        matrix_from=MATRIX_FROM,
        open_count=len(untaken(portal)),
        open_page=_OPEN,
        potential_count=len(single(portal.potensi.values())),
        matter_count=len(portal.kejadian),
        regions=[
            (
                code,
                ctx.label("wilayah", code),
                naskah[code],
                len(single(part)),
                sum(not portal.naskah_of(p) for p in single(part)),
            )
            for code, part in _mapped(ctx)
        ],
    )


def _mapped(ctx: Context) -> Iterator[tuple[str, Sequence[Potensi]]]:
    """Yield the regions that have a page here, with their potentials."""
    for code in sorted(ctx.mapped_regions):
        yield code, ctx.portal.potensi_by_wilayah.get(code, ())


def _groups(ctx: Context) -> list[tuple[str, list[tuple[str, str]]]]:
    """The affairs, then the elements of administration, as the list groups them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, row in ctx.codes["urusan"].items():
        groups.setdefault(row["kelompok"], []).append((code, ctx.label("urusan", code)))
    return list(groups.items())


def _kinds(ctx: Context, found: Matrix) -> list[tuple[str, str]]:
    return [(kind, _heading(ctx.short("jenis", kind), kind)) for kind in found.kinds]


def _named(ctx: Context, codes: Sequence[str]) -> list[tuple[str, str]]:
    return [(code, ctx.label("urusan", code)) for code in codes]


def _heading(short: str, kind: str) -> str:
    """A heading of one word: the abbreviation, or the code where the label has none."""
    return upper_first(kind) if " " in short else short


def _query(**facets: str) -> str:
    """The search that gives these facets; one that is "" is not asked for."""
    return urlencode({name: value for name, value in sorted(facets.items()) if value})


def _regions(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    for code, potentials in _mapped(ctx):
        # As the search counts, so that the numbers are those of the lists they lead to.
        own = [r.id for r in region_records(ctx, code)]
        one = region_map(code, potentials, own, ctx.portal)
        name = ctx.label("wilayah", code)
        yield build.page(
            "mapping_region.html",
            urls.under("pemetaan", code),
            title=f"Pemetaan: {name}",
            description=f"Urusan dan potensi kerja sama {name}: {len(own)} naskah, "
            f"{len(single(potentials))} potensi, {len(one.open)} belum dikerjasamakan.",
            kind="pemetaan-wilayah",
            section=_SECTION,
            crumbs=[(_TITLE, _INDEX)],
            code=code,
            name=name,
            one=one,
            count=len(own),
            potential_count=len(single(potentials)),
            is_province=not ctx.codes["wilayah"][code]["provinsi"],
            groups=[
                (group, shown)
                for group, rows in _groups(ctx)
                if (shown := [(u, label) for u, label in rows if one.matrix.totals[u]])
            ],
            kinds=_kinds(ctx, one.matrix),
            gaps=_named(ctx, one.matrix.gaps),
            affair_count=sum(is_concurrent(u) for u in one.matrix.totals),
            query=_query,
        )


def _affairs(build: Builder) -> Iterator[Page]:
    """Yield the potentials of each affair that has any."""
    ctx = build.ctx
    for code, potentials in sorted(ctx.portal.potensi_by_urusan.items()):
        name = ctx.label("urusan", code) if code else "urusan tidak tercatat"
        yield from _potential_list(
            build,
            urls.potentials_of(code),
            potentials,
            title=f"Potensi kerja sama: {name}",
            crumb=name,
            description=f"{len(single(potentials))} potensi kerja sama yang dipetakan daerah: {name}.",
            kind="potensi-urusan",
            naskah=urls.under("urusan", code or urls.UNRECORDED),
        )


def _potential_list(
    build: Builder,
    base: str,
    potentials: Sequence[Potensi],
    *,
    title: str,
    crumb: str,
    description: str,
    kind: str,
    naskah: str = "",
) -> Iterator[Page]:
    """Yield the pages of a list of potentials; what is counted is counted once for all of them."""
    counted = single(potentials)
    untaken_ones = [p for p in counted if not build.ctx.portal.naskah_of(p)]
    draft_count = sum(bool(build.ctx.portal.drafts_of(p)) for p in untaken_ones)
    for path, pager, part in build.paged(base, potentials):
        yield build.page(
            "potentials.html",
            path,
            title=pager.titled(title),
            description=description,
            kind=kind,
            section=_SECTION,
            crumbs=[(_TITLE, _INDEX), *pager.crumb(crumb)],
            pager=pager,
            rows=part,
            count=len(counted),
            open_count=len(untaken_ones),
            draft_count=draft_count,
            naskah=naskah,
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
    yield from _potential_list(
        build,
        "potensi/",
        everything,
        title="Potensi kerja sama",
        crumb="Potensi",
        description=ctx.help("potensi"),
        kind="daftar-potensi",
    )
    yield from _potential_list(
        build,
        _OPEN,
        [p for p in single(everything) if not ctx.portal.naskah_of(p)],
        title="Potensi yang belum dikerjasamakan",
        crumb="Belum dikerjasamakan",
        description="Potensi kerja sama yang belum memiliki naskah yang tercatat.",
        kind="potensi-belum",
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
        drafts=ctx.summaries(ctx.portal.kerja_sama[i] for i in ctx.portal.drafts_of(potential)),
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
    single_ones = [u for u in everything if u.jumlah is None]
    decisions = [
        Section(
            code,
            label,
            [item(ctx, u.id) for u in single_ones if (u.keputusan or urls.UNRECORDED) == code],
        )
        for code, label in (
            *ctx.labels["keputusan_usulan"].items(),
            (urls.UNRECORDED, "Keputusan tidak tercatat"),
        )
    ]
    title = "Usulan kerja sama"
    for path, pager, part in build.paged("usulan/", everything):
        yield build.page(
            "proposals.html",
            path,
            title=pager.titled(title),
            description=ctx.help("usulan"),
            kind="daftar-usulan",
            section=_SECTION,
            crumbs=pager.crumb("Usulan"),
            pager=pager,
            rows=part,
            count=len(single_ones),
            decisions=decisions,
            decisions_page=_DECISIONS,
        )
    yield from section_pages(
        build,
        _DECISIONS,
        decisions,
        title="Usulan menurut keputusannya",
        lead=ctx.help("usulan", "keputusan"),
        kind="usulan-rekaman",
        section=_SECTION,
        crumbs=[(title, "usulan/")],
        noun="usulan",
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


def _matters(build: Builder) -> Iterator[Page]:
    ctx = build.ctx
    everything = sorted(
        ctx.portal.kejadian.values(), key=lambda k: (k.golongan, k.nama.casefold(), k.id)
    )
    for path, pager, part in build.paged("kejadian/", everything):
        yield build.page(
            "matters.html",
            path,
            title=pager.titled(ctx.title("kejadian")),
            description=ctx.help("kejadian"),
            kind="daftar-kejadian",
            section=_SECTION,
            crumbs=pager.crumb(ctx.title("kejadian")),
            pager=pager,
            rows=part,
        )
    raw = _raw(build, "kejadian")
    for matter in everything:
        yield _matter(build, matter, raw[matter.id])


def _matter(build: Builder, matter: Kejadian, record: Record) -> Page:
    ctx = build.ctx
    owners = [ctx.portal.mitra[i] for i in (matter.daerah, *matter.daerah_lain)]
    return build.page(
        "matter.html",
        urls.under("kejadian", matter.id),
        title=upper_first(matter.nama),
        description=f"{ctx.label('golongan_kejadian', matter.golongan)}: {matter.nama}.",
        kind="kejadian",
        section=_SECTION,
        matter=matter,
        owners=owners,
        facts=_filled(build, record, _MATTER_FACTS),
        permalink=ctx.portal.base_url + urls.under("kejadian", matter.id),
    )
