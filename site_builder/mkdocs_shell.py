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
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from site_builder.render.frame import Frame, head_links, json_ld, with_policy
from site_builder.render.language import ENGLISH, INDONESIAN
from site_builder.render.languages import alternates, prose_language
from site_builder.render.menu import english_frame, menu_of
from site_builder.render.page import Page, Shell
from site_builder.render.prose import prose_content

__all__ = ["open_shell"]

#: Title and description of a prose page, as ``theme/main.html`` writes them.
_HEAD_WORDS = re.compile(
    r'<title>(?P<title>[^<]*)</title>\s*<meta name="description" content="(?P<description>[^"]*)">'
)
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
#: Before and after the text of a prose page.
_PROSE = "%%KSD-PROSA%%"
#: Address of the placeholder page: deeper than any real one, so its way back cannot be mistaken.
_PLACE = "ksd-a/ksd-b/ksd-c/ksd-d/ksd-e/ksd-f/"
_PLACEHOLDER = f"""---
title: "{_TITLE}"
description: "{_DESCRIPTION}"
ksd_body: "{_BODY}"
hide: [navigation, toc]
---
"""
#: What the theme brings for its own frame, and addresses of which ours are the whole list.
_LEFT_OUT = re.compile(r"(assets/.*|sitemap\.xml(\.gz)?)")


class _PlaceholderPage(BasePlugin):  # type: ignore[type-arg, no-untyped-call] # without settings
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        files.append(File.generated(config, f"{_PLACE}index.md", content=_PLACEHOLDER))
        return files


@dataclass(slots=True)
class _MaterialShell:
    """Pieces of the empty page, cut once for each depth and place in the menu."""

    frames: Mapping[str, Frame]
    document: str
    base_url: str
    addresses: tuple[str, ...]
    _pieces: dict[tuple[str, str, tuple[str, str]], tuple[str, ...]] = field(default_factory=dict)

    @property
    def repo_url(self) -> str:
        return self.frames[INDONESIAN].repo_url

    @property
    def branch(self) -> str:
        return self.frames[INDONESIAN].branch

    @property
    def prose_addresses(self) -> Sequence[str]:
        return self.addresses

    def wrap(self, page: Page) -> bytes:
        """Return the whole HTML document of a page."""
        frame = self.frames[page.language]
        root = frame.root(page.path)
        key = (page.language, root, frame.place(page.path, page.section))
        if key not in self._pieces:
            self._pieces[key] = self._cut(*key)
        values = {
            _TITLE: html.escape(page.title),
            _DESCRIPTION: html.escape(page.description),
            _BODY: str(page.body) + json_ld(page.json_ld),
            _PLACE: quote(page.path),
            _OWN: frame.own_head(page, root),
            _OTHER: quote(frame.other_language(page.path)),
        }
        return "".join(values.get(piece, piece) for piece in self._pieces[key]).encode()

    def _cut(self, language: str, root: str, place: tuple[str, str]) -> tuple[str, ...]:
        text = with_policy(_fill(self.document, self.frames[language], root, place))
        marks = (_TITLE, _DESCRIPTION, _BODY, _PLACE, _OWN, _OTHER)
        return tuple(re.split(f"({'|'.join(marks)})", text))


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
    repo_url = (config.repo_url or "").rstrip("/")
    _run(config, as_of)

    def read(name: str) -> str:
        return (docs_dir / name).read_text(encoding="utf-8")

    frame = Frame(
        site_name=config.site_name,
        as_of=as_of,
        repo_url=repo_url,
        base_path=urlsplit(base_url).path or "/",
        base_url=base_url,
        branch=config.extra.get("branch", "HEAD"),
        menu=menu_of(config.nav or [], read),
    )
    frames = {INDONESIAN: frame, ENGLISH: english_frame(frame, config.extra, read)}
    document = (site / _PLACE / "index.html").read_text(encoding="utf-8")
    names = sorted(
        name
        for path in site.rglob("*")
        if path.is_file()
        and not (name := path.relative_to(site).as_posix()).startswith(_PLACE)
        and not _LEFT_OUT.fullmatch(name)
    )
    addresses = tuple(n.removesuffix("index.html") for n in names if n.endswith("index.html"))

    def files() -> Iterator[tuple[str, bytes]]:
        with folder:
            for name in names:
                content = (site / name).read_bytes()
                yield (
                    name,
                    _prose(content, name, frames, base_url) if name.endswith(".html") else content,
                )

    return _MaterialShell(frames, document, base_url, addresses), files()


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


def _prose(content: bytes, name: str, frames: Mapping[str, Frame], base_url: str) -> bytes:
    path = name.removesuffix("index.html")
    language = prose_language(path)
    frame = frames[language.code]
    before, text, after = content.decode().split(_PROSE)
    document = before + prose_content(text.strip(), language) + after
    document = _fill(document, frame, frame.root(path), frame.place(path, ""))
    document = document.replace(_OTHER, quote(frame.other_language(path)))
    links = alternates(path.removeprefix(f"{ENGLISH}/"), base_url)
    head = _HEAD_WORDS.search(document)
    if head is not None:
        title = html.unescape(head["title"]).rpartition(" \N{EN DASH} ")[0]
        page = Page(path, title, html.unescape(head["description"]), Markup(), "prosa")
        links += tuple(frame.social(page))
    return with_policy(document.replace(_OWN, head_links(links))).encode()
