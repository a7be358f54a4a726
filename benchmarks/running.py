"""One command as a process of its own: what the operating system accounts to it when it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One process and those that it started and waited for."""

    cpu: float
    """Seconds of user and system time, of all cores together."""
    wall: float
    """Seconds."""
    memory: float
    """The most that it had at once, in MB."""


def run(command: list[str], folder: Path, environment: dict[str, str]) -> Run:
    """Run a command to its end; stops everything when it fails.

    The memory of the process that starts another counts for that one until it has begun: start
    this from a small process.
    """
    log = folder.with_name(f"{folder.name}.log")
    with log.open("wb") as output:
        began = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        # Not RUSAGE_CHILDREN, which adds up all that ever ran.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        print(log.read_text("utf-8", "replace")[-4000:], file=sys.stderr)
        raise SystemExit(f"failed in {folder}: {' '.join(command)}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / unit)
