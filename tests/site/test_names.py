"""Persons are named in data/ and docs/ and nowhere else: whoever is removed there is gone."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT
from projectsite.facts.loading import load_project

DECK = ROOT / "tests/site/deck.md"
"""A copy of the customer's deck, which names the contacts itself."""
FOLDERS = ("hooks", "overrides", "tests", "benchmarks", ".ci", ".github", ".vscode", "data/schema")
NOT_OURS = {".venv", "node_modules", "__pycache__"}


def documents() -> list[Path]:
    """Every file of the repository but records and pages."""
    found = [*ROOT.iterdir(), *(ROOT / "data").glob("*.md")]
    for folder in FOLDERS:
        found += (ROOT / folder).rglob("*")
    return [path for path in found if path.is_file() and not NOT_OURS & {*path.parts}]


def test_no_contact_is_named_outside_the_records():
    contacts = load_project(ROOT).contacts.values()
    files = [path for path in documents() if path != DECK]
    assert len(files) > 200
    named = {}
    for path in files:
        text = path.read_text("utf-8", "ignore").casefold()
        for contact in contacts:
            first, _, last = contact.name.partition(" ")
            names = (contact.name, contact.id, contact.email, f"{last};{first}")
            held = [name for name in names if name.casefold() in text]
            if held:
                named[path.relative_to(ROOT).as_posix()] = held[0]
    assert named == {}
