"""Serves a folder as GitHub Pages does: below a sub-path, 301 for a folder without its slash,
404.html with status 404, gzip, ten minutes in the browser's cache."""

from __future__ import annotations

import gzip
import mimetypes
import sys
import threading
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

TYPES = {".woff2": "font/woff2", ".js": "text/javascript", ".json": "application/json"}


@lru_cache(maxsize=256)
def _compressed(body: bytes) -> bytes:
    """Kept, as each page asks for the same styles and scripts."""
    return gzip.compress(body, mtime=0)


class PagesServer:
    """A context manager; `url` is the address of the site with its sub-path."""

    def __init__(self, folder: Path, base: str) -> None:
        handler = type("Handler", (_Handler,), {"folder": folder.resolve(), "base": base})
        self._server = _Server(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}{base}"

    def __enter__(self) -> PagesServer:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves a page hangs up on what it no longer needs."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    folder: Path
    base: str
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if not path.startswith(self.base):
            self._send(404, None)
            return
        below = path.removeprefix(self.base)
        if "\0" in below or any(len(step.encode()) > 255 for step in below.split("/")):
            self._send(404, self.folder / "404.html")  # no file can have this name
            return
        file = (self.folder / below).resolve()
        if not file.is_relative_to(self.folder):
            self._send(404, None)
        elif file.is_dir() and not path.endswith("/"):
            self._send(301, None, quote(path) + "/")
        elif file.is_dir():
            self._send_file(file / "index.html")
        else:
            self._send_file(file if not path.endswith("/") else file / "missing")

    def _send_file(self, file: Path) -> None:
        if file.is_file():
            self._send(200, file)
        else:
            self._send(404, self.folder / "404.html")

    def _send(self, status: int, file: Path | None, location: str = "") -> None:
        body = file.read_bytes() if file else b""
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        if file:
            self.send_header("Cache-Control", "max-age=600")
            kind = TYPES.get(file.suffix) or mimetypes.guess_type(file)[0] or "text/plain"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if "gzip" in self.headers.get("Accept-Encoding", "") and body:
            body = _compressed(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
