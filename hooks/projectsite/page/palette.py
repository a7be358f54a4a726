"""The colours of the site, made from the one of the project.

The stylesheets are drawn in the colours of HOUSE. For a project with another colour each of them is
turned to its tone and keeps its lightness, so that what can be read in one can be read in all.
Tones and lightness are those of OKLCH (CSS Color Module Level 4, section 9).
"""

from __future__ import annotations

import re
from functools import cache
from math import atan2, cos, hypot, sin

HOUSE = "0b3a53"
"""The colour that the stylesheets are drawn in; their token --deep."""
LEGIBLE = 7.0
"""The contrast of white text on the colour of the header (WCAG 2.2, 1.4.6)."""
_RICHEST = 1.6
"""So many times as rich as the house's a colour gets: pale paper stays pale."""
_GREY = 0.001
"""White, black and greys stay."""

_COLOUR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\b|rgb\((\d+) (\d+) (\d+)")
_OTHERS = re.compile(r"(--(?:hue-[a-z]+|focus)\s*:[^;}]*)")
"""The colours of partners and of the mark of the keyboard are the same everywhere."""

Triple = tuple[float, float, float]


@cache
def tinted(colour: str, own: str) -> str:
    """A colour of the house, as #0b3a53, in the palette of a project, whose own is 7a1f3d."""
    if own.lower() == HOUSE:
        return colour
    if colour.lower() == f"#{HOUSE}" and contrast(own, "ffffff") >= LEGIBLE:
        return f"#{own.lower()}"
    light, rich, tone = _lch(colour)
    if rich < _GREY:
        return colour
    _, house_rich, house_tone = _lch(HOUSE)
    _, own_rich, own_tone = _lch(own)
    share = min(own_rich / house_rich, _RICHEST)
    return _drawn(light, rich * share, tone + own_tone - house_tone)


def recoloured(css: str, own: str) -> str:
    """A stylesheet of the house with the colours of a project."""
    if own.lower() == HOUSE:
        return css
    parts = _OTHERS.split(css)
    parts[::2] = [_COLOUR.sub(lambda one: _turned(one, own), part) for part in parts[::2]]
    return "".join(parts)


def contrast(one: str, other: str) -> float:
    """From 1 to 21, as WCAG 2.2 defines the contrast ratio."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _turned(found: re.Match[str], own: str) -> str:
    if found[1]:
        return tinted(found[0], own)
    new = tinted("#" + "".join(f"{int(number):02x}" for number in found.groups()[1:]), own)
    return "rgb(" + " ".join(str(round(part * 255)) for part in _rgb(new))


def _rgb(colour: str) -> Triple:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lch(colour: str) -> Triple:
    """Lightness from 0 to 1, richness (chroma), and tone (hue) in radians."""
    r, g, b = map(_linear, _rgb(colour))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    x = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    y = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return light, hypot(x, y), atan2(y, x)


def _drawn(light: float, rich: float, tone: float) -> str:
    """The richest colour of this lightness and tone that a screen shows, up to `rich`."""
    low, high = 0.0, rich
    if not _shown(_parts(light, high, tone)):
        for _ in range(20):
            middle = (low + high) / 2
            low, high = (middle, high) if _shown(_parts(light, middle, tone)) else (low, middle)
        rich = low
    parts = (min(max(part, 0.0), 1.0) for part in _parts(light, rich, tone))
    coded = (p * 12.92 if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055 for p in parts)
    return "#" + "".join(f"{round(part * 255):02x}" for part in coded)


def _parts(light: float, rich: float, tone: float) -> Triple:
    """Red, green and blue, linear; outside 0 to 1 where no screen shows the colour."""
    x, y = rich * cos(tone), rich * sin(tone)
    long = (light + 0.3963377774 * x + 0.2158037573 * y) ** 3
    middle = (light - 0.1055613458 * x - 0.0638541728 * y) ** 3
    short = (light - 0.0894841775 * x - 1.2914855480 * y) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _shown(parts: Triple) -> bool:
    return all(-0.0001 <= part <= 1.0001 for part in parts)
