"""Typed values of the records that have no error.

Built once after validation; later stages carry no defensive checks. Attributes are the fields of
``datapackage/`` (a test holds the two together); an empty cell is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from site_builder.partial_date import PartialDate, parse_partial_date
from site_builder.tables import Record, Row

__all__ = [
    "AMOUNTS",
    "EMPTY_WORDS",
    "SIGNING_STAGE",
    "Dokumen",
    "Evaluasi",
    "IsiNaskah",
    "KerjaSama",
    "Laporan",
    "MasaJabatan",
    "Mitra",
    "Pelaksanaan",
    "Pembiayaan",
    "Peristiwa",
    "PeristiwaNaskah",
    "Perselisihan",
    "Pihak",
    "Sumber",
    "Tahapan",
    "build_kerja_sama",
    "build_mitra",
    "cell",
    "nested_money",
]

#: The words that tell the kinds of emptiness apart; they are shown, never computed with.
EMPTY_WORDS = {
    "": "tidak tercatat",
    "tidak-diketahui": "tidak diketahui",
    "tidak-berlaku": "tidak berlaku",
    "dirahasiakan": "dikecualikan",
}
#: The stage that is the signing, by the form of the naskah.
SIGNING_STAGE = {
    "kb": "penandatanganan-kb",
    "pks": "penandatanganan-pks",
    "nk": "penandatanganan-nk",
    "rk": "penandatanganan-nk",
    "mou": "penandatanganan-naskah",
    "loi": "pernyataan-kehendak",
}
#: The fields that hold an amount of money.
AMOUNTS = ("anggaran", "realisasi", "jumlah")
#: Fields that say something although the value is not known: that there is one.
_TELLING = frozenset({"naskah_turunan"})


@dataclass(frozen=True, slots=True)
class Pihak:
    """A party of an agreement."""

    mitra: str
    peran: str | None
    nama_tertulis: str | None
    nomor_naskah: str | None
    jabatan_penanda_tangan: str | None


@dataclass(frozen=True, slots=True)
class Tahapan:
    """A stage the agreement went through, or a step within one."""

    tahap: str
    tanggal: PartialDate | None
    uraian: str | None
    alamat_sumber: str | None = None
    langkah: str | None = None


@dataclass(frozen=True, slots=True)
class Pembiayaan:
    """Money or another contribution; amounts in whole rupiah as text."""

    tahun: str | None
    tanggal: PartialDate | None
    sumber_dana: str | None
    sumber_dana_tertulis: str | None
    jenis_belanja: str | None
    bentuk_kontribusi: str | None
    anggaran: str | None
    realisasi: str | None
    jumlah: str | None
    jenis_jumlah: str | None
    uraian: str | None
    alamat_sumber: str | None = None
    kode_total: str | None = None
    bagian_dari: str | None = None


@dataclass(frozen=True, slots=True)
class Pelaksanaan:
    """A fact, plan or report of implementation."""

    jenis_pelaksanaan: str
    tanggal: PartialDate | None
    uraian: str
    alamat_sumber: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluasi:
    """An evaluation and what followed."""

    tanggal: PartialDate | None
    penilai: str | None
    temuan: str
    tindak_lanjut: str | None
    alamat_sumber: str | None = None
    pihak: str | None = None


@dataclass(frozen=True, slots=True)
class Laporan:
    """A periodic report the rules require; period is a year or a half-year (``2024-S1``)."""

    periode: str
    tanggal: PartialDate | None
    penerima: str | None
    permasalahan: str | None
    upaya_penyelesaian: str | None
    uraian: str | None
    alamat_sumber: str | None = None


@dataclass(frozen=True, slots=True)
class Perselisihan:
    """A dispute and how it was settled."""

    tanggal: PartialDate | None
    uraian: str
    forum: str | None
    hasil: str | None
    alamat_sumber: str | None = None


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """An event told by a source that is none of the other kinds."""

    tanggal: PartialDate | None
    tahap_menurut_sumber: str | None
    uraian: str
    alamat_sumber: str | None = None


@dataclass(frozen=True, slots=True)
class PeristiwaNaskah(Peristiwa):
    """An event of an agreement.

    `naskah_turunan` is the number of instruments the source says carry the naskah out, as text;
    ``tidak-diketahui`` where it names some but no number.
    """

    naskah_turunan: str | None = None


@dataclass(frozen=True, slots=True)
class Pertentangan:
    """What two sources or parties tell differently."""

    hal: str
    nilai_pertama: str
    sumber_pertama: str | None
    nilai_kedua: str
    sumber_kedua: str | None


@dataclass(frozen=True, slots=True)
class IsiNaskah:
    """A statutory element of content, present or not, and what it provides."""

    unsur: str
    keadaan: str
    uraian: str | None
    alamat_sumber: str | None


@dataclass(frozen=True, slots=True)
class Dokumen:
    """A file of the instrument."""

    alamat: str
    judul: str | None
    sha256: str | None
    jumlah_halaman: str | None
    disunting: str | None
    ukuran: str | None = None


@dataclass(frozen=True, slots=True)
class Sumber:
    """Where the record comes from."""

    alamat: str
    jenis_sumber: str | None
    tanggal_akses: PartialDate | None


@dataclass(frozen=True, slots=True)
class KerjaSama:
    """One naskah with everything recorded of it."""

    id: str
    ref: str | None
    jenis: str
    subjenis: str | None
    bentuk_naskah: str | None
    nama_naskah: str
    tentang: str | None
    bentuk_pengaturan: str | None
    tanggal_penandatanganan: PartialDate | None
    tempat_penandatanganan: str | None
    tanggal_mulai: PartialDate | None
    tanggal_berakhir: PartialDate | None
    jangka_waktu: str | None
    latar_belakang: str | None
    maksud_tujuan: str | None
    sasaran: str | None
    penerima_manfaat: str | None
    induk: str | None
    mengubah: str | None
    memperpanjang: str | None
    menggantikan: str | None
    tanggal_pengakhiran: PartialDate | None
    alasan_pengakhiran: str | None
    uraian_pengakhiran: str | None
    status_menurut_sumber: str | None
    persetujuan_dprd: str | None
    tanggal_persetujuan_dprd: PartialDate | None
    tingkat_bukti: str
    akses: str | None
    dasar_pengecualian: str | None
    catatan: str | None
    para_pihak: tuple[Pihak, ...] = ()
    nomor_lain: tuple[str, ...] = ()
    urusan: tuple[str, ...] = ()
    bidang: tuple[str, ...] = ()
    ruang_lingkup: tuple[str, ...] = ()
    perangkat_daerah_pelaksana: tuple[str, ...] = ()
    tahapan: tuple[Tahapan, ...] = ()
    pembiayaan: tuple[Pembiayaan, ...] = ()
    pelaksanaan: tuple[Pelaksanaan, ...] = ()
    evaluasi: tuple[Evaluasi, ...] = ()
    laporan: tuple[Laporan, ...] = ()
    perselisihan: tuple[Perselisihan, ...] = ()
    peristiwa: tuple[PeristiwaNaskah, ...] = ()
    pertentangan: tuple[Pertentangan, ...] = ()
    isi_naskah: tuple[IsiNaskah, ...] = ()
    dokumen: tuple[Dokumen, ...] = ()
    sumber: tuple[Sumber, ...] = ()
    blanks: Mapping[str, str] = field(default_factory=dict)
    """Main fields that state why they are empty: field -> word of `EMPTY_WORDS`."""

    @property
    def title(self) -> str:
        """The heading of the record's page: the subject, else the name of the instrument."""
        return self.tentang or self.nama_naskah

    @property
    def is_endless(self) -> bool:
        """Whether it says that it has no end, other than not saying when it ends."""
        return self.blanks.get("tanggal_berakhir") == "tidak-berlaku"

    @property
    def start(self) -> PartialDate | None:
        """When it takes effect: its start, else its signing."""
        return self.tanggal_mulai or self.tanggal_penandatanganan

    @property
    def year(self) -> str | None:
        """Year of signing, or of the start where the signing is not recorded."""
        known = self.tanggal_penandatanganan or self.tanggal_mulai
        return known.text[:4] if known else None


@dataclass(frozen=True, slots=True)
class MasaJabatan:
    """A term of the head of a region; the office, not the person."""

    jabatan: str
    tanggal_mulai: PartialDate
    tanggal_selesai: PartialDate | None
    keterangan: str | None
    alamat_sumber: str
    alamat_sumber_selesai: str | None
    tanggal_akses: PartialDate | None


@dataclass(frozen=True, slots=True)
class Mitra:
    """A body that signs agreements."""

    id: str
    nama: str
    kelas: str
    induk: str | None
    kode_wilayah: str | None
    negara: str | None
    lintang: str | None
    bujur: str | None
    sumber_titik: str | None
    catatan: str | None
    alias: tuple[str, ...] = ()
    masa_jabatan: tuple[MasaJabatan, ...] = ()


_CHILD_TYPES: dict[str, Any] = {
    "para_pihak": Pihak,
    "tahapan": Tahapan,
    "pembiayaan": Pembiayaan,
    "pelaksanaan": Pelaksanaan,
    "evaluasi": Evaluasi,
    "laporan": Laporan,
    "perselisihan": Perselisihan,
    "peristiwa": PeristiwaNaskah,
    "pertentangan": Pertentangan,
    "isi_naskah": IsiNaskah,
    "dokumen": Dokumen,
    "sumber": Sumber,
}
#: Child tables of plain texts: table -> (attribute, column).
_SCALAR_CHILDREN = {
    "nomor_lain": ("nomor_lain", "nomor"),
    "urusan_kerja_sama": ("urusan", "urusan"),
    "bidang": ("bidang", "bidang"),
    "ruang_lingkup": ("ruang_lingkup", "uraian"),
    "perangkat_daerah_pelaksana": ("perangkat_daerah_pelaksana", "nama"),
}


def nested_money(rows: Sequence[Pembiayaan]) -> list[tuple[int, int]]:
    """Return (position among the rows, depth) of each row, parts right after their total."""
    totals = {row.kode_total for row in rows} - {None}
    parts: dict[str | None, list[int]] = {}
    for position, row in enumerate(rows):
        key = row.bagian_dari if row.bagian_dari in totals else None
        parts.setdefault(key, []).append(position)
    pending = [(position, 0) for position in reversed(parts.get(None, ()))]
    found = []
    while pending:
        position, depth = pending.pop()
        found.append((position, depth))
        code = rows[position].kode_total
        if code is not None:
            pending += [(part, depth + 1) for part in reversed(parts.get(code, ()))]
    return found


def cell(name: str, text: str) -> Any:
    """Return a cell's value: None where it is empty, a date where the field is one."""
    if name in _TELLING and text == "tidak-diketahui":
        return text
    if text in EMPTY_WORDS:
        return None
    return parse_partial_date(text) if name.startswith("tanggal") else text


def _values(row: Row, names: Iterable[str]) -> dict[str, Any]:
    return {name: cell(name, row.values[name]) for name in names if name in row.values}


def _children(record: Record, table: str, kind: Any) -> tuple[Any, ...]:
    names = [f.name for f in fields(kind)]
    return tuple(kind(**_values(row, names)) for row in record.children.get(table, ()))


def build_kerja_sama(record: Record) -> KerjaSama:
    """Build the typed agreement of a record without errors."""
    values = _values(record.main, (f.name for f in fields(KerjaSama) if f.name != "blanks"))
    for table, kind in _CHILD_TYPES.items():
        values[table] = _children(record, table, kind)
    for table, (attribute, column) in _SCALAR_CHILDREN.items():
        values[attribute] = tuple(
            row.values[column] for row in record.children.get(table, ()) if row.values[column]
        )
    values["blanks"] = {
        name: text for name, text in record.main.values.items() if text and text in EMPTY_WORDS
    }
    return KerjaSama(**values)


def build_mitra(record: Record) -> Mitra:
    """Build the typed party of a record without errors."""
    values = _values(record.main, (f.name for f in fields(Mitra)))
    values["alias"] = tuple(row.values["nama"] for row in record.children.get("mitra_alias", ()))
    values["masa_jabatan"] = _children(record, "masa_jabatan", MasaJabatan)
    return Mitra(**values)
