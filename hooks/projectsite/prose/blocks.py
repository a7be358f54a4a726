"""A page of prose in pieces: the fields of its head, and the blocks between blank lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..files.yaml.amending import amend
from ..files.yaml.sheets import Keys, sheet_of

MACRO, CODE = "macro", "code"

FIELDS = ("title", "heading", "description", "lead")
"""The texts in the head of a page."""

_END = r"(?:\r\n|\r|\n)"
_FRONT = re.compile(rf"\ufeff?---{_END}(.*?){_END}---(?:{_END}|\Z)", re.DOTALL)
_LINE = re.compile(rf"[^\r\n]*{_END}|[^\r\n]+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_KINDS = (
    (re.compile(r"(#{1,6})\s"), "heading"),
    (re.compile(r"\{\{[^\n]*\}\}$"), MACRO),
    (_FENCE, CODE),
    (re.compile(r"\|"), "table"),
    (re.compile(r">"), "quotation"),
    (re.compile(r"!\["), "picture"),
    (re.compile(r"([-*+]|\d+[.)])\s"), "list"),
)


class Block(NamedTuple):
    """What stands between two blank lines, or a block of code as a whole."""

    start: int
    """Counted in characters from the beginning of the file."""
    end: int
    kind: str
    """heading-2, macro, list, table, text …"""
    text: str
    """Its lines, each ended by a line feed but the last."""


@dataclass(frozen=True)
class PageText:
    """The text of a file in docs/, as it stands there: with its line ends and byte order mark."""

    text: str

    @cached_property
    def _front(self) -> re.Match[str] | None:
        return _FRONT.match(self.text)

    @cached_property
    def fields(self) -> dict[str, str]:
        """The texts between the lines of dashes."""
        value = sheet_of(self._front[1], "").value if self._front else None
        fields = value.items() if isinstance(value, dict) else ()
        return {name: text for name, text in fields if isinstance(text, str)}

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        found: list[Block] = []
        start = end = self._front.end() if self._front else 0
        fence = ""
        for line in _LINE.finditer(self.text, start):
            said = line[0].strip()
            opening = _FENCE.match(line[0])
            if fence:
                fence = "" if said.startswith(fence) and not said.strip(fence[0]) else fence
            elif opening:
                if start < end:
                    found.append(self._block(start, end))
                    start = line.start()
                fence = opening[1]
            # An empty line within a fence is code; elsewhere it ends a block.
            if said or fence:
                start = start if start < end else line.start()
                end = line.start() + len(line[0].rstrip("\r\n"))
            elif start < end:
                found.append(self._block(start, end))
                start = end
        if start < end:
            found.append(self._block(start, end))
        return tuple(found)

    def _block(self, start: int, end: int) -> Block:
        text = "\n".join(re.split(_END, self.text[start:end]))
        return Block(start, end, kind_of(text), text)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the blocks: two pages with the same ones can be compared block by block."""
        return tuple(block.kind for block in self.blocks)

    @property
    def body(self) -> str:
        """All blocks as one text."""
        start, end = self._span
        return "\n".join(re.split(_END, self.text[start:end]))

    @property
    def _span(self) -> tuple[int, int]:
        if self.blocks:
            return self.blocks[0].start, self.blocks[-1].end
        return len(self.text), len(self.text)

    def line(self, at: int) -> int:
        """The number of the line of a character, counted from 1."""
        return len(re.findall(_END, self.text[:at])) + 1

    def field_line(self, name: str) -> int:
        places = sheet_of(self._front[1], "").places if self._front else {}
        return places.get((name,), (0, 0))[0] + 1

    def with_texts(
        self, fields: Mapping[str, str], blocks: Mapping[int, str], order: tuple[str, ...]
    ) -> str:
        """The text of the file with other fields and blocks (by their number, from 0).

        Raises CannotAmend for a field that the head cannot hold.
        """
        pieces, done = [], 0
        if self._front:
            changes: dict[Keys, str] = {(name,): text for name, text in fields.items()}
            pieces = [self.text[: self._front.start(1)], amend(self._front[1], changes, order)]
            done = self._front.end(1)
        for number in sorted(blocks):
            block = self.blocks[number]
            # Equal ones keep the very characters of the file, line ends included.
            if blocks[number] != block.text:
                pieces += [self.text[done : block.start], self._ended(blocks[number])]
                done = block.end
        return "".join([*pieces, self.text[done:]])

    def with_body(self, body: str) -> PageText:
        """The page with another body between the same head and end."""
        if body == self.body:
            return self
        start, end = self._span
        return PageText(self.text[:start] + self._ended(body) + self.text[end:])

    def _ended(self, text: str) -> str:
        found = re.search(_END, self.text)
        return text.replace("\n", found[0] if found else "\n")


def kind_of(text: str) -> str:
    """The kind of a block by its first line."""
    first = text.lstrip()
    for form, kind in _KINDS:
        if match := form.match(first.split("\n", 1)[0].rstrip() + ("\n" if "\n" in first else "")):
            return f"{kind}-{len(match[1])}" if kind == "heading" else kind
    return "text"
