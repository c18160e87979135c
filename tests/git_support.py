"""Real Git repositories for tests: every commit with a fixed date and a fixed author."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

GIT = shutil.which("git") or "git"


class Repository:
    """A repository in a folder, written one commit at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str | bytes, when: str = "2024-01-01T12:00:00+07:00") -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "GIT_AUTHOR_NAME": "Siti Rahasia",
            "GIT_AUTHOR_EMAIL": "siti.rahasia@contoh.go.id",
            "GIT_COMMITTER_NAME": "Siti Rahasia",
            "GIT_COMMITTER_EMAIL": "siti.rahasia@contoh.go.id",
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": when,
        }
        done = subprocess.run(
            [GIT, *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, files: dict[str, str | bytes | None]) -> None:
        """Write files; None takes one away."""
        for name, content in files.items():
            path = self.root / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(
        self, files: dict[str, str | bytes | None], day: str, subject: str | bytes = "data: ubah"
    ) -> str:
        """Write files and commit everything at noon of a day in WIB; return the hash."""
        self.write(files)
        self.git("add", "-A")
        when = day if "T" in day else f"{day}T12:00:00+07:00"
        self.git("commit", "-q", "--allow-empty", "-m", subject, when=when)
        return self.git("rev-parse", "HEAD")
