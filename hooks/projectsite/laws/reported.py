"""What a closed period has reported stays as it was, by the kept copies in data/reported/.

The Commission's how-to on continuous reporting: what was reported as delivered is frozen in the
next report, and the due date of a deliverable moves only while it is pending and in the future.
Only what the lists of a report hold is compared; without kept copies there is nothing to ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day

from ..facts.folders import DELIVERABLES, MILESTONES, Kind, kind_of
from ..facts.kept import KeptPending, KeptPeriod, KeptPoint, KeptRow
from ..facts.model import FiledRecord
from ..facts.periods import came, periods
from ..facts.plan import Deliverable, Planned
from ..facts.project import Project
from ..facts.results import Indicator
from ..files.layout import PROJECT, REPORTED, kept_file, kept_number
from ..files.yaml.sheets import Keys
from ..problems import Problem, shown
from ..words.dates import PlannedDate
from ..words.forms import plain_number
from ..words.text import LocalisedText

Row = tuple[int, Day, KeptRow, Planned]
"""The number and the last day of a closed period, a row of its copy, and the record of today."""


def _kept(project: Project) -> Iterator[tuple[str, KeptPeriod]]:
    """The kept copies with their files, found by their names: to ask each record of thousands for
    its class takes longer than all these laws."""
    for file, record in project.records.items():
        if file.startswith(REPORTED) and isinstance(record, KeptPeriod):
            yield file, record


def closed_periods_are_those_of_the_project(project: Project) -> Iterator[Problem]:
    """A period that is closed is still there, with the days that it had."""
    known = periods(project)
    for file, kept in _kept(project):
        number = kept_number(file)
        if number > len(known):
            message = (
                f"{PROJECT} has no period {number}, which was reported. Bring it back there, or "
                "delete this file."
            )
            yield Problem(file, 0, 0, message, "reported")
            continue
        period = known[number - 1]
        for name in ("first", "last"):
            was, now = getattr(kept, name).text, getattr(period, name).isoformat()
            if was != now:
                message = (
                    f"{name}: period {number} was reported with {was}, and by {PROJECT} it is "
                    f"{now}. Put the period back there, or {_reopen(number)}"
                )
                yield project.problem(file, (name,), message, "reported")


def reported_records_are_still_there(project: Project) -> Iterator[Problem]:
    """What was reported does not vanish: what is given up keeps its page."""
    for file, kept in _kept(project):
        number = kept_number(file)
        for path, kind, row in kept.rows():
            if row.id not in project.by_id(kind.model):
                yield _vanished(project, file, path, kind, row.id, number)


def _vanished(project: Project, file: str, path: Keys, kind: Kind, id: str, number: int) -> Problem:
    of_plan = kind in (DELIVERABLES, MILESTONES)
    up = " (what is given up stays, with “cancelled: …”)" if of_plan else ""
    message = (
        f"id: period {number} reported {shown(id)}, and there is no "
        f"{shown(project.own.file(kind, id))}. Bring it back{up}, or {_reopen(number)}"
    )
    return project.problem(file, (*path, "id"), message, "reported")


def _rows(project: Project) -> Iterator[Row]:
    """What was reported and is still there."""
    for file, kept in _kept(project):
        for _, kind, row in kept.rows():
            record = project.by_id(kind.model).get(row.id)
            if isinstance(record, Planned):
                yield kept_number(file), kept.last.last, row, record


def reported_values_stay(project: Project) -> Iterator[Problem]:
    """What was reported as done says today what it said then."""
    for number, last, row, record in _rows(project):
        for name in row.frozen(record, last):
            was, now = getattr(row, name), row.now(record, name)
            if was is None or was == () or _is_same(project, was, now):
                continue
            instead = f"“{_told(now)}” stands here" if now else "nothing stands here"
            message = (
                f"period {number} reported “{_told(was)}”, and {instead}. Put it back, and tell "
                f"what is new in the present period; or {_reopen(number)}"
            )
            field = _field(record, name)
            yield _problem(project, record, field, f"{field}: {message}", "reported")


def _is_same(project: Project, was: object, now: object) -> bool:
    if isinstance(now, LocalisedText):
        # In any language: the default one may be another today.
        return was in now.root.values()
    if isinstance(was, PlannedDate) and isinstance(now, PlannedDate):
        start = project.facts.start
        return was.last_day(start) == now.last_day(start)
    return was == now


def _field(record: Planned, name: str) -> str:
    """The field of a record that is compared; of a comment the one that gives it."""
    if name != "comment":
        return name
    given = (field for field in ("late", "cancelled", "remark") if record.__dict__.get(field))
    return next(given, "late")


def _told(value: object) -> str:
    if isinstance(value, LocalisedText):
        value = next(iter(value.root.values()), "")
    if isinstance(value, tuple):
        value = "; ".join(value)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return shown(plain_number(value) if isinstance(value, float) else value)


def reported_states_stay(project: Project) -> Iterator[Problem]:
    """What was reported as still to come did not come in that period after all; what was reported
    as given up does not come back."""
    for number, last, row, record in _rows(project):
        if not isinstance(row, KeptPoint | KeptPending):
            continue
        day = came(record)
        if row.is_pending and day and day.first <= last:
            name = "delivered" if isinstance(record, Deliverable) else "reached"
            message = (
                f"{name}: period {number} reported {record.id} as still to come on {last}, and "
                f"{day} is not later. Write the day of the present period on which it came, or "
                f"{_reopen(number)}"
            )
            yield _problem(project, record, name, message, "reported")
        elif isinstance(row, KeptPoint) and row.is_back(record):
            message = (
                f"period {number} reported {record.id} as {row.status}, and nothing here says so. "
                f"Put it back, or {_reopen(number)}"
            )
            yield _problem(project, record, "", message, "reported")


def due_dates_move_only_ahead(project: Project) -> Iterator[Problem]:
    """The due date of a deliverable or milestone moves only while it is pending, and from a day
    after the closed period to another one."""
    start = project.facts.start
    for number, last, row, record in _rows(project):
        due = record.__dict__.get("due")
        if not isinstance(row, KeptPoint | KeptPending) or not isinstance(due, PlannedDate):
            continue
        old, new = row.due.last_day(start), due.last_day(start)
        if old == new:
            continue
        if isinstance(row, KeptPoint) and not row.is_pending:
            said = f"period {number} reported {record.id} as {row.status}, and {_KEEPS}"
        elif old <= last:
            said = f"{record.id} was due by the end of period {number} ({last}), {_STAYS_LATE}"
        elif new <= last:
            said = f"{due} lies in period {number} or before it, {_ONLY_LATER.format(last=last)}"
        else:
            continue
        message = f"due: {said} Write “due: {row.due}” again, or {_reopen(number)}"
        yield _problem(project, record, "due", message, "due-date")


_KEEPS = "what has come or was given up keeps its due date."
_STAYS_LATE = (
    "which is closed, and what is late keeps its due date. Say in “late” why it comes later."
)
_ONLY_LATER = "which is closed ({last}): a due date moves to a later day only."


def reported_evidence_is_still_counted(project: Project) -> Iterator[Problem]:
    """An outcome that an indicator counted in a report is still there, counted, with its date."""
    for file, kept in _kept(project):
        number = kept_number(file)
        ids = {row.indicator for row in kept.evidence}
        there = (i for i in project.by_id(Indicator).values() if i.id in ids)
        counted = {i.id: {outcome.id for outcome in project.counted(i)} for i in there}
        for at, row in enumerate(kept.evidence):
            outcome = project.outcomes.get(row.outcome)
            if outcome is None:
                message = (
                    f"outcome: period {number} counted {shown(row.outcome)} for "
                    f"{shown(row.indicator)}, and there is no such outcome. Bring it back, or "
                    f"{_reopen(number)}"
                )
                yield project.problem(file, ("evidence", at, "outcome"), message, "reported")
            elif row.indicator in counted and outcome.id not in counted[row.indicator]:
                message = (
                    f"period {number} counted it for {row.indicator}, which does not count it any "
                    f"more. Put back what has changed, or {_reopen(number)}"
                )
                yield _problem(project, outcome, "", message, "reported")
            elif row.date and row.date != outcome.date:
                message = (
                    f"date: period {number} counted it for {shown(row.indicator)} with the date "
                    f"{row.date}. Put it back, or {_reopen(number)}"
                )
                yield _problem(project, outcome, "date", message, "reported")


def _problem(project: Project, record: FiledRecord, field: str, message: str, code: str) -> Problem:
    file = project.own.file(kind_of(record), record.id)
    # Of a text in several languages the one in the default language is meant.
    path = (field, project.default_locale) if field else ()
    return project.problem(file, path, message, code)


def _reopen(number: int) -> str:
    return f"reopen period {number} by deleting {kept_file(number)}."
