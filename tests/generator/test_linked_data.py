"""Linked data: known to the vocabulary of schema.org, and read back from a page."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from lxml import html as lxml_html
from rdflib import RDF, Graph, Literal, Namespace, URIRef

import schema_org
from conftest import EXAMPLE_URL
from editions import below, edition_of, hostile_texts, result_file, shown
from projectsite.facts.folders import PLAN
from projectsite.facts.model import Outcome, localised_texts
from projectsite.facts.plan import Deliverable, Task
from projectsite.facts.project import Project
from projectsite.facts.results import Activity
from projectsite.facts.vocabulary import Form, OutcomeType, Relation
from projectsite.formats.linked.crate import crate
from projectsite.formats.linked.documents import LinkedData, file_json, script_json
from projectsite.page.edition import Edition
from projectsite.words.dates import PartialDate
from projectsite.words.text import Locale, LocalisedText

# rdflib's parser of JSON-LD warns of a class that it uses itself.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

SCHEMA = Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def edition(example_site) -> Edition:
    return edition_of(example_site)


@pytest.fixture(scope="module")
def linked(edition) -> dict[Locale | None, LinkedData]:
    """What is told in each language, and in all of them."""
    return {locale: LinkedData(edition, locale) for locale in (*edition.locales, None)}


def documents(data: LinkedData, project: Project) -> dict[str, Any]:
    """Every document."""
    return {
        "site": data.site(),
        "project": data.project(),
        "consortium": data.consortium(),
        "contacts": data.contacts(),
        **{id: data.cluster(cluster) for id, cluster in project.clusters.items()},
        **{id: data.work_package(package) for id, package in project.work_packages.items()},
        **{id: data.outcome(outcome) for id, outcome in project.outcomes.items()},
        **{f"news/{id}": data.news(item) for id, item in project.news.items()},
        **{
            f"{kind.folder}/{id}": data.planned(record)
            for kind in PLAN
            for id, record in project.by_id(kind.model).items()
        },
    }


def from_page(document: dict[str, Any], before: str = "") -> dict[str, Any]:
    """As a collector reads it: from the script of a page, by a parser of HTML."""
    page = (
        f"<!doctype html><title>{before}</title>"
        f'<script type="application/ld+json">{script_json(document)}</script><p id="end">whole</p>'
    )
    tree = lxml_html.document_fromstring(page)
    [script] = tree.xpath('//script[@type="application/ld+json"]')
    assert tree.xpath("string(//*[@id='end'])") == "whole"
    assert len(script) == 0
    return json.loads(script.text)


def as_graph(document: dict[str, Any]) -> Graph:
    """As a reader of RDF takes it, with the part of the context of schema.org that we use."""
    links = "about contributor funder funding fundedItem isBasedOn isPartOf mainEntity member url"
    links += " publisher subOrganization parentOrganization sourceOrganization memberOf provider"
    dates = "startDate endDate datePublished foundingDate dissolutionDate"
    context: dict[str, Any] = {"@vocab": str(SCHEMA)}
    context |= {name: {"@type": "@id"} for name in links.split()}
    context |= {name: {"@type": "Date"} for name in dates.split()}
    text = json.dumps({**document, "@context": context})
    return Graph().parse(data=text, format="json-ld")


def test_every_document_is_valid_and_read_back_from_a_page(linked, edition):
    for locale, data in linked.items():
        for name, document in documents(data, edition.project).items():
            assert schema_org.errors(document) == [], (name, locale)
            assert from_page(document) == document


def test_the_check_itself_finds_what_is_wrong():
    """The check is ours, so it is checked."""
    wrong = [
        {"@type": "Evnt"},
        {"@type": "Event", "strtDate": "2017"},
        {"@type": "Event", "datePublished": "2017"},
        {"@type": "Event", "startDate": "25 April"},
        {"@type": "Event", "location": {"@type": "Person"}},
        {"@type": "Event", "about": {"@id": "https://e.example/#none"}},
        {"@type": "Event", "startDate": True},
        {"@type": "WebPage", "isBasedOn": "no address"},
        {"@type": "WebPage", "name": ""},
        {"@type": "WebPage", "name": {"@value": "x", "@language": "English"}},
        {"@type": "WebPage", "@id": "#relative"},
    ]
    for node in wrong:
        found = schema_org.errors({"@context": "https://schema.org", "@graph": [node]})
        assert len(found) == 1, (node, found)
    right = {"@type": "Event", "startDate": {"@type": "Date", "@value": "2017-04"}}
    assert schema_org.errors({"@context": "https://schema.org", "@graph": [right]}) == []


def test_every_outcome_is_read_back_by_a_reader_of_rdf(linked, edition):
    for id, outcome in edition.project.outcomes.items():
        subject = URIRef(f"{EXAMPLE_URL}outcomes/{id}/#outcome")
        for locale in edition.locales:
            graph = as_graph(linked[locale].outcome(outcome))
            assert (subject, RDF.type, SCHEMA[outcome.type.schema_type]) in graph
            title, spoken = shown(outcome.title, locale)
            true = edition.page_locale(f"outcomes/{id}/", locale)
            name = Literal(title) if spoken == locale else Literal(title, lang=spoken)
            assert graph.value(subject, SCHEMA.name) == name
            page = URIRef(f"{below(true)}outcomes/{id}/")
            assert graph.value(subject, SCHEMA.url) == page
            assert graph.value(page, SCHEMA.mainEntity) == subject
            assert str(graph.value(page, SCHEMA.inLanguage)) == true
            dates = {
                name: str(date)
                for name in ("startDate", "datePublished", "foundingDate", "endDate")
                if (date := graph.value(subject, SCHEMA[name]))
            }
            if outcome.date is None:
                assert dates == {}
            else:
                assert "/".join(dates.values()) in (outcome.date.text, outcome.date.text[:10])
            took_part = {
                str(cluster)
                for role in ("contributor", "provider", "member")
                for cluster in graph.objects(subject, SCHEMA[role])
            }
            assert took_part == {f"{EXAMPLE_URL}consortium/{c}/#cluster" for c in outcome.clusters}


def in_languages(texts):
    return {text.language: str(text) for text in texts if isinstance(text, Literal)}


def test_the_file_holds_every_language(linked, edition):
    for id, outcome in edition.project.outcomes.items():
        text = file_json(linked[None].outcome(outcome))
        graph = as_graph(json.loads(text))
        subject = URIRef(f"{EXAMPLE_URL}outcomes/{id}/#outcome")
        for property, words in (
            (SCHEMA.name, outcome.title),
            (SCHEMA.description, outcome.summary),
        ):
            assert in_languages(graph.objects(subject, property)) == words.root
        assert text.endswith("}\n")


def test_an_entity_has_one_id_in_all_documents(linked, edition):
    """The same `@id` everywhere, never of another type."""
    types: dict[str, str] = {}
    names: dict[str, Any] = {}
    for locale, data in linked.items():
        for document in documents(data, edition.project).values():
            for node in document["@graph"]:
                if "#" in node["@id"]:
                    assert types.setdefault(node["@id"], node["@type"]) == node["@type"]
                    assert names.setdefault((node["@id"], locale), node["name"]) == node["name"]
                    path = node["@id"].removeprefix(EXAMPLE_URL)
                    assert path.partition("/")[0] not in edition.locales, "an id has no language"
    assert list(types.values()).count("ResearchProject") == 1


def edition_with_facts(edition, **fields):
    """An edition whose project says other things of itself."""
    project = copy.copy(edition.project)
    project.facts = project.facts.model_copy(update=fields)
    return replace(edition, project=project)


def test_nothing_is_invented(linked, edition):
    project = edition.project
    found = documents(linked[None], project)
    signs = json.dumps(project.outcomes["light-and-ink"].summary.root)  # "@night" is no address
    text = json.dumps([document for id, document in found.items() if id != "light-and-ink"])
    assert "@" in signs
    assert "@" not in text.replace('"@', "").replace("@context", ""), "an address"
    assert not any(host in text for host in project.facts.unlinked_hosts)
    assert '"identifier"' in text
    bare = edition_with_facts(edition, grant=None)
    for data, more in (
        (LinkedData(bare), []),
        (linked[None], ["amount", "identifier", "sameAs"]),
    ):
        grants = [node for node in data.project()["@graph"] if node["@type"].endswith("Grant")]
        told = ["@id", "@type", "description", "fundedItem", "funder", "name"]
        assert [sorted(grant) for grant in grants] == [sorted([*told, *more])]
    planned = linked["en"].outcome(project.outcomes["dark-places"])["@graph"][0]
    assert planned["creativeWorkStatus"] == "Planned"
    assert "datePublished" not in planned
    assert not [id for id in project.outcomes if "organizer" in json.dumps(found[id])]


def test_the_people_are_named_and_their_addresses_are_not(linked, edition):
    people = [n for n in linked["en"].contacts()["@graph"] if n["@type"] == "Person"]
    assert {p["name"] for p in people} == {c.name for c in edition.project.contacts.values()}
    assert all("email" not in person for person in people)


def test_what_is_cited_as_an_event_is_one():
    events = {kind for kind in OutcomeType if kind.schema_type.endswith("Event")}
    assert events == {kind for kind in OutcomeType if kind.form is Form.EVENT}


def test_a_month_is_no_day(linked, edition):
    bronze = linked["en"].outcome(edition.project.outcomes["hohdelampo-bronze"])["@graph"][0]
    assert bronze["startDate"] == {"@type": "Date", "@value": "2020-06"}


def test_what_took_place_online_says_so(linked, edition):
    for data in linked.values():
        node = data.outcome(edition.project.outcomes["winter-mentoring"])["@graph"][0]
        assert node["location"]["@type"] == "VirtualLocation"
        assert node["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")


def test_files_and_reports_are_told(linked, edition):
    outcome = edition.project.outcomes["lantern-training"].model_copy(
        update={"files": (result_file("lantern-training-slides.pdf"),)}
    )
    for kind in OutcomeType:
        for relation in Relation:
            changed = outcome.model_copy(update={"type": kind, "relation": relation})
            document = linked["cs"].outcome(changed)
            assert schema_org.errors(document) == [], kind
    graph = as_graph(linked["de"].outcome(outcome))
    [file] = graph.objects(None, SCHEMA.contentUrl)
    assert str(file) == f"{EXAMPLE_URL}assets/lantern-training-slides.pdf"
    assert Literal("Slides", lang="en") in set(graph.objects(None, SCHEMA.name))


def test_hostile_text_comes_back(linked, edition):
    @settings(max_examples=100, deadline=None)
    @given(hostile_texts(), hostile_texts())
    def comes_back(title, summary):
        outcome = edition.project.outcomes["lantern-training"].model_copy(
            update={
                "title": LocalisedText({"en": title}),
                "summary": LocalisedText({"en": summary, "de": title}),
            }
        )
        document = linked["de"].outcome(outcome)
        assert not {*"<>&\u2028\u2029"} & {*script_json(document)}
        read = from_page(document)["@graph"][0]
        assert read["name"] == {"@value": title, "@language": "en"}
        assert read["description"] == title
        graph = as_graph(json.loads(file_json(linked[None].outcome(outcome))))
        subject = URIRef(f"{EXAMPLE_URL}outcomes/lantern-training/#outcome")
        assert graph.value(subject, SCHEMA.name) == Literal(title, lang="en")
        found = in_languages(graph.objects(subject, SCHEMA.description))
        assert found == {"en": summary, "de": title}

    comes_back()


@pytest.mark.parametrize("keeps_its_title", [False, True])
def test_a_page_that_is_not_translated_is_the_one_in_the_default_language(
    example_site, keeps_its_title
):
    """Though it has a translated title, it is mostly in the default language."""
    project = example_site.project
    outcome = only_english(project.outcomes["lantern-training"], keeps_its_title)
    edition = edition_of(example_site, outcomes={**project.outcomes, outcome.id: outcome})
    path = "outcomes/lantern-training/"
    original = EXAMPLE_URL + path
    document = LinkedData(edition, Locale("de")).outcome(outcome)
    assert schema_org.errors(document) == []
    thing, page = document["@graph"][:2]
    assert (page["@type"], page["inLanguage"]) == ("WebPage", "en")
    assert page["@id"] == page["url"] == thing["url"] == original
    assert page["name"] == {"@value": outcome.title.root["en"], "@language": "en"}
    # Who reports on it leads to the page that there is.
    news = project.outcomes["lantern-training-news"]
    nodes = LinkedData(edition, Locale("de")).outcome(news)["@graph"]
    assert nodes[1]["inLanguage"] == "de"
    assert original in [node.get("url") for node in nodes]
    assert LinkedData(edition).outcome(outcome)["@graph"][1]["inLanguage"] == ["en"]


def only_english(outcome: Outcome, but_title: bool) -> Outcome:
    texts = {
        str(keys[0]): LocalisedText({"en": text.root["en"]})
        for keys, text in localised_texts(outcome)
        if len(keys) == 1 and not (but_title and keys == ("title",))
    }
    return outcome.model_copy(update={**texts, "inferred": ()})


def test_what_a_page_tells_leads_to_canonical_pages_only(built_example):
    """Where the site is half translated, to that page which stands for it in search engines."""
    trees = {
        EXAMPLE_URL + address: lxml_html.document_fromstring(html)
        for address, html in built_example.pages().items()
    }
    canonical = {
        url: tree.xpath("string(//link[@rel='canonical']/@href)") for url, tree in trees.items()
    }
    led = {url for url in canonical if canonical[url] != url}
    assert EXAMPLE_URL + "cs/privacy/" in led
    named = 0
    for url, tree in trees.items():
        for script in tree.xpath("//script[@type='application/ld+json']/text()"):
            for page in pages_in(json.loads(script)):
                named += 1
                assert canonical[page] == page, (url, page)
    assert named > 400
    for file in built_example.folder.rglob("feed.*"):
        # But for the ids of entries, which each language has of its own.
        text = re.sub(r'<id>.*?</id>|"id": ".*?"', "", file.read_text("utf-8"))
        for page in re.findall(rf"{EXAMPLE_URL}[a-z0-9/-]*/(?=[\"<])", text):
            assert canonical[page] == page, (file, page)


def pages_in(value):
    """Every address of a page of the site, but those that say what something is."""
    if isinstance(value, dict):
        for key, below in value.items():
            if key != "@id":
                yield from pages_in(below)
    elif isinstance(value, list):
        for item in value:
            yield from pages_in(item)
    elif isinstance(value, str) and value.startswith(EXAMPLE_URL) and value.endswith("/"):
        yield value


@pytest.mark.parametrize(
    ("fields", "is_member"),
    [
        ({"left": "2020-01"}, False),
        ({"joined": "2024-01"}, False),
        ({"joined": "2020-01", "left": "2023-11"}, True),
        ({}, True),
    ],
)
def test_who_has_left_is_no_member(edition, fields, is_member):
    dates = {name: PartialDate.parse(text) for name, text in fields.items()}
    project = copy.copy(edition.project)
    cluster = project.clusters["skimrefoss"].model_copy(update=dates)
    project.clusters = {**project.clusters, cluster.id: cluster}
    changed = replace(edition, project=project)
    data, id = LinkedData(changed, Locale("en")), f"{EXAMPLE_URL}consortium/skimrefoss/#cluster"
    told = data.site(), data.project(), data.consortium(), data.cluster(cluster), crate(changed)
    for document in told[:4]:
        assert schema_org.errors(document) == []
    nodes = [node for document in told for node in document["@graph"]]
    members = [node["member"] for node in nodes if isinstance(node.get("member"), list)]
    assert [{"@id": id} in listed for listed in members] == [is_member] * 6
    own = [node for node in nodes if node["@id"] == id and "address" in node]
    assert [("memberOf" in node) for node in own] == [is_member] * 2
    package = next(one for one in project.work_packages.values() if one.lead == cluster.id)
    task = next(task for task in project.by_id(Task).values() if task.lead == cluster.id)
    for document in (data.work_package(package), data.planned(task)):
        assert schema_org.errors(document) == []
        assert (id in json.dumps([node.get("member") for node in document["@graph"]])) is is_member


def test_what_is_not_there_yet_is_no_empty_list(edition):
    project = copy.copy(edition.project)
    project.work_packages = {}
    project.clusters = {
        id: cluster.model_copy(update={"joined": PartialDate.parse("2024-01")})
        for id, cluster in project.clusters.items()
    }
    changed = replace(edition, project=project)
    data = LinkedData(changed, Locale("en"))
    for document in (data.site(), data.project(), data.consortium()):
        assert schema_org.errors(document) == []
        assert "[]" not in json.dumps(document)
    assert '"member"' not in json.dumps(crate(changed))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"level": "PU", "delivered": "2020-08-28"}, "datePublished"),
        ({"level": "SEN", "delivered": "2020-08-28"}, "dateCreated"),
        ({"level": "PU", "delivered": "2024-01-01"}, None),
    ],
)
def test_what_is_for_the_funder_alone_is_not_published(edition, fields, told):
    record = next(iter(edition.project.by_id(Deliverable).values()))
    delivered = PartialDate.parse(fields["delivered"])
    record = record.model_copy(update=fields | {"delivered": delivered})
    (node, *_) = LinkedData(edition, Locale("en")).planned(record)["@graph"]
    assert [name for name in ("datePublished", "dateCreated") if name in node] == [told][
        : bool(told)
    ]


def test_an_event_of_several_days_ends_on_the_last(edition):
    record = next(iter(edition.project.by_id(Activity).values()))
    for text, end in (("2020-05-16/2020-05-18", "2020-05-18"), ("2020-05-16", None)):
        told = record.model_copy(update={"date": PartialDate.parse(text)})
        node, *_ = LinkedData(edition, Locale("en")).planned(told)["@graph"]
        assert (node["startDate"], node.get("endDate")) == ("2020-05-16", end)


def test_every_address_of_the_site_in_linked_data_is_there(built_example):
    """Pages and files: a file has one address, whatever the language of the page."""
    folder, found = built_example.folder, set()
    told = [*folder.rglob("*.jsonld")]
    scripts = [path.read_text("utf-8") for path in told]
    for html in built_example.pages().values():
        tree = lxml_html.document_fromstring(html)
        scripts += tree.xpath("//script[@type='application/ld+json']/text()")
    for script in scripts:
        found |= set(re.findall(rf'"{re.escape(EXAMPLE_URL)}([^"#]*)', script))
    assert {"assets/skimrefoss-battery.svg", "de/consortium/"} <= found
    gone = {path for path in found if not (folder / path / "index.html").is_file()}
    assert {path for path in gone if not (folder / unquote(path)).is_file()} == set()
