"""History for readers: each change in plain words, the record as it was, and what changed lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from textwrap import shorten

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
from site_builder.render.build import Builder
from site_builder.render.context import Context, lower_first
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
#: Most letters of a value that names its row.
_NAME = 60
#: Comparing costs the product of both lengths: beyond it the texts are shown one after the other.
_TOO_LONG = 600


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it is shown.

    Attributes:
        label: Title of its field.
        text: What is shown.
        emptiness: The word that says why there is nothing, "" where there is something.
        page: Address within the site of the record it names, "" for none.
        outside: Address elsewhere that it is, "" for none.
    """

    label: str
    text: str
    emptiness: str = ""
    page: str = ""
    outside: str = ""


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
        fields: Of a whole row, its fields, those told by `place` left out.
        is_code: Whether the values are for machines, so that they are folded away.
    """

    place: str
    verb: str
    before: Shown | None = None
    after: Shown | None = None
    pieces: Sequence[Piece] = ()
    fields: Sequence[Shown] = ()
    is_code: bool = False


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
        return _row_sentence(ctx, table, row, is_added=change.kind is Kind.BARIS_DITAMBAH)
    field = table.field(change.field)
    place = field.title
    if change.kind is Kind.BARIS_DIUBAH:
        name, _ = _row_name(ctx, table, row, but=change.field)
        place = table.title if _is_only(table) else f"{table.title}{name}, {field.title}"
    before, after = _shown(ctx, field, change.before), _shown(ctx, field, change.after)
    is_code = field.kind == "sql"
    if change.before == "":
        return Sentence(place, "diisi", after=after, is_code=is_code)
    if change.after == "":
        return Sentence(place, "dikosongkan", before=before, is_code=is_code)
    if before.outside and after.outside and before.text == after.text:
        # Two pages of one site: only their whole addresses tell them apart.
        before = replace(before, text=before.outside)
        after = replace(after, text=after.outside)
    has_words = not (is_code or before.emptiness or after.emptiness)
    pieces = _pieces(before.text, after.text) if has_words else []
    return Sentence(place, "berubah", before, after, pieces, is_code=is_code)


def _row_sentence(
    ctx: Context, table: Table, row: Mapping[str, str | None], *, is_added: bool
) -> Sentence:
    """Return a row that was added or taken away, field by field; a single value in one line."""
    name, told = _row_name(ctx, table, row)
    fields = [
        _shown(ctx, field, row[field.name])
        for field in table.value_fields
        if field.name in row and field.name != told
    ]
    place = table.title + (name if told else "")
    verb = "ditambahkan" if is_added else "dihapus"
    if fields and (told or len(fields) > 1):
        return Sentence(place, verb if is_added else f"{verb}, semula", fields=fields)
    if not fields:
        return Sentence(place, verb)
    if is_added:
        return Sentence(place, verb, after=fields[0])
    return Sentence(place, verb, before=fields[0])


def _shown(ctx: Context, field: Field, text: str | None) -> Shown:
    """Return a value in words; an address as the name of its site, a record by what it is called."""
    label = field.title
    if text is None:
        return Shown(label, "nilai tidak ditampilkan", "tidak-ditampilkan")
    if text in ctx.emptiness:
        return Shown(label, ctx.emptiness[text], text or "tidak-tercatat")
    if field.kind == "url" and urls.safe(text):
        return Shown(label, urls.host(text), outside=text)
    named = field.reference.table if field.reference is not None else ""
    if named == "mitra" and text in ctx.portal.mitra:
        return Shown(label, ctx.portal.mitra[text].nama, page=urls.mitra(text))
    if named == "kerja_sama" and text in ctx.portal.kerja_sama:
        return Shown(label, text, page=urls.agreement(text))
    return Shown(label, _words(ctx, field, text))


def _words(ctx: Context, field: Field, text: str) -> str:
    if field.kind == "rupiah" and not text.lstrip("-").isdecimal():
        return text
    if field.kind == "partial-date" and parse_partial_date(text) is None:
        return text
    return ctx.words(field, text)


def _row_name(
    ctx: Context, table: Table, row: Mapping[str, str | None], *, but: str = ""
) -> tuple[str, str]:
    """Return what tells a row from others, to stand behind the title of its table.

    It is the first value that is known, the changed one apart. With it comes the name of its field
    where it is the whole value, "" where that is cut or only the site of an address.
    """
    for field in table.value_fields:
        text = row.get(field.name)
        if field.name == but or text is None or text in ctx.emptiness:
            continue
        words = _shown(ctx, field, text).text
        if field.kind == "url":
            return f" {words}", ""
        if field.kind in ("partial-date", "code") or field.type == "integer":
            return f" {lower_first(field.title)} {words}", field.name
        if len(words) > _NAME:
            return f" “{shorten(words, _NAME, placeholder='…')}”", ""
        return f" “{words}”", "" if _is_only(table) else field.name
    return "", ""


def _is_only(table: Table) -> bool:
    """Tell whether the rows of a table are one value each."""
    return table.shape is not None and table.shape.is_scalar


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


def _main_cells(ctx: Context, record: Record) -> list[Shown]:
    """Return the main fields that are not empty, as the schema labels them."""
    table = ctx.portal.package.tables[record.table]
    return [
        _shown(ctx, field, record.main.values[field.name])
        for field in table.fields
        if record.main.values[field.name] != ""
    ]


def _lists(ctx: Context, record: Record) -> Iterator[tuple[Table, Sequence[Sequence[Shown]]]]:
    for table in ctx.portal.package.children(record.table):
        rows: Sequence[Row] = record.children.get(table.name, ())
        if rows:
            yield (
                table,
                [
                    [
                        _shown(ctx, field, row.values[field.name])
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
            months=_months(ctx, part),
            extent=_extent_words(ctx),
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
        ctx.name_of(history.id, history.table) or history.id,
        ctx.title(history.table),
        _address(ctx, history),
        max(0, len(version.changes) - _FEW),
    )


def _address(ctx: Context, history: RecordHistory) -> str:
    """Return where the record is read now; "" where it has no page of its own."""
    if history.table == "kerja_sama" and history.id in ctx.portal.kerja_sama:
        return urls.history(history.id)
    return ctx.address_of(history.id, history.table)
