"""What a project reports besides its deliverables: publications, results that others can use,
activities of communication and dissemination, indicators."""

from __future__ import annotations

from datetime import date as Day
from typing import Annotated

from pydantic import Field

from ..words.dates import PartialDate
from ..words.text import LocalisedText
from .model import (
    DECIMAL,
    WHOLE,
    ClusterId,
    Count,
    Date,
    Doi,
    Due,
    Id,
    Line,
    OutcomeId,
    SecureUrl,
    WorkPackageId,
    YesNo,
    described,
)
from .plan import DeliverableId, Planned
from .vocabulary import OutcomeType, Purpose, Stage, State

Readiness = Annotated[int, Field(ge=1, le=9), WHOLE, described(type=["integer", "string"])]
Amount = Annotated[
    float,
    Field(ge=0, le=1e12, allow_inf_nan=False),
    DECIMAL,
    described(type=["number", "string"], pattern=r"^[0-9]{1,13}(\.[0-9]{1,4})?$"),
]


class Publication(Planned):
    """data/publications/light-at-night.yml: a text that the project has published elsewhere."""

    id: Id = Field(examples=["light-at-night"])
    """Small letters, digits and hyphens, the same as the file's name: light-at-night."""
    title: LocalisedText = Field(examples=["How much light does a path need?"])
    """The title, as published."""
    authors: tuple[Line, ...] = Field(min_length=1, examples=[["Inês Lumares", "Aino Hehkula"]])
    """The names of the authors, in their order."""
    venue: Line = Field(examples=["Journal of Fictional Rivers 12 (3)"])
    """The journal, book or conference, with volume and number."""
    date: Date = Field(examples=["2020-06"])
    """When it was published."""
    doi: Doi | None = Field(default=None, examples=["10.5281/zenodo.12345"])
    """Its DOI, without https://doi.org/."""
    url: SecureUrl | None = Field(default=None, examples=["https://example.org/light"])
    """Where it can be read, where it has no DOI."""
    open_access: YesNo = False
    """yes where everybody can read it without paying."""
    work_package: WorkPackageId | None = None
    """The id of the work package that it came of."""
    lead: ClusterId | None = None
    """The id of the partner of the first author."""
    outcomes: tuple[OutcomeId, ...] = ()
    """The ids of the outcomes that belong to it."""

    def stage(self, start: PartialDate, day: Day) -> Stage:
        return Stage.PUBLISHED


class Result(Planned):
    """data/results/lamp-cards.yml: a key exploitable result, something that others can use."""

    id: Id = Field(examples=["lamp-cards"])
    """Small letters, digits and hyphens, the same as the file's name: lamp-cards."""
    title: LocalisedText = Field(examples=["Cards of lamps"])
    """What it is called."""
    summary: LocalisedText = Field(examples=["Forty cards that help to choose a lamp."])
    """What it is, in one or two sentences."""
    users: LocalisedText = Field(examples=["Planners of small towns"])
    """Who can use it, and for what."""
    readiness: Readiness | None = Field(default=None, examples=[7])
    """Its technology readiness level, 1 to 9."""
    licence: Line | None = Field(default=None, examples=["CC BY 4.0"])
    """Under which conditions it can be used."""
    website: SecureUrl | None = Field(default=None, examples=["https://example.org/cards"])
    """Where it can be had."""
    work_package: WorkPackageId | None = None
    """The id of the work package that it came of."""
    lead: ClusterId | None = None
    """The id of the partner to ask for it."""
    deliverables: tuple[DeliverableId, ...] = Field(default=(), examples=[["D2.1"]])
    """The codes of the deliverables that describe it."""
    outcomes: tuple[OutcomeId, ...] = ()
    """The ids of the outcomes that show it."""

    def stage(self, start: PartialDate, day: Day) -> Stage:
        return Stage.USABLE


class Activity(Planned):
    """data/activities/river-fair.yml: an activity of communication or dissemination."""

    id: Id = Field(examples=["river-fair"])
    """Small letters, digits and hyphens, the same as the file's name: river-fair."""
    title: LocalisedText = Field(examples=["Stand at the river fair"])
    """What it is called."""
    purpose: Purpose
    """communication, to the public; or dissemination, of results to those who can use them."""
    channel: LocalisedText = Field(examples=["Exhibition"])
    """How: an event, a press release, social media …, in the words of the programme's list."""
    audience: LocalisedText = Field(examples=["Local authorities, citizens"])
    """Whom it is for, in the words of the programme's list."""
    why: LocalisedText | None = Field(
        default=None, examples=["To show the handbook (D1.1) to those who plan."]
    )
    """What it is for, in at most 200 characters."""
    state: State
    """planned, ongoing, delivered, postponed or cancelled."""
    date: Date | None = Field(default=None, examples=["2020-05-04"])
    """When it took place, or is to."""
    reach: Count | None = Field(default=None, examples=[120])
    """How many people it reached, where somebody counted them."""
    work_package: WorkPackageId | None = None
    """The id of the work package that it belongs to."""
    lead: ClusterId | None = None
    """The id of the partner that leads it."""
    outcomes: tuple[OutcomeId, ...] = ()
    """The ids of the outcomes that show it."""

    def stage(self, start: PartialDate, day: Day) -> Stage:
        return self.state.stage


class Indicator(Planned):
    """data/indicators/trained-planners.yml: what is counted, and how much of it was promised."""

    id: Id = Field(examples=["trained-planners"])
    """Small letters, digits and hyphens, the same as the file's name: trained-planners."""
    title: LocalisedText = Field(examples=["Planners trained"])
    """What is counted."""
    target: Amount = Field(examples=["40"])
    """How much was promised: 40."""
    by: Due = Field(examples=["M24"])
    """By when: M24, 2018-04 or 2018-04-30."""
    value: Amount | None = Field(default=None, examples=["43"])
    """How much it is; absent where it is counted from the records."""
    measured: Date | None = Field(default=None, examples=["2018-03"])
    """When it was measured; needed with a value."""
    counts: tuple[OutcomeType, ...] = Field(default=(), examples=[["training", "study-visit"]])
    """Instead of a value: the types of the project's outcomes of which those are counted that a
    source says took place."""
    work_package: WorkPackageId | None = None
    """The id of the work package that it belongs to; only its outcomes are counted then."""
    lead: ClusterId | None = None
    """The id of the partner that measures it."""
    outcomes: tuple[OutcomeId, ...] = ()
    """The ids of the outcomes that show it."""

    def stage_with(self, value: float | None, start: PartialDate, day: Day) -> Stage:
        """How far it has come on a day with a figure; by its dates alone nobody can say."""
        if value is not None and value >= self.target:
            return Stage.REACHED
        return Stage.MISSED if self.by.last_day(start) < day else Stage.RUNNING
