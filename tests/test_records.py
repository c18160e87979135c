"""The curated dataset is whole: nothing of what was gathered has gone missing."""

from __future__ import annotations

from site_builder.read import read_records
from site_builder.tables import flatten_record
from tests.support import ROOT, package

#: The collection of public agreements the portal began with; records may be added, none dropped.
_GATHERED = 366


def test_every_gathered_agreement_is_recorded_once() -> None:
    raw_records = read_records(ROOT / "records", package()).records
    records = (flatten_record(r, package())[0] for r in raw_records if r.table == "kerja_sama")
    refs = [record.text("ref") for record in records if record.text("ref")]
    assert len(refs) == len(set(refs)) == _GATHERED
