"""The figures of the site as drawings: the drop, the map, the ladder, the code for telephones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import segno

from ..facts.model import Brand
from ..facts.vocabulary import Hue, Known, OutcomeType
from ..views.drawings.drop import Drop, circle, drop
from ..views.drawings.drop import Figure as Shown
from ..views.drawings.ladder_chart import Chart, Lane, Text
from ..views.maps.map import Map, Spot
from .drawings import Drawing, Lettering, Stroke
from .palette import DARK, EMBLEM_BLUE, EMBLEM_YELLOW, LIGHT, Palette, palette_of

_STARS = (  # Council of Europe, Graphical specifications for the European emblem
    "M0-1L.2245-.309H.9511L.3633.118L.5878.809L0 .382L-.5878.809L-.3633.118L-.9511-.309H-.2245Z"
)
_AROUND = (
    *((0, -1), (0.5, -0.8660254), (0.8660254, -0.5), (1, 0), (0.8660254, 0.5), (0.5, 0.8660254)),
    *((0, 1), (-0.5, 0.8660254), (-0.8660254, 0.5), (-1, 0), (-0.8660254, -0.5)),
    (-0.5, -0.8660254),
)


@lru_cache
def emblem() -> Drawing:
    """The flag: 3 to 2, twelve upright stars of 1/18 of the height on a circle of 1/3 of it."""
    stars = (
        Stroke(_STARS, EMBLEM_YELLOW, at=(405 + 180 * x, 270 + 180 * y), scale=30)
        for x, y in _AROUND
    )
    return Drawing(0, 0, 810, 540, (Stroke("M0 0h810v540H0z", EMBLEM_BLUE), *stars))


def mark(palette: Palette, *, on_deep: bool) -> Drawing:
    """The mark of the project, on the dark ground or on paper."""
    colour = palette.glint if on_deep else palette.deep
    glint = "#ffffff" if on_deep else palette.accent
    strokes = (
        Stroke(palette.outline.body, stroke=colour, width=10),
        Stroke(palette.outline.glint, stroke=glint, width=10),
    )
    return Drawing(*_boxed(palette, 4), strokes)


def _boxed(palette: Palette, more: float) -> tuple[float, float, float, float]:
    """The box of a small figure with so much around it."""
    left, top, width, height = map(float, palette.outline.small_box.split())
    return left - more, top - more, width + 2 * more, height + 2 * more


def drop_drawing(
    shown: Drop, palette: Palette, *, on_deep: bool = False, waves: bool = False
) -> Drawing:
    """The figure of an outcome; as the stylesheet of the site draws it (project.css, drop). With
    room for all waves, each figure is as wide."""
    strokes = tuple(_part(shown, at, palette, on_deep) for at in range(len(shown.shapes)))
    left, top, width, height = map(float, shown.box.split())
    if waves:
        left, width = 56 - _WAVES, 2 * _WAVES
    return Drawing(left, top, width, height, strokes)


_WAVES = 82.0
"""Half the width of a figure with the most waves."""


def _part(shown: Drop, at: int, palette: Palette, on_deep: bool) -> Stroke:
    look, d, hue = shown.shapes[at]
    mark = LIGHT[hue] if hue else palette.guest
    if shown.planned:
        return _planned(look, d, palette.rim if on_deep else palette.ink_2)
    rim = palette.rim if on_deep else palette.deep
    body = palette.inner if on_deep else palette.deep
    strokes = {
        "body": Stroke(d, body),
        "edge": Stroke(d, stroke=rim, width=2.6 if shown.small else 2),
        "wave": Stroke(d, stroke=palette.wave, width=1.4),
        "vague": Stroke(d, stroke=palette.wave, width=1.4, dash=(4, 5)),
        "mark": Stroke(d, mark),
        "fill": Stroke(d, mark),
        "guest": Stroke(d, stroke=mark, width=1.3),
        "line": Stroke(d, stroke=palette.text, width=1),
        "teacher": Stroke(d, palette.paper),
        "grain": Stroke(d, stroke=palette.grain, width=1.6),
        "vessel": Stroke(d, stroke=mark, width=2.2),
        "text": Stroke(d, stroke=mark, width=3.4),
        "tick": Stroke(d, stroke=palette.tick, width=1.4),
    }
    return strokes[look]


def _planned(look: str, d: str, ink: str) -> Stroke:
    if look == "body":
        return Stroke(d)
    if look in ("edge", "line"):
        return Stroke(d, stroke=ink, width=2 if look == "edge" else 1, dash=(4, 4))
    return Stroke(d, stroke=ink, width=2 if look == "text" else 1.4)


@lru_cache
def project_drop(hues: tuple[Hue, ...], brand: Brand, *, on_deep: bool) -> Drawing:
    """The project: a body that holds a small one for each cluster."""
    palette, shown = palette_of(brand), Shown(OutcomeType.PROJECT, hues, outline=brand.outline)
    figure = drop_drawing(drop(shown), palette, on_deep=on_deep)
    return Drawing(*_boxed(palette, 2), figure.strokes)


@lru_cache
def sign(known: Known, palette: Palette) -> Drawing:
    """A full drop for what happened, a half one for what is reported or announced, a dashed one for
    what was promised: as on the site."""
    body, radius = palette.outline.body, palette.outline.half
    edge = Stroke(body, stroke=palette.deep, width=9)
    half = f"M{56 - radius} 74a{radius} {radius} 0 0 0 {2 * radius} 0Z"
    strokes = {
        Known.HAPPENED: (Stroke(body, palette.deep), edge),
        Known.REPORTED: (Stroke(half, palette.deep), edge),
        Known.ANNOUNCED: (Stroke(half, palette.rim), edge),
        Known.PROMISED: (Stroke(body, stroke=palette.ink_2, width=9, dash=(13, 15)),),
    }
    return Drawing(*_boxed(palette, 4), strokes[known])


def hue_body(hue: Hue, palette: Palette) -> Drawing:
    """A cluster on the dark ground: the mark, filled with its hue."""
    strokes = (
        Stroke(palette.outline.body, LIGHT[hue]),
        Stroke(palette.outline.glint, stroke=palette.inner, width=5),
    )
    return Drawing(*_boxed(palette, 2), strokes)


def coded_body(code: str, hue: Hue | None, palette: Palette, known: Known | None = None) -> Drawing:
    """A record of the plan on the dark ground: its code within a body, which is filled by what is
    known of it, as a sign is."""
    body, radius, middle = palette.outline.body, palette.outline.half, palette.outline.middle
    colour = LIGHT[hue] if hue else palette.guest
    dash = (6.0, 6.0) if known is Known.PROMISED else ()
    strokes = [Stroke(body, palette.inner)]
    if known is Known.HAPPENED:
        strokes = [Stroke(body, colour)]
    elif known in (Known.REPORTED, Known.ANNOUNCED):
        half = f"M{56 - radius} 74a{radius} {radius} 0 0 0 {2 * radius} 0Z"
        strokes.append(Stroke(half, colour))
    strokes.append(Stroke(body, stroke=colour, width=2, dash=dash))
    size = min(26.0, 2 * radius * 0.8 / (0.62 * max(len(code), 1)))
    ink = palette.inner if known is Known.HAPPENED else "#ffffff"
    at = (74 if middle < 74 else middle) + size * 0.35
    words = (Lettering(56, at, code, size, ink, "middle", bold=True),) if code else ()
    return Drawing(*_boxed(palette, 2), tuple(strokes), words)


def map_drawing(shown: Map, width: float, palette: Palette) -> Drawing:
    """The map on paper; the width is that of its look, in points."""
    frame = shown.frame
    point = (frame.right - frame.left) / width
    countries = (Stroke(d, palette.country, palette.coast, 0.6) for _, d in shown.countries)
    ways = (
        Stroke(
            f"M{way.trip.start[0]} {way.trip.start[1]}"
            f"Q{way.bend[0]} {way.bend[1]} {way.trip.end[0]} {way.trip.end[1]}",
            stroke=DARK[way.trip.hue],
            width=2 * point,
            dash=(5 * point, 5 * point) if way.trip.inferred else (),
        )
        for way in shown.ways
    )
    sea = f"M{frame.left} {frame.top}H{frame.right}V{frame.bottom}H{frame.left}Z"
    marks = [stroke for spot in shown.spots for stroke in _spot(spot, palette)]
    return Drawing(
        frame.left,
        frame.top,
        frame.right - frame.left,
        frame.bottom - frame.top,
        (
            Stroke(sea, palette.foam),
            Stroke(shown.land, palette.paper, palette.coast, 0.6),
            *countries,
            *ways,
            *marks,
        ),
        tuple(words for spot in shown.spots for words in _names(spot, palette)),
    )


def _spot(spot: Spot, palette: Palette) -> Iterator[Stroke]:
    look = spot.looks[0]
    at, scale = (spot.x, spot.y), look.scale
    colour = DARK[spot.hue] if spot.hue else palette.ink
    if look.label and look.label.leader:
        (x, y), (to_x, to_y) = look.label.leader
        yield Stroke(f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}", stroke=palette.ink, width=scale)
    if spot.ring:
        ring = circle(0, 0, spot.ring)
        yield Stroke(ring, palette.ink, palette.ink, 1.2, (), 0.1, at, scale)
    yield Stroke(
        palette.outline.mark if spot.hue else circle(0, 0, 4),
        colour,
        palette.paper,
        1.6,
        at=at,
        scale=scale,
    )


def _names(spot: Spot, palette: Palette) -> Iterator[Lettering]:
    look = spot.looks[0]
    if not look.label:
        return
    colour = DARK[spot.hue] if spot.hue else palette.ink
    for at, line in enumerate(look.lines):
        yield Lettering(
            look.label.x,
            look.label.y + at * look.step,
            str(line),
            look.size,
            palette.ink if at else colour,
            look.label.anchor,
            bold=not at,
            halo=palette.foam,
        )


_SURE = {
    "sourced": (3.0, ()),
    "inferred": (3.0, (1.0, 7.0)),
    "open": (1.4, ()),
    "year": (9.0, ()),
}
"""The width and the dashes of each kind of line of the ladder."""


def chart_drawing(chart: Chart, palette: Palette) -> Drawing:
    """The ladder, or a lane of it."""
    left, width = chart.window
    window = Stroke(f"M{left} 0h{width}v{chart.height - 24}h-{width}z", palette.foam)
    rules = (
        Stroke(f"M{chart.rule_left} {y}H{chart.right}", stroke=palette.line, width=1)
        for y in chart.rules
    )
    lanes = [stroke for lane in chart.lanes for stroke in _lane(lane, chart, palette)]
    texts = [*_texts(chart.levels, palette.ink, bold=True), *_texts(chart.years, palette.ink_2)]
    for lane in chart.lanes:
        texts += _texts(lane.notes, DARK[lane.hue])
        texts += _texts(filter(None, [lane.name]), DARK[lane.hue], bold=True)
        texts += _texts(filter(None, [lane.known]), palette.ink_2)
    return Drawing(0, 0, chart.width, chart.height, (window, *rules, *lanes), tuple(texts))


def _lane(lane: Lane, chart: Chart, palette: Palette) -> Iterator[Stroke]:
    colour = DARK[lane.hue]
    for line in lane.lines:
        width, dash = _SURE[line.sure]
        yield Stroke(line.d, stroke=colour, width=width, dash=dash)
    for bar in lane.bars:
        yield Stroke(bar, stroke=colour, width=_SURE["year"][0])
    for x, y in lane.dots:
        yield Stroke(circle(x, y, float(chart.dot)), colour)


def _texts(
    texts: Iterator[Text] | tuple[Text, ...], fill: str, *, bold: bool = False
) -> list[Lettering]:
    return [Lettering(t.x, t.y, t.text, 13, fill, t.anchor, bold) for t in texts]


def line_sample(kind: str, palette: Palette) -> Drawing:
    """A piece of a kind of line of the ladder."""
    width, dash = _SURE[kind]
    return Drawing(0, 0, 36, 14, (Stroke("M4 7H32", stroke=palette.ink_2, width=width, dash=dash),))


@lru_cache(maxsize=256)
def code_drawing(url: str, palette: Palette) -> Drawing:
    """A QR code with its quiet zone, dark on white in every surrounding."""
    code = segno.make(url, error="m", micro=False)
    rows = [list(row) for row in code.matrix]
    side = len(rows) + 8
    squares = "".join(
        f"M{x + 4} {y + 4}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    ground = Stroke(f"M0 0h{side}v{side}H0z", "#ffffff")
    return Drawing(0, 0, side, side, (ground, Stroke(squares, palette.deep)))
