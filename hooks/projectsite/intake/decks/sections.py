"""Slides as sections: a title, and the lines below it, whatever the file is."""

from __future__ import annotations

import re
from typing import NamedTuple


class Section(NamedTuple):
    """A slide, or what stands below a heading."""

    title: str
    lines: tuple[str, ...]
    above: str = ""
    """The few words above the title."""
    sentence: str = ""
    """What stands in the place of the funding sentence."""
    links: tuple[str, ...] = ()
    """The words that lead somewhere."""

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.title, self.above, self.sentence, *self.lines, *self.links)


class Slides(NamedTuple):
    sections: tuple[Section, ...]
    language: str = ""
    """As the file says; empty where it does not."""


NUMBER = re.compile(r"\d{1,3}\.?")
"""A line that only numbers what comes next."""
