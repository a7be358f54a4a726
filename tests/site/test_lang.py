"""Each text is announced in a language that it is written in: the page's, or marked as another."""

from __future__ import annotations

import pytest

from origins import Origins


@pytest.fixture(scope="module")
def origins(site):
    return Origins(site)


@pytest.fixture(scope="module")
def pieces(pages, origins):
    """What each page says."""
    return {address: list(origins.pieces(page.html)) for address, page in pages.items()}


@pytest.mark.accessibility("languages")
def test_each_text_is_announced_in_its_language(pieces, origins):
    found = {address: list(origins.misannounced(said)) for address, said in pieces.items()}
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_the_texts_of_all_languages_were_compared(pieces, origins, site):
    """Or the test above would say little."""
    for locale in site.project.locales:
        said = {piece.text for found in pieces.values() for piece in found if piece.lang == locale}
        words = site.wordings[locale]
        expected = [words("nav.menu"), words("page.skip"), words("funding.emblem")]
        expected += [outcome.title.root.get(locale, "") for outcome in site.project.chronicle]
        for piece in (piece for text in expected for piece in origins.split(text) if piece):
            assert piece in said
            assert locale in origins.languages(piece)


def test_a_text_that_is_not_translated_is_marked(pages):
    """Where a text is in another language than its page, the page says so once, on top."""
    for address, page in pages.items():
        missing = page.tree.xpath("//main//*[@data-translation='missing']")
        assert all(node.get("lang") != page.locale for node in missing), address
        notices = page.tree.xpath("//main//*[contains(@class, 'project-notice')]")
        assert notices or not missing, address
