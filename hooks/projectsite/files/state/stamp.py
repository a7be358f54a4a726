"""What a site was built from: while all of it is the same, a build has nothing to do."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from hashlib import blake2b, file_digest
from importlib import metadata
from pathlib import Path
from stat import S_IFMT, S_ISLNK, S_ISREG

from ...problems import Problem, ProblemsFound, file_name, shown
from ..given import given_bytes
from ..layout import DATA
from ..texts import is_scratch, unlike_a_file
from .history import history

Snapshot = Mapping[str, tuple[int, int, int]]
"""The files that a build reads, each with the time of its last change in ns, its size, and the time
when it was last moved or changed, which no program can set."""

INPUTS = ("data", "docs", "hooks", "overrides", "mkdocs.yml")
_MOMENT = "SOURCE_DATE_EPOCH"
"""The variable of the environment that holds the time of the last change of the facts, in seconds
since 1970 (https://reproducible-builds.org/specs/source-date-epoch/)."""


_LATEST = 253_402_300_799
"""The last second of the year 9999, the last that dates of four digits can tell."""


class Stamp:
    """A file beside the site, .site-stamp, written after a build without warnings."""

    def __init__(self, site_dir: Path, root: Path, settings: Iterable[str]) -> None:
        self._site_dir, self._root = site_dir, root
        self._file = site_dir.with_name(f".{site_dir.name}-stamp")
        self._before = snapshot(root)
        self._linked = any(map(os.path.islink, self._before))
        dates = str(facts_moment(root)), repr(history(root, DATA))
        self._inputs = _inputs(root, [*settings, *dates])

    def fits(self) -> bool:
        """Whether the site was built from what is there now, has not been changed since, and shows
        nothing that may not be shown any longer. What a link leads to changes unseen, as code
        that several projects share."""
        if self._linked:
            return False
        try:
            found = given_bytes(self._file, 1000).decode("ascii")
        except (OSError, UnicodeDecodeError):
            return False
        inputs, left, until = [*found.split("\n"), "", ""][:3]
        if inputs != self._inputs or until < f"{today()}":
            return False
        return left == self.of(self._site_dir)

    def of(self, site_dir: Path) -> str:
        """What tells whether a site is still the same, also in another folder."""
        return _left(site_dir)

    def renew(self, built: str, until: date) -> None:
        """After a build that has succeeded, with what tells the site that it has built, and the
        last day on which it may be shown as it is.

        Nothing is written where a file has changed since the stamp was made: the build may have
        read it before, or after, or half of the files before and half after.
        """
        if snapshot(self._root) == self._before:
            self._file.write_text(f"{self._inputs}\n{built}\n{until}", "ascii")

    def remove(self) -> None:
        """Before a build: should it fail or be killed, the next one must not trust the stamp."""
        self._file.unlink(missing_ok=True)


def _inputs(root: Path, settings: Iterable[str]) -> str:
    """A digest of every file that a build reads, the settings and the installed packages."""
    digest = blake2b(digest_size=16)

    def add(part: bytes) -> None:
        # With its length: “ab” and “c” must not be taken for “a” and “bc”.
        digest.update(len(part).to_bytes(8, "big") + part)

    packages = sorted(f"{d.name} {d.version}" for d in metadata.distributions())
    for setting in (sys.version, *packages, *settings):
        add(setting.encode("utf-8", "surrogatepass"))
    for path in files_of(root):
        add(path.encode("utf-8", "surrogateescape"))
        for part in _told(path):
            add(part)
    return digest.hexdigest()


def _told(path: str) -> Iterator[bytes]:
    """What is at a path: its kind, and what a file holds or where a link leads."""
    mode = os.lstat(path).st_mode
    yield str(S_IFMT(mode)).encode()
    # The check comes later: a pipe would never end, and a file may be larger than the memory.
    if S_ISREG(mode):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            yield file_digest(file, blake2b).digest()
    elif S_ISLNK(mode):
        yield os.readlink(path).encode("utf-8", "surrogateescape")  # noqa: PTH115


def files_of(root: Path) -> Iterator[str]:
    """Every file that a build of a project reads."""
    for name in INPUTS:
        yield from files_below(root / name, code=name == "hooks")


def no_files(root: Path, *names: str) -> Iterator[Problem]:
    """Where links, pipes or devices stand among the files of a project, or in their place: what
    they lead to is nobody's to publish, or has no end. And names that no page could hold."""
    for name in names:
        below = files_below(root / name, code=name == "hooks")
        for path in map(Path, dict.fromkeys((str(root / name), *below))):
            file = file_name(path, root)
            if problem := unlike_a_file(path, file):
                yield problem
            elif not _is_utf8(path.name):
                said = "the name of this file is not UTF-8. Rename it."
                yield Problem(file, 0, 0, said, "stray-file")


def _is_utf8(name: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def snapshot(root: Path) -> Snapshot:
    """The state of every file that a build reads."""
    return dict(_states(root))


def _states(root: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for path in files_of(root):
        found = os.lstat(path)
        yield path, (found.st_mtime_ns, found.st_size, found.st_ctime_ns)


def facts_moment(root: Path) -> datetime:
    """When the facts were last changed, in UTC: SOURCE_DATE_EPOCH, or the newest file of data/.

    Never the clock, so that two builds of the same facts are the same. Raises ProblemsFound where
    the variable holds no time.
    """
    given = os.environ.get(_MOMENT)
    if given is not None:
        return _moment(given)
    times = (int(os.lstat(path).st_mtime) for path in files_below(root / DATA))
    return datetime.fromtimestamp(min(max([0, *times]), _LATEST), UTC)


def today() -> date:
    """The day by the clock: what people have agreed to ends whether or not the facts change."""
    return datetime.now(UTC).date()


def _moment(given: str) -> datetime:
    # int() would take “ 1_000 ” and digits of other scripts too.
    if re.fullmatch(r"[0-9]{1,12}", given) and int(given) <= _LATEST:
        return datetime.fromtimestamp(int(given), UTC)
    message = (
        f"“{shown(given)}” is no time in seconds since 1970, from 0 to {_LATEST}. Write one, or "
        "take the variable out of the environment."
    )
    raise ProblemsFound([Problem(_MOMENT, 0, 0, message, "out-of-range")])


def _left(site_dir: Path) -> str:
    """A digest of the names, kinds, sizes and dates of all files of the site but hidden ones."""
    # Contents are not read, as 2,000 outcomes make 380 MB; names, sizes and dates show what another
    # program has done to the site.
    digest = blake2b(digest_size=16)
    top = len(str(site_dir))
    folders = [str(site_dir)] if site_dir.is_dir() else []
    while folders:
        with os.scandir(folders.pop()) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                state = entry.stat(follow_symlinks=False)
                kind = S_IFMT(state.st_mode)
                line = f"{entry.path[top:]}\0{kind} {state.st_size} {state.st_mtime_ns}\0"
                digest.update(line.encode(errors="replace"))
    return digest.hexdigest()


def files_below(top: Path, *, code: bool = False) -> Iterator[str]:
    """All files below a folder, or the file itself, in the order of their names; of code not what
    Python has made of it."""
    passed = "__pycache__" if code else ""
    if not top.is_dir():
        if top.exists():
            yield str(top)
        return
    waiting = [str(top)]
    while waiting:  # os.walk ends in a RecursionError where a thousand lie within each other
        folder = waiting.pop()
        with suppress(OSError), os.scandir(folder) as found:
            below = []
            for entry in sorted(found, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    below.append(entry)
                elif not is_scratch(Path(entry.name)):
                    yield entry.path
            waiting.extend(one.path for one in reversed(below) if one.name != passed)
