"""What was drawn before, by a name that tells all that it was drawn from.

An entry begins with a digest of its content: what has been cut off or changed is not used. Where a
link leads into the folder nothing is kept: it may be anybody's, and only what a cache has written
itself is ever taken out of it.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from ..files.texts import through_link

_SIZE = 32
_VERSION = 1
"""To be raised when the same job is drawn in another way by code that is not digested."""
_ENTRY = re.compile(rf"[0-9a-f]{{{2 * _SIZE}}}(\.\d+)?")
"""The name of an entry, or of one that a build was killed over."""


def name_of(*parts: object) -> str:
    """A name for what is drawn from some parts."""
    said = json.dumps(parts, sort_keys=True)
    return blake2b(said.encode(), digest_size=_SIZE).hexdigest()


def digest_of(files: Iterable[Path], *versions: object) -> str:
    """Of what draws: files, and the versions of programs."""
    digest = blake2b(f"{_VERSION} {versions}".encode(), digest_size=_SIZE)
    for file in sorted(file for file in files if file.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\0".encode() + content)
    return digest.hexdigest()


class Cache:
    """What was drawn before. Nothing depends on it: a cache that cannot be used is passed by."""

    def __init__(self, root: Path, name: str) -> None:
        """In a folder of a project, by its path below the root."""
        self._root, self._name = root, name
        self._used: set[str] = set()

    def read(self, key: str) -> bytes:
        """What was drawn for a key; empty where nothing was, or no longer is as it was written."""
        self._used.add(key)
        try:
            found = (self._own() / key).read_bytes()
        except OSError:
            return b""
        digest, content = found[:_SIZE], found[_SIZE:]
        return content if digest == _seal(key, content) else b""

    def write(self, key: str, content: bytes) -> None:
        with suppress(OSError):
            folder = self._own()
            folder.mkdir(parents=True, exist_ok=True)
            # Two builds may write the same entry: each has a file of its own first.
            part = folder / f"{key}.{os.getpid()}"
            part.unlink(missing_ok=True)
            part.write_bytes(_seal(key, content) + content)
            part.replace(folder / key)

    def clear(self) -> None:
        """Take out what this build had no use for."""
        with suppress(OSError):
            for file in list(self._own().iterdir()):
                if _ENTRY.fullmatch(file.name) and file.name not in self._used:
                    file.unlink()

    def _own(self) -> Path:
        """The folder. Raises OSError where a link leads into it."""
        if through_link(self._root, self._name):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), self._name)
        return self._root / self._name


def _seal(key: str, content: bytes) -> bytes:
    return blake2b(key.encode() + content, digest_size=_SIZE).digest()
