"""Rules on who may be party to which kind of cooperation.

A kind whose necessary party is missing is false; a party that the law no longer places in that
kind is irregular. Where the class of a party is not known, nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.dataset import UNBOUND, Dataset
from site_builder.findings import Severity
from site_builder.partial_date import in_words
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import FOREIGN, bound_parties, child_rows, groups_of, known
from site_builder.rules.index import index_of
from site_builder.rules.law import PP_28_2018, is_signed_since
from site_builder.rules.masking import shown
from site_builder.tables import Record, Row

__all__ = ["RULES"]

_MIN_PARTIES = 2
#: Classes that leave open to which group a party belongs.
_UNCLEAR = frozenset({"perguruan-tinggi", "lainnya"})
#: Public bodies of their own of which the rules on cooperation do not say whether they are third
#: parties (PP 28/2018 art. 14) or part of the national government (art. 46).
_UNSETTLED = frozenset({"ptn-badan-hukum", "badan-hukum-publik"})
_SHORT = {
    "ksdd": "KSDD",
    "ksdpk": "KSDPK",
    "ksdpl": "KSDPL",
    "ksdll": "KSDLL",
    "sinergi": "sinergi",
}


def _class(row: Row, dataset: Dataset) -> str:
    mitra = dataset.mitra.get(known(row, "mitra"))
    return "" if mitra is None else known(mitra.main, "kelas")


def _has_class(record: Record, dataset: Dataset, classes: frozenset[str]) -> bool:
    return any(_class(row, dataset) in classes for row in bound_parties(record))


def _parties_in(record: Record, dataset: Dataset, group: str) -> list[Row]:
    return [row for row in bound_parties(record) if dataset.golongan(known(row, "mitra")) == group]


def _named(row: Row, dataset: Dataset) -> str:
    """Return ``"PT Air Contoh" (Badan usaha swasta)`` for messages."""
    label = index_of(dataset).label("kelas_mitra", _class(row, dataset))
    mitra = dataset.mitra.get(known(row, "mitra"))
    name = known(mitra.main, "nama") if mitra is not None else ""
    return f'"{shown(name or known(row, "mitra"))}" ({label})'


def _note_on_university(row: Row, dataset: Dataset) -> str:
    """Return a reservation: some state universities are legal persons of their own."""
    if _class(row, dataset) != "perguruan-tinggi-negeri":
        return ""
    return "; bila berstatus badan hukum, pakai `kelas: ptn-badan-hukum` pada mitranya"


@rule("pihak-dua", Severity.GALAT)
def has_two_parties(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah mempunyai sedikitnya dua pihak."""
    rows = [
        row for row in child_rows(record, "para_pihak") if row.values.get("peran") not in UNBOUND
    ]
    if len(rows) < _MIN_PARTIES:
        yield Hit(
            record.main if not rows else rows[0],
            "" if not rows else "mitra",
            f"hanya {len(rows)} pihak tercatat"
            if rows
            else "belum ada pihak yang tercatat selain fasilitator dan saksi",
            "catat setiap pihak di `para_pihak`; tanpa dua pihak tidak ada kerja sama",
        )


@rule("pihak-ganda", Severity.GALAT)
def party_stands_once(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Satu pihak tercatat sekali saja dalam satu naskah."""
    seen: dict[str, int] = {}
    for order, row in enumerate(bound_parties(record), start=1):
        mitra = known(row, "mitra")
        if mitra in seen:
            yield Hit(
                row,
                "mitra",
                f'"{mitra}" sudah tercatat sebagai pihak ke-{seen[mitra]}',
                "hapus butir ini, atau tulis mitra yang sebenarnya "
                "(dinas dan pemerintah daerahnya punya id sendiri)",
            )
        seen.setdefault(mitra, order)


@rule("pihak-daerah", Severity.GALAT, legal_basis="UU 23/2014 pasal 363")
def has_region(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Setiap jenis kerja sama daerah melibatkan sedikitnya satu pihak daerah di Indonesia."""
    kind = known(record.main, "jenis")
    groups = groups_of(record, dataset)
    if kind in _SHORT and kind != "ksdd" and groups is not None and "daerah" not in groups:
        yield Hit(
            record.main,
            "jenis",
            f'jenis "{kind}", tetapi tidak satu pun pihaknya pemerintah daerah di Indonesia',
            "tambahkan pihak daerahnya, atau pakai `jenis: lainnya`",
        )


@rule("ksdd-dua-daerah", Severity.GALAT, legal_basis="UU 23/2014 pasal 363(2)a")
def ksdd_has_two_regions(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """KSDD dibuat oleh sedikitnya dua pemerintah daerah yang berbeda."""
    if known(record.main, "jenis") != "ksdd":
        return
    if groups_of(record, dataset) is None or len(bound_parties(record)) < _MIN_PARTIES:
        return
    index = index_of(dataset)
    # A service whose government is not recorded counts for itself: nothing uncertain is reported.
    roots = {
        root
        for root in index.roots_of(record)
        if root not in dataset.mitra or dataset.golongan(root) == "daerah"
    }
    if len(roots) < _MIN_PARTIES:
        found = ", ".join(sorted(roots)) or "tidak ada"
        yield Hit(
            record.main,
            "jenis",
            f"KSDD memerlukan dua pemerintah daerah; yang tercatat: {found}",
            "tambahkan daerah lainnya di `para_pihak`, atau perbaiki `jenis`",
        )


@rule("ksdd-tanpa-pihak-ketiga", Severity.GALAT, legal_basis="UU 23/2014 pasal 363(2)")
def ksdd_without_third_party(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """KSDD hanya dibuat antardaerah, tanpa pihak ketiga."""
    if known(record.main, "jenis") == "ksdd":
        for row in _parties_in(record, dataset, "pihak-ketiga"):
            yield Hit(
                row,
                "mitra",
                f"pihak {_named(row, dataset)} adalah pihak ketiga, bukan daerah",
                "pakai `jenis: ksdpk`, atau `peran: fasilitator` bila ia tidak terikat naskah",
            )


@rule(
    "ksdd-tanpa-pusat",
    Severity.PERINGATAN,
    legal_basis="UU 23/2014 pasal 363(2); PP 28/2018 pasal 46",
)
def ksdd_without_national(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """KSDD tidak menyertakan Pemerintah Pusat sebagai pihak."""
    if known(record.main, "jenis") == "ksdd":
        for row in _parties_in(record, dataset, "pusat"):
            yield Hit(
                row,
                "mitra",
                f"pihak {_named(row, dataset)} digolongkan sebagai Pemerintah Pusat",
                "bila ia hanya mendampingi, tulis `peran: fasilitator`; bila memang pihak, biarkan",
            )


@rule("pihak-luar-negeri", Severity.PERINGATAN, legal_basis="UU 23/2014 pasal 363, 367")
def no_foreign_party_at_home(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Mitra di luar negeri menjadi pihak dalam KSDPL atau KSDLL saja."""
    kind = known(record.main, "jenis")
    if kind in _SHORT and kind not in FOREIGN:
        for row in _parties_in(record, dataset, "luar-negeri"):
            yield Hit(
                row,
                "mitra",
                f"pihak {_named(row, dataset)} berada di luar negeri dalam {_SHORT[kind]}",
                "periksa `jenis` (ksdpl atau ksdll) dan `kelas` mitra itu",
            )


def _ksdpk_without_third_party(record: Record, dataset: Dataset) -> set[str]:
    """Return the groups of a KSDPK that has a region but no third party, else nothing."""
    groups = groups_of(record, dataset)
    if known(record.main, "jenis") != "ksdpk" or groups is None:
        return set()
    return set() if "pihak-ketiga" in groups or "daerah" not in groups else groups


@rule("ksdpk-pihak-ketiga", Severity.GALAT, legal_basis="UU 23/2014 pasal 363(2)b, 366")
def ksdpk_has_third_party(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """KSDPK mempunyai pihak di luar pemerintah daerah dan di dalam negeri."""
    groups = _ksdpk_without_third_party(record, dataset)
    many = len(bound_parties(record)) >= _MIN_PARTIES
    if groups and many and not groups & {"pusat", "lainnya"}:
        yield Hit(
            record.main,
            "jenis",
            "KSDPK tanpa pihak ketiga; golongan pihaknya: " + ", ".join(sorted(groups)),
            "pakai `jenis: ksdd` bila antardaerah, ksdpl atau ksdll bila dengan luar negeri",
        )


@rule(
    "ksdpk-pusat",
    Severity.PERINGATAN,
    legal_basis="PP 28/2018 pasal 13, 46, berlaku sejak 13 Juli 2018",
)
def ksdpk_not_with_national(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Sejak 13 Juli 2018 instansi Pemerintah Pusat bukan pihak ketiga, melainkan mitra sinergi."""
    if "pusat" in _ksdpk_without_third_party(record, dataset) and is_signed_since(
        record, dataset, PP_28_2018
    ):
        row = _parties_in(record, dataset, "pusat")[0]
        yield Hit(
            row,
            "mitra",
            f"pihak {_named(row, dataset)} digolongkan sebagai Pemerintah Pusat, yang sejak "
            "13 Juli 2018 bukan lagi pihak ketiga",
            "bila sumber menyebutnya sinergi, pakai `jenis: sinergi`; bila menyebut KSDPK, biarkan"
            + _note_on_university(row, dataset),
        )


@rule("ksdpk-pusat-tanpa-tanggal", Severity.SARAN, legal_basis="PP 28/2018 pasal 13, 46")
def ksdpk_with_national_needs_date(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """KSDPK dengan instansi pusat memerlukan tanggal, karena aturannya berubah 13 Juli 2018."""
    if "pusat" not in _ksdpk_without_third_party(record, dataset):
        return
    signed = dataset.date_of(record, "tanggal_penandatanganan")
    if signed is None or signed.first < PP_28_2018 <= signed.last:
        row = _parties_in(record, dataset, "pusat")[0]
        when = f"hanya diketahui {in_words(signed)}" if signed else "tidak tercatat"
        yield Hit(
            row,
            "mitra",
            f"pihak {_named(row, dataset)} digolongkan sebagai Pemerintah Pusat, sedangkan "
            f"tanggal penandatanganan {when}",
            "cari tanggalnya; naskah sejak 13 Juli 2018 dengan Pemerintah Pusat termasuk sinergi"
            + _note_on_university(row, dataset),
        )


@rule("ksdpk-pihak-tidak-jelas", Severity.SARAN, legal_basis="UU 23/2014 pasal 366")
def ksdpk_party_is_clear(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Kelas mitra KSDPK menunjukkan bahwa ia pihak ketiga."""
    groups = _ksdpk_without_third_party(record, dataset)
    if "pusat" in groups or _has_class(record, dataset, _UNSETTLED):
        return
    if "lainnya" in groups:
        row = _parties_in(record, dataset, "lainnya")[0]
        yield Hit(
            row,
            "mitra",
            f"kelas pihak {_named(row, dataset)} tidak menunjukkan pihak ketiga",
            "perjelas `kelas` mitra itu, mis. perguruan-tinggi-swasta atau organisasi",
        )


@rule("luar-negeri-pihak", Severity.GALAT, legal_basis="UU 23/2014 pasal 367")
def foreign_kind_has_foreign_party(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """KSDPL dan KSDLL mempunyai pihak di luar negeri."""
    kind = known(record.main, "jenis")
    groups = groups_of(record, dataset)
    if kind not in FOREIGN or groups is None or _has_class(record, dataset, _UNCLEAR):
        return
    if "luar-negeri" not in groups:
        yield Hit(
            record.main,
            "jenis",
            f"{_SHORT[kind]} tanpa pihak di luar negeri",
            "tambahkan pihak luar negerinya, atau perbaiki `jenis` dan `kelas` mitranya",
        )


@rule("ksdpl-pemerintah-daerah", Severity.PERINGATAN, legal_basis="PP 28/2018 pasal 24")
def ksdpl_with_foreign_region(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """KSDPL dibuat dengan pemerintah daerah di luar negeri."""
    if known(record.main, "jenis") != "ksdpl":
        return
    foreign = _parties_in(record, dataset, "luar-negeri")
    if foreign and all(_class(row, dataset) != "pemerintah-daerah-luar-negeri" for row in foreign):
        yield Hit(
            foreign[0],
            "mitra",
            f"pihak {_named(foreign[0], dataset)} bukan pemerintah daerah",
            "pakai `jenis: ksdll` untuk lembaga, atau perbaiki `kelas` mitra itu",
        )


@rule("sinergi-pusat", Severity.GALAT, legal_basis="PP 28/2018 pasal 46")
def sinergi_has_national_party(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Sinergi mempunyai pihak dari Pemerintah Pusat."""
    groups = groups_of(record, dataset)
    if known(record.main, "jenis") != "sinergi" or groups is None:
        return
    if "pusat" not in groups and not _has_class(record, dataset, _UNCLEAR | _UNSETTLED):
        yield Hit(
            record.main,
            "jenis",
            "sinergi tanpa pihak Pemerintah Pusat; golongan pihaknya: "
            + ", ".join(sorted(groups)),
            "tambahkan instansi pusatnya, atau perbaiki `jenis` dan `kelas` mitranya",
        )


RULES = (
    has_two_parties,
    party_stands_once,
    has_region,
    ksdd_has_two_regions,
    ksdd_without_third_party,
    ksdd_without_national,
    no_foreign_party_at_home,
    ksdpk_has_third_party,
    ksdpk_not_with_national,
    ksdpk_with_national_needs_date,
    ksdpk_party_is_clear,
    foreign_kind_has_foreign_party,
    ksdpl_with_foreign_region,
    sinergi_has_national_party,
)
