"""Slides as sections, whatever the file is."""

from __future__ import annotations

from pathlib import Path

from ...files.texts import read_text
from ...problems import Problem, ProblemsFound
from .markdown import read_markdown
from .sections import Slides


def read_slides(path: Path) -> Slides:
    """The sections of a .pptx or Markdown file. Raises ProblemsFound."""
    if path.suffix.lower() == ".pptx":
        from .powerpoint import read_powerpoint  # A third of a second, which others save.

        return Slides(*read_powerpoint(path))
    text = read_text(path, path.name)
    if isinstance(text, Problem):
        raise ProblemsFound([text])
    return Slides(tuple(read_markdown(text)))
