"""What continuous integration does: a change of content depends on the site alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from edits import EDITS, apply, more_exact_date

WORKFLOW = yaml.load((ROOT / ".github/workflows/pages.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
JOBS = WORKFLOW["jobs"]


def git(folder: Path, *arguments: str) -> str:
    named = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    command = ["git", *named, "-c", "commit.gpgsign=false", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path, subject: str, *paths: str) -> str:
    git(folder, "add", "--all", *paths)
    git(folder, "commit", "--quiet", "--message", subject)
    return git(folder, "rev-parse", "HEAD")


def changes(folder: Path, base: str) -> str:
    """What the script says has changed since a commit."""
    command = [folder / ".ci/changes", base]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def runs(job: str) -> list[str]:
    return [step["run"] for step in JOBS[job]["steps"] if "run" in step]


def test_nothing_but_the_site_is_asked_before_it_is_published():
    assert JOBS["deploy"]["needs"] == ["site", "again"]
    assert "needs" not in JOBS["again"]
    assert "needs" not in JOBS["site"]
    assert "if" not in JOBS["site"]
    said = "\n".join(runs("site"))
    assert [
        goal for goal in ("make check", ".ci/build", "make test-site") if goal not in said
    ] == []
    assert "make test-generator" not in said
    kept = [step for step in JOBS["site"]["steps"] if "upload" in step.get("uses", "")]
    assert kept == JOBS["site"]["steps"][-1:]


def test_a_change_of_more_than_content_is_tested_as_a_whole():
    assert JOBS["generator"]["needs"] == "changes"
    assert JOBS["generator"]["if"] == "needs.changes.outputs.code == 'true'"
    said = "\n".join(runs("generator"))
    for goal in ("lint", "test-generator", "test-editors", "test-readers"):
        assert f"make {goal}" in said
    (step,) = (step for step in JOBS["changes"]["steps"] if "run" in step)
    assert step["run"] == '.ci/changes "$BASE" | tee -a "$GITHUB_OUTPUT"'


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (["data/outcomes/one.yml"], "false"),
        (["docs/de/contact.md", "docs/assets/one.pdf", "data/words/de.yml"], "false"),
        (["data/one.yml", "mkdocs.yml"], "true"),
        (["hooks/data/one.yml"], "true"),
        (["README.md"], "true"),
    ],
)
def test_what_counts_as_content(tmp_path, files, code):
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/changes", tmp_path / ".ci/changes")
    for file in ("data/one.yml", "hooks/one.py"):
        (tmp_path / file).parent.mkdir()
        (tmp_path / file).write_text("one: 1\n")
    git(tmp_path, "init", "--quiet")
    base = commit(tmp_path, "Begin")
    assert changes(tmp_path, base) == "code=false\n"
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("two: 2\n")
    commit(tmp_path, "Change")
    assert changes(tmp_path, base) == f"code={code}\n"
    # Nobody knows what has changed: the first push of a branch, a run by hand.
    assert changes(tmp_path, "0" * 40) == changes(tmp_path, "") == "code=true\n"


def test_a_module_that_moves_into_data_is_code(tmp_path):
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/changes", tmp_path / ".ci/changes")
    (tmp_path / "data").mkdir()
    (tmp_path / "module.py").write_text("one = 1\n")
    git(tmp_path, "init", "--quiet")
    base = commit(tmp_path, "Begin")
    (tmp_path / "module.py").rename(tmp_path / "data/module.py")
    commit(tmp_path, "Move")
    assert changes(tmp_path, base) == "code=true\n"


@pytest.fixture
def clone(tmp_path) -> Path:
    """The repository as it is now, in a fresh clone."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    folder = tmp_path / "clone"
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file() and not name.startswith(".venv"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, "The repository")
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder


def test_the_steps_of_a_change_of_content(clone, tmp_path):
    """Each command of the job `site`, in a clone with all that editors do, as GitHub runs it; what
    needs a browser is tried with the same changes in test_edits.py."""
    base = git(clone, "rev-parse", "HEAD")
    apply([more_exact_date], clone)
    commit(clone, "Say the day", "data")
    assert changes(clone, base) == "code=false\n"
    apply(EDITS, clone)
    commit(clone, "Change the rest", "data", "docs", "mkdocs.yml")
    known = {"PATH", "HOME", "LANG", "CHROMIUM", "PIP_INDEX_URL", "SSL_CERT_FILE"}
    environment = {key: value for key, value in os.environ.items() if key in known}
    environment |= {
        "GITHUB_REPOSITORY": "Someone/Site",
        "GITHUB_REPOSITORY_OWNER": "Someone",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "OWN_SITE_URL": "",
        "PYTEST_ADDOPTS": "-m 'not browser'",
    }
    for script in runs("site"):
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=clone,
            env=environment,
            capture_output=True,
            text=True,
            timeout=590,
        )
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout.splitlines()[-1]
    home = (clone / "site/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://someone.github.io/Site/">' in home
    assert git(clone, "status", "--porcelain", "--", "data", "docs") == ""


def test_what_is_published_was_built_twice_and_alike(tmp_path):
    """The second build takes the same steps on a machine of its own; only equal sites are
    published."""
    build = [step for step in JOBS["site"]["steps"] if step.get("run") == ".ci/build"]
    assert [step for step in JOBS["again"]["steps"] if step.get("run") == ".ci/build"] == build
    (compared,) = (step for step in JOBS["deploy"]["steps"] if "run" in step)
    assert JOBS["deploy"]["steps"][0] == compared
    for one, other, code in (("a", "a", 0), ("a", "b", 1), ("", "", 1), ("a", "", 1)):
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", compared["run"]],
            env={"ONE": one, "OTHER": other, "PATH": os.environ["PATH"]},
            capture_output=True,
        )
        assert done.returncode == code, (one, other)


def test_the_digest_tells_names_and_contents(tmp_path):
    def digest(files: dict[str, str]) -> str:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        command = [ROOT / ".ci/digest", folder]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    one = digest({"a": "1", "b/c d": "2"})
    assert one == digest({"b/c d": "2", "a": "1"})
    assert len(one.strip()) == 64
    others = {
        digest(files) for files in ({"a": "2", "b/c d": "1"}, {"a": "1"}, {"A": "1", "b/c d": "2"})
    }
    assert one not in others and len(others) == 3
