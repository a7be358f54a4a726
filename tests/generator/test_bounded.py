"""A file from a stranger takes so much time and room and no more, whatever it is made of."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook

from conftest import ROOT
from projectsite.facts.folders import CLUSTERS
from projectsite.files import bounded as module
from projectsite.files.bounded import bounded
from projectsite.files.lock import alone
from projectsite.intake.proposal import Proposal
from projectsite.intake.starting import OWN
from projectsite.problems import Problem, ProblemsFound


def test_what_is_read_comes_back():
    assert bounded("a.po", lambda: [("one", {"two": 3})]) == [("one", {"two": 3})]


def test_so_does_what_is_wrong():
    problem = Problem("a.po", 3, 1, "this is no line.", "form")

    def read():
        raise ProblemsFound([problem])

    with pytest.raises(ProblemsFound) as caught:
        bounded("a.po", read)
    assert caught.value.problems == (problem,)
    with pytest.raises(KeyError, match="name"):
        bounded("a.po", lambda: {}["name"])


def endless():
    while True:
        pass


@pytest.mark.parametrize("read", [endless, lambda: bytearray(3_000_000_000)], ids=["time", "room"])
def test_what_takes_more_is_ended(read, monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 1)
    with pytest.raises(ProblemsFound) as caught:
        bounded("a.xlsx", read)
    (problem,) = caught.value.problems
    assert (problem.file, problem.code) == ("a.xlsx", "file-too-large")


KILLED = """
import os, sys, time
from pathlib import Path
from projectsite.files.bounded import bounded
from projectsite.files.lock import alone

def read():
    print(os.getpid(), flush=True)
    time.sleep(1)
    return bytes(1_000_000)

with alone(Path(sys.argv[1])):
    bounded("a.xlsx", read)
"""


def test_a_command_that_is_killed_leaves_nothing(tmp_path):
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as killed:
        child = int(killed.stdout.readline())
        killed.kill()
        killed.wait()
        for _ in range(100):
            if state_of(child) == "Z":
                break
            time.sleep(0.1)
        else:
            os.kill(child, signal.SIGKILL)
            pytest.fail("the process that reads is still there")
    with alone(tmp_path):
        pass


def state_of(process):
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    return "Z"


def test_a_workbook_that_would_take_minutes_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 1)
    path = tmp_path / "table.xlsx"
    book = Workbook()
    book.active.append(["Name", "Country"])
    book.save(path)
    proposal = Proposal(tmp_path, OWN, "en", "plan", {})
    assert proposal.take(CLUSTERS, path).files == {}
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    fonts = b"<font/>" * 400_000 + b"</fonts>"
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"</fonts>", fonts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as anew:
        for name, content in parts.items():
            anew.writestr(name, content)
    for read in (lambda: proposal.take(CLUSTERS, path), lambda: proposal.take_effort(path)):
        with pytest.raises(ProblemsFound) as caught:
            read()
        assert [problem.code for problem in caught.value.problems] == ["file-too-large"]
