"""Addresses of the web: whether one is whole, and how a page shows it."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")


def host_of(url: str) -> str:
    """The host of an address; empty for one that has none, or is not whole, or names a user."""
    try:
        parts = urlsplit(url)
        host = unquote(parts.hostname or "")
    except ValueError:
        return ""
    whole = parts.scheme in ("http", "https") and parts.username is None and _HOST.fullmatch(host)
    return host if whole else ""
