"""Golden files: wrong data or pages → the exact messages. One file a case, for anybody to review.

A case changes one or more files of tests/example/ and names every message that must come.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from conftest import assemble_example
from projectsite.problems import ProblemsFound
from projectsite.site import load_site

CASES = sorted(Path(__file__).parent.glob("problems/*.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_messages(case, tmp_path):
    story = yaml.safe_load(case.read_text("utf-8"))
    project = assemble_example(tmp_path / "project")
    for file, change in story["change"].items():
        apply(project / file, change)
    with pytest.raises(ProblemsFound) as caught:
        load_site(project)
    assert [str(problem) for problem in caught.value.problems] == story["messages"]


def apply(path: Path, change) -> None:
    """A change is the whole new text, a map of replacements, or `gone`."""
    if change == "gone":
        path.unlink() if path.is_file() else shutil.rmtree(path)
    elif isinstance(change, str):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(change, encoding="utf-8")
    else:
        text = path.read_text("utf-8")
        for old, new in change.items():
            assert old in text, f"{path.name} does not hold {old!r}"
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")


def test_there_are_cases():
    assert len(CASES) >= 25


def test_the_example_itself_has_no_problem(example):
    assert len(load_site(example).project.outcomes) == 7
