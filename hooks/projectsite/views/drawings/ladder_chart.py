"""The ladder as a drawing: time runs across, levels go up, each cluster has a lane in each level.

One module of measures: it knows labels and days, and no words but those that it is handed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ...facts.model import Cluster, Label
from ...facts.vocabulary import Hue, Level

LEVELS = tuple(reversed(Level))
"""From the top of the chart to its foot."""


class Line(NamedTuple):
    """A part of a lane."""

    sure: str
    """sourced, inferred, or open: the last known level, after the last source."""
    d: str
    """The data of an SVG path."""


class Text(NamedTuple):
    """A text in the drawing."""

    x: int
    y: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Lane:
    """One cluster."""

    hue: Hue
    lines: tuple[Line, ...]
    bars: tuple[str, ...]
    """Where only a year is known: the paths of that year."""
    dots: tuple[tuple[int, int], ...]
    """Where a label begins."""
    notes: tuple[Text, ...]
    name: Text | None
    """At the end of the lane, on the wide chart only."""
    known: Text | None
    """Below the name: until when there are sources."""


@dataclass(frozen=True)
class Chart:
    """Everything is in units of the view box, which are pixels."""

    width: int
    height: int
    left: int
    right: int
    """Where time begins and ends."""
    window: tuple[int, int]
    """Where the project begins, and its width."""
    levels: tuple[Text, ...]
    rule_left: int
    rules: tuple[int, ...]
    """The heights of the lines across, and where they begin."""
    dot: str
    """The radius of a dot."""
    years: tuple[Text, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Told:
    """What the chart says of one cluster, in words; as many notes as it has labels."""

    cluster: Cluster
    hue: Hue
    name: str
    known: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Scale:
    """Whole years, from one edge to the other."""

    first: int
    last: int
    left: int
    right: int

    def x(self, day: date) -> int:
        begin = date(self.first, 1, 1)
        days = (date(self.last + 1, 1, 1) - begin).days
        share = min(max((day - begin).days / days, 0), 1)
        return round(self.left + share * (self.right - self.left))


LETTER = 7
"""About the width of a letter of 13 pixels, a little more than it mostly takes."""
ABOVE, BESIDE = 11, 14
"""How far a note stands from its line, and from the point that it is about."""


def wide_chart(
    told: Sequence[Told], levels: Sequence[str], years: tuple[int, int], window: tuple[date, date]
) -> Chart:
    """All clusters in one drawing; levels are the words of LEVELS."""
    left = 28 + LETTER * max(map(len, levels))
    scale = Scale(*years, left, 880)
    heights: dict[tuple[str, Level], int] = {}
    texts, rules, top = [], [], 4
    for level, word in zip(LEVELS, levels, strict=True):
        held = [one.cluster for one in told if any(x.level is level for x in one.cluster.labels)]
        height = 28 + 40 * max(len(held), 1)
        for at, cluster in enumerate(held):
            heights[cluster.id, level] = top + 36 + 40 * at
        texts.append(Text(0, top + height // 2 + 5, "start", word))
        top += height
        rules.append(top)
    lanes = tuple(
        _lane(scale, one, {level: heights.get((one.cluster.id, level), 0) for level in LEVELS})
        for one in told
    )
    return _chart(scale, (1120, top), texts, rules, lanes, window)


def small_chart(
    told: Told, levels: Sequence[str], years: tuple[int, int], window: tuple[date, date]
) -> Chart:
    """One cluster, without notes: what they say stands beside it."""
    left = 8 + LETTER * max(map(len, levels))
    scale = Scale(*years, left, 316)
    rules = [16 + 24 * at for at in range(len(LEVELS))]
    texts = [Text(0, y + 4, "start", word) for y, word in zip(rules, levels, strict=True)]
    lane = _lane(scale, told, dict(zip(LEVELS, rules, strict=True)), notes=False)
    return _chart(scale, (320, rules[-1] + 12), texts, rules, (lane,), window)


def _chart(
    scale: Scale,
    size: tuple[int, int],
    levels: Sequence[Text],
    rules: Sequence[int],
    lanes: tuple[Lane, ...],
    window: tuple[date, date],
) -> Chart:
    width, foot = size
    begin, end = map(scale.x, window)
    return Chart(
        width,
        foot + 24,
        scale.left,
        scale.right,
        (begin, end - begin),
        tuple(levels),
        0 if width > 320 else scale.left,
        tuple(rules),
        "6.5" if width > 320 else "4.5",
        tuple(_years(scale, foot + 18)),
        lanes,
    )


def _years(scale: Scale, y: int) -> Iterator[Text]:
    """As many years as there is room for, each in its middle."""
    count = scale.last - scale.first + 1
    step = -(-count * 44 // (scale.right - scale.left))
    for year in range(scale.first, scale.last + 1, step):
        yield Text(scale.x(date(year, 7, 1)), y, "middle", str(year))


def _lane(scale: Scale, told: Told, heights: dict[Level, int], *, notes: bool = True) -> Lane:
    labels = told.cluster.labels
    last = labels[-1]
    end = heights[last.level]
    beside = scale.right + BESIDE
    return Lane(
        told.hue,
        tuple(_lines(scale, labels, heights)),
        tuple(
            f"M{scale.x(label.since.first)} {heights[label.level]}H{scale.x(label.since.last)}"
            for label in labels
            if label.since.precision == "year"
        ),
        tuple((scale.x(label.since.first), heights[label.level]) for label in labels),
        tuple(_notes(scale, told, heights)) if notes else (),
        Text(beside, end - 2, "start", told.name) if notes else None,
        Text(beside, end + 15, "start", told.known) if notes else None,
    )


def _lines(scale: Scale, labels: Sequence[Label], heights: dict[Level, int]) -> Iterator[Line]:
    """A label goes on until the next one; the last one until its last source."""
    for at, label in enumerate(labels):
        x, y = scale.x(label.since.first), heights[label.level]
        begin = f"M{x} {heights[labels[at - 1].level]}V{y}" if at else f"M{x} {y}"
        sure = "inferred" if label.inferred else "sourced"
        if at + 1 < len(labels):
            yield Line(sure, f"{begin}H{scale.x(labels[at + 1].since.first)}")
            continue
        known = scale.x(last_known(label))
        yield Line(sure, f"{begin}H{known}")
        if known < scale.right:
            yield Line("open", f"M{known} {y}H{scale.right}")


def last_known(label: Label) -> date:
    """The last day for which a source shows a label."""
    return max(label.since.last, label.until.last if label.until else label.since.last)


def _notes(scale: Scale, told: Told, heights: dict[Level, int]) -> Iterator[Text]:
    """Before the point at which a label begins; above it, where its own line is in the way, or the
    edge. What would stand on another note is left out: the table has it."""
    before, taken = None, 0
    for label, text in zip(told.cluster.labels, told.notes, strict=True):
        x, y, width = scale.x(label.since.first), heights[label.level], LETTER * len(text)
        if before is not label.level and x - BESIDE - width > scale.left:
            yield Text(x - BESIDE, y + 5, "end", text)
            taken = 0
        else:
            begin = max(x - width // 2, scale.left, taken)
            if begin <= x + BESIDE:
                yield Text(begin, y - ABOVE, "start", text)
            taken = begin + width
        before = label.level
