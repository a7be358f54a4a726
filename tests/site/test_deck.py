"""Every fact of the customer's deck is on the site in the default language.

deck.md is a copy of the deck. These are the only tests that name facts of this project, so they run
on the repository alone. A fact that the consortium has changed since is changed in deck.md too.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

DECK = (Path(__file__).parent / "deck.md").read_text("utf-8")


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
    """What the deck says and a page does not; a fact that has changed is changed in deck.md too."""
    page = visible(html)
    return [text for text in texts if text not in page]


@pytest.mark.parametrize(("number", "title", "objectives"), WORK_PACKAGES)
def test_work_packages_and_their_objectives(built, number, title, objectives):
    texts = [f"O{objective} {text}" for objective, text in objectives]
    assert missing([title, *texts], built.page(f"work-packages/wp{number}")) == []
    assert missing([f"WP{number} {title}"], built.page("work-packages")) == []
    assert missing(texts, built.page("project")) == []


@pytest.mark.parametrize(("name", "address"), CONTACTS)
def test_contacts(built, name, address):
    assert missing([name, address.replace("\\", "")], built.page("contact")) == []


def test_the_co_funding_line_is_on_every_english_page(pages, site):
    line = "Co-funded by the Horizon 2020 programme of the European Union"
    assert re.sub(r"\s+", " ", DECK).count(line) >= 2
    for address, page in pages.items():
        if page.locale == site.project.default_locale:
            assert missing([line], page.html) == [], address


def test_partnerships_and_title(built):
    texts = [
        *("AdPack", "EnW", "European Strategic Cluster Partnership"),
        "INNOvation and Development in cluster excellence and cOoperative Partnerships",
        "strengthen cluster management excellence",
    ]
    assert missing(texts, built.page("project")) == []
