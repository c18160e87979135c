"""The state of every agreement at an explicit date, over the whole chain it belongs to.

Three-valued throughout: a date that is missing or known only to the month or year is an interval,
and a state that would hold on some days of it and not on others is ``tidak-dapat-dipastikan``.
Nothing becomes ``berlaku`` by default, and what another naskah has superseded is never current.

The order of questions for one naskah: Was it signed? Was it ended? Has another replaced or
extended it? Has its term begun, is it running, is it over? Is what it amends still alive?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from site_builder.duration import parse_duration
from site_builder.message import Message, Value, counted, message
from site_builder.model import KerjaSama
from site_builder.partial_date import PartialDate

__all__ = [
    "ENDING_SOON",
    "IN_FORCE",
    "OVER",
    "UNKNOWN",
    "State",
    "compute_states",
    "compute_states_on",
    "stated_ends",
]

#: A naskah that ends within this time is announced as ending soon.
ENDING_SOON = timedelta(days=90)
#: The states in which a naskah is current.
IN_FORCE = frozenset({"berlaku", "segera-berakhir", "diubah"})

#: The state of which the recorded dates do not allow to tell.
UNKNOWN = "tidak-dapat-dipastikan"
#: The states of a naskah that is no longer current.
OVER = frozenset({"berakhir", "diakhiri", "digantikan", "diperpanjang"})


@dataclass(frozen=True, slots=True)
class State:
    """A computed state.

    Attributes:
        status: Code of the list ``keadaan``.
        message: Why, for a citizen.
        based_on: Names of the fields it rests on.
        ends_from: Earliest possible last day of validity, None where nothing bounds it.
        ends_to: Latest possible last day of validity, None where nothing bounds it.
        is_endless: Whether it is stated that there is none.
    """

    status: str
    message: Message
    based_on: tuple[str, ...]
    ends_from: date | None = None
    ends_to: date | None = None
    is_endless: bool = False

    @property
    def reason(self) -> str:
        """Why, in Indonesian."""
        return str(self.message)


@dataclass(frozen=True, slots=True)
class _Span:
    """The last day of validity as an interval, the fields it comes from, and words for it."""

    first: date
    last: date
    fields: tuple[str, ...]
    words: Value


@dataclass(frozen=True, slots=True)
class _Endless:
    """No last day of validity, and the naskah that says so."""

    stated_by: KerjaSama


@dataclass(frozen=True, slots=True)
class _Successors:
    """Who amends, extends and replaces a naskah."""

    mengubah: Mapping[str, list[KerjaSama]]
    memperpanjang: Mapping[str, list[KerjaSama]]
    menggantikan: Mapping[str, list[KerjaSama]]


def compute_states(records: Mapping[str, KerjaSama], as_of: date) -> dict[str, State]:
    """Compute the state of every agreement.

    Args:
        records: Agreements by id; links form no cycle (a rule sees to it).
        as_of: The day the states hold for; the last day of a term still counts as in force.

    Returns:
        One state per agreement, in the order of records. Work is linear in the number of
        records: every naskah looks at its direct successors, and a pile of addenda is read once.
    """
    engine = _Engine(records, as_of, _successors(records))
    return {record_id: engine.state(record) for record_id, record in records.items()}


def compute_states_on(
    records: Mapping[str, KerjaSama], wanted: Mapping[date, Iterable[str]]
) -> dict[tuple[str, date], State]:
    """Compute the state of some agreements at some days, by id and day.

    Each answer costs what one naskah of `compute_states` costs.
    """
    successors = _successors(records)
    found: dict[tuple[str, date], State] = {}
    for day, ids in wanted.items():
        engine = _Engine(records, day, successors)
        for record_id in ids:
            found[record_id, day] = engine.state(records[record_id])
    return found


def stated_ends(records: Mapping[str, KerjaSama]) -> dict[str, list[date]]:
    """Return every last day of validity, known to the day, that was ever stated, by id.

    A naskah has the days it states itself and those its addenda state; which of them holds on a
    day, and whether the naskah lives to see it, is for `compute_states_on`. Addenda have none of
    their own: theirs is the end of what they amend.
    """
    engine = _Engine(records, date.min, _successors(records))
    return {
        record.id: sorted(
            {s.first for s in engine.stated(record) if isinstance(s, _Span) and s.first == s.last}
        )
        for record in records.values()
        if record.mengubah is None
    }


def _successors(records: Mapping[str, KerjaSama]) -> _Successors:
    values = records.values()
    return _Successors(
        _by_target(values, "mengubah"),
        _by_target(values, "memperpanjang"),
        _by_target(values, "menggantikan"),
    )


def _by_target(records: Iterable[KerjaSama], name: str) -> dict[str, list[KerjaSama]]:
    found: dict[str, list[KerjaSama]] = {}
    for record in sorted(records, key=lambda r: r.id):
        target = getattr(record, name)
        if target is not None:
            found.setdefault(target, []).append(record)
    return found


def _start(record: KerjaSama) -> tuple[PartialDate | None, str]:
    """Return when a naskah takes effect, and the field that says so."""
    if record.tanggal_mulai is not None:
        return record.tanggal_mulai, "tanggal_mulai"
    return record.tanggal_penandatanganan, "tanggal_penandatanganan"


def _has_come(value: PartialDate | None, day: date) -> bool | None:
    """Tell whether a date has come on a day: True, False, or None where it cannot be told."""
    if value is None:
        return None
    if value.last <= day:
        return True
    return False if value.first > day else None


def _name(record: KerjaSama) -> str:
    """Return the name of a naskah, which stays as signed in every language."""
    return f"{record.nama_naskah} ({record.id})"


def _superseded_since(status: str, name: str, start: PartialDate) -> Message:
    if status == "digantikan":
        return message("Digantikan oleh %(name)s sejak %(date)s.", name=name, date=start)
    return message("Diperpanjang dengan %(name)s sejak %(date)s.", name=name, date=start)


def _superseded_perhaps(status: str, name: str) -> Message:
    if status == "digantikan":
        return message("Digantikan oleh %(name)s, tetapi tanggal mulainya tidak pasti.", name=name)
    return message("Diperpanjang dengan %(name)s, tetapi tanggal mulainya tidak pasti.", name=name)


class _Engine:
    def __init__(
        self, records: Mapping[str, KerjaSama], as_of: date, successors: _Successors
    ) -> None:
        self._records = records
        self._as_of = as_of
        self._next = successors
        self._own: dict[str, State] = {}
        self._ends: dict[str, _Span | _Endless | None] = {}
        self._bases: dict[str, KerjaSama] = {}

    def state(self, record: KerjaSama) -> State:
        """Return the state of one naskah, what it amends taken into account."""
        own = self._own_state(record)
        if record.mengubah is None or own.status not in IN_FORCE | {UNKNOWN}:
            return own
        base = self._own_state(self._base(record))
        if base.status in OVER:
            return State(
                base.status,
                message(
                    "Naskah yang diubahnya tidak lagi berlaku. %(reason)s", reason=base.message
                ),
                ("mengubah",),
                own.ends_from,
                own.ends_to,
                own.is_endless,
            )
        return own

    def _base(self, record: KerjaSama) -> KerjaSama:
        """Return the naskah at the foot of a pile of addenda; each step is taken once."""
        trail: dict[str, None] = {}
        while record.id not in self._bases and record.id not in trail:
            trail[record.id] = None
            if record.mengubah is None:
                break
            record = self._records[record.mengubah]
        foot = self._bases.get(record.id, record)
        self._bases.update(dict.fromkeys(trail, foot))
        return foot

    def _own_state(self, record: KerjaSama) -> State:
        if record.id not in self._own:
            self._own[record.id] = self._compute(record)
        return self._own[record.id]

    def _compute(self, record: KerjaSama) -> State:
        end = self._end(record)
        first, last = (end.first, end.last) if isinstance(end, _Span) else (None, None)
        answers = [
            answer
            for answer in (self._unsigned(record), self._ended(record), self._superseded(record))
            if answer is not None
        ]
        certain = next((a for a in answers if a.status != UNKNOWN), None)
        chosen = certain or self._by_term(record, end)
        if certain is None and answers and chosen.status != "berakhir":
            chosen = answers[0]
        return State(
            chosen.status, chosen.message, chosen.based_on, first, last, isinstance(end, _Endless)
        )

    def _is_draft(self, record: KerjaSama) -> bool:
        """Tell whether a naskah was certainly not yet signed on the day: it changes nothing."""
        unsigned = self._unsigned(record)
        return unsigned is not None and unsigned.status == "penyusunan"

    def _unsigned(self, record: KerjaSama) -> State | None:
        """Answer whether the naskah was signed by the day; None where it was, or must have been."""
        signed = record.tanggal_penandatanganan
        if signed is None:
            if record.tahapan and not any(
                t.tahap.startswith("penandatanganan") or t.tahap in ("pelaksanaan", "pelaporan")
                for t in record.tahapan
            ):
                return State(
                    "penyusunan",
                    message("Tahap yang tercatat belum sampai penandatanganan."),
                    ("tahapan",),
                )
            return None
        come = _has_come(signed, self._as_of)
        if come is False:
            return State(
                "penyusunan",
                message("Baru ditandatangani pada %(date)s.", date=signed),
                ("tanggal_penandatanganan",),
            )
        if come is None:
            return State(
                UNKNOWN,
                message(
                    "Tanggal penandatanganan hanya diketahui %(date)s, "
                    "sehingga belum pasti sudah ditandatangani.",
                    date=signed,
                ),
                ("tanggal_penandatanganan",),
            )
        return None

    def _ended(self, record: KerjaSama) -> State | None:
        """Answer whether the naskah was ended by an act or event on record."""
        when, why = record.tanggal_pengakhiran, record.alasan_pengakhiran
        if when is None and why is None:
            return None
        fields = tuple(
            name
            for name, value in (("tanggal_pengakhiran", when), ("alasan_pengakhiran", why))
            if value is not None
        )
        come = True if when is None else _has_come(when, self._as_of)
        if come is False:
            return None
        day: Value = when if when is not None else message("tanggal yang tidak tercatat")
        if come is None:
            return State(
                UNKNOWN, message("Pengakhirannya hanya diketahui %(date)s.", date=day), fields
            )
        match why:
            case "jangka-waktu-berakhir":
                return State(
                    "berakhir", message("Jangka waktunya habis pada %(date)s.", date=day), fields
                )
            case "naskah-baru":
                return State(
                    "digantikan",
                    message("Digantikan naskah baru pada %(date)s.", date=day),
                    fields,
                )
        return State("diakhiri", message("Diakhiri pada %(date)s.", date=day), fields)

    def _superseded(self, record: KerjaSama) -> State | None:
        """Answer whether another naskah has replaced or extended this one."""
        doubt: State | None = None
        for status, field, successors in (
            ("digantikan", "menggantikan", self._next.menggantikan),
            ("diperpanjang", "memperpanjang", self._next.memperpanjang),
        ):
            for successor in successors.get(record.id, ()):
                if self._is_draft(successor):
                    continue
                start = successor.start
                come = _has_come(start, self._as_of)
                if come is True and start is not None:
                    return State(
                        status,
                        _superseded_since(status, _name(successor), start),
                        (f"{successor.id}.{field}",),
                    )
                if come is None and doubt is None:
                    doubt = State(
                        UNKNOWN,
                        _superseded_perhaps(status, _name(successor)),
                        (f"{successor.id}.{field}",),
                    )
        return doubt

    def _own_end(self, record: KerjaSama) -> _Span | _Endless | None:
        """Return the last day of validity that the naskah itself states, or that it states none."""
        if record.tanggal_berakhir is not None:
            end = record.tanggal_berakhir
            return _Span(end.first, end.last, ("tanggal_berakhir",), end)
        if record.is_endless:
            return _Endless(record)
        start, field = _start(record)
        if start is None or record.jangka_waktu is None:
            return None
        duration = parse_duration(record.jangka_waktu)
        if duration is None:
            return None
        first, last = duration.last_day(start.first), duration.last_day(start.last)
        if first is None or last is None:
            return None
        day: Value = (
            first
            if first == last
            else message("suatu hari antara %(first)s dan %(last)s", first=first, last=last)
        )
        return _Span(
            first,
            last,
            (field, "jangka_waktu"),
            message(
                '%(date)s (dihitung dari jangka waktu "%(term)s")',
                date=day,
                term=record.jangka_waktu,
            ),
        )

    def _end(self, record: KerjaSama) -> _Span | _Endless | None:
        """Return the end in force on the day: the latest addendum that states one decides.

        An addendum without an end of its own shares that of the naskah it amends.
        """
        if record.mengubah is not None:
            own = self._own_end(record)
            base = self._base(record)
            # A cycle of addenda has no foot.
            return own if own is not None or base.mengubah is not None else self._end(base)
        if record.id not in self._ends:
            self._ends[record.id] = self._end_of_pile(record)
        return self._ends[record.id]

    def _end_of_pile(self, record: KerjaSama) -> _Span | _Endless | None:
        end = self._own_end(record)
        latest: tuple[date, str] | None = None
        for addendum in self._addenda(record):
            start, stated = addendum.start, self._own_end(addendum)
            if start is None or stated is None or not self._is_in_effect(addendum):
                continue
            if latest is None or (start.last, addendum.id) > latest:
                latest = (start.last, addendum.id)
                if isinstance(stated, _Endless):
                    end = stated
                    continue
                fields = tuple(f"{addendum.id}.{name}" for name in stated.fields)
                end = _Span(
                    stated.first,
                    stated.last,
                    fields,
                    message("%(date)s menurut %(name)s", date=stated.words, name=_name(addendum)),
                )
        return end

    def _addenda(self, record: KerjaSama) -> Iterator[KerjaSama]:
        """Yield what amends a naskah, and what amends that."""
        pending = list(self._next.mengubah.get(record.id, ()))
        seen = {record.id}
        while pending:
            addendum = pending.pop()
            if addendum.id in seen:
                continue
            seen.add(addendum.id)
            pending.extend(self._next.mengubah.get(addendum.id, ()))
            yield addendum

    def stated(self, record: KerjaSama) -> Iterator[_Span | _Endless | None]:
        """Yield the ends a naskah and its addenda state, whenever they take effect."""
        yield self._own_end(record)
        for addendum in self._addenda(record):
            yield self._own_end(addendum)

    def _is_in_effect(self, addendum: KerjaSama) -> bool:
        """Tell whether an addendum has certainly taken effect on the day."""
        return _has_come(addendum.start, self._as_of) is True and not self._is_draft(addendum)

    def _amending(self, record: KerjaSama) -> KerjaSama | None:
        """Return an addendum in effect on the day, if there is one."""
        return next(filter(self._is_in_effect, self._next.mengubah.get(record.id, ())), None)

    def _by_term(self, record: KerjaSama, end: _Span | _Endless | None) -> State:
        start, start_field = _start(record)
        begun = _has_come(start, self._as_of)
        if begun is False and start is not None:
            return State(
                "belum-berlaku",
                message("Baru mulai berlaku %(date)s.", date=start),
                (start_field,),
            )
        if isinstance(end, _Span) and end.last < self._as_of:
            return State(
                "berakhir", message("Masa berlakunya habis %(date)s.", date=end.words), end.fields
            )
        if begun is None:
            known = (
                message("Tanggal mulainya hanya diketahui %(date)s.", date=start)
                if start is not None
                else message("Tanggal mulainya tidak tercatat.")
            )
            return State(
                UNKNOWN,
                message("%(start)s Akhir masa berlakunya %(end)s.", start=known, end=end.words)
                if isinstance(end, _Span)
                else known,
                (start_field, *(end.fields if isinstance(end, _Span) else ())),
            )
        if isinstance(end, _Endless):
            return self._endless(record, end.stated_by, start_field)
        if end is None:
            return self._without_end(record)
        if end.first < self._as_of:
            return State(
                UNKNOWN,
                message(
                    "Akhir masa berlakunya %(date)s, belum pasti sudah lewat.", date=end.words
                ),
                end.fields,
            )
        return self._in_force(record, end)

    def _endless(self, record: KerjaSama, stated_by: KerjaSama, start_field: str) -> State:
        field = "tanggal_berakhir"
        if stated_by.id != record.id:
            field = f"{stated_by.id}.{field}"
        addendum = self._amending(record)
        if addendum is not None:
            return State(
                "diubah",
                message(
                    "Berlaku tanpa batas waktu, dengan perubahan oleh %(name)s.",
                    name=_name(addendum),
                ),
                (start_field, field, f"{addendum.id}.mengubah"),
            )
        return State(
            "berlaku",
            message("Sudah mulai berlaku dan tidak berbatas waktu."),
            (start_field, field),
        )

    @staticmethod
    def _without_end(record: KerjaSama) -> State:
        return State(
            UNKNOWN,
            message("Tanggal berakhirnya tidak tercatat.")
            if record.jangka_waktu is None
            else message(
                'Tanggal berakhirnya tidak tercatat. Jangka waktu tertulis "%(term)s".',
                term=record.jangka_waktu,
            ),
            ("tanggal_berakhir", "jangka_waktu"),
        )

    def _in_force(self, record: KerjaSama, end: _Span) -> State:
        if end.first - self._as_of <= ENDING_SOON:
            if end.first == end.last:
                left = (end.first - self._as_of).days
                return State(
                    "segera-berakhir",
                    message("Berakhir %(date)s, hari ini.", date=end.words)
                    if left == 0
                    else counted("Berakhir %(date)s, %(number)s hari lagi.", left, date=end.words),
                    end.fields,
                )
            return State(
                "segera-berakhir",
                message(
                    "Masih berlaku dan berakhir %(date)s, paling cepat %(first)s.",
                    date=end.words,
                    first=end.first,
                ),
                end.fields,
            )
        addendum = self._amending(record)
        if addendum is not None:
            return State(
                "diubah",
                message("Berlaku sampai %(date)s.", date=end.words)
                if any(name.startswith(f"{addendum.id}.") for name in end.fields)
                else message(
                    "Berlaku sampai %(date)s, dengan perubahan oleh %(name)s.",
                    date=end.words,
                    name=_name(addendum),
                ),
                (*end.fields, f"{addendum.id}.mengubah"),
            )
        return State("berlaku", message("Berlaku sampai %(date)s.", date=end.words), end.fields)
