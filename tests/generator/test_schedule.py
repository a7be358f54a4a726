"""Golden files: what a coordinator is reminded of on a day. One file a case, for anybody to review.

Its first line says what happened. `change` is as in tests/problems/, `day` is the day of the check,
and `notes` holds every note that comes on it.
"""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from changes import apply
from conftest import ROOT
from projectsite.exchange.closing import open_ends
from projectsite.facts.periods import periods
from projectsite.formats.calendars.calendars import outcomes_calendar
from projectsite.review.schedule import schedule_notes
from projectsite.site import load_site
from projectsite.words.dates import PartialDate, PlannedDate

CASES = sorted((ROOT / "tests").glob("notes/*.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_notes_of_a_day(case, example_copy):
    story = yaml.safe_load(case.read_text("utf-8"))
    for file, change in story["change"].items():
        apply(example_copy / file, change)
    notes = schedule_notes(load_site(example_copy).project, story["day"])
    # The days of most cases lie before much of what the example tells.
    asked = any("[yet-to-come]" in note for note in story["notes"])
    notes = [note for note in notes if asked or note.code != "yet-to-come"]
    assert sorted(map(str, notes)) == story["notes"]


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("day", [date.min, date(2024, 2, 29), date.max])
def test_no_date_is_too_early_or_too_late_to_reckon_with(text, day, example_copy):
    site = load_site(example_copy)
    project, kinds = site.project, (PartialDate, PlannedDate)
    for record in project.records.values():
        for name, value in record.__dict__.items():
            if isinstance(value, kinds):
                record.__dict__[name] = type(value).parse(text)
    told = {note.code for note in schedule_notes(project, day)}
    assert ("draft" in told) == (text == "0001-01-01" and day > date.min)
    for period in periods(project):
        list(open_ends(project, period, day))
    for locale in project.locales:
        assert text.replace("-", "") in outcomes_calendar(site.edition, locale).decode()
