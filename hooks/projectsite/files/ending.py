"""How the program ends: whatever stops it, it says so in a sentence."""

from __future__ import annotations

import io
import os
import sys
from types import TracebackType

from ..problems import shown


def end_in_a_sentence() -> None:
    """Who stops the program from now on, or takes away what it writes to, gets no traceback.

    What it writes to or reads from may be closed from the beginning. A letter that the console does
    not have is written as its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # Else the next file that is opened has its number, and is written over.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.excepthook = _ended


def _ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        _speak("Stopped.")
    elif isinstance(error, OSError):
        # Whatever was not told yet would be tried once more, and fail as well.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # who has read enough knows
            place = shown(error.filename or "the output", 300)
            _speak(f"{place}: it cannot be read or written: {error.strerror or error}.")
    else:
        sys.__excepthook__(kind, error, trace)


def _speak(said: str) -> None:
    try:
        print(said, file=sys.stderr, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
