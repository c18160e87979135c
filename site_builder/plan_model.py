"""Typed values of the records around agreements: potentials, proposals, plans, indicators.

Like ``model``: built from records without errors, attributes are the fields of ``datapackage/``.
Whole numbers that the schema types as such stay text until they are computed with, so that what is
printed and what is recorded are the same characters.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, TypeVar

from site_builder.model import Peristiwa, cell
from site_builder.partial_date import PartialDate
from site_builder.tables import Record

__all__ = [
    "PLAN_TABLES",
    "AngkaKantor",
    "Indikator",
    "IndikatorRenstra",
    "Kegiatan",
    "Kejadian",
    "NilaiKantor",
    "Pagu",
    "Pernyataan",
    "Potensi",
    "Program",
    "Renstra",
    "Target",
    "Tujuan",
    "Usulan",
    "build_plan_record",
]


@dataclass(frozen=True, slots=True)
class Potensi:
    """A mapped potential (pemetaan urusan), or as many as `jumlah` says."""

    id: str
    daerah: str
    nama: str
    komoditas: str | None
    alasan_kerja_sama: str | None
    calon_mitra: str | None
    jenis: str | None
    tahapan_dituju: str | None
    jangka_waktu: str | None
    program_kegiatan: str | None
    prioritas: str | None
    dokumen_perencanaan: str | None
    kesiapan_perangkat_daerah: str | None
    manfaat_diharapkan: str | None
    tanggal: PartialDate | None
    uraian: str | None
    jumlah: str | None
    catatan: str | None
    daerah_lain: tuple[str, ...] = ()
    urusan: tuple[str, ...] = ()
    bidang: tuple[str, ...] = ()
    naskah: tuple[str, ...] = ()
    peristiwa: tuple[Peristiwa, ...] = ()
    sumber: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Usulan:
    """A proposal under facilitation, or as many as `jumlah` says."""

    id: str
    pemohon: str
    objek: str
    calon_mitra: str | None
    bidang: str | None
    jenis: str | None
    tanggal_diterima: PartialDate | None
    tahap_menurut_sumber: str | None
    penilaian_administrasi: str | None
    penilaian_manfaat: str | None
    penilaian_risiko: str | None
    keputusan: str | None
    tanggal_keputusan: PartialDate | None
    alasan_keputusan: str | None
    hasil_menurut_sumber: str | None
    naskah: str | None
    jumlah: str | None
    catatan: str | None
    peristiwa: tuple[Peristiwa, ...] = ()
    sumber: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kejadian:
    """A dispute, plan or evaluation of a region that comes of no single agreement."""

    id: str
    daerah: str
    nama: str
    golongan: str
    pihak_lain: str | None
    dokumen: str | None
    catatan: str | None
    daerah_lain: tuple[str, ...] = ()
    rincian: tuple[Peristiwa, ...] = ()
    sumber: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatatanDihapus:
    """A record that was once published and is no more; its id and address stay its own."""

    id: str
    tabel: str
    tanggal: PartialDate
    alasan: str
    pengganti: str | None


@dataclass(frozen=True, slots=True)
class NilaiKantor:
    """One printed value of an office's figure."""

    periode: str | None
    rincian: str | None
    jenis_nilai: str | None
    nilai_tertulis: str
    angka: str | None
    satuan: str | None


@dataclass(frozen=True, slots=True)
class AngkaKantor:
    """A figure an office published."""

    id: str
    kantor: str
    daerah: str | None
    indikator: str
    dokumen: str | None
    catatan: str | None
    nilai: tuple[NilaiKantor, ...] = ()
    sumber: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tujuan:
    """A goal of a plan with its objective."""

    nomor: str
    nama: str
    sasaran: str | None


@dataclass(frozen=True, slots=True)
class IndikatorRenstra:
    """An indicator a plan names; of a goal, or of the programmes where `tujuan` is None."""

    tujuan: str | None
    nama: str
    program: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A yearly target, realisation, ratio or baseline as printed."""

    tabel: str | None
    tahun: str
    jenis_nilai: str
    nilai: str
    satuan: str


@dataclass(frozen=True, slots=True)
class Pernyataan:
    """What a plan states of its targets, and where."""

    tempat: str | None
    isi: str
    nilai: str | None
    satuan: str | None
    ukuran: str | None


@dataclass(frozen=True, slots=True)
class Program:
    """A programme of a plan; its goal and its listed indicator only where the plan says so."""

    nomor: str
    nama: str
    indikator: str | None
    target_per_tahun: str | None
    tujuan: str | None = None


@dataclass(frozen=True, slots=True)
class Kegiatan:
    """An activity of a programme."""

    program: str
    nomor: str
    nama: str
    indikator: str | None
    target_per_tahun: str | None


@dataclass(frozen=True, slots=True)
class Pagu:
    """The ceiling of a programme (`kegiatan` None) or activity in one year, whole rupiah."""

    program: str
    kegiatan: str | None
    tahun: str
    pagu: str


@dataclass(frozen=True, slots=True)
class Renstra:
    """A five-year plan as printed, its contradictions included."""

    id: str
    nama: str
    kode_wilayah: str
    tahun_awal: str
    tahun_akhir: str
    misi: str | None
    indikator_utama: str | None
    rumus: str | None
    sumber_dokumen: str
    catatan: str | None
    tujuan: tuple[Tujuan, ...] = ()
    indikator: tuple[IndikatorRenstra, ...] = ()
    target: tuple[Target, ...] = ()
    pernyataan: tuple[Pernyataan, ...] = ()
    program: tuple[Program, ...] = ()
    kegiatan: tuple[Kegiatan, ...] = ()
    pagu: tuple[Pagu, ...] = ()
    kelompok_sasaran: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indikator:
    """An indicator the portal computes, with its queries."""

    id: str
    nama: str
    konsep: str
    definisi: str
    rumus: str
    cara: str
    pembilang: str
    penyebut: str | None
    satuan: str
    klasifikasi: str | None
    periode: str
    sumber_data: str
    dasar: str | None
    arah: str
    target: str | None
    sumber_target: str | None
    catatan: str | None


#: Main table -> (type, {YAML key -> (child table, type of its rows; None for plain texts)}).
PLAN_TABLES: dict[str, tuple[Any, dict[str, tuple[str, Any]]]] = {
    "potensi": (
        Potensi,
        {
            "daerah_lain": ("daerah_potensi", None),
            "urusan": ("urusan_potensi", None),
            "bidang": ("bidang_potensi", None),
            "naskah": ("naskah_potensi", None),
            "peristiwa": ("peristiwa_potensi", Peristiwa),
            "sumber": ("sumber_potensi", None),
        },
    ),
    "usulan": (
        Usulan,
        {"peristiwa": ("peristiwa_usulan", Peristiwa), "sumber": ("sumber_usulan", None)},
    ),
    "kejadian": (
        Kejadian,
        {
            "daerah_lain": ("daerah_kejadian", None),
            "rincian": ("rincian_kejadian", Peristiwa),
            "sumber": ("sumber_kejadian", None),
        },
    ),
    "catatan_dihapus": (CatatanDihapus, {}),
    "angka_kantor": (
        AngkaKantor,
        {"nilai": ("nilai_kantor", NilaiKantor), "sumber": ("sumber_angka_kantor", None)},
    ),
    "renstra": (
        Renstra,
        {
            "tujuan": ("tujuan_renstra", Tujuan),
            "indikator": ("indikator_renstra", IndikatorRenstra),
            "target": ("target_renstra", Target),
            "pernyataan": ("pernyataan_renstra", Pernyataan),
            "program": ("program_renstra", Program),
            "kegiatan": ("kegiatan_renstra", Kegiatan),
            "pagu": ("pagu_renstra", Pagu),
            "kelompok_sasaran": ("kelompok_sasaran_renstra", None),
        },
    ),
    "indikator": (Indikator, {}),
}

T = TypeVar("T")


def build_plan_record(kind: type[T], record: Record) -> T:
    """Build the typed value of a record of one of `PLAN_TABLES`, without errors."""
    _, children = PLAN_TABLES[record.table]
    values: dict[str, Any] = {
        f.name: cell(f.name, record.main.values[f.name])
        for f in fields(kind)  # type: ignore[arg-type] # a dataclass of PLAN_TABLES
        if f.name not in children
    }
    for key, (table, child) in children.items():
        rows = record.children.get(table, ())
        if child is None:
            column = next(reversed(rows[0].values)) if rows else ""
            values[key] = tuple(row.values[column] for row in rows if row.values[column])
        else:
            values[key] = tuple(
                child(**{f.name: cell(f.name, row.values[f.name]) for f in fields(child)})
                for row in rows
            )
    return kind(**values)
