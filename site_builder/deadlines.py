"""Legal clocks of one agreement at a date: what runs, what was met, what has passed, what is due.

The clocks are data: ``tenggat`` (limits between stages and the steps within them), ``tahap_jenis``
(order of the stages), ``langkah`` (steps) and ``kewajiban_laporan`` (reports). Three-valued: where
a partial date leaves an answer open, the answer is ``tidak-dapat-ditentukan``. Nothing here
accuses: a report that is not in the data may well have been sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from site_builder.life import Life, Validity, is_active
from site_builder.message import Message, Value, counted, in_indonesian, message, msgid
from site_builder.model import SIGNING_STAGE, KerjaSama, Laporan, Tahapan
from site_builder.partial_date import PartialDate, is_before, parse_partial_date
from site_builder.rules.facts import FOREIGN
from site_builder.rules.law import PERMENDAGRI_22_2020, PERMENDAGRI_25_2020
from site_builder.schema import Package
from site_builder.status import OVER

__all__ = [
    "RECENT_PERIODS",
    "WORKING_DAYS_NOTE",
    "Clock",
    "ClockState",
    "Duty",
    "DutyState",
    "Law",
    "Limit",
    "Notice",
    "Period",
    "ReportDue",
    "Stay",
    "Timeliness",
    "Wait",
    "add_days",
    "clocks_of",
    "days_between",
    "in_force_since",
    "notice_of",
    "period_of",
    "read_law",
    "recent_periods",
    "reports_due",
    "stages_of",
    "stays_of",
    "timeliness",
    "wait_of",
]

#: Reports are asked for so many periods back, the running one not counted.
RECENT_PERIODS = 4
WORKING_DAYS_NOTE = msgid(
    "Hari kerja dihitung Senin sampai Jumat. Hari libur nasional tidak tercatat dalam data ini, "
    "jadi batas yang sebenarnya dapat jatuh beberapa hari kemudian."
)
#: Where the rules give no date, a report is looked for a month after its period: 31 July, 31 January.
_GRACE = timedelta(days=31)
_DAYS_OF_WORK = 5
_WEEK = 7
_DAY = timedelta(days=1)
_APPROVAL = "persetujuan-dprd"
_APPROVED = ("surat", "disetujui", "dianggap-disetujui")
#: To whom the rules let reports go; a recipient is addressed where it names one of them.
_ADDRESSEES = ("bupati", "wali kota", "gubernur", "menteri")
#: The stage after which a naskah no longer waits to be made.
_SIGNED_STAGE = {
    "ksdd": "penandatanganan-pks",
    "ksdpk": "penandatanganan-pks",
    "ksdpl": "penandatanganan-naskah",
    "ksdll": "penandatanganan-naskah",
    "sinergi": "penandatanganan-nk",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A legal limit between two stages or steps, from the code list ``tenggat``."""

    code: str
    title: str
    article: str
    start: str
    occurrence: int
    end: str
    days: int
    is_working_days: bool
    effect: str
    start_step: str
    end_step: str
    deemed: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What the rules require to be handed in, from the code list ``kewajiban_laporan``.

    Attributes:
        every: ``semester``, ``tahun``, ``sekali`` (once signed) or ``akhir`` (before the end).
        days: Last day after the period, or before the end; None where the rules give none.
        is_local: Whether it binds regencies and cities only.
        is_recorded: Whether the data record it of each naskah.
        effect_article: The article on what follows where it is not met, "" for none.
    """

    code: str
    title: str
    article: str
    every: str
    recipient: str
    days: int | None
    is_local: bool
    is_recorded: bool
    effect_article: str


@dataclass(frozen=True, slots=True)
class Law:
    """Stages, limits and duties of each kind of cooperation.

    Attributes:
        order: Of each kind, the place of each stage.
        steps: Each step within a stage, in the order of time: whether its stage is then reached.
        limits: Of each kind, the legal limits.
        duties: Of each kind, what is to be handed in; those for several kinds at once under "".
    """

    order: Mapping[str, Mapping[str, int]]
    steps: Mapping[str, bool]
    limits: Mapping[str, Sequence[Limit]]
    duties: Mapping[str, Sequence[Duty]]


def read_law(package: Package) -> Law:
    """Return the clocks of the code lists, by kind of cooperation."""
    order: dict[str, dict[str, int]] = {}
    for row in package.code_rows["tahap_jenis"]:
        order.setdefault(row["jenis"], {})[row["tahap"]] = int(row["urutan"])
    limits: dict[str, list[Limit]] = {}
    for row in package.code_rows["tenggat"]:
        limits.setdefault(row["jenis"], []).append(
            Limit(
                code=row["kode"],
                title=row["judul"],
                article=row["dasar_hukum"],
                start=row["dari"],
                occurrence=int(row["dari_ke"]),
                end=row["sampai"],
                days=int(row["hari"]),
                is_working_days=row["satuan"] == "kerja",
                effect=row["akibat"],
                start_step=row["dari_langkah"],
                end_step=row["sampai_langkah"],
                deemed=row["dianggap"],
            )
        )
    duties: dict[str, list[Duty]] = {}
    for row in package.code_rows["kewajiban_laporan"]:
        duties.setdefault(row["jenis"], []).append(
            Duty(
                code=row["kode"],
                title=row["judul"],
                article=row["dasar_hukum"],
                every=row["periode"],
                recipient=row["penerima"],
                days=int(row["hari"]) if row["hari"] else None,
                is_local=row["daerah"] == "kabupaten-kota",
                is_recorded=row["tabel"] == "laporan",
                effect_article=row["dasar_akibat"],
            )
        )
    steps = {row["kode"]: row["letak"] == "sesudah" for row in package.code_rows["langkah"]}
    return Law(order, steps, limits, duties)


def in_force_since(kind: str) -> date:
    """Return the day the regulation of a kind came into force."""
    return PERMENDAGRI_25_2020 if kind in FOREIGN else PERMENDAGRI_22_2020


def add_days(day: date, count: int, *, is_working_days: bool) -> date:
    """Return the last day of a limit; working days are Monday to Friday, holidays not known."""
    if not is_working_days:
        return day + timedelta(days=count)
    if day.weekday() >= _DAYS_OF_WORK:  # a weekend counts as the Friday before it
        day -= timedelta(days=day.weekday() - _DAYS_OF_WORK + 1)
    weeks, rest = divmod(count, _DAYS_OF_WORK)
    over_weekend = 2 if day.weekday() + rest >= _DAYS_OF_WORK else 0
    return day + timedelta(days=weeks * _WEEK + rest + over_weekend)


def days_between(earlier: PartialDate, later: PartialDate) -> tuple[int, int]:
    """Return the least and the greatest number of days from one date to another, never negative."""
    least = (later.first - earlier.last).days
    most = (later.last - earlier.first).days
    return max(0, least), max(0, most)


def stages_of(record: KerjaSama, law: Law, life: Life) -> dict[str, list[PartialDate]]:
    """Return the dates of each stage, in order of time; stages without a date are left out.

    The date of signing and that of the DPRD's approval are stages too, and so is the signing of
    the KB that a PKS carries out. A step within a stage has its own date, not that of the stage.
    """
    known = law.order.get(record.jenis, {})
    found: dict[str, list[PartialDate]] = {}

    def add(stage: str | None, value: PartialDate | None) -> None:
        if stage is not None and stage in known and value is not None:
            dates = found.setdefault(stage, [])
            if value not in dates:
                dates.append(value)

    for row in record.tahapan:
        if row.langkah is None:
            add(row.tahap, row.tanggal)
    for stage, value in _implied(record, law, life):
        if stage not in found:
            add(stage, value)
    for dates in found.values():
        dates.sort(key=_in_time)
    return found


def _in_time(value: PartialDate) -> tuple[date, date]:
    return value.first, value.last


def _steps_of(record: KerjaSama) -> dict[str, list[PartialDate]]:
    """Return the dates of each step, in order of time; steps without a date are left out."""
    found: dict[str, list[PartialDate]] = {}
    for row in record.tahapan:
        if row.langkah is not None and row.tanggal is not None:
            found.setdefault(row.langkah, []).append(row.tanggal)
    for dates in found.values():
        dates.sort(key=_in_time)
    return found


def _starts(
    limit: Limit, stages: Mapping[str, list[PartialDate]], steps: Mapping[str, list[PartialDate]]
) -> list[tuple[PartialDate, bool]]:
    """Return the dates that may start a clock, in order of time, and whether each is of its step.

    A step takes the place of the date of its stage that came before it: a letter of offer is dated,
    then received. The date of a stage that also stops the clock starts none.
    """
    if not limit.start_step:
        return [(value, False) for value in stages.get(limit.start, ())]
    own = [] if limit.start == limit.end else stages.get(limit.start, [])
    found: list[tuple[PartialDate, bool]] = []
    events = [*((d, False) for d in own), *((d, True) for d in steps.get(limit.start_step, ()))]
    for value, is_step in sorted(events, key=lambda e: (e[0].first, e[1], e[0].last)):
        if is_step and found and not found[-1][1]:
            found[-1] = (value, True)
        else:
            found.append((value, is_step))
    return found


def _implied(
    record: KerjaSama, law: Law, life: Life
) -> Iterator[tuple[str | None, PartialDate | None]]:
    yield _APPROVAL, record.tanggal_persetujuan_dprd
    yield _signing_of(record, law, life), record.tanggal_penandatanganan
    parent = life.portal.kerja_sama.get(record.induk or "")
    if parent is not None and parent.jenis == record.jenis:
        yield _signing_of(parent, law, life), parent.tanggal_penandatanganan


def _signing_of(record: KerjaSama, law: Law, life: Life) -> str | None:
    """Return the stage that the signing of a naskah is, also where its form is none of its kind."""
    known = law.order.get(record.jenis, {})
    stage = SIGNING_STAGE.get(record.bentuk_naskah or "")
    if stage in known:
        return stage
    if life.is_umbrella(record) and SIGNING_STAGE["kb"] in known:
        return SIGNING_STAGE["kb"]
    return _SIGNED_STAGE.get(record.jenis)


class ClockState(StrEnum):
    """Where a clock stands."""

    RUNNING = "berjalan"
    MET = "dipenuhi"
    LATE = "terlambat"
    PASSED = "lewat"
    UNKNOWN = "tidak-dapat-ditentukan"


@dataclass(frozen=True, slots=True)
class Clock:
    """A legal limit as it stands for one agreement.

    Attributes:
        limit: The limit.
        state: Running; met; stopped late; passed and not stopped; or not to be told.
        started: Date of the stage or step that starts it.
        start_step: The step whose date that is, "" where it is the date of the stage.
        due_from: Earliest possible last day.
        due_to: Latest possible last day.
        stopped: Date of the stage or step that stops it, None while nothing of it is recorded.
        message: The answer in words.
    """

    limit: Limit
    state: ClockState
    started: PartialDate
    start_step: str
    due_from: date
    due_to: date
    stopped: PartialDate | None
    message: Message

    @property
    def reason(self) -> str:
        """The answer in Indonesian."""
        return str(self.message)

    @property
    def due(self) -> Value:
        """The last day, or between which days it lies."""
        return _between(self.due_from, self.due_to)

    @property
    def due_words(self) -> str:
        """The last day in Indonesian."""
        return in_indonesian(self.due)


def _between(first: date, last: date) -> Value:
    return (
        first
        if first == last
        else message("antara %(first)s dan %(last)s", first=first, last=last)
    )


def clocks_of(record: KerjaSama, law: Law, life: Life) -> list[Clock]:
    """Return the clocks that have started for an agreement under the rules now in force."""
    stages, steps = stages_of(record, law, life), _steps_of(record)
    as_of = life.portal.as_of
    found = []
    for limit in law.limits.get(record.jenis, ()):
        starts = _starts(limit, stages, steps)
        if record.persetujuan_dprd == "tidak-diperlukan" and limit.end == _APPROVAL:
            continue
        if len(starts) < limit.occurrence:
            continue
        started, is_step = starts[limit.occurrence - 1]
        if started.first > as_of or started.first < in_force_since(record.jenis):
            continue
        due = _due(limit, started)
        start_step = limit.start_step if is_step else ""
        if limit.deemed and record.persetujuan_dprd == limit.deemed and as_of > due[1]:
            answer = message("Dianggap disetujui sesudah %(due)s.", due=_between(*due))
            found.append(Clock(limit, ClockState.MET, started, start_step, *due, None, answer))
            continue
        ends = steps.get(limit.end_step, ()) if limit.end_step else stages.get(limit.end, ())
        exact = [v for v in ends if v.last >= started.first]
        later = [v for v in _after(limit, stages, steps, law, record) if v.last >= started.first]
        found.append(
            _clock(
                limit,
                started,
                start_step,
                due,
                exact[0] if exact else None,
                min(later, key=lambda d: d.last) if later else None,
                has_undated_end=_has_undated_end(limit, law, record),
                as_of=as_of,
            )
        )
    return found


def _due(limit: Limit, started: PartialDate) -> tuple[date, date]:
    """Return the earliest and the latest last day of a limit."""
    first, last = (
        add_days(day, limit.days, is_working_days=limit.is_working_days)
        for day in (started.first, started.last)
    )
    return first, last


def _after(
    limit: Limit,
    stages: Mapping[str, list[PartialDate]],
    steps: Mapping[str, list[PartialDate]],
    law: Law,
    record: KerjaSama,
) -> Iterator[PartialDate]:
    """Yield the dates of what comes after the end of a limit."""
    order = law.order[record.jenis]
    for stage, values in stages.items():
        if order[stage] > order[limit.end] or (limit.end_step and stage == limit.end):
            yield from values
    if limit.end_step:
        names = list(law.steps)
        for step in names[names.index(limit.end_step) + 1 :]:
            yield from steps.get(step, ())


def _has_undated_end(limit: Limit, law: Law, record: KerjaSama) -> bool:
    """Tell whether the end of a limit, or what comes after it, is recorded without a date."""
    if limit.end == _APPROVAL and record.persetujuan_dprd in _APPROVED:
        return True
    order = law.order[record.jenis]
    return any(
        row.tanggal is None
        and (
            (row.langkah is not None and row.langkah == limit.end_step)
            or (
                row.tahap in order
                and order[row.tahap] >= order[limit.end]
                and _is_reached(row, law)
            )
        )
        for row in record.tahapan
    )


def _is_reached(row: Tahapan, law: Law) -> bool:
    """Tell whether a row shows that its stage was reached, other than a step on the way to it."""
    return row.langkah is None or law.steps[row.langkah]


def _clock(
    limit: Limit,
    started: PartialDate,
    start_step: str,
    due: tuple[date, date],
    stopped: PartialDate | None,
    later: PartialDate | None,
    *,
    has_undated_end: bool,
    as_of: date,
) -> Clock:
    due_from, due_to = due

    def clock(state: ClockState, answer: Message) -> Clock:
        return Clock(limit, state, started, start_step, due_from, due_to, stopped, answer)

    if stopped is not None:
        if stopped.last <= due_from:
            return clock(
                ClockState.MET, message("Terjadi %(date)s, dalam batas waktu.", date=stopped)
            )
        if stopped.first > due_to:
            return clock(
                ClockState.LATE, message("Terjadi %(date)s, sesudah batas waktu.", date=stopped)
            )
        return clock(
            ClockState.UNKNOWN,
            message("Terjadi %(date)s; harinya kurang pasti untuk dinilai.", date=stopped),
        )
    if later is not None:
        if later.last <= due_from:
            return clock(
                ClockState.MET,
                message("Tahap sesudahnya sudah terjadi %(date)s, jadi dipenuhi.", date=later),
            )
        return clock(
            ClockState.UNKNOWN,
            message(
                "Tahap sesudahnya terjadi %(date)s; tanggal tahap ini tidak tercatat.", date=later
            ),
        )
    if has_undated_end:
        return clock(ClockState.UNKNOWN, message("Tahapnya tercatat tanpa tanggal."))
    if as_of <= due_from:
        return clock(ClockState.RUNNING, counted("Sisa %(number)s hari.", (due_from - as_of).days))
    if as_of > due_to:
        return clock(
            ClockState.PASSED,
            counted(
                "Lewat %(number)s hari; tahap penutupnya tidak tercatat dalam data ini.",
                (as_of - due_to).days,
            ),
        )
    return clock(ClockState.UNKNOWN, message("Hari mulainya kurang pasti untuk dinilai."))


@dataclass(frozen=True, slots=True)
class Stay:
    """The time from one dated stage to the next, or within one stage with several dates."""

    stage: str
    since: PartialDate
    next_stage: str
    until: PartialDate
    days: tuple[int, int]


def _in_order(record: KerjaSama, law: Law, life: Life) -> list[tuple[int, str, PartialDate]]:
    order = law.order.get(record.jenis, {})
    return sorted(
        (
            (order[stage], stage, value)
            for stage, values in stages_of(record, law, life).items()
            for value in values[:1]
        ),
        key=lambda item: (item[2].first, item[0], item[2].last),
    )


def stays_of(record: KerjaSama, law: Law, life: Life) -> list[Stay]:
    """Return the days within each stage with several dates, and from each to the next."""
    dated = _in_order(record, law, life)
    within: dict[str, list[PartialDate]] = {stage: [] for _, stage, _ in dated}
    for row in record.tahapan:
        if row.tahap in within and row.tanggal is not None:
            within[row.tahap].append(row.tanggal)
    found = []
    for at, (_, stage, since) in enumerate(dated):
        values = sorted(within[stage], key=_in_time)
        if values and is_before(values[0], values[-1]):
            days = days_between(values[0], values[-1])
            found.append(Stay(stage, values[0], stage, values[-1], days))
        for _, after, until in dated[at + 1 : at + 2]:
            found.append(Stay(stage, since, after, until, days_between(since, until)))
    return found


@dataclass(frozen=True, slots=True)
class Wait:
    """The stage where an agreement waits.

    Attributes:
        stage: The last stage that is recorded.
        since: Its date, None where it has none.
        next_stage: The stage the rules put after it.
        days: Least and greatest number of days waited, None where the date is not recorded.
    """

    stage: str
    since: PartialDate | None
    next_stage: str
    days: tuple[int, int] | None


def wait_of(record: KerjaSama, law: Law, life: Life) -> Wait | None:
    """Return where an agreement waits; None where it is signed, over, or has no stage on record."""
    order = law.order.get(record.jenis, {})
    as_of = life.portal.as_of
    if life.portal.states[record.id].status in OVER or life.is_followed_up(record.id):
        return None
    dates = stages_of(record, law, life)
    reached = {row.tahap for row in record.tahapan if row.tahap in order and _is_reached(row, law)}
    if not reached:
        return None
    reached |= dates.keys()
    last = max(reached, key=lambda stage: order[stage])
    if order[last] >= order[_SIGNED_STAGE[record.jenis]]:
        return None
    if life.is_umbrella(record) and last.startswith("penandatanganan-"):
        return None  # it is signed; what carries it out is a naskah of its own
    steps = [
        row.tanggal for row in record.tahapan if row.tahap == last and row.tanggal is not None
    ]
    values = dates.get(last, sorted(steps, key=_in_time))
    since = values[-1] if values else None
    if since is not None and since.first > as_of:
        return None
    following = min((s for s in order if order[s] > order[last]), key=lambda s: order[s])
    today = PartialDate(as_of.isoformat(), as_of, as_of)
    return Wait(last, since, following, None if since is None else days_between(since, today))


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a half-year (``2024``, ``2024-S1``)."""

    text: str
    first: date
    last: date

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return "-" not in self.text

    @property
    def message(self) -> Message:
        """The period in words."""
        year = PartialDate(
            self.text[:4], self.first.replace(month=1, day=1), self.last.replace(month=12, day=31)
        )
        if self.is_year:
            return message("tahun %(year)s", year=year)
        if self.text.endswith("1"):
            return message("semester I %(year)s", year=year)
        return message("semester II %(year)s", year=year)

    @property
    def words(self) -> str:
        """The period in Indonesian."""
        return str(self.message)


def period_of(text: str) -> Period | None:
    """Return the period that text writes, None if it writes none."""
    year = parse_partial_date(text[:4])
    if year is None or year.text != text[:4]:
        return None
    match text[4:]:
        case "":
            return Period(text, year.first, year.last)
        case "-S1":
            return Period(text, year.first, year.first.replace(month=6, day=30))
        case "-S2":
            return Period(text, year.first.replace(month=7), year.last)
    return None


def recent_periods(
    every: str, as_of: date, *, is_running_counted: bool = False, years: int | None = None
) -> list[Period]:
    """Return the last periods up to a day, newest first.

    Args:
        every: ``semester`` or ``tahun``.
        as_of: The day.
        is_running_counted: Take the period that is not yet over as the first of them.
        years: Go back so many calendar years before that of the day; None for the last
            `RECENT_PERIODS`.
    """
    found: list[Period] = []
    year = as_of.year
    oldest = date.min.year if years is None else max(date.min.year, year - years)
    while year >= oldest and (years is not None or len(found) < RECENT_PERIODS):
        texts = [f"{year:04d}"] if every == "tahun" else [f"{year:04d}-S2", f"{year:04d}-S1"]
        for text in texts:
            period = period_of(text)
            if period is not None and (
                period.last < as_of or (is_running_counted and period.first <= as_of)
            ):
                found.append(period)
        year -= 1
    return found if years is not None else found[:RECENT_PERIODS]


class DutyState(StrEnum):
    """What the data tell of a report that was due."""

    PRESENT = "ada"
    LATE = "terlambat"
    MISSING = "belum-ada"
    NOT_DUE = "belum-jatuh-tempo"
    UNKNOWN = "tidak-dapat-ditentukan"


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report that a naskah owes for a period, and whether the data have it."""

    duty: Duty
    period: Period
    due: date | None
    state: DutyState
    report: Laporan | None

    @property
    def counted_by(self) -> date:
        """The day by which it is looked for: that of the rules, else a month after the period."""
        return _counted_by(self.period, self.due)


def _counted_by(period: Period, due: date | None) -> date:
    return due or min(period.last, date.max - _GRACE) + _GRACE


class Timeliness(StrEnum):
    """What the data tell of the day a report was sent; the codes of ``ketepatan_laporan``."""

    ON_TIME = "tepat-waktu"
    LATE = "terlambat"
    UNSURE = "tidak-dapat-ditentukan"
    ABSENT = "tidak-ada-dalam-data"
    NOT_DUE = "belum-jatuh-tempo"


def timeliness(item: ReportDue, as_of: date) -> Timeliness:
    """Tell whether a report came by the day it is looked for."""
    if item.report is None:
        if as_of <= item.counted_by:
            return Timeliness.NOT_DUE
        return Timeliness.ABSENT if item.state is DutyState.MISSING else Timeliness.UNSURE
    sent = item.report.tanggal
    if item.state is DutyState.UNKNOWN or sent is None:
        return Timeliness.UNSURE
    if sent.last <= item.counted_by:
        return Timeliness.ON_TIME
    return Timeliness.LATE if sent.first > item.counted_by else Timeliness.UNSURE


def reports_due(
    record: KerjaSama, law: Law, life: Life, *, years: int | None = None
) -> list[ReportDue]:
    """Return the reports of the last periods in which a naskah was certainly in force.

    A period that began before the regulation came into force is left out. Where the rules give
    no date, a report is missed a month after its period.

    Args:
        record: The naskah.
        law: The duties.
        life: The agreements.
        years: How far back, see `recent_periods`.
    """
    validity = life.validity[record.id]
    as_of = life.portal.as_of
    found = []
    for duty in law.duties.get(record.jenis, ()):
        if not duty.is_recorded or (duty.is_local and not _is_local(record, life)):
            continue
        for period in recent_periods(duty.every, as_of, years=years):
            if period.first < in_force_since(record.jenis):
                continue
            if not is_active(validity, period.first, period.last):
                continue
            due = None if duty.days is None else period.last + timedelta(days=duty.days)
            state, report = _state_of(record, duty, period, due, as_of)
            found.append(ReportDue(duty, period, due, state, report))
    return found


def _is_local(record: KerjaSama, life: Life) -> bool:
    """Tell whether a regency or city is among the regions of a naskah."""
    regions = life.portal.regions_of(record)
    wilayah = life.portal.package.codes("wilayah")
    return any(code in wilayah and wilayah[code]["provinsi"] for code in regions)


def _state_of(
    record: KerjaSama, duty: Duty, period: Period, due: date | None, as_of: date
) -> tuple[DutyState, Laporan | None]:
    same = [report for report in record.laporan if report.periode == period.text]
    addressed = [r for r in same if _is_addressed(r, duty)]
    reports = addressed or [r for r in same if r.penerima is None]
    if reports:
        report = reports[0]
        sent = report.tanggal
        if due is None or (sent is not None and sent.last <= due):
            return DutyState.PRESENT, report
        if sent is not None and sent.first > due and addressed:
            return DutyState.LATE, report
        return DutyState.UNKNOWN, report
    if as_of <= _counted_by(period, due):
        return DutyState.NOT_DUE, None
    if same or _has_report_of_unknown_period(record, period):
        return DutyState.UNKNOWN, same[0] if same else None
    return DutyState.MISSING, None


def _is_addressed(report: Laporan, duty: Duty) -> bool:
    recipient = (report.penerima or "").casefold().replace("walikota", "wali kota")
    return any(name in recipient for name in _ADDRESSEES if name in duty.recipient.casefold())


def _has_report_of_unknown_period(record: KerjaSama, period: Period) -> bool:
    """A periodic report told of without its period may be the one that is asked for."""
    latest = period.last + (period.last - period.first)
    return any(
        row.jenis_pelaksanaan == "laporan"
        and (
            row.tanggal is None
            or (row.tanggal.first <= latest and row.tanggal.last >= period.first)
        )
        for row in record.pelaksanaan
    )


@dataclass(frozen=True, slots=True)
class Notice:
    """When the extension of a naskah with a foreign partner is to be announced."""

    duty: Duty
    announce_by: date
    ends_from: date
    ends_to: date


def notice_of(record: KerjaSama, law: Law, life: Life) -> Notice | None:
    """Return the notice of extension of a naskah in force with a known end, else None."""
    validity: Validity = life.validity[record.id]
    first, last = validity.ends_from, validity.ends_to
    if first is None or last is None or not life.is_in_force(record):
        return None
    for duty in law.duties.get(record.jenis, ()):
        if duty.every == "akhir" and duty.days is not None:
            return Notice(duty, first - timedelta(days=duty.days), first, last)
    return None
