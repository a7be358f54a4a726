"""Every page in every language in which it truly exists (sitemaps.org 0.9).

With xhtml:link for its translations, as search engines read them. Of a page whose file has a known
history the last change is told; of any other none is, as a wrong date makes all of them worthless.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from ... import addresses
from ...facts.folders import KINDS
from ...page.chrome import alternates
from ...page.edition import Edition

MOST = 10_000
"""Addresses in one file; the protocol allows 50,000."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def sitemaps(edition: Edition, most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """The sitemap; where there are more addresses, an index at its place and the sitemaps in it."""
    entries = list(_entries(edition))
    parts = [entries[at : at + most] for at in range(0, len(entries), most)]
    if len(parts) < 2:
        yield addresses.sitemap(), _urlset(entries)
        return
    index = [f"<sitemapindex {_MAPS}>"]
    for number, part in enumerate(parts, 1):
        path = addresses.sitemap(number)
        index.append(f"  <sitemap><loc>{escape(edition.url(path))}</loc></sitemap>")
        yield path, _urlset(part)
    yield (
        addresses.sitemap(),
        "\n".join([_HEAD + index[0], *index[1:], "</sitemapindex>\n"]).encode(),
    )


def _urlset(entries: list[str]) -> bytes:
    return "\n".join([f"{_HEAD}<urlset {_MAPS} {_XHTML}>", *entries, "</urlset>\n"]).encode()


def _entries(edition: Edition) -> Iterator[str]:
    changed = _changed(edition)
    for page in edition.pages.values():
        links = "".join(
            f'\n    <xhtml:link rel="alternate" hreflang={quoteattr(one.hreflang)} '
            f"href={quoteattr(one.url)}/>"
            for one in alternates(edition, page)
        )
        moment = changed.get(page.path)
        last = f"\n    <lastmod>{moment:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if moment else ""
        for locale in page.locales:
            url = escape(edition.url(page.path, locale))
            yield f"  <url>\n    <loc>{url}</loc>{last}{links}\n  </url>"


def _changed(edition: Edition) -> dict[str, datetime]:
    """When the record of a page was last changed, by the address of the page."""
    files = {
        edition.project.own.file(kind, id): kind.address(id)
        for kind in KINDS
        if kind.has_pages
        for id in edition.project.by_id(kind.model)
    }
    found: dict[str, datetime] = {}
    for commit in edition.history:
        for file in commit.files:
            if file in files:
                found.setdefault(files[file], min(commit.moment, edition.moment))
    return found
