"""The slides as PowerPoint: a Document as a file that can be edited, with layouts and placeholders.

`master` makes an empty presentation in the look of the project, `canvas` puts texts, tables and
pictures on a slide, `paragraphs` says what a block says, `fitting` how much of it has room,
`drawing` where it goes, `file` makes the bytes.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import ZipFile

SLIDES = Path(__file__).parent
"""Where the code lies that draws them."""
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")


def slide_count(content: bytes) -> int:
    """How many slides a file has."""
    with ZipFile(io.BytesIO(content)) as parts:
        return sum(bool(_SLIDE.fullmatch(name)) for name in parts.namelist())
