"""Drawings as lines and areas: what views have computed, with colours, and no format yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import escape


class Stroke(NamedTuple):
    """A path (the `d` attribute of SVG): an area, a line, or both."""

    d: str
    fill: str = ""
    """A colour; empty for none."""
    stroke: str = ""
    width: float = 0
    dash: tuple[float, ...] = ()
    opacity: float = 1
    """Of the area."""
    at: tuple[float, float] = (0.0, 0.0)
    """Where its own 0, 0 lies, and how much larger it is."""
    scale: float = 1


class Lettering(NamedTuple):
    """Words in a drawing."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    anchor: str = "start"
    """start, middle or end."""
    bold: bool = False
    halo: str = ""
    """A colour around the letters, which lie on lines."""


@dataclass(frozen=True)
class Drawing:
    """From back to front; all measures are in units of the box."""

    left: float
    top: float
    width: float
    height: float
    strokes: tuple[Stroke, ...]
    words: tuple[Lettering, ...] = ()


def svg(drawing: Drawing, font: str = "Figtree") -> str:
    """The drawing as SVG."""
    box = f"{drawing.left:g} {drawing.top:g} {drawing.width:g} {drawing.height:g}"
    lines = "".join(_stroke(stroke) for stroke in drawing.strokes)
    words = "".join(_words(words, font) for words in drawing.words)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{drawing.width:g}"'
        f' height="{drawing.height:g}" stroke-linecap="round" stroke-linejoin="round">'
        f"{lines}{words}</svg>"
    )


def _stroke(one: Stroke) -> str:
    parts = [f'd="{one.d}"', f'fill="{one.fill or "none"}"']
    if one.stroke:
        parts += [f'stroke="{one.stroke}"', f'stroke-width="{one.width:g}"']
    if one.opacity != 1:
        parts.append(f'fill-opacity="{one.opacity:g}"')
    if one.dash:
        parts.append(f'stroke-dasharray="{" ".join(f"{length:g}" for length in one.dash)}"')
    if (*one.at, one.scale) != (0, 0, 1):
        x, y = one.at
        parts.append(f'transform="translate({x:.2f} {y:.2f}) scale({one.scale:.4f})"')
    return f"<path {' '.join(parts)}/>"


def _words(words: Lettering, font: str) -> str:
    weight = ' font-weight="600"' if words.bold else ""
    if words.halo:
        width = words.size * 0.24
        weight += f' stroke="{words.halo}" stroke-width="{width:.2f}" paint-order="stroke"'
    return (
        f'<text x="{words.x:.2f}" y="{words.y:.2f}" font-family="{font}"{weight}'
        f' font-size="{words.size:.2f}" fill="{words.fill}" text-anchor="{words.anchor}">'
        f"{escape(words.text)}</text>"
    )
