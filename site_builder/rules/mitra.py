"""Rules on the records of parties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.dataset import GOVERNMENTS, Dataset
from site_builder.findings import Severity
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import child_rows, known, normalise
from site_builder.rules.index import index_of
from site_builder.rules.masking import shown
from site_builder.tables import Record

__all__ = ["RULES"]

_TABLE = ("mitra",)
_SHOWN = 5
_NUMBER = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?")
#: The box around Indonesia, from Weh to Merauke and Miangas to Rote, with a margin.
_LATITUDES = (-11.5, 6.5)
_LONGITUDES = (94.5, 141.5)
_LEVEL = {
    "pemerintah-provinsi": "provinsi",
    "pemerintah-kabupaten": "kabupaten",
    "pemerintah-kota": "kota",
}
_INDONESIA = "ID"


def _group(record: Record, dataset: Dataset) -> str:
    return dataset.golongan(record.id)


@rule("mitra-induk-lingkar", Severity.GALAT, tables=_TABLE)
def parents_form_no_ring(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rangkaian induk mitra tidak kembali ke mitra semula."""
    parent = known(record.main, "induk")
    ring = index_of(dataset).mitra_cycles.get(record.id, ())
    if parent and parent == record.id:
        message = f'induk menunjuk mitra ini sendiri ("{parent}")'
    elif parent in ring:
        shown = ", ".join(ring[:_SHOWN]) + (" …" if len(ring) > _SHOWN else "")
        message = f"induk ikut membentuk lingkaran: {shown}"
    else:
        return
    yield Hit(
        record.main,
        "induk",
        message,
        "tulis badan yang membawahinya, atau hapus baris ini bila ia berdiri sendiri",
    )


@rule("mitra-kode-wilayah", Severity.GALAT, tables=_TABLE)
def government_has_region(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Pemerintah daerah mempunyai kode wilayah yang setingkat dengan kelasnya."""
    kind, code = known(record.main, "kelas"), known(record.main, "kode_wilayah")
    if kind not in GOVERNMENTS:
        return
    if not code:
        yield Hit(
            record.main,
            "kelas",
            f'kelas "{kind}" tanpa kode wilayah',
            "isi `kode_wilayah` dengan kode Kemendagri, dalam tanda kutip",
        )
        return
    region = index_of(dataset).wilayah.get(code)
    if region is not None and region["tingkat"] != _LEVEL[kind]:
        yield Hit(
            record.main,
            "kode_wilayah",
            f"kode {code} adalah {region['tingkat']} ({region['nama']}), "
            f"sedangkan kelasnya {_LEVEL[kind]}",
            "perbaiki `kode_wilayah` atau `kelas`",
        )


@rule("mitra-luar-negeri", Severity.PERINGATAN, tables=_TABLE)
def foreign_has_country(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Mitra di luar negeri mempunyai kode negara, mitra di dalam negeri tidak."""
    group = _group(record, dataset)
    country, code = known(record.main, "negara"), known(record.main, "kode_wilayah")
    if group == "luar-negeri":
        if not country:
            yield Hit(
                record.main,
                "kelas",
                f'kelas "{known(record.main, "kelas")}" tanpa negara',
                "isi `negara` dengan kode dua huruf, mis. JP",
            )
        elif country == _INDONESIA:
            yield Hit(
                record.main,
                "negara",
                f'negara "{country}" adalah Indonesia, sedangkan kelasnya luar negeri',
                "perbaiki `negara` atau `kelas`",
            )
        if code:
            yield Hit(
                record.main,
                "kode_wilayah",
                f"kode wilayah {code} tercatat pada mitra di luar negeri",
                "hapus `kode_wilayah`; tempat di luar negeri ditandai dengan `negara`",
            )
    elif group in ("daerah", "pusat") and country and country != _INDONESIA:
        yield Hit(
            record.main,
            "negara",
            f'negara "{country}" tercatat pada instansi Indonesia',
            "hapus `negara`, atau perbaiki `kelas`",
        )


def _coordinate(record: Record, name: str) -> float | None:
    text = known(record.main, name)
    return float(text) if _NUMBER.fullmatch(text) else None


@rule("mitra-titik", Severity.PERINGATAN, tables=_TABLE)
def point_is_plausible(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Titik peta lengkap, bersumber, dan berada di negara mitranya."""
    latitude, longitude = _coordinate(record, "lintang"), _coordinate(record, "bujur")
    has_texts = [bool(known(record.main, name)) for name in ("lintang", "bujur")]
    if has_texts == [True, False] or has_texts == [False, True]:
        written, missing = ("lintang", "bujur") if has_texts[0] else ("bujur", "lintang")
        yield Hit(
            record.main,
            written,
            f"{written} {known(record.main, written)} tercatat tanpa {missing}",
            f"isi `{missing}`, atau hapus `{written}`",
        )
        return
    if latitude is None or longitude is None:
        return
    if not known(record.main, "sumber_titik"):
        yield Hit(
            record.main,
            "lintang",
            f"titik {latitude}, {longitude} tanpa sumber",
            "isi `sumber_titik`: dari mana titik itu diambil",
        )
    is_home = _group(record, dataset) in ("daerah", "pusat")
    is_inside = (
        _LATITUDES[0] <= latitude <= _LATITUDES[1]
        and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]
    )
    if is_home and not is_inside:
        yield Hit(
            record.main,
            "lintang",
            f"titik {latitude}, {longitude} berada di luar Indonesia",
            "periksa tanda minusnya dan apakah lintang dan bujur tertukar",
        )


def _others(record: Record, dataset: Dataset, name: str) -> list[tuple[str, bool]]:
    return [
        (mitra, is_main)
        for mitra, is_main in index_of(dataset).mitra_names.get(normalise(name), ())
        if mitra != record.id and not _are_apart(record, dataset.mitra[mitra])
    ]


def _are_apart(a: Record, b: Record) -> bool:
    """Tell whether two bodies of one name are told apart by their parent or place."""
    for name in ("induk", "kode_wilayah", "negara"):
        left, right = known(a.main, name), known(b.main, name)
        if left and right and left != right:
            return True
    return False


@rule("mitra-nama-ganda", Severity.PERINGATAN, tables=_TABLE)
def name_stands_once(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Satu badan dicatat sebagai satu mitra saja."""
    name = known(record.main, "nama")
    others = _others(record, dataset, name) if name else []
    # Whose alias the name is, the rule on aliases says.
    mitra = next((mitra for mitra, is_main in others if is_main), None)
    if mitra is not None:
        yield Hit(
            record.main,
            "nama",
            f'nama "{shown(name)}" juga nama mitra "{mitra}"',
            "bila sama, pakai satu id saja; bila berbeda, bedakan dengan `induk` "
            "atau `kode_wilayah`",
        )


@rule("mitra-alias-ganda", Severity.PERINGATAN, tables=_TABLE)
def alias_is_unique(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Alias menunjuk satu mitra saja."""
    for row in child_rows(record, "mitra_alias"):
        name = known(row, "nama")
        others = _others(record, dataset, name) if normalise(name) else []
        if others:
            mitra, is_main = others[0]
            yield Hit(
                row,
                "nama",
                f'alias "{shown(name)}" juga {"nama" if is_main else "alias"} mitra "{mitra}"',
                "hapus alias ini dari mitra yang salah; bila badannya sama, pakai satu id saja",
            )


@rule("mitra-tak-dipakai", Severity.SARAN, tables=_TABLE)
def party_is_used(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Setiap mitra disebut oleh suatu rekaman lain."""
    if record.id not in index_of(dataset).used_mitra:
        yield Hit(
            record.main,
            "id",
            f'mitra "{record.id}" belum dipakai',
            "catat naskahnya, atau hapus berkas ini",
        )


RULES = (
    parents_form_no_ring,
    government_has_region,
    foreign_has_country,
    point_is_plausible,
    name_stands_once,
    alias_is_unique,
    party_is_used,
)
