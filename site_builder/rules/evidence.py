"""Rules on how a record is known, and on access to the naskah."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import child_rows, known
from site_builder.tables import Record

__all__ = ["RULES"]


@rule("sumber-wajib", Severity.GALAT)
def has_source(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Setiap naskah menyebut sedikitnya satu sumber."""
    if not child_rows(record, "sumber"):
        yield Hit(
            record.main,
            "id",
            f'naskah "{record.id}" tanpa sumber',
            "isi `sumber` dengan alamat tempat keterangan ini dapat diperiksa",
        )


@rule("tentang-kosong", Severity.SARAN)
def subject_is_noted(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Setiap naskah menyebut pokok yang dikerjasamakan."""
    if not record.main.values.get("tentang"):
        yield Hit(
            record.main,
            "tentang",
            "pokok kerja sama belum tercatat",
            "isi `tentang` menurut sumber, atau tulis tidak-diketahui bila sudah dicari",
        )


@rule("bukti-naskah", Severity.SARAN)
def instrument_is_reachable(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Catatan dengan tingkat bukti "naskah" menunjukkan tempat naskahnya dapat dibaca."""
    if known(record.main, "tingkat_bukti") != "naskah" or child_rows(record, "dokumen"):
        return
    if all(known(row, "jenis_sumber") != "naskah" for row in child_rows(record, "sumber")):
        yield Hit(
            record.main,
            "tingkat_bukti",
            'tingkat bukti "naskah", tetapi alamat naskahnya tidak tercatat',
            "isi `dokumen`, atau tandai sumbernya dengan jenis_sumber naskah",
        )


@rule("pengecualian-tanpa-dasar", Severity.PERINGATAN, legal_basis="UU 14/2008 pasal 17, 19")
def exemption_has_basis(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah yang dikecualikan menyebut dasar pengecualiannya."""
    is_exempt = known(record.main, "akses") == "dikecualikan"
    if is_exempt and not known(record.main, "dasar_pengecualian"):
        yield Hit(
            record.main,
            "akses",
            'akses "dikecualikan" tanpa dasar pengecualian',
            "isi `dasar_pengecualian` dengan huruf pada pasal 17 menurut uji konsekuensi",
        )


@rule("dasar-tanpa-pengecualian", Severity.PERINGATAN, legal_basis="UU 14/2008 pasal 17")
def basis_needs_exemption(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Dasar pengecualian hanya diisi untuk naskah yang dikecualikan."""
    basis, access = known(record.main, "dasar_pengecualian"), known(record.main, "akses")
    if basis and access != "dikecualikan":
        yield Hit(
            record.main,
            "dasar_pengecualian",
            f'dasar pengecualian "{basis}" pada naskah dengan akses "{access or "kosong"}"',
            "tulis `akses: dikecualikan`, atau hapus `dasar_pengecualian`",
        )


RULES = (
    has_source,
    subject_is_noted,
    instrument_is_reachable,
    exemption_has_basis,
    basis_needs_exemption,
)
