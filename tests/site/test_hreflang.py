"""Translations are announced truly and mutually, in the heads of pages and in sitemap.xml."""

from __future__ import annotations

import pytest

from crawl import Crawl
from pages import prose_addresses
from projectsite.facts.model import localised_texts


@pytest.fixture(scope="module")
def crawl(built, pages, site):
    return Crawl.of(built.url, built.folder, pages, site.project.default_locale)


def test_translations_are_announced_truly_and_mutually(crawl):
    assert list(crawl.faults()) == []


def test_every_page_of_the_default_language_is_in_the_sitemap(crawl):
    own = {url for url, page in crawl.pages.items() if page.locale == crawl.default}
    assert own <= crawl.sitemap.keys()


def test_an_outcome_in_a_language_is_a_page_in_it(crawl, site):
    """One with all its texts passes for a translation, one without any does not."""
    for outcome in site.project.outcomes.values():
        texts = [text.root for _, text in localised_texts(outcome)]
        for locale in site.project.locales[1:]:
            url = crawl.address(locale, f"outcomes/{outcome.id}/")
            passes = crawl.pages[url].canonical == url
            assert passes or not all(locale in text for text in texts), url
            assert not passes or any(locale in text for text in texts), url


def test_a_page_of_prose_that_is_not_there_is_not_announced_with_nothing_on_it(crawl, site):
    """Unless what macros draw on it from translated records is most of it."""
    default = site.project.default_locale
    drawn = {page.path for page in site.prose if page.locale == default and "{{" in page.text}
    there = {(page.locale, page.path) for page in site.prose}
    for below in prose_addresses(site.root, default) - drawn:
        for locale in site.project.locales:
            url = crawl.address(locale, below)
            assert (crawl.pages[url].canonical == url) == ((locale, below) in there), url
