"""The sections of slides that are written as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...words.text import one_line
from .sections import NUMBER, Section

_HEADING = re.compile(r"#{1,6}\s+(?=\S)(.*)")
_CLOSING = re.compile(r"(?<=\s)#+$")
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARK = re.compile(r"^\s*[-*•+]\s+")
_ITEM = re.compile(r"\s*(?:[-*•+]|\d+[.)])\s+(?=\S)")


def read_markdown(text: str) -> Iterator[Section]:
    """A section for each heading, and one for what stands above the first."""
    title, lines, links = "", list[str](), list[str]()
    for block in _blocks(text):
        if heading := _HEADING.match(block):
            if title or lines:
                yield Section(title, tuple(lines), links=tuple(links))
            title = _plain(_CLOSING.sub("", heading[1].rstrip()))
            lines, links = [], []
        elif not NUMBER.fullmatch(block.strip()):
            links += _LINK.findall(block)
            lines.append(_plain(block))
    yield Section(title, tuple(lines), links=tuple(links))


def _blocks(text: str) -> Iterator[str]:
    """Headings, entries of lists, paragraphs: each in one line."""
    held: list[str] = []
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if held and (heading or not line.strip() or _ITEM.match(line)):
            yield " ".join(held)
            held = []
        if heading:
            yield line
        elif line.strip():
            # The mark of a list goes; a number is a code, unless it is one.
            held.append(_MARK.sub("", line).strip())
    if held:
        yield " ".join(held)


def _plain(text: str) -> str:
    """Words without links, escapes and emphasis."""
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    return one_line(_ESCAPED.sub(r"\1", text))
