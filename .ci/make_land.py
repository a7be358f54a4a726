"""Make land.json, the outlines of Europe's countries, from a TopoJSON file of the world.

    PYTHONPATH=hooks python .ci/make_land.py COUNTRIES_50M_JSON

Origin: `countries-50m.json` of the npm package world-atlas 2.0.2 (ISC licence, Michael Bostock),
a conversion of Natural Earth's Admin 0 countries at 1:50m (public domain, naturalearthdata.com).
The same input always gives the same output, byte for byte.

Borders are simplified arc by arc, by Visvalingam and Whyatt's rule. Two neighbours share the arc
between them, so no gap can open between their outlines.

Natural Earth draws who holds the ground. Two places follow the position of the European Union
and the United Nations instead: Crimea is part of Ukraine, and Cyprus is one island.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from projectsite.views.geography import HEIGHT, LAND_FILE, WIDTH, project

Point = tuple[float, float]
Ring = list[int]
"""Numbers of arcs, end to end; ~n is arc n walked backwards, as TopoJSON has it."""

ALPHA_2 = {
    "008": "AL", "012": "DZ", "020": "AD", "031": "AZ", "040": "AT", "051": "AM", "056": "BE",
    "070": "BA", "100": "BG", "112": "BY", "191": "HR", "196": "CY", "203": "CZ", "208": "DK",
    "233": "EE", "234": "FO", "246": "FI", "248": "FI", "250": "FR", "268": "GE", "275": "PS",
    "276": "DE", "292": "GI", "300": "GR", "336": "VA", "348": "HU", "352": "IS",
    "364": "IR", "368": "IQ", "372": "IE", "376": "IL", "380": "IT", "398": "KZ", "400": "JO",
    "422": "LB", "428": "LV", "434": "LY", "438": "LI", "440": "LT", "442": "LU", "470": "MT",
    "492": "MC", "498": "MD", "499": "ME", "504": "MA", "528": "NL", "578": "NO", "616": "PL",
    "620": "PT", "642": "RO", "643": "RU", "674": "SM", "682": "SA", "688": "RS", "703": "SK",
    "705": "SI", "724": "ES", "752": "SE", "756": "CH", "760": "SY", "788": "TN", "792": "TR",
    "804": "UA", "807": "MK", "818": "EG", "826": "GB", "831": "GG", "832": "JE", "833": "IM",
}  # fmt: skip
"""ISO 3166-1 numeric to alpha-2, for every country near enough to touch the frame.

Åland (248) is a part of Finland and lights up with it. Greenland (304) is left out on purpose:
only a meaningless corner of it would show.
"""

ALPHA_2_BY_NAME = {"Kosovo": "XK", "N. Cyprus": "CY"}
"""The areas that have no ISO number in the source."""

SIMFEROPOL = (44.95, 34.1)
"""Latitude and longitude of a place in Crimea, to know its polygon by."""

SIMPLIFICATION = 1.2
"""Square pixels: a bend that weighs less is straightened."""

NEEDLE_DISCOUNT = 0.7
"""How much less than its area the sharpest bend weighs; Mapshaper's figure."""

SMALL_RING_SHARE = 0.02
"""The same limit for a small ring, as a share of its area, so that Liechtenstein keeps a shape."""

SMALLEST_ISLAND = 3.5
"""Square pixels (about 150 square kilometres): a smaller island or enclave is dropped."""

SMALLEST_COUNTRY = 1.0
"""Square pixels: a country whose largest ring is smaller has no outline at all."""

MARGIN = 8.0
"""Pixels: the land goes on so far beyond the frame, so that the cut edge's stroke is unseen."""


def decode_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Undo TopoJSON's delta coding and project each arc to the map's pixels."""
    (scale_x, scale_y), (shift_x, shift_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for deltas in topology["arcs"]:
        column = row = 0
        arc = []
        for step_x, step_y in deltas:
            column, row = column + step_x, row + step_y
            arc.append(project(row * scale_y + shift_y, column * scale_x + shift_x))
        arcs.append(arc)
    return arcs


def collect_countries(topology: dict[str, Any]) -> dict[str, list[Ring]]:
    """Return each known country's rings; holes are rings like any other."""
    countries: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = ALPHA_2.get(geometry.get("id")) or ALPHA_2_BY_NAME.get(
            geometry["properties"]["name"]
        )
        if code:
            polygons = geometry["arcs"]
            if geometry["type"] == "Polygon":
                polygons = [polygons]
            countries.setdefault(code, []).extend(ring for rings in polygons for ring in rings)
    return countries


def follow_union(countries: dict[str, list[Ring]], arcs: Sequence[list[Point]]) -> None:
    """Move Crimea to Ukraine, and erase the borders inside Ukraine and Cyprus."""
    simferopol = project(*SIMFEROPOL)
    crimea = [ring for ring in countries["RU"] if is_inside(simferopol, trace_ring(ring, arcs))]
    if len(crimea) != 1:
        raise ValueError("the source's Crimea is no longer a polygon of its own in Russia")
    countries["RU"].remove(crimea[0])
    countries["UA"] = dissolve_rings([*countries["UA"], *crimea], arcs)
    countries["CY"] = dissolve_rings(countries["CY"], arcs)


def dissolve_rings(rings: Iterable[Ring], arcs: Sequence[list[Point]]) -> list[Ring]:
    """Join rings that share arcs: an arc walked both ways is an inner border and goes."""
    walked = [step for ring in rings for step in ring]
    inner = {step for step in walked if ~step in walked}
    by_start = {trace_step(step, arcs)[0]: step for step in walked if step not in inner}
    joined = []
    while by_start:
        ring = [by_start.pop(min(by_start))]
        while (end := trace_step(ring[-1], arcs)[-1]) in by_start:
            ring.append(by_start.pop(end))
        joined.append(ring)
    return joined


def trace_step(step: int, arcs: Sequence[list[Point]]) -> list[Point]:
    """Return the points of one arc in the direction the step walks it."""
    return arcs[step] if step >= 0 else arcs[~step][::-1]


def trace_ring(ring: Ring, arcs: Sequence[list[Point]]) -> list[Point]:
    """Return the ring's points, without the first one again at the end."""
    return [point for step in ring for point in trace_step(step, arcs)[:-1]]


def is_inside(place: Point, ring: Sequence[Point]) -> bool:
    """Tell by ray casting whether the ring encloses the place."""
    x, y = place
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def measure_ring(ring: Sequence[Point]) -> float:
    """Return the area in square pixels."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def weigh_bend(a: Point, b: Point, c: Point) -> float:
    """Return the triangle's area in square pixels, less for a sharp angle at b.

    A stroked outline turns needles, such as river mouths, into blots; so they weigh less.
    """
    ax, ay, cx, cy = a[0] - b[0], a[1] - b[1], c[0] - b[0], c[1] - b[1]
    lengths = hypot(ax, ay) * hypot(cx, cy)
    if not lengths:
        return 0.0
    sharpness = (ax * cx + ay * cy) / lengths
    return abs(ax * cy - cx * ay) / 2 * (1 - NEEDLE_DISCOUNT * sharpness)


def touches_frame(points: Sequence[Point]) -> bool:
    """Tell whether the points' bounding box meets the frame."""
    columns, rows = zip(*points, strict=True)
    inside = max(columns) > 0 and min(columns) < WIDTH and max(rows) > 0 and min(rows) < HEIGHT
    return bool(inside)


def select_rings(
    countries: dict[str, list[Ring]], arcs: Sequence[list[Point]]
) -> dict[str, list[Ring]]:
    """Leave out what the frame does not show and what is too small to see.

    An enclave and the hole it fills are the same arcs, so both stay or both go.
    """
    selected: dict[str, list[Ring]] = {}
    rescued: set[frozenset[int]] = set()
    areas: dict[frozenset[int], float] = {}
    for code, rings in countries.items():
        traced = [(ring, trace_ring(ring, arcs)) for ring in rings]
        selected[code] = [ring for ring, points in traced if touches_frame(points)]
        areas |= {name_ring(ring): measure_ring(points) for ring, points in traced}
        largest = max(selected[code], key=lambda ring: areas[name_ring(ring)], default=None)
        if largest and areas[name_ring(largest)] >= SMALLEST_COUNTRY:
            rescued.add(name_ring(largest))
    return {
        code: [
            ring
            for ring in rings
            if areas[name_ring(ring)] >= SMALLEST_ISLAND or name_ring(ring) in rescued
        ]
        for code, rings in selected.items()
    }


def name_ring(ring: Ring) -> frozenset[int]:
    """Return a name for the line, whichever way and from wherever it is walked."""
    return frozenset(max(step, ~step) for step in ring)


def simplify_arcs(
    countries: dict[str, list[Ring]], arcs: Sequence[list[Point]]
) -> list[list[Point]]:
    """Simplify every arc once, the gentler the smaller the smallest ring it belongs to."""
    limits = [SIMPLIFICATION] * len(arcs)
    for ring in (ring for rings in countries.values() for ring in rings):
        share = measure_ring(trace_ring(ring, arcs)) * SMALL_RING_SHARE
        for step in ring:
            number = max(step, ~step)
            limits[number] = min(limits[number], share)
    return [simplify_arc(arc, limit) for arc, limit in zip(arcs, limits, strict=True)]


def simplify_arc(arc: Sequence[Point], limit: float) -> list[Point]:
    """Drop the least important points (Visvalingam and Whyatt 1993), never an end.

    A point's importance is the bend it makes with its present neighbours, and at least that of
    the points dropped before it, or a long curve would be eaten from one side.
    """
    before = [index - 1 for index in range(len(arc))]
    after = [index + 1 for index in range(len(arc))]
    importance = [0.0] * len(arc)

    def weigh(index: int, least: float) -> tuple[float, int]:
        weight = weigh_bend(arc[before[index]], arc[index], arc[after[index]])
        importance[index] = max(weight, least)
        return importance[index], index

    queue = [weigh(index, 0.0) for index in range(1, len(arc) - 1)]
    heapify(queue)
    dropped: set[int] = set()
    while queue and queue[0][0] < limit:
        weight, index = heappop(queue)
        if index in dropped or weight != importance[index]:
            continue
        dropped.add(index)
        left, right = before[index], after[index]
        after[left], before[right] = right, left
        for neighbour in (left, right):
            if 0 < neighbour < len(arc) - 1:
                heappush(queue, weigh(neighbour, weight))
    return [point for index, point in enumerate(arc) if index not in dropped]


def clip_ring(ring: Sequence[Point]) -> list[Point]:
    """Cut the ring at the frame widened by MARGIN (Sutherland and Hodgman 1974).

    Parts cut asunder stay joined by a line along the widened frame, which nobody sees.
    """
    sides = ((0, 1, -MARGIN), (0, -1, WIDTH + MARGIN), (1, 1, -MARGIN), (1, -1, HEIGHT + MARGIN))
    points = list(ring)
    for axis, sign, edge in sides:
        points = clip_side(points, axis, sign, edge)
    return points


def clip_side(ring: Sequence[Point], axis: int, sign: int, edge: float) -> list[Point]:
    """Keep the part of the ring where sign * (coordinate - edge) is not negative."""
    kept: list[Point] = []
    for start, end in pairwise([*ring[-1:], *ring]):
        depth_start, depth_end = sign * (start[axis] - edge), sign * (end[axis] - edge)
        if (depth_start < 0) != (depth_end < 0):
            part = depth_start / (depth_start - depth_end)
            kept.append(
                (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
            )
        if depth_end >= 0:
            kept.append(end)
    return kept


def draw_ring(points: Iterable[Point]) -> str:
    """Write a closed subpath: absolute start, then relative lines, in tenths of a pixel.

    The points are rounded before they are subtracted, so that no error adds up along the line.
    """
    grid = [(round(x * 10), round(y * 10)) for x, y in points]
    grid = [point for index, point in enumerate(grid) if point != grid[index - 1]]
    if len(grid) < 3:
        return ""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(grid)]
    return f"M{draw_numbers(grid[0])}l{draw_numbers(n for step in steps for n in step)}z"


def draw_numbers(tenths: Iterable[int]) -> str:
    """Write numbers as tersely as SVG's grammar allows: no zero before the point, few spaces."""
    text = ""
    previous = ""
    for value in tenths:
        whole, rest = divmod(abs(value), 10)
        number = "-" * (value < 0) + (f"{whole or ''}.{rest}" if rest else f"{whole}")
        # A minus, or a second point, already ends the number before it.
        parted = number[0] == "-" or (number[0] == "." and "." in previous)
        text += number if parted or not previous else f" {number}"
        previous = number
    return text


def draw_country(rings: Iterable[Ring], arcs: Sequence[list[Point]]) -> str:
    """Return the country's path, or an empty text where nothing of it is in the frame."""
    clipped = (clip_ring(trace_ring(ring, arcs)) for ring in rings)
    return "".join(draw_ring(points) for points in clipped if points and touches_frame(points))


def make_land(topology: dict[str, Any]) -> dict[str, str]:
    """Return the SVG path of each country in the frame, sorted by its code."""
    arcs = decode_arcs(topology)
    countries = collect_countries(topology)
    follow_union(countries, arcs)
    countries = select_rings(countries, arcs)
    simplified = simplify_arcs(countries, arcs)
    paths = {code: draw_country(rings, simplified) for code, rings in sorted(countries.items())}
    return {code: path for code, path in paths.items() if path}


def format_land(paths: dict[str, str]) -> str:
    """Return land.json with a line for each country, so that a change shows where it is."""
    lines = ",\n".join(f"{json.dumps(code)}: {json.dumps(path)}" for code, path in paths.items())
    return f'{{"viewBox": [0, 0, {WIDTH}, {HEIGHT}], "countries": {{\n{lines}\n}}}}\n'


def main() -> None:
    """Read the TopoJSON file named on the command line and write land.json."""
    parser = argparse.ArgumentParser(prog="make_land", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("topojson", type=Path, help="countries-50m.json of world-atlas")
    topology = json.loads(parser.parse_args().topojson.read_text(encoding="utf-8"))
    LAND_FILE.write_text(format_land(make_land(topology)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
