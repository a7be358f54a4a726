"""Asks a server for one address, and reads its answer within bounds."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError, SSLError, TimeoutError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from ..facts.visits import Found
from .guard import SLOW, Way
from .rules import MEGABYTE, Rules, Stopped

KEPT = 5 * MEGABYTE
"""Of what is larger only the SHA-256 is known."""


@dataclass(frozen=True)
class Reply:
    """What a server has answered."""

    status: int
    headers: Mapping[str, str]
    content: bytes = b""
    """Empty for what is larger than KEPT."""
    sha256: str = ""
    """Of the content; empty for what was not read to its end."""
    part: str = ""
    """Why it was not."""

    @property
    def is_page(self) -> bool:
        kind = self.headers.get("content-type", "").split(";")[0].strip().lower()
        return kind in ("text/html", "application/xhtml+xml")


class _Plain(HTTPConnection):
    """As the library has it, but for the way."""

    def __init__(self, *arguments: Any, way: Way, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._way = way

    def _new_conn(self) -> Any:
        return self._way.connect(self.host, self.port)


class _Secure(HTTPSConnection):
    def __init__(self, *arguments: Any, way: Way, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._way = way

    def _new_conn(self) -> Any:
        return self._way.connect(self.host, self.port)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Client:
    """Asks one question at a time of each host."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._turns: dict[str, Lock] = defaultdict(Lock)
        self._asked: dict[str, float] = {}

    def ask(self, address: str) -> Reply:
        """Raises Stopped where there is no answer that can be read."""
        try:
            parts = parse_url(address)
        except LocationParseError:
            raise Stopped(Found.ASTRAY, "it leads to what is no address") from None
        if parts.scheme not in ("http", "https") or not parts.host or parts.auth:
            raise Stopped(Found.ASTRAY, "it leads to what is no page of the web")
        with self._turn(parts.host), Way(self.rules) as way:
            try:
                return self._asked_for(parts, way)
            # ValueError: a chunk of less than no bytes, which the library lets through.
            except (HTTPError, OSError, ValueError) as error:
                if way.is_over() or isinstance(error, TimeoutError):
                    raise Stopped(Found.UNREACHABLE, SLOW) from None
                if isinstance(error, SSLError):
                    raise Stopped(Found.UNSAFE, "its certificate is not valid") from None
                raise Stopped(Found.UNREACHABLE, "its answer breaks off") from None

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        with self._turns[host]:
            time.sleep(max(0.0, self._asked.get(host, 0) + self.rules.rest - time.monotonic()))
            try:
                yield
            finally:
                self._asked[host] = time.monotonic()

    def _asked_for(self, parts: Url, way: Way) -> Reply:
        silence = Timeout(connect=None, read=self.rules.pause_of_server)
        bounds: dict[str, Any] = {"timeout": silence, "retries": False, "way": way}
        pool: HTTPConnectionPool
        if parts.scheme == "https":
            bounds["ssl_context"] = self.rules.trust
            pool = _SecurePool(parts.host or "", parts.port or 443, **bounds)
        else:
            pool = _PlainPool(parts.host or "", parts.port or 80, **bounds)
        with pool:
            response = pool.urlopen(
                "GET",
                parts.request_uri,
                headers={
                    "User-Agent": self.rules.agent,
                    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
                    "Accept-Encoding": "identity",
                },
                redirect=False,
                preload_content=False,
            )
            try:
                # A head that was cut off reads like one that has ended.
                if way.is_over():
                    raise Stopped(Found.UNREACHABLE, SLOW)
                return self._read(response, way)
            finally:
                response.close()

    def _read(self, response: BaseHTTPResponse, way: Way) -> Reply:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if not 200 <= response.status < 300:
            return Reply(response.status, headers)
        digest, content, size = sha256(), bytearray(), 0
        try:
            for part in response.stream(65_536):
                digest.update(part)
                size += len(part)
                if size > self.rules.bytes:
                    large = f"larger than {self.rules.bytes // MEGABYTE} MB"
                    return Reply(response.status, headers, part=large)
                if size <= KEPT:
                    content += part
        except (HTTPError, OSError):
            if not way.is_over():
                raise
        if way.is_over():
            return Reply(response.status, headers, part="too slow to be read to its end")
        kept = bytes(content) if size <= KEPT else b""
        return Reply(response.status, headers, kept, digest.hexdigest())
