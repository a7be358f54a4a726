"""A closed period: its copy says what its lists say, and what was reported stays as it was."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from conftest import ROOT, edit
from projectsite.__main__ import main
from projectsite.exchange import closing
from projectsite.exchange.closing import open_ends
from projectsite.exchange.kept_copy import kept_copy
from projectsite.facts.kept import KeptPeriod, KeptRow
from projectsite.facts.loading import load_project
from projectsite.facts.model import Record
from projectsite.facts.periods import periods
from projectsite.files.layout import kept_file
from projectsite.laws import check_laws
from projectsite.problems import Problem, ProblemsFound

COPY = "data/reported/period-1.yml"
CARDS = "data/deliverables/d1-10.yml"
PLAN = "data/deliverables/d3-1.yml"
MILESTONE = "data/milestones/ms2.yml"
FAIR = "data/activities/river-fair.yml"


def close(project: Path, number: int, folder: Path) -> int:
    options = ["--root", str(project), "--period", str(number), "--output", str(folder)]
    return main(["report", *options, "--close"])


def told(project: Path) -> list[str]:
    """What the laws say of a project."""
    return [str(problem) for problem in check_laws(load_project(project))]


@pytest.fixture(scope="module")
def closed(example, tmp_path_factory):
    """The example, whose two periods are closed; late things have a reason."""
    folder = tmp_path_factory.mktemp("closed")
    project = Path(shutil.copytree(example, folder / "project"))
    for file in (PLAN, MILESTONE):
        path = project / file
        path.write_text(path.read_text("utf-8") + "late:\n  en: The lamps went out.\n", "utf-8")
    for number in (1, 2):
        assert close(project, number, folder / f"report-{number}") == 0
    return project


@pytest.fixture
def copy(closed, tmp_path) -> Path:
    """Its data and files to download, which is all that laws ask of."""
    for name in ("data", "docs/assets"):
        shutil.copytree(closed / name, tmp_path / "project" / name)
    return tmp_path / "project"


def rows(project: Path, number: int = 1) -> dict[str, list[dict]]:
    """A kept copy, by a reader that is not the project's."""
    path = project / f"data/reported/period-{number}.yml"
    return yaml.load(path.read_bytes(), yaml.BaseLoader)  # noqa: S506


SHEETS = {
    "deliverables": ["deliverables"],
    "milestones": ["milestones"],
    "activities": ["communication-activities", "dissemination-activities"],
    "publications": ["publications"],
    "results": ["key-exploitable-results"],
    "indicators": ["indicators"],
}
OF_THE_PORTAL = {
    *("Lead Beneficiary", "Partner", "Achieved"),
    # Derived from the others.
    "Status",
}
"""Columns whose cells are written out for the portal: names of partners, Yes and No."""


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("name", SHEETS)
def test_the_copy_holds_every_cell_of_the_lists(closed, number, name):
    kept = rows(closed, number).get(name, [])
    listed = []
    for sheet in SHEETS[name]:
        path = closed.parent / f"report-{number}/{sheet}.csv"
        listed += csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    assert len(listed) == len(kept)
    for row, line in zip(kept, listed, strict=True):
        said = {"; ".join(cell) if isinstance(cell, list) else cell for cell in row.values()}
        for column, cell in line.items():
            if column not in OF_THE_PORTAL and cell:
                assert (
                    (cell in said)
                    or (cell, column) == ("No", "Open Access")
                    or (cell == "Yes" and "yes" in said)
                )


def test_the_copy_holds_the_evidence_and_what_is_still_to_come(closed):
    path = closed.parent / "report-1/evidence.csv"
    listed = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    kept = rows(closed)
    assert [row["Date"] for row in listed] == [row["date"] for row in kept["evidence"]]
    assert [row["id"] for row in kept["pending"]] == ["D1.1", "D2.1", "D3.1", "MS2"]
    assert "pending" not in rows(closed, 2)


def test_a_copy_has_one_line_a_record_and_the_same_bytes_each_time(closed):
    project = load_project(closed)
    for period in periods(project):
        text = kept_copy(project, period)
        assert text == (closed / kept_file(period.number)).read_text("utf-8")
        lines = [line for line in text.splitlines() if line.startswith("  - {")]
        lists = [part for part in rows(closed, period.number).values() if isinstance(part, list)]
        assert len(lines) == sum(map(len, lists)) > 5


def test_what_was_closed_is_checked_and_holds(closed):
    assert told(closed) == []
    kept = [record for _, record in load_project(closed).of(KeptPeriod)]
    assert [one.first.text for one in kept] == ["2019-03-01", "2020-03-01"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        # Goes on after the period, in which it was still to come.
        (CARDS, "delivered: 2020-06-30", "delivered: 2020-07-30"),
        (CARDS, "en: The cards were printed again", "en: Rain again, so the cards were printed"),
        (PLAN, "due: M25", "due: 2021-05-02"),
        (MILESTONE, "due: M24", "due: M24\nreached: 2021-02-20"),
        ("data/deliverables/d2-1.yml", "due: 2020-08", "due: 2020-08-31"),
        ("data/deliverables/d2-1.yml", "en: Places that stay dark", "en: Dark places"),
        # The same day, written otherwise.
        (CARDS, "due: M12", "due: 2020-02"),
        # Told anew in each report.
        ("data/results/lamp-cards.yml", "readiness: 7", "readiness: 9"),
        ("data/effort.yml", "months: ", "months: 1"),
        ("data/indicators/planners.yml", "measured: 2020-12-15", "measured: 2021-02-15"),
        # Not in the lists, or said of nothing before.
        ("data/milestones/ms1.yml", "outcomes: [night-walks]", "outcomes: []"),
        ("data/milestones/ms1.yml", "sources:", "remark:\n  en: It rained.\nsources:"),
        ("data/clusters/skimrefoss.yml", "name: Skimrefoss Forum", "name: Forum of Skimrefoss"),
    ],
)
def test_what_goes_on_is_never_told(copy, file, old, new):
    (copy / "data/reported/period-2.yml").unlink()
    edit(copy, file, old, new)
    assert told(copy) == []


def test_a_record_of_a_later_period_is_free(copy):
    text = (copy / FAIR).read_text("utf-8").replace("id: river-fair", "id: second-fair")
    (copy / FAIR).with_name("second-fair.yml").write_text(text, encoding="utf-8")
    assert told(copy) == []


def test_what_is_given_up_later_is_free_and_what_came_is_not(copy):
    (copy / "data/reported/period-2.yml").unlink()
    edit(copy, PLAN, "due: M25", "due: M25\ncancelled:\n  en: No plan is needed.")
    assert told(copy) == []
    edit(copy, "data/milestones/ms1.yml", "reached: 2020-02-18", "late:\n  en: Fog.")
    (said,) = told(copy)
    assert said.startswith("data/milestones/ms1.yml")
    assert "reached: period 1 reported “2020-02-18”, and nothing stands here." in said


def test_another_default_language_changes_no_report(copy):
    """The copy holds titles in the language of then."""
    edit(copy, "data/project.yml", "languages: [en, de, cs]", "languages: [de, en, cs]")
    assert not [said for said in told(copy) if "reported" in said]


@pytest.mark.parametrize(
    ("number", "day", "changes", "said"),
    [
        (1, "2020-02-29", {}, "periods: period 1 ends on 2020-02-29. Close it when that is past."),
        (
            1,
            "2030-01-01",
            {CARDS: ("late:", "remark:")},
            "due: D1.10 was due on 2020-02-29. Add “delivered: …”; or say in “late” why",
        ),
        (
            1,
            "2030-01-01",
            {"data/milestones/ms1.yml": ("due: M12", "due: M11")},
            "reached: MS1 came after 2020-01-31, when it was due. Say in “late” why",
        ),
        (
            2,
            "2030-01-01",
            {FAIR: ("state: delivered", "state: ongoing")},
            "state: the project has ended, and this is ongoing.",
        ),
        (
            2,
            "2030-01-01",
            {FAIR: ("purpose: communication", "purpose: dissemination")},
            "periods: the final report needs at least one communication activity",
        ),
    ],
)
def test_a_period_with_open_ends_is_not_closed(copy, number, day, changes, said):
    shutil.rmtree(copy / "data/reported")
    for file, (old, new) in changes.items():
        edit(copy, file, old, new)
    project = load_project(copy)
    period = periods(project)[number - 1]
    problems = list(open_ends(project, period, date.fromisoformat(day)))
    assert [one for one in problems if one.message.startswith(said) and one.line > 1]
    # No other: an activity that is still ongoing leaves none that was delivered.
    assert len(problems) <= 2


def test_a_period_is_closed_once_and_there_is_no_other(closed, tmp_path, capsys):
    before = {path: path.read_bytes() for path in (closed / "data/reported").iterdir()}
    assert close(closed, 1, tmp_path / "report") == 1
    assert f"{COPY}: period 1 is closed already." in capsys.readouterr().out
    assert close(closed, 3, tmp_path / "report") == 1
    assert "there is no period 3. Known: 1 to 2" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in (closed / "data/reported").iterdir()} == before
    assert not (tmp_path / "report").exists()


def test_a_folder_that_cannot_be_written_closes_nothing(example, tmp_path, capsys):
    (tmp_path / "report").write_text("a file", encoding="utf-8")
    assert close(example, 1, tmp_path / "report") == 1
    assert "the report cannot be written" in capsys.readouterr().out
    assert not (example / COPY).parent.exists()


KILLED = """
import os, sys
from projectsite.__main__ import main
from projectsite.exchange import closing

def killed(step):
    def run(*given):
        step(*given)
        os._exit(9)
    return run

closing.write_files, closing.write_report = map(killed, (closing.write_files, closing.write_report))
main(sys.argv[1:])
"""


def test_a_period_is_closed_again_where_a_kill_came_between(example_copy, tmp_path):
    options = ["--root", str(example_copy), "--output", str(tmp_path / "report"), "--close"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-c", KILLED, "report", *options]
    assert subprocess.run(command, env=environment).returncode == 9
    assert close(example_copy, 1, tmp_path / "report") == 0
    assert (example_copy / COPY).is_file()
    assert (tmp_path / "report/report.xlsx").is_file()


@pytest.mark.parametrize("there", [False, True])
def test_a_copy_that_cannot_be_written_leaves_no_report(
    example_copy, tmp_path, capsys, monkeypatch, there
):
    def full(root, files):
        problem = Problem(COPY, 0, 0, "the file cannot be written: full.", "file-unwritable")
        raise ProblemsFound([problem])

    folder = tmp_path / "report"
    if there:
        folder.mkdir()
        (folder / "notes.txt").write_text("mine", encoding="utf-8")
    monkeypatch.setattr(closing, "write_files", full)
    assert close(example_copy, 1, folder) == 1
    assert "Nothing was written." in capsys.readouterr().out
    assert [*folder.glob("*")] == ([folder / "notes.txt"] if there else [])
    assert folder.exists() == there


def test_a_project_without_closed_periods_is_asked_nothing(example_site):
    assert not list(example_site.project.of(KeptPeriod))


HOSTILE = some.one_of(
    some.sampled_from(
        [
            *("- {id: D1.1}", "deliverables: {id: D1.1}", "first: [1]", "x: y", "{", "[", "}"),
            *("deliverables: [[[[[[[[[x]]]]]]]]]", "last: 2020", "pending: [{id: [], due: {}}]"),
            *("evidence: [{indicator: a, outcome: ../../x, date: 9999-12}]", "\t", "&a", "*a"),
            *("deliverables: [{id: D1.10, title: x, due: M999, status: submitted}]", "first:"),
            *("milestones: [{id: D1.10, title: x, due: M1, status: usable}]", "---", "!!set x"),
            "indicators: [{id: planners, title: x, target: 1e999, by: M1, value: -1}]",
            "publications: [{id: ../x, title: x, venue: x, date: 2020-02-30, authors: x}]",
        ]
    ),
    some.text(max_size=40),
)


@given(some.lists(HOSTILE, max_size=6), some.booleans())
@settings(max_examples=40, deadline=None)
def test_whatever_a_copy_holds_is_checked_or_told_with_its_place(data_only, lines, whole):
    """Loading and laws alone: nothing else reads it."""
    head = ["first: 2019-03-01", "last: 2020-02-29"] if whole else []
    text = "\n".join([*head, *lines]).encode("utf-8", "surrogatepass")
    (data_only / COPY).write_bytes(text)
    try:
        problems = check_laws(load_project(data_only))
    except ProblemsFound as found:
        problems = found.problems
    for problem in problems:
        assert problem.file == COPY or "period 1" in problem.message


@pytest.fixture(scope="module")
def data_only(example, tmp_path_factory):
    """What loading and laws ask of in the example."""
    project = tmp_path_factory.mktemp("data-only")
    for name in ("data", "docs/assets"):
        shutil.copytree(example / name, project / name)
    (project / "data/reported").mkdir()
    return project


def test_every_field_of_a_copy_has_its_sentence():
    kinds: list[type[Record]] = [KeptPeriod, *KeptRow.__subclasses__()]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        assert all(field.description for field in kind.model_fields.values()), kind
