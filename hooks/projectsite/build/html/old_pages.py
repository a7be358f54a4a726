"""Pages that are no longer there: each old address answers, and leads to the new one or says that
there is none."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from ... import addresses
from ...site import Site
from ...words.direction import attribute
from ...words.text import Locale

_PAGE = """\
<!doctype html>
<html lang="{locale}">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="0; url={href}">
<link rel="canonical" href="{canonical}">
<title>{url}</title>
<p><a href="{href}">{url}</a></p>
</html>
"""
"""A plain server has no other way to lead on (HTML, 4.2.5.3, refresh)."""


_GONE = """\
<!doctype html>
<html lang="{locale}"{dir}>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title} – {acronym}</title>
<style>
body {{ max-width: 34rem; margin: 12vh auto; padding: 0 1rem; font: 1.125rem/1.6 sans-serif }}
h1 {{ line-height: 1.2 }}
</style>
<main id="withdrawn">
<p>{acronym}</p>
<h1>{title}</h1>
<p>{text}</p>
<ul>
<li><a href="{home}">{to_home}</a></li>
<li><a href="{outcomes}">{to_outcomes}</a></li>
</ul>
</main>
</html>
"""
"""Without the theme, like the pages that lead on: it is served for years."""


def old_pages(site: Site) -> Iterator[tuple[str, bytes]]:
    """The file of each old address in each language."""
    default = site.project.default_locale
    for locale in site.project.locales:
        for old, new in site.memory.redirects.items():
            path = addresses.localised(old, locale, default)
            page = _PAGE.format(
                locale=locale,
                href=escape(_way(path, addresses.localised(new, locale, default))),
                url=escape(site.edition.url(new, locale)),
                canonical=escape(site.edition.page_url(new, locale)),
            )
            yield f"{path}index.html", page.encode()
        for old in site.memory.withdrawn:
            path = addresses.localised(old, locale, default)
            yield f"{path}index.html", _withdrawn(site, locale, path).encode()


def _way(path: str, to: str) -> str:
    """From one address to another: relative, so that the site works below any path."""
    return "../" * path.count("/") + to


def _withdrawn(site: Site, locale: Locale, path: str) -> str:
    default, t = site.project.default_locale, site.setting(locale, "").t
    home, outcomes = (
        escape(_way(path, addresses.localised(to, locale, default)) or "./")
        for to in (addresses.home(), addresses.outcomes())
    )
    return _GONE.format(
        locale=locale,
        dir=attribute(locale),
        acronym=escape(site.project.facts.acronym),
        title=escape(t("withdrawn.title")),
        text=escape(t("withdrawn.text")),
        home=home,
        to_home=escape(t("door.home")),
        outcomes=outcomes,
        to_outcomes=escape(t("door.outcomes")),
    )
