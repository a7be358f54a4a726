"""Archives from strangers: .zip files, and workbooks, which are such."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

COMPRESSIONS = frozenset({ZIP_STORED, ZIP_DEFLATED})
"""What browsers, GitHub and office programs pack with. Each other one would raise errors of its own
where the file is damaged (LZMA, bzip2), and is refused before anything is unpacked."""

DAMAGED = (
    *(BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError),
    *(OSError, EOFError, ValueError, OverflowError),
)
"""What reading a damaged archive may end in; RuntimeError where it has a password."""


_BLANKS = b" \t\r\n\0"
_OTHER_LETTERS = (b"\xff\xfe", b"\xfe\xff", b"<\0")
_UTF_8_MARK = b"\xef\xbb\xbf"
_NAMES_OTHERS = re.compile(rb"""\s*<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_DECLARED = re.compile(rb"<!(?!--|\[CDATA\[)")


def weight_of(packed: ZipFile, parts: Iterable[ZipInfo]) -> int:
    """How much the XML among the parts of an archive weighs: two for a tag, one for an attribute.
    What reads it takes time and room for each, and a few bytes unpack to millions.

    The size of the parts must have been found bearable. Raises ValueError for what office programs
    never write: entities, which may grow, and letters in which the tags could not be counted.
    """
    weight = 0
    for part in parts:
        with packed.open(part) as stream:
            begins = content = stream.read(_PIECE).removeprefix(_UTF_8_MARK).lstrip(_BLANKS)
            while not begins and (piece := stream.read(_PIECE)):
                begins = content = piece.lstrip(_BLANKS)
            if not begins.startswith((b"<", *_OTHER_LETTERS)):
                continue  # a picture
            content += stream.read()
        if (
            begins.startswith(_OTHER_LETTERS)
            or _NAMES_OTHERS.match(content)
            or _DECLARED.search(content)
        ):
            raise ValueError(part.filename)
        weight += 2 * content.count(b"<") + content.count(b"=")
    return weight


_PIECE = 65_536
