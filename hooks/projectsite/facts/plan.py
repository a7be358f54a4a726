"""What the grant agreement asks for, one class a kind of file in data/: deliverables, milestones,
tasks. A code is the id: the file of D2.1 is called d2-1.yml."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from ..words.dates import PartialDate
from ..words.text import LocalisedText
from .model import (
    DECIMAL,
    AnyId,
    ClusterId,
    Code,
    Date,
    Doi,
    Due,
    FiledRecord,
    FileName,
    OutcomeId,
    Record,
    Reference,
    Source,
    WorkPackageId,
    described,
)
from .vocabulary import Stage

PersonMonths = Annotated[
    float,
    Field(gt=0, le=9999, allow_inf_nan=False),
    DECIMAL,
    described(type=["number", "string"], pattern=r"^[0-9]{1,4}(\.[0-9]{1,2})?$"),
]
DeliverableId = Annotated[AnyId, Reference("deliverable")]

PUBLIC = "PU"
"""The dissemination level of what anybody may read: in the lists of all programmes the same."""


class Planned(FiledRecord):
    """What all records of the plan share."""

    def stage(self, start: PartialDate, day: date) -> Stage:
        """How far it has come on a day, in a project that began in the month `start`; of an
        indicator only the project knows: see Project.stage_of."""
        raise NotImplementedError

    @property
    def shown_by(self) -> tuple[str, ...]:
        """The ids of the outcomes that are evidence of it."""
        ids: tuple[str, ...] = self.__dict__["outcomes"]
        return ids


class Deliverable(Planned):
    """data/deliverables/d2-1.yml: something that the grant agreement says is handed in."""

    id: Annotated[
        str,
        StringConstraints(pattern=r"^D[1-9][0-9]{0,2}(\.[1-9][0-9]{0,2})?$"),
        described(patternErrorMessage="Write D2.1, or D4 where they are numbered through."),
    ] = Field(examples=["D2.1"])
    """Its code in the grant agreement: D2.1. The file has the same name in small letters, with a
    hyphen for the point: d2-1.yml. No code is used again for something else."""
    title: LocalisedText = Field(examples=["Handbook for light on river paths"])
    """The title, as in the grant agreement."""
    summary: LocalisedText | None = Field(default=None, examples=["What towns have to decide."])
    """What it is, in one or two sentences."""
    work_package: WorkPackageId
    """The id of the work package that delivers it."""
    lead: ClusterId | None = None
    """The id of the partner that leads it."""
    nature: Code | None = Field(default=None, examples=["R", "DEM"])
    """The code of its type in the list of the programme: R, DEM, DEC, DATA …"""
    level: Code | None = Field(default=None, examples=["PU", "SEN"])
    """The code of its dissemination level: PU for public. Of any other no file is published."""
    due: Due = Field(examples=["M12", "2017-10"])
    """When it is due: the month of the project (M12, due on its last day), 2017-10 or 2017-10-31.
    """
    delivered: Date | None = Field(default=None, examples=["2017-10-28"])
    """When it was submitted; absent until then."""
    accepted: Date | None = Field(default=None, examples=["2018-01-15"])
    """When the funder accepted it."""
    late: LocalisedText | None = Field(default=None, examples=["The survey took longer."])
    """Why it comes later than it was due."""
    cancelled: LocalisedText | None = Field(default=None, examples=["Merged into D2.3 (2018)."])
    """Why there will be none; its page stays."""
    superseded_by: DeliverableId | None = Field(default=None, examples=["D2.3"])
    """The code of the deliverable that took its place; its page leads there."""
    file: FileName | None = Field(default=None, examples=["d2-1-handbook.pdf"])
    """The file that was submitted, in docs/assets/; its name begins as that of this file: d2-1."""
    doi: Doi | None = Field(default=None, examples=["10.5281/zenodo.12345"])
    """Its DOI, without https://doi.org/."""
    outcomes: tuple[OutcomeId, ...] = ()
    """The ids of the outcomes that are evidence of it."""

    @property
    def is_public(self) -> bool:
        """Whether its file may be published."""
        return self.level == PUBLIC

    def stage(self, start: PartialDate, day: date) -> Stage:
        if self.cancelled:
            return Stage.CANCELLED
        if self.superseded_by:
            return Stage.SUPERSEDED
        if self.accepted and self.accepted.first <= day:
            return Stage.ACCEPTED
        if self.delivered and self.delivered.first <= day:
            return Stage.SUBMITTED
        return Stage.OVERDUE if self.due.last_day(start) < day else Stage.DUE


class Milestone(Planned):
    """data/milestones/ms3.yml: a point of the plan at which something has to be reached."""

    id: Annotated[
        str,
        StringConstraints(pattern=r"^MS?[1-9][0-9]{0,2}(\.[1-9][0-9]{0,2})?$"),
        described(patternErrorMessage="Write MS3, or M1.2."),
    ] = Field(examples=["MS3"])
    """Its code in the grant agreement: MS3. The file has the same name in small letters."""
    title: LocalisedText = Field(examples=["The first town is lit"])
    """What is reached, as in the grant agreement."""
    work_package: WorkPackageId | None = None
    """The id of the work package that it belongs to."""
    lead: ClusterId | None = None
    """The id of the partner that answers for it."""
    due: Due = Field(examples=["M18"])
    """When it is due: M18, 2018-04 or 2018-04-30."""
    reached: Date | None = Field(default=None, examples=["2018-04-12"])
    """When it was reached; absent until then."""
    verification: LocalisedText | None = Field(
        default=None, examples=["The lamps work for a month."]
    )
    """By which means somebody can see that it was reached."""
    late: LocalisedText | None = Field(default=None, examples=["The permit came late."])
    """Why it comes later than it was due."""
    cancelled: LocalisedText | None = Field(default=None, examples=["The town left the project."])
    """Why it was given up; its page stays."""
    deliverables: tuple[DeliverableId, ...] = Field(default=(), examples=[["D2.1"]])
    """The codes of the deliverables that prove it: [D2.1]."""
    outcomes: tuple[OutcomeId, ...] = ()
    """The ids of the outcomes that are evidence of it."""

    def stage(self, start: PartialDate, day: date) -> Stage:
        if self.cancelled:
            return Stage.CANCELLED
        if self.reached and self.reached.first <= day:
            return Stage.REACHED
        return Stage.OVERDUE if self.due.last_day(start) < day else Stage.DUE


class Task(Planned):
    """data/tasks/t2-1.yml: a part of a work package."""

    id: Annotated[
        str,
        StringConstraints(pattern=r"^T[1-9][0-9]?(\.[1-9][0-9]?){1,2}$"),
        described(patternErrorMessage="Write T2.1."),
    ] = Field(examples=["T2.1"])
    """Its code in the grant agreement: T2.1. The file has the same name in small letters, with a
    hyphen for the point: t2-1.yml."""
    title: LocalisedText = Field(examples=["Survey of dark paths"])
    """The title, as in the grant agreement."""
    summary: LocalisedText | None = Field(default=None, examples=["Volunteers walk and count."])
    """What is done, in one or two sentences."""
    work_package: WorkPackageId
    """The id of the work package that it is a part of."""
    lead: ClusterId | None = None
    """The id of the partner that leads it."""
    participants: tuple[ClusterId, ...] = ()
    """The ids of the other partners that take part."""
    start: Due = Field(examples=["M3"])
    """When it begins: the month of the project, M3, or a date."""
    end: Due = Field(examples=["M12"])
    """When it ends: the month of the project, M12, or a date."""
    cancelled: LocalisedText | None = Field(default=None, examples=["Made a part of T2.2."])
    """Why it was given up; its page stays."""
    outcomes: tuple[OutcomeId, ...] = ()
    """The ids of the outcomes that came of it."""

    def stage(self, start: PartialDate, day: date) -> Stage:
        if self.cancelled:
            return Stage.DROPPED
        if self.end.last_day(start) < day:
            return Stage.ENDED
        return Stage.RUNNING if self.start.first_day(start) <= day else Stage.DUE


class Effort(Record):
    """What one partner works in one work package."""

    work_package: WorkPackageId
    """The id of the work package: WP1."""
    cluster: ClusterId
    """The id of the partner."""
    months: PersonMonths = Field(examples=["12.5"])
    """Person-months, as in the grant agreement: 12.5."""


class EffortFile(Record):
    """data/effort.yml: the person-months of each partner in each work package."""

    effort: tuple[Effort, ...] = Field(min_length=1)
    """One entry for each partner of each work package."""
    sources: tuple[Source, ...] = Field(
        min_length=1, examples=[[{"url": "https://riverlight.example.org/plan/"}]]
    )
    """Where the figures come from."""
