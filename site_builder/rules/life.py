"""Rules on what follows the signing, and on potentials and proposals that come before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rapidfuzz import fuzz

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.partial_date import PartialDate, in_words, is_before, parse_partial_date
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import child_rows, known, normalise
from site_builder.rules.index import index_of
from site_builder.rules.law import PERMENDAGRI_22_2020, PERMENDAGRI_25_2020, PP_28_2018
from site_builder.rules.masking import shown
from site_builder.tables import Record, Row

__all__ = ["RULES"]

#: Forums the rules name, by kind; a contract may name others, so a KSDPK has them too.
_FORUMS: dict[str, frozenset[str]] = {
    "ksdd": frozenset({"musyawarah", "tkksd-provinsi", "gubernur", "menteri"}),
    "ksdpk": frozenset({"musyawarah", "mediasi", "arbitrase", "pengadilan"}),
    "ksdpl": frozenset({"negosiasi-konsultasi", "menteri"}),
    "ksdll": frozenset({"negosiasi-konsultasi", "menteri"}),
}
#: Kind -> the articles on its disputes and since when they are in force, the newest first.
_ARTICLES: dict[str, tuple[tuple[date, str], ...]] = {
    "ksdd": (
        (PERMENDAGRI_22_2020, "Permendagri 22/2020 pasal 18-21"),
        (PP_28_2018, "PP 28/2018 pasal 8"),
    ),
    "ksdpk": ((PP_28_2018, "PP 28/2018 pasal 21"),),
    "ksdpl": (
        (PERMENDAGRI_25_2020, "Permendagri 25/2020 pasal 40-41"),
        (PP_28_2018, "PP 28/2018 pasal 34"),
    ),
    "ksdll": (
        (PERMENDAGRI_25_2020, "Permendagri 25/2020 pasal 40-41"),
        (PP_28_2018, "PP 28/2018 pasal 41"),
    ),
}
#: Steps between the parties, which the PP alone neither lists nor excludes.
_BEFORE_A_FORUM = frozenset({"musyawarah", "tkksd-provinsi"})
_BECAME = "menjadi-naskah"
#: How an account of a signing begins; "ditandatanganinya" and the like included.
_SIGNING = ("ditandatangani", "penandatanganan")
#: Two facts of one naskah this alike (0-100) probably tell of one.
_FACT_LIKENESS = 60
#: Of many facts, each is compared with so many that follow it in the order of their words.
_NEIGHBOURS = 24


def _period(text: str) -> tuple[date, date] | None:
    """Return the first and last day of a period (``2024``, ``2024-S1``), None if it is none."""
    year = parse_partial_date(text[:4]) if len(text[:4]) == len("2024") else None
    if year is None:
        return None
    match text[4:]:
        case "":
            return year.first, year.last
        case "-S1":
            return year.first, year.first.replace(month=6, day=30)
        case "-S2":
            return year.first.replace(month=7), year.last
    return None


def _date(row: Row, name: str) -> PartialDate | None:
    return parse_partial_date(known(row, name))


def _earlier(record: Record, table: str, day: PartialDate) -> Iterator[tuple[Row, PartialDate]]:
    """Yield the rows of a list that are certainly dated before a day, with their dates."""
    for row in child_rows(record, table):
        value = _date(row, "tanggal")
        if value is not None and is_before(value, day):
            yield row, value


@rule("laporan-periode-belum-selesai", Severity.PERINGATAN)
def period_is_over(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Periode yang dilaporkan sudah selesai pada tanggal data."""
    for row in child_rows(record, "laporan"):
        period = _period(known(row, "periode"))
        if period is not None and period[1] > dataset.as_of:
            yield Hit(
                row,
                "periode",
                f"periode {shown(known(row, 'periode'))} baru selesai {in_words(period[1])}",
                "periksa periodenya; laporan sementara dicatat sebagai peristiwa",
            )


@rule("laporan-mendahului-periode", Severity.PERINGATAN)
def report_follows_period(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Laporan disampaikan sesudah periode yang dilaporkan selesai."""
    for row in child_rows(record, "laporan"):
        period, sent = _period(known(row, "periode")), _date(row, "tanggal")
        if period is not None and sent is not None and sent.last < period[1]:
            yield Hit(
                row,
                "tanggal",
                f"disampaikan {in_words(sent)}, sebelum periode {shown(known(row, 'periode'))} "
                f"selesai ({in_words(period[1])})",
                "periksa tanggal dan periodenya pada sumber; bila memang demikian, biarkan",
            )


@rule("laporan-ganda", Severity.PERINGATAN)
def one_report_per_period(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Tiap periode dilaporkan satu kali kepada penerima yang sama."""
    first: dict[tuple[str, str], Row] = {}
    for row in child_rows(record, "laporan"):
        period = known(row, "periode")
        if not period:
            continue
        key = period, normalise(known(row, "penerima"))
        if first.setdefault(key, row) is not row:
            yield Hit(
                row,
                "periode",
                f"periode {shown(period)} kepada penerima yang sama sudah tercatat pada baris "
                f"{first[key].mark.line}",
                "gabungkan keduanya, atau isi `penerima` bila disampaikan kepada pihak lain",
            )


@rule("evaluasi-sebelum-tanda-tangan", Severity.PERINGATAN)
def evaluation_after_signing(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Evaluasi dilakukan sesudah naskah ditandatangani."""
    signed = dataset.date_of(record, "tanggal_penandatanganan")
    if signed is None:
        return
    for row, evaluated in _earlier(record, "evaluasi", signed):
        yield Hit(
            row,
            "tanggal",
            f"evaluasi bertanggal {in_words(evaluated)}, sebelum naskah ditandatangani "
            f"{in_words(signed)}",
            "periksa kedua tanggal; penilaian sebelum penandatanganan dicatat sebagai peristiwa",
        )


@rule("pelaksanaan-tanda-tangan", Severity.SARAN)
def fact_is_no_signing(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Penandatanganan dicatat sebagai tahap atau peristiwa, bukan sebagai fakta pelaksanaan."""
    for row in child_rows(record, "pelaksanaan"):
        account = known(row, "uraian")
        if known(row, "jenis_pelaksanaan") == "fakta" and normalise(account).startswith(_SIGNING):
            yield Hit(
                row,
                "uraian",
                f"fakta pelaksanaan {shown(account)} menceritakan penandatanganan",
                "pindahkan ke `tahapan` atau `peristiwa`; bila yang terjadi memang pelaksanaan, "
                "mulailah uraiannya dengan yang dikerjakan",
            )


def _may_be_one(a: Row, b: Row) -> bool:
    """Tell whether two entries are of one kind and may be of one day."""
    if known(a, "jenis_pelaksanaan") != known(b, "jenis_pelaksanaan"):
        return False
    first, second = _date(a, "tanggal"), _date(b, "tanggal")
    return (
        first is None
        or second is None
        or not (is_before(first, second) or is_before(second, first))
    )


@rule("pelaksanaan-mirip", Severity.SARAN)
def fact_is_told_once(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Satu kejadian pelaksanaan dicatat satu kali pada satu naskah."""
    rows = child_rows(record, "pelaksanaan")
    ordered = sorted(
        ((normalise(known(row, "uraian")), row) for row in rows if known(row, "uraian")),
        key=lambda pair: (pair[0], pair[1].mark.line),
    )
    for position, (text, row) in enumerate(ordered):
        for other_text, other in ordered[position + 1 : position + 1 + _NEIGHBOURS]:
            if _may_be_one(row, other) and (
                fuzz.token_set_ratio(text, other_text) >= _FACT_LIKENESS
            ):
                first, second = sorted((row, other), key=lambda one: one.mark.line)
                yield Hit(
                    second,
                    "uraian",
                    f"{shown(known(second, 'uraian'))} tampaknya sama dengan butir pada baris "
                    f"{first.mark.line}",
                    "bila sama, gabungkan keduanya; bila berbeda, lengkapi tanggalnya",
                )
                break


@rule("evaluasi-pihak", Severity.PERINGATAN)
def evaluator_is_a_party(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Pihak yang disebut menilai adalah salah satu pihak naskah."""
    parties = {known(row, "mitra") for row in child_rows(record, "para_pihak")}
    for row in child_rows(record, "evaluasi"):
        party = known(row, "pihak")
        if party and party not in parties:
            yield Hit(
                row,
                "pihak",
                f'"{shown(party)}" menilai, tetapi bukan pihak naskah ini',
                "hapus `pihak` dan tulis penilainya pada `penilai`, atau lengkapi `para_pihak`",
            )


@rule(
    "perselisihan-forum",
    Severity.PERINGATAN,
    legal_basis="UU 23/2014 pasal 370; PP 28/2018 pasal 8, 21, 34, 41; Permendagri 22/2020 pasal "
    "18-21; Permendagri 25/2020 pasal 40-41",
)
def forum_belongs_to_kind(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Perselisihan diselesaikan pada forum yang disebut peraturan untuk jenis kerja samanya."""
    kind = known(record.main, "jenis")
    if kind not in _FORUMS:
        return
    index = index_of(dataset)
    for row in child_rows(record, "perselisihan"):
        forum, when = known(row, "forum"), _date(row, "tanggal")
        is_known = ("forum_perselisihan", forum) in index.labels
        if not is_known or when is None or forum in _FORUMS[kind] or forum == "lainnya":
            continue
        in_force = [(day, text) for day, text in _ARTICLES[kind] if when.first >= day]
        if not in_force or (in_force[0] != _ARTICLES[kind][0] and forum in _BEFORE_A_FORUM):
            continue
        yield Hit(
            row,
            "forum",
            f'forum "{index.label("forum_perselisihan", forum)}" tidak disebut {in_force[0][1]} '
            f"untuk {index.label('jenis', kind)}",
            "periksa forumnya pada sumber; bila memang demikian, biarkan",
        )


@rule("pembiayaan-jenis-jumlah", Severity.SARAN)
def amount_and_its_kind(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Jumlah lain pada pembiayaan disertai jenisnya, dan jenis disertai jumlahnya."""
    for row in child_rows(record, "pembiayaan"):
        amount, kind = known(row, "jumlah"), known(row, "jenis_jumlah")
        if amount and not kind:
            yield Hit(
                row,
                "jumlah",
                f"jumlah {shown(amount)} tanpa keterangan jumlah apa",
                "isi `jenis_jumlah`; pakai tidak-disebut bila sumber tidak menjelaskannya",
            )
        elif kind and not amount:
            yield Hit(
                row,
                "jenis_jumlah",
                f'jenis jumlah "{shown(kind)}" tanpa jumlahnya',
                "isi `jumlah`, atau tulis `jumlah: tidak-diketahui`",
            )


@rule("usulan-urutan", Severity.GALAT, tables=("usulan",))
def decided_after_received(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Usulan diputuskan sesudah diterima."""
    received = dataset.date_of(record, "tanggal_diterima")
    decided = dataset.date_of(record, "tanggal_keputusan")
    if received is not None and decided is not None and is_before(decided, received):
        yield Hit(
            record.main,
            "tanggal_keputusan",
            f"diputuskan {in_words(decided)}, sebelum diterima {in_words(received)}",
            "periksa kedua tanggal pada sumber",
        )


@rule("usulan-hari-sama", Severity.SARAN, tables=("usulan",))
def decided_on_a_later_day(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Usulan tidak diputuskan pada hari diterimanya."""
    received = dataset.date_of(record, "tanggal_diterima")
    decided = dataset.date_of(record, "tanggal_keputusan")
    if received is not None and received.is_exact and received == decided:
        yield Hit(
            record.main,
            "tanggal_diterima",
            f"diterima dan diputuskan pada hari yang sama, {in_words(received)}",
            "tulis tidak-diketahui bila yang disebut sumber hanya hari keputusannya",
        )


@rule("usulan-peristiwa-urutan", Severity.PERINGATAN, tables=("usulan",))
def received_before_anything_happened(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Tidak ada peristiwa usulan sebelum usulan itu diterima."""
    received = dataset.date_of(record, "tanggal_diterima")
    if received is None:
        return
    for row, happened in _earlier(record, "peristiwa_usulan", received):
        yield Hit(
            row,
            "tanggal",
            f"peristiwa bertanggal {in_words(happened)}, sebelum usulan diterima "
            f"{in_words(received)}",
            "periksa `tanggal_diterima`; tulis tidak-diketahui bila sumber tidak menyebutnya",
        )


@rule("usulan-tanpa-naskah", Severity.SARAN, tables=("usulan",))
def outcome_is_linked(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Usulan yang menjadi naskah menunjuk naskahnya."""
    if known(record.main, "keputusan") == _BECAME and not known(record.main, "naskah"):
        yield Hit(
            record.main,
            "keputusan",
            "usulan menjadi naskah, tetapi naskahnya tidak ditunjuk",
            "isi `naskah` dengan id naskahnya, atau catat naskah itu lebih dahulu",
        )


@rule("usulan-keputusan", Severity.PERINGATAN, tables=("usulan",))
def linked_outcome_is_decided(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Usulan yang menunjuk naskah berkeputusan menjadi naskah."""
    decision = known(record.main, "keputusan")
    if known(record.main, "naskah") and decision != _BECAME:
        stated = f'keputusannya "{shown(decision)}"' if decision else "keputusannya tidak diisi"
        yield Hit(
            record.main,
            "naskah",
            f"usulan menunjuk naskah, tetapi {stated}",
            f"tulis `keputusan: {_BECAME}`, atau hapus `naskah` bila bukan dari usulan ini",
        )


@rule("potensi-naskah-urutan", Severity.SARAN, tables=("potensi",))
def naskah_follows_potential(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Naskah yang lahir dari potensi ditandatangani sesudah potensinya dipetakan."""
    mapped = dataset.date_of(record, "tanggal")
    if mapped is None:
        return
    for row in child_rows(record, "naskah_potensi"):
        naskah = dataset.kerja_sama.get(known(row, "kerja_sama"))
        signed = None if naskah is None else dataset.date_of(naskah, "tanggal_penandatanganan")
        if signed is not None and is_before(signed, mapped):
            yield Hit(
                row,
                "kerja_sama",
                f"naskah {known(row, 'kerja_sama')} ditandatangani {in_words(signed)}, sebelum potensi "
                f"disebut {in_words(mapped)}",
                "periksa naskah yang ditunjuk; bila memang demikian, biarkan",
            )


@rule("renstra-rujukan", Severity.GALAT, tables=("renstra",))
def plan_numbers_name_what_is_there(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Nomor tujuan, program, dan kegiatan dalam rencana menunjuk yang tercatat pada rencana itu."""
    goals = {known(row, "nomor") for row in child_rows(record, "tujuan_renstra")}
    programs = {known(row, "nomor") for row in child_rows(record, "program_renstra")}
    activities = {
        (known(row, "program"), known(row, "nomor"))
        for row in child_rows(record, "kegiatan_renstra")
    }
    for table, field, numbers in (
        ("indikator_renstra", "tujuan", goals),
        ("indikator_renstra", "program", programs),
        ("program_renstra", "tujuan", goals),
        ("kegiatan_renstra", "program", programs),
        ("pagu_renstra", "program", programs),
    ):
        for row in child_rows(record, table):
            number = known(row, field)
            if number and number not in numbers:
                yield _unnumbered(row, field, number)
    for row in child_rows(record, "pagu_renstra"):
        number = known(row, "kegiatan")
        if number and (known(row, "program"), number) not in activities:
            yield _unnumbered(row, "kegiatan", number)


def _unnumbered(row: Row, field: str, number: str) -> Hit:
    return Hit(
        row,
        field,
        f"{field} nomor {shown(number)} tidak ada pada rencana ini",
        f"pakai nomor {field} yang tercatat, atau catat {field} itu lebih dahulu",
    )


@rule("potensi-daerah-ganda", Severity.PERINGATAN, tables=("potensi",))
def each_region_once(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Tiap daerah yang memiliki potensi bersama disebut satu kali."""
    seen = {known(record.main, "daerah")}
    for row in child_rows(record, "daerah_potensi"):
        region = known(row, "daerah")
        if region and region in seen:
            yield Hit(
                row,
                "daerah",
                f'daerah "{shown(region)}" sudah disebut pada potensi ini',
                "hapus baris ini; `daerah` memuat satu daerah, `daerah_lain` yang lainnya",
            )
        seen.add(region)


RULES = (
    period_is_over,
    report_follows_period,
    one_report_per_period,
    evaluation_after_signing,
    fact_is_no_signing,
    fact_is_told_once,
    evaluator_is_a_party,
    forum_belongs_to_kind,
    amount_and_its_kind,
    decided_after_received,
    decided_on_a_later_day,
    received_before_anything_happened,
    outcome_is_linked,
    linked_outcome_is_decided,
    naskah_follows_potential,
    plan_numbers_name_what_is_there,
    each_region_once,
)
