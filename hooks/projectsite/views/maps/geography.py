"""The land of Europe as ready SVG paths, and the projection that puts a place on that map.

`load_land` gives the outlines made by `make_land`; `project` turns a latitude and a longitude
into the same pixels. Neither reads the network nor needs anything but the standard library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from math import cos, radians, sin, sqrt
from pathlib import Path
from types import MappingProxyType

from .labels import Box, Cell, Point, cells

LAND_FILE = Path(__file__).with_name("land.json")


@dataclass(frozen=True)
class Land:
    """The map's size in pixels and one SVG path (the `d` attribute) for each ISO alpha-2 code."""

    width: int
    height: int
    paths: Mapping[str, str]

    @cached_property
    def shapes(self) -> Mapping[str, tuple[Shape, ...]]:
        """The same, each island by itself."""
        return MappingProxyType({code: tuple(_shapes(path)) for code, path in self.paths.items()})


@dataclass(frozen=True)
class Shape:
    """One closed outline: an island, the mainland of a country."""

    path: str
    points: tuple[Point, ...]

    @cached_property
    def box(self) -> Box:
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return Box(min(xs), min(ys), max(xs), max(ys))

    @cached_property
    def cells(self) -> frozenset[Cell]:
        """The squares of the map through which the outline goes, see labels.cells."""
        return frozenset(cells([*self.points, self.points[0]]))

    def reaches(self, frame: Box) -> bool:
        """Whether any of it may lie in a part of the map."""
        return self.box.meets(frame)


def _shapes(path: str) -> Iterator[Shape]:
    """A path is made of moves to a point (M) and lines from there, each relative to the last."""
    for outline in path.split("z"):
        if outline:
            numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", outline)]
            xs, ys = accumulate(numbers[::2]), accumulate(numbers[1::2])
            yield Shape(f"{outline}z", tuple(zip(xs, ys, strict=True)))


@cache
def load_land() -> Land:
    """Read the outlines next to this file, once in a process."""
    source = json.loads(LAND_FILE.read_text(encoding="utf-8"))
    _, _, width, height = source["viewBox"]
    return Land(width, height, MappingProxyType(source["countries"]))


CENTRE_LATITUDE = 52.0
"""Degrees north, the latitude of origin of EPSG:3035."""

CENTRE_LONGITUDE = 10.0
"""Degrees east, the longitude of origin of EPSG:3035."""

EARTH_RADIUS = 6371.007
"""Kilometres, the radius of the sphere with the area of the GRS80 ellipsoid."""

WIDTH = 640
"""Pixels, the width of the map's viewBox."""

HEIGHT = 660
"""Pixels, the height of the map's viewBox."""

KILOMETRES_PER_PIXEL = 6.6

WEST_EDGE = -1830.0
"""Kilometres east of the centre where the map begins: Iceland and Portugal are in."""

NORTH_EDGE = 2270.0
"""Kilometres north of the centre where the map begins: the North Cape is in."""


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return the pixel (x to the right, y downwards) of a place, by EPSG:3035 (Snyder 1987).

    Latitude and longitude are in degrees, north and east positive (WGS 84). A place outside the
    map's frame gets a pixel outside 0..WIDTH or 0..HEIGHT; so does the antipode of the centre,
    whose image is a circle around all others, by one point of it.
    """
    latitude_angle = radians(latitude)
    longitude_angle = radians(longitude - CENTRE_LONGITUDE)
    sine_centre, cosine_centre = sin(radians(CENTRE_LATITUDE)), cos(radians(CENTRE_LATITUDE))
    sine, cosine = sin(latitude_angle), cos(latitude_angle)
    towards_centre = cosine * cos(longitude_angle)
    nearness = 1 + sine_centre * sine + cosine_centre * towards_centre
    if nearness < 1e-12:
        east, north = 2 * EARTH_RADIUS, 0.0
    else:
        stretch = EARTH_RADIUS * sqrt(2 / nearness)
        east = stretch * cosine * sin(longitude_angle)
        north = stretch * (cosine_centre * sine - sine_centre * towards_centre)
    return (east - WEST_EDGE) / KILOMETRES_PER_PIXEL, (NORTH_EDGE - north) / KILOMETRES_PER_PIXEL
