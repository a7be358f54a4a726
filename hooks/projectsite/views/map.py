"""The consortium on a map of Europe, drawn as SVG: no tiles, no other host."""

from __future__ import annotations

from dataclasses import dataclass

from .. import addresses
from ..facts.vocabulary import Hue
from ..page.setting import Setting
from ..words.forms import country_name
from .clusters import ClusterCard, cluster_cards
from .geography import load_land, project

MARGIN = 110
"""Least room around the pins, in units of the view box (6.6 km)."""
LEAST = 380
"""Least width of the part that is shown."""


@dataclass(frozen=True)
class Pin:
    """A cluster on the map; all lengths in units of the view box."""

    name: str
    href: str
    hue: Hue
    x: float
    y: float
    left: bool
    """Whether the name stands left of the pin, so that it stays inside the frame."""


@dataclass(frozen=True)
class Map:
    """Land, the countries of the consortium, and the pins."""

    frame: str
    """The part of the map that is shown: x, y, width and height, for the viewBox."""
    land: str
    """One SVG path of all other countries."""
    countries: tuple[tuple[str, str], ...]
    """Name and SVG path of each country of the consortium."""
    pins: tuple[Pin, ...]
    clusters: tuple[ClusterCard, ...]
    """The same places as a list."""


def consortium_map(setting: Setting) -> Map:
    land, clusters = load_land(), setting.project.clusters.values()
    pins = tuple(_pins(setting))
    # In the order of the clusters, each country once.
    ours = dict.fromkeys(cluster.country for cluster in clusters)
    return Map(
        frame=_frame(pins),
        land="".join(path for code, path in land.paths.items() if code not in ours),
        countries=tuple(
            (country_name(code, setting.locale), land.paths[code])
            for code in ours
            if code in land.paths
        ),
        pins=pins,
        clusters=cluster_cards(setting, clusters),
    )


def _frame(pins: tuple[Pin, ...]) -> str:
    """Around all pins, with room for their names and for the countries they stand in."""
    land = load_land()
    if not pins:
        return f"0 0 {land.width} {land.height}"
    xs, ys = [pin.x for pin in pins], [pin.y for pin in pins]
    # Never closer than LEAST: a consortium of one town would else be a pin without any coast.
    width = min(max(max(xs) - min(xs) + 2 * MARGIN, LEAST), land.width)
    height = min(max(max(ys) - min(ys) + 2 * MARGIN, width * 0.9), land.height)
    x = _within((min(xs) + max(xs)) / 2 - width / 2, land.width - width)
    y = _within((min(ys) + max(ys)) / 2 - height / 2, land.height - height)
    return f"{x:.0f} {y:.0f} {width:.0f} {height:.0f}"


def _within(value: float, limit: float) -> float:
    return max(0.0, min(value, limit))


def _pins(setting: Setting) -> list[Pin]:
    width = load_land().width
    pins = []
    for cluster in setting.project.clusters.values():
        x, y = project(*cluster.position)
        if not (0 <= x <= width and 0 <= y <= load_land().height):
            continue  # outside this map of Europe; the list beside it has the place
        name = cluster.abbreviation or cluster.name
        href = setting.page(addresses.cluster(cluster.id))
        pins.append(Pin(name, href, cluster.hue, round(x, 1), round(y, 1), x > width * 0.7))
    return pins
