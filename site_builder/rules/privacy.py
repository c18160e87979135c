"""Rules on personal data: none may stand in any text of any record.

Git keeps what was once committed, so these are errors that stop a change before it is merged.
The data found is never repeated whole (`masking`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from site_builder.dataset import Dataset
from site_builder.findings import Finding, Severity, stem
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import ALL_TABLES, texts
from site_builder.rules.index import index_of
from site_builder.rules.masking import (
    Span,
    find_email,
    find_mobile,
    find_nik,
    find_nip,
    find_npwp,
    is_official_host,
    is_private_host,
    shown,
)
from site_builder.tables import Record, Row

__all__ = ["RULES", "comment_findings", "text_findings"]

_Find: TypeAlias = Callable[[str], Iterator[Span]]
_LAW = "UU 27/2022 pasal 4, 16, 65"
#: A digest is 64 hexadecimal digits; a run of 16 decimal ones in it means nothing.
_DIGESTS = frozenset({"sha256"})
#: Where a comment begins: at the start of a line or behind a blank.
_COMMENT = re.compile(r"(?:^|\s)#")


def _searched(record: Record) -> Iterator[tuple[Row, str, str]]:
    return ((row, name, text) for row, name, text in texts(record) if name not in _DIGESTS)


def _shown(text: str, spans: Iterable[Span]) -> Iterable[str]:
    """Return what may be shown of the spans, each once: hidden, most numbers look alike."""
    return dict.fromkeys(shown(text[start:end]) for start, end in spans)


def _hits(record: Record, find: _Find, words: str, remedy: str) -> Iterator[Hit]:
    for row, name, text in _searched(record):
        for found in _shown(text, find(text)):
            yield Hit(row, name, f"{words}: {found}", remedy)


def _private_mail(text: str) -> Iterator[Span]:
    return (span for span, host in find_email(text) if is_private_host(host))


def _other_mail(text: str) -> Iterator[Span]:
    return (
        span
        for span, host in find_email(text)
        if not is_private_host(host) and not is_official_host(host)
    )


@rule("pribadi-nik", Severity.GALAT, legal_basis=_LAW, tables=ALL_TABLES)
def no_identity_number(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rekaman tidak memuat nomor induk kependudukan (NIK)."""
    kinds = index_of(dataset).kinds
    for row, name, text in _searched(record):
        # Money of 16 digits is possible, if rarely in good order.
        is_amount = kinds.get((row.table, name)) == "rupiah"
        for found in _shown(text, find_nik(text, is_shape_needed=is_amount)):
            yield Hit(
                row,
                name,
                f"memuat 16 angka seperti NIK: {found}",
                "hapus nomor itu sebelum perubahan disimpan di Git; data pribadi tidak dicatat",
            )


@rule("pribadi-nip", Severity.PERINGATAN, legal_basis=_LAW, tables=ALL_TABLES)
def no_civil_servant_number(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rekaman tidak memuat nomor induk pegawai (NIP), yang menunjukkan tanggal lahir."""
    remedy = "hapus nomor itu; jabatan penanda tangan sudah cukup"
    return _hits(record, find_nip, "memuat 18 angka seperti NIP", remedy)


@rule("pribadi-ponsel", Severity.GALAT, legal_basis=_LAW, tables=ALL_TABLES)
def no_mobile_number(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rekaman tidak memuat nomor telepon genggam."""
    remedy = "hapus nomor itu; pakai alamat situs atau telepon kantor"
    return _hits(record, find_mobile, "memuat nomor telepon genggam", remedy)


@rule("pribadi-surel", Severity.GALAT, legal_basis=_LAW, tables=ALL_TABLES)
def no_private_mail(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rekaman tidak memuat alamat surel pribadi."""
    remedy = "hapus alamat itu; pakai alamat surel dinas bila memang perlu"
    return _hits(record, _private_mail, "memuat alamat surel pribadi", remedy)


@rule("surel-tidak-resmi", Severity.PERINGATAN, legal_basis=_LAW, tables=ALL_TABLES)
def mail_is_official(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Alamat surel yang dicatat milik kantor, bukan milik orang."""
    remedy = "hapus bila milik seseorang; biarkan bila alamat resmi lembaganya"
    return _hits(record, _other_mail, "memuat alamat surel di luar go.id dan ac.id", remedy)


@rule("pribadi-npwp", Severity.GALAT, legal_basis=_LAW, tables=ALL_TABLES)
def no_tax_number(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rekaman tidak memuat nomor pokok wajib pajak (NPWP)."""
    return _hits(record, find_npwp, "memuat nomor seperti NPWP", "hapus nomor itu")


#: Rule id, and what finds its data in a text.
_FINDERS: tuple[tuple[str, _Find], ...] = (
    (no_identity_number.id, find_nik),
    (no_mobile_number.id, find_mobile),
    (no_tax_number.id, find_npwp),
    (no_private_mail.id, _private_mail),
)


def comment_findings(path: str, source: str) -> Iterator[Finding]:
    """Yield personal data in the comments of a file, which no row has but the page shows.

    Args:
        path: Path of the file, for the findings.
        source: Text of the whole file.
    """
    for number, line in enumerate(source.splitlines(), start=1):
        start = _COMMENT.search(line)
        if start is not None:
            yield from _line_findings(path, number, line, start.end(), "komentar")


def text_findings(path: str, source: str) -> Iterator[Finding]:
    """Yield personal data anywhere in a file that is no record; arguments as above."""
    for number, line in enumerate(source.splitlines(), start=1):
        yield from _line_findings(path, number, line, 0, "baris ini")


def _line_findings(path: str, number: int, line: str, start: int, what: str) -> Iterator[Finding]:
    text = line[start:]
    for rule_id, find in _FINDERS:
        for first, last in find(text):
            yield Finding(
                rule=rule_id,
                severity=Severity.GALAT,
                path=path,
                line=number,
                column=start + first + 1,
                field="",
                value=shown(text[first:last]),
                message=f"{what} memuat data pribadi: {shown(text[first:last])}",
                remedy="hapus sebelum perubahan disimpan di Git; berkas ini dapat dibaca umum",
                legal_basis=_LAW,
                record=stem(path),
            )


RULES = (
    no_identity_number,
    no_civil_servant_number,
    no_mobile_number,
    no_private_mail,
    mail_is_official,
    no_tax_number,
)
