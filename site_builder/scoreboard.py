"""How far what was signed is carried out, for each region and service: parts of a stated whole.

No ranks and no marks: rows stand in the order of codes and names, and each part has its whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from site_builder.implementers import SERVICES, Unmatched, implementers_in
from site_builder.life import Life
from site_builder.model import KerjaSama
from site_builder.status import UNKNOWN

__all__ = [
    "Share",
    "Tally",
    "overall",
    "regions",
    "services",
    "tally",
    "unmatched_services",
]


@dataclass(frozen=True, slots=True)
class Share:
    """Some agreements of others, as ids: those counted, and those they are counted among."""

    counted: Sequence[str]
    among: Sequence[str]

    @property
    def part(self) -> int:
        """The number counted."""
        return len(self.counted)

    @property
    def whole(self) -> int:
        """The number they are counted among."""
        return len(self.among)


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of some agreements.

    Attributes:
        key: Code of the region or id of the party, "" for all.
        naskah: All of them.
        in_force: Known to be in force, of all.
        unknown: State not to be told, of all.
        idle_umbrellas: Umbrella naskah that nothing on record or named by a source carries out, of those signed a year ago.
        with_facts: With a recorded fact of implementation, of all.
        with_document: With the text of the naskah published, of all.
        with_evaluation: With a recorded evaluation, of all.
    """

    key: str
    naskah: Sequence[str]
    in_force: Share
    unknown: Share
    idle_umbrellas: Share
    with_facts: Share
    with_document: Share
    with_evaluation: Share

    @property
    def total(self) -> int:
        """The number of agreements."""
        return len(self.naskah)

    @property
    def shares(self) -> tuple[Share, ...]:
        """The parts in the order of the columns."""
        return (
            self.in_force,
            self.unknown,
            self.with_facts,
            self.idle_umbrellas,
            self.with_document,
            self.with_evaluation,
        )


def tally(key: str, records: Iterable[KerjaSama], life: Life) -> Tally:
    """Count some agreements."""
    chosen = list(records)
    everything = [r.id for r in chosen]
    umbrellas = [r.id for r in chosen if life.is_awaiting_children(r)]

    def share(is_counted: Callable[[KerjaSama], bool]) -> Share:
        return Share([r.id for r in chosen if is_counted(r)], everything)

    return Tally(
        key,
        everything,
        share(life.is_in_force),
        share(lambda r: life.portal.states[r.id].status == UNKNOWN),
        Share([i for i in umbrellas if not life.is_followed_up(i)], umbrellas),
        share(lambda r: any(p.jenis_pelaksanaan == "fakta" for p in r.pelaksanaan)),
        share(lambda r: bool(r.dokumen)),
        share(lambda r: bool(r.evaluasi)),
    )


def overall(life: Life) -> Tally:
    """Count all agreements."""
    return tally("", life.portal.kerja_sama.values(), life)


def regions(life: Life) -> list[Tally]:
    """Count the agreements of each region that has any, in the order of codes."""
    return [tally(code, records, life) for code, records in sorted(life.portal.by_wilayah.items())]


def services(life: Life) -> list[Tally]:
    """Count the agreements each service and unit signed or carries out, in the order of names."""
    portal = life.portal
    carried_out = implementers_in(portal).naskah
    found = []
    for mitra in portal.mitra.values():
        if mitra.kelas in SERVICES:
            records = (*portal.by_mitra.get(mitra.id, ()), *carried_out.get(mitra.id, ()))
            if records:
                found.append(tally(mitra.id, {r.id: r for r in records}.values(), life))
    return found


def unmatched_services(life: Life) -> list[tuple[Unmatched, Tally]]:
    """Count the agreements of each name that stands for no single service, in the order of names."""
    found = implementers_in(life.portal).unmatched
    return [
        (key, tally(key.name, found[key], life))
        for key in sorted(found, key=lambda one: (one.name.casefold(), one.governments))
    ]
