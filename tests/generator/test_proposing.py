"""What the workflow of the issue forms does: a branch, a pull request and an answer an issue."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from projectsite.__main__ import main
from projectsite.intake.forms import LABEL
from script_hub import run_script, script_hub, write_data
from test_workflow import commit, git

WORKFLOW = yaml.load((ROOT / ".github/workflows/intake.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
(JOB,) = WORKFLOW["jobs"].values()
BRANCH = "intake/issue-7"

SCRIPT = ".ci/intake"
GH = """\
#!/usr/bin/env bash
# Stands in for GitHub: notes what it is asked, and keeps the answers.
printf '%s\\n' "$*" >>"$HUB/asked"
case "$1 $2" in
  "issue comment") cp "${@: -1}" "$HUB/answer" ;;
  "pr list") cat "$HUB/open" 2>/dev/null || true ;;
  "pr create")
    [[ ! -e $HUB/forbidden ]] || exit 1
    cp "${@: -1}" "$HUB/pull"
    echo https://example.org/pull/1 | tee "$HUB/open" ;;
esac
"""


@pytest.fixture
def hub(tmp_path):
    """A repository with the script, and what stands in for GitHub beside it."""
    return script_hub(tmp_path, SCRIPT, GH, **{"one.yml": "id: one\n"})


def propose(hub: Path, reply: str, *changed: str, issue: str = "7") -> int:
    """Run the script on a fresh checkout in which files have changed; returns its status."""
    git(hub / "clone", "switch", "--quiet", "main")
    write_data(hub, **{f"{id}.yml": f"id: {id}\n" for id in changed})
    (hub / "reply.md").write_text(reply)
    return run_script(hub, SCRIPT, issue, hub / "reply.md")


def asked(hub: Path) -> str:
    return (hub / "asked").read_text("utf-8") if (hub / "asked").exists() else ""


def answer(hub: Path) -> str:
    return (hub / "answer").read_text("utf-8")


def on_branch(hub: Path) -> list[str]:
    """The files that the branch of the issue changes; none without one."""
    origin = hub / "origin.git"
    if not git(origin, "branch", "--list", BRANCH):
        return []
    return git(origin, "diff", "--name-only", "main", BRANCH).split()


def test_a_form_becomes_a_branch_a_pull_request_and_an_answer(hub):
    assert propose(hub, "A new outcome.\n", "two") == 0
    assert on_branch(hub) == ["data/two.yml"]
    assert "Closes #7" in (hub / "pull").read_text("utf-8")
    assert answer(hub).endswith("The proposal: https://example.org/pull/1\n")
    assert git(hub / "origin.git", "log", "-1", "--format=%an %s", BRANCH) == (
        "github-actions[bot] Take over the form of issue 7"
    )


def test_an_edited_form_changes_the_same_pull_request(hub):
    propose(hub, "One.\n", "two")
    assert propose(hub, "Two.\n", "three") == 0
    assert on_branch(hub) == ["data/three.yml"]
    assert asked(hub).count("pr create") == 1
    assert answer(hub).startswith("Two.")


def test_what_a_colleague_has_mended_stays(hub):
    propose(hub, "One.\n", "two")
    other = hub / "other"
    git(hub, "clone", "--quiet", "--branch", BRANCH, str(hub / "origin.git"), str(other))
    (other / "data/two.yml").write_text("id: two\nmended: yes\n")
    commit(other, "Mend")
    git(other, "push", "--quiet", "origin", BRANCH)
    assert propose(hub, "Two.\n", "three") == 0
    assert on_branch(hub) == ["data/two.yml"]
    assert "a colleague has changed the proposal since" in answer(hub)


def test_without_files_there_is_an_answer_alone(hub):
    assert propose(hub, "Nothing was written yet.\n") == 0
    assert asked(hub).split()[:2] == ["issue", "comment"] and asked(hub).count("\n") == 1
    assert on_branch(hub) == []


def test_a_program_that_fails_leaves_no_one_without_an_answer(hub):
    assert propose(hub, "", "two") == 1
    assert "a colleague looks at it" in answer(hub)
    assert on_branch(hub) == []


def test_a_repository_that_lets_no_workflow_open_one_is_told_where(hub):
    (hub / "forbidden").touch()
    assert propose(hub, "A new outcome.\n", "two") == 0
    assert f"https://github.com/owner/site/compare/{BRANCH}?expand=1" in answer(hub)


@pytest.mark.parametrize("issue", ["", "0", "7; id", "$(id)", "../7", "--repo", "7\n8"])
def test_only_the_number_of_an_issue_is_one(hub, issue):
    assert propose(hub, "x\n", "two", issue=issue) == 2
    assert asked(hub) == "" and on_branch(hub) == []


def test_the_text_of_an_issue_is_in_no_script():
    """Nor in an environment, where a long one would stop the job: it is read from the event."""
    text = (ROOT / ".github/workflows/intake.yml").read_text("utf-8")
    expressions = {part.partition("}}")[0].strip() for part in text.split("${{")[1:]}
    assert expressions == {"github.event.issue.number", "github.token"}
    read, proposed = (step for step in JOB["steps"] if "run" in step)
    assert "env" not in read and "$GITHUB_EVENT_PATH" in read["run"]
    assert proposed["env"].keys() == {"GH_TOKEN", "ISSUE"}
    assert "secrets" not in text


def test_it_runs_for_forms_alone_and_with_the_least_rights():
    assert WORKFLOW["on"] == {"issues": {"types": ["opened", "edited"]}}
    assert f"contains(github.event.issue.labels.*.name, '{LABEL}')" in JOB["if"]
    rights = {"contents": "write", "issues": "write", "pull-requests": "write"}
    assert JOB["permissions"] == rights
    (checkout,) = (step for step in JOB["steps"] if "uses" in step)
    assert checkout["with"] == {"persist-credentials": "false"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("### $(touch pwned)\n\n${{ secrets }} `touch pwned`", "this is none of the forms"),
        (None, "this is none of the forms"),
        ("### Page to correct\n\n\ud800", "half a character"),
        ("### Page to correct\n\n" + "灯" * 65_000, "**What is wrong**: `the answer is missing"),
    ],
    ids=["a command", "nothing", "half a character", "as long as GitHub lets it be"],
)
def test_the_step_that_reads_writes_an_answer(tmp_path, example, body, said):
    """As GitHub runs it, with a made-up event."""
    (read,) = (step for step in JOB["steps"] if step["name"] == "Read the form")
    (tmp_path / "event.json").write_text(json.dumps({"issue": {"body": body}}))
    (tmp_path / "Makefile").write_text(
        "intake:\n\t@PYTHONPATH=$(HOOKS) $(PY) -m projectsite intake --root $(PROJECT) $(ARGS)\n"
    )
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", read["run"]],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
            "RUNNER_TEMP": str(tmp_path),
            "HOOKS": str(ROOT / "hooks"),
            "PY": sys.executable,
            "PROJECT": str(example),
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert said in (tmp_path / "reply.md").read_text("utf-8")
    assert not list(tmp_path.rglob("pwned"))
    assert not (example / "pwned").exists()


@pytest.mark.parametrize("event", ["", "{", "[]", '{"issue": 7}', "[" * 100_000, '{"a": 1}'])
def test_what_is_no_event_is_refused(tmp_path, example, capsys, event):
    (tmp_path / "event.json").write_text(event)
    assert main(["intake", str(tmp_path / "event.json"), "--root", str(example)]) == 1
    assert "this is no event of an issue" in capsys.readouterr().out
