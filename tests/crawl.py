"""A crawler's walk: which translations a page announces, in its head and in sitemap.xml.

Google asks that links between translations are absolute, that each page names itself and all the
others, and that they point back; else they are ignored. A page that is mostly in the language of
its source is no translation: it announces none, and its canonical is the source page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from pages import Page, address_in

SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}

Links = dict[str, str]
"""hreflang → address."""


@dataclass(frozen=True)
class Crawled:
    """One page as a crawler sees it."""

    locale: str
    below: str
    """Its address below the root of its language."""
    canonical: str
    links: Links


@dataclass(frozen=True)
class Crawl:
    """A site as a crawler sees it."""

    root: str
    """Its address."""
    default: str
    pages: dict[str, Crawled]
    """By absolute address."""
    sitemap: dict[str, Links]
    """Each address in it with its alternates."""

    @classmethod
    def of(cls, root: str, folder: Path, pages: dict[str, Page], default: str) -> Crawl:
        found = {root + address: _crawled(page) for address, page in pages.items()}
        return cls(root, default, found, _mapped(folder / "sitemap.xml"))

    def address(self, locale: str, below: str) -> str:
        return self.root + address_in(locale, below, self.default)

    def faults(self) -> Iterator[tuple[str, str, object]]:
        """Everything that is wrong with how pages announce their translations."""
        translations: dict[str, set[str]] = {}
        for url, page in self.pages.items():
            if page.canonical == url:
                translations.setdefault(page.below, set()).add(page.locale)
        for url, page in self.pages.items():
            for link in (page.canonical, *page.links.values()):
                if not urlsplit(link).scheme or not link.startswith(self.root):
                    yield url, "not absolute", link
            if page.canonical == url:
                yield from self._translation_faults(url, page, translations[page.below])
            else:
                yield from self._original_faults(url, page)
        for url in self.sitemap.keys() - self.pages.keys():
            yield url, "in the sitemap, but no page", ""

    def _original_faults(self, url: str, page: Crawled) -> Iterator[tuple[str, str, object]]:
        """Of a page that belongs to its original."""
        if page.canonical != self.address(self.default, page.below):
            yield url, "canonical is neither the page nor its source", page.canonical
        if page.links:
            yield url, "announces translations, but is none", page.links
        if url in self.sitemap:
            yield url, "no translation, but in the sitemap", ""

    def _translation_faults(
        self, url: str, page: Crawled, locales: set[str]
    ) -> Iterator[tuple[str, str, object]]:
        wanted = {locale: self.address(locale, page.below) for locale in locales}
        wanted["x-default"] = self.address(self.default, page.below)
        if page.links != (wanted if len(locales) > 1 else {}):
            yield url, "announces others than there are", page.links
        if self.sitemap.get(url) != page.links:
            yield url, "the sitemap says otherwise", self.sitemap.get(url)
        for target in page.links.values():
            if target not in self.pages:
                yield url, "leads nowhere", target
            elif self.pages[target].links != page.links:
                yield url, "is not pointed back at", target


def _crawled(page: Page) -> Crawled:
    (canonical,) = page.tree.xpath("/html/head/link[@rel='canonical']/@href")
    links = page.tree.xpath("/html/head/link[@rel='alternate'][@hreflang]")
    named = [link.get("hreflang") for link in links]
    assert len(set(named)) == len(named), page.address
    assert all(link.getparent().tag == "head" for link in page.tree.xpath("//link[@hreflang]"))
    alternates = {link.get("hreflang"): link.get("href") for link in links}
    return Crawled(page.locale, page.below, canonical, alternates)


def _mapped(path: Path) -> dict[str, Links]:
    root = etree.parse(path).getroot()
    assert root.tag == f"{{{SPACES['s']}}}urlset"
    found: dict[str, Links] = {}
    for url in root.findall("s:url", SPACES):
        loc = url.findtext("s:loc", namespaces=SPACES)
        assert loc not in found
        links = url.findall("x:link", SPACES)
        assert {link.get("rel") for link in links} <= {"alternate"}
        found[loc] = {link.get("hreflang"): link.get("href") for link in links}
    return found
