"""What readers are told of sources that are gone, and where they find them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from projectsite.files.layout import EVIDENCE, SOURCES
from projectsite.kit.model import Points
from projectsite.kit.outcome_sheet import outcome_sheet
from projectsite.page.evidence import SourceRow, source_rows
from projectsite.page.setting import Setting
from projectsite.site import load_site
from projectsite.views.reports import read_at
from projectsite.words.dates import PartialDate
from projectsite.words.forms import date_form
from projectsite.words.text import Locale
from visit import LOCALES

VISITED = """\
visited 2026-11
https://www.hohdelampo.example.com/news/bronze gone seen=2026-05
https://quiet-things.example.org/issues/14 elsewhere seen=2026-05 \
archived=https://web.archive.org/web/2026/https://quiet-things.example.org/issues/14
https://lumiere.example.org/encre?id=3&page=1 unreachable \
archived=https://web.archive.org/web/2025/https://lumiere.example.org/encre
https://riverlight.example.org/news/2019/kick-off/ refused seen=2026-05
https://copies.example.net/newsletters/skimrefoss-2020-3.html gone \
archived=https://web.archive.org/web/2026/https://copies.example.net/
http://skimretidende.example.com/2019/10/lys-i-regn gone seen=2026-05 \
archived=https://web.archive.org/web/2026/http://skimretidende.example.com/2019/10/lys-i-regn
"""
NAMED = """\
pages:
  - url: http://skimretidende.example.com/2019/10/lys-i-regn
    publisher: Skimretidende
    language: nb
    archived: https://archive.example.org/1
"""


@pytest.fixture(scope="module")
def visited(polyglot, tmp_path_factory):
    """The example in five languages, after some of its pages went."""
    project = Path(shutil.copytree(polyglot, tmp_path_factory.mktemp("visited") / "project"))
    (project / EVIDENCE).write_text(VISITED, "utf-8")
    (project / SOURCES).write_text(NAMED, "utf-8")
    return load_site(project)


def last_source(site, outcome: str, locale: str = "en") -> SourceRow:
    setting = site.setting(Locale(locale), f"outcomes/{outcome}/")
    return source_rows(setting, site.project.outcomes[outcome].sources)[-1]


def test_readers_of_a_page_that_is_gone_are_offered_its_copy(visited):
    row = last_source(visited, "quiet-light-prize")
    assert row.href.startswith("https://web.archive.org/web/2026/")
    assert row.archived is None
    assert row.state == "No longer there. Last seen: May 2026. The link leads to an archived copy."


def test_without_a_copy_they_are_told(visited):
    row = last_source(visited, "hohdelampo-bronze")
    assert row.href == "https://www.hohdelampo.example.com/news/bronze"
    assert row.state == "No longer there. Last seen: May 2026."


def test_a_page_that_may_be_back_stays_linked_beside_its_copy(visited):
    row = last_source(visited, "light-and-ink")
    assert row.href.startswith("https://lumiere.example.org/")
    assert row.archived == "https://web.archive.org/web/2025/https://lumiere.example.org/encre"
    assert row.state == "Could not be opened. Last checked: November 2026."


def test_what_readers_get_themselves_is_told_as_before(visited, polyglot_site):
    for outcome in ("kick-off", "lamp-library"):  # no program is let in; a host that is not linked
        assert last_source(visited, outcome) == last_source(polyglot_site, outcome)


def test_what_editors_have_archived_comes_first(visited):
    row = last_source(visited, "lantern-training-news")
    assert row.href == "https://archive.example.org/1"
    assert "unencrypted" not in row.notes


def test_other_links_to_a_page_that_is_gone_lead_to_its_copy(visited):
    """That of a report leads where it says."""
    setting = visited.setting(Locale("en"), "outcomes/lantern-training-news/")
    read = read_at(setting, visited.project.outcomes["lantern-training-news"])
    assert read.href == "https://archive.example.org/1"
    assert "archive.example.org" in read.text.text


def test_the_sheet_of_an_outcome_tells_it_too(visited):
    setting = Setting.absolute(visited.edition, "https://example.org/", Locale("en"))
    sheet = outcome_sheet(setting, visited.project.outcomes["quiet-light-prize"])
    lists = (block.points for block in sheet.blocks if isinstance(block, Points))
    (point,) = (point for points in lists for point in points if "quiet" in point.href)
    assert "No longer there. Last seen: May 2026." in point.text.text
    assert point.href.startswith("https://web.archive.org/")


@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_told_in_each_language(visited, locale):
    asked = ("quiet-light-prize", "light-and-ink")
    told = [last_source(visited, outcome, locale).state for outcome in asked]
    t = visited.wordings[locale]
    seen = date_form(PartialDate.parse("2026-05"), locale)
    assert t("evidence.gone") in told[0] and t("evidence.last_seen", date=seen) in told[0]
    assert t("evidence.to_copy") in told[0]
    checked = date_form(PartialDate.parse("2026-11"), locale)
    assert t("evidence.last_checked", date=checked) in told[1]
    assert t("evidence.unreachable") in told[1]
