"""Draws jobs by Typst, in this process or in one of its own.

Typst keeps Python's lock while it draws, so that only processes work at the same time. One of its
own starts with this file alone: it imports nothing of the package.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import NotRequired, TypedDict, cast

import typst
from PIL import Image

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


class Job(TypedDict):
    """What Typst is given for one document."""

    template: str
    """The path of the file."""
    root: str
    """No template reads a file outside it."""
    fonts: list[str]
    """Folders; those of the machine are never read."""
    inputs: dict[str, str]
    day: list[int]
    """Year, month, day: the date in the file, never the clock."""
    colours: NotRequired[list[int]]
    """For pictures, PNG in place of a PDF: at most 256 colours, red, green, blue each."""
    laid: NotRequired[list[tuple[int, int, int]]]
    """A picture each: the last pages are laid on the first ones; the number of that page from 0 on,
    and where on it from its left and from its top, in pixels."""


Answer = dict[str, str]
"""What is drawn, in base64 (of pictures each, with spaces between); or the message and where it
came about."""


def answer(job: Job) -> Answer:
    """What has become of a job."""
    try:
        drawn = cards(job) if "colours" in job else [draw(job)]
    except typst.TypstError as error:
        return {"message": error.message, "trace": " ".join(error.trace)}
    return {"drawn": " ".join(base64.b64encode(content).decode() for content in drawn)}


def draw(job: Job) -> bytes:
    """The PDF. Raises typst.TypstError."""
    year, month, day = job["day"]
    return typst.compile(
        job["template"],
        root=job["root"],
        font_paths=fonts(tuple(job["fonts"])),
        sys_inputs=job["inputs"],
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=datetime(year, month, day, tzinfo=UTC),
    )


def cards(job: Job) -> list[bytes]:
    """The pictures as PNG, a pixel a point. Raises typst.TypstError."""
    pages = typst.compile(
        job["template"],
        root=job["root"],
        font_paths=fonts(tuple(job["fonts"])),
        sys_inputs={**job["inputs"], "lacking": lacking(job)},
        format="png",
        ppi=72,
    )
    palette = Image.new("P", (1, 1))
    palette.putpalette(job["colours"])
    # A list, as there are two pages at least; its types know no list.
    drawn = [_in_few_colours(page, palette) for page in cast("list[bytes]", pages)]
    words = zip(drawn[-len(job["laid"]) :], job["laid"], strict=True)
    return [_laid(drawn[at], one, (left, top)) for one, (at, left, top) in words]


def _in_few_colours(png: bytes, palette: Image.Image) -> Image.Image:
    with Image.open(BytesIO(png)) as image:
        return image.convert("RGB").quantize(palette=palette, dither=Image.Dither.NONE)


def _laid(ground: Image.Image, words: Image.Image, place: tuple[int, int]) -> bytes:
    whole = ground.copy()
    whole.paste(words, place)
    # Areas of one colour: to look for more than runs takes three times as long, for a tenth less.
    quick = _png(whole, compress_type=_RUNS)
    return quick if len(quick) < LARGE else _png(whole, optimize=True)


def _png(image: Image.Image, **how: int) -> bytes:
    held = BytesIO()
    image.save(held, "PNG", **how)
    return held.getvalue()


LARGE = 50_000
"""Some chats load no picture of more than 60 KB."""
_RUNS = 3
"""Z_RLE of zlib."""
_LETTERS = b"""#set document(title: "-")
#for letter in sys.inputs.letters.codepoints() [#letter ]"""
_UNPRINTABLE = re.compile(r"the text `\"(.*?)\"` could not be displayed")
_ESCAPE = re.compile(r"\\(?:u\{(\w+)\}|(.))")


def lacking(job: Job) -> str:
    """The letters of a job that no font has: a picture would show boxes in their place."""
    letters = "".join(sorted({*job["inputs"]["cards"]} - {*map(chr, range(128))}))
    try:
        typst.compile(
            _LETTERS,
            sys_inputs={"letters": letters},
            font_paths=fonts(tuple(job["fonts"])),
            format="pdf",
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        return "".join(unprintable(error.diagnostic))
    return ""


def unprintable(told: str) -> list[str]:
    """The texts that no font has, by what Typst tells of them: it writes accents that stand alone
    as escapes of Rust, as \\u{301}."""
    found = _UNPRINTABLE.findall(told)
    return [_ESCAPE.sub(lambda one: one[2] or chr(int(one[1], 16)), text) for text in found]


_PICTURE = b"""#let height = float(sys.inputs.height) * 1pt
#set page(width: auto, height: height, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", height: height)"""


@cache
def picture(svg: str, height: int = 1024, folders: tuple[str, ...] = ()) -> bytes:
    """A drawing as PNG, so many pixels high, on no ground; its words in the fonts of folders."""
    return typst.compile(
        _PICTURE,
        sys_inputs={"svg": svg, "height": str(height / 2)},
        format="png",
        ppi=144,
        font_paths=fonts(folders),
    )


@cache
def fonts(folders: tuple[str, ...]) -> typst.Fonts:
    """The fonts in some folders, and those within Typst."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=list(folders)
    )


def main() -> None:
    """Jobs come as a list in JSON; for each goes a line with its answer."""
    for job in json.load(sys.stdin):
        print(json.dumps(answer(job)), flush=True)


if __name__ == "__main__":
    main()
