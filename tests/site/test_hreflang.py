"""A crawler's walk: which translations a page announces, in its head and in sitemap.xml.

Google asks that links between translations are absolute, that each page names itself and all the
others, and that they point back; else they are ignored. A page that is mostly in the language of
its source is no translation: it announces none, and its canonical is the source page.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html

from conftest import SITE_URL, Built
from projectsite.translations.states import BOUND
from projectsite.words.text import Locale
from spoken import texts_below

LOCALES = ("en", "de", "es", "fr", "cs")
DEFAULT, OTHERS = LOCALES[0], LOCALES[1:]

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
    foreign: float
    """The share of its content that is announced in another language than the page's."""


def foreign_share(tree) -> float:
    """Measured on what stands on the page: characters in <main> under a foreign lang, of all."""
    (main,) = tree.xpath("//main")
    counts = {True: 0, False: 0}
    for text, lang, place, _ in texts_below(main, tree.get("lang")):
        if "@" not in place:
            counts[lang != tree.get("lang")] += len("".join(text.split()))
    return counts[True] / (sum(counts.values()) or 1)


ABOVE, BELOW = 0.05, 0.2
"""Around it, as it counts the texts of a record, and the page has words of the interface and lines
of other records besides: of a record half in English a fifth of the page is."""


def misjudged(pages: dict[str, Crawled], bound: float = BOUND):
    """Pages that pass for translations and are not, and pages that are and do not."""
    for url, page in pages.items():
        if page.canonical == url and page.foreign > bound + ABOVE:
            yield url, "passes for a translation", page.foreign
        if page.canonical != url and page.foreign < bound - BELOW:
            yield url, "is a translation", page.foreign


def crawl(built: Built) -> dict[str, Crawled]:
    """Every page by its absolute address."""
    found = {}
    for address, html in built.pages().items():
        tree = lxml_html.document_fromstring(html)
        first = address.partition("/")[0]
        locale = first if first in OTHERS else DEFAULT
        assert tree.get("lang") == locale
        (canonical,) = tree.xpath("/html/head/link[@rel='canonical']/@href")
        links = tree.xpath("/html/head/link[@rel='alternate'][@hreflang]")
        named = [link.get("hreflang") for link in links]
        assert len(set(named)) == len(named), address
        assert all(link.getparent().tag == "head" for link in tree.xpath("//link[@hreflang]"))
        found[SITE_URL + address] = Crawled(
            locale,
            address.removeprefix(f"{first}/") if locale != DEFAULT else address,
            canonical,
            {link.get("hreflang"): link.get("href") for link in links},
            foreign_share(tree),
        )
    return found


def mapped(built: Built) -> dict[str, Links]:
    """sitemap.xml: each address with its alternates."""
    root = etree.parse(built.folder / "sitemap.xml").getroot()
    assert root.tag == f"{{{SPACES['s']}}}urlset"
    found = {}
    for url in root.findall("s:url", SPACES):
        loc = url.findtext("s:loc", namespaces=SPACES)
        assert loc not in found
        links = url.findall("x:link", SPACES)
        assert {link.get("rel") for link in links} <= {"alternate"}
        found[loc] = {link.get("hreflang"): link.get("href") for link in links}
    return found


def address_of(locale: str, below: str) -> str:
    return SITE_URL + (below if locale == DEFAULT else f"{locale}/{below}")


def faults(pages: dict[str, Crawled], sitemap: dict[str, Links]):
    """Everything that is wrong with how pages announce their translations."""
    translations: dict[str, set[str]] = {}
    for url, page in pages.items():
        if page.canonical == url:
            translations.setdefault(page.below, set()).add(page.locale)
    for url, page in pages.items():
        for link in (page.canonical, *page.links.values()):
            if not urlsplit(link).scheme or not link.startswith(SITE_URL):
                yield url, "not absolute", link
        if page.canonical != url:
            if page.canonical != address_of(DEFAULT, page.below):
                yield url, "canonical is neither the page nor its source", page.canonical
            if page.links:
                yield url, "announces translations, but is none", page.links
            if url in sitemap:
                yield url, "no translation, but in the sitemap", ""
            continue
        locales = translations[page.below]
        wanted = {locale: address_of(locale, page.below) for locale in locales}
        wanted["x-default"] = address_of(DEFAULT, page.below)
        if len(locales) < 2:
            wanted = {}
        if page.links != wanted:
            yield url, "announces others than there are", page.links
        if sitemap.get(url) != page.links:
            yield url, "the sitemap says otherwise", sitemap.get(url)
        for target in page.links.values():
            if target not in pages:
                yield url, "leads nowhere", target
            elif pages[target].links != page.links:
                yield url, "is not pointed back at", target
    for url in sitemap.keys() - pages.keys():
        yield url, "in the sitemap, but no page", ""


@pytest.fixture(scope="module")
def whole(built):
    return crawl(built), mapped(built)


@pytest.fixture(scope="module")
def thinned(built_thinned):
    return crawl(built_thinned), mapped(built_thinned)


def test_translations_are_announced_truly_and_mutually(whole):
    assert list(faults(*whole)) == []


def test_also_where_translations_miss(thinned):
    assert list(faults(*thinned)) == []


def test_what_passes_for_a_translation_is_one(whole, thinned):
    for pages, _ in (whole, thinned):
        assert list(misjudged(pages)) == []


def test_what_does_not_would_be_found(thinned):
    pages, _ = thinned
    shares = sorted(page.foreign for page in pages.values())
    assert shares[0] == 0
    assert shares[-1] > 0.7
    assert list(misjudged(pages, bound=0.3))
    url = address_of("fr", "outcomes/berlin-training/")
    hidden = Crawled(**{**vars(pages[url]), "canonical": SITE_URL, "foreign": 0.0})
    assert list(misjudged({url: hidden}))


def test_the_whole_site_is_translated(whole):
    pages, sitemap = whole
    assert sitemap.keys() == pages.keys()
    for page in pages.values():
        assert set(page.links) == {*LOCALES, "x-default"}
        # What stays is the title of the project in the original.
        assert page.foreign < 0.02, page


def test_pages_of_prose_that_miss_are_not_announced(thinned):
    pages, _ = thinned
    for locale, below in (("cs", "privacy/"), ("de", "accessibility/"), ("es", "contact/")):
        page = pages[address_of(locale, below)]
        assert page.canonical == address_of(DEFAULT, below)
        assert page.links == {}
        assert locale not in pages[address_of(DEFAULT, below)].links


def test_faults_would_be_found(thinned):
    """Each kind of fault, seeded into what was crawled."""
    pages, sitemap = thinned
    url, page = next((u, p) for u, p in pages.items() if p.locale == "fr" and p.links)
    lost = next(u for u, p in pages.items() if p.canonical != u)

    def changed(**values):
        return {**pages, url: Crawled(**{**vars(page), **values})}, sitemap

    seeds = {
        "not absolute": changed(canonical="/fr/"),
        "neither": changed(canonical=address_of("de", page.below)),
        "others": changed(links={k: v for k, v in page.links.items() if k != "fr"}),
        "x-default": changed(links={**page.links, "x-default": url}),
        "back": changed(links={}),
        "nowhere": changed(links={**page.links, "cs": SITE_URL + "cs/nowhere/"}),
        "is none": (
            {**pages, lost: Crawled(**{**vars(pages[lost]), "links": page.links})},
            sitemap,
        ),
        "in the sitemap": (pages, {**sitemap, lost: {}}),
        "otherwise": (pages, {k: v for k, v in sitemap.items() if k != url}),
        "no page": (pages, {**sitemap, SITE_URL + "old/": {}}),
    }
    for kind, seeded in seeds.items():
        assert list(faults(*seeded)), kind


def test_facts_may_be_most_of_a_page_whose_prose_is_not_translated(built_thinned, site):
    """/project/ is mostly drawn from records, /privacy/ is mostly prose; both miss in Czech."""
    t = site.wordings[Locale("cs")]
    for below, canonical, said in (
        ("project/", SITE_URL + "cs/project/", "page.partial"),
        ("privacy/", SITE_URL + "privacy/", "page.untranslated"),
    ):
        tree = lxml_html.document_fromstring(built_thinned.page(f"cs/{below}"))
        assert tree.xpath("/html/head/link[@rel='canonical']/@href") == [canonical]
        assert t(said, language="angličtina") in tree.xpath("string()")
