"""The addresses that the site has published, one a line of data/addresses.txt: none is ever lost.

    outcomes/lamp-loan/
    outcomes/lamps/ -> outcomes/lamp-loan/
    outcomes/lights/ -> gone

The second has moved: its page leads to the other one. The third was withdrawn, and its page says
so. `projectsite addresses` adds new ones.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..files.layout import ADDRESSES
from ..files.texts import read_text
from ..problems import Problem, nearest, shown

GONE = "gone"
"""In place of an address: nothing has taken the place of this page."""
_LINE = re.compile(rf"((?:[a-z0-9-]{{1,100}}/)*)(?: -> ((?:[a-z0-9-]+/)*|{GONE}))?")
_LONGEST = 1000
"""Letters of a line: each address becomes a path of folders, of which systems take about 4,000."""
_HEAD = (
    "# The addresses that the site has published, below the root of a language. None may be lost:\n"
    "# of a page that has moved write “old/ -> new/”, of one that was withdrawn “old/ -> gone”.\n"
    "# `projectsite addresses` adds new ones.\n"
)


@dataclass(frozen=True)
class Memory:
    """What was published, and where it has moved."""

    moved: Mapping[str, str] = field(default_factory=dict)
    """By each address where it leads, or GONE; empty where it is still a page."""
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def redirects(self) -> dict[str, str]:
        """The addresses that have moved, and where to."""
        return {old: new for old, new in self.moved.items() if new and new != GONE}

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """The addresses whose pages are gone."""
        return tuple(old for old, new in self.moved.items() if new == GONE)

    def with_pages(self, pages: Collection[str]) -> str:
        """The text of the file with the addresses of all pages."""
        known = {**dict.fromkeys(pages, ""), **self.moved}
        rows = (f"{old} -> {new}" if new else old for old, new in sorted(known.items()) if old)
        return _HEAD + "".join(f"{row}\n" for row in rows)

    def unkept(self, pages: Collection[str]) -> list[str]:
        """Pages that are not kept yet; none where a project keeps none at all."""
        keeps = any(not new for new in self.moved.values())
        return sorted(path for path in pages if path and path not in self.moved) if keeps else []

    def lost(self, pages: Collection[str], own: Collection[str]) -> Iterator[Problem]:
        """Addresses that were published and lead nowhere now, or are a page and lead away, or lie
        in a folder of the site's own: that of a language has its pages without being asked."""
        there = tuple(sorted(pages))
        for old, new in self.moved.items():
            first = old.partition("/")[0]
            if first in own:
                said = f"addresses that begin with {first}/ are the site's own. Take it out."
            elif new and old in pages:
                said = (
                    f"{old} is a page, and leads to {new}. An id is never used again: give this "
                    f"page another one. If it is the one of before, take “ -> {new}” out."
                )
            elif new and new != GONE and new not in pages:
                said = f"{old} leads to {new}, which is no page. Write the address of one."
            elif not new and old not in pages:
                meant = nearest(old, there) or "outcomes/"
                said = (
                    f"{shown(old)} was published, and is no page any more. Write where it leads: "
                    f"“{shown(old)} -> {meant}”; or “{shown(old)} -> {GONE}”, where nothing has "
                    "taken its place."
                )
            else:
                continue
            yield Problem(ADDRESSES, self.lines[old], 1, said, "address-lost")


def read_memory(root: Path) -> Memory:
    """Read data/addresses.txt; a project may have none yet."""
    path = root / ADDRESSES
    if not path.exists() and not path.is_symlink():
        return Memory()
    text = read_text(path, ADDRESSES)
    if isinstance(text, Problem):
        return Memory(problems=(text,))
    moved: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if not found or not found[1] or len(line) > _LONGEST:
            said = f"“{shown(line)}” is no address. Write “outcomes/lamps/”, or “old/ -> new/”."
            problems.append(Problem(ADDRESSES, number, 1, said, "form"))
        elif found[1] in moved:
            said = f"{found[1]} stands in line {lines[found[1]]} already. Take one out."
            problems.append(Problem(ADDRESSES, number, 1, said, "twice"))
        else:
            moved[found[1]], lines[found[1]] = found[2] or "", number
    return Memory(moved, lines, tuple(problems))
