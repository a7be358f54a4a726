"""Atom and JSON Feed: read back by two readers each, and the fields agree."""

from __future__ import annotations

import json
from dataclasses import replace

import feedparser
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from lxml import etree

from conftest import EXAMPLE_URL, ROOT
from editions import (
    MOMENT,
    below,
    edition_of,
    edition_with,
    hostile,
    localised,
    one_outcome,
    result_file,
    shown,
)
from projectsite import addresses
from projectsite.formats.calendars.calendars import outcomes_calendar
from projectsite.formats.encoding import readable
from projectsite.formats.feeds.atom import atom_feed
from projectsite.formats.feeds.feed import Feeds
from projectsite.formats.feeds.json_feed import json_feed
from projectsite.page.edition import Address
from projectsite.prose.pages import ASSETS
from projectsite.words.dates import PartialDate
from projectsite.words.markdown import to_html
from projectsite.words.text import LocalisedText

LOCALES = ["en", "de", "cs"]
NAMES = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
RULES = etree.RelaxNG(etree.parse(ROOT / "tests/atom.rng"))

MOMENTS = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"
ITEM = {
    "type": "object",
    "required": [
        "id",
        "url",
        "title",
        "summary",
        "date_published",
        "date_modified",
        "tags",
    ],
    "oneOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "url": {"type": "string", "pattern": "^https?://"},
        "title": {"type": "string"},
        "summary": {"type": "string"},
        "content_html": {"type": "string"},
        "content_text": {"type": "string"},
        "date_published": {"type": "string", "pattern": MOMENTS},
        "date_modified": {"type": "string", "pattern": MOMENTS},
        "tags": {"type": "array", "items": {"type": "string"}},
        "language": {"type": "string", "pattern": "^[a-z]{2,3}$"},
        "attachments": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["url", "mime_type"],
                "additionalProperties": False,
                "properties": {
                    "url": {"type": "string", "pattern": "^https?://"},
                    "mime_type": {"type": "string", "pattern": "^.+/.+$"},
                    "title": {"type": "string"},
                },
            },
        },
    },
}
JSON_FEED = Draft202012Validator(
    {
        "type": "object",
        "required": ["version", "title", "items", "home_page_url", "feed_url", "language"],
        "additionalProperties": False,
        "properties": {
            "version": {"const": "https://jsonfeed.org/version/1.1"},
            "title": {"type": "string", "minLength": 1},
            "home_page_url": {"type": "string", "pattern": "^https?://"},
            "feed_url": {"type": "string", "pattern": "^https?://"},
            "next_url": {"type": "string", "pattern": "^https?://"},
            "description": {"type": "string"},
            "language": {"type": "string"},
            "authors": {
                "type": "array",
                "items": {"type": "object", "anyOf": [{"required": ["name"]}]},
            },
            "items": {"type": "array", "items": ITEM},
        },
    }
)
"""JSON Feed 1.1, as far as our feeds use it; without the room for extensions."""


@pytest.fixture(scope="module")
def edition(example_site):
    return edition_of(example_site)


@pytest.fixture(params=LOCALES)
def locale(request):
    return request.param


def feed_of(edition, locale):
    """The feed of all outcomes."""
    return next(Feeds(edition).documents(locale))


def by_feedparser(content):
    found = feedparser.parse(content, response_headers={"content-type": "application/atom+xml"})
    assert found.bozo is False, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def by_lxml(content):
    tree = etree.fromstring(content)
    RULES.assertValid(tree)
    return tree


def last_known_day(date):
    return {"span": date.last}.get(date.precision, date.first)


def dated(edition, locale):
    return {
        f"{below(locale)}outcomes/{outcome.id}/": outcome
        for outcome in edition.project.outcomes.values()
        if outcome.date
    }


def expected_tags(edition, outcome, locale):
    t = edition.wordings[locale]
    tags = [(outcome.type, t(f"type.{outcome.type}"))]
    if outcome.relation != "project":
        tags.append((outcome.relation, t(f"relation.{outcome.relation}")))
    if outcome.work_package:
        package = edition.project.work_packages[outcome.work_package]
        tags.append((package.id, f"{package.id} {shown(package.short_title, locale)[0]}"))
    return tags


def test_both_readers_read_each_outcome_as_it_is(edition, locale):
    content = atom_feed(feed_of(edition, locale))
    read, tree = by_feedparser(content), by_lxml(content)
    outcomes = dated(edition, locale)
    assert len(read.entries) == len(outcomes) > 10
    for entry, node in zip(read.entries, tree.iterfind("a:entry", NAMES), strict=True):
        outcome = outcomes.pop(entry.id)
        assert node.findtext("a:id", None, NAMES) == entry.id
        day = last_known_day(outcome.date)
        (title, spoken), summary = shown(outcome.title, locale), shown(outcome.summary, locale)[0]
        assert entry.title == node.findtext("a:title", None, NAMES) == title
        assert entry.summary == node.findtext("a:summary", None, NAMES) == summary
        assert (entry.title_detail.type, entry.title_detail.language) == ("text/plain", spoken)
        path = f"outcomes/{outcome.id}/"
        assert entry.link == below(edition.page_locale(path, locale)) + path
        assert entry.published == f"{day}T00:00:00Z"
        assert node.findtext("a:updated", None, NAMES) == entry.updated
        assert entry.published_parsed[:6] == (day.year, day.month, day.day, 0, 0, 0)
        tags = [(tag.term, tag.label) for tag in entry.tags]
        assert tags == expected_tags(edition, outcome, locale)
        assert bool(entry.get("content")) == bool(outcome.text)
    assert outcomes == {}
    days = [entry.published for entry in read.entries]
    assert days == sorted(days, reverse=True)


def test_the_feed_says_what_it_is(edition, locale):
    content = atom_feed(feed_of(edition, locale))
    read, tree = by_feedparser(content), by_lxml(content)
    assert tree.get(LANGUAGE) == read.feed.language == locale
    address = below(locale) + "outcomes/feed.xml"
    assert read.feed.id == address
    assert read.feed.link == below(locale) + "outcomes/"
    assert read.feed.author == edition.wordings[locale]("citation.author", acronym="RIVERLIGHT")
    assert read.feed.updated == MOMENT.isoformat().replace("+00:00", "Z")
    assert read.feed.subtitle == shown(edition.project.facts.summary, locale)[0]
    links = [(link.rel, link.type, link.hreflang, link.href) for link in read.feed.links]
    assert ("self", "application/atom+xml", locale, address) in links
    others = {
        link[2]: link[3] for link in links if link[:2] == ("alternate", "application/atom+xml")
    }
    assert others == {
        other: below(other) + "outcomes/feed.xml" for other in LOCALES if other != locale
    }


def test_no_two_alternates_of_one_type_and_language(edition, locale):
    """RFC 4287, 4.1.1 and 4.1.2: what a schema cannot say."""
    tree = by_lxml(atom_feed(feed_of(edition, locale)))
    for parent in (tree, *tree.iterfind("a:entry", NAMES)):
        links = parent.findall("a:link[@rel='alternate']", NAMES)
        assert len({(link.get("type"), link.get("hreflang")) for link in links}) == len(links) > 0


@pytest.mark.parametrize("name", ["id", "title", "updated"])
def test_the_rules_miss_what_is_not_there(edition, name):
    tree = by_lxml(atom_feed(feed_of(edition, "en")))
    for parent in (tree, tree.find("a:entry", NAMES)):
        element = parent.find(f"a:{name}", NAMES)
        at = parent.index(element)
        parent.remove(element)
        assert not RULES.validate(tree)
        parent.insert(at, element)
    assert RULES.validate(tree)


def test_json_feed_agrees_with_what_feedparser_reads_in_atom(edition, locale):
    feed = feed_of(edition, locale)
    read = json.loads(json_feed(feed))
    JSON_FEED.validate(read)
    atom = by_feedparser(atom_feed(feed))
    assert read["title"] == atom.feed.title
    assert read["language"] == atom.feed.language
    assert read["home_page_url"] == atom.feed.link
    assert read["feed_url"] == below(locale) + "outcomes/feed.json"
    assert read["description"] == atom.feed.subtitle
    assert read["authors"] == [{"name": atom.feed.author, "url": below(locale)}]
    assert len(read["items"]) == len(atom.entries)
    for item, entry in zip(read["items"], atom.entries, strict=True):
        assert (item["id"], item["url"], item["title"]) == (entry.id, entry.link, entry.title)
        assert item["summary"] == entry.summary
        assert item["date_published"] == entry.published
        assert item["date_modified"] == entry.updated
        assert item["tags"] == [tag.label for tag in entry.tags]
        if "content_html" not in item:
            assert item["content_text"] == entry.summary


def test_a_date_is_no_younger_than_its_source_says(example_site):
    for text, day in {
        "2020": "2020-01-01",
        "2020-04": "2020-04-01",
        "2020-04-25": "2020-04-25",
        "2020-04-25/2020-04-28": "2020-04-28",
    }.items():
        edition, _ = edition_with(example_site, date=PartialDate.parse(text))
        (entry,) = by_feedparser(atom_feed(feed_of(edition, "en"))).entries
        assert entry.published == f"{day}T00:00:00Z"


def test_an_outcome_without_a_date_has_no_place(example_site):
    edition, _ = edition_with(example_site, date=None)
    feed = feed_of(edition, "en")
    assert by_feedparser(atom_feed(feed)).entries == []
    assert json.loads(json_feed(feed))["items"] == []


def test_a_text_that_is_not_translated_says_its_language(example_site):
    edition, _ = edition_with(
        example_site,
        title=LocalisedText({"en": "A training"}),
        text=LocalisedText({"en": "**Two** days, [more](https://example.org/?a=1&b=2)."}),
    )
    feed = feed_of(edition, "de")
    (entry,) = by_feedparser(atom_feed(feed)).entries
    assert (entry.title, entry.title_detail.language) == ("A training", "en")
    assert (entry.summary, entry.summary_detail.language) == ("Vier Tage.", "de")
    assert entry.content[0].type == "text/html"
    assert entry.content[0].language == "en"
    assert "<strong>Two</strong>" in entry.content[0].value
    (item,) = json.loads(json_feed(feed))["items"]
    assert item["language"] == "en"
    assert item["content_html"] == to_html("**Two** days, [more](https://example.org/?a=1&b=2).")


def test_an_entry_leads_to_a_page_in_the_language_that_it_names(edition):
    """Of light-and-ink nothing is translated into Czech: its page is no Czech one."""
    for locale in LOCALES:
        original = f"{below(locale)}outcomes/light-and-ink/"
        feed = feed_of(edition, locale)
        links = {
            entry.findtext("a:id", namespaces=NAMES): entry.find("a:link", NAMES).attrib
            for entry in by_lxml(atom_feed(feed)).iterfind("a:entry", NAMES)
        }
        read = {item["id"]: item["url"] for item in json.loads(json_feed(feed))["items"]}
        assert read == {id: link["href"] for id, link in links.items()}
        for id, link in links.items():
            true = link["hreflang"]
            assert true in (locale, "en")
            assert link["href"] == id.replace(below(locale), below(true))
        true = "en" if locale == "cs" else locale
        assert links[original]["hreflang"] == true
        calendar = outcomes_calendar(edition, locale).replace(b"\r\n ", b"").decode()
        assert f"URL:{below(true)}outcomes/light-and-ink/\r\n" in calendar


def test_a_feed_leads_to_the_list_in_the_language_that_it_names(edition, locale):
    path = addresses.outcomes()
    partly = replace(edition, pages={**edition.pages, path: Address(path, ("en", "de"))})
    links = by_lxml(atom_feed(feed_of(partly, locale))).iterfind("a:link[@type='text/html']", NAMES)
    true = locale if locale == "de" else "en"
    assert [(n.get("href"), n.get("hreflang")) for n in links] == [
        (below(true) + "outcomes/", true)
    ]


def test_files_are_enclosed(example_site):
    edition, _ = edition_with(
        example_site, files=(result_file(), result_file("the-one-x.zzz", None))
    )
    feed = feed_of(edition, "de")
    tree = by_lxml(atom_feed(feed))
    links = [dict(link.attrib) for link in tree.iterfind("a:entry/a:link", NAMES)]
    pdf = EXAMPLE_URL + "assets/the-one-slides.pdf"
    assert links[1] == {
        "rel": "enclosure", "href": pdf, "type": "application/pdf", "title": "Slides",
        "hreflang": "en",
    }  # fmt: skip
    assert links[2]["type"] == "application/octet-stream"
    read = json.loads(json_feed(feed))
    JSON_FEED.validate(read)
    first, _ = read["items"][0]["attachments"]
    assert first == {"url": pdf, "mime_type": "application/pdf", "title": "Slides"}


def test_each_kind_of_file_that_may_be_published_has_its_type(example_site):
    names = [f"the-one-x{ending}" for ending in sorted(ASSETS)]
    edition, _ = edition_with(example_site, files=tuple(map(result_file, names)))
    told = json.loads(json_feed(feed_of(edition, "de")))["items"][0]["attachments"]
    types = {one["url"].rpartition(".")[2]: one["mime_type"] for one in told}
    assert types.keys() == {ending[1:] for ending in ASSETS}
    assert "application/octet-stream" not in types.values()
    assert types["webp"] == "image/webp"
    assert types["docx"].endswith("officedocument.wordprocessingml.document")


def test_two_feeds_of_an_edition_are_equal(example_site):
    one, two = feed_of(edition_of(example_site), "de"), feed_of(edition_of(example_site), "de")
    assert atom_feed(one) == atom_feed(two)
    assert json_feed(one) == json_feed(two)


def test_equal_days_keep_one_order(example_site):
    ids = ["the-one", "another", "third"]
    outcomes = {id: one_outcome(id=id) for id in ids}
    turned = dict(reversed(outcomes.items()))
    one, two = (feed_of(edition_of(example_site, outcomes=o), "en") for o in (outcomes, turned))
    assert atom_feed(one) == atom_feed(two)


def test_hostile_texts_come_back(example_site):
    @settings(max_examples=100, deadline=None)
    @given(text=hostile)
    def comes_back(text):
        edition, _ = edition_with(
            example_site, title=localised(text), summary=localised(text), text=localised(text)
        )
        feed = feed_of(edition, "en")
        html = readable(to_html(text))
        (entry,) = by_lxml(atom_feed(feed)).iterfind("a:entry", NAMES)
        assert entry.findtext("a:title", "", NAMES) == readable(text)
        assert entry.findtext("a:summary", "", NAMES) == readable(text)
        assert entry.findtext("a:content", "", NAMES) == html
        assert len(by_feedparser(atom_feed(feed)).entries) == 1
        read = json.loads(json_feed(feed))
        JSON_FEED.validate(read)
        (item,) = read["items"]
        assert (item["title"], item["summary"]) == (readable(text), readable(text))
        assert item.get("content_html", "") == html

    comes_back()
