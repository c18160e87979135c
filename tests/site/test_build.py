"""The whole build, through the command line, on the real records."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from defusedxml import ElementTree

from tests.support import ROOT, agreement, dataset, write_dataset

_PATHS = ROOT / "tests" / "data" / "published_paths.txt"


def command(output: Path, *more: object) -> list[str]:
    return [
        sys.executable, "-m", "site_builder", "build", "--output", str(output), "--as-of",
        "2026-11-21", *map(str, more),
    ]  # fmt: skip


def build(output: Path, *more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(output, *more), cwd=ROOT, capture_output=True, text=True, check=False
    )


def tree(root: Path) -> Mapping[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("build") / "site"
    done = build(output)
    assert done.returncode == 0, done.stderr
    return output


def record_ids() -> set[str]:
    return {p.stem for p in (ROOT / "records" / "kerja-sama").rglob("*.yaml")}


def test_every_record_has_its_page_and_stands_in_the_sitemap(site: Path) -> None:
    pages = {p.parent.name for p in (site / "kerja-sama").glob("*-*-*/index.html")}
    assert pages == record_ids()
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    addresses = [
        e.text or "" for e in ElementTree.parse(site / "sitemap.xml").iter(f"{namespace}loc")
    ]
    assert len(addresses) == len(set(addresses))
    for address in addresses:
        path = address.removeprefix("https://kerja-sama-daerah.github.io/portal/")
        assert (site / path / "index.html").is_file(), address
    assert {a.rstrip("/").rpartition("/")[2] for a in addresses} >= record_ids()


def test_published_paths_never_disappear(site: Path) -> None:
    missing = [
        line
        for line in _PATHS.read_text().splitlines()
        if not (
            site / line / "index.html" if line.endswith("/") or not line else site / line
        ).is_file()
    ]
    assert missing == []


def test_every_page_names_its_date_and_is_no_official_register(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > len(record_ids())
    for page in pages:
        text = page.read_text()
        is_english = page.is_relative_to(site / "en")
        assert ("State as of" if is_english else "Keadaan per") in text, page
        assert "21 November 2026" in text, page
        assert ("ot an official register" if is_english else "ukan register resmi") in text, page
        assert 'http-equiv="Content-Security-Policy"' in text, page


def test_two_builds_with_the_same_date_are_byte_identical(site: Path, tmp_path: Path) -> None:
    again = tmp_path / "lagi"
    assert build(again).returncode == 0
    first, second = tree(site), tree(again)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_killed_build_leaves_the_previous_site_whole(site: Path) -> None:
    before = tree(site)
    stage = site.with_name(f".{site.name}.baru")
    process = subprocess.Popen(
        command(site), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not (stage / "kerja-sama").is_dir():
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert (stage / "kerja-sama").is_dir(), "the build was not in the middle of writing"
    assert tree(site) == before


def test_error_in_a_record_stops_the_build_and_says_where(site: Path, tmp_path: Path) -> None:
    records = write_dataset(tmp_path, dataset(agreement(jenis="ksddd")))
    before = tree(site)
    done = build(site, "--records", records)
    assert done.returncode == 1
    assert "pub-2022-0001.yaml:2:8" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(site) == before


def test_both_shells_give_the_same_addresses_and_data(site: Path, tmp_path: Path) -> None:
    plain = tmp_path / "polos"
    done = build(plain, "--shell", "plain")
    assert done.returncode == 0, done.stderr

    def pages(root: Path) -> set[str]:
        return {p.relative_to(root).as_posix() for p in root.rglob("*.html")}

    assert pages(site) == pages(plain)
    for folder in ("data", "kerja-sama"):
        left = {k: v for k, v in tree(site / folder).items() if not k.endswith(".html")}
        right = {k: v for k, v in tree(plain / folder).items() if not k.endswith(".html")}
        assert left == right


def test_empty_dataset_builds_a_sensible_site(tmp_path: Path) -> None:
    done = build(tmp_path / "kosong", "--records", write_dataset(tmp_path, {}))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "kosong" / "kerja-sama" / "index.html").is_file()
