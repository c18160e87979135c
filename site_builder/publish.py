"""Write the site: everything or nothing.

Files go into a staging folder beside the output; only when all of them are there does it take the
output's place. A build that fails or is killed leaves the previous site as it was, and the next
build clears what was left behind.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

__all__ = ["staging", "write_files"]

_NEW = ".baru"
_OLD = ".lama"


@contextmanager
def staging(output: Path) -> Iterator[Path]:
    """Give a fresh folder that replaces the output when the block ends without an exception."""
    output = output.resolve()
    new = output.with_name(f".{output.name}{_NEW}")
    old = output.with_name(f".{output.name}{_OLD}")
    _recover(output, new, old)
    new.mkdir(parents=True)
    try:
        yield new
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    if output.exists():
        output.rename(old)
    new.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def _recover(output: Path, new: Path, old: Path) -> None:
    """Undo what a killed build may have left: half a new site, or the old one set aside."""
    if old.exists() and not output.exists():
        old.rename(output)
    for left_over in (new, old):
        if left_over.exists():
            shutil.rmtree(left_over)


def write_files(root: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files below a folder and return how many.

    Args:
        root: Existing folder.
        files: (POSIX path relative to root, content), consumed one by one.

    Raises:
        ValueError: Two files have one path (also where only upper and lower case differ), or a
            path climbs out of the folder. Both are faults of the program, not of the data.
    """
    seen: set[str] = set()
    folders: set[Path] = set()
    for name, content in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in name:
            raise ValueError(f"path leaves the site: {name!r}")
        if name.casefold() in seen:
            raise ValueError(f"two files for one path: {name!r}")
        seen.add(name.casefold())
        target = root.joinpath(*path.parts)
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        with target.open("xb") as stream:
            stream.write(content)
    return len(seen)
