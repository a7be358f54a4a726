"""BibTeX files as people and programs write them: their entries, with the fields still as LaTeX.

What stands outside the entries is a comment, and so is what follows % at the start of a line or
between two fields. A value is joined by # from texts in braces or quotation marks, numbers, and
names of @string. The reader goes through a file once, without recursion: its time grows with the
file and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..problems import shown

LIMIT_ENTRIES = 2_000
LIMIT_JOINED = 1_000_000
"""Characters that names of @string put into a file: each may stand for two of the one before."""

_START = re.compile(
    r"^[ \t]*+%[^\n]*+|@[ \t]*+(?P<type>[A-Za-z]++)\s*+(?P<open>[{(])", re.MULTILINE
)
_NEXT = re.compile(r"^[ \t]*+@", re.MULTILINE)
_BLANK = re.compile(r"(?:\s++|%[^\n]*+)*+")
_KEY = re.compile(r"[^\s,{}\"%#=]++")
_NAME = re.compile(r"[A-Za-z][\w:.+/-]*+")
_EQUALS = re.compile("=")
_COMMA = re.compile(",")
_PIECE = re.compile(r"(?P<digits>\d++)|(?P<name>[A-Za-z][\w:.+/-]*+)|[{\"]")
_BRACE = re.compile("[{}]")
_BRACE_OR_QUOTE = re.compile('[{}"]')

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Every style of BibTeX has a name for each: jan, feb …"""


@dataclass(frozen=True)
class Entry:
    """One entry of a file."""

    line: int
    """Where it begins, counted from 1."""
    key: str
    fields: Mapping[str, str]
    """By name in small letters; of a field that stands twice the first, as BibTeX has it."""


class _Wrong(Exception):
    """What cannot be read, and where."""

    def __init__(self, at: int, said: str, *, is_end: bool = False) -> None:
        super().__init__(said)
        self.at, self.said = at, said
        self.is_end = is_end
        """Whether nothing behind it can be trusted."""


def read_bibtex(text: str) -> tuple[list[Entry], list[tuple[int, str]]]:
    """The entries of a file, and what is wrong with others: the line and a sentence."""
    reader = _Reader(text)
    reader.read()
    return reader.entries, reader.wrong


class _Reader:
    """Goes through a file; what it has found stands in its attributes."""

    def __init__(self, text: str) -> None:
        self.entries: list[Entry] = []
        self.wrong: list[tuple[int, str]] = []
        self._text, self._at = text, 0
        self._strings = {month[:3].lower(): month for month in _MONTHS}
        self._room = LIMIT_JOINED
        self._counted, self._line = 0, 1

    def read(self) -> None:
        while found := _START.search(self._text, self._at):
            self._at = found.end()
            if not found["type"]:
                continue
            line = self._line_of(found.start())
            if len(self.entries) + len(self.wrong) == LIMIT_ENTRIES:
                self.wrong.append(
                    (line, f"a file has at most {LIMIT_ENTRIES:,} entries. Split it.")
                )
                return
            try:
                self._entry(found["type"].lower(), "}" if found["open"] == "{" else ")", line)
            except _Wrong as wrong:
                self.wrong.append((self._line_of(wrong.at), wrong.said))
                after = None if wrong.is_end else _NEXT.search(self._text, wrong.at)
                if not after:
                    return
                self._at = after.start()

    def _line_of(self, at: int) -> int:
        # Asked in the order of the file, so that no line is counted twice.
        self._line += self._text.count("\n", self._counted, at)
        self._counted = max(at, self._counted)
        return self._line

    def _entry(self, kind: str, close: str, line: int) -> None:
        if kind == "comment":
            if close == "}":
                self._braced()
        elif kind == "preamble":
            self._value()
            self._closed(close)
        elif kind == "string":
            name = self._take(_NAME, "the name of a text")[0].lower()
            self._take(_EQUALS, "“=”")
            self._strings[name] = self._value()
            self._closed(close)
        else:
            key = self._take(_KEY, "the key of the entry")[0]
            fields = self._fields(close)
            self.entries.append(Entry(line, key, fields))

    def _fields(self, close: str) -> dict[str, str]:
        fields: dict[str, str] = {}
        while not self._ends(close):
            self._take(_COMMA, f"a comma or “{close}”")
            if self._ends(close):
                break
            name = self._take(_NAME, f"the name of a field or “{close}”")[0].lower()
            self._take(_EQUALS, f"“=” behind “{shown(name)}”")
            value = self._value()
            fields.setdefault(name, value)
        return fields

    def _ends(self, close: str) -> bool:
        ends = self._follows(close)
        self._at += ends
        return ends

    def _closed(self, close: str) -> None:
        if not self._ends(close):
            raise self._unexpected(f"“{close}”")

    def _follows(self, sign: str) -> bool:
        blank = _BLANK.match(self._text, self._at)
        self._at = blank.end() if blank else self._at
        return self._text.startswith(sign, self._at)

    def _take(self, pattern: re.Pattern[str], wanted: str) -> re.Match[str]:
        self._follows("")
        found = pattern.match(self._text, self._at)
        if not found:
            raise self._unexpected(wanted)
        self._at = found.end()
        return found

    def _unexpected(self, wanted: str) -> _Wrong:
        if self._at >= len(self._text):
            return _Wrong(self._at, f"{wanted} is missing at the end of the file.", is_end=True)
        there = shown(self._text[self._at : self._at + 20].partition("\n")[0])
        return _Wrong(self._at, f"{wanted} is expected here, before “{there}”.")

    def _value(self) -> str:
        parts = [self._piece()]
        while self._follows("#"):
            self._at += 1
            parts.append(self._piece())
        return "".join(parts)

    def _piece(self) -> str:
        found = self._take(_PIECE, "a text in braces")
        if found["digits"]:
            return found["digits"]
        if found["name"]:
            return self._named(found)
        return self._braced() if found[0] == "{" else self._quoted()

    def _named(self, found: re.Match[str]) -> str:
        known = self._strings.get(found["name"].lower())
        if known is None:
            said = f"“{shown(found['name'])}” is no @string of this file. Put a text in braces."
            raise _Wrong(found.start(), said)
        self._room -= len(known)
        if self._room < 0:
            said = f"names of @string stand for more than {LIMIT_JOINED:,} characters by here."
            raise _Wrong(found.start(), said, is_end=True)
        return known

    def _braced(self) -> str:
        """What stands before the brace that closes the one just read."""
        start, depth = self._at, 1
        for found in _BRACE.finditer(self._text, start):
            depth += 1 if found[0] == "{" else -1
            if not depth:
                self._at = found.end()
                return self._text[start : found.start()]
        raise _Wrong(start, "the brace that opens here is never closed.", is_end=True)

    def _quoted(self) -> str:
        start, depth = self._at, 0
        for found in _BRACE_OR_QUOTE.finditer(self._text, start):
            if found[0] == "{":
                depth += 1
            elif found[0] == "}":
                depth -= 1
                if depth < 0:
                    raise _Wrong(found.start(), "this brace closes none.")
            elif not depth:
                self._at = found.end()
                return self._text[start : found.start()]
        raise _Wrong(start, "the quotation mark that opens here is never closed.", is_end=True)
