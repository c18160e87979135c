"""What is cooperated on, in which affairs and kinds, and what is mapped but not yet taken up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.plan_model import Potensi
from site_builder.portal import Portal

__all__ = [
    "NO_URUSAN",
    "Matrix",
    "RegionMap",
    "is_concurrent",
    "matrix",
    "region_map",
    "single",
    "untaken",
]

#: Key of the agreements whose affair is not recorded.
NO_URUSAN = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Agreements by affair and kind; one agreement counts in each of its affairs.

    Attributes:
        kinds: Codes of the kinds, in the order of the list.
        cells: Affair -> kind -> number; `NO_URUSAN` is the last row.
        totals: Number of distinct agreements of each affair.
    """

    kinds: tuple[str, ...]
    cells: Mapping[str, Mapping[str, int]]
    totals: Mapping[str, int]

    @property
    def gaps(self) -> list[str]:
        """The concurrent affairs without any agreement."""
        return [code for code in self._empty if is_concurrent(code)]

    @property
    def empty_elements(self) -> list[str]:
        """The elements of administration, which are no affairs, without any agreement."""
        return [code for code in self._empty if not is_concurrent(code)]

    @property
    def _empty(self) -> list[str]:
        return [code for code, total in self.totals.items() if code != NO_URUSAN and not total]


def is_concurrent(code: str) -> bool:
    """Tell whether a code is one of the 32 concurrent affairs of UU 23/2014 article 12.

    What follows them in the list are elements of administration (secretariats, districts). The
    indicator of breadth does not count them either.
    """
    return NO_URUSAN < code < "4"


def matrix(portal: Portal, records: Sequence[str] | None = None) -> Matrix:
    """Count agreements by affair and kind.

    Args:
        portal: The dataset.
        records: Ids of the agreements to count; all of them where None.
    """
    kinds = tuple(portal.package.codes("jenis"))
    counts: dict[str, Counter[str]] = {code: Counter() for code in portal.package.codes("urusan")}
    counts[NO_URUSAN] = Counter()
    chosen = portal.kerja_sama if records is None else records
    for record_id in chosen:
        record = portal.kerja_sama[record_id]
        for code in dict.fromkeys(record.urusan or (NO_URUSAN,)):
            counts[code][record.jenis] += 1
    return Matrix(
        kinds,
        {code: {kind: row[kind] for kind in kinds} for code, row in counts.items()},
        {code: row.total() for code, row in counts.items()},
    )


def single(potentials: Iterable[Potensi]) -> list[Potensi]:
    """Return the potentials that are one each; of a sum nobody knows which were taken up."""
    return [p for p in potentials if p.jumlah is None]


def untaken(portal: Portal) -> list[Potensi]:
    """Return the potentials that no agreement has taken up, those with a draft included."""
    return [p for p in single(portal.potensi.values()) if not portal.naskah_of(p)]


@dataclass(frozen=True, slots=True)
class RegionMap:
    """The mapping of one region.

    Attributes:
        code: Its code.
        taken: Potentials that an agreement has taken up.
        open: The others.
        sums: Records that stand for many potentials, counted as none.
        matrix: Its agreements by affair and kind.
    """

    code: str
    taken: tuple[Potensi, ...]
    open: tuple[Potensi, ...]
    sums: tuple[Potensi, ...]
    matrix: Matrix


def region_map(
    code: str, potentials: Sequence[Potensi], records: Sequence[str], portal: Portal
) -> RegionMap:
    """Return the mapping of one region with these potentials and agreements."""
    return RegionMap(
        code,
        tuple(p for p in single(potentials) if portal.naskah_of(p)),
        tuple(p for p in single(potentials) if not portal.naskah_of(p)),
        tuple(p for p in potentials if p.jumlah is not None),
        matrix(portal, records),
    )
