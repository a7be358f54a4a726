"""The pages on paper: PDF files as a browser prints them, read by another program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from pypdf import PdfReader

from pages import address_in, one_of_each_kind
from projectsite import addresses
from projectsite.facts.model import sources_of

LEAST = 80
"""A sheet with fewer letters is taken for blank, unless something is drawn on it."""

_NUMBER = re.compile(r"\d+ / \d+\s*$")
_DRAWN = re.compile(rb"\b[lc]\n")
"""Lines and curves in the content of a sheet."""
_EMBLEM_BLUE = re.compile(rb"\b0 0?\.2\d* 0?\.6\d* rg\b")


def squeezed(text):
    """A text without blanks and line ends, which paper has in other places."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


class Sheet:
    """One sheet of a printed page."""

    def __init__(self, page):
        self.lines = [line for line in page.extract_text().splitlines() if line.strip()]
        if self.lines and _NUMBER.fullmatch(self.lines[-1]):
            self.lines.pop()
        self.text = squeezed("".join(self.lines))
        self.drawing = page.get_contents().get_data()


def printed(page):
    """The sheets of what a browser shows."""
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    return [Sheet(sheet) for sheet in PdfReader(BytesIO(pdf)).pages]


@dataclass(frozen=True)
class Paper:
    """A page, printed, and what it holds on the screen."""

    address: str
    sheets: list[Sheet]
    headings: set[str]
    brand: str
    funding: str
    sources: list[str]
    objectives: list[list[str]]
    """Heading and rows of each card."""
    clickable: list[str]
    """What paper shows of controls and ways to other pages."""
    cut: list[bool]
    """Whether paper shows each sentence that a list goes on elsewhere."""

    @property
    def text(self):
        return "".join(sheet.text for sheet in self.sheets)


_HELD = """() => {
    const all = selector => [...document.querySelectorAll(selector)];
    return {
        headings: all(":is(h1, h2, h3, h4)").map(node => node.textContent),
        // Stands on top of each sheet, and is read last.
        brand: all(".project-brand")[0].textContent,
        funding: all("footer .project-funding__text")[0].textContent,
        sources: all(".project-sources a").map(node => node.getAttribute("href")),
        objectives: all(".project-objective-list .project-card").map(card =>
            [...card.querySelectorAll("h3, li > span:nth-child(2)")].map(node => node.textContent)),
    };
}"""
_SHOWN = """() => {
    const all = selector => [...document.querySelectorAll(selector)];
    const seen = node => node.checkVisibility({ visibilityProperty: true });
    return {
        clickable: all("button, input, select, nav a, dialog")
            .filter(node => seen(node) && !node.matches(".project-path a"))
            .map(node => node.outerHTML),
        cut: all(".project-more").map(seen),
    };
}"""


@pytest.fixture(scope="module")
def papers(browser, served, pages, site):
    """One of each kind of page in the default language, which stands at the root."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.emulate_media(media="print")
    found = []
    for address in one_of_each_kind(pages, site.root, site.project):
        page.goto(served + address)
        held = page.evaluate(_HELD) | page.evaluate(_SHOWN)
        held["brand"] = squeezed(held["brand"])
        held["headings"] = set(map(squeezed, held["headings"])) - {held["brand"]}
        held["objectives"] = [[squeezed(text) for text in card] for card in held["objectives"]]
        found.append(Paper(address, printed(page), **held))
    page.close()
    return found


def test_no_sheet_is_blank_and_no_heading_is_its_last_line(papers):
    assert len(papers) > 3
    for paper in papers:
        for number, sheet in enumerate(paper.sheets, 1):
            drawn = len(_DRAWN.findall(sheet.drawing)) > 200
            assert len(sheet.text) >= LEAST or drawn, (paper.address, number, sheet.lines)
            last = squeezed(sheet.lines[-1]) if sheet.lines else ""
            assert sheet is paper.sheets[-1] or last not in paper.headings, (paper.address, last)


def test_nothing_on_paper_is_there_to_be_clicked(papers):
    assert [(paper.address, paper.clickable) for paper in papers if paper.clickable] == []


def test_paper_says_that_a_list_is_cut(papers):
    assert [paper.address for paper in papers if not all(paper.cut)] == []


def test_the_emblem_stands_whole_beside_its_sentence_and_the_address_of_the_page(papers, built):
    for paper in papers:
        last = len(paper.sheets) - 1
        told = [at for at, it in enumerate(paper.sheets) if squeezed(paper.funding) in it.text]
        blue = [at for at, it in enumerate(paper.sheets) if _EMBLEM_BLUE.search(it.drawing)]
        # A page of prose may show the notice above too.
        assert told[-1:] == blue[-1:] == [last], paper.address
        assert squeezed(built.url + paper.address) in paper.sheets[last].text, paper.address


def test_sources_have_their_addresses(papers, site):
    records = site.project.records.values()
    linked = any(source.url for record in records for _, source in sources_of(record))
    assert any(paper.sources for paper in papers) == linked
    for paper in papers:
        missing = [href for href in paper.sources if squeezed(href) not in paper.text]
        assert missing == [], paper.address


def test_an_objective_stands_on_one_sheet(papers):
    cards = [(paper, card) for paper in papers for card in paper.objectives]
    for paper, card in cards:
        assert any(all(text in sheet.text for text in card) for sheet in paper.sheets), card


def test_the_chosen_filters_are_printed_in_words(browser, served, site):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    locales = {site.project.locales[0], site.project.locales[-1]} if site.project.listed else ()
    for locale in sorted(locales):
        below = address_in(locale, addresses.outcomes(), site.project.default_locale)
        page.goto(served + below)
        box = page.locator("[data-browse-form] input[type=checkbox]").first
        name, value, label = (box.get_attribute(it) for it in ("name", "value", "data-label"))
        page.goto(f"{served}{below}?{name}={value}")
        page.wait_for_selector("[data-browse-chips] li")
        status = page.locator("[data-browse-status]").text_content()
        text = printed(page)[0].text
        assert squeezed(f"{site.wordings[locale]('browse.chosen')}: {label}") in text
        assert squeezed(status) in text
        assert "✕" not in text
    page.close()
