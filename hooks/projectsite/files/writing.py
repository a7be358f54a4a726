"""Files of a project are replaced, all or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ..problems import Problem, ProblemsFound
from .folders import make_folder
from .texts import LINK, through_link


def outdated(root: Path, files: Mapping[str, str]) -> dict[str, str]:
    """Those of some files whose text is not yet the one given: the texts by path."""
    return {name: text for name, text in files.items() if _bytes_of(root / name) != text.encode()}


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def write_files(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a root; each is replaced as a whole, once all of them have been written.

    Raises ProblemsFound for a path that leads through a link or out of the project, and for one
    that cannot be written: a full disk, or no right to. All files are then as they were.
    """
    problems = [
        Problem(name, 0, 0, LINK, "link")
        for name in files
        if ".." in Path(name).parts or through_link(root, name)
    ]
    if problems:
        raise ProblemsFound(problems)
    _clear_leftovers(root, files)
    ready: dict[str, Path] = {}
    replaced: list[tuple[Path, bytes | None]] = []
    name = ""
    try:
        for name, content in sorted(files.items()):
            ready[name] = _write_beside(root / name, content)
        for name, written in ready.items():
            path = root / name
            replaced.append((path, path.read_bytes() if path.exists() else None))
            written.replace(path)
    except BaseException as error:  # also when it is stopped by hand
        _take_back(replaced)
        if not isinstance(error, OSError):
            raise
        message = f"the file cannot be written: {error.strerror or error}."
        raise ProblemsFound([Problem(name, 0, 0, message, "file-unwritable")]) from None
    finally:
        for written in ready.values():
            written.unlink(missing_ok=True)


def _write_beside(path: Path, content: str | bytes) -> Path:
    """Write a file beside another, which it is to replace."""
    make_folder(path.parent)
    # Should the process be killed here: no check and no build reads a hidden name.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_BESIDE, suffix=".swp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


_BESIDE = ".projectsite-"
"""How the name of a file begins that is written beside another."""


def _clear_leftovers(root: Path, files: Iterable[str]) -> None:
    """Take away what a command left that was killed while it wrote into the same folders."""
    for folder in {(root / name).parent for name in files}:
        for path in folder.glob(f"{_BESIDE}*.swp"):
            with suppress(OSError):
                path.unlink()


def _take_back(replaced: Iterable[tuple[Path, bytes | None]]) -> None:
    for path, before in replaced:
        with suppress(OSError):
            path.unlink() if before is None else path.write_bytes(before)
