"""What the site's suite looks for it would find: faults are put into pages of the example."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawl import Crawl
from origins import Origins
from pages import read_pages


@pytest.fixture(scope="module")
def example_pages(built_example, example_site):
    return read_pages(built_example.pages(), example_site.project.locales)


@pytest.fixture(scope="module")
def origins(example_site):
    return Origins(example_site)


@pytest.fixture(scope="module")
def crawl(built_example, example_pages):
    return Crawl.of(built_example.url, built_example.folder, example_pages, "en")


def test_a_leaked_word_would_be_found(example_pages, example_site, origins):
    """In a copy of a page: a word, one in an attribute, one with a wrong lang."""
    page = example_pages["de/outcomes/lantern-training/"].html
    de, cs = example_site.wordings["de"], example_site.wordings["cs"]
    assert list(origins.misannounced(origins.pieces(page))) == []
    for right, wrong in (
        (f"<h2>{de('citation.title')}</h2>", f"<h2>{cs('citation.title')}</h2>"),
        (f">{de('citation.copy')}<", ">Copy the reference<"),
        (f'aria-label="{de("nav.path")}"', f'aria-label="{cs("nav.path")}"'),
        (f">{de('nav.work_packages')}<", ">42 results<"),
        (f"<h2>{de('citation.title')}</h2>", f'<h2 lang="cs">{de("citation.title")}</h2>'),
    ):
        assert right in page, right
        assert list(origins.misannounced(origins.pieces(page.replace(right, wrong)))), wrong


def test_a_text_with_a_wrong_language_would_be_found(example_pages, origins):
    page = example_pages["de/outcomes/kick-off/"].html
    assert list(origins.misannounced(origins.pieces(page))) == []
    for right, wrong in (
        ('<h1 lang="en"', "<h1"),
        ('<h1 lang="en"', '<h1 lang="cs"'),
        ('<p class="project-lead" lang="en"', '<p class="project-lead"'),
        ("<main ", '<main lang="en" '),
    ):
        assert right in page, right
        assert list(origins.misannounced(origins.pieces(page.replace(right, wrong)))), wrong


def test_faults_of_announcements_would_be_found(crawl):
    """Each kind of fault, put into what was crawled."""
    assert list(crawl.faults()) == []
    pages, sitemap = crawl.pages, crawl.sitemap
    url, page = next((u, p) for u, p in pages.items() if p.locale == "cs" and p.links)
    lost = next(u for u, p in pages.items() if p.canonical != u)

    def changed(**values):
        return replace(crawl, pages={**pages, url: replace(page, **values)})

    def mapped(entries):
        return replace(crawl, sitemap=entries)

    seeds = {
        "not absolute": changed(canonical="/cs/"),
        "neither": changed(canonical=crawl.address("de", page.below)),
        "others": changed(links={k: v for k, v in page.links.items() if k != "cs"}),
        "back": changed(links={}),
        "nowhere": changed(links={**page.links, "de": f"{crawl.root}de/nowhere/"}),
        "is none": replace(crawl, pages={**pages, lost: replace(pages[lost], links=page.links)}),
        "in the sitemap": mapped({**sitemap, lost: {}}),
        "otherwise": mapped({k: v for k, v in sitemap.items() if k != url}),
        "no page": mapped({**sitemap, f"{crawl.root}old/": {}}),
    }
    for kind, seeded in seeds.items():
        assert any(kind in said for _, said, _ in seeded.faults()), kind
