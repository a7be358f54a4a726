"""The notes of a proof-reader: texts that are the same in two languages, typewriters' quotes."""

from __future__ import annotations

import re

import pytest

from conftest import assemble_example
from projectsite.ledger import Ledger
from projectsite.notes import site_notes
from projectsite.proofreading import prose_of
from projectsite.site import load_site

LOAN = "data/outcomes/lamp-loan.yml"
SAME = "Towns can borrow a complete set for a season before they spend any money."


@pytest.fixture
def riverlight(tmp_path):
    return assemble_example(tmp_path / "riverlight")


def change(project, file, old, new):
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def notes(project, code):
    """One record of the example has straight quotes, to see whether they are escaped."""
    return [
        str(note)
        for note in site_notes(load_site(project))
        if note.code == code and note.file != "data/outcomes/dusk-and-dawn.yml"
    ]


@pytest.mark.parametrize("code", ["same-as-source", "straight-quotes"])
def test_our_own_texts_need_none(site, code):
    assert [note for note in site_notes(site) if note.code == code] == []


def test_texts_that_are_their_source(riverlight):
    text = (riverlight / LOAN).read_text("utf-8")
    change(riverlight, LOAN, re.search("Städte .*", text)[0], SAME)
    english = load_site(riverlight).wordings["en"].word("search.none")
    german = load_site(riverlight).wordings["de"].word("search.none")
    change(riverlight, "data/words/de.yml", german, "“Nothing was found for {query}, sorry.”")
    change(riverlight, "data/words/en.yml", english, "“Nothing was found for {query}, sorry.”")
    head = (riverlight / "docs/en/contact.md").read_text("utf-8").split("\n")[2]
    change(riverlight, "docs/de/contact.md", "description: Der Kontakt", f"{head}\nlead: Kontakt")
    said = "this is the English text. Translate it, or take it out. [same-as-source]"
    found = notes(riverlight, "same-as-source")
    assert len(found) == 3
    assert found[0] == f"{LOAN}:8:7: summary.de: {said}"
    assert re.fullmatch(rf"data/words/de\.yml:\d+:\d+: search\.none: {re.escape(said)}", found[1])
    assert found[2] == f"docs/de/contact.md:3:14: description: {said}"


@pytest.mark.parametrize(
    "text",
    [
        "Cluster Excellence",
        "European Secretariat for Cluster Analysis (ESCA)",
        "LED 2.0: 12 kW, 4 m",
        "https://example.org/loans/lamps/and/sensors/for/towns",
    ],
)
def test_names_signs_and_short_texts_may_be_the_same(riverlight, text):
    for line in ("en: Lamps and sensors on loan", "de: Lampen und Sensoren zum Ausleihen"):
        change(riverlight, LOAN, line, f'{line[:2]}: "{text}"')
    assert notes(riverlight, "same-as-source") == []


def test_what_a_person_has_reviewed_is_meant_so(riverlight):
    text = (riverlight / LOAN).read_text("utf-8")
    change(riverlight, LOAN, re.search("Städte .*", text)[0], SAME)
    assert len(notes(riverlight, "same-as-source")) == 1
    translation = next(
        t
        for t in load_site(riverlight).translations.all
        if (t.file, t.field) == (LOAN, "summary.de")
    )
    Ledger({translation.key: translation.entry(reviewed=True)}).write(riverlight)
    assert notes(riverlight, "same-as-source") == []


def test_many_of_one_file_become_a_number(riverlight):
    path = riverlight / "docs/en/project.md"
    path.write_text(path.read_text("utf-8") + '\nThe "lamp".\n' * 30, encoding="utf-8")
    found = notes(riverlight, "straight-quotes")
    assert len(found) == 13
    assert "docs/en/project.md: 18 more of the same kind. [straight-quotes]" in found


def test_straight_quotes_are_told_with_those_of_the_language(riverlight):
    change(riverlight, LOAN, "  de: Lampen", "  de: '\"Lampen\"'\n  # de: Lampen")
    change(riverlight, "docs/en/contact.md", "# ", 'See the "lamp" and\nthe "light".\n\n# ')
    path = riverlight / "data/words/en.yml"
    line = next(n for n, t in enumerate(path.read_text("utf-8").split("\n"), 1) if "  menu:" in t)
    change(riverlight, "data/words/en.yml", "  menu: Menu", "  menu: 'The \"menu\"'")
    said = "his quotation mark is a typewriter's."
    assert notes(riverlight, "straight-quotes") == [
        f"{LOAN}:5:7: title.de: t{said} German has „…“. [straight-quotes]",
        f"data/words/en.yml:{line}:9: nav.menu: t{said} English has “…”. [straight-quotes]",
        f"docs/en/contact.md:5:9: T{said} English has “…”. [straight-quotes]",
        f"docs/en/contact.md:6:5: T{said} English has “…”. [straight-quotes]",
    ]


@pytest.mark.parametrize(
    "text",
    [
        'title: "Lamps"',
        'A screen of 24" and a code span `print("x")`.',
        '[the page](contact.md "Contact")',
        '![a lamp](../assets/lamp.svg "A lamp")',
        '{{ outcomes(type="report") }}',
        '!!! note "A box"',
        '```\nprint("x")\n```',
        '[page]: contact.md "Contact"',
        '## A heading { #it title="x" }',
    ],
)
def test_quotes_that_are_no_prose(text):
    page = f"---\n{text}\n---\n# A\n" if text.startswith("title") else f"---\na: b\n---\n{text}\n"
    shown = prose_of(page)
    assert len(shown) == len(page)
    assert '"' not in shown.replace('24"', "")


def test_inches_in_a_record(riverlight):
    change(riverlight, LOAN, "en: Lamps and", 'en: 24" lamps and')
    assert notes(riverlight, "straight-quotes") == []
