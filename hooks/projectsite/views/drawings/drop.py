"""A figure for each outcome, drawn from its record and from nothing else.

The project chooses its outline: a drop, or a circle (facts.vocabulary.Outline).

The type gives the form, the clusters give the hues (in the order of the project), others who took
part are open marks, people are grains, days are waves. A date without a day is one dashed wave;
what is only planned is dashed and empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin, sqrt
from typing import NamedTuple

from ...facts import vocabulary
from ...facts.model import Outcome
from ...facts.project import Project
from ...facts.vocabulary import Hue, Level, OutcomeType, Status
from ...page.outline import outline_of
from .levels import label_of

CENTRE = (56.0, 74.0)
"""Of the round part of every outline, in a box of 112 by 134."""
WATER = {Level.BRONZE: 86.0, Level.SILVER: 64.0, Level.GOLD: 40.0}
"""How high the water of a label stands."""
ONE_RING = 12
"""So many marks stand in one ring; more in two, the project's own inside."""
WAVES, GRAINS = 7, 400
"""No figure has more of them."""

Point = tuple[float, float]


class Shape(NamedTuple):
    """A part of the figure: its class in the stylesheet and the data of its path."""

    look: str
    d: str
    hue: Hue | None = None


@dataclass(frozen=True)
class Drop:
    """The figure, from back to front."""

    shapes: tuple[Shape, ...]
    planned: bool
    small: bool
    """For less than 48 pixels: form and hues alone."""
    box: str
    """Of the drawing: left, top, width and height."""


@dataclass(frozen=True)
class Figure:
    """All that a figure is made from."""

    type: OutcomeType
    hues: tuple[Hue, ...]
    guests: int = 0
    people: int = 0
    days: int = 0
    vague: bool = False
    """Whether of the date only month or year is known."""
    planned: bool = False
    level: Level | None = None
    outline: vocabulary.Outline = vocabulary.Outline.DROP

    @property
    def marks(self) -> tuple[Hue | None, ...]:
        """One for each body: the project's own clusters, then the others."""
        return (*self.hues, *(None,) * self.guests)


def drop_of(project: Project, outcome: Outcome, *, small: bool = False) -> Drop:
    """The figure of an outcome."""
    date, label = outcome.date, label_of(project, outcome)
    exact = date is not None and date.precision in ("day", "span")
    figure = Figure(
        outcome.type,
        tuple(hue for id, hue in project.hues.items() if id in outcome.clusters),
        outcome.guests or 0,
        outcome.people or 0,
        (date.last - date.first).days + 1 if date and exact else 0,
        date is not None and not exact,
        outcome.status in (Status.PLANNED, Status.ANNOUNCED),
        label.level if label else None,
        project.brand.outline,
    )
    return drop(figure, small=small)


@lru_cache(maxsize=5000)
def drop(figure: Figure, *, small: bool = False) -> Drop:
    """The same figure for the same record, on every machine."""
    inner = _FORMS.get(figure.type, lines)
    if figure.type is OutcomeType.LABEL and figure.level in WATER:
        inner = water
    waves = [] if small else list(_waves(figure))
    grains = [] if small else list(_grains(figure.people))
    outline = outline_of(figure.outline)
    body = outline.body
    shapes = (*waves, Shape("body", body), *grains, *inner(figure), Shape("edge", body))
    return Drop(shapes, figure.planned, small, outline.small_box if small else outline.box)


def circle(x: float, y: float, r: float) -> str:
    """A whole circle."""
    return ellipse(x, y, r, r)


def ellipse(x: float, y: float, rx: float, ry: float) -> str:
    arc = f"a{_n(rx)} {_n(ry)} 0 1 0 "
    return f"M{_n(x - rx)} {_n(y)}{arc}{_n(2 * rx)} 0{arc}{_n(-2 * rx)} 0"


def around(count: int, r: float) -> Iterator[Point]:
    """So many places on a circle around the centre, from the top."""
    for at in range(count):
        turn = 2 * pi * at / count - pi / 2
        yield CENTRE[0] + r * cos(turn), CENTRE[1] + r * sin(turn)


def _n(number: float) -> str:
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _placed(
    places: Iterable[Point], marks: Sequence[Hue | None], *, fine: bool = False
) -> Iterator[Shape]:
    """A full mark for each of our clusters, an open one for each other body."""
    for (x, y), hue in zip(places, marks, strict=False):
        if hue:
            yield Shape("mark", circle(x, y, 3.4 if fine else 5), hue)
        else:
            yield Shape("guest", circle(x, y, 2.1 if fine else 3.2))


def _grains(people: int) -> Iterator[Shape]:
    """A grain for each person, as the seeds of a sunflower lie."""
    count = min(people, GRAINS)
    places = ((at * 2.39996, 33 * sqrt((at + 0.5) / count)) for at in range(count))
    grains = [f"M{_n(56 + r * cos(a))} {_n(74 + r * sin(a))}h0" for a, r in places]
    if grains:
        yield Shape("grain", "".join(grains))


def _waves(figure: Figure) -> Iterator[Shape]:
    """A wave for each day."""
    widths = (
        [34.0] if figure.vague else [18 + 9.0 * at for at in range(1, min(figure.days, WAVES) + 1)]
    )
    rings = [ellipse(56, 113, rx, 6 if figure.vague else rx * 1.6 / 9) for rx in widths]
    if rings:
        yield Shape("vague" if figure.vague else "wave", "".join(rings))


# The forms


def ring(figure: Figure) -> Iterator[Shape]:
    """A meeting: a round table, or two."""
    marks = figure.marks
    if len(marks) <= ONE_RING:
        yield Shape("line", circle(*CENTRE, 24))
        yield from _placed(around(len(marks), 24), marks)
        return
    yield Shape("line", circle(*CENTRE, 12) + circle(*CENTRE, 28))
    yield from _placed(around(len(figure.hues), 12), figure.hues, fine=True)
    yield from _placed(around(figure.guests, 28), (None,) * figure.guests, fine=True)


def rows(figure: Figure) -> Iterator[Shape]:
    """A training: rows of seats before one teacher."""
    marks, taken = figure.marks, 0
    one = [(30, len(marks), 150, 30)]
    for r, seats, begin, end in one if len(marks) <= 6 else _ROWS:
        group = marks[taken : taken + seats]
        if not group:
            break
        taken += seats
        turns = [begin + (end - begin) * (at + 0.5) / len(group) for at in range(len(group))]
        arc = [begin + (end - begin) * at / 8 for at in range(9)]
        yield Shape("line", _path(_seat(r, turn) for turn in arc))
        yield from _placed((_seat(r, turn) for turn in turns), group)
    yield Shape("teacher", circle(56, 98, 3.6))


_ROWS = ((22, 4, 155, 25), (40, 6, 139, 41), (56, 8, 118, 62))


def _seat(r: float, turn: float) -> Point:
    return 56 + r * cos(radians(turn)), 98 - r * sin(radians(turn))


def way(figure: Figure) -> Iterator[Shape]:
    """A study visit: along one winding way to the host."""

    def at(t: float) -> Point:
        return 56 + 24 * sin(t * 2 * pi) * (0.5 + 0.5 * t), 42 + 54 * t

    marks = figure.marks[:10]
    step = 0.78 / max(len(marks) - 1, 1)
    yield Shape("line", _path(at(i / 24) for i in range(25)))
    yield Shape("teacher", circle(*at(1), 3.4))
    places = (at(0.06 + step * i) for i in range(len(marks)))
    yield from _placed(places, marks, fine=len(marks) > 6)


def water(figure: Figure) -> Iterator[Shape]:
    """A label: the water stands as high as the label, a column for each cluster."""
    outline, height = outline_of(figure.outline), WATER[figure.level or Level.BRONZE]
    left, wide = 56 - outline.half, 2 * outline.half / max(len(figure.hues), 1)
    for at, hue in enumerate(figure.hues):
        xs = [left + wide * (at + i / 12) for i in range(13)]
        waved = [height - 2.5 * sin((x - left) / (2 * outline.half) * 4 * pi) for x in xs]
        top = [(x, max(y, outline.roof(x))) for x, y in zip(xs, waved, strict=True)]
        bottom = [(x, outline.floor(x)) for x in reversed(xs)]
        within = [(x, min(y, outline.floor(x))) for x, y in top]
        yield Shape("fill", _path([*within, *bottom]) + "Z", hue)
    ticks = ((30.0, 40.0), (22.5, 64.0), (23.0, 86.0))
    yield Shape("tick", "".join(f"M{_n(x + 4)} {_n(y)}h7" for x, y in ticks))


def vessels(figure: Figure) -> Iterator[Shape]:
    """A milestone: bodies that become one."""
    marks = figure.marks[:8] or (None,)
    for (x, y), hue in zip(around(len(marks), 14 if len(marks) > 1 else 0), marks, strict=True):
        yield Shape("vessel", circle(x, y, 17), hue)


def children(figure: Figure) -> Iterator[Shape]:
    """A project: a small body for each partner."""
    outline = outline_of(figure.outline)
    marks = figure.marks[:8] or (None,)
    for (x, y), hue in zip(around(len(marks), 20 if len(marks) > 1 else 0), marks, strict=True):
        d = f"M{_n(x)} {_n(y - outline.rise)}{outline.child}"
        yield Shape("fill" if hue else "guest", d, hue)


def rays(figure: Figure) -> Iterator[Shape]:
    """An award: a ray for each body that shares it."""
    marks = figure.marks[:12] or (None,) * 7
    for inner, outer, hue in zip(around(len(marks), 9), around(len(marks), 27), marks, strict=True):
        yield Shape("text", _path([inner, outer]), hue)


def pairs(figure: Figure) -> Iterator[Shape]:
    """Mentoring: two by two; who is alone, or nobody, has an open mark opposite."""
    marks = figure.marks[:6]
    marks += (None,) * (2 - len(marks) if len(marks) < 2 else len(marks) % 2)
    for at in range(0, len(marks), 2):
        y = 64 + 20.0 * (at // 2)
        yield Shape("line", f"M42 {_n(y)}H70")
        yield from _placed([(42, y), (70, y)], marks[at : at + 2])


def hands(figure: Figure) -> Iterator[Shape]:
    """A service: from one point to many."""
    ends = (34, 49, 63, 78)
    for at, x in enumerate(ends):
        yield Shape("text", f"M56 56L{x} 92", figure.hues[at] if at < len(figure.hues) else None)


def lines(figure: Figure) -> Iterator[Shape]:
    """Something written: a line for each cluster."""
    hues = figure.hues[:5] or (None,) * 3
    for at, hue in enumerate(hues):
        y = 74 + (at - (len(hues) - 1) / 2) * 13
        yield Shape("text", f"M36 {_n(y)}h{30 if at % 2 else 40}", hue)


def bars(figure: Figure) -> Iterator[Shape]:
    """A report: bars."""
    hues = figure.hues[:5] or (None,) * 4
    for at, hue in enumerate(hues):
        x = 56 + (at - (len(hues) - 1) / 2) * 12
        yield Shape("text", f"M{_n(x)} 92v-{16 + (at * 3 % 4) * 7}", hue)


def sheet(_: Figure) -> Iterator[Shape]:
    """A publication: an open sheet."""
    yield Shape("text", "M56 58v36M56 58q-11 -7 -22 -1v36q11 -6 22 1q11 -7 22 -1v-36q-11 -6 -22 1")


def ripples(figure: Figure) -> Iterator[Shape]:
    """News and pages: waves that run on."""
    hues = figure.hues or (None,)
    for at in range(3):
        d = f"M33 {62 + 13 * at}q5.8 -8 11.5 0t11.5 0t11.5 0t11.5 0"
        yield Shape("text", d, hues[at % len(hues)])


_FORMS: dict[OutcomeType, Callable[[Figure], Iterator[Shape]]] = {
    OutcomeType.MEETING: ring,
    OutcomeType.EVENT: ring,
    OutcomeType.TRAINING: rows,
    OutcomeType.STUDY_VISIT: way,
    OutcomeType.MILESTONE: vessels,
    OutcomeType.PROJECT: children,
    OutcomeType.AWARD: rays,
    OutcomeType.MENTORING: pairs,
    OutcomeType.SERVICE: hands,
    OutcomeType.REPORT: bars,
    OutcomeType.PUBLICATION: sheet,
    OutcomeType.NEWS: ripples,
    OutcomeType.WEB_PAGE: ripples,
}
"""What has no form of its own is written: lines."""
