"""Reads the history of the records from Git: one ``git log``, one ``git cat-file``.

An edge: it starts processes and reads their output. However many files and commits there are, it
starts four of them. No network is touched, no setting of the user changes what is read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO

from site_builder.history import (
    NO_LOG,
    WIB,
    Commit,
    Extent,
    FileChange,
    Log,
    LogState,
    known_at,
)
from site_builder.yaml_text import MAX_BYTES

__all__ = ["read_log", "removed_paths"]

#: Variables that would lead Git to another repository than the one the records lie in: Git itself
#: sets them for the hooks it runs.
_LOCAL = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS",
)  # fmt: skip
#: Nine lines of ten alike: a record that got another id, not one that merely resembles another.
_RENAME = "-M90%"
_LOG = (
    "log",
    "--first-parent",
    "--diff-merges=first-parent",
    "--raw",
    "--no-abbrev",
    "-z",
    _RENAME,
    "-l2000",
    "--relative",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-notes",
    "--no-mailmap",
    "--no-show-signature",
    "--encoding=UTF-8",
    # No name and no address of a person is asked for.
    "--format=tformat:%H%n%ct%n%s",
)
_CHUNK = 1 << 20


def read_log(folder: Path, as_of: date) -> Log:
    """Read the commits that touched a folder, on the line of first parents, up to a date.

    Args:
        folder: The folder of the records.
        as_of: The date of the data; later commits are left out.

    Returns:
        The log; `NO_LOG` where there is no Git or the folder lies in no repository.

    Raises:
        subprocess.CalledProcessError: Git failed on a repository it had accepted.
    """
    git = shutil.which("git")
    if git is None:
        return NO_LOG
    about = _run(git, folder, "rev-parse", "--is-inside-work-tree", "--git-path", "shallow")
    if about.returncode != 0 or not about.stdout.startswith(b"true\n"):
        return NO_LOG
    if _run(git, folder, "rev-parse", "--verify", "--quiet", "HEAD").returncode != 0:
        return Log(Extent(LogState.LENGKAP), (), {})  # a repository without a commit
    shallow = folder / os.fsdecode(about.stdout.removeprefix(b"true\n").removesuffix(b"\n"))
    cuts = frozenset(shallow.read_text("ascii").split()) if shallow.is_file() else frozenset()
    listed = _run(git, folder, *_LOG, "--", ".")
    listed.check_returncode()
    commits, later = known_at(list(_commits(listed.stdout, cuts)), as_of)
    first = next((c for c in commits if c.is_cut), None)
    extent = Extent(
        LogState.TERPOTONG if cuts else LogState.LENGKAP,
        None if first is None else first.time.date(),
        later,
    )
    hashes = dict.fromkeys(f.blob for c in commits for f in c.files if f.status != "D")
    return Log(extent, commits, dict(_blobs(git, folder, hashes)))


def removed_paths(folder: Path) -> list[str]:
    """Return the paths below a folder of all files that a commit took away, the newest first.

    A file that got another name was taken away under the old one. Only the line of first parents
    counts: what came and went within one merged proposal was never published.

    Raises:
        subprocess.CalledProcessError: Git failed on a repository it had accepted.
    """
    git = shutil.which("git")
    if (
        git is None
        or _run(git, folder, "rev-parse", "--verify", "--quiet", "HEAD").returncode != 0
    ):
        return []
    listed = _run(
        git, folder, "log", "--first-parent", "--diff-merges=first-parent", "--no-renames",
        "--diff-filter=D", "--name-only", "-z", "--relative", "--format=", "--", ".",
    )  # fmt: skip
    listed.check_returncode()
    return [os.fsdecode(path) for path in dict.fromkeys(listed.stdout.split(b"\0")) if path]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _LOCAL}
    # A partial clone would fetch what it lacks; the program makes no network request.
    return kept | {"GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}


def _command(git: str, folder: Path, *arguments: str) -> list[str]:
    return [git, "-C", str(folder), "-c", "log.showRoot=true", *arguments]


def _run(git: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 # fixed arguments, no shell
        _command(git, folder, *arguments),
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def _commits(output: bytes, cuts: frozenset[str]) -> Iterator[Commit]:
    """Yield the commits of ``git log --raw -z``, newest first.

    The stream is pieces ended by NUL: a head, then for each file a line that begins with a colon
    and one path (two for a rename). No path and no subject can hold a NUL.
    """
    pieces = iter(output.split(b"\0"))
    head: list[str] | None = None
    files: list[FileChange] = []
    for piece in pieces:
        line = piece.removeprefix(b"\n")
        if line.startswith(b":"):
            files.append(_file(line, pieces))
            continue
        if head is not None:
            yield _commit(head, files, cuts)
            head, files = None, []
        if line:
            head = line.decode("utf-8", "replace").split("\n", 2)


def _file(line: bytes, pieces: Iterator[bytes]) -> FileChange:
    _, mode, _, blob, status = line.decode("ascii").split(" ")
    path = os.fsdecode(next(pieces))
    if status.startswith("R"):
        return FileChange(status, mode, blob, os.fsdecode(next(pieces)), path)
    return FileChange(status, mode, blob, path)


def _commit(head: list[str], files: list[FileChange], cuts: frozenset[str]) -> Commit:
    commit, seconds, subject = head
    return Commit(
        commit,
        datetime.fromtimestamp(int(seconds), tz=WIB),
        # Control characters break feeds; those of writing direction turn lines around.
        "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in subject),
        commit in cuts,
        tuple(sorted(files, key=lambda file: file.path)),
    )


def _blobs(git: str, folder: Path, hashes: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the content of each blob that the clone has and that is not too large to be a record."""
    with tempfile.TemporaryFile() as wanted:
        wanted.write("".join(f"{name}\n" for name in hashes).encode("ascii"))
        wanted.seek(0)
        with subprocess.Popen(  # noqa: S603 # fixed arguments, no shell
            _command(git, folder, "cat-file", "--batch", "--buffer"),
            env=_environment(),
            stdin=wanted,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None  # noqa: S101 # asked for above
            yield from _batch(process.stdout)
        if process.returncode != 0:
            raise subprocess.CalledProcessError(process.returncode, "git cat-file")


def _batch(stream: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    while header := stream.readline():
        name, _, rest = header.decode("ascii").rstrip("\n").partition(" ")
        kind, _, size = rest.partition(" ")
        if not size:
            continue  # "missing": a shallow or partial clone lacks it
        left = int(size)
        if kind == "blob" and left <= MAX_BYTES:
            yield name, stream.read(left)
            left = 0
        while left:
            left -= len(stream.read(min(left, _CHUNK)))
        stream.read(1)
