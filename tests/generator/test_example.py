"""Another consortium's site, from other data: tests/example/ is fictional."""

from __future__ import annotations

import re
from html import unescape

import pytest
from lxml import html as lxml_html

from conftest import build, copy_project


def tree(built, address):
    return lxml_html.document_fromstring(built.page(address))


def text(node):
    return " ".join(node.text_content().split())


def test_it_is_another_site(built_example):
    pages = built_example.pages()
    assert len(pages) == 2 * (8 + 3 + 3 + 7)
    for html in pages.values():
        assert "INNO-DROP" not in html
        assert "RIVERLIGHT" in html
        assert "COSME" in html


def test_a_page_that_is_not_translated_says_so(built_example):
    page = tree(built_example, "de/accessibility")
    assert page.get("lang") == "de"
    (notice,) = page.xpath("//p[@class='project-notice']")
    assert "noch nicht übersetzt" in notice.text_content()
    assert "Englisch" in notice.text_content()
    (prose,) = page.xpath("//main//div[@lang='en']")
    assert prose.xpath(".//h1")
    # What a macro draws there is in the page's language again, and says so.
    for contact in prose.xpath(".//*[contains(@class, 'project-contacts')]"):
        assert contact.xpath("ancestor::*[@lang][1]/@lang") == ["de"]


def test_search_engines_are_told_the_truth_about_it(built_example):
    page = tree(built_example, "de/accessibility")
    base = "https://example.org/riverlight/"
    assert page.xpath("//link[@rel='canonical']/@href") == [base + "accessibility/"]
    assert page.xpath("//link[@rel='alternate']") == []
    sitemap = (built_example.folder / "sitemap.xml").read_text("utf-8")
    assert base + "accessibility/" in sitemap
    assert base + "de/accessibility/" not in sitemap
    assert base + "de/privacy/" in sitemap


def test_a_text_that_is_not_translated_is_marked(built_example):
    page = tree(built_example, "de/outcomes/kick-off")
    (heading,) = page.xpath("//h1")
    assert heading.get("lang") == "en"
    row = tree(built_example, "de/outcomes").xpath("//a[contains(@href, 'kick-off')]")[0]
    assert row.get("lang") == "en"


def test_special_characters_are_shown_as_they_are(built_example):
    page = tree(built_example, "outcomes/dusk-and-dawn")
    title = '"Dusk & Dawn" report: are < 5 lux enough for Vastres\' river path?'
    assert text(page.xpath("//h1")[0]) == title
    assert page.findtext("head/title") == f"{title} – RIVERLIGHT"
    assert page.xpath("//meta[@property='og:title']/@content") == [f"{title} – RIVERLIGHT"]


def test_norway_is_a_country(built_example):
    assert "Norway" in text(tree(built_example, "consortium/skimrefoss"))
    assert "Norwegen" in text(tree(built_example, "de/consortium/skimrefoss"))


def test_the_text_of_a_record_is_markdown(built_example):
    (body,) = tree(built_example, "outcomes/lantern-training").xpath("//div[@class='project-text']")
    assert [node.tag for node in body] == ["p", "ul", "p"]
    assert body.xpath(".//em")
    assert body.xpath(".//a/@href") == ["https://riverlight.example.org/lantern-training/notes/"]


def test_what_is_told_twice_is_counted_once(built_example):
    home = unescape(built_example.page(""))
    numbers = re.findall(r"<b>(\d+)</b> <span>([^<]+)</span>", home)
    assert ("3", "clusters in 3 countries") in numbers
    assert ("3", "work packages") in numbers
    assert ("4", "recorded outcomes") in numbers
    assert ("24", "months, 2019\u2060–\u20602021") in numbers


def test_one_language_has_no_switch_and_no_alternates(tmp_path):
    project = copy_project(tmp_path / "project")
    file = project / "data/project.yml"
    settings = file.read_text("utf-8").replace("[en, de, es, fr, cs]", "[en]")
    file.write_text(settings, encoding="utf-8")
    for path in (project / "data").rglob("*.yml"):
        if path.parent.name == "words":
            if path.stem != "en":
                path.unlink()
            continue
        path.write_text(only_english(path.read_text("utf-8")), encoding="utf-8")
    for locale in ("de", "es", "fr", "cs"):
        for path in sorted((project / "docs" / locale).rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        (project / "docs" / locale).rmdir()
    built = build(project, tmp_path / "site")
    assert len(built.pages()) == 10 + 5 + 4 + 42
    home = tree(built, "")
    assert not home.xpath("//details[@class='project-languages']")
    assert not home.xpath("//link[@rel='alternate']")
    assert not (built.folder / "languages.json").exists()


def only_english(record):
    """The lines of a data file without those of the other languages."""
    kept, depth = [], None
    for line in record.splitlines():
        indent = len(line) - len(line.lstrip())
        if depth is not None and (indent > depth or not line.strip()):
            continue
        depth = indent if re.match(r"\s+(de|es|fr|cs): ", line) else None
        if depth is None:
            kept.append(line)
    return "\n".join(kept) + "\n"


@pytest.mark.parametrize("address", ["", "de/"])
def test_links_to_records_from_prose(tmp_path, address):
    project = copy_project(tmp_path / "project")
    for locale in ("en", "de"):
        page = project / f"docs/{locale}/contact.md"
        link = "\n[one](outcomes/berlin-training.md) [two](consortium/zinnae.md)\n"
        page.write_text(page.read_text("utf-8") + link, encoding="utf-8")
    built = build(project, tmp_path / "site")
    links = tree(built, f"{address}contact").xpath("//main//p/a/@href")
    assert links[-2:] == ["../outcomes/berlin-training/", "../consortium/zinnae/"]
