"""What make does before it does anything: the virtual environment, and what it is started with."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT

PYTHON = """#!/bin/sh
# Notes when it makes an environment or installs into it, and takes its time for both.
note() { echo "$1" >>"$LOG"; }
case "$*" in
  "-m venv --clear .venv")
    note "make {"; sleep 0.3; mkdir -p .venv/bin; cp "$0" .venv/bin/python; sleep 0.3; note "}" ;;
  "-m pip --version") ;;
  "-m pip install "*) note "install {"; sleep "${PIP_TAKES:-0.5}"; note "}" ;;
  *) exec "$REAL" "$@" ;;
esac
"""
"""In the place of a Python that would make a real environment, and of the one within it."""


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/venv", tmp_path / ".ci")
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(f"# {name}\n")
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def set_up(checkout, kind, **variables):
    environment = {"PYTHON": str(checkout / "python"), "LOG": str(checkout / "log")}
    environment |= {"REAL": sys.executable} | variables
    return subprocess.Popen(
        [checkout / ".ci/venv", kind],
        env=os.environ | environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def log(checkout):
    return (checkout / "log").read_text().split("\n")[:-1]


def test_two_set_ups_at_once_make_one_environment(checkout):
    both = [set_up(checkout, kind, PIP_TAKES="4") for kind in ("dev", "runtime")]
    said = "".join(one.communicate(timeout=60)[1] for one in both)
    assert [one.returncode for one in both] == [0, 0], said
    # Never one within the other; runtime may come first, and dev installs more then.
    assert log(checkout)[:4] == ["make {", "}", "install {", "}"]
    assert log(checkout)[4:] in ([], ["install {", "}"])
    pids = "|".join(str(one.pid) for one in both)
    # Of two that begin in the same moment, the first may not have written its name yet.
    owner = rf"(process ({pids}), since [-0-9]+ [:0-9]+|another process)"
    waits = rf"Waiting for another set-up of \.venv to end: {owner}"
    (line,) = (line for line in said.splitlines() if line.startswith("Waiting"))
    assert re.fullmatch(rf"{waits}\.", line)


def test_a_set_up_that_is_killed_bars_nobody(checkout):
    killed = set_up(checkout, "runtime", PIP_TAKES="60")
    while not (checkout / "log").exists() or "install {" not in log(checkout):
        assert killed.poll() is None
        time.sleep(0.05)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    done = set_up(checkout, "runtime")
    said = done.communicate(timeout=60)[1]
    assert done.returncode == 0
    assert "Waiting" not in said
    assert log(checkout)[-2:] == ["install {", "}"]
    again = set_up(checkout, "runtime")
    assert again.communicate(timeout=60)[1] == ""  # there is nothing to do


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to, None])
def test_a_set_up_writes_through_no_link(checkout, link):
    lock, others = checkout / ".venv-lock", checkout / "others"
    others.write_text("theirs")
    if link:
        link(lock, others)
    else:
        os.mkfifo(lock)
    done = set_up(checkout, "runtime")
    said = done.communicate(timeout=60)[1]
    assert done.returncode == 0, said
    assert others.read_text() == "theirs"


SET_BY_MAKE = re.compile(r"MAKE|MFLAGS$|SOURCE_DATE_EPOCH$|ARGS$|SHARED$|TITLE$|COMMITTED$")

SHOWN = """#!/bin/sh
# In the place of Python: prints what it is started with.
printf '%s\\n' "${SOURCE_DATE_EPOCH-none}" "$@"
"""


def make(folder, *arguments, **variables):
    """Run make in a folder where nothing is to be set up; its status and lines."""
    (folder / ".ci").mkdir(exist_ok=True)
    (folder / ".venv/bin").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "Makefile", folder)
    for path, script in ((".ci/venv", "#!/bin/sh\n"), (".venv/bin/python", SHOWN)):
        (folder / path).write_text(script)
        (folder / path).chmod(0o755)
    # No repository of a folder above counts as that of this one, nor what a make around the tests
    # has set.
    outer = {k: v for k, v in os.environ.items() if not SET_BY_MAKE.match(k)}
    environment = outer | {"GIT_CEILING_DIRECTORIES": str(folder.parent)} | variables
    environment = {k: v for k, v in environment.items() if v is not None}
    done = subprocess.run(
        ["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    return done.returncode, (done.stdout + done.stderr).splitlines()


@pytest.mark.parametrize(
    "title", ["$(shell touch run)", "`touch run`", "$$500 a year", "$500", "It's “that”; touch run"]
)
@pytest.mark.parametrize("by", ["argument", "environment"])
def test_a_title_is_taken_as_it_was_typed(tmp_path, title, by):
    arguments, variables = [f"TITLE={title}"], {}
    if by == "environment":
        arguments, variables = [], {"TITLE": title}
    status, lines = make(tmp_path, "new", *arguments, **variables)
    assert status == 0
    assert lines[1:] == ["-m", "projectsite", "new", "outcome", title]
    assert not (tmp_path / "run").exists()


def test_a_folder_with_a_colon_is_told(tmp_path):
    (tmp_path / "a:b").mkdir()
    status, lines = make(tmp_path / "a:b", "site")
    assert status != 0
    assert "The path of this folder holds a colon" in lines[0]


def git(folder, *arguments, **variables):
    named = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    command = ["git", *named, "-c", "commit.gpgsign=false", *arguments]
    subprocess.run(command, cwd=folder, env=os.environ | variables, check=True, capture_output=True)


SIGNING = """#!/bin/sh
# In the place of GnuPG.
cat >/dev/null
echo '[GNUPG:] SIG_CREATED ' >&2
echo '-----BEGIN PGP SIGNATURE-----'
echo 'gpg: Good signature'
"""


def test_the_date_is_read_from_this_repository_and_from_no_signature(tmp_path):
    for name, seconds in (("project", 1_700_000_000), ("other", 1_700_000_100)):
        root = tmp_path / name
        (root / "data").mkdir(parents=True)
        (root / "data/fact.yml").write_text("one")
        (root / "gpg").write_text(SIGNING)
        (root / "gpg").chmod(0o755)
        git(root, "init", "--quiet")
        git(root, "config", "gpg.program", str(root / "gpg"))
        git(root, "config", "log.showSignature", "true")
        git(root, "add", "data")
        date = f"{seconds} +0000"
        git(root, "commit", "--quiet", "--gpg-sign", "-m", "x", GIT_COMMITTER_DATE=date)
    # As an alias of git hands it on.
    other = {"GIT_DIR": str(tmp_path / "other/.git")}
    for variables in ({}, other):
        lines = make(tmp_path / "project", "site", SOURCE_DATE_EPOCH=None, **variables)[1]
        assert lines[0] == "1700000000"


def test_dates_are_those_of_the_last_commit_that_changed_a_fact(tmp_path):
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    (origin / "data").mkdir(parents=True)
    # Without git the variable is not set: a build takes the newest file.
    for given in (None, ""):
        assert make(origin, "site", SOURCE_DATE_EPOCH=given)[1][0] == "none"
    assert make(origin, "site", SOURCE_DATE_EPOCH="7")[1][0] == "7"
    git(origin, "init", "--quiet")
    for file, seconds in (("data/fact.yml", 1_700_000_000), ("page.md", 1_700_000_100)):
        (origin / file).write_text("one")
        git(origin, "add", file)
        git(origin, "commit", "--quiet", "-m", "x", GIT_COMMITTER_DATE=f"{seconds} +0000")
    for given in (None, ""):
        assert make(origin, "site", SOURCE_DATE_EPOCH=given)[1][0] == "1700000000"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{origin}", "clone")
    lines = make(clone, "site", SOURCE_DATE_EPOCH=None)[1]
    assert lines[0].startswith("Note: this clone is shallow, so its dates may differ")
    assert not any(line.startswith("Note") for line in make(clone, "check")[1])
