"""What was meant as Markdown, or as a call, and would be seen on the page as it is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ..problems import Problem, shown
from ..words.markdown import BULLET
from .blocks import CODE, Block, PageText
from .pages import ProsePage

_PARTED = re.compile(r"\[[^\[\]\n]+\] +(\((?:(?i:https?)://[^()\s]+|[\w./-]+\.md(?:#[\w-]+)?)\))")
_ONE_BRACE = re.compile(r"(?<!\{)\{ *([a-z_]+\([^{}()\n]*\)) *\}(?!\})")
_BOX = re.compile(r"^(?:!!!|\?\?\?\+?|===)[ \t]+[^\s][^\n]{0,60}", re.MULTILINE)


def slips(page: ProsePage, prose: str) -> Iterator[Problem]:
    """The slips on a page; its prose is its text with blanks in the place of code in a line."""
    blocks = PageText(prose).blocks
    for block in blocks:
        if block.kind == CODE:
            prose = prose[: block.start] + " " * len(block.text) + prose[block.end :]
    for match in _PARTED.finditer(prose):
        said = "a blank parts the name of a link from its address. Take it out: “](”."
        yield page.problem(match.start(1) - 1, said, "broken-link")
    for match in _ONE_BRACE.finditer(prose):
        said = f"a call stands in two braces. Write {{{{ {shown(match[1])} }}}}."
        yield page.problem(match.start(), said, "macro-call")
    for match in _BOX.finditer(prose):
        said = f"“{shown(match[0])}” makes no box. Write a quotation: “> **Title.** …”."
        yield page.problem(match.start(), said, "box")
    yield from _unused(page, prose, blocks)
    for block in blocks:
        yield from _list_slips(page, block)


_LABEL = re.compile(r"\[(\^?[^\[\]]+)\]")
_DEFINITION = re.compile(r"^ {0,3}\[(\^?[^\[\]\n]+)\]:", re.MULTILINE)


def _unused(page: ProsePage, prose: str, blocks: Iterable[Block]) -> Iterator[Problem]:
    """Notes and addresses that nothing refers to, and second ones: Markdown does not draw them."""
    defined = [
        (block.start + at, label)
        for block in blocks
        if block.kind != CODE
        for at, label in _defined(block.text)
    ]
    named = Counter(_label(match[1]) for match in _LABEL.finditer(prose) if defined)
    times = Counter(label for _, label in defined)
    seen: set[str] = set()
    for at, label in defined:
        if label in seen:
            yield page.problem(at, f"there is another [{shown(label)}]. Take one out.", "footnote")
        elif named[label] <= times[label]:
            said = f"nothing refers to [{shown(label)}], so this is not drawn."
            yield page.problem(at, said, "footnote")
        seen.add(label)


def _defined(text: str) -> Iterator[tuple[int, str]]:
    """The notes and addresses of a block. Of an address none stands below words: there it is one of
    them (CommonMark 0.31, 4.7)."""
    words = 0
    for match in _DEFINITION.finditer(text):
        if match[1].startswith("^") or not text[words : match.start()].strip():
            yield match.start(), _label(match[1])
        if not match[1].startswith("^") and words == match.start():
            words = text.find("\n", match.end()) + 1 or len(text)


def _label(text: str) -> str:
    """Labels are the same whatever blanks and capitals are in them (CommonMark 0.31, 4.7)."""
    return " ".join(text.split()).casefold()


def _list_slips(page: ProsePage, block: Block) -> Iterator[Problem]:
    """Lists that Markdown does not see, with other bullets."""
    if block.kind == CODE:
        return
    if match := BULLET.search(block.text):
        said = f"“{match[1]}” makes no list. Begin each entry with “- ”, below an empty line."
        yield page.problem(block.start + match.start(1), said, "list")
