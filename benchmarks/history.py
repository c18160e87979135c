"""Time of reading the history from Git: whole processes, at two sizes, one five times the other.

A repository is made with ``git fast-import``: seeded records in the likeness of the real ones, then
one commit per change of one record, round and round. Measured are reading the log and the blobs,
and telling the changes field by field. Run it with ``python -m benchmarks.history``.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generate import generate

ROOT = Path(__file__).parent.parent
#: Agreements and commits; the issue asks for the second in a stated time.
SIZES = ((1_000, 4_000), (5_000, 20_000))
#: Processor time per commit may grow by this much from the first size to the second.
_LINEAR = 1.3
_EPOCH = 1_577_836_800  # 2020-01-01
_STEP = 7_200


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)


def _stream(root: Path, commits: int) -> Iterator[bytes]:
    """Yield the stream: all files in one commit, then one changed record in each."""
    rng = random.Random(20260521)
    names = sorted(p.relative_to(root).as_posix() for p in root.rglob("*.yaml"))
    texts = {name: (root / name).read_text("utf-8") for name in names}
    records = [name for name in names if "/kerja-sama/" in f"/{name}"]
    for number in range(commits):
        who = f"Uji <uji@contoh.id> {_EPOCH + number * _STEP} +0700"
        yield f"commit refs/heads/main\ncommitter {who}\n".encode()
        yield _data(f"data: perubahan {number}")
        if number == 0:
            changed = names
        else:
            name = records[number % len(records)]
            changed = [name]
            texts[name] = _changed(texts[name], number, rng)
        for name in changed:
            yield f"M 100644 inline {name}\n".encode() + _data(texts[name])


def _changed(text: str, number: int, rng: random.Random) -> str:
    """Change a record as people do: an end, a note, one more fact."""
    lines = [line for line in text.splitlines() if not line.startswith("jangka_waktu:")]
    head = next(i for i, line in enumerate(lines) if line.startswith("para_pihak:"))
    lines.insert(head, f'jangka_waktu: "{rng.randint(1, 9)} tahun, perubahan {number}"')
    at = lines.index("pelaksanaan:") + 1
    fact = [
        "  - jenis_pelaksanaan: fakta",
        f'    tanggal: "{rng.randint(2020, 2025)}"',
        f'    uraian: "Kegiatan nomor {number} terlaksana"',
    ]
    return "\n".join([*lines[:at], *fact, *lines[at:]]) + "\n"


def make_repository(folder: Path, records: int, commits: int) -> Path:
    """Make a repository with its files checked out; return the folder of the records."""
    source = folder / "isi"
    generate(ROOT, source, records)
    repository = folder / "repo"
    repository.mkdir()
    git = ["git", "-C", str(repository)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    with subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for part in _stream(source, commits):
            process.stdin.write(part)
    subprocess.run([*git, "reset", "-q", "--hard"], check=True)
    return repository / "records"


_PROGRAM = """
import gc, json, resource, sys, time
from datetime import date
from pathlib import Path
from site_builder.git_log import read_log
from site_builder.history import build_histories
from site_builder.read import load_package, read_records
from site_builder.tables import flatten_record
gc.disable()
records = Path(sys.argv[1])
package = load_package(Path("datapackage"))
read = read_records(records, package)
rows = [flatten_record(raw, package)[0] for raw in read.records]
gc.freeze()
start = time.perf_counter()
used = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
log = read_log(records, date(2026, 11, 21))
middle = time.perf_counter()
histories = build_histories(log, package, rows, read.contents)
end = time.perf_counter()
now = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(used, now))
versions = sum(len(h.versions) for t in histories.values() for h in t.values())
changes = sum(len(v.changes) for t in histories.values() for h in t.values() for v in h.versions)
print(json.dumps({
    "git": middle - start, "tell": end - middle, "cpu": cpu,
    "versions": versions, "changes": changes, "commits": len(log.commits),
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def measure(records: Path) -> dict[str, float]:
    """Read the history in a process of its own; return seconds, counts and memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(records)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def main() -> int:
    """Print the table; return 1 where the time per commit grows too much."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for count, commits in SIZES:
            start = time.perf_counter()
            records = make_repository(Path(folder) / str(count), count, commits)
            made = time.perf_counter() - start
            print(
                f"  {count:,} records, {commits:,} commits made in {made:.0f} s", file=sys.stderr
            )
            found.append((count, commits, measure(records)))
    print("| records | commits | versions | changes | Git s | telling s | CPU s | MB |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    for count, commits, m in found:
        print(
            f"| {count:,} | {commits:,} | {m['versions']:,} | {m['changes']:,} "
            f"| {m['git']:.1f} | {m['tell']:.1f} | {m['cpu']:.1f} | {m['memory']:.0f} |"
        )
    # Processor time, Git's included: on a machine that others use, wall time says little.
    small, large = (m["cpu"] / commits for _, commits, m in found)
    print(f"\nCPU time per commit, large to small: {large / small:.2f} (bound {_LINEAR})")
    return 0 if large / small <= _LINEAR else 1


if __name__ == "__main__":
    sys.exit(main())
