"""The curated dataset is whole: nothing of what was gathered has gone missing."""

from __future__ import annotations

import yaml

from tests.support import ROOT

#: The collection of public agreements the portal began with; records may be added, none dropped.
_GATHERED = 366


def test_every_gathered_agreement_is_recorded_once() -> None:
    refs = []
    for path in sorted((ROOT / "records" / "kerja-sama").rglob("*.yaml")):
        record = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)
        if "ref" in record:
            refs.append(record["ref"])
    assert len(refs) == len(set(refs)) == _GATHERED
