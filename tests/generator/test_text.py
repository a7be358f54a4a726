"""Words: the reader's language, the default one marked, and plural forms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editions import edition_of
from projectsite.page.setting import Setting
from projectsite.views.project import figures
from projectsite.words.text import Locale, LocalisedText
from projectsite.words.wording import Wording

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


CZECH = {
    "clusters": {"one": "klastr", "few": "klastry", "other": "klastrů"},
    "countries": {
        "one": "{clusters} v {count} zemi",
        "few": "{clusters} ve {count} zemích",
        "other": "{clusters} v {count} zemích",
    },
    **dict.fromkeys(("work_packages", "outcomes", "months"), "{count}"),
}


def test_clusters_and_countries_have_each_their_own_number(example_site):
    """One language may need another preposition too: in Czech ve 3, v 5."""
    cluster = example_site.project.clusters["tresnuvem"]

    def figure(*countries):
        clusters = {
            f"a{at}": cluster.model_copy(update={"country": country})
            for at, country in enumerate(countries)
        }
        edition = edition_of(example_site, clusters=clusters)
        words = {CS: Wording(CS, {"figures": CZECH})}
        first = figures(Setting.of_page(replace(edition, wordings=words), "", CS))[0]
        return f"{first.number} {first.label}"

    assert figure("PT") == "1 klastr v 1 zemi"
    assert figure("PT", "PT", "PT", "PT") == "4 klastry v 1 zemi"
    assert figure("PT", "NO", "FI", "PT") == "4 klastry ve 3 zemích"
    assert figure("PT", "NO", "FI", "SE", "DK") == "5 klastrů v 5 zemích"
