"""History for readers: each change in plain words, the record as it was, and what changed lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby

from site_builder.history import (
    Change,
    Event,
    Kind,
    LogState,
    RecordHistory,
    Version,
    public_source,
    record_at,
)
from site_builder.model import KerjaSama
from site_builder.partial_date import in_words, parse_partial_date
from site_builder.render import urls
from site_builder.render.build import PER_PAGE, Builder
from site_builder.render.context import Cell, Context
from site_builder.render.page import NO_INDEX, Page
from site_builder.schema import Field, Table
from site_builder.tables import Record, Row

__all__ = ["history_pages"]

_STYLE = ("riwayat.css",)
_INDEX = "perubahan/"
#: Changes of one version told in the list of all changes; the rest on the record's own page.
_FEW = 3
#: Texts of so many words or more are compared word by word, where most words of one stay.
_LONG = 12
_MOSTLY = 0.6
#: Comparing costs the product of both lengths: beyond it the texts are shown one after the other.
_TOO_LONG = 600


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``same``, ``del`` or ``ins``."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One change in words.

    Attributes:
        place: What changed: a field, or a list and the row of it.
        verb: What was done, as one word or two.
        before: Value before, None where the sentence has none.
        after: Value afterwards, None where the sentence has none.
        pieces: Both in one, where they are long texts that share most words.
    """

    place: str
    verb: str
    before: Cell | None = None
    after: Cell | None = None
    pieces: Sequence[Piece] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A version for readers; `address` is "" where the record of then has no page.

    `when` is its day in words, with the hour where the record has another version of that day.
    """

    version: Version
    when: str
    sentences: Sequence[Sentence]
    address: str
    commit_link: str
    note: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A version in the list of all changes."""

    told: Told
    title: str
    kind: str
    address: str
    more: int


def history_pages(build: Builder) -> Iterator[Page]:
    """Yield the changes of the dataset, and for each agreement its history and its versions."""
    yield from _changes_pages(build)
    for record in build.ctx.portal.kerja_sama.values():
        history = build.ctx.portal.history.get(record.id)
        versions = [] if history is None else _told_all(build.ctx, history)
        yield _history_page(build, record, history, versions)
        if history is not None:
            yield from _version_pages(build, record, history, versions)


# --- words ----------------------------------------------------------------------------------


def _told_all(ctx: Context, history: RecordHistory) -> list[Told]:
    """Return every version of a record in words, newest first."""
    days = Counter(version.day for version in history.versions)
    return [
        _told(ctx, history, version, has_hour=days[version.day] > 1)
        for version in history.versions
    ]


def _told(
    ctx: Context,
    history: RecordHistory,
    version: Version,
    *,
    has_hour: bool = False,
    most: int | None = None,
) -> Told:
    """Return a version in words, with the first of its changes or all of them."""
    hour = f", pukul {version.time:%H.%M} WIB" if has_hour else ""
    has_page = version.has_page and history.table == "kerja_sama" and history.is_present
    return Told(
        version,
        in_words(version.day) + hour,
        [_sentence(ctx, change) for change in version.changes[:most]],
        urls.version(history.id, version.slug) if has_page else "",
        f"{ctx.repo_url}/commit/{version.commit}" if ctx.repo_url else "",
        _note(ctx, version),
    )


def _note(ctx: Context, version: Version) -> str:
    """Return what is said of a version that has no changes to tell."""
    if version.changes:
        return ""
    if version.event is Event.DIUBAH:
        return "Versi sebelumnya tidak dapat dibaca, sehingga perubahannya tidak dapat diuraikan."
    return ctx.codes["peristiwa_riwayat"][version.event]["uraian"]


def _sentence(ctx: Context, change: Change) -> Sentence:
    """Return one change in words."""
    table = ctx.portal.package.tables[change.table]
    if change.kind is Kind.DI_LUAR_SKEMA:
        return Sentence("Bagian yang tidak ada dalam skema sekarang", "berubah")
    if change.kind is Kind.URUTAN:
        return Sentence(table.title, "urutan berubah")
    row = change.row or {}
    if change.kind in (Kind.BARIS_DITAMBAH, Kind.BARIS_DIHAPUS):
        cell = Cell("", _row_words(ctx, table, row))
        if change.kind is Kind.BARIS_DITAMBAH:
            return Sentence(table.title, "ditambahkan", after=cell)
        return Sentence(table.title, "dihapus", before=cell)
    field = table.field(change.field)
    place = field.title
    if change.kind is Kind.BARIS_DIUBAH:
        name = _row_name(ctx, table, row, but=change.field)
        is_scalar = table.shape is not None and table.shape.is_scalar
        place = table.title if is_scalar else f"{table.title}{name}, {field.title}"
    before, after = _cell(ctx, field, change.before), _cell(ctx, field, change.after)
    if change.before == "":
        return Sentence(place, "diisi", after=after)
    if change.after == "":
        return Sentence(place, "dikosongkan", before=before)
    pieces = [] if before.emptiness or after.emptiness else _pieces(before.text, after.text)
    return Sentence(place, "berubah", before, after, pieces)


def _cell(ctx: Context, field: Field, text: str | None) -> Cell:
    if text is None:
        return Cell(field.title, "nilai tidak ditampilkan", "tidak-ditampilkan")
    if text in ctx.emptiness:
        return Cell(field.title, ctx.emptiness[text], text or "tidak-tercatat")
    return Cell(field.title, _words(ctx, field, text))


def _words(ctx: Context, field: Field, text: str) -> str:
    if field.reference is not None and field.reference.table == "mitra":
        party = ctx.portal.mitra.get(text)
        return text if party is None else party.nama
    if field.kind == "rupiah" and not text.lstrip("-").isdecimal():
        return text
    if field.kind == "partial-date" and parse_partial_date(text) is None:
        return text
    return ctx.words(field, text)


def _row_words(ctx: Context, table: Table, row: Mapping[str, str | None]) -> str:
    """Return a whole row: its values in the order of the schema."""
    return " · ".join(
        _cell(ctx, field, row[field.name]).text
        for field in table.value_fields
        if row.get(field.name, "") != ""
    )


def _row_name(ctx: Context, table: Table, row: Mapping[str, str | None], *, but: str) -> str:
    """Return the first value of a row that tells it from others, the changed one apart."""
    for field in table.value_fields:
        if field.name != but and row.get(field.name):
            text = _cell(ctx, field, row[field.name]).text
            return f" “{text}”"
    return ""


def _pieces(before: str, after: str) -> list[Piece]:
    """Return two long texts as one with what was taken out and put in; [] where that tells less."""
    left, right = before.split(), after.split()
    if max(len(left), len(right)) < _LONG or max(len(left), len(right)) > _TOO_LONG:
        return []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    if kept < _MOSTLY * min(len(left), len(right)):
        return []
    found: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", " ".join(left[i:j])))
            continue
        if j > i:
            found.append(Piece("del", " ".join(left[i:j])))
        if m > k:
            found.append(Piece("ins", " ".join(right[k:m])))
    return found


# --- the history of one record --------------------------------------------------------------


def _extent_words(ctx: Context) -> str:
    """Return how far back the history goes, where it does not go all the way."""
    extent = ctx.portal.history_extent
    if extent.state is LogState.TANPA_GIT:
        return (
            "Situs ini dibangun dari salinan data tanpa Git, sehingga riwayat catatan tidak "
            "tersedia di sini."
        )
    if extent.state is LogState.TERPOTONG:
        if extent.since is None:
            return "Riwayat di sini tidak lengkap: salinan Git yang dipakai terpotong."
        return (
            f"Riwayat hanya tersedia sejak {in_words(extent.since)}: salinan Git yang dipakai "
            "membangun situs ini tidak memuat yang lebih lama."
        )
    return ""


def _history_page(
    build: Builder, record: KerjaSama, history: RecordHistory | None, versions: Sequence[Told]
) -> Page:
    ctx = build.ctx
    row = ctx.summary(record)
    return build.page(
        "history.html",
        urls.history(record.id),
        title=f"Riwayat catatan: {row.title}",
        description=f"Apa yang berubah pada catatan {record.id} di portal ini, kapan, dan "
        "bagaimana isinya sebelum itu.",
        kind="riwayat",
        section="kerja-sama/",
        assets=_STYLE,
        record=record,
        row=row,
        history=history,
        versions=versions,
        extent=_extent_words(ctx),
        later=ctx.portal.history_extent.later,
    )


def _version_pages(
    build: Builder, record: KerjaSama, history: RecordHistory, versions: Sequence[Told]
) -> Iterator[Page]:
    ctx = build.ctx
    row = ctx.summary(record)
    shown = [item for item in versions if item.address]
    for place, item in enumerate(shown):
        version = item.version
        old = record_at(ctx.portal.package, history, version, ctx.portal.blobs)
        is_now = version is history.versions[0] and history.is_current
        yield build.page(
            "version.html",
            item.address,
            title=f"{row.title}, seperti pada {item.when}",
            description=f"Catatan {record.id} seperti tertulis pada {item.when}, "
            "bukan keadaan sekarang.",
            kind="versi",
            section="kerja-sama/",
            assets=_STYLE,
            links=(NO_INDEX,),
            record=record,
            row=row,
            told=item,
            is_now=is_now,
            newer=shown[place - 1] if place else None,
            older=shown[place + 1] if place + 1 < len(shown) else None,
            cells=[] if old is None else _main_cells(ctx, old),
            lists=[] if old is None else list(_lists(ctx, old)),
            is_readable=old is not None,
            source=public_source(version, ctx.portal.blobs),
        )


def _main_cells(ctx: Context, record: Record) -> list[Cell]:
    """Return the main fields that are not empty, as the schema labels them."""
    table = ctx.portal.package.tables[record.table]
    return [
        _cell(ctx, field, record.main.values[field.name])
        for field in table.fields
        if record.main.values[field.name] != ""
    ]


def _lists(ctx: Context, record: Record) -> Iterator[tuple[Table, Sequence[Sequence[Cell]]]]:
    for table in ctx.portal.package.children(record.table):
        rows: Sequence[Row] = record.children.get(table.name, ())
        if rows:
            yield (
                table,
                [
                    [
                        _cell(ctx, field, row.values[field.name])
                        for field in table.value_fields
                        if row.values[field.name] != ""
                    ]
                    for row in rows
                ],
            )


# --- every change ---------------------------------------------------------------------------


def _changes_pages(build: Builder) -> Iterator[Page]:
    """Yield the list of all changes, newest first, by month and day."""
    ctx = build.ctx
    versions = [
        (history, version)
        for histories in ctx.portal.histories.values()
        for history in histories.values()
        for version in history.versions
    ]
    # Newest first; what one commit changed stays together, in the order of table and id.
    versions.sort(key=lambda item: (item[0].table, item[0].id))
    versions.sort(key=lambda item: (item[1].time, item[1].commit), reverse=True)
    for path, pager, part in build.paged(_INDEX, versions):
        yield build.page(
            "changes.html",
            path,
            title=pager.titled("Perubahan data"),
            description="Semua perubahan pada data portal ini, yang terbaru lebih dulu.",
            kind="perubahan",
            section="data/",
            assets=_STYLE,
            pager=pager,
            per_page=PER_PAGE,
            months=_months(ctx, part),
            extent=_extent_words(ctx),
            later=ctx.portal.history_extent.later,
        )


_Day = tuple[date, Sequence[tuple[Told, Sequence[_Entry]]]]


def _months(
    ctx: Context, versions: Iterable[tuple[RecordHistory, Version]]
) -> list[tuple[str, list[_Day]]]:
    """Group versions by month, then day, then commit."""
    found: list[tuple[str, list[_Day]]] = []
    for month, in_month in groupby(versions, key=lambda item: _month(item[1].day)):
        days: list[_Day] = []
        for day, in_day in groupby(in_month, key=lambda item: item[1].day):
            commits: list[tuple[Told, Sequence[_Entry]]] = []
            for _, in_commit in groupby(in_day, key=lambda item: item[1].commit):
                entries = [_entry(ctx, history, version) for history, version in in_commit]
                commits.append((entries[0].told, entries))
            days.append((day, commits))
        found.append((month, days))
    return found


def _month(day: date) -> str:
    return in_words(day).partition(" ")[2]


def _entry(ctx: Context, history: RecordHistory, version: Version) -> _Entry:
    return _Entry(
        _told(ctx, history, version, most=_FEW),
        _title(ctx, history),
        ctx.title(history.table),
        _address(ctx, history),
        max(0, len(version.changes) - _FEW),
    )


def _title(ctx: Context, history: RecordHistory) -> str:
    """Return how the record is called now; its id where it is gone."""
    portal = ctx.portal
    if history.table == "kerja_sama" and history.id in portal.kerja_sama:
        return ctx.heading(portal.kerja_sama[history.id])
    if history.table == "mitra" and history.id in portal.mitra:
        return portal.mitra[history.id].nama
    if history.table == "indikator" and history.id in portal.indikator:
        return portal.indikator[history.id].nama
    return history.id


def _address(ctx: Context, history: RecordHistory) -> str:
    """Return where the record is read now; "" where it has no page of its own."""
    if not history.is_present:
        return ""
    if history.table == "kerja_sama":
        return urls.history(history.id)
    folder = ctx.portal.package.tables[history.table].shape
    if folder is None or history.table == "angka_kantor":
        return "angka-kantor/"
    return f"{folder.folder}/{history.id}/"
