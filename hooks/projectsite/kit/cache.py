"""What was drawn before, by a name that tells all that it was drawn from.

An entry begins with a digest of its content: what has been cut off or changed is not used. Where a
link leads into the folder nothing is kept: it may be anybody's, and only what a cache has written
itself is ever taken out of it. Nor is anything kept where git has files of the folder: they come
from somebody else, and nobody reads them when they review a change.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from subprocess import CalledProcessError

from ..files.given import given_bytes
from ..files.state.git import git
from ..files.texts import through_link

_SIZE = 32
_VERSION = 1
"""To be raised when the same job is drawn in another way by code that is not digested."""
_LARGEST = 100_000_000
"""Bytes of an entry. Documents and cards have at most a few millions."""
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
            found = given_bytes(self._own(key), _LARGEST)
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

    def _own(self, key: str = "") -> Path:
        """The folder, or an entry of it. Raises OSError where it is no place of ours alone."""
        if self._foreign or through_link(self._root, f"{self._name}/{key}"):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), self._name)
        return self._root / self._name / key

    @cached_property
    def _foreign(self) -> bool:
        """Whether git has files of the folder."""
        try:
            return bool(git(self._root, "ls-files", "--", self._name))
        except (OSError, CalledProcessError):
            return False


def _seal(key: str, content: bytes) -> bytes:
    return blake2b(key.encode() + content, digest_size=_SIZE).digest()
