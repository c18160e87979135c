"""The search, as a browser sees it: what it finds, what it moves, how fast it answers.

Found: every labelled query on the real records, asked of our site and of a plain Material for MkDocs
site with its own search over the same pages; recall@10 and precision@10 for the half that may be
tuned on and the half that is only reported. Moved: bytes over the network by the first query, cold.
Fast: from a key to painted results. Run alone: `python -m benchmarks.search --help`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import yaml
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from benchmarks.contenders import AS_OF, ROOT, articles, ours_command, prepare_mkdocs
from benchmarks.generate import generate
from benchmarks.queries import FIRST, PARTS, Part, Query, read_queries
from scripts.site_server import Served, serving
from site_builder.dataset import build_dataset
from site_builder.pipeline import Checked, build_portal
from site_builder.plain_shell import open_shell
from site_builder.publish import write_files
from site_builder.read import load_package, read_records
from site_builder.render.asset_files import asset_files
from site_builder.render.build import Builder
from site_builder.render.context import Context
from site_builder.render.listings import list_pages
from site_builder.search import search_files
from site_builder.tables import flatten_record

SMALL, LARGE = 5_000, 50_000
#: The issue's bounds: KB of the first query by number of records, ms to an answer, recall and lead.
_BOUND_KB = {SMALL: 100, LARGE: 300}
_BOUND_MS = 50
_BOUND_RECALL, _BOUND_LEAD = 0.95, 15
#: Material has no Indonesian stemmer and leaves stemming and stop words out for `language: id`; its
#: documentation's own separator also splits at slashes and points, which the numbers need.
_MATERIAL_SEARCH = {
    "separator": r'[\s\u200b\-_,:!=\[\]()"`/]+|\.(?!\d)|&[lg]t;|(?!\b)(?=[A-Z][a-z])'
}
#: How long nothing may move before a page counts as done; longer than any wait for more keys.
_QUIET_MS = 700
_KEY_MS = 60
_TRIED = 5


@dataclass(frozen=True)
class Answers:
    """What one site answered: ids of the first ten records, by query."""

    name: str
    found: dict[str, list[str]]

    def recall(self, queries: Sequence[Query]) -> float:
        """Return the mean over queries, 0 to 1."""
        return statistics.fmean(query.recall(self.found[query.text]) for query in queries)

    def precision(self, queries: Sequence[Query]) -> float:
        """Return the mean over queries, 0 to 1."""
        return statistics.fmean(query.precision(self.found[query.text]) for query in queries)


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list misses of the tuning half")
    parser.add_argument("--only", choices=("found", "moved"), help="one of the two measurements")
    parser.add_argument("--records", type=int, default=SMALL, help="generated records")
    parser.add_argument("--large", action="store_true", help=f"also {LARGE:,}: takes minutes")
    options = parser.parse_args()
    sizes = [options.records, *([LARGE] if options.large else [])]
    with tempfile.TemporaryDirectory(prefix="bench-search-") as name:
        measure(
            Path(name),
            sizes=[] if options.only == "found" else sizes,
            with_queries=options.only != "moved",
            with_misses=options.misses,
        )


def measure(
    folder: Path,
    *,
    sizes: Sequence[int],
    with_queries: bool = True,
    with_misses: bool = False,
) -> None:
    """Print what the search finds on the real records, and what it costs at generated sizes."""
    with _browser() as browser:
        if with_queries:
            _print_found(*_compare(folder / "found", browser), with_misses=with_misses)
        for size in sizes:
            place = folder / f"moved-{size}"
            _print_costs(size, *_costs(place, browser, size))
            shutil.rmtree(place)


@contextmanager
def _browser() -> Iterator[Browser]:
    path = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "browser.py")],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def _build(command: Sequence[str], cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-4000:]}")


def _say(words: str) -> None:
    print(f"  {words} …", file=sys.stderr, flush=True)


# What is found ------------------------------------------------------------------------------------


def _compare(folder: Path, browser: Browser) -> tuple[Answers, Answers]:
    """Ask every labelled query of both sites."""
    site, material = folder / "ours", folder / "material"
    material.mkdir(parents=True)
    _say("site of the real records")
    _build(ours_command(ROOT / "records", site), ROOT)
    _say("the same pages in Material for MkDocs")
    prepare_mkdocs(material, articles(site), _MATERIAL_SEARCH)
    _build([sys.executable, "-m", "mkdocs", "build", "--quiet"], material)
    queries = [query.text for query in read_queries()]
    both = []
    for name, built, ask in (
        ("site_builder", site, _ask_ours),
        ("mkdocs-material", material / "site", _ask_material),
    ):
        _say(f"{len(queries)} queries to {name}")
        with serving(built) as server:
            context = browser.new_context(locale="id-ID")
            both.append(Answers(name, ask(context, server.address, queries)))
            context.close()
    return both[0], both[1]


def _first(hrefs: Sequence[str]) -> list[str]:
    """Return the ids of the first ten different records among links."""
    ids = (re.search(r"/kerja-sama/([^/?#]+)/", href) for href in hrefs)
    return list(dict.fromkeys(found[1] for found in ids if found is not None))[:FIRST]


_OUR_LINKS = "#hasil-daftar .ksd-item-title a"
_HREFS = "links => links.map(link => link.href)"
#: Results stand there, or the page says that there are none.
_OUR_ANSWER = f"""() => document.querySelectorAll("{_OUR_LINKS}").length > 0
    || /tidak ada|^0 /i.test(document.getElementById("hasil-jumlah")?.textContent ?? "")"""


def _ask_ours(
    context: BrowserContext, address: str, queries: Sequence[str]
) -> dict[str, list[str]]:
    page = context.new_page()
    answers = {}
    for text in queries:
        page.goto(f"{address}kerja-sama/?{urlencode({'q': text})}")
        page.wait_for_function(_OUR_ANSWER)
        page.wait_for_timeout(150)  # what is said first may be followed by what is like it
        answers[text] = _first(page.locator(_OUR_LINKS).evaluate_all(_HREFS))
    return answers


#: Counts what Material asks its search worker and what that answers (message types of its worker:
#: 1 ready, 2 query, 3 result), so that an answer is read when it is the last.
_WATCH_WORKER = """
    const bench = window.benchWorker = { ready: false, asked: 0, answered: 0 };
    const Native = window.Worker;
    window.Worker = class extends Native {
      constructor(...how) {
        super(...how);
        this.addEventListener("message", ({ data }) => {
          if (data.type === 1) bench.ready = true;
          if (data.type === 3) bench.answered += 1;
        });
      }
      postMessage(message, ...more) {
        if (message.type === 2) bench.asked += 1;
        super.postMessage(message, ...more);
      }
    };
"""
_WORKER_READY = "() => benchWorker.ready"
#: The last answer is there and has been written: the line above the list no longer invites to type.
_MATERIAL_ANSWER = """(invitation) => benchWorker.answered === benchWorker.asked
    && document.querySelector(".md-search-result__meta").textContent.trim() !== invitation"""
_MATERIAL_EMPTY = """(invitation) => !document.querySelector(".md-search-result__item")
    && document.querySelector(".md-search-result__meta").textContent.trim() === invitation"""
_MATERIAL_INPUT = "input[data-md-component=search-query]"
_MATERIAL_LINKS = "a.md-search-result__link"


def _ask_material(
    context: BrowserContext, address: str, queries: Sequence[str]
) -> dict[str, list[str]]:
    page = context.new_page()
    page.add_init_script(_WATCH_WORKER)
    page.goto(address)
    box = page.locator(_MATERIAL_INPUT)
    box.click()
    page.wait_for_function(_WORKER_READY)
    page.wait_for_timeout(_QUIET_MS)
    invitation = page.locator(".md-search-result__meta").inner_text().strip()
    answers = {}
    for text in queries:
        # Pasted, then a key: only a key makes Material ask, and to ask for every prefix on the way
        # would change nothing but the time this takes. Emptied before, so that no result is left.
        for pasted, done in (("", _MATERIAL_EMPTY), (text, _MATERIAL_ANSWER)):
            box.fill(pasted)
            box.press("End")
            page.wait_for_function(done, arg=invitation)
        page.wait_for_timeout(100)
        answers[text] = _first(page.locator(_MATERIAL_LINKS).evaluate_all(_HREFS))
    return answers


def _print_found(ours: Answers, theirs: Answers, *, with_misses: bool) -> None:
    queries = read_queries()
    print(f"\nFound: {len(queries)} labelled queries on the real records, first {FIRST} results")
    for part in PARTS:
        _print_part(part, [query for query in queries if query.part == part], ours, theirs)
    reported = [query for query in queries if query.part == "laporan"]
    lead = 100 * (ours.recall(reported) - theirs.recall(reported))
    met = ours.recall(reported) >= _BOUND_RECALL and lead >= _BOUND_LEAD
    print(
        f"\nreported half: recall@{FIRST} {ours.recall(reported):.3f} (bound {_BOUND_RECALL}), "
        f"{lead:+.1f} points over {theirs.name} (bound {_BOUND_LEAD}): "
        f"{'met' if met else 'NOT met'}"
    )
    if with_misses:
        _print_misses([query for query in queries if query.part == "setelan"], ours)


def _print_part(part: Part, queries: Sequence[Query], ours: Answers, theirs: Answers) -> None:
    print(f"\n{part:<14}{'queries':>8}{'recall@10':>26}{'':>4}{'precision@10':>26}")
    print(f"{'':<22}{'ours':>8}{'Material':>10}{'points':>8}{'':>4}", end="")
    print(f"{'ours':>8}{'Material':>10}{'points':>8}")
    kinds = dict.fromkeys(query.kind for query in queries)
    rows = [(kind, [query for query in queries if query.kind == kind]) for kind in kinds]
    for name, chosen in [*rows, ("all", queries)]:
        recall = ours.recall(chosen), theirs.recall(chosen)
        precision = ours.precision(chosen), theirs.precision(chosen)
        print(
            f"{name:<14}{len(chosen):>8}{recall[0]:>8.3f}{recall[1]:>10.3f}"
            f"{100 * (recall[0] - recall[1]):>+8.1f}{'':>4}{precision[0]:>8.3f}"
            f"{precision[1]:>10.3f}{100 * (precision[0] - precision[1]):>+8.1f}"
        )


def _print_misses(queries: Sequence[Query], ours: Answers) -> None:
    """Name what is missed in the tuning half; the other half stays unseen."""
    print("\nmissed in the tuning half:")
    for query in queries:
        answer = ours.found[query.text]
        if query.recall(answer) < 1:
            missed = sorted(query.relevant.difference(answer))
            print(f"  {query.kind}: {query.text!r} {query.recall(answer):.2f}, lacks {missed}")


# What it costs ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Moved:
    """Bytes over the network: by the page itself (CDP), and all that the server sent."""

    page: int
    server: int


class _Meter:
    """Counts what one page moves, and waits until it stops."""

    def __init__(self, page: Page, session: CDPSession, server: Served) -> None:
        self._page, self._server = page, server
        self._moved = 0
        self._sent_before = server.sent
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._count)

    def _count(self, event: dict[str, float]) -> None:
        self._moved += int(event["encodedDataLength"])

    def read(self) -> Moved:
        """Return what moved since the last reading, once nothing moves any more."""
        before = -1
        while before != self._server.sent + self._moved:
            before = self._server.sent + self._moved
            self._page.wait_for_timeout(_QUIET_MS)
        moved = Moved(self._moved, self._server.sent - self._sent_before)
        self._moved, self._sent_before = 0, self._server.sent
        return moved


@dataclass(frozen=True)
class Costs:
    """Of one query, cold: the list page, then the query; and both in one visit by address."""

    text: str
    page: Moved
    query: Moved
    visit: Moved


def _costs(
    folder: Path, browser: Browser, size: int
) -> tuple[list[Costs], dict[str, list[float]]]:
    """Return bytes of some first queries, then ms per key."""
    folder.mkdir(parents=True)
    _say(f"site of {size:,} generated records")
    generate(ROOT, folder / "data", size)
    _search_site(folder / "data" / "records", folder / "site")
    queries = _typical(folder / "data" / "records" / "kerja-sama", _TRIED)
    _say(f"{len(queries)} cold first queries, then {sum(map(len, queries))} keys")
    with serving(folder / "site") as server:
        costs = [_cold(browser, server, text) for text in queries]
        keys = _typed(browser, server, queries)
    return costs, keys


def _search_site(records: Path, folder: Path) -> None:
    """Write what a search touches: the first list page, the assets, the index. No other page.

    The records are taken as good, without the rules: of 50,000, only the search is measured here.
    """
    as_of = date.fromisoformat(AS_OF)
    package = load_package(ROOT / "datapackage")
    read = read_records(records, package)
    rows = [flatten_record(raw, package)[0] for raw in read.records]
    checked = Checked(rows, build_dataset(rows, package, as_of), findings=(), shown=())
    portal = build_portal(checked, read.contents, base_url="https://contoh.id/portal/")
    shell, _ = open_shell(
        ROOT / "docs", ROOT / "mkdocs.yml", as_of=as_of, base_url=portal.base_url
    )
    listed = next(list_pages(Builder(Context(portal, shell.repo_url))))
    folder.mkdir(parents=True)
    write_files(folder, [(listed.file, shell.wrap(listed)), ("404.html", b"")])
    write_files(folder, ((f"assets/{name}", data) for name, data in asset_files().items()))
    write_files(folder, search_files(Context(portal, shell.repo_url)))


def _typical(records: Path, count: int) -> list[str]:
    """Return queries of two words each, taken from records spread over the data."""
    paths = sorted(records.rglob("*.yaml"))
    queries = []
    for path in paths[:: len(paths) // count][:count]:
        about = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)["tentang"]
        words = dict.fromkeys(re.findall(r"\b[a-z]{5,10}\b", about.lower()))
        queries.append(" ".join(list(words)[:2]))
    return queries


def _type(page: Page, text: str) -> None:
    page.locator("#q").click()
    page.keyboard.type(text, delay=_KEY_MS)
    page.wait_for_function(_OUR_ANSWER, timeout=120_000)


def _cold(browser: Browser, server: Served, text: str) -> Costs:
    """Measure one first query in fresh browser profiles."""
    readings = []
    for address in ("kerja-sama/", f"kerja-sama/?{urlencode({'q': text})}"):
        context = browser.new_context(locale="id-ID")
        page = context.new_page()
        meter = _Meter(page, context.new_cdp_session(page), server)
        page.goto(server.address + address)
        if "?" in address:
            page.wait_for_function(_OUR_ANSWER, timeout=120_000)
        readings.append(meter.read())
        if "?" not in address:
            _type(page, text)
            readings.append(meter.read())
        context.close()
    return Costs(text, *readings)


#: From a key to the frame after the last change of the page, and what the page itself tells.
_WATCH_KEYS = """() => {
    const bench = window.benchKeys = { asked: 0, first: 0, painted: 0, told: [] };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName("cari")) bench.told.push(entry.duration);
    }).observe({ type: "measure" });
    document.getElementById("q").addEventListener("input", (event) => {
      bench.asked = event.timeStamp;
      bench.first = bench.painted = 0;
    }, true);
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
      bench.painted = performance.now();
      bench.first ||= bench.painted;
    }))).observe(document.querySelector("main"),
      { subtree: true, childList: true, characterData: true });
}"""
#: Answered and still, or nothing changed at all for two seconds: the same results as before.
_KEY_DONE = f"""() => {{
    const now = performance.now(), {{ asked, painted }} = benchKeys;
    const told = document.getElementById("hasil-jumlah").textContent;
    if (!painted) return now - asked > 2000;
    return now - painted > {_QUIET_MS} && !/Mencari/.test(told);
}}"""


def _typed(browser: Browser, server: Served, queries: Sequence[str]) -> dict[str, list[float]]:
    """Type queries letter by letter after a first one, then all of them again.

    Returns ms per key: told by the page, and till the first painting as seen from outside; with
    pieces of the index still to fetch, and with all of them in hand.
    """
    context = browser.new_context(locale="id-ID")
    page = context.new_page()
    page.goto(f"{server.address}kerja-sama/")
    _type(page, "kerja sama")
    page.wait_for_timeout(_QUIET_MS)
    page.evaluate(_WATCH_KEYS)
    durations: dict[str, list[float]] = {}
    for pieces in ("pieces to fetch", "pieces in hand"):
        seen: list[float] = []
        told: list[float] = []
        for text in queries:
            page.locator("#q").fill("")
            page.wait_for_timeout(_QUIET_MS)
            page.evaluate("benchKeys.told.length = 0")
            for letter in text:
                page.keyboard.type(letter)
                page.wait_for_function(_KEY_DONE, timeout=120_000)
                duration = page.evaluate("benchKeys.first - benchKeys.asked")
                if duration > 0:
                    seen.append(duration)
            told += page.evaluate("benchKeys.told")
        durations[f"told by the page, {pieces}"] = told
        durations[f"seen from outside, {pieces}"] = seen
    context.close()
    return durations


def _print_costs(size: int, costs: Sequence[Costs], keys: Mapping[str, Sequence[float]]) -> None:
    print(f"\nMoved at {size:,} generated records, cold, KB over the network (by the page | sent)")
    print(f"{'':<28}{'list page':>18}{'first query':>18}{'visit by address':>18}")

    def kb(moved: Moved) -> str:
        return f"{moved.page / 1000:.1f} | {moved.server / 1000:.1f}"

    for cost in costs:
        print(f"{cost.text:<28}{kb(cost.page):>18}{kb(cost.query):>18}{kb(cost.visit):>18}")
    most = max(cost.query.server for cost in costs) / 1000
    bound = _BOUND_KB.get(size)
    if bound is not None:
        verdict = "met" if most <= bound else "NOT met"
        print(f"largest first query: {most:.1f} KB (bound {bound} KB): {verdict}")
    for name, durations in keys.items():
        if len(durations) < 2:
            continue
        p95 = statistics.quantiles(durations, n=20)[-1]
        verdict = "met" if p95 <= _BOUND_MS else "NOT met"
        print(
            f"ms per key, {name}: median {statistics.median(durations):.1f}, p95 {p95:.1f}, "
            f"{len(durations)} keys (bound {_BOUND_MS}): {verdict}"
        )


if __name__ == "__main__":
    main()
