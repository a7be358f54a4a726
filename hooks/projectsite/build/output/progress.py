"""How far a build is: on a terminal a bar, and for each language a line once it is complete."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence

from ...files.folders import Write
from ...words.text import Locale
from .console import Console

PATIENCE = 2.0
"""Seconds until the bar appears: a short build needs none."""
PAUSE = 0.1
"""Seconds between two states of the bar."""
WIDTH = 30
"""Signs of the bar itself."""


class Progress:
    """Counts the pages of each language as they are written."""

    def __init__(
        self, console: Console, locales: Sequence[Locale], pages: int, lines: Mapping[Locale, str]
    ) -> None:
        """For languages, the default one first, of so many pages each. A line is printed once its
        language is complete."""
        self._console, self._locales, self._pages, self._lines = console, locales, pages, lines
        self._next = console.begun + PATIENCE
        self._written: Counter[Locale] = Counter()
        self._others = 0
        self._shown = ""

    def counting(self, write: Write) -> Write:
        """Writes a file and counts it."""

        def counted(address: str, content: bytes) -> None:
            write(address, content)
            self.count(address)

        return counted

    def count(self, address: str) -> None:
        """A file has been written to an address below the root of the site."""
        if not f"/{address}".endswith("/index.html"):
            self._others += 1
            self._draw(f"{self._others} other files")
            return
        first = Locale(address.partition("/")[0])
        locale = first if first in self._locales else self._locales[0]
        self._written[locale] += 1
        if self._written[locale] == self._pages and locale in self._lines:
            self.clear()
            self._console.say(self._lines[locale])
        else:
            self._draw(self._bar(locale))

    def clear(self) -> None:
        """Take the bar away, so that something else can be printed."""
        self._show("")

    def _bar(self, locale: Locale) -> str:
        done = self._written[locale]
        filled = WIDTH * done // self._pages
        return f"{locale} [{'#' * filled:.<{WIDTH}}] {done} of {self._pages} pages"

    def _draw(self, line: str) -> None:
        """Show a state of the bar, unless it is too soon."""
        now = self._console.clock()
        if self._console.bar and now >= self._next:
            self._next = now + PAUSE
            self._show(line[: shutil.get_terminal_size().columns - 1])

    def _show(self, line: str) -> None:
        """Print over the last state; blanks clear it, as not every terminal knows how to clear."""
        if line != self._shown:
            self._console.stream.write(f"\r{' ' * len(self._shown)}\r{line}")
            self._console.stream.flush()
            self._shown = line
