"""The built site, read as machines and visitors read it."""

from __future__ import annotations

import gzip
import json
import re
from html import unescape
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html

from conftest import ROOT, SITE_URL

LOCALES = ("en", "de", "es", "fr", "cs")
OTHERS = LOCALES[1:]
PROSE = ("", "project/", "work-packages/", "consortium/", "outcomes/", "contact/")
ABOUT = ("accessibility/", "privacy/", "data/", "translations/")


@pytest.fixture(scope="module")
def trees(built):
    return {address: lxml_html.document_fromstring(html) for address, html in built.pages().items()}


def locale_of(address):
    first = address.partition("/")[0]
    return first if first in OTHERS else "en"


def below(address):
    return address.removeprefix(f"{locale_of(address)}/")


def visible(tree):
    """The text that a visitor sees, without what is in another language by its own lang.

    Addresses and code are left out: they are in no language of the page.
    """
    locale = tree.get("lang")
    parts = []

    def walk(node):
        if not isinstance(node.tag, str) or node.tag in ("head", "script", "style", "code"):
            return
        if "external" in node.get("rel", ""):
            return
        if node.get("lang", locale) == locale:
            parts.append(node.text or "")
            for child in node:
                walk(child)
                parts.append(child.tail or "")

    walk(tree)
    return " ".join(re.sub(r"https?://\S+", " ", " ".join(parts)).split())


def test_every_page_is_there_in_every_language(built, site):
    project = site.project
    expected = {*PROSE, *ABOUT}
    expected |= {f"work-packages/{package.slug}/" for package in project.work_packages.values()}
    expected |= {f"consortium/{id}/" for id in project.clusters}
    expected |= {f"outcomes/{id}/" for id in project.outcomes}
    addresses = {prefix + page for page in expected for prefix in ("", *(f"{x}/" for x in OTHERS))}
    assert built.pages().keys() == addresses
    assert len(addresses) == 5 * (10 + 5 + 4 + 42)


def test_the_build_has_no_warning(built):
    assert "WARNING" not in built.log
    assert "ERROR" not in built.log


def test_nothing_of_a_template_or_mark_is_left(built):
    for address, html in built.pages().items():
        for left in ("{{", "{%", "[[pour", "<!--gap-->", "Undefined", "None</", "Macro"):
            assert left not in html, (address, left)


def test_pages_say_their_language(trees):
    for address, tree in trees.items():
        assert tree.get("lang") == locale_of(address)
        for node in tree.iter():
            if isinstance(node.tag, str) and node.get("lang"):
                assert node.get("lang") in LOCALES


def test_each_page_has_one_heading_of_the_first_level_and_no_gap_below(trees):
    for address, tree in trees.items():
        levels = [int(node.tag[1]) for node in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        for before, after in pairwise(levels):
            assert after <= before + 1, (address, levels)


def test_titles_and_descriptions(trees):
    for locale in LOCALES:
        mine = {a: tree for a, tree in trees.items() if locale_of(a) == locale}
        titles = [tree.findtext("head/title") for tree in mine.values()]
        assert len(set(titles)) == len(titles)
        for address, tree in mine.items():
            (description,) = tree.xpath("//meta[@name='description']/@content")
            assert 15 <= len(description) <= 700, address


def test_the_menu_is_translated(trees, site):
    for locale in LOCALES:
        words = site.wordings[locale]
        prefix = "" if locale == "en" else f"{locale}/"
        tree = trees[prefix]
        menu = [link.text_content() for link in tree.xpath("//nav[@class='project-pages']//a")]
        keys = ("home", "project", "work_packages", "consortium", "outcomes", "contact")
        assert menu == [words(f"nav.{key}") for key in keys]
        foot = tree.xpath("//nav[contains(@class, 'project-footer__pages')]//a")
        about = [link.text_content() for link in foot]
        keys = ("accessibility", "privacy", "data")
        assert about[:3] == [words(f"nav.{key}") for key in keys]


def word_texts(wording):
    for word in wording._words.values():
        yield from word.values() if isinstance(word, dict) else [word]


@pytest.mark.parametrize("locale", OTHERS)
def test_no_english_word_of_the_interface_on_other_pages(trees, site, locale):
    """English words that the language itself does not use, as whole words, on any page."""
    own = "\n".join(word_texts(site.wordings[locale]))
    english = set()
    for key, word in site.wordings["en"]._words.items():
        if key.startswith(("funding.", "map.credit")):
            continue
        for text in word.values() if isinstance(word, dict) else [word]:
            plain = re.sub(r"\{\w+\}", " ", text).strip(" .:“”")
            if len(plain) > 3 and plain not in own:
                english.add(plain)
    # What stands in names (Cluster Excellence Denmark) and what a language writes the same way.
    english -= {"Cluster", "Clusters", "Training", "Label", "Consortium", "Service"}
    english -= {"region", "Partnerships", "cluster", "clusters"}
    patterns = {word: re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in english}
    assert len(patterns) > 60
    for address, tree in trees.items():
        if locale_of(address) == locale:
            text = visible(tree)
            for word, pattern in patterns.items():
                assert not pattern.search(text), (address, word)


@pytest.mark.parametrize("locale", OTHERS)
def test_every_text_of_the_records_is_translated(site, locale):
    from projectsite.facts.model import localised_texts

    for file, record in site.project.records.items():
        for path, text in localised_texts(record):
            assert text.root.get(locale), (file, path)


def test_inferred_facts_are_shown_as_such(built, site):
    words = site.wordings["en"]
    for id, outcome in site.project.outcomes.items():
        html = built.page(f"outcomes/{id}")
        count = html.count(f"<b>{words('evidence.inferred')}:</b>")
        assert count == len(outcome.inferred), id


def test_sources_are_linked_unless_they_must_not_be(built, site):
    """Staging and copy sites are evidence: named on the page, never linked anywhere."""
    unlinked = site.project.facts.unlinked_hosts
    for address, html in built.pages().items():
        for href in re.findall(r'href="(https?://[^"]+)"', html):
            host = urlsplit(unescape(href)).hostname
            assert not any(host == h or host.endswith("." + h) for h in unlinked), address
    page = built.page("outcomes/zinnae-bronze")
    assert "eccp.hosted-temp.com" in page
    assert "stored copy, not linked" in page
    for id, outcome in site.project.outcomes.items():
        html = unescape(built.page(f"outcomes/{id}"))
        for source in outcome.sources:
            if source.url and "hosted-temp" not in source.url:
                assert f'href="{source.url}"' in html, id


def test_outcomes_of_others_are_told_apart(built):
    tree = lxml_html.document_fromstring(built.page("outcomes"))
    headings = [node.text_content() for node in tree.xpath("//h2")]
    assert headings == [
        "Outcomes of the project",
        "Reports by others",
        "Neighbouring projects and events",
        "Follow the outcomes",
    ]
    lists = tree.xpath("//ul[@class='project-outcomes']")
    assert [len(rows.xpath("li")) for rows in lists] == [31, 4, 7]


def test_no_page_holds_a_plain_address(built):
    pattern = re.compile(r"[\w.+-]+@[\w-]+\.\w+|mailto:")
    for path in built.folder.rglob("*"):
        if path.suffix in {".html", ".json", ".xml"}:
            assert not pattern.search(path.read_text("utf-8")), path


def test_pages_ask_no_other_host(built, trees):
    """Links may lead elsewhere; nothing that a browser loads by itself does."""
    for address, tree in trees.items():
        loaded = tree.xpath("//script/@src | //img/@src | //iframe/@src | //source/@src")
        loaded += tree.xpath(
            "//link[not(@rel='canonical' or @rel='alternate' or @rel='schema.DC')]/@href"
        )
        assert not [url for url in loaded if "//" in url], address
        assert not tree.xpath("//script[not(@src) and @type != 'application/ld+json']"), address
        assert not tree.xpath("//@style"), address
        assert not tree.xpath("//@*[starts-with(name(), 'on')]"), address
    for sheet in built.folder.glob("assets/stylesheets/p*.css"):
        assert "http" not in sheet.read_text("utf-8")


def test_every_page_carries_the_policy_and_the_funding_block(trees):
    for address, tree in trees.items():
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        notice = tree.xpath("//footer//div[@class='project-funding']")
        assert len(notice) == 1, address
        assert notice[0].xpath(".//*[local-name()='svg'][@role='img']")
        original = notice[0].xpath(".//*[@lang='en']")
        assert bool(original) == (locale_of(address) != "en"), address


def test_alternates_are_absolute_true_and_mutual(trees):
    announced = {}
    for address, tree in trees.items():
        (canonical,) = tree.xpath("//link[@rel='canonical']/@href")
        assert canonical == SITE_URL + address
        links = tree.xpath("//link[@rel='alternate'][@hreflang]")
        announced[canonical] = {link.get("hreflang"): link.get("href") for link in links}
    for canonical, alternates in announced.items():
        assert set(alternates) == {*LOCALES, "x-default"}
        assert canonical in alternates.values()
        assert alternates["x-default"] == alternates["en"]
        for url in alternates.values():
            assert announced[url] == alternates


def test_the_sitemap_lists_every_page_with_its_alternates(built, trees):
    root = etree.parse(built.folder / "sitemap.xml").getroot()
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = root.findall("s:url", space)
    assert {url.findtext("s:loc", namespaces=space) for url in urls} == {
        SITE_URL + address for address in trees
    }
    for url in urls:
        assert len(url) == 1 + 6


def test_links_and_fragments_lead_somewhere(built, trees):
    ids = {address: set(tree.xpath("//@id")) for address, tree in trees.items()}
    for address, tree in trees.items():
        for href in tree.xpath("//*[local-name()='a']/@href | //link/@href | //script/@src"):
            target = urlsplit(urljoin(SITE_URL + address, href))
            if not target.geturl().startswith(SITE_URL):
                continue
            path = target._replace(query="", fragment="").geturl().removeprefix(SITE_URL)
            if path in ids:
                assert not target.fragment or target.fragment in ids[path], (address, href)
            else:
                assert (built.folder / path).is_file(), (address, href)


def test_ids_are_unique(trees):
    for address, tree in trees.items():
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), address


def test_the_language_switch_stays_on_the_page(trees):
    for address, tree in trees.items():
        links = tree.xpath("//details[@class='project-languages']//a")
        assert [link.get("hreflang") for link in links] == list(LOCALES)
        assert [link.find("span").get("lang") for link in links] == list(LOCALES)
        for link in links:
            target = urljoin(SITE_URL + address, link.get("href")).removeprefix(SITE_URL)
            assert (locale_of(target), below(target)) == (link.get("hreflang"), below(address))


def test_edit_links_name_the_very_file(trees):
    for address, tree in trees.items():
        (url,) = tree.xpath("//footer//a[contains(@href, '/edit/main/')]/@href")
        file = url.partition("/edit/main/")[2]
        assert (ROOT / file).is_file(), address
        if below(address) in {*PROSE, *ABOUT}:
            assert file.startswith(f"docs/{locale_of(address)}/")
        else:
            assert file.startswith("data/")


def test_one_search_index_a_language(built, site):
    for locale in LOCALES:
        prefix = "" if locale == "en" else f"{locale}/"
        entries = json.loads((built.folder / prefix / "search/index.json").read_text("utf-8"))
        assert len(entries) == 10 + 5 + 4 + 42
        for entry in entries:
            assert (built.folder / prefix / entry["path"] / "index.html").is_file()
            assert "<" not in entry["text"]
            assert entry["title"]
    assert not (built.folder / "search/search_index.json").exists()


def test_404_speaks_every_language_with_links_from_the_root(built, site):
    tree = lxml_html.document_fromstring((built.folder / "404.html").read_text("utf-8"))
    sections = tree.xpath("//section[@data-locale]")
    assert [section.get("lang") for section in sections] == list(LOCALES)
    for section in sections:
        words = site.wordings[section.get("lang")]
        assert section.findtext("h2") == words("not_found.title")
    for href in tree.xpath("//body//a[not(starts-with(@href, '#'))]/@href"):
        assert href.startswith("/inno-drop/")


def test_a_fork_publishes_under_its_own_address(tmp_path, project):
    from conftest import build

    forked = build(
        project,
        tmp_path / "site",
        SITE_URL="https://someone.github.io/fork/",
        REPO_URL="https://github.com/someone/fork",
    )
    page = forked.page("de/outcomes/berlin-training")
    assert 'href="https://someone.github.io/fork/de/outcomes/berlin-training/"' in page
    assert "https://github.com/someone/fork/edit/main/data/outcomes/berlin-training.yml" in page
    assert "inno-drop.example" not in page


def test_weight_of_a_first_view(built):
    """What a visitor on a slow line loads before reading, compressed, without fonts."""
    import gzip

    files = ["outcomes/berlin-training/index.html", "assets/javascripts/project.js"]
    files += ["assets/javascripts/scheme.js"]
    files += [f"assets/stylesheets/{name}.css" for name in ("material", "project", "dark")]
    size = sum(len(gzip.compress((built.folder / file).read_bytes())) for file in files)
    assert size < 75_000


def test_the_first_view_of_an_outcome_is_small(built):
    """75 KB compressed, besides the fonts: page, styles, scripts; whatever the number of outcomes.

    The search index is no part of it: nothing in the page names it as something to load.
    """
    for address in ("outcomes/berlin-training/", "cs/outcomes/berlin-training/"):
        html = built.page(address)
        tree = lxml_html.document_fromstring(html)
        loaded = tree.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
        files = {(built.folder / address / name).resolve() for name in loaded}
        total = sum(len(gzip.compress(path.read_bytes())) for path in files)
        assert total + len(gzip.compress(html.encode())) < 75_000
        assert len(files) == 6
        fonts = built.folder.glob("assets/fonts/*.woff2")
        assert sum(path.stat().st_size for path in fonts) < 35_000


def test_no_file_for_machines_holds_an_address(built, site):
    addresses = [contact.email for contact in site.project.contacts.values()]
    assert len(addresses) == 4
    for path in built.folder.rglob("*"):
        if path.is_file() and path.suffix in (
            ".json", ".jsonld", ".xml", ".csv", ".ics", ".vcf", ".bib", ".ris", ".txt"
        ):  # fmt: skip
            text = path.read_text("utf-8").replace("\r\n ", "").lower()
            for email in addresses:
                for form in (email, email.replace("(@)", "@"), email.replace("(@)", "%40")):
                    assert form.lower() not in text, path
