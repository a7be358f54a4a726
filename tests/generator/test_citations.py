"""Citations: each format is read back by readers that are not the writer."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from hypothesis import given, settings
from pybtex.database import parse_string

from conftest import ROOT
from editions import below, edition_of, folded, hostile_texts
from latex import plain
from projectsite.facts.model import Outcome
from projectsite.facts.vocabulary import Form, OutcomeType, Relation
from projectsite.formats.citations.bibtex import to_bibtex
from projectsite.formats.citations.csl import to_csl
from projectsite.formats.citations.ris import to_ris
from projectsite.formats.citations.scholar_tags import tags
from projectsite.page.citation import (
    Citation,
    citation_key,
    outcome_citation,
    reference,
)
from projectsite.words.forms import date_form
from projectsite.words.text import Locale, Words, one_line
from projectsite.words.wording import Wording

EN, DE, CS = Locale("en"), Locale("de"), Locale("cs")
MONTHS = "January February March April May June July August September October November December"


@pytest.fixture(scope="module")
def cite(example_site):
    """Cites an outcome of the example, or one of another kind, in a language."""

    edition = edition_of(example_site)

    def cited(outcome: str | Outcome, locale: Locale = EN) -> Citation:
        known = edition.project.outcomes
        return outcome_citation(
            edition, locale, known[outcome] if isinstance(outcome, str) else outcome
        )

    return cited


@pytest.fixture(scope="module")
def citations(example_site, cite) -> list[Citation]:
    """Every outcome of the example in each of its languages."""
    project = example_site.project
    return [cite(id, locale) for id in project.outcomes for locale in project.locales]


@pytest.fixture(scope="module")
def refer(example_site):
    """The reference to a citation in a language."""
    return lambda citation, locale=EN: reference(citation, example_site.wordings[locale])


def by_pybtex(text: str) -> dict[str, str]:
    """The one entry of a file: its fields, the author among them, still in LaTeX."""
    [(key, entry)] = parse_string(text, "bibtex").entries.items()
    authors = [" ".join(p.last_names) for p in entry.persons.get("author", [])]
    return {"key": key, "kind": entry.type, **entry.fields} | (
        {"author": authors[0]} if authors else {}
    )


def by_bibtexparser(text: str) -> dict[str, str]:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    [entry] = library.entries
    months = {name[:3].lower(): name for name in MONTHS.split()}
    fields = {field.key: field.value for field in entry.fields}
    if "month" in fields:
        fields["month"] = months[fields["month"]]
    return {"key": entry.key, "kind": entry.entry_type} | fields


def by_rispy(text: str) -> dict:
    [record] = rispy.loads(text)
    return record


@pytest.mark.parametrize(
    ("code", "known"), [("de", "german"), ("nb", "norsk"), ("bn", "bengali"), ("gd", None)]
)
def test_babel_knows_the_language(citations, code, known):
    written = to_bibtex(replace(citations[0], language=code))
    assert re.findall(r"langid = \{(.*)\}", written) == ([known] if known else [])


@pytest.mark.parametrize("read", [by_pybtex, by_bibtexparser])
def test_bibtex_is_read_back(citations, read):
    for citation in citations:
        fields = read(to_bibtex(citation))
        assert fields["key"] == citation.key
        assert fields["kind"] == ("techreport" if citation.form is Form.REPORT else "online")
        assert plain(fields["title"]) == citation.title.text
        assert plain(fields.get("author", "")) == (citation.author or "")
        assert plain(fields["abstract"]) == citation.summary.text
        assert plain(fields.get("address", "")) == str(citation.place or "")
        assert plain(fields["keywords"]) == ", ".join(citation.keywords)
        assert plain(fields.get("note", "")) == " ".join(citation.notes)
        assert plain(fields.get("titleaddon") or fields["type"]) == citation.genre
        assert plain(fields.get("organization") or fields["institution"]) == citation.publisher
        assert fields["url"] == citation.url
        assert fields["language"] == citation.language
        assert (
            fields["langid"] == {"en": "english", "de": "german", "cs": "czech"}[citation.language]
        )
        date = citation.issued
        assert fields.get("year") == (str(date.year) if date else None)
        exact = date is not None and date.precision != "year"
        assert fields.get("month") == (MONTHS.split()[date.first.month - 1] if exact else None)
        days = date is not None and date.precision in ("day", "span")
        assert fields.get("date") == (date.text if days else None)


@pytest.mark.parametrize("read", [by_pybtex, by_bibtexparser])
def test_a_comma_in_a_name_parts_no_keyword(citations, read):
    citation = replace(citations[0], keywords=("A, B", "WP1", "Light, Water; Ltd,"))
    names = ["A B", "WP1", "Light Water Ltd"]
    assert plain(read(to_bibtex(citation))["keywords"]).split(", ") == names
    assert to_csl(citation)["keyword"].split(", ") == names
    assert by_rispy(to_ris(citation))["keywords"] == list(citation.keywords)


def test_ris_is_read_back(citations):
    for citation in citations:
        text = to_ris(citation)
        assert text.startswith("TY  - ")
        assert text.endswith("\r\nER  - \r\n")
        assert text.count("\n") == text.count("\r\n")
        record = by_rispy(text)
        assert record["type_of_reference"] == ("RPRT" if citation.form is Form.REPORT else "ELEC")
        assert record["id"] == citation.key
        assert record["title"] == citation.title.text
        assert record.get("authors") == ([citation.author] if citation.author else None)
        assert record["publisher"] == record["database_provider"] == citation.publisher
        assert record.get("place_published", "") == str(citation.place or "")
        assert record["type_of_work"] == citation.genre
        assert record["abstract"] == citation.summary.text
        assert record["keywords"] == list(citation.keywords)
        assert record["urls"] == [citation.url]
        assert record["language"] == citation.language
        date = citation.issued
        span = date is not None and date.precision == "span"
        whole = [f"{date_form(date, citation.language)}."] if span else []
        notes = " ".join([*whole, *citation.notes])
        assert record.get("notes", []) == ([folded(notes)] if notes else [])
        assert record.get("year") == (str(date.year) if date else None)
        if date:
            year, month, day, other = record["date"].split("/")
            given = [part for part in (year, month, day) if part]
            assert "-".join(given) == date.text.partition("/")[0]
            assert other == ""


CSL_VARIABLES = {
    "id": str,
    "type": str,
    "title": str,
    "genre": str,
    "publisher": str,
    "abstract": str,
    "keyword": str,
    "URL": str,
    "author": list,
    "issued": dict,
    "event-place": str,
    "language": str,
    "note": str,
    "custom": dict,
}
"""Of the schema csl-data.json of CSL 1.0.2, what we use."""


def test_csl_is_an_item_of_its_schema(citations):
    for citation in citations:
        item = json.loads(json.dumps(to_csl(citation)))
        for name, value in item.items():
            assert isinstance(value, CSL_VARIABLES[name]), name
        assert item["type"] in {"report", "webpage"}
        assert item["language"] == citation.language
        assert item["title"] == citation.title.text
        assert item["URL"] == citation.url
        author = [{"literal": citation.author}] if citation.author else None
        assert item.get("author") == author
        date = citation.issued
        award = item.get("custom", {}).get("funding", [{}])[0].get("award", "")
        assert award == (citation.grant if citation.author else "")
        assert ("issued" in item) == (date is not None)
        if date:
            parts = item["issued"]["date-parts"]
            sizes = {"year": [1], "month": [2], "day": [3], "span": [3, 3]}
            assert [len(part) for part in parts] == sizes[date.precision]
            days = ("-".join(f"{number:02}" for number in part) for part in parts)
            assert "/".join(days) == date.text


def spaced(text: str) -> str:
    """With plain spaces: pybtex keeps no others."""
    return " ".join(text.split())


def test_hostile_text_comes_back(cite):
    """A title as an author would wish to break a file with; the summary and notes likewise."""
    known = cite("lantern-training")

    @settings(max_examples=100, deadline=None)
    @given(hostile_texts(), hostile_texts())
    def comes_back(title, summary):
        citation = replace(
            known,
            title=Words(title, EN, EN),
            author=summary,
            summary=Words(summary, EN, EN),
            notes=(summary,),
            place=Words(title, EN, EN),
        )
        for read in (by_pybtex, by_bibtexparser):
            fields = read(to_bibtex(citation))
            for name in ("title", "address"):
                assert spaced(plain(fields[name])) == spaced(title)
            for name in ("author", "abstract", "note"):
                assert spaced(plain(fields[name])) == spaced(summary)
            assert fields["url"] == citation.url
        record = by_rispy(to_ris(citation))
        assert record["title"] == record["place_published"] == folded(title)
        assert record["abstract"] == folded(summary)
        assert record["authors"] == [folded(summary)]
        whole = date_form(citation.issued, EN)
        assert record["notes"] == [folded(f"{whole}. {summary}")]
        assert record["urls"] == [citation.url]
        item = json.loads(json.dumps([to_csl(citation)]))[0]
        assert (item["title"], item["abstract"]) == (title, summary)

    comes_back()


def test_a_line_has_no_line_end_and_no_control_character():
    assert one_line(" a\r\n\tb\u2028c\u2029d\x85e\x0bf\x1cg\x00\x07\x7f\x9bh ") == "a b c d e f gh"


OWN, OTHERS = "{author} ({date}). {title} [{type}].", "{title} [{type}]. ({date}). {author}."


@pytest.mark.parametrize(
    ("id", "locale", "form", "date", "place"),
    [
        ("lantern-training", EN, OWN, "2019, 17–19 September", "Florø, Norway"),
        ("lantern-training", DE, OWN, "2019, 17.–19. September", "Florø, Norwegen"),
        ("night-walks", CS, OWN, "2020, 30. ledna – 2. února", "Savonlinna, Finsko"),
        ("winter-mentoring", EN, OWN, "16 December 2019 – 24 January 2020", None),  # online
        ("hohdelampo-bronze", EN, OWN, "2020, June", "Finland"),
        ("first-month", DE, OWN, "2019, 1. März", None),
        ("dusk-and-dawn", CS, OWN, "2020", None),
        ("lamp-loan", EN, OWN, None, None),
        ("quiet-light-prize", CS, OWN, None, None),
        ("light-and-ink", EN, OTHERS, "2021, 1–2 March", None),
        ("portuguese-page", DE, OTHERS, None, None),
    ],
)
def test_the_reference_is_what_a_reader_pastes(
    example_site, cite, refer, id, locale, form, date, place
):
    citation, t = cite(id, locale), example_site.wordings[locale]
    expected = form.format(
        author=t("citation.author", acronym="RIVERLIGHT"),
        date=date or t("citation.undated"),
        title=citation.title,
        type=t(f"type.{example_site.project.outcomes[id].type}"),
    )
    expected += f" {place}." if place else ""
    true = edition_of(example_site).page_locale(f"outcomes/{id}/", locale)
    assert (citation.url, citation.language) == (f"{below(true)}outcomes/{id}/", true)
    found = str(refer(citation, locale)).replace("\u00a0", " ")
    assert found == f"{expected} {citation.url}".replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("locale", "date"),
    [("es", "2019, del 17 al 19 de septiembre"), ("pt", "2019, 17–19 de setembro")],
)
def test_a_year_that_a_word_joins_stands_first(example_site, cite, locale, date):
    words = Wording(Locale(locale), {"citation": {"undated": ""}})
    found = str(reference(cite("lantern-training"), words)).replace("\u00a0", " ")
    assert f" ({date}). " in found


def test_only_what_is_the_projects_own_has_an_author(example_site, cite):
    for outcome in example_site.project.outcomes.values():
        own = outcome.relation is Relation.PROJECT and not outcome.type.by_others
        assert bool(cite(outcome).author) == own
    news = example_site.project.outcomes["lantern-training-news"]
    assert cite(news.model_copy(update={"relation": Relation.PROJECT})).author is None
    assert cite(news.model_copy(update={"type": OutcomeType.REPORT})).form is Form.PAGE


def test_what_took_place_online_has_no_place(cite):
    for locale in (EN, DE, CS):
        assert cite("winter-mentoring", locale).place is None


def test_a_place_that_falls_back_is_whole_in_one_language(example_site, cite, refer):
    outcome = example_site.project.outcomes["lantern-training"]
    citation = cite(outcome, CS)
    assert refer(citation, CS).place == Words("Florø, Norway", EN, CS)
    assert f"]. Florø, Norway. {citation.url}" in str(refer(citation, CS))
    assert by_pybtex(to_bibtex(citation))["address"] == "Florø, Norway"
    assert by_rispy(to_ris(citation))["place_published"] == "Florø, Norway"
    assert to_csl(citation)["event-place"] == "Florø, Norway"
    no_town = cite(outcome.model_copy(update={"place": None}), CS)
    assert refer(no_town, CS).place == Words("Norsko", CS, CS)


def test_a_careful_reader_is_told(example_site, cite, citations):
    for locale in (EN, DE):
        t = example_site.wordings[locale]
        inferred, fact = t("page.label", label=t("evidence.inferred")), t("fact.date")
        assert cite("first-month", locale).notes == (f"{inferred} {fact}",)
        planned = t("page.label", label=t("status.planned"))
        assert cite("lamp-loan", locale).notes == (f"{planned} {t('status.planned_note')}",)
        assert cite("lamp-library", locale).notes == (t("status.announced"),)
    hosts = example_site.project.facts.unlinked_hosts
    assert not any(host in note for c in citations for note in c.notes for host in hosts)


def test_keys_are_unique_and_plain(example_site, cite):
    ids = [*example_site.project.outcomes]
    keys = [cite(id).key for id in ids]
    assert keys == [f"riverlight-{id}" for id in ids]
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)
    assert citation_key("Ž & {x}", "a-b") == "x-a-b"
    assert citation_key("Ж", "a-b") == "a-b"


def test_tags_say_the_same(citations):
    for citation in citations:
        found = tags(citation, files=["https://e.example/a.pdf", "https://e.example/a.csv"])
        values: dict[str, list[str]] = {}
        for name, value in found:
            values.setdefault(name, []).append(value)
        authors = [citation.author] if citation.author else None
        assert values["citation_title"] == values["DC.title"] == [citation.title.text]
        assert values.get("DC.creator") == authors
        # A surname with no other: what a comma ends is not parted.
        assert values.get("citation_author") == (authors and [f"{authors[0]},"])
        assert values["citation_language"] == values["DC.language"] == [citation.language]
        assert values["citation_pdf_url"] == ["https://e.example/a.pdf"]
        assert values["citation_abstract_html_url"] == values["DC.identifier"] == [citation.url]
        funding = values.get("citation_funding_source", [""])[0]
        assert funding.endswith(f";citation_grant_number={citation.grant}" if authors else "")
        assert bool(funding) == bool(citation.grant)
        report = citation.form is Form.REPORT
        assert ("citation_technical_report_institution" in values) == report
        date = citation.issued.text.partition("/")[0] if citation.issued else None
        assert values.get("DC.date") == ([date] if date else None)
        slashes = values.get("citation_publication_date")
        assert slashes == ([date.replace("-", "/")] if date else None)


def test_what_is_ours_is_cited_with_the_grant(example_site):
    edition = edition_of(example_site)
    number = example_site.project.facts.grant.number
    for outcome in example_site.project.chronicle:
        citation = outcome_citation(edition, Locale("de"), outcome)
        assert citation.grant == (number if citation.author else "")
        assert citation.funder == "Europäische Union"


def test_a_writer_does_not_read_the_clock():
    modules = [*(ROOT / "hooks/projectsite/formats").rglob("*.py")]
    assert len(modules) > 20
    for path in modules:
        text = path.read_text("utf-8")
        assert not re.search(r"\.(now|today|utcnow)\(|time\.time", text), path.name
