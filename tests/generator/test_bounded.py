"""A file from a stranger takes so much time and room and no more, whatever it is made of."""

from __future__ import annotations

import zipfile

import pytest
from openpyxl import Workbook

from projectsite.files import bounded as module
from projectsite.files.bounded import bounded
from projectsite.intake.tables import read_table
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


def test_a_workbook_that_would_take_minutes_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 1)
    path = tmp_path / "table.xlsx"
    book = Workbook()
    book.active.append(["No", "Title"])
    book.save(path)
    columns = {"id": ("No",)}
    assert read_table(path, columns) == []
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    fonts = b"<font/>" * 400_000 + b"</fonts>"
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"</fonts>", fonts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as anew:
        for name, content in parts.items():
            anew.writestr(name, content)
    with pytest.raises(ProblemsFound) as caught:
        read_table(path, columns)
    assert [problem.code for problem in caught.value.problems] == ["file-too-large"]
