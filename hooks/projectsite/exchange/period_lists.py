"""The lists that a funder asks for at the end of a reporting period, each as a sheet.

Names of sheets and columns are those of the portal's forms, in English as there; what stands in the
cells is what the site says, in the default language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .. import addresses
from ..facts.folders import PLAN
from ..facts.plan import Deliverable, Milestone, Planned
from ..facts.project import Project
from ..facts.results import Activity, Indicator, Publication, Result
from ..facts.vocabulary import Purpose, Stage
from ..page.edition import Edition
from ..words.dates import PartialDate
from ..words.text import LocalisedText

Cell = str | float


@dataclass(frozen=True)
class Sheet:
    """One list."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Period:
    """The days that a report is about."""

    number: int
    first: date
    last: date

    def holds(self, given: PartialDate | None) -> bool:
        """Whether a date may lie in it."""
        return given is not None and given.first <= self.last and given.last >= self.first


class PeriodLists:
    """The lists of one period of a project."""

    def __init__(self, edition: Edition, period: Period) -> None:
        self._edition, self._project, self._period = edition, edition.project, period
        self._start = edition.project.facts.start

    def sheets(self) -> tuple[Sheet, ...]:
        """All lists, in the order of the portal; one without any rows has its columns alone."""
        return (
            self._deliverables(),
            self._milestones(),
            self._communication(),
            self._dissemination(),
            self._publications(),
            self._results(),
            self._indicators(),
            self._evidence(),
            self._effort(),
        )

    def _records(self, kind: type[Any]) -> Iterator[Any]:
        (folder,) = [one for one in PLAN if one.model is kind]
        yield from self._project.planned(folder)

    def _said(self, text: LocalisedText | str | None) -> str:
        if text is None or isinstance(text, str):
            return text or ""
        default = self._project.default_locale
        return text.words(default, default).text

    def _partner(self, id: str | None) -> str:
        cluster = self._project.clusters.get(id or "")
        return (cluster.abbreviation or cluster.name) if cluster else ""

    def _by_then(self, given: PartialDate | None) -> str:
        """A date, unless it lies after the period."""
        return given.text if given and given.first <= self._period.last else ""

    def _stage(self, record: Planned) -> str:
        return record.stage(self._start, self._period.last).value

    def _is_due(self, record: Deliverable | Milestone) -> bool:
        """Whether it belongs into the report: what came in the period; what was due by its end and
        has not come; of what was given up what was due in it."""
        came = record.delivered if isinstance(record, Deliverable) else record.reached
        if came and came.first <= self._period.last:
            return self._period.holds(came)
        due = record.due.in_calendar(self._start)
        if self._stage(record) in (Stage.CANCELLED, Stage.SUPERSEDED):
            return self._period.holds(due)
        return due.first <= self._period.last

    def _deliverables(self) -> Sheet:
        columns = (
            *("Deliverable No", "Deliverable Name", "Work Package No", "Lead Beneficiary", "Type"),
            *("Dissemination Level", "Due Date", "Delivery Date", "Status", "Comments"),
        )
        return Sheet(
            "Deliverables",
            columns,
            tuple(
                (
                    *(one.id, self._said(one.title), one.work_package, self._partner(one.lead)),
                    *(one.nature or "", one.level or "", one.due.text),
                    *(self._by_then(one.delivered), self._stage(one)),
                    self._said(one.late or one.cancelled or one.remark),
                )
                for one in self._records(Deliverable)
                if self._is_due(one)
            ),
        )

    def _milestones(self) -> Sheet:
        columns = (
            *("Milestone No", "Milestone Name", "Work Package No", "Lead Beneficiary"),
            *("Means of Verification", "Due Date", "Achieved", "Achievement Date", "Comments"),
        )
        return Sheet(
            "Milestones",
            columns,
            tuple(
                (
                    *(one.id, self._said(one.title), one.work_package or ""),
                    *(self._partner(one.lead), self._said(one.verification), one.due.text),
                    *("Yes" if self._by_then(one.reached) else "No", self._by_then(one.reached)),
                    self._said(one.late or one.cancelled or one.remark),
                )
                for one in self._records(Milestone)
                if self._is_due(one)
            ),
        )

    def _activities(self, purpose: Purpose) -> Iterator[Activity]:
        for one in self._records(Activity):
            if one.purpose is purpose and (one.date is None or self._period.holds(one.date)):
                yield one

    def _communication(self) -> Sheet:
        return Sheet(
            "Communication Activities",
            ("Communication Activity Name", "Who? Target Audience", "How?", "Outcome", "Status"),
            tuple(
                (
                    *(self._said(one.title), self._said(one.audience), self._said(one.channel)),
                    *(one.reach or "", one.state.value),
                )
                for one in self._activities(Purpose.COMMUNICATION)
            ),
        )

    def _dissemination(self) -> Sheet:
        return Sheet(
            "Dissemination Activities",
            (
                *("Dissemination Activity Name", "What? Type of Activity"),
                *("Who? Target Audience", "Why? Description", "Status"),
            ),
            tuple(
                (
                    *(self._said(one.title), self._said(one.channel), self._said(one.audience)),
                    *(self._said(one.why), one.state.value),
                )
                for one in self._activities(Purpose.DISSEMINATION)
            ),
        )

    def _publications(self) -> Sheet:
        return Sheet(
            "Publications",
            ("Title", "Authors", "Journal or Book", "Publication Date", "DOI", "Open Access"),
            tuple(
                (
                    *(self._said(one.title), "; ".join(one.authors), one.venue, one.date.text),
                    *(one.doi or "", "Yes" if one.open_access else "No"),
                )
                for one in self._records(Publication)
                if self._period.holds(one.date)
            ),
        )

    def _results(self) -> Sheet:
        return Sheet(
            "Key Exploitable Results",
            ("Name", "Description", "Users", "Readiness (TRL)", "Licence", "Partner"),
            tuple(
                (
                    *(self._said(one.title), self._said(one.summary), self._said(one.users)),
                    *(one.readiness or "", one.licence or "", self._partner(one.lead)),
                )
                for one in self._records(Result)
            ),
        )

    def _indicators(self) -> Sheet:
        return Sheet(
            "Indicators",
            ("Indicator", "Target", "By", "Value", "Measured", "Status"),
            tuple(
                (
                    *(self._said(one.title), one.target, one.by.text),
                    *(value if (value := self._value(one)) is not None else "",),
                    *(_text(one.measured), self._reached(one)),
                )
                for one in self._records(Indicator)
            ),
        )

    def _value(self, indicator: Indicator) -> float | None:
        return len(self._counted(indicator)) if indicator.counts else indicator.value

    def _reached(self, indicator: Indicator) -> str:
        reached = (self._value(indicator) or 0) >= indicator.target
        return Stage.REACHED.value if reached else self._stage(indicator)

    def _counted(self, indicator: Indicator) -> list[Any]:
        """What an indicator counts by the end of the period; what has no date is counted too."""
        found = self._project.counted(indicator)
        return [o for o in found if not o.date or o.date.first <= self._period.last]

    def _evidence(self) -> Sheet:
        return Sheet(
            "Evidence",
            ("Indicator", "Outcome", "Date", "Page"),
            tuple(
                (
                    *(self._said(one.title), self._said(outcome.title), _text(outcome.date)),
                    self._edition.url(addresses.outcome(outcome.id)),
                )
                for one in self._records(Indicator)
                for outcome in self._counted(one)
            ),
        )

    def _effort(self) -> Sheet:
        project, packages = self._project, list(self._project.work_packages)
        return Sheet(
            "Effort (planned)",
            ("Beneficiary", *packages, "Total"),
            tuple(
                (
                    self._partner(id),
                    *(project.effort_of(work_package=p, cluster=id) or "" for p in packages),
                    project.effort_of(cluster=id),
                )
                for id in project.clusters
                if project.effort_of(cluster=id)
            ),
        )


def periods(project: Project) -> list[Period]:
    """The reporting periods of a project; the whole of it where it names none."""
    facts = project.facts
    if not facts.periods:
        return [Period(1, facts.start.first, facts.end.last)]
    return [
        Period(number, one.start.first_day(facts.start), one.end.last_day(facts.start))
        for number, one in enumerate(facts.periods, start=1)
    ]


def _text(given: PartialDate | None) -> str:
    return given.text if given else ""
