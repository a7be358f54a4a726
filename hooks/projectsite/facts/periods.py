"""The reporting periods of a project, and what belongs into the report of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..words.dates import PartialDate
from ..words.text import LocalisedText
from .model import Outcome
from .plan import Deliverable, Milestone, Planned
from .project import Project
from .results import Activity, Indicator, Publication
from .vocabulary import Purpose, Stage


@dataclass(frozen=True)
class Period:
    """The days that a report is about."""

    number: int
    first: date
    last: date

    def holds(self, given: PartialDate | None) -> bool:
        """Whether a date may lie in it."""
        return given is not None and given.first <= self.last and given.last >= self.first


def periods(project: Project) -> list[Period]:
    """The reporting periods of a project; the whole of it where it names none."""
    facts = project.facts
    if not facts.periods:
        return [Period(1, facts.start.first, facts.end.last)]
    return [
        Period(number, one.start.first_day(facts.start), one.end.last_day(facts.start))
        for number, one in enumerate(facts.periods, start=1)
    ]


def came(record: Planned) -> PartialDate | None:
    """When a deliverable was delivered, or a milestone reached; None where neither is so."""
    if isinstance(record, Deliverable):
        return record.delivered
    return record.reached if isinstance(record, Milestone) else None


def comment(record: Deliverable | Milestone) -> LocalisedText | None:
    """What a report says beside it: why it is late, why there is none, or else its remark."""
    return record.late or record.cancelled or record.remark


@dataclass(frozen=True)
class Reported:
    """What belongs into the report of one period."""

    project: Project
    period: Period

    @cached_property
    def _start(self) -> PartialDate:
        return self.project.facts.start

    def by_then(self, given: PartialDate | None) -> PartialDate | None:
        """A date, unless it lies after the period."""
        return given if given and given.first <= self.period.last else None

    def stage(self, record: Planned) -> Stage:
        """How far something has come at the end of the period."""
        if isinstance(record, Indicator):
            return record.stage_with(self.value(record), self._start, self.period.last)
        return record.stage(self._start, self.period.last)

    def deliverables(self) -> Iterator[Deliverable]:
        """Those that are due: see `is_due`."""
        return filter(self.is_due, self.project.by_id(Deliverable).values())

    def milestones(self) -> Iterator[Milestone]:
        """Those that are due: see `is_due`."""
        return filter(self.is_due, self.project.by_id(Milestone).values())

    def is_due(self, record: Deliverable | Milestone) -> bool:
        """Whether it belongs into the report: what came in the period; what was due by its end and
        has not come; of what was given up what was due in it."""
        if there := self.by_then(came(record)):
            return self.period.holds(there)
        due = record.due.in_calendar(self._start)
        if self.stage(record) in (Stage.CANCELLED, Stage.SUPERSEDED):
            return self.period.holds(due)
        return due.first <= self.period.last

    def activities(self, purpose: Purpose) -> Iterator[Activity]:
        """Those of the period, and those without a date."""
        for one in self.project.by_id(Activity).values():
            if one.purpose is purpose and (one.date is None or self.period.holds(one.date)):
                yield one

    def publications(self) -> Iterator[Publication]:
        for one in self.project.by_id(Publication).values():
            if self.period.holds(one.date):
                yield one

    def value(self, indicator: Indicator) -> float | None:
        """How much it was: as measured by then, or counted from the records of that time."""
        if indicator.counts:
            return len(self.counted(indicator))
        return indicator.value if self.by_then(indicator.measured) else None

    def counted(self, indicator: Indicator) -> list[Outcome]:
        """What an indicator counts by the end of the period; what has no date is counted too."""
        found = self.project.counted(indicator)
        return [one for one in found if not one.date or self.by_then(one.date)]
