"""Deliverables, milestones and tasks: how far each has come, and every way out of their records."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lxml import html as lxml_html

import schema_org
from editions import edition_of
from projectsite.facts.folders import DELIVERABLES, MILESTONES, PLAN, TASKS
from projectsite.facts.plan import Deliverable, Milestone, Task
from projectsite.facts.results import Activity
from projectsite.facts.vocabulary import Known, Stage, State
from projectsite.formats.linked.documents import LinkedData
from projectsite.formats.open_data import project_document
from projectsite.formats.record_tables import record_columns, record_table
from projectsite.words.dates import PartialDate, PlannedDate

START = PartialDate.parse("2019-03")
SOURCES = [{"document": "project-plan"}]


def deliverable(**fields) -> Deliverable:
    given = {"id": "D1.1", "title": {"en": "Lamp"}, "work_package": "WP1", "due": "M12"}
    return Deliverable.model_validate(given | {"sources": SOURCES} | fields)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("M1", "2019-03-01", "2019-03-31"),
        ("M10", "2019-12-01", "2019-12-31"),
        ("M11", "2020-01-01", "2020-01-31"),
        ("M12", "2020-02-01", "2020-02-29"),
        ("M24", "2021-02-01", "2021-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-02-14", "2020-02-14", "2020-02-14"),
    ],
)
def test_months_of_a_project_are_counted_from_one(written, first, last):
    planned = PlannedDate.parse(written)
    assert planned.first_day(START).isoformat() == first
    assert planned.last_day(START).isoformat() == last


@given(some.integers(1, 998), some.integers(1, 12), some.integers(1950, 2100))
def test_every_month_follows_the_one_before(month, first, year):
    start = PartialDate.parse(f"{year}-{first:02}")
    end = PlannedDate.parse(f"M{month}").last_day(start)
    assert PlannedDate.parse(f"M{month + 1}").first_day(start) == end + timedelta(1)


@given(some.text(max_size=12))
def test_whatever_is_written_is_a_planned_date_or_refused(text):
    try:
        planned = PlannedDate.parse(text)
    except ValueError as error:
        assert "M12" in str(error)
    else:
        assert planned.text == text


@pytest.mark.parametrize(
    ("fields", "day", "stage"),
    [
        ({}, "2020-02-29", Stage.DUE),
        ({}, "2020-03-01", Stage.OVERDUE),
        ({"due": "2020-01-31"}, "2020-02-01", Stage.OVERDUE),
        ({"delivered": "2020-04-01"}, "2020-06-01", Stage.SUBMITTED),
        ({"delivered": "2020-04-01", "accepted": "2020-05"}, "2020-06-01", Stage.ACCEPTED),
        ({"cancelled": {"en": "Rain."}}, "2020-06-01", Stage.CANCELLED),
        ({"superseded_by": "D1.2"}, "2020-06-01", Stage.SUPERSEDED),
    ],
)
def test_how_far_a_deliverable_has_come(fields, day, stage):
    assert deliverable(**fields).stage(START, date.fromisoformat(day)) is stage


@pytest.mark.parametrize(
    ("day", "stage"),
    [("2019-04-30", Stage.DUE), ("2019-05-01", Stage.RUNNING), ("2021-03-01", Stage.ENDED)],
)
def test_how_far_a_task_has_come(example_site, day, stage):
    task = example_site.project.by_id(Task)["T1.1"]
    assert (task.start.text, task.end.text) == ("M3", "M24")
    assert task.stage(START, date.fromisoformat(day)) is stage


def test_how_far_a_milestone_has_come(example_site):
    reached, missed = example_site.project.by_id(Milestone).values()
    assert reached.stage(START, date(2030, 1, 1)) is Stage.REACHED
    assert missed.stage(START, date(2021, 2, 28)) is Stage.DUE
    assert missed.stage(START, date(2021, 3, 1)) is Stage.OVERDUE


def test_codes_are_in_the_order_of_their_numbers(example_site):
    codes = ["D1.1", "D1.2", "D1.10", "D2.1", "D2.2", "D3.1"]
    assert list(example_site.project.by_id(Deliverable)) == codes


@pytest.mark.parametrize("kind", PLAN, ids=lambda kind: kind.folder)
def test_a_table_has_every_field_in_every_language(example_site, kind):
    edition = edition_of(example_site)
    text = record_table(edition, kind).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    records = edition.project.planned(kind)
    assert [(row["id"], row["language"]) for row in rows] == [
        (record.id, locale) for record in records for locale in edition.locales
    ]
    assert set(kind.model.model_fields) <= set(rows[0]) == set(record_columns(kind.model))
    assert all(record_columns(kind.model).values())
    for row, record in zip(rows[:: len(edition.locales)], records, strict=True):
        assert row["title"] == record.title.root["en"]
        assert row["outcomes"] == "; ".join(record.outcomes)
        assert edition.wordings["en"](f"stage.{row['stage']}") == row["stage_label"]


def test_of_what_is_not_public_nothing_but_its_existence_is_told(example_site):
    """The law refuses such a file; here it has none to refuse."""
    secret = deliverable(id="D2.1", level="SEN", delivered="2020-08-28", file="d2-1-secret.pdf")
    edition = edition_of(example_site, deliverables={"D2.1": secret}, milestones={})
    told = json.dumps(project_document(edition)) + record_table(edition, DELIVERABLES).decode()
    assert "D2.1" in told
    assert "secret" not in told


def test_the_open_data_say_what_the_dates_mean(example_site):
    edition = edition_of(example_site)
    found = {one["id"]: one for one in project_document(edition)["deliverables"]}
    due = {"text": "M12", "first_day": "2020-02-01", "last_day": "2020-02-29"}
    assert found["D1.10"]["due"] == due
    assert found["D1.10"]["stage"] == "submitted"
    assert found["D1.1"]["url"]["de"].endswith("/de/deliverables/d1-1/")


def test_an_indicator_has_come_as_far_in_every_file_as_on_its_page(built_example):
    """One was measured, one is counted; neither is known by its dates alone."""
    folder = built_example.folder / "data"
    document = json.loads((folder / "project.json").read_text("utf-8"))
    lines = (folder / "indicators.csv").read_text("utf-8-sig").splitlines()
    table = {(row["id"], row["language"]): row for row in csv.DictReader(lines)}
    found = {one["id"]: one["stage"] for one in document["indicators"]}
    assert found == {"planners": "reached", "trainings": "missed"}
    for id, stage in found.items():
        row = table[id, "en"]
        page = lxml_html.fromstring(built_example.page(f"indicators/{id}/"))
        [shown] = page.xpath("//p[starts-with(@class, 'project-known ')]/text()")
        assert (row["stage"], row["stage_label"]) == (stage, shown)


def test_linked_data_name_the_record_and_its_partners(example_site):
    edition = edition_of(example_site)
    data, project = LinkedData(edition, edition.locales[0]), edition.project
    node, *around = data.planned(project.by_id(Deliverable)["D1.1"])["@graph"]
    assert (node["@type"], node["identifier"]) == ("CreativeWork", "D1.1")
    assert node["sameAs"] == "https://doi.org/10.5555/riverlight.d1-1"
    known = {one["@id"] for one in around}
    for record in project.plan:
        first, *others = data.planned(record)["@graph"]
        named = [value for value in first.values() if isinstance(value, dict) and "@id" in value]
        assert {one["@id"] for one in named} <= {one["@id"] for one in others}, record.id
    assert node["producer"]["@id"] in known


def test_linked_data_say_what_does_not_take_place(example_site):
    edition = edition_of(example_site)
    data, project = LinkedData(edition, edition.locales[0]), edition.project
    activity = project.by_id(Activity)["river-fair"]
    for state in State:
        [node, *_] = data.planned(activity.model_copy(update={"state": state}))["@graph"]
        said = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}.get(state, "")
        assert node.get("eventStatus", "").removeprefix("https://schema.org/") == said
    milestone = next(iter(project.by_id(Milestone).values()))
    given_up = milestone.model_copy(update={"cancelled": milestone.title})
    for record in (milestone, given_up, activity.model_copy(update={"state": State.CANCELLED})):
        document = data.planned(record)
        assert schema_org.errors(document) == []
        assert ("eventStatus" in document["@graph"][0]) == (record not in (milestone, activity))
        assert "startDate" in document["@graph"][0]


def test_linked_data_tell_how_far_a_thing_has_come_as_its_page_does(example_site):
    """The date of an event is no word for its having taken place."""
    edition = edition_of(example_site)
    project, day = edition.project, edition.moment.date()
    activity = project.by_id(Activity)["river-fair"]
    milestone = next(iter(project.by_id(Milestone).values()))
    deliverable = project.by_id(Deliverable)["D1.1"]
    still = [
        milestone.model_copy(update={"reached": None}),
        milestone.model_copy(update={"reached": PartialDate.parse("2030-01-01")}),
        *(activity.model_copy(update={"state": state}) for state in State),
        deliverable.model_copy(update={"delivered": None, "accepted": None}),
    ]
    for locale in edition.locales:
        data = LinkedData(edition, locale)
        for record in (*project.plan, *still):
            [node, *_] = (document := data.planned(record))["@graph"]
            assert schema_org.errors(document) == []
            stage = project.stage_of(record, day)
            done = stage in (*COME, Stage.SUBMITTED)
            said = {node.get("creativeWorkStatus"), node.get("disambiguatingDescription")}
            assert said == {None, None if done else edition.wordings[locale](f"stage.{stage}")}
    assert {project.stage_of(record, day) for record in still} >= {Stage.OVERDUE, Stage.DUE}


COME = [stage for stage in Stage if stage.drawn_as is Known.HAPPENED]


def test_pages_lead_to_each_other(built_example):
    def links(address: str) -> set[str]:
        found = lxml_html.fromstring(built_example.page(address)).xpath("//a/@href")
        absolute = (urljoin(built_example.url + address, href) for href in found)
        return {link.removeprefix(built_example.url) for link in absolute}

    assert {"deliverables/d1-1/", "milestones/ms1/", "tasks/t2-1/"} <= links("plan/")
    assert {"deliverables/d1-10/", "tasks/t1-1/"} <= links("work-packages/wp1/")
    assert "deliverables/d1-10/" in links("deliverables/d1-2/")
    assert "deliverables/d1-2/" in links("deliverables/d1-10/")
    assert "outcomes/river-handbook/" in links("deliverables/d1-1/")
    assert "assets/d1-1-handbook.pdf" in links("deliverables/d1-1/")
    assert "deliverables/d1-1/" in links("outcomes/river-handbook/")
    assert "deliverables/d1-1/" in links("milestones/ms1/")
    assert "milestones/ms1/" in links("deliverables/d1-1/")


@pytest.mark.parametrize("kind", [DELIVERABLES, MILESTONES, TASKS], ids=lambda kind: kind.folder)
def test_the_search_finds_each_of_them(built_example, example_site, kind):
    index = json.loads((built_example.folder / "search/index.json").read_text("utf-8"))
    found = {row["path"] for row in index}
    assert {kind.address(id) for id in example_site.project.by_id(kind.model)} <= found
