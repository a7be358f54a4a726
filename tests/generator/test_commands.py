"""The commands, as editors, workflows and programs run them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys

import pytest
import yaml

from changes import dumped
from conftest import ROOT, edit, snapshot
from projectsite.__main__ import _summarise, main
from projectsite.files.names import slug
from projectsite.review.people import Names


@pytest.fixture
def broken(example_copy):
    """A copy of the example with 16 wrong outcomes."""
    for path in outcomes(example_copy)[:16]:
        text = path.read_text("utf-8")
        path.write_text(text.replace("relation: ", "relation: x-"), encoding="utf-8")
    return example_copy


def outcomes(project):
    return sorted((project / "data/outcomes").glob("*.yml"))


def run(*arguments, before=(), **variables):
    """The command as a shell runs it: its status and what it prints."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")} | variables
    return subprocess.run(
        [*before, sys.executable, "-m", "projectsite", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )


def test_good_data_ends_with_status_0(example):
    done = run("check", "--root", str(example))
    assert done.returncode == 0
    assert re.search(r"No problems in \d+ data files and \d+ pages\.", done.stdout)
    assert done.stderr == ""


def test_the_check_works_on_the_current_folder(broken, monkeypatch, capsys):
    monkeypatch.chdir(broken)
    assert main(["check"]) == 1
    told = capsys.readouterr()
    assert told.out.startswith(f"data/outcomes/{outcomes(broken)[0].name}:")
    assert "16 problems. Nothing was built." in told.out
    assert "Traceback" not in told.err


def test_for_github(broken, tmp_path):
    summary = tmp_path / "summary.md"
    done = run(
        "check", "--root", str(broken), "--format", "github", GITHUB_STEP_SUMMARY=str(summary)
    )
    assert done.returncode == 1
    commands = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert len(commands) == 10
    first = outcomes(broken)[0].name
    assert commands[0].startswith(f"::error file=data/outcomes/{first},line=")
    assert ",title=unknown-value::relation: there is no relation" in commands[0]
    page = summary.read_text("utf-8")
    assert page.startswith("### Problems: 16\n")
    assert page.count("\n- `data/outcomes/") == 16


def test_what_an_editor_writes_starts_no_workflow_command(broken, capsys):
    """A line break or a percent sign in a message cannot begin a command of its own."""
    evil = '"a%0A::set-output name=x::y\\n::warning::z"'
    edit(broken, "data/outcomes/lamp-loan.yml", "type: service", f"type: {evil}")
    main(["check", "--root", str(broken), "--format", "github"])
    for line in capsys.readouterr().out.splitlines():
        assert not line.startswith(("::set-output", "::warning"))


def test_for_programs(broken, capsys):
    assert main(["check", "--root", str(broken), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert len(told["problems"]) == 16
    first = told["problems"][0]
    assert first.keys() == {"file", "line", "column", "message", "code"}
    assert (first["file"], first["code"]) == (
        f"data/outcomes/{outcomes(broken)[0].name}",
        "unknown-value",
    )
    assert first["line"] > 0
    assert first["column"] > 0


def edited(project, call, words=()):
    """A project in whose pages another call stands, and whose words have some of their own."""
    for path in (project / "docs").glob("*/project.md"):
        text = path.read_text("utf-8").replace("{{ partnerships() }}\n", call)
        path.write_text(text, encoding="utf-8")
    for path in (project / "data/words").glob("*.yml"):
        own = yaml.load(path.read_bytes(), yaml.CBaseLoader)  # noqa: S506
        for part in words:
            own[part]["spare"] = "Spare"
        path.write_text(dumped(own), encoding="utf-8")
    return project


def test_notes_are_told_and_fail_nothing(example_copy, capsys):
    edited(example_copy, "", ("page", "funding", "nav"))
    assert main(["check", "--root", str(example_copy)]) == 0
    printed = capsys.readouterr().out
    assert "no page shows it. Call {{ partnerships() }} on one. [unseen-record]" in printed
    # The menu may show any of its words.
    assert re.findall(r"(\w+\.spare): .*\[unused-word\]", printed) == [
        "page.spare",
        "funding.spare",
    ]
    assert "page.spare: nothing on the site shows this word. [unused-word]" in printed


def test_a_call_without_blanks_is_a_call(example_copy, capsys):
    edited(example_copy, "{{partnerships( )}}\n")
    assert main(["check", "--root", str(example_copy)]) == 0
    assert "partnerships()" not in capsys.readouterr().out


def test_a_new_outcome_has_no_problem_but_its_gaps(example_copy, capsys):
    project = example_copy
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
        ("en: ???", "en: It was to tell what was reached, and what comes next."),
        ("type: ???", "type: event"),
        ("status: ???", "status: planned"),
        ("work_package: ???", "work_package: WP2"),
        ("url: ???", "url: https://example.org/conference/"),
    ):
        assert gap in text
        text = text.replace(gap, value, 1)
    path.write_text(text, encoding="utf-8")
    assert main(["check", "--root", str(project)]) == 0


def test_a_new_news_item_has_no_problem_but_its_gaps(example_copy, capsys):
    assert main(["new", "news", "The lamps: “again”", "--root", str(example_copy)]) == 0
    path = example_copy / "data/news/the-lamps-again.yml"
    text = path.read_text("utf-8")
    assert text.startswith(
        "# yaml-language-server: $schema=../schema/news-item.schema.json\n"
        "# Shown at /news/the-lamps-again/ "
    )
    capsys.readouterr()
    assert main(["check", "--root", str(example_copy), "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [problem["code"] for problem in problems] == ["gap", "gap"]
    filled = text.replace("date: ???", "date: 2020-05-04").replace("en: ???", "en: They are lit.")
    path.write_text(filled, encoding="utf-8")
    assert main(["check", "--root", str(example_copy)]) == 0
    assert main(["new", "news", "The lamps again", "--root", str(example_copy)]) == 1
    assert "this news item is there already" in capsys.readouterr().out


def test_news_that_no_page_lists_are_noted(example_copy, capsys):
    for path in (example_copy / "docs").rglob("*.md"):
        text = re.sub(r"\{\{ news\([^\n]*", "", path.read_text("utf-8"))
        path.write_text(text, encoding="utf-8")
    assert main(["check", "--root", str(example_copy)]) == 0
    printed = capsys.readouterr().out
    assert printed.count("no page lists it. Call {{ news() }} on one. [unseen-record]") == 3


@pytest.mark.skipif(sys.platform == "win32", reason="the system can limit the size of files")
def test_what_finds_no_room_leaves_nothing(example_copy, capsys):
    import resource

    before = snapshot(example_copy)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, most[1]))
    try:
        status = main(["new", "news", "Hi full", "--root", str(example_copy)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert status == 1
    assert "data/news/hi-full.yml: the file cannot be written" in capsys.readouterr().out
    assert snapshot(example_copy) == before


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Hi \udcff there", "not UTF-8"),
        ("Hi\nthere", "one line"),
        ("Hi\tthere", "one line"),
        ("Hi\x07there", "U+0007"),
        ("Hi\u200bthere", "U+200B"),
    ],
)
def test_a_title_is_one_line_that_can_be_seen(example_copy, capsys, title, said):
    before = snapshot(example_copy)
    assert main(["new", "news", title, "--root", str(example_copy)]) == 1
    told = capsys.readouterr().out
    assert said in told
    assert told.endswith("1 problem. Nothing was written.\n")
    assert snapshot(example_copy) == before


def test_a_summary_that_cannot_be_written_alters_no_result(example, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "nowhere/summary"))
    notes = "### Notes: 1"
    _summarise(notes)
    assert "note: the step summary cannot be written: No such file" in capsys.readouterr().err
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    _summarise(notes)
    assert (tmp_path / "summary").read_text("utf-8") == notes


def test_a_console_without_a_letter_shows_its_number(example):
    done = run("people", "--root", str(example), PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "In\\xeas Lumares" in done.stdout


@pytest.mark.parametrize("taken", ["a pipe", "a disk"])
def test_who_takes_away_the_output_gets_no_traceback(tmp_path, taken):
    (tmp_path / "changes.json").write_text("{}")
    reader, output = os.pipe()
    os.close(reader)
    if taken == "a disk":
        os.close(output)
        output = os.open("/dev/full", os.O_WRONLY)
    command = [sys.executable, "-m", "projectsite", "comment", str(tmp_path / "changes.json")]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    done = subprocess.run(
        command, stdout=output, stderr=subprocess.PIPE, text=True, env=environment, timeout=60
    )
    os.close(output)
    full = "the output: it cannot be read or written: No space left on device.\n"
    assert (done.returncode, done.stderr) == (1, full if taken == "a disk" else "")


def test_names_are_found_in_time_and_behind_a_bracket():
    """Each has a form or three, however many words it has."""
    assert list(Names(["(Ana) Rio López"]).within("Of Rio López, (Ana)")) == [
        ("(Ana) Rio López", 1)
    ]
    words = [f"{chr(97 + at % 26)}{at}" for at in range(140)]
    assert len(Names([" ".join(words)]).forms) == 3


STOPPED = """
import runpy, sys
class Stopped:
    def find_spec(self, name, *_):
        if name in ("pydantic", "mkdocs"):  # somebody stops the program while it begins
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stopped())
runpy.run_module(sys.argv[1], run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("module", ["projectsite", "mkdocs_start"])
def test_who_stops_the_program_gets_a_sentence(module):
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-c", STOPPED, module]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "Stopped.\n")


@pytest.mark.parametrize("number", [0, 1])
def test_what_is_closed_from_the_beginning_is_nothing(tmp_path, number):
    command = [sys.executable, "-m", "projectsite", "init", str(tmp_path / "new")]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}
    script = f'exec "$@" {number}>&-'
    done = subprocess.run(
        ["bash", "-c", script, "-", *command], capture_output=True, text=True, env=environment
    )
    assert (done.returncode, done.stderr) == (2, "")


@pytest.mark.parametrize(
    ("command", "suffix"),
    [
        ("comment", ".json"), ("comment", ".zip"), ("import publications", ".bib"),
        ("import partners", ".csv"), ("import partners", ".xlsx"), ("translations import", ".po"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_not_waited_for(example, tmp_path, capsys, command, suffix):
    os.mkfifo(tmp_path / f"pipe{suffix}")
    (tmp_path / f"device{suffix}").symlink_to("/dev/zero")
    first, *rest = command.split()
    root = [] if command == "comment" else ["--root", str(example)]
    for name in ("pipe", "device"):
        assert main([first, *root, *rest, str(tmp_path / f"{name}{suffix}")]) == 1
        assert "1 problem" in "".join(capsys.readouterr())


def test_a_name_that_moves_the_cursor_is_told_without(example, capsys):
    name = "a\x1b[31m\u202eb" + "c" * 1000
    assert main(["import", "partners", name, "--root", str(example)]) == 1
    told = capsys.readouterr().out
    assert told.replace("\n", "").isprintable() and len(told) < 500


def test_two_dashes_are_no_file(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["import", "--", "partners", "--"])
    assert "required: file" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["guide", "schema", "forms", "addresses"])
def test_nothing_is_written_where_no_project_is(tmp_path, capsys, command):
    assert main([command, "--root", str(tmp_path / "nowhere")]) == 1
    assert "data/project.yml: the file is missing" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_a_new_outcome_overwrites_nothing(example_copy, capsys):
    project = example_copy
    assert main(["new", "outcome", "Lamp loan", "--root", str(project)]) == 1
    assert "this outcome is there already" in capsys.readouterr().out
    assert main(["new", "outcome", "???", "--root", str(project)]) == 1
    assert not list((project / "data/outcomes").glob("-*"))


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("River training", "river-training"),
        ("  Školení — část 2! ", "skoleni-cast-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 90, "x" * 60),
        ("日本", ""),
    ],
)
def test_ids_are_made_of_titles(title, id):
    assert slug(title) == id


_NO_RIGHTS = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
"""Before a command: it may read what its user may, also where that is root."""


@pytest.mark.parametrize("mode", [0, 0o111, 0o444])
@pytest.mark.parametrize("name", ["docs", "docs/en", "data/outcomes", "overrides"])
def test_a_folder_that_cannot_be_read_is_told(example_copy, name, mode):
    _is_told_as_unreadable(example_copy, name, mode)


@pytest.mark.parametrize(
    "name", ["docs/assets/river-handbook.pdf", "docs/en/index.md", "overrides/main.html", "a.js"]
)
def test_a_file_that_cannot_be_read_is_told(example_copy, name):
    (example_copy / "overrides/a.js").touch()
    _is_told_as_unreadable(example_copy, name if "/" in name else f"overrides/{name}", 0)


def _is_told_as_unreadable(project, name, mode):
    path = project / name
    usual = path.stat().st_mode
    path.chmod(mode)
    before = _NO_RIGHTS if os.geteuid() == 0 else []
    try:
        done = run("check", "--root", str(project), before=before)
    finally:
        path.chmod(usual)
    assert re.search(rf"^{name}\b.* cannot be read: .*\[file-unreadable\]", done.stdout, re.M)
    assert (done.returncode, done.stderr) == (1, "")
