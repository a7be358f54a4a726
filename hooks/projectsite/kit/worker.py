"""Draws jobs by Typst, in this process or in one of its own.

Typst keeps Python's lock while it draws, so that only processes work at the same time. One of its
own starts with this file alone: it imports nothing of the package.
"""

from __future__ import annotations

import base64
import json
import sys
from datetime import UTC, datetime
from functools import cache
from typing import TypedDict

import typst

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
    """Jobs come as a list in JSON; for each goes a line with its PDF, or with what stopped it."""
    for job in json.load(sys.stdin):
        try:
            answer = {"pdf": base64.b64encode(draw(job)).decode()}
        except typst.TypstError as error:
            answer = {"message": error.message, "trace": " ".join(error.trace)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
