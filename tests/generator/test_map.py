"""The map: who met where, and names that never lie across each other."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from axe import violations
from conftest import ROOT
from editions import edition_of, one_outcome
from projectsite.facts.model import Inference
from projectsite.facts.vocabulary import Hue
from projectsite.page.setting import Setting
from projectsite.views.maps.geography import load_land, project
from projectsite.views.maps.labels import NAMES, NUMBERS, Box, Mark, labelled, width_of
from projectsite.views.maps.map import consortium_map
from projectsite.words.text import Locale, LocalisedText

TOWN, FAR = (47.5, 19.04), (-33.87, 151.21)


def setting_of(site, locale="en", **changed):
    return Setting.of_page(edition_of(site, **changed), "consortium/", Locale(locale))


def meeting(id, position, **fields):
    known = {"type": "meeting", "place": LocalisedText({"en": f"Town of {id}"}), "country": "HU"}
    return one_outcome(id=id, position=position, **(known | fields))


def map_of(site, *outcomes, **changed):
    return consortium_map(setting_of(site, outcomes={o.id: o for o in outcomes}, **changed))


def consortium(site, positions):
    """Partners of many names at these positions."""
    model = next(iter(site.project.clusters.values()))
    changed = {}
    for at, position in enumerate(positions):
        id = f"partner-{at}" if at else site.project.facts.coordinator
        fields = {"id": id, "name": f"Wide Network No. {at}", "abbreviation": None}
        changed[id] = model.model_copy(
            update={**fields, "position": position, "hue": list(Hue)[at % len(Hue)]}
        )
    return changed


@given(st.floats(-90, 20), st.floats(-180, 180))
@example(-52, -170)
@example(-52 + 1e-7, -170)
def test_whatever_is_far_away_is_outside_of_the_map(latitude, longitude):
    land = load_land()
    x, y = project(latitude, longitude)
    assert not (0 <= x <= land.width and 0 <= y <= land.height)


def test_what_lies_opposite_on_earth_is_told_beside_the_map(example_site):
    drawn = map_of(example_site, meeting("far", (-52, -170)))
    assert "Town of far" in drawn.outside


def texts_of(drawn, look):
    return [found for spot in drawn.spots for found in spot.looks if found.name == look]


def meeting_each_other(boxes):
    return [(a, b) for a, b in combinations(boxes, 2) if a.meets(b)]


places = st.tuples(st.floats(36, 60), st.floats(-8, 24))
points = st.tuples(st.floats(0, 400), st.floats(0, 400))
names = st.text(st.characters(categories=["Lu", "Ll", "Zs"]), min_size=1, max_size=18)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(points, names), min_size=1, max_size=24), st.sampled_from([NAMES, NUMBERS])
)
def test_no_two_names_and_no_name_and_mark_meet(spots, reach):
    frame = Box(0, 0, 400, 400)
    marks = [Mark(x, y, 5, (name, "Town")) for (x, y), name in spots]
    labels = [label for label in labelled(marks, frame, 9, {}, reach) if label]
    assert meeting_each_other([label.box for label in labels]) == []
    assert all(frame.holds(label.box) for label in labels)
    for label in labels:
        own = [mark for mark in marks if mark.lines == label.lines]
        others = [mark for mark in marks if mark.lines != label.lines]
        assert own
        assert not any(label.box.meets(mark.box) for mark in others)


@settings(max_examples=15, deadline=None)
@given(st.lists(places, min_size=24, max_size=24, unique=True))
def test_24_partners_have_names_or_numbers_that_keep_apart(example_site, positions):
    drawn = map_of(example_site, clusters=consortium(example_site, positions))
    for look in ("wide", "narrow"):
        looks = texts_of(drawn, look)
        assert len(looks) == 24
        boxes = [found.label.box for found in looks if found.label]
        assert meeting_each_other(boxes) == []
        numbers = [str(found.lines[0]) for found in looks]
        if drawn.numbered == "always":
            assert numbers == [str(at) for at in range(1, 25)]
            # The list says whose number it is, also where the page asked for none.
            assert len(drawn.clusters) == 24
        elif look == "wide":
            assert len(boxes) == 24


def test_few_partners_have_their_names(example_site):
    drawn = consortium_map(setting_of(example_site))
    assert drawn.numbered == ""
    for look in ("wide", "narrow"):
        assert [str(found.lines[0]) for found in texts_of(drawn, look)] == [
            cluster.abbreviation or cluster.name
            for cluster in example_site.project.clusters.values()
        ]


def test_the_same_data_is_drawn_alike(example_site):
    first, second = (consortium_map(setting_of(example_site)) for _ in range(2))
    assert first == second


def test_lines_lead_from_the_seats_to_where_clusters_were(example_site):
    clusters = list(example_site.project.clusters)
    drawn = map_of(example_site, meeting("here", TOWN, clusters=tuple(clusters[:2])))
    assert len(drawn.ways) == 2
    assert not drawn.inferred
    seats = {(spot.x, spot.y) for spot in drawn.spots if spot.hue}
    town = next((spot.x, spot.y) for spot in drawn.spots if not spot.hue)
    assert {way.trip.end for way in drawn.ways} == {town}
    assert {way.trip.start for way in drawn.ways} <= seats


def test_what_is_inferred_is_dashed_unless_a_source_names_the_cluster_too(example_site):
    first, second = list(example_site.project.clusters)[:2]
    guess = {"inferred": (Inference(fact="clusters"),)}
    inferred = meeting("guessed", TOWN, clusters=(first, second), **guess)
    sure = meeting("sure", TOWN, clusters=(first,))
    hues = {id: example_site.project.clusters[id].hue for id in (first, second)}
    drawn = map_of(example_site, inferred, sure)
    assert {way.trip.hue: way.trip.inferred for way in drawn.ways} == {
        hues[first]: False,
        hues[second]: True,
    }
    said = [meeting.who.endswith("(inferred)") for meeting in drawn.places[0].meetings]
    assert sorted(said) == [False, True]


def test_nobody_named_no_line_and_no_circle(example_site):
    drawn = map_of(example_site, meeting("open", TOWN))
    (spot,) = (spot for spot in drawn.spots if not spot.hue)
    assert (drawn.ways, spot.ring) == ((), 0)
    assert drawn.places[0].meetings[0].who == example_site.wordings[Locale("en")]("map.nobody")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"relation": "context"}, True),
        ({"relation": "coverage"}, True),
        ({"status": "planned", "date": None}, False),
        ({"repeats": ("another",)}, False),
    ],
)
def test_only_what_the_project_did_has_lines(example_site, fields, shown):
    outcome = meeting("aside", TOWN, clusters=tuple(example_site.project.clusters), **fields)
    drawn = map_of(example_site, outcome)
    assert drawn.ways == ()
    assert len(drawn.places) == shown
    assert all(spot.ring == 0 for spot in drawn.spots)


def test_the_circle_grows_by_area(example_site):
    clusters = tuple(example_site.project.clusters)
    rings = []
    for number in (1, 2, 3):
        drawn = map_of(example_site, meeting("here", TOWN, clusters=clusters[:number]))
        rings.append(next(spot.ring for spot in drawn.spots if not spot.hue))
    assert [round((ring / rings[0]) ** 2) for ring in rings] == [1, 2, 3]


def test_a_meeting_at_a_seat_is_no_second_place(example_site):
    cluster = next(iter(example_site.project.clusters.values()))
    drawn = map_of(example_site, meeting("home", cluster.position, clusters=(cluster.id,)))
    assert len(drawn.spots) == len(example_site.project.clusters)
    assert drawn.ways == ()
    assert len(drawn.places) == 1


def test_a_place_outside_is_told_beside_the_map(example_site):
    drawn = map_of(example_site, meeting("far", FAR, clusters=tuple(example_site.project.clusters)))
    assert "Town of far" in drawn.outside
    assert all(spot.hue for spot in drawn.spots)
    assert [str(place.name) for place in drawn.places] == ["Town of far, Hungary"]
    assert drawn.ways == ()


def test_a_place_at_the_edge_widens_the_map(example_site):
    near = map_of(example_site).frame
    wide = map_of(example_site, meeting("south", (36.5, 28.2))).frame
    land = load_land()
    assert wide.bottom > near.bottom or wide.right > near.right
    assert wide.right <= land.width
    assert wide.bottom <= land.height


def test_towns_are_listed_by_time(example_site):
    late, early = (
        meeting(id, position, date=one_outcome().date.parse(date))
        for id, position, date in (("late", TOWN, "2020-10"), ("early", (50.1, 14.4), "2019-05"))
    )
    drawn = map_of(example_site, late, early)
    assert [place.meetings[0].row.href for place in drawn.places] == [
        "../outcomes/early/",
        "../outcomes/late/",
    ]


def test_two_seats_in_one_town_are_both_seen(example_site):
    drawn = map_of(example_site, clusters=consortium(example_site, [TOWN, TOWN, TOWN]))
    assert len({(spot.x, spot.y) for spot in drawn.spots}) == 3
    boxes = [found.label.box for found in texts_of(drawn, "wide")]
    assert meeting_each_other(boxes) == []


def test_a_short_map_leaves_the_list_of_clusters_out(example_site):
    macros = example_site.macros(example_site.setting(Locale("en"), "consortium/"))
    full, short = (
        lxml_html.fragment_fromstring(str(macros.map(detail=detail)))
        for detail in ("full", "short")
    )
    assert full.xpath("//ul[@class='project-map__list']")
    assert not short.xpath("//ul[@class='project-map__list']")
    assert len(short.xpath("//svg[@role='group']")) == 1
    # What is drawn is in words too, with links.
    listed = set(short.xpath("//ol[@class='project-map__places']//a/@href"))
    assert {o.id for o in example_site.project.outcomes.values() if o.position} == {
        href.split("/")[-2] for href in listed
    }


def drawn_texts(browser, markup, width):
    css = (ROOT / "overrides/assets/stylesheets/project.css").read_text("utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(f"<style>{css}</style><main class=md-typeset>{markup}</main>")
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".project-map__chart text")]
            .map(text => text.getBoundingClientRect()).filter(box => box.width)
            .map(({left, top, right, bottom}) => [left, top, right, bottom])"""
    )
    wide = page.evaluate("document.documentElement.scrollWidth") - width
    page.close()
    return [Box(*box) for box in boxes], wide


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 800, 320])
@pytest.mark.parametrize("number", [3, 9, 24])
def test_in_a_browser_no_name_lies_across_another(browser, example_site, number, width):
    spread = [(38 + 7.3 * at % 20, -7 + 11.7 * at % 29) for at in range(number)]
    edition = edition_of(
        example_site,
        clusters=consortium(example_site, spread),
        outcomes={
            "here": meeting("here", TOWN, clusters=(example_site.project.facts.coordinator,))
        },
    )
    setting = Setting.of_page(edition, "consortium/", Locale("en"))
    markup = example_site.macros(setting).map()
    boxes, wide = drawn_texts(browser, markup, width)
    assert len(boxes) == number + 1
    assert meeting_each_other(boxes) == []
    assert wide <= 0


@pytest.mark.browser
def test_a_width_is_rather_too_large(browser):
    page = browser.new_page()
    page.set_content("<span id=text></span>")
    for text in (
        "Nanoprogress",
        "Wiener Neustadt",
        "MÜMMELMANN",
        "illicit fjord",
        "Žďár",
        "Λάρισα",
    ):
        measured = page.evaluate(
            """text => { const span = document.getElementById("text");
                span.style.font = "700 100px Arial"; span.textContent = text;
                return span.getBoundingClientRect().width; }""",
            text,
        )
        assert measured <= width_of(text, 100) <= measured * 1.6, text
    page.close()


def test_the_drawing_has_no_style_and_no_id(example_site):
    drawn = str(example_site.macros(example_site.setting(Locale("en"), "consortium/")).map())
    assert not re.search(r"\s(id|style)=", drawn)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_accessible(browser, served_example, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{served_example}consortium/")
    assert violations(page) == []
    context.close()
