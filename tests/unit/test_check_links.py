"""The check of addresses against a real server, and the rules by which answers add up."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.check_links import Asker, due, main
from site_builder.link_state import (
    DAYS_UNTIL_GONE,
    Answer,
    LinkError,
    LinkState,
    Reachability,
    after,
    read_states,
    write_states,
)
from tests.support import AGREEMENT, AS_OF, ROOT, dataset, write_dataset

DAY = date(2026, 3, 1)


class _Handler(BaseHTTPRequestHandler):
    """A site whose paths say how it behaves."""

    asked: list[tuple[str, str, str]]
    robots = "User-agent: *\nDisallow: /larangan/\n"
    robots_at = "/robots.txt"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        path = self.path
        self.asked.append((self.command, path, self.headers.get("User-Agent", "")))
        if path == self.robots_at:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.robots.encode())
        elif path == "/robots.txt":
            self.send_response(301)
            self.send_header("Location", self.robots_at)
            self.end_headers()
        elif path == "/lambat":
            time.sleep(2)
        elif path == "/putus":
            self.close_connection = True
        elif path == "/hanya-get":
            self.send_response(405 if self.command == "HEAD" else 200)
            self.end_headers()
        elif path.startswith("/alih/"):
            self.send_response(301)
            self.send_header("Location", "/" + path.removeprefix("/alih/"))
            self.end_headers()
        elif path.startswith("/putar"):
            self.send_response(302)
            self.send_header("Location", "/putar2" if path == "/putar1" else "/putar1")
            self.end_headers()
        else:
            self.send_response(int(path.strip("/").split("/")[-1]))
            self.end_headers()


@pytest.fixture
def site() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    asked: list[tuple[str, str, str]] = []
    handler = type("Handler", (_Handler,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def asker() -> Iterator[Asker]:
    made = Asker("https://contoh.id/repo", pause=0, timeout=0.5, allows_private=True)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("path", "kode"),
    [
        ("/200", "200"),
        ("/alih/200", "200"),
        ("/alih/404", "404"),
        ("/hanya-get", "200"),
        ("/403", "403"),
        ("/404", "404"),
        ("/410", "410"),
        ("/429", "429"),
        ("/451", "451"),
        ("/500", "500"),
        ("/503", "503"),
        ("/lambat", Answer.WAKTU_HABIS),
        ("/putus", Answer.PUTUS),
        ("/putar1", Answer.BERPUTAR),
        ("/larangan/200", Answer.ROBOTS),
    ],
)
def test_answer_of_a_real_server(
    path: str, kode: str, site: tuple[str, list[tuple[str, str, str]]], asker: Asker
) -> None:
    assert asker.ask(site[0] + path) == kode


def test_server_that_is_not_there_and_name_that_is_not_there(asker: Asker) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert asker.ask(f"http://127.0.0.1:{port}/") == Answer.SAMBUNGAN
    # A name that never exists (RFC 6761); a machine without a resolver says "try again".
    assert asker.ask("http://tidak-ada.invalid/") in (Answer.NAMA, Answer.WAKTU_HABIS)


def test_broken_secure_connection(
    site: tuple[str, list[tuple[str, str, str]]], asker: Asker
) -> None:
    answer = asker.ask(site[0].replace("http://", "https://") + "/200")
    assert answer == Answer.TLS


def test_private_hosts_are_never_asked(site: tuple[str, list[tuple[str, str, str]]]) -> None:
    careful = Asker("https://contoh.id/repo", pause=0, timeout=0.5)
    for address in (
        site[0] + "/200",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://localhost/",
        "file:///etc/passwd",
        "http://",
    ):
        assert careful.ask(address) == Answer.TIDAK_DIMINTA, address
    careful.close()
    assert site[1] == []


def test_it_says_who_asks_and_reads_no_forbidden_page(
    site: tuple[str, list[tuple[str, str, str]]], asker: Asker
) -> None:
    asker.ask(site[0] + "/larangan/200")
    asker.ask(site[0] + "/200")
    assert [(method, path) for method, path, _ in site[1]] == [
        ("GET", "/robots.txt"),
        ("HEAD", "/200"),
    ]
    assert {agent for _, _, agent in site[1]} == {
        "kerja-sama-daerah-tautan/1.0 (+https://contoh.id/repo)"
    }


def test_rules_that_lie_elsewhere_are_obeyed(
    site: tuple[str, list[tuple[str, str, str]]], asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Handler, "robots_at", "/aturan.txt")
    assert asker.ask(site[0] + "/larangan/200") == Answer.ROBOTS
    assert [path for _, path, _ in site[1]] == ["/robots.txt", "/aturan.txt"]


def test_pause_between_two_requests_to_one_host(
    site: tuple[str, list[tuple[str, str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    clock = SimpleNamespace(monotonic=lambda: 1000.0, sleep=pauses.append)
    monkeypatch.setattr("scripts.check_links.time", clock)
    slow = Asker("https://contoh.id/repo", pause=3, timeout=0.5, allows_private=True)
    slow.ask(site[0] + "/200")
    slow.ask(site[0] + "/410")
    slow.close()
    # robots.txt, HEAD, HEAD, GET
    assert pauses == [3, 3, 3]


# --- a whole run -----------------------------------------------------------------------------


def records_naming(folder: Path, *places: str) -> Path:
    text = AGREEMENT.split("sumber:")[0] + "sumber:\n"
    return write_dataset(folder, dataset(text + "".join(f"  - alamat: {p}\n" for p in places)))


def run(folder: Path, records: Path, *more: str) -> int:
    return main(
        [
            *("--records", str(records), "--datapackage", str(ROOT / "datapackage")),
            *("--state", str(folder / "tautan.csv"), "--contact", "https://contoh.id/repo"),
            *("--pause", "0", "--timeout", "0.5", "--allow-private", *more),
        ]
    )


def states_in(folder: Path) -> dict[str, LinkState]:
    return read_states((folder / "tautan.csv").read_text(), date.max)


def test_run_keeps_answers_and_goes_on_where_it_stopped(
    site: tuple[str, list[tuple[str, str, str]]], tmp_path: Path
) -> None:
    places = [f"{site[0]}/{code}" for code in ("200", "403", "404")]
    records = records_naming(tmp_path, *places)
    before = {p: p.read_bytes() for p in records.rglob("*.yaml")}
    assert run(tmp_path, records, "--limit", "2") == 0
    assert len(states_in(tmp_path)) == 2
    assert run(tmp_path, records, "--limit", "2") == 0
    found = states_in(tmp_path)
    assert {a.rpartition("/")[2]: s.keadaan for a, s in found.items()} == {
        "200": Reachability.TERJANGKAU,
        "403": Reachability.MENOLAK,
        "404": Reachability.BELUM_DIPERIKSA,
    }
    asked = len(site[1])
    assert run(tmp_path, records) == 0
    assert len(site[1]) == asked, "an address is asked once a day"
    assert {p: p.read_bytes() for p in records.rglob("*.yaml")} == before


def test_address_no_record_names_any_more_is_forgotten(
    site: tuple[str, list[tuple[str, str, str]]], tmp_path: Path
) -> None:
    run(tmp_path, records_naming(tmp_path / "satu", f"{site[0]}/200"))
    run(tmp_path, records_naming(tmp_path / "dua", f"{site[0]}/alih/200"))
    assert list(states_in(tmp_path)) == [f"{site[0]}/alih/200"]


def test_run_without_a_network_writes_nothing(tmp_path: Path) -> None:
    records = records_naming(tmp_path, "http://tidak-ada.invalid/a", "http://tidak-ada.invalid/b")
    assert run(tmp_path, records) == 1
    assert not (tmp_path / "tautan.csv").exists()


# --- how answers add up ----------------------------------------------------------------------


def after_days(*answers: str) -> LinkState:
    state = LinkState("https://contoh.go.id/")
    for number, answer in enumerate(answers):
        state = after(state, answer, DAY + timedelta(days=7 * number))
    return state


def test_gone_only_after_failing_on_different_days_in_a_row() -> None:
    assert after_days("200", "404", "404").keadaan is Reachability.TERJANGKAU
    gone = after_days("200", "404", "500", Answer.NAMA)
    assert gone.keadaan is Reachability.HILANG
    assert gone.sejak == DAY + timedelta(days=7)
    assert after_days("404", "404", "200", "404").keadaan is Reachability.TERJANGKAU
    assert after_days("404", "404", "404", "200").gagal == 0
    same_day = LinkState("https://contoh.go.id/")
    for _ in range(5):
        same_day = after(same_day, "404", DAY)
    assert (same_day.gagal, same_day.keadaan) == (1, Reachability.BELUM_DIPERIKSA)


@given(
    st.lists(
        st.sampled_from(
            [
                "200", "401", "403", "405", "429", "451", "503",
                Answer.TLS, Answer.WAKTU_HABIS, Answer.ROBOTS, Answer.PUTUS,
            ]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_refusals_never_make_an_address_gone(answers: list[str]) -> None:
    assert after_days(*answers).keadaan is not Reachability.HILANG


@given(st.lists(st.sampled_from(["200", "403", "404", "500", Answer.NAMA]), max_size=12))
def test_state_survives_the_file(answers: list[str]) -> None:
    state = after_days(*answers)
    known = read_states(write_states([state]), date.max)
    assert known == ({} if state.diperiksa is None else {state.alamat: state})
    assert (state.keadaan is Reachability.HILANG) <= (state.gagal >= DAYS_UNTIL_GONE)


def test_later_checks_are_not_known_at_an_earlier_date() -> None:
    text = write_states([after_days("200")])
    assert read_states(text, DAY - timedelta(days=1)) == {}
    assert list(read_states(text, DAY)) == ["https://contoh.go.id/"]


def test_longest_ago_comes_first() -> None:
    states = [
        LinkState("b", diperiksa=DAY),
        LinkState("c"),
        LinkState("a", diperiksa=DAY - timedelta(days=3)),
        LinkState("d", diperiksa=DAY + timedelta(days=1)),
    ]
    assert [s.alamat for s in due(states, DAY + timedelta(days=1), 2)] == ["c", "a"]


@pytest.mark.parametrize(
    "text",
    [
        "alamat\n",
        write_states(()) + "https://a.id/,entah,200,2026-01-01,2026-01-01,0,\n",
        write_states(()) + "https://a.id/,terjangkau,200,kemarin,,0,\n",
        write_states(()) + "javascript:alert(1),terjangkau,200,2026-01-01,,0,\n",
        write_states(()) + "https://a.id/,terjangkau\n",
    ],
)
def test_broken_state_file_is_refused(text: str) -> None:
    with pytest.raises(LinkError, match="baris"):
        read_states(text, AS_OF)


def test_state_file_of_the_project_can_be_read() -> None:
    read_states((ROOT / "pemeriksaan" / "tautan.csv").read_text("utf-8"), date.max)
