"""Files that a command is given: of anybody, and wherever they lie."""

from __future__ import annotations

import os
from errno import EINVAL
from pathlib import Path
from stat import S_ISDIR, S_ISREG

_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def given_bytes(path: Path, limit: int) -> bytes:
    """What a file holds; of more than a limit of bytes one more than that.

    Raises OSError where it cannot be read, and for what is no file: a device has no end, and a pipe
    may never have a beginning.
    """
    with open(path, "rb", opener=_opened) as stream:
        return stream.read(limit + 1)


def _opened(path: str, _: int) -> int:
    descriptor = os.open(path, _OPEN)
    mode = os.fstat(descriptor).st_mode
    # Python itself refuses a folder, in the words of the system.
    if not S_ISREG(mode) and not S_ISDIR(mode):
        os.close(descriptor)
        raise OSError(EINVAL, "a pipe or a device is no file", path)
    return descriptor
