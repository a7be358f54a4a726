"""The way to a server: to public addresses alone, and for so long."""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Event, Timer
from typing import Any, Self

from ..facts.visits import Found
from .rules import Rules, Stopped

Address = IPv4Address | IPv6Address
SLOW = "its server does not answer in time"

_Place = tuple[socket.AddressFamily, tuple[Any, ...]]
_NAT64 = ip_network("64:ff9b::/96")
_NEVER = frozenset({ip_address("168.63.129.16")})
"""What is public by its number alone: the host of Azure, on which GitHub's runners are."""


def is_public(address: Address) -> bool:
    """Whether an address may be visited: of an IPv6 one that holds an IPv4 one, that one."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address.teredo:
            inner = address.teredo[1]
        elif address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and address not in _NEVER


class Way:
    """Connects to a server, and cuts the connection when the time is over.

    A server that sends a byte now and then would keep every timeout of a socket from running out.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._open: list[socket.socket] = []
        self._timer = Timer(rules.seconds, self._cut)
        self._timer.daemon = True
        self._over = Event()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for opened in self._open:
            opened.close()

    def is_over(self) -> bool:
        """Whether the time is: what was read until then is not all."""
        return self._over.is_set()

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to one of the addresses of a host, which was looked at before.

        Raises Stopped.
        """
        failed = SLOW
        for family, place in self._places(host, port):
            if self.is_over():
                break
            opened = socket.socket(family, socket.SOCK_STREAM)
            opened.settimeout(self._rules.pause_of_server)
            try:
                opened.connect(place)
            except OSError as error:
                opened.close()
                failed = _why(error)
                continue
            # TLS takes the socket itself over; a second handle ends the same connection.
            self._open.append(opened.dup())
            if self.is_over():
                self._cut()
            return opened
        raise Stopped(Found.UNREACHABLE, failed, silent=True)

    def _places(self, host: str, port: int) -> list[_Place]:
        try:
            found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            why = "no server has the name of its host"
            raise Stopped(Found.UNREACHABLE, why, silent=True) from None
        places: list[_Place] = [(one[0], one[4]) for one in found]
        allowed = [one for one in places if self._rules.may_visit(ip_address(one[1][0]))]
        if not allowed:
            raise Stopped(Found.ASTRAY, "it leads into a private network", silent=True)
        return allowed

    def _cut(self) -> None:
        self._over.set()
        for opened in list(self._open):
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)


def _why(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return SLOW
    if isinstance(error, ConnectionRefusedError):
        return "its server refuses the connection"
    return "there is no way to its server"
