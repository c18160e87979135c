"""What a rule is: a small function that yields hits, with an id, a weight and a legal basis.

The docstring of the function is the rule, in one Indonesian sentence; it stands on the rule's
guide page. Rules never print, never raise on bad data and see text, not types: a record with
other errors is judged as far as it can be.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from site_builder.dataset import Dataset
from site_builder.findings import Finding, Severity, shorten
from site_builder.rules.masking import mask
from site_builder.tables import Record, Row

__all__ = ["Hit", "Rule", "rule", "run_rule"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule is broken.

    Attributes:
        row: The row concerned.
        field: Field of that row, or "" for the row as a whole.
        message: What is wrong, with the value found, in Indonesian.
        remedy: What to write instead or where to look, in Indonesian.
    """

    row: Row
    field: str
    message: str
    remedy: str


Check = Callable[[Record, Dataset], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over the records of one main table.

    Attributes:
        id: Stable id, kebab-case, Indonesian.
        severity: ``galat`` for what is false or unreadable, ``peringatan`` for what happened but
            departs from the rules, ``saran`` for what could be better.
        legal_basis: Article of law, or "".
        tables: Main tables whose records it judges.
        check: The function; gets one record and the indexed dataset.
    """

    id: str
    severity: Severity
    legal_basis: str
    tables: tuple[str, ...]
    check: Check

    @property
    def sentence(self) -> str:
        """The rule in one sentence."""
        return inspect.cleandoc(self.check.__doc__ or "")


def rule(
    rule_id: str,
    severity: Severity,
    *,
    legal_basis: str = "",
    tables: tuple[str, ...] = ("kerja_sama",),
) -> Callable[[Check], Rule]:
    """Make a rule of the decorated check; it is registered in ``rules.RULES`` by hand."""

    def make(check: Check) -> Rule:
        return Rule(rule_id, severity, legal_basis, tables, check)

    return make


def run_rule(one: Rule, record: Record, dataset: Dataset) -> Iterator[Finding]:
    """Yield the findings of one rule on one record, personal data in them hidden."""
    # A hostile text can be hit thousands of times: it is masked as a whole once.
    values: dict[str, str] = {}
    for hit in one.check(record, dataset):
        mark = hit.row.mark_of(hit.field)
        field = hit.row.dotted(hit.field)
        if field not in values:
            values[field] = shorten(mask(hit.row.values.get(hit.field, "")))
        yield Finding(
            rule=one.id,
            severity=one.severity,
            path=record.path,
            line=mark.line,
            column=mark.column,
            field=field,
            value=values[field],
            message=mask(hit.message),
            remedy=mask(hit.remedy),
            legal_basis=one.legal_basis,
            record=record.id,
        )
