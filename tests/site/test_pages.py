"""What every page of a site must be, whatever its project says."""

from __future__ import annotations

import gzip
import re
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from lxml import html as lxml_html

from pages import (
    address_in,
    list_addresses,
    one_of_each_kind,
    prose_addresses,
    record_files,
    texts_of,
)
from projectsite.facts.funding import filled_in, sentences_of

FIRST_VIEW = 75_000
"""Bytes that a visitor on a slow line loads before reading, compressed, without fonts."""


def test_every_page_is_there_in_every_language(pages, site):
    project = site.project
    expected = prose_addresses(site.root, project.default_locale)
    expected |= {*record_files(project), *list_addresses(project)}
    assert pages.keys() == {
        address_in(locale, below, project.default_locale)
        for below in expected
        for locale in project.locales
    }


def test_the_build_has_no_warning(built):
    assert "WARNING" not in built.log
    assert "ERROR" not in built.log


def test_nothing_of_a_template_or_mark_is_left(pages):
    for address, page in pages.items():
        for left in ("{{", "{%", "[[pour", "<!--gap-->", "projectsitetoken"):
            assert left not in page.html, (address, left)


@pytest.mark.accessibility("languages")
def test_pages_say_their_language(pages, site):
    # A page that is named as a source keeps its own title.
    known = {*site.project.locales, *(page.language for page in site.project.pages.values())}
    for address, page in pages.items():
        assert page.tree.get("lang") == page.locale, address
        assert set(page.tree.xpath("//@lang")) <= known, address


@pytest.mark.accessibility("headings")
def test_each_page_has_one_heading_of_the_first_level_and_no_gap_below(pages):
    for address, page in pages.items():
        headings = list(page.tree.iter("h1", "h2", "h3", "h4", "h5", "h6"))
        levels = [int(node.tag[1]) for node in headings]
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        for before, after in pairwise(levels):
            assert after <= before + 1, (address, levels)
        assert all(texts_of(headings)), address


@pytest.mark.accessibility("titles")
def test_titles_and_descriptions(pages, site):
    acronym = site.project.facts.acronym
    for address, page in pages.items():
        title = page.tree.findtext("head/title")
        at_home = page.below == ""
        sign = f"{acronym} – " if at_home else f" – {acronym}"
        assert (title.startswith if at_home else title.endswith)(sign), address
        assert title.replace(sign, "").strip(), address
        (description,) = page.tree.xpath("//meta[@name='description']/@content")
        assert description.strip(), address
        assert "\n" not in description, address


class Menu(yaml.SafeLoader):
    """Reads mkdocs.yml, whose !ENV only MkDocs understands."""


Menu.add_multi_constructor("!", lambda loader, suffix, node: None)


def menu_of(site):
    """The pages of the menu, and those of its group: labels with addresses."""
    settings = yaml.load((site.root / "mkdocs.yml").read_text("utf-8"), Menu)  # noqa: S506
    pages, about = [], []
    for item in settings["nav"]:
        ((label, target),) = item.items()
        if isinstance(target, str):
            pages.append((label, target))
        else:
            about += [(name, file) for below in target for name, file in below.items()]
    return pages, about


def test_the_menu_is_in_the_language_of_the_page(pages, site):
    """A label that a language lacks is that of the default one, marked."""
    sections = {locale: words.section("nav") for locale, words in site.wordings.items()}
    originals = sections[site.project.default_locale]
    keys = {}
    for labels in sections.values():
        for key, label in labels.items():
            keys.setdefault(label, key)
    for where, items in zip(
        ("contains(@class, 'project-pages')", "contains(@class, 'project-footer__pages')"),
        menu_of(site),
        strict=True,
    ):
        named = [keys[label] for label, _ in items]
        for page in pages.values():
            links = page.tree.xpath(f"//nav[{where}]//li/a[not(contains(@href, '/edit/'))]")
            labels = sections[page.locale]
            assert list(texts_of(links)) == [labels.get(key) or originals[key] for key in named]
            for key, link in zip(named, links, strict=True):
                lang = link.xpath("string((ancestor-or-self::*/@lang | .//@lang)[last()])")
                assert lang == (page.locale if key in labels else site.project.default_locale)


def test_the_menu_leads_to_the_pages_that_it_names(pages, site):
    default = site.project.default_locale
    expected = []
    for _, file in menu_of(site)[0]:
        below = re.sub(r"(^|/)index\.md$", r"\1", file)
        expected.append(re.sub(r"\.md$", "/", below))
    for page in pages.values():
        links = page.tree.xpath("//nav[contains(@class, 'project-pages')]//a/@href")
        targets = [urljoin(f"https://x.example/{page.address}", href) for href in links]
        assert targets == [
            f"https://x.example/{address_in(page.locale, below, default)}" for below in expected
        ]


def test_every_page_carries_the_policy_and_the_funding_block(pages, site):
    facts = site.project.facts
    statement, *_ = sentences_of(facts, site.edition.moment.date())
    statements = {locale: " ".join(said.split()) for locale, said in filled_in(facts, statement)}
    for address, page in pages.items():
        (policy,) = page.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        (notice,) = page.tree.xpath("//footer//div[@class='project-funding']")
        assert notice.xpath(".//*[local-name()='svg'][@role='img']"), address
        (text,) = texts_of([notice])
        said = {locale for locale, statement in statements.items() if statement in text}
        # The official sentence is the English one; a language may have none.
        assert said & {page.locale, "en", site.project.default_locale}, address
        assert "en" in said or "en" not in statements, address


def test_pages_ask_no_other_host(built, pages):
    """Links may lead elsewhere; nothing that a browser loads by itself does."""
    for address, page in pages.items():
        tree = page.tree
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


_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.\w+|mailto:")
_URL = re.compile(r"https?://[^\s\"'<>]+")


def test_no_page_holds_a_plain_address(built):
    for path in built.folder.rglob("*"):
        if path.suffix in {".html", ".json", ".jsonld", ".xml", ".csv", ".bib", ".ris", ".txt"}:
            text = path.read_text("utf-8")
            if _ADDRESS.search(text):  # of some pages the address holds such a sign
                assert not _ADDRESS.search(_URL.sub(" ", text)), path


def test_the_first_view_of_a_record_is_small(built, pages, site):
    """Page, styles, scripts; whatever the number of records.

    The search index is no part of it: nothing in the page names it as something to load.
    """
    files = {}

    def weight(path):
        if path not in files:
            files[path] = len(gzip.compress(path.read_bytes()))
        return files[path]

    records = set(record_files(site.project))
    for address, page in pages.items():
        if page.below in records:
            # Nothing waits for what only paper needs.
            links = page.tree.xpath(
                "//script/@src"
                " | //link[@rel='stylesheet' and not(@media='print') or @rel='icon']/@href"
            )
            loaded = {(built.folder / address / name).resolve() for name in links}
            size = sum(weight(path) for path in loaded) + len(gzip.compress(page.html.encode()))
            assert size < FIRST_VIEW, address
            assert len(loaded) == 7, address
    fonts = built.folder.glob("assets/fonts/*.woff2")
    assert 0 < sum(path.stat().st_size for path in fonts) < 35_000


def test_one_of_each_kind_is_among_the_pages(pages, site):
    """What the tests in a browser look at."""
    kinds = one_of_each_kind(pages, site.root, site.project)
    assert len(kinds) == len(set(kinds)) > 3
    assert set(kinds) <= pages.keys()


def test_404_speaks_every_language_with_links_from_the_root(built, site):
    tree = lxml_html.document_fromstring((built.folder / "404.html").read_text("utf-8"))
    sections = tree.xpath("//section[@data-locale]")
    assert [section.get("lang") for section in sections] == list(site.project.locales)
    for section in sections:
        words = site.wordings[section.get("lang")]
        assert section.findtext("h2") == words("not_found.title")
    for href in tree.xpath("//body//a[not(starts-with(@href, '#'))]/@href"):
        assert href.startswith(urlsplit(built.url).path)
