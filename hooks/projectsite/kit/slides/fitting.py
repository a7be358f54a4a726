"""How much of what is to be said has room on a slide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .master import Box
from .measure import Par, tall

Sizes = tuple[float, ...]


def sized(pars: Iterable[Par], size: float) -> list[Par]:
    return [par._replace(runs=tuple(r._replace(size=size) for r in par.runs)) for par in pars]


def joined(entries: Iterable[Sequence[Par]]) -> list[Par]:
    return [par for entry in entries for par in entry]


def fitting(sizes: Sizes, box: Box, pars_of: Callable[[float], list[Par]]) -> float:
    """The largest size at which paragraphs fit into a box; the smallest where they never do."""
    fitting = (size for size in sizes if tall(pars_of(size), box.width) <= box.height)
    return next(fitting, sizes[-1])


def below(box: Box, high: float) -> Box:
    """What a figure at its top leaves of a box."""
    return box._replace(top=box.top + high + 14, height=box.height - high - 14)


def most(entries: Sequence[Sequence[Par]], box: Box) -> int:
    """How many entries fit into a box; at least one."""
    taken: list[Par] = []
    for at, entry in enumerate(entries):
        taken += entry
        if at and tall(taken, box.width) > box.height:
            return at
    return len(entries)


def rows_in(heights: Sequence[float], room: float) -> int:
    """How many rows fit; at least one."""
    for at in range(len(heights)):
        if at and sum(heights[: at + 1]) > room:
            return at
    return len(heights)
