"""What a document says: one frozen record a document, made of sheets, made of blocks.

Every text has its language (Words). Nothing here knows how it is drawn: a format draws each kind of
block in its own way, in the order of reading. A block, list or table without content is never made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from ..facts.vocabulary import Hue
from ..words.text import Locale, Words
from .drawings import Drawing


class Genre(StrEnum):
    """What a document is."""

    DECK = "deck"
    FACTSHEET = "factsheet"
    POSTER = "poster"
    WORK_PACKAGE = "work-package"
    CLUSTER = "cluster"
    OUTCOME = "outcome"
    PROMISED = "promised"


class Tone(StrEnum):
    """How much weight a paragraph has."""

    LEAD = "lead"
    BODY = "body"
    SMALL = "small"
    """A remark: on slides as large as the others, but quieter."""


class Linked(NamedTuple):
    """A text that may lead somewhere."""

    text: Words
    href: str = ""


@dataclass(frozen=True)
class Paragraph:
    text: Words
    tone: Tone = Tone.BODY


@dataclass(frozen=True)
class Heading:
    """Of the blocks after it, below the title of the sheet."""

    text: Words


class Point(NamedTuple):
    """An entry of a list."""

    text: Words
    code: str = ""
    """O1.2; empty for an entry without."""
    href: str = ""


@dataclass(frozen=True)
class Points:
    """A list."""

    points: tuple[Point, ...]
    codes: bool = False
    """Whether any entry has a code: they stand below each other, in a column of their own."""


class Fact(NamedTuple):
    """A line of a list of facts."""

    label: Words
    values: tuple[Linked, ...]
    """One or more; drawn with commas between them."""
    note: Words | None = None
    """What it is inferred from."""


@dataclass(frozen=True)
class Facts:
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing, with what it shows in words."""

    name: str
    """project, map, ladder, drop: a format may give each its size."""
    drawing: Drawing
    alt: Words
    key: tuple[tuple[Drawing, Words], ...] = ()
    """A sample of each kind of line or mark, and what it means."""


class Number(NamedTuple):
    """A number and what it counts."""

    number: str
    label: Words
    note: Words | None = None
    sign: Drawing | None = None
    """Drawn beside it: the drop of what is known in one way."""


@dataclass(frozen=True)
class Numbers:
    numbers: tuple[Number, ...]


class Partner(NamedTuple):
    """A cluster among equals."""

    name: Words
    hue: Hue
    lines: tuple[Words, ...]
    """Its field; town and country; what it does in the project."""
    href: str = ""
    number: str = ""
    """On the map, where names have no room there."""


@dataclass(frozen=True)
class Partners:
    partners: tuple[Partner, ...]


class Moment(NamedTuple):
    """One thing that happened, with its figure."""

    when: Words
    headline: Words
    summary: Words
    drawing: Drawing
    href: str = ""


@dataclass(frozen=True)
class Moments:
    moments: tuple[Moment, ...]


class Person(NamedTuple):
    """Whom to ask. The address stays in the form name(@)host, as everywhere on the site."""

    name: Words
    role: Words | None
    cluster: Linked
    email: str


@dataclass(frozen=True)
class People:
    people: tuple[Person, ...]
    how: Words | None
    """That (@) stands for @; None where an archive leaves all addresses out."""


class Cell(NamedTuple):
    """One cell of a table."""

    text: Words
    note: Words | None = None
    """Smaller, below the text."""
    href: str = ""
    sign: Drawing | None = None
    """Drawn beside the text, which says the same: a full, half, or dashed drop."""


class Group(NamedTuple):
    """Rows of a table below a heading of their own."""

    title: Linked | None
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Table:
    """A table; the first cell of each row is what the others are about."""

    caption: Words
    heads: tuple[Cell, ...]
    groups: tuple[Group, ...]
    shares: tuple[float, ...]
    """How wide each column is beside the others; 0 for as wide as its content."""


@dataclass(frozen=True)
class Code:
    """A square code that a telephone reads, and the address that it leads to."""

    url: str
    label: Words
    drawing: Drawing
    alt: Words


Block = (
    Paragraph
    | Heading
    | Points
    | Facts
    | Figure
    | Numbers
    | Partners
    | Moments
    | People
    | Table
    | Code
)


class Part(StrEnum):
    """What a sheet is: a format may lay each out in its own way."""

    COVER = "cover"
    INTRODUCTION = "introduction"
    OBJECTIVES = "objectives"
    WORK_PACKAGE = "work-package"
    CONSORTIUM = "consortium"
    MAP = "map"
    MOMENTS = "moments"
    LABELS = "labels"
    PROMISED = "promised"
    CONTACTS = "contacts"
    FUNDING = "funding"
    CLUSTER = "cluster"
    OUTCOME = "outcome"
    PLAN = "plan"


@dataclass(frozen=True)
class Sheet:
    """A slide, or a section of a page; what is too long for one flows on to the next."""

    part: Part
    title: Words
    blocks: tuple[Block, ...]
    kicker: Words | None = None
    """A few words above the title: WP1 · Led by Tresnuvem."""
    hue: Hue | None = None
    """Of the cluster that it is about."""
    sources: tuple[Words, ...] = ()
    """What it rests on, for the notes of the speaker."""


@dataclass(frozen=True)
class Notice:
    """The funding block: no document is written without it."""

    statement: Words
    disclaimer: Words | None
    original: tuple[Words, Words | None] | None
    """Both in English, beside a translation, which is not official."""
    original_label: Words
    emblem: Drawing
    emblem_alt: Words
    first_view: bool
    """Whether it has to be seen on the first sheet; on others it stands on the last one too."""


@dataclass(frozen=True)
class Document:
    """One document in one language."""

    genre: Genre
    name: str
    """Of its file, without language and ending: deck, consortium/tresnuvem."""
    locale: Locale
    rtl: bool
    title: Words
    subtitle: Words | None
    project: str
    """The acronym."""
    years: str
    about: Words
    """What it is, for whom: the description in the file."""
    author: str
    moment: datetime
    """When the facts were last changed."""
    sheets: tuple[Sheet, ...]
    notice: Notice
    url: str
    """Of the page that says the same on the site, absolute; empty without a site."""
    size: str = ""
    """Of the paper, where there are several: a0, a2."""
    labels: tuple[tuple[str, Words], ...] = ()
    """Words that a format needs around the content: page, continued."""
