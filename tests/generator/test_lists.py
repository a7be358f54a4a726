"""Lists of outcomes: what stands for a date that is not there, and how many there are."""

from __future__ import annotations

import re

import pytest
from lxml import html as lxml_html

from conftest import ROOT
from projectsite.facts.vocabulary import Known, Status
from projectsite.views.outcomes import outcome_list, outcome_row
from projectsite.words.forms import number_form
from projectsite.words.wording import load_wordings


@pytest.fixture(scope="module")
def setting(example_site):
    return example_site.setting("en", "outcomes/")


@pytest.fixture(scope="module")
def planned(example_site):
    outcomes = example_site.project.outcomes.values()
    return next(o for o in outcomes if o.status is Status.PLANNED and not o.date)


def test_what_is_only_planned_says_so_once_and_not_that_its_date_is_unknown(setting, planned):
    row = outcome_row(setting, planned)
    assert row.when == setting.t("status.planned")
    assert setting.t("status.planned") not in row.tag
    dated = planned.model_copy(update={"id": "dated", "date": next(
        o.date for o in setting.project.outcomes.values() if o.date
    )})  # fmt: skip
    assert setting.t("status.planned") in outcome_row(setting, dated).tag
    done = planned.model_copy(update={"id": "done", "status": Status.DONE})
    assert outcome_row(setting, done).when == setting.t("outcome.date_unknown")


def test_the_page_of_a_planned_outcome_has_no_date_and_no_language(built_example, setting, planned):
    page = lxml_html.fromstring(built_example.page(f"outcomes/{planned.id}"))
    labels = {node.text_content().strip() for node in page.xpath("//dl//dt")}
    assert setting.t("outcome.status") in labels
    assert not labels & {setting.t("outcome.when"), setting.t("outcome.languages")}
    assert setting.t("outcome.date_unknown") not in page.xpath("string(//dl)")


def test_the_way_to_all_outcomes_counts_those_that_the_list_counts(setting, built_example):
    project = setting.project
    own = outcome_list(setting, project.listed[:1], level=0, whole=False)
    count = number_form(len(project.listed), setting.locale)
    assert re.findall(r"\d+", str(own.more.text)) == [count]
    [status] = lxml_html.fromstring(built_example.page("outcomes")).xpath("//output")
    assert status.text_content().split()[0] == count


PARTICIPLES = {"es": r"[aei]d[oa]s?$|^(?:hech|previst|dich)[oa]s?$", "fr": r"(?:é|i|u|is|it)e?s?$"}
"""How a first word ends that has to agree with the noun before it: Estrategia · Previsto."""


@pytest.mark.parametrize("locale", PARTICIPLES)
def test_a_status_beside_a_title_agrees_with_none(locale):
    t = load_wordings(ROOT, ["en", locale])[locale]
    beside = [f"status.{status}" for status in Status if status is not Status.DONE]
    for key in (*beside, *(f"known.{known}" for known in Known)):
        first = t(key).split()[0].casefold()
        assert not re.search(PARTICIPLES[locale], first), t(key)
