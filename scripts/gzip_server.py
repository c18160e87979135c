"""Serve a built site as GitHub Pages does: gzip, ten minutes of caching, its own page for 404."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

__all__ = ["serving"]

#: What GitHub Pages compresses, by the type it answers with.
_COMPRESSED = (
    "text/",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "image/svg",
)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 # the base class has it so
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".webmanifest": "application/manifest+json",
        ".js": "text/javascript",
    }

    def __init__(self, *args: object, root: Path, prefix: str, **kwargs: object) -> None:
        self._root, self._prefix = root, prefix
        super().__init__(*args, directory=str(root), **kwargs)  # type: ignore[arg-type] # handed on

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file, its folder's index, or the page for missing addresses."""
        path = self.path.partition("?")[0]
        file = self._root / path.removeprefix(self._prefix)
        if file.is_dir():
            file /= "index.html"
        status = HTTPStatus.OK
        if not path.startswith(self._prefix) or not file.is_file():
            file, status = self._root / "404.html", HTTPStatus.NOT_FOUND
        content, kind = file.read_bytes(), self.guess_type(str(file))
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Vary", "Accept-Encoding")
        if kind.startswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serving(site: Path, prefix: str = "/portal/") -> Iterator[str]:
    """Serve a site on a free port of this machine; give its address.

    Args:
        site: Folder of the built site.
        prefix: Path it is served under, with slashes around it.
    """
    handler = functools.partial(_Handler, root=site.resolve(), prefix=prefix)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
