"""The recipes of the guides are followed literally, in copies of the example."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, assemble_example, build, edit, snapshot
from issue_forms import issue
from projectsite.__main__ import main
from projectsite.facts.loading import load_project
from projectsite.intake.forms import BOXES, forms_of
from projectsite.problems import ProblemsFound
from projectsite.site import load_site

EDITING = (ROOT / "EDITING.md").read_text("utf-8")
RECIPES_BOOK = (ROOT / "RECIPES.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def blocks(guide: str, heading: str, language: str = "yaml") -> list[str]:
    """The code of a recipe, without the indentation of the list that it stands in."""
    recipe = re.split(r"^##+ ", guide, flags=re.MULTILINE)
    (recipe,) = (part for part in recipe if part.startswith(f"{heading}\n"))
    form = rf"^( *)```{language}\n(.*?)^ *```$"
    found = re.findall(form, recipe, re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the example to follow recipes in."""
    return assemble_example(tmp_path / "project")


def put(project: Path, block: str) -> Path:
    """Write a record whose first line names its file; returns the file."""
    path = project / re.match(r"# (data/\S+)\n", block)[1]
    path.write_text(block, "utf-8")
    return path


def messages(project: Path) -> list[str]:
    try:
        load_site(project)
    except ProblemsFound as found:
        return [str(problem) for problem in found.problems]
    return []


FORMS = {
    "Tell of an outcome": ("outcome", "data/outcomes/closing-conference.yml"),
    "Tell news": ("news", "data/news/the-first-six-lamps-are-lit.yml"),
    "Say that something is wrong": ("correction", "data/outcomes/lamp-loan.yml"),
    "Send a translation": ("translation", "data/outcomes/lamp-loan.yml"),
    "Send a contact": ("contact", "data/contacts/sigrun-lysvarde.yml"),
}


@pytest.mark.parametrize("heading", FORMS)
def test_a_form_that_is_filled_as_the_guide_shows_makes_a_proposal(copy, tmp_path, heading):
    name, file = FORMS[heading]
    form = forms_of(load_project(copy))[name]
    assert f"*{form.title}*" in EDITING
    boxes = {question.label for question in form.questions if question.kind == BOXES}
    (block,) = blocks(EDITING, heading, "text")
    answers = dict(line.split(": ", 1) for line in block.splitlines())
    filled = {label: [said] if label in boxes else said for label, said in answers.items()}
    (tmp_path / "form.md").write_text(issue(form, filled), "utf-8")
    before = snapshot(copy)
    assert main(["intake", str(tmp_path / "form.md"), "--root", str(copy)]) == 0
    changed = {path for path, text in snapshot(copy).items() if before.get(path) != text}
    assert changed - {".projectsite-lock"} == {file}
    assert messages(copy) == []


def test_the_guide_has_an_example_of_each_form(copy):
    assert {name for name, _ in FORMS.values()} == forms_of(load_project(copy)).keys()


@pytest.mark.parametrize("heading", ["Mend a date", "Write a translation", "Mend a page"])
def test_a_line_that_is_changed_by_the_pencil(copy, heading):
    (diff,) = blocks(EDITING, heading, "diff")
    assert len(follow(copy, diff)) == 1
    assert messages(copy) == []


def test_an_outcome_with_a_file(copy):
    (record,) = blocks(RECIPES_BOOK, "Add an outcome")
    path = put(copy, record)
    assert messages(copy) == []
    (files,) = blocks(RECIPES_BOOK, "Offer a file to download")
    path.write_text(record + files, "utf-8")
    (name,) = re.findall(r"file: (\S+)", files)
    assert [f"no file docs/assets/{name}" in each for each in messages(copy)] == [True]
    (copy / "docs/assets").mkdir(exist_ok=True)
    (copy / "docs/assets" / name).write_bytes(b"%PDF-1.7")
    assert messages(copy) == []
    site = load_site(copy)
    assert site.project.outcomes[path.stem].files[0].file == name


def test_sources_and_inferences(copy):
    (record,) = blocks(RECIPES_BOOK, "Add an outcome")
    (evidence,) = blocks(RECIPES_BOOK, "Correct a fact")
    put(copy, record.partition("sources:")[0] + evidence)
    assert messages(copy) == []


def report_on(record: str) -> str:
    """News of others about the outcome of a recipe."""
    id = re.search(r"^id: (\S+)", record, re.MULTILINE)[1]
    (about,) = re.findall(r"`(about: \[.*?\])`", RECIPES_BOOK)
    assert id in about
    news = record.replace(id, "report").replace("Closing conference", "A report")
    news = news.replace("type: event", f"type: news\n{about}")
    return news.replace("relation: project  ", "relation: coverage")


def test_news_on_an_outcome(copy):
    (record,) = blocks(RECIPES_BOOK, "Add an outcome")
    path = put(copy, record)
    report = put(copy, report_on(record))
    assert messages(copy) == []
    assert load_site(copy).project.outcomes[report.stem].about == (path.stem,)


def test_an_event_to_come(copy):
    (record,) = blocks(RECIPES_BOOK, "Add an outcome")
    put(copy, record.replace("status: done  ", "status: announced"))
    assert messages(copy) == []


def test_a_new_page(copy):
    (page,) = re.findall(r"^1\. `(docs/en/\w+\.md)`", RECIPES_BOOK, re.MULTILINE)
    (line,) = re.findall(r"`(- \w+: \w+\.md)`", RECIPES_BOOK)
    edit(copy, "mkdocs.yml", "nav:\n", f"nav:\n  {line}\n")
    text = "---\ntitle: Press\ndescription: For journalists.\n---\n# Press\n\n{{ contacts() }}\n"
    (copy / page).write_text(text, "utf-8")
    english, german = re.findall(r"`(press: \w+)` in `(\w+\.yml)`", RECIPES_BOOK)
    for word, file in (english, german):
        edit(copy, f"data/words/{file}", "\nnav:\n", f"\nnav:\n  {word}\n")
    for path in (copy / "data/words").glob("*.yml"):
        if path.name not in (english[1], german[1]):
            edit(copy, f"data/words/{path.name}", "\nnav:\n", f"\nnav:\n  {english[0]}\n")
    assert messages(copy) == []


def test_the_accessibility_statement(copy):
    (record,) = blocks(RECIPES_BOOK, "Keep the accessibility statement")
    put(copy, record)
    assert messages(copy) == []
    site = load_site(copy)
    drawn = site.macros(site.setting("en", "accessibility/")).accessibility()
    (named,) = re.findall(r"out_of_scope\n  - en: (.*)", record)
    assert named in drawn
    assert "partially compliant" in drawn


def test_a_person_is_removed_entirely(copy, capsys):
    (record,) = blocks(RECIPES_BOOK, "Change a contact")
    path = put(copy, record)
    name = yaml.safe_load(record)["name"]
    assert messages(copy) == []
    main(["translations", "--root", str(copy), "record"])
    assert path.stem in (copy / "data/translations.txt").read_text("utf-8")
    path.unlink()
    assert messages(copy) == []
    other = record.replace(path.stem, "rui-faroleiro").replace(name, "Rui Faroleiro")
    put(copy, other.replace("ines.lumares", "rui.faroleiro"))
    assert messages(copy) == []
    assert main(["translations", "--root", str(copy), "record"]) == 0
    left = [
        file
        for folder in ("data", "docs")
        for file in (copy / folder).rglob("*")
        if file.is_file() and re.search(f"{name}|{path.stem}", file.read_text("utf-8", "replace"))
    ]
    assert left == []


def test_a_record_is_renamed(copy):
    (record,) = blocks(RECIPES_BOOK, "Add an outcome")
    path = put(copy, record)
    put(copy, report_on(record))
    renamed = path.rename(path.with_stem("last-conference"))
    edit(copy, f"data/outcomes/{renamed.name}", f"id: {path.stem}", f"id: {renamed.stem}")
    (message,) = messages(copy)
    assert message.startswith("data/outcomes/report.yml:")
    assert f"there is no outcome {path.stem}" in message
    edit(copy, "data/outcomes/report.yml", f"about: [{path.stem}]", f"about: [{renamed.stem}]")
    assert messages(copy) == []


def test_a_new_language(copy):
    (new,) = re.findall(r"`languages: \[en, de, (\w+)\]`", RECIPES_BOOK)
    facts = copy / "data/project.yml"
    languages = load_site(copy).project.locales
    assert new not in languages
    text = re.sub(r"^(languages: .*)\]$", rf"\1, {new}]", facts.read_text("utf-8"), flags=re.M)
    facts.write_text(text, "utf-8")
    assert [f"data/words/{new}.yml" in each for each in messages(copy)] == [True]
    shutil.copy(copy / "data/words/en.yml", copy / f"data/words/{new}.yml")
    assert messages(copy) == []
    assert load_site(copy).project.locales == (*languages, new)


def follow(project: Path, diff: str) -> set[str]:
    """Apply the changes of a recipe; returns the files, a family of them (*) as one.

    A change is found by its lines without a sign and with a minus, which stand in the file once;
    one of nothing but lines to add belongs at the end of the file.
    """
    changed = set()
    for part in re.split(r"^--- ", diff, flags=re.MULTILINE)[1:]:
        name, _, hunks = part.partition("\n")
        changed.add(name)
        for path in sorted(project.glob(name)) if "*" in name else [project / name]:
            text = path.read_text("utf-8") if path.exists() else ""
            for hunk in hunks.split("@@\n"):
                lines = hunk.splitlines()
                old = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "+")
                new = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "-")
                assert not old or f"\n{text}".count(f"\n{old}") == 1, f"{path.name}: {old}"
                text = f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:] if old else text + new
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return changed


RECIPES = {
    "Add a field to an outcome and show it": 6,
    "Add a kind of record": 7,
    "Add a law": 4,
    "Add a macro": 5,
    "Add a format": 5,
}
"""By heading the most files that a recipe may ask for; a family of files, as the words of all
languages, counts as one."""


@pytest.fixture(scope="module")
def followed(tmp_path_factory) -> Path:
    """A copy of the example and the generator in which every recipe has been followed."""
    project = assemble_example(tmp_path_factory.mktemp("recipes") / "project")
    shutil.copytree(ROOT / ".vscode", project / ".vscode")
    for heading, most in RECIPES.items():
        (diff,) = blocks(CONTRIBUTING, heading, "diff")
        files = follow(project, diff)
        records = blocks(CONTRIBUTING, heading)
        for record in records:
            (project / re.match(r"# (data/\S+/)", record)[1]).mkdir(exist_ok=True)
            put(project, record)
        assert len(files) + len(records) <= most, heading
    edit(project, "data/outcomes/lamp-loan.yml", "status:", "for_whom:\n  en: Families\nstatus:")
    for page in (project / "docs").glob("*/project.md"):
        text = page.read_text("utf-8") + "\n{{ risks() }}\n\n{{ countries() }}\n"
        page.write_text(text, "utf-8")
    return project


@pytest.fixture(scope="module")
def followed_site(followed, tmp_path_factory):
    return build(followed, tmp_path_factory.mktemp("recipes-site") / "site")


def command(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the generator of the copy, not ours."""
    return subprocess.run(
        [sys.executable, "-m", "projectsite", *arguments],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(project / "hooks")},
        capture_output=True,
        text=True,
    )


def test_what_is_made_by_the_recipes_keeps_the_style(followed):
    for arguments in (["check"], ["format", "--check"]):
        settings = ["--config", str(ROOT / "pyproject.toml")]
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *arguments, *settings, "hooks"],
            cwd=followed,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout


def test_the_schemas_and_guides_know_what_was_added(followed):
    for name in ("schema", "guide"):
        assert command(followed, name).returncode == 0
    fields = (followed / "data/FIELDS.md").read_text("utf-8")
    assert "| `for_whom` | words | Whom it was for. |" in fields
    assert "## Risk\n\n`data/risks/low-water.yml`: what may go" in fields
    assert "| `countries` | The countries of" in (followed / "docs/README.md").read_text("utf-8")
    assert "- `own-project`: " in (followed / "data/CODES.md").read_text("utf-8")
    schema = json.loads((followed / "data/schema/risk.schema.json").read_text("utf-8"))
    assert {"id", "title", "work_package"} <= schema["properties"].keys()


def test_a_field_is_on_the_page_and_in_the_open_data(followed_site):
    assert "<dt>For whom</dt>\n<dd><span>Families</span></dd>" in re.sub(
        r"\n\s+", "\n", followed_site.page("outcomes/lamp-loan")
    )
    record = json.loads((followed_site.folder / "outcomes/lamp-loan/data.json").read_text("utf-8"))
    assert record["for_whom"] == {"en": "Families"}


def test_a_kind_of_record_is_on_the_page_in_the_open_data_and_under_the_laws(
    followed, followed_site
):
    assert "<li>WP1: <span>The river is too low</span></li>" in followed_site.page("project")
    data = json.loads((followed_site.folder / "data/project.json").read_text("utf-8"))
    assert [record["id"] for record in data["risks"]] == ["low-water"]
    edit(followed, "data/risks/low-water.yml", "WP1", "WP9")
    told = command(followed, "check").stdout
    edit(followed, "data/risks/low-water.yml", "WP9", "WP1")
    assert "data/risks/low-water.yml:5:15: work_package: there is no work package WP9." in told


def test_a_law_is_told(followed):
    case = yaml.safe_load((followed / "tests/problems/project-of-its-own.yml").read_text("utf-8"))
    ((file, change),) = case["change"].items()
    edit(followed, file, change["replace"], change["by"])
    told = command(followed, "check").stdout
    edit(followed, file, change["by"], change["replace"])
    assert told.splitlines()[0] == case["messages"][0]


def test_a_macro_is_drawn_in_each_language(followed_site):
    assert "<p>Countries of the consortium: Portugal, " in followed_site.page("project")
    assert "<p>Countries of the consortium: Portugal, Finnland" in followed_site.page("de/project")


def test_a_format_is_written_and_offered(followed_site):
    features = json.loads((followed_site.folder / "data/clusters.geojson").read_text("utf-8"))
    longitude, latitude = features["features"][0]["geometry"]["coordinates"]
    assert -10 < longitude < 0 < 35 < latitude  # in Portugal
    crate = json.loads((followed_site.folder / "ro-crate-metadata.json").read_text("utf-8"))
    described = {node["@id"]: node for node in crate["@graph"]}["data/clusters.geojson"]
    assert described["description"] == "Where the clusters are"
