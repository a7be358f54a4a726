"""The consortium on a map of Europe, drawn as SVG: no tiles, no other host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import sqrt

from ... import addresses
from ...facts.vocabulary import Hue
from ...page.setting import Setting
from ...words.forms import country_name, list_form
from ...words.text import Words
from ..clusters import ClusterCard, cluster_cards
from .geography import Shape, load_land
from .labels import LINE, MANY, NAMES, NUMBERS, Box, Cell, Label, Mark, cells, labelled
from .places import MeetingPlace, Place, meeting_places, places
from .ways import Trip, Way, ways

MARGIN = 75
"""Least room around the places, in units of the view box (6.6 km)."""
LEAST = 380
"""Least width of the part that is shown."""

Looks = tuple[tuple[str, float, float, float], ...]
LOOKS: Looks = (("wide", 620, 13, 1.0), ("narrow", 300, 12, 0.65))
"""How the map is drawn beside its list, and on a phone: its width there and the size of its
letters, in pixels, and how large the marks are."""
DROP, DOT, RING = 10, 5, 7
"""Radius of a seat, of another place, and of the circle of one cluster, in pixels."""


@dataclass(frozen=True)
class Look:
    """How a place is drawn at one width of the map."""

    name: str
    scale: float
    """Units of the view box in a pixel of the mark."""
    size: float
    """Of the letters."""
    step: float
    """From line to line."""
    label: Label | None
    lines: tuple[Words, ...]
    """What is written there: names, or a number."""


@dataclass(frozen=True)
class Spot:
    """The seat of a cluster, or a place where clusters met."""

    title: Words
    href: str
    hue: Hue | None
    """Of a seat."""
    x: float
    y: float
    ring: float
    """The radius of the circle, in pixels: its area tells how many clusters met; 0 for none."""
    looks: tuple[Look, ...]


@dataclass(frozen=True)
class Map:
    """Land, the countries of the consortium, the places, and the lines between them."""

    frame: Box
    """The part of the map that is shown."""
    land: str
    """One SVG path of all other countries."""
    countries: tuple[tuple[str, str], ...]
    """Name and SVG path of each country of the consortium."""
    ways: tuple[Way, ...]
    inferred: bool
    """Whether any of them is."""
    spots: tuple[Spot, ...]
    numbered: str
    """Where numbers stand for names, which have no room there: empty, narrow or always."""
    clusters: tuple[ClusterCard, ...]
    """The seats as a list, in the order of their numbers from 1."""
    places: tuple[MeetingPlace, ...]
    """Where clusters met, as a list."""
    outside: str
    """The places that lie outside this map of Europe; empty for none."""


def consortium_map(
    setting: Setting, *, listed: bool = True, looks: Looks = LOOKS, seats: bool = False
) -> Map:
    """The map; the clusters are listed where it is said, and where numbers stand for them.

    Documents have a look of their own, and some show the seats alone.
    """
    land = load_land()
    everywhere = places(setting)
    if seats:
        everywhere = tuple(replace(p, outcomes=()) for p in everywhere if p.cluster)
    here = [p for p in everywhere if 0 <= p.x <= land.width and 0 <= p.y <= land.height]
    frame = _frame(here)
    shapes = {code: [s for s in of if s.reaches(frame)] for code, of in land.shapes.items()}
    lines = ways(tuple(_trips(here, setting.project.hues)), tuple(place.point for place in here))
    drawn, numbered = _looks(setting, here, frame, lines, looks)
    clusters = setting.project.clusters.values()
    # In the order of the clusters, each country once.
    ours = [code for code in dict.fromkeys(c.country for c in clusters) if shapes.get(code)]
    return Map(
        frame=frame,
        land=_path(s for code, of in shapes.items() if code not in ours for s in of),
        countries=tuple((country_name(code, setting.locale), _path(shapes[code])) for code in ours),
        ways=lines,
        inferred=any(way.trip.inferred for way in lines),
        spots=tuple(_spot(setting, p, look) for p, look in zip(here, drawn, strict=True)),
        numbered=numbered,
        clusters=cluster_cards(setting, clusters) if listed or numbered else (),
        places=tuple(meeting_places(setting, everywhere)),
        outside=_outside(setting, [p for p in everywhere if p not in here]),
    )


def _frame(found: list[Place]) -> Box:
    """Around all places, with room for their names and for the countries they stand in."""
    land = load_land()
    if not found:
        return Box(0, 0, land.width, land.height)
    xs, ys = [place.x for place in found], [place.y for place in found]
    # Never closer than LEAST: a consortium of one town would else be a mark without any coast.
    height = max(ys) - min(ys) + 2 * MARGIN
    width = min(max(max(xs) - min(xs) + 2 * MARGIN, height, LEAST), land.width)
    height = min(max(height, width * 0.9), land.height)
    left = _within((min(xs) + max(xs)) / 2 - width / 2, land.width - width)
    top = _within((min(ys) + max(ys)) / 2 - height / 2, land.height - height)
    return Box(round(left), round(top), round(left + width), round(top + height))


def _within(value: float, limit: float) -> float:
    return max(0.0, min(value, limit))


def _path(shapes: Iterable[Shape]) -> str:
    return "".join(shape.path for shape in shapes)


def _trips(found: list[Place], hues: Mapping[str, Hue]) -> Iterator[Trip]:
    """From the seat of each cluster to every other place where it is known to have been."""
    seats = {place.cluster.id: (place, hues[place.cluster.id]) for place in found if place.cluster}
    for place in found:
        for id, (seat, hue) in seats.items():
            inferences = [bool(o.inference("clusters")) for o in place.own if id in o.clusters]
            if inferences and seat.point != place.point:
                # One source that names the cluster is enough for both times that it was there.
                yield Trip(hue, seat.point, place.point, all(inferences))


@lru_cache(maxsize=16)
def _ink(frame: Box, lines: tuple[Way, ...]) -> Mapping[Cell, int]:
    """What names had better not lie on: coasts and borders, and twice as much the lines."""
    ink: Counter[Cell] = Counter()
    for shapes in load_land().shapes.values():
        for shape in shapes:
            if shape.reaches(frame):
                ink.update(shape.cells)
    for line in lines:
        ink.update(dict.fromkeys(cells(line.points), 2))
    return ink


# A language has the map on several pages.
@lru_cache(maxsize=64)
def _placed(
    marks: tuple[Mark, ...], frame: Box, size: float, lines: tuple[Way, ...], reach: int
) -> tuple[Label | None, ...]:
    return labelled(marks, frame, size, _ink(frame, lines), reach)


def _looks(
    setting: Setting, found: list[Place], frame: Box, lines: tuple[Way, ...], wanted: Looks
) -> tuple[list[tuple[Look, ...]], str]:
    """How each place is drawn, and where numbers stand for the names."""
    columns, numbered = [], []
    for name, width, letters, share in wanted:
        pixel = (frame.right - frame.left) / width
        size, scale = letters * pixel, share * pixel
        texts = [place.lines for place in found]
        placed: tuple[Label | None, ...] = (None,)
        if len(found) <= MANY:
            placed = _placed(_marks(found, texts, scale), frame, size, lines, NAMES)
        if None in placed:
            numbered.append(name)
            texts = [(setting.own(str(place.number)),) for place in found]
            placed = _placed(_marks(found, texts, scale), frame, size, lines, NUMBERS)
        looks = zip(placed, texts, strict=True)
        columns.append(
            [Look(name, scale, size, LINE * size, label, lines) for label, lines in looks]
        )
    return list(zip(*columns, strict=True)), "always" if "wide" in numbered else "".join(numbered)


def _marks(found: list[Place], texts: list[tuple[Words, ...]], scale: float) -> tuple[Mark, ...]:
    return tuple(
        Mark(place.x, place.y, _radius(place) * scale, tuple(str(line) for line in lines))
        for place, lines in zip(found, texts, strict=True)
    )


def _radius(place: Place) -> float:
    return max(_ring(place), DROP if place.cluster else DOT)


def _ring(place: Place) -> float:
    return round(RING * sqrt(place.present), 1)


def _spot(setting: Setting, place: Place, looks: tuple[Look, ...]) -> Spot:
    if place.cluster:
        path, hue = addresses.cluster(place.cluster.id), setting.project.hues[place.cluster.id]
        title = setting.own(place.cluster.name)
    else:
        path, hue, title = addresses.outcome(place.outcomes[0].id), None, place.lines[0]
    return Spot(title, setting.page(path), hue, place.x, place.y, _ring(place), looks)


def _outside(setting: Setting, away: list[Place]) -> str:
    if not away:
        return ""
    names = dict.fromkeys(str(place.lines[-1]) for place in away)
    return setting.t("map.outside", places=list_form(names, setting.locale))
