"""What happened to an agreement, as several pages ask it: its validity, its pile, its followers.

Computed once per dataset. Three-valued like ``status``: a question that the recorded dates do not
answer gets None, never a guess.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from site_builder.model import KerjaSama, PeristiwaNaskah
from site_builder.partial_date import PartialDate, add_years, parse_partial_date
from site_builder.portal import Portal
from site_builder.status import IN_FORCE, OVER

__all__ = [
    "UMBRELLAS",
    "Life",
    "Step",
    "Validity",
    "is_active",
    "life_of",
]

#: Forms of naskah that hold general matter and are carried out by others.
UMBRELLAS = frozenset({"kb", "nk", "mou"})
#: The links that join naskah to a chain; an umbrella and what carries it out each have their own.
_CHAIN = ("mengubah", "memperpanjang", "menggantikan")
_DAY = timedelta(days=1)
#: The kind of what fits none of the law's.
_OUTSIDE_THE_LAW = "lainnya"


@dataclass(frozen=True, slots=True)
class Validity:
    """When a naskah is or was in force, as far as the dates tell.

    Attributes:
        start: When it took effect, None where that is not recorded.
        ends_from: Earliest possible last day, None where it is not known.
        ends_to: Latest possible last day, None where nothing bounds it.
        is_open: Whether it is known to have no end.
    """

    start: PartialDate | None
    ends_from: date | None
    ends_to: date | None
    is_open: bool = False

    def cut(self, first: date, last: date) -> Validity:
        """Return the same validity, ended on a day between first and last at the latest."""
        return Validity(
            self.start,
            first if self.ends_from is None else min(self.ends_from, first),
            last if self.ends_to is None else min(self.ends_to, last),
        )


def is_active(validity: Validity, first: date, last: date) -> bool | None:
    """Tell whether a naskah was in force on some day from first to last: yes, no or unknown."""
    start = validity.start
    if validity.ends_to is not None and validity.ends_to < first:
        return False
    if start is None:
        return None
    if start.first > last:
        return False
    if start.last > last:
        return None
    if start.first >= first or validity.is_open:
        return True
    return True if validity.ends_from is not None and validity.ends_from >= first else None


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain, as it is followed.

    Attributes:
        start: Id of the naskah it is followed from.
        end: Id of the naskah it leads to.
        field: The field that links the two.
        is_forward: Whether `start` names `end` in that field; else it is the other way round.
    """

    start: str
    end: str
    field: str
    is_forward: bool


@dataclass(frozen=True)
class Life:
    """The agreements of a dataset with what follows from their links and dates."""

    portal: Portal

    def label(self, table: str, code: str | None) -> str:
        """Return the label of a code; the code itself where it is not listed, "" for none."""
        return "" if code is None else self.portal.package.label(table, code)

    @cached_property
    def base(self) -> Mapping[str, str]:
        """The naskah at the foot of each pile of addenda; a naskah without one is its own."""
        found: dict[str, str] = {}
        records = self.portal.kerja_sama
        for record in records.values():
            trail: dict[str, None] = {}
            current = record
            while current.id not in found and current.id not in trail:
                trail[current.id] = None
                if current.mengubah is None or current.mengubah not in records:
                    break
                current = records[current.mengubah]
            foot = found.get(current.id, current.id)
            found.update(dict.fromkeys(trail, foot))
        return found

    @cached_property
    def piles(self) -> Mapping[str, Sequence[str]]:
        """Each naskah that amends nothing, with itself and every addendum to it."""
        found: dict[str, list[str]] = {}
        for record, foot in self.base.items():
            found.setdefault(foot, []).append(record)
        return found

    @cached_property
    def _steps(self) -> Mapping[str, Sequence[Step]]:
        """The links of each naskah that its state may rest on, in both directions."""
        found: dict[str, list[Step]] = {}
        records = self.portal.kerja_sama
        for record in records.values():
            for name in _CHAIN:
                target = getattr(record, name)
                if target in records:
                    found.setdefault(record.id, []).append(
                        Step(record.id, target, name, is_forward=True)
                    )
                    found.setdefault(target, []).append(
                        Step(target, record.id, name, is_forward=False)
                    )
        return found

    def is_in_chain(self, record: str) -> bool:
        """Tell whether a naskah amends, extends or replaces another, or another does so to it."""
        return record in self._steps

    def chain(self, record: str, most: int) -> list[Step]:
        """Return how a chain goes on beyond the direct neighbours of a naskah, nearest first.

        Args:
            record: Id of the naskah.
            most: So many at most: a page of every member may not cost the square of a long chain.
        """
        near = [step.end for step in self._steps.get(record, ())]
        seen = {record, *near}
        pending = deque(dict.fromkeys(near))
        found: list[Step] = []
        while pending:
            for step in self._steps[pending.popleft()]:
                if len(found) == most:
                    return found
                if step.end not in seen:
                    seen.add(step.end)
                    pending.append(step.end)
                    found.append(step)
        return found

    @cached_property
    def _followers(self) -> Mapping[str, Sequence[tuple[str, KerjaSama]]]:
        """For each pile, the (field, naskah) of all that name one of its members."""
        portal = self.portal
        return {
            foot: [
                (name, portal.kerja_sama[other])
                for member in members
                for name, other in portal.links_to.get(member, ())
                if name != "mengubah"
            ]
            for foot, members in self.piles.items()
        }

    def followers(self, record: str, *fields: str) -> list[KerjaSama]:
        """Return the naskah that name this one, or an addendum to it, in one of these fields."""
        return [other for name, other in self._followers[self.base[record]] if name in fields]

    def successors(self, record: str) -> list[KerjaSama]:
        """Return what extends or replaces a naskah or an addendum to it."""
        return self.followers(record, "memperpanjang", "menggantikan")

    def children(self, record: str) -> list[KerjaSama]:
        """Return what carries an umbrella naskah out."""
        return self.followers(record, "induk")

    @cached_property
    def validity(self) -> Mapping[str, Validity]:
        """When each naskah is or was in force."""
        own = {r.id: self._own_validity(r) for r in self.portal.kerja_sama.values()}
        found = dict(own)
        for record, foot in self.base.items():
            ended = own[foot]
            if record == foot or self.portal.states[foot].status not in OVER:
                continue
            if ended.ends_to is not None:
                found[record] = own[record].cut(ended.ends_from or ended.ends_to, ended.ends_to)
        return found

    def _own_validity(self, record: KerjaSama) -> Validity:
        state = self.portal.states[record.id]
        start = record.start
        found = Validity(start, state.ends_from, state.ends_to, state.is_endless)
        ended = record.tanggal_pengakhiran
        if ended is not None:
            found = found.cut(ended.first, ended.last)
        elif record.alasan_pengakhiran is not None:  # it has ended; nobody says when
            found = Validity(found.start, None, self.portal.as_of)
        for other in self._direct_successors(record.id):
            begins = other.start
            if begins is not None:
                found = found.cut(begins.first - _DAY, begins.last - _DAY)
        return found

    def _direct_successors(self, record: str) -> Iterator[KerjaSama]:
        for name, other in self.portal.links_to.get(record, ()):
            if name in ("memperpanjang", "menggantikan"):
                yield self.portal.kerja_sama[other]

    def named_children(self, record: str) -> list[PeristiwaNaskah]:
        """Return the events at which, as a source says, what carries an umbrella out was signed.

        Instruments with a record of their own are among them where the source names them too.
        """
        return [
            event
            for member in self.piles[self.base[record]]
            for event in self.portal.kerja_sama[member].peristiwa
            if event.naskah_turunan is not None
        ]

    def is_followed_up(self, record: str) -> bool:
        """Tell whether a naskah is carried out by another, linked to it or named by a source."""
        return bool(self.children(record) or self.named_children(record))

    def is_umbrella(self, record: KerjaSama) -> bool:
        """Tell whether a naskah is of a form that others carry out, and no addendum."""
        return record.bentuk_naskah in UMBRELLAS and record.mengubah is None

    def is_awaiting_children(self, record: KerjaSama) -> bool:
        """Tell whether an umbrella naskah was certainly signed twelve months ago or more.

        Only those of a kind the law knows: it is the law that has others carry them out.
        """
        signed = record.tanggal_penandatanganan
        return (
            self.is_umbrella(record)
            and record.jenis != _OUTSIDE_THE_LAW
            and signed is not None
            and add_years(signed.last, 1) <= self.portal.as_of
        )

    def is_in_force(self, record: KerjaSama) -> bool:
        """Tell whether a naskah is known to be in force."""
        return self.portal.states[record.id].status in IN_FORCE

    def signs_of_life(self, record: KerjaSama) -> list[PartialDate | None]:
        """Return the dates of what shows that a naskah is carried out; None where undated.

        Facts and reports of implementation, the stage of implementation, money spent, periodic
        reports, addenda, and the signing of naskah that carry it out, named ones included.
        """
        found = [child.tanggal_penandatanganan for child in self.children(record.id)]
        found += [event.tanggal for event in self.named_children(record.id)]
        for member in self.piles[self.base[record.id]]:
            other = self.portal.kerja_sama[member]
            found += _own_signs(other)
            if other.mengubah is not None:
                found.append(other.tanggal_penandatanganan)
        return found


def life_of(portal: Portal) -> Life:
    """Return the life of the agreements of a dataset, the same one for all who ask."""
    return portal.once(Life, lambda: Life(portal))


def _own_signs(record: KerjaSama) -> Iterator[PartialDate | None]:
    yield from (p.tanggal for p in record.pelaksanaan if p.jenis_pelaksanaan != "rencana")
    yield from (t.tanggal for t in record.tahapan if t.tahap in ("pelaksanaan", "pelaporan"))
    for money in record.pembiayaan:
        if money.realisasi is not None:
            yield money.tanggal or (parse_partial_date(money.tahun) if money.tahun else None)
    for report in record.laporan:
        yield report.tanggal or parse_partial_date(report.periode[:4])
