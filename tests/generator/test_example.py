"""The fictional site of tests/example/, where it differs from what holds for every site.

What holds for every site holds for it: tests/site/ is run on it by test_edits.py.
"""

from __future__ import annotations

import re
from html import unescape

from lxml import html as lxml_html


def tree(built, address):
    return lxml_html.document_fromstring(built.page(address))


def text(node):
    return " ".join(node.text_content().split())


def test_a_page_that_is_not_translated_says_so(built_example, example_site):
    page = tree(built_example, "de/accessibility")
    assert page.get("lang") == "de"
    (notice,) = page.xpath("//p[@class='project-notice']")
    said = example_site.wordings["de"]("page.untranslated", language="Englisch")
    assert text(notice).startswith(said)
    (prose,) = page.xpath("//main//div[@lang='en']")
    assert prose.xpath(".//h1")
    # What a macro draws there is in the page's language again, and says so.
    drawn = prose.xpath(".//*[contains(@class, 'project-contacts')]")
    assert {node.xpath("string(ancestor::*[@lang][1]/@lang)") for node in drawn} == {"de"}


def test_special_characters_are_shown_as_they_are(built_example):
    for address, title in (
        ("dusk-and-dawn", '"Dusk & Dawn" report: are < 5 lux enough for Vastres\' river path?'),
        (
            "light-and-ink",
            "Review “Œuvre & encre”: l’eau > 3 m/s = 100 % \\light{}; 光, אור & 🌊",
        ),
    ):
        page = tree(built_example, f"outcomes/{address}")
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
    (body,) = tree(built_example, "outcomes/river-handbook").xpath("//div[@class='project-text']")
    assert [node.tag for node in body] == ["p", "blockquote", "p"]


def test_the_home_page_counts_what_the_list_shows(built_example, example_site):
    home = unescape(built_example.page(""))
    numbers = re.findall(r"<b>(\d+)</b> <span>", home)
    assert numbers == ["3", "3", str(len(example_site.project.listed)), "24"]


def test_links_to_records_from_prose(built_example):
    for address in ("data", "de/data"):
        links = tree(built_example, address).xpath("//main//p/a/@href")
        assert links[:2] == ["../outcomes/river-handbook/", "../consortium/hohdelampo/"]
