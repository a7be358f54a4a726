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
    ready: list[tuple[Path, Path]] = []
    replaced: list[tuple[Path, bytes | None]] = []
    name = ""
    try:
        for name, text in sorted(files.items()):
            path = root / name
            make_folder(path.parent)
            # Should the process be killed here: no check and no build reads a hidden name.
            handle, beside = tempfile.mkstemp(dir=path.parent, prefix=_BESIDE, suffix=".swp")
            ready.append((Path(beside), path))
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode() if isinstance(text, str) else text)
            Path(beside).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        for written, path in ready:
            name = path.relative_to(root).as_posix()
            before = path.read_bytes() if path.exists() else None
            written.replace(path)
            replaced.append((path, before))
    except OSError as error:
        _take_back(replaced)
        message = f"the file cannot be written: {error.strerror or error}."
        raise ProblemsFound([Problem(name, 0, 0, message, "file-unwritable")]) from None
    finally:
        for written, _ in ready:
            written.unlink(missing_ok=True)


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
