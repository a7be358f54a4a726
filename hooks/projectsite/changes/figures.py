"""Numbers that pages show and that a change alters: “46 outcomes” becomes “47 outcomes”."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from ..problems import shown
from ..words.text import Locale
from .report import Figure
from .sites import Lines, PageChange

_NUMBER = re.compile(r"\d+(?:[.,\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]\d+)*")


def figures(pages: Iterable[PageChange], locales: Sequence[Locale]) -> Iterator[Figure]:
    """Each once, with the pages that show it; in the first language in which a page has any."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages:
        for locale in locales:
            if pairs := list(dict.fromkeys(_pairs(page.lines.get(locale, Lines())))):
                for pair in pairs:
                    found[pair].append(shown(page.title, 200))
                break
    for (before, after), titles in found.items():
        told = tuple(dict.fromkeys(titles))
        yield Figure(before=before, after=after, pages=told[:_PAGES])


_PAGES = 20
"""So many pages are named of one figure."""


def _pairs(lines: Lines) -> Iterator[tuple[str, str]]:
    """Lines that are gone with those that are new, where nothing but numbers differ."""
    new: dict[str, list[str]] = defaultdict(list)
    for line in lines.new:
        new[_NUMBER.sub("0", line)].append(line)
    for line in lines.gone:
        alike = new.get(_NUMBER.sub("0", line))
        if alike and _NUMBER.search(line):
            yield _cut(line, alike.pop(0))


_ROUND = 40
"""So many characters are shown before and after what differs."""


def _cut(before: str, after: str) -> tuple[str, str]:
    """Two lines, cut down to what differs and some words around it."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    return _window(before, start, end), _window(after, start, end)


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common before the first that differs."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _window(line: str, start: int, end: int) -> str:
    first, last = max(0, start - _ROUND), min(len(line), len(line) - end + _ROUND)
    # From a blank to a blank: no word, and no number, is cut in two.
    if first:
        first = line.find(" ", first, start) + 1 or line.rfind(" ", 0, start) + 1
    if last < len(line):
        last = max(line.rfind(" ", len(line) - end, last), line.find(" ", len(line) - end))
        last = len(line) if last < 0 else last
    said = f"{'…' if first else ''}{line[first:last].strip()}{'…' if last < len(line) else ''}"
    return shown(said, 200)
