"""With whom each party has agreements, and which of them are in force on the date of the data.

The counterpart of a party in an agreement is the topmost body of every other party (a service
stands for its government); inside one body it is the other service itself. Agreements are counted
once for each pair, so the work is linear in the pairs of parties that share an agreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from site_builder.model import KerjaSama
from site_builder.portal import Portal
from site_builder.status import IN_FORCE, UNKNOWN

__all__ = ["BUCKETS", "Bucket", "Pair", "bucket_of", "counterparts_in", "pairs_of"]

Bucket = Literal["berlaku", "tidak-pasti", "tidak"]
#: In force, not to be told, and all the rest: not yet or no longer.
BUCKETS: tuple[Bucket, ...] = ("berlaku", "tidak-pasti", "tidak")


@dataclass(frozen=True, slots=True)
class Pair:
    """The agreements of a party with one counterpart, newest first, by what they are today."""

    mitra: str
    berlaku: tuple[str, ...]
    tidak_pasti: tuple[str, ...]
    tidak: tuple[str, ...]

    @property
    def total(self) -> int:
        """Number of agreements of the two."""
        return len(self.berlaku) + len(self.tidak_pasti) + len(self.tidak)

    def of(self, bucket: Bucket) -> tuple[str, ...]:
        """Return the agreements that are so today."""
        if bucket == "berlaku":
            return self.berlaku
        return self.tidak_pasti if bucket == "tidak-pasti" else self.tidak


def bucket_of(portal: Portal, record: str) -> Bucket:
    """Tell whether an agreement is in force on the date of the data."""
    status = portal.states[record].status
    if status in IN_FORCE:
        return "berlaku"
    return "tidak-pasti" if status == UNKNOWN else "tidak"


def counterparts_in(portal: Portal, mitra: str, record: KerjaSama) -> list[str]:
    """Return who a party meets in an agreement, each once, in the order of signing."""
    own = portal.with_parents(mitra)
    found: dict[str, None] = {}
    for party in record.para_pihak:
        other = portal.with_parents(party.mitra)
        if other[-1] != own[-1]:
            found.setdefault(other[-1])
        elif mitra not in other and party.mitra not in own:
            found.setdefault(party.mitra)
    return list(found)


def pairs_of(portal: Portal, mitra: str, records: Iterable[KerjaSama]) -> Sequence[Pair]:
    """Return the counterparts of a party, the most frequent first, then by name.

    Args:
        portal: The dataset.
        mitra: Id of the party.
        records: Its agreements, newest first.
    """
    found: dict[str, dict[Bucket, list[str]]] = {}
    for record in records:
        bucket = bucket_of(portal, record.id)
        for other in counterparts_in(portal, mitra, record):
            found.setdefault(other, {b: [] for b in BUCKETS})[bucket].append(record.id)
    pairs = [Pair(other, *(tuple(by[b]) for b in BUCKETS)) for other, by in found.items()]
    return sorted(pairs, key=lambda p: (-p.total, portal.mitra[p.mitra].nama.casefold(), p.mitra))
