"""A file from a stranger is read in a process of its own, with so much time and room and no more.

What reads workbooks, slides, .po files and libraries of references has been written for files of
people: a few kilobytes made for it can cost hours or gigabytes, in more ways than could be listed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from ..problems import Problem, ProblemsFound

SECONDS, BYTES = 20, 1_000_000_000
"""Of processor time, and of memory beside that of the command itself."""

Read = TypeVar("Read")


def bounded(file: str, read: Callable[[], Read]) -> Read:
    """What a function returns or raises that reads a file.

    Raises ProblemsFound where it takes more than the limits. Systems without fork (Windows) have no
    limits, macOS none of memory.
    """
    if not hasattr(os, "fork"):
        return read()
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_limited, args=(read, sender), daemon=True)
    try:
        child.start()
    except OSError as failed:
        said = f"no process can be started to read it: {failed.strerror}."
        raise ProblemsFound([Problem(file, 0, 0, said, "file-unreadable")]) from None
    sender.close()
    try:
        value, error = receiver.recv()
    except EOFError:  # it was ended
        said = (
            f"to read this takes more than {SECONDS} seconds, or {BYTES // 1_000_000:,} MB of "
            "memory. Save it anew, with nothing else in it."
        )
        raise ProblemsFound([Problem(file, 0, 0, said, "file-too-large")]) from None
    finally:
        child.kill()
        child.join()
    if error is not None:
        raise error
    return value  # type: ignore[no-any-return]


def _limited(read: Callable[[], Any], sender: Connection) -> None:
    import resource

    # Of the command's own files: where it is killed, its pipe is to break and its lock to go.
    os.closerange(3, sender.fileno())
    os.closerange(sender.fileno() + 1, 1024)
    # Who stops the command stops the one that waits, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):  # it may have less already
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with suppress(OSError, ValueError):  # not on every system
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (_used() + BYTES, hard))
    try:
        sender.send((read(), None))
    except MemoryError:
        return
    except Exception as error:
        with suppress(OSError):  # nobody waits any more
            sender.send((None, error))


def _used() -> int:
    """Bytes of memory that the process has of the system (proc(5), statm)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
