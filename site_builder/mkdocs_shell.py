"""MkDocs with the Material theme: it runs once, over the prose and one page of placeholders.

The placeholder page is cut into pieces; every generated page is those pieces with its own content
between them. Record pages never go through MkDocs. Header, menu and footer are ours (`Frame`), as
are script and style: the theme renders what stands in a prose page.
"""

from __future__ import annotations

import html
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from urllib.parse import quote

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from site_builder.render.frame import ADDRESS_MARKS, Frame, json_ld, with_policy
from site_builder.render.language import INDONESIAN
from site_builder.render.menu import frames_of
from site_builder.render.page import Page, Shell
from site_builder.render.prose import prose_page

__all__ = ["open_shell"]

_TITLE, _DESCRIPTION, _BODY = "%%KSD-JUDUL%%", "%%KSD-RINGKASAN%%", "%%KSD-ISI%%"
#: In the head of every page; prose pages have nothing there.
_OWN = "%%KSD-SENDIRI%%"
#: Language and name of the site, and where the page is in the other language.
_LANGUAGE, _SITE, _OTHER = "%%KSD-BAHASA%%", "%%KSD-SITUS%%", "%%KSD-BAHASA-LAIN%%"
_SECURITY, _HEAD, _HEADER, _FOOTER = (
    "%%KSD-KEBIJAKAN%%",
    "%%KSD-KEPALA%%",
    "%%KSD-ATAS%%",
    "%%KSD-KAKI%%",
)
#: Title and description of a prose page, as ``theme/main.html`` writes them.
_HEAD_WORDS = re.compile(
    rf'<title>([^<]*) \u2013 {_SITE}</title>\s*<meta name="description" content="([^"]*)">'
)
#: Before and after the text of a page.
_PROSE = "%%KSD-PROSA%%"
#: Address of the placeholder page: deeper than any real one, so its way back cannot be mistaken.
_PLACE = "ksd-a/ksd-b/ksd-c/ksd-d/ksd-e/ksd-f/"
_PLACEHOLDER = f"""---
title: "{_TITLE}"
description: "{_DESCRIPTION}"
---
"""
#: What the theme brings for its own frame, and addresses of which ours are the whole list.
_LEFT_OUT = re.compile(r"(assets/.*|sitemap\.xml(\.gz)?)")


class _PlaceholderPage(BasePlugin):  # type: ignore[type-arg, no-untyped-call] # without settings
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        files.append(File.generated(config, f"{_PLACE}index.md", content=_PLACEHOLDER))
        return files


@dataclass(frozen=True, slots=True)
class _Document:
    """The empty page, cut once for each depth and place in the menu."""

    frames: Mapping[str, Frame]
    text: str
    pieces: dict[tuple[str, str, tuple[str, str]], Sequence[str]] = field(default_factory=dict)

    def wrap(self, page: Page) -> bytes:
        """Return the whole HTML document of a page."""
        frame = self.frames[page.language]
        root = frame.root(page.path)
        key = (page.language, root, frame.place(page.path, page.section))
        if key not in self.pieces:
            self.pieces[key] = self._cut(*key)
        values = {
            _TITLE: html.escape(page.title),
            _DESCRIPTION: html.escape(page.description),
            _BODY: str(page.body) + json_ld(page.json_ld),
            _PLACE: quote(page.path),
            _OWN: frame.own_head(page, root),
            _OTHER: quote(frame.other_language(page.path)),
            **frame.own_address(page),
        }
        return "".join(values.get(piece, piece) for piece in self.pieces[key]).encode()

    def _cut(self, language: str, root: str, place: tuple[str, str]) -> Sequence[str]:
        text = with_policy(_fill(self.text, self.frames[language], root, place))
        marks = (_TITLE, _DESCRIPTION, _BODY, _PLACE, _OWN, _OTHER, *ADDRESS_MARKS)
        return re.split(f"({'|'.join(marks)})", text)


def _fill(text: str, frame: Frame, root: str, place: tuple[str, str]) -> str:
    text = text.replace(_LANGUAGE, frame.language.code).replace(_SITE, frame.site_name)
    text = text.replace(_SECURITY, frame.security)
    text = text.replace(_HEAD, frame.head(root) + _OWN)
    text = text.replace(_HEADER, frame.header(root, place, _OTHER))
    return text.replace(_FOOTER, frame.footer(root))


def open_shell(
    docs_dir: Path, mkdocs_yml: Path, *, as_of: date, base_url: str
) -> tuple[Shell, Iterator[tuple[str, bytes]]]:
    """Run MkDocs over the prose; return the frame, and the prose and assets as files."""
    folder = tempfile.TemporaryDirectory(prefix="site-builder-")
    site = Path(folder.name)
    config = _configure(docs_dir, mkdocs_yml, site, base_url)
    _run(config, as_of)

    def read(name: str) -> str:
        return (docs_dir / name).read_text(encoding="utf-8")

    frames = frames_of(config, read, as_of=as_of, base_url=base_url)
    before, _, after = _pieces(site / _PLACE / "index.html")
    document = _Document(frames, before + _BODY + after)
    names = sorted(
        name
        for path in site.rglob("*")
        if path.is_file()
        and not (name := path.relative_to(site).as_posix()).startswith(_PLACE)
        and not _LEFT_OUT.fullmatch(name)
    )
    addresses = [n.removesuffix("index.html") for n in names if n.endswith("index.html")]
    frame = frames[INDONESIAN]
    shell = Shell(frame.repo_url, frame.branch, addresses, document.wrap)

    def files() -> Iterator[tuple[str, bytes]]:
        with folder:
            for name in names:
                if name.endswith(".html"):
                    yield name, shell.wrap(_prose_page(site, name, base_url))
                else:
                    yield name, (site / name).read_bytes()

    return shell, files()


def _configure(docs_dir: Path, mkdocs_yml: Path, site: Path, base_url: str) -> MkDocsConfig:
    config = load_config(
        str(mkdocs_yml), docs_dir=str(docs_dir.resolve()), site_dir=str(site), site_url=base_url
    )
    config.extra |= {
        "ksd_security": _SECURITY,
        "ksd_head": _HEAD,
        "ksd_header": _HEADER,
        "ksd_prose": _PROSE,
        "ksd_footer": _FOOTER,
        "ksd_language": _LANGUAGE,
        "ksd_site": _SITE,
    }
    config.theme.static_templates.clear()  # its 404 and sitemap: ours list every page
    config.plugins["ksd"] = _PlaceholderPage()
    return config


def _run(config: MkDocsConfig, as_of: date) -> None:
    """Build quietly, at the date of the data: MkDocs reads the clock unless it is told."""
    logger = logging.getLogger("mkdocs")
    level, epoch = logger.level, os.environ.get("SOURCE_DATE_EPOCH")
    noon = datetime.combine(as_of, time(12), tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))
    logger.setLevel(logging.ERROR)
    try:
        build(config)
    finally:
        logger.setLevel(level)
        if epoch is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = epoch


def _pieces(file: Path) -> tuple[str, str, str]:
    """Return what stands before the text of a page, the text, and what stands after it."""
    before, text, after = file.read_text(encoding="utf-8").split(_PROSE)
    return before, text.strip(), after


def _prose_page(site: Path, name: str, base_url: str) -> Page:
    before, text, _ = _pieces(site / name)
    head = _HEAD_WORDS.search(before)
    if head is None:
        raise ValueError(f"{name}: theme/main.html writes title and description otherwise")
    title, description = map(html.unescape, head.groups())
    return prose_page(name.removesuffix("index.html"), title, description, text, base_url)
