"""How a workflow writes what a pull request changes into it: of a stranger's artifact, as text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from projectsite.changes.pictures import Shot, browser, take
from projectsite.changes.report import REPORT


def workflow(name: str) -> dict:
    text = (ROOT / f".github/workflows/{name}.yml").read_text("utf-8")
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506


CHANGES, COMMENT = workflow("changes"), workflow("comment")
(COMPARE,), (WRITE,) = CHANGES["jobs"].values(), COMMENT["jobs"].values()

GH = """\
#!/usr/bin/env bash
# Stands in for GitHub: notes what it is asked, and answers what lies ready.
printf '%s\\n' "$@" >>"$HUB/asked"
case "$*" in
  *"/artifacts --jq"*) cat "$HUB/artifacts" ;;
  *"/zip") cat "$HUB/report.zip" ;;
  *"/pulls "*) cat "$HUB/pulls" ;;
  "pr comment "*) printf '%s' "$3" >"$HUB/number"; cp "${@: -1}" "$HUB/comment" ;;
  *) exit 1 ;;
esac
"""
HEAD, OTHER = "a" * 40, "b" * 40


@pytest.fixture
def hub(tmp_path) -> Path:
    for name in ("bin", "temp"):
        (tmp_path / name).mkdir()
    (tmp_path / "bin/gh").write_text(GH)
    (tmp_path / "bin/gh").chmod(0o755)
    (tmp_path / "artifacts").write_text("5\t700\n")
    (tmp_path / "pulls").write_text(f"12\t{HEAD}\n")
    keep(tmp_path, {"same": 7})
    return tmp_path


def keep(hub: Path, report: object) -> None:
    with zipfile.ZipFile(hub / "report.zip", "w") as archive:
        archive.writestr(REPORT, json.dumps(report))


def run(hub: Path, script: str, **variables: str) -> int:
    """Run a step as GitHub does; returns its status."""
    (hub / "Makefile").write_text(
        "comment:\n\t@PYTHONPATH=$(HOOKS) $(PY) -m projectsite comment $(ARGS)\n"
    )
    (hub / ".ci").mkdir(exist_ok=True)
    (hub / ".ci/comment").unlink(missing_ok=True)
    (hub / ".ci/comment").symlink_to(ROOT / ".ci/comment")
    environment = {
        "PATH": f"{hub / 'bin'}:{os.environ['PATH']}",
        "HUB": str(hub),
        "RUNNER_TEMP": str(hub / "temp"),
        "HOOKS": str(ROOT / "hooks"),
        "PY": sys.executable,
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "owner/site",
        **{"RUN": "99", "HEAD": HEAD, "OWNER": "stranger", "BRANCH": "main"},
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=hub,
        env=environment | variables,
        capture_output=True,
        timeout=60,
    ).returncode


def steps(hub: Path, **variables: str) -> list[int]:
    """The steps of the workflow, until one fails; returns their status."""
    found = []
    for step in WRITE["steps"]:
        if "run" in step:
            found.append(run(hub, step["run"], **variables))
            if found[-1]:
                break
    return found


def write(hub: Path, **variables: str) -> int:
    """The last step alone, with a text that is there."""
    (hub / "temp/comment.md").write_text("One page.\n")
    return run(hub, WRITE["steps"][-1]["run"], **variables)


def comment(hub: Path) -> str:
    return (hub / "comment").read_text("utf-8") if (hub / "comment").exists() else ""


def test_a_report_becomes_the_comment_of_its_pull_request(hub):
    assert steps(hub) == [0, 0, 0]
    assert (hub / "number").read_text() == "12"
    assert "7 look as before" in comment(hub)
    assert comment(hub).endswith("[this run](https://github.com/owner/site/actions/runs/99).\n")
    asked = (hub / "asked").read_text().splitlines()
    assert "--edit-last" in asked and "--create-if-none" in asked
    assert "head=stranger:main" in asked and "repos/owner/site/actions/artifacts/5/zip" in asked


@pytest.mark.parametrize(
    "artifacts",
    ["", "5\t2000001\n", "5\t99999999999999999999\n", "5\t7\n6\t7\n", "x\t7\n", "5\t\n", "../5\t7"],
)
def test_no_report_or_one_that_is_too_large_is_not_taken(hub, artifacts):
    (hub / "artifacts").write_text(artifacts)
    assert steps(hub) == [1]
    assert "zip" not in (hub / "asked").read_text().replace("changes-report", "")


@pytest.mark.parametrize("report", ["no report", {"number": 7}, {"pages": [{"title": "@all"}]}, []])
def test_what_is_no_report_is_no_comment(hub, report):
    keep(hub, report)
    assert steps(hub)[:2] == [0, 2] and comment(hub) == ""


@pytest.mark.parametrize("pulls", ["", f"12\t{OTHER}\n", f"12\t{HEAD}\n13\t{HEAD}\n", "x\ty\n"])
def test_only_one_open_pull_request_that_ends_there_gets_it(hub, pulls):
    (hub / "pulls").write_text(pulls)
    assert write(hub) == 0 and comment(hub) == ""


@pytest.mark.parametrize("branch", ["$(touch pwned)", "@/etc/passwd", "a b'\"`x`", "-X", "a&b=c"])
def test_the_name_of_a_branch_is_a_name(hub, branch):
    assert write(hub, BRANCH=branch) == 0 and comment(hub).startswith("One page.")
    asked = (hub / "asked").read_text()
    assert f"\n-f\nhead=stranger:{branch}\n" in asked
    assert not (hub / "pwned").exists()


@pytest.mark.parametrize("given", ["take '' x", "take 0 x", "take '9;id' x", "write 9 ''", "y 9 x"])
def test_only_a_number_is_a_run(hub, given):
    assert run(hub, f".ci/comment {given}") == 2
    assert not (hub / "asked").exists()


def test_a_pull_request_runs_without_rights_and_secrets():
    assert CHANGES["on"] == {"pull_request": ""}
    assert CHANGES["permissions"] == {} and COMPARE["permissions"] == {"contents": "read"}
    text = (ROOT / ".github/workflows/changes.yml").read_text("utf-8")
    expressions = {part.partition("}}")[0].strip() for part in text.split("${{")[1:]}
    allowed = {"github.event.pull_request.number", "github.event.pull_request.base.sha"}
    assert expressions == allowed
    kept = [step["with"]["path"] for step in COMPARE["steps"] if "upload" in step.get("uses", "")]
    assert kept == ["build/changes/changes.json", "build/changes"]


def test_the_comment_is_written_by_code_of_the_default_branch_alone():
    assert COMMENT["on"] == {"workflow_run": {"workflows": ["Changes"], "types": ["completed"]}}
    assert COMMENT["on"]["workflow_run"]["workflows"] == [CHANGES["name"]]
    rights = {"actions": "read", "contents": "read", "pull-requests": "write"}
    assert COMMENT["permissions"] == {} and WRITE["permissions"] == rights
    (checkout,) = (step for step in WRITE["steps"] if "uses" in step)
    assert checkout["with"] == {"persist-credentials": "false"}
    take, read, write = (step for step in WRITE["steps"] if "run" in step)
    # What reads the artifact has no token; no script holds an expression.
    assert "GH_TOKEN" in take["env"] and "env" not in read and "GH_TOKEN" in write["env"]
    assert not [step for step in (take, read, write) if "${{" in step["run"]]


@pytest.mark.browser
def test_pictures_are_taken_of_what_is_there(tmp_path, monkeypatch):
    (tmp_path / "index.html").write_text("<title>x</title><h1>Lamps</h1>")
    note = ROOT / ".venv/chromium-path"
    if note.exists() and note.read_text():
        monkeypatch.setenv("CHROMIUM", note.read_text())
    shots = [Shot(tmp_path, "", tmp_path / "one.png"), Shot(tmp_path, "", tmp_path / "no/two.png")]
    take(shots, browser())
    assert (tmp_path / "one.png").read_bytes().startswith(b"\x89PNG")
    assert not shots[1].file.exists()
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    assert browser() == ""
    take([Shot(tmp_path, "", tmp_path / "three.png")], "no-such-browser")
    assert not (tmp_path / "three.png").exists()
