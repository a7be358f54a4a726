"""The menu in every language, and the map of the site for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .. import addresses
from ..problems import Problem, ProblemsFound, unknown
from ..words.text import Locale
from ..page.chrome import Address, Alternate, alternates
from ..words.wording import Wording


@dataclass(frozen=True)
class SitemapEntry:
    """One page of sitemap.xml (sitemaps.org 0.9, with xhtml:link for its translations)."""

    url: str
    alternates: tuple[Alternate, ...]


def labels(wordings: Mapping[Locale, Wording], locale: Locale) -> dict[str, str]:
    """The labels of the menu: those of any language of the site → those of one."""
    own = wordings[locale].section("nav")
    # The group in the footer is labelled by nav.footer.
    return {label: own[key] for label, key in _keys(wordings).items()}


def _keys(wordings: Mapping[Locale, Wording]) -> dict[str, str]:
    """For each label its key. Where two languages use one word otherwise, the first counts:
    the menu need not be written again when another language becomes the default one."""
    found: dict[str, str] = {}
    for words in wordings.values():
        for key, label in words.section("nav").items():
            found.setdefault(label, key)
    return found


def check_labels(nav: Any, wordings: Mapping[Locale, Wording]) -> None:
    """Every label of the menu in mkdocs.yml is a word, so that it has its translations.

    Raises ProblemsFound for one that is not.
    """
    known = _keys(wordings)
    default = next(iter(wordings.values())).section("nav").values()
    problems = [
        Problem("mkdocs.yml", 0, 0, f"nav: {unknown('word', label, default)}", "unknown-word")
        for label in _labels(nav)
        if label not in known
    ]
    if problems:
        raise ProblemsFound(problems)


def _labels(nav: Any) -> Iterator[str]:
    for item in nav or []:
        if isinstance(item, Mapping):
            for label, below in item.items():
                yield str(label)
                if not isinstance(below, str):
                    yield from _labels(below)


def sitemap(
    site_url: str, pages: Iterable[Address], locales: Sequence[Locale]
) -> list[SitemapEntry]:
    """Every page in every language in which it truly exists."""
    default = locales[0]
    entries = []
    for page in pages:
        translations = alternates(site_url, page, locales)
        for locale in page.locales:
            url = site_url + addresses.localised(page.path, locale, default)
            entries.append(SitemapEntry(url, translations))
    return entries
