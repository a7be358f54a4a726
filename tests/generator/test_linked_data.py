"""Linked data: known to the vocabulary of schema.org, and read back from a page."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import html as lxml_html
from rdflib import RDF, Graph, Literal, Namespace, URIRef

import schema_org
from conftest import ROOT, SITE_URL, without
from editions import edition_of, hostile_texts
from projectsite.facts.model import ResultFile
from projectsite.facts.vocabulary import Form, OutcomeType, Relation
from projectsite.formats.linked.documents import LinkedData, file_json, script_json
from projectsite.site import load_site
from projectsite.words.text import Locale, LocalisedText

# rdflib's parser of JSON-LD warns of a class that it uses itself.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

SITE = load_site(ROOT)
PROJECT = SITE.project
EDITION = edition_of(SITE)
LOCALES = PROJECT.locales
SCHEMA = Namespace("https://schema.org/")
IDS = [*PROJECT.outcomes]


@cache
def linked(locale: str | None) -> LinkedData:
    return LinkedData(EDITION, Locale(locale) if locale else None)


def documents(locale: str | None) -> dict[str, Any]:
    """Every document but those of outcomes."""
    data = linked(locale)
    return {
        "site": data.site(),
        "project": data.project(),
        "consortium": data.consortium(),
        "contacts": data.contacts(),
        **{id: data.cluster(cluster) for id, cluster in PROJECT.clusters.items()},
        **{id: data.work_package(package) for id, package in PROJECT.work_packages.items()},
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


@pytest.mark.parametrize("locale", [*LOCALES, None])
def test_every_document_is_valid(locale):
    for name, document in documents(locale).items():
        assert schema_org.errors(document) == [], name


@pytest.mark.parametrize("id", IDS)
def test_every_outcome_is_valid(id):
    for locale in (*LOCALES, None):
        document = linked(locale).outcome(PROJECT.outcomes[id])
        assert schema_org.errors(document) == [], locale


def test_the_check_itself_finds_what_is_wrong():
    """The check is ours, so it is checked."""
    wrong = [
        {"@type": "Evnt"},
        {"@type": "Event", "strtDate": "2017"},
        {"@type": "Event", "datePublished": "2017"},
        {"@type": "Event", "startDate": "25 April"},
        {"@type": "Event", "location": {"@type": "Person"}},
        {"@type": "Event", "about": {"@id": "https://e.example/#none"}},
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


@pytest.mark.parametrize("id", IDS)
def test_every_outcome_is_read_back(id):
    """By a parser of HTML with one of JSON, and by one of RDF; both in each language."""
    outcome = PROJECT.outcomes[id]
    subject = URIRef(f"{SITE_URL}outcomes/{id}/#outcome")
    for locale in LOCALES:
        document = linked(locale).outcome(outcome)
        assert from_page(document) == document
        graph = as_graph(document)
        assert (subject, RDF.type, SCHEMA[outcome.type.schema_type]) in graph
        title = outcome.title.root.get(locale)
        name = Literal(title) if title else Literal(outcome.title.root["en"], lang="en")
        assert graph.value(subject, SCHEMA.name) == name
        below = "" if locale == "en" else f"{locale}/"
        page = URIRef(f"{SITE_URL}{below}outcomes/{id}/")
        assert graph.value(subject, SCHEMA.url) == page
        assert graph.value(page, SCHEMA.mainEntity) == subject
        assert str(graph.value(page, SCHEMA.inLanguage)) == locale
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
        assert took_part == {f"{SITE_URL}consortium/{c}/#cluster" for c in outcome.clusters}


def in_languages(texts):
    return {text.language: str(text) for text in texts if isinstance(text, Literal)}


@pytest.mark.parametrize("id", IDS)
def test_the_file_holds_every_language(id):
    outcome = PROJECT.outcomes[id]
    text = file_json(linked(None).outcome(outcome))
    graph = as_graph(json.loads(text))
    subject = URIRef(f"{SITE_URL}outcomes/{id}/#outcome")
    for property, words in ((SCHEMA.name, outcome.title), (SCHEMA.description, outcome.summary)):
        found = in_languages(graph.objects(subject, property))
        assert found == words.root
    assert text.endswith("}\n")


def test_an_entity_has_one_id_in_all_documents():
    """The same `@id` everywhere, never of another type."""
    types: dict[str, str] = {}
    names: dict[str, Any] = {}
    for locale in (*LOCALES, None):
        found = [*documents(locale).values()]
        found += [linked(locale).outcome(outcome) for outcome in PROJECT.outcomes.values()]
        for document in found:
            for node in document["@graph"]:
                if "#" in node["@id"]:
                    assert types.setdefault(node["@id"], node["@type"]) == node["@type"]
                    assert names.setdefault((node["@id"], locale), node["name"]) == node["name"]
                    below = node["@id"].removeprefix(SITE_URL)
                    assert not below.startswith(LOCALES[1:]), "an id is not of one language"
    assert list(types.values()).count("ResearchProject") == 1


def test_nothing_is_invented():
    text = json.dumps([documents(None), *(linked(None).outcome(o) for o in _outcomes())])
    assert "@" not in text.replace('"@', "").replace("@context", ""), "an address"
    assert not any(host in text for host in PROJECT.facts.unlinked_hosts)
    assert '"identifier"' in text
    grants = [n for n in documents(None)["project"]["@graph"] if n["@type"] == "Grant"]
    assert [sorted(grant) for grant in grants] == [
        ["@id", "@type", "fundedItem", "funder", "name"]  # and no number
    ]
    planned = linked("en").outcome(PROJECT.outcomes["joint-strategy"])["@graph"][0]
    assert planned["creativeWorkStatus"] == "Planned"
    assert "datePublished" not in planned
    assert "organizer" not in text


def _outcomes():
    return PROJECT.outcomes.values()


def test_the_people_are_named_and_their_addresses_are_not():
    people = [n for n in documents("en")["contacts"]["@graph"] if n["@type"] == "Person"]
    assert {p["name"] for p in people} == {c.name for c in PROJECT.contacts.values()}
    assert all("email" not in person for person in people)


def test_what_is_cited_as_an_event_is_one():
    events = {kind for kind in OutcomeType if kind.schema_type.endswith("Event")}
    assert events == {kind for kind in OutcomeType if kind.form is Form.EVENT}


def test_a_month_is_no_day():
    bronze = linked("en").outcome(PROJECT.outcomes["zinnae-bronze"])["@graph"][0]
    assert bronze["startDate"] == {"@type": "Date", "@value": "2017-01"}


def test_what_took_place_online_says_so():
    for locale in (*LOCALES, None):
        node = linked(locale).outcome(PROJECT.outcomes["videoconferences"])["@graph"][0]
        assert node["location"]["@type"] == "VirtualLocation"
        assert node["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")


def test_files_and_reports_are_told():
    outcome = PROJECT.outcomes["berlin-training"].model_copy(
        update={
            "files": (
                ResultFile(
                    file="berlin-training-slides.pdf",
                    title=LocalisedText({"en": "Slides"}),
                    language="en",
                ),
            )
        }
    )
    for kind in OutcomeType:
        for relation in Relation:
            changed = outcome.model_copy(update={"type": kind, "relation": relation})
            document = linked("cs").outcome(changed)
            assert schema_org.errors(document) == [], kind
    graph = as_graph(linked("cs").outcome(outcome))
    [file] = graph.objects(None, SCHEMA.contentUrl)
    assert str(file) == f"{SITE_URL}assets/berlin-training-slides.pdf"
    assert Literal("Slides", lang="en") in set(graph.objects(None, SCHEMA.name))


@settings(max_examples=100, deadline=None)
@given(hostile_texts(), hostile_texts())
def test_hostile_text_comes_back(title, summary):
    outcome = PROJECT.outcomes["berlin-training"].model_copy(
        update={
            "title": LocalisedText({"en": title}),
            "summary": LocalisedText({"en": summary, "de": title}),
        }
    )
    document = linked("de").outcome(outcome)
    script = script_json(document)
    assert not {*"<>&\u2028\u2029"} & {*script}
    read = from_page(document)["@graph"][0]
    assert read["name"] == {"@value": title, "@language": "en"}
    assert read["description"] == title
    whole = linked(None).outcome(outcome)
    graph = as_graph(json.loads(file_json(whole)))
    subject = URIRef(f"{SITE_URL}outcomes/berlin-training/#outcome")
    assert graph.value(subject, SCHEMA.name) == Literal(title, lang="en")
    found = in_languages(graph.objects(subject, SCHEMA.description))
    assert found == {"en": summary, "de": title}


def test_another_consortium_is_told_as_well(example):
    """Other languages, another programme, fields that the real data leave out."""
    site = load_site(example)
    edition = edition_of(site)
    for locale in (*site.project.locales, None):
        data = LinkedData(edition, locale)
        found = [data.site(), data.project(), data.consortium(), data.contacts()]
        found += [data.cluster(cluster) for cluster in site.project.clusters.values()]
        found += [data.work_package(package) for package in site.project.work_packages.values()]
        found += [data.outcome(outcome) for outcome in site.project.outcomes.values()]
        for document in found:
            assert schema_org.errors(document) == []
            assert "INNO-DROP" not in json.dumps(document)
            assert from_page(document) == document


@pytest.mark.parametrize("keeps_its_title", [False, True])
def test_a_page_that_is_not_translated_is_the_one_in_the_default_language(project, keeps_its_title):
    path = project / "data/outcomes/berlin-training.yml"
    goes = (lambda at: at > 0) if keeps_its_title else (lambda at: True)
    path.write_text(without(path.read_text("utf-8"), "de", goes), encoding="utf-8")
    site = load_site(project)
    outcome = site.project.outcomes["berlin-training"]
    assert ("de" in outcome.title.root) is keeps_its_title
    edition = edition_of(site)
    original = f"{SITE_URL}outcomes/berlin-training/"
    title = outcome.title.root["en"]
    for locale in LOCALES:
        document = LinkedData(edition, locale).outcome(outcome)
        assert schema_org.errors(document) == []
        thing, page = document["@graph"][:2]
        assert page["@type"] == "WebPage"
        true = "en" if locale == "de" else locale
        url = original if true == "en" else f"{SITE_URL}{locale}/outcomes/berlin-training/"
        assert (page["@id"], page["url"], thing["url"]) == (url, url, url)
        assert page["inLanguage"] == true
        if locale == "de":
            assert page["name"] == {"@value": title, "@language": "en"}
        else:
            assert page["name"] == outcome.title.root[locale]
    # Who reports on it leads to the page that there is.
    told = next(o for o in site.project.chronicle if outcome.id in o.about)
    nodes = LinkedData(edition, Locale("de")).outcome(told)["@graph"]
    assert nodes[1]["inLanguage"] == "de"
    assert original in [node.get("url") for node in nodes]
    whole = LinkedData(edition).outcome(outcome)["@graph"][1]
    assert whole["inLanguage"] == ["en", "es", "fr", "cs"]


@pytest.mark.parametrize("which", ["built", "built_thinned"])
def test_what_a_page_tells_leads_to_canonical_pages_only(which, request):
    """Where the site is half translated, to that page which stands for it in search engines."""
    built = request.getfixturevalue(which)
    trees = {
        SITE_URL + address: lxml_html.document_fromstring(html)
        for address, html in built.pages().items()
    }
    canonical = {
        url: tree.xpath("string(//link[@rel='canonical']/@href)") for url, tree in trees.items()
    }
    led = {url for url in canonical if canonical[url] != url}
    assert bool(led) is (which == "built_thinned")
    named = 0
    for url, tree in trees.items():
        for script in tree.xpath("//script[@type='application/ld+json']/text()"):
            for page in pages_in(json.loads(script)):
                named += 1
                assert canonical[page] == page, (url, page)
    assert named > 1000
    for file in built.folder.rglob("feed.*"):
        for page in re.findall(rf"{SITE_URL}[a-z0-9/-]*/(?=[\"<])", file.read_text("utf-8")):
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
    elif isinstance(value, str) and value.startswith(SITE_URL) and value.endswith("/"):
        yield value
