"""How complete the records are: by field, and as a score whose formula is published.

The score is a sum of points over a fixed whole, so filling a gap never lowers it. It tells how
much is recorded, not how good an agreement is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from site_builder.duration import parse_duration
from site_builder.findings import Finding, Severity
from site_builder.link_state import LinkState, Reachability, addresses
from site_builder.model import KerjaSama
from site_builder.partial_date import PartialDate
from site_builder.plan_model import AngkaKantor, NilaiKantor
from site_builder.portal import Portal
from site_builder.ratios import percent, rounded

__all__ = [
    "CONTRADICTIONS",
    "CRITERIA",
    "STATES",
    "Criterion",
    "FieldCount",
    "RatioGap",
    "RuleCount",
    "Score",
    "addresses_by_state",
    "child_counts",
    "contradictions",
    "field_counts",
    "queue",
    "ratio_gaps",
    "rule_counts",
    "score_of",
]

#: What a cell can be, in the order of the columns: a value, or the kind of its emptiness.
STATES = ("terisi", "tidak-diketahui", "tidak-berlaku", "dirahasiakan", "")
_FULL = 100
#: Looked for and not found: that much is known about the gap.
_UNKNOWN_POINTS = 25
_YEAR_POINTS, _MONTH_POINTS = 50, 75
_MONTH_LENGTH = 7
#: A term in words tells of the end, but the day is not recorded.
_TERM_POINTS = 75
_PLAN_POINTS = 50
_EVIDENCE_POINTS = {"naskah": 100, "situs-resmi": 75, "daftar": 75, "berita": 50}
#: Rules that compare two recorded values of one agreement: what they find, the sources or the
#: record contradict.
CONTRADICTIONS = frozenset(
    {
        "berakhir-sebelum-mulai",
        "induk-urutan",
        "jangka-waktu-cocok",
        "mulai-sebelum-tanda-tangan",
        "nomor-bulan",
        "nomor-tahun",
        "pembiayaan-jumlah-bagian",
        "pengakhiran-sebelum-tanda-tangan",
        "persetujuan-dprd-terlambat",
        "tahapan-tanda-tangan",
        "tahapan-urutan",
        "tautan-urutan",
    }
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a record is asked for.

    Attributes:
        title: What it is.
        weight: Its share of the score; all weights make 100.
        how: How its points are given.
        points: Points of an agreement, 0 to 100.
    """

    title: str
    weight: int
    how: str
    points: Callable[[KerjaSama], int]


def _empty_points(record: KerjaSama, name: str) -> int:
    word = record.blanks.get(name, "")
    if word == "tidak-diketahui":
        return _UNKNOWN_POINTS
    return _FULL if word else 0


def _text(name: str) -> Callable[[KerjaSama], int]:
    def points(record: KerjaSama) -> int:
        return _FULL if getattr(record, name) else _empty_points(record, name)

    return points


def _date_points(value: PartialDate) -> int:
    if value.is_exact:
        return _FULL
    return _MONTH_POINTS if len(value.text) == _MONTH_LENGTH else _YEAR_POINTS


def _signing(record: KerjaSama) -> int:
    value = record.tanggal_penandatanganan
    return (
        _empty_points(record, "tanggal_penandatanganan") if value is None else _date_points(value)
    )


def _ending(record: KerjaSama) -> int:
    value, term = record.tanggal_berakhir, record.jangka_waktu
    found = [_empty_points(record, "tanggal_berakhir"), _empty_points(record, "jangka_waktu")]
    if value is not None:
        found.append(_date_points(value))
    if term is not None:
        found.append(_TERM_POINTS if parse_duration(term) is not None else _YEAR_POINTS)
    return max(found)


def _number(record: KerjaSama) -> int:
    has_number = any(p.nomor_naskah for p in record.para_pihak) or record.nomor_lain
    return _FULL if has_number else 0


def _signatory(record: KerjaSama) -> int:
    return _FULL if any(p.jabatan_penanda_tangan for p in record.para_pihak) else 0


def _implementation(record: KerjaSama) -> int:
    kinds = {p.jenis_pelaksanaan for p in record.pelaksanaan}
    if kinds - {"rencana"}:
        return _FULL
    return _PLAN_POINTS if kinds else 0


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "Tanggal penandatanganan",
        12,
        "Hari 100, bulan 75, tahun 50, dinyatakan tidak diketahui 25.",
        _signing,
    ),
    Criterion(
        "Akhir masa berlaku",
        12,
        "Tanggal seperti di atas; jangka waktu saja 75, atau 50 bila tidak dapat dihitung; "
        "dinyatakan tidak berlaku 100.",
        _ending,
    ),
    Criterion("Tentang", 8, "Terisi 100.", _text("tentang")),
    Criterion("Nomor naskah", 8, "Sedikitnya satu nomor 100.", _number),
    Criterion("Urusan", 8, "Sedikitnya satu urusan 100.", _text("urusan")),
    Criterion("Pelaksanaan", 8, "Fakta atau laporan 100, rencana saja 50.", _implementation),
    Criterion("Bentuk naskah", 6, "Terisi 100.", _text("bentuk_naskah")),
    Criterion("Maksud dan tujuan", 6, "Terisi 100.", _text("maksud_tujuan")),
    Criterion("Ruang lingkup", 6, "Sedikitnya satu butir 100.", _text("ruang_lingkup")),
    Criterion(
        "Perangkat daerah pelaksana",
        6,
        "Sedikitnya satu 100.",
        _text("perangkat_daerah_pelaksana"),
    ),
    Criterion("Dokumen naskah", 6, "Sedikitnya satu berkas 100.", _text("dokumen")),
    Criterion(
        "Tingkat bukti",
        4,
        "Naskah 100, situs resmi atau daftar 75, berita 50.",
        lambda record: _EVIDENCE_POINTS.get(record.tingkat_bukti, 0),
    ),
    Criterion("Evaluasi", 4, "Sedikitnya satu 100.", _text("evaluasi")),
    Criterion("Jabatan penanda tangan", 4, "Sedikitnya satu pihak 100.", _signatory),
    Criterion(
        "Tempat penandatanganan",
        2,
        "Terisi 100, dinyatakan tidak diketahui 25.",
        _text("tempat_penandatanganan"),
    ),
)


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one agreement and what would raise it, the most first."""

    record: str
    value: int
    gaps: tuple[str, ...]


def score_of(record: KerjaSama) -> Score:
    """Return the score of an agreement, 0 to 100."""
    points = [(criterion, criterion.points(record)) for criterion in CRITERIA]
    lost = [(c.weight * (_FULL - p), c.title) for c, p in points if p < _FULL]
    lost.sort(key=lambda item: -item[0])
    return Score(
        record.id,
        sum(c.weight * p for c, p in points) // _FULL,
        tuple(title for _, title in lost),
    )


def queue(portal: Portal) -> list[Score]:
    """Return the scores of all agreements, the lowest first."""
    return sorted(
        (score_of(r) for r in portal.kerja_sama.values()), key=lambda s: (s.value, s.record)
    )


@dataclass(frozen=True, slots=True)
class FieldCount:
    """The agreements in which a field is filled, and in which it is empty and why.

    Attributes:
        table: Table of the field.
        field: Its name; "" for a whole list, filled where it has an item.
        records: Ids of the agreements by state; each agreement is in one.
    """

    table: str
    field: str
    records: Mapping[str, Sequence[str]]

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of agreements by state."""
        return {state: len(records) for state, records in self.records.items()}


def _by_state(table: str, field: str, values: Iterable[tuple[str, str]]) -> FieldCount:
    found: dict[str, list[str]] = {state: [] for state in STATES}
    for record, text in values:
        found[text if text in STATES else "terisi"].append(record)
    return FieldCount(table, field, found)


def field_counts(portal: Portal) -> list[FieldCount]:
    """Count each main field of the agreements but their ids."""
    table = portal.package.tables["kerja_sama"]
    records = [r for r in portal.records if r.table == "kerja_sama"]
    return [
        _by_state(table.name, f.name, ((r.id, r.text(f.name)) for r in records))
        for f in table.fields
        if f.kind != "id"
    ]


def child_counts(portal: Portal) -> list[FieldCount]:
    """Count, for each list inside the agreements, those that have an item in it."""
    records = [r for r in portal.records if r.table == "kerja_sama"]
    return [
        _by_state(
            child.name,
            "",
            ((r.id, "terisi" if r.children.get(child.name) else "") for r in records),
        )
        for child in portal.package.children("kerja_sama")
    ]


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule marks something, and in how many agreements."""

    rule: str
    severity: Severity
    findings: int
    records: int


def rule_counts(portal: Portal) -> list[RuleCount]:
    """Count what the rules mark, the most frequent first."""
    findings: Counter[tuple[str, Severity]] = Counter()
    records: Counter[str] = Counter()
    for marks in portal.warnings.values():
        findings.update((f.rule, f.severity) for f in marks)
        records.update({f.rule for f in marks})
    return sorted(
        (
            RuleCount(rule, severity, count, records[rule])
            for (rule, severity), count in findings.items()
        ),
        key=lambda r: (-r.findings, r.rule),
    )


def contradictions(portal: Portal) -> Mapping[str, Sequence[Finding]]:
    """Return the agreements in which two recorded values disagree, with what was found."""
    found = {
        record: [f for f in portal.warnings.get(record, ()) if f.rule in CONTRADICTIONS]
        for record in portal.kerja_sama
    }
    return {record: findings for record, findings in found.items() if findings}


@dataclass(frozen=True, slots=True)
class RatioGap:
    """A ratio that an office printed and that its own two figures do not give.

    Attributes:
        figure: The figure of the office.
        detail: What the ratio is of, "" where the office prints one only.
        printed: The ratio as printed, in per cent.
        computed: The ratio of the two figures, in per cent, to as many decimals as are printed.
        parts: The two figures as printed: realisation, and target or budget.
    """

    figure: AngkaKantor
    detail: str
    printed: Fraction
    computed: Fraction
    parts: tuple[str, str]


def ratio_gaps(portal: Portal) -> list[RatioGap]:
    """Return the printed ratios that differ from their figures by more than rounding."""
    found = []
    for figure in portal.angka_kantor.values():
        groups: dict[tuple[str, str], dict[str, NilaiKantor]] = {}
        for value in figure.nilai:
            if value.angka is not None and value.jenis_nilai is not None:
                group = groups.setdefault((value.periode or "", value.rincian or ""), {})
                group.setdefault(value.jenis_nilai, value)
        for (_, detail), group in groups.items():
            ratio, made = group.get("rasio"), group.get("realisasi")
            whole = group.get("anggaran") or group.get("target")
            if ratio is not None and made is not None and whole is not None:
                gap = _ratio_gap(figure, detail, ratio, made, whole)
                if gap is not None:
                    found.append(gap)
    return found


def _ratio_gap(
    figure: AngkaKantor, detail: str, ratio: NilaiKantor, made: NilaiKantor, whole: NilaiKantor
) -> RatioGap | None:
    printed = ratio.angka or ""
    value = percent(Fraction(made.angka or 0), Fraction(whole.angka or 0))
    if value is None:
        return None
    computed = rounded(value, len(printed.partition(".")[2]))
    if computed == Fraction(printed):
        return None
    parts = made.nilai_tertulis, whole.nilai_tertulis
    return RatioGap(figure, detail, Fraction(printed), computed, parts)


def addresses_by_state(portal: Portal) -> Mapping[Reachability, Mapping[str, Sequence[str]]]:
    """Return the web addresses of the records by what the scheduled check knows of them.

    Each address comes with the ids of the records that name it.
    """
    found: dict[Reachability, dict[str, Sequence[str]]] = {state: {} for state in Reachability}
    for address, records in addresses(portal.records, portal.package).items():
        found[portal.links.get(address, LinkState(address)).keadaan][address] = records
    return found
