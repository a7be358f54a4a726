"""When files were changed, and the last release, from the history of the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CalledProcessError
from typing import NamedTuple

from .git import git


class Commit(NamedTuple):
    """One change of files."""

    moment: datetime
    """When it was committed, in UTC."""
    files: tuple[str, ...]
    """Those of the folder asked for, by their paths below the root: data/outcomes/lamp-loan.yml."""


_MARK = "@"
"""What the line of a commit begins with; a path below the folder asked for does not."""


def history(root: Path, folder: str) -> tuple[Commit, ...]:
    """The commits that changed files of a folder below the root, the latest first; none where
    there is no repository, or no git.

    The commit at which a shallow clone ends is left out: it seems to have made every file.
    """
    # One call for all files.
    asked = ("log", "--relative", "--no-renames", "--name-only", f"--format={_MARK}%ct %D")
    return tuple(_commits(_said(root, *asked, "--", folder)))


def last_release(root: Path) -> str:
    """The tag of the last release that the project comes after: v1.0; empty where there is none."""
    told = _said(root, "describe", "--tags", "--abbrev=0", "--match=v[0-9]*").strip()
    return told if re.fullmatch(r"[\w.+-]+", told, re.ASCII) else ""


def _said(root: Path, *arguments: str) -> str:
    """What git says; nothing where there is no repository, or no git."""
    try:
        return git(root, *arguments, GIT_NO_LAZY_FETCH="1")
    except (OSError, CalledProcessError):
        return ""


def _commits(told: str) -> Iterator[Commit]:
    for part in told.split(f"\n{_MARK}"):
        first, _, rest = part.removeprefix(_MARK).partition("\n")
        seconds, _, names = first.partition(" ")
        if seconds.isdecimal() and "grafted" not in names.split(", "):
            try:
                moment = datetime.fromtimestamp(int(seconds), UTC)
            except (OverflowError, OSError, ValueError):
                continue
            yield Commit(moment, tuple(filter(None, rest.split("\n"))))
