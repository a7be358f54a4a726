"""Changed files are tried on a copy of the project before they are written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..problems import Problem, ProblemsFound
from ..site import load_site


def problems_of(root: Path, files: Mapping[str, str]) -> tuple[Problem, ...]:
    """What the check would say of a project with other files, by their path and new text."""
    if not files:
        return ()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy(root, copy)
        for name, text in files.items():
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        try:
            load_site(copy)
        except ProblemsFound as found:
            return found.problems
    return ()


def _copy(root: Path, copy: Path) -> None:
    """What the check reads; of the assets it asks only whether they are there."""
    shutil.copytree(root / "data", copy / "data", ignore=shutil.ignore_patterns("schema"))
    assets = shutil.ignore_patterns("assets")
    shutil.copytree(root / "docs", copy / "docs", ignore=assets)
    for path in (root / "docs/assets").rglob("*"):
        there = copy / path.relative_to(root)
        if path.is_file():
            there.parent.mkdir(parents=True, exist_ok=True)
            there.touch()
    shutil.copytree(root / "overrides", copy / "overrides", ignore=assets)
    if (root / "mkdocs.yml").is_file():
        shutil.copy(root / "mkdocs.yml", copy)
