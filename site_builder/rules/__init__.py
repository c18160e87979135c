"""The rules over records, in the order their guide lists them."""

from __future__ import annotations

from site_builder.rules import (
    contents,
    dates,
    duplicates,
    ending,
    evidence,
    forms,
    identity,
    life,
    links,
    mitra,
    money,
    numbers,
    offices,
    parties,
    privacy,
    removed,
    stages,
    terms,
    text,
)
from site_builder.rules.base import Hit, Rule, run_rule
from site_builder.rules.identity import duplicate_ids
from site_builder.rules.masking import mask
from site_builder.rules.privacy import comment_findings

__all__ = ["RULES", "Hit", "Rule", "comment_findings", "duplicate_ids", "mask", "run_rule"]

RULES: tuple[Rule, ...] = (
    *identity.RULES,
    *dates.RULES,
    *parties.RULES,
    *forms.RULES,
    *stages.RULES,
    *terms.RULES,
    *ending.RULES,
    *links.RULES,
    *contents.RULES,
    *numbers.RULES,
    *duplicates.RULES,
    *evidence.RULES,
    *money.RULES,
    *life.RULES,
    *mitra.RULES,
    *removed.RULES,
    *offices.RULES,
    *privacy.RULES,
    *text.RULES,
)
