"""The data dictionary: an overview that keeps the addresses of the time when it was one page."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from site_builder.render import Page, pages
from tests.support import dataset, package, portal_of, write_dataset


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Page]:
    portal = portal_of(write_dataset(tmp_path_factory.mktemp("data"), dataset()))
    return {page.path: page for page in pages(portal) if "kamus-data/" in page.path}


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_old_anchor_holds_a_link_to_what_it_named(
    language: str, found: Mapping[str, Page]
) -> None:
    overview = found[f"{language}kamus-data/"].body
    linked = dict(
        re.findall(
            r'<(?:h2|li) id="([\w.]+)">\s*<a href="[./]*((?:en/)?kamus-data/[^"]+)"', overview
        )
    )
    old = set()
    for table in package().tables.values():
        old |= {table.name, *(f"{table.name}.{field.name}" for field in table.fields)}
    assert linked.keys() == old
    for anchor, target in linked.items():
        path, _, fragment = target.partition("#")
        assert path == f"{language}kamus-data/{anchor.partition('.')[0]}/"
        assert fragment == (anchor if "." in anchor else "")
        assert f'<div id="{fragment}">' in found[path].body if fragment else found[path]


def test_references_between_tables_lead_to_the_field(found: Mapping[str, Page]) -> None:
    targets = re.findall(
        r'href="[./]*(kamus-data/\w+/)#([\w.]+)"', found["kamus-data/para_pihak/"].body
    )
    assert ("kamus-data/mitra/", "mitra.id") in targets
    assert all(f'id="{anchor}"' in found[path].body for path, anchor in targets)


def test_no_page_of_the_dictionary_is_heavy(found: Mapping[str, Page]) -> None:
    assert max(len(page.body.encode()) for page in found.values()) < 120_000
