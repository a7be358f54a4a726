"""Every fact of the customer's deck is on the English site. tests/deck.md is a copy of the deck."""

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


@pytest.mark.parametrize(("number", "title", "objectives"), WORK_PACKAGES)
def test_work_packages_and_their_objectives(built, number, title, objectives):
    page = visible(built.page(f"work-packages/wp{number}"))
    assert title in page
    for objective, text in objectives:
        assert f"O{objective} {text}" in page
    overview = visible(built.page("work-packages"))
    assert f"WP{number} {title}" in overview
    project = visible(built.page("project"))
    for objective, text in objectives:
        assert f"O{objective} {text}" in project


@pytest.mark.parametrize(("name", "address"), CONTACTS)
def test_contacts(built, name, address):
    page = visible(built.page("contact"))
    assert name in page
    assert address.replace("\\", "") in page


def test_the_co_funding_line_is_on_every_english_page(built):
    line = "Co-funded by the Horizon 2020 programme of the European Union"
    assert re.sub(r"\s+", " ", DECK).count(line) >= 2
    for address, html in built.pages().items():
        if not re.match(r"(de|es|fr|cs)/", address):
            assert line in visible(html), address


def test_partnerships_and_title(built):
    page = visible(built.page("project"))
    for name in ("AdPack", "EnW", "European Strategic Cluster Partnership"):
        assert name in page
    assert "INNOvation and Development in cluster excellence and cOoperative Partnerships" in page
    assert "strengthen cluster management excellence" in page
