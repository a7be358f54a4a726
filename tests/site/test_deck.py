"""Every fact of the customer's deck is on the site in the default language.

deck.md is a copy of the deck. These are the only tests that name facts of this project, so they run
on the repository alone. They ask for what has the deck as its source: a fact that the consortium
has changed since has another one.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

DECK = (Path(__file__).parent / "deck.md").read_text("utf-8")
DOCUMENT = "project-deck"
"""The deck among the documents of data/project.yml."""


def deck_work_packages():
    """Number, title and objectives of each work package, as the deck lists them."""
    parts = re.split(r"^## Work Package (\d) – (.+)$", DECK, flags=re.MULTILINE)[1:]
    for number, title, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        objectives = re.findall(r"^- (?:O )?(\d\.\d) (.+?)\s*$", body, re.MULTILINE)
        # The site sets the apostrophe of print where the deck has that of a typewriter.
        yield number, title.strip().replace("'", "’"), objectives


def deck_contacts():
    return re.findall(r"^(\S+ \S+?)[\s ]+\[([^\]]+)\]", DECK, re.MULTILINE)


def visible(html):
    text = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<head>.*?</head>", "", html, flags=re.DOTALL)))
    return " ".join(text.split())


WORK_PACKAGES = list(deck_work_packages())
CONTACTS = deck_contacts()


def test_the_copy_holds_what_is_looked_for():
    assert [number for number, _, _ in WORK_PACKAGES] == ["1", "2", "3", "4", "5"]
    assert [len(objectives) for _, _, objectives in WORK_PACKAGES] == [6, 4, 5, 4, 0]
    assert len(CONTACTS) == 4


def missing(texts, html):
    """What the deck says and a page does not."""
    page = visible(html)
    return [text for text in texts if text not in page]


def cites_deck(record, *facts):
    """Whether a record, or these fields of it, have the deck for a source.

    Who changes a fact names another source: then the deck is not asked any more.
    """
    return any(
        source.document == DOCUMENT and (not source.facts or {*facts} <= {*source.facts})
        for source in record.sources
    )


@pytest.mark.parametrize(("number", "title", "objectives"), WORK_PACKAGES)
def test_work_packages_and_their_objectives(site, built, number, title, objectives):
    project = site.project
    package = project.work_packages.get(f"WP{number}")
    if not package or not cites_deck(package, "title"):
        return
    texts = [
        f"O{number} {text}"
        for number, text in objectives
        if f"O{number}" in project.objectives and cites_deck(project.objectives[f"O{number}"])
    ]
    assert missing([title, *texts], built.page(f"work-packages/wp{package.id[2:]}")) == []
    assert missing([f"{package.id} {title}"], built.page("work-packages")) == []
    assert missing(texts, built.page("project")) == []


def test_contacts(site, built):
    page = built.page("contact")
    known = {(name, address.replace("\\", "")) for name, address in CONTACTS}
    for contact in site.project.contacts.values():
        if cites_deck(contact, "name", "email"):
            assert (contact.name, contact.email) in known
            assert missing([contact.name, contact.email], page) == []


def test_the_co_funding_line_is_on_every_english_page(pages, site):
    line = "Co-funded by the Horizon 2020 programme of the European Union"
    assert re.sub(r"\s+", " ", DECK).count(line) >= 2
    if cites_deck(site.project.facts, "programme"):
        for address, page in pages.items():
            if page.locale == site.project.default_locale:
                assert missing([line], page.html) == [], address


def test_partnerships_and_title(site, built):
    facts, texts = site.project.facts, []
    if cites_deck(facts, "consortium"):
        texts += ["AdPack", "EnW", "European Strategic Cluster Partnership"]
    if cites_deck(facts, "title", "summary"):
        texts += [
            "INNOvation and Development in cluster excellence and cOoperative Partnerships",
            "strengthen cluster management excellence",
        ]
    assert missing(texts, DECK) == missing(texts, built.page("project")) == []
