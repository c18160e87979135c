"""Time and memory of a cold build, side by side in one run; then the search, see `search.py`.

Ours at 1,000 and 10,000 seeded records, plain Material for MkDocs at 1,000 (as many pages, one by
one, with its search), Hugo at both. Hugo and Material get their pages ready to render: preparing
them is not counted, while ours reads, checks, renders, exports and indexes. Whole processes are
measured, children included; machines are noisy, so the ratios are what to quote.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import search
from benchmarks.contenders import ROOT, bodies, frame, ours_command, prepare_hugo, prepare_mkdocs
from benchmarks.generate import generate

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
    return _run("site_builder", pages, ours_command(records, output), ROOT)


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
    parser.add_argument("--no-search", action="store_true", help="measure the builds alone")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        _measure(folder, options)
        if not options.no_search:
            search.measure(folder, sizes=[search.SMALL])
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
        pages = bodies(site)
        contenders: list[tuple[str, Callable[[Path], None], list[str]]] = [
            (
                "hugo",
                partial(prepare_hugo, pages=pages, shell=frame(site, pages)),
                ["hugo", "--quiet"],
            )
        ]
        if count == options.small:
            contenders.append(
                (
                    "mkdocs-material",
                    partial(prepare_mkdocs, pages=pages),
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
