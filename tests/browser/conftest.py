"""The real site, built once, served under a sub-path as on GitHub Pages, and a real browser."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.support import ROOT

SUB_PATH = "portal"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, *more: str | None) -> None:
        """Answer with the site's own page, as GitHub Pages does."""
        missing = Path(self.directory) / SUB_PATH / "404.html"
        if code != 404 or not missing.exists():
            super().send_error(code, *more)
            return
        content = missing.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site under a sub-path; give its address."""
    (folder / SUB_PATH).symlink_to(site.resolve())
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))
    )
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


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
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(site, tmp_path_factory.mktemp("layanan")) as base:
        yield base


@pytest.fixture(scope="session")
def plain_address(plain_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(plain_site, tmp_path_factory.mktemp("layanan-polos")) as base:
        yield base


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
