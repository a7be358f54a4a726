"""The facts of slides: read from text and PowerPoint, none lost on the way, compared with data."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from pptx import Presentation

from conftest import ROOT, edit
from projectsite.__main__ import main
from projectsite.facts.programmes import programme
from projectsite.facts.vocabulary import programme_ids
from projectsite.intake.decks.facts import DeckContact, DeckFacts, as_yaml
from projectsite.intake.decks.file import read_slides
from projectsite.intake.decks.reading import facts_in
from projectsite.intake.decks.sections import Section, Slides
from projectsite.intake.records import written
from projectsite.intake.starting import Answers, start_project
from projectsite.kit.slides.file import slides
from projectsite.problems import ProblemsFound
from projectsite.site import load_site
from test_slides import deck_of

# Another deck of this form may be tried: DECK=…/deck.md
DECK = Path(os.environ.get("DECK", ROOT / "tests/example/deck.md"))
LANGUAGES = ("en", "de", "es", "fr", "cs")


@pytest.fixture(scope="module")
def said() -> DeckFacts:
    return facts_in(read_slides(DECK))


@pytest.fixture(scope="module")
def reviewed(said):
    """The facts as somebody gets them."""
    return yaml.safe_load(as_yaml(said, DECK.name))


def programme_of(funding):
    """The programme that has a funding sentence."""
    found = (
        id
        for id in programme_ids()
        if programme(id).statement.root["en"].rstrip(".") == funding.rstrip(".")
    )
    return next(found, "horizon-2020")


@pytest.fixture(scope="module")
def project(reviewed, tmp_path_factory) -> Path:
    """A project that says what the YAML says; what slides do not say is made up."""
    folder = tmp_path_factory.mktemp("deck")
    table = folder / "partners.csv"
    table.write_text("Short name,Name,Country\nONE,First Partner,Portugal\n", "utf-8")
    root = folder / "project"
    start_project(
        root,
        Answers(
            reviewed["acronym"],
            reviewed["title"],
            programme_of(reviewed["funding"]),
            "101",
            LANGUAGES,
            table,
            "2030-01",
            24,
            "the Agency",
        ),
    )
    for file, content in files_of(reviewed).items():
        (root / file).parent.mkdir(exist_ok=True)
        text = written(content).replace("'yes'", "yes")
        (root / file).write_text(text, "utf-8")
    first, rest = reviewed["introduction"].split(". ", 1)
    about = yaml.safe_load((root / "data/project.yml").read_text("utf-8"))
    about |= {"summary": {"en": f"{first}."}, "consortium": {"en": rest}}
    about["funding"] = [{"statement": {"en": reviewed["funding"]}}]  # as a grant agreement may say
    (root / "data/project.yml").write_text(written(about), "utf-8")
    return root


def files_of(reviewed):
    common = {"sources": [{"document": "grant-agreement"}]}
    wanted = {id.partition(".")[0] for id in reviewed["objectives"]} - {*reviewed["objectives"]}
    texts = {**dict.fromkeys(wanted, "An objective"), **reviewed["objectives"]}
    files: dict[str, dict[str, Any]] = {
        "data/objectives.yml": {
            "objectives": [
                {"id": id, "text": {"en": text}, **common} for id, text in sorted(texts.items())
            ]
        }
    }
    for one in reviewed["work_packages"]:
        record: dict[str, Any] = {**one, "lead": "one", "title": {"en": one["title"]}, **common}
        record |= {"summary": {"en": one["summary"]}} if "summary" in one else {}
        record |= {} if "objectives" in one else {"management": "yes"}
        files[f"data/work_packages/{one['id'].lower()}.yml"] = record
    for at, one in enumerate(reviewed["contacts"]):
        files[f"data/contacts/person-{at}.yml"] = {
            "id": f"person-{at}",
            "cluster": "one",
            **one,
            **common,
        }
    for at, name in enumerate(reviewed["partnerships"]):
        files[f"data/partnerships/number-{at}.yml"] = {
            "id": f"number-{at}",
            "name": name,
            "title": {"en": name},
            "summary": {"en": name},
            "clusters": ["one"],
            **common,
        }
    return files


@pytest.fixture(scope="module")
def site(project):
    return load_site(project)


def powerpoint(site, locale, folder):
    path = folder / f"deck.{locale}.pptx"
    path.write_bytes(slides(deck_of(site, locale), site.project.brand))
    return path


@pytest.mark.parametrize("locale", LANGUAGES)
def test_no_fact_is_lost_on_the_way_to_slides_and_back(said, site, tmp_path, locale):
    """Slides → YAML → a project → slides → facts; what is not translated stays as it was."""
    names = [one.name for one in site.project.partnerships.values()]
    back = facts_in(read_slides(powerpoint(site, locale, tmp_path)), partnerships=names)
    assert back.language == locale
    for name in ("acronym", "title", "introduction", "work_packages", "partnerships"):
        assert getattr(back, name) == getattr(said, name), name
    assert {id: back.objectives[id] for id in said.objectives} == dict(said.objectives)
    assert {*back.contacts} == {*said.contacts}
    assert back.funding.rstrip(".") == said.funding.rstrip(".")


def test_slides_say_what_the_data_say(project, site, tmp_path, capsys):
    for locale in LANGUAGES:
        path = powerpoint(site, locale, tmp_path)
        assert main(["read-deck", str(path), "--root", str(project), "--compare"]) == 0
    assert main(["read-deck", str(DECK), "--root", str(project), "--compare"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [f"deck.{locale}.pptx says what the data say." for locale in LANGUAGES] + [
        f"{DECK.name} says what the data say."
    ]


def test_what_differs_is_told_at_its_place(example_copy, tmp_path, capsys):
    path = powerpoint(load_site(example_copy), "de", tmp_path)
    edit(example_copy, "data/work_packages/wp1.yml", "de: Fachwissen", "de: Wissen")
    edit(example_copy, "data/work_packages/wp2.yml", "[O1.2, ", "[O1.1, O1.2, ")
    edit(example_copy, "data/objectives.yml", "small towns to learn", "towns to learn")  # in en
    edit(example_copy, "data/contacts/aino-hehkula.yml", "aino(@)", "aino.hehkula(@)")
    command = ["read-deck", str(path), "--root", str(example_copy)]
    assert main([*command, "--compare"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[2] for line in said] == [
        "title: the slides say “Fachwissen für die Planung von Flussbeleuchtung”, the data “Wissen"
        " für die Planung von Flussbeleuchtung”. [deck]",
        "objectives: the slides say “O1.2, O2.1, O2.2”, the data “O1.1, O1.2, O2.1, O2.2”. [deck]",
        "the slides have Aino Hehkula, aino(@)hohdelampo.example.com, the data have not. [deck]",
    ]
    assert [line.partition(": ")[0] for line in said] == [
        "data/work_packages/wp1.yml:5:7",
        "data/work_packages/wp2.yml:16:13",
        "data/contacts",
    ]
    assert main(command) == 0
    assert yaml.safe_load(capsys.readouterr().out)["language"] == "de"


def test_slides_of_others_are_read_as_far_as_they_go(tmp_path):
    deck = Presentation()
    for title, text in (
        ("RIVERLIGHT", "River Energy"),
        ("About", f"{'Light comes to the river. ' * 8}"),
        ("WP 2: Trials", "What we try\n2.1 Measure light\nO2.2\tLend lamps"),
        ("Thank you", "Aino Hehkula\naino@hohdelampo.example.com"),
    ):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = title, text
    deck.save(tmp_path / "other.pptx")
    found = facts_in(read_slides(tmp_path / "other.pptx"))
    assert (found.acronym, found.title) == ("RIVERLIGHT", "River Energy")
    assert found.introduction.startswith("Light comes")
    (package,) = found.work_packages
    assert package == ("WP2", "Trials", "What we try", ("O2.1", "O2.2"))
    assert found.contacts == (DeckContact("Aino Hehkula", "aino(@)hohdelampo.example.com"),)


def zipped(*names, content=b"x"):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in names:
            parts.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pptx", b"", "no .pptx file"),
        ("a.pptx", b"PK\x03\x04 not a zip", "no .pptx file"),
        ("a.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml"), "cannot be read"),
        ("a.pptx", zipped("a", content=b"\0" * 201_000_000), "holds too much"),
        ("a.pptx", zipped(*map(str, range(5_001))), "holds too much"),
        ("a.md", b"\xff\xfe", "not UTF-8"),
        ("a.md", b"x" * 300_000, "larger than"),
    ],
    ids=["empty", "no zip", "no parts", "bomb", "many", "encoding", "large"],
)
def test_what_is_none_is_refused(tmp_path, capsys, example, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ProblemsFound, match=told):
        read_slides(path)
    assert main(["read-deck", str(path), "--root", str(example)]) == 1
    assert capsys.readouterr().out.startswith(name)


HOSTILE = {
    "addresses": "a" * 60_000 + "@",
    "points": "1.1 " * 20_000,
    "quotes": "“" * 50_000,
    "brackets": "[" * 40_000 + "](" * 20_000,
    "dots": "a@" + "b." * 40_000,
    "headings": "# \n" * 60_000,
    "packages": "\n".join(f"# WP{at % 99} – x\n\n1.1 y" for at in range(9_000)),
    "yaml": "# !!python/object/apply:os.system ['x']\n\n&a *a {{ x }} #{1/0}\n",
    "stars": "**" * 60_000,
    "open emphasis": "__a " * 60_000,
    "a heading of blanks": f"# Work Package 1{' ' * 200_000}x",
    "a heading of signs": f"# a {'#' * 200_000}x",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_text_and_ends_in_time(tmp_path, text):
    path = tmp_path / "deck.md"
    path.write_text(text, "utf-8")
    found = facts_in(read_slides(path))
    assert bool(yaml.safe_load(as_yaml(found, "deck.md"))) == (found != DeckFacts())


def test_a_section_of_nothing_has_no_facts():
    assert facts_in(Slides(())) == DeckFacts()
    assert facts_in(Slides((Section("", ()),))) == DeckFacts()


def test_the_language_may_be_said(example, capsys):
    assert main(["read-deck", str(DECK), "--root", str(example), "--language", "de"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["language"] == "de"
