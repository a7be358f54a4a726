"""A new project, and the tables of a proposal: what goes in comes out, or nothing is written."""

from __future__ import annotations

import csv
import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from openpyxl import Workbook

from conftest import ROOT, build, snapshot
from first_project import traces_in, visible
from projectsite.__main__ import main
from projectsite.facts.plan import Deliverable, Milestone, Task
from projectsite.intake import starting
from projectsite.intake.forms import FOLDER, draw_forms
from projectsite.intake.proposal import _package
from projectsite.intake.starting import starter_languages
from projectsite.intake.tables import plain_name
from projectsite.review.notes import site_notes
from projectsite.site import load_site
from proposal import (
    DELIVERABLES,
    MILESTONES,
    MONTHS,
    PACKAGES,
    PARTNERS,
    effort,
    partner,
    write_tables,
)
from test_hostile_pages import SECONDS, bounded

INIT = {
    "acronym": "LUMAR",
    "title": "Light on Rivers: a made-up proposal",
    "programme": "horizon-europe",
    "number": "101999999",
    "languages": "en,de",
    "start": "2025-01",
    "months": str(MONTHS),
}


IMPORTED = ("work-packages", "tasks", "deliverables", "milestones", "effort")


def init(folder: Path, table: Path, **changed: str) -> int:
    options = INIT | {"partners": str(table)} | changed
    given = [part for name, value in options.items() for part in (f"--{name}", value)]
    return main(["init", str(folder), *given])


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return write_tables(tmp_path_factory.mktemp("proposal"))


@pytest.fixture(scope="module")
def begun(tables, tmp_path_factory):
    """A project begun from the tables of a proposal."""
    folder = tmp_path_factory.mktemp("begun") / "lumar"
    assert init(folder, tables["partners"]) == 0
    for name in IMPORTED:
        assert main(["import", name, str(tables[name]), "--root", str(folder)]) == 0, name
    return folder


def test_a_begun_project_has_issue_forms_of_its_own(begun):
    kept = {path.name: path.read_text("utf-8") for path in (begun / FOLDER).iterdir()}
    assert kept.keys() == {Path(file).name for file in draw_forms(begun)}
    names = [cluster.name for cluster in load_site(begun).project.clusters.values()]
    assert [name for name in names if name not in kept["outcome.yml"]] == []
    # The workflow that takes them over came along.
    assert (begun / ".github/workflows/intake.yml").is_file()


@pytest.fixture
def copy(begun, tmp_path):
    shutil.copytree(begun / "data", tmp_path / "project/data")
    shutil.copytree(begun / "docs", tmp_path / "project/docs")
    shutil.copytree(begun / "overrides", tmp_path / "project/overrides")
    shutil.copy(begun / "mkdocs.yml", tmp_path / "project")
    return tmp_path / "project"


def test_every_row_of_the_proposal_is_a_record(begun):
    project = load_site(begun).project
    assert len(project.clusters) == PARTNERS
    assert list(project.work_packages) == [f"WP{n}" for n in range(1, PACKAGES + 1)]
    assert len(project.by_id(Deliverable)) == DELIVERABLES
    assert len(project.by_id(Milestone)) == MILESTONES
    assert len(project.by_id(Task)) == 3 * PACKAGES
    first = project.by_id(Deliverable)["D1.1"]
    assert (first.nature, first.level, first.due.text) == ("R", "SEN", "M1")
    assert first.title.root == {"en": "Report “0”; with a comma, too"}
    task = project.by_id(Task)["T2.1"]
    assert task.lead == partner(1).lower()
    assert task.participants == (partner(2).lower(), partner(4).lower())
    assert project.clusters[partner(1).lower()].country == "FI"
    assert project.facts.coordinator == partner(1).lower()
    given = [effort(p, n) for p in range(1, PARTNERS + 1) for n in range(1, PACKAGES + 1)]
    assert len(project.effort) == sum(1 for months in given if months)
    assert project.effort_of() == sum(given)
    assert project.effort_of(work_package="WP2", cluster=partner(2).lower()) == effort(2, 2)


@pytest.fixture(scope="module")
def built_begun(begun, tmp_path_factory):
    folder = tmp_path_factory.mktemp("built-begun") / "site"
    return build(begun, folder, SITE_URL="https://example.org/lumar/")


def test_the_new_project_builds_and_says_what_is_missing(begun, built_begun):
    assert "D1.1" in built_begun.page("plan")
    assert "Liefergegenstände" in built_begun.page("de/plan")
    assert "Funded by the European Union" in built_begun.page("")
    # It has no publications and no objectives yet: below no heading stands nothing.
    assert built_begun.page("progress").count("Nothing is recorded here yet.") == 4
    assert "objective" not in visible(built_begun.page("work-packages/wp1")).lower()
    codes = {note.code for note in site_notes(load_site(begun))}
    assert "no-contact" in codes
    assert codes == {"no-contact"}


def test_nothing_of_the_first_project_is_in_a_new_one(begun, built_begun):
    assert traces_in(built_begun.folder) == []
    customer = re.compile(
        r"inno-?drop|\bcluster excellence|welfare tech|zinnae|nanoprogress|\bbnpt\b", re.IGNORECASE
    )
    told = []
    for path in (*begun.glob("*"), *(begun / "data").rglob("*"), *(begun / "docs").rglob("*"),
                 *(begun / ".github").rglob("*"), *(begun / ".vscode").rglob("*")):  # fmt: skip
        if path.is_file() and path.name != "DECISIONS.md":
            lines = path.read_text("utf-8", "replace").splitlines()
            told += [f"{path.name}: {line}" for line in lines if customer.search(line)]
    # The licence of the code names who wrote it.
    assert told == ["LICENSE: Copyright (c) 2026 The INNO-DROP consortium"]


def test_people_read_of_partners_and_machines_one_key(begun, built_begun):
    assert (begun / "data/partners").is_dir()
    assert not (begun / "data/clusters").exists()
    for address, page in built_begun.pages().items():
        # The page on the data names the keys of the files.
        if not address.endswith("data/"):
            assert "cluster" not in visible(page).lower(), address
    assert '"clusters": [' in (built_begun.folder / "data/project.json").read_text("utf-8")


def test_partners_are_called_partners(begun, tmp_path):
    for language, said in (("en", "cluster"), ("de", "Cluster")):
        words = (begun / f"data/words/{language}.yml").read_text("utf-8")
        told = [line for line in words.splitlines() if said in line.partition(":")[2]]
        assert [line for line in told if "{clusters}" not in line and "synonyms" not in line] == []


def test_a_second_import_changes_nothing(copy, tables, capsys):
    before = snapshot(copy)
    for name in IMPORTED:
        assert main(["import", name, str(tables[name]), "--root", str(copy)]) == 0
        assert "0 new" in capsys.readouterr().out
    assert snapshot(copy) == before


def test_what_an_editor_has_changed_is_kept(copy, tables, capsys):
    path = copy / "data/deliverables/d1-1.yml"
    path.write_text(path.read_text("utf-8").replace("due: M1", "due: M2"), encoding="utf-8")
    before = snapshot(copy)
    assert main(["import", "deliverables", str(tables["deliverables"]), "--root", str(copy)]) == 0
    assert "data/deliverables/d1-1.yml: kept" in capsys.readouterr().out
    assert snapshot(copy) == before


def test_a_workbook_says_the_same_as_a_csv(copy, tables, tmp_path, capsys):
    book = Workbook()
    with tables["deliverables"].open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream):
            # As a spreadsheet has them: months are numbers, some with a fraction of nought.
            book.active.append([float(cell) if cell.isdecimal() else cell for cell in row])
    book.save(tmp_path / "deliverables.xlsx")
    table = tmp_path / "deliverables.xlsx"
    assert main(["import", "deliverables", str(table), "--root", str(copy)]) == 0
    assert f"0 new, {DELIVERABLES} the same" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No,Title,Due\nD1.1,Lamp,M0\n", "neither a month of the project nor a date. Write"),
        ("No,Title,Due\nD1.1,Lamp,M999\n", "due: M999 comes after the end of the project"),
        ("No,Title,Due,Lead\nD1.91,Lamp,M3,Nobody\n", "there is no partner Nobody"),
        ("No,Title,Due\nD1.91,Lamp,M3\nD1.91,Lamps,M4\n", "stands in line 2 already"),
        ("No,Title,Due\n,Lamp,M3\n", "nothing stands in the column Deliverable"),
        ("Colour,Shape\nred,round\n", "names no column"),
        ("", "the table is empty"),
        ('No,Title,Due\n"D1.91,Lamp,M3\n', "no CSV"),
        ("No,Title,Due\nD1.91/../../x,Lamp,M3\n", "does not have the right form"),
        ("No,Title,Due\nD1.91,Lamp,soon\n", "neither a month of the project nor a date"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line_and_nothing_is_written(
    copy, tmp_path, capsys, text, said
):
    table = tmp_path / "table.csv"
    table.write_text(text, encoding="utf-8")
    before = snapshot(copy)
    status = main(["import", "deliverables", str(table), "--root", str(copy)])
    told = capsys.readouterr().out
    assert status == 1
    assert said in told
    assert "table.csv" in told
    assert "Nothing was written." in told
    assert snapshot(copy) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Partner,WP1\nNobody,3\n", "there is no partner Nobody"),
        (f"Partner,WP1\n{partner(1)},some\n", "“some” below WP1 is no number of months"),
        (f"Partner,Months\n{partner(1)},3\n", "names no work package"),
        (
            f"Partner,WP1 planned,WP1 used\n{partner(1)},3,1\n",
            "two columns are of one work package",
        ),
    ],
)
def test_wrong_person_months_are_refused(copy, tmp_path, capsys, text, said):
    table = tmp_path / "effort.csv"
    table.write_text(text, encoding="utf-8")
    before = snapshot(copy)
    assert main(["import", "effort", str(table), "--root", str(copy)]) == 1
    assert said in capsys.readouterr().out
    assert snapshot(copy) == before


def test_formulas_in_cells_are_text(copy, tmp_path):
    table = tmp_path / "table.csv"
    table.write_text('No,Title,Due\nD1.91,"=HYPERLINK(""x"")",M3\n', encoding="utf-8")
    assert main(["import", "deliverables", str(table), "--root", str(copy)]) == 0
    title = load_site(copy).project.by_id(Deliverable)["D1.91"].title
    assert title.root == {"en": '=HYPERLINK("x")'}


def test_another_encoding_is_told(copy, tmp_path, capsys):
    table = tmp_path / "table.csv"
    table.write_bytes("No,Title,Due\nD1.91,Lampe für Flüsse,M3\n".encode("latin-1"))
    assert main(["import", "deliverables", str(table), "--root", str(copy)]) == 1
    assert "Save it as “CSV UTF-8”" in capsys.readouterr().out


def test_what_is_no_workbook_is_told(copy, tmp_path, capsys):
    table = tmp_path / "table.xlsx"
    table.write_bytes(b"No,Title,Due\n")
    assert main(["import", "deliverables", str(table), "--root", str(copy)]) == 1
    assert "no workbook" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"programme": "horizon-europa"}, "Did you mean horizon-europe?"),
        ({"programme": "horizon-2020", "number": ""}, "--number"),
        ({"languages": "it,en"}, "begin with one of cs, de, en, es, fr"),
        ({"languages": "en,klingon"}, "--languages"),
        ({"languages": " "}, "--languages"),
        ({"start": "January 2025"}, "--start"),
        ({"months": "0"}, "--months"),
        ({"months": "many"}, "--months"),
        ({"acronym": " "}, "--acronym"),
        ({"partners": "nowhere.csv"}, "there is no such file"),
    ],
)
def test_wrong_answers_begin_no_project(tables, tmp_path, capsys, changed, said):
    folder = tmp_path / "new"
    assert init(folder, tables["partners"], **changed) == 1
    assert said in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tables, tmp_path, capsys):
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    before = snapshot(tmp_path)
    assert init(tmp_path, tables["partners"]) == 1
    assert "something is here already" in capsys.readouterr().out
    assert snapshot(tmp_path) == before


def test_an_empty_folder_may_be_another_disk_and_is_left_empty(
    tables, tmp_path, capsys, monkeypatch
):
    """As a mount point: nothing is renamed into it from elsewhere. What fails leaves nothing."""
    folder, rename = tmp_path / "disk", Path.rename
    (folder / ".projectsite-new/data").mkdir(parents=True)  # of one that was killed
    broken = [".github"]

    def within(path, target):
        if folder not in path.parents or path.name in broken:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", within)
    assert init(folder, tables["partners"]) == 1
    assert "Nothing was written." in capsys.readouterr().out
    assert list(folder.iterdir()) == []
    broken.clear()
    assert init(folder, tables["partners"]) == 0
    assert not list(folder.glob(".projectsite-*"))
    assert load_site(folder).project.facts.acronym == "LUMAR"


def test_what_fails_last_leaves_nothing(tables, tmp_path, capsys, monkeypatch):
    def full(root):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(starting, "draw_forms", full)
    folder = tmp_path / "new"
    assert init(folder, tables["partners"]) == 1
    assert "Nothing was written." in capsys.readouterr().out
    assert not folder.exists()


def test_what_a_read_only_generator_gives_can_be_written(tmp_path, monkeypatch):
    code = tmp_path / "generator"
    (code / "hooks").mkdir(parents=True)
    (code / "hooks/one.py").touch(0o444)
    (code / "hooks").chmod(0o555)
    monkeypatch.setattr(starting, "CODE", code)
    starting._copy_generator(tmp_path / "new")
    assert (tmp_path / "new/hooks").stat().st_mode & 0o700 == 0o700
    assert (tmp_path / "new/hooks/one.py").stat().st_mode & 0o600 == 0o600


def test_what_comes_while_a_project_begins_is_kept(tables, tmp_path, capsys, monkeypatch):
    folder, load = tmp_path / "new", starting.load_site
    folder.mkdir()

    def loaded(root):
        (folder / "README.md").write_text("mine", encoding="utf-8")
        return load(root)

    monkeypatch.setattr(starting, "load_site", loaded)
    assert init(folder, tables["partners"]) == 1
    assert "something is here already" in capsys.readouterr().out
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"README.md": "mine"}


@pytest.mark.parametrize("there", [True, False])
def test_of_two_at_once_one_begins_the_project(tables, tmp_path, there):
    folder = tmp_path / "new"
    if there:
        folder.mkdir()
    running = []
    for acronym in ("LUMAR", "RAMUL"):
        options = INIT | {"partners": str(tables["partners"]), "acronym": acronym}
        given = [part for name, value in options.items() for part in (f"--{name}", value)]
        command = [sys.executable, "-m", "projectsite", "init", str(folder), *given]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
        running.append(
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        )
    told = [one.communicate()[0] for one in running]
    assert sorted(one.returncode for one in running) == [0, 1]
    won = next(at for at, one in enumerate(running) if one.returncode == 0)
    assert "Nothing was written." in told[1 - won]
    acronym = load_site(folder).project.facts.acronym
    assert acronym == ("LUMAR", "RAMUL")[won]
    assert acronym in (folder / "README.md").read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_each_language_has_every_page_and_word(tables, tmp_path):
    folder = tmp_path / "all"
    assert init(folder, tables["partners"], languages="cs,de,en,es,fr") == 0
    site = load_site(folder)
    assert {page.path for page in site.prose if page.locale == "fr"} == {
        page.path for page in site.prose if page.locale == "cs"
    }
    assert "partner" in site.wordings["cs"]("cluster.one").casefold()


@pytest.mark.parametrize("language", starter_languages())
def test_a_project_may_have_any_one_language(tables, tmp_path, language):
    """Its menu is in it: English words would be none of its own."""
    folder = tmp_path / "one"
    assert init(folder, tables["partners"], languages=language, programme="interreg") == 0
    site = load_site(folder)
    assert site.project.locales == (language,)
    assert len(site.menu.entries) == len(site.prose)


def test_a_further_language_begins_as_a_file_to_translate(tables, tmp_path, capsys):
    folder = tmp_path / "three"
    assert init(folder, tables["partners"], languages="en,it,de") == 0
    assert "it.po: to translate." in capsys.readouterr().out
    assert load_site(folder).project.locales == ("en", "de")
    asked = polib.pofile(str(folder / "it.po"))
    assert asked.metadata["Language"] == "it"
    assert {entry.msgid for entry in asked if entry.msgctxt.endswith("cluster.one")} == {"Partner"}
    # The gaps are words and pages; no name of a country, month or language is among them.
    assert len(asked.untranslated_entries()) == len(asked)
    assert not {"Norway", "January", "German"} & {entry.msgid for entry in asked}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *(("1", "WP1"), ("wp 02", "WP02"), ("WP 3, WP 4", "WP3"), ("WP1/WP2", "WP1")),
        *(("1; 2", "WP1"), ("3 / WP 4", "WP3"), ("," * 60_000, "WP" + "," * 60_000)),
    ],
)
def test_of_several_work_packages_the_first_counts(cell, code):
    with bounded(SECONDS):
        assert _package(cell) == code


def test_names_of_columns_are_found_whatever_their_signs():
    assert plain_name("Due date (in months)") == plain_name("due_date in MONTHS")
