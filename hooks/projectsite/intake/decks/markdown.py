"""The sections of slides that are written as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...words.text import one_line
from .sections import NUMBER, Section

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ITEM = re.compile(r"\s*(?:[-*•+]|\d+[.)])\s+(?=\S)")


def read_markdown(text: str) -> Iterator[Section]:
    """A section for each heading, and one for what stands above the first."""
    title, lines, links = "", list[str](), list[str]()
    for block in _blocks(text):
        if heading := _HEADING.match(block):
            if title or lines:
                yield Section(title, tuple(lines), links=tuple(links))
            title, lines, links = _plain(heading[1]), [], []
        elif not NUMBER.fullmatch(block.strip()):
            links += _LINK.findall(block)
            lines.append(_plain(block))
    yield Section(title, tuple(lines), links=tuple(links))


def _blocks(text: str) -> Iterator[str]:
    """Headings, entries of lists, paragraphs: each in one line."""
    held = ""
    for line in text.splitlines():
        starts = not line.strip() or _HEADING.match(line) or _ITEM.match(line)
        if starts and held:
            yield held
            held = ""
        if _HEADING.match(line):
            yield line
        elif line.strip():
            # The mark of a list goes; a number is a code, unless it is one.
            content = re.sub(r"^\s*[-*•+]\s+", "", line)
            held = f"{held} {content.strip()}".strip()
    if held:
        yield held


def _plain(text: str) -> str:
    """Words without links, escapes and emphasis."""
    text = _LINK.sub(r"\1", text)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    return one_line(_ESCAPED.sub(r"\1", text))
