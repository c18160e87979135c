"""Put a usable uv at `.tools/bin/uv`, with nothing but Python's standard library.

Takes the uv on PATH when it is new enough, else installs a pinned one into a virtual environment
under `.tools/`. The folder ignores itself in Git.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

UV_PINNED = "0.13.9"
UV_OLDEST = (0, 8)  # keep in step with required-version in pyproject.toml
PYTHON_OLDEST = (3, 11)

TOOLS = Path(__file__).resolve().parent.parent / ".tools"
LINK = TOOLS / "bin" / "uv"

NO_VENV = """\
This Python cannot make a virtual environment: its venv or ensurepip module is missing.
  Debian, Ubuntu:  sudo apt-get install python3-venv
  Fedora:          sudo dnf install python3-pip
  anywhere:        install uv (https://docs.astral.sh/uv/) and run make again"""


def main() -> None:
    """Make `.tools/bin/uv`, or say what stands in the way."""
    if sys.version_info < PYTHON_OLDEST:
        sys.exit(
            f"Python 3.11 or newer is needed; {sys.executable} is {sys.version.split()[0]}.\n"
            "  make PYTHON=python3.12 … uses another one."
        )
    TOOLS.mkdir(exist_ok=True)
    (TOOLS / ".gitignore").write_text("*\n", encoding="utf-8")
    LINK.parent.mkdir(exist_ok=True)
    found = uv_on_path() or install_uv()
    LINK.unlink(missing_ok=True)
    LINK.symlink_to(found)
    # Make compares times of the file a link points to, and that one may be years old.
    os.utime(LINK)
    print(f"uv: {found}")


def uv_on_path() -> Path | None:
    """Return the uv on PATH if it runs and is new enough."""
    candidate = shutil.which("uv")
    if candidate is None or Path(candidate) == LINK:
        return None
    try:
        answer = subprocess.run([candidate, "--version"], capture_output=True, text=True)
    except OSError:
        return None
    version = re.match(r"uv (\d+)\.(\d+)", answer.stdout)
    if version is None or tuple(map(int, version.groups())) < UV_OLDEST:
        print(f"uv: {candidate} is too old or does not run; installing {UV_PINNED} beside it")
        return None
    return Path(candidate).absolute()


def install_uv() -> Path:
    """Install the pinned uv into its own virtual environment and return its path."""
    home = TOOLS / "uv"
    python = home / "bin" / "python"
    print(f"uv: installing {UV_PINNED} into {home}", flush=True)
    if not make_venv(home) and not (apt_get("python3-venv") and make_venv(home)):
        shutil.rmtree(home, ignore_errors=True)
        sys.exit(NO_VENV)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, f"uv=={UV_PINNED}"]).returncode != 0:
        sys.exit(f"uv {UV_PINNED} could not be installed from the package index; see above.")
    return home / "bin" / "uv"


def make_venv(home: Path) -> bool:
    """Tell whether a virtual environment with pip now exists at `home`."""
    command = [sys.executable, "-m", "venv", "--clear", str(home)]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


def apt_get(package: str) -> bool:
    """Install a Debian package, if this is root on a Debian or Ubuntu."""
    tool = shutil.which("apt-get")
    if tool is None or os.geteuid() != 0:
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([tool, "update", "-qq"], env=environment)
    install = [tool, "install", "-y", "--no-install-recommends", package]
    return subprocess.run(install, env=environment).returncode == 0


if __name__ == "__main__":
    main()
