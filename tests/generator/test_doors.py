"""One record through every door: what the head of a page, RIS, BibTeX, CSL-JSON and JSON-LD say of
an outcome is read field by field, in each language, and is the same.

The reader of the head keeps to the rules of Zotero's translators “Embedded Metadata” and “RDF” and
to its function cleanAuthor, those of RIS to its translator “RIS”.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import bibtexparser
import pytest
import rispy
from lxml import html as lxml_html
from pybtex.database import parse_string

from conftest import EXAMPLE_URL
from editions import edition_of
from latex import plain
from projectsite.facts.model import Outcome
from projectsite.facts.vocabulary import Form, OutcomeType
from projectsite.formats.citations.bibtex import to_bibtex
from projectsite.formats.citations.csl import to_csl
from projectsite.formats.citations.ris import to_ris
from projectsite.page.citation import outcome_citation

LOCALES = ("en", "de", "cs")
OUTCOMES = 20
"""The example has at least as many."""


@dataclass(frozen=True)
class Row:
    """One record, as a reader understands it."""

    type: str
    """As Zotero calls it: webpage or report."""
    title: str
    creators: tuple[tuple[str, str], ...]
    """First and last name of each; a body has no first one."""
    first_day: str
    """As exact as it is known: 2019, 2019-09 or 2019-09-17."""
    last_day: str
    """Of a span, in formats that have a form for it."""
    language: str
    url: str


def clean_author(name: str) -> tuple[str, str]:
    """First and last name, parted as by cleanAuthor(name, "author", name.includes(","))."""
    bare = name.strip(" \xa0.,/[]:")
    if "," in name:
        last, _, first = bare.partition(",")
        return first.strip(), last.strip()
    first, _, last = bare.rpartition(" ")
    return first, last


def by_head(page: Any) -> Row:
    values = {e.get("name") or e.get("property"): e.get("content") for e in page.iter("meta")}
    if "citation_technical_report_institution" in values:
        kind = "report"
    else:
        kind = "webpage" if values["og:type"] == "website" else "journalArticle"
    author = values.get("citation_author") or values.get("DC.creator")
    return Row(
        kind,
        values["citation_title"],
        (clean_author(author),) if author else (),
        values.get("citation_publication_date", "").replace("/", "-"),
        "",
        values["citation_language"],
        values["citation_abstract_html_url"],
    )


def by_ris(text: str) -> Row:
    [record] = rispy.loads(text)
    names = [name.partition(",") for name in record.get("authors", [])]
    # Readers take a whole date from DA, and the year from PY where there is none.
    assert record.get("date", "")[:4] == record.get("year", "")
    assert re.fullmatch(r"(\d{4}/(\d\d)?/(\d\d)?/)?", record.get("date", ""))
    return Row(
        {"RPRT": "report", "ELEC": "webpage"}[record["type_of_reference"]],
        record["title"],
        tuple((first.strip(), last) for last, _, first in names),
        record.get("date", "").strip("/").replace("/", "-"),
        "",
        record["language"],
        record["urls"][0],
    )


def by_bibtex(text: str) -> Row:
    [entry] = parse_string(text, "bibtex").entries.values()
    [other] = bibtexparser.parse_string(text).entries
    assert (other.entry_type, other["url"]) == (entry.type, entry.fields["url"])
    people = entry.persons.get("author", [])
    fields = entry.fields
    month = f"{_MONTHS.index(fields['month']):02}" if "month" in fields else ""
    whole = fields.get("date") or "-".join(filter(None, (fields.get("year"), month)))
    first, _, last = whole.partition("/")
    return Row(
        {"techreport": "report", "online": "webpage"}[entry.type],
        plain(fields["title"]),
        tuple((" ".join(p.first_names), plain(" ".join(p.last_names))) for p in people),
        first,
        last,
        fields["language"],
        fields["url"],
    )


_MONTHS = list(calendar.month_name)


def by_csl(item: Any) -> Row:
    parts = item.get("issued", {}).get("date-parts", [])
    days = ["-".join(f"{number:02}" for number in part) for part in parts]
    assert not {"event-title", "event", "container-title"} & item.keys()
    return Row(
        item["type"],
        item["title"],
        tuple((name.get("given", ""), name["literal"]) for name in item.get("author", [])),
        days[0] if days else "",
        days[1] if len(days) > 1 else "",
        item["language"],
        item["URL"],
    )


def by_linked_data(page: Any) -> Row:
    [script] = page.iterfind(".//script[@type='application/ld+json']")
    nodes = {node["@id"]: node for node in json.loads(script.text)["@graph"]}
    [about] = [n for n in nodes.values() if n["@type"] == "WebPage" and "mainEntity" in n]
    thing = nodes[about["mainEntity"]["@id"]]
    authors = [nodes[node["author"]["@id"]] for node in (about,) if "author" in node]
    assert all(author["@type"] == "Organization" for author in authors)
    report = thing["@type"] == "Report" and thing.get("author") == about.get("author") is not None
    first, _, last = about.get("temporalCoverage", "").partition("/")
    return Row(
        "report" if report else "webpage",
        value(about["name"]),
        tuple(("", value(author["name"])) for author in authors),
        first,
        last,
        about["inLanguage"],
        about["url"],
    )


def value(text: Any) -> str:
    return text["@value"] if isinstance(text, dict) else text


def rows(edition, built, outcome: Outcome, locale: str) -> dict[str, Row]:
    """What each door says of one outcome in a language."""
    citation = outcome_citation(edition, locale, outcome)
    below = "" if locale == "en" else f"{locale}/"
    page = lxml_html.document_fromstring(built.page(f"{below}outcomes/{outcome.id}"))
    return {
        "page head": by_head(page),
        "RIS": by_ris(to_ris(citation)),
        "BibTeX": by_bibtex(to_bibtex(citation)),
        "CSL-JSON": by_csl(to_csl(citation)),
        "JSON-LD": by_linked_data(page),
    }


@pytest.fixture(scope="module")
def edition(example_site):
    return edition_of(example_site)


@pytest.fixture(scope="module")
def table(edition, built_example) -> dict[tuple[str, str], dict[str, Row]]:
    """A row for each outcome, language and door."""
    return {
        (id, locale): rows(edition, built_example, outcome, locale)
        for id, outcome in edition.project.outcomes.items()
        for locale in LOCALES
    }


FIELDS: dict[str, Callable[[Row], Any]] = {
    "type": lambda row: row.type,
    "title": lambda row: row.title,
    "creators": lambda row: row.creators,
    "first day": lambda row: row.first_day,
    "language": lambda row: row.language,
    "address": lambda row: row.url,
}


@pytest.mark.parametrize("field", FIELDS)
def test_every_door_says_the_same(table, field):
    assert len(table) >= OUTCOMES * len(LOCALES)
    differing = {}
    for record, doors in table.items():
        said = {door: FIELDS[field](row) for door, row in doors.items()}
        if len({repr(value) for value in said.values()}) > 1:
            differing[record] = said
    assert differing == {}


def test_formats_with_a_form_for_a_span_have_its_last_day(table, edition):
    spans = 0
    for (id, _), doors in table.items():
        date = edition.project.outcomes[id].date
        last = date.text.partition("/")[2] if date else ""
        spans += bool(last)
        for door in ("BibTeX", "CSL-JSON", "JSON-LD"):
            assert doors[door].last_day == last, (id, door)
    assert spans > len(LOCALES)


def test_the_consortium_is_one_body(table, edition):
    seen = set()
    for (_, locale), doors in table.items():
        name = edition.wordings[locale]("citation.author", acronym="RIVERLIGHT")
        for row in doors.values():
            assert row.creators in ((), (("", name),))
            seen.add(row.creators)
    assert " " in name
    assert len(seen) > len(LOCALES)


def test_what_is_not_translated_is_cited_in_the_language_of_its_page(table):
    for row in table["light-and-ink", "cs"].values():
        assert (row.language, row.url) == ("en", f"{EXAMPLE_URL}outcomes/light-and-ink/")


def test_the_files_are_those_of_the_default_language(table, built_example):
    for (id, locale), doors in table.items():
        if locale == "en":
            folder = built_example.folder / f"outcomes/{id}"
            assert by_ris((folder / "cite.ris").read_text("utf-8")) == doors["RIS"]
            assert by_bibtex((folder / "cite.bib").read_text("utf-8")) == doors["BibTeX"]
            [item] = json.loads((folder / "cite.json").read_text("utf-8"))
            assert by_csl(item) == doors["CSL-JSON"]


def test_one_table_says_what_a_type_is_to_each_format():
    kinds = {
        (form.bibtex, form.ris, form.csl, form.open_graph): form is Form.REPORT for form in Form
    }
    assert kinds == {
        ("techreport", "RPRT", "report", "article"): True,
        ("online", "ELEC", "webpage", "website"): False,
    }
    for kind in OutcomeType:
        assert (kind.schema_type == "Report") == (kind.form is Form.REPORT)
