"""Print the path of a Chromium or Chrome that runs, installing one if there is none.

Order: the environment variable CHROMIUM, PATH, the usual places, one that playwright holds; then
Debian's package if this is root, then playwright's download. A browser that is there but does not
start (Ubuntu's snap stub in a container) does not count. Everything but the path goes to stderr.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)

NONE_FOUND = """\
No Chromium or Chrome could be found or installed, so the browser tests cannot run.
  Debian:        sudo apt-get install chromium
  Ubuntu:        sudo uv run playwright install --with-deps chromium
  other systems: install Chrome or Chromium
  elsewhere:     CHROMIUM=/path/to/chrome make test"""


def main() -> None:
    """Print the path, or fail with what to do."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        path = shutil.which(chosen)
        if path is None or not starts(path):
            sys.exit(f"CHROMIUM={chosen} does not start.")
        print(path)
        return
    for look in (installed, from_debian, from_playwright):
        for path in look():
            if starts(path):
                print(path)
                return
    sys.exit(NONE_FOUND)


def installed() -> Iterator[str]:
    """Yield browsers that may be there already."""
    yield from filter(None, map(shutil.which, NAMES))
    yield from (place for place in PLACES if Path(place).is_file())
    yield from playwrights_own()


def from_debian() -> Iterator[str]:
    """Install Debian's package, if this is root on a system that has it."""
    apt = shutil.which("apt-get")
    if apt is None or not is_root():
        return
    say("installing chromium with apt-get")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run([apt, "update", "-qq"], env=environment)
    run([apt, "install", "-y", "--no-install-recommends", "chromium"], env=environment)
    yield from filter(None, map(shutil.which, NAMES))


def from_playwright() -> Iterator[str]:
    """Let playwright download its own build."""
    say("downloading chromium with playwright")
    system_libraries = ["--with-deps"] if is_root() and shutil.which("apt-get") else []
    run([sys.executable, "-m", "playwright", "install", *system_libraries, "chromium"])
    yield from playwrights_own()


def playwrights_own() -> Iterator[str]:
    """Yield the path where playwright keeps its build."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return
    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except (Error, OSError):
        return
    if Path(path).is_file():
        yield path


def starts(path: str) -> bool:
    """Tell whether the browser at `path` runs; a missing library shows here, not in a test."""
    if path.endswith(".exe"):  # Chrome on Windows opens a window instead of printing its version
        return Path(path).is_file()
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    if answer.returncode != 0:
        say(f"{path} is there but does not start")
    return answer.returncode == 0


def is_root() -> bool:
    """Tell whether this is root; Windows has none."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def run(command: list[str], **keywords: object) -> None:
    """Run a command with its words on stderr; whether it helped is seen afterwards."""
    subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL, **keywords)


def say(words: str) -> None:
    """Tell the person at the terminal."""
    print(f"browser: {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
