"""Rules on personal data: none may stand in any text of any record.

Git keeps what was once committed, so these are errors that stop a change before it is merged.
The data found is never repeated whole (`masking`).
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import texts
from site_builder.rules.index import index_of
from site_builder.rules.masking import (
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

__all__ = ["RULES"]

_TABLES = ("kerja_sama", "mitra")
_LAW = "UU 27/2022 pasal 4, 16, 65"
#: A digest is 64 hexadecimal digits; a run of 16 decimal ones in it means nothing.
_DIGESTS = frozenset({"sha256"})


def _searched(record: Record) -> Iterator[tuple[Row, str, str]]:
    return ((row, name, text) for row, name, text in texts(record) if name not in _DIGESTS)


@rule("pribadi-nik", Severity.GALAT, legal_basis=_LAW, tables=_TABLES)
def no_identity_number(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rekaman tidak memuat nomor induk kependudukan (NIK)."""
    kinds = index_of(dataset).kinds
    for row, name, text in _searched(record):
        # Money of 16 digits is possible, if rarely in good order.
        is_amount = kinds.get((row.table, name)) == "rupiah"
        for start, end in find_nik(text, is_shape_needed=is_amount):
            yield Hit(
                row,
                name,
                f"memuat 16 angka seperti NIK: {shown(text[start:end])}",
                "hapus nomor itu sebelum perubahan disimpan di Git; data pribadi tidak dicatat",
            )


@rule("pribadi-nip", Severity.PERINGATAN, legal_basis=_LAW, tables=_TABLES)
def no_civil_servant_number(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rekaman tidak memuat nomor induk pegawai (NIP), yang menunjukkan tanggal lahir."""
    for row, name, text in _searched(record):
        for start, end in find_nip(text):
            yield Hit(
                row,
                name,
                f"memuat 18 angka seperti NIP: {shown(text[start:end])}",
                "hapus nomor itu; jabatan penanda tangan sudah cukup",
            )


@rule("pribadi-ponsel", Severity.GALAT, legal_basis=_LAW, tables=_TABLES)
def no_mobile_number(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rekaman tidak memuat nomor telepon genggam."""
    for row, name, text in _searched(record):
        for start, end in find_mobile(text):
            yield Hit(
                row,
                name,
                f"memuat nomor telepon genggam: {shown(text[start:end])}",
                "hapus nomor itu; pakai alamat situs atau telepon kantor",
            )


@rule("pribadi-surel", Severity.GALAT, legal_basis=_LAW, tables=_TABLES)
def no_private_mail(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rekaman tidak memuat alamat surel pribadi."""
    for row, name, text in _searched(record):
        for (start, end), host in find_email(text):
            if is_private_host(host):
                yield Hit(
                    row,
                    name,
                    f"memuat alamat surel pribadi: {shown(text[start:end])}",
                    "hapus alamat itu; pakai alamat surel dinas bila memang perlu",
                )


@rule("surel-tidak-resmi", Severity.PERINGATAN, legal_basis=_LAW, tables=_TABLES)
def mail_is_official(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Alamat surel yang dicatat milik kantor, bukan milik orang."""
    for row, name, text in _searched(record):
        for (start, end), host in find_email(text):
            if not is_private_host(host) and not is_official_host(host):
                yield Hit(
                    row,
                    name,
                    f"memuat alamat surel di luar go.id dan ac.id: {shown(text[start:end])}",
                    "hapus bila milik seseorang; biarkan bila alamat resmi lembaganya",
                )


@rule("pribadi-npwp", Severity.GALAT, legal_basis=_LAW, tables=_TABLES)
def no_tax_number(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rekaman tidak memuat nomor pokok wajib pajak (NPWP)."""
    for row, name, text in _searched(record):
        for start, end in find_npwp(text):
            yield Hit(
                row,
                name,
                f"memuat nomor seperti NPWP: {shown(text[start:end])}",
                "hapus nomor itu",
            )


RULES = (
    no_identity_number,
    no_civil_servant_number,
    no_mobile_number,
    no_private_mail,
    mail_is_official,
    no_tax_number,
)
