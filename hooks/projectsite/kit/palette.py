"""The colours and the mark of every document, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..facts.vocabulary import Hue
from ..views.drop import BODY

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for; as on the site (project.css), in its light scheme."""

    paper: str = "#ffffff"
    ink: str = "#12212e"
    ink_2: str = "#46586a"
    """Less important words."""
    line: str = "#d7e0e7"
    foam: str = "#e8f3f6"
    """A tinted ground."""
    deep: str = "#0b3a53"
    """The dark ground, on which words are white."""
    deep_2: str = "#0e4f6e"
    accent: str = "#0a5d82"
    """Links and codes."""
    glint: str = "#7fd3ea"
    """Of the mark, on the dark ground."""
    land: str = "#dde5eb"
    country: str = "#b9ccd8"
    """A country of the consortium."""
    rim: str = "#9cc9dc"
    wave: str = "#668fa3"
    light: Mapping[Hue, str] = field(
        default_factory=lambda: MappingProxyType(
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
    )
    """The hues on the dark ground."""
    dark: Mapping[Hue, str] = field(
        default_factory=lambda: MappingProxyType(
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
    )
    """The hues on paper."""


PALETTE = Palette()

MARK = BODY
"""The outline of the project's mark, in a box of 112 by 134."""
MARK_GLINT = "M36 73C36 84 45 93 56 93"
EMBLEM_BLUE, EMBLEM_YELLOW = "#003399", "#ffcc00"
