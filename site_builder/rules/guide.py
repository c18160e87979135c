"""The guide to all rules: one entry per id that a check can report, for the pages of the site.

Sentence, weight and legal basis of a rule over records come from the rule itself; here stand its
title and a short example. The rules of reading, shape and schema have no function of their own
and are told here whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.findings import Severity
from site_builder.rules import RULES
from site_builder.rules.guide_examples import EXAMPLES
from site_builder.rules.identity import DUPLICATE_ID

__all__ = ["GUIDE", "GuideEntry"]


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """One rule as its page tells it.

    Attributes:
        id: Id of the rule, also the last part of its page's address.
        title: Short heading.
        sentence: The rule in one sentence.
        severity: ``galat``, ``peringatan`` or ``saran``.
        legal_basis: Article of law, or "".
        wrong: YAML that breaks the rule, or "".
        right: The same, mended; or "" where the true answer depends on the source.
    """

    id: str
    title: str
    sentence: str
    severity: Severity
    legal_basis: str = ""
    wrong: str = ""
    right: str = ""


_GALAT, _PERINGATAN, _SARAN = Severity.GALAT, Severity.PERINGATAN, Severity.SARAN

#: Rules that other modules report: files, YAML, shape, schema, accepted findings.
_READING: tuple[GuideEntry, ...] = (
    GuideEntry(
        "berkas-tempat",
        "Berkas di luar tempatnya",
        "Setiap rekaman berada di folder tabelnya, naskah di dalam folder tahunnya.",
        _GALAT,
        wrong="records/2024/pub-2024-0001.yaml",
        right="records/kerja-sama/2024/pub-2024-0001.yaml",
    ),
    GuideEntry(
        "berkas-nama",
        "Nama berkas",
        "Nama berkas memakai huruf kecil, angka, dan tanda hubung, serta berakhiran .yaml.",
        _GALAT,
        wrong="PUB 2024 0001.yml",
        right="pub-2024-0001.yaml",
    ),
    GuideEntry(
        "berkas-tautan",
        "Tautan simbolis",
        "Rekaman disimpan sebagai berkas biasa, bukan tautan simbolis.",
        _GALAT,
    ),
    GuideEntry(
        "berkas-utf8",
        "Pengodean berkas",
        "Berkas tersimpan sebagai teks UTF-8 tanpa byte NUL.",
        _GALAT,
    ),
    GuideEntry(
        "berkas-terlalu-besar",
        "Berkas terlalu besar",
        "Satu berkas memuat satu rekaman dan tidak melampaui batas ukuran.",
        _GALAT,
    ),
    GuideEntry(
        "dihapus-tanpa-keterangan",
        "Catatan dihapus tanpa keterangan",
        "Catatan yang pernah terbit dan dihapus dijelaskan di folder catatan-dihapus.",
        _GALAT,
        wrong="# records/potensi/pot-2020-0001.yaml dihapus begitu saja",
        right="# records/catatan-dihapus/pot-2020-0001.yaml\nid: pot-2020-0001\ntabel: potensi\n"
        'tanggal: "2024-02-29"\nalasan: Tercatat dua kali\npengganti: pot-2020-0002',
    ),
    GuideEntry(
        "berkas-kosong",
        "Berkas kosong",
        "Setiap berkas berisi satu rekaman.",
        _GALAT,
    ),
    GuideEntry(
        "yaml-sintaks",
        "Susunan YAML",
        "Susunan YAML dapat dibaca.",
        _GALAT,
        wrong="tentang: Air: sumber bersama",
        right='tentang: "Air: sumber bersama"',
    ),
    GuideEntry(
        "yaml-kunci-ganda",
        "Kunci ganda",
        "Setiap kunci ditulis sekali saja.",
        _GALAT,
        wrong="tentang: Air minum\ntentang: Air baku",
        right="tentang: Air baku",
    ),
    GuideEntry(
        "yaml-jangkar",
        "Jangkar YAML",
        "Jangkar dan rujukan YAML tidak dipakai.",
        _GALAT,
        wrong="nama_naskah: &nama Kesepakatan Bersama",
        right="nama_naskah: Kesepakatan Bersama",
    ),
    GuideEntry(
        "yaml-tag",
        "Tanda jenis YAML",
        "Tanda jenis YAML tidak dipakai.",
        _GALAT,
        wrong="tahun: !!str 2024",
        right='tahun: "2024"',
    ),
    GuideEntry(
        "yaml-null",
        "Nilai null",
        "Nilai yang tidak ada dikosongkan atau disebut sebabnya, bukan ditulis null.",
        _GALAT,
        wrong="tanggal_mulai: null",
        right="tanggal_mulai: tidak-diketahui",
    ),
    GuideEntry(
        "yaml-kutip",
        "Nilai tanpa tanda kutip",
        "Nilai yang mirip angka, tanggal, atau ya/tidak diapit tanda kutip.",
        _SARAN,
        wrong="tanggal_mulai: 2024-04-17",
        right='tanggal_mulai: "2024-04-17"',
    ),
    GuideEntry(
        "indikator-sql",
        "Perintah SQL indikator",
        "Rumus indikator adalah satu SELECT atas tabel unduhan yang dapat dijalankan.",
        _GALAT,
        wrong="pembilang: DELETE FROM kerja_sama",
        right="pembilang: SELECT id AS kerja_sama FROM kerja_sama",
    ),
    GuideEntry(
        "indikator-kolom",
        "Kolom pada rumus indikator",
        "Rumus indikator memakai tabel, kolom, dan penggolongan yang ada, dan menghasilkan kolom "
        "yang diperlukan.",
        _GALAT,
        wrong="pembilang: SELECT id FROM kerja_sama",
        right="pembilang: SELECT id AS kerja_sama FROM kerja_sama",
    ),
    GuideEntry(
        "yaml-terlalu-dalam",
        "Daftar bersarang",
        "Rekaman bersarang paling dalam tiga tingkat.",
        _GALAT,
    ),
    GuideEntry(
        "yaml-terlalu-banyak",
        "Terlalu banyak nilai",
        "Jumlah nilai dalam satu berkas tidak melampaui batas.",
        _GALAT,
    ),
    GuideEntry(
        "yaml-satu-dokumen",
        "Lebih dari satu dokumen",
        "Satu berkas memuat satu dokumen YAML.",
        _GALAT,
        wrong="id: pub-2024-0001\n---\nid: pub-2024-0002",
        right="id: pub-2024-0001",
    ),
    GuideEntry(
        "yaml-bukan-rekaman",
        "Bukan rekaman",
        "Isi berkas berupa pasangan kunci dan nilai.",
        _GALAT,
        wrong="- pub-2024-0001",
        right="id: pub-2024-0001",
    ),
    GuideEntry(
        "kunci-dikenal",
        "Kunci tidak dikenal",
        "Setiap kunci ada dalam skema.",
        _GALAT,
        wrong="tentnag: Air minum",
        right="tentang: Air minum",
    ),
    GuideEntry(
        "bentuk-nilai",
        "Bentuk nilai",
        "Nilai dan daftar ditulis dalam bentuk yang ditentukan skema.",
        _GALAT,
        wrong="bidang: Air minum",
        right="bidang:\n  - Air minum",
    ),
    GuideEntry(
        "skema-wajib",
        "Bidang wajib",
        "Bidang yang wajib tidak kosong.",
        _GALAT,
        wrong="jenis:",
        right="jenis: ksdd",
    ),
    GuideEntry(
        "skema-jenis",
        "Jenis nilai",
        "Nilai sesuai dengan jenis bidangnya, misalnya angka untuk jumlah.",
        _GALAT,
        wrong='anggaran: "150 juta"',
        right='anggaran: "150000000"',
    ),
    GuideEntry(
        "skema-pola",
        "Pola penulisan",
        "Nilai mengikuti pola penulisan bidangnya.",
        _GALAT,
        wrong="tanggal_penandatanganan: 17 April 2024",
        right='tanggal_penandatanganan: "2024-04-17"',
    ),
    GuideEntry(
        "skema-enum",
        "Pilihan nilai",
        "Nilai diambil dari daftar pilihan bidangnya.",
        _GALAT,
        wrong="jenis: KSDD",
        right="jenis: ksdd",
    ),
    GuideEntry(
        "skema-panjang",
        "Panjang teks",
        "Panjang teks berada dalam batas bidangnya.",
        _GALAT,
    ),
    GuideEntry(
        "skema-batas",
        "Batas angka",
        "Angka berada dalam batas bidangnya.",
        _GALAT,
        wrong='lintang: "112.6"',
        right='lintang: "-7.98"',
    ),
    GuideEntry(
        "skema-unik",
        "Nilai unik",
        "Nilai yang harus unik dipakai satu rekaman saja.",
        _GALAT,
    ),
    GuideEntry(
        "skema-rujukan",
        "Rujukan",
        "Nilai yang merujuk tabel lain ada di tabel itu.",
        _GALAT,
        wrong="para_pihak:\n  - mitra: pemkot-malan",
        right="para_pihak:\n  - mitra: pemkot-malang",
    ),
    GuideEntry(
        "skema-kunci-utama",
        "Kunci utama",
        "Kunci utama setiap baris terisi dan tidak berulang.",
        _GALAT,
    ),
    GuideEntry(
        "skema-lain",
        "Ketentuan skema lain",
        "Baris memenuhi ketentuan lain dalam skema.",
        _GALAT,
    ),
    GuideEntry(
        DUPLICATE_ID,
        "Id ganda",
        "Setiap id dipakai oleh satu rekaman saja.",
        _GALAT,
    ),
)

#: Rules on the file of accepted findings.
_ACCEPTED: tuple[GuideEntry, ...] = (
    GuideEntry(
        "temuan-diterima-bentuk",
        "Bentuk temuan yang diterima",
        "Temuan yang diterima ditulis sebagai daftar dengan kunci yang dikenal.",
        _GALAT,
    ),
    GuideEntry(
        "temuan-diterima-aturan",
        "Aturan temuan yang diterima",
        "Temuan yang diterima menyebut aturan yang ada.",
        _GALAT,
    ),
    GuideEntry(
        "temuan-diterima-alasan",
        "Alasan menerima temuan",
        "Temuan diterima dengan alasan.",
        _GALAT,
        wrong="- rule: tentang-kosong\n  record: pub-2024-0001\n  field: tentang",
        right="- rule: tentang-kosong\n  record: pub-2024-0001\n  field: tentang\n"
        "  alasan: Sumber hanya menyebut pihak dan tanggalnya",
    ),
    GuideEntry(
        "temuan-diterima-galat",
        "Galat tidak dapat diterima",
        "Yang dapat diterima hanya peringatan dan saran.",
        _GALAT,
    ),
    GuideEntry(
        "temuan-diterima-usang",
        "Temuan diterima yang usang",
        "Temuan yang diterima masih ada.",
        _PERINGATAN,
    ),
)

GUIDE: tuple[GuideEntry, ...] = (
    *_READING,
    *(
        GuideEntry(
            rule.id,
            EXAMPLES[rule.id].title,
            rule.sentence,
            rule.severity,
            rule.legal_basis,
            EXAMPLES[rule.id].wrong,
            EXAMPLES[rule.id].right,
        )
        for rule in RULES
    ),
    *_ACCEPTED,
)
