"""The ladder: which label each cluster held, and when."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date

import pytest
from lxml import html as lxml_html

from axe import violations_of_content
from conftest import build, edit
from pages_server import PagesServer
from projectsite.facts.folders import KINDS
from projectsite.facts.model import Label
from projectsite.facts.project import Project
from projectsite.facts.vocabulary import Level
from projectsite.page.setting import Setting
from projectsite.views.drawings.ladder import TOGETHER, ladder, ladder_lane

HISTORIES = {
    "hohdelampo": [{"level": "none", "since": "2019-01"}, {"level": "bronze", "since": "2020-06"}],
    "skimrefoss": [
        {"level": "bronze", "since": "2017"},
        {"level": "bronze", "since": "2018-06"},
        {"level": "gold", "since": "2020-01", "until": "2030-01"},
    ],
    "tresnuvem": [{"level": "silver", "since": "2018-05", "inferred": "yes", "until": "2019-12"}],
}


def setting_of(site, histories, locale="en", copies=0):
    """The project of a site with other labels, and with more clusters like its first one."""
    old = site.project
    clusters = {
        id: cluster.model_copy(
            update={"labels": tuple(map(Label.model_validate, histories.get(id, ())))}
        )
        for id, cluster in old.clusters.items()
    }
    first = next(iter(clusters.values()))
    for at in range(copies):
        clusters[f"copy-{at}"] = first.model_copy(update={"id": f"copy-{at}"})
    folders = {kind.folder: dict(old.by_id(kind.model)) for kind in KINDS}
    project = Project(
        facts=old.facts, objectives=old.objectives, **folders | {"clusters": clusters}
    )
    return Setting.of_page(replace(site.edition, project=project), "", locale)


def drawn(site, setting):
    html = site.render("ladder", ladder=ladder(setting), t=setting.t)
    return lxml_html.fragment_fromstring(html, create_parent=True)


def rows(setting):
    return {row.name: row for row in ladder(setting).rows}


def test_without_labels_nothing_is_drawn_not_even_a_heading(example_site):
    setting = setting_of(example_site, {})
    assert ladder(setting) is None
    assert len(drawn(example_site, setting)) == 0
    assert all(
        ladder_lane(setting, cluster) is None for cluster in setting.project.clusters.values()
    )


def test_only_clusters_that_have_labels_have_a_lane(example_site):
    one = {"tresnuvem": HISTORIES["tresnuvem"]}
    found = ladder(setting_of(example_site, one))
    assert [row.name for row in found.rows] == ["Tresnuvem Circle"]
    assert len(found.chart.lanes) == 1


def test_a_line_says_how_sure_it_is(example_site):
    lanes = {name: row.chart.lanes[0] for name, row in rows_of(example_site).items()}
    kinds = {name: [line.sure for line in lane.lines] for name, lane in lanes.items()}
    assert kinds == {
        "Hohdelampo Ring": ["sourced", "sourced", "open"],
        "Skimrefoss Forum": ["sourced", "sourced", "sourced"],  # to beyond the edge
        "Tresnuvem Circle": ["inferred", "open"],
    }
    assert [len(lane.bars) for lane in lanes.values()].count(1) == 1
    assert lanes["Skimrefoss Forum"].bars


def rows_of(site):
    return rows(setting_of(site, HISTORIES))


def test_time_runs_evenly_and_levels_stand_above_each_other(example_site):
    chart = rows_of(example_site)["Hohdelampo Ring"].chart
    first, last = int(chart.years[0].text), 2023
    (begin, below), (end, above) = chart.lanes[0].dots
    days = (date(last + 1, 1, 1) - date(first, 1, 1)).days
    wide = chart.right - chart.left
    for x, day in ((begin, date(2019, 1, 1)), (end, date(2020, 6, 1))):
        assert x == pytest.approx(chart.left + wide * (day - date(first, 1, 1)).days / days, abs=1)
    assert above < below
    heights = dict(zip([text.text for text in chart.levels], chart.rules, strict=True))
    assert (heights["no label"], heights["Bronze"]) == (below, above)
    assert sorted(heights.values()) == list(heights.values())


def test_the_lanes_of_the_wide_chart_never_share_a_height(example_site):
    chart = ladder(setting_of(example_site, HISTORIES)).chart
    heights = [{y for _, y in lane.dots} for lane in chart.lanes]
    assert sum(map(len, heights)) == len(set.union(*heights))


def test_no_note_stands_on_another_one_or_outside(example_site):
    chart = ladder(setting_of(example_site, HISTORIES)).chart
    boxes = []
    for note in (note for lane in chart.lanes for note in lane.notes):
        width = 7 * len(note.text)
        left = note.x - width if note.anchor == "end" else note.x
        assert chart.left <= left
        assert left + width < chart.width
        boxes.append((left, left + width, note.y))
    assert len(boxes) > 4
    for at, (left, right, y) in enumerate(boxes):
        for other_left, other_right, other_y in boxes[:at]:
            apart = right <= other_left or other_right <= left or abs(y - other_y) >= 13
            assert apart, (left, right, y)


@pytest.mark.parametrize(
    ("locale", "title"),
    [
        ("en", "1 cluster without a label gained one and 1 cluster rose to Gold"),
        ("de", "1 Cluster ohne Label erhielt eines und 1 Cluster stieg auf Gold"),
    ],
)
def test_the_title_says_who_rose_while_the_project_ran(example_site, locale, title):
    assert ladder(setting_of(example_site, HISTORIES, locale)).title == title


def test_what_is_not_known_counts_as_no_rise(example_site):
    """A first label is no rise from none: no source says what was before it."""
    setting = setting_of(example_site, {"hohdelampo": [{"level": "bronze", "since": "2020-06"}]})
    assert ladder(setting).title == setting.t("label.title")


def test_the_key_explains_what_is_drawn_and_no_more(example_site):
    everything = ladder(setting_of(example_site, HISTORIES))
    assert [kind for kind, _ in everything.key] == ["sourced", "inferred", "year", "open"]
    plain = ladder(setting_of(example_site, {"hohdelampo": HISTORIES["hohdelampo"]}))
    assert [kind for kind, _ in plain.key] == ["sourced", "open"]


def test_the_table_says_the_same_and_leads_to_what_it_rests_on(example_site):
    source = {"url": "https://skimrefoss.example.net/en/gold/"}
    histories = {
        "hohdelampo": [
            {"level": "none", "since": "2018", "sources": [{"document": "project-plan"}]},
            {"level": "bronze", "since": "2020-06"},
        ],
        "skimrefoss": [
            {"level": "gold", "since": "2020-01", "until": "2030-01", "sources": [source]}
        ],
    }
    tree = drawn(example_site, setting_of(example_site, histories))
    found = {
        " ".join(link.text_content().split()): link.get("href")
        for link in tree.xpath("//table//td//a")
    }
    assert found == {
        # The outcome that tells of it has sources of its own.
        "Bronze, June 2020": "./outcomes/hohdelampo-bronze/",
        "Gold, January 2020": source["url"],
        "Gold, sourced until January 2030": source["url"],
    }
    assert "no label, 2018" in tree.text_content()  # an unpublished document is no link
    columns = [len(row) for row in tree.xpath("//table//tr")]
    assert set(columns) == {4}


@pytest.mark.parametrize("copies", [0, 1, 9])
def test_many_clusters_have_a_chart_each(example_site, copies):
    setting = setting_of(example_site, HISTORIES, copies=copies)
    found = ladder(setting)
    assert len(found.rows) == 3 + copies
    assert (found.chart is None) == (3 + copies > TOGETHER)


@pytest.fixture(scope="module")
def served_ladder(example, tmp_path_factory):
    """The example with a ladder on its home pages; two clusters have labels."""
    folder = tmp_path_factory.mktemp("ladder")
    project = shutil.copytree(example, folder / "project")
    for locale in ("en", "de"):
        page = project / f"docs/{locale}/index.md"
        page.write_text(page.read_text("utf-8") + "\n{{ ladder() }}\n", encoding="utf-8")
    edit(
        project,
        "data/clusters/skimrefoss.yml",
        "founded: 2014\n",
        "founded: 2014\nlabels:\n  - level: silver\n    since: 2016\n    until: 2019-05-02\n",
    )
    built = build(project, folder / "site", SITE_URL="https://example.org/riverlight/")
    with PagesServer(built.folder, "/riverlight/") as server:
        yield server.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 360])
def test_the_chart_fits_its_screen_and_is_as_large_as_it_says(
    browser, served_ladder, width, scheme
):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale="de"
    )
    page = context.new_page()
    page.goto(served_ladder + "de/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    charts = page.locator(".project-ladder .project-chart:visible")
    assert charts.count() == (1 if width == 1280 else 2)
    sizes = charts.evaluate_all(
        """nodes => nodes.map(node =>
            node.getBoundingClientRect().width / node.viewBox.baseVal.width)"""
    )
    assert all(12 <= 13 * scale < 14.5 for scale in sizes), sizes
    # What is written stays in the drawing.
    outside = charts.evaluate_all(
        """nodes => nodes.flatMap(node => [...node.querySelectorAll("text")]
            .map(text => text.getBoundingClientRect())
            .filter(box => box.right > node.getBoundingClientRect().right + 1
                || box.left < node.getBoundingClientRect().left - 1))"""
    )
    assert outside == []
    assert violations_of_content(page, colours=True) == []
    context.close()


def test_a_cluster_has_its_own_lane_on_its_page(built_example):
    page = built_example.page("consortium/hohdelampo")
    tree = lxml_html.document_fromstring(page)
    (lane,) = tree.xpath("//section[@class='project-ladder__lane']")
    assert re.search("Bronze, June 2020", lane.text_content())
    assert len(lane.xpath(".//*[@role='img']")) == 1
    other = lxml_html.document_fromstring(built_example.page("consortium/tresnuvem"))
    assert other.xpath("//section[@class='project-ladder__lane']") == []


def test_levels_are_in_the_order_in_which_they_are_climbed():
    assert list(Level) == [Level.NONE, Level.BRONZE, Level.SILVER, Level.GOLD]
