"""Read one YAML file as text: every scalar stays as written, with its line and column.

YAML's own typing is not used: it reads ``0120`` as 80, ``12:30`` as 750, ``no`` as False and
keeps the last of two equal keys. Only the part of YAML that a record needs is allowed
(mappings, lists, scalars); anchors, aliases, tags and second documents are findings, found in
the stream of events before any of them can grow.

Takes bytes, gives a tree and findings; touches no disk and never raises on bad input.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import yaml

from site_builder.findings import Finding, Severity, shorten, stem

__all__ = ["MAX_BYTES", "MappingNode", "Mark", "Node", "ScalarNode", "SequenceNode", "parse_yaml"]

#: A record of 200 parties and 300 scope items stays below 100 kB; more is a mistake or an attack.
MAX_BYTES = 512 * 1024
#: record -> list -> mapping -> scalar is three; more cannot be meant.
MAX_DEPTH = 6
MAX_NODES = 20_000

_NULL_WORDS = frozenset({"null", "Null", "NULL", "~"})
_RESOLVER = yaml.resolver.Resolver()
_STR_TAG = "tag:yaml.org,2002:str"
_WORD_FOR_TAG = {
    "int": "bilangan bulat",
    "float": "bilangan pecahan",
    "bool": "ya/tidak",
    "timestamp": "tanggal",
    "null": "kosong",
    "merge": "penggabungan",
    "value": "nilai khusus",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: line and column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A piece of text and where it starts."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys with their own marks, in the order written, each once."""

    entries: dict[str, tuple[Mark, Node]]
    mark: Mark


Node = ScalarNode | SequenceNode | MappingNode


class _Stop(Exception):  # noqa: N818 # control flow inside this module, not an error of ours
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def parse_yaml(data: bytes, path: str) -> tuple[MappingNode | None, list[Finding]]:
    """Parse one file.

    Args:
        data: The whole file, at most `MAX_BYTES`; more is a finding.
        path: POSIX path used in findings.

    Returns:
        The top mapping, or None where the file cannot be used, and the findings
        (rules ``berkas-*`` and ``yaml-*``).
    """
    findings: list[Finding] = []
    try:
        text = _decode(data, path)
        builder = _Builder(path, findings)
        tree = builder.build(yaml.parse(text, Loader=yaml.CLoader))
    except _Stop as stop:
        findings.append(stop.finding)
        return None, findings
    except yaml.YAMLError as error:
        findings.append(_closed_too_early(error, text, path) or _syntax_finding(error, path))
        return None, findings
    return tree, findings


def _error(rule: str, path: str, mark: Mark | None, message: str, remedy: str) -> Finding:
    line, column = (mark.line, mark.column) if mark else (0, 0)
    return Finding(rule, Severity.GALAT, path, line, column, "", "", message, remedy)


def _mark_at(text: str) -> Mark:
    """Return the place just behind text."""
    return Mark(text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


def _decode(data: bytes, path: str) -> str:
    if len(data) > MAX_BYTES:
        raise _Stop(too_large(path, len(data)))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Stop(
            _error(
                "berkas-utf8",
                path,
                None,
                "berkas tersimpan sebagai UTF-16",
                "simpan ulang dengan pengodean UTF-8",
            )
        )
    nul = data.find(b"\x00")
    if nul >= 0:
        mark = _mark_at(data[:nul].decode("utf-8", "replace"))
        raise _Stop(
            _error(
                "berkas-utf8",
                path,
                mark,
                "berkas memuat byte NUL",
                "hapus byte itu atau simpan ulang sebagai teks UTF-8",
            )
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mark = _mark_at(data[: error.start].decode("utf-8", "replace"))
        raise _Stop(
            _error(
                "berkas-utf8",
                path,
                mark,
                f"byte 0x{data[error.start]:02x} bukan UTF-8",
                "simpan ulang dengan pengodean UTF-8",
            )
        ) from error


def too_large(path: str, size: int) -> Finding:
    """Return the finding for a file over the limit; size in bytes."""
    return _error(
        "berkas-terlalu-besar",
        path,
        None,
        f"berkas berukuran {size:,} byte; batasnya {MAX_BYTES:,}".replace(",", "."),
        "satu berkas hanya memuat satu naskah; pindahkan lampiran ke alamat pada `dokumen`",
    )


_QUOTES = frozenset("'\"")


def _closed_too_early(error: yaml.YAMLError, text: str, path: str) -> Finding | None:
    """Return the finding for words behind a closing quote or bracket, None for another error.

    libyaml takes them for the next key and speaks of its indentation. The quote that ends here
    may have been opened lines above and only be the opening one of this line's value.
    """
    place = getattr(error, "problem_mark", None)
    closed = _last_event(text)
    if place is None or closed is None or "did not find expected" not in str(error):
        return None
    start, end = _mark(closed), _end_mark(closed)
    if isinstance(closed, yaml.ScalarEvent):
        is_closed = closed.style in _QUOTES
    else:  # the end of a list without brackets has no width
        is_closed = isinstance(closed, yaml.CollectionEndEvent) and start != end
    if not is_closed or end.line != place.line + 1:
        return None
    advice = (
        "apit seluruh nilai dengan tanda kutip ganda; kutipan di dalamnya memakai kutip tunggal"
    )
    if start.line != end.line:
        return _error(
            "yaml-sintaks",
            path,
            start,
            f"tanda kutip yang dibuka di sini baru bertemu pasangannya di baris {end.line}",
            f"tutup tanda kutip pada akhir nilainya; {advice}",
        )
    return _error(
        "yaml-sintaks",
        path,
        Mark(place.line + 1, place.column + 1),
        "ada tulisan sesudah tanda kutip atau kurung penutup",
        f"{advice}; periksa juga tanda kutip di atasnya",
    )


def _last_event(text: str) -> yaml.Event | None:
    """Return the last thing that could be read before a syntax error."""
    last = None
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            last = event
    except yaml.YAMLError:
        return last
    return None


#: Where libyaml's own mark lies behind the mistake, often at the end of the file.
_OPENED = ("could not find expected ':'", "unexpected end of stream", "did not find expected ','")

#: libyaml's words for a syntax error, and ours. The first that occurs in the message is used.
_SYNTAX = (
    (
        "found a tab character",
        "baris ini memakai tab",
        "pakai spasi, bukan tab, untuk inden",
    ),
    (
        "cannot start any token",
        "tanda ini tidak boleh mengawali nilai (tab atau tanda khusus)",
        "pakai spasi, bukan tab, untuk inden; apit nilai dengan tanda kutip ganda",
    ),
    (
        "mapping values are not allowed",
        "titik dua diikuti spasi di dalam nilai, atau barisnya terlalu menjorok",
        "apit seluruh nilai dengan tanda kutip ganda, atau luruskan dengan kunci di atasnya",
    ),
    (
        "did not find expected key",
        "inden baris ini tidak cocok dengan baris sebelumnya",
        "samakan jumlah spasi dengan kunci lain pada tingkat yang sama",
    ),
    (
        "did not find expected '-'",
        "butir daftar tidak diawali tanda hubung",
        "awali tiap butir dengan `- ` pada inden yang sama, atau luruskan dengan kunci di atasnya",
    ),
    (
        "could not find expected ':'",
        "kunci tidak diikuti titik dua dan spasi",
        "tulis `kunci: nilai`",
    ),
    (
        "unexpected end of stream",
        "tanda kutip di sini, atau di atasnya, tidak ditutup",
        "tutup dengan tanda kutip yang sama pada akhir nilainya",
    ),
    (
        "did not find expected ','",
        "kurung yang dibuka di sini tidak ditutup",
        "tutup kurungnya; apit nilai yang memuat { atau [ dengan tanda kutip ganda",
    ),
    (
        "special characters are not allowed",
        "ada tanda kendali yang tidak terlihat",
        "hapus tanda itu dan ketik ulang nilainya",
    ),
    (
        "control characters are not allowed",
        "ada tanda kendali yang tidak terlihat",
        "hapus tanda itu dan ketik ulang nilainya",
    ),
)


def _syntax_finding(error: yaml.YAMLError, path: str) -> Finding:
    raw = str(error)
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if mark is None or (opened is not None and any(words in raw for words in _OPENED)):
        mark = opened
    place = Mark(mark.line + 1, mark.column + 1) if mark else None
    for words, message, remedy in _SYNTAX:
        if words in raw:
            return _error("yaml-sintaks", path, place, message, remedy)
    problem = shorten(str(getattr(error, "problem", None) or raw))
    return _error(
        "yaml-sintaks",
        path,
        place,
        f"susunan YAML tidak terbaca ({problem})",
        "periksa inden, titik dua, dan tanda kutip di sekitar baris ini",
    )


class _Builder:
    """Builds the tree from events; each forbidden construct stops it at its place."""

    def __init__(self, path: str, findings: list[Finding]) -> None:
        self._path = path
        self._findings = findings
        self._count = 0

    def build(self, events: Iterator[yaml.Event]) -> MappingNode | None:
        self._events = events
        documents = 0
        tree: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(
                        "yaml-satu-dokumen",
                        event,
                        "berkas memuat lebih dari satu dokumen (`---`)",
                        "pindahkan naskah kedua ke berkas lain",
                    )
                tree = self._node(next(events), depth=1)
        if tree is None or (isinstance(tree, ScalarNode) and not tree.text):
            self._findings.append(
                _error(
                    "berkas-kosong",
                    self._path,
                    None,
                    "berkas tidak berisi apa pun",
                    "isi rekamannya atau hapus berkas ini",
                )
            )
            return None
        if not isinstance(tree, MappingNode):
            self._findings.append(
                _error(
                    "yaml-bukan-rekaman",
                    self._path,
                    tree.mark,
                    "isi berkas bukan pasangan `kunci: nilai`",
                    "mulai berkas dengan `id: …`",
                )
            )
            return None
        return tree

    def _stop(self, rule: str, event: yaml.Event, message: str, remedy: str) -> NoReturn:
        raise _Stop(_error(rule, self._path, _mark(event), message, remedy))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._count += 1
        if self._count > MAX_NODES:
            self._stop(
                "yaml-terlalu-banyak",
                event,
                f"berkas memuat lebih dari {MAX_NODES} nilai",
                "satu berkas hanya memuat satu naskah",
            )
        if depth > MAX_DEPTH:
            self._stop(
                "yaml-terlalu-dalam",
                event,
                f"daftar bersarang lebih dari {MAX_DEPTH} tingkat",
                "periksa inden dan tanda kurung; rekaman paling dalam tiga tingkat",
            )
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._stop(
                "yaml-jangkar",
                event,
                "jangkar (`&`) dan rujukan (`*`) YAML tidak dipakai",
                "tulis nilainya lengkap; apit dengan tanda kutip bila memang berawalan & atau *",
            )
        if getattr(event, "tag", None) is not None:
            self._stop(
                "yaml-tag",
                event,
                "tanda jenis YAML (`!`) tidak dipakai",
                "hapus tanda itu; apit dengan tanda kutip bila nilainya memang berawalan !",
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        assert isinstance(event, yaml.MappingStartEvent)  # noqa: S101 # the last kind left
        return self._mapping(event, depth)

    def _scalar(self, event: yaml.ScalarEvent) -> ScalarNode:
        mark = _mark(event)
        text: str = event.value
        if event.implicit[0] and text:
            self._check_plain(text, mark)
        return ScalarNode(text, mark)

    def _check_plain(self, text: str, mark: Mark) -> None:
        if text in _NULL_WORDS:
            self._findings.append(
                _error(
                    "yaml-null",
                    self._path,
                    mark,
                    f'"{text}" bukan nilai',
                    "kosongkan, atau tulis tidak-diketahui, tidak-berlaku, atau dirahasiakan",
                )
            )
            return
        if text[0] not in _RESOLVER.yaml_implicit_resolvers:
            return
        tag: str = _RESOLVER.resolve(  # type: ignore[no-untyped-call] # types-PyYAML has none
            yaml.ScalarNode, text, (True, False)
        )
        if tag != _STR_TAG:
            kind = _WORD_FOR_TAG.get(tag.rpartition(":")[2], "jenis lain")
            self._findings.append(
                Finding(
                    "yaml-kutip",
                    Severity.SARAN,
                    self._path,
                    mark.line,
                    mark.column,
                    "",
                    shorten(text),
                    f'"{shorten(text)}" tanpa tanda kutip dibaca perangkat lain sebagai {kind}',
                    f'tulis "{shorten(text)}" dengan tanda kutip',
                    record=stem(self._path),
                )
            )

    def _sequence(self, start: yaml.Event, depth: int) -> SequenceNode:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return SequenceNode(tuple(items), _mark(start))

    def _mapping(self, start: yaml.Event, depth: int) -> MappingNode:
        entries: dict[str, tuple[Mark, Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, ScalarNode):
                self._stop(
                    "yaml-sintaks",
                    event,
                    "kunci harus berupa kata, bukan daftar",
                    "tulis `kunci: nilai`; apit nilai yang memuat { atau [ dengan tanda kutip",
                )
            value = self._node(next(self._events), depth + 1)
            if key.text in entries:
                first = entries[key.text][0].line
                self._findings.append(
                    _error(
                        "yaml-kunci-ganda",
                        self._path,
                        key.mark,
                        f'kunci "{shorten(key.text)}" sudah ada di baris {first}',
                        "gabungkan atau hapus salah satunya",
                    )
                )
                continue
            entries[key.text] = (key.mark, value)
        return MappingNode(entries, _mark(start))


def _mark(event: yaml.Event) -> Mark:
    start = event.start_mark
    return Mark(1, 1) if start is None else Mark(start.line + 1, start.column + 1)


def _end_mark(event: yaml.Event) -> Mark:
    end = event.end_mark
    return _mark(event) if end is None else Mark(end.line + 1, end.column + 1)
