"""How the web is visited: within which bounds, and in whose name."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address

import certifi

from ..facts.visits import Found

MEGABYTE = 1024 * 1024


def _authorities() -> ssl.SSLContext:
    """Those of the system, and Mozilla's: Python on macOS and Windows may come without any."""
    known = ssl.create_default_context()
    known.load_verify_locations(certifi.where())
    return known


@dataclass(frozen=True)
class Rules:
    """The bounds of all visits of one run."""

    may_visit: Callable[[IPv4Address | IPv6Address], bool]
    """Whether a server with this address may be asked."""
    agent: str = "projectsite"
    """Who asks, with an address where to learn more."""
    seconds: float = 30
    """For one answer, whole."""
    pause_of_server: float = 10
    """So long a server may say nothing."""
    minutes: float = 20
    """For all visits."""
    bytes: int = 50 * MEGABYTE
    """So much of an answer is read."""
    steps: int = 10
    """So many redirects are followed."""
    rest: float = 1
    """Seconds between two questions to one host."""
    abreast: int = 4
    """So many hosts are asked at a time."""
    archive: str = "https://archive.org/wayback/available"
    """Where the Internet Archive is asked for a copy."""
    trust: ssl.SSLContext = field(default_factory=_authorities)
    """Whose certificates are taken."""


class Stopped(Exception):
    """A visit ends before there was an answer that could be read."""

    def __init__(self, found: Found, why: str, *, silent: bool = False) -> None:
        super().__init__(why)
        self.found, self.why = found, why
        self.silent = silent
        """Whether no server has said anything: as if there were no network."""
        self.led = False
        """Whether another server had led there."""
