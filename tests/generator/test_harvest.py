"""What portals, search engines and programs harvest, as their own tools read it."""

from __future__ import annotations

import json
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cmarkgfm.cmark import markdown_to_html
from frictionless import validate
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from pyshacl import validate as validate_shapes
from rdflib import DCAT, DCTERMS, PROV, RDF, RDFS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from changes import in_languages
from conftest import EXAMPLE_URL, ROOT
from editions import edition_of, hostile_texts
from projectsite.addresses import outcome
from projectsite.build.overview import overview
from projectsite.files.state.history import Commit
from projectsite.formats.catalogue import Catalogue
from projectsite.formats.harvest.dcat import PREFIXES
from projectsite.formats.harvest.dcat import Catalogue as DataCatalogue
from projectsite.formats.harvest.sitemaps import sitemaps
from projectsite.formats.harvest.turtle import turtle
from projectsite.page.edition import Address
from projectsite.site import load_site
from projectsite.words.codes import TONGUES, long_code
from projectsite.words.text import Locale, LocalisedText

SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
LOCALES = tuple(map(Locale, ("en", "de", "cs")))


@pytest.fixture(scope="module")
def edition(example_site):
    return edition_of(example_site)


@pytest.fixture(scope="module")
def files(edition):
    return dict(Catalogue(edition).project_files())


# Its reader of JSON-LD uses what it is about to give up.
READER = "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"


def test_the_catalogue_is_what_the_profile_asks_for(files):
    graph = Graph().parse(data=files["data/catalogue.ttl"], format="turtle")
    shapes = Graph().parse(ROOT / "tests/dcat_ap.ttl")
    conforms, _, said = validate_shapes(graph, shacl_graph=shapes)
    assert conforms, said
    # The shapes can fail.
    for thing in list(graph.subjects(DCAT.accessURL)):
        graph.remove((thing, DCAT.accessURL, None))
    assert not validate_shapes(graph, shacl_graph=shapes)[0]


AUTHORITY = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"


@pytest.mark.parametrize(
    ("says", "stray"),
    [
        (DCTERMS.language, f"{AUTHORITY}/language/ro"),
        (DCTERMS.language, "http://id.loc.gov/vocabulary/iso639-1/ro"),
        (DCTERMS.format, f"{AUTHORITY}/file-type/text/csv"),
        (DCTERMS.format, f"{IANA}/text/csv"),
        (DCTERMS.accessRights, f"{AUTHORITY}/licence/CC0"),
        (DCAT.mediaType, f"{AUTHORITY}/file-type/CSV"),
        (DCAT.mediaType, f"{IANA}/csv"),
        (PROV.wasGeneratedBy, "https://example.org/riverlight/"),
    ],
)
def test_what_no_table_of_the_union_has_is_told(files, says, stray):
    graph = Graph().parse(data=files["data/catalogue.ttl"], format="turtle")
    for thing, value in list(graph.subject_objects(says)):
        if says != PROV.wasGeneratedBy:
            # It is of the right kind: the address alone is wrong.
            graph.add((URIRef(stray), RDF.type, graph.value(value, RDF.type)))
        graph.set((thing, says, URIRef(stray)))
    shapes = Graph().parse(ROOT / "tests/dcat_ap.ttl")
    assert not validate_shapes(graph, shacl_graph=shapes)[0]


def test_the_catalogue_keeps_the_names_that_portals_know(files):
    graph = Graph().parse(data=files["data/catalogue.ttl"], format="turtle")
    named = {
        str(name)
        for kind in (DCAT.Catalog, DCAT.Dataset)
        for name in graph.subjects(RDF.type, kind)
    }
    parts = ("catalogue", "outcomes", "project", "promised")
    assert named == {f"{EXAMPLE_URL}data/catalogue.ttl#{part}" for part in parts}


def test_the_languages_of_the_union_have_the_codes_of_its_table():
    codes = (
        "eng bul ces dan deu ell spa est fin fra gle hrv hun ita lit lav mlt nld pol por ron slk "
        "slv swe"
    )
    assert [long_code(tongue) for tongue in TONGUES] == codes.split()
    # Of some CLDR knows the code of a part too (cmn), or one that was withdrawn (scc).
    others = {"ar": "ara", "no": "nor", "sq": "sqi", "sr": "srp", "uk": "ukr", "zh": "zho"}
    assert {code: long_code(Locale(code)) for code in others} == others
    assert long_code(Locale("pt-BR")) == "por"


def test_the_catalogue_names_the_languages_as_the_table_does(example_copy):
    codes = {"en": "ENG", "de": "DEU", "cs": "CES", "et": "EST", "hr": "HRV", "ro": "RON"}
    site = load_site(in_languages(example_copy, list(codes)))
    content = DataCatalogue(edition_of(site)).as_turtle()
    graph = Graph().parse(data=content, format="turtle")
    said = {URIRef(f"{AUTHORITY}/language/{code}") for code in codes.values()}
    assert set(graph.objects(None, DCTERMS.language)) == said
    shapes = Graph().parse(ROOT / "tests/dcat_ap.ttl")
    conforms, _, told = validate_shapes(graph, shacl_graph=shapes)
    assert conforms, told


def test_the_catalogue_names_the_grant(files, example_site):
    grant = example_site.project.facts.grant
    graph = Graph().parse(data=files["data/catalogue.ttl"], format="turtle")
    made = set(graph.objects(None, URIRef("http://www.w3.org/ns/prov#wasGeneratedBy")))
    (project,) = made
    numbers = graph.objects(project, URIRef("http://purl.org/dc/terms/identifier"))
    assert [str(number) for number in numbers] == [grant.number]
    funders = graph.objects(project, URIRef("http://xmlns.com/foaf/0.1/fundedBy"))
    assert [str(one).rpartition("/")[2] for one in funders] == ["EURUN"]


@pytest.mark.filterwarnings(READER)
def test_both_forms_of_the_catalogue_say_the_same(files):
    one = Graph().parse(data=files["data/catalogue.ttl"], format="turtle")
    other = Graph().parse(data=files["data/catalogue.jsonld"], format="json-ld")
    assert isomorphic(one, other)


def test_the_catalogue_leads_to_files_that_are_there(files):
    graph = Graph().parse(data=files["data/catalogue.ttl"], format="turtle")
    urls = {str(url).removeprefix(EXAMPLE_URL) for url in graph.objects(None, DCAT.downloadURL)}
    assert urls <= files.keys()
    assert {"data/outcomes.csv", "data/project.json", "de/data/promised.csv"} <= urls
    languages = set(graph.objects(None, DCTERMS.language))
    assert URIRef(f"{AUTHORITY}/language/DEU") in languages


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text())
def test_turtle_keeps_any_text(text, address):
    node = {
        "@id": f"https://example.org/{address}",
        "@type": ["dcat:Dataset"],
        "dct:title": [{"@value": text, "@language": "en"}, text],
        "dct:rights": {"@type": ["dct:RightsStatement"], "rdfs:label": text},
    }
    content = turtle(PREFIXES, [node])
    graph = Graph().parse(data=content, format="turtle")
    assert {Literal(text, lang="en"), Literal(text)} == set(graph.objects(None, DCTERMS.title))
    assert Literal(text) in set(graph.objects(None, RDFS.label))


@pytest.mark.filterwarnings(READER)
@settings(max_examples=20, deadline=None)
@given(hostile_texts())
def test_the_catalogue_is_read_whatever_the_texts_are(edition, text):
    project = copy(edition.project)
    facts = project.facts.model_copy(update={"summary": LocalisedText({"en": text})})
    object.__setattr__(project, "facts", facts)
    catalogue = DataCatalogue(replace(edition, project=project))
    graph = Graph().parse(data=catalogue.as_turtle(), format="turtle")
    assert Literal(text, lang="en") in set(graph.objects(None, DCTERMS.description))
    assert isomorphic(graph, Graph().parse(data=catalogue.as_json(), format="json-ld"))


def test_the_tables_are_what_their_description_says(files, tmp_path, monkeypatch):
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    report = validate("datapackage.json")
    assert report.valid, report.flatten(["name", "type", "message"])
    assert {task.type for task in report.tasks} == {"table"}
    (tmp_path / "data/outcomes.csv").write_bytes(files["data/outcomes.csv"][:-50])
    assert not validate("datapackage.json").valid


def described(edition, **options):
    """The sitemaps of an edition, by address."""
    pages = {f"page-{n}/": Address(f"page-{n}/", LOCALES[: n % 3 + 1]) for n in range(30)}
    path = outcome("lantern-training")
    pages[path] = Address(path, LOCALES)
    return dict(sitemaps(replace(edition, pages=pages), **options))


def valid(content):
    tree = etree.fromstring(content)
    for link in tree.xpath("//x:link", namespaces=SPACES):
        link.getparent().remove(link)
    etree.XMLSchema(etree.parse(ROOT / "tests/vendor/sitemap.xsd")).assertValid(tree)
    return tree.xpath("//s:loc/text()", namespaces=SPACES)


def test_one_sitemap_where_one_has_room(edition):
    (content,) = described(edition).values()
    assert len(valid(content)) == 30 * 2 + 3


def test_an_index_where_there_are_more_pages(edition):
    found = described(edition, most=25)
    index = etree.fromstring(found.pop("sitemap.xml"))
    listed = index.xpath("/s:sitemapindex/s:sitemap/s:loc/text()", namespaces=SPACES)
    assert listed == [f"{EXAMPLE_URL}sitemap-{n}.xml" for n in (1, 2, 3)]
    assert [url.removeprefix(EXAMPLE_URL) for url in listed] == list(found)
    pages = [url for content in found.values() for url in valid(content)]
    assert len(pages) == len(set(pages)) == 30 * 2 + 3
    assert max(len(valid(content)) for content in found.values()) == 25


def test_the_last_change_is_told_where_it_is_known(edition):
    moment = datetime(2020, 5, 17, 12, tzinfo=UTC)
    assert b"lastmod" not in described(edition)["sitemap.xml"]
    commits = (
        Commit(moment, ("data/outcomes/lantern-training.yml",)),
        Commit(datetime(2019, 1, 1, tzinfo=UTC), ("data/outcomes/lantern-training.yml",)),
    )
    later = replace(edition, history=commits, moment=datetime(2021, 1, 1, tzinfo=UTC))
    tree = etree.fromstring(described(later)["sitemap.xml"])
    told = tree.xpath("//s:url[s:lastmod]/s:loc/text()", namespaces=SPACES)
    assert told == [edition.url(outcome("lantern-training"), locale) for locale in LOCALES]
    assert set(tree.xpath("//s:lastmod/text()", namespaces=SPACES)) == {"2020-05-17T12:00:00Z"}


def test_the_browser_can_search_the_outcomes(files, edition):
    for locale in LOCALES:
        path = "opensearch.xml" if locale == "en" else f"{locale}/opensearch.xml"
        tree = etree.fromstring(files[path])
        space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
        (name,) = tree.xpath("o:ShortName/text()", namespaces=space)
        assert 0 < len(name) <= 16
        (template,) = tree.xpath("o:Url/@template", namespaces=space)
        assert template == edition.url("outcomes/", locale) + "?q={searchTerms}"


@pytest.mark.parametrize(
    "text",
    [
        "1. begins",
        "- begins",
        "# begins",
        "+ a",
        "&copy; AT&amp;T",
        "~~no~~",
        "R&D, *so* [x]",
        "C #",
    ],
)
def test_the_overview_says_what_the_record_says(example_site, text):
    edition = edition_of(example_site)
    project = copy(edition.project)
    summary = LocalisedText({edition.project.default_locale: text})
    project.facts = project.facts.model_copy(update={"summary": summary})
    site = replace(example_site, edition=replace(edition, project=project))
    _, content = overview(site)
    drawn = lxml_html.fromstring(markdown_to_html(content.decode()))
    (quoted,) = drawn.xpath("//blockquote")
    assert quoted.text_content().strip() == text
    assert [child.tag for child in quoted] == ["p"]


def test_the_overview_leads_to_pages_that_are_there(example_site, built_example):
    path, content = overview(replace(example_site, edition=edition_of(example_site)))
    first, _, quoted, *lines = content.decode().splitlines()
    assert first.startswith("# ") and quoted.startswith("> ")
    links = [line for line in lines if line.startswith("- [")]
    assert len(links) > 8
    for line in links:
        url = line.partition("](")[2].partition(")")[0]
        target = built_example.folder / url.removeprefix(EXAMPLE_URL)
        assert target.is_file() or (target / "index.html").is_file(), line
    assert (built_example.folder / path).is_file()


def test_json_is_json(files):
    assert json.loads(files["datapackage.json"])["homepage"] == f"{EXAMPLE_URL}data/"
