"""The same record pages, ready to build by each of the tools compared."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parent.parent
AS_OF = "2026-11-21"
#: Id, title and body of one record page.
RecordPage = tuple[str, str, str]


def ours_command(records: Path, output: Path) -> list[str]:
    """Return the command that builds our site."""
    return [
        sys.executable, "-m", "site_builder", "build", "--records", str(records),
        "--output", str(output), "--as-of", AS_OF,
    ]  # fmt: skip


def _pages(site: Path, body: Callable[[str], str | None]) -> Iterator[RecordPage]:
    for page in sorted((site / "kerja-sama").glob("*-*-*/index.html")):
        text = page.read_text(encoding="utf-8")
        title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
        found = body(text)
        if title is None or found is None:
            raise SystemExit(f"no title or body in {page}")
        yield page.parent.name, unescape(title[1]).strip(), found


def bodies(site: Path) -> list[RecordPage]:
    """Return the record pages that our build made, each with its whole main element."""

    def main(text: str) -> str | None:
        found = re.search(r"<main.*?>(.*)</main>", text, re.DOTALL)
        return None if found is None else found[1]

    return list(_pages(site, main))


def articles(site: Path) -> list[RecordPage]:
    """Return the record pages with what a reader sees of the record, and nothing else.

    Left out are the navigation and what is hidden until a script shows it: no reader finds it there.
    """
    pages = []
    for record, _, text in _pages(site, _article):
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
        if heading is None:
            raise SystemExit(f"no heading on the page of {record}")
        title = unescape(re.sub(r"<[^>]+>", "", heading[1])).strip()
        pages.append((record, title, text.replace(heading[0], "", 1)))
    return pages


def _article(text: str) -> str | None:
    found = re.search(r'<article class="[^"]*\bksd-agreement\b.*</article>', text, re.DOTALL)
    if found is None:
        return None
    visible = _Visible()
    visible.feed(found[0].partition("</main>")[0].rpartition("</article>")[0])
    visible.close()
    return "".join(visible.parts)


class _Visible(HTMLParser):
    """Copies HTML without the elements that have the attribute `hidden`."""

    _EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._open: list[str] = []
        self._hidden_from: int | None = None

    def _copy(self, text: str) -> None:
        if self._hidden_from is None:
            self.parts.append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._EMPTY:
            self._open.append(tag)
            if self._hidden_from is None and "hidden" in dict(attrs):
                self._hidden_from = len(self._open)
        self._copy(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._copy(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._copy(f"</{tag}>")
        while self._open and self._open.pop() != tag:  # an end tag that HTML lets out: </li>
            pass
        if self._hidden_from is not None and len(self._open) < self._hidden_from:
            self._hidden_from = None

    def handle_data(self, data: str) -> None:
        self._copy(data)

    def handle_entityref(self, name: str) -> None:
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._copy(f"&#{name};")


def frame(site: Path, pages: Sequence[RecordPage]) -> str:
    """Return our page with title and body taken out: what Hugo wraps around its pages."""
    record_id, _, body = pages[0]
    text = (site / "kerja-sama" / record_id / "index.html").read_text(encoding="utf-8")
    text = text.replace(body, "@@BODY@@")
    return re.sub(r"<title>.*?</title>", "<title>@@TITLE@@</title>", text, flags=re.DOTALL)


def prepare_hugo(folder: Path, pages: Sequence[RecordPage], shell: str) -> None:
    """Give Hugo the same bodies as raw HTML content and the same frame as its template."""
    (folder / "content" / "kerja-sama").mkdir(parents=True)
    (folder / "layouts" / "_default").mkdir(parents=True)
    (folder / "hugo.toml").write_text(
        'baseURL = "https://contoh.id/"\ntitle = "Kerja sama"\nlocale = "id"\n'
        'disableKinds = ["taxonomy", "RSS"]\n[security]\nallowContent = [".*"]\n'
    )
    template = shell.replace("{{", "{{`{{`}}").replace("@@TITLE@@", "{{ .Title }}")
    template = template.replace("@@BODY@@", "{{ .Content }}")
    for name in ("single", "list"):
        (folder / "layouts" / "_default" / f"{name}.html").write_text(template)
    (folder / "layouts" / "index.html").write_text(template)
    for record_id, title, body in pages:
        quoted = title.replace("\\", "").replace('"', "'")
        (folder / "content" / "kerja-sama" / f"{record_id}.html").write_text(
            f'+++\ntitle = "{quoted}"\n+++\n{body.replace("{{", "{ {")}', encoding="utf-8"
        )


def prepare_mkdocs(
    folder: Path, pages: Sequence[RecordPage], search: Mapping[str, object] | None = None
) -> None:
    """Give MkDocs the same bodies as Markdown files that hold HTML, navigation kept short.

    Args:
        folder: Folder of the MkDocs project, to fill.
        pages: The record pages.
        search: Options of Material's search plugin; none leaves its defaults.
    """
    docs = folder / "docs" / "kerja-sama"
    docs.mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("---\nsearch:\n  exclude: true\n---\n# Kerja sama\n")
    # JSON is YAML: no quoting of our own.
    (folder / "mkdocs.yml").write_text(
        "site_name: Kerja sama\nsite_url: https://contoh.id/\n"
        "theme:\n  name: material\n  language: id\n  font: false\n"
        f"plugins: {json.dumps([{'search': search or {}}])}\n"
        "nav:\n  - index.md\nnot_in_nav: |\n  /kerja-sama/\n"
    )
    for record_id, title, body in pages:
        flat = re.sub(r"\n\s*\n", "\n", body)
        (docs / f"{record_id}.md").write_text(
            f"# {title}\n\n<div>\n{flat}\n</div>\n", encoding="utf-8"
        )
