"""Asks the Internet Archive whether it has a copy of a page (archive.org/help/wayback_api.php)."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from ..facts.visits import is_address, is_copy
from .client import Client


def archived_copy(client: Client, address: str, seen: str) -> str:
    """The address of the copy that is nearest to the month in which the page was seen last; of a
    page that was never seen, of the latest. Empty where there is none.

    Raises Stopped where the archive does not answer.
    """
    asked = {"url": address} | ({"timestamp": seen.replace("-", "")} if seen else {})
    reply = client.ask(f"{client.rules.archive}?{urlencode(asked)}")
    try:
        closest = json.loads(reply.content)["archived_snapshots"].get("closest", {})
        given = closest["url"] if closest["available"] and closest["status"] == "200" else ""
        copy = f"https://{given.removeprefix('http://').removeprefix('https://')}"
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ""
    return copy if is_copy(copy) and is_address(copy) else ""
