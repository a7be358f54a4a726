"""Words: the reader's language, the default one marked, and plural forms."""

from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest
from babel import Locale as BabelLocale

from conftest import ROOT
from editions import edition_of
from projectsite.files.sheets import read_sheet
from projectsite.views.project import figures
from projectsite.words.text import Locale, LocalisedText
from projectsite.words.wording import PLURAL_FORMS, Wording

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


FIGURES = {
    "en": ("1 cluster in 1 country", "4 clusters in 1 country", "4 clusters in 4 countries"),
    "de": ("1 Cluster in 1 Land", "4 Cluster in 1 Land", "4 Cluster in 4 Ländern"),
    "es": ("1 clúster en 1 país", "4 clústeres en 1 país", "4 clústeres en 4 países"),
    "fr": ("1 cluster dans 1 pays", "4 clusters dans 1 pays", "4 clusters dans 4 pays"),
    "cs": ("1 klastr v 1 zemi", "4 klastry v 1 zemi", "4 klastry ve 4 zemích"),
}


@pytest.mark.parametrize("locale", FIGURES)
def test_clusters_and_countries_have_each_their_own_number(site, locale):
    """One language may need another preposition too: in Czech ve 4, v 5."""
    four = site.project.clusters
    near = {id: cluster.model_copy(update={"country": "CZ"}) for id, cluster in four.items()}
    alone = dict([*four.items()][:1])
    found = []
    for clusters in (alone, near, four):
        project = edition_of(site, clusters=clusters).project
        first = figures(replace(site.setting(Locale(locale), ""), project=project))[0]
        found.append(f"{first.number} {first.label}".replace("\u00a0", " "))
    assert tuple(found) == FIGURES[locale]


def test_the_preposition_before_a_number_of_countries_in_czech(site):
    words = site.wordings[CS]
    said = [words("figures.countries", count=count, clusters="klastrů") for count in range(1, 6)]
    assert [text.replace("\u00a0", " ") for text in said] == [
        "klastrů v 1 zemi", "klastrů ve 2 zemích", "klastrů ve 3 zemích", "klastrů ve 4 zemích",
        "klastrů v 5 zemích",
    ]  # fmt: skip
