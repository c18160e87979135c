"""Ask the addresses that the records name whether they still answer, and keep the answers.

A program of its own, because the one that builds the site makes no network request. It reads
``records/`` and writes one file, ``pemeriksaan/tautan.csv``; it never touches a record. Addresses
checked longest ago come first, so that it may stop at any time and go on another day.

Polite: at most one request at a time to a host, a pause between two, ``robots.txt`` obeyed (RFC
9309), a User-Agent that says who asks, HEAD before GET, no body read. Careful: what records hold
is hostile, so only public hosts are asked, each redirect included.
"""

from __future__ import annotations

import argparse
import ipaddress
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from site_builder.history import WIB
from site_builder.link_state import (
    Answer,
    LinkState,
    addresses,
    after,
    read_states,
    write_states,
)
from site_builder.read import load_package, read_records
from site_builder.tables import flatten_record

ROOT = Path(__file__).resolve().parent.parent
AGENT = "kerja-sama-daerah-tautan"
_MAX_HOPS = 6
_MAX_ROBOTS = 512 * 1024
_MAX_PAUSE = 60.0
_HOSTS_AT_ONCE = 8
#: The state is written after so many answers, so that little is lost when the run is stopped.
_SAVE_EVERY = 20
#: Statuses for which nothing more is asked of the server now.
_ENOUGH = frozenset({429, 503})
#: What asking a hostile address may raise.
_FAILURES = (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass
class Asker:
    """Asks addresses; one `Asker` may serve many hosts at once, each host one request at a time.

    Attributes:
        contact: Address that says who asks.
        pause: Seconds between two requests to one host.
        timeout: Seconds to wait for an answer.
        allows_private: Whether hosts in private networks are asked, for tests.
    """

    contact: str
    pause: float = 3.0
    timeout: float = 20.0
    allows_private: bool = False
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._client = httpx.Client(
            headers={"User-Agent": f"{AGENT}/1.0 (+{self.contact})", "Accept": "*/*"},
            timeout=self.timeout,
            follow_redirects=False,
            trust_env=False,  # a proxy would reach hosts that the check below does not see
        )

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def ask(self, address: str) -> str:
        """Return the HTTP status an address ends with, or the `Answer` that says why there is none."""
        seen: set[str] = set()
        try:
            while address not in seen and len(seen) < _MAX_HOPS:
                seen.add(address)
                if not self._is_askable(address):
                    return Answer.TIDAK_DIMINTA
                if not self._rules(address).can_fetch(AGENT, address):
                    return Answer.ROBOTS
                status, target = self._status(address)
                if status not in _REDIRECTS or not target:
                    return str(status)
                address = urljoin(address, target)
        except _FAILURES as error:
            return reason(error)
        return Answer.BERPUTAR

    def _is_askable(self, address: str) -> bool:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return False
        if self.allows_private:
            return True
        found = socket.getaddrinfo(parts.hostname, parts.port, type=socket.SOCK_STREAM)
        return all(ipaddress.ip_address(item[4][0]).is_global for item in found)

    def _status(self, address: str) -> tuple[int, str]:
        """Return status and target; GET where HEAD was not well received."""
        status, target = self._request("HEAD", address)
        if status >= 400 and status not in _ENOUGH:
            return self._request("GET", address)
        return status, target

    def _request(self, method: str, address: str) -> tuple[int, str]:
        with self._turn(address), self._client.stream(method, address) as response:
            return response.status_code, response.headers.get("location", "")

    @contextmanager
    def _turn(self, address: str) -> Iterator[None]:
        """Make the time of one request; others to the host wait, also for the pause after it."""
        host = urlsplit(address).netloc
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            last = self._last.get(host)
            if last is not None:
                time.sleep(max(0.0, last + self._pause(address) - time.monotonic()))
            try:
                yield
            finally:
                self._last[host] = time.monotonic()

    def _pause(self, address: str) -> float:
        rules = self._robots.get(_origin(address))
        wanted = None if rules is None else rules.crawl_delay(AGENT)
        return self.pause if wanted is None else max(self.pause, min(float(wanted), _MAX_PAUSE))

    def _rules(self, address: str) -> RobotFileParser:
        origin = _origin(address)
        known = self._robots.get(origin)
        if known is None:
            known = RobotFileParser()
            known.parse(self._robots_lines(f"{origin}/robots.txt"))
            self._robots[origin] = known
        return known

    def _robots_lines(self, address: str) -> list[str]:
        """Return the rules of a host, redirects followed; none where it has none.

        None as well where they cannot be had: what stands in the way there will stand in the way
        of the address too, and a server that fails for good is to be found.
        """
        try:
            for _ in range(_MAX_HOPS):
                if not self._is_askable(address):
                    break
                with self._turn(address), self._client.stream("GET", address) as response:
                    target = response.headers.get("location", "")
                    if response.status_code in _REDIRECTS and target:
                        address = urljoin(address, target)
                        continue
                    if response.status_code == httpx.codes.OK:
                        return _start(response).decode("utf-8", "replace").splitlines()
                break
        except _FAILURES:
            pass
        return []


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _start(response: httpx.Response) -> bytes:
    content = b""
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > _MAX_ROBOTS:
            break
    return content


def reason(error: Exception) -> Answer:
    """Return why there was no status."""
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return Answer.TLS
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            # "Try again" tells of our own line as often as of theirs.
            return Answer.WAKTU_HABIS if cause.errno == socket.EAI_AGAIN else Answer.NAMA
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return Answer.WAKTU_HABIS
    if isinstance(error, httpx.ConnectError):
        return Answer.SAMBUNGAN
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL | ValueError):
        return Answer.TIDAK_DIMINTA
    return Answer.PUTUS


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def due(states: Iterable[LinkState], today: date, limit: int) -> list[LinkState]:
    """Return the addresses to check now: never or longest ago first, none twice a day."""
    waiting = [state for state in states if state.diperiksa is None or state.diperiksa < today]
    waiting.sort(key=lambda state: (state.diperiksa or date.min, state.alamat))
    return waiting[:limit]


def known_states(records: Path, datapackage: Path, state_file: Path) -> dict[str, LinkState]:
    """Return the state of every address the records name now, in the order of the records."""
    package = load_package(datapackage)
    rows = [flatten_record(raw, package)[0] for raw in read_records(records, package).records]
    text = state_file.read_text("utf-8") if state_file.is_file() else write_states(())
    before = read_states(text, date.max)
    return {a: before.get(a, LinkState(a)) for a in addresses(rows, package)}


def save(states: Iterable[LinkState], state_file: Path) -> None:
    """Write the state file, all or nothing; an address that was never asked has no row."""
    state_file.parent.mkdir(parents=True, exist_ok=True)
    stage = state_file.with_name(f".{state_file.name}.baru")
    stage.write_text(write_states(s for s in states if s.diperiksa is not None), "utf-8")
    stage.replace(state_file)


def check(
    states: dict[str, LinkState], asker: Asker, today: date, limit: int, state_file: Path
) -> tuple[int, bool]:
    """Ask what is due and keep the answers.

    Returns:
        How many addresses were asked, and whether any server answered: without a single answer it
        is our own line that is broken, and nothing is written.
    """
    by_host: dict[str, list[str]] = {}
    for state in due(states.values(), today, limit):
        by_host.setdefault(urlsplit(state.alamat).netloc, []).append(state.alamat)
    count, is_online = 0, False
    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        running = [
            pool.submit(lambda group: [(a, asker.ask(a)) for a in group], group)
            for group in by_host.values()
        ]
        try:
            for done in as_completed(running):
                for address, kode in done.result():
                    states[address] = after(states[address], kode, today)
                    is_online = is_online or kode.isdecimal()
                    count += 1
                    print(f"{kode:>22}  {address}")
                    if is_online and count % _SAVE_EVERY == 0:
                        save(states.values(), state_file)
        finally:
            for future in running:
                future.cancel()
            if is_online:
                save(states.values(), state_file)
    return count, is_online


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one round; return 0, or 1 where no server answered at all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--records", type=Path, default=ROOT / "records")
    parser.add_argument("--datapackage", type=Path, default=ROOT / "datapackage")
    parser.add_argument("--state", type=Path, default=ROOT / "pemeriksaan" / "tautan.csv")
    parser.add_argument("--limit", type=int, default=300, help="addresses asked in one run")
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two requests")
    parser.add_argument("--timeout", type=float, default=20.0, help="seconds to wait")
    parser.add_argument("--contact", required=True, help="address that says who asks")
    parser.add_argument("--allow-private", action="store_true", help="for tests")
    given = parser.parse_args(arguments)
    states = known_states(given.records.resolve(), given.datapackage, given.state)
    asker = Asker(given.contact, given.pause, given.timeout, given.allow_private)
    try:
        today = datetime.now(tz=WIB).date()  # noqa: TID251 # a program of its own: its clock is here
        count, is_online = check(states, asker, today, given.limit, given.state)
    finally:
        asker.close()
    if count and not is_online:
        print("Tidak satu pun situs menjawab; tidak ada yang disimpan.", file=sys.stderr)
        return 1
    print(f"{count} alamat diperiksa, {len(states)} alamat pada catatan.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
