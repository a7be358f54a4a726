"""Golden files: what a coordinator is reminded of on a day. One file a case, for anybody to review.

Its first line says what happened. `change` is as in tests/problems/, `day` is the day of the check,
and `notes` holds every note that comes on it.
"""

from __future__ import annotations

import pytest
import yaml

from changes import apply
from conftest import ROOT
from projectsite.review.schedule import schedule_notes
from projectsite.site import load_site

CASES = sorted((ROOT / "tests").glob("notes/*.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_notes_of_a_day(case, example_copy):
    story = yaml.safe_load(case.read_text("utf-8"))
    for file, change in story["change"].items():
        apply(example_copy / file, change)
    notes = schedule_notes(load_site(example_copy).project, story["day"])
    assert sorted(map(str, notes)) == story["notes"]
