"""The Material theme as a frame: MkDocs runs once, over the prose and one page of placeholders.

The placeholder page is cut into pieces; every generated page is those pieces with its own content
between them and the links shortened to its depth. Record pages never go through MkDocs.
"""

from __future__ import annotations

import html
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from urllib.parse import quote, urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from site_builder.render.frame import Frame, json_ld, polish_prose, with_policy
from site_builder.render.menu import menu_of
from site_builder.render.page import Page, Shell

__all__ = ["open_shell"]

_TITLE, _DESCRIPTION, _BODY = "%%KSD-JUDUL%%", "%%KSD-RINGKASAN%%", "%%KSD-ISI%%"
#: In the head of every page; prose pages have nothing there.
_OWN = "%%KSD-SENDIRI%%"
_SECURITY, _HEAD, _FOOTER = "%%KSD-KEBIJAKAN%%", "%%KSD-KEPALA%%", "%%KSD-KAKI%%"
#: Address of the placeholder page: deeper than any real one, so its way back cannot be mistaken.
_PLACE = "ksd-a/ksd-b/ksd-c/ksd-d/ksd-e/ksd-f/"
_BACK = "../" * _PLACE.count("/")
_PLACEHOLDER = f"""---
title: "{_TITLE}"
description: "{_DESCRIPTION}"
ksd_body: "{_BODY}"
hide: [navigation, toc]
---
"""
#: Parts of the theme for features that are off: its own search, source maps.
_LEFT_OUT = re.compile(
    r"(assets/javascripts/(lunr|workers)/.*|.*\.map|assets/images/.*|sitemap\.xml(\.gz)?)"
)
_TAB = re.compile(r'<li class="md-tabs__item">(\s*<a href="([^"]*)" class="md-tabs__link")')


class _PlaceholderPage(BasePlugin):  # type: ignore[type-arg, no-untyped-call] # without settings
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        files.append(File.generated(config, f"{_PLACE}index.md", content=_PLACEHOLDER))
        return files


@dataclass(slots=True)
class _MaterialShell:
    """Pieces of the theme's page, cut once for each depth and section."""

    frame: Frame
    document: str
    base_url: str
    addresses: tuple[str, ...]
    _pieces: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def repo_url(self) -> str:
        return self.frame.repo_url

    @property
    def prose_addresses(self) -> Sequence[str]:
        return self.addresses

    def wrap(self, page: Page) -> bytes:
        """Return the whole HTML document of a page."""
        root = self.frame.root(page.path)
        key = (root, page.section)
        if key not in self._pieces:
            self._pieces[key] = self._cut(root, page.section)
        values = {
            _TITLE: html.escape(page.title),
            _DESCRIPTION: html.escape(page.description),
            _BODY: str(page.body) + json_ld(page.json_ld),
            _PLACE: quote(page.path),
            _OWN: self.frame.own_head(page, root),
        }
        return "".join(values.get(piece, piece) for piece in self._pieces[key]).encode()

    def _cut(self, root: str, section: str) -> tuple[str, ...]:
        text = self.document
        text = _TAB.sub(lambda m: _active_tab(m, section), text)
        base = root.rstrip("/") or "/"
        text = re.sub(
            rf'(?<=["\'])(?:{re.escape(_BACK)}\.|{re.escape(_BACK[:-1])})(?=["\'])', base, text
        )
        text = text.replace(_BACK, "" if root == "./" else root)
        text = _fill(text, self.frame, root)
        text = with_policy(text)
        return tuple(re.split(f"({'|'.join((_TITLE, _DESCRIPTION, _BODY, _PLACE, _OWN))})", text))


def _active_tab(match: re.Match[str], section: str) -> str:
    address = match[2].removeprefix(_BACK).removeprefix(_BACK[:-1])
    if section and address == section.removeprefix("./"):
        return f'<li class="md-tabs__item md-tabs__item--active">{match[1]} aria-current="true"'
    return match[0]


def _fill(text: str, frame: Frame, root: str) -> str:
    text = text.replace(_SECURITY, frame.security)
    text = text.replace(_HEAD, frame.head(root) + _OWN)
    return text.replace(_FOOTER, frame.footer(root))


def open_shell(
    docs_dir: Path, mkdocs_yml: Path, *, as_of: date, base_url: str
) -> tuple[Shell, Iterator[tuple[str, bytes]]]:
    """Run MkDocs over the prose; return the frame, and the prose and assets as files."""
    folder = tempfile.TemporaryDirectory(prefix="site-builder-")
    site = Path(folder.name)
    config = _configure(docs_dir, mkdocs_yml, site, base_url)
    repo_url = (config.repo_url or "").rstrip("/")
    # With an address the theme shows stars, asked of api.github.com: a request to a third party.
    config.repo_url = None
    _run(config, as_of)
    frame = Frame(
        site_name=config.site_name,
        as_of=as_of,
        repo_url=repo_url,
        base_path=urlsplit(base_url).path or "/",
        menu=menu_of(config.nav or [], lambda name: (docs_dir / name).read_text(encoding="utf-8")),
    )
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
                yield name, _prose(content, name, frame) if name.endswith(".html") else content

    return _MaterialShell(frame, _squeeze(_polish_frame(document)), base_url, addresses), files()


def _configure(docs_dir: Path, mkdocs_yml: Path, site: Path, base_url: str) -> MkDocsConfig:
    config = load_config(
        str(mkdocs_yml), docs_dir=str(docs_dir.resolve()), site_dir=str(site), site_url=base_url
    )
    config.extra |= {"ksd_security": _SECURITY, "ksd_head": _HEAD, "ksd_footer": _FOOTER}
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


def _polish_frame(document: str) -> str:
    """Mend what the theme gets wrong for people who use no mouse or no sight."""
    document = document.replace(
        '<div class="md-dialog" data-md-component="dialog">',
        '<div class="md-dialog" data-md-component="dialog" role="status" aria-label="Pemberitahuan">',
    )
    document = re.sub(
        r'<label class="md-header__button md-icon" for="__drawer">(.*?)</label>',
        r'<button type="button" class="md-header__button md-icon ksd-menu" aria-label="Menu" '
        r'aria-expanded="false" data-menu="__drawer">\1</button>',
        document,
        flags=re.DOTALL,
    )
    return re.sub(
        r'(<div data-md-component="skip">)\s*(</div>)',
        r'\1<a href="#isi-halaman" class="md-skip">Langsung ke isi</a>\2',
        document,
    )


def _squeeze(document: str) -> str:
    """Leave out the blank lines and indents of the theme: a third of each page otherwise."""
    return re.sub(r"\s*\n\s*", "\n", document)


def _prose(content: bytes, name: str, frame: Frame) -> bytes:
    path = name.removesuffix("index.html")
    text = _fill(_polish_frame(polish_prose(content.decode())), frame, frame.root(path))
    text = text.replace(_OWN, "")
    return with_policy(text).encode()
