"""What the funder asks for is on every page: where, how large, and in whose words."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from changes import change_record
from conftest import EXAMPLE_PATH, EXAMPLE_URL, build
from editions import edition_of
from pages_server import PagesServer
from projectsite.facts.funding import filled_in, said_whole, sentences_of
from projectsite.facts.model import FundingWording, ProjectFacts
from projectsite.facts.programmes import Grade, Placement, programme
from projectsite.facts.project import Project
from projectsite.facts.vocabulary import programme_ids
from projectsite.formats.linked.crate import crate
from projectsite.formats.linked.documents import LinkedData
from projectsite.laws.plan import sentences_are_whole
from projectsite.page.funding import funding_notice
from projectsite.page.setting import Setting
from projectsite.problems import ProblemsFound
from projectsite.review.notes import site_notes
from projectsite.site import load_site
from projectsite.words.text import LocalisedText

SIZES = ((1280, 800), (390, 844), (320, 568))
PAGES = (
    "",
    "project/",
    "plan/",
    "consortium/skimrefoss/",
    "consortium/",
    "kit/",
    "work-packages/wp1/",
    "deliverables/d1-1/",
    "outcomes/",
    "outcomes/lantern-training/",
    "de/glossary/",
    "404.html",
)
MARKS = """() => {
  const box = (element) => {
    const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
    return { top, bottom, left, right, width, height };
  };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const emblems = [...document.querySelectorAll(".project-emblem")].filter(seen);
  const logos = ".project-brand__mark, .project-brand__logo, .project-logo";
  return {
    emblems: emblems.map(box),
    sentences: emblems.map((one) => box(one.parentElement.querySelector("p"))),
    says: emblems.map((one) => one.parentElement.querySelector("p").textContent),
    marks: [...document.querySelectorAll(logos)].filter(seen).map(box),
  };
}"""
CENTIMETRE = 96 / 2.54
"""In CSS pixels: the least height of the emblem."""


def another(example, folder, **fields):
    """The example with other facts of the project, built."""
    project = folder / "project"
    shutil.copytree(example, project)
    change_record(project / "data/project.yml", **fields)
    return build(project, folder / "site", SITE_URL=EXAMPLE_URL)


@pytest.fixture(scope="module", params=["horizon-europe", "interreg"])
def funded(request, example, tmp_path_factory):
    """A site in the funding of a programme, on a server, with the id of the programme."""
    built = another(example, tmp_path_factory.mktemp("funded"), programme=request.param)
    with PagesServer(built.folder, EXAMPLE_PATH) as server:
        yield request.param, server.url


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "×".join(map(str, size)))
def test_emblem_and_sentence_are_where_the_programme_wants_them(browser, funded, size):
    id, address = funded
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path, wait_until="load")
        found = page.evaluate(MARKS)
        emblem, sentence = found["emblems"][0], found["sentences"][0]
        statements = programme(id).statement.root.values()
        assert all(any(one in said for one in statements) for said in found["says"]), path
        if programme(id).placement is Placement.FIRST_VIEW:
            assert 0 <= emblem["top"] < emblem["bottom"] <= height, (path, size)
            assert 0 <= sentence["top"] < sentence["bottom"] <= height, (path, size)
        for one in found["emblems"]:
            assert one["height"] >= CENTIMETRE, path
            assert abs(one["width"] / one["height"] - 1.5) < 0.01, path
            assert 0 <= one["left"] < one["right"] <= width, path
            # No other mark is larger; of a longer one the height counts (Regulation 2021/1060,
            # Annex IX: measured in height or width).
            for mark in found["marks"]:
                assert one["height"] >= mark["height"], path
    context.close()


@pytest.mark.parametrize("id", programme_ids())
def test_a_programme_says_what_its_sentences_rest_on(id):
    law = programme(id)
    assert "en" in law.statement.root
    assert all("European Union" in said for said in [law.statement.root["en"]])
    assert all(basis.says and basis.grade in Grade for basis in law.sources)
    assert "PU" in law.levels or not law.levels


def facts_with(example_site, **fields) -> ProjectFacts:
    return example_site.project.facts.model_copy(update=fields)


def wordings(*given):
    model = ProjectFacts.model_fields["funding"].annotation.__args__[0]
    return tuple(model.model_validate(one) for one in given)


def test_the_wording_of_the_grant_agreement_wins_from_its_day_on(example_site):
    own = wordings(
        {"statement": {"en": "Paid by the Union"}},
        {"statement": {"en": "Paid by the European Union"}, "valid_from": "2020-06"},
    )
    facts = facts_with(example_site, funding=own)
    said = [sentences_of(facts, day)[0].root["en"] for day in (date(2020, 5, 31), date(2020, 6, 1))]
    assert said == ["Paid by the Union", "Paid by the European Union"]
    # Without one of its own, the disclaimer is that of the programme.
    assert sentences_of(facts, date(2020, 5, 31))[1] == programme("horizon-europe").disclaimer


def test_a_sentence_is_said_in_the_languages_in_which_it_is_whole(example_site):
    facts = example_site.project.facts
    disclaimer = programme("horizon-europe").disclaimer
    assert facts.granting_authority.root["en"] in dict(filled_in(facts, disclaimer))["en"]
    bare = facts.model_copy(update={"granting_authority": None})
    assert dict(filled_in(bare, disclaimer)) == {}


def told(project, **fields) -> list[str]:
    change_record(project / "data/project.yml", **fields)
    try:
        return [str(note) for note in site_notes(load_site(project))]
    except ProblemsFound as found:
        return [str(problem) for problem in found.problems]


@pytest.mark.parametrize("default", ["en", "de"])
def test_linked_data_say_who_pays_as_the_notice_of_the_page_does(example_site, default):
    """The programme's disclaimer is not in Czech: where the sentence is, it is not said alone."""
    languages = (default, *{"en", "de"} - {default}, "cs")
    own = {"en": "Funded by X", "de": "Von X finanziert", "cs": "Financováno X"}
    [funding] = wordings({"statement": own})
    facts = facts_with(example_site, languages=languages, funding=(funding,))
    edition = edition_of(example_site, facts=facts)
    for locale in languages:
        notice = funding_notice(Setting.of_page(edition, "", locale)).statement
        grant = next(
            node
            for node in LinkedData(edition, locale).project()["@graph"]
            if node["@type"].endswith("Grant")
        )
        said = {"@value": notice.text, "@language": notice.locale}
        assert grant["name"] == (notice.text if notice.locale == locale else said)
    [name] = [n["name"] for n in crate(edition)["@graph"] if n["@type"].endswith("Grant")]
    assert name == own[default]


def test_a_wrong_copy_of_a_sentence_is_told_with_the_right_one(example_copy):
    right = programme("horizon-europe").disclaimer.root["de"].replace("{authority}", "der Agentur")
    wrong = right.replace("ausschließlich", "ausschliesslich")
    statement = {
        "en": "Funded by the European Union",
        "de": "Von der Europäischen Union finanziert",
    }
    english = {"en": "Who reads this, answers for it alone."}
    funding = [{"statement": statement, "disclaimer": english | {"de": wrong}}]
    said = [one for one in told(example_copy, funding=funding) if "[wrong-copy]" in one]
    assert len(said) == 1
    assert "ausschließlich denen des Autors" in said[0]


def test_a_wording_of_its_own_is_no_wrong_copy(example_copy):
    own = {
        "en": "The lamps were paid for by the European Union",
        "de": "Die Union zahlte die Lampen",
    }
    said = told(example_copy, funding=[{"statement": own}])
    assert not [one for one in said if "[wrong-copy]" in one]


def test_the_grant_is_told_to_people_and_machines(built_example):
    page = built_example.page("project")
    for said in ("€1,250,000", "€1,000,000", "HORIZON-FICTION-2018-RIVERS-03", "999999999"):
        assert said in page, said
    german = built_example.page("de/project")
    assert "1.250.000\u00a0€" in german
    assert '"identifier":"999999999"' in page
    assert '"currency":"EUR","value":1000000' in page


@pytest.mark.parametrize("language", ["en", "de", "cs", "fr"])
@pytest.mark.parametrize("id", programme_ids())
def test_every_programme_can_be_told_of_in_every_language(example_site, id, language):
    """In its own words or in English: with nothing but the authority in the first language."""
    changed = {
        "programme": id,
        "languages": (language,),
        "granting_authority": LocalisedText({language: "X"}),
    }
    facts = example_site.project.facts.model_copy(update=changed)
    said = said_whole(facts, sentences_of(facts, date(2030, 1, 1)))
    assert said.keys() & {"en", language}
    project = Project(facts=facts, objectives={}, sheets=example_site.project.sheets)
    assert [problem.code for problem in sentences_are_whole(project)] in ([], ["missing-field"])


def test_a_sentence_without_its_disclaimer_is_told(example_site):
    own = FundingWording(statement=LocalisedText({"cs": "A."}))
    changed = {"languages": ("cs",), "funding": (own,)}
    facts = example_site.project.facts.model_copy(update=changed)
    project = Project(facts=facts, objectives={}, sheets=example_site.project.sheets)
    assert [problem.code for problem in sentences_are_whole(project)] == ["missing-text"]
