"""The commands, as editors, workflows and programs run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from conftest import ROOT, copy_project
from projectsite.__main__ import main
from projectsite.files.names import slug


@pytest.fixture
def broken(tmp_path):
    """A copy of the project with 16 wrong outcomes."""
    project = copy_project(tmp_path / "project")
    files = sorted((project / "data/outcomes").glob("*.yml"))[:16]
    for path in files:
        text = path.read_text("utf-8")
        path.write_text(text.replace("relation: ", "relation: x-"), encoding="utf-8")
    return project


def run(*arguments, **variables):
    """The command as a shell runs it: its status and what it prints."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")} | variables
    return subprocess.run(
        [sys.executable, "-m", "projectsite", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )


def test_good_data_ends_with_status_0():
    done = run("check", "--root", str(ROOT))
    assert done.returncode == 0
    assert "No problems in 59 data files and 50 pages." in done.stdout
    assert done.stderr == ""


def test_problems_end_with_status_1(broken):
    done = run("check", "--root", str(broken))
    assert done.returncode == 1
    assert "16 problems. Nothing was built." in done.stdout
    assert "Traceback" not in done.stderr


def test_the_check_works_on_the_current_folder(broken, monkeypatch, capsys):
    monkeypatch.chdir(broken)
    assert main(["check"]) == 1
    assert capsys.readouterr().out.startswith("data/outcomes/adpack-eeig.yml:")


def test_for_github(broken, tmp_path):
    summary = tmp_path / "summary.md"
    done = run(
        "check", "--root", str(broken), "--format", "github", GITHUB_STEP_SUMMARY=str(summary)
    )
    assert done.returncode == 1
    commands = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert len(commands) == 10
    assert commands[0].startswith("::error file=data/outcomes/adpack-eeig.yml,line=")
    assert ",title=unknown-value::relation: there is no relation" in commands[0]
    page = summary.read_text("utf-8")
    assert page.startswith("### Problems: 16\n")
    assert page.count("\n- `data/outcomes/") == 16


def test_what_an_editor_writes_starts_no_workflow_command(broken, capsys):
    """A line break or a percent sign in a message cannot begin a command of its own."""
    path = broken / "data/outcomes/adpack-eeig.yml"
    text = path.read_text("utf-8")
    evil = '"a%0A::set-output name=x::y\\n::warning::z"'
    path.write_text(text.replace("type: milestone", f"type: {evil}"), encoding="utf-8")
    main(["check", "--root", str(broken), "--format", "github"])
    for line in capsys.readouterr().out.splitlines():
        assert not line.startswith(("::set-output", "::warning"))


def test_for_programs(broken, capsys):
    assert main(["check", "--root", str(broken), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert len(told["problems"]) == 16
    first = told["problems"][0]
    assert first.keys() == {"file", "line", "column", "message", "code"}
    assert (first["file"], first["code"]) == ("data/outcomes/adpack-eeig.yml", "unknown-value")
    assert first["line"] > 0
    assert first["column"] > 0


def edited(project, page, call, *, words=()):
    """A project in whose pages another call stands, and whose words have lines of their own."""
    for locale in ("en", "de", "es", "fr", "cs"):
        path = project / f"docs/{locale}/{page}"
        text = path.read_text("utf-8").replace("{{ partnerships() }}\n", call)
        path.write_text(text, encoding="utf-8")
        path = project / f"data/words/{locale}.yml"
        text = path.read_text("utf-8")
        for above, line in words:
            text = text.replace(f"\n{above}:\n", f"\n{above}:\n  {line}\n")
        path.write_text(text, encoding="utf-8")
    return project


def test_notes_are_told_and_fail_nothing(tmp_path, capsys):
    words = [("page", "spare: spare"), ("funding", "spare: spare"), ("nav", "spare: Spare")]
    project = edited(copy_project(tmp_path / "project"), "project.md", "", words=words)
    assert main(["check", "--root", str(project)]) == 0
    printed = capsys.readouterr().out
    assert "no page shows it. Call {{ partnerships() }} on one. [unseen-record]" in printed
    assert "page.spare: nothing on the site shows this word. [unused-word]" in printed
    assert "funding.spare: nothing on the site shows this word. [unused-word]" in printed
    # The menu may show any of its words.
    assert printed.count("[unused-word]") == 2


def test_a_call_without_blanks_is_a_call(tmp_path, capsys):
    project = edited(copy_project(tmp_path / "project"), "project.md", "{{partnerships( )}}\n")
    assert main(["check", "--root", str(project)]) == 0
    assert "partnerships()" not in capsys.readouterr().out


def test_a_new_outcome_has_no_problem_but_its_gaps(tmp_path, capsys):
    project = copy_project(tmp_path / "project")
    title = 'Závěrečná konference: "Ende" & Ausblick'
    assert main(["new", "outcome", title, "--root", str(project)]) == 0
    path = project / "data/outcomes/zaverecna-konference-ende-ausblick.yml"
    capsys.readouterr()
    assert main(["check", "--root", str(project), "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["code"] for problem in problems} == {"gap"}
    text = path.read_text("utf-8")
    assert [problem["line"] for problem in problems] == [
        number for number, line in enumerate(text.splitlines(), 1) if "???" in line
    ]
    for gap, value in (
        ("en: ???", "en: What was reached, and what comes next."),
        ("type: ???", "type: event"),
        ("status: ???", "status: planned"),
        ("work_package: ???", "work_package: WP4"),
        ("url: ???", "url: https://example.org/conference/"),
    ):
        assert gap in text
        text = text.replace(gap, value, 1)
    path.write_text(text, encoding="utf-8")
    assert main(["check", "--root", str(project)]) == 0


def test_a_new_outcome_overwrites_nothing(tmp_path, capsys):
    project = copy_project(tmp_path / "project")
    assert main(["new", "outcome", "Vida", "--root", str(project)]) == 1
    assert "this outcome is there already" in capsys.readouterr().out
    assert main(["new", "outcome", "???", "--root", str(project)]) == 1
    assert not list((project / "data/outcomes").glob("-*"))


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Berlin training", "berlin-training"),
        ("  Školení — část 2! ", "skoleni-cast-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 90, "x" * 60),
        ("日本", ""),
    ],
)
def test_ids_are_made_of_titles(title, id):
    assert slug(title) == id
