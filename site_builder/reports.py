"""The reports the rules ask for, filled from the records and ready to be completed and sent.

Per region: each half-year the nine matters of Permendagri 22/2020 articles 17(5) and 39(5); each
year the nine of Permendagri 25/2020 article 37 and the lists of mapped potentials of Permendagri
22/2020, article 5(3) for KSDD and 25(2) for KSDPK. What the data do not have stays visibly empty. A
page and a spreadsheet are made of the same rows.

Most recorded dates do not tell whether a naskah was in force. Such naskah stand apart, with the
same columns already filled and what to look up, so that an office can move them into its report.
They alone make a report only of the periods that are reported on now (`CURRENT`) and of those in
which one of them may have been signed; otherwise an agreement of unknown end would make reports
of every period there is.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import xlsxwriter

from site_builder.dataset import GOVERNMENTS, UNBOUND
from site_builder.deadlines import Period, recent_periods
from site_builder.duration import parse_duration
from site_builder.life import Life, is_active
from site_builder.model import Evaluasi, KerjaSama, Pembiayaan, nested_money
from site_builder.partial_date import PartialDate, in_words
from site_builder.plan_model import Potensi
from site_builder.portal import Portal
from site_builder.rules.facts import FOREIGN

__all__ = [
    "CURRENT",
    "EMPTY",
    "Report",
    "Section",
    "SynergyYear",
    "all_reports",
    "periods",
    "reported_regions",
    "synergy_years",
    "workbook_bytes",
]

#: What stands where the data have nothing.
EMPTY = "belum tercatat"
_SEPARATOR = "; "
#: So many of the newest periods of each length are reported on now: the running one, and the one
#: that is over and falls due.
CURRENT = 2
#: The element of a naskah that holds what else was agreed (Permendagri 22/2020 articles 40, 42).
_OTHER_MATTERS = ("lain-lain", "ada")
_DOMESTIC = ("ksdd", "ksdpk", "sinergi")
#: The longest text a cell of a spreadsheet takes (ECMA-376 part 1, 18.3.1.96 and Excel's limits).
_CELL_LIMIT = 32_767
_SHEET_NAME_LIMIT = 31
_WIDE, _NARROW = 42, 16

_SEMESTER_COLUMNS = (
    "Judul",
    "Bentuk naskah",
    "Para pihak",
    "Maksud dan tujuan",
    "Objek",
    "Jangka waktu",
    "Permasalahan",
    "Upaya penyelesaian permasalahan",
    "Hal lainnya yang disepakati",
)
_FOREIGN_COLUMNS = (
    "Judul",
    "Latar belakang",
    "Maksud, tujuan, dan sasaran",
    "Ruang lingkup",
    "Perkembangan atau hasil",
    "Penerima manfaat",
    "Pendanaan",
    "Hambatan dan tantangan",
    "Analisis dan rencana tindak lanjut",
)
_MAPPING_COLUMNS = (
    "Potensi",
    "Banyaknya",
    "Berasal dari tahun",
    "Program dan kegiatan",
    "Urusan",
    "Calon mitra",
    "Jenis yang dituju",
    "Jangka waktu",
    "Prioritas",
    "Dokumen perencanaan",
    "Naskah",
)
#: The lists of potentials: heading, the kind that stands there, article, note. A potential of no
#: recorded kind, or of a kind that no list is asked for, stands apart.
_LISTS = (
    (
        "Pemetaan KSDD",
        "ksdd",
        "Permendagri 22/2020 pasal 5(3)",
        "Pasal ini tentang KSDD wajib; wajib atau sukarelanya suatu potensi tidak tercatat. Hasil "
        "yang disepakati dituangkan dalam berita acara yang ditandatangani kepala daerah.",
    ),
    (
        "Pemetaan KSDPK",
        "ksdpk",
        "Permendagri 22/2020 pasal 25(2)",
        "Daftar ini ditetapkan dengan keputusan kepala daerah.",
    ),
    (
        "Pemetaan, jenis belum tercatat",
        None,
        "",
        "Jenis yang dituju belum tercatat, jadi belum dapat dimasukkan ke daftar KSDD atau KSDPK.",
    ),
)
_OTHER_LIST = (
    "Pemetaan, jenis lain",
    "",
    "Peraturan hanya meminta daftar KSDD wajib dan KSDPK; potensi ini di luar keduanya.",
)
_CARRIED_OVER = (
    "Daftar tahun berjalan juga memuat potensi tahun sebelumnya yang belum menjadi naskah, dan "
    "potensi yang tanggalnya tidak tercatat."
)
#: What stands behind the title of a naskah that may belong in a report, before its other columns.
_UNSURE_COLUMNS = ("Yang perlu dipastikan", "Ditandatangani")


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a report.

    Attributes:
        title: Its heading, and the name of its sheet.
        law: The article that asks for it; "" for what may not belong in the report.
        what: What it counts.
        count: How many there are; a row may stand for many potentials.
        note: What a reader must know, or "".
        columns: Headings.
        rows: Cells of each row; `EMPTY` where the data have nothing.
        links: Address inside the site of each row's record, "" where there is none.
    """

    title: str
    law: str
    what: str
    count: int
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...]

    @property
    def missing(self) -> int:
        """The number of cells that are still empty."""
        return sum(cell == EMPTY for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a region on one period."""

    region: str
    period: Period
    is_running: bool
    title: str
    sections: tuple[Section, ...]

    @property
    def count(self) -> int:
        """How many naskah and potentials certainly belong in it."""
        return sum(s.count for s in self.sections if s.law)

    @property
    def unsure(self) -> int:
        """How many may belong in it."""
        return sum(s.count for s in self.sections if not s.law)

    @property
    def missing(self) -> int:
        """The number of cells that are still empty, of what certainly belongs in it."""
        return sum(s.missing for s in self.sections if s.law)

    @property
    def missing_unsure(self) -> int:
        """The number of cells that are still empty, of what may belong in it."""
        return sum(s.missing for s in self.sections if not s.law)

    @property
    def summary(self) -> str:
        """How many it has of each kind, none included, and how many cells are empty."""
        found = ", ".join(f"{_number(s.count)} {s.what}" for s in self.sections)
        if self.count:
            found += f"; {_number(self.missing)} isian masih kosong"
        if self.unsure:
            found += f"; {_number(self.missing_unsure)} isian kosong pada yang belum pasti"
        return found


def periods(as_of: date) -> list[Period]:
    """Return the half-years and years that reports are made for, newest first, years last."""
    return [
        *recent_periods("semester", as_of, is_running_counted=True),
        *recent_periods("tahun", as_of, is_running_counted=True),
    ]


def all_reports(life: Life) -> Iterator[Report]:
    """Yield the reports of every region that has something to report, by region and period."""
    for code, period, certain, unsure, mapped in _contents(life):
        yield _report(code, period, certain, unsure, mapped, life)


def reported_regions(life: Life) -> frozenset[str]:
    """Return the codes of the regions that have a report, without writing any."""
    return frozenset(code for code, *_ in _contents(life))


def _contents(
    life: Life,
) -> Iterator[tuple[str, Period, list[KerjaSama], list[KerjaSama], list[Potensi]]]:
    """Yield region, period, naskah certain and unsure, and potentials of each report."""
    portal = life.portal
    potentials = portal.potensi_by_wilayah
    codes = sorted({*portal.by_wilayah, *potentials})
    wanted = periods(portal.as_of)
    current = {
        period.text
        for is_year in (False, True)
        for period in [p for p in wanted if p.is_year == is_year][:CURRENT]
    }
    for code in codes:
        records = [r for r in portal.by_wilayah.get(code, ()) if r.jenis != "lainnya"]
        for period in wanted:
            kinds = FOREIGN if period.is_year else _DOMESTIC
            certain, unsure = _chosen([r for r in records if r.jenis in kinds], period, life)
            mapped = _mapped(potentials.get(code, ()), period, portal) if period.is_year else []
            is_unsure_reported = period.text in current or any(
                _overlaps(r.tanggal_penandatanganan, period) for r in unsure
            )
            if certain or mapped or (unsure and is_unsure_reported):
                yield code, period, certain, unsure, mapped


def _report(
    code: str,
    period: Period,
    certain: Sequence[KerjaSama],
    unsure: Sequence[KerjaSama],
    mapped: Sequence[Potensi],
    life: Life,
) -> Report:
    form = _ABROAD if period.is_year else _AT_HOME
    sections: list[Section] = []
    if certain or unsure:
        sections.append(_certain(certain, form, period, life))
    sections += _mapping(mapped, life)
    if unsure:
        sections.append(_unsure(unsure, form, period, life))
    kind = "Laporan tahunan" if period.is_year else "Laporan semester"
    return Report(
        code,
        period,
        period.last >= life.portal.as_of,
        f"{kind} kerja sama {life.label('wilayah', code)}, {period.words}",
        tuple(sections),
    )


def _chosen(
    records: Iterable[KerjaSama], period: Period, life: Life
) -> tuple[list[KerjaSama], list[KerjaSama]]:
    """Return what certainly was in force or active in a period, and what may have been."""
    certain, unsure = [], []
    for record in records:
        answer = is_active(life.validity[record.id], period.first, period.last)
        if answer or (answer is None and _has_event(record, period)):
            certain.append(record)
        elif answer is None and life.portal.states[record.id].status != "penyusunan":
            unsure.append(record)
    return certain, unsure


def _is_within(value: PartialDate | None, period: Period) -> bool:
    return value is not None and period.first <= value.first and value.last <= period.last


def _overlaps(value: PartialDate | None, period: Period) -> bool:
    return value is not None and value.first <= period.last and period.first <= value.last


def _has_event(record: KerjaSama, period: Period) -> bool:
    dates = [
        *(p.tanggal for p in record.pelaksanaan if p.jenis_pelaksanaan != "rencana"),
        *(e.tanggal for e in record.evaluasi),
        *(d.tanggal for d in record.perselisihan),
    ]
    return any(_is_within(value, period) for value in dates)


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _joined(texts: Iterable[str | None]) -> str:
    return _SEPARATOR.join(dict.fromkeys(t for t in texts if t)) or EMPTY


def _title(record: KerjaSama) -> str:
    if record.tentang is None:
        return record.nama_naskah
    return f"{record.nama_naskah} tentang {record.tentang}"


def _affairs(urusan: Iterable[str], bidang: Iterable[str], life: Life) -> str:
    """The affairs, or the fields as the source words them where no affair is recorded."""
    return _SEPARATOR.join(life.label("urusan", u) for u in urusan) or _SEPARATOR.join(bidang)


def _object(record: KerjaSama, life: Life) -> str:
    """What is cooperated on, then the affair it belongs to, then what it comprises.

    In law the object is an affair of the region (PP 28/2018 articles 4 and 16); the naskah names
    which part of it. Recorded apart, both are needed for the whole.
    """
    scope = _SEPARATOR.join(record.ruang_lingkup)
    affairs = _affairs(record.urusan, record.bidang, life)
    name = "Urusan" if record.urusan else "Bidang"
    return _joined(
        [
            record.tentang,
            affairs and f"{name}: {affairs}",
            scope and f"Ruang lingkup: {scope}",
        ]
    )


def _parties(record: KerjaSama, portal: Portal) -> str:
    return _joined(
        p.nama_tertulis or portal.mitra[p.mitra].nama
        for p in record.para_pihak
        if p.peran not in UNBOUND
    )


def _term(record: KerjaSama) -> str:
    dates = []
    if record.start is not None:
        dates.append(f"mulai {in_words(record.start)}")
    if record.tanggal_berakhir is not None:
        dates.append(f"sampai {in_words(record.tanggal_berakhir)}")
    elif record.is_endless:
        dates.append("tanpa batas waktu")
    if record.jangka_waktu is None and len(dates) < 2:  # a start and an end
        return EMPTY
    return _joined([record.jangka_waktu, " ".join(dates)])


def _finding(evaluation: Evaluasi) -> str:
    """What an evaluation found, marked as such: it may be no problem, and nobody agreed on it."""
    by = f" {evaluation.penilai}" if evaluation.penilai else ""
    return f"Temuan evaluasi{by}: {evaluation.temuan}"


def _domestic_row(record: KerjaSama, period: Period, life: Life) -> tuple[str, ...]:
    reports = [r for r in record.laporan if r.periode in (period.text, period.text[:4])]
    disputes = [d for d in record.perselisihan if _is_within(d.tanggal, period)]
    evaluations = [e for e in record.evaluasi if _is_within(e.tanggal, period)]
    return (
        _title(record),
        life.label("bentuk_naskah", record.bentuk_naskah) or EMPTY,
        _parties(record, life.portal),
        record.maksud_tujuan or EMPTY,
        _object(record, life),
        _term(record),
        _joined(
            [
                *(r.permasalahan for r in reports),
                *(d.uraian for d in disputes),
                *map(_finding, evaluations),
            ]
        ),
        _joined(
            [
                *(r.upaya_penyelesaian for r in reports),
                *(d.hasil for d in disputes),
                *(e.tindak_lanjut for e in evaluations),
            ]
        ),
        _joined(
            [
                *(i.uraian for i in record.isi_naskah if (i.unsur, i.keadaan) == _OTHER_MATTERS),
                *(r.uraian for r in reports),
            ]
        ),
    )


def _foreign_row(record: KerjaSama, period: Period, life: Life) -> tuple[str, ...]:
    reports = [r for r in record.laporan if r.periode[:4] == period.text]
    disputes = [d for d in record.perselisihan if _is_within(d.tanggal, period)]
    evaluations = [e for e in record.evaluasi if _is_within(e.tanggal, period)]
    facts = [
        p
        for p in record.pelaksanaan
        if p.jenis_pelaksanaan != "rencana" and _is_within(p.tanggal, period)
    ]
    return (
        _title(record),
        record.latar_belakang or EMPTY,
        _joined([record.maksud_tujuan, record.sasaran and f"Sasaran: {record.sasaran}"]),
        _joined(record.ruang_lingkup),
        _joined([*(r.uraian for r in reports), *(p.uraian for p in facts)]),
        record.penerima_manfaat or EMPTY,
        _joined(_money(record, period, life)),
        _joined([*(r.permasalahan for r in reports), *(d.uraian for d in disputes)]),
        _joined(
            [
                *map(_finding, evaluations),
                *(r.upaya_penyelesaian for r in reports),
                *(d.hasil for d in disputes),
                *(e.tindak_lanjut for e in evaluations),
            ]
        ),
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """What a report on naskah looks like: its heading, article, note, columns, and a row."""

    title: str
    law: str
    note: str
    columns: tuple[str, ...]
    row: Callable[[KerjaSama, Period, Life], tuple[str, ...]]


_AT_HOME = _Form(
    "Kerja sama dalam negeri",
    "Permendagri 22/2020 pasal 17(5), 39(5)",
    "Objek diisi dari pokok naskah, urusannya (atau bidang menurut sumber), dan ruang lingkup. "
    "Temuan evaluasi ditulis pada permasalahan; yang bukan masalah dapat dihapus. "
    "Untuk Sinergi, pasal 60 tidak menyebut isi laporan; dipakai kolom yang sama.",
    _SEMESTER_COLUMNS,
    _domestic_row,
)
_ABROAD = _Form(
    "Kerja sama luar negeri",
    "Permendagri 25/2020 pasal 37",
    "",
    _FOREIGN_COLUMNS,
    _foreign_row,
)


def _certain(records: Sequence[KerjaSama], form: _Form, period: Period, life: Life) -> Section:
    return Section(
        form.title,
        form.law,
        "naskah pasti",
        len(records),
        form.note,
        form.columns,
        tuple(form.row(r, period, life) for r in records),
        _links(records),
    )


def _links(records: Iterable[KerjaSama]) -> tuple[str, ...]:
    return tuple(f"kerja-sama/{r.id}/" for r in records)


def _money(record: KerjaSama, period: Period, life: Life) -> Iterator[str]:
    """Yield what was contributed in a year, and what the source puts in no year.

    Parts follow their total and say so: they are not to be added to it.
    """
    for position, depth in nested_money(record.pembiayaan):
        row = record.pembiayaan[position]
        year = row.tahun or (row.tanggal.text[:4] if row.tanggal else None)
        words = f"{'bagian: ' if depth else ''}{_contribution(row, life)}"
        if year is None:
            yield f"{words} (tahun tidak tercatat)"
        elif year == period.text:
            yield words


def _contribution(row: Pembiayaan, life: Life) -> str:
    """Return amounts, source and form, and what else the source says; amounts may be missing."""
    kind = life.label("jenis_jumlah", row.jenis_jumlah).lower()
    amounts = (
        ("anggaran", row.anggaran),
        ("realisasi", row.realisasi),
        (f"jumlah ({kind})" if kind else "jumlah", row.jumlah),
    )
    source = row.sumber_dana_tertulis or life.label("sumber_dana", row.sumber_dana)
    told = [f"{name} Rp{_number(int(amount))}" for name, amount in amounts if amount is not None]
    told += [text for text in (source, row.bentuk_kontribusi) if text]
    return ": ".join(filter(None, (", ".join(told), row.uraian)))


def _mapped(potentials: Iterable[Potensi], period: Period, portal: Portal) -> list[Potensi]:
    """Return the potentials on a year's list, by affair, term and priority as article 5(3) asks.

    The list of the running year also has those of earlier years that no naskah has come of, and
    those without a date.
    """
    is_running = period.last >= portal.as_of
    return sorted(
        (
            p
            for p in potentials
            if (
                is_running
                if p.tanggal is None
                else _is_within(p.tanggal, period)
                or (is_running and p.tanggal.last < period.first and not portal.naskah_of(p))
            )
        ),
        key=_rank,
    )


def _rank(potential: Potensi) -> tuple[object, ...]:
    """Sort by affair, length of the term and priority, each where it is not recorded last."""
    term = parse_duration(potential.jangka_waktu or "")
    priority = potential.prioritas or ""
    return (
        not potential.urusan,
        potential.urusan,
        term is None,
        (term.months, term.days) if term else (),
        not priority,
        len(priority),  # a rank is a number: 2 comes before 10
        priority,
    )


def _mapping(potentials: Sequence[Potensi], life: Life) -> Iterator[Section]:
    """Yield the lists of potentials that have any."""
    rest = list(potentials)
    for title, kind, law, note in _LISTS:
        yield from _list(title, law, note, [p for p in rest if p.jenis == kind], life)
        rest = [p for p in rest if p.jenis != kind]
    yield from _list(*_OTHER_LIST, rest, life)


def _list(
    title: str, law: str, note: str, potentials: Sequence[Potensi], life: Life
) -> Iterator[Section]:
    if not potentials:
        return
    label, portal = life.label, life.portal
    yield Section(
        title,
        law,
        f"potensi{title.removeprefix('Pemetaan')}",
        sum(int(p.jumlah or 1) for p in potentials),
        f"{note} {_CARRIED_OVER}",
        _MAPPING_COLUMNS,
        tuple(
            (
                p.nama,
                p.jumlah or "1",
                p.tanggal.text[:4] if p.tanggal else EMPTY,
                p.program_kegiatan or EMPTY,
                _affairs(p.urusan, p.bidang, life) or EMPTY,
                p.calon_mitra or EMPTY,
                label("jenis", p.jenis) or EMPTY,
                p.jangka_waktu or EMPTY,
                p.prioritas or EMPTY,
                p.dokumen_perencanaan or EMPTY,
                _SEPARATOR.join(_taken_up(p, portal)) or "belum ada naskah",
            )
            for p in potentials
        ),
        tuple(f"potensi/{p.id}/" for p in potentials),
    )


def _taken_up(potential: Potensi, portal: Portal) -> Iterator[str]:
    for i in portal.naskah_of(potential):
        yield _title(portal.kerja_sama[i])
    for i in portal.drafts_of(potential):
        yield f"sedang disusun: {_title(portal.kerja_sama[i])}"


def _to_look_up(record: KerjaSama, period: Period, life: Life) -> str:
    """Say which dates would tell whether a naskah was in force in a period."""
    validity = life.validity[record.id]
    found = []
    if validity.start is None:
        found.append("tanggal penandatanganan atau mulai berlaku")
    elif validity.start.last > period.last:
        found.append(f"tanggal mulai yang lengkap (tercatat hanya {in_words(validity.start)})")
    if not validity.is_open and (validity.ends_from or date.min) < period.first:
        found.append(
            "tanggal berakhir atau jangka waktu, dan apakah naskah ini diperpanjang, diganti, atau "
            "diakhiri"
            if validity.ends_to is None
            else f"tanggal berakhir yang lengkap (paling lambat {in_words(validity.ends_to)})"
        )
    return f"{life.portal.states[record.id].reason} Cari {_SEPARATOR.join(found)}."


def _unsure(records: Sequence[KerjaSama], form: _Form, period: Period, life: Life) -> Section:
    return Section(
        "Perlu dipastikan",
        "",
        "naskah perlu dipastikan",
        len(records),
        "Dari tanggal yang tercatat tidak dapat dipastikan apakah naskah ini berlaku pada periode "
        "laporan. Bila berlaku, pindahkan ke laporan; kolomnya sama, diisi sejauh tercatat.",
        (form.columns[0], *_UNSURE_COLUMNS, *form.columns[1:]),
        tuple(
            (
                title,
                _to_look_up(record, period, life),
                in_words(signed)
                if (signed := record.tanggal_penandatanganan)
                else "tanggal tidak tercatat",
                *cells,
            )
            for record in records
            for title, *cells in (form.row(record, period, life),)
        ),
        _links(records),
    )


def workbook_bytes(report: Report, portal: Portal) -> bytes:
    """Return a report as an XLSX file; the same report gives the same bytes.

    Texts are written as texts, so no spreadsheet takes them for a formula or an address.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    book.set_properties(
        {
            "title": report.title,
            "author": str(portal.package.descriptor["title"]),
            "created": datetime.combine(portal.as_of, time(), UTC),
        }
    )
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    empty = book.add_format(
        {"text_wrap": True, "valign": "top", "italic": True, "color": "#9a5200"}
    )
    for section in report.sections:
        sheet = book.add_worksheet(section.title[:_SHEET_NAME_LIMIT])
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, f"{report.title}: {report.summary}", bold)
        basis = f"{section.law}. " if section.law else ""
        sheet.write_string(
            1,
            0,
            f"{section.title}: {_number(section.count)} {section.what}, "
            f"{_number(section.missing)} isian masih kosong. {basis}{section.note}",
        )
        sheet.write_string(2, 0, f"Keadaan data per {in_words(portal.as_of)}. {portal.base_url}")
        columns = ("No.", *section.columns, "Alamat catatan")
        for number, name in enumerate(columns):
            sheet.write_string(4, number, name, head)
            sheet.set_column(number, number, _NARROW if number in (0, 2) else _WIDE)
        sheet.set_column(0, 0, 5)
        sheet.freeze_panes(5, 2)
        sheet.repeat_rows(4)
        for number, (row, link) in enumerate(
            zip(section.rows, section.links, strict=True), start=1
        ):
            sheet.write_number(4 + number, 0, number, body)
            for column, text in enumerate(row, start=1):
                form = empty if text == EMPTY else body
                sheet.write_string(4 + number, column, text[:_CELL_LIMIT], form)
            sheet.write_string(4 + number, len(row) + 1, f"{portal.base_url}{link}", body)
    book.close()
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class SynergyYear:
    """The synergy of regions with the centre, signed in one year.

    Attributes:
        year: The year; "" where it is not recorded.
        records: The naskah, newest first.
        by_region: Region code -> ids of its naskah, in the order of codes.
        partners: Distinct bodies of the centre among the parties.
    """

    year: str
    records: tuple[KerjaSama, ...]
    by_region: Mapping[str, tuple[str, ...]]
    partners: tuple[str, ...]


def synergy_years(life: Life) -> list[SynergyYear]:
    """Return the recap of synergy by year of signing, newest first, unknown years last."""
    portal = life.portal
    grouped: dict[str, list[KerjaSama]] = {}
    for record in portal.by_jenis.get("sinergi", ()):
        grouped.setdefault(record.year or "", []).append(record)
    found = []
    for year in sorted(grouped, reverse=True):
        regions: dict[str, list[str]] = {}
        partners: dict[str, None] = {}
        for record in grouped[year]:
            for code in portal.regions_of(record):
                regions.setdefault(code, []).append(record.id)
            for party in record.para_pihak:
                if portal.root(party.mitra).kelas not in GOVERNMENTS:
                    partners.setdefault(party.mitra)
        found.append(
            SynergyYear(
                year,
                tuple(grouped[year]),
                {code: tuple(ids) for code, ids in sorted(regions.items())},
                tuple(partners),
            )
        )
    return found
