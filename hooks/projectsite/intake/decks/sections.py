"""Slides as sections: a title, and the lines below it, whatever the file is.

A file comes from a stranger: its size is known before it is read, and what python-pptx makes of a
broken one is a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from pptx import Presentation

from ...files.texts import read_text
from ...kit.model import Part
from ...kit.slides.master import KICKER, LAYOUTS, SENTENCE
from ...problems import Problem, ProblemsFound
from ...words.text import one_line

LIMIT_FILE, LIMIT_UNPACKED, LIMIT_PARTS = 60_000_000, 200_000_000, 5_000
"""Bytes of a .pptx file, bytes of what is in it, and files in it."""


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


class Slides(NamedTuple):
    sections: tuple[Section, ...]
    language: str = ""
    """As the file says; empty where it does not."""


def read_slides(path: Path) -> Slides:
    """The sections of a .pptx or Markdown file. Raises ProblemsFound."""
    if path.suffix.lower() == ".pptx":
        return _powerpoint(path)
    text = read_text(path, path.name)
    if isinstance(text, Problem):
        raise ProblemsFound([text])
    return Slides(tuple(_markdown(text)))


_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_NUMBER = re.compile(r"\d{1,3}\.?")
"""A line that only numbers what comes next."""
_ITEM = re.compile(r"\s*(?:[-*•+]|\d+[.)])\s+(?=\S)")


def _markdown(text: str) -> Iterator[Section]:
    """A section for each heading, and one for what stands above the first."""
    title, lines, links = "", list[str](), list[str]()
    for block in _blocks(text):
        if heading := _HEADING.match(block):
            if title or lines:
                yield Section(title, tuple(lines), links=tuple(links))
            title, lines, links = _plain(heading[1]), [], []
        elif not _NUMBER.fullmatch(block.strip()):
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


def _powerpoint(path: Path) -> Slides:
    _measure(path)
    try:
        deck = Presentation(str(path))
        language = str(deck.core_properties.language or "")
        return Slides(tuple(_section(slide) for slide in deck.slides), language)
    except Exception as error:  # python-pptx raises whatever a broken file makes of it
        said = "the slides cannot be read. Open the file in PowerPoint or LibreOffice, and save it."
        raise ProblemsFound([Problem(path.name, 0, 0, said, "file-unreadable")]) from error


def _measure(path: Path) -> None:
    """Raises ProblemsFound for what is no .pptx file, or too large a one."""
    said = ""
    try:
        if path.stat().st_size > LIMIT_FILE:
            said = f"the file is larger than {LIMIT_FILE // 1_000_000} MB. Take pictures out of it."
        else:
            with ZipFile(path) as parts:
                entries = parts.infolist()
            large = sum(entry.file_size for entry in entries) > LIMIT_UNPACKED
            if large or len(entries) > LIMIT_PARTS:
                said = "the file holds too much. Take pictures out of it."
    except (OSError, BadZipFile, ValueError):
        said = "this is no .pptx file that can be read."
    if said:
        raise ProblemsFound([Problem(path.name, 0, 0, said, "file-unreadable")])


_FIGURES = (LAYOUTS[Part.INTRODUCTION].name, 2)
"""The layout, and the placeholder, of our own slides that hold figures and no text."""


def _section(slide: Any) -> Section:
    title = slide.shapes.title.text_frame.text if slide.shapes.title is not None else ""
    found = {"above": "", "sentence": ""}
    lines: list[str] = []
    links: list[str] = []
    for shape in _shapes(slide.shapes):
        idx = shape.placeholder_format.idx if shape.is_placeholder else -1
        if idx == 0 or (slide.slide_layout.name, idx) == _FIGURES or _is_foot(shape):
            continue
        said = [_said(paragraph) for paragraph in shape.text_frame.paragraphs]
        said = [line for line in said if line]
        if idx in (KICKER, SENTENCE) and said:
            found["above" if idx == KICKER else "sentence"] = said[0]
        else:
            lines += said
            links += _linked(shape)
    lines = [line for line in lines if not _NUMBER.fullmatch(line)]
    return Section(one_line(title), tuple(lines), **found, links=tuple(links))


_DEEP = 8


def _shapes(shapes: Any, deep: int = 0) -> Iterator[Any]:
    """Those that hold text, in the order of reading; those of a group in its place."""
    for shape in shapes:
        if shape.shape_type is not None and int(shape.shape_type) == 6 and deep < _DEEP:  # a group
            yield from _shapes(shape.shapes, deep + 1)
        elif shape.has_text_frame:
            yield shape


def _is_foot(shape: Any) -> bool:
    kinds = shape._element.xpath("./p:nvSpPr/p:nvPr/p:ph/@type")
    return bool({*kinds} & {"ftr", "sldNum", "dt"})


def _said(paragraph: Any) -> str:
    return one_line(paragraph.text.replace("\v", " ").replace("\t", " "))


def _linked(shape: Any) -> Iterator[str]:
    for paragraph in shape.text_frame.paragraphs:
        yield from (
            one_line(run.text) for run in paragraph.runs if run._r.xpath("./a:rPr/a:hlinkClick")
        )
