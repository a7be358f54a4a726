"""The recipes of the guides are followed literally, in copies of the example."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, assemble_example, edit
from projectsite.__main__ import main
from projectsite.problems import ProblemsFound
from projectsite.site import load_site

EDITING = (ROOT / "EDITING.md").read_text("utf-8")


def blocks(guide: str, heading: str) -> list[str]:
    """The YAML of a recipe, without the indentation of the list that it stands in."""
    recipe = guide.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert recipe, heading
    found = re.findall(r"^( *)```yaml\n(.*?)^ *```$", recipe, re.DOTALL | re.MULTILINE)
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


def test_an_outcome_with_a_file(copy):
    (record,) = blocks(EDITING, "Add an outcome")
    path = put(copy, record)
    assert messages(copy) == []
    (files,) = blocks(EDITING, "Offer a file to download")
    path.write_text(record + files, "utf-8")
    (name,) = re.findall(r"file: (\S+)", files)
    assert [f"no file docs/assets/{name}" in each for each in messages(copy)] == [True]
    (copy / "docs/assets").mkdir(exist_ok=True)
    (copy / "docs/assets" / name).write_bytes(b"%PDF-1.7")
    assert messages(copy) == []
    site = load_site(copy)
    assert site.project.outcomes[path.stem].files[0].file == name


def test_sources_and_inferences(copy):
    (record,) = blocks(EDITING, "Add an outcome")
    (evidence,) = blocks(EDITING, "Correct a fact")
    put(copy, record.partition("sources:")[0] + evidence)
    assert messages(copy) == []


def report_on(record: str) -> str:
    """News of others about the outcome of a recipe."""
    id = re.search(r"^id: (\S+)", record, re.MULTILINE)[1]
    (about,) = re.findall(r"`(about: \[.*?\])`", EDITING)
    assert id in about
    news = record.replace(id, "report").replace("Closing conference", "A report")
    news = news.replace("type: event", f"type: news\n{about}")
    return news.replace("relation: project  ", "relation: coverage")


def test_news_on_an_outcome(copy):
    (record,) = blocks(EDITING, "Add an outcome")
    path = put(copy, record)
    report = put(copy, report_on(record))
    assert messages(copy) == []
    assert load_site(copy).project.outcomes[report.stem].about == (path.stem,)


def test_an_event_to_come(copy):
    (record,) = blocks(EDITING, "Add an outcome")
    put(copy, record.replace("status: done  ", "status: announced"))
    assert messages(copy) == []


def test_a_new_page(copy):
    (page,) = re.findall(r"^1\. `(docs/en/\w+\.md)`", EDITING, re.MULTILINE)
    (line,) = re.findall(r"`(- \w+: \w+\.md)`", EDITING)
    edit(copy, "mkdocs.yml", "nav:\n", f"nav:\n  {line}\n")
    text = "---\ntitle: Press\ndescription: For journalists.\n---\n# Press\n\n{{ contacts() }}\n"
    (copy / page).write_text(text, "utf-8")
    english, german = re.findall(r"`(press: \w+)` in `(\w+\.yml)`", EDITING)
    for word, file in (english, german):
        edit(copy, f"data/words/{file}", "\nnav:\n", f"\nnav:\n  {word}\n")
    for path in (copy / "data/words").glob("*.yml"):
        if path.name not in (english[1], german[1]):
            edit(copy, f"data/words/{path.name}", "\nnav:\n", f"\nnav:\n  {english[0]}\n")
    assert messages(copy) == []


def test_a_person_is_removed_entirely(copy, capsys):
    (record,) = blocks(EDITING, "Change a contact")
    path = put(copy, record)
    cluster = yaml.safe_load(record)["cluster"]
    name = yaml.safe_load(record)["name"]
    assert messages(copy) == []
    main(["translations", "--root", str(copy), "record"])
    assert path.stem in (copy / "data/translations.txt").read_text("utf-8")
    path.unlink()
    assert any(f"{cluster}" in each and "[no-contact]" in each for each in messages(copy))
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
    (record,) = blocks(EDITING, "Add an outcome")
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
    (listed,) = re.findall(r"`languages: (\[en, de, (\w+)\])`", EDITING)
    facts = copy / "data/project.yml"
    new = re.sub(
        r"^languages: .*$", f"languages: {listed[0]}", facts.read_text("utf-8"), flags=re.M
    )
    facts.write_text(new, "utf-8")
    for folder in (copy / "docs").iterdir():
        if folder.name not in ("en", "de", "assets") and folder.is_dir():
            shutil.rmtree(folder)
    assert [f"data/words/{listed[1]}.yml" in each for each in messages(copy)] == [True]
    shutil.copy(copy / "data/words/en.yml", copy / f"data/words/{listed[1]}.yml")
    assert messages(copy) == []
    assert listed[1] in load_site(copy).project.locales
