"""Bring the ids of the catalogues up to date with the texts of templates and program.

Run through ``make messages``. What is new stands empty in the catalogue, to be translated; what is
used no longer leaves it. ``--check`` only tells whether anything would change (exit code 1).
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from babel.messages.frontend import BaseError, CommandLineInterface

ROOT = Path(__file__).parent.parent
#: Names of the functions whose first argument is a text, beside those of gettext. The text of a
#: counted sentence is its own plural: Indonesian has no other.
_KEYWORDS = ("message", "msgid", "counted:1,1")
_FORM = ("--no-wrap", "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date")


def extract(template: Path) -> None:
    """Write the texts of the program to a new template of a catalogue."""
    _run(
        "extract", "--mapping-file", "pyproject.toml",
        *(argument for word in _KEYWORDS for argument in ("--keyword", word)),
        "--no-wrap", "--add-location=file", "--sort-output", "--output-file", template, "site_builder",
    )  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """Update every catalogue, or with ``--check`` see whether they are up to date."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "site_builder.pot"
        extract(template)
        _run(
            "update", "--input-file", template, "--output-dir", "site_builder/locale",
            "--domain", "site_builder", *_FORM, *arguments,
        )  # fmt: skip


def _run(*arguments: object) -> None:
    with contextlib.chdir(ROOT):  # places of the texts are written relative to it
        try:
            CommandLineInterface().run(["pybabel", "--quiet", *map(str, arguments)])
        except BaseError as error:
            sys.exit(f"{error} Run `make messages`, then translate what is empty.")


if __name__ == "__main__":
    main(sys.argv[1:])
