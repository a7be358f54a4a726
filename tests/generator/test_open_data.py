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
from lxml import etree
from pydantic import BaseModel

from conftest import EXAMPLE_URL
from editions import (
    MOMENT,
    below,
    edition_of,
    edition_with,
    hostile,
    localised,
    shown,
)
from projectsite.formats.catalogue import Catalogue, robots_txt
from projectsite.formats.encoding import json_bytes, readable
from projectsite.formats.linked.documents import LinkedData, file_json
from projectsite.formats.open_data import outcome_document, outcomes_document, project_document
from projectsite.formats.tables import COLUMNS, outcomes_table
from projectsite.page.downloads import DESCRIPTIONS, IN_EACH_LANGUAGE, data_files
from projectsite.site import load_site
from projectsite.words.dates import PartialDate, PlannedDate
from projectsite.words.forms import country_name
from projectsite.words.text import LocalisedText
from test_linked_data import documents

LOCALES = ["en", "de", "cs"]


@pytest.fixture(scope="module")
def edition(example_site):
    return edition_of(example_site)


@pytest.fixture(scope="module")
def files(edition):
    """Every file of the example for machines, by its address."""
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


def as_json(value):
    """A value of a record as the open data tells it; what is not known is absent."""
    match value:
        case LocalisedText():
            return value.root
        case PartialDate():
            days = {"first_day": str(value.first), "last_day": str(value.last)}
            return {"text": value.text, "precision": value.precision, **days}
        case PlannedDate():
            return value.text
        case BaseModel():
            known = {name: getattr(value, name) for name in type(value).model_fields}
            return {name: as_json(item) for name, item in known.items() if item is not None}
        case tuple():
            return [as_json(item) for item in value]
    return value


def addresses_of(path):
    return {locale: f"{below(locale)}{path}" for locale in LOCALES}


def test_each_outcome_is_there_with_all_its_fields(edition, files):
    for id, outcome in edition.project.outcomes.items():
        content = files[f"outcomes/{id}/data.json"]
        read = json.loads(content)
        assert read == by_libyaml(content)
        expected = as_json(outcome) | {"version": 1, "url": addresses_of(f"outcomes/{id}/")}
        for item in expected["files"]:
            item["url"] = f"{EXAMPLE_URL}assets/{item['file']}"
        assert read == expected
        assert [*read][:2] == ["version", "id"]


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
    assert read["self"] == f"{EXAMPLE_URL}data/{name}.json"
    assert read["about"]["en"] == f"{EXAMPLE_URL}data/"
    assert read["about"]["de"] == f"{EXAMPLE_URL}de/data/"
    assert read["updated"] == MOMENT.isoformat().replace("+00:00", "Z")


def test_the_project_is_there_with_all_its_records(edition, files):
    content = files["data/project.json"]
    read = json.loads(content)
    assert read == by_libyaml(content)
    project = edition.project
    pages = {"clusters": "consortium/{}/", "work_packages": "work-packages/{}/"}
    card = f"{EXAMPLE_URL}contact/{{}}.vcf"
    facts = as_json(project.facts) | {"url": addresses_of("")}
    for kept in ("unlinked_hosts", "spellings"):  # what the check alone needs
        del facts[kept]
    assert read["project"] == facts
    for name in ("objectives", "work_packages", "clusters", "contacts", "partnerships"):
        expected = []
        for id, record in getattr(project, name).items():
            told = as_json(record)
            if told.pop("email", None):
                told["url"] = card.format(id)
            if name in pages:
                told["url"] = addresses_of(pages[name].format(id.lower()))
            expected.append(told)
        assert read[name] == expected, name


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


def test_the_table_has_a_row_for_each_outcome_and_language(edition, rows):
    keys = [(row["id"], row["language"]) for row in rows]
    assert keys == [(id, locale) for id in sorted(edition.project.outcomes) for locale in LOCALES]


def test_the_table_tells_each_outcome_as_it_is(edition, rows):
    for row in rows:
        outcome = edition.project.outcomes[row["id"]]
        locale = row["language"]
        missing = []
        for name in ("title", "summary", "text", "place", "participants", "remark"):
            text, spoken = (
                shown(getattr(outcome, name), locale) if getattr(outcome, name) else ("", locale)
            )
            # A cell that a spreadsheet would take for a formula begins with an apostrophe.
            assert row[name] == ("'" + text if text[:1] in "=+-@" and text else text), name
            missing += [name] if spoken != locale else []
        t = edition.wordings[locale]
        assert row["untranslated"] == "; ".join(missing)
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


def test_a_position_is_the_same_in_every_file(example_site):
    edition, outcome = edition_with(example_site, position=(61.600049, 5.0312345))
    [first, *_] = csv.DictReader(io.StringIO(outcomes_table(edition).decode("utf-8-sig")))
    assert first["position"] == "61.600049; 5.0312345"
    assert outcome_document(edition, outcome)["position"] == [61.600049, 5.0312345]


def test_a_second_reader_finds_the_same_table(files, rows):
    head, *body = by_state_machine(files["data/outcomes.csv"])
    assert head == list(COLUMNS)
    assert [dict(zip(head, row, strict=True)) for row in body] == rows


def test_the_form_of_the_table(edition, files):
    content = files["data/outcomes.csv"]
    assert content.startswith(b"\xef\xbb\xbfid,language,url,")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 1 + len(LOCALES) * len(edition.project.outcomes)


def test_every_column_says_in_a_sentence_what_it_holds():
    for said in COLUMNS.values():
        assert re.fullmatch(r"[A-Z].{10,}[.…]", said), said


def test_what_is_not_translated_is_named(example_site):
    edition, _ = edition_with(
        example_site,
        title=LocalisedText({"en": "A training"}),
        place=LocalisedText({"en": "Prague"}),
    )
    rows = csv.DictReader(io.StringIO(outcomes_table(edition).decode("utf-8-sig"), newline=""))
    english, german, czech = rows
    assert english["untranslated"] == ""
    assert (german["title"], german["summary"]) == ("A training", "Vier Tage.")
    assert german["untranslated"] == "title; place"
    assert czech["untranslated"] == "title; summary; place"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "=cmd|' /C calc'!A0"]
)
def test_no_cell_is_a_formula(example_site, cell):
    edition, _ = edition_with(
        example_site, title=localised(cell, cell), place=localised(cell, cell)
    )
    _, *body = by_state_machine(outcomes_table(edition))
    for row in body:
        for written in row:
            assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
        assert row[3] == "'" + readable(cell)


def test_no_e_mail_address_is_in_any_file(edition, files):
    addresses = [contact.email for contact in edition.project.contacts.values()]
    assert len(addresses) == 3
    for address, content in files.items():
        text = content.decode().replace("\r\n ", "").lower()
        for email in addresses:
            for form in (email, email.replace("(@)", "@"), email.replace("(@)", "%40")):
                assert form.lower() not in text, (address, form)
        assert "(@)" not in text
        assert "mailto:" not in text


def test_which_files_there_are(edition, files):
    expected = {*data_files(edition.project), *DESCRIPTIONS, "robots.txt"}
    expected |= {f"contact/{contact}.vcf" for contact in edition.project.contacts}
    for prefix in ("", "de/", "cs/"):
        expected |= {f"{prefix}{path}" for path in (*IN_EACH_LANGUAGE, "opensearch.xml")}
        # test_archives.py says which feeds there are.
        listed = etree.fromstring(files[f"{prefix}outcomes/feeds.opml"]).iterfind("body/outline")
        feeds = {outline.get("xmlUrl").removeprefix(EXAMPLE_URL) for outline in listed}
        expected |= feeds | {f"{feed.removesuffix('.xml')}.json" for feed in feeds}
    for outcome in edition.project.outcomes.values():
        names = ("cite.bib", "cite.ris", "cite.json", "data.json", "data.jsonld")
        expected |= {f"outcomes/{outcome.id}/{name}" for name in names}
        if outcome.date and outcome.date.precision in ("day", "span"):
            expected.add(f"outcomes/{outcome.id}/event.ics")
    assert set(files) == expected


def test_two_editions_are_equal_byte_for_byte(example_site, files):
    turned = dict(reversed(example_site.project.outcomes.items()))
    again = edition_of(example_site, outcomes=turned)
    assert dict(Catalogue(again).project_files()) == {
        address: content
        for address, content in files.items()
        if not re.match(r"outcomes/(?!feed/)[a-z0-9-]+/(cite|data|event)\.", address)
    }


def test_crawlers_may_read_all(edition):
    text = robots_txt(edition).decode()
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    assert parser.can_fetch("any", f"{EXAMPLE_URL}outcomes/")
    assert parser.site_maps() == [f"{EXAMPLE_URL}sitemap.xml"]


def test_hostile_texts_come_back(example_site):
    @settings(max_examples=100, deadline=None)
    @given(text=hostile)
    def comes_back(text):
        edition, outcome = edition_with(
            example_site, title=localised(text), text=localised(text), remark=localised(text)
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
        assert len(body) == len(LOCALES)
        for name in ("title", "text", "remark"):
            cell = body[0][head.index(name)]
            assert cell in (readable(text), "'" + readable(text))

    comes_back()


def test_project_document_stays_free_of_addresses_whatever_a_contact_is(example_site):
    contacts = {
        id: contact.model_copy(update={"email": "someone.else(@)example.org"})
        for id, contact in example_site.project.contacts.items()
    }
    text = json_bytes(project_document(edition_of(example_site, contacts=contacts)))
    assert b"someone.else" not in text


NEEDED = {"index.md", "project.md", "outcomes/index.md"}
"""The pages that no project may leave out."""


def test_no_file_leads_to_a_page_that_is_left_out(example_copy):
    """Each own address in a file for machines and in linked data is a page or a file."""
    for page in [*(example_copy / "docs").rglob("*.md")]:
        if page.relative_to(example_copy / "docs").as_posix()[3:] not in NEEDED:
            page.unlink()
    menu = (example_copy / "mkdocs.yml").read_text("utf-8")
    kept = [
        line for line in menu.splitlines() if ".md" not in line or line.rpartition(" ")[2] in NEEDED
    ]
    menu = "\n".join(kept).replace("  - About this site:\n", "")
    (example_copy / "mkdocs.yml").write_text(menu, "utf-8")
    edition = edition_of(load_site(example_copy))
    assert "consortium/hohdelampo/" in edition.pages
    assert not {"contact/", "consortium/", "data/", "news/"} & edition.pages.keys()
    catalogue = Catalogue(edition)
    files = dict(catalogue.project_files())
    for outcome in edition.project.outcomes.values():
        files |= catalogue.record_files(outcome)
    told = [content.decode() for content in files.values()]
    told += [
        file_json(document)
        for locale in edition.locales
        for document in documents(LinkedData(edition, locale), edition.project).values()
    ]
    own = re.compile(rf"{re.escape(EXAMPLE_URL)}(?:(?:de|cs)/)?([^\s\"<>#?;,{{}}]*)")
    # Longer lines of calendars and cards are folded.
    named = {path for text in told for path in own.findall(text.replace("\r\n ", ""))}
    without_language = {re.sub("^(de|cs)/", "", path) for path in files}
    assets = {f"assets/{path.name}" for path in (example_copy / "docs/assets").iterdir()}
    written_later = {"favicon.ico", "sitemap.xml"}
    assert named - edition.pages.keys() - without_language - assets - written_later == set()
    assert len(named) > 60
