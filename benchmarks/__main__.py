"""Time and memory of a cold build, side by side in one run.

Ours at 1,000 and 10,000 seeded records, plain Material for MkDocs at 1,000 (as many pages, one by
one, with its search), Hugo at both. Hugo and Material get their pages ready to render: preparing
them is not counted, while ours reads, checks, renders, exports and indexes. Whole processes are
measured, children included; machines are noisy, so the ratios are what to quote.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from benchmarks.generate import generate

ROOT = Path(__file__).parent.parent
AS_OF = "2026-11-21"
_SMALL, _LARGE = 1_000, 10_000
#: The issue's bound: time per record may grow by this much from 1,000 to 10,000.
_LINEAR = 1.3


@dataclass(frozen=True)
class Measure:
    """One finished run: seconds of wall and processor, peak memory of its largest process in MB."""

    name: str
    pages: int
    wall: float
    cpu: float
    memory: float


def _run(name: str, pages: int, command: Sequence[str], cwd: Path) -> Measure:
    """Run a command once, cold, and account for it and its children."""
    print(f"  {name}, {pages:,} …", file=sys.stderr, flush=True)
    wrapper = (
        "import resource, subprocess, sys\n"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode\n"
        "use = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(code, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024)\n"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", wrapper, *command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    wall = time.perf_counter() - start
    code, cpu, memory = done.stdout.split()
    if code != "0":
        raise SystemExit(f"{name} failed:\n{done.stderr[-4000:]}")
    return Measure(name, pages, wall, float(cpu), float(memory))


def _ours(records: Path, output: Path, pages: int) -> Measure:
    command = [
        sys.executable, "-m", "site_builder", "build", "--records", str(records),
        "--output", str(output), "--as-of", AS_OF,
    ]  # fmt: skip
    return _run("site_builder", pages, command, ROOT)


def _bodies(site: Path) -> list[tuple[str, str, str]]:
    """Return (id, title, body) of the record pages that our build made."""
    found = []
    for page in sorted((site / "kerja-sama").glob("*-*-*/index.html")):
        text = page.read_text(encoding="utf-8")
        title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
        body = re.search(r"<main.*?>(.*)</main>", text, re.DOTALL)
        if title is None or body is None:
            raise SystemExit(f"no title or main in {page}")
        found.append((page.parent.name, unescape(title[1]).strip(), body[1]))
    return found


def _prepare_hugo(folder: Path, pages: Sequence[tuple[str, str, str]], shell: str) -> None:
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


def _prepare_mkdocs(folder: Path, pages: Sequence[tuple[str, str, str]]) -> None:
    """Give MkDocs the same bodies as Markdown files that hold HTML, navigation kept short."""
    docs = folder / "docs" / "kerja-sama"
    docs.mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Kerja sama\n")
    (folder / "mkdocs.yml").write_text(
        "site_name: Kerja sama\nsite_url: https://contoh.id/\n"
        "theme:\n  name: material\n  language: id\n  font: false\n"
        "nav:\n  - index.md\nnot_in_nav: |\n  /kerja-sama/\n"
    )
    for record_id, title, body in pages:
        flat = re.sub(r"\n\s*\n", "\n", body)
        (docs / f"{record_id}.md").write_text(
            f"# {title}\n\n<div>\n{flat}\n</div>\n", encoding="utf-8"
        )


def _frame(site: Path, pages: Sequence[tuple[str, str, str]]) -> str:
    """Return our page with title and body taken out: what Hugo wraps around its pages."""
    record_id, _, body = pages[0]
    text = (site / "kerja-sama" / record_id / "index.html").read_text(encoding="utf-8")
    text = text.replace(body, "@@BODY@@")
    return re.sub(r"<title>.*?</title>", "<title>@@TITLE@@</title>", text, flags=re.DOTALL)


def _table(rows: Sequence[Measure]) -> None:
    print(f"{'':<24}{'pages':>8}{'wall s':>10}{'cpu s':>10}{'ms/page':>10}{'peak MB':>10}")
    for row in rows:
        print(
            f"{row.name:<24}{row.pages:>8,}{row.wall:>10.1f}{row.cpu:>10.1f}"
            f"{1000 * row.wall / row.pages:>10.2f}{row.memory:>10.0f}"
        )


def _ratios(small: Measure, large: Measure, others: Sequence[Measure]) -> None:
    growth_wall = (large.wall / large.pages) / (small.wall / small.pages)
    growth_cpu = (large.cpu / large.pages) / (small.cpu / small.pages)
    verdict = "linear" if growth_wall <= _LINEAR else "NOT linear"
    print(
        f"\ntime per record, {large.pages:,} against {small.pages:,}: wall x{growth_wall:.2f}, "
        f"cpu x{growth_cpu:.2f} (bound x{_LINEAR}): {verdict}"
    )
    print(f"memory, {large.pages:,} against {small.pages:,}: x{large.memory / small.memory:.2f}")
    for other in others:
        ours = small if other.pages == small.pages else large
        print(
            f"site_builder / {other.name} at {other.pages:,}: wall x{ours.wall / other.wall:.2f}, "
            f"memory x{ours.memory / other.memory:.2f}"
        )


def main() -> None:
    """Generate, build, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=_SMALL)
    parser.add_argument("--large", type=int, default=_LARGE)
    parser.add_argument("--only-ours", action="store_true", help="leave MkDocs and Hugo out")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        _measure(folder, options)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path, options: argparse.Namespace) -> None:
    measures: list[Measure] = []
    others: list[Measure] = []
    for count in (options.small, options.large):
        data = folder / f"data-{count}"
        data.mkdir()
        generate(ROOT, data, count)
        site = folder / f"site-{count}"
        measures.append(_ours(data / "records", site, count))
        if options.only_ours:
            continue
        pages = _bodies(site)
        contenders: list[tuple[str, Callable[[Path], None], list[str]]] = [
            (
                "hugo",
                lambda f, p=pages, s=site: _prepare_hugo(f, p, _frame(s, p)),  # type: ignore[misc] # bound now
                ["hugo", "--quiet"],
            )
        ]
        if count == options.small:
            contenders.append(
                (
                    "mkdocs-material",
                    lambda f, p=pages: _prepare_mkdocs(f, p),  # type: ignore[misc] # bound now
                    [sys.executable, "-m", "mkdocs", "build", "--quiet"],
                )
            )
        for name, prepare, command in contenders:
            place = folder / f"{name}-{count}"
            place.mkdir()
            prepare(place)
            tool = shutil.which(command[0], path=str(Path(sys.executable).parent)) or command[0]
            others.append(_run(name, count, [tool, *command[1:]], place))
    _table([*measures, *others])
    _ratios(measures[0], measures[1], others)


if __name__ == "__main__":
    main()
