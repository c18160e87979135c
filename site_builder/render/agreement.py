"""The page of one agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from site_builder.dataset import LINKS
from site_builder.deadlines import (
    WORKING_DAYS_NOTE,
    clocks_of,
    notice_of,
    period_of,
    reports_due,
    stays_of,
    wait_of,
)
from site_builder.message import Message, msgid
from site_builder.model import KerjaSama, Mitra, nested_money
from site_builder.offices import changes_since
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.citation import citations, cited_version
from site_builder.render.context import Cell, Context, Summary, upper_first
from site_builder.render.evidence import evidence_of
from site_builder.render.follow import record_feed_links, record_feeds
from site_builder.render.glossary import EXPLAINED
from site_builder.render.linked_data import agreement_json_ld
from site_builder.render.page import Page
from site_builder.render.print_sheet import build_sheet, print_style
from site_builder.render.timeline import build_timeline
from site_builder.status import IN_FORCE
from site_builder.watch import days_message

__all__ = ["agreement_pages"]

#: How a link reads from the other end.
_BACKWARD = {
    "induk": msgid("Dilaksanakan oleh"),
    "mengubah": msgid("Diubah oleh"),
    "memperpanjang": msgid("Diperpanjang oleh"),
    "menggantikan": msgid("Digantikan oleh"),
}
#: Of a chain, so many naskah beyond the direct neighbours.
_MOST_IN_CHAIN = 30
#: Forms of contribution the law names; a record may name others in its own words.
_CONTRIBUTIONS = {msgid("uang"), msgid("tanah"), msgid("tenaga"), msgid("jasa")}
#: Fields that the order and indentation of the rows show.
_NESTING = ("kode_total", "bagian_dari")
#: What the data tell of a report that was due.
_DUTY_WORDS = {
    "ada": msgid("Ada"),
    "terlambat": msgid("Ada, sesudah batas waktu"),
    "belum-ada": msgid("Tidak ada"),
    "belum-jatuh-tempo": msgid("Belum waktunya"),
    "tidak-dapat-ditentukan": msgid("Tidak dapat ditentukan"),
}
#: Where a legal clock stands.
_CLOCK_WORDS = {
    "berjalan": msgid("Berjalan"),
    "dipenuhi": msgid("Dipenuhi"),
    "terlambat": msgid("Terlambat"),
    "lewat": msgid("Lewat"),
    "tidak-dapat-ditentukan": msgid("Tidak dapat ditentukan"),
}
#: Fields about time that a citizen asks for even where nothing is recorded.
_TIME = ("tanggal_penandatanganan", "tanggal_berakhir", "jangka_waktu")
_TIME_IF_FILLED = (
    "tempat_penandatanganan",
    "tanggal_mulai",
    "tanggal_pengakhiran",
    "alasan_pengakhiran",
    "uraian_pengakhiran",
    "persetujuan_dprd",
    "tanggal_persetujuan_dprd",
    "status_menurut_sumber",
)


@dataclass(frozen=True, slots=True)
class _Party:
    mitra: Mitra
    peran: str | None
    nama_tertulis: str | None
    nomor: Cell
    jabatan: Cell


@dataclass(frozen=True, slots=True)
class _Table:
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    sources: Sequence[str]
    depths: Sequence[int]


def agreement_pages(build: Builder) -> Iterator[Page]:
    """Yield the page of every agreement."""
    for record in build.ctx.portal.kerja_sama.values():
        yield _page(build, record)


def _page(build: Builder, record: KerjaSama) -> Page:
    ctx = build.ctx
    portal = ctx.portal
    path = urls.agreement(record.id)
    row = ctx.summary(record)
    state = portal.states[record.id]
    permalink = portal.base_url + path
    language = ctx.language
    titles = {name: ctx.title("kerja_sama", name) for name in ctx.fields["kerja_sama"]}
    return build.page(
        "agreement.html",
        path,
        title=row.title,
        description=_description(ctx, record, row),
        kind="kerja-sama",
        section="kerja-sama/",
        json_ld=agreement_json_ld(ctx, record) if language.is_source else None,
        preview=urls.picture(record.id),
        links=(
            *((print_style(path),) if language.is_source else ()),
            *record_feed_links(ctx, record, path),
        ),
        record=record,
        is_name_in_title=row.title.casefold().startswith(record.nama_naskah.casefold()),
        state=state,
        in_force=state.status in IN_FORCE,
        party_rows=_parties(ctx, record),
        timeline=build_timeline(record, state, portal.as_of, titles, language),
        time_cells=_time_cells(ctx, record),
        side_cells=_side_cells(ctx, record),
        regions=portal.regions_of(record),
        changes=changes_since(record, portal),
        chain=_chain(ctx, record),
        chain_rest=_chain_rest(ctx, record),
        most_in_chain=_MOST_IN_CHAIN,
        money=_money(ctx, record),
        clocks=clocks_of(record, ctx.law, ctx.life),
        stays=stays_of(record, ctx.law, ctx.life),
        wait=wait_of(record, ctx.law, ctx.life),
        notice=notice_of(record, ctx.law, ctx.life),
        duties=reports_due(record, ctx.law, ctx.life),
        duty_words=_DUTY_WORDS,
        clock_words=_CLOCK_WORDS,
        period_words=_period_words,
        days_message=days_message,
        working_days_note=WORKING_DAYS_NOTE,
        required=_required(ctx, record),
        warnings=portal.warnings.get(record.id, ()),
        evidence=evidence_of(ctx, record),
        permalink=permalink,
        citations=citations(ctx, record),
        cited_version=cited_version(ctx, record),
        feeds=record_feeds(ctx, record),
        repository=_repository(ctx, record, permalink),
        # The file and the sheet to print stand on the Indonesian page only.
        source=portal.sources[record.id].decode() if language.is_source else "",
        sheet=build_sheet(ctx, record) if language.is_source else None,
    )


def _description(ctx: Context, record: KerjaSama, row: Summary) -> str:
    values: dict[str, str] = {
        # Abbreviations say nothing to one who meets the text in a message or a list of results.
        "form": upper_first(_form(ctx, record)),
        "kind": ctx.label("jenis", record.jenis),
        "parties": ", ".join(row.parties[:3]),
        "since": ctx.since(row),
        "state": ctx.label("keadaan", row.status),
    }
    if row.date:
        return ctx.gettext(
            "%(form)s antara %(parties)s, %(since)s. %(kind)s. Keadaannya: %(state)s.",
            **values,
        )
    return ctx.gettext("%(form)s antara %(parties)s. %(kind)s. Keadaannya: %(state)s.", **values)


def _form(ctx: Context, record: KerjaSama) -> str:
    if ctx.language.is_source or record.bentuk_naskah is None:
        return record.nama_naskah
    return ctx.label("bentuk_naskah", record.bentuk_naskah)


def _parties(ctx: Context, record: KerjaSama) -> list[_Party]:
    rows = ctx.child_rows(record, "para_pihak")
    return [
        _Party(
            ctx.portal.mitra[party.mitra],
            party.peran,
            party.nama_tertulis,
            ctx.cell("para_pihak", row, "nomor_naskah"),
            ctx.cell("para_pihak", row, "jabatan_penanda_tangan"),
        )
        for party, row in zip(record.para_pihak, rows, strict=True)
    ]


def _time_cells(ctx: Context, record: KerjaSama) -> list[Cell]:
    cells = [ctx.main_cell(record, name) for name in _TIME]
    optional = (ctx.main_cell(record, name) for name in _TIME_IF_FILLED)
    return cells + [c for c in optional if c.emptiness != "tidak-tercatat"]


def _side_cells(ctx: Context, record: KerjaSama) -> list[tuple[Cell, str, str]]:
    """Return (cell, address of the page of its value, anchor in the glossary), "" for none."""

    def cell(name: str, address: str = "") -> tuple[Cell, str, str]:
        code = getattr(record, name)
        anchor = urls.term_anchor(name, code) if code and name in EXPLAINED else ""
        return ctx.main_cell(record, name), address, anchor

    cells = [cell("jenis", urls.under("jenis", record.jenis)), cell("bentuk_naskah")]
    optional = [
        cell(name) for name in ("subjenis", "bentuk_pengaturan", "akses", "dasar_pengecualian")
    ]
    cells += [found for found in optional if found[0].emptiness != "tidak-tercatat"]
    year = record.year
    if year is not None:
        is_signed = record.tanggal_penandatanganan is not None
        title = ctx.facet_title("tahun") if is_signed else ctx.gettext("Tahun mulai")
        cells.append((Cell(title, year), urls.under("tahun", year), ""))
    return cells


def _chain(ctx: Context, record: KerjaSama) -> list[tuple[str, Summary, str]]:
    """The instruments one step away, in both directions, and where the two stand side by side."""
    portal = ctx.portal
    found: list[tuple[str, Summary, str]] = []
    for name in LINKS:
        target = getattr(record, name)
        if target is not None and target in portal.kerja_sama:
            title = ctx.title("kerja_sama", name)
            beside = urls.side_by_side(target, record.id)
            found.append((title, ctx.summary(portal.kerja_sama[target]), beside))
    found.extend(
        (
            ctx.gettext(_BACKWARD[name]),
            ctx.summary(portal.kerja_sama[other]),
            urls.side_by_side(record.id, other),
        )
        for name, other in portal.links_to.get(record.id, ())
    )
    return found


def _chain_rest(ctx: Context, record: KerjaSama) -> list[tuple[str, str, Summary]]:
    """Return (what it does, to which naskah, itself) of the instruments further down the chain."""
    return [
        (
            ctx.gettext(_BACKWARD[step.field])
            if step.is_forward
            else ctx.title("kerja_sama", step.field),
            step.start,
            ctx.summary(ctx.portal.kerja_sama[step.end]),
        )
        for step in ctx.life.chain(record.id, _MOST_IN_CHAIN)
    ]


def _money(ctx: Context, record: KerjaSama) -> _Table | None:
    rows = ctx.child_rows(record, "pembiayaan")
    table = ctx.portal.package.tables["pembiayaan"]
    names = [
        f.name
        for f in table.value_fields
        if f.kind != "url" and f.name not in _NESTING and any(row[f.name] for row in rows)
    ]
    if not rows:
        return None
    order = nested_money(record.pembiayaan)
    return _Table(
        names,
        [[_money_cell(ctx, rows[position], name) for name in names] for position, _ in order],
        [record.pembiayaan[position].alamat_sumber or "" for position, _ in order],
        [depth for _, depth in order],
    )


def _money_cell(ctx: Context, row: Mapping[str, str], name: str) -> Cell:
    cell = ctx.cell("pembiayaan", row, name)
    if name == "bentuk_kontribusi" and cell.text in _CONTRIBUTIONS:
        return replace(cell, text=ctx.gettext(cell.text), is_own=False)
    return cell


def _period_words(text: str) -> Message | str:
    period = period_of(text)
    return text if period is None else period.message


def _required(ctx: Context, record: KerjaSama) -> Mapping[str, str]:
    return {
        row["unsur"]: row["dasar_hukum"]
        for row in ctx.portal.package.code_rows["unsur_wajib"]
        if row["bentuk_naskah"] == record.bentuk_naskah
    }


def _repository(ctx: Context, record: KerjaSama, permalink: str) -> Mapping[str, str]:
    """Return where to report an error, propose a change and see the file; empty without one."""
    repo, branch, path = ctx.repo_url, ctx.branch, ctx.portal.paths[record.id]
    if not repo:
        return {}
    return {
        "report": urls.report(repo, f"Keliru: {record.id}", permalink),
        "edit": urls.edit(repo, branch, path),
        "file": urls.source(repo, branch, path),
    }
