"""The rules over records, in the order their guide lists them."""

from __future__ import annotations

from site_builder.rules.base import Hit, Rule, run_rule

__all__ = ["RULES", "Hit", "Rule", "run_rule"]

RULES: tuple[Rule, ...] = ()
