"""Everything the pages and downloads are made from, computed once and indexed.

A `Portal` is the whole published dataset at one date. Every index is a dictionary built in one
pass, so a page costs what stands on it, not the number of records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from site_builder.dataset import GOVERNMENTS, LINKS, UNBOUND
from site_builder.findings import Finding
from site_builder.history import NO_LOG, Extent, RecordHistory
from site_builder.link_state import LinkState
from site_builder.model import KerjaSama, Mitra
from site_builder.plan_model import (
    AngkaKantor,
    CatatanDihapus,
    Indikator,
    Kejadian,
    Potensi,
    Renstra,
    Usulan,
)
from site_builder.schema import Package
from site_builder.status import State
from site_builder.tables import Record

__all__ = ["Portal"]

_T = TypeVar("_T")


def _group(
    records: Iterable[KerjaSama], keys: Callable[[KerjaSama], Iterable[str]]
) -> dict[str, list[KerjaSama]]:
    groups: dict[str, list[KerjaSama]] = {}
    for record in records:
        for key in dict.fromkeys(keys(record)):
            groups.setdefault(key, []).append(record)
    return groups


@dataclass(frozen=True)
class Portal:
    """The published dataset at one date.

    Attributes:
        package: Schema, labels and code lists.
        as_of: The date of every computed state.
        base_url: Public address of the site with a closing slash.
        kerja_sama: Agreements by id, newest signing first, unknown dates last.
        mitra: Parties by id, in the order of their names.
        states: Computed state by agreement id.
        warnings: Findings shown on each agreement's page, by agreement id.
        potensi: Mapped potentials by id.
        usulan: Proposals by id.
        kejadian: Disputes, plans and evaluations of regions, by id.
        catatan_dihapus: Records that are no more, by id.
        angka_kantor: Figures published by offices, by id.
        renstra: Plans by id.
        indikator: Indicators by id.
        records: The flat rows the CSV files are written from, in the order of their paths.
        sources: The YAML file of each agreement as it lies in the repository, by id.
        paths: Path of each agreement's file in the repository, by id.
        histories: History of every record Git knows, those taken away included, by main table
            and id. `history` has those of the agreements.
        history_extent: How far back the histories go, and whether there is any.
        blobs: Content of the old files, by the hash that a `Version` names.
        links: What the scheduled check knows of addresses, by address; others were not checked.
    """

    package: Package
    as_of: date
    base_url: str
    kerja_sama: Mapping[str, KerjaSama]
    mitra: Mapping[str, Mitra]
    states: Mapping[str, State]
    warnings: Mapping[str, Sequence[Finding]]
    potensi: Mapping[str, Potensi]
    usulan: Mapping[str, Usulan]
    kejadian: Mapping[str, Kejadian]
    catatan_dihapus: Mapping[str, CatatanDihapus]
    angka_kantor: Mapping[str, AngkaKantor]
    renstra: Mapping[str, Renstra]
    indikator: Mapping[str, Indikator]
    records: Sequence[Record]
    sources: Mapping[str, bytes]
    paths: Mapping[str, str]
    histories: Mapping[str, Mapping[str, RecordHistory]] = field(default_factory=dict)
    history_extent: Extent = NO_LOG.extent
    blobs: Mapping[str, bytes] = field(default_factory=dict)
    links: Mapping[str, LinkState] = field(default_factory=dict)

    @cached_property
    def _computed(self) -> dict[type, Any]:
        return {}

    def once(self, kind: type[_T], make: Callable[[], _T]) -> _T:
        """Return what a later stage computes from this dataset: of each class one, made once."""
        if kind not in self._computed:
            self._computed[kind] = make()
        found: _T = self._computed[kind]
        return found

    @property
    def history(self) -> Mapping[str, RecordHistory]:
        """Histories of the agreements by id; an agreement that was never committed has none.

        ``history[id].versions`` are newest first, each with ``commit`` (full hash), ``time``
        (aware, WIB), ``subject``, ``event`` and the ``changes`` field by field;
        ``history[id].last_changed`` is the newest version that changed what the record says.
        """
        return self.histories.get("kerja_sama", {})

    def with_parents(self, mitra: str) -> list[str]:
        """Return a party and every body it belongs to, from the lowest to the topmost."""
        found: dict[str, None] = {}
        current: str | None = mitra
        while current is not None and current not in found:
            found[current] = None
            current = self.mitra[current].induk
        return list(found)

    def root(self, mitra: str) -> Mitra:
        """Return the topmost body a party belongs to (the government of a service)."""
        return self.mitra[self.with_parents(mitra)[-1]]

    def governments_of(self, record: KerjaSama) -> list[Mitra]:
        """Return the governments an agreement binds, each once, by themselves or by a service.

        Facilitators and witnesses are not bound: the agreement is not theirs.
        """
        roots = (self.root(p.mitra) for p in record.para_pihak if p.peran not in UNBOUND)
        return list({root.id: root for root in roots if root.kelas in GOVERNMENTS}.values())

    def regions_of(self, record: KerjaSama) -> list[str]:
        """Return the region codes of the governments an agreement binds, each once."""
        codes = (government.kode_wilayah for government in self.governments_of(record))
        return list(dict.fromkeys(code for code in codes if code is not None))

    def bodies_of(self, record: KerjaSama) -> Iterator[str]:
        """Yield all whom an agreement names as a party, facilitators and witnesses too.

        With each come the bodies it belongs to; some may come twice.
        """
        for party in record.para_pihak:
            yield from self.with_parents(party.mitra)

    @cached_property
    def by_mitra(self) -> Mapping[str, Sequence[KerjaSama]]:
        """Agreements of each party; those of its services and units count for the parent too."""
        return _group(self.kerja_sama.values(), self.bodies_of)

    @cached_property
    def by_wilayah(self) -> Mapping[str, Sequence[KerjaSama]]:
        """Agreements by region code; those of a province do not hold those of its regencies."""
        return _group(self.kerja_sama.values(), self.regions_of)

    @cached_property
    def potensi_by_wilayah(self) -> Mapping[str, Sequence[Potensi]]:
        """Potentials by region code; a joint one stands under each of its regions."""
        found: dict[str, list[Potensi]] = {}
        for potensi in self.potensi.values():
            owners = (self.root(owner) for owner in (potensi.daerah, *potensi.daerah_lain))
            for code in dict.fromkeys(owner.kode_wilayah for owner in owners):
                if code is not None:
                    found.setdefault(code, []).append(potensi)
        return dict(sorted(found.items()))

    @cached_property
    def potensi_by_urusan(self) -> Mapping[str, Sequence[Potensi]]:
        """Potentials by code of government affair; "" where none is recorded."""
        found: dict[str, list[Potensi]] = {}
        for potensi in self.potensi.values():
            for code in dict.fromkeys(potensi.urusan or ("",)):
                found.setdefault(code, []).append(potensi)
        return found

    def naskah_of(self, potensi: Potensi) -> list[str]:
        """Return the agreements that took a potential up; one still being drafted has not."""
        return [i for i in self._linked(potensi) if self.states[i].status != "penyusunan"]

    def drafts_of(self, potensi: Potensi) -> list[str]:
        """Return the agreements of a potential that are still being drafted."""
        return [i for i in self._linked(potensi) if self.states[i].status == "penyusunan"]

    def _linked(self, potensi: Potensi) -> list[str]:
        return [i for i in dict.fromkeys(potensi.naskah) if i in self.kerja_sama]

    @cached_property
    def by_urusan(self) -> Mapping[str, Sequence[KerjaSama]]:
        """Agreements by code of government affair."""
        return _group(self.kerja_sama.values(), lambda r: r.urusan)

    @cached_property
    def by_tahun(self) -> Mapping[str, Sequence[KerjaSama]]:
        """Agreements by year of signing; ``tidak-diketahui`` where it is not recorded."""
        return _group(self.kerja_sama.values(), lambda r: [r.year or "tidak-diketahui"])

    @cached_property
    def by_jenis(self) -> Mapping[str, Sequence[KerjaSama]]:
        """Agreements by kind."""
        return _group(self.kerja_sama.values(), lambda r: [r.jenis])

    @cached_property
    def by_status(self) -> Mapping[str, Sequence[KerjaSama]]:
        """Agreements by computed state."""
        return _group(self.kerja_sama.values(), lambda r: [self.states[r.id].status])

    @cached_property
    def links_to(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """For each agreement, the (field, id) of every agreement that names it."""
        found: dict[str, list[tuple[str, str]]] = {}
        for record in self.kerja_sama.values():
            for name in LINKS:
                target = getattr(record, name)
                if target is not None:
                    found.setdefault(target, []).append((name, record.id))
        return found
