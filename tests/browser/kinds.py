"""One address of every kind of page, read from the site itself."""

from __future__ import annotations

from pathlib import Path

#: Generated pages; the folder names are the contract.
GENERATED = (
    "",
    "kerja-sama/",
    "kerja-sama/halaman/2/",
    "kerja-sama/?q=sampah&jenis=ksdd",
    "kerja-sama/?q=tidakadayangsepertiini",
    "mitra/",
    "wilayah/",
    "wilayah/35/",
    "wilayah/35.73/",
    "urusan/",
    "urusan/1.02/",
    "urusan/9.01/",
    "urusan/tidak-tercatat/",
    "tahun/",
    "tahun/2023/",
    "jenis/",
    "jenis/ksdd/",
    "status/",
    "status/berakhir/",
    "indikator/",
    "indikator/pertumbuhan-kb-pks/",
    "indikator/laporan-tepat-waktu/",
    "indikator/naskah-tercatat/",
    "indikator/naskah-terbuka/rekaman/",
    "indikator/pertumbuhan-kb-pks/rekaman/wilayah/",
    "renstra/",
    "renstra/renstra-3507-2016-2021/",
    "angka-kantor/",
    "pantauan/",
    "pantauan/payung-keadaan-tidak-pasti/",
    "pantauan/payung-keadaan-tidak-pasti/halaman/2/",
    "pantauan/tenggat-lewat/",
    "pantauan/pergantian-kepala-daerah/",
    "pantauan/usulan-menunggu/",
    "pantauan/wilayah/",
    "pantauan/mitra/",
    "pantauan/perangkat-daerah/",
    "pantauan/mitra/pemkot-malang/",
    "pemetaan/",
    "pemetaan/urusan/3.27/",
    "potensi/",
    "usulan/",
    "kejadian/",
    "kinerja/",
    "kinerja/wilayah/",
    "kinerja/perangkat-daerah/",
    "kinerja/wilayah/35.73/",
    "mutu-data/",
    "mutu-data/antrean/",
    "mutu-data/bidang/tanggal-berakhir/",
    "laporan/",
    "laporan/sinergi/",
    "laporan/sinergi/2025/",
    "ikuti/",
    "ikhtisar/",
    "peta/",
    "peta/provinsi/",
    "peta/dunia/",
    "wilayah/35/linimasa/",
    "wilayah/35.73/jejaring/",
    "mitra/pemkab-malang/berlaku/",
    "kalender/",
    "kalender/2021/",
    "banding/",
    "berlaku/",
    "data/",
    "kamus-data/",
    "kamus-data/kerja_sama/",
    "perubahan/",
    "panduan/aturan/",
    "panduan/aturan/ksdpk-pusat/",
    "luring/",
    "en/",
    "en/kerja-sama/",
    "en/kerja-sama/halaman/2/",
    "en/kamus-data/",
    "en/kamus-data/kerja_sama/",
    "halaman-yang-tidak-ada/",
)


def addresses(site: Path, docs: Path) -> list[str]:
    """Return one address of every kind, and every prose page but the decisions, which are alike."""
    largest = max(
        (site / "kerja-sama").glob("*-*-*/index.html"), key=lambda p: (p.stat().st_size, p)
    )
    smallest = min(
        (site / "kerja-sama").glob("*-*-*/index.html"), key=lambda p: (p.stat().st_size, p)
    )
    parties = max((site / "mitra").glob("pem*/index.html"), key=lambda p: (p.stat().st_size, p))
    found = [p.parent.relative_to(site).as_posix() + "/" for p in (largest, smallest, parties)]
    found += [f"en/{record}" for record in found[:2]]
    for pattern in (
        "kerja-sama/*-*-*/riwayat/index.html",
        "pantauan/wilayah/[0-9]*/index.html",
        "pemetaan/[0-9]*/index.html",
        "potensi/*-*/index.html",
        "banding/*-*/*-*/index.html",
        "mitra/*/linimasa/index.html",
        "usulan/*-*/index.html",
        "kejadian/*-*/index.html",
        "laporan/[0-9]*/index.html",
        "laporan/[0-9]*/[0-9]*-S?/index.html",
        "laporan/[0-9]*/[0-9][0-9][0-9][0-9]/index.html",
    ):
        page = max(site.glob(pattern), key=lambda p: (p.stat().st_size, p))
        found.append(page.parent.relative_to(site).as_posix() + "/")
    prose = sorted(
        p.relative_to(docs).as_posix()
        for p in docs.rglob("*.md")
        if p.parent.name != "keputusan" or p.name in ("index.md", "0001-yaml-sebagai-teks.md")
    )
    return [
        *GENERATED,
        *found,
        *(name.removesuffix(".md").removesuffix("index").rstrip("/") + "/" for name in prose),
    ]
