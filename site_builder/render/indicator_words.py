"""What stands beside a value of an indicator: what it rests on, whether that is enough, long times."""

from __future__ import annotations

from fractions import Fraction

from site_builder.indicators import Result, Value
from site_builder.portal import Portal
from site_builder.ratios import figure, rounded

__all__ = [
    "CAUTION",
    "basis",
    "in_calendar_units",
    "is_too_few",
    "noun",
    "report_of",
    "short_basis",
]

#: Fewer records than this allow no conclusion from a share, a growth or a median.
_ENOUGH = 5
CAUTION = f"terlalu sedikit untuk disimpulkan (kurang dari {_ENOUGH})"
_DAYS_PER_YEAR = Fraction("365.25")
_MONTHS_PER_YEAR = 12
#: From so many days on, a time is also told in months and years.
_LONG = 60


def noun(portal: Portal, result: Result) -> str:
    """Return what an indicator counts, in one word."""
    for by_year in result.parts.values():
        for records in by_year.values():
            for record in records:
                if record in portal.kerja_sama:
                    return "naskah"
                if record in portal.usulan:
                    return "usulan"
                if record in portal.renstra:
                    return "rencana"
                if record in portal.package.codes("urusan"):
                    return "urusan"
                return "laporan" if report_of(portal, record) else "catatan"
    return "catatan"


def report_of(portal: Portal, record: str) -> tuple[str, str, str] | None:
    """Return agreement, duty and period of a report that is looked for, None for other ids."""
    agreement, _, rest = record.partition("/")
    duty, _, period = rest.partition("/")
    return (agreement, duty, period) if period and agreement in portal.kerja_sama else None


def short_basis(cara: str, value: Value) -> str:
    """Return what a value in a table rests on, "" for a plain number."""
    if cara == "persen":
        return f"{figure(value.pembilang)}/{figure(value.penyebut)}"
    if cara == "pertumbuhan":
        return f"{figure(value.penyebut)} → {figure(value.pembilang)}"
    return f"n = {figure(value.pembilang)}" if cara in ("median", "rasio") else ""


def basis(cara: str, value: Value, what: str) -> str:
    """Return what a value rests on: part and whole, both years, or the number of records."""
    count = figure(value.pembilang)
    if cara == "persen":
        return f"{count} dari {figure(value.penyebut)} {what}"
    if cara == "pertumbuhan":
        return f"{count} {what}, tahun sebelumnya {figure(value.penyebut)}"
    return f"n = {count} {what}" if cara in ("median", "rasio") else ""


def is_too_few(cara: str, value: Value) -> bool:
    """Tell whether a value rests on too few records to conclude from it."""
    if value.nilai is None or cara == "jumlah":
        return False
    whole = value.pembilang if value.penyebut is None else value.penyebut
    return whole < _ENOUGH


def in_calendar_units(days: Fraction) -> str:
    """Return a long time in years and months, "" for one that days tell well enough."""
    if abs(days) < _LONG:
        return ""
    months = int(rounded(abs(days) * _MONTHS_PER_YEAR / _DAYS_PER_YEAR))
    years, rest = divmod(months, _MONTHS_PER_YEAR)
    parts = [f"{years} tahun"] * bool(years) + [f"{rest} bulan"] * bool(rest)
    return f"sekitar {' '.join(parts)}"
