"""News from a real repository: what was recorded and changed, each commit told once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest

from site_builder.git_log import read_log
from site_builder.pipeline import build_portal
from site_builder.portal import Portal
from site_builder.render.context import Context
from site_builder.render.feeds import feed_files
from tests.git_support import Repository
from tests.support import AGREEMENT, AGREEMENT_PATH, agreement, check_folder, dataset

TAG = "tag:kerja-sama-daerah.github.io,2026:"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


def portal(repository: Repository, as_of: date) -> Portal:
    folder = repository.root / "records"
    checked, contents = check_folder(folder, as_of)
    return build_portal(
        checked, contents, base_url="https://contoh.id/portal/", log=read_log(folder, as_of)
    )


def feeds(repository: Repository, as_of: date) -> dict[str, feedparser.FeedParserDict]:
    found = {}
    for path, content in feed_files(Context(portal(repository, as_of), "")):
        if b"<entry>" in content:
            found[path] = feedparser.parse(content)
            assert not found[path].bozo
    return found


def many(count: int) -> dict[str, str]:
    return dataset(
        *(AGREEMENT.replace("pub-2022-0001", f"pub-2022-{n:04d}") for n in range(1, count + 1))
    )


def test_new_and_changed_records_are_told_with_the_moment_of_their_commit(
    repository: Repository,
) -> None:
    repository.commit(dict(dataset()), "2026-03-01")
    repository.commit(
        {AGREEMENT_PATH: agreement(tanggal_berakhir='"2028-12-30"', catatan="Diperpanjang.")},
        "2026-04-02",
    )
    commit = portal(repository, date(2026, 5, 1)).history["pub-2022-0001"].versions[0].commit
    found = feeds(repository, date(2026, 5, 1))
    new, changed = found["feed/baru.atom"].entries, found["feed/berubah.atom"].entries
    assert [e.id for e in new] == [f"{TAG}pub-2022-0001/baru"]
    assert new[0].updated.startswith("2026-03-01T")
    assert [e.id for e in changed] == [f"{TAG}pub-2022-0001/berubah/{commit}"]
    assert changed[0].updated.startswith("2026-04-02T")
    assert "2 April 2026: Tanggal berakhir, Catatan." in changed[0].summary
    for path in ("wilayah/35.73", "wilayah/35", "mitra/pemkab-malang", "urusan/1.03"):
        ids = [e.id for e in found[f"feed/{path}.atom"].entries]
        assert ids[0] == changed[0].id
        assert new[0].id in ids


def test_a_commit_of_many_records_is_one_piece_of_news_in_every_feed(
    repository: Repository,
) -> None:
    repository.commit(dict(many(26)), "2026-03-01")
    found = feeds(repository, date(2026, 3, 2))
    assert len(found["feed/baru.atom"].entries) == 1
    entry = found["feed/baru.atom"].entries[0]
    assert entry.title.startswith("Banyak naskah dicatat sekaligus")
    in_region = found["feed/wilayah/35.73.atom"].entries
    assert [e for e in in_region if e.id == entry.id] == []
    assert sum(e.title.startswith("Banyak naskah") for e in in_region) == 1
    # As many as a reader can be told of one by one.
    other = Repository(repository.root.parent / "lain")
    other.commit(dict(many(25)), "2026-03-01")
    assert len(feeds(other, date(2026, 3, 2))["feed/baru.atom"].entries) == 25


def test_no_commit_is_told_twice_or_lost_day_by_day(repository: Repository) -> None:
    repository.commit(dict(dataset()), "2026-03-01")
    for day in range(2, 9, 3):
        repository.commit(
            {AGREEMENT_PATH: agreement(catatan=f"Catatan {day}.")}, f"2026-03-{day:02d}"
        )
    # A later move and a change of form alone are no news.
    repository.commit({AGREEMENT_PATH: agreement(catatan='"Catatan 8."')}, "2026-03-09")
    told: dict[str, str] = {}
    for offset in range(11):
        day = date(2026, 3, 1) + timedelta(days=offset)
        found = feeds(repository, day)
        for path in ("feed/baru.atom", "feed/berubah.atom"):
            for entry in found[path].entries if path in found else ():
                text = entry.updated + entry.title + entry.summary
                assert told.setdefault(entry.id, text) == text
                if entry.updated.startswith(day.isoformat()):
                    assert sum(e.id == entry.id for e in found[path].entries) == 1
    assert len(told) == 1 + len(range(2, 9, 3))


def test_without_a_history_nothing_is_invented(tmp_path: Path) -> None:
    checked, contents = check_folder(Path("records"), date(2026, 11, 21))
    bare = build_portal(checked, contents, base_url="https://contoh.id/portal/")
    files = dict(feed_files(Context(bare, "")))
    assert b"<entry>" not in files["feed/baru.atom"]
    assert b"<entry>" not in files["feed/berubah.atom"]
    assert not feedparser.parse(files["feed/baru.atom"]).bozo
