"""A web server of a folder, for this machine alone: the standard library's, with few files."""

from collections.abc import Callable, Collection
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO

LOOPBACK = "127.0.0.1"

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


class LoopbackServer(ThreadingHTTPServer):
    """Answers requests for certain files of a folder, and no others, from this machine."""

    daemon_threads = True

    def __init__(self, folder: str, names: Collection[str], port: int) -> None:
        """Take the files that are served; a port of 0 is any free one. Raises OSError."""
        self.names = frozenset(names)
        super().__init__((LOOPBACK, port), partial(_Handler, directory=folder))

    @property
    def address(self) -> str:
        """What a browser opens."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def run(self, started: Callable[[str], None]) -> None:
        """Serve until an interrupt, and tell the address first. Raises KeyboardInterrupt."""
        with self:
            started(self.address)
            self.serve_forever()


class _Handler(SimpleHTTPRequestHandler):
    """Serves what is listed; the names in a request are compared, never followed.

    A page of another site that was made to resolve to this machine names that site as the
    host, and gets nothing.
    """

    extensions_map = _TYPES
    server_version = "planparse"
    sys_version = ""
    server: LoopbackServer

    def send_head(self) -> IO[bytes] | None:  # type: ignore[override]
        """Refuse what is not listed."""
        name = self.path.partition("?")[0].removeprefix("/") or "index.html"
        port = self.server.server_port
        hosts = {f"{host}:{port}" for host in (LOOPBACK, "localhost")}
        if self.headers.get("Host") not in hosts or name not in self.server.names:
            self.send_error(404)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        """Return where a listed file lies."""
        name = path.partition("?")[0].removeprefix("/") or "index.html"
        return str(Path(self.directory, name))

    def end_headers(self) -> None:
        """Have the browser ask whether a file is still the same, and believe its type."""
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""
