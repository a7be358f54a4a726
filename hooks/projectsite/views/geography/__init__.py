"""The land of Europe as ready SVG paths, and the projection that puts a place on that map.

`load_land` gives the outlines made by `make_land`; `project` turns a latitude and a longitude
into the same pixels. Neither reads the network nor needs anything but the standard library.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from .projection import project

__all__ = ["Land", "load_land", "project"]

LAND_FILE = Path(__file__).with_name("land.json")


@dataclass(frozen=True, slots=True)
class Land:
    """The map's size in pixels and one SVG path (the `d` attribute) for each ISO alpha-2 code."""

    width: int
    height: int
    paths: Mapping[str, str]


@cache
def load_land() -> Land:
    """Read the outlines next to this file, once in a process."""
    source = json.loads(LAND_FILE.read_text(encoding="utf-8"))
    _, _, width, height = source["viewBox"]
    return Land(width, height, MappingProxyType(source["countries"]))
