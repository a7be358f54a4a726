"""What the workflow of the visits does on GitHub: a branch, and one issue."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from script_hub import run_script, script_hub, write_data
from test_workflow import git

WORKFLOW = yaml.load((ROOT / ".github/workflows/evidence.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
(JOB,) = WORKFLOW["jobs"].values()

SCRIPT = ".ci/evidence"
GH = """\
#!/usr/bin/env bash
# Stands in for GitHub: notes what it is asked, and keeps the issue.
printf '%s\\n' "$*" >>"$HUB/asked"
case "$1 $2" in
  "issue list") cat "$HUB/open" 2>/dev/null || true ;;
  "issue create") echo 7 >"$HUB/open"; echo https://example.org/owner/site/issues/7 ;;
  "issue edit") cp "${@: -1}" "$HUB/issue" ;;
  "issue close") rm "$HUB/open" ;;
esac
"""


@pytest.fixture
def hub(tmp_path):
    """A repository with the script, and what stands in for GitHub beside it."""
    return script_hub(tmp_path, SCRIPT, GH)


def tell(hub: Path, report: str, kept: str = "") -> int:
    """Run the script on a fresh checkout in which the command has run; returns its status."""
    git(hub / "clone", "switch", "--quiet", "main")
    if kept:
        write_data(hub, **{"evidence.txt": kept, "other.txt": "never taken along\n"})
    (hub / "report.md").write_text(report)
    return run_script(hub, SCRIPT, hub / "report.md")


def on_branch(hub: Path) -> str:
    return git(hub / "origin.git", "show", "evidence:data/evidence.txt")


def test_what_has_changed_becomes_a_branch_and_one_issue(hub):
    assert tell(hub, "1 is gone.\n", "visited 2026-05\n") == 0
    assert on_branch(hub) == "visited 2026-05"
    origin = hub / "origin.git"
    assert git(origin, "diff", "--name-only", "main", "evidence") == "data/evidence.txt"
    issue = (hub / "issue").read_text("utf-8")
    assert issue.startswith("1 is gone.\n")
    assert "https://github.com/owner/site/compare/evidence?expand=1&body=Closes+%237" in issue
    assert tell(hub, "2 are gone.\n", "visited 2026-06\n") == 0
    assert on_branch(hub) == "visited 2026-06"
    assert (hub / "issue").read_text("utf-8").startswith("2 are gone.\n")
    assert (hub / "asked").read_text("utf-8").count("issue create") == 1


def test_where_nothing_has_changed_no_issue_stays_open(hub):
    assert tell(hub, "", "visited 2026-05\n") == 0
    assert "issue close" not in (hub / "asked").read_text("utf-8")
    assert not git(hub / "origin.git", "branch", "--list", "evidence")
    tell(hub, "1 is gone.\n", "visited 2026-06\n")
    git(hub / "clone", "switch", "--quiet", "main")
    assert tell(hub, "") == 0
    assert "issue close 7" in (hub / "asked").read_text("utf-8")
    assert not (hub / "open").exists()


def test_without_a_report_nothing_is_asked(hub):
    (hub / "clone/.ci/evidence").chmod(0o755)
    done = subprocess.run([hub / "clone/.ci/evidence", "no-such-file"], capture_output=True)
    assert done.returncode == 2
    assert not (hub / "asked").exists()


def test_what_visits_has_no_token():
    assert set(WORKFLOW["on"]) == {"schedule", "workflow_dispatch"}
    rights = {"contents": "write", "issues": "write"}
    assert WORKFLOW["permissions"] == {} and JOB["permissions"] == rights
    (checkout,) = (step for step in JOB["steps"] if "uses" in step)
    assert checkout["with"] == {"persist-credentials": "false"}
    visiting, telling = (step for step in JOB["steps"] if "run" in step)
    assert "env" not in visiting and "evidence" in visiting["run"]
    assert set(telling["env"]) == {"GH_TOKEN"}
