"""The labelled queries of `tests/data/pencarian.yaml`, and how well an answer meets one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

Part = Literal["setelan", "laporan"]
#: The first may be looked at while the search is tuned, the second is only reported.
PARTS: tuple[Part, Part] = ("setelan", "laporan")
QUERIES = Path(__file__).parent.parent / "tests" / "data" / "pencarian.yaml"
#: How many results count: what fits on the first screen or two.
FIRST = 10


@dataclass(frozen=True)
class Query:
    """What somebody types, and the ids of every record they would call a find."""

    text: str
    kind: str
    part: Part
    relevant: frozenset[str]

    def recall(self, answer: Sequence[str]) -> float:
        """Return the share found among the first ten; ten are enough where more are relevant."""
        found = len(self.relevant.intersection(answer[:FIRST]))
        return found / min(FIRST, len(self.relevant))

    def precision(self, answer: Sequence[str]) -> float:
        """Return the share of what is shown in the first ten that is relevant; 0 if nothing is."""
        shown = answer[:FIRST]
        return len(self.relevant.intersection(shown)) / len(shown) if shown else 0.0


def read_queries(path: Path = QUERIES) -> list[Query]:
    """Return the labelled queries in the order of the file.

    Raises:
        KeyError: A query lacks one of its three fields.
    """
    kinds = yaml.safe_load(path.read_bytes())
    return [
        Query(entry["query"], kind, entry["part"], frozenset(entry["relevant"]))
        for kind, entries in kinds.items()
        for entry in entries
    ]
