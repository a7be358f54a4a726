"""The timeline: everything that was done stands in it once, drawn and in words."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from axe import violations
from editions import edition_of, one_outcome
from projectsite.facts.vocabulary import OutcomeType, Relation, Status, TypeGroup
from projectsite.page.setting import Setting
from projectsite.views.drawings.timeline import DROPS, STEP, timeline
from projectsite.views.drawings.timescale import MARK, WIDTH, Timescale
from projectsite.words.dates import PartialDate
from projectsite.words.text import Locale

START, END = PartialDate.parse("2019-03"), PartialDate.parse("2021-03")


def outcome(number, date, **fields):
    parsed = PartialDate.parse(date) if date else None
    return one_outcome(id=f"no-{number}", date=parsed, **fields)


def view_of(site, outcomes, locale="en"):
    edition = edition_of(site, outcomes={o.id: o for o in outcomes})
    return timeline(Setting.of_page(edition, "project/", Locale(locale)))


def done(site):
    own = site.project.outcomes.values()
    return [o for o in own if o.status is Status.DONE and not o.repeats]


def addresses_of(rows):
    return [item.row.href for group in rows for item in group.rows]


def test_everything_done_is_listed_once(example_site):
    view = timeline(example_site.setting(Locale("en"), "project/"))
    listed = addresses_of([*view.rows, *([view.undated] if view.undated else [])])
    assert sorted(listed) == sorted(f"../outcomes/{o.id}/" for o in done(example_site))
    drawn = [drop.href for drop in view.chart.drops]
    assert len(drawn) == len(set(drawn))
    assert sorted(drawn) == sorted(f"../outcomes/{o.id}/" for o in done(example_site) if o.date)


def test_numbers_say_what_is_counted(example_site):
    view = timeline(example_site.setting(Locale("en"), "project/"))
    found = done(example_site)
    own = sum(o.relation is Relation.PROJECT for o in found)
    assert view.counted.startswith(f"{own} outcomes of the project")
    assert f" {len(found) - own} by others" in view.counted
    assert sum(int(number) for _, _, number in view.types) == len(found)
    undated = sum(not o.date for o in found)
    assert (view.undated is None) == (undated == 0)


def test_each_mark_says_title_date_and_type(example_site):
    view = timeline(example_site.setting(Locale("de"), "de/project/"))
    assert view.chart.drops
    for drop in view.chart.drops:
        id = drop.href.rstrip("/").rpartition("/")[2]
        found = example_site.project.outcomes[id]
        title = found.title.words(Locale("de"), Locale("en"))
        words = example_site.wordings[title.locale]
        assert drop.name.locale == title.locale
        assert drop.name.text.startswith(f"{title}, ")
        assert str(found.date.year) in drop.name.text
        assert drop.name.text.endswith(f", {words(f'type.{found.type}')}")
        assert drop.group is found.type.group


def test_before_and_after_the_project(example_site):
    dates = ("1998", "2018-12-31", "2019-03-01", "2021-03-31", "2021-04", "2050-01-01")
    view = view_of(example_site, [outcome(at, date) for at, date in enumerate(dates)])
    assert (view.chart.before, view.chart.after) == ("Before", "After")
    xs = {drop.href[-5:-1]: drop.x for drop in view.chart.drops}
    ordered = [xs[f"no-{at}"] for at in range(6)]
    assert ordered == sorted(ordered)
    assert (
        ordered[1]
        < view.chart.start
        <= ordered[2]
        < ordered[3]
        <= view.chart.end
        < ordered[4]
        < WIDTH
    )
    only = view_of(example_site, [outcome(1, "2020-05-01")])
    assert (only.chart.before, only.chart.after, only.chart.start, only.chart.end) == (
        "",
        "",
        0,
        WIDTH,
    )


def test_spans_have_their_length(example_site):
    dates = ("2020-05-04", "2020-05-04/2020-05-07", "2020-06", "2020-07-15/2020-09-15", "2020")
    view = view_of(example_site, [outcome(at, date) for at, date in enumerate(dates)])
    found = {drop.href[-5:-1]: drop for drop in view.chart.drops}
    month = WIDTH / 25
    lengths = [round((end - start) / month, 1) for _, drop in sorted(found.items()) if drop.span
               for start, end in [drop.span]]  # fmt: skip
    # That of a few days is drawn a little longer, to be seen.
    assert lengths == [0.3, 1.0, 2.0]
    assert [found[f"no-{at}"].vague for at in range(5)] == [False, False, True, False, False]
    assert found["no-4"].y > view.chart.base
    assert [year.year for year in view.chart.years if year.told] == [2020]


def test_others_are_told_apart_from_the_projects_own(example_site):
    outcomes = [
        outcome(1, "2020-05-04", relation="project"),
        outcome(2, "2020-05-04", relation="coverage", type="news"),
        outcome(3, "2020-05-04", relation="context", type="event"),
    ]
    view = view_of(example_site, outcomes)
    assert {drop.href[-5:-1]: drop.own for drop in view.chart.drops} == {
        "no-1": True,
        "no-2": False,
        "no-3": False,
    }
    (group,) = view.rows
    told = {item.row.href[-5:-1]: item.about for item in group.rows}
    words = example_site.wordings[Locale("en")]
    assert words("relation.coverage") in told["no-2"]
    assert words("relation.context") in told["no-3"]
    assert words("relation.project") not in told["no-1"]


def test_what_has_not_happened_is_not_there(example_site):
    view = view_of(
        example_site,
        [
            outcome(1, "2020-05-04"),
            outcome(2, "2020-05-04", status="planned"),
            outcome(3, "2020-05-04", status="announced"),
            outcome(4, "2020-05-04", repeats=("no-1",)),
        ],
    )
    assert [drop.href[-5:-1] for drop in view.chart.drops] == ["no-1"]
    assert addresses_of(view.rows) == ["../outcomes/no-1/"]


def test_every_type_has_a_shape_and_a_word(example_site):
    words = example_site.wordings[Locale("en")]
    assert {kind.group for kind in OutcomeType} == set(TypeGroup)
    shapes = {}
    for group in TypeGroup:
        kind = next(kind for kind in OutcomeType if kind.group is group)
        edition = edition_of(
            example_site, outcomes={"no-1": outcome(1, "2020-05-04", type=str(kind))}
        )
        setting = Setting.of_page(edition, "project/", Locale("en"))
        drawn = lxml_html.fragment_fromstring(str(example_site.macros(setting).timeline()))
        (mark,) = drawn.xpath("//svg[@role='group']//a//path")
        shapes[group] = mark.get("d"), mark.get("class")
        assert words(f"group.{group}") in drawn.text_content()
    assert len({d for d, _ in shapes.values()}) == len({c for _, c in shapes.values()}) == 5


def _dates():
    month = st.tuples(st.integers(2018, 2022), st.integers(1, 12)).map(
        lambda m: f"{m[0]}-{m[1]:02}"
    )
    day = st.tuples(month, st.integers(1, 28)).map(lambda d: f"{d[0]}-{d[1]:02}")
    days = st.tuples(month, st.integers(1, 20), st.integers(1, 8))
    span = days.map(lambda d: f"{d[0]}-{d[1]:02}/{d[0]}-{d[1] + d[2]:02}")
    return st.one_of(month, day, span, st.integers(2018, 2022).map(str))


@settings(max_examples=60, deadline=None)
@given(st.lists(_dates(), min_size=1, max_size=90))
def test_no_mark_lies_on_another_and_none_is_lost(example_site, dates):
    view = view_of(example_site, [outcome(at, date) for at, date in enumerate(dates)])
    for a, b in combinations(view.chart.drops, 2):
        assert abs(a.x - b.x) >= MARK - 0.2 or abs(a.y - b.y) >= STEP, (a, b)
    rest = sum(int(rest.text) for rest in view.chart.rest)
    assert len(view.chart.drops) + rest == len(addresses_of(view.rows)) == len(dates)
    assert all(0 <= drop.x <= WIDTH and 0 < drop.y < view.chart.height for drop in view.chart.drops)
    assert all(rest.y > 0 for rest in view.chart.rest)


def test_many_of_a_month_are_counted_above_it(example_site):
    view = view_of(example_site, [outcome(at, "2020-05-04") for at in range(DROPS + 5)])
    assert len(view.chart.drops) == DROPS
    assert [rest.text for rest in view.chart.rest] == ["+5"]
    assert view.chart.rest[0].y < min(drop.y for drop in view.chart.drops)
    assert len(addresses_of(view.rows)) == DROPS + 5


def test_more_than_a_page_holds_are_numbers_that_add_up(example_site):
    dates = [f"20{19 + at % 2}-{at % 9 + 3:02}" for at in range(150)] + [None] * 7
    view = view_of(
        example_site,
        [outcome(at, date, date_unknown=not date) for at, date in enumerate(dates)],
    )
    assert view.rows == ()
    listed = sum(int(count.split()[0]) for _, count in view.counts)
    assert listed == len(view.chart.drops) + sum(int(rest.text) for rest in view.chart.rest) == 150
    assert "7" in view.undated.title
    assert view.undated.rows == ()
    assert view.more


@pytest.mark.parametrize("months", ["2019-03", "2020-03", "2028-12", "2039-02"])
def test_a_project_of_any_length_fits(months):
    scale = Timescale(START, PartialDate.parse(months), [])
    assert 1 <= scale.columns <= 60
    assert scale.at(START.first) == 0
    last = PartialDate.parse(months).last
    assert scale.at(last, whole=True) == pytest.approx(WIDTH, abs=scale.width)
    assert scale.column(last) == scale.columns - 1


@pytest.mark.browser
def test_marks_are_links_by_name_and_a_phone_has_the_list(browser, served_example, example_site):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{served_example}project/")
    chart = page.locator(".project-timeline__chart")
    view = timeline(example_site.setting(Locale("en"), "project/"))
    names = Counter(drop.name.text for drop in view.chart.drops)
    for name, number in names.items():
        assert chart.get_by_role("link", name=name, exact=True).count() == number
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert not chart.is_visible()
    items = page.locator(".project-timeline__list > li")
    assert items.count() == len(view.rows) + (view.undated is not None)
    first = items.first
    assert first.evaluate("item => getComputedStyle(item).borderLeftWidth") == "1px"
    assert first.locator("h3").inner_text() == view.rows[0].title
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()
