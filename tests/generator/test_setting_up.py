"""What make does before it does anything: the virtual environment, and what it is started with."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time

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
    both = [set_up(checkout, kind, PIP_TAKES="2") for kind in ("dev", "runtime")]
    said = "".join(one.communicate(timeout=60)[1] for one in both)
    assert [one.returncode for one in both] == [0, 0], said
    # Never one within the other; runtime may come first, and dev installs more then.
    assert log(checkout)[:4] == ["make {", "}", "install {", "}"]
    assert log(checkout)[4:] in ([], ["install {", "}"])
    pids = "|".join(str(one.pid) for one in both)
    waits = rf"Waiting for another set-up of \.venv to end: process ({pids}), since [-0-9]+ [:0-9]+"
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
