"""The tests of the generator name no record of data/: an edit of a record turns none of them red.

A new record may share its name with something in a test, and neither is at fault. So a name counts
by rule only: an id of one word behind its folder or in an address, one of several words where it
stands between quotes, slashes or brackets, a proper name with a blank or a capital within; and none
where the example or a closed list has the same. A day is nobody's own: several of them in one file
are no chance, but for those that messages give as examples.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT
from projectsite.facts.folders import CLUSTERS, KINDS, OUTCOMES, WORK_PACKAGES, Kind
from projectsite.facts.loading import load_project
from projectsite.facts.vocabulary import ClosedList

TESTS = ROOT / "tests"
LOOKED_AT = ("generator", "problems", "readers/*.py", "editors/*.py", "*.py", "*.yml")
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
CHANCE = 2
"""So many days of data/ may stand in one file."""


def texts(*places: Path) -> dict[str, str]:
    """The files at some paths and below them."""
    inner = (
        path for place in places for path in ([place] if place.is_file() else place.rglob("*"))
    )
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8", "ignore")
        for path in inner
        if path.is_file() and "__pycache__" not in path.parts
    }


def mention(kind: Kind, id: str) -> re.Pattern[str]:
    """How a test names a record by its id."""
    places = [rf"""\b{kind.folder}(?:/|\[["']){id}""", rf"\b{kind.noun}={id}"]
    if kind.has_pages:
        places.append(rf"\b{kind.address(id).rstrip('/')}")
    if "-" in id:
        places.append(rf"""(?<=["'`/\[]){id}(?=["'`/\].?#])""")
    return re.compile(rf"(?:{'|'.join(places)})(?![\w-])")


@pytest.fixture(scope="module")
def names() -> dict[str, re.Pattern[str]]:
    """The records of data/ by id or name, and how each would stand in a test."""
    project = load_project(ROOT)
    found = {}
    for kind in KINDS:
        for record in project.by_id(kind.model).values() if kind is not WORK_PACKAGES else ():
            found[record.id] = mention(kind, record.id)
            if isinstance(name := record.called, str) and re.search(r" |.[A-Z]", name):
                found[name] = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    # An outcome may be called study-visit, or as one of the example is.
    listed = {str(value) for values in ClosedList.__subclasses__() for value in values}
    example = "\n".join(texts(TESTS / "example").values())
    return {
        name: shape
        for name, shape in found.items()
        if name not in listed and not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", example)
    }


@pytest.fixture(scope="module")
def tests() -> dict[str, str]:
    found = texts(*(path for place in LOOKED_AT for path in TESTS.glob(place)))
    assert len(found) > 200
    return found


def test_no_test_of_the_generator_names_a_record(names, tests):
    assert names
    found = {
        file: held
        for file, text in tests.items()
        # Most names are in no test at all, which is told sooner without their shape.
        if (held := [name for name, shape in names.items() if name in text and shape.search(text)])
    }
    assert found == {}


def test_no_test_of_the_generator_has_the_days_of_the_records(tests):
    days = {day for text in texts(ROOT / "data/outcomes").values() for day in DAY.findall(text)}
    for text in texts(ROOT / "hooks", ROOT / "data/schema").values():
        days -= {*DAY.findall(text)}
    found = {file: held for file, text in tests.items() if (held := days & {*DAY.findall(text)})}
    assert {file: held for file, held in found.items() if len(held) > CHANCE} == {}


@pytest.mark.parametrize(
    ("kind", "id", "text", "found"),
    [
        (OUTCOMES, "grey-heron", '"grey-heron"', True),
        (OUTCOMES, "grey-heron", "de/outcomes/grey-heron/", True),
        (OUTCOMES, "grey-heron", "# a grey-heron", False),
        (OUTCOMES, "grey-heron", '"grey-heron-2"', False),
        (OUTCOMES, "heron", "data/outcomes/heron.yml", True),
        (OUTCOMES, "heron", 'outcomes["heron"]', True),
        (OUTCOMES, "heron", '"heron"', False),
        (CLUSTERS, "heron", "consortium/heron/", True),
        (CLUSTERS, "heron", "?cluster=heron&year=2001", True),
        (CLUSTERS, "heron", "outcomes/heron/", False),
    ],
)
def test_how_a_test_names_a_record(kind, id, text, found):
    assert bool(mention(kind, id).search(text)) is found
