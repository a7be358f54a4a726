"""Where the data of a PDF end, so that no reader can be wrong about it.

Typst writes a line feed between compressed data and the word `endstream`. Where the data happen to
end with a carriage return, one in 256, both look like the end of the line: readers that look for it
instead of trusting the length, validators of PDF/A among them, find one byte less than is said.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_UNCLEAR = re.compile(rb"\r\nendstream\nendobj")
_ENTRY = re.compile(rb"^(\d{10})( \d{5} n)", re.MULTILINE)
_START = re.compile(rb"(startxref\n)(\d+)")


def with_clear_ends(pdf: bytes) -> bytes:
    """The same file with a whole end of line after such data; what lies behind has moved."""
    ends = [found.start() for found in _UNCLEAR.finditer(pdf)]
    if not ends:
        return pdf
    table = pdf.rindex(b"\nxref\n")

    def moved(offset: bytes) -> int:
        return int(offset) + bisect_right(ends, int(offset))

    offsets = _ENTRY.sub(lambda entry: b"%010d%s" % (moved(entry[1]), entry[2]), pdf[table:])
    offsets = _START.sub(lambda start: b"%s%d" % (start[1], moved(start[2])), offsets)
    return _UNCLEAR.sub(b"\r\r\nendstream\nendobj", pdf[:table]) + offsets
