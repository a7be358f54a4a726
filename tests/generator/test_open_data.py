"""Open data: every field of every record, in JSON and in a table, and no e-mail address in it."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.robotparser import RobotFileParser

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from conftest import ROOT
from editions import MOMENT, SITE_URL, edition_of, edition_with, hostile, localised, result_file
from projectsite.facts.model import Outcome
from projectsite.facts.vocabulary import OutcomeType, Relation, Status
from projectsite.formats.catalogue import Catalogue, robots_txt
from projectsite.formats.encoding import json_bytes, readable
from projectsite.formats.open_data import outcome_document, outcomes_document, project_document
from projectsite.formats.tables import COLUMNS, outcomes_table
from projectsite.page.downloads import data_links
from projectsite.words.forms import country_name
from projectsite.words.text import LocalisedText

LOCALES = ["en", "de", "es", "fr", "cs"]

TEXTS = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": "^[a-z]{2,3}$"},
    "additionalProperties": {"type": "string", "minLength": 1},
}
IDS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
URLS = {
    "type": "object",
    "required": LOCALES,
    "additionalProperties": {"type": "string", "pattern": "^https://"},
}
SOURCE = {
    "type": "object",
    "required": ["http_only", "facts"],
    "oneOf": [{"required": ["url"]}, {"required": ["document"]}],
    "additionalProperties": False,
    "properties": {
        "url": {"type": "string", "pattern": "^https?://"},
        "document": {"type": "string"},
        "http_only": {"type": "boolean"},
        "facts": IDS,
    },
}
FILE = {
    "type": "object",
    "required": ["file", "title", "url"],
    "additionalProperties": False,
    "properties": {
        "file": {"type": "string"},
        "title": TEXTS,
        "language": {"type": "string"},
        "url": {"type": "string", "pattern": "^https://"},
    },
}
DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
OUTCOME = {
    "type": "object",
    "required": [
        "id", "title", "summary", "type", "relation", "status", "date_unknown", "clusters",
        "languages", "files", "about", "repeats", "inferred", "sources", "url",
    ],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "title": TEXTS,
        "summary": TEXTS,
        "text": TEXTS,
        "type": {"enum": [*OutcomeType]},
        "relation": {"enum": [*Relation]},
        "status": {"enum": [*Status]},
        "date": {
            "type": "object",
            "required": ["text", "precision", "first_day", "last_day"],
            "additionalProperties": False,
            "properties": {
                "text": {"type": "string"},
                "precision": {"enum": ["year", "month", "day", "span"]},
                "first_day": DAY,
                "last_day": DAY,
            },
        },
        "date_unknown": {"type": "boolean"},
        "period": {"enum": ["before", "after"]},
        "place": TEXTS,
        "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
        "work_package": {"type": "string", "pattern": r"^WP\d+$"},
        "clusters": IDS,
        "participants": TEXTS,
        "languages": IDS,
        "files": {"type": "array", "items": FILE},
        "about": IDS,
        "repeats": IDS,
        "remark": TEXTS,
        "inferred": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fact"],
                "additionalProperties": False,
                "properties": {"fact": {"type": "string"}, "why": TEXTS},
            },
        },
        "sources": {"type": "array", "minItems": 1, "items": SOURCE},
        "url": URLS,
    },
}  # fmt: skip
SCHEMA = Draft202012Validator(OUTCOME)
FEEDS = ("feed.xml", "feed.json", "calendar.ics")


@pytest.fixture(scope="module")
def edition(site):
    return edition_of(site)


@pytest.fixture(scope="module")
def files(edition):
    """Every file of the real site for machines, by its address."""
    catalogue = Catalogue(edition)
    found = list(catalogue.project_files())
    for outcome in edition.project.outcomes.values():
        found.extend(catalogue.record_files(outcome))
    assert len({address for address, _ in found}) == len(found)
    return dict(found)


@pytest.fixture(scope="module")
def rows(files):
    text = files["data/outcomes.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def by_libyaml(content):
    """JSON is YAML 1.2: a reader that has nothing in common with Python's."""
    return yaml.load(content.decode(), Loader=yaml.CSafeLoader)


def by_state_machine(content):
    """RFC 4180, section 2, rule by rule; anything else is refused."""
    rows, row, cell, state = [], [], [], "start"
    text = content.decode("utf-8-sig")
    at = 0
    while at < len(text):
        letter, end = text[at], text[at : at + 2] == "\r\n"
        if state == "quoted":
            if letter == '"':
                state = "closed"
            else:
                cell.append(letter)
        elif letter == '"' and state in ("start", "closed"):
            if state == "closed":
                cell.append('"')
            state = "quoted"
        elif letter == "," or end:
            row.append("".join(cell))
            cell, state = [], "start"
            if end:
                rows.append(row)
                row = []
                at += 1
        else:
            assert state in ("start", "bare"), text[max(at - 40, 0) : at + 1]
            assert letter not in '"\r\n'
            cell.append(letter)
            state = "bare"
        at += 1
    assert (row, cell, state) == ([], [], "start")
    assert len({len(row) for row in rows}) == 1
    return rows


def test_each_outcome_is_there_with_all_its_fields(edition, files):
    for outcome in edition.project.outcomes.values():
        content = files[f"outcomes/{outcome.id}/data.json"]
        read = json.loads(content)
        assert read == by_libyaml(content)
        assert read.pop("version") == 1
        SCHEMA.validate(read)
        assert read.pop("url") == {
            locale: f"{SITE_URL}{'' if locale == 'en' else locale + '/'}outcomes/{outcome.id}/"
            for locale in LOCALES
        }
        assert {name for name in Outcome.model_fields if getattr(outcome, name) is not None} == set(
            read
        )
        assert next(iter(read)) == "id"
        for name in ("title", "summary", "place", "participants", "remark", "text"):
            text = getattr(outcome, name)
            assert read.get(name) == (text.root if text else None)
        assert read["type"] == outcome.type.value
        assert read["clusters"] == list(outcome.clusters)
        if outcome.date:
            assert read["date"]["text"] == outcome.date.text
            assert read["date"]["first_day"] == str(outcome.date.first)
            assert read["date"]["last_day"] == str(outcome.date.last)
        assert len(read["sources"]) == len(outcome.sources)
        for told, source in zip(read["sources"], outcome.sources, strict=True):
            assert (told.get("url"), told.get("document")) == (source.url, source.document)
            assert told["facts"] == list(source.facts)
        assert [item["fact"] for item in read["inferred"]] == [i.fact for i in outcome.inferred]


def test_all_outcomes_together_are_each_of_them(edition, files):
    together = json.loads(files["data/outcomes.json"])
    assert together == by_libyaml(files["data/outcomes.json"])
    ids = [outcome["id"] for outcome in together["outcomes"]]
    assert ids == sorted(edition.project.outcomes)
    for outcome in together["outcomes"]:
        alone = json.loads(files[f"outcomes/{outcome['id']}/data.json"])
        del alone["version"]
        assert alone == outcome


@pytest.mark.parametrize("name", ["project", "outcomes"])
def test_a_document_says_what_it_is(files, name):
    read = json.loads(files[f"data/{name}.json"])
    assert read["version"] == 1
    assert read["self"] == f"{SITE_URL}data/{name}.json"
    assert read["about"]["en"] == f"{SITE_URL}data/"
    assert read["about"]["cs"] == f"{SITE_URL}cs/data/"
    assert read["updated"] == MOMENT.isoformat().replace("+00:00", "Z")


def test_the_project_is_there_with_all_its_records(edition, files):
    content = files["data/project.json"]
    read = json.loads(content)
    assert read == by_libyaml(content)
    project = edition.project
    assert read["project"]["acronym"] == "INNO-DROP"
    assert read["project"]["title"] == project.facts.title.root
    assert read["project"]["start"]["first_day"] == "2016-11-01"
    for name in ("objectives", "work_packages", "clusters", "contacts", "partnerships"):
        records = getattr(project, name)
        assert [record["id"] for record in read[name]] == list(records)
        for record in read[name]:
            known = records[record["id"]]
            fields = {
                field
                for field in type(known).model_fields
                if getattr(known, field) is not None and field != "email"
            }
            assert set(record) - {"url"} == fields
    (zinnae,) = [cluster for cluster in read["clusters"] if cluster["id"] == "zinnae"]
    assert zinnae["position"] == list(project.clusters["zinnae"].position)
    assert zinnae["url"]["fr"] == f"{SITE_URL}fr/consortium/zinnae/"


def test_names_are_those_of_the_data_files(files):
    def names(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from names(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from names(inner)

    for name in ("project", "outcomes"):
        for key in names(json.loads(files[f"data/{name}.json"])):
            assert re.fullmatch(r"[a-z]+(_[a-z]+)*", key), key


def test_a_file_of_an_outcome_has_its_address(site):
    edition, outcome = edition_with(site, files=(result_file(),))
    (told,) = json.loads(json_bytes(outcome_document(edition, outcome)))["files"]
    assert told == {
        "file": "the-one-slides.pdf",
        "title": {"en": "Slides"},
        "language": "en",
        "url": f"{SITE_URL}assets/the-one-slides.pdf",
    }


def test_the_table_has_a_row_for_each_outcome_and_language(edition, rows):
    keys = [(row["id"], row["language"]) for row in rows]
    assert keys == [(id, locale) for id in sorted(edition.project.outcomes) for locale in LOCALES]


def test_the_table_tells_each_outcome_as_it_is(edition, site, rows):
    for row in rows:
        outcome = edition.project.outcomes[row["id"]]
        locale = row["language"]
        for name in ("title", "summary", "text", "place", "participants", "remark"):
            text = getattr(outcome, name)
            assert row[name] == (text.root[locale] if text else ""), name
        t = site.wordings[locale]
        assert row["untranslated"] == ""
        assert (row["type"], row["type_label"]) == (outcome.type, t(f"type.{outcome.type}"))
        assert (row["status"], row["relation"]) == (outcome.status, outcome.relation)
        assert row["status_label"] == t(f"status.{outcome.status}")
        assert row["date"] == (outcome.date.text if outcome.date else "")
        assert row["first_day"] == (str(outcome.date.first) if outcome.date else "")
        assert row["last_day"] == (str(outcome.date.last) if outcome.date else "")
        assert row["country"] == (outcome.country or "")
        named = country_name(outcome.country, locale) if outcome.country else ""
        assert row["country_label"] == named
        assert row["work_package"] == (outcome.work_package or "")
        for column, ids in (
            ("clusters", outcome.clusters),
            ("about", outcome.about),
            ("repeats", outcome.repeats),
            ("material_languages", outcome.languages),
            ("inferred", [item.fact for item in outcome.inferred]),
            ("sources", [source.url or source.document for source in outcome.sources]),
        ):
            assert row[column] == "; ".join(ids), column


def test_a_second_reader_finds_the_same_table(files, rows):
    head, *body = by_state_machine(files["data/outcomes.csv"])
    assert head == list(COLUMNS)
    assert [dict(zip(head, row, strict=True)) for row in body] == rows


def test_the_form_of_the_table(files):
    content = files["data/outcomes.csv"]
    assert content.startswith(b"\xef\xbb\xbfid,language,url,")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 1 + 5 * 42


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_says_in_a_sentence_what_it_holds(column):
    assert re.fullmatch(r"[A-Z].{10,}[.…]", COLUMNS[column]), COLUMNS[column]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_explains_every_column_and_file(locale, files, site):
    page = (ROOT / f"docs/{locale}/data.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \|$", page, re.MULTILINE)
    assert rows == list(COLUMNS)
    named = set(re.findall(r"`([^`]+)`", page))
    named |= {
        link.label.removeprefix(f"{locale}/") for link in data_links(site.setting(locale, "data/"))
    }
    assert "{{ data_files() }}" in page
    for address in files:
        kept = address if address.count("/") < 2 else address.rpartition("/")[2]
        if not address.endswith(".vcf") and address != "robots.txt":
            assert kept in named or kept in FEEDS, address


def test_what_is_not_translated_is_named(site):
    edition, _ = edition_with(
        site, title=LocalisedText({"en": "A training"}), place=LocalisedText({"en": "Prague"})
    )
    rows = csv.DictReader(io.StringIO(outcomes_table(edition).decode("utf-8-sig"), newline=""))
    english, german, spanish, *_ = rows
    assert english["untranslated"] == ""
    assert (german["title"], german["summary"]) == ("A training", "Vier Tage.")
    assert german["untranslated"] == "title; place"
    assert spanish["untranslated"] == "title; summary; place"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_is_a_formula(site, cell):
    edition, _ = edition_with(site, title=localised(cell, cell), place=localised(cell, cell))
    _, *body = by_state_machine(outcomes_table(edition))
    for row in body:
        for written in row:
            assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
        assert row[3] == "'" + readable(cell)


def test_no_e_mail_address_is_in_any_file(edition, files):
    addresses = [contact.email for contact in edition.project.contacts.values()]
    assert len(addresses) == 4
    for address, content in files.items():
        text = content.decode().replace("\r\n ", "").lower()
        for email in addresses:
            for form in (email, email.replace("(@)", "@"), email.replace("(@)", "%40")):
                assert form.lower() not in text, (address, form)
        assert "(@)" not in text
        assert "mailto:" not in text


def test_which_files_there_are(edition, files):
    expected = {
        "data/project.json", "data/outcomes.json", "data/outcomes.csv", "robots.txt",
        "contact/clara-presa.vcf", "contact/katherina-ulrich.vcf", "contact/lubos-komarek.vcf",
        "contact/mylene-desmonts.vcf", "ro-crate-metadata.json",
    }  # fmt: skip
    for prefix in ("", "de/", "es/", "fr/", "cs/"):
        expected |= {f"{prefix}outcomes/{name}" for name in FEEDS}
    for outcome in edition.project.outcomes.values():
        names = ("cite.bib", "cite.ris", "cite.json", "data.json", "data.jsonld")
        expected |= {f"outcomes/{outcome.id}/{name}" for name in names}
        if outcome.date and outcome.date.precision in ("day", "span"):
            expected.add(f"outcomes/{outcome.id}/event.ics")
    assert set(files) == expected


def test_two_editions_are_equal_byte_for_byte(site, files):
    again = edition_of(site, outcomes=dict(reversed(site.project.outcomes.items())))
    assert dict(Catalogue(again).project_files()) == {
        address: content
        for address, content in files.items()
        if address.count("/") < 2 or address.endswith(FEEDS)
    }


def test_crawlers_may_read_all(edition):
    text = robots_txt(edition).decode()
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    assert parser.can_fetch("any", f"{SITE_URL}outcomes/")
    assert parser.site_maps() == [f"{SITE_URL}sitemap.xml"]


def test_hostile_texts_come_back(site):
    @settings(max_examples=150, deadline=None)
    @given(text=hostile)
    def comes_back(text):
        edition, outcome = edition_with(
            site, title=localised(text), text=localised(text), remark=localised(text)
        )
        for document in (
            outcome_document(edition, outcome),
            outcomes_document(edition)["outcomes"][0],
        ):
            read = json.loads(json_bytes(document))
            assert read["title"]["en"] == read["text"]["en"] == read["remark"]["en"] == text
        table = outcomes_table(edition)
        head, *body = by_state_machine(table)
        other = csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""), strict=True)
        assert list(other) == [head, *body]
        assert len(body) == 5
        for name in ("title", "text", "remark"):
            cell = body[0][head.index(name)]
            assert cell in (readable(text), "'" + readable(text))

    comes_back()


def test_project_document_stays_free_of_addresses_whatever_a_contact_is(site):
    contacts = {
        id: contact.model_copy(update={"email": "someone.else(@)example.org"})
        for id, contact in site.project.contacts.items()
    }
    text = json_bytes(project_document(edition_of(site, contacts=contacts)))
    assert b"someone.else" not in text
