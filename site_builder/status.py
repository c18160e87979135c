"""The state of every agreement at an explicit date, over the whole chain it belongs to.

Three-valued throughout: a date that is missing or known only to the month or year is an interval,
and a state that would hold on some days of it and not on others is ``tidak-dapat-dipastikan``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["State"]


@dataclass(frozen=True, slots=True)
class State:
    """A computed state.

    Attributes:
        status: Code of the list ``keadaan``.
        reason: Why, in Indonesian, for a citizen.
        based_on: Names of the fields it rests on.
        ends_from: Earliest possible last day of validity, None where nothing bounds it.
        ends_to: Latest possible last day of validity, None where nothing bounds it.
    """

    status: str
    reason: str
    based_on: tuple[str, ...]
    ends_from: date | None
    ends_to: date | None
