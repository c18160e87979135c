"""The real site, built once, served under a sub-path as on GitHub Pages, and a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from scripts.site_server import serving
from tests.support import ROOT


def build(output: Path, *more: str) -> Path:
    """Build the real site with the command people use."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "site_builder", "build", "--output", str(output)),
            *("--as-of", "2026-11-21", *more),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("situs") / "situs")


@pytest.fixture(scope="session")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("polos") / "situs", "--shell", "plain")


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with serving(site) as served:
        yield served.address


@pytest.fixture(scope="session")
def plain_address(plain_site: Path) -> Iterator[str]:
    with serving(plain_site) as served:
        yield served.address


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    running = playwright_driver.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
    yield running
    running.close()


def _chromium() -> str:
    """The browser to use; its absence is a failure, because a skipped test says nothing."""
    given = os.environ.get("CHROMIUM")
    candidates = [given] if given else ["chromium", "chromium-browser", "google-chrome", "chrome"]
    for candidate in candidates:
        found = shutil.which(candidate)
        if found is not None:
            return found
    pytest.fail(f"no browser: looked for {', '.join(candidates)}; set CHROMIUM to its path")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, locale="id-ID")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
