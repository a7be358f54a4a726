"""What the project tells on a day."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.news import NewsItem
from ..facts.project import Project
from ..files.layout import ASSETS
from ..files.pictures import RASTERS
from ..files.yaml.sheets import Keys
from ..problems import Problem
from ..words.markdown import opening
from .agreement import file_is_there

_PATH: Keys = ("picture", "file")


def texts_begin_with_words(project: Project) -> Iterator[Problem]:
    """Lists, feeds and other sites show the first paragraph of a news item."""
    for file, item in project.of(NewsItem):
        for locale, text in item.text.root.items():
            # A number alone is that of an entry of a list.
            if not any(map(str.isalpha, opening(text))):
                message = f"text.{locale}: the first paragraph has no words. Begin with a sentence."
                yield project.problem(file, ("text", locale), message, "empty-text")


def pictures_are_pictures(project: Project) -> Iterator[Problem]:
    """The picture of a news item lies in docs/assets/, a PNG, JPEG or WebP."""
    folder = project.root / ASSETS
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    for file, item in project.of(NewsItem):
        if not item.picture:
            continue
        name = item.picture.file
        if not name.endswith(RASTERS):
            message = f"file: {name} is no PNG, JPEG or WebP. Save the picture as one of these."
            yield project.problem(file, _PATH, message, "picture")
        else:
            # What is no picture is told of the file itself.
            yield from file_is_there(project, file, _PATH, name, item.id, names)
