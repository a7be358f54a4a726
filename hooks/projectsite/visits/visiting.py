"""All visits of one run: a few hosts at a time, and each host one question after another."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from ..facts.visits import Found, Visits
from .client import Client
from .journey import Finding, visit


def visit_all(client: Client, addresses: Iterable[str], kept: Visits) -> dict[str, Finding]:
    """What each address is found to be; without those for which there was no time.

    What could not be reached is asked for once more at the end, as it may have been down for a
    moment.
    """
    end = time.monotonic() + client.rules.minutes * 60
    found = _round(client, addresses, kept, end)
    if is_there_a_network(found):
        again = [address for address, one in found.items() if one.found is Found.UNREACHABLE]
        found |= _round(client, again, kept, end)
    return found


def is_there_a_network(found: Mapping[str, Finding]) -> bool:
    """Whether any server has said anything."""
    return not all(finding.silent for finding in found.values())


def _round(
    client: Client, addresses: Iterable[str], kept: Visits, end: float
) -> dict[str, Finding]:
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[urlsplit(address).hostname or ""].append(address)

    def of_host(own: list[str]) -> dict[str, Finding]:
        found = {}
        for address in own:
            if time.monotonic() > end:
                break
            known = kept.pages.get(address)
            found[address] = visit(client, address, known.sha256 if known else "")
        return found

    with ThreadPoolExecutor(client.rules.abreast) as threads:
        done = threads.map(of_host, hosts.values())
        return {address: finding for own in done for address, finding in own.items()}
