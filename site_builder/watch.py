"""What deserves a look at a date: lists of agreements, each with the reason it is on the list.

A list holds only what the recorded dates show for certain, and every reason names its dates. What
is not in the data is called exactly that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from site_builder.deadlines import (
    Clock,
    ClockState,
    DutyState,
    Law,
    ReportDue,
    Timeliness,
    clocks_of,
    in_force_since,
    notice_of,
    reports_due,
    timeliness,
    wait_of,
)
from site_builder.endings import Ending, calendar_ending
from site_builder.implementers import implementers_in
from site_builder.life import Life
from site_builder.message import Message, counted
from site_builder.model import KerjaSama
from site_builder.offices import changes_since
from site_builder.partial_date import PartialDate, add_years, in_words
from site_builder.plan_model import Usulan
from site_builder.rules.facts import FOREIGN
from site_builder.status import OVER, UNKNOWN

__all__ = [
    "ENDING_WITHIN",
    "Entry",
    "WatchList",
    "by_party",
    "by_region",
    "days_message",
    "watch",
]

#: Naskah that certainly end within so many days, each in the first list it fits.
ENDING_WITHIN = (7, 30, 60, 90, 180)
#: Indicators and the scoreboard count other signs; the lists say so.
_SIGNS_NOTE = (
    "Dua periode laporan adalah satu tahun bila peraturan meminta laporan tiap semester (KSDD, "
    "KSDPK, Sinergi), dan dua tahun untuk kerja sama luar negeri dan yang lain. Indikator hanya "
    "menghitung fakta pelaksanaan bertanggal, kinerja fakta kapan pun."
)
#: A naskah in force shows some sign of being carried out within two periods of its reports: years.
_TWO_PERIODS = {"semester": 1, "tahun": 2}
_NO_DATE = date.max


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list.

    Attributes:
        table: ``kerja_sama`` or ``usulan``.
        id: Id of the record.
        reason: Why it is listed, with dates, in one or two sentences.
        since: The day the list is ordered by; the last of all where it is not known.
    """

    table: str
    id: str
    reason: str
    since: date


@dataclass(frozen=True, slots=True)
class WatchList:
    """One list.

    Attributes:
        code: Last part of its address.
        group: Heading it stands under.
        title: Heading of its page.
        lead: What is listed, and what that does not mean.
        law: Article of law, or "".
        entries: The lines, the longest waiting first.
    """

    code: str
    group: str
    title: str
    lead: str
    law: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class _Kind:
    code: str
    group: str
    title: str
    lead: str
    law: str
    find: Callable[[KerjaSama, Life, Law], Iterator[tuple[date, str]]]


def watch(life: Life, law: Law) -> list[WatchList]:
    """Return every list, empty ones included, in their fixed order."""
    portal = life.portal
    found: list[WatchList] = []
    for kind in _KINDS:
        entries = [
            Entry("kerja_sama", record.id, reason, since)
            for record in portal.kerja_sama.values()
            for since, reason in kind.find(record, life, law)
        ]
        found.append(_list(kind.code, kind.group, kind.title, kind.lead, kind.law, entries))
    found.append(
        _list(
            "usulan-menunggu",
            "Menunggu",
            "Usulan tanpa keputusan yang tercatat",
            "Usulan yang diterima dan keputusannya tidak ada dalam data ini. Pasalnya disebut menurut "
            "jenis usulan, bila sudah berlaku ketika usulan diterima.",
            "",
            [e for u in portal.usulan.values() if (e := _undecided(u, life)) is not None],
        )
    )
    return found


def _list(
    code: str, group: str, title: str, lead: str, law: str, entries: Iterable[Entry]
) -> WatchList:
    ordered = sorted(entries, key=lambda e: (e.since, e.id, e.reason))
    return WatchList(code, group, title, lead, law, ordered)


#: Of each region or party, its part of every list that has one.
Parts: TypeAlias = Mapping[str, Sequence[tuple[WatchList, Sequence[Entry]]]]


def by_region(lists: Sequence[WatchList], life: Life) -> Parts:
    """Return, for each region of the parties, its part of every list that has one."""
    portal = life.portal

    def codes(entry: Entry) -> Iterable[str]:
        if entry.table == "usulan":
            code = portal.root(portal.usulan[entry.id].pemohon).kode_wilayah
            return [] if code is None else [code]
        return portal.regions_of(portal.kerja_sama[entry.id])

    return _parted(lists, codes)


def by_party(lists: Sequence[WatchList], life: Life) -> Parts:
    """Return, for each party, its part of every list that has one.

    As on the party's own page, what a service signed counts for its government too; what a service
    carries out without having signed it counts for the service.
    """
    portal = life.portal
    services = implementers_in(portal).services

    def parties(entry: Entry) -> Iterable[str]:
        if entry.table == "usulan":
            return portal.with_parents(portal.usulan[entry.id].pemohon)
        bodies = portal.bodies_of(portal.kerja_sama[entry.id])
        return dict.fromkeys((*bodies, *services.get(entry.id, ())))

    return _parted(lists, parties)


def _parted(lists: Sequence[WatchList], keys: Callable[[Entry], Iterable[str]]) -> Parts:
    found: dict[str, dict[str, list[Entry]]] = {}
    for one in lists:
        for entry in one.entries:
            for key in keys(entry):
                found.setdefault(key, {}).setdefault(one.code, []).append(entry)
    return {
        key: [(one, parts[one.code]) for one in lists if one.code in parts]
        for key, parts in found.items()
    }


def days_message(days: tuple[int, int]) -> Message:
    """Write a number of days that may be known only between two."""
    least, most = days
    if least == most:
        return counted("%(number)s hari", most)
    return counted("antara %(least)s dan %(number)s hari", most, least=least)


# --- each list --------------------------------------------------------------------------------


def _days_to_end(record: KerjaSama, life: Life) -> tuple[Ending, int, int] | None:
    """Return the end of a naskah that may still be in force, and the days to it, at least and at most.

    The least is negative where the end may lie behind.
    """
    as_of = life.portal.as_of
    ending = calendar_ending(life, record)
    if ending is None or ending.last < as_of:
        return None
    is_open = life.portal.states[record.id].status == UNKNOWN and ending.first < as_of
    if not is_open and not life.is_in_force(record):
        return None
    return ending, (ending.first - as_of).days, (ending.last - as_of).days


def _bucket_of(least: int, most: int) -> int | None:
    """Return the list in which a naskah certainly ends, None where no list holds all its days."""
    start = 0
    for within in ENDING_WITHIN:
        if start <= least and most <= within:
            return within
        start = within + 1
    return None


def _ending(within: int) -> Callable[[KerjaSama, Life, Law], Iterator[tuple[date, str]]]:
    def find(record: KerjaSama, life: Life, law: Law) -> Iterator[tuple[date, str]]:
        found = _days_to_end(record, life)
        if found is None or _bucket_of(*found[1:]) != within:
            return
        ending, left, most = found
        if left == most:
            when = "hari ini" if left == 0 else f"{left} hari lagi"
            yield ending.first, f"Masa berlakunya habis {in_words(ending.first)}, {when}."
        else:
            yield ending.first, f"Masa berlakunya habis {ending.words}."

    return find


def _ending_on_no_day(record: KerjaSama, life: Life, law: Law) -> Iterator[tuple[date, str]]:
    found = _days_to_end(record, life)
    if found is None:
        return
    ending, least, most = found
    if least > ENDING_WITHIN[-1] or _bucket_of(least, most) is not None:
        return
    doubt = "; mungkin sudah lewat" if least < 0 else ""
    yield ending.first, f"Masa berlakunya habis {ending.words}{doubt}."


def _notice(record: KerjaSama, life: Life, law: Law) -> Iterator[tuple[date, str]]:
    notice = notice_of(record, law, life)
    if notice is None or record.mengubah is not None or notice.announce_by > life.portal.as_of:
        return
    ending = Ending(record, notice.ends_from, notice.ends_to)
    at_most = "" if ending.first == ending.last else " bila berakhir paling cepat"
    yield (
        notice.announce_by,
        f"Masa berlakunya habis {ending.words}. Rencana perpanjangan, bila ada, disampaikan kepada "
        f"Menteri {notice.duty.days} hari sebelumnya, yaitu {in_words(notice.announce_by)}{at_most}.",
    )


def _ended(record: KerjaSama, life: Life, law: Law) -> Iterator[tuple[date, str]]:
    state = life.portal.states[record.id]
    if state.status != "berakhir" or record.mengubah is not None:
        return
    pile = [life.portal.kerja_sama[i] for i in life.piles[record.id]]
    if life.successors(record.id) or any(member.evaluasi for member in pile):
        return
    ended = life.validity[record.id].ends_to
    yield (
        ended or _NO_DATE,
        f"{state.reason} Perpanjangan, pengganti, atau evaluasinya tidak ada dalam data ini.",
    )


def _umbrella(
    is_certain: bool,  # noqa: FBT001 # two lists of one kind
) -> Callable[[KerjaSama, Life, Law], Iterator[tuple[date, str]]]:
    def find(record: KerjaSama, life: Life, law: Law) -> Iterator[tuple[date, str]]:
        signed = record.tanggal_penandatanganan
        status = life.portal.states[record.id].status
        if signed is None or status in OVER or life.is_in_force(record) is not is_certain:
            return
        if life.is_awaiting_children(record) and not life.is_followed_up(record.id):
            yield (
                signed.last,
                f"Ditandatangani {in_words(signed)}; 12 bulan sesudahnya belum ada naskah "
                "pelaksanaan yang tercatat atau disebut sumber.",
            )

    return find


def _silent(
    is_certain: bool,  # noqa: FBT001 # two lists of one kind
) -> Callable[[KerjaSama, Life, Law], Iterator[tuple[date, str]]]:
    def find(record: KerjaSama, life: Life, law: Law) -> Iterator[tuple[date, str]]:
        status = life.portal.states[record.id].status
        start = record.start
        if record.mengubah is not None or start is None:
            return
        if not (life.is_in_force(record) if is_certain else status == UNKNOWN):
            return
        periods = [
            _TWO_PERIODS[duty.every]
            for duty in law.duties.get(record.jenis, ())
            if duty.is_recorded and duty.every in _TWO_PERIODS
        ]
        before = add_years(life.portal.as_of, -min(periods, default=_TWO_PERIODS["tahun"]))
        signs = life.signs_of_life(record)
        dated = [sign for sign in signs if sign is not None]
        if start.last > before or len(dated) < len(signs) or any(s.last > before for s in dated):
            return
        latest = max(dated, key=lambda s: s.last, default=None)
        last = (
            "belum ada pelaksanaan yang tercatat"
            if latest is None
            else f"pelaksanaan terakhir yang tercatat {in_words(latest)}"
        )
        kind = "Ditandatangani" if start == record.tanggal_penandatanganan else "Mulai berlaku"
        yield (start if latest is None else latest).last, f"{kind} {in_words(start)}; {last}."

    return find


def _reports(record: KerjaSama, life: Life, law: Law) -> Iterator[tuple[date, str]]:
    missing: dict[str, list[str]] = {}
    oldest = _NO_DATE
    for due in reports_due(record, law, life):
        if due.state is DutyState.MISSING:
            what = f"{due.duty.title} ({due.duty.article})"
            missing.setdefault(what, []).append(due.period.words)
            oldest = min(oldest, due.period.last)
    if missing:
        parts = "; ".join(f"{what}: {', '.join(when)}" for what, when in missing.items())
        yield oldest, f"Tidak ada laporan dalam data ini untuk {parts}."


def _late_reports(record: KerjaSama, life: Life, law: Law) -> Iterator[tuple[date, str]]:
    late = [
        (item, item.report.tanggal)
        for item in reports_due(record, law, life)
        if item.report is not None
        and item.report.tanggal is not None
        and timeliness(item, life.portal.as_of) is Timeliness.LATE
    ]
    if late:
        parts = "; ".join(
            f"{item.duty.title} {item.period.words}: {_limit_words(item)}, disampaikan "
            f"{in_words(given)} ({item.duty.article})"
            for item, given in late
        )
        yield min(item.counted_by for item, _ in late), f"{parts}."


def _limit_words(item: ReportDue) -> str:
    """The last day of a report; the rules give none for some."""
    day = in_words(item.counted_by)
    if item.due is None:
        return f"peraturan tidak menyebut harinya, dihitung sampai {day}"
    return f"batasnya {day}"


def _waiting(record: KerjaSama, life: Life, law: Law) -> Iterator[tuple[date, str]]:
    wait = wait_of(record, law, life)
    if wait is None:
        return
    name = life.portal.package.stage_label
    when = "tanggalnya tidak tercatat"
    if wait.since is not None and wait.days is not None:
        when = f"{in_words(wait.since)}, {days_message(wait.days)} lalu"
    yield (
        _since(wait.since),
        f"Tahap terakhir yang tercatat: {name(record.jenis, wait.stage)} ({when}). Berikutnya "
        f"menurut peraturan: {name(record.jenis, wait.next_stage)}"
        f"{_condition(wait.next_stage, record)}.",
    )


def _condition(stage: str, record: KerjaSama) -> str:
    """The DPRD is asked only where a domestic agreement burdens people or budget."""
    if stage == "persetujuan-dprd" and record.jenis not in FOREIGN:
        return " (bila diperlukan)"
    return ""


def _since(value: PartialDate | None) -> date:
    return _NO_DATE if value is None else value.last


def _passed(record: KerjaSama, life: Life, law: Law) -> Iterator[tuple[date, str]]:
    for clock in clocks_of(record, law, life):
        if clock.state is ClockState.PASSED:
            yield clock.due_to, _passed_words(clock, record, life)


def _passed_words(clock: Clock, record: KerjaSama, life: Life) -> str:
    limit = clock.limit
    unit = "hari kerja" if limit.is_working_days else "hari"
    start = (
        life.label("langkah", clock.start_step)
        if clock.start_step
        else life.portal.package.stage_label(record.jenis, limit.start)
    )
    return (
        f"{limit.title}: {limit.days} {unit} sejak {start} ({in_words(clock.started)}), jadi "
        f"{clock.due_words}. {clock.reason} {limit.article}."
    )


def _changed_head(record: KerjaSama, life: Life, law: Law) -> Iterator[tuple[date, str]]:
    changes = changes_since(record, life.portal)
    signed = record.tanggal_penandatanganan
    if not changes or signed is None:
        return
    heads = "; ".join(
        f"{change.mitra.nama}, {in_words(change.term.tanggal_mulai)}" for change in changes
    )
    row = life.portal.package.codes("jenis")[record.jenis]
    article = f" {row['dasar_pergantian']}." if row["dasar_pergantian"] else ""
    yield (
        signed.last,
        f"Ditandatangani {in_words(signed)}, sebelum masa jabatan terakhir yang tercatat dimulai "
        f"({heads}). {row['pergantian_pimpinan']}{article}",
    )


def _undecided(record: Usulan, life: Life) -> Entry | None:
    if record.naskah is not None or record.keputusan not in (None, "dalam-proses"):
        return None
    if record.jumlah is not None:
        return None
    received = record.tanggal_diterima
    if received is not None and received.first > life.portal.as_of:
        return None
    told = f"Diterima {in_words(received)}." if received else "Tanggal diterimanya tidak tercatat."
    article = ""
    if record.jenis and (received is None or received.last >= in_force_since(record.jenis)):
        article = life.portal.package.codes("jenis")[record.jenis]["dasar_usulan"]
    return Entry("usulan", record.id, f"{told} {article}." if article else told, _since(received))


def _ending_kinds() -> Iterator[_Kind]:
    least = 0
    for most in ENDING_WITHIN:
        yield _Kind(
            f"berakhir-{most}-hari",
            "Segera berakhir",
            f"Berakhir dalam {most} hari"
            if not least
            else f"Berakhir dalam {least} sampai {most} hari",
            "Masa berlaku naskah ini pasti habis dalam waktu itu. Para pihak dapat memperpanjang, "
            "mengganti, atau mengakhirinya.",
            "",
            _ending(most),
        )
        least = most + 1


_KINDS: tuple[_Kind, ...] = (
    *_ending_kinds(),
    _Kind(
        "akhir-tidak-pasti",
        "Segera berakhir",
        f"Dapat berakhir dalam {ENDING_WITHIN[-1]} hari, harinya tidak tercatat",
        "Hari berakhirnya tidak tercatat, jadi tidak dapat dipastikan termasuk daftar yang mana. "
        "Sebagian mungkin sudah berakhir.",
        "",
        _ending_on_no_day,
    ),
    _Kind(
        "perpanjangan-luar-negeri",
        "Segera berakhir",
        "Waktu memberitahukan perpanjangan kerja sama luar negeri",
        "Naskah dengan mitra luar negeri yang berakhir dalam 180 hari. Apakah pemberitahuannya "
        "sudah dikirim tidak tercatat dalam data ini.",
        "Permendagri 25/2020 pasal 33",
        _notice,
    ),
    _Kind(
        "berakhir-tanpa-tindak-lanjut",
        "Belum ditindaklanjuti",
        "Berakhir tanpa tindak lanjut yang tercatat",
        "Masa berlakunya habis, dan perpanjangan, pengganti, atau evaluasinya tidak ada dalam data "
        "ini. Bisa jadi kerja samanya memang selesai.",
        "",
        _ended,
    ),
    _Kind(
        "payung-berlaku",
        "Belum ditindaklanjuti",
        "Naskah payung yang berlaku dan belum ditindaklanjuti",
        "Kesepakatan bersama, nota kesepakatan, dan MoU yang diketahui berlaku, pasti "
        "ditandatangani 12 bulan lalu atau lebih, tanpa naskah pelaksanaan yang tercatat atau disebut "
        "sumber. Yang sudah "
        "berakhir tidak dihitung di sini; Kinerja menghitungnya juga.",
        "",
        _umbrella(is_certain=True),
    ),
    _Kind(
        "payung-keadaan-tidak-pasti",
        "Belum ditindaklanjuti",
        "Naskah payung tanpa tindak lanjut, keadaannya tidak dapat dipastikan",
        "Kesepakatan bersama, nota kesepakatan, dan MoU yang pasti ditandatangani 12 bulan lalu "
        "atau lebih, tanpa naskah pelaksanaan yang tercatat atau disebut sumber. Tidak dapat "
        "dipastikan apakah masih "
        "berlaku. Yang sudah berakhir tidak dihitung di sini; Kinerja menghitungnya juga.",
        "",
        _umbrella(is_certain=False),
    ),
    _Kind(
        "tanpa-pelaksanaan-berlaku",
        "Pelaksanaan",
        "Berlaku tanpa pelaksanaan yang tercatat dua periode laporan terakhir",
        "Naskah yang diketahui berlaku sedikitnya selama itu. Pelaksanaan, laporan, realisasi "
        "dana, adendum, dan naskah turunan semuanya dihitung. Yang pelaksanaannya tercatat tanpa "
        f"tanggal tidak didaftar. {_SIGNS_NOTE}",
        "",
        _silent(is_certain=True),
    ),
    _Kind(
        "tanpa-pelaksanaan-tidak-pasti",
        "Pelaksanaan",
        "Keadaannya tidak pasti, tanpa pelaksanaan yang tercatat dua periode laporan terakhir",
        "Naskah yang mulai berlaku sedikitnya selama itu, dan tidak dapat dipastikan apakah "
        "masih berlaku. Pelaksanaan, laporan, realisasi dana, adendum, dan naskah turunan semuanya "
        "dihitung. Yang pelaksanaannya tercatat tanpa tanggal tidak didaftar. "
        f"{_SIGNS_NOTE}",
        "",
        _silent(is_certain=False),
    ),
    _Kind(
        "laporan-belum-ada",
        "Pelaksanaan",
        "Laporan berkala yang belum ada dalam data ini",
        "Naskah yang pasti berlaku pada periode itu. Laporannya mungkin sudah disampaikan tetapi "
        "tidak dipublikasikan.",
        "Permendagri 22/2020 pasal 17, 39, 60; Permendagri 25/2020 pasal 35-36",
        _reports,
    ),
    _Kind(
        "laporan-terlambat",
        "Pelaksanaan",
        "Laporan berkala yang tercatat sesudah batasnya",
        "Laporan yang ada dalam data ini dan tanggalnya pasti sesudah batasnya, dengan kedua "
        "tanggalnya.",
        "Permendagri 22/2020 pasal 17, 39, 60; Permendagri 25/2020 pasal 35-36",
        _late_reports,
    ),
    _Kind(
        "pergantian-kepala-daerah",
        "Pergantian kepala daerah",
        "Ditandatangani sebelum masa jabatan kepala daerah terakhir",
        "Naskah yang belum diketahui berakhir, dan ditandatangani sebelum masa jabatan kepala "
        "daerah terakhir yang tercatat dimulai. Kerja samanya tidak berakhir karena itu. Yang "
        "dicatat jabatannya, bukan orangnya: kepala daerah yang terpilih kembali juga memulai masa "
        "jabatan baru. Daerah yang masa jabatannya tidak tercatat tidak terdaftar.",
        "PP 28/2018 pasal 9(2) dan 22(1)",
        _changed_head,
    ),
    _Kind(
        "menunggu-di-tahap",
        "Menunggu",
        "Menunggu paling lama di suatu tahap",
        "Kerja sama yang tahapnya tercatat dan belum sampai pada penandatanganan naskah terakhirnya, "
        "dari yang paling lama menunggu.",
        "Permendagri 22/2020 pasal 6, 28, 52(2); Permendagri 25/2020 pasal 9",
        _waiting,
    ),
    _Kind(
        "tenggat-lewat",
        "Menunggu",
        "Tenggat peraturan yang lewat",
        "Tenggat yang sudah mulai dihitung, batasnya lewat, dan tahap penutupnya tidak tercatat. "
        "Tahapnya mungkin sudah dilalui tanpa dipublikasikan.",
        "Permendagri 22/2020 pasal 8, 12, 34, 54, 56; Permendagri 25/2020 pasal 16-18",
        _passed,
    ),
)
