"""Words: the reader's language, the default one marked, and plural forms."""

from __future__ import annotations

import re
import string

import pytest
from babel import Locale as BabelLocale

from conftest import ROOT
from projectsite.reading import read_sheet
from projectsite.text import Locale, LocalisedText
from projectsite.wording import PLURAL_FORMS, Wording

EN, DE, CS = Locale("en"), Locale("de"), Locale("cs")


def test_a_text_in_the_readers_language_is_not_marked():
    words = LocalisedText({"en": "Training", "de": "Schulung"}).words(DE, EN)
    assert (str(words), str(words.lang)) == ("Schulung", "")


def test_a_missing_text_falls_back_and_says_its_language():
    words = LocalisedText({"en": "Training"}).words(DE, EN)
    assert (str(words), str(words.lang)) == ("Training", ' lang="en" data-translation="missing"')


def test_words_are_escaped_where_they_become_html():
    words = LocalisedText({"en": "<b>\"Tom\" & 'Jerry'</b>"}).words(EN, EN)
    assert words.__html__() == "&lt;b&gt;&#34;Tom&#34; &amp; &#39;Jerry&#39;&lt;/b&gt;"


@pytest.mark.parametrize(
    ("count", "form"),
    [(1, "klastr"), (2, "klastry"), (4, "klastry"), (5, "klastrů"), (0, "klastrů")],
)
def test_czech_counts_in_three_forms(count, form):
    words = {"clusters": {"one": "klastr", "few": "klastry", "other": "klastrů"}}
    assert Wording(CS, words)("clusters", count=count) == form


def all_words(locale):
    sheet = read_sheet(ROOT / f"data/words/{locale}.yml", "")
    assert sheet.problems == []
    return dict(Wording(Locale(locale), sheet.value)._words)


def placeholders(word):
    return {name for _, name, _, _ in string.Formatter().parse(word) if name}


@pytest.mark.parametrize("locale", ["en", "de", "es", "fr", "cs"])
def test_plural_forms_are_those_of_the_language(locale):
    needed = set(BabelLocale.parse(locale).plural_form.tags) | {"other"}
    for key, word in all_words(locale).items():
        if isinstance(word, dict):
            assert word.keys() <= PLURAL_FORMS
            assert needed <= word.keys() | {"many"}, f"{locale}: {key}"


@pytest.mark.parametrize("locale", ["de", "es", "fr", "cs"])
def test_translations_keep_the_placeholders(locale):
    english, words = all_words("en"), all_words(locale)
    assert english.keys() == words.keys()
    for key, word in english.items():
        first = placeholders(word["other"] if isinstance(word, dict) else word)
        other = words[key]
        for form in other.values() if isinstance(other, dict) else [other]:
            assert placeholders(form) <= first, f"{locale}: {key}"
        assert placeholders(other["other"] if isinstance(other, dict) else other) == first, key


@pytest.mark.parametrize("locale", ["de", "es", "fr", "cs"])
def test_typographic_characters(locale):
    """No straight quotes or apostrophes in a translated word or text."""
    texts = [word for word in all_words(locale).values() if isinstance(word, str)]
    for path in (ROOT / "data").rglob("*.yml"):
        texts += re.findall(rf"^\s+{locale}: (?!>-)(.*)$", path.read_text("utf-8"), re.MULTILINE)
    for text in texts:
        inner = text.strip().strip('"')
        assert "'" not in inner, text
        assert '"' not in inner, text
