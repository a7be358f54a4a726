"""The state of the code when it was loaded, which whoever works for long may have to know.

It imports nothing of ours: it is read before the rest of the package is.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_HOOKS = Path(__file__).parents[3]


def _states() -> dict[str, tuple[int, int, int]]:
    """Each file of hooks/ with the time of its last change, its size, and when it was moved."""
    found = {}
    for folder, below, names in os.walk(_HOOKS):
        below[:] = [name for name in below if name != "__pycache__"]
        # Hidden are those of editors, which come and go.
        for path in (f"{folder}/{name}" for name in names if not name.startswith(".")):
            with suppress(OSError):
                about = os.lstat(path)
                found[path] = about.st_mtime_ns, about.st_size, about.st_ctime_ns
    return found


_LOADED = _states()


def is_as_loaded() -> bool:
    """Whether the files of the code are still those that are at work."""
    return _states() == _LOADED
