"""Every page of the site, not one of each kind: what an HTML parser alone can tell."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.support import ROOT

_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_NAMED = ("a", "button", "summary")


class _Page(HTMLParser):
    """Walks one document and keeps what is wrong with it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.headings: list[int] = []
        self.ids: Counter[str] = Counter()
        self.labels: set[str] = set()
        self.targets: set[str] = set()
        self._open: list[tuple[str, dict[str, str]]] = []
        self._names: list[list[str]] = []
        self._tables: list[Counter[str]] = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        parent = self._open[-1][0] if self._open else ""
        if len(has) != len(attrs):
            self._wrong(f"<{tag}> has an attribute twice")
        if "id" in has:
            self.ids[has["id"]] += 1
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            self.labels.update(has.get(name, "").split())
        if tag == "a" and has.get("href", "").startswith("#"):
            self.targets.add(has["href"][1:])
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag == "img" and "alt" not in has:
            self._wrong("img without alt")
        if (
            tag == "svg"
            and has.get("aria-hidden") != "true"
            and not (
                has.get("role") in ("img", "group")
                and (has.get("aria-label") or has.get("aria-labelledby"))
            )
        ):
            self._wrong("svg neither hidden nor named")
        if tag == "li" and parent not in ("ul", "ol", "menu"):
            self._wrong(f"li in {parent}")
        if parent in ("ul", "ol") and tag not in ("li", "script", "template"):
            self._wrong(f"{tag} in {parent}")
        if tag in ("dt", "dd") and parent not in ("dl", "div"):
            self._wrong(f"{tag} in {parent}")
        is_field = tag in ("input", "select", "textarea") and has.get("type") != "hidden"
        if is_field and not {"id", "aria-label"} & set(has) and not self._is_inside("label"):
            self._wrong(f"{tag} without a name")
        if any(name.startswith("on") or name == "style" for name in has):
            self._wrong(f"{tag} with inline script or style")
        if "tabindex" in has and int(has["tabindex"]) > 0:
            self._wrong("tabindex above 0")
        if tag == "table":
            self._tables.append(Counter())
        elif self._tables:
            self._tables[-1][tag] += 1
            if tag == "th" and has.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
                self._wrong("th without scope")
        if tag in _VOID:
            return
        self._open.append((tag, has))
        if tag in _NAMED:
            self._names.append([has.get("aria-label", "")])

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self._wrong(f"</{tag}> closes {self._open[-1][0] if self._open else 'nothing'}")
            return
        self._open.pop()
        if tag in _NAMED and not "".join(self._names.pop()).strip():
            self._wrong(f"{tag} without text")
        if tag == "table":
            seen = self._tables.pop()
            if seen["caption"] != 1:
                self._wrong(f"table with {seen['caption']} captions")
            if not seen["th"]:
                self._wrong("table without headings")

    def handle_data(self, data: str) -> None:
        if self._names and not any(has.get("aria-hidden") == "true" for _, has in self._open):
            self._names[-1].append(data)

    def finish(self) -> list[str]:
        self.close()
        if self._open:
            self._wrong(f"{self._open[-1][0]} never closed")
        if self.headings.count(1) != 1:
            self._wrong(f"{self.headings.count(1)} h1")
        for before, after in zip([0, *self.headings], self.headings, strict=False):
            if after > before + 1:
                self._wrong(f"h{after} after h{before}")
        for name, number in self.ids.items():
            if number > 1:
                self._wrong(f"id {name} {number} times")
        for name in sorted((self.labels | self.targets - {""}) - set(self.ids)):
            self._wrong(f"nothing has the id {name}")
        return self.problems

    def _is_inside(self, tag: str) -> bool:
        return any(name == tag for name, _ in self._open)

    def _wrong(self, what: str) -> None:
        self.problems.append(f"{what} (line {self.getpos()[0]})")


def _problems(html: str) -> list[str]:
    page = _Page()
    page.feed(html)
    return page.finish()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("html") / "site"
    command = [sys.executable, "-m", "site_builder", "build", "--output", str(output)]
    subprocess.run([*command, "--as-of", "2026-11-21"], cwd=ROOT, check=True)
    return output


def test_every_page_is_well_formed_and_usable(site: Path) -> None:
    def all_problems() -> Iterator[str]:
        for file in sorted(site.rglob("*.html")):
            for problem in _problems(file.read_text(encoding="utf-8")):
                yield f"{file.relative_to(site)}: {problem}"

    found = list(all_problems())
    assert not found, f"{len(found)} problems:\n" + "\n".join(found[:60])


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<h1>a</h1><h3>b</h3>", "h3 after h1"),
        ("<h1>a</h1><h1>b</h1>", "2 h1"),
        ("<h1>a</h1><table><tr><th scope=col>x</th></tr></table>", "table with 0 captions"),
        ("<h1>a</h1><table><caption>c</caption><tr><th>x</th></tr></table>", "th without scope"),
        ("<h1>a</h1><table><caption>c</caption><tr><td>x</td></tr></table>", "without headings"),
        ("<h1>a</h1><img src=x>", "img without alt"),
        ("<h1>a</h1><svg></svg>", "svg neither hidden nor named"),
        ('<h1 id="a">a</h1><p id="a">b</p>', "id a 2 times"),
        ('<h1>a</h1><a href="x"><svg aria-hidden="true"></svg></a>', "a without text"),
        ("<h1>a</h1><ul><p>x</p></ul>", "p in ul"),
        ("<h1>a</h1><div><p>x</div>", "</div> closes p"),
        ('<h1>a</h1><a href="#b">x</a>', "nothing has the id b"),
        ("<h1>a</h1><input>", "input without a name"),
    ],
)
def test_the_checks_find_what_they_look_for(html: str, problem: str) -> None:
    assert any(problem in found for found in _problems(html))


class _Shown(HTMLParser):
    """Finds what a page shows of states and rules without a link to what explains it."""

    def __init__(self, path: str, rules: re.Pattern[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.states = 0
        self.rules_seen = 0
        self._path = path
        self._rules = rules
        self._open: list[tuple[str, str]] = []
        self._targets: set[str] = set()
        self._unlinked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        target = ""
        if tag == "a":
            address = urljoin(f"/{self._path}", has.get("href", "")).partition("#")[0]
            target = address.removeprefix("/")
            self._targets.add(target)
        classes = has.get("class", "").split()
        if "ksd-badge" in classes:
            self.states += 1
            state = next(c for c in classes if c.startswith("ksd-s-")).removeprefix("ksd-s-")
            if target != f"status/{state}/":
                self._unlinked.append(state)
        elif "ksd-mark" in classes and not any(tag == "a" for tag, _ in self._open):
            self.states += 1
        if tag not in _VOID:
            self._open.append((tag, target))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag in ("script", "style", "title", "pre") for tag, _ in self._open):
            return
        for rule in self._rules.findall(data):
            self.rules_seen += 1
            there = f"panduan/aturan/{rule}/"
            if there != self._path and there not in {target for _, target in self._open}:
                self.problems.append(f"{self._path}: rule {rule} leads nowhere")

    def finish(self) -> list[str]:
        """Return what is wrong; an English page may explain all its states by one link."""
        self.close()
        if self._unlinked and not (self._path.startswith("en/") and {"status/"} & self._targets):
            self.problems.append(f"{self._path}: states {set(self._unlinked)} lead nowhere")
        return self.problems


def test_every_state_and_rule_shown_leads_to_its_explanation(site: Path) -> None:
    named = [p.name for p in (site / "panduan/aturan").iterdir() if p.is_dir()]
    rules = re.compile(
        r"(?<![\w/-])(" + "|".join(sorted(named, key=len, reverse=True)) + r")(?![\w-])"
    )
    problems: list[str] = []
    states = seen = 0
    for file in sorted(site.rglob("index.html")):
        path = file.parent.relative_to(site).as_posix() + "/"
        page = _Shown("" if path == "./" else path, rules)
        page.feed(file.read_text(encoding="utf-8"))
        problems += page.finish()
        states += page.states
        seen += page.rules_seen
    assert states > 1000
    assert seen > 100
    assert not problems, f"{len(problems)} problems:\n" + "\n".join(problems[:60])


@pytest.mark.parametrize(
    ("path", "html", "found"),
    [
        ("a/", '<span class="ksd-badge ksd-s-berlaku">x</span>', True),
        ("a/", '<a class="ksd-badge ksd-s-berlaku" href="../status/berakhir/">x</a>', True),
        ("a/", '<a class="ksd-badge ksd-s-berlaku" href="../status/berlaku/">x</a>', False),
        ("en/a/", '<a href="../../status/">?</a> <b class="ksd-badge ksd-s-berlaku">x</b>', False),
        ("a/", "<p>aturan pihak-dua</p>", True),
        ("a/", '<p><a href="../panduan/aturan/pihak-dua/">pihak-dua</a></p>', False),
        ("panduan/aturan/pihak-dua/", "<p>pihak-dua</p>", False),
    ],
)
def test_what_leads_nowhere_is_found(path: str, html: str, found: bool) -> None:
    page = _Shown(path, re.compile("(pihak-dua)"))
    page.feed(html)
    assert bool(page.finish()) == found
