"""Rules on the links between naskah: what carries out, changes, extends or replaces what."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.dataset import LINKS, Dataset
from site_builder.findings import Severity
from site_builder.partial_date import in_words, is_before
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import known
from site_builder.rules.index import index_of
from site_builder.tables import Record

__all__ = ["RULES"]

_WORDS = {
    "induk": "dilaksanakannya",
    "mengubah": "diubahnya",
    "memperpanjang": "diperpanjangnya",
    "menggantikan": "digantikannya",
}
#: Forms that carry out a naskah and have none below them.
_LEAVES = frozenset({"pks", "rk", "adendum"})
_SHOWN = 5


def _targets(record: Record, dataset: Dataset) -> Iterator[tuple[str, Record]]:
    for name in LINKS:
        target = dataset.kerja_sama.get(known(record.main, name))
        if target is not None and target.id != record.id:
            yield name, target


@rule("tautan-diri", Severity.GALAT)
def links_to_another(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah tidak menautkan dirinya sendiri."""
    for name in LINKS:
        if known(record.main, name) == record.id:
            yield Hit(
                record.main,
                name,
                f'`{name}` menunjuk naskah ini sendiri ("{record.id}")',
                "tulis id naskah yang dimaksud, atau hapus baris ini",
            )


@rule("tautan-lingkar", Severity.GALAT)
def links_form_no_ring(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Rangkaian tautan antarnaskah tidak kembali ke naskah semula."""
    ring = index_of(dataset).link_cycles.get(record.id, ())
    for name, target in _targets(record, dataset):
        if target.id in ring:
            shown = ", ".join(ring[:_SHOWN]) + (" …" if len(ring) > _SHOWN else "")
            yield Hit(
                record.main,
                name,
                f"tautan ini ikut membentuk lingkaran: {shown}",
                "tautan selalu menunjuk naskah yang lebih dulu; perbaiki salah satunya",
            )


def _signed_before_target(
    record: Record, dataset: Dataset, names: frozenset[str], remedy: str
) -> Iterator[Hit]:
    signed = dataset.date_of(record, "tanggal_penandatanganan")
    for name, target in _targets(record, dataset):
        earlier = dataset.date_of(target, "tanggal_penandatanganan")
        if name not in names or signed is None or earlier is None:
            continue
        if is_before(signed, earlier):
            yield Hit(
                record.main,
                name,
                f'ditandatangani {in_words(signed)}, sebelum naskah "{target.id}" yang '
                f"{_WORDS[name]} ({in_words(earlier)})",
                remedy,
            )


@rule("tautan-urutan", Severity.GALAT)
def target_is_older(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah tidak mengubah, memperpanjang, atau menggantikan naskah yang lebih muda."""
    yield from _signed_before_target(
        record,
        dataset,
        frozenset({"mengubah", "memperpanjang", "menggantikan"}),
        "periksa kedua tanggal dan arah tautannya",
    )


@rule(
    "induk-urutan",
    Severity.PERINGATAN,
    legal_basis="PP 28/2018 pasal 6; Permendagri 22/2020 pasal 6, 28",
)
def parent_is_older(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah pelaksanaan ditandatangani sesudah naskah induknya."""
    yield from _signed_before_target(
        record,
        dataset,
        frozenset({"induk"}),
        "periksa kedua tanggal; biarkan bila naskah lama memang kemudian dinaungi induk baru",
    )


@rule("induk-bentuk", Severity.PERINGATAN, legal_basis="PP 28/2018 pasal 6(3), 19, 46(4)")
def parent_is_umbrella(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah induk adalah naskah payung: KB, NK, MoU, atau LoI."""
    target = dataset.kerja_sama.get(known(record.main, "induk"))
    if target is None or target.id == record.id:
        return
    form = known(target.main, "bentuk_naskah")
    if form in _LEAVES and known(record.main, "bentuk_naskah") != "adendum":
        label = index_of(dataset).label("bentuk_naskah", form)
        yield Hit(
            record.main,
            "induk",
            f'induk "{target.id}" berbentuk {label}, bukan naskah payung',
            "pakai `mengubah`, `memperpanjang`, atau `menggantikan` bila itu hubungannya",
        )


@rule("adendum-tautan", Severity.SARAN, legal_basis="Permendagri 22/2020 pasal 15, 37, 58")
def addendum_names_target(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Adendum menyebut naskah yang diubah atau diperpanjangnya."""
    if known(record.main, "bentuk_naskah") == "adendum" and not any(
        known(record.main, name) for name in LINKS
    ):
        yield Hit(
            record.main,
            "bentuk_naskah",
            "adendum tanpa naskah yang diubahnya",
            "isi `mengubah` atau `memperpanjang` dengan id naskah asal; catat dulu bila belum ada",
        )


@rule("tautan-pihak", Severity.PERINGATAN)
def linked_share_a_party(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah yang bertautan mempunyai sedikitnya satu pihak yang sama."""
    index = index_of(dataset)
    own = set(index.roots_of(record))
    if not own or not index.has_sure_roots(record):
        return
    # Enterprises carry out what their governments agreed on, and are no party to it.
    is_outside_law = known(record.main, "jenis") == "lainnya"
    for name, target in _targets(record, dataset):
        if name == "induk" and is_outside_law:
            continue
        others = index.roots_of(target)
        if others and own.isdisjoint(others) and index.has_sure_roots(target):
            yield Hit(
                record.main,
                name,
                f'tidak satu pun pihak naskah ini menjadi pihak "{target.id}"',
                "periksa id yang ditautkan dan `induk` pada mitra-mitranya",
            )


@rule("penggantian-ganda", Severity.PERINGATAN)
def replaced_once(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Satu naskah digantikan oleh satu naskah saja."""
    target = known(record.main, "menggantikan")
    use = index_of(dataset).replaced_by.get(target)
    if target and use is not None and use.count > 1:
        yield Hit(
            record.main,
            "menggantikan",
            f'"{target}" juga digantikan oleh "{use.beside(record.id)}"',
            "periksa naskah mana yang menggantikan; yang lain mungkin mengubah atau memperpanjang",
        )


RULES = (
    links_to_another,
    links_form_no_ring,
    target_is_older,
    parent_is_older,
    parent_is_umbrella,
    addendum_names_target,
    linked_share_a_party,
    replaced_once,
)
