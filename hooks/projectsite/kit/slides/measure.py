"""How much room a text takes on a slide: PowerPoint breaks lines itself, and later.

The slides are set in Arial, which every office program has or has a font of the same widths for.
Figtree, which lies in the package, is as wide but for its bold letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

from ...words.text import Words

_FONT = Path(__file__).parents[1] / "fonts/Figtree-Regular.ttf"
_WIDER, _BOLD = 1.01, 1.08
"""Arial beside Figtree, as measured on texts in German, English and Czech."""
LINE = 1.2
"""The height of a line of Arial, in its size."""
_UNITS = 1000


class Run(NamedTuple):
    """Some words in one manner."""

    words: Words
    size: float
    """In points."""
    colour: str = ""
    """Empty for that of the placeholder."""
    bold: bool = False
    href: str = ""
    before: str = ""
    """What parts it from the run before."""


class Par(NamedTuple):
    """A paragraph."""

    runs: tuple[Run, ...]
    after: float = 0
    """The room below it, in points."""
    code: Run | None = None
    """Before it, in a column of its own."""
    hang: float = 0
    """How wide that column is, in points."""
    end: bool = False
    """Whether it stands at the end of its line, as numbers in a table do."""


def tall(pars: Sequence[Par], width: float) -> float:
    """The height of paragraphs in a column, in points, without the room below the last."""
    if not pars:
        return 0
    return sum(_tall(par, width) + par.after for par in pars) - pars[-1].after


def _tall(par: Par, width: float) -> float:
    *_, last = (0, *_line_of_each(par.runs, width - par.hang))
    return (last + 1) * _line(par)


def _line(par: Par) -> float:
    return max((run.size for run in par.runs), default=0) * LINE


def _line_of_each(runs: Sequence[Run], width: float) -> Iterator[int]:
    """On which line each word ends, from 0 on; one that is longer than a line is broken."""
    at, left = 0, width
    for run in runs:
        space = wide(" ", run)
        for word in f"{run.before}{run.words.text}".split():
            length = wide(word, run)
            if length > left and left < width:
                at, left = at + 1, width
            at += int(length // width)
            left -= length % width + space
            yield at


def wide(text: str, run: Run) -> float:
    """The width of a text in the manner of a run, in points."""
    factor = _BOLD if run.bold else _WIDER
    return sum(map(_letter, text)) * run.size / _UNITS * factor


@cache
def _letter(letter: str) -> float:
    # What has no place of its own, as an accent that is combined, counts too: a little too wide.
    return float(_font().getlength(letter))


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), _UNITS)


def _cut(par: Par, width: float, height: float) -> Iterator[Par]:
    """A paragraph in parts that are no taller; one of several manners stays whole."""
    if len(par.runs) != 1 or _tall(par, width) <= height:
        yield par
        return
    run = par.runs[0]
    most = max(int(height // _line(par)), 1)
    words = zip(run.words.text.split(), _line_of_each(par.runs, width - par.hang), strict=True)
    for at, part in groupby(words, lambda pair: pair[1] // most):
        text = run.words.said(" ".join(word for word, _ in part))
        yield par._replace(runs=(run._replace(words=text),), code=None if at else par.code)


def pages(pars: Sequence[Par], width: float, height: float) -> Iterator[tuple[Par, ...]]:
    """Paragraphs in parts that fit into a column each."""
    part: list[Par] = []
    for whole in pars:
        for par in _cut(whole, width, height):
            if part and tall([*part, par], width) > height:
                yield tuple(part)
                part = []
            part.append(par)
    if part:
        yield tuple(part)


def shortened(par: Par, width: float, height: float) -> Par:
    """A paragraph that is no taller: of a longer one the beginning, and “…”."""
    first, *more = _cut(par, width, height)
    high = _tall(first, width)
    if not more and high <= height:
        return par
    run = first.runs[0]
    # One word may be too long by itself.
    text = run.words.text[: int(len(run.words.text) * min(height / high, 1))]
    return par._replace(runs=(run._replace(words=run.words.said(f"{text} …")),))
