"""What a closed period has reported: data/reported/period-1.yml, written by `projectsite report`.

Of each list the fields that it holds, as they stood when the period was closed. They are of the
types that the records have; ids are those of records that may be gone by now, so that no law of
references asks for them. A field that held nothing is absent: to fill it in later contradicts no
report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Day
from typing import ClassVar

from pydantic import Field

from ..files.yaml.sheets import Keys
from ..words.text import Text
from .folders import (
    ACTIVITIES,
    DELIVERABLES,
    INDICATORS,
    MILESTONES,
    PUBLICATIONS,
    RESULTS,
    Kind,
)
from .model import AnyId, Code, Count, Date, Doi, Due, Line, Record, YesNo
from .periods import comment
from .plan import Deliverable, Milestone, Planned
from .results import Amount, Indicator, Readiness
from .vocabulary import Purpose, Stage, State

PENDING = (Stage.DUE, Stage.OVERDUE)
GIVEN_UP = (Stage.CANCELLED, Stage.SUPERSEDED)


class KeptRow(Record):
    """One record, as a list of the report held it."""

    id: AnyId
    """The id of the record."""

    def frozen(self, record: Planned, last: Day) -> tuple[str, ...]:
        """The names of the fields that stay as they were reported: what was reported as done is
        frozen in the next report (the Commission's how-to on continuous reporting). `last` is the
        last day of the period."""
        return tuple(name for name in type(self).model_fields if name != "id")

    def now(self, record: Planned, name: str) -> object:
        """What the record says today in the place of a field."""
        value: object = record.__dict__[name]
        return value


class KeptPoint(KeptRow):
    """A deliverable or milestone."""

    title: Text
    """Its title."""
    work_package: AnyId | None = None
    """The id of its work package."""
    lead: AnyId | None = None
    """The id of the partner that leads it."""
    due: Due
    """When it was due."""
    status: Stage
    """How far it had come on the last day of the period."""
    comment: Text | None = None
    """Why it was late or given up, or its remark."""

    @property
    def is_pending(self) -> bool:
        """Whether it was still to come, due or overdue."""
        return self.status in PENDING

    def is_back(self, record: Planned) -> bool:
        """Whether it was given up then, and is not today."""
        fields = record.__dict__
        return self.status in GIVEN_UP and not (
            fields.get("cancelled") or fields.get("superseded_by")
        )

    def frozen(self, record: Planned, last: Day) -> tuple[str, ...]:
        """All but how far it has come: see laws.reported. Why something is late may be told anew
        until it comes."""
        told = {"due", "status", *(("comment",) if self.is_pending or self.is_back(record) else ())}
        return tuple(name for name in super().frozen(record, last) if name not in told)

    def now(self, record: Planned, name: str) -> object:
        if name == "comment" and isinstance(record, Deliverable | Milestone):
            return comment(record)
        return super().now(record, name)


class KeptDeliverable(KeptPoint):
    """A deliverable that came in the period, or was due by its end."""

    nature: Code | None = None
    """The code of its type."""
    level: Code | None = None
    """The code of its dissemination level."""
    delivered: Date | None = None
    """When it was submitted."""


class KeptMilestone(KeptPoint):
    """A milestone that was reached in the period, or due by its end."""

    verification: Text | None = None
    """By which means somebody can see that it was reached."""
    reached: Date | None = None
    """When it was reached."""


class KeptPending(KeptRow):
    """A deliverable or milestone that was due after the period: in no list, but its due date moves
    only ahead."""

    due: Due
    """When it was due."""
    is_pending: ClassVar = True

    def frozen(self, record: Planned, last: Day) -> tuple[str, ...]:
        return ()


class KeptActivity(KeptRow):
    """An activity of communication or dissemination."""

    title: Text
    """What it is called."""
    purpose: Purpose
    """Which of the two."""
    channel: Text
    """How."""
    audience: Text
    """Whom it is for."""
    why: Text | None = None
    """What it is for; in the list of dissemination."""
    reach: Count | None = None
    """How many people it reached; in the list of communication."""
    state: State
    """How far it had come."""

    def frozen(self, record: Planned, last: Day) -> tuple[str, ...]:
        """Everything, once it is delivered or cancelled; until then it goes on."""
        done = self.state in (State.DELIVERED, State.CANCELLED)
        return super().frozen(record, last) if done else ("title", "purpose")


class KeptPublication(KeptRow):
    """A publication of the period."""

    title: Text
    """The title."""
    authors: tuple[Line, ...] = ()
    """The authors, in their order."""
    venue: Line
    """The journal, book or conference."""
    date: Date
    """When it was published."""
    doi: Doi | None = None
    """Its DOI."""
    open_access: YesNo | None = None
    """yes where everybody could read it; it may become so later."""


class KeptResult(KeptRow):
    """A key exploitable result: told anew in each report, so that only its name stays."""

    title: Text
    """What it is called."""
    summary: Text
    """What it is."""
    users: Text
    """Who can use it."""
    readiness: Readiness | None = None
    """Its technology readiness level."""
    licence: Line | None = None
    """Under which conditions it can be used."""
    lead: AnyId | None = None
    """The id of the partner to ask for it."""

    def frozen(self, record: Planned, last: Day) -> tuple[str, ...]:
        return ("title",)


class KeptIndicator(KeptRow):
    """An indicator, with its value at the end of the period."""

    title: Text
    """What is counted."""
    target: Amount
    """How much was promised."""
    by: Due
    """By when."""
    value: Amount | None = None
    """How much it was; where it is counted, `evidence` has what was."""
    measured: Date | None = None
    """When it was measured."""

    def frozen(self, record: Planned, last: Day) -> tuple[str, ...]:
        """What was promised; and the value, until it is measured again after the period."""
        names = super().frozen(record, last)
        measured = record.measured if isinstance(record, Indicator) else None
        if self.measured and (measured is None or measured.first <= last):
            return names
        return tuple(name for name in names if name not in ("value", "measured"))


class KeptEvidence(Record):
    """An outcome that an indicator counted."""

    indicator: AnyId
    """The id of the indicator."""
    outcome: AnyId
    """The id of the outcome."""
    date: Date | None = None
    """When that was."""


class KeptPeriod(Record):
    """data/reported/period-1.yml: what the report of a closed period said."""

    first: Date = Field(examples=["2019-03-01"])
    """The first day of the period: 2019-03-01."""
    last: Date = Field(examples=["2020-02-29"])
    """The last day of the period: 2020-02-29."""
    deliverables: tuple[KeptDeliverable, ...] = ()
    """The list of deliverables."""
    milestones: tuple[KeptMilestone, ...] = ()
    """The list of milestones."""
    pending: tuple[KeptPending, ...] = ()
    """Deliverables and milestones that were due after the period."""
    activities: tuple[KeptActivity, ...] = ()
    """The lists of communication and dissemination activities."""
    publications: tuple[KeptPublication, ...] = ()
    """The list of publications."""
    results: tuple[KeptResult, ...] = ()
    """The list of key exploitable results."""
    indicators: tuple[KeptIndicator, ...] = ()
    """The list of indicators."""
    evidence: tuple[KeptEvidence, ...] = ()
    """The outcomes that indicators counted."""

    def rows(self) -> Iterator[tuple[Keys, Kind, KeptRow]]:
        """Every record that it tells of: the keys that lead to its row, and of what kind it is."""
        for name in (*LISTS, "pending"):
            row: KeptRow
            for at, row in enumerate(getattr(self, name)):
                milestone = name == "pending" and row.id.startswith("M")
                yield (name, at), MILESTONES if milestone else LISTS.get(name, DELIVERABLES), row


LISTS: Mapping[str, Kind] = {
    "deliverables": DELIVERABLES,
    "milestones": MILESTONES,
    "activities": ACTIVITIES,
    "publications": PUBLICATIONS,
    "results": RESULTS,
    "indicators": INDICATORS,
}
"""The kind of the records in each list."""
