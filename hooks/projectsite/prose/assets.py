"""Files to download and pictures: what is wrong with one besides its name and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .. import addresses
from ..files.layout import OVERRIDES
from ..files.pictures import picture_mistake
from ..problems import Problem
from ..words.text import Locale

LIMIT_SVG_MB = 1
LIMIT_MB = 20
"""Of one file. Who has little time or a dear connection gives up long before."""

_POINTER = b"version https://git-lfs.github.com/spec/"
"""How the few lines begin that Git LFS leaves in the place of a file."""
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?A-Za-z]")
"""How web pages and SVG begin, and no picture or document."""


def asset_problems(root: Path, path: Path, file: str) -> Iterator[Problem]:
    """Too large, something else than its name says, or in the place of a file of the site."""
    try:
        with path.open("rb") as opened:
            head = opened.read(1024)
    except OSError as error:
        said = f"the file cannot be read: {error.strerror}."
        yield Problem(file, 0, 0, said, "file-unreadable")
        return
    size = path.stat().st_size
    limit = LIMIT_SVG_MB if path.suffix == ".svg" else LIMIT_MB
    if size > limit * 1_000_000:
        said = f"the file has {size / 1_000_000:.0f} MB, and may have {limit}. Save it smaller."
        yield Problem(file, 0, 0, said, "file-too-large")
    elif path.suffix != ".svg" and _MARKUP.match(head):
        said = "a web page was saved by this name. Put the file itself here."
        yield Problem(file, 0, 0, said, "file-content")
    elif head.startswith(_POINTER):
        said = "Git LFS keeps the file elsewhere. Put the file itself here: git lfs pull"
        yield Problem(file, 0, 0, said, "file-content")
    elif _is_own(root, file):
        said = "the site has a file of its own at this address. Give this one another name."
        yield Problem(file, 0, 0, said, "address-taken")
    elif mistake := picture_mistake(path):
        line, said = mistake
        yield Problem(file, line, 0, said, "picture")


def _is_own(root: Path, file: str) -> bool:
    address = file.removeprefix("docs/")
    drawn = (addresses.icon(1), addresses.share_picture(Locale("1")))
    starts = tuple(example.removesuffix("1.png") for example in drawn)
    own = address == addresses.icon() or address.startswith(starts)
    return own or (root / OVERRIDES / address).exists()
