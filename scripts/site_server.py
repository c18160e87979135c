"""Serve a built site as GitHub Pages does: below a path, gzip, ten minutes of caching, its own 404.

For tests, benchmarks and Lighthouse; every byte of an answer is counted, headers included.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

__all__ = ["Served", "serving"]

#: What GitHub Pages compresses, by the type it answers with.
_COMPRESSED = (
    "text/",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "image/svg",
)


@dataclass
class Served:
    """A running server: the address of the site, and the bytes it has answered with."""

    address: str
    sent: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def count(self, size: int) -> None:
        """Add to the bytes sent; answers are given by several threads."""
        with self._lock:
            self.sent += size


@functools.lru_cache(maxsize=1024)
def _content(file: Path, changed: int, *, packed: bool) -> bytes:
    """The content of a file as of a change of it (ns): compressed once, as a host does."""
    del changed  # part of the key only
    content = file.read_bytes()
    return gzip.compress(content, 6, mtime=0) if packed else content


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 # the base class has it so
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".atom": "application/atom+xml",
        ".ics": "text/calendar",
        ".js": "text/javascript",
        ".webmanifest": "application/manifest+json",
        ".yaml": "text/yaml",
    }

    def __init__(
        self, *args: object, root: Path, prefix: str, served: Served, **kwargs: object
    ) -> None:
        self._root, self._prefix, self._served = root, prefix, served
        super().__init__(*args, directory=str(root), **kwargs)  # type: ignore[arg-type] # handed on

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file, its folder's index, or the page for missing addresses."""
        path = self.path.partition("?")[0]
        file = Path(self.translate_path(path.removeprefix(self._prefix.rstrip("/"))))
        if file.is_dir():
            file /= "index.html"
        status = HTTPStatus.OK
        if not path.startswith(self._prefix) or not file.is_file():
            file, status = self._root / "404.html", HTTPStatus.NOT_FOUND
        kind = self.guess_type(str(file))
        packed = kind.startswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", "")
        content = _content(file, file.stat().st_mtime_ns, packed=packed)
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Vary", "Accept-Encoding")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self._served.count(len(content))

    def flush_headers(self) -> None:
        """Send the headers, counted."""
        self._served.count(sum(len(line) for line in getattr(self, "_headers_buffer", ())))
        super().flush_headers()


@contextmanager
def serving(site: Path, prefix: str = "/portal/") -> Iterator[Served]:
    """Serve a site on a free port of this machine.

    Args:
        site: Folder of the built site.
        prefix: Path it is served under, with slashes around it.
    """
    served = Served("")
    handler = functools.partial(_Handler, root=site.resolve(), prefix=prefix, served=served)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    served.address = f"http://127.0.0.1:{server.server_port}{prefix}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
