"""The picture of a shared link: the project as a figure, its name, its clusters; one a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from .. import addresses
from ..facts.model import Brand
from ..facts.vocabulary import Hue, OutcomeType
from ..files.layout import OVERRIDES
from ..kit.palette import LIGHT, Palette, palette_of
from ..page.chrome import SHARED_SIZE
from ..site import Site
from ..views.drop import Figure, drop
from ..words.forms import year_span
from .drawing import Canvas
from .icons import png_bytes

_DROP = (120, 72, 450, 558)
"""Where the drop is."""
_LEFT, _WIDE, _LINES = 592, 536, 4
"""Where words begin, how wide a line is, and how many lines the title and the names may take."""


@dataclass(frozen=True)
class Card:
    """All that is drawn."""

    years: str
    acronym: str
    title: str
    clusters: tuple[tuple[str, Hue], ...]
    brand: Brand


def share_pictures(site: Site) -> Iterator[tuple[str, bytes]]:
    """Each file by its address."""
    project = site.project
    facts = project.facts
    fonts = tuple(sorted((site.root / OVERRIDES / "assets/fonts").glob("*.woff2"), reverse=True))
    for locale in project.locales:
        card = Card(
            year_span(facts.start.year, facts.end.last.year, locale),
            facts.acronym,
            facts.title.words(locale, project.default_locale).text,
            tuple(
                (c.abbreviation or c.name, project.hues[c.id]) for c in project.clusters.values()
            ),
            project.brand,
        )
        yield addresses.share_picture(locale), share_picture(card, fonts)


@lru_cache(maxsize=64)
def share_picture(card: Card, fonts: tuple[Path, ...]) -> bytes:
    """The same bytes for the same card: nothing is drawn again before something changes."""
    image = _drawn(tuple(hue for _, hue in card.clusters), card.brand).copy()
    _write(image, card, fonts)
    return png_bytes(image)


@lru_cache(maxsize=4)
def _drawn(hues: tuple[Hue, ...], brand: Brand) -> Image.Image:
    """All but the words, which is the same in all languages; fine only where the drop is."""
    colours = palette_of(brand)
    image = _water(colours)
    canvas = Canvas(image.crop(_DROP))
    for shape in drop(Figure(OutcomeType.PROJECT, hues, outline=brand.outline)).shapes:
        hue = LIGHT[shape.hue] if shape.hue else ""
        fill = {"body": colours.inner, "fill": hue}.get(shape.look, "")
        stroke = {"edge": colours.rim, "guest": colours.guest}.get(shape.look, "")
        canvas.path(shape.d, (-74, 4), 4.2, fill=fill, stroke=stroke, width=1.3)
    image.paste(canvas.finished(), _DROP)
    return image


def _water(colours: Palette) -> Image.Image:
    shade = Image.linear_gradient("L").resize(SHARED_SIZE)
    return Image.composite(
        Image.new("RGB", SHARED_SIZE, colours.deep_2),
        Image.new("RGB", SHARED_SIZE, colours.deep),
        shade,
    )


def _write(image: Image.Image, card: Card, fonts: tuple[Path, ...]) -> None:
    """The words, in the middle of the height. What the fonts cannot write is left out."""
    small, bold = pen_of(fonts, 30, 400), pen_of(fonts, 30, 650)
    large = next(
        (
            pen
            for size in range(84, 30, -6)
            if (pen := pen_of(fonts, size, 750)).has_room(card.acronym)
        ),
        bold,
    )
    names = [((name, LIGHT[hue]),) for name, hue in card.clusters if bold.has_room(name)]
    blocks: list[tuple[Pen, int, list[Line]]] = [
        (small, 8, [((card.years, palette_of(card.brand).mist),)]),
        (large, 12, _lines(large, [((word, "#fff"),) for word in _words(large, card.acronym)])),
        (small, 24, _lines(small, [((word, "#fff"),) for word in _words(small, card.title)])),
        (bold, 0, _lines(bold, names, gap=14)),
    ]
    blocks = [(pen, after, lines) for pen, after, lines in blocks if 0 < len(lines) <= _LINES]
    y = (SHARED_SIZE[1] - sum(pen.height * len(ls) + after for pen, after, ls in blocks)) / 2
    draw = ImageDraw.Draw(image)
    for pen, after, lines in blocks:
        for line in lines:
            pen.write(draw, (_LEFT, y), line, gap=14 if pen is bold else pen.space)
            y += pen.height
        y += after


Line = tuple[tuple[str, str], ...]
"""Texts, each with its colour."""


def _words(pen: Pen, text: str) -> list[str]:
    words = text.split(" ")
    return words if all(map(pen.has_room, words)) else []


def _lines(pen: Pen, parts: Iterable[Line], gap: float = 0) -> list[Line]:
    """As many parts in a line as there is room for."""
    lines: list[Line] = []
    gap = gap or pen.space
    for part in parts:
        longer = (*lines[-1], *part) if lines else part
        if lines and sum(pen.width(text) + gap for text, _ in longer) - gap <= _WIDE:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


@lru_cache(maxsize=64)
def pen_of(fonts: tuple[Path, ...], size: int, weight: int) -> Pen:
    """What it has found out about the fonts serves all languages."""
    return Pen(fonts, size, weight)


class Pen:
    """The fonts of the site in one size: each letter comes from the first that has it."""

    def __init__(self, files: Sequence[Path], size: int, weight: int) -> None:
        self.height = round(size * 1.3)
        # Without the shaping library, which is not on every machine: the same bytes everywhere.
        basic = ImageFont.Layout.BASIC
        self._fonts = [ImageFont.truetype(file, size, layout_engine=basic) for file in files]
        for font in self._fonts:
            with suppress(OSError):  # a font of one weight
                font.set_variation_by_axes([weight])
        self._none = [_mask(font, "\uffff") for font in self._fonts]
        self._found: dict[str, ImageFont.FreeTypeFont | None] = {" ": next(iter(self._fonts), None)}
        self.space = self.width(" ")

    def has_room(self, text: str) -> bool:
        """Whether the fonts have every letter, and the whole stands in a line."""
        return bool(text) and all(map(self._font, text)) and self.width(text) <= _WIDE

    def width(self, text: str) -> float:
        return sum(font.getlength(run) for font, run in self._runs(text))

    def write(
        self, draw: ImageDraw.ImageDraw, at: tuple[float, float], line: Line, gap: float
    ) -> None:
        """One line, from its left upper corner."""
        x, y = at
        for text, colour in line:
            for font, run in self._runs(text):
                draw.text((x, y + self.height * 0.75), run, colour, font, anchor="ls")
                x += font.getlength(run)
            x += gap

    def _font(self, letter: str) -> ImageFont.FreeTypeFont | None:
        if letter not in self._found:
            both = zip(self._fonts, self._none, strict=True)
            self._found[letter] = next((f for f, none in both if _mask(f, letter) != none), None)
        return self._found[letter]

    def _runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        run, last = "", None
        for letter in text:
            font = self._font(letter)
            if font is not last and last and run:
                yield last, run
                run = ""
            if font:
                run, last = run + letter, font
        if last and run:
            yield last, run


def _mask(font: ImageFont.FreeTypeFont, letter: str) -> bytes:
    """How a letter looks; what a font does not have looks like nothing else in it."""
    return bytes(font.getmask(letter))
