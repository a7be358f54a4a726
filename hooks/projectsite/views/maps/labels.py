"""Names on a map: each beside its mark, none across another name or another mark.

All lengths are in units of the map's view box. The same marks always get the same places.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, hypot, pi, sin

LINE = 1.2
"""The height of a line, in heights of the letters."""

APART = 0.3
"""The least room between two names, in heights of the letters."""

NAMES, NUMBERS = 2, 12
"""How many steps a name may stand away from its mark, and a number, which is led back to it."""
MANY = 40
"""Of more marks nobody looks for room for the names."""

SWEEPS = 4
"""How often each name may look for a better place, once the others have theirs."""

STEP, RANK = 8, 0.4
"""What speaks against a place: a step away from the mark, and a less usual direction, in crossed
squares."""

LED_ASTRAY = 40
"""What speaks against a name that is led to its mark over another one."""

CELL = 4
"""The side of the squares in which drawn lines are counted, see `cells`."""

Point = tuple[float, float]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def nearest(self, point: Point) -> Point:
        x, y = point
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is named: a round mark, and the lines of its name."""

    x: float
    y: float
    radius: float
    lines: tuple[str, ...]

    @property
    def box(self) -> Box:
        r = self.radius
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)


@dataclass(frozen=True, slots=True)
class Label:
    """Where the name of a mark stands."""

    x: float
    y: float
    """The base line of the first line."""
    anchor: str
    """start, middle or end: which point of each line stands at x."""
    lines: tuple[str, ...]
    box: Box
    leader: tuple[Point, Point] | None
    """From the mark to a label that stands away from it."""


def labelled(
    marks: Sequence[Mark], frame: Box, size: float, ink: Mapping[Cell, int], reach: int
) -> tuple[Label | None, ...]:
    """A label for each mark, with letters of this size; None for one that finds no room.

    Of the free places that one is taken which is near and crosses least of what is drawn (ink).
    """
    found: dict[int, Label] = {}
    for _ in range(SWEEPS if len(marks) <= MANY else 1):
        before = dict(found)
        for at in _most_crowded_first(marks):
            found.pop(at, None)
            taken = [mark.box for mark in marks if mark is not marks[at]]
            # Two lines of one name stand closer than two names.
            taken += [label.box.grown(APART * size) for label in found.values()]
            if label := _best(_candidates(marks[at], size, reach), frame, taken, ink):
                found[at] = label
        if found == before:
            break
    return tuple(found.get(at) for at in range(len(marks)))


def _best(
    candidates: Iterable[tuple[float, Label]], frame: Box, taken: list[Box], ink: Mapping[Cell, int]
) -> Label | None:
    near = [box.grown(CELL) for box in taken]
    best: tuple[float, Label] | None = None
    for cost, label in candidates:
        if best and cost >= best[0]:
            if cost >= best[0] + STEP:
                break  # what follows is farther away
            continue
        if frame.holds(label.box) and not any(label.box.meets(box) for box in taken):
            cost += _inked(label.box, ink)
            # The dearer question is asked only where the answer can matter.
            if not best or cost < best[0]:
                cost += LED_ASTRAY * _astray(label, near)
            if not best or cost < best[0]:
                best = cost, label
    return best[1] if best else None


def _astray(label: Label, near: list[Box]) -> bool:
    """Whether the way from the mark to its name leads near another mark or name."""
    if not label.leader:
        return False
    (x, y), (end_x, end_y) = label.leader
    parts = [(x + (end_x - x) * at / 8, y + (end_y - y) * at / 8) for at in range(9)]
    return any(
        box.left <= x <= box.right and box.top <= y <= box.bottom for box in near for x, y in parts
    )


def width_of(text: str, size: float) -> float:
    """About the width of a bold line: rather too wide than too narrow."""
    return size * sum(_width(letter) for letter in text)


def cells(points: Iterable[Point]) -> set[Cell]:
    """The squares that a line through these points crosses."""
    found: set[Cell] = set()
    before: Point | None = None
    for point in points:
        before = before or point
        (x, y), steps = before, int(hypot(point[0] - before[0], point[1] - before[1]) / CELL) + 1
        for step in range(1, steps + 1):
            along = step / steps
            found.add(
                (
                    int((x + (point[0] - x) * along) // CELL),
                    int((y + (point[1] - y) * along) // CELL),
                )
            )
        before = point
    return found


_NARROW = frozenset("fijlrtI .,:;'’|()[]!-")
_WIDE = frozenset("mwMW@%&—…")


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.38
    if unicodedata.combining(letter):
        return 0.0
    if letter in _WIDE or unicodedata.east_asian_width(letter) in "WF":
        return 1.02
    return 0.72 if letter.isupper() else 0.62


def _most_crowded_first(marks: Sequence[Mark]) -> list[int]:
    """Whoever has a near neighbour chooses first: it has the fewest places."""

    def room(at: int) -> float:
        mine = marks[at]
        others = (hypot(m.x - mine.x, m.y - mine.y) for m in marks if m is not mine)
        return min(others, default=0.0)

    return sorted(range(len(marks)), key=lambda at: (room(at), at))


_RIGHT_LEFT_THEN_ROUND = (0, 8, 15, 1, 7, 9, 14, 2, 6, 10, 13, 3, 5, 11, 12, 4)
"""Sixteenths of a circle, clockwise from the right, in the order in which readers expect a name."""


def _candidates(mark: Mark, size: float, reach: int) -> Iterator[tuple[float, Label]]:
    """Every place for a label, with what speaks against it."""
    width = max(width_of(line, size) for line in mark.lines)
    height = LINE * size * len(mark.lines)
    for step, (rank, turn) in product(range(reach), enumerate(_RIGHT_LEFT_THEN_ROUND)):
        angle = turn * pi / 8
        away = mark.radius + size * (0.4 + 0.9 * step)
        dx, dy = cos(angle), sin(angle)
        x, y = mark.x + away * dx, mark.y + away * dy
        # The side or corner that looks at the mark lies at this point.
        side = (dx > 0.3) - (dx < -0.3)
        left = x - width * (1 - side) / 2
        top = y - height * (1 - _between(dy)) / 2
        box = Box(left, top, left + width, top + height)
        leader = None
        if step:
            leader = (
                (mark.x + mark.radius * dx, mark.y + mark.radius * dy),
                box.nearest((mark.x, mark.y)),
            )
        anchor = ("middle", "start", "end")[side]
        base = top + size * 0.95
        at = (left + width / 2, left, left + width)[side]
        yield rank * RANK + step * STEP, Label(at, base, anchor, mark.lines, box, leader)


def _between(dy: float) -> float:
    """How far a label hangs below its point: -1 above, 0 beside, 1 below."""
    return max(-1.0, min(1.0, dy * 1.1))


def _inked(box: Box, ink: Mapping[Cell, int]) -> int:
    columns = range(int(box.left // CELL), int(box.right // CELL) + 1)
    rows = range(int(box.top // CELL), int(box.bottom // CELL) + 1)
    return sum(ink.get(cell, 0) for cell in product(columns, rows))
