"""The outlines that a project may choose from, each as a path and as measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, sin, sqrt

from ..facts import vocabulary


@dataclass(frozen=True)
class Outline:
    """A body that figures are drawn in, around (56, 74)."""

    body: str
    box: str
    """The view box of a figure, with what lies below the body."""
    small_box: str
    """That of a figure for less than 48 pixels."""
    half: float
    """Half its width."""
    roof: Callable[[float], float]
    """The upper edge at a place across."""
    floor: Callable[[float], float]
    """The lower edge."""
    child: str
    """A small body of 13 by 19 at most; its path begins at the middle of the upper edge."""
    rise: float
    """From there to the middle of the small body."""
    mark: str
    """A body of 14 by 20 at most around the origin: a place on the map."""
    meeting: str
    """Its type in the timeline, 16 by 16 around the origin, unlike the other types there."""
    middle: float
    """Where the middle of the body lies, from top to bottom."""
    glint: str
    """A line within that makes the body the mark of the project."""
    corners: str
    """The border-radius that gives a square, turned by 45°, this outline."""


def _drop_roof(x: float) -> float:
    """The curve of the path solved for a place across."""
    share = min(abs(x - 56) / 36, 1)
    t = 0.5 - sin(asin(1 - 2 * share) / 3)
    return 6 * (1 - t) ** 3 + 18 * t * (1 - t) ** 2 + 138 * t**2 * (1 - t) + 74 * t**3


def _arc(x: float, half: float) -> float:
    return sqrt(max(half**2 - (x - 56) ** 2, 0))


_OUTLINES = {
    vocabulary.Outline.DROP: Outline(
        body="M56 6C56 6 20 46 20 74a36 36 0 0 0 72 0C92 46 56 6 56 6Z",
        box="-6 0 124 134",
        small_box="16 2 80 112",
        half=36,
        roof=_drop_roof,
        floor=lambda x: 74 + _arc(x, 36),
        child="c0 0-6.5 7.2-6.5 12.3a6.5 6.5 0 0 0 13 0c0-5.1-6.5-12.3-6.5-12.3Z",
        rise=11,
        mark="M0-10C0-10-7-2-7 3a7 7 0 0 0 14 0C7-2 0-10 0-10Z",
        meeting="M0-8C0-8-6-1-6 3a6 6 0 0 0 12 0C6-1 0-8 0-8Z",
        middle=58,
        glint="M36 73C36 84 45 93 56 93",
        corners="0 50% 50%",
    ),
    vocabulary.Outline.CIRCLE: Outline(
        body="M16 74a40 40 0 1 0 80 0a40 40 0 1 0-80 0Z",
        box="-6 22 124 112",
        small_box="14 32 84 84",
        half=40,
        roof=lambda x: 74 - _arc(x, 40),
        floor=lambda x: 74 + _arc(x, 40),
        child="a7 7 0 1 0 0 14a7 7 0 1 0 0-14Z",
        rise=7,
        mark="M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0Z",
        meeting="M0-8 7-4V4L0 8-7 4V-4Z",
        middle=74,
        glint="M34 74C34 86 44 96 56 96",
        corners="50%",
    ),
}


def outline_of(chosen: vocabulary.Outline) -> Outline:
    """The measures of the outline that a project has chosen."""
    return _OUTLINES[chosen]
