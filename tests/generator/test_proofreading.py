"""The notes of a proof-reader: untranslated and shortened texts, quotes of a typewriter."""

from __future__ import annotations

import dataclasses
import re

import pytest

from changes import set_word, word_lines
from conftest import edit
from projectsite.files.layout import LEDGER
from projectsite.files.writing import write_files
from projectsite.review.notes import site_notes
from projectsite.review.proofreading import prose_of, shortened, untranslated
from projectsite.site import load_site
from projectsite.translations.ledger import Ledger
from projectsite.words.text import Locale
from test_hostile_pages import SECONDS, bounded

LOAN = "data/outcomes/lamp-loan.yml"
SAME = "Towns are to borrow a complete set for a season before they spend any money."


def review(project, translations):
    """Write that a person has reviewed these, and no others."""
    ledger = Ledger(
        {translation.key: translation.entry(reviewed=True) for translation in translations}
    )
    write_files(project, {LEDGER: ledger.text()})


OWN_WORDS = ("nav.menu: ", "search.none: ")
"""Words that the tests set themselves; the others are those of the real project's editors."""


def notes(project, code):
    """One record of the example has straight quotes, to see whether they are escaped."""
    return [
        str(note)
        for note in site_notes(load_site(project))
        if note.code == code
        and note.file != "data/outcomes/dusk-and-dawn.yml"
        and (not note.file.startswith("data/words/") or note.message.startswith(OWN_WORDS))
    ]


@pytest.mark.parametrize(
    "code", ["same-as-source", "shorter-than-source", "straight-quotes", "foreign-link"]
)
def test_the_texts_of_the_example_need_none(example, code):
    assert notes(example, code) == []


def test_texts_that_are_their_source(example_copy):
    text = (example_copy / LOAN).read_text("utf-8")
    edit(example_copy, LOAN, re.search("Städte .*", text)[0], SAME)
    for locale in ("en", "de"):
        set_word(example_copy, locale, "search.none", "Nothing was found for {query}, sorry.")
    head = (example_copy / "docs/en/contact.md").read_text("utf-8").split("\n")[2]
    edit(example_copy, "docs/de/contact.md", "description: Der Kontakt", f"{head}\nlead: Kontakt")
    said = "this is the English text. Translate it"
    found = notes(example_copy, "same-as-source")
    assert len(found) == 3
    other = ", or take it out. [same-as-source]"
    assert found[0] == f"{LOAN}:8:7: summary.de: {said}{other}"
    # Without a word the language would be refused.
    word = re.escape(f"search.none: {said}. [same-as-source]")
    assert re.fullmatch(rf"data/words/de\.yml:\d+:\d+: {word}", found[1])
    assert found[2] == f"docs/de/contact.md:3:14: description: {said}{other}"


@pytest.mark.parametrize(
    "text",
    [
        "Cluster Excellence",
        "European Secretariat for Cluster Analysis (ESCA)",
        "LED 2.0: 12 kW, 4 m",
        "https://example.org/loans/lamps/and/sensors/for/towns",
    ],
)
def test_names_signs_and_short_texts_may_be_the_same(example_copy, text):
    for line in ("en: Lamps and sensors on loan", "de: Lampen und Sensoren zum Ausleihen"):
        edit(example_copy, LOAN, line, f'{line[:2]}: "{text}"')
    assert notes(example_copy, "same-as-source") == []


def test_what_a_person_has_reviewed_is_meant_so(example_copy):
    text = (example_copy / LOAN).read_text("utf-8")
    edit(example_copy, LOAN, re.search("Städte .*", text)[0], SAME)
    assert len(notes(example_copy, "same-as-source")) == 1
    translation = next(
        t
        for t in load_site(example_copy).translations.all
        if (t.file, t.field) == (LOAN, "summary.de")
    )
    review(example_copy, [translation])
    assert notes(example_copy, "same-as-source") == []


def test_a_page_that_is_its_source(example_copy):
    source = (example_copy / "docs/en/project.md").read_text("utf-8")
    (example_copy / "docs/de/project.md").write_text(source, encoding="utf-8")
    found = notes(example_copy, "same-as-source")
    said = "his is the English text. Translate it"
    assert found[0].startswith(f"docs/de/project.md:3:14: description: t{said}, or take it out.")
    lines = [
        number
        for number, line in enumerate(source.split("\n"), 1)
        if number > 4 and len(line.split()) > 3 and not line.startswith(("#", "{{"))
    ]
    assert len(lines) == 4
    assert found[1:] == [f"docs/de/project.md:{n}:1: T{said}. [same-as-source]" for n in lines]


@pytest.mark.parametrize(
    ("block", "count"),
    [
        ("Lamps and sensors can be\nborrowed *for a season*.", 1),
        ("- Lamps can be borrowed for a season.\n- The sensors can not.", 1),
        ("So far there are {{ count() }} lamps along the river.", 1),
        ("Read about [the lamps along the river](project.md).", 1),
        ("- [The lamps along the river](project.md)\n- [Other pages](contact.md).", 0),
        ("```\nlamps can be borrowed for a season\n```", 0),
        ('{{ outcomes(type="lamps that can be borrowed") }}', 0),
        ("European Secretariat for Cluster Analysis (ESCA)", 0),
        ("Lamps for all.", 0),
    ],
)
def test_blocks_of_a_page_that_are_its_source(example_copy, block, count):
    site = load_site(example_copy)
    changed = []
    for page in site.prose:
        text = f"{page.text}\n{block}\n" if page.path == "project/" else page.text
        if page.path == "project/" and page.locale == "de":
            text = text.replace(block, block.replace("\nborrowed", " borrowed"))
        changed.append(dataclasses.replace(page, text=text))
    found = list(untranslated(dataclasses.replace(site, prose=changed)))
    assert len(found) == count
    for passage, message in found:
        problem = passage.problem(message, "x")
        last = changed[[p.file for p in changed].index(problem.file)].text.split("\n")
        assert last[problem.line - 1].split()[0] == block.split()[0]


def test_a_page_that_a_person_has_reviewed_is_meant_so(example_copy):
    source = (example_copy / "docs/en/privacy.md").read_text("utf-8")
    (example_copy / "docs/de/privacy.md").write_text(source, encoding="utf-8")
    edit(example_copy, "docs/de/project.md", "Das Projekt hat zwei Ziele.", "")
    short(example_copy, "Kurz.")
    assert notes(example_copy, "same-as-source")
    assert notes(example_copy, "shorter-than-source")
    pages = [t for t in load_site(example_copy).translations.all if t.field == "page"]
    review(example_copy, pages)
    assert notes(example_copy, "same-as-source") == []
    assert notes(example_copy, "shorter-than-source") == []


def short(project, body, source=96):
    """Puts a source of so many words beside another body in German."""
    for locale, text in (("en", "word " * source), ("de", body)):
        path = project / f"docs/{locale}/project.md"
        head = path.read_text("utf-8").split("---\n")[1]
        calls = "\n\n".join(CALLS.findall(path.read_text("utf-8")))
        path.write_text(f"---\n{head}---\n\n{text}\n\n{calls}\n", encoding="utf-8")


CALLS = re.compile(r"^\{\{.*\}\}$", re.MULTILINE)


@pytest.mark.parametrize(
    ("source", "body", "said"),
    [
        (96, "Wort " * 12, "has 12 words, its source 96"),
        (96, "Wort " * 47, "has 47 words, its source 96"),
        (96, "Wort " * 48, ""),
        (30, "Wort", "has 1 word, its source 30"),
        (29, "Wort", ""),
        (40, "[Wort](https://example.org/" + "wort-" * 30 + ") 3", "has 1 word, its source 40"),
    ],
)
def test_pages_that_are_much_shorter_than_their_source(example_copy, source, body, said):
    short(example_copy, body, source)
    found = notes(example_copy, "shorter-than-source")
    at = "docs/de/project.md:6:1: The page"
    assert found == ([f"{at} {said}: is it all there? [shorter-than-source]"] if said else [])


def test_languages_without_spaces_are_not_counted(example_copy):
    short(example_copy, "Kurz.")
    site = load_site(example_copy)
    named = [
        dataclasses.replace(page, locale=Locale("ja")) if page.locale == "de" else page
        for page in site.prose
    ]
    assert len(list(shortened(site))) == 1
    assert list(shortened(dataclasses.replace(site, prose=named))) == []


def test_many_of_one_file_become_a_number(example_copy):
    path = example_copy / "docs/en/project.md"
    path.write_text(path.read_text("utf-8") + '\nThe "lamp".\n' * 30, encoding="utf-8")
    found = notes(example_copy, "straight-quotes")
    assert len(found) == 13
    assert "docs/en/project.md: 18 more of the same kind. [straight-quotes]" in found


def test_straight_quotes_are_told_with_those_of_the_language(example_copy):
    edit(example_copy, LOAN, "  de: Lampen", "  de: '\"Lampen\"'\n  # de: Lampen")
    edit(example_copy, "docs/en/contact.md", "# ", 'See the "lamp" and\nthe "light".\n\n# ')
    set_word(example_copy, "en", "nav.menu", 'The "menu"')
    line = word_lines(example_copy / "data/words/en.yml", "nav.menu").start + 1
    said = "his quotation mark is a typewriter's."
    assert notes(example_copy, "straight-quotes") == [
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


def test_inches_in_a_record(example_copy):
    edit(example_copy, LOAN, "en: Lamps and", 'en: 24" lamps and')
    assert notes(example_copy, "straight-quotes") == []


CONTACT = "docs/{}/contact.md"


def add(project, locale, text):
    path = project / CONTACT.format(locale)
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{text}\n", encoding="utf-8")


def test_a_link_that_only_a_translation_has(example_copy):
    add(
        example_copy,
        "en",
        "[Fund](https://fund.example/en/) and [map][m].\n\n[m]: https://m.example",
    )
    kept = "[Fonds](https://fund.example/de/) und [Karte](https://m.example/)."
    add(example_copy, "de", kept)
    assert notes(example_copy, "foreign-link") == []
    for link in (
        "[Fonds](https://fund.example/de/login)",
        "> [Fonds][f]\n>\n> [f]: https://f.example",
        "[Fonds [PDF]](https://a.example/) <https://b.example/>",
        r"[Fonds](https&#58;//c.example/) [Fonds](https:\/\/d.example/)",
        "[![Fonds](../assets/skimrefoss-battery.svg)](https://e.example/)",
        "- [Fonds][g]\n- [g]: https://g.example",
    ):
        edit(example_copy, CONTACT.format("de"), kept, f"{kept}\n\n{link}")
    found = notes(example_copy, "foreign-link")
    said = "The source has no link to {}. Take it out, or accept the translation as reviewed."
    assert {note.split(": ", 1)[1] for note in found} == {
        f"{said.format(address)} [foreign-link]"
        for address in (
            *(f"https://{letter}.example/" for letter in "abcde"),
            *("https://f.example", "https://g.example", "https://fund.example/de/login"),
        )
    }
    assert all(note.startswith("docs/de/contact.md:") for note in found)
    review(example_copy, [t for t in load_site(example_copy).translations.all if not t.keys])
    assert notes(example_copy, "foreign-link") == []


@pytest.mark.parametrize(
    ("source", "translated", "told"),
    [
        ("https://a.example/en/x", "https://a.example/de/x", False),
        ("https://en.a.example/", "https://de.a.example/", False),
        ("https://a.example/?lang=en", "https://a.example/?lang=de", False),
        ("https://riverbank.en/pay", "https://riverbank.de/pay", True),
        ("https://www.bank-en.example", "https://www.bank-de.example", True),
    ],
)
def test_what_differs_between_languages_of_a_page(example_copy, source, translated, told):
    add(example_copy, "en", f"[Fund]({source})")
    add(example_copy, "de", f"[Fonds]({translated})")
    assert bool(notes(example_copy, "foreign-link")) == told


def test_thousands_of_links_are_compared_in_seconds(example_copy):
    add(example_copy, "de", "[a]: http://a.b" + "\n" * 50_000 + "[a]\n" * 9_000)
    with bounded(SECONDS):
        assert notes(example_copy, "foreign-link")


def test_a_link_in_the_translation_of_a_record(example_copy):
    texts = "text:\n  en: Two days.\n  de: Zwei [Tage](https://days.example/).\n"
    path = example_copy / LOAN
    path.write_text(path.read_text("utf-8").rstrip() + f"\n{texts}", encoding="utf-8")
    (note,) = notes(example_copy, "foreign-link")
    assert re.match(rf"{LOAN}:\d+:7: text\.de: the source has no link to https://days\.exa", note)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[fund.example](https://other.example/)", True),
        ("[https://fund.example/apply](https://fund.example/login)", True),
        ("[https://fund.example/call/](https://fund.example/call/42)", False),
        ("[https://fund.example/ca…](https://fund.example/call)", False),
        ("[https://fund.example](https://www.fund.example/)", False),
        ("[fund.example](https://apply.fund.example/)", False),
        ("[the fund](https://other.example/)", False),
        ("[fund.example/a](https://web.archive.org/web/2020/https://fund.example/a)", False),
        ("`[fund.example](https://other.example/)`", False),
        ("[https://fund.example[1]](https://fund.example)", False),
        ("[https://fund.example：報告](https://fund.example)", False),
        ("[https://fund.exampleをご覧](https://fund.example)", False),
        ("<https://fund.example/über-uns>", False),
        ("<https://fund.example?next=/home>", False),
    ],
)
def test_a_link_whose_text_is_the_address_of_another_page(example_copy, text, told):
    add(example_copy, "en", text)
    add(example_copy, "de", text)
    found = notes(example_copy, "foreign-link")
    assert len(found) == (2 if told else 0)
    assert all("Write the same in both places." in note for note in found)
