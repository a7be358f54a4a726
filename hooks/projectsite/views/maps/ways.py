"""Lines from seats to meeting places, bent so that each can be followed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from math import hypot

from ...facts.vocabulary import Hue
from .labels import MANY, Cell, Point, cells

BENDS = (0.1, -0.1, 0.18, -0.18, 0.26, -0.26)
"""How far a line may leave the straight way, in lengths of it."""
CLEAR = 8
"""How far a line passes by other places: it would seem to lead there."""


@dataclass(frozen=True)
class Trip:
    """That a cluster was somewhere."""

    hue: Hue
    start: Point
    end: Point
    inferred: bool


@dataclass(frozen=True)
class Way:
    """The line for a trip; the bend is the control point of a quadratic curve."""

    trip: Trip
    bend: Point

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Some points of the curve."""
        (a, b), (c, d), (e, f) = self.trip.start, self.bend, self.trip.end
        shares = [((1 - t) ** 2, 2 * t * (1 - t), t * t) for t in (at / 32 for at in range(33))]
        return tuple((p * a + q * c + r * e, p * b + q * d + r * f) for p, q, r in shares)


# The pages of all languages have the same lines.
@lru_cache(maxsize=16)
def ways(trips: tuple[Trip, ...], places: tuple[Point, ...]) -> tuple[Way, ...]:
    """A line for each trip, past the other places and apart from the lines before it."""
    # Among very many places no line finds a way of its own.
    if len(places) > MANY:
        return tuple(_way(trip, BENDS[0]) for trip in trips)
    drawn: set[Cell] = set()
    found = []
    for trip in trips:
        choice = [_way(trip, bend) for bend in BENDS]
        best = min(choice, key=partial(_crowding, places, drawn))
        drawn |= cells(best.points)
        found.append(best)
    return tuple(found)


def _way(trip: Trip, bend: float) -> Way:
    (a, b), (e, f) = trip.start, trip.end
    x, y = (a + e) / 2 - bend * (f - b), (b + f) / 2 + bend * (e - a)
    return Way(trip, (round(x, 1), round(y, 1)))


def _crowding(places: Iterable[Point], drawn: set[Cell], way: Way) -> int:
    """How much a line is on others, and, far worse, on places to which it does not lead."""
    others = [place for place in places if place not in (way.trip.start, way.trip.end)]
    passed = sum(any(hypot(x - u, y - v) < CLEAR for u, v in way.points) for x, y in others)
    return 100 * passed + len(cells(way.points) & drawn)
