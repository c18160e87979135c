"""Who carries a naskah out: the services it names, found among the parties on record.

A source writes a name, not a reference. A name stands for a service only where exactly one service
of the governments that signed bears it, by its name, an alias, or the short form its alias gives;
every other name stays a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.model import KerjaSama, Mitra
from site_builder.portal import Portal
from site_builder.rules.facts import normalise

__all__ = ["SERVICES", "Implementers", "Unmatched", "implementers_in"]

#: The classes of party that are services or units of a regional government.
SERVICES = frozenset({"perangkat-daerah", "blud"})
#: A name that gives its short form: Badan Riset dan Inovasi Daerah (Brida) Provinsi Jawa Timur.
_WITH_SHORT = re.compile(r"(?P<long>[^()]+) \((?P<short>[^()]+)\) (?P<rest>[^()]+)")


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name that stands for no single service, and the governments of the naskah that names it."""

    name: str
    governments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Implementers:
    """The services named in the naskah of a dataset.

    Attributes:
        services: Ids of the services found, by id of the naskah.
        naskah: The naskah a service is named in, by id of the service.
        unmatched: The naskah of every name that stands for no single service.
    """

    services: Mapping[str, Sequence[str]]
    naskah: Mapping[str, Sequence[KerjaSama]]
    unmatched: Mapping[Unmatched, Sequence[KerjaSama]]


def implementers_in(portal: Portal) -> Implementers:
    """Return the services named in the naskah of a dataset, found once."""
    return portal.once(Implementers, lambda: _find(portal))


def _find(portal: Portal) -> Implementers:
    names = _names(portal)
    services: dict[str, list[str]] = {}
    naskah: dict[str, list[KerjaSama]] = {}
    unmatched: dict[Unmatched, list[KerjaSama]] = {}
    for record in portal.kerja_sama.values():
        if not record.perangkat_daerah_pelaksana:
            continue
        governments = portal.governments_of(record)
        for name in dict.fromkeys(record.perangkat_daerah_pelaksana):
            found = _match(name, governments, names)
            if found is None:
                key = Unmatched(name, tuple(m.id for m in governments))
                unmatched.setdefault(key, []).append(record)
            elif found not in services.get(record.id, ()):
                services.setdefault(record.id, []).append(found)
                naskah.setdefault(found, []).append(record)
    return Implementers(services, naskah, unmatched)


def _match(
    name: str, governments: Sequence[Mitra], names: Mapping[tuple[str, str], set[str]]
) -> str | None:
    found = {i for m in governments for i in names.get((m.id, normalise(name)), ())}
    if not found and len(governments) == 1:
        (own,) = governments
        region = own.nama.removeprefix("Pemerintah ")
        found = {*names.get((own.id, normalise(f"{name} {region}")), ())}
    return found.pop() if len(found) == 1 else None


def _names(portal: Portal) -> dict[tuple[str, str], set[str]]:
    """Return the services by government and each name they bear."""
    found: dict[tuple[str, str], set[str]] = {}
    for mitra in portal.mitra.values():
        if mitra.kelas in SERVICES:
            government = portal.root(mitra.id).id
            for name in _names_of(mitra):
                found.setdefault((government, normalise(name)), set()).add(mitra.id)
    return found


def _names_of(mitra: Mitra) -> Iterator[str]:
    for name in (mitra.nama, *mitra.alias):
        yield name
        parts = _WITH_SHORT.fullmatch(name)
        if parts is not None:
            yield f"{parts['short']} {parts['rest']}"
