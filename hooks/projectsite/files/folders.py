"""Build beside the last good site and swap at the end: a failed build harms nothing.

A file that is the same as in the last site is not written again: both folders hold it under one
hard link, which takes a tenth of the time, and it keeps the date of its last change.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from ..problems import Problem, ProblemsFound, file_name

Write = Callable[[str, bytes], None]
"""Puts a file in its place: its address below the root of the site, its content."""


class Folder:
    """A folder of the site that is written in place: what is the same stays untouched."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._made: set[str] = set()

    def write(self, address: str, content: bytes) -> None:
        target = self.place(address)
        if not holds(target, content):
            put(target, content)

    def place(self, address: str) -> str:
        """The path of a file; the folder that it lies in is there."""
        folder = address.rpartition("/")[0]
        if folder not in self._made:
            self._make(folder)
        return f"{self._folder}/{address}"

    def _make(self, folder: str) -> None:
        """Make a folder, with those above it."""
        # Nearly always the folder above is there: one call of the system is enough then.
        above = folder.rpartition("/")[0]
        if above and above not in self._made:
            self._make(above)
        try:
            os.mkdir(f"{self._folder}/{folder}")  # noqa: PTH102
        except FileNotFoundError:
            os.makedirs(f"{self._folder}/{folder}")  # noqa: PTH103
        except FileExistsError:
            pass
        self._made.add(folder)


class Difference(NamedTuple):
    """What sets a new site apart from the last one: addresses of files below its root, sorted.

    Hidden files do not count: they belong to whoever put them there.
    """

    files: list[str]
    """All files of the new site."""
    new: list[str]
    """Those of them that the last site does not have; all where there is none."""
    changed: list[str]
    removed: list[str]


LIMIT_DEPTH = 30
"""So many folders may lie within each other in a folder of the project."""


def refuse_deep(root: Path, *names: str) -> None:
    """Raise ProblemsFound where folders of a project cannot be read, or lie too deep within each
    other: Python cannot go through a thousand."""
    waiting = [(f"{root}/{name}", 0) for name in names]
    while waiting:
        folder, depth = waiting.pop()
        if depth > LIMIT_DEPTH:
            top = Path(folder).parents[LIMIT_DEPTH - 1]
            said = f"more than {LIMIT_DEPTH} folders lie within each other here. Move them up."
            raise ProblemsFound([Problem(file_name(top, root), 0, 0, said, "deep-folder")])
        try:
            os.lstat(f"{folder}/.")  # what may be listed may not be entered
            with os.scandir(folder) as found:
                inner = [entry.path for entry in found if entry.is_dir(follow_symlinks=False)]
        except PermissionError as error:
            # Else it would count as empty, and its pages as removed.
            said = f"the folder cannot be read: {error.strerror}."
            file = file_name(Path(folder), root)
            raise ProblemsFound([Problem(file, 0, 0, said, "file-unreadable")]) from None
        except OSError:  # it is not there, or no folder: told later
            continue
        waiting.extend((path, depth + 1) for path in inner)


class BesideFolder:
    """The folder in which a build takes place, next to the folder that it will replace."""

    def __init__(self, site_dir: Path) -> None:
        # Not resolve(), which raises no OSError for a link that leads to itself.
        self.site_dir = site_dir = Path(os.path.realpath(site_dir))
        self.building = site_dir.with_name(f".{site_dir.name}-building")
        self._replaced = site_dir.with_name(f".{site_dir.name}-replaced")
        self._folder = Folder(self.building)
        self.written: set[str] = set()
        """The addresses of what was put into the new site by write()."""

    def bring_back(self) -> None:
        """Mend what a build that was killed between the two renames of a swap has left."""
        self._remove_what_is_no_folder()
        if self._replaced.is_dir() and not self.site_dir.exists():
            self._replaced.rename(self.site_dir)
        self._clear_replaced()

    def prepare(self) -> None:
        """Clear what a build that was killed has left; bring back a site that it had moved.

        Raises OSError where that cannot be cleared: it may hold links to files of the last site,
        which would be written through.
        """
        self.bring_back()
        if self.building.exists():
            shutil.rmtree(self.building)
        self._folder = Folder(self.building)
        self.written.clear()
        self._last = f"{self.site_dir}/" if self.site_dir.exists() else ""
        self._there = self._files_of_last()

    def write(self, address: str, content: bytes) -> None:
        """Put a file into the new site; one that the last site holds is linked."""
        target = self._folder.place(address)
        self.written.add(address)
        if self._there.get(address) and holds(self._last + address, content):
            try:
                os.link(self._last + address, target)
            except OSError:  # a file system without hard links, or the file is there already
                pass
            else:
                return
        # A file that is there may be a hard link into the last site: writing into it would change
        # that one too.
        if self._last:
            Path(target).unlink(missing_ok=True)
        put(target, content)

    def link_unchanged(self) -> Difference:
        """Link what others have written into the new site, where the last site holds the same.

        Returns what differs from the last site.
        """
        last = self._there = self._files_of_last()
        files = sorted(dict(_files_below(f"{self.building}/")))
        return Difference(
            files,
            [address for address in files if address not in last],
            [address for address in files if address in last and not self._linked(address)],
            sorted(last.keys() - files),
        )

    def _files_of_last(self) -> dict[str, bool]:
        return dict(_files_below(self._last)) if self._last else {}

    def _linked(self, address: str) -> bool:
        """Whether a file is the same in the last site; if so, it becomes a link to that one."""
        path, last = Path(self.building, address), self._last + address
        if path.stat().st_nlink > 1:
            return True
        if not (self._there[address] and holds(last, path.read_bytes())):
            return False
        # Linked beside and renamed, so that the file is there at every moment.
        beside = path.with_name(f"{path.name}~")
        with suppress(OSError):  # a file system without hard links
            os.link(last, beside)
            beside.replace(path)
        return True

    def swap(self) -> None:
        """Put the new site in the place of the last one: two renames, no half-written page.

        Hidden entries move over, as MkDocs leaves them: the folder may be a work tree of git.
        """
        moved = self.site_dir.exists()
        if moved:
            self.site_dir.rename(self._replaced)
        try:
            self.building.rename(self.site_dir)
        except OSError:
            if moved:
                self._replaced.rename(self.site_dir)
            raise
        self._clear_replaced()

    def discard(self) -> None:
        """Throw away the build; the last good site stays as it is."""
        shutil.rmtree(self.building, ignore_errors=True)

    def _remove_what_is_no_folder(self) -> None:
        """A link in the place of a folder of ours may lead to anybody's: it goes, and they stay.
        To clear a pipe as a folder would never end."""
        for folder in (self.building, self._replaced):
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                folder.unlink()

    def _clear_replaced(self) -> None:
        """What is hidden in the site before belongs to the new one; the rest goes."""
        for entry in self._replaced.glob(".*"):
            if not (self.site_dir / entry.name).exists():
                entry.rename(self.site_dir / entry.name)
        shutil.rmtree(self._replaced, ignore_errors=True)


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it that are missing, however many. Raises OSError."""
    # Of a thousand that are missing, pathlib and os.makedirs make a RecursionError.
    missing = list(takewhile(lambda path: not path.exists(), (folder, *folder.parents)))
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
    if not folder.is_dir():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)  # Windows has that one


def put(path: str, content: bytes) -> None:
    """Write a file."""
    # Without the layers of open(), which take as long as the writing itself.
    descriptor = os.open(path, _NEW, 0o666)
    try:
        while content:  # a disk that is nearly full takes a part, and refuses the rest
            content = content[os.write(descriptor, content) :]
    finally:
        os.close(descriptor)


def holds(path: str, content: bytes) -> bool:
    """Whether a file is there and holds just this."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return os.fstat(file.fileno()).st_size == len(content) and file.read() == content
    except OSError:
        return False


def _files_below(folder: str, above: str = "") -> Iterator[tuple[str, bool]]:
    """The addresses of the files below a folder, which ends in a slash, each with whether it is one
    of its own and no link, pipe or device; not the hidden ones."""
    with os.scandir(folder + above) as found:
        for entry in found:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(folder, f"{above}{entry.name}/")
            else:
                yield above + entry.name, entry.is_file(follow_symlinks=False)
