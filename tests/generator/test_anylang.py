"""The languages stand in data/project.yml alone: the example in made-up ones, in one, in others.

What a page says in a made-up language stands between marks (pseudolanguages.py). All else must be
a name, a number or a form of Unicode CLDR: a word of the generator's own would be found here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel import Locale as BabelLocale
from lxml import etree
from lxml import html as lxml_html

from conftest import ROOT, Built, build, without
from pages import record_files
from pages_server import PagesServer
from projectsite.facts.folders import TABLES
from projectsite.facts.programmes import programme
from projectsite.site import load_site
from projectsite.words.forms import _cldr
from pseudolanguages import CLOSE, MARKS, OPEN, made_up_example
from spoken import strings_in, texts

BASE = "https://example.org/riverlight/"
PAGES = sorted(
    path.relative_to(ROOT / "tests/example/docs/en").as_posix()
    for path in (ROOT / "tests/example/docs/en").rglob("*.md")
)
FOUR = ("en", "pt", "el", "fi")


class Variant:
    """One made-up site."""

    def __init__(self, folder: Path, *arguments, change=lambda project: None, **named) -> None:
        self.project = made_up_example(folder / "project", *arguments, **named)
        change(self.project)
        self.built: Built = build(self.project, folder / "site", SITE_URL=BASE)
        self.site = load_site(self.project)
        self.locales = self.site.project.locales

    def below(self, locale: str) -> Path:
        """The folder of a language."""
        return self.built.folder / ("" if locale == self.locales[0] else locale)

    def locale_of(self, address: str) -> str:
        first = address.partition("/")[0]
        return first if first in self.locales[1:] else self.locales[0]


@pytest.fixture(scope="module")
def four(tmp_path_factory):
    """English and three more, translated in part; so many outcomes that the list has parts."""
    return Variant(
        tmp_path_factory.mktemp("four"),
        FOUR,
        {"pt": 7, "el": 2, "fi": 3},
        {"pt": PAGES, "el": ["index.md", "outcomes/index.md", "project.md"], "fi": []},
        copies=85,
    )


@pytest.fixture(scope="module")
def other_default(tmp_path_factory):
    """Another language is the default one; English is one of the others, translated in part."""
    folder = tmp_path_factory.mktemp("other-default")
    return Variant(folder, ("pt", "en"), {"pt": 0}, {"pt": PAGES}, change=thin_out_english)


def thin_out_english(project: Path) -> None:
    for path in (project / "data").rglob("*.yml"):
        if path.parent.name not in ("words", "schema"):
            text = without(path.read_text("utf-8"), "en", lambda at: at % 3 == 1)
            path.write_text(text, encoding="utf-8")
    for name in ("privacy.md", "contact.md", "outcomes/index.md"):
        (project / "docs/en" / name).unlink()


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    return Variant(tmp_path_factory.mktemp("one"), ("en",), {}, {})


@pytest.fixture(scope="module", params=["four", "other_default"])
def variant(request):
    return request.getfixturevalue(request.param)


_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(
    r"https?://\S+|\S+\(@\)\S+|[\w.-]+\.(?:example|org|net|com)\S*(?: & dawn\.pdf)?"
)

FORMATS = ["BibTeX", "RIS", "CSL", "JSON", "LD", "CSV", "PDF"]
"""Formats are called the same everywhere."""
OWN_FILES = re.findall(
    r"\w+", "data outcomes promised csv json project ro crate metadata calendar ics feed xml"
)
"""On the list of files each is named by its address."""


@cache
def _local_words(locale: str) -> frozenset[str]:
    """Months, countries, languages, and what stands between a day, a month and a year."""
    cldr = _cldr(locale)
    texts = [
        *cldr.months["format"]["wide"].values(),
        *cldr.months["stand-alone"]["wide"].values(),
        *cldr.territories.values(),
        *cldr.languages.values(),
        *(name[:1].upper() + name[1:] for name in cldr.languages.values()),
        *re.findall(r"'([^']+)'", cldr.date_formats["long"].pattern),
        *(str(pattern) for pattern in cldr.list_patterns["standard"].values()),
    ]
    return frozenset(word for text in texts for word in _WORD.findall(text))


def planned_names(project) -> Iterator[str]:
    """The codes of the plan and its lists, programmes and grants, and what was published where."""
    grant = project.facts.grant
    yield from (programme(project.facts.programme).name, grant.call, grant.topic, "ROR")
    yield from (kind.folder for kind in TABLES)  # in the list of files
    for record in project.plan:
        yield record.id
        for name in ("nature", "level", "doi", "venue", "licence"):
            yield getattr(record, name, None) or ""
        yield from getattr(record, "authors", ())
    yield from re.findall(r"\bMS?\d*", " ".join(f"M{month}" for month in range(40)))


def names(site) -> set[str]:
    """The words of names, which are the same in every language."""
    project = site.project
    found = [project.facts.acronym, *FORMATS, *OWN_FILES, *project.locales]
    found += [locale.upper() for locale in project.locales]  # the switch on a narrow screen
    found += [*project.work_packages, *project.objectives]
    for cluster in project.clusters.values():
        found += [cluster.name, cluster.abbreviation or "", cluster.legal_name or ""]
        found += cluster.city.root.values()  # in a list beside the country: Tomar, Portugal
    found += planned_names(project)
    found += [contact.name for contact in project.contacts.values()]
    for partnership in project.partnerships.values():
        found += [partnership.name, *(member.name for member in partnership.other_members)]
    found += [
        outcome.place.root.get("en", "") for outcome in project.outcomes.values() if outcome.place
    ]
    return {word for text in found for word in _WORD.findall(text)}


def bare(text: str, locale: str) -> str:
    """What is left of a text without what stands between the marks of a language."""
    marked = (
        re.compile(rf"{OPEN}{MARKS[locale]} [^{OPEN}{CLOSE}]*{CLOSE}") if locale in MARKS else None
    )
    before = None
    while marked and before != text:
        before, text = text, marked.sub(" ", text)
    return _ADDRESS.sub(" ", text)


def leaks(text: str, locale: str, known: set[str]) -> list[str]:
    """The words of a text in a made-up language that nobody has translated; in English the marks
    of a made-up one."""
    left = bare(text, locale)
    if OPEN in left or CLOSE in left:
        return [left.strip()]
    if locale not in MARKS:
        return []
    return [word for word in _WORD.findall(left) if word not in known | _local_words(locale)]


def leaks_in_html(html: str, known: set[str]) -> list[tuple[str, str, str]]:
    """The language, a place and the leaks. A text may go through several elements."""
    found = []
    running: dict[str, list[str]] = {}
    for text, lang, place, _ in texts(html):
        if "@" in place:
            if wrong := leaks(text, lang, known):
                found.append((lang, place, *wrong))
        elif not place.endswith("/code"):  # names of files and fields
            running.setdefault(lang, []).append(text)
    for lang, pieces in running.items():
        if wrong := leaks(" ".join(pieces), lang, known):
            found.append((lang, "text", *wrong))
    return found


def test_every_text_of_every_page_is_in_the_language_that_it_says(variant):
    known = names(variant.site)
    wrong = {}
    for address, html in variant.built.pages().items():
        assert lxml_html.document_fromstring(html).get("lang") == variant.locale_of(address)
        if found := leaks_in_html(html, known):
            wrong[address] = found
    assert wrong == {}


def test_a_leak_would_be_found(four):
    """In a copy of a page: a word without its mark, a wrong lang, an attribute."""
    known = names(four.site)
    mixed = '<p class="project-lead" lang="en"'
    page = next(
        html
        for address, html in four.built.pages().items()
        if address.startswith("pt/outcomes/") and "<h1>" in html and mixed in html
    )
    assert not leaks_in_html(page, known)
    for right, wrong in (
        (f"{OPEN}pt Cite{CLOSE}", "Cite"),
        (f"{OPEN}pt Cite{CLOSE}", f"{OPEN}ελ Cite{CLOSE}"),
        (f'aria-label="{OPEN}pt You are here{CLOSE}"', 'aria-label="You are here"'),
        (mixed, '<p class="project-lead"'),
        ("<h1>", '<h1 lang="en">'),
        (f"{OPEN}pt Copied{CLOSE}", "Copied"),
    ):
        assert right in page
        assert leaks_in_html(page.replace(right, wrong), known), wrong


def test_both_translated_and_missing_texts_were_there(four):
    """Or the test above would prove little."""
    for locale in FOUR[1:]:
        html = "".join(h for a, h in four.built.pages().items() if four.locale_of(a) == locale)
        assert f"<h1>{OPEN}{MARKS[locale]} " in html
        assert '<h1 lang="en"' in html
        assert f"<p>{OPEN}{MARKS[locale]} " in html
        assert '<span lang="en"' in html


def test_the_404_page_says_it_in_each_language(variant):
    html = (variant.built.folder / "404.html").read_text("utf-8")
    assert leaks_in_html(html, names(variant.site)) == []
    tree = lxml_html.document_fromstring(html)
    assert tree.get("lang") == variant.locales[0]
    assert tree.xpath("//section/@lang") == list(variant.locales)


def test_feeds_are_in_their_language(variant):
    known = names(variant.site)
    for locale in variant.locales:
        root = etree.parse(variant.below(locale) / "outcomes/feed.xml").getroot()
        space = "{http://www.w3.org/XML/1998/namespace}lang"
        assert root.get(space) == locale
        for node in root.iter():
            (lang,) = node.xpath("ancestor-or-self::*[@xml:lang][1]/@xml:lang")
            told = [node.get("label") or ""]
            if etree.QName(node).localname in ("title", "subtitle", "summary", "name"):
                told.append(node.text)
            elif etree.QName(node).localname == "content":
                told.append(re.sub(r"<[^>]+>", " ", node.text))
            for text in told:
                # The label of a work package is its id and a title, which may be the English one.
                if not text.startswith("WP"):
                    assert leaks(text, lang, known) == [], node


def test_json_feeds_are_in_their_language(variant):
    known = names(variant.site)
    for locale in variant.locales:
        feed = json.loads((variant.below(locale) / "outcomes/feed.json").read_text("utf-8"))
        assert feed["language"] == locale
        for text in (feed["title"], *(author["name"] for author in feed["authors"])):
            assert leaks(text, locale, known) == []
        for item in feed["items"]:
            content = item.get("content_text") or re.sub(r"<[^>]+>", " ", item["content_html"])
            assert leaks(content, item.get("language", locale), known) == []
            for tag in item["tags"]:
                assert tag.startswith("WP") or leaks(tag, locale, known) == []


def test_calendars_are_in_their_language(variant):
    known = names(variant.site)
    for locale in variant.locales:
        text = (variant.below(locale) / "outcomes/calendar.ics").read_bytes().decode()
        lines = text.replace("\r\n ", "").split("\r\n")
        spoken = [re.match(r"[A-Z-]+;LANGUAGE=(\w+):(.*)", line) for line in lines]
        found = [line.groups() for line in spoken if line]
        assert len(found) > 8
        assert locale in {lang for lang, _ in found}
        for lang, words in found:
            assert leaks(words, lang, known) == []


def test_linked_data_says_the_language_of_each_text(variant):
    known = names(variant.site)

    def walk(value, lang):
        if isinstance(value, list):
            for item in value:
                walk(item, lang)
        elif isinstance(value, dict):
            inner = value.get("@language", lang)
            for key in value.keys() & {
                "name",
                "alternateName",
                "description",
                "@value",
                "jobTitle",
            }:
                if isinstance(value[key], str):
                    assert leaks(value[key], inner, known) == [], value
            for key in value:
                walk(value[key], inner)

    found = 0
    for address, html in variant.built.pages().items():
        for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html):
            walk(json.loads(script), variant.locale_of(address))
            found += 1
    assert found > 20


def test_the_script_of_a_long_list_is_told_the_language_of_each_text(four):
    known = names(four.site)
    for locale in FOUR:
        table = json.loads((four.below(locale) / "outcomes/list.json").read_text("utf-8"))
        for name in ("title", "summary"):
            langs, places = table[f"{name}_mark"]
            assert len(places) == len(table[name]) == len(four.site.project.outcomes)
            for text, place in zip(table[name], places, strict=True):
                assert leaks(text, langs[place] or locale, known) == []
        for name in ("when", "tag", "where"):
            for text in strings_in(table[name]):
                assert leaks(text, locale, known) == []


def test_the_research_object_is_in_the_default_language(other_default):
    """The crate has its texts in one language; the terms of RO-Crate are English for all."""
    known = names(other_default.site)
    crate = json.loads((other_default.built.folder / "ro-crate-metadata.json").read_text("utf-8"))
    told = [
        (node[key], "en" if node["@id"].endswith("#grant") and key == "name" else "pt")
        for node in crate["@graph"]
        for key in ("name", "description")
        if key in node
    ]
    assert len(told) > 20
    for text, locale in told:
        assert leaks(text, locale, known) == []


@pytest.mark.parametrize("locale", ["pt", "fi"])
def test_what_scripts_draw_is_in_the_language_that_it_says(four, browser, locale):
    """Rows of the long list, chips and counts of the filters, buttons, the lost page."""
    known = names(four.site)
    with PagesServer(four.built.folder, "/riverlight/") as server:
        page = browser.new_page(bypass_csp=True)
        page.goto(f"{server.url}{locale}/outcomes/?type=news&type=meeting&type=event&q=a")
        page.wait_for_selector("[data-browse-chips] button")
        page.wait_for_function("document.querySelectorAll('.project-outcomes li').length < 100")
        drawn = page.content()
        assert drawn.count("project-browse__chip") > 3
        assert 'lang="en"' in drawn[drawn.index("project-outcomes") :]
        assert leaks_in_html(drawn.replace("“a”", ""), known) == []
        page.click("[data-search-open]")
        page.fill("#project-search-input", "training")
        page.wait_for_selector("[data-search-results] a")
        # Excerpts are cut anywhere, also between two marks; the index is read by another test.
        page.evaluate(
            "document.querySelectorAll('[data-search-results] p').forEach(p => p.remove())"
        )
        found = page.content()
        assert found.count('lang="en"', found.index("data-search-results")) > 0
        assert leaks_in_html(found.replace("“a”", ""), known) == []
        page.goto(f"{server.url}{locale}/outcomes/lantern-trainin/")
        page.wait_for_function(f"document.documentElement.lang === '{locale}'")
        lost = page.content()
        assert leaks_in_html(f'<html lang="{locale}">' + lost[lost.index("<body") :], known) == []
        page.close()


def test_the_search_index_has_the_words_of_its_language(variant):
    known = names(variant.site)
    for locale in variant.locales:
        entries = json.loads((variant.below(locale) / "search/index.json").read_text("utf-8"))
        assert len(entries) > 10
        kinds = {entry["kind"] for entry in entries if "kind" in entry}
        assert len(kinds) > 4
        for entry in entries:
            assert leaks(entry["title"], entry.get("lang") or locale, known) == []
            assert leaks(entry.get("other", ""), entry.get("other_lang", ""), known) == []
            # A page of prose is one text, with what macros draw there from records.
            text = entry["text"] if "kind" in entry and "text" in entry else ""
            for told in (entry.get("kind", ""), text, *entry.get("about", ())):
                assert leaks(told, locale, known) == []


def test_what_is_offered_to_first_visitors_is_in_their_language(variant):
    known = names(variant.site)
    offers = json.loads((variant.built.folder / "languages.json").read_text("utf-8"))
    assert list(offers) == list(variant.locales)
    for locale, words in offers.items():
        for text in strings_in(words):
            assert leaks(text, locale, known) == []


def test_hreflang_and_the_sitemap_name_the_languages_of_the_project(variant):
    spaces = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    sitemap = etree.parse(variant.built.folder / "sitemap.xml")
    found = set(sitemap.xpath("//x:link/@hreflang", namespaces=spaces))
    assert found == {*variant.locales, "x-default"}
    # Of the home page English is no translation where it is mostly Portuguese.
    head = lxml_html.document_fromstring(variant.built.page("accessibility"))
    links = {n.get("hreflang"): n.get("href") for n in head.xpath("//link[@hreflang]")}
    assert links["x-default"] == links[variant.locales[0]] == BASE + "accessibility/"


def test_the_menu_of_mkdocs_need_not_be_written_again(other_default):
    """Its labels are English words; the site takes them from its languages."""
    tree = lxml_html.document_fromstring(other_default.built.page(""))
    menu = [link.text_content() for link in tree.xpath("//nav[@class='project-pages']//a")]
    assert menu[0] == f"{OPEN}pt Home{CLOSE}"
    english = lxml_html.document_fromstring(other_default.built.page("en"))
    menu = [link.text_content() for link in english.xpath("//nav[@class='project-pages']//a")]
    assert menu[0] == "Home"


def test_numbers_pick_the_plural_form_of_the_language(four):
    assert BabelLocale.parse("pt").plural_form(0) == "one"
    words = four.site.wordings["pt"]
    assert words("browse.count", count=0) == words("browse.count", count=1).replace("1", "0")


def test_one_language_has_no_other_to_offer(one):
    pages = one.built.pages()
    assert "WARNING" not in one.built.log
    assert len(pages) == len(one.site.prose) + len(record_files(one.site.project))
    for address, html in pages.items():
        tree = lxml_html.document_fromstring(html)
        assert tree.get("lang") == "en"
        assert not tree.xpath("//*[@hreflang]"), address
        assert "x-default" not in html
        assert not tree.xpath("//*[contains(@class, 'project-languages')]"), address
        assert set(tree.xpath("//@lang")) == {"en"}
    assert not (one.built.folder / "languages.json").exists()
    sitemap = (one.built.folder / "sitemap.xml").read_text("utf-8")
    assert "hreflang" not in sitemap
    assert sitemap.count("<loc>") == len(pages)
    lost = lxml_html.parse(one.built.folder / "404.html")
    assert lost.xpath("//section[@data-locale]/@lang") == ["en"]
    feed = (one.built.folder / "outcomes/feed.xml").read_text("utf-8")
    assert not re.search(r'rel="alternate"[^>]*atom\+xml', feed)


@pytest.fixture(scope="module")
def arabic(tmp_path_factory):
    """English and Arabic, in which some texts and pages are missing."""
    pages = {"ar": ["index.md", "project.md", "outcomes/index.md"]}
    return Variant(tmp_path_factory.mktemp("arabic"), ("en", "ar"), {"ar": 5}, pages)


def test_a_language_is_written_the_way_it_is(arabic):
    """Whatever is in another language than what is around it says so, and which way it is read."""
    turned = {"ar": "rtl", "en": "ltr"}
    for address, html in arabic.built.pages().items():
        tree = lxml_html.document_fromstring(html)
        assert (tree.get("dir") or "ltr") == turned[arabic.locale_of(address)], address
        around = "/ancestor-or-self::*[@lang][1]/@lang"
        for element in tree.xpath("//body//*[@lang]"):
            (parent,) = element.getparent().xpath(f".{around}")
            differs = turned[parent] != turned[element.get("lang")]
            # The names of the languages are single words, each in a line of its own.
            if element.xpath("ancestor::details[contains(@class, 'project-languages')]"):
                continue
            assert element.get("dir") == (turned[element.get("lang")] if differs else None), address


@pytest.mark.parametrize("address", ["", "outcomes/", "outcomes/lantern-training/", "project/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_read_from_right_to_left(browser, arabic, address, width):
    with PagesServer(arabic.built.folder, "/riverlight/") as server:
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(f"{server.url}ar/{address}")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        assert page.evaluate("document.scrollingElement.scrollLeft") == 0
        heading = page.locator("h1").bounding_box()
        name = page.locator(".project-header a").first.bounding_box()
        middle = width / 2
        assert name["x"] + name["width"] > middle
        assert heading["x"] + heading["width"] > middle * 1.2
        page.close()
