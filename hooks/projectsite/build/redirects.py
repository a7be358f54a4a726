"""Pages that have moved: each old address answers, and leads to the new one."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from .. import addresses
from ..site import Site

_PAGE = """\
<!doctype html>
<html lang="{locale}">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="0; url={href}">
<link rel="canonical" href="{url}">
<title>{url}</title>
<p><a href="{href}">{url}</a></p>
</html>
"""
"""A plain server has no other way to lead on (HTML, 4.2.5.3, refresh)."""


def redirects(site: Site) -> Iterator[tuple[str, bytes]]:
    """The file of each old address in each language."""
    default = site.project.default_locale
    for old, new in site.memory.redirects.items():
        for locale in site.project.locales:
            path = addresses.localised(old, locale, default)
            # Relative, so that the site works below any path.
            href = "../" * path.count("/") + addresses.localised(new, locale, default)
            page = _PAGE.format(
                locale=locale, href=escape(href), url=escape(site.edition.url(new, locale))
            )
            yield f"{path}index.html", page.encode()
