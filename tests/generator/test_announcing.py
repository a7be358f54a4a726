"""A page that is mostly in another language passes for no translation, by what it shows."""

from __future__ import annotations

import pytest

from pages import Page, address_in, read_pages
from projectsite.translations.states import BOUND
from spoken import texts_below

ABOVE, BELOW = 0.05, 0.2
"""Around the bound, as it counts the texts of a record, and the page has words of the interface and
lines of other records besides: of a record half in English a fifth of the page is."""


@pytest.fixture(scope="module")
def pages(built_example, example_site):
    return read_pages(built_example.pages(), example_site.project.locales)


def foreign_share(page: Page) -> float:
    """The characters in <main> that are announced in another language than the page's, of all."""
    (main,) = page.tree.xpath("//main")
    counts = {True: 0, False: 0}
    for text, lang, place, _ in texts_below(main, page.locale):
        if "@" not in place:
            counts[lang != page.locale] += len("".join(text.split()))
    return counts[True] / (sum(counts.values()) or 1)


def is_canonical(page: Page, url: str) -> bool:
    return page.tree.xpath("/html/head/link[@rel='canonical']/@href") == [url]


def misjudged(pages, root, bound=BOUND):
    """Pages that pass for translations and are not, and pages that are and do not."""
    for address, page in pages.items():
        share = foreign_share(page)
        if is_canonical(page, root + address):
            if share > bound + ABOVE:
                yield address, "passes for a translation", share
        elif share < bound - BELOW:
            yield address, "is a translation", share


def test_what_passes_for_a_translation_is_one(pages, built_example):
    assert list(misjudged(pages, built_example.url)) == []
    assert list(misjudged(pages, built_example.url, bound=0.0))
    assert list(misjudged(pages, built_example.url, bound=1.0))


def test_pages_of_every_share_were_there(pages):
    shares = sorted(foreign_share(page) for page in pages.values())
    assert shares[0] == 0
    assert shares[-1] > 0.7
    assert [share for share in shares if 0 < share < BOUND]


def test_pages_of_prose_that_miss_are_not_announced(pages, built_example):
    """Where what macros draw is most of a page and translated, it is a translation all the same."""
    for locale, below in (("de", "accessibility/"), ("cs", "privacy/"), ("cs", "project/")):
        page = pages[address_in(locale, below, "en")]
        assert is_canonical(page, built_example.url + below)
        assert page.tree.xpath("//link[@rel='alternate'][@hreflang]") == []
        original = pages[below].tree.xpath("//link[@rel='alternate']/@hreflang")
        assert locale not in original
    assert is_canonical(pages["cs/translations/"], f"{built_example.url}cs/translations/")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("cs/translations/", "page.partial"),
        ("cs/privacy/", "page.untranslated"),
        ("de/accessibility/", "page.untranslated"),
    ],
)
def test_a_page_says_how_far_it_is_translated(pages, example_site, address, said):
    page = pages[address]
    t = example_site.wordings[page.locale]
    before, after = t(said, language="|").split("|")
    text = page.tree.xpath("string(//main)")
    assert before in text
    assert after in text
