"""What a site writes for machines: each file parses, and holds every record."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO

import icalendar
from lxml import etree

from conftest import ROOT
from pages import address_in, record_files
from projectsite import addresses

ATOM = {"a": "http://www.w3.org/2005/Atom"}
RULES = etree.RelaxNG(etree.parse(ROOT / "tests/atom.rng"))
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def in_each_language(built, site, name):
    """A file that is there once a language, with its language."""
    for locale in site.project.locales:
        yield locale, built.folder / address_in(locale, name, site.project.default_locale)


def with_date(site):
    return [outcome.id for outcome in site.project.outcomes.values() if outcome.date]


def with_day(site):
    return [
        outcome.id
        for outcome in site.project.outcomes.values()
        if outcome.date and outcome.date.precision in ("day", "span")
    ]


def test_each_feed_leads_to_every_dated_outcome(built, site):
    """By its archives, where there are more than it holds."""
    default = site.project.default_locale
    for locale in site.project.locales:
        home = built.url + address_in(locale, "", default)
        expected = {f"{home}outcomes/{id}/" for id in with_date(site)}
        for name, read in (("feed.xml", read_atom), ("feed.json", read_json_feed)):
            found, address = set(), f"{home}outcomes/{name}"
            while address:
                content = (built.folder / address.removeprefix(built.url)).read_bytes()
                ids, spoken, address = read(content)
                assert spoken == locale
                assert len(ids) == len(set(ids)) == len(set(ids) & expected)
                found |= set(ids)
            assert found == expected


def read_atom(content):
    """The ids of the entries, the language, and the address of what is older."""
    root = etree.fromstring(content)
    RULES.assertValid(root)
    ids = [node.text for node in root.iterfind("a:entry/a:id", ATOM)]
    moments = [node.text for node in root.iterfind("a:entry/a:updated", ATOM)]
    assert len(set(moments)) == len(moments)
    older = root.find("a:link[@rel='prev-archive']", ATOM)
    return ids, root.get(LANGUAGE), None if older is None else older.get("href")


def read_json_feed(content):
    feed = json.loads(content)
    return [item["id"] for item in feed["items"]], feed["language"], feed.get("next_url")


def test_the_list_of_feeds_names_what_is_there(built, site):
    for locale, path in in_each_language(built, site, "outcomes/feeds.opml"):
        outlines = etree.parse(path).findall("body/outline")
        parts = [*site.project.work_packages, *site.project.clusters]
        types = {outcome.type for outcome in site.project.outcomes.values()}
        assert len(outlines) == 1 + len(parts) + len(types) + bool(site.project.news)
        ids = set()
        for outline in outlines:
            address = outline.get("xmlUrl").removeprefix(built.url)
            root = etree.parse(built.folder / address).getroot()
            RULES.assertValid(root)
            assert root.get(LANGUAGE) == locale
            ids.add(root.findtext("a:id", None, ATOM))
            assert (built.folder / address).with_suffix(".json").exists()
        assert len(ids) == len(outlines)


def test_each_calendar_holds_every_outcome_with_a_day(built, site):
    days = {
        outcome.id: outcome.date.first for outcome in site.project.outcomes.values() if outcome.date
    }
    for _, path in in_each_language(built, site, "outcomes/calendar.ics"):
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        events = calendar.walk("VEVENT")
        begin = {re.split("[.@]", str(event["UID"]))[0]: event["DTSTART"].dt for event in events}
        assert begin == {id: days[id] for id in with_day(site)}
    for id in site.project.outcomes:
        path = built.folder / f"outcomes/{id}/event.ics"
        assert path.exists() == (id in with_day(site)), id


def test_the_open_data_holds_every_record(built, site):
    project = site.project
    document = json.loads((built.folder / "data/project.json").read_text("utf-8"))
    for name in ("clusters", "work_packages", "objectives", "partnerships"):
        assert {item["id"] for item in document[name]} == set(getattr(project, name)), name
    outcomes = json.loads((built.folder / "data/outcomes.json").read_text("utf-8"))["outcomes"]
    assert {item["id"] for item in outcomes} == set(project.outcomes)
    table = (built.folder / "data/outcomes.csv").read_text("utf-8-sig")
    rows = [(row["id"], row["language"]) for row in csv.DictReader(StringIO(table, newline=""))]
    assert sorted(rows) == sorted((id, loc) for id in project.outcomes for loc in project.locales)


def test_each_outcome_has_its_files(built, site):
    for id in site.project.outcomes:
        folder = built.folder / f"outcomes/{id}"
        assert json.loads((folder / "data.json").read_text("utf-8"))["id"] == id
        assert json.loads((folder / "data.jsonld").read_text("utf-8"))["@graph"]
        assert json.loads((folder / "cite.json").read_text("utf-8"))[0]["URL"].startswith("http")
        assert (folder / "cite.bib").read_text("utf-8").startswith("@")
        assert (folder / "cite.ris").read_text("utf-8").startswith("TY  - ")


def test_each_contact_has_a_card(built, site):
    for contact in site.project.contacts.values():
        card = (built.folder / f"contact/{contact.id}.vcf").read_bytes().decode()
        assert card.startswith("BEGIN:VCARD\r\n")
        assert card.endswith("END:VCARD\r\n")


def test_linked_data_on_pages_parses(pages):
    for address, page in pages.items():
        for script in page.tree.xpath("//script[@type='application/ld+json']"):
            assert json.loads(script.text), address


def test_each_search_index_holds_every_page_of_its_language(built, site):
    """Of prose what is translated; of records all, as what they are made of may be translated."""
    records = list(record_files(site.project))
    if any(page.path == "glossary/" for page in site.prose):
        records += [f"glossary/#{id}" for id in site.project.terms]
    people = [addresses.contact(id) for id in site.project.contacts]
    for locale, path in in_each_language(built, site, "search/index.json"):
        expected = [page.path for page in site.prose if page.locale == locale] + records
        entries = json.loads(path.read_text("utf-8"))
        found = [entry["path"] for entry in entries]
        assert sorted(set(found) - set(people)) == sorted(expected)
        assert set(people) <= set(found) or addresses.contacts() not in expected
        for entry in entries:
            assert entry["title"]
            assert not re.search(r"<[a-z/]", entry.get("text", "")), entry


def test_no_file_for_machines_holds_an_address(built, site):
    """In no form in which programs could collect it."""
    kinds = {".json", ".jsonld", ".xml", ".csv", ".ics", ".vcf", ".bib", ".ris", ".txt"}
    addresses = [c.address for c in site.project.contacts.values() if c.address]
    forms = {
        email.replace("(@)", sign).lower() for email in addresses for sign in ("(@)", "@", "%40")
    }
    # A project may have nobody to write to yet.
    found = re.compile("|".join(map(re.escape, sorted(forms))) or r"(?!)")
    for path in built.folder.rglob("*"):
        if path.is_file() and path.suffix in kinds and "assets" not in path.parts:
            text = path.read_bytes().decode().replace("\r\n ", "").lower()
            assert not found.search(text), path


def test_what_machines_are_told_is_there(built, pages):
    """Addresses of the site in files for machines are those of pages and files of it."""
    address = re.compile(re.escape(built.url) + r"[^\s\"'<>,;)\\]*")
    for path in built.folder.rglob("*"):
        if path.suffix in {".json", ".jsonld", ".xml", ".txt"} and "assets" not in path.parts:
            for url in set(address.findall(path.read_text("utf-8"))):
                below = url.partition("#")[0].partition("?")[0].removeprefix(built.url)
                assert below in pages or (built.folder / below).is_file(), (path, url)


def test_nothing_leads_to_the_form_editor(built):
    """Visitors have no use for it: it is in no search, list or link, and asks not to be indexed."""
    folder = built.folder / "admin"
    for page in folder.rglob("index.html"):
        assert '<meta name="robots" content="noindex' in page.read_text("utf-8")
    kinds = {".html", ".json", ".xml", ".txt", ".jsonld"}
    for path in built.folder.rglob("*"):
        if path.suffix in kinds and folder not in path.parents:
            assert not re.search(r'["/]admin/', path.read_text("utf-8")), path
