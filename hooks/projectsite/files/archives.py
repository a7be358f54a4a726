"""Archives from strangers: .zip files, and workbooks, which are such."""

from __future__ import annotations

import struct
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile

COMPRESSIONS = frozenset({ZIP_STORED, ZIP_DEFLATED})
"""What browsers, GitHub and office programs pack with. Each other one would raise errors of its own
where the file is damaged (LZMA, bzip2), and is refused before anything is unpacked."""

DAMAGED = (
    *(BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError),
    *(OSError, EOFError, ValueError, OverflowError),
)
"""What reading a damaged archive may end in; RuntimeError where it has a password."""
