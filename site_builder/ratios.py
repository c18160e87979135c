"""Growth, share and median, in exact fractions: the one place where a ratio is computed and written.

The portal's indicators and the audit of plans use the same functions, so that a figure and the
figure it is compared with cannot differ by their arithmetic. What has no base is undefined: None,
never 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

__all__ = ["decimal_text", "figure", "growth", "median", "percent", "rounded", "with_unit"]


def growth(current: Fraction | int, previous: Fraction | int) -> Fraction | None:
    """Return the growth in per cent, None where there is nothing to grow from."""
    if previous == 0:
        return None
    return Fraction(current - previous) / Fraction(previous) * 100


def percent(part: Fraction | int, whole: Fraction | int) -> Fraction | None:
    """Return part as per cent of whole, None where the whole is zero."""
    if whole == 0:
        return None
    return Fraction(part) / Fraction(whole) * 100


def median(values: Iterable[Fraction]) -> Fraction | None:
    """Return the middle value, the mean of the two middle ones, or None where there is none."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def rounded(value: Fraction, digits: int = 0) -> Fraction:
    """Round half away from zero, as plans and spreadsheets print."""
    scale = 10**digits
    scaled = abs(value) * scale
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, scale)


def decimal_text(value: Fraction, digits: int = 4) -> str:
    """Write a value with a decimal point and at most so many digits, without closing zeros."""
    shown = rounded(value, digits)
    whole, rest = divmod(abs(shown.numerator) * 10**digits // shown.denominator, 10**digits)
    text = f"{whole}.{rest:0{digits}d}".rstrip("0").rstrip(".") if digits else str(whole)
    return f"-{text}" if shown < 0 else text


def figure(value: Fraction | int | None, digits: int = 1) -> str:
    """Write a number the Indonesian way, "" for none: 1.234,5."""
    if value is None:
        return ""
    shown = rounded(Fraction(value), digits)
    whole, rest = divmod(abs(shown.numerator) * 10**digits // shown.denominator, 10**digits)
    text = f"{whole:,}".replace(",", ".")
    if rest:
        text += "," + f"{rest:0{digits}d}".rstrip("0")
    return f"\N{MINUS SIGN}{text}" if shown < 0 else text


def with_unit(value: Fraction | int | None, unit: str, digits: int = 1) -> str:
    """Write a number with its unit; "" for none."""
    if value is None:
        return ""
    if unit == "persen":
        return f"{figure(value, digits)}%"
    if unit == "rupiah":
        return f"Rp{figure(value, 0)}"
    return f"{figure(value, digits)} {unit}"
