"""What crawlers may read: everything (RFC 9309)."""

from __future__ import annotations

from .. import addresses
from .edition import Edition


def robots_txt(edition: Edition) -> bytes:
    """All is allowed, and the map of the site is named by its absolute address.

    Crawlers ask for this file at the root of a host only; below a sub-path it serves no one, and
    harms no one.
    """
    lines = ("User-agent: *", "Allow: /", "", f"Sitemap: {edition.url(addresses.sitemap())}", "")
    return "\n".join(lines).encode()
