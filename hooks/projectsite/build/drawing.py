"""Paths of the drops as pixels. Pillow does not smooth: everything is drawn larger first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import cos, pi, sin

from PIL import Image, ImageDraw

SMOOTH = 3
"""So many times larger."""
_STEPS = 48
"""So many points make a curve."""

Point = tuple[float, float]

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")


class Canvas:
    """A picture in the making; all measures are those of the finished one."""

    def __init__(self, image: Image.Image) -> None:
        size = image.width * SMOOTH, image.height * SMOOTH
        self._image = image.resize(size, Image.Resampling.NEAREST)
        self._draw = ImageDraw.Draw(self._image)

    def path(
        self, d: str, at: Point, scale: float, *, fill: str = "", stroke: str = "", width: float = 0
    ) -> None:
        """A path of the drops, filled or drawn as a line."""
        whole = scale * SMOOTH
        for line in points(d):
            placed = [(x * whole + at[0] * SMOOTH, y * whole + at[1] * SMOOTH) for x, y in line]
            if fill:
                self._draw.polygon(placed, fill)
            if stroke:
                self._stroke(placed, stroke, width * whole)

    def _stroke(self, line: list[Point], colour: str, width: float) -> None:
        """As a round brush draws it."""
        self._draw.line(line, colour, round(width))
        r = width / 2 - 0.5
        for x, y in line:
            self._draw.ellipse((x - r, y - r, x + r, y + r), colour)

    def square(self, radius: float, colour: str) -> None:
        """The whole canvas, with round corners."""
        end = (self._image.width - 1, self._image.height - 1)
        self._draw.rounded_rectangle(((0, 0), end), radius * SMOOTH, colour)

    def finished(self) -> Image.Image:
        return self._image.reduce(SMOOTH)


def points(d: str) -> Iterator[list[Point]]:
    """The lines of a path: M, L, C, c, Z, and arcs that are half an ellipse, as drops have them."""
    line: list[Point] = []
    for name, rest in _COMMAND.findall(d):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        if name in "ML":
            if name == "M" and line:
                yield line
                line = []
            line += zip(numbers[::2], numbers[1::2], strict=True)
        elif name in "Cc":
            x, y = line[-1] if name == "c" else (0.0, 0.0)
            ends = [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
            line += _curve(line[-1], *ends)
        elif name == "a":
            line += _half(line[-1], ry=numbers[1], dx=numbers[5])
        elif name in "Zz":
            line.append(line[0])
        else:
            raise ValueError(f"{name} in {d}")
    yield line


def _curve(a: Point, b: Point, c: Point, d: Point) -> Iterator[Point]:
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        x, y = (
            sum(s * p[axis] for s, p in zip(shares, (a, b, c, d), strict=True)) for axis in (0, 1)
        )
        yield x, y


def _half(begin: Point, *, ry: float, dx: float) -> Iterator[Point]:
    """Below from left to right, above from right to left."""
    middle, side = begin[0] + dx / 2, 1 if dx > 0 else -1
    for step in range(1, _STEPS + 1):
        turn = pi * step / _STEPS
        yield middle - dx / 2 * cos(turn), begin[1] + side * ry * sin(turn)
