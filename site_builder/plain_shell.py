"""Our own plain frame, without MkDocs: the way out when the Material theme comes to its end.

It gives the same addresses and the same data files as the Material frame, from the same
``mkdocs.yml`` and the same prose.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from markdown import Markdown
from markupsafe import Markup

from site_builder.render.environment import environment
from site_builder.render.frame import Frame, json_ld, with_policy
from site_builder.render.language import INDONESIAN
from site_builder.render.menu import address_of, first_heading, frames_of
from site_builder.render.page import Page, Shell
from site_builder.render.prose import prose_page

__all__ = ["open_shell"]

_HREF = re.compile(r'(?P<attribute>href|src)="(?P<target>[^":#?][^":?#]*)(?P<rest>[#?][^"]*)?"')
#: Stands in the header for the address of the page in the other language.
_OTHER = "ksd-alamat-bahasa-lain"
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def open_shell(
    docs_dir: Path, mkdocs_yml: Path, *, as_of: date, base_url: str
) -> tuple[Shell, Iterator[tuple[str, bytes]]]:
    """Read the settings; return the frame, and the prose and its pictures as files."""
    settings: dict[str, Any] = yaml.safe_load(mkdocs_yml.read_text(encoding="utf-8"))

    def read(name: str) -> str:
        return (docs_dir / name).read_text(encoding="utf-8")

    frames = frames_of(settings, read, as_of=as_of, base_url=base_url)
    left_out = settings.get("exclude_docs", "").split()
    names = sorted(
        path.relative_to(docs_dir).as_posix()
        for path in docs_dir.rglob("*")
        if path.is_file()
        and not any(path.relative_to(docs_dir).match(pattern) for pattern in left_out)
        and not any(part.startswith(".") for part in path.relative_to(docs_dir).parts)
    )
    frame = frames[INDONESIAN]
    addresses = [address_of(name) for name in names if name.endswith(".md")]
    shell = Shell(frame.repo_url, frame.branch, addresses, _Document(frames).wrap)
    markdown = _markdown(settings.get("markdown_extensions", []))

    def files() -> Iterator[tuple[str, bytes]]:
        for name in names:
            if name.endswith(".md"):
                page = _prose_page(
                    name, read(name), markdown, settings["site_description"], base_url
                )
                yield page.file, shell.wrap(page)
            else:
                yield name, (docs_dir / name).read_bytes()

    return shell, files()


@dataclass(frozen=True, slots=True)
class _Document:
    """What stands around the pages; header and footer made once for each depth and place."""

    frames: Mapping[str, Frame]
    made: dict[tuple[str, str, tuple[str, str]], tuple[str, str]] = field(default_factory=dict)

    def wrap(self, page: Page) -> bytes:
        """Return the whole HTML document of a page."""
        frame = self.frames[page.language]
        root = frame.root(page.path)
        place = frame.place(page.path, page.section)
        key = (page.language, root, place)
        if key not in self.made:
            self.made[key] = frame.header(root, place, _OTHER), frame.footer(root)
        header, footer = self.made[key]
        for mark, address in frame.own_address(page).items():
            footer = footer.replace(mark, address)
        text = (
            environment(frame.language)
            .get_template("plain.html")
            .render(
                frame=frame,
                page=page,
                root=root,
                canonical=frame.base_url + quote(page.path),
                security=Markup(frame.security),  # noqa: S704 # made by us, no data in it
                head=Markup(frame.head(root) + frame.own_head(page, root)),  # noqa: S704 # own_head escapes
                header=Markup(header.replace(_OTHER, quote(frame.other_language(page.path)))),  # noqa: S704 # rendered with autoescape
                footer=Markup(footer),  # noqa: S704 # rendered with autoescape
                data=Markup(json_ld(page.json_ld)),  # noqa: S704 # escaped by json_ld
            )
        )
        return with_policy(text).encode()


def _markdown(extensions: Sequence[object]) -> Markdown:
    """Return a converter with the extensions of ``mkdocs.yml``."""
    names: list[str] = []
    configs: dict[str, dict[str, Any]] = {}
    for extension in ["toc", "tables", "fenced_code", *extensions]:
        if isinstance(extension, dict):
            for name, config in extension.items():
                names.append(name)
                configs[name] = config
        else:
            names.append(str(extension))
    return Markdown(extensions=list(dict.fromkeys(names)), extension_configs=configs)


def _prose_page(name: str, text: str, markdown: Markdown, description: str, base_url: str) -> Page:
    meta: dict[str, Any] = {}
    front = _FRONT_MATTER.match(text)
    if front is not None:
        meta = yaml.safe_load(front[1]) or {}
        text = text[front.end() :]
    title = str(meta.get("title") or first_heading(text) or Path(name).stem)
    markdown.reset()
    body = _relink(markdown.convert(text), name)
    if "<h1" not in body:  # as the theme does
        body = f"<h1>{Markup.escape(title)}</h1>{body}"
    about = str(meta.get("description") or description)
    return prose_page(address_of(name), title, about, body, base_url)


def _relink(html: str, name: str) -> str:
    """Turn links between source files into links between pages, as MkDocs does."""
    here = address_of(name).rstrip("/")

    def target(match: re.Match[str]) -> str:
        if match["target"].startswith("/"):
            return match[0]
        is_page = match["target"].endswith(".md")
        if not is_page and match["attribute"] == "href" and match["target"].endswith("/"):
            return match[0]  # already an address
        source = posixpath.normpath(posixpath.join(posixpath.dirname(name), match["target"]))
        wanted = address_of(source) if is_page else source
        way = posixpath.relpath(wanted.rstrip("/") or ".", here or ".")
        way += "/" if is_page else ""
        return f'{match["attribute"]}="{way}{match["rest"] or ""}"'

    return _HREF.sub(target, html)
