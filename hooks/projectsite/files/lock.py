"""One process at a time: a lock of the operating system, which ends with the process that has it.

A killed process leaves at most the file, which bars nobody: what counts is the lock on it.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from ..problems import Problem, ProblemsFound
from .given import given_bytes
from .layout import LOCK

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PAUSE = 0.1
"""Seconds between two looks at a lock that another process has."""

_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
_OWNER = re.compile(rb"(\d{1,10}) since (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\n")
_FAR = 1 << 30
"""Windows locks bytes, which nobody can read then: one behind the name of the owner."""


class Lock:
    """A file that one process at a time has, with its number and the time since when."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held: int | None = None

    def take(self, doing: str, say: Callable[[str], None]) -> None:
        """Wait until no other process has it. Who waits says so once, in a sentence.

        `doing` is what all do who take it: “another build of site/”. Raises OSError where no file
        can be written.
        """
        told = False
        while not self._taken():
            if not told:
                say(f"Waiting for {doing} to end: {self.owner() or 'another process'}.")
                told = True
            time.sleep(PAUSE)

    def release(self) -> None:
        """Let the next one in."""
        if self._held is not None:
            # While it is locked: else the file of the next one would be removed. Windows keeps it.
            with suppress(OSError):
                self._file.unlink()
            os.close(self._held)
            self._held = None

    def owner(self) -> str:
        """Who has it: “process 4711, since 2026-11-28 14:30:05”; empty where that is not told."""
        try:
            found = _OWNER.match(given_bytes(self._file, 40))
        except OSError:
            return ""
        return f"process {found[1].decode()}, since {found[2].decode()}" if found else ""

    def _taken(self) -> bool:
        """Try to take it; whether it is ours."""
        descriptor = os.open(self._file, _OPEN, 0o666)
        # Its last owner may have removed the file that was opened here: then it bars nobody.
        if not _lock(descriptor) or not _is_at(descriptor, self._file):
            os.close(descriptor)
            return False
        self._held = descriptor
        if os.fstat(descriptor).st_nlink > 1:
            return True  # a second name of a file, which may be anybody's
        with suppress(OSError):  # a full disk: the lock holds without a name
            os.ftruncate(descriptor, 0)
            os.write(
                descriptor, f"{os.getpid()} since {time.strftime('%Y-%m-%d %H:%M:%S')}\n".encode()
            )
        return True


@contextmanager
def alone(root: Path, name: str = LOCK) -> Iterator[None]:
    """One process at a time reads the files of a project, or of another folder, and writes what it
    makes of them.

    Who has to wait says so on standard error. Raises ProblemsFound where nothing can be written in
    it.
    """
    lock, say = Lock(root / name), partial(print, file=sys.stderr, flush=True)
    try:
        lock.take("another command that writes here", say)
    except OSError as error:
        message = f"the file cannot be written: {error.strerror or error}."
        raise ProblemsFound([Problem(name, 0, 0, message, "file-unwritable")]) from None
    try:
        yield
    finally:
        lock.release()


def _lock(descriptor: int) -> bool:
    """Lock an open file; whether no other process has done so."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a file system without locks: as if there were no other process
    return True


def _is_at(descriptor: int, file: Path) -> bool:
    """Whether an open file is the one that stands at a path now."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except OSError:
        return False
