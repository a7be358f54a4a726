"""The colours and the outline of every document of a project, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ..facts.model import Brand
from ..facts.vocabulary import Hue
from ..page.outline import Outline, outline_of
from ..page.palette import tinted


# Compared by identity: there is one for each brand, and drawings are kept by it.
@dataclass(frozen=True, eq=False)
class Palette:
    """Colours by what they are for; as on the site (project.css), in its light scheme."""

    outline: Outline
    """What marks, places and figures are drawn in."""
    paper: str
    ink: str
    ink_2: str
    """Less important words."""
    line: str
    foam: str
    """A tinted ground."""
    deep: str
    """The dark ground, on which words are white."""
    deep_2: str
    mist: str
    """Less important words on the dark ground."""
    accent: str
    """Links and codes."""
    glint: str
    """Of the mark, on the dark ground."""
    coast: str
    country: str
    """A country of the consortium."""
    inner: str
    """The body of a figure on the dark ground."""
    rim: str
    wave: str
    guest: str
    """Others who took part in an outcome."""
    text: str
    """Lines within a figure."""
    grain: str
    tick: str


_HOUSE = {
    "paper": "#ffffff",
    "ink": "#12212e",
    "ink_2": "#46586a",
    "line": "#d7e0e7",
    "foam": "#e8f3f6",
    "deep": "#0b3a53",
    "deep_2": "#0e4f6e",
    "mist": "#dbe9f0",
    "accent": "#0a5d82",
    "glint": "#7fd3ea",
    "coast": "#9db0bd",
    "country": "#b9ccd8",
    "inner": "#06283b",
    "rim": "#9cc9dc",
    "wave": "#668fa3",
    "guest": "#b9d4e0",
    "text": "#5f90a8",
    "grain": "#8fb6c8",
    "tick": "#d5e6ee",
}
LIGHT: Mapping[Hue, str] = MappingProxyType(
    {
        Hue.VIOLET: "#c3a6f0",
        Hue.AMBER: "#f0b27e",
        Hue.GREEN: "#8fd0a0",
        Hue.BLUE: "#7fc4ec",
        Hue.ROSE: "#f0a3c4",
        Hue.TEAL: "#7fd0c8",
        Hue.OLIVE: "#cdce84",
        Hue.SLATE: "#a9bac7",
    }
)
"""The hues on the dark ground; those of partners are the same in every project."""
DARK: Mapping[Hue, str] = MappingProxyType(
    {
        Hue.VIOLET: "#6a3fa0",
        Hue.AMBER: "#9a4a0b",
        Hue.GREEN: "#2c6a3a",
        Hue.BLUE: "#0b6a9c",
        Hue.ROSE: "#a02a5c",
        Hue.TEAL: "#0b6a66",
        Hue.OLIVE: "#5d5f10",
        Hue.SLATE: "#465a6a",
    }
)
"""The hues on paper."""
EMBLEM_BLUE, EMBLEM_YELLOW = "#003399", "#ffcc00"


@cache
def palette_of(brand: Brand) -> Palette:
    """The palette of a project."""
    colours = {name: tinted(colour, brand.colour) for name, colour in _HOUSE.items()}
    return Palette(outline_of(brand.outline), **colours)
