"""The figure of an outcome: the same record, the same figure."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from lxml import etree

from projectsite.build.drawing import points
from projectsite.facts.vocabulary import Hue, Level, OutcomeType, Outline
from projectsite.page.outline import outline_of
from projectsite.views.drawings.drop import GRAINS, Figure, drop, drop_of

DROP = outline_of(Outline.DROP)
HUES = (Hue.ROSE, Hue.TEAL, Hue.OLIVE)


def looks(figure, **options):
    """How many circles or paths there are of each kind."""
    found = Counter()
    for shape in drop(figure, **options).shapes:
        found[shape.look] += shape.d.count("M")
    return found


@pytest.mark.parametrize("kind", list(OutcomeType))
@pytest.mark.parametrize("bodies", [(0, 0), (1, 0), (3, 0), (3, 2), (2, 30)])
@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize("outline", list(Outline))
def test_every_type_has_a_figure_that_stays_in_its_box(kind, bodies, small, outline):
    ours, guests = bodies
    figure = Figure(kind, HUES[:ours], guests, 40, 3, outline=outline)
    shapes = drop(figure, small=small).shapes
    body = outline_of(outline).body
    assert [shape.look for shape in shapes if shape.d == body] == ["body", "edge"]
    assert len(shapes) >= 3
    for shape in shapes:
        numbers = [float(n) for n in re.findall(r"M(-?[\d.]+) ?(-?[\d.]+)", shape.d)[0]]
        assert -6 <= numbers[0] <= 118
        assert 0 <= numbers[1] <= 134
        assert "nan" not in shape.d


def test_bodies_are_marks_ours_full_and_others_open():
    found = looks(Figure(OutcomeType.MEETING, HUES, guests=4))
    assert (found["mark"], found["guest"]) == (3, 4)
    shapes = drop(Figure(OutcomeType.MEETING, HUES, guests=4)).shapes
    assert [s.hue for s in shapes if s.look == "mark"] == list(HUES)
    crowd = looks(Figure(OutcomeType.MEETING, HUES, guests=22))
    assert (crowd["mark"], crowd["guest"], crowd["line"]) == (3, 22, 2)


@pytest.mark.parametrize(("days", "waves"), [(0, 0), (1, 1), (4, 4), (30, 7)])
def test_days_are_waves(days, waves):
    assert looks(Figure(OutcomeType.TRAINING, HUES, days=days))["wave"] == waves


def test_people_are_grains():
    assert looks(Figure(OutcomeType.EVENT, HUES, people=57))["grain"] == 57
    assert looks(Figure(OutcomeType.EVENT, HUES, people=9999))["grain"] == GRAINS


def test_a_small_figure_has_neither_waves_nor_grains():
    figure = Figure(OutcomeType.EVENT, HUES, people=57, days=3)
    assert {"wave", "grain"} <= looks(figure).keys()
    assert not {"wave", "grain"} & looks(figure, small=True).keys()


def test_a_vague_date_is_one_dashed_wave():
    found = looks(Figure(OutcomeType.EVENT, HUES, vague=True))
    assert (found["vague"], found["wave"]) == (1, 0)


def surface(level):
    shapes = drop(Figure(OutcomeType.LABEL, HUES[:1], level=level)).shapes
    (water,) = (shape for shape in shapes if shape.look == "fill")
    (line,) = points(water.d)
    return line


def test_the_water_of_a_label_stands_as_high_as_the_label_and_within_the_drop():
    tops = []
    for level in (Level.BRONZE, Level.SILVER, Level.GOLD):
        line = surface(level)
        tops.append(min(y for _, y in line))
        for x, y in line:
            assert DROP.roof(x) - 0.1 <= y <= DROP.floor(x) + 0.1
    assert tops == sorted(tops, reverse=True)
    # A label of unknown level has none.
    assert "fill" not in looks(Figure(OutcomeType.LABEL, HUES[:1]))


@pytest.mark.parametrize("chosen", list(Outline))
def test_the_edges_are_those_of_the_outline(chosen):
    outline = outline_of(chosen)
    (line,) = points(outline.body)
    for x, y in line:
        assert min(abs(y - outline.roof(x)), abs(y - outline.floor(x))) < 0.3


def test_a_record_is_drawn_from_its_own_fields(example_site):
    project = example_site.project
    outcomes = project.outcomes
    training = drop_of(project, outcomes["lantern-training"])
    hues = [
        c.hue for c in project.clusters.values() if c.id in outcomes["lantern-training"].clusters
    ]
    assert [s.hue for s in training.shapes if s.look == "mark"] == hues
    bronze = drop_of(project, outcomes["hohdelampo-bronze"])
    assert "fill" in {shape.look for shape in bronze.shapes}
    planned = {id for id, outcome in outcomes.items() if drop_of(project, outcome).planned}
    assert planned == {id for id, o in outcomes.items() if o.status in ("planned", "announced")}


def test_the_page_holds_the_figure_as_valid_svg(built_example, example_site):
    for outcome in example_site.project.outcomes.values():
        page = built_example.page(f"outcomes/{outcome.id}")
        svg = re.search(r'<svg class="project-drop.*?</svg>', page, re.S).group()
        tree = etree.fromstring(svg)
        assert tree.get("aria-hidden") == "true"
        assert len(tree) == len(drop_of(example_site.project, outcome).shapes)
