"""Citations: each format is read back by readers that are not the writer."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import bibtexparser
import pytest
import rispy
from hypothesis import given, settings
from pybtex.database import parse_string
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from conftest import ROOT, SITE_URL
from editions import folded, hostile_texts
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
from projectsite.site import load_site
from projectsite.words.dates import PartialDate
from projectsite.words.text import Locale, LocalisedText, Words, one_line

SITE = load_site(ROOT)
PROJECT = SITE.project
IDS = [*PROJECT.outcomes]
EN = Locale("en")
MONTHS = "January February March April May June July August September October November December"


def cite(id: str, locale: str = "en") -> Citation:
    wording = SITE.wordings[Locale(locale)]
    return outcome_citation(PROJECT, wording, PROJECT.outcomes[id], site_url=SITE_URL)


ALL = [cite(id) for id in IDS]


def _decoder() -> LatexNodes2Text:
    """Knows LaTeX, and three commands of its kernel that pylatexenc lacks or takes amiss."""
    known = get_default_latex_context_db()
    commands = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    macros = [MacroTextSpec(name, simplify_repl=text) for name, text in commands.items()]
    known.add_context_category("kernel", macros=macros, prepend=True)
    return LatexNodes2Text(latex_context=known, keep_comments=True, strict_latex_spaces=True)


DECODER = _decoder()


def plain(latex: str) -> str:
    return DECODER.latex_to_text(latex)


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


@pytest.mark.parametrize("citation", ALL, ids=lambda c: c.key)
@pytest.mark.parametrize("read", [by_pybtex, by_bibtexparser])
def test_bibtex_is_read_back(citation, read):
    fields = read(to_bibtex(citation))
    assert fields["key"] == citation.key
    assert fields["kind"] == ("techreport" if citation.form is Form.REPORT else "misc")
    assert plain(fields["title"]) == citation.title.text
    assert plain(fields.get("author", "")) == (citation.author or "")
    assert plain(fields["abstract"]) == citation.summary.text
    assert plain(fields.get("address", "")) == str(citation.place or "")
    assert plain(fields["keywords"]) == ", ".join(citation.keywords)
    assert plain(fields.get("note", "")) == " ".join(citation.notes)
    assert plain(fields.get("howpublished") or fields["type"]) == citation.genre
    assert plain(fields.get("organization") or fields["institution"]) == citation.publisher
    assert fields["url"] == citation.url
    date = citation.issued
    assert fields.get("year") == (str(date.year) if date else None)
    exact = date is not None and date.precision != "year"
    assert fields.get("month") == (MONTHS.split()[date.first.month - 1] if exact else None)
    days = date is not None and date.precision in ("day", "span")
    assert fields.get("date") == (date.text if days else None)


@pytest.mark.parametrize("citation", ALL, ids=lambda c: c.key)
def test_ris_is_read_back(citation):
    text = to_ris(citation)
    assert text.startswith("TY  - ")
    assert text.endswith("\r\nER  - \r\n")
    assert text.count("\n") == text.count("\r\n")
    record = by_rispy(text)
    assert record["type_of_reference"] == ("RPRT" if citation.form is Form.REPORT else "ELEC")
    assert record["id"] == citation.key
    assert record["title"] == citation.title.text
    assert record.get("authors") == ([citation.author] if citation.author else None)
    assert record["publisher"] == citation.publisher
    assert record.get("place_published", "") == str(citation.place or "")
    assert record["type_of_work"] == citation.genre
    assert record["abstract"] == citation.summary.text
    assert record["keywords"] == list(citation.keywords)
    assert record["urls"] == [citation.url]
    assert record.get("language") == (", ".join(citation.languages) or None)
    others = [f"{code}: {text}" for code, text in citation.titles.items() if code != "en"]
    assert record.get("notes", []) == [*others, *citation.notes]
    date = citation.issued
    assert record.get("year") == (str(date.year) if date else None)
    if date:
        given = [part for part in record["date"].split("/")[:3] if part]
        assert "-".join(given) == date.text.partition("/")[0]


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
    "event-title": str,
    "event-date": dict,
    "event-place": str,
    "language": str,
    "note": str,
}
"""Of the schema csl-data.json of CSL 1.0.2, what we use."""


@pytest.mark.parametrize("citation", ALL, ids=lambda c: c.key)
def test_csl_is_an_item_of_its_schema(citation):
    item = json.loads(json.dumps(to_csl(citation)))
    for name, value in item.items():
        assert isinstance(value, CSL_VARIABLES[name]), name
    assert item["type"] in {"event", "report", "webpage"}
    assert item["title"] == citation.title.text
    assert item["URL"] == citation.url
    author = [{"literal": citation.author}] if citation.author else None
    assert item.get("author") == author
    date = citation.issued
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


@settings(max_examples=150, deadline=None)
@given(hostile_texts(), hostile_texts())
def test_hostile_text_comes_back(title, summary):
    """A title as an author would wish to break a file with; the summary and notes likewise."""
    citation = replace(
        cite("berlin-training"),
        title=Words(title, EN, EN),
        titles={"en": title, "de": title},
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
    assert record["notes"] == [folded(f"de: {title}"), folded(summary)]
    assert record["urls"] == [citation.url]
    item = json.loads(json.dumps([to_csl(citation)]))[0]
    assert (item["title"], item["abstract"]) == (title, summary)


def test_a_line_has_no_line_end_and_no_control_character():
    assert one_line(" a\r\n\tb\u2028c\u2029d\x85e\x0bf\x1cg\x00\x07\x7f\x9bh ") == "a b c d e f gh"


@pytest.mark.parametrize(
    ("id", "locale", "expected"),
    [
        (
            "berlin-training",
            "en",
            "INNO-DROP consortium (2017, 25–28 April). Cluster excellence management training "
            "[Training]. Berlin, Germany.",
        ),
        (
            "berlin-training",
            "de",
            "Konsortium INNO-DROP (2017, 25.–28. April). Schulung zur Exzellenz im "
            "Clustermanagement [Schulung]. Berlin, Deutschland.",
        ),
        (
            "brussels-2018",
            "es",
            "Consorcio INNO-DROP (2018, del 25 al 26 de octubre). {title} [Reunión]. "
            "Bruselas, Bélgica.",
        ),
        ("grant-signed", "en", "INNO-DROP consortium (2016). {title} [Milestone]."),
        ("joint-strategy", "en", "INNO-DROP consortium (n.d.). {title} [Strategy]."),
        ("joint-strategy", "de", "Konsortium INNO-DROP (o. D.). {title} [Strategie]."),
        ("joint-strategy", "es", "Consorcio INNO-DROP (s. f.). {title} [Estrategia]."),
        ("joint-strategy", "fr", "Consortium INNO-DROP (s. d.). {title} [Stratégie]."),
        ("joint-strategy", "cs", "Konsorcium INNO-DROP (b. r.). {title} [Strategie]."),
        (
            "greensynergy-news",
            "en",
            "Green Synergy reports from Brussels [News]. (2018, 31 October). INNO-DROP consortium.",
        ),
    ],
)
def test_the_reference_is_what_a_reader_pastes(id, locale, expected):
    citation = cite(id, locale)
    found = str(reference(citation, SITE.wordings[Locale(locale)])).replace("\u00a0", " ")
    assert found == f"{expected.format(title=citation.title)} {citation.url}"
    below = "" if locale == "en" else f"{locale}/"
    assert citation.url == f"{SITE_URL}{below}outcomes/{id}/"


def test_a_span_over_two_years_stays_whole():
    date = PartialDate.parse("2016-12-30/2017-01-02")
    text = str(reference(replace(cite("berlin-training"), issued=date), SITE.wordings[EN]))
    assert "(30\u00a0December 2016 – 2\u00a0January 2017)." in text


def test_only_what_is_the_projects_own_has_an_author():
    for outcome in PROJECT.outcomes.values():
        own = outcome.relation is Relation.PROJECT and not outcome.type.by_others
        assert bool(cite(outcome.id).author) == own
    assert cite("clusterplattform-feb").author is None
    report = PROJECT.outcomes["bkee-news"].model_copy(update={"type": OutcomeType.REPORT})
    wording = SITE.wordings[EN]
    assert outcome_citation(PROJECT, wording, report, site_url=SITE_URL).form is Form.PAGE


def test_what_took_place_online_has_no_place():
    assert cite("videoconferences").place is None
    assert cite("videoconferences", "fr").place is None


def test_a_place_that_falls_back_is_whole_in_one_language():
    outcome = PROJECT.outcomes["brussels-2018"]
    outcome = outcome.model_copy(update={"place": LocalisedText({"en": "Brussels"})})
    wording = SITE.wordings[Locale("es")]
    citation = outcome_citation(PROJECT, wording, outcome, site_url=SITE_URL)
    found = reference(citation, wording)
    assert found.place == Words("Brussels, Belgium", EN, Locale("es"))
    assert f" {citation.title} [Reunión]. Brussels, Belgium. {citation.url}" in str(found)
    assert by_pybtex(to_bibtex(citation))["address"] == "Brussels, Belgium"
    assert by_rispy(to_ris(citation))["place_published"] == "Brussels, Belgium"
    assert to_csl(citation)["event-place"] == "Brussels, Belgium"
    no_town = outcome.model_copy(update={"place": None})
    cited = outcome_citation(PROJECT, wording, no_town, site_url=SITE_URL)
    assert reference(cited, wording).place == Words("Bélgica", Locale("es"), Locale("es"))


def test_a_careful_reader_is_told():
    assert cite("grant-signed").notes == ("Inferred: date",)
    assert cite("joint-strategy").notes == ("Planned: No published result has been found.",)
    hosts = PROJECT.facts.unlinked_hosts
    assert not any(host in note for id in IDS for note in cite(id).notes for host in hosts)


def test_keys_are_unique_and_plain():
    keys = [citation.key for citation in ALL]
    assert len({*keys}) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)
    assert citation_key("Ž & {x}", "a-b") == "x-a-b"
    assert citation_key("Ж", "a-b") == "a-b"


@pytest.mark.parametrize("citation", ALL, ids=lambda c: c.key)
def test_tags_say_the_same(citation):
    found = tags(citation, files=["https://e.example/a.pdf", "https://e.example/a.csv"])
    values: dict[str, list[str]] = {}
    for name, value in found:
        values.setdefault(name, []).append(value)
    authors = [citation.author] if citation.author else None
    assert values["citation_title"] == values["DC.title"] == [citation.title.text]
    assert values.get("citation_author") == values.get("DC.creator") == authors
    assert values["citation_pdf_url"] == ["https://e.example/a.pdf"]
    assert values["citation_abstract_html_url"] == values["DC.identifier"] == [citation.url]
    report = citation.form is Form.REPORT
    assert ("citation_technical_report_institution" in values) == report
    date = citation.issued.text.partition("/")[0] if citation.issued else None
    assert values.get("DC.date") == ([date] if date else None)
    slashes = values.get("citation_publication_date")
    assert slashes == ([date.replace("-", "/")] if date else None)


def test_another_consortium_is_cited_as_well(example):
    site = load_site(example)
    project = site.project
    for locale in project.locales:
        for outcome in project.outcomes.values():
            wording = site.wordings[locale]
            citation = outcome_citation(project, wording, outcome, site_url=SITE_URL)
            assert citation.key == f"riverlight-{outcome.id}"
            fields = by_pybtex(to_bibtex(citation))
            assert spaced(plain(fields["title"])) == spaced(citation.title.text)
            assert fields["key"] == by_rispy(to_ris(citation))["id"] == to_csl(citation)["id"]
            assert citation.url in str(reference(citation, wording))


def test_a_writer_does_not_read_the_clock():
    for path in (ROOT / "hooks/projectsite/representations").glob("*.py"):
        text = Path(path).read_text("utf-8")
        assert not re.search(r"\.(now|today|utcnow)\(|time\.time", text), path.name
