"""The kept copy of what a period reports: its lists as YAML, one line a record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..facts.kept import (
    KeptActivity,
    KeptDeliverable,
    KeptEvidence,
    KeptIndicator,
    KeptMilestone,
    KeptPending,
    KeptPublication,
    KeptResult,
)
from ..facts.model import Record
from ..facts.periods import Period, Reported, comment
from ..facts.plan import Deliverable, Milestone, Planned
from ..facts.project import Project
from ..facts.results import Indicator, Result
from ..facts.vocabulary import ClosedList, Purpose, Stage
from ..words.dates import PartialDate, PlannedDate
from ..words.text import LocalisedText, one_line
from .period_lists import plain

Texts = Mapping[str, str | list[str]]
"""A row: the texts of its fields."""


def kept_copy(project: Project, period: Period) -> str:
    """The text of data/reported/period-1.yml; the same facts give the same text."""
    copy = _Copy(project, period)
    lines = [
        f"# What period {period.number} of {one_line(project.facts.acronym)} has reported, so that "
        "nobody changes it unseen: written",
        "# by `projectsite report --close`, compared by the check. To report it anew, delete this "
        "file.",
        f"first: {period.first}",
        f"last: {period.last}",
    ]
    for name, rows in copy.lists():
        written = [f"  - {_written(row)}" for row in rows]
        lines += [f"{name}:", *written] if written else []
    return "\n".join(lines) + "\n"


class _Copy:
    """The lists of one period, as rows of texts."""

    def __init__(self, project: Project, period: Period) -> None:
        self._project, self._reported = project, Reported(project, period)

    def lists(self) -> Iterator[tuple[str, Iterator[Texts]]]:
        """In the order of the report."""
        reported, by_id = self._reported, self._project.by_id
        yield "deliverables", self._points(KeptDeliverable, reported.deliverables())
        yield "milestones", self._points(KeptMilestone, reported.milestones())
        yield "pending", self._pending()
        yield "activities", self._activities()
        yield "publications", self._rows(KeptPublication, reported.publications())
        yield "results", self._rows(KeptResult, by_id(Result).values())
        yield "indicators", self._indicators()
        yield "evidence", self._evidence()

    def _points(self, model: type[Record], records: Any) -> Iterator[Texts]:
        for one in records:
            there: dict[str, Any] = {
                "status": self._reported.stage(one),
                "comment": comment(one),
                **{name: self._reported.by_then(one.__dict__.get(name)) for name in _CAME},
            }
            yield self._row(model, one, there)

    def _pending(self) -> Iterator[Texts]:
        """What was due later, and is in no list."""
        records: tuple[Deliverable | Milestone, ...] = (
            *self._project.by_id(Deliverable).values(),
            *self._project.by_id(Milestone).values(),
        )
        for one in records:
            if self._reported.stage(one) is Stage.DUE and not self._reported.is_due(one):
                yield self._row(KeptPending, one, {})

    def _activities(self) -> Iterator[Texts]:
        # Each list has one of the two columns.
        for purpose, left_out in ((Purpose.COMMUNICATION, "why"), (Purpose.DISSEMINATION, "reach")):
            for one in self._reported.activities(purpose):
                yield self._row(KeptActivity, one, {left_out: None})

    def _rows(self, model: type[Record], records: Any) -> Iterator[Texts]:
        for one in records:
            yield self._row(model, one, {})

    def _indicators(self) -> Iterator[Texts]:
        for one in self._project.by_id(Indicator).values():
            there = {
                "value": self._reported.value(one),
                "measured": self._reported.by_then(one.measured),
            }
            yield self._row(KeptIndicator, one, there)

    def _evidence(self) -> Iterator[Texts]:
        for one in self._project.by_id(Indicator).values():
            for outcome in self._reported.counted(one):
                there = {"indicator": one.id, "outcome": outcome.id, "date": outcome.date}
                yield self._texts(KeptEvidence, there)

    def _row(self, model: type[Record], record: Planned, there: Mapping[str, Any]) -> Texts:
        """The fields of a row: those of the record, but for what is given."""
        return self._texts(model, {**record.__dict__, **there})

    def _texts(self, model: type[Record], values: Mapping[str, Any]) -> Texts:
        said = {name: self._said(values.get(name)) for name in model.model_fields}
        return {name: text for name, text in said.items() if text}

    def _said(self, value: Any) -> str | list[str]:
        match value:
            case None | False:
                return ""
            case True:
                return "yes"
            case LocalisedText():
                default = self._project.default_locale
                return value.words(default, default).text
            case ClosedList():
                return value.value
            case PartialDate() | PlannedDate():
                return value.text
            case tuple():
                return [str(item) for item in value]
            case _:
                return plain(value)


_CAME = ("delivered", "reached")


def _written(row: Texts) -> str:
    """A row in braces, which one line holds."""
    fields = (
        f"{name}: [{', '.join(map(_scalar, text))}]"
        if isinstance(text, list)
        else f"{name}: {_scalar(text)}"
        for name, text in row.items()
    )
    return f"{{{', '.join(fields)}}}"


_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]*")
"""Ids, codes, dates and numbers stand without quotation marks, as in all data files."""


def _scalar(text: str) -> str:
    if _BARE.fullmatch(text):
        return text
    # YAML reads every escape of JSON in double quotation marks: this form holds any text.
    return json.dumps(text, ensure_ascii=False)
