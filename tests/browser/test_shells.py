"""Both frames give the same addresses and the same data."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def _files(site: Path, *suffixes: str) -> set[str]:
    return {p.relative_to(site).as_posix() for p in site.rglob("*") if p.suffix in suffixes}


def test_addresses_are_the_same(site: Path, plain_site: Path) -> None:
    assert _files(site, ".html") == _files(plain_site, ".html")


def test_data_files_are_identical(site: Path, plain_site: Path) -> None:
    names = _files(site, ".csv", ".json", ".yaml", ".xml", ".txt") | {"data/SHA256SUMS"}
    assert names >= {"data/kerja_sama.csv", "data/datapackage.json", "sitemap.xml"}
    for name in sorted(names):
        assert (site / name).read_bytes() == (plain_site / name).read_bytes(), name
