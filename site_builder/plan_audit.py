"""What a plan's own figures say of each other: two figures that should agree and do not.

A plan is recorded as printed. Each difference is listed with both figures, where they stand, how
far they lie apart and how much rounding was allowed for. A list of facts: nothing is corrected
and nobody is blamed, and a figure that merely stands out is told apart from one that contradicts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from site_builder.plan_model import Pernyataan, Program, Renstra
from site_builder.ratios import growth, percent, rounded

__all__ = [
    "Achievement",
    "Contradiction",
    "Figure",
    "GrowthRow",
    "Outlier",
    "achievements",
    "audit",
    "implied_documents",
    "outliers",
    "printed_achievements",
    "target_growth",
]

_PERCENT = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?)\s*%")
_FOLLOW_UP = re.compile(r"tindak\s?lanjut", re.IGNORECASE)
_HALF = Fraction(1, 2)
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
class Contradiction:
    """Two figures of one plan that do not agree.

    Attributes:
        kind: ``pagu``, ``pertumbuhan-tahunan``, ``akhir-periode``, ``pernyataan``, ``rasio`` or
            ``tindak-lanjut``.
        subject: What both figures are about.
        printed: The figure that is stated.
        compared: The figure it is compared with, printed elsewhere or computed from others.
        difference: Printed less compared, in their unit.
        tolerance: What was allowed for, in words.
        note: What a fair reader should know, or "".
    """

    kind: str
    subject: str
    printed: Figure
    compared: Figure
    difference: Fraction
    tolerance: str
    note: str = ""


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


# --- contradictions -------------------------------------------------------------------------


def audit(renstra: Renstra) -> list[Contradiction]:
    """Return every difference between figures of a plan that should agree."""
    return [
        *_ceilings(renstra),
        *_yearly_growth(renstra),
        *_final_state(renstra),
        *_statements(renstra),
        *_ratios(renstra),
        *_follow_up(renstra),
    ]


def _ceilings(renstra: Renstra) -> Iterator[Contradiction]:
    """Compare each programme's ceiling with the sum of its activities', year by year."""
    ceilings = {
        (p.program, p.kegiatan or "", int(p.tahun)): Fraction(p.pagu) for p in renstra.pagu
    }
    for program in renstra.program:
        activities = [k for k in renstra.kegiatan if k.program == program.nomor]
        for year in _years(renstra):
            stated = ceilings.get((program.nomor, "", year))
            parts = [ceilings.get((program.nomor, k.nomor, year)) for k in activities]
            known = [part for part in parts if part is not None]
            if stated is None or not known or len(known) < len(parts):
                continue
            total = sum(known, Fraction(0))
            if abs(stated - total) > len(known):
                yield Contradiction(
                    "pagu",
                    f"{_named(program)}, {year}",
                    Figure(stated, "rupiah", f"pagu program {year}"),
                    Figure(total, "rupiah", f"jumlah pagu {len(known)} kegiatannya {year}"),
                    stated - total,
                    f"pembulatan 1 rupiah per kegiatan, seluruhnya {len(known)} rupiah",
                    _missing_parts(total - stated, [k.nama for k in activities], known),
                )


def _missing_parts(gap: Fraction, activities: Sequence[str], parts: Sequence[Fraction]) -> str:
    """Say which activities' ceilings add up to exactly what the programme's lacks."""
    for size in (1, 2):
        for chosen in _chosen(len(parts), size):
            if abs(gap - sum(parts[i] for i in chosen)) <= len(parts):
                names = " dan ".join(f"“{activities[i]}”" for i in chosen)
                return f"Selisihnya sama dengan pagu kegiatan {names}."
    return ""


def _chosen(count: int, size: int) -> Iterator[tuple[int, ...]]:
    if size == 1:
        yield from ((i,) for i in range(count))
    else:
        yield from ((i, j) for i in range(count) for j in range(i + 1, count))


def _yearly_growth(renstra: Renstra) -> Iterator[Contradiction]:
    """Compare each year's target documents with the yearly growth the plan states."""
    for statement in _stated(renstra, "pertumbuhan-tahunan", "persen"):
        rate = Fraction(statement.nilai or 0)
        rows = target_growth(renstra)
        for before, row in pairwise(rows):
            if row.growth is None:
                continue
            expected = before.documents * (1 + rate / 100)
            if abs(row.documents - expected) > _HALF:
                yield Contradiction(
                    "pertumbuhan-tahunan",
                    f"Target dokumen {row.year}",
                    Figure(rate, "persen", _place(statement)),
                    Figure(
                        row.growth,
                        "persen",
                        f"target {_plain(before.documents)} menjadi {_plain(row.documents)} "
                        f"dokumen, {before.year}-{row.year}",
                    ),
                    rate - row.growth,
                    "pembulatan ke dokumen terdekat",
                )


def _final_state(renstra: Renstra) -> Iterator[Contradiction]:
    """Compare what the plan says of its end with its own yearly targets."""
    rows = target_growth(renstra)
    if len(rows) < 2:
        return
    first, last = rows[0], rows[-1]
    total = growth(last.documents, first.documents)
    span = (
        f"{_plain(first.documents)} dokumen ({first.year}) menjadi "
        f"{_plain(last.documents)} dokumen ({last.year})"
    )
    for statement in _stated(renstra, "pertumbuhan-total", "persen"):
        stated = Fraction(statement.nilai or 0)
        implied = first.documents * (1 + stated / 100)
        if total is not None and abs(implied - last.documents) > _HALF:
            yield Contradiction(
                "akhir-periode",
                f"Pertumbuhan sampai {last.year}",
                Figure(stated, "persen", _place(statement)),
                Figure(total, "persen", span),
                stated - total,
                "pembulatan ke dokumen terdekat",
                _reading(renstra, stated, first.documents, last.year - first.year),
            )
    for statement in _stated(renstra, "dokumen-akhir", "dokumen"):
        stated = Fraction(statement.nilai or 0)
        if stated != last.documents:
            yield Contradiction(
                "akhir-periode",
                f"Dokumen pada {last.year}",
                Figure(stated, "dokumen", _place(statement)),
                Figure(last.documents, "dokumen", f"target {last.year}"),
                stated - last.documents,
                "tidak ada",
            )


def _reading(renstra: Renstra, stated: Fraction, base: Fraction, years: int) -> str:
    """Return how a stated total may have been meant."""
    for statement in _stated(renstra, "pertumbuhan-tahunan", "persen"):
        if Fraction(statement.nilai or 0) * years == stated:
            return (
                f"{_plain(stated)}% sama dengan {years} kali {_plain(stated / years)}%, "
                "tanpa pertumbuhan berganda."
            )
    if stated >= 100:
        grown = base * (1 + stated / 100)
        share = base * stated / 100
        return (
            f"Bila dibaca sebagai pertumbuhan, akhirnya {_plain(grown)} dokumen; bila dibaca "
            f"sebagai bagian dari kondisi awal, {_plain(share)} dokumen."
        )
    return ""


def _statements(renstra: Renstra) -> Iterator[Contradiction]:
    """Compare statements of one measure with each other."""
    for measure, words in (
        ("pertumbuhan-tahunan", "Pertumbuhan tahunan"),
        ("pertumbuhan-total", "Pertumbuhan sampai akhir periode"),
        ("dokumen-akhir", "Dokumen pada akhir periode"),
    ):
        found = [s for s in renstra.pernyataan if s.ukuran == measure and s.nilai is not None]
        for other in found[1:]:
            one, two = Fraction(found[0].nilai or 0), Fraction(other.nilai or 0)
            if one != two and found[0].satuan == other.satuan:
                unit = other.satuan or ""
                yield Contradiction(
                    "pernyataan",
                    words,
                    Figure(one, unit, _place(found[0])),
                    Figure(two, unit, _place(other)),
                    one - two,
                    "tidak ada",
                )


def _ratios(renstra: Renstra) -> Iterator[Contradiction]:
    """Compare each printed ratio with realisation divided by target."""
    for row in printed_achievements(renstra):
        if row.target is None or row.realisation is None or row.ratio is None:
            continue
        expected = percent(row.realisation, row.target)
        if expected is not None and abs(row.ratio - expected) > _HALF:
            yield Contradiction(
                "rasio",
                f"Rasio capaian {row.year}",
                Figure(row.ratio, "persen", "rasio tercetak"),
                Figure(expected, "persen", "realisasi dibagi target"),
                row.ratio - expected,
                "pembulatan ke persen terdekat",
            )


def _follow_up(renstra: Renstra) -> Iterator[Contradiction]:
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
    ordered = list(shares.items())
    low, place = min(ordered)
    for share, other in ordered:
        if share != low:
            yield Contradiction(
                "tindak-lanjut",
                "Fasilitasi yang menjadi naskah",
                Figure(share, "persen", other),
                Figure(low, "persen", place),
                share - low,
                "tidak ada",
                "Kalimat yang sama memakai kedua angka untuk satu ukuran."
                if other == place
                else "",
            )
    for program in renstra.program:
        found = _PERCENT.fullmatch(program.target_per_tahun or "")
        if found is not None and _FOLLOW_UP.search(program.indikator or ""):
            target = Fraction(found[1].replace(",", "."))
            if target not in shares:
                yield Contradiction(
                    "tindak-lanjut",
                    f"Target {_named(program)}",
                    Figure(target, "persen", "target per tahun program itu"),
                    Figure(low, "persen", place),
                    target - low,
                    "tidak ada",
                    "Indikator programnya sama dengan yang dinyatakan di tempat lain: bagian yang "
                    "ditindaklanjuti menjadi naskah.",
                )


def outliers(renstra: Renstra) -> list[Outlier]:
    """Return the ceilings that leave the yearly rate which nearly all others keep."""
    series: dict[tuple[str, str], dict[int, Fraction]] = {}
    for p in renstra.pagu:
        if p.kegiatan is not None:
            series.setdefault((p.program, p.kegiatan), {})[int(p.tahun)] = Fraction(p.pagu)
    steps = [
        (key, year, values[year - 1], amount)
        for key, values in series.items()
        for year, amount in sorted(values.items())
        if year - 1 in values
    ]
    rates = Counter(
        rounded(rate, 1)
        for _, _, before, now in steps
        if (rate := growth(now, before)) is not None
    )
    if not rates:
        return []
    rate, count = rates.most_common(1)[0]
    if count < _PATTERN_SHARE * len(steps):
        return []
    names = {(k.program, k.nomor): k.nama for k in renstra.kegiatan}
    return [
        Outlier(names.get(key, " ".join(key)), year, now, before * (1 + rate / 100), rate)
        for key, year, before, now in steps
        if abs(now - before * (1 + rate / 100)) > 1
    ]


# --- helpers --------------------------------------------------------------------------------


def _years(renstra: Renstra) -> list[int]:
    return sorted({int(p.tahun) for p in renstra.pagu})


def _stated(renstra: Renstra, measure: str, unit: str) -> Iterable[Pernyataan]:
    return [
        s
        for s in renstra.pernyataan
        if s.ukuran == measure and s.satuan == unit and s.nilai is not None
    ]


def _place(statement: Pernyataan) -> str:
    return statement.tempat or "pernyataan rencana"


def _named(program: Program) -> str:
    return program.nama if program.nama.startswith("Program") else f"Program {program.nama}"


def _plain(value: Fraction) -> str:
    """Write a number for a sentence, with a decimal comma and at most one decimal."""
    shown = rounded(value, 1)
    if shown.denominator == 1:
        return str(shown.numerator)
    return f"{float(shown):.1f}".replace(".", ",")
