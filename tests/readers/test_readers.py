"""Every outcome of the example read back by Citation.js; ical.js reads calendars and cards, and
open-graph-scraper what a chat shows of a link.

`make test-readers` installs them; `read.mjs` prints what a file says as JSON.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from conftest import EXAMPLE_URL, ROOT, build
from editions import edition_of, folded, hostile_texts, shown
from projectsite.facts.vocabulary import Form
from projectsite.formats.catalogue import Catalogue
from projectsite.formats.citations.bibtex import to_bibtex
from projectsite.formats.citations.csl import to_csl
from projectsite.formats.citations.ris import to_ris
from projectsite.formats.linked.crate import crate
from projectsite.page.citation import Citation, outcome_citation
from projectsite.page.downloads import has_day
from projectsite.site import Site
from projectsite.words.forms import date_form
from projectsite.words.text import Locale, Words

HERE = Path(__file__).parent
EN = Locale("en")
SUFFIXES = ("bib", "ris", "json")


def ids(folder: str) -> list[str]:
    """The ids of the records in a folder of the example, which their files have as names."""
    return sorted(path.stem for path in (ROOT / "tests/example/data" / folder).glob("*.yml"))


@pytest.fixture(scope="module")
def cite(example_site):
    """Cites an outcome of the example, in English if no language is given."""
    edition = edition_of(example_site)
    outcomes = edition.project.outcomes
    return lambda id, locale=EN: outcome_citation(edition, locale, outcomes[id])


def write(folder: Path, name: str, citation: Citation) -> None:
    texts = (to_bibtex(citation), to_ris(citation), json.dumps([to_csl(citation)]))
    for suffix, text in zip(SUFFIXES, texts, strict=True):
        # As bytes: the line ends of RIS are part of it.
        (folder / f"{name}.{suffix}").write_bytes(text.encode())


def read(folder: Path) -> dict[str, Any]:
    """What the readers find in every file of a folder, by the name of the file."""
    assert (HERE / "node_modules").exists(), "the readers are not installed: make test-readers"
    files = sorted(folder.iterdir())
    done = subprocess.run(
        ["node", HERE / "read.mjs", *files], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    found = [json.loads(line) for line in done.stdout.strip().split("\n")]
    assert [item.get("error") for item in found] == [None] * len(files)
    return {Path(item["file"]).name: item for item in found}


@pytest.fixture(scope="module")
def found(cite, tmp_path_factory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("citations")
    for id in ids("outcomes"):
        write(folder, id, cite(id))
    return read(folder)


def only(found: dict[str, Any], name: str) -> dict[str, Any]:
    [item] = found[name]["items"]
    return item


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("id", ids("outcomes"))
def test_a_citation_is_read_back(cite, found, id, suffix):
    citation, item = cite(id), only(found, f"{id}.{suffix}")
    assert item["id"] == citation.key
    assert item["title"] == citation.title.text
    assert item["abstract"] == citation.summary.text
    assert item["publisher"] == citation.publisher
    assert item["URL"] == citation.url
    assert item["keyword"].replace(", ", ",") == ",".join(citation.keywords)
    place = item.get("event-place") or item.get("publisher-place")
    assert place == (citation.place.text if citation.place else None)
    names = [name.get("literal") or name.get("family") for name in item.get("author", [])]
    assert names == ([citation.author] if citation.author else [])
    assert item["type"] == ("report" if citation.form is Form.REPORT else "webpage")
    assert item["language"] == citation.language


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("id", ids("outcomes"))
def test_a_date_is_as_exact_as_its_source(cite, found, id, suffix):
    date, item = cite(id).issued, only(found, f"{id}.{suffix}")
    if date is None:
        assert "issued" not in item or item["issued"] == {}
        return
    days = ["-".join(f"{number:02}" for number in part) for part in item["issued"]["date-parts"]]
    if suffix == "ris":
        # Its field for a date holds the first day; the span stands in the note.
        assert days[0] == date.text.partition("/")[0]
    else:
        assert "/".join(days) == date.text


@pytest.mark.parametrize("id", ids("outcomes"))
def test_notes_are_read_back(cite, found, id):
    citation = cite(id)
    date = citation.issued
    span = [f"{date_form(date, EN)}."] if date and date.precision == "span" else []
    expected = folded(" ".join([*span, *citation.notes]))
    assert folded(only(found, f"{id}.ris").get("note", "")) == expected
    for suffix in ("bib", "json"):
        assert only(found, f"{id}.{suffix}").get("note", "") == " ".join(citation.notes)


STYLES = ("apa", "harvard1", "vancouver")
"""Those that Citation.js brings; its processor is citeproc-js."""


def test_a_style_prints_the_title_once(cite, tmp_path):
    """In each style and language, of each outcome; the author is not turned around."""
    citations = {}
    for id in ids("outcomes"):
        for locale in ("en", "de", "cs"):
            citation = citations[f"{id}-{locale}"] = cite(id, Locale(locale))
            (tmp_path / f"{id}-{locale}.style").write_text(json.dumps([to_csl(citation)]), "utf-8")
    printed = 0
    for name, item in read(tmp_path).items():
        citation = citations[name.removesuffix(".style")]
        for style in STYLES:
            [text] = item["references"][style]
            assert squeezed(text).count(squeezed(citation.title.text)) == 1, (style, text)
            assert citation.author is None or citation.author in text
            printed += 1
    assert printed == len(ids("outcomes")) * 3 * len(STYLES)


def squeezed(text: str) -> str:
    """Letters and digits only: a style has its own quotation marks and capitals."""
    return "".join(filter(str.isalnum, text.casefold()))


def words(text: str) -> list[str]:
    return text.replace("\ufeff", " ").split()


PAIRS = st.lists(st.tuples(hostile_texts(), hostile_texts()), min_size=30, max_size=30)


@settings(max_examples=4, deadline=None, phases=[Phase.generate])
@given(PAIRS)
def test_hostile_text_comes_back(cite, pairs):
    """Many at once, as Node.js takes its time to start."""
    with TemporaryDirectory() as folder:
        for number, (title, summary) in enumerate(pairs):
            citation = replace(
                cite("lantern-training"),
                title=Words(title, EN, EN),
                summary=Words(summary, EN, EN),
            )
            write(Path(folder), str(number), citation)
        found = read(Path(folder))
    for number, pair in enumerate(pairs):
        for suffix in SUFFIXES:
            item = only(found, f"{number}.{suffix}")
            kept = (item.get("title", ""), item.get("abstract", ""))
            if suffix == "json":
                assert kept == pair
            else:
                # Citation.js keeps no other spaces than plain ones; U+FEFF is one to JavaScript.
                assert [words(text) for text in kept] == [words(text) for text in pair]
            assert item["URL"] == f"{EXAMPLE_URL}outcomes/lantern-training/"


def test_the_crate_keeps_to_the_terms_of_its_context(example_site):
    """The package ro-crate of Node.js holds the context of RO-Crate 1.2 itself."""
    context = json.loads((HERE / "node_modules/ro-crate/lib/context.json").read_text("utf-8"))
    assert context["version"].startswith("1.2")
    terms = context["@context"]
    for node in crate(edition_of(example_site))["@graph"]:
        assert node["@type"] in terms
        assert [name for name in node if not name.startswith("@") and name not in terms] == []


@pytest.fixture(scope="module")
def files(example_site, tmp_path_factory) -> dict[str, Any]:
    """Every calendar and every card of the site, as ical.js reads them."""
    folder = tmp_path_factory.mktemp("calendars")
    catalogue = Catalogue(edition_of(example_site))
    written = [*catalogue.project_files()]
    for outcome in example_site.project.outcomes.values():
        written.extend(catalogue.record_files(outcome))
    for address, content in written:
        if address.endswith((".ics", ".vcf")):
            (folder / address.replace("/", "~")).write_bytes(content)
    return read(folder)


def dated(site: Site) -> set[str]:
    """The outcomes with a day: the others have no entry in a calendar."""
    return {id for id, outcome in site.project.outcomes.items() if has_day(outcome)}


@pytest.mark.parametrize("id", ids("outcomes"))
def test_an_event_is_read_back(files, example_site, id):
    if id not in dated(example_site):
        assert f"outcomes~{id}~event.ics" not in files
        return
    [event] = files[f"outcomes~{id}~event.ics"]["events"]
    outcome = example_site.project.outcomes[id]
    assert event["uid"] == f"{id}.riverlight@example.org"
    assert event["summary"] == outcome.title.root["en"]
    assert event["description"].startswith(outcome.summary.root["en"])
    assert event["allDay"] is True
    assert event["start"] == outcome.date.first.isoformat()
    # The end of an all-day event is the first day on which it is over (RFC 5545, 3.6.1).
    assert date.fromisoformat(event["end"]) - outcome.date.last == timedelta(days=1)
    assert event["url"] == f"{EXAMPLE_URL}outcomes/{id}/"


@pytest.mark.parametrize("locale", ["en", "de", "cs"])
def test_a_calendar_is_read_back(files, example_site, locale):
    prefix = "" if locale == "en" else f"{locale}~"
    events = files[f"{prefix}outcomes~calendar.ics"]["events"]
    assert {event["uid"].partition(".")[0] for event in events} == dated(example_site) != set()
    for event in events:
        outcome = example_site.project.outcomes[event["uid"].partition(".")[0]]
        assert event["summary"] == shown(outcome.title, locale)[0]
        assert event["start"] == outcome.date.first.isoformat()


@pytest.mark.parametrize("id", ids("contacts"))
def test_a_card_is_read_back(files, example_site, id):
    [card] = files[f"contact~{id}.vcf"]["cards"]
    contact = example_site.project.contacts[id]
    assert card["fn"] == contact.name
    assert example_site.project.clusters[contact.cluster].name in str(card["org"])
    assert "email" not in card


SHARED = 60_000
"""What some chats load at most of a picture, in bytes."""


def test_every_page_has_a_card(example, tmp_path):
    """Title, text and picture of a shared link, as a reader of Open Graph finds them."""
    built = build(example, tmp_path / "site", SITE_URL=EXAMPLE_URL, KIT="yes")
    pages = tmp_path / "pages"
    pages.mkdir()
    for address, html in built.pages().items():
        (pages / f"{address.replace('/', '~')}.html").write_text(html, "utf-8")
    drawn = []
    for name, item in read(pages).items():
        found = item["preview"]
        assert found["ogTitle"], name
        assert found["ogDescription"], name
        assert found["twitterCard"] == "summary_large_image", name
        [picture] = found["ogImage"]
        drawn.append(picture["url"])
        file = built.folder / picture["url"].removeprefix(EXAMPLE_URL)
        with Image.open(file) as image:
            shown = (str(image.width), str(image.height), image.get_format_mimetype())
        assert (picture["width"], picture["height"], picture["type"]) == shown, name
        assert len(picture["alt"]) > 10, name
        assert file.stat().st_size < SHARED, name
    # Each page has its own, but for the news with a picture: it is the same in all languages.
    drawn = [url for url in drawn if "/share-" in url]
    assert len(drawn) == len({*drawn}) > 100
