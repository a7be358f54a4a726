"""What a funding programme asks of all that is published: hooks/projectsite/programmes/*.yml.

A sentence of the funder stands there in the languages in which a source has it, each with how sure
that is; no other language gets a translation of ours. A project may give its own wording, from its
grant agreement, in `funding` of data/project.yml: that one wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from pydantic import Field

from ..files.yaml.sheets import read_sheet
from ..words.text import LocalisedText
from .model import Code, Record
from .vocabulary import PROGRAMMES, Purpose


class Placement(StrEnum):
    """Where the emblem and the sentence have to be seen."""

    FOOTER = "footer"
    """Anywhere on the page: the foot will do."""
    FIRST_VIEW = "first-view"
    """Without scrolling (Regulation (EU) No 821/2014, Article 4)."""


class Grade(StrEnum):
    """How sure it is that a source says so."""

    SEEN = "seen"
    """Read in the source itself."""
    COPIED = "copied"
    """Read in several copies that agree."""
    KNOWN = "known"
    """Known from use; no source was read. Used to check codes, never printed as the funder's."""
    OURS = "ours"
    """A wording of this generator, where the funder says what to say and not how."""


class Basis(Record):
    """What a file of a programme rests on."""

    says: str
    """The article or publication, and what it gives."""
    grade: Grade
    """How sure that is."""


class Programme(Record):
    """One programme."""

    name: str
    """As it is called in every language."""
    statement: LocalisedText
    """That the Union funds the project; {number} is the number of the grant agreement."""
    disclaimer: LocalisedText | None = None
    """Who answers for the content; {authority} is the granting authority."""
    placement: Placement
    """Where both have to be seen."""
    natures: tuple[Code, ...] = ()
    """The codes of the types of deliverables; none where no list is known."""
    levels: tuple[Code, ...] = ()
    """The codes of the dissemination levels; none where no list is known."""
    audiences: tuple[str, ...] = ()
    """Whom an activity may be for, as the report to the funder has it; none where no list is known.
    """
    channels: Mapping[Purpose, tuple[str, ...]] = {}
    """How an activity of each purpose may be made, in the same way."""
    sources: tuple[Basis, ...] = Field(min_length=1)
    """What all of this rests on."""

    @property
    def sentences(self) -> tuple[LocalisedText, ...]:
        return (self.statement, self.disclaimer) if self.disclaimer else (self.statement,)


@cache
def programme(id: str) -> Programme:
    """A programme by its id, which is one of `programme_ids()`."""
    sheet = read_sheet(PROGRAMMES / f"{id}.yml", f"programmes/{id}.yml")
    return Programme.model_validate(sheet.value)
