"""The sections of a .pptx file, ours or another.

It comes from a stranger: its size is known before it is read, and what python-pptx makes of a
broken one is a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from pptx import Presentation
from pptx.shapes.group import GroupShape

from ...files.archives import DAMAGED
from ...files.texts import LIMIT_BYTES
from ...kit.model import Part
from ...kit.slides.master import KICKER, LAYOUTS, SENTENCE
from ...problems import Problem, ProblemsFound
from ...words.text import one_line
from .sections import NUMBER, Section

LIMIT_FILE, LIMIT_UNPACKED, LIMIT_PARTS = 60_000_000, 200_000_000, 5_000
"""Bytes of a .pptx file, bytes of what is in it, and files in it."""
LIMIT_SLIDES = 10_000_000
"""Bytes of the slides alone, unpacked: what is read from them takes time, a picture none."""
MOST_SLIDES = 2_000


def read_powerpoint(path: Path) -> tuple[tuple[Section, ...], str]:
    """The sections, and the language as the file says it. Raises ProblemsFound."""
    _measure(path)
    try:
        deck = Presentation(str(path))
        language = str(deck.core_properties.language or "")
        # A file may name one slide again and again: what is not there is not counted above.
        if len(deck.slides) > MOST_SLIDES:
            raise _refused(path, f"the file has more than {MOST_SLIDES:,} slides. Split it.")
        sections = tuple(_section(slide) for slide in deck.slides)
    except ProblemsFound:
        raise
    except Exception as error:  # python-pptx raises whatever a broken file makes of it
        said = "the slides cannot be read. Open the file in PowerPoint or LibreOffice, and save it."
        raise _refused(path, said) from error
    if sum(len(text) for section in sections for text in section.texts) > LIMIT_BYTES:
        raise _refused(
            path, f"the slides hold more than {LIMIT_BYTES // 1024} KB of text. Split the file."
        )
    return sections, language


def _refused(path: Path, said: str) -> ProblemsFound:
    return ProblemsFound([Problem(path.name, 0, 0, said, "file-unreadable")])


def _measure(path: Path) -> None:
    """Raises ProblemsFound for what is no .pptx file, or too large a one."""
    said = ""
    try:
        if not path.is_file():
            said = "this is no .pptx file that can be read."  # a device has no end
        elif path.stat().st_size > LIMIT_FILE:
            said = f"the file is larger than {LIMIT_FILE // 1_000_000} MB. Take pictures out of it."
        else:
            with ZipFile(path) as parts:
                entries = parts.infolist()
            large = sum(entry.file_size for entry in entries) > LIMIT_UNPACKED
            slides = sum(e.file_size for e in entries if e.filename.startswith(_SLIDES))
            if large or len(entries) > LIMIT_PARTS:
                said = "the file holds too much. Take pictures out of it."
            elif slides > LIMIT_SLIDES:
                said = f"the slides hold more than {LIMIT_SLIDES // 1_000_000} MB. Split the file."
    except DAMAGED:
        said = "this is no .pptx file that can be read."
    if said:
        raise _refused(path, said)


_SLIDES = "ppt/slides/"

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
    lines = [line for line in lines if not NUMBER.fullmatch(line)]
    return Section(one_line(title), tuple(lines), **found, links=tuple(links))


_DEEP = 8


def _shapes(shapes: Any, deep: int = 0) -> Iterator[Any]:
    """Those that hold text, in the order of reading; those of a group in its place."""
    for shape in shapes:
        if isinstance(shape, GroupShape) and deep < _DEEP:
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
