"""The lists that a funder asks for at the end of a reporting period, each as a sheet.

Names of sheets and columns are those of the portal's forms, in English as there; what stands in the
cells is what the site says, in the default language.
"""

from __future__ import annotations

from dataclasses import dataclass

from .. import addresses
from ..facts.periods import Period, Reported, comment
from ..facts.results import Indicator, Result
from ..facts.vocabulary import Purpose
from ..page.edition import Edition
from ..words.dates import PartialDate
from ..words.forms import plain_number
from ..words.text import LocalisedText

Cell = str | float


def plain(cell: Cell) -> str:
    """A cell as a text."""
    return plain_number(cell) if isinstance(cell, float) else str(cell)


@dataclass(frozen=True)
class Sheet:
    """One list."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class PeriodLists:
    """The lists of one period of a project."""

    def __init__(self, edition: Edition, period: Period) -> None:
        self._edition, self._project = edition, edition.project
        self._reported = Reported(edition.project, period)

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
        return _text(self._reported.by_then(given))

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
                    *(self._by_then(one.delivered), self._reported.stage(one).value),
                    self._said(comment(one)),
                )
                for one in self._reported.deliverables()
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
                    self._said(comment(one)),
                )
                for one in self._reported.milestones()
            ),
        )

    def _communication(self) -> Sheet:
        return Sheet(
            "Communication Activities",
            ("Communication Activity Name", "Who? Target Audience", "How?", "Outcome", "Status"),
            tuple(
                (
                    *(self._said(one.title), self._said(one.audience), self._said(one.channel)),
                    *(one.reach or "", one.state.value),
                )
                for one in self._reported.activities(Purpose.COMMUNICATION)
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
                for one in self._reported.activities(Purpose.DISSEMINATION)
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
                for one in self._reported.publications()
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
                for one in self._project.by_id(Result).values()
            ),
        )

    def _indicators(self) -> Sheet:
        return Sheet(
            "Indicators",
            ("Indicator", "Target", "By", "Value", "Measured", "Status"),
            tuple(
                (
                    *(self._said(one.title), one.target, one.by.text),
                    *(value if (value := self._reported.value(one)) is not None else "",),
                    *(self._by_then(one.measured), self._reported.stage(one).value),
                )
                for one in self._project.by_id(Indicator).values()
            ),
        )

    def _evidence(self) -> Sheet:
        return Sheet(
            "Evidence",
            ("Indicator", "Outcome", "Date", "Page"),
            tuple(
                (
                    *(self._said(one.title), self._said(outcome.title), _text(outcome.date)),
                    self._edition.url(addresses.outcome(outcome.id)),
                )
                for one in self._project.by_id(Indicator).values()
                for outcome in self._reported.counted(one)
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


def _text(given: PartialDate | None) -> str:
    return given.text if given else ""
