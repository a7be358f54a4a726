"""What was meant: countries, languages, dates, names of files, and the nearest of many ids."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import pytest

from projectsite.facts.hints import dates_meant
from projectsite.files.names import advice, faults, file_slug, slug
from projectsite.problems import InOrder, ProblemsFound, unknown
from projectsite.site import load_site
from projectsite.words.codes import TONGUES, country_code, language_codes, month_number
from projectsite.words.forms import country_name, language_name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("no", "NO"), ("de", "DE"), ("UK", "GB"), ("DEU", "DE"), ("USA", "US"), ("el", "GR")),
        *(("cs", "CZ"), ("en", "GB"), ("England", "GB"), ("Czech Republic", "CZ")),
        *(("Norwegen", "NO"), ("Allemagne", "DE"), ("Česko", "CZ"), ("Ελλάδα", "GR")),
        *(("XX", ""), ("EU", ""), ("Hohdelampo", ""), ("", "")),
    ],
)
def test_countries(text, code):
    assert country_code(text) == code


@pytest.mark.parametrize("tongue", TONGUES)
def test_a_country_and_a_language_are_known_by_their_names_in_the_languages_of_the_union(tongue):
    for code in ("DE", "FR", "CZ", "SE", "GR"):
        assert country_code(country_name(code, tongue)) == code
    for code in ("de", "fr", "cs", "sv", "el"):
        assert language_codes(language_name(code, tongue))[0] == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # The code of a country stands for the language that most people speak there.
        *(("cz", ("cs",)), ("gr", ("el",)), ("dk", ("da",)), ("jp", ("ja",)), ("at", ("de",))),
        *(("ua", ("uk", "ru")), ("us", ("en",)), ("CZ", ("cs",)), ("Brasil", ("pt",))),
        # What is the code of a language stays that, unless hardly anybody speaks it.
        *(("se", ("sv", "se")), ("uk", ("uk",)), ("et", ("et", "am")), ("sv", ("sv",))),
        *(("de-AT", ("de",)), ("pt_BR", ("pt",)), ("deu", ("de",)), ("gre", ("el",))),
        *(("qq", ()), ("", ()), ("Klingon", ())),
    ],
)
def test_languages(text, codes):
    assert language_codes(text) == codes


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("24/01/2017", ["2017-01-24"]),
        ("01/24/2017", ["2017-01-24"]),
        ("04/04/2017", ["2017-04-04"]),
        ("04/05/2017", ["2017-05-04", "2017-04-05"]),
        ("13/13/2017", []),
        ("31/02/2017", []),
        ("24.01.17", ["2017-01-24"]),
        ("9. 4. 2019", ["2019-04-09"]),
        ("2019/4/9", ["2019-04-09"]),
        ("9th April 2019", ["2019-04-09"]),
        ("April 9, 2019", ["2019-04-09"]),
        ("24 de enero de 2017", ["2017-01-24"]),
        ("1er avril 2017", ["2017-04-01"]),
        ("9. dubna 2019", ["2019-04-09"]),
        ("Sept. 2017", ["2017-09"]),
        ("04/2019", ["2019-04"]),
        ("“2019-04-09”", ["2019-04-09"]),
        ("2019-04-09 12:30", ["2019-04-09"]),
        ("25–28 April 2017", ["2017-04-25/2017-04-28"]),
        ("25.-28.04.2017", ["2017-04-25/2017-04-28"]),
        ("25/04/2017 – 28/04/2017", ["2017-04-25/2017-04-28"]),
        ("2017-4-25/2017-4-28", ["2017-04-25/2017-04-28"]),
        ("28 April 2017 - 25 April 2017", []),
        ("spring 2017", []),
        ("2017", []),
        ("", []),
    ],
)
def test_dates(text, dates):
    assert list(dates_meant(text)) == dates


def test_months():
    assert [month_number(name) for name in ("May", "mai", "Mai", "květen", "Mär", "x")] == [
        *(5, 5, 5, 5, 3, 0)
    ]


@pytest.mark.parametrize(
    ("name", "better", "wrong"),
    [
        ("Slides Final.PDF", "slides-final.pdf", "capitals and a blank"),
        ("été (2).pdf", "ete-2.pdf", "“é”, a blank, “(” and “)”"),
        ("Straße_Łódź.png", "strasse-lodz.png", "capitals, “ß”, an underscore, “ó” and “ź”"),
        ("v1.2 notes.txt", "v1.2-notes.txt", "a blank"),
        ("日本.pdf", "", "“日” and “本”"),
        ("fine-name.v2.pdf", "fine-name.v2.pdf", ""),
    ],
)
def test_names_of_files(name, better, wrong):
    assert file_slug(name) == better
    assert faults(name, "-.") == wrong


def test_a_name_that_is_taken_is_not_advised(tmp_path: Path):
    (tmp_path / "my-page.md").touch()
    told = advice(tmp_path / "My page.md")
    assert "Rename" not in told
    assert "There is my-page.md already." in told


def test_a_long_name_stays_within_its_limit():
    assert slug("long " * 40).startswith("long-long-")
    assert len(slug("long " * 40)) <= 60
    assert file_slug("long " * 40 + ".pdf").endswith("long.pdf")


_TOWNS = ("oslo", "lisbon", "turku", "porto", "riga", "gdansk", "bergen")
_KINDS = ("training", "visit", "forum", "report", "award", "plan")
OUTCOMES = [f"{town}-{kind}" for town in _TOWNS for kind in _KINDS]


def test_of_many_ids_the_nearest_three_are_listed():
    said = unknown("outcome", "oslo-trainings", OUTCOMES)
    assert said == (
        "there is no outcome oslo-trainings. Did you mean oslo-training? "
        "Near ones: porto-training, lisbon-training, gdansk-training."
    )
    said = unknown("outcome", "trainings-in-bilbao", OUTCOMES)
    assert said.count(",") == 2
    assert len(said) < 120


def test_of_thousands_of_ids_a_few_are_compared_letter_by_letter(monkeypatch):
    """What one wrong id costs hardly grows with the records: a wrong id in each is no square."""
    compared = []

    def counted(word, possibilities, **named):
        compared.append(len(possibilities))
        return get_close_matches(word, possibilities, **named)

    monkeypatch.setattr("projectsite.problems.get_close_matches", counted)
    ids = InOrder(sorted(f"{id}-{number}" for id in OUTCOMES for number in range(100)))
    for number in range(20):
        said = unknown("outcome", f"lisbon-fourm-{number}", ids)
        assert f"Did you mean lisbon-forum-{number}?" in said
    assert len(ids) == 4200
    assert max(compared) <= 200


def test_of_many_ids_none_is_listed_that_is_not_alike():
    assert unknown("outcome", "xyz", OUTCOMES) == "there is no outcome xyz."


def test_a_short_list_is_whole():
    said = unknown("cluster", "x", OUTCOMES[:12])
    assert all(id in said for id in OUTCOMES[:12])


@pytest.mark.parametrize(("value", "whole"), [("oslo-trainings", False), ("workshop", True)])
def test_a_list_of_middle_length_is_whole_unless_it_was_a_slip_of_the_keys(value, whole):
    said = unknown("type", value, OUTCOMES[:24])
    assert all(id in said for id in OUTCOMES[:24]) == whole


def test_what_is_meant_comes_before_what_is_spelt_alike():
    assert "Did you mean cs?" in unknown("language", "cz", ["cs", "ca"], meant=["cs"])
    assert "Did you mean" not in unknown("language", "cz", ["de", "en"], meant=["cs"])


def test_another_default_language_is_told_once(example_copy):
    """Where the texts of all records lack it, not one of them is named for itself."""
    path = example_copy / "data/project.yml"
    text = path.read_text("utf-8")
    assert "languages: [en, de, cs]" in text
    path.write_text(text.replace("languages: [en, de, cs]", "languages: [fr, en, de, cs]"), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_site(example_copy)
    told = [problem for problem in found.value.problems if problem.code == "missing-text"]
    assert [problem.file for problem in told] == ["data/project.yml"]
    assert "fr, the default language" in told[0].message
