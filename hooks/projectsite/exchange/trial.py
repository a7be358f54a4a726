"""Changed files are tried on a copy of the project before they are written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from ..files.pictures import PICTURES
from ..files.texts import is_scratch
from ..problems import Problem, ProblemsFound
from ..site import load_site
from ..translations.states import Translations

_UNREAD = frozenset({"data/schema", "docs/assets", "overrides/assets"})


def problems_of(root: Path, files: Mapping[str, str]) -> tuple[Problem, ...]:
    """What the check would say of a project with other files, by their path and new text.

    Raises ProblemsFound where there is no room for the copy.
    """
    return tried(root, files).problems if files else ()


class Trial(NamedTuple):
    """What the check says of a project with other files."""

    problems: tuple[Problem, ...]
    translations: Translations | None
    """The state of its translations; None where there are problems."""


def tried(root: Path, files: Mapping[str, str]) -> Trial:
    """The same, and what becomes of the translations."""
    try:
        return _tried(root, files)
    except OSError as error:
        # shutil reports what cannot be copied in a list of (from, to, why).
        (*_, why), *_ = error.args[0] if isinstance(error, shutil.Error) else [(error,)]
        message = f"the changes cannot be tried on a copy of the project: {why}."
        raise ProblemsFound([Problem(min(files), 0, 0, message, "file-unwritable")]) from None


def _tried(root: Path, files: Mapping[str, str]) -> Trial:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy(root, copy)
        for name, text in files.items():
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        try:
            return Trial((), load_site(copy).translations)
        except ProblemsFound as found:
            return Trial(found.problems, None)


def _copy(root: Path, copy: Path) -> None:
    """Copy what the check reads."""
    # No link is followed, as it may lead anywhere: they stay links, which the check reports.
    for name in ("data", "docs", "overrides"):
        shutil.copytree(root / name, copy / name, symlinks=True, ignore=_left_out(root))
    # The check looks into pictures, and asks of any other asset only whether it is there: empty
    # files spare copying large ones.
    for path in (root / "docs/assets").rglob("*"):
        there = copy / path.relative_to(root)
        if path.is_file() and not is_scratch(path):
            there.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix[1:].lower() in PICTURES:
                shutil.copyfile(path, there, follow_symlinks=False)
            else:
                there.touch()
    # Of a further hook it asks only whether it is there.
    for path in (root / "hooks").rglob("*.py"):
        there = copy / path.relative_to(root)
        ours = copy / "hooks/projectsite" in there.parents
        if path.is_file() and not path.is_symlink() and not ours:
            there.parent.mkdir(parents=True, exist_ok=True)
            there.touch()
    if (root / "mkdocs.yml").is_file():
        shutil.copy(root / "mkdocs.yml", copy)


def _left_out(root: Path) -> Callable[[str, list[str]], set[str]]:
    """The names in a folder that are not copied, such as swap files, which may be broken links."""

    def names(folder: str, inside: list[str]) -> set[str]:
        here = Path(folder)
        return {
            name
            for name in inside
            if is_scratch(here / name) or (here / name).relative_to(root).as_posix() in _UNREAD
        }

    return names
