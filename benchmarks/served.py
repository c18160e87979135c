"""A site as a host gives it out: under a sub-path, text compressed, every byte sent counted."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SUB_PATH = "portal"
#: What hosts compress; what is packed already (wasm of Pagefind, pictures, XLSX) goes as it is.
_TEXT = frozenset(
    {".html", ".css", ".js", ".mjs", ".json", ".svg", ".txt", ".xml", ".csv", ".map", ".yaml"}
)


@dataclass
class Served:
    """A running server: its address, and the bytes of answers it sent, headers included."""

    address: str
    sent: int = 0


class _Counted:
    """Passes writes on and counts them."""

    def __init__(self, inner: BinaryIO, served: Served, lock: threading.Lock) -> None:
        self._inner, self._served, self._lock = inner, served, lock

    def write(self, data: bytes) -> int:
        with self._lock:
            self._served.sent += len(data)
        return self._inner.write(data)

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


class _Compressing(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(
        self, *args: object, served: Served, lock: threading.Lock, directory: str
    ) -> None:
        self._served, self._lock = served, lock
        super().__init__(*args, directory=directory)  # type: ignore[arg-type] # as the server gives them

    def setup(self) -> None:
        super().setup()
        self.wfile = _Counted(self.wfile, self._served, self._lock)  # type: ignore[assignment,arg-type] # a file but in name

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        if path.suffix not in _TEXT or not path.is_file():
            super().do_GET()
            return
        content = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(site: Path, folder: Path) -> Iterator[Served]:
    """Serve a site below `folder`, an empty folder that takes the sub-path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SUB_PATH).symlink_to(site.resolve())
    state = Served("")
    handler = functools.partial(
        _Compressing, served=state, lock=threading.Lock(), directory=str(folder)
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    state.address = f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
