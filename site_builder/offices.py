"""Changes of the head of a region, and the naskah signed before the last of them.

A cooperation does not end by such a change (PP 28/2018 art. 9(2), 22(1)); what a new head finds
running is what these functions tell. Only what recorded dates show for certain counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from site_builder.dataset import UNBOUND
from site_builder.model import KerjaSama, MasaJabatan, Mitra
from site_builder.partial_date import PartialDate
from site_builder.portal import Portal
from site_builder.status import OVER

__all__ = ["Change", "Term", "changes_since", "latest_term", "terms_of"]

#: The office of one who stands in for a head of region.
CARETAKER = "pelaksana-tugas"


@dataclass(frozen=True, slots=True)
class Change:
    """A head of region who took office after a naskah was signed."""

    mitra: Mitra
    term: MasaJabatan


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office with what its successor tells of its end.

    Attributes:
        term: The term as recorded.
        followed: Start of the next term, where that implies that this one was over by then and no
            end is recorded.
    """

    term: MasaJabatan
    followed: PartialDate | None


def terms_of(mitra: Mitra) -> list[Term]:
    """Return the terms of a government, the last first.

    Nobody is sworn in, and nobody fills a vacancy, while another holds the office. A caretaker
    only stands in for one who may come back, so his start tells nothing.
    """
    found: list[Term] = []
    following: PartialDate | None = None
    for term in sorted(mitra.masa_jabatan, key=lambda t: t.tanggal_mulai.first, reverse=True):
        found.append(Term(term, following if term.tanggal_selesai is None else None))
        if term.jabatan != CARETAKER:
            following = term.tanggal_mulai
    return found


def latest_term(mitra: Mitra, as_of: date) -> MasaJabatan | None:
    """Return the term of a head that began last, as far as it had certainly begun at a date.

    A caretaker only stands in (UU 23/2014 art. 65(4)): with him no head has changed.
    """
    begun = [
        term
        for term in mitra.masa_jabatan
        if term.jabatan != CARETAKER and term.tanggal_mulai.last <= as_of
    ]
    return max(begun, key=lambda term: term.tanggal_mulai.last, default=None)


def changes_since(record: KerjaSama, portal: Portal) -> list[Change]:
    """Return, for each government a naskah binds, the term that began after its signing.

    Empty for a naskah that is over, for an addendum, which stands with what it changes, and where
    the order of the two dates cannot be told.
    """
    signed = record.tanggal_penandatanganan
    if signed is None or record.mengubah is not None or portal.states[record.id].status in OVER:
        return []
    found: dict[str, Change] = {}
    for party in record.para_pihak:
        root = portal.root(party.mitra)
        if party.peran in UNBOUND or root.id in found:
            continue
        term = latest_term(root, portal.as_of)
        if term is not None and signed.last < term.tanggal_mulai.first:
            found[root.id] = Change(root, term)
    return list(found.values())
