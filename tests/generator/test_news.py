"""News and what is to come: their pages, lists, feeds and files, and the pictures."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from hypothesis import given
from lxml import etree
from lxml import html as lxml_html
from PIL import Image

import schema_org
from conftest import EXAMPLE_URL, build, edit
from editions import below, edition_of, hostile, one_outcome
from projectsite import addresses
from projectsite.facts.folders import CLUSTERS, NEWS
from projectsite.facts.news import NewsItem
from projectsite.files.pictures import raster_of
from projectsite.formats.catalogue import Catalogue
from projectsite.formats.feeds.atom import atom_feed
from projectsite.formats.feeds.feed import Feeds
from projectsite.formats.feeds.json_feed import json_feed
from projectsite.formats.linked.documents import LinkedData
from projectsite.formats.open_data import project_document
from projectsite.formats.record_tables import record_columns, record_table
from projectsite.page.setting import Setting
from projectsite.prose.markdown import Target
from projectsite.site import load_site
from projectsite.views.news import MANY, news_about, news_list, news_page, upcoming
from projectsite.views.outcomes import EXCERPT
from projectsite.words.dates import PartialDate
from projectsite.words.markdown import OPENING, opening, paragraphs

ICE = "lamps-under-ice"
DAY = "4\N{NO-BREAK SPACE}February 2020"
LATEST = ["handbook-in-print", ICE, "riverlight-begins"]


@pytest.fixture(scope="module")
def edition(example_site):
    return edition_of(example_site)


def setting_of(edition, locale="en", url="news/") -> Setting:
    return Setting.of_page(edition, url, locale)


def item(id: str, date: str, **fields) -> NewsItem:
    given = {"id": id, "date": date, "title": {"en": id}, "text": {"en": f"About {id}."}}
    return NewsItem.model_validate(given | fields)


def tree(built, address):
    return lxml_html.document_fromstring(built.page(address))


def links(built, address) -> set[str]:
    page = built.url + address
    found = (urljoin(page, href) for href in tree(built, address).xpath("//main//a/@href"))
    return {link.removeprefix(built.url) for link in found}


# The list


def test_the_latest_stands_first_and_knows_its_neighbours(example_site):
    project = example_site.project
    assert list(project.news) == LATEST
    around = [[one and one.id for one in project.news_beside[id]] for id in LATEST]
    assert around == [[LATEST[1], None], [LATEST[2], LATEST[0]], [None, LATEST[1]]]


def test_the_list_holds_all_and_its_feeds(built_example):
    assert {f"news/{id}/" for id in LATEST} <= links(built_example, "news/")
    assert {"news/feed.xml", "news/feed.json"} <= links(built_example, "news/")
    head = tree(built_example, "news").xpath("//link[@rel='alternate'][@type]/@href")
    assert [urljoin(f"{built_example.url}news/", href) for href in head] == [
        f"{built_example.url}news/feed.{ending}" for ending in ("xml", "json")
    ]


def test_the_home_page_has_the_latest_and_leads_to_all(built_example):
    found = {link for link in links(built_example, "") if link.startswith("news/")}
    assert found == {f"news/{id}/" for id in LATEST[:2]} | {"news/"}


def test_many_stand_below_their_years(example_site):
    few = {f"n{at}": item(f"n{at}", f"20{at:02}-05-04") for at in range(MANY)}
    assert [
        group.year for group in news_list(setting_of(edition_of(example_site, news=few))).groups
    ] == [""]
    many = few | {"one-more": item("one-more", "2000-12-24")}
    groups = news_list(setting_of(edition_of(example_site, news=many))).groups
    assert [group.year for group in groups] == [str(year) for year in range(2009, 1999, -1)]
    assert [len(group.rows) for group in groups] == [*[1] * 9, 2]


def test_a_project_without_news_has_no_trace_of_them(example_site):
    edition = edition_of(example_site, news={})
    shown = news_list(setting_of(edition))
    assert (shown.groups, shown.more, shown.feeds) == ((), None, ())
    files = dict(Catalogue(edition).project_files())
    assert not [path for path in files if "news/" in path or path.endswith("news.csv")]
    assert b"/news/" not in files["outcomes/feeds.opml"]


def test_a_draft_is_read_and_stands_nowhere(built_example, example_site):
    (draft,) = (item for _, item in example_site.project.of(NewsItem) if item.draft)
    assert draft.id not in example_site.project.news
    for path in built_example.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert draft.id.encode() not in content, path
            assert draft.title.root["en"].encode() not in content, path


def test_the_picture_of_a_draft_is_not_published_unless_a_page_shows_it(
    built_example, example_site
):
    (draft,) = (item for _, item in example_site.project.of(NewsItem) if item.draft)
    picture = addresses.asset(draft.picture.file)
    assert example_site.held_back == {picture}
    assert (example_site.root / "docs" / picture).is_file()
    assert not (built_example.folder / picture).exists()
    file, drawn = next(iter(example_site.drawn.items()))
    escaped = Target(f"../{picture.replace('-', '%2d')}", 1, picture=True)
    shown = drawn._replace(targets=(*drawn.targets, escaped))
    assert replace(example_site, drawn=example_site.drawn | {file: shown}).held_back == frozenset()


def test_the_picture_of_a_draft_is_published_where_a_record_has_it(example_copy, example_site):
    (picture,) = example_site.held_back
    (example_copy / "data/brand.yml").write_text(f"logo: {Path(picture).name}\n")
    assert load_site(example_copy).held_back == frozenset()


def test_partners_and_work_packages_list_the_news_that_name_them(built_example):
    for page, there in (
        ("consortium/hohdelampo/", True),
        ("consortium/tresnuvem/", False),
        ("work-packages/wp1/", True),
        ("work-packages/wp2/", False),
    ):
        assert (f"news/{ICE}/" in links(built_example, page)) is there, page
        headings = [one.text_content() for one in tree(built_example, page).xpath("//h2")]
        assert ("News" in headings) is there, page


def test_of_many_news_of_a_partner_the_latest_stand_on_its_page(example_site, edition):
    items = {
        f"n{at}": item(f"n{at}", f"2020-01-{at:02}", clusters=["hohdelampo"])
        for at in range(1, EXCERPT + 3)
    }
    setting = setting_of(edition_of(example_site, news=items), url="consortium/hohdelampo/")
    # Where all stand is a page of the project's own.
    setting.edition.pages["news/"] = None
    about = news_about(setting, CLUSTERS, "hohdelampo")
    assert len(about.groups[0].rows) == EXCERPT
    assert about.groups[0].rows[0].datetime == f"2020-01-{EXCERPT + 2:02}"
    assert about.more.href.endswith("news/")
    assert news_about(setting, CLUSTERS, "tresnuvem") is None


# The page


def test_the_page_of_an_item(built_example, example_site):
    page = tree(built_example, f"news/{ICE}")
    (picture,) = page.xpath("//main//img")
    with Image.open(example_site.root / "docs/assets/lamps-under-ice-path.png") as drawn:
        assert (picture.get("width"), picture.get("height")) == tuple(map(str, drawn.size))
    assert picture.get("alt").startswith("Six lit lamps")
    assert page.xpath("string(//main//time)") == DAY
    assert len(page.xpath("//div[@class='project-text']/ul/li")) == 2
    assert {
        *("news/", "contact/#contact-aino-hehkula", "outcomes/night-walks/"),
        *("work-packages/wp1/", "consortium/hohdelampo/"),
        *(f"news/{id}/" for id in LATEST if id != ICE),
    } <= links(built_example, f"news/{ICE}/")


def test_an_outcome_leads_to_the_news_that_tell_of_it(built_example):
    assert f"news/{ICE}/" in links(built_example, "outcomes/night-walks/")
    plain = links(built_example, "outcomes/kick-off/")
    assert not [link for link in plain if link.startswith("news/")]


def test_a_shared_link_has_the_picture_of_the_item(built_example):
    def shared(address):
        found = tree(built_example, address).xpath("//meta[starts-with(@property, 'og:image')]")
        return {node.get("property")[3:]: node.get("content") for node in found}

    own = shared(f"de/news/{ICE}")
    assert own["image"] == f"{built_example.url}assets/lamps-under-ice-path.png"
    assert own["image:width"] == "960"
    assert own["image:alt"].startswith("Sechs leuchtende Lampen")
    assert "share-en.png" in shared(f"news/{LATEST[0]}")["image"]


def test_an_item_that_is_not_translated_is_marked(built_example):
    page = tree(built_example, f"cs/news/{ICE}")
    (heading,) = page.xpath("//h1")
    assert (heading.get("lang"), heading.get("data-translation")) == ("en", "missing")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{built_example.url}news/{ICE}/"]
    assert tree(built_example, f"cs/news/{LATEST[0]}").xpath("string(//h1/@lang)") == ""


def test_what_an_item_may_lack_leaves_no_gap(edition):
    page = news_page(setting_of(edition, url="news/one/"), edition.project.news[LATEST[2]])
    assert (page.picture, page.facts, page.sources, page.previous) == (None, (), (), None)


# For machines


@pytest.mark.parametrize("locale", ["en", "de", "cs"])
def test_the_feed_of_news_in_two_formats(edition, locale):
    (feed,) = (f for f in Feeds(edition).documents(locale) if f.subject.base == "news/feed")
    read = feedparser.parse(atom_feed(feed))
    assert read.bozo is False
    told = json.loads(json_feed(feed))
    address = below(locale)
    assert [entry.id for entry in read.entries] == [f"{address}news/{id}/" for id in LATEST]
    assert [one["id"] for one in told["items"]] == [entry.id for entry in read.entries]
    assert [one.get("authors") for one in told["items"]] == [
        *([{"name": name}] for name in ("Sigrun Lysvarde", "Aino Hehkula")),
        None,
    ]
    told_by = [entry.get("author") for entry in read.entries]
    assert told_by[:2] == ["Sigrun Lysvarde", "Aino Hehkula"]
    (picture,) = told["items"][1]["attachments"]
    assert picture["url"] == f"{EXAMPLE_URL}assets/lamps-under-ice-path.png"
    assert told["home_page_url"] == edition.page_url("news/", locale)
    assert len({one["date_modified"] for one in told["items"]}) == 3
    assert [one["date_published"][:10] for one in told["items"]] == [
        edition.project.news[id].date.text for id in LATEST
    ]


def test_the_feeds_of_outcomes_hold_no_news(edition):
    for feed in Feeds(edition).documents("en"):
        if feed.subject.base != "news/feed":
            assert not [one for one in feed.items if "/news/" in one.url]
    (feed,) = (f for f in Feeds(edition).listed("de") if f.subject.base == "news/feed")
    assert feed.title == edition.wordings["de"]("feed.news", acronym="RIVERLIGHT")


def test_an_item_may_have_the_id_of_an_outcome(example_site):
    twin = item("river-handbook", "2021-03-01")
    feeds = {
        feed.subject.base: feed
        for feed in Feeds(edition_of(example_site, news={twin.id: twin})).documents("en")
    }
    assert feeds["news/feed"].items[0].id == f"{EXAMPLE_URL}news/river-handbook/"
    assert f"{EXAMPLE_URL}outcomes/river-handbook/" in {
        one.id for one in feeds["outcomes/feed"].items
    }


def test_a_feed_leads_home_where_no_page_lists_the_news(example_site):
    edition = edition_of(example_site)
    pages = {path: page for path, page in edition.pages.items() if path != addresses.news()}
    feeds = Feeds(replace(edition, pages=pages)).listed("en")
    (feed,) = (one for one in feeds if one.subject.base == "news/feed")
    assert feed.page == EXAMPLE_URL


def test_linked_data_know_article_author_and_subjects(edition):
    document = LinkedData(edition, "en").news(edition.project.news[ICE])
    assert schema_org.errors(document) == []
    article, *around = document["@graph"]
    assert article["@type"] == "NewsArticle"
    assert (article["headline"], article["datePublished"]) == (
        "Six lamps burn all winter, though the river freezes",
        "2020-02-04",
    )
    names = {node["@id"]: node["name"] for node in around}
    assert names[article["author"]["@id"]] == "Aino Hehkula"
    assert [names[one["@id"]] for one in article["about"]] == [
        "RIVERLIGHT",
        "Skills for the planning of river lighting",
        "Hohdelampo Ring",
        "Study visit to the lit paths of Savonlinna",
    ]
    plain = LinkedData(edition, "en").news(edition.project.news[LATEST[2]])["@graph"]
    assert plain[0]["author"] == plain[0]["publisher"]


def test_the_open_data_hold_each_field(edition):
    rows = list(
        csv.DictReader(io.StringIO(record_table(edition, NEWS).decode("utf-8-sig"), newline=""))
    )
    assert [(row["id"], row["language"]) for row in rows] == [
        (id, locale) for id in LATEST for locale in edition.locales
    ]
    assert {*NewsItem.model_fields} - {"draft"} <= {*rows[0]} == {*record_columns(NewsItem)}
    assert "stage" not in rows[0]
    assert rows[3]["picture"] == f"{EXAMPLE_URL}assets/lamps-under-ice-path.png"
    (told,) = (one for one in project_document(edition)["news"] if one["id"] == ICE)
    assert told["picture"]["url"] == rows[3]["picture"]
    assert told["url"]["de"] == f"{EXAMPLE_URL}de/news/{ICE}/"


def test_search_and_sitemap_know_each_item(built_example, example_site):
    rows = json.loads((built_example.folder / "search/index.json").read_text("utf-8"))
    found = {row["path"]: row for row in rows}
    row = found[f"news/{ICE}/"]
    assert row["kind"] == example_site.wordings["en"]("news_item.one")
    assert row["facts"] == [DAY]
    assert "six lamps lit" in row["text"]
    assert "Aino Hehkula" in row["text"]
    assert "**" not in row["text"]
    places = etree.parse(built_example.folder / "sitemap.xml").xpath(
        "//*[local-name()='loc']/text()"
    )
    mine = {place.removeprefix(built_example.url) for place in places if "/news/" in place}
    assert mine == {
        *("news/", "de/news/", "cs/news/handbook-in-print/"),
        *(f"{root}news/{id}/" for id in LATEST for root in ("", "de/")),
    }


# What is to come


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        ("2024-05-01", ["soon", "in-summer", "later"]),
        ("2024-05-04", ["soon", "in-summer", "later"]),
        ("2024-05-07", ["soon", "in-summer", "later"]),
        ("2024-05-08", ["in-summer", "later"]),
        ("2024-06-30", ["in-summer", "later"]),
        ("2024-07-01", ["later"]),
        ("2025-01-02", []),
    ],
)
def test_what_is_to_come_stands_there_until_its_last_day(example_site, day, seen):
    def planned(id, date, **fields):
        known = {"type": "event", "status": "announced", "date": PartialDate.parse(date)}
        return one_outcome(id=id, **{**known, **fields})

    outcomes = [
        planned("later", "2025-01-01", type="training", status="planned"),
        planned("soon", "2024-05-04/2024-05-07", type="meeting"),
        planned("in-summer", "2024-06", relation="context"),
        planned("done-early", "2026-01-01", status="done"),
        planned("a-report", "2026-01-01", type="report", status="planned"),
        planned("a-news", "2026-01-01", type="news"),
        planned("told-twice", "2026-01-01", repeats=("soon",)),
        one_outcome(id="some-day", status="planned", date=None),
    ]
    edition = edition_of(example_site, outcomes={o.id: o for o in outcomes})
    moment = datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=UTC)
    rows = upcoming(setting_of(replace(edition, moment=moment))).rows
    assert [row.href for row in rows] == [f"../outcomes/{id}/" for id in seen]


def test_what_is_to_come_is_shown_on_the_day_of_the_build(built_example, example_site):
    heading = tree(built_example, "de/news").xpath("string(//h2)")
    assert heading == example_site.wordings["de"]("news_item.upcoming")
    assert "de/outcomes/midsummer-walk/" in links(built_example, "de/news/")
    later = replace(edition_of(example_site), moment=datetime(2024, 6, 22, tzinfo=UTC))
    site = replace(example_site, edition=later)
    assert site.macros(setting_of(later)).upcoming().strip() == ""


# Texts and pictures


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One *line*,\nand more.\n\nAnother.", "One line, and more."),
        ("- **a** & <b>\n- c", "a & <b>"),
        ("> A [link](https://example.org/).", "A link."),
        ("w" * OPENING, "w" * OPENING),
        ("word, " * 100, "word, " * 39 + "word…"),
        ("語" * 300, "語" * OPENING + "…"),
        ("EU " + "語" * 300, "EU " + "語" * (OPENING - 3) + "…"),
        ("16. Februar: Es *beginnt*.\n\nMehr.", "16. Februar: Es beginnt."),
        ("1. one\n2. two", "1. one"),
    ],
)
def test_a_text_is_told_by_its_first_paragraph(text, first):
    assert opening(text) == first


@given(hostile)
def test_whatever_a_text_holds_its_opening_is_one_short_line(text):
    found = opening(text)
    assert len(found) <= OPENING + 1
    assert "\n" not in found


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_known_by_what_stands_in_it(tmp_path, kind):
    path = tmp_path / "a-picture"
    picture = Image.new("RGB", (40, 30), "navy")
    picture.save(path, kind)
    assert raster_of(path) == (kind, 40, 30)
    turned = Image.Exif()
    turned[0x0112] = 6
    picture.save(path, kind, exif=turned)
    assert raster_of(path) == (kind, 30, 40)
    whole = path.read_bytes()
    for end in range(0, min(len(whole), 400), 7):
        path.write_bytes(whole[:end])
        assert raster_of(path) in (None, (kind, 30, 40), (kind, 40, 30))


@pytest.mark.parametrize(
    "content", [b"", b"PNG", b"<svg/>", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"]
)
def test_what_is_no_picture_is_none(tmp_path, content):
    (tmp_path / "none.png").write_bytes(content)
    assert raster_of(tmp_path / "none.png") is None
    assert raster_of(tmp_path / "not-there.png") is None
    assert raster_of(tmp_path) is None


def test_whoever_may_not_be_shown_any_longer_is_nowhere(example_copy, tmp_path):
    """Their day has passed by the clock, whenever the facts were changed last: the name goes, news
    that they wrote and links to them stay."""
    name = "Sigrun Lysvarde"
    edit(
        example_copy,
        "data/contacts/sigrun-lysvarde.yml",
        "id: sigrun-lysvarde",
        "id: sigrun-lysvarde\nshown_until: 2023-10",
    )
    page = example_copy / "docs/en/project.md"
    link = "\n[Ask her](contact.md#contact-sigrun-lysvarde).\n"
    page.write_text(page.read_text("utf-8") + link, "utf-8")
    assert load_site(example_copy, day=date(2023, 10, 31)).project.contacts["sigrun-lysvarde"]
    built = build(example_copy, tmp_path / "site", SOURCE_DATE_EPOCH="1577836800")
    files = [path for path in built.folder.rglob("*") if path.is_file()]
    for named in (name, "sigrun-lysvarde.yml", '"sigrun-lysvarde"', ",sigrun-lysvarde"):
        assert not [path for path in files if named.encode() in path.read_bytes()], named
    assert "contact/#contact-sigrun-lysvarde" in built.page("project")
    assert "<h1" in built.page("news/handbook-in-print")


def test_entries_of_lists_keep_their_numbers():
    text = "Ours:\n\n3. three\n4. four\n   - inner\n   - more\n5. five\n\n- none"
    assert paragraphs(text) == (*("Ours:", "3. three", "4. four inner", "more", "5. five", "none"),)
