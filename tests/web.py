"""A web of made-up hosts on this machine: whatever name is asked for, one server answers."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = "127.0.0.1"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Web:
    """A context manager; `pages` are the answers by host and path: lamps.example.org/plan.

    What is not there is answered by 404. A host that is in `hosts` has that address instead; one
    without any does not exist.
    """

    def __init__(self, folder: Path) -> None:
        self.pages: dict[str, Answer] = {}
        self.hosts: dict[str, str] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.most_at_once: Counter[str] = Counter()
        self.certificate = folder / "certificate.pem"
        self._now: Counter[str] = Counter()
        self._lock = threading.Lock()
        _make_certificate(folder)
        self._servers = {80: self._server(), 443: self._server()}
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(self.certificate, folder / "key.pem")
        served = self._servers[443]
        # The handshake belongs to the thread of the connection: one that fails stops no other.
        served.socket = secure.wrap_socket(
            served.socket, server_side=True, do_handshake_on_connect=False
        )

    def _server(self) -> ThreadingHTTPServer:
        return _Server((HERE, 0), type("Handler", (_Handler,), {"web": self}))

    def __enter__(self) -> Web:
        for server in self._servers.values():
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers.values():
            server.shutdown()
            server.server_close()

    def getaddrinfo(self, host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        """In the place of socket.getaddrinfo."""
        there = self.hosts.get(host, HERE if ".example." in host else "")
        if not there:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        family = socket.AF_INET6 if ":" in there else socket.AF_INET
        at = self._servers[port].server_port if there == HERE and port in self._servers else port
        return [(family, socket.SOCK_STREAM, 6, "", (there, at))]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        host = handler.headers["Host"]
        with self._lock:
            self.asked.append(host + handler.path)
            self.agents.add(handler.headers["User-Agent"])
            self._now.update([host, ""])
            for key in (host, ""):
                self.most_at_once[key] = max(self.most_at_once[key], self._now[key])
        try:
            self.pages.get(host + handler.path.partition("?")[0], status(404))(handler)
        finally:
            with self._lock:
                self._now.subtract([host, ""])


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A visitor that goes away, or does not trust the certificate, is nothing to tell of."""


class _Handler(BaseHTTPRequestHandler):
    web: Web
    timeout = 5

    def do_GET(self) -> None:
        self.web.answer(self)

    def log_message(self, *_: object) -> None:
        """Silence."""


def page(text: str, kind: str = "text/html; charset=utf-8") -> Answer:
    return data(f"<title>T</title><p>{text}".encode(), kind)


def data(content: bytes, kind: str = "application/pdf") -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def status(code: int, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def leads_to(target: str, code: int = 301, **headers: str) -> Answer:
    return status(code, Location=target, **headers)


def raw(*parts: bytes, pause: float = 0) -> Answer:
    """Bytes as they are, with a pause between two."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()
            time.sleep(pause)

    return answer


def slow(answer: Answer, seconds: float = 0.03) -> Answer:
    """An answer that takes its time."""

    def later(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        answer(handler)

    return later


def in_turn(*answers: Answer) -> Answer:
    """One after another, the last one for good."""
    left = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


def _make_certificate(folder: Path) -> None:
    """Of most hosts, signed by itself: nobody trusts it who was not told to."""
    hosts = (
        "*.example.org",
        "*.example.com",
        "*.example.net",
        "www.hohdelampo.example.com",
        "doi.org",
    )
    names = f"subjectAltName={','.join(f'DNS:{host}' for host in hosts)}"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-keyout", "key.pem", "-out", "certificate.pem", "-days", "2"]
    command += ["-subj", "/CN=Web", "-addext", names]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
