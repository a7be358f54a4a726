"""Each text is announced in the language that it is in: on the real site, and where texts miss."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from lxml import html as lxml_html

from conftest import ROOT
from spoken import texts

LOCALES = ("en", "de", "es", "fr", "cs")
AXE = (ROOT / "tests/vendor/axe.min.js").read_text("utf-8")


def locale_of(address: str) -> str:
    first = address.partition("/")[0]
    return first if first in LOCALES[1:] else "en"


def plain(text: str) -> str:
    return " ".join(text.split())


def said_by(wording, acronym: str) -> list[str]:
    """The words of the interface, all their plural forms."""
    return [
        plain(text).replace("{acronym}", acronym)
        for word in wording._words.values()
        for text in (word.values() if isinstance(word, dict) else [word])
    ]


NOT_WORDS = re.compile(r"\{\w+\}|[\W\d_]+")


class Interface:
    """Whose words a text may be."""

    def __init__(self, wordings, acronym: str) -> None:
        self.exact: dict[str, set[str]] = defaultdict(set)
        self.patterns: list[tuple[re.Pattern[str], str]] = []
        for locale, wording in wordings.items():
            for text in said_by(wording, acronym):
                if "{" not in text:
                    self.exact[_core(text)].add(locale)
                elif len(NOT_WORDS.sub("", text)) > 3:
                    parts = map(re.escape, re.split(r"\{\w+\}", _core(text)))
                    self.patterns.append((re.compile("(.+)".join(parts)), locale))

    def languages(self, text: str) -> set[str]:
        """The languages in whose words the text stands; empty where it is no word."""
        core = _core(text)
        found = set(self.exact.get(core, ()))
        if not found:
            found |= {locale for pattern, locale in self.patterns if pattern.fullmatch(core)}
        return found


def _core(text: str) -> str:
    """Without the signs around it: the same word stands before a colon and between commas."""
    return plain(text).strip(" .,:;–()[]")


def leaked(html: str, interface: Interface, cache: dict[tuple[str, str], bool]):
    """Interface words of another language, announced as the page's: place and text."""
    for text, lang, place, node in texts(html):
        pieces = plain(text).split(" · ")
        for piece in pieces:
            key = (piece, lang)
            if key not in cache:
                whose = interface.languages(piece)
                cache[key] = bool(whose) and lang not in whose and (lang, piece) not in ALIKE
            if cache[key] and not is_name(node, piece):
                yield place, lang, piece


ALIKE = {("en", "Name")}
"""What the prose of a language says as another one says it on its buttons."""


def is_name(node, text: str) -> bool:
    """What is no word of the interface although it reads like one: a part of an address."""
    return "external" in (node.get("rel") or "") or node.tag == "code"


@pytest.fixture(scope="module")
def interface(site):
    return Interface(site.wordings, site.project.facts.acronym)


def test_no_interface_word_of_another_language_on_any_page(built, interface):
    cache: dict[tuple[str, str], bool] = {}
    wrong = {}
    for address, html in built.pages().items():
        if found := list(leaked(html, interface, cache)):
            wrong[address] = found
    assert wrong == {}
    assert sum(bool(interface.languages(text)) for text, _ in cache) > 900


def test_a_leaked_word_would_be_found(built, site, interface):
    """In a copy of a page: a word, a counted one, one in an attribute, one with a wrong lang."""
    page = built.page("de/outcomes/berlin-training")
    de, fr = site.wordings["de"], site.wordings["fr"]
    assert list(leaked(page, interface, {})) == []
    for right, wrong in (
        (f"<h2>{de('citation.title')}</h2>", f"<h2>{fr('citation.title')}</h2>"),
        (f">{de('citation.copy')}<", ">Copy the reference<"),
        (f'aria-label="{de("nav.path")}"', f'aria-label="{fr("nav.path")}"'),
        (f">{de('nav.work_packages')}<", ">42 results<"),
        (f"<h2>{de('citation.title')}</h2>", f'<h2 lang="fr">{de("citation.title")}</h2>'),
    ):
        assert right in page, right
        assert list(leaked(page.replace(right, wrong), interface, {})), wrong


# What a text of the whole site is announced as is what it must be announced as where others miss.


@pytest.fixture(scope="module")
def announced(built):
    """Each text of the whole site → the languages that it is announced in. Names have several."""
    found: dict[str, set[str]] = defaultdict(set)
    for html in built.pages().values():
        for text, lang, _, _ in texts(html):
            found[plain(text)].add(lang)
    return found


def misannounced(html: str, announced):
    for text, lang, place, _ in texts(html):
        known = announced.get(plain(text))
        if known and lang not in known:
            yield place, lang, plain(text)[:60]


def test_texts_that_fall_back_say_their_language(built_thinned, announced):
    wrong = {}
    for address, html in built_thinned.pages().items():
        assert lxml_html.document_fromstring(html).get("lang") == locale_of(address)
        if found := list(misannounced(html, announced)):
            wrong[address] = found
    assert wrong == {}


def test_hardly_a_text_is_new_where_others_miss(built_thinned, announced, site):
    """Or the test above would say little: new are only the sentences that tell what misses, on the
    page and in the switch, and titles that join a name with one in the other language."""
    total = new = 0
    for html in built_thinned.pages().values():
        for text, *_ in texts(html):
            total += 1
            new += plain(text) not in announced
    assert total > 20_000
    assert new / total < 0.08


def test_both_kinds_were_on_the_pages(built_thinned):
    counts: dict[str, dict[str, int]] = {locale: defaultdict(int) for locale in LOCALES}
    for address, html in built_thinned.pages().items():
        for text, lang, _, _ in texts(html):
            counts[locale_of(address)][lang] += len(text)
    assert counts["en"].keys() >= {"en"}
    for locale in ("de", "fr", "cs"):
        assert min(counts[locale]["en"], counts[locale][locale]) > 2000
    assert counts["es"]["en"] > 40_000


def test_a_wrong_language_would_be_found(built_thinned, announced):
    page = built_thinned.page("es/outcomes/berlin-training")
    assert list(misannounced(page, announced)) == []
    for right, wrong in (
        ('<h1 lang="en"', "<h1"),
        ('<h1 lang="en"', '<h1 lang="de"'),
        ('<p class="project-lead" lang="en"', '<p class="project-lead"'),
        ("<main ", '<main lang="en" '),
        ('<span lang="en">Berlin, Germany</span>', "<span>Berlin, Germany</span>"),
    ):
        assert right in page
        assert list(misannounced(page.replace(right, wrong), announced)), wrong


def test_every_lang_is_a_language_of_the_site(built_thinned):
    for html in built_thinned.pages().values():
        assert set(re.findall(r'\blang="([^"]*)"', html)) <= set(LOCALES)


def test_axe_finds_every_language_valid(browser, built_thinned):
    rules = ["html-has-lang", "html-lang-valid", "html-xml-lang-mismatch", "valid-lang"]
    page = browser.new_page()
    for address in ("", "es/", "es/outcomes/berlin-training/", "cs/privacy/", "fr/consortium/"):
        page.set_content(re.sub(r"<(script|link)\b[^>]*>", "", built_thinned.page(address)))
        page.evaluate(AXE)
        run = "rules => axe.run(document, {runOnly: {type: 'rule', values: rules}})"
        result = page.evaluate(run, rules)
        assert result["violations"] == []
        passed = {rule["id"] for rule in result["passes"]}
        # On the English home page no visible text has a language of its own.
        assert passed >= ({"html-lang-valid", "valid-lang"} if address else {"html-lang-valid"})
    page.close()
