"""The history of the records: what each commit changed, field by field.

Pure: commits and blobs as values in (`git_log` reads them), a `RecordHistory` per record out. Only
first parents are followed, so a record's versions are one line, each made from the one before; a
merge is one version, with everything it brought. Values that were withheld later, and personal
data of old versions, are left out here, so that no page or download can show them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import TypeAlias

from rapidfuzz import fuzz

from site_builder.rules.masking import find_nik, mask
from site_builder.schema import Package, Table
from site_builder.tables import RawRecord, Record, Row, flatten_record
from site_builder.yaml_text import MappingNode, Node, ScalarNode, SequenceNode, parse_yaml

__all__ = [
    "NO_LOG",
    "WIB",
    "Change",
    "Commit",
    "Event",
    "Extent",
    "FileChange",
    "Kind",
    "Log",
    "LogState",
    "RecordHistory",
    "Version",
    "build_histories",
    "known_at",
    "public_source",
    "record_at",
]

#: Table and field.
_Place: TypeAlias = tuple[str, str]
#: Western Indonesia Time, in which the day of a commit is told.
WIB = timezone(timedelta(hours=7))
#: So many digits of a commit's hash make the address of a version; more where two begin alike.
_SLUG = 12
_WITHHELD = "dirahasiakan"
#: Access classes under which an office may have taken back what an older version still says.
_CLOSED = frozenset({"terbatas", "dikecualikan"})
#: Name of the field that holds a digest.
_DIGEST = "sha256"
_DIGEST_LINE = re.compile(rf"{_DIGEST}: *[\"']?[0-9a-f]{{64}}[\"']?")
_REGULAR_MODES = frozenset({"100644", "100755"})
_FILE = re.compile(r"([a-z-]+)/(?:[^/]+/){0,2}([a-z0-9]+(?:-[a-z0-9]+)*)\.yaml")
#: Rows without an equal are paired by likeness (0-100) only where so few remain on each side.
_MOST_FUZZY = 60
_ROW_LIKENESS = 60
_TEXT_LIKENESS = 75


class LogState(StrEnum):
    """How much of the past is known."""

    LENGKAP = "lengkap"
    TERPOTONG = "terpotong"
    TANPA_GIT = "tanpa-git"


class Event(StrEnum):
    """What happened to a record in a commit; labels are in the code list ``peristiwa_riwayat``."""

    DICATAT = "dicatat"
    DIUBAH = "diubah"
    PENULISAN = "penulisan"
    DIPINDAHKAN = "dipindahkan"
    TIDAK_TERBACA = "tidak-terbaca"
    DIHAPUS = "dihapus"
    DIKEMBALIKAN = "dikembalikan"
    TERPOTONG = "terpotong"


class Kind(StrEnum):
    """What happened to one place in a record."""

    NILAI = "nilai"
    BARIS_DITAMBAH = "baris-ditambah"
    BARIS_DIHAPUS = "baris-dihapus"
    BARIS_DIUBAH = "baris-diubah"
    URUTAN = "urutan"
    DI_LUAR_SKEMA = "di-luar-skema"


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file of one commit, as ``git log --raw`` has it.

    Attributes:
        status: ``A``, ``M``, ``D``, ``T``, or ``R`` with its score.
        mode: File mode afterwards.
        blob: Hash of the content afterwards.
        path: Path below the folder of the records, afterwards.
        old_path: Path before a rename, else "".
    """

    status: str
    mode: str
    blob: str
    path: str
    old_path: str = ""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit on the line of first parents.

    Attributes:
        hash: Full hash.
        time: When it was committed, in WIB.
        subject: First line of its message; hostile until escaped.
        is_cut: Whether a shallow clone lacks its parents, so that it seems to add every file.
        files: What it changed against its first parent.
    """

    hash: str
    time: datetime
    subject: str
    is_cut: bool
    files: tuple[FileChange, ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """How far back the history goes.

    Attributes:
        state: Whole, cut short by a shallow clone, or none because there is no Git.
        since: Day of the commit a shallow clone begins with.
        later: Number of commits left out because they are later than the date of the data.
    """

    state: LogState
    since: date | None = None
    later: int = 0


@dataclass(frozen=True, slots=True)
class Log:
    """What was read from Git.

    Attributes:
        extent: How far back it goes.
        commits: Oldest first; times never fall.
        blobs: Content by hash; a blob that the clone lacks or that is too large is absent.
    """

    extent: Extent
    commits: Sequence[Commit]
    blobs: Mapping[str, bytes]


#: For records that lie in no repository.
NO_LOG = Log(Extent(LogState.TANPA_GIT), (), {})


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one place in a record.

    Attributes:
        kind: What happened.
        table: Main table, or the child table of a row.
        field: Field that changed; "" where a whole row was added or taken away.
        row: For a row of a child table, its values that are not empty, afterwards or, where it
            was taken away, before; a withheld value is None.
        before: Raw text before, "" for an empty cell, None where it is withheld.
        after: Raw text afterwards, likewise.
    """

    kind: Kind
    table: str
    field: str = ""
    row: Mapping[str, str | None] | None = None
    before: str | None = ""
    after: str | None = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A record as one commit left it.

    Attributes:
        commit: Full hash of the commit.
        time: When it was committed, in WIB (aware); never later than that of a newer version.
        subject: First line of the commit's message, "" where it is withheld; hostile until escaped.
        event: What happened.
        changes: Field by field, in the order of the schema; empty unless the event is ``diubah``
            or ``dikembalikan``.
        slug: Last part of the version's address, unique within the record.
        path: Path of the file below the folder of the records, at that time.
        blob: Hash of the content, "" where the commit took the file away.
        withheld: (table, field) whose values a later version withholds.
        has_page: Whether the record as it was then may be shown on a page of its own.
    """

    commit: str
    time: datetime
    subject: str
    event: Event
    changes: tuple[Change, ...] = ()
    slug: str = ""
    path: str = ""
    blob: str = ""
    withheld: frozenset[_Place] = frozenset()
    has_page: bool = False

    @property
    def day(self) -> date:
        """The day of the commit in WIB."""
        return self.time.date()


#: Events after which the record says something else than before.
_CONTENT = frozenset({Event.DICATAT, Event.DIUBAH, Event.DIHAPUS, Event.DIKEMBALIKAN})


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """The versions of one record, newest first; at least one.

    Attributes:
        table: Main table of the record.
        id: Its id now.
        versions: Newest first.
        is_present: Whether the dataset still has the record.
        is_current: Whether the newest version is the record as it is published now; else the file
            has changes that are not committed, or committed after the date of the data.
        is_closed: Whether older values are withheld as a whole: the record is gone, or access to
            the instrument is restricted by now.
    """

    table: str
    id: str
    versions: tuple[Version, ...]
    is_present: bool
    is_current: bool
    is_closed: bool

    @property
    def last_changed(self) -> Version | None:
        """The newest version that changed what the record says; None if it lies before the log."""
        return next((v for v in self.versions if v.event in _CONTENT), None)


def known_at(commits: Sequence[Commit], as_of: date) -> tuple[list[Commit], int]:
    """Return the commits known at a date, oldest first, and how many were left out.

    A commit counts when it and everything after it on the line lies no later than that day. Clocks
    may be wrong: a commit dated after its successor gets the successor's time.

    Args:
        commits: Newest first, as ``git log`` gives them.
        as_of: The date of the data, in WIB.
    """
    start = next((i for i, c in enumerate(commits) if c.time.date() <= as_of), len(commits))
    kept: list[Commit] = []
    for commit in commits[start:]:
        latest = kept[-1].time if kept else commit.time
        kept.append(commit if commit.time <= latest else replace(commit, time=latest))
    kept.reverse()
    return kept, start


# --- from commits to versions ---------------------------------------------------------------

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Step:
    """A file after one commit; blob "" where it was taken away."""

    order: int
    commit: Commit
    path: str
    blob: str


def _key(path: str) -> _Key | None:
    """Return (folder, stem) of a record's path; None for any other file."""
    match = _FILE.fullmatch(path)
    return None if match is None else (match[1], match[2])


def _lines(commits: Iterable[Commit]) -> dict[_Key, list[_Step]]:
    """Return the steps of each record, oldest first, renames followed."""
    lines: dict[_Key, list[_Step]] = {}
    for order, commit in enumerate(commits):
        gone: dict[_Key, _Step] = {}
        now: dict[_Key, _Step] = {}
        moved: dict[_Key, _Key] = {}
        for file in commit.files:
            key = _key(file.path)
            is_gone = file.status == "D" or file.mode not in _REGULAR_MODES
            if key is not None:
                step = _Step(order, commit, file.path, "" if is_gone else file.blob)
                (gone if is_gone else now)[key] = step
            old = _key(file.old_path) if file.old_path else None
            if old is not None and key is not None and old != key and old[0] == key[0]:
                moved[key] = old
            elif old is not None and old != key:
                gone[old] = _Step(order, commit, file.old_path, "")
        carried = {key: lines.pop(old) for key, old in moved.items() if old in lines}
        for key, steps in carried.items():
            lines[key] = sorted([*lines.get(key, ()), *steps], key=lambda s: s.order)
        # A file that lies in another folder afterwards is gone and there in one commit: it moved.
        for key, step in (gone | now).items():
            lines.setdefault(key, []).append(step)
    return lines


def build_histories(
    log: Log, package: Package, records: Iterable[Record], contents: Mapping[str, bytes]
) -> dict[str, dict[str, RecordHistory]]:
    """Return the history of every record the log knows, by main table and id.

    Args:
        log: What was read from Git.
        package: The schema of today; old versions are read by it.
        records: The published records.
        contents: Bytes of each record's file, by path.
    """
    folders = {t.shape.folder: t for t in package.main_tables() if t.shape is not None}
    present = {(r.table, r.id): r for r in records}
    histories: dict[str, dict[str, RecordHistory]] = {t.name: {} for t in folders.values()}
    reader = _Reader(package, log.blobs)
    for (folder, stem), steps in sorted(_lines(log.commits).items()):
        table = folders.get(folder)
        if table is None:
            continue
        now = present.get((table.name, stem))
        content = None if now is None else contents[now.path]
        histories[table.name][stem] = _history(reader, table, stem, steps, now, content)
    return histories


class _Reader:
    """Reads old versions by the schema of today."""

    def __init__(self, package: Package, blobs: Mapping[str, bytes]) -> None:
        self.package = package
        self.blobs = blobs

    def tree(self, step: _Step | Version) -> MappingNode | None:
        data = self.blobs.get(step.blob)
        return None if data is None else parse_yaml(data, step.path)[0]

    def record(self, table: Table, step: _Step | Version, tree: MappingNode) -> Record:
        return flatten_record(RawRecord(step.path, table.name, tree), self.package)[0]


def _history(
    reader: _Reader,
    table: Table,
    stem: str,
    steps: Sequence[_Step],
    now: Record | None,
    content: bytes | None,
) -> RecordHistory:
    is_closed = now is None or ("akses" in now.main.values and now.text("akses") in _CLOSED)
    newest = steps[-1]
    is_current = content is not None and reader.blobs.get(newest.blob) == content
    versions = list(_versions(reader, table, steps))
    return RecordHistory(
        table.name,
        stem,
        tuple(reversed(_withheld(reader, table, steps, versions, now, is_closed=is_closed))),
        is_present=now is not None,
        is_current=is_current,
        is_closed=is_closed,
    )


def _versions(reader: _Reader, table: Table, steps: Sequence[_Step]) -> Iterator[Version]:
    """Yield the versions oldest first, changes in full."""
    slugs: set[str] = set()
    #: What the newest version that could be read says.
    said: tuple[MappingNode, Record] | None = None
    before: _Step | None = None
    is_alone = len(steps) == 1
    for step in steps:
        slug = step.commit.hash[:_SLUG]
        slug = slug if slug not in slugs else step.commit.hash
        slugs.add(slug)
        event, changes = Event.DICATAT, list[Change]()
        # A record that was written once has nothing to compare.
        tree = None if is_alone or not step.blob else reader.tree(step)
        says = None if tree is None else (tree, reader.record(table, step, tree))
        if not step.blob:
            event = Event.DIHAPUS
        elif before is None:
            event = Event.TERPOTONG if step.commit.is_cut else Event.DICATAT
        elif before.blob == step.blob:
            event = Event.DIPINDAHKAN if before.path != step.path else Event.PENULISAN
        elif says is None:
            event = Event.TIDAK_TERBACA
        elif said is not None:
            changes = list(_changes(reader, table, said, says))
            event = Event.DIUBAH if changes else Event.PENULISAN
        else:
            event = Event.DIUBAH
        if step.blob and before is not None and not before.blob:
            event = Event.DIKEMBALIKAN
        said = says or said
        yield Version(
            step.commit.hash,
            step.commit.time,
            step.commit.subject,
            event,
            tuple(changes),
            slug,
            step.path,
            step.blob,
        )
        before = step


# --- from two versions to changes -----------------------------------------------------------


def _changes(
    reader: _Reader,
    table: Table,
    before: tuple[MappingNode, Record],
    after: tuple[MappingNode, Record],
) -> Iterator[Change]:
    (old_tree, old), (new_tree, new) = before, after
    found = False
    for change in _record_changes(reader.package, table, old, new):
        found = True
        yield change
    if not found and _plain(old_tree) != _plain(new_tree):
        yield Change(Kind.DI_LUAR_SKEMA, table.name)


def _plain(node: Node) -> object:
    """Return a tree without the places of its values; the order of keys says nothing."""
    match node:
        case ScalarNode():
            return node.text
        case SequenceNode():
            return [_plain(item) for item in node.items]
        case MappingNode():
            return {key: _plain(value) for key, (_, value) in node.entries.items()}


def _record_changes(package: Package, table: Table, old: Record, new: Record) -> Iterator[Change]:
    for field in table.fields:
        left, right = old.main.values[field.name], new.main.values[field.name]
        if left != right:
            yield Change(Kind.NILAI, table.name, field.name, None, left, right)
    for child in package.children(table.name):
        yield from _row_changes(
            child, old.children.get(child.name, ()), new.children.get(child.name, ())
        )


_Values = tuple[str, ...]


def _row_changes(table: Table, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
    names = [f.name for f in table.value_fields]

    def values(row: Row) -> _Values:
        return tuple(row.values[name] for name in names)

    left, right = [values(r) for r in old], [values(r) for r in new]
    if left == right:
        return
    pairs = _pairs(table, left, right)
    paired = dict(pairs)
    taken = set(paired.values())
    for i, row in enumerate(left):
        if i not in paired:
            yield Change(Kind.BARIS_DIHAPUS, table.name, "", _filled(names, row))
    for i, j in pairs:
        for name, a, b in zip(names, left[i], right[j], strict=True):
            if a != b:
                yield Change(Kind.BARIS_DIUBAH, table.name, name, _filled(names, right[j]), a, b)
    for j, row in enumerate(right):
        if j not in taken:
            yield Change(Kind.BARIS_DITAMBAH, table.name, "", _filled(names, row))
    order = [j for _, j in sorted(pairs)]
    if order != sorted(order):
        yield Change(Kind.URUTAN, table.name)


def _filled(names: Sequence[str], row: _Values) -> dict[str, str | None]:
    return {name: text for name, text in zip(names, row, strict=True) if text}


def _pairs(
    table: Table, left: Sequence[_Values], right: Sequence[_Values]
) -> list[tuple[int, int]]:
    """Pair rows of two versions: equal ones, those of one key, then those most alike."""
    pairs: list[tuple[int, int]] = []
    waiting: dict[_Values, list[int]] = {}
    for j in range(len(right) - 1, -1, -1):
        waiting.setdefault(right[j], []).append(j)
    for i, row in enumerate(left):
        if waiting.get(row):
            pairs.append((i, waiting[row].pop()))
    if _is_keyed(table):
        pairs += _same_key(left, right, *_unpaired(left, right, pairs))
    pairs += _alike(table, left, right, *_unpaired(left, right, pairs))
    return sorted(pairs)


def _unpaired(
    left: Sequence[_Values], right: Sequence[_Values], pairs: Sequence[tuple[int, int]]
) -> tuple[list[int], list[int]]:
    used_left, used_right = {i for i, _ in pairs}, {j for _, j in pairs}
    return (
        [i for i in range(len(left)) if i not in used_left],
        [j for j in range(len(right)) if j not in used_right],
    )


def _is_keyed(table: Table) -> bool:
    """Tell whether a row is known by its first value: a party, the address of a document."""
    first = table.value_fields[0]
    assert table.shape is not None  # noqa: S101 # only tables kept in records have rows
    if table.shape.is_scalar:
        return False
    return first.kind == "url" or (first.reference is not None and not first.enum)


def _same_key(
    left: Sequence[_Values], right: Sequence[_Values], lefts: Sequence[int], rights: Sequence[int]
) -> list[tuple[int, int]]:
    """Pair the rows whose first value occurs once on each side."""
    count_left = Counter(left[i][0] for i in lefts)
    count_right = Counter(right[j][0] for j in rights)
    place = {right[j][0]: j for j in rights}
    return [
        (i, place[left[i][0]])
        for i in lefts
        if left[i][0] and count_left[left[i][0]] == 1 and count_right[left[i][0]] == 1
    ]


def _alike(
    table: Table,
    left: Sequence[_Values],
    right: Sequence[_Values],
    lefts: Sequence[int],
    rights: Sequence[int],
) -> list[tuple[int, int]]:
    """Pair the rows most alike; with many rows on both sides none, which is slower than useful."""
    if not lefts or not rights or max(len(lefts), len(rights)) > _MOST_FUZZY:
        return []
    assert table.shape is not None  # noqa: S101 # only tables kept in records have rows
    if table.shape.is_scalar and table.value_fields[-1].reference is not None:
        return []  # two codes are two things, however alike they are spelt
    least = _TEXT_LIKENESS if table.shape.is_scalar else _ROW_LIKENESS
    scores = []
    for i in lefts:
        text = " ".join(left[i])
        for j in rights:
            score = fuzz.ratio(text, " ".join(right[j]), score_cutoff=least)
            if score:
                scores.append((-score, i, j))
    pairs: list[tuple[int, int]] = []
    seen_left: set[int] = set()
    seen_right: set[int] = set()
    for _, i, j in sorted(scores):
        if i not in seen_left and j not in seen_right:
            pairs.append((i, j))
            seen_left.add(i)
            seen_right.add(j)
    return pairs


# --- what may be shown ----------------------------------------------------------------------


def _is_personal(text: str, kind: str = "") -> bool:
    """Tell whether a text carries personal data.

    Args:
        text: The value of a field, the subject of a commit, a whole file.
        kind: Kind of the field; a digest and an amount of money may hold any run of digits.
    """
    if kind == _DIGEST:
        return False
    if kind == "rupiah":
        return next(find_nik(text, is_shape_needed=True), None) is not None
    return mask(text) != text


def _withheld(
    reader: _Reader,
    table: Table,
    steps: Sequence[_Step],
    versions: Sequence[Version],
    now: Record | None,
    *,
    is_closed: bool,
) -> list[Version]:
    """Return the versions, oldest first, without what may not be shown."""
    kinds = _kinds(reader.package, table)
    secret = frozenset() if now is None else _secrets(now)
    found: list[Version] = []
    for step, version in zip(reversed(steps), reversed(versions), strict=True):
        # Parsing again is needed only where the word stands in the file at all.
        own: frozenset[_Place] = frozenset()
        if step.blob and _WITHHELD.encode() in reader.blobs.get(step.blob, b""):
            tree = reader.tree(step)
            if tree is not None:
                own = _secrets(reader.record(table, step, tree))
        found.append(
            replace(
                version,
                subject="" if is_closed or _is_personal(version.subject) else version.subject,
                changes=tuple(
                    _safe(change, secret | own, kinds, is_closed=is_closed)
                    for change in version.changes
                ),
                withheld=secret,
                has_page=bool(step.blob)
                and step.blob in reader.blobs
                and not is_closed
                and not step.commit.is_cut,
            )
        )
        secret |= own
    found.reverse()
    return found


def _kinds(package: Package, table: Table) -> dict[_Place, str]:
    return {
        (t.name, f.name): _DIGEST if f.name == _DIGEST else f.kind
        for t in (table, *package.children(table.name))
        for f in t.fields
    }


def _secrets(record: Record) -> frozenset[_Place]:
    return frozenset(
        (row.table, name)
        for row in record.rows()
        for name, text in row.values.items()
        if text == _WITHHELD
    )


def _safe(
    change: Change,
    secret: frozenset[_Place],
    kinds: Mapping[_Place, str],
    *,
    is_closed: bool,
) -> Change:
    def shown(name: str, text: str | None) -> str | None:
        if not text or text == _WITHHELD:
            return text
        place = change.table, name
        hides = is_closed or place in secret or _is_personal(text, kinds.get(place, ""))
        return None if hides else text

    row = change.row
    return replace(
        change,
        before=shown(change.field, change.before),
        after=shown(change.field, change.after),
        row=None if row is None else {name: shown(name, text) for name, text in row.items()},
    )


def record_at(
    package: Package, history: RecordHistory, version: Version, blobs: Mapping[str, bytes]
) -> Record | None:
    """Return a record as it was, by the schema of today; None where it cannot be read.

    Values that may not be shown are replaced by the word of the schema for withheld ones.
    """
    reader, table = _Reader(package, blobs), package.tables[history.table]
    tree = reader.tree(version)
    if tree is None:
        return None
    record = reader.record(table, version, tree)
    kinds = _kinds(package, table)
    for row in record.rows():
        for name, text in row.values.items():
            place = row.table, name
            if text and (place in version.withheld or _is_personal(text, kinds[place])):
                row.values[name] = _WITHHELD
    return record


def public_source(version: Version, blobs: Mapping[str, bytes]) -> str | None:
    """Return the file as it was; None where something in it may not be shown or read."""
    data = blobs.get(version.blob)
    if data is None or version.withheld:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if _is_personal(_DIGEST_LINE.sub("", text)) else text
