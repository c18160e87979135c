"""Publication is all or nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.publish import staging, write_files


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def put(output: Path, files: dict[str, bytes]) -> None:
    with staging(output) as root:
        write_files(root, files.items())


def test_new_site_replaces_the_old_one_whole(tmp_path: Path) -> None:
    put(tmp_path / "site", {"a.html": b"1", "b/c.html": b"2"})
    put(tmp_path / "site", {"b/d.html": b"3"})
    assert tree(tmp_path) == {"site/b/d.html": b"3"}


def test_failed_build_leaves_the_old_site_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path / "site", {"a.html": b"1"})

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"2"
        raise RuntimeError

    with pytest.raises(RuntimeError), staging(tmp_path / "site") as root:
        write_files(root, failing())
    assert tree(tmp_path) == {"site/a.html": b"1"}


KILLED = """
import os, signal, sys
from pathlib import Path
from site_builder.publish import staging, write_files
def files():
    for number in range(100):
        yield f"{number}.html", b"new"
        if number == 50:
            os.kill(os.getpid(), signal.SIGKILL)
with staging(Path(sys.argv[1])) as root:
    write_files(root, files())
"""


def test_killed_build_leaves_the_old_site_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, {"a.html": b"1"})
    done = subprocess.run([sys.executable, "-c", KILLED, str(site)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert tree(site) == {"a.html": b"1"}
    put(site, {"a.html": b"2"})
    assert os.listdir(tmp_path) == ["site"]  # noqa: PTH208 # hidden files too
    assert tree(site) == {"a.html": b"2"}


def test_site_set_aside_by_a_killed_swap_comes_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, {"a.html": b"1"})
    site.rename(tmp_path / ".site.lama")
    with pytest.raises(RuntimeError), staging(site):
        raise RuntimeError
    assert tree(tmp_path) == {"site/a.html": b"1"}


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "a\\..\\x", ""])
def test_path_that_leaves_the_site_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="leaves"):
        write_files(tmp_path, [(name, b"")])


def test_two_files_for_one_path_are_refused_whatever_their_case(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two files"):
        write_files(tmp_path, [("a/B.html", b""), ("a/b.html", b"")])
