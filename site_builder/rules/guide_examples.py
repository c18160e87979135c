"""Titles and examples of the rules over records, for their pages.

Each example shows only the lines that matter; the names in it are invented or stand for any.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EXAMPLES", "Example"]


@dataclass(frozen=True, slots=True)
class Example:
    """A title, YAML that breaks the rule, and the same mended."""

    title: str
    wrong: str
    right: str


EXAMPLES: dict[str, Example] = {
    "id-berkas": Example(
        "Id dan nama berkas",
        ("# pub-2024-0001.yaml\nid: pub-2024-0010"),
        ("# pub-2024-0001.yaml\nid: pub-2024-0001"),
    ),
    "id-folder": Example(
        "Id dan folder tahun",
        ("# records/kerja-sama/2023/pub-2024-0001.yaml\nid: pub-2024-0001"),
        ("# records/kerja-sama/2024/pub-2024-0001.yaml\nid: pub-2024-0001"),
    ),
    "tanggal-nyata": Example(
        "Tanggal yang tidak ada",
        'tanggal_penandatanganan: "2023-02-30"',
        'tanggal_penandatanganan: "2023-02"',
    ),
    "tahun-wajar": Example(
        "Tahun yang tidak wajar",
        'tanggal_penandatanganan: "0224-04-17"',
        'tanggal_penandatanganan: "2024-04-17"',
    ),
    "tanggal-belum-tiba": Example(
        "Tanggal yang belum tiba",
        ('# tanggal data: 21 November 2026\ntanggal_penandatanganan: "2027-04-17"'),
        ('# tanggal data: 21 November 2026\ntanggal_penandatanganan: "2024-04-17"'),
    ),
    "mulai-sebelum-tanda-tangan": Example(
        "Mulai sebelum ditandatangani",
        ('tanggal_penandatanganan: "2024-04-17"\ntanggal_mulai: "2024-01-01"'),
        ('tanggal_penandatanganan: "2024-04-17"\ntanggal_mulai: "2024-04-17"'),
    ),
    "berakhir-sebelum-mulai": Example(
        "Berakhir sebelum mulai",
        ('tanggal_mulai: "2024-04-17"\ntanggal_berakhir: "2019-04-16"'),
        ('tanggal_mulai: "2024-04-17"\ntanggal_berakhir: "2029-04-16"'),
    ),
    "pengakhiran-sebelum-tanda-tangan": Example(
        "Diakhiri sebelum ditandatangani",
        ('tanggal_penandatanganan: "2024-04-17"\ntanggal_pengakhiran: "2023-12"'),
        ('tanggal_penandatanganan: "2024-04-17"\ntanggal_pengakhiran: "2025-12"'),
    ),
    "pihak-dua": Example(
        "Sedikitnya dua pihak",
        ("para_pihak:\n  - mitra: pemkot-malang"),
        ("para_pihak:\n  - mitra: pemkot-malang\n  - mitra: pemkab-malang"),
    ),
    "pihak-ganda": Example(
        "Pihak tercatat dua kali",
        ("para_pihak:\n  - mitra: pemkot-malang\n  - mitra: pemkot-malang"),
        ("para_pihak:\n  - mitra: pemkot-malang\n  - mitra: pemkab-malang"),
    ),
    "pihak-daerah": Example(
        "Tanpa pihak daerah",
        ("jenis: ksdpk\npara_pihak:\n  - mitra: pt-air-contoh\n  - mitra: yayasan-contoh"),
        ("jenis: lainnya\npara_pihak:\n  - mitra: pt-air-contoh\n  - mitra: yayasan-contoh"),
    ),
    "ksdd-dua-daerah": Example(
        "KSDD dengan satu daerah",
        (
            "jenis: ksdd\n"
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "  - mitra: dinas-kesehatan-kota-malang"
        ),
        ("jenis: ksdd\npara_pihak:\n  - mitra: pemkot-malang\n  - mitra: pemkab-malang"),
    ),
    "ksdd-tanpa-pihak-ketiga": Example(
        "Pihak ketiga dalam KSDD",
        (
            "jenis: ksdd\n"
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "  - mitra: pemkab-malang\n"
            "  - mitra: pt-air-contoh"
        ),
        (
            "jenis: ksdd\n"
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "  - mitra: pemkab-malang\n"
            "  - mitra: pt-air-contoh\n"
            "    peran: fasilitator"
        ),
    ),
    "ksdd-tanpa-pusat": Example(
        "Pemerintah Pusat dalam KSDD",
        (
            "jenis: ksdd\n"
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "  - mitra: pemkab-malang\n"
            "  - mitra: kementerian-contoh"
        ),
        (
            "jenis: ksdd\n"
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "  - mitra: pemkab-malang\n"
            "  - mitra: kementerian-contoh\n"
            "    peran: saksi"
        ),
    ),
    "pihak-luar-negeri": Example(
        "Mitra luar negeri dalam jenis dalam negeri",
        ("jenis: ksdpk\npara_pihak:\n  - mitra: pemkot-malang\n  - mitra: lembaga-contoh-jepang"),
        ("jenis: ksdll\npara_pihak:\n  - mitra: pemkot-malang\n  - mitra: lembaga-contoh-jepang"),
    ),
    "ksdpk-pihak-ketiga": Example(
        "KSDPK tanpa pihak ketiga",
        ("jenis: ksdpk\npara_pihak:\n  - mitra: pemkot-malang\n  - mitra: pemkab-malang"),
        ("jenis: ksdd\npara_pihak:\n  - mitra: pemkot-malang\n  - mitra: pemkab-malang"),
    ),
    "ksdpk-pusat": Example(
        "KSDPK dengan instansi pusat",
        (
            "jenis: ksdpk\n"
            'tanggal_penandatanganan: "2021-02-10"\n'
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "  - mitra: universitas-negeri-contoh"
        ),
        (
            "jenis: sinergi\n"
            'tanggal_penandatanganan: "2021-02-10"\n'
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "  - mitra: universitas-negeri-contoh"
        ),
    ),
    "ksdpk-pusat-tanpa-tanggal": Example(
        "KSDPK dengan instansi pusat, tanpa tanggal",
        (
            "jenis: ksdpk\n"
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "  - mitra: universitas-negeri-contoh"
        ),
        (
            "jenis: ksdpk\n"
            'tanggal_penandatanganan: "2017-02"\n'
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "  - mitra: universitas-negeri-contoh"
        ),
    ),
    "ksdpk-pihak-tidak-jelas": Example(
        "Kelas mitra KSDPK tidak jelas",
        ("# mitra sekolah-tinggi-contoh\nkelas: perguruan-tinggi"),
        ("# mitra sekolah-tinggi-contoh\nkelas: perguruan-tinggi-swasta"),
    ),
    "luar-negeri-pihak": Example(
        "Tanpa pihak luar negeri",
        ("jenis: ksdll\npara_pihak:\n  - mitra: pemkot-malang\n  - mitra: yayasan-contoh"),
        ("jenis: ksdpk\npara_pihak:\n  - mitra: pemkot-malang\n  - mitra: yayasan-contoh"),
    ),
    "ksdpl-pemerintah-daerah": Example(
        "KSDPL dengan lembaga",
        ("jenis: ksdpl\npara_pihak:\n  - mitra: pemkot-malang\n  - mitra: lembaga-contoh-jepang"),
        ("jenis: ksdll\npara_pihak:\n  - mitra: pemkot-malang\n  - mitra: lembaga-contoh-jepang"),
    ),
    "sinergi-pusat": Example(
        "Sinergi tanpa instansi pusat",
        ("jenis: sinergi\npara_pihak:\n  - mitra: pemkot-malang\n  - mitra: yayasan-contoh"),
        ("jenis: sinergi\npara_pihak:\n  - mitra: pemkot-malang\n  - mitra: kementerian-contoh"),
    ),
    "bentuk-sinergi": Example(
        "Bentuk naskah sinergi",
        ('jenis: sinergi\nbentuk_naskah: pks\ntanggal_penandatanganan: "2022-04-05"'),
        ('jenis: sinergi\nbentuk_naskah: nk\ntanggal_penandatanganan: "2022-04-05"'),
    ),
    "bentuk-dalam-negeri": Example(
        "Bentuk naskah dalam negeri",
        ('jenis: ksdd\nbentuk_naskah: mou\ntanggal_penandatanganan: "2022-04-05"'),
        ('jenis: ksdd\nbentuk_naskah: kb\ntanggal_penandatanganan: "2022-04-05"'),
    ),
    "bentuk-luar-negeri": Example(
        "Bentuk naskah luar negeri",
        ('jenis: ksdpl\nbentuk_naskah: kb\ntanggal_penandatanganan: "2022-04-05"'),
        ('jenis: ksdpl\nbentuk_naskah: mou\ntanggal_penandatanganan: "2022-04-05"'),
    ),
    "subjenis-jenis": Example(
        "Subjenis dan jenis",
        ("jenis: ksdpk\nsubjenis: ksdd-wajib"),
        ("jenis: ksdd\nsubjenis: ksdd-wajib"),
    ),
    "tahapan-jenis": Example(
        "Tahap dari jenis lain",
        ("jenis: ksdd\ntahapan:\n  - tahap: penjajakan"),
        ("jenis: ksdd\ntahapan:\n  - tahap: persiapan"),
    ),
    "tahapan-langkah": Example(
        "Langkah dari tahap lain",
        ("tahapan:\n  - tahap: penyusunan-pks\n    langkah: dprd-diminta"),
        ("tahapan:\n  - tahap: persetujuan-dprd\n    langkah: dprd-diminta"),
    ),
    "tahapan-urutan": Example(
        "Urutan tahapan",
        (
            "tahapan:\n"
            "  - tahap: penawaran\n"
            '    tanggal: "2021-05"\n'
            "  - tahap: penandatanganan-kb\n"
            '    tanggal: "2021-03"'
        ),
        (
            "tahapan:\n"
            "  - tahap: penawaran\n"
            '    tanggal: "2021-01"\n'
            "  - tahap: penandatanganan-kb\n"
            '    tanggal: "2021-03"'
        ),
    ),
    "tahapan-tanda-tangan": Example(
        "Tahap penandatanganan",
        (
            "bentuk_naskah: kb\n"
            'tanggal_penandatanganan: "2021-03-10"\n'
            "tahapan:\n"
            "  - tahap: penandatanganan-kb\n"
            '    tanggal: "2021-03-12"'
        ),
        (
            "bentuk_naskah: kb\n"
            'tanggal_penandatanganan: "2021-03-10"\n'
            "tahapan:\n"
            "  - tahap: penandatanganan-kb\n"
            '    tanggal: "2021-03-10"'
        ),
    ),
    "persetujuan-dprd-terlambat": Example(
        "Persetujuan DPRD sesudah penandatanganan",
        (
            "jenis: ksdd\n"
            "bentuk_naskah: pks\n"
            'tanggal_penandatanganan: "2021-06-15"\n'
            'tanggal_persetujuan_dprd: "2021-07-20"'
        ),
        (
            "jenis: ksdd\n"
            "bentuk_naskah: pks\n"
            'tanggal_penandatanganan: "2021-06-15"\n'
            'tanggal_persetujuan_dprd: "2021-05-20"'
        ),
    ),
    "persetujuan-dprd-cara": Example(
        "Cara persetujuan DPRD",
        'tanggal_persetujuan_dprd: "2021-05-20"',
        ('persetujuan_dprd: surat\ntanggal_persetujuan_dprd: "2021-05-20"'),
    ),
    "kb-lima-tahun": Example(
        "Kesepakatan Bersama lebih dari lima tahun",
        ('bentuk_naskah: kb\ntanggal_mulai: "2021-03-10"\ntanggal_berakhir: "2031-03-09"'),
        ('bentuk_naskah: kb\ntanggal_mulai: "2021-03-10"\ntanggal_berakhir: "2026-03-09"'),
    ),
    "luar-negeri-lima-tahun": Example(
        "Naskah luar negeri lebih dari lima tahun",
        ('jenis: ksdpl\ntanggal_mulai: "2023-03-20"\ntanggal_berakhir: "2033-03-19"'),
        ('jenis: ksdpl\ntanggal_mulai: "2023-03-20"\ntanggal_berakhir: "2028-03-19"'),
    ),
    "loi-satu-tahun": Example(
        "Letter of Intent lebih dari satu tahun",
        ('bentuk_naskah: loi\ntanggal_mulai: "2022-05-01"\ntanggal_berakhir: "2024-04-30"'),
        ('bentuk_naskah: loi\ntanggal_mulai: "2022-05-01"\ntanggal_berakhir: "2023-04-30"'),
    ),
    "jangka-waktu-cocok": Example(
        "Jangka waktu dan tanggal",
        (
            'tanggal_mulai: "2021-07-01"\n'
            'tanggal_berakhir: "2024-06-30"\n'
            "jangka_waktu: 5 (lima) tahun"
        ),
        (
            'tanggal_mulai: "2021-07-01"\n'
            'tanggal_berakhir: "2026-06-30"\n'
            "jangka_waktu: 5 (lima) tahun"
        ),
    ),
    "pengakhiran-tanpa-alasan": Example(
        "Pengakhiran tanpa alasan",
        'tanggal_pengakhiran: "2023-04-17"',
        ('tanggal_pengakhiran: "2023-04-17"\nalasan_pengakhiran: pailit'),
    ),
    "alasan-tanpa-tanggal": Example(
        "Alasan tanpa tanggal",
        "alasan_pengakhiran: pailit",
        ('tanggal_pengakhiran: "2023"\nalasan_pengakhiran: pailit'),
    ),
    "alasan-menurut-peraturan": Example(
        "Alasan menurut peraturan",
        ("jenis: ksdd\nalasan_pengakhiran: pailit"),
        ("jenis: ksdpk\nalasan_pengakhiran: pailit"),
    ),
    "alasan-lainnya-diuraikan": Example(
        "Alasan lainnya",
        "alasan_pengakhiran: lainnya",
        ("alasan_pengakhiran: lainnya\nuraian_pengakhiran: Lahan dipakai untuk keperluan lain"),
    ),
    "tautan-diri": Example(
        "Tautan ke diri sendiri",
        ("id: pub-2024-0001\ninduk: pub-2024-0001"),
        ("id: pub-2024-0001\ninduk: pub-2023-0004"),
    ),
    "tautan-lingkar": Example(
        "Tautan melingkar",
        ("# pub-2023-0004 menggantikan: pub-2024-0001\nid: pub-2024-0001\ninduk: pub-2023-0004"),
        ("id: pub-2024-0001\ninduk: pub-2023-0004"),
    ),
    "tautan-urutan": Example(
        "Urutan naskah yang bertautan",
        (
            "# pub-2023-0004 ditandatangani 2023-05-02\n"
            'tanggal_penandatanganan: "2022-08"\n'
            "mengubah: pub-2023-0004"
        ),
        (
            "# pub-2023-0004 ditandatangani 2023-05-02\n"
            'tanggal_penandatanganan: "2024-08"\n'
            "mengubah: pub-2023-0004"
        ),
    ),
    "induk-urutan": Example(
        "Urutan naskah dan induknya",
        (
            "# pub-2023-0004 ditandatangani 2023-05-02\n"
            'tanggal_penandatanganan: "2022-08"\n'
            "induk: pub-2023-0004"
        ),
        (
            "# pub-2023-0004 ditandatangani 2023-05-02\n"
            'tanggal_penandatanganan: "2024-08"\n'
            "induk: pub-2023-0004"
        ),
    ),
    "induk-bentuk": Example(
        "Bentuk naskah induk",
        ("# pub-2023-0004 adalah PKS\nbentuk_naskah: pks\ninduk: pub-2023-0004"),
        ("# pub-2023-0004 adalah PKS\nbentuk_naskah: pks\nmemperpanjang: pub-2023-0004"),
    ),
    "adendum-tautan": Example(
        "Adendum tanpa naskah asal",
        "bentuk_naskah: adendum",
        ("bentuk_naskah: adendum\nmengubah: pub-2023-0004"),
    ),
    "tautan-pihak": Example(
        "Pihak naskah yang bertautan",
        (
            "# pihak pub-2023-0004: pemprov-jawa-timur, kementerian-contoh\n"
            "induk: pub-2023-0004\n"
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "  - mitra: pt-air-contoh"
        ),
        (
            "# pihak pub-2023-0005: pemkot-malang, pt-air-contoh\n"
            "induk: pub-2023-0005\n"
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "  - mitra: pt-air-contoh"
        ),
    ),
    "penggantian-ganda": Example(
        "Digantikan dua kali",
        (
            "# pub-2024-0002 juga menggantikan pub-2019-0001\n"
            "id: pub-2024-0001\n"
            "menggantikan: pub-2019-0001"
        ),
        ("id: pub-2024-0001\nmengubah: pub-2019-0001"),
    ),
    "unsur-wajib": Example(
        "Unsur wajib tidak ada",
        ("bentuk_naskah: pks\nisi_naskah:\n  - unsur: objek\n    keadaan: tidak-ada"),
        ("bentuk_naskah: pks\nisi_naskah:\n  - unsur: objek\n    keadaan: ada"),
    ),
    "unsur-belum-dicatat": Example(
        "Unsur wajib belum dicatat",
        ("tingkat_bukti: naskah\nisi_naskah:\n  - unsur: objek\n    keadaan: ada"),
        (
            "tingkat_bukti: naskah\n"
            "isi_naskah:\n"
            "  - unsur: objek\n"
            "    keadaan: ada\n"
            "  - unsur: jangka-waktu\n"
            "    keadaan: tidak-jelas\n"
            "  # dan seterusnya"
        ),
    ),
    "luar-negeri-persetujuan-dprd": Example(
        "Persetujuan DPRD naskah luar negeri",
        ("jenis: ksdpl\nbentuk_naskah: mou"),
        ("jenis: ksdpl\nbentuk_naskah: mou\npersetujuan_dprd: surat"),
    ),
    "luar-negeri-perlu-dprd": Example(
        "Persetujuan DPRD selalu perlu",
        ("jenis: ksdpl\nbentuk_naskah: mou\npersetujuan_dprd: tidak-diperlukan"),
        ("jenis: ksdpl\nbentuk_naskah: mou\npersetujuan_dprd: surat"),
    ),
    "nomor-spasi": Example(
        "Spasi dalam nomor",
        'nomor_naskah: "690/101/  2021"',
        "nomor_naskah: 690/101/2021",
    ),
    "nomor-belum-lengkap": Example(
        "Nomor belum lengkap",
        "nomor_naskah: 690/.../2021",
        "nomor_naskah: 690/101/2021",
    ),
    "nomor-bulan": Example(
        "Bulan dalam nomor",
        (
            'tanggal_penandatanganan: "2021-03-10"\n'
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "    nomor_naskah: 415/17/IV/2021"
        ),
        (
            'tanggal_penandatanganan: "2021-03-10"\n'
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "    nomor_naskah: 415/17/III/2021"
        ),
    ),
    "nomor-tahun": Example(
        "Tahun dalam nomor",
        (
            'tanggal_penandatanganan: "2021-03-10"\n'
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "    nomor_naskah: 415/17/2020"
        ),
        (
            'tanggal_penandatanganan: "2021-03-10"\n'
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "    nomor_naskah: 415/17/2021"
        ),
    ),
    "nomor-ganda": Example(
        "Nomor dipakai dua kali",
        (
            "# pub-2021-0002 memakai nomor yang sama dari pihak yang sama\n"
            "id: pub-2021-0001\n"
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "    nomor_naskah: 415/17/2021"
        ),
        (
            "# pub-2021-0002 memakai nomor 415/17/2021\n"
            "id: pub-2021-0001\n"
            "para_pihak:\n"
            "  - mitra: pemkot-malang\n"
            "    nomor_naskah: 415/16/2021"
        ),
    ),
    "naskah-mirip": Example(
        "Naskah tercatat dua kali",
        (
            "# pub-2021-0002 sama pokok, pihak, dan tanggalnya\n"
            "id: pub-2021-0001\n"
            "tentang: Penelitian mutu air"
        ),
        ("# hanya satu rekaman\nid: pub-2021-0001\ntentang: Penelitian mutu air"),
    ),
    "sumber-wajib": Example(
        "Sumber wajib",
        "sumber: []",
        ("sumber:\n  - alamat: https://contoh.go.id/berita/1"),
    ),
    "tentang-kosong": Example(
        "Pokok belum tercatat",
        "nama_naskah: Kesepakatan Bersama",
        ("nama_naskah: Kesepakatan Bersama\ntentang: Penelitian mutu air"),
    ),
    "bukti-naskah": Example(
        "Tempat naskah",
        "tingkat_bukti: naskah",
        ("tingkat_bukti: naskah\ndokumen:\n  - alamat: https://contoh.go.id/dokumen/kb.pdf"),
    ),
    "pengecualian-tanpa-dasar": Example(
        "Pengecualian tanpa dasar",
        "akses: dikecualikan",
        ("akses: dikecualikan\ndasar_pengecualian: b"),
    ),
    "dasar-tanpa-pengecualian": Example(
        "Dasar tanpa pengecualian",
        ("akses: terbuka\ndasar_pengecualian: b"),
        "akses: terbuka",
    ),
    "pembiayaan-tahun": Example(
        "Tahun anggaran",
        ('pembiayaan:\n  - realisasi: "140000000"'),
        ('pembiayaan:\n  - tahun: "2022"\n    realisasi: "140000000"'),
    ),
    "realisasi-melebihi-anggaran": Example(
        "Realisasi melebihi anggaran",
        ('pembiayaan:\n  - anggaran: "150000000"\n    realisasi: "1400000000"'),
        ('pembiayaan:\n  - anggaran: "150000000"\n    realisasi: "140000000"'),
    ),
    "mitra-induk-lingkar": Example(
        "Induk mitra melingkar",
        ("id: pemkot-malang\ninduk: dinas-kesehatan-kota-malang"),
        ("id: dinas-kesehatan-kota-malang\ninduk: pemkot-malang"),
    ),
    "mitra-kode-wilayah": Example(
        "Kode wilayah pemerintah daerah",
        ('kelas: pemerintah-kabupaten\nkode_wilayah: "35.73"'),
        ('kelas: pemerintah-kabupaten\nkode_wilayah: "35.07"'),
    ),
    "mitra-luar-negeri": Example(
        "Negara mitra",
        "kelas: lembaga-luar-negeri",
        ("kelas: lembaga-luar-negeri\nnegara: JP"),
    ),
    "mitra-titik": Example(
        "Titik peta mitra",
        ('lintang: "7.98"\nbujur: "112.63"'),
        ('lintang: "-7.98"\nbujur: "112.63"\nsumber_titik: Penentuan tangan di atas peta'),
    ),
    "mitra-nama-ganda": Example(
        "Nama mitra ganda",
        (
            "# sudah ada mitra yayasan-contoh dengan nama yang sama\n"
            "id: yayasan-contoh-2\n"
            "nama: Yayasan Contoh"
        ),
        ("id: yayasan-contoh\nnama: Yayasan Contoh"),
    ),
    "mitra-alias-ganda": Example(
        "Alias mitra ganda",
        ("# mitra pemkab-malang\nalias:\n  - Pemkot Malang"),
        ("# mitra pemkab-malang\nalias:\n  - Pemkab Malang"),
    ),
    "mitra-tak-dipakai": Example(
        "Mitra tidak dipakai",
        ("# tidak ada naskah yang menyebutnya\nid: badan-contoh"),
        ("para_pihak:\n  - mitra: pemkot-malang\n  - mitra: badan-contoh"),
    ),
    "masa-jabatan-pemerintah": Example(
        "Masa jabatan di luar pemerintah daerah",
        "kelas: bumd\nmasa_jabatan:\n  - jabatan: kepala-daerah",
        "kelas: pemerintah-kota\nmasa_jabatan:\n  - jabatan: kepala-daerah",
    ),
    "masa-jabatan-urutan": Example(
        "Masa jabatan terbalik",
        'masa_jabatan:\n  - tanggal_mulai: "2021-02-26"\n    tanggal_selesai: "2020-02-17"',
        'masa_jabatan:\n  - tanggal_mulai: "2016-02-17"\n    tanggal_selesai: "2021-02-17"',
    ),
    "masa-jabatan-tumpang-tindih": Example(
        "Masa jabatan tumpang tindih",
        'masa_jabatan:\n  - tanggal_mulai: "2016-02-17"\n    tanggal_selesai: "2021-06-30"\n'
        '  - tanggal_mulai: "2021-02-26"',
        'masa_jabatan:\n  - tanggal_mulai: "2016-02-17"\n    tanggal_selesai: "2021-02-17"\n'
        '  - tanggal_mulai: "2021-02-26"',
    ),
    "laporan-periode-belum-selesai": Example(
        "Periode laporan belum selesai",
        "# tanggal data: 21 November 2026\nlaporan:\n  - periode: 2026-S2",
        "# tanggal data: 21 November 2026\nlaporan:\n  - periode: 2026-S1",
    ),
    "laporan-mendahului-periode": Example(
        "Laporan mendahului periodenya",
        'laporan:\n  - periode: 2025-S1\n    tanggal: "2025-03-10"',
        'laporan:\n  - periode: 2025-S1\n    tanggal: "2025-07-10"',
    ),
    "laporan-ganda": Example(
        "Periode dilaporkan dua kali",
        "laporan:\n  - periode: 2025-S1\n  - periode: 2025-S1",
        "laporan:\n  - periode: 2025-S1\n  - periode: 2025-S2",
    ),
    "evaluasi-sebelum-tanda-tangan": Example(
        "Evaluasi sebelum ditandatangani",
        'tanggal_penandatanganan: "2024-04-17"\nevaluasi:\n  - tanggal: "2023"\n'
        "    temuan: Sambungan air bertambah",
        'tanggal_penandatanganan: "2024-04-17"\nevaluasi:\n  - tanggal: "2025"\n'
        "    temuan: Sambungan air bertambah",
    ),
    "perselisihan-forum": Example(
        "Forum perselisihan",
        'jenis: ksdd\nperselisihan:\n  - tanggal: "2024"\n    uraian: Tarif air baku\n'
        "    forum: pengadilan",
        'jenis: ksdd\nperselisihan:\n  - tanggal: "2024"\n    uraian: Tarif air baku\n'
        "    forum: gubernur",
    ),
    "pelaksanaan-tanda-tangan": Example(
        "Penandatanganan sebagai fakta pelaksanaan",
        (
            "pelaksanaan:\n  - jenis_pelaksanaan: fakta\n"
            "    uraian: Ditandatangani di rumah dinas bupati"
        ),
        (
            "tahapan:\n  - tahap: penandatanganan-pks\n"
            "    uraian: Ditandatangani di rumah dinas bupati"
        ),
    ),
    "pembiayaan-bagian": Example(
        "Bagian tanpa total",
        'pembiayaan:\n  - anggaran: "500000000"\n  - bagian_dari: angkutan-2026\n'
        '    anggaran: "300000000"',
        'pembiayaan:\n  - kode_total: angkutan-2026\n    anggaran: "500000000"\n'
        '  - bagian_dari: angkutan-2026\n    anggaran: "300000000"',
    ),
    "pembiayaan-jumlah-bagian": Example(
        "Total dan bagiannya",
        'pembiayaan:\n  - kode_total: angkutan-2026\n    anggaran: "500000000"\n'
        '  - bagian_dari: angkutan-2026\n    anggaran: "300000000"\n'
        '  - bagian_dari: angkutan-2026\n    anggaran: "150000000"',
        'pembiayaan:\n  - kode_total: angkutan-2026\n    anggaran: "500000000"\n'
        '  - bagian_dari: angkutan-2026\n    anggaran: "350000000"\n'
        '  - bagian_dari: angkutan-2026\n    anggaran: "150000000"',
    ),
    "evaluasi-pihak": Example(
        "Penilai yang bukan pihak",
        "para_pihak:\n  - mitra: pemkot-malang\n  - mitra: pemkab-malang\nevaluasi:\n"
        "  - pihak: pemkot-batu\n    temuan: Debit air mencukupi",
        "para_pihak:\n  - mitra: pemkot-malang\n  - mitra: pemkab-malang\nevaluasi:\n"
        "  - pihak: pemkot-malang\n    temuan: Debit air mencukupi",
    ),
    "pelaksanaan-mirip": Example(
        "Fakta tercatat dua kali",
        'pelaksanaan:\n  - jenis_pelaksanaan: fakta\n    tanggal: "2021-03-22"\n'
        "    uraian: diresmikan Presiden 22-3-2021\n  - jenis_pelaksanaan: fakta\n"
        '    tanggal: "2021-03-22"\n    uraian: diresmikan Presiden; nilai proyek Rp2 triliun',
        'pelaksanaan:\n  - jenis_pelaksanaan: fakta\n    tanggal: "2021-03-22"\n'
        "    uraian: diresmikan Presiden; nilai proyek Rp2 triliun",
    ),
    "usulan-hari-sama": Example(
        "Diterima dan diputuskan pada hari yang sama",
        'tanggal_diterima: "2022-03-07"\nkeputusan: disetujui\ntanggal_keputusan: "2022-03-07"',
        'tanggal_diterima: tidak-diketahui\nkeputusan: disetujui\ntanggal_keputusan: "2022-03-07"',
    ),
    "usulan-peristiwa-urutan": Example(
        "Peristiwa sebelum usulan diterima",
        'tanggal_diterima: "2022-03-04"\nperistiwa:\n  - tanggal: "2022-02-01"\n'
        "    uraian: DPRD meminta penjelasan atas usulan",
        'tanggal_diterima: tidak-diketahui\nperistiwa:\n  - tanggal: "2022-02-01"\n'
        "    uraian: DPRD meminta penjelasan atas usulan",
    ),
    "pembiayaan-jenis-jumlah": Example(
        "Jumlah tanpa jenisnya",
        'pembiayaan:\n  - jumlah: "50000000"',
        'pembiayaan:\n  - jumlah: "50000000"\n    jenis_jumlah: tunggakan',
    ),
    "usulan-urutan": Example(
        "Usulan diputus sebelum diterima",
        'tanggal_diterima: "2024-05-02"\ntanggal_keputusan: "2024-03-01"',
        'tanggal_diterima: "2024-02-05"\ntanggal_keputusan: "2024-03-01"',
    ),
    "usulan-tanpa-naskah": Example(
        "Usulan menjadi naskah tanpa tautan",
        "keputusan: menjadi-naskah",
        "keputusan: menjadi-naskah\nnaskah: pub-2024-0001",
    ),
    "usulan-keputusan": Example(
        "Naskah usulan tanpa keputusan",
        "keputusan: ditunda\nnaskah: pub-2024-0001",
        "keputusan: menjadi-naskah\nnaskah: pub-2024-0001",
    ),
    "potensi-naskah-urutan": Example(
        "Naskah lebih tua daripada potensinya",
        'tanggal: "2025"\nnaskah:\n  - pub-2024-0001',
        'tanggal: "2023"\nnaskah:\n  - pub-2024-0001',
    ),
    "renstra-rujukan": Example(
        "Nomor yang tidak ada pada rencana",
        'program:\n  - nomor: "1"\nkegiatan:\n  - program: "2"',
        'program:\n  - nomor: "1"\nkegiatan:\n  - program: "1"',
    ),
    "potensi-daerah-ganda": Example(
        "Daerah potensi disebut dua kali",
        "daerah: pemkab-lumajang\ndaerah_lain:\n  - pemkab-lumajang",
        "daerah: pemkab-lumajang\ndaerah_lain:\n  - pemkab-malang",
    ),
    "persetujuan-dprd-tahap": Example(
        "Tahap persetujuan DPRD tanpa cara persetujuan",
        "tahapan:\n  - tahap: persetujuan-dprd",
        "persetujuan_dprd: disetujui\ntahapan:\n  - tahap: persetujuan-dprd",
    ),
    "dihapus-masih-ada": Example(
        "Dinyatakan dihapus tetapi masih ada",
        "# records/potensi/pot-2020-0001.yaml masih ada\nid: pot-2020-0001\ntabel: potensi",
        "# records/potensi/pot-2020-0001.yaml sudah dihapus\nid: pot-2020-0001\ntabel: potensi",
    ),
    "dihapus-pengganti": Example(
        "Pengganti yang tidak ada",
        "# tidak ada catatan kej-2020-0009\npengganti: kej-2020-0009",
        "pengganti: kej-2020-0001",
    ),
    "pribadi-nik": Example(
        "Nomor induk kependudukan",
        "catatan: Ditandatangani pemegang NIK 3573••••••••••••",
        "catatan: Ditandatangani direktur utama",
    ),
    "pribadi-nip": Example(
        "Nomor induk pegawai",
        "jabatan_penanda_tangan: Kepala Dinas, NIP 1970••••••••••••••",
        "jabatan_penanda_tangan: Kepala Dinas",
    ),
    "pribadi-ponsel": Example(
        "Nomor telepon genggam",
        "catatan: Hubungi 0812-••••-••••",
        "catatan: Narahubung di Bagian Kerja Sama",
    ),
    "pribadi-surel": Example(
        "Surel pribadi",
        "catatan: Hubungi nama.orang@••••.com",
        "catatan: Hubungi kerjasama@contoh.go.id",
    ),
    "surel-tidak-resmi": Example(
        "Surel tidak resmi",
        "catatan: Hubungi nama@perusahaan-contoh.com",
        "catatan: Hubungi kerjasama@contoh.go.id",
    ),
    "pribadi-npwp": Example(
        "Nomor pokok wajib pajak",
        "catatan: NPWP 01.•••.•••.•-•••.•••",
        "catatan: Nomor pajak mitra tercantum dalam naskah",
    ),
    "teks-rumus": Example(
        "Teks yang dibaca sebagai rumus",
        'tentang: "=Pelatihan pengelolaan air"',
        "tentang: Pelatihan pengelolaan air",
    ),
    "teks-tersembunyi": Example(
        "Tanda tersembunyi",
        'tentang: "Pelatihan\\u200b air"',
        "tentang: Pelatihan air",
    ),
    "teks-html": Example(
        "Tanda HTML",
        "tentang: Pelatihan <b>air</b>",
        "tentang: Pelatihan air",
    ),
    "teks-spasi-tepi": Example(
        "Spasi di tepi teks",
        'tentang: "Pelatihan air "',
        "tentang: Pelatihan air",
    ),
    "alamat-web": Example(
        "Alamat web",
        ("sumber:\n  - alamat: contoh.go.id/berita/1"),
        ("sumber:\n  - alamat: https://contoh.go.id/berita/1"),
    ),
}
