"""The page of an outcome with all that belongs to it, and what was promised beside its evidence."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from editions import edition_of
from projectsite.facts.model import PublicPage
from projectsite.facts.vocabulary import Known
from projectsite.formats.tables import promised_table
from projectsite.page.setting import Setting
from projectsite.problems import ProblemsFound
from projectsite.site import load_site
from projectsite.views.agreement.promised import promised, promised_group
from projectsite.views.dossier import outcome_page
from projectsite.words.text import Locale


def page_of(site, id, locale="en", **changed):
    edition = edition_of(site, **changed) if changed else edition_of(site)
    setting = Setting.of_page(edition, f"outcomes/{id}/", Locale(locale))
    return outcome_page(setting, edition.project.outcomes[id])


def test_an_outcome_says_what_it_is_a_part_of(example_site):
    whole = page_of(example_site, "lantern-training").whole
    assert str(whole.text) == "Part of RIVERLIGHT"
    assert str(whole.hint).replace("\u2060", "") == "3 clusters in 3 countries, 2019–2021"
    report = page_of(example_site, "lantern-training-news").whole
    assert str(report.text) == "A report on RIVERLIGHT"


def test_reports_stand_on_the_page_with_the_way_to_read_them(example_site):
    (report,) = page_of(example_site, "lantern-training").reports
    assert str(report.title) == "A newspaper's report on the training"
    assert str(report.read.text) == "Read it at skimretidende.example.com (Norwegian, 2019)"
    assert report.read.href == "http://skimretidende.example.com/2019/10/lys-i-regn"
    assert not report.own
    assert page_of(example_site, "lantern-training-news").read.href == report.read.href
    assert page_of(example_site, "lantern-training").read is None


def test_a_report_has_the_title_of_its_page_and_those_in_the_language_come_first(example_site):
    outcomes = example_site.project.outcomes
    second = outcomes["lantern-training-news"].model_copy(
        update={"id": "a-second-report", "sources": outcomes["kick-off"].sources}
    )
    url = next(source.url for source in second.sources if source.url)
    pages = {url: PublicPage(url=url, title="Laternen", publisher="Blatt", language="de")}
    edition = edition_of(example_site, outcomes={**outcomes, second.id: second}, pages=pages)
    found = {}
    for locale in ("en", "de"):
        setting = Setting.of_page(edition, "outcomes/lantern-training/", Locale(locale))
        found[locale] = outcome_page(setting, outcomes["lantern-training"]).reports
    own, other = found["de"]
    assert (str(own.title), own.own, other.own) == ("Laternen", True, False)
    assert own.about == "Blatt · Deutsch"
    titled = [report for report in found["en"] if report.title.locale == "de"]
    assert [str(report.title.lang) for report in titled] == [' lang="de"']


def test_what_came_out_of_it_stands_there_and_the_way_back(example_site):
    page = page_of(example_site, "lantern-training")
    assert [row.href for row in page.followers] == ["../../outcomes/winter-mentoring/"]
    rows = {row.label: row.values for row in page_of(example_site, "winter-mentoring").facts}
    (before,) = rows["Came out of"]
    assert before.href == "../../outcomes/lantern-training/"


def test_what_is_shown_already_is_not_related(example_site):
    for id in example_site.project.outcomes:
        page = page_of(example_site, id)
        shown = [report.row.href for report in page.reports]
        shown += [row.href for row in page.followers]
        assert not {row.href for row in page.related} & set(shown), id


def test_the_counts_are_those_of_the_table(example_site):
    setting = Setting.of_page(edition_of(example_site), "promised/", Locale("en"))
    view = promised(setting)
    rows = [row for group in view.groups for row in group.rows]
    assert sum(int(count.number) for count in view.counts) == len(rows)
    assert {count.known for count in view.counts} == {row.known for row in rows}
    assert all(count.href == "" for count in view.counts)  # the example has no such page
    assert all("No public result found" in row.evidence for row in rows if row.known in OPEN)


OPEN = {Known.ANNOUNCED, Known.PROMISED}


def test_a_long_group_is_cut_and_leads_to_the_table(example_site):
    setting = Setting.of_page(edition_of(example_site), "work-packages/wp1/", Locale("en"))
    package = example_site.project.work_packages["WP1"]
    whole = promised_group(setting, package)
    assert whole.more is None
    cut = promised_group(setting, package, len(whole.rows) - 1)
    assert cut.rows == whole.rows[:-1]
    assert str(cut.more.text) == "The whole table of what was promised"


@pytest.mark.parametrize("locale", ["en", "de", "cs"])
def test_the_table_for_spreadsheets_holds_what_the_page_shows(example_site, locale):
    edition = edition_of(example_site)
    setting = Setting.of_page(edition, "promised/", Locale(locale))
    shown = [row for group in promised(setting).groups for row in group.rows]
    text = promised_table(edition, Locale(locale)).decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(text, newline=""))
    assert len(head) == 7
    assert [row[1:4] for row in rows] == [[str(row.title), row.label, row.when] for row in shown]
    assert all(row[-1].startswith("https://") for row in rows)


def test_a_list_by_objective_holds_the_outcomes_of_what_serves_it(example_site):
    project = example_site.project
    macros = example_site.macros(example_site.setting(Locale("en"), "for/towns/"))
    for id, packages in project.work_packages_of.items():
        drawn = macros.outcomes(objective=id)
        for outcome in project.outcomes.values():
            serves = outcome.work_package in {package.id for package in packages}
            assert (f'outcomes/{outcome.id}/"' in drawn) == serves, (id, outcome.id)
    with pytest.raises(ValueError, match="O9"):
        macros.outcomes(objective="O9")
    top = next(id for id, one in project.objectives.items() if one.parent is None)
    assert macros.objectives(of=top).count("<section") == 1


def test_other_words_for_what_is_to_come_are_taken(example_copy):
    """The words of a language say how its texts tell what was to come."""
    path = example_copy / "data/outcomes/lamp-loan.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("are to borrow", "borrow, as is hoped,"), "utf-8")
    with pytest.raises(ProblemsFound, match="told-as-done"):
        load_site(example_copy)
    words = example_copy / "data/words/en.yml"
    said = words.read_text("utf-8")
    words.write_text(said.replace('not yet"', 'not yet; as is hop*"'), "utf-8")
    load_site(example_copy)
