"""What a plan's own figures say of each other: two figures that should agree and do not.

A plan is recorded as printed. Each difference is listed with both figures, where they stand, how
far they lie apart and how much rounding was allowed for. A list of facts: nothing is corrected
and nobody is blamed, and a figure that merely stands out is told apart from one that contradicts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from site_builder.plan_model import Kegiatan, Pernyataan, Program, Renstra
from site_builder.ratios import figure, growth, percent, rounded, with_unit

__all__ = [
    "Achievement",
    "CeilingSum",
    "Comparison",
    "Figure",
    "GrowthRow",
    "IndicatorPair",
    "Outlier",
    "achievements",
    "audit",
    "ceiling_sums",
    "comparisons",
    "implied_documents",
    "indicator_pairs",
    "outliers",
    "printed_achievements",
    "target_growth",
    "years_of",
]

_PERCENT = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?)\s*%")
_WORD = re.compile(r"\w+")
_FOLLOW_UP = re.compile(r"tindak\s?lanjut", re.IGNORECASE)
_HALF = Fraction(1, 2)
_NEAREST_DOCUMENT = "pembulatan ke dokumen terdekat"
#: Numbers tried for one year, at most: a print that allows so many allows no answer.
_MOST_COUNTS = 1000
#: Share of the yearly steps that must be alike before one that differs is said to stand out.
_PATTERN_SHARE = Fraction(4, 5)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and where it stands; `unit` is ``rupiah``, ``persen`` or ``dokumen``."""

    value: Fraction
    unit: str
    place: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two figures of one plan that should agree.

    Attributes:
        kind: ``pagu``, ``pertumbuhan-tahunan``, ``laju-akhir``, ``akhir-periode``, ``pernyataan``,
            ``rasio`` or ``tindak-lanjut``.
        subject: What both figures are about.
        printed: The figure that is stated.
        compared: The figure it is compared with, printed elsewhere or computed from others.
        tolerance: What was allowed for, in words.
        agrees: Whether they lie no farther apart than that.
        note: What a fair reader of a difference should know, or "".
    """

    kind: str
    subject: str
    printed: Figure
    compared: Figure
    tolerance: str
    agrees: bool
    note: str = ""

    @property
    def difference(self) -> Fraction:
        """Printed less compared, in their unit."""
        return self.printed.value - self.compared.value


@dataclass(frozen=True, slots=True)
class CeilingSum:
    """A programme's ceiling of a year with those of all its activities, in rupiah."""

    program: Program
    year: int
    stated: Fraction
    parts: Mapping[Kegiatan, Fraction]

    @property
    def total(self) -> Fraction:
        """The sum of the activities' ceilings."""
        return sum(self.parts.values(), Fraction(0))

    @property
    def gap(self) -> Fraction:
        """What the programme's ceiling has more than the sum; 0 where that is rounding."""
        gap = self.stated - self.total
        return gap if abs(gap) > len(self.parts) else Fraction(0)


@dataclass(frozen=True, slots=True)
class IndicatorPair:
    """A programme beside its indicator on the plan's list of programme indicators.

    Attributes:
        program: The programme, with the indicator that stands beside it.
        listed: The indicator on the list.
        is_stated: Whether the plan says that they belong together; else only their order does.
        agrees: Whether one is the other, shortened, cut off or spelled otherwise.
    """

    program: Program
    listed: str
    is_stated: bool
    agrees: bool


@dataclass(frozen=True, slots=True)
class Outlier:
    """A yearly ceiling that leaves the pattern nearly all others keep; no rule says it must."""

    subject: str
    year: int
    printed: Fraction
    expected: Fraction
    rate: Fraction


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """A year of a series of documents with its growth over the year before."""

    year: int
    documents: Fraction
    growth: Fraction | None


@dataclass(frozen=True, slots=True)
class Achievement:
    """A year's target, realisation and their ratio in per cent; None where not known."""

    year: int
    target: Fraction | None
    realisation: Fraction | None
    ratio: Fraction | None


# --- series ---------------------------------------------------------------------------------


def achievements(counts: Mapping[int, int], target: Fraction | int) -> list[Achievement]:
    """Return the achievement table a plan prints, from yearly numbers of documents.

    Growth and ratio are rounded to whole per cent, half away from zero, and the ratio is taken of
    the rounded growth, as the tables are printed.
    """
    rows = []
    for year in sorted(counts):
        if year - 1 in counts:
            grown = growth(counts[year], counts[year - 1])
            realised = None if grown is None else rounded(grown)
            ratio = None if realised is None else percent(realised, target)
            rows.append(
                Achievement(
                    year, Fraction(target), realised, None if ratio is None else rounded(ratio)
                )
            )
    return rows


def _targets(renstra: Renstra, kind: str, unit: str) -> dict[int, Fraction]:
    return {
        int(t.tahun): Fraction(t.nilai)
        for t in renstra.target
        if t.jenis_nilai == kind and t.satuan == unit
    }


def printed_achievements(renstra: Renstra) -> list[Achievement]:
    """Return the yearly target, realisation and ratio in per cent that the plan prints."""
    target = _targets(renstra, "target", "persen")
    realised = _targets(renstra, "realisasi", "persen")
    ratio = _targets(renstra, "rasio", "persen")
    years = sorted(realised.keys() | ratio.keys())
    return [Achievement(y, target.get(y), realised.get(y), ratio.get(y)) for y in years]


def years_of(renstra: Renstra) -> list[int]:
    """Return the years of which a plan prints a number of documents or their growth."""
    printed = {row.year for row in printed_achievements(renstra)}
    return sorted(printed | {row.year for row in target_growth(renstra)})


def target_growth(renstra: Renstra) -> list[GrowthRow]:
    """Return the baseline and the yearly target documents, each with its growth."""
    series = _targets(renstra, "kondisi-awal", "dokumen") | _targets(renstra, "target", "dokumen")
    return [
        GrowthRow(
            year,
            series[year],
            growth(series[year], series[year - 1]) if year - 1 in series else None,
        )
        for year in sorted(series)
    ]


def implied_documents(renstra: Renstra) -> dict[int, list[int]]:
    """Return the numbers of documents that the printed growth implies, by year, oldest first.

    A plan that prints one number, that of its baseline year, and the growth of the years up to it
    as whole per cent leaves few whole numbers for the years before. Each year has every number
    that stands in some series which gives all the printed growths, rounded as they are printed;
    one number means that the print allows no other. Empty where baseline or growth is missing,
    where no series gives them, or where so many might that the print tells nothing.
    """
    baseline = _targets(renstra, "kondisi-awal", "dokumen")
    rates = _targets(renstra, "realisasi", "persen")
    year = max(baseline, default=0)
    if year not in rates:
        return {}
    found = {year: [int(baseline[year])]}
    while year in rates:
        rate = rates[year]
        spans = [(count, _before(count, rate)) for count in found[year]]
        if sum(len(span) for _, span in spans) > _MOST_COUNTS:
            return {}
        before = {n for count, span in spans for n in span if n and _grew(count, n, rate)}
        year -= 1
        found[year] = sorted(before)
    for year in sorted(found)[1:]:
        found[year] = [
            count
            for count in found[year]
            if any(_grew(count, n, rates[year]) for n in found[year - 1])
        ]
    return dict(sorted(found.items())) if all(found.values()) else {}


def _before(count: int, rate: Fraction) -> range:
    """Return the numbers between which a count may have grown by a rate of rounded per cent."""
    most, least = (1 + (rate + step) / 100 for step in (_HALF, -_HALF))
    if least <= 0:
        return range(0)  # the count fell to nothing, from any number
    return range(int(count / most), int(count / least) + 2)


def _grew(count: int, before: int, rate: Fraction) -> bool:
    grown = growth(count, before)
    return grown is not None and rounded(grown) == rate


# --- comparisons ----------------------------------------------------------------------------


def audit(renstra: Renstra) -> list[Comparison]:
    """Return every difference between figures of a plan that should agree."""
    return [found for found in comparisons(renstra) if not found.agrees]


def comparisons(renstra: Renstra) -> list[Comparison]:
    """Return every pair of figures of a plan that should agree, those that do included."""
    return [
        *_ceilings(renstra),
        *_yearly_growth(renstra),
        *_rate_and_end(renstra),
        *_final_state(renstra),
        *_statements(renstra),
        *_ratios(renstra),
        *_follow_up(renstra),
    ]


def ceiling_sums(renstra: Renstra) -> Iterator[CeilingSum]:
    """Yield each programme's ceiling of a year beside the sum of its activities', where all are known."""
    ceilings = {
        (p.program, p.kegiatan or "", int(p.tahun)): Fraction(p.pagu) for p in renstra.pagu
    }
    for program in renstra.program:
        activities = [k for k in renstra.kegiatan if k.program == program.nomor]
        for year in sorted({year for *_, year in ceilings}):
            stated = ceilings.get((program.nomor, "", year))
            parts = {k: ceilings.get((program.nomor, k.nomor, year)) for k in activities}
            known = {k: part for k, part in parts.items() if part is not None}
            if stated is not None and known and len(known) == len(parts):
                yield CeilingSum(program, year, stated, known)


def _ceilings(renstra: Renstra) -> Iterator[Comparison]:
    """Compare each programme's ceiling with the sum of its activities', year by year."""
    for one in ceiling_sums(renstra):
        count = len(one.parts)
        yield Comparison(
            "pagu",
            f"{_named(one.program)}, {one.year}",
            Figure(one.stated, "rupiah", f"pagu program {one.year}"),
            Figure(one.total, "rupiah", f"jumlah pagu {count} kegiatannya {one.year}"),
            f"pembulatan 1 rupiah per kegiatan, seluruhnya {count} rupiah",
            not one.gap,
            (_missing_parts(one) or _at_pattern(renstra, one)) if one.gap else "",
        )


def _missing_parts(one: CeilingSum) -> str:
    """Say which activities' ceilings add up to exactly what the programme's lacks."""
    for size in (1, 2):
        for chosen in combinations(one.parts.items(), size):
            if abs(one.gap + sum(part for _, part in chosen)) <= len(one.parts):
                names = " dan ".join(f"“{activity.nama}”" for activity, _ in chosen)
                return f"Selisihnya sama dengan pagu kegiatan {names}."
    return ""


def _at_pattern(renstra: Renstra, one: CeilingSum) -> str:
    """Say which activity, at the rate nearly all others keep, makes up what the programme exceeds.

    The rate is counted from each earlier year of the activity, the latest first.
    """
    rate = _common_rate(renstra)
    if rate is None:
        return ""
    series = _series(renstra)
    for activity, printed in one.parts.items():
        amounts = series[activity.program, activity.nomor]
        for earlier in sorted((y for y in amounts if y < one.year), reverse=True):
            expected = amounts[earlier] * (1 + rate / 100) ** (one.year - earlier)
            if abs(one.gap - (expected - printed)) <= len(one.parts):
                return (
                    f"Selisihnya sama bila pagu kegiatan “{activity.nama}” naik "
                    f"{with_unit(rate, 'persen')} per tahun dari "
                    f"{with_unit(amounts[earlier], 'rupiah')} ({earlier}) menjadi "
                    f"{with_unit(expected, 'rupiah')}; yang dicetak {with_unit(printed, 'rupiah')}."
                )
    return ""


def _yearly_growth(renstra: Renstra) -> Iterator[Comparison]:
    """Compare each year's target documents with the yearly growth the plan states."""
    for statement, rate in _stated(renstra, "pertumbuhan-tahunan", "persen"):
        for before, row in pairwise(target_growth(renstra)):
            if row.growth is not None:
                expected = before.documents * (1 + rate / 100)
                yield Comparison(
                    "pertumbuhan-tahunan",
                    f"Target dokumen {row.year}",
                    Figure(rate, "persen", _place(statement)),
                    Figure(
                        row.growth,
                        "persen",
                        f"target {figure(before.documents)} menjadi {figure(row.documents)} "
                        f"dokumen, {before.year}-{row.year}",
                    ),
                    _NEAREST_DOCUMENT,
                    abs(row.documents - expected) <= _HALF,
                )


def _rate_and_end(renstra: Renstra) -> Iterator[Comparison]:
    """Compare where the stated yearly growth leads with what the plan states of its end."""
    rows = target_growth(renstra)
    if len(rows) < 2:
        return
    first, last = rows[0], rows[-1]
    years = last.year - first.year
    for statement, rate in _stated(renstra, "pertumbuhan-tahunan", "persen"):
        path = [first.documents * (1 + rate / 100) ** n for n in range(1, years + 1)]
        end = path[-1]
        place = (
            f"{_place(statement)}: {with_unit(rate, 'persen')} per tahun dari {with_unit(first.documents, 'dokumen')} "
            f"({first.year}), yaitu {' · '.join(map(figure, path))} sampai {last.year}"
        )
        for other, stated in _stated(renstra, "dokumen-akhir", "dokumen"):
            yield Comparison(
                "laju-akhir",
                f"Dokumen pada {last.year} menurut laju tahunan",
                Figure(stated, "dokumen", _place(other)),
                Figure(end, "dokumen", place),
                _NEAREST_DOCUMENT,
                abs(stated - end) <= _HALF,
            )
        for other, stated in _stated(renstra, "pertumbuhan-total", "persen"):
            grown = growth(end, first.documents)
            if grown is not None:
                yield Comparison(
                    "laju-akhir",
                    f"Pertumbuhan sampai {last.year} menurut laju tahunan",
                    Figure(stated, "persen", _place(other)),
                    Figure(grown, "persen", place),
                    _NEAREST_DOCUMENT,
                    abs(first.documents * (1 + stated / 100) - end) <= _HALF,
                    f"{with_unit(stated, 'persen')} sama dengan {years} kali {with_unit(rate, 'persen')}, tanpa "
                    "pertumbuhan berganda."
                    if stated == rate * years
                    else "",
                )


def _final_state(renstra: Renstra) -> Iterator[Comparison]:
    """Compare what the plan says of its end with its own yearly targets."""
    rows = target_growth(renstra)
    if len(rows) < 2:
        return
    first, last = rows[0], rows[-1]
    total = growth(last.documents, first.documents)
    for statement, stated in _stated(renstra, "pertumbuhan-total", "persen"):
        if total is not None:
            implied = first.documents * (1 + stated / 100)
            yield Comparison(
                "akhir-periode",
                f"Pertumbuhan sampai {last.year}",
                Figure(stated, "persen", _place(statement)),
                Figure(
                    total,
                    "persen",
                    f"{with_unit(first.documents, 'dokumen')} ({first.year}) menjadi "
                    f"{with_unit(last.documents, 'dokumen')} ({last.year})",
                ),
                _NEAREST_DOCUMENT,
                abs(implied - last.documents) <= _HALF,
                f"Bila dibaca sebagai pertumbuhan, akhirnya {with_unit(implied, 'dokumen')}; bila dibaca "
                f"sebagai bagian dari kondisi awal, {figure(implied - first.documents)} dokumen."
                if stated >= 100
                else "",
            )
    for statement, stated in _stated(renstra, "dokumen-akhir", "dokumen"):
        yield _equal(
            "akhir-periode",
            f"Dokumen pada {last.year}",
            Figure(stated, "dokumen", _place(statement)),
            Figure(last.documents, "dokumen", f"target {last.year}"),
        )


def _statements(renstra: Renstra) -> Iterator[Comparison]:
    """Compare statements of one measure with each other."""
    for measure, unit, words in (
        ("pertumbuhan-tahunan", "persen", "Pertumbuhan tahunan"),
        ("pertumbuhan-total", "persen", "Pertumbuhan sampai akhir periode"),
        ("dokumen-akhir", "dokumen", "Dokumen pada akhir periode"),
    ):
        figures = [
            Figure(value, unit, _place(statement))
            for statement, value in _stated(renstra, measure, unit)
        ]
        for one, two in combinations(figures, 2):
            yield _equal("pernyataan", words, one, two)


def _ratios(renstra: Renstra) -> Iterator[Comparison]:
    """Compare each printed ratio with realisation divided by target."""
    for row in printed_achievements(renstra):
        if row.target is None or row.realisation is None or row.ratio is None:
            continue
        expected = percent(row.realisation, row.target)
        if expected is not None:
            yield Comparison(
                "rasio",
                f"Rasio capaian {row.year}",
                Figure(row.ratio, "persen", "rasio tercetak"),
                Figure(expected, "persen", "realisasi dibagi target"),
                "pembulatan ke persen terdekat",
                abs(row.ratio - expected) <= _HALF,
            )


def _follow_up(renstra: Renstra) -> Iterator[Comparison]:
    """Compare what the plan says of proposals that become a naskah."""
    shares: dict[Fraction, str] = {}
    for statement in renstra.pernyataan:
        if statement.ukuran == "tindak-lanjut":
            written = [Fraction(p.replace(",", ".")) for p in _PERCENT.findall(statement.isi)]
            if statement.nilai is not None and statement.satuan == "persen":
                written.append(Fraction(statement.nilai))
            for share in written:
                shares.setdefault(share, _place(statement))
    if not shares:
        return
    low = Figure(min(shares), "persen", shares[min(shares)])
    for share, place in shares.items():
        if share != low.value:
            yield _equal(
                "tindak-lanjut",
                "Fasilitasi yang menjadi naskah",
                Figure(share, "persen", place),
                low,
                "Kalimat yang sama memakai kedua angka untuk satu ukuran."
                if place == low.place
                else "",
            )
    for program in renstra.program:
        found = _PERCENT.fullmatch(program.target_per_tahun or "")
        if found is not None and _FOLLOW_UP.search(program.indikator or ""):
            target = Fraction(found[1].replace(",", "."))
            yield _equal(
                "tindak-lanjut",
                f"Target {_named(program)}",
                Figure(target, "persen", "target per tahun program itu"),
                Figure(target, "persen", shares[target]) if target in shares else low,
                "Indikator programnya sama dengan yang dinyatakan di tempat lain: bagian yang "
                "ditindaklanjuti menjadi naskah.",
            )


# --- indicators of the programmes -----------------------------------------------------------


def indicator_pairs(renstra: Renstra) -> list[IndicatorPair]:
    """Return each programme with its indicator on the plan's list of programme indicators.

    Where the list names no programme but has one line for each, its order pairs them.
    """
    listed = [i for i in renstra.indikator if i.tujuan is None]
    programs = {p.nomor: p for p in renstra.program}
    is_stated = any(i.program for i in listed)
    if is_stated:
        pairs = [(programs[i.program], i.nama) for i in listed if i.program in programs]
    elif len(listed) == len(programs):
        pairs = [(p, i.nama) for p, i in zip(programs.values(), listed, strict=True)]
    else:
        pairs = []
    return [IndicatorPair(p, name, is_stated, _is_same(p.indikator, name)) for p, name in pairs]


def _is_same(one: str | None, two: str) -> bool:
    """Tell whether two wordings are one; a print that leaves words out or cuts them is the same."""
    first, second = _spelled(one or ""), _spelled(two)
    return _is_within(first, second) or _is_within(second, first)


def _is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(any(word.startswith(part) for word in rest) for part in short)


def _spelled(text: str) -> list[str]:
    text = text.casefold().replace("kerja sama", "kerjasama").replace("prosentase", "persentase")
    return _WORD.findall(text)


# --- ceilings -------------------------------------------------------------------------------


def outliers(renstra: Renstra) -> list[Outlier]:
    """Return the ceilings that leave the yearly rate which nearly all others keep."""
    rate = _common_rate(renstra)
    if rate is None:
        return []
    names = {(k.program, k.nomor): k.nama for k in renstra.kegiatan}
    return [
        Outlier(names.get(key, " ".join(key)), year, now, expected, rate)
        for key, year, before, now in _steps(renstra)
        if abs(now - (expected := before * (1 + rate / 100))) > 1
    ]


def _common_rate(renstra: Renstra) -> Fraction | None:
    """Return the yearly rate, in per cent to one decimal, of nearly all activities' ceilings."""
    steps = _steps(renstra)
    rates = Counter(
        rounded(rate, 1)
        for _, _, before, now in steps
        if (rate := growth(now, before)) is not None
    )
    rate, count = max(rates.items(), key=lambda item: item[1], default=(None, 0))
    return rate if count >= _PATTERN_SHARE * len(steps) else None


def _steps(renstra: Renstra) -> list[tuple[tuple[str, str], int, Fraction, Fraction]]:
    """Return each activity's step to the next year: activity, year, ceiling before and then."""
    return [
        (key, year, amounts[year - 1], amount)
        for key, amounts in _series(renstra).items()
        for year, amount in sorted(amounts.items())
        if year - 1 in amounts
    ]


def _series(renstra: Renstra) -> Mapping[tuple[str, str], Mapping[int, Fraction]]:
    """Return the yearly ceilings of each activity."""
    series: dict[tuple[str, str], dict[int, Fraction]] = {}
    for p in renstra.pagu:
        if p.kegiatan is not None:
            series.setdefault((p.program, p.kegiatan), {})[int(p.tahun)] = Fraction(p.pagu)
    return series


# --- helpers --------------------------------------------------------------------------------


def _equal(
    kind: str, subject: str, printed: Figure, compared: Figure, note: str = ""
) -> Comparison:
    """Compare two figures that leave nothing to round."""
    agrees = printed.value == compared.value
    return Comparison(kind, subject, printed, compared, "tidak ada", agrees, note)


def _stated(renstra: Renstra, measure: str, unit: str) -> list[tuple[Pernyataan, Fraction]]:
    """Return the statements of a measure with their values."""
    return [
        (s, Fraction(s.nilai))
        for s in renstra.pernyataan
        if s.ukuran == measure and s.satuan == unit and s.nilai is not None
    ]


def _place(statement: Pernyataan) -> str:
    return statement.tempat or "pernyataan rencana"


def _named(program: Program) -> str:
    return program.nama if program.nama.startswith("Program") else f"Program {program.nama}"
