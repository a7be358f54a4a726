"""News: what the project tells on a day. It is no outcome, and counts as none."""

from __future__ import annotations

from pydantic import Field

from ..words.text import LocalisedText
from .model import (
    ClusterId,
    ContactId,
    Day,
    FiledRecord,
    FileName,
    Id,
    OutcomeId,
    Record,
    Source,
    WorkPackageId,
    YesNo,
)


class Picture(Record):
    """The picture of a news item."""

    file: FileName = Field(examples=["first-lamps-lit-path.jpg"])
    """Its name in docs/assets/, a PNG, JPEG or WebP; it begins with the id of the news item:
    first-lamps-lit-path.jpg"""
    alt: LocalisedText = Field(examples=["Six lamps along a river, at dusk"])
    """What can be seen on it, in one sentence: for those who cannot see it."""


class NewsItem(FiledRecord):
    """data/news/first-lamps-lit.yml: a news item of the project."""

    id: Id = Field(examples=["first-lamps-lit"])
    """Small letters, digits and hyphens, the same as the file's name: first-lamps-lit. It is in the
    address for good."""
    title: LocalisedText = Field(examples=["The first six lamps are lit"])
    """A title that stands alone in a list."""
    date: Day
    """The day of the news: 2017-04-25"""
    draft: YesNo = Field(default=False, exclude=True)
    """yes while it is not to be shown: it is checked, and stands on no page, list, feed or file."""
    text: LocalisedText = Field(
        examples=["Since Friday **six lamps** light the path to the ferry."]
    )
    """The news, in a little Markdown: paragraphs, lists, emphasis, links. Lists and feeds show its
    first paragraph."""
    author: ContactId | None = Field(default=None, examples=["ines-lumares"])
    """The id of the contact who wrote it; without one it is by the consortium."""
    picture: Picture | None = None
    """A picture that goes with it: its file, and in words what can be seen on it."""
    work_package: WorkPackageId | None = None
    """The id of the work package that it is about."""
    clusters: tuple[ClusterId, ...] = ()
    """The ids of the clusters that it is about."""
    outcomes: tuple[OutcomeId, ...] = ()
    """The ids of the outcomes that it tells of."""
    sources: tuple[Source, ...] = Field(
        default=(), examples=[[{"url": "https://riverlight.example.org/news/"}]]
    )
    """Where else it can be read, or checked; may be left out."""
