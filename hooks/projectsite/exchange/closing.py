"""A period is closed: its report is written, and what it says is kept in data/reported/."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from ..facts.periods import Period, periods
from ..facts.project import Project
from ..facts.results import Activity
from ..facts.vocabulary import Purpose, State
from ..files.layout import PROJECT, kept_file
from ..files.lock import alone
from ..files.writing import write_files
from ..problems import Problem, ProblemsFound
from ..review.schedule import open_activities, unjustified
from .kept_copy import kept_copy
from .period_report import period_of, reported_edition, write_report
from .trial import problems_of


def close_period(root: Path, number: int, folder: Path, day: date) -> list[Path]:
    """Write the report of a period into a folder, and the kept copy of it into the project; returns
    all files, the kept copy last. `day` is today.

    Raises ProblemsFound for a period that cannot be closed. Nothing is written then.
    """
    with alone(root):
        edition = reported_edition(root)
        period, file = period_of(edition.project, number), kept_file(number)
        if problems := list(open_ends(edition.project, period, day)):
            raise ProblemsFound(problems)
        kept = {file: kept_copy(edition.project, period)}
        if wrong := problems_of(root, kept):
            raise ProblemsFound(wrong)
        before = {*folder.glob("*")}
        written = write_report(edition, number, folder)
        try:
            # Last: a process that is killed before it leaves a period that can be closed again.
            write_files(root, kept)
        except BaseException:
            for path in {*written} - before:
                path.unlink()
            with suppress(OSError):  # it holds other files
                folder.rmdir()
            raise
    return [*written, root / file]


def open_ends(project: Project, period: Period, day: date) -> Iterator[Problem]:
    """Why a period cannot be closed on a day. As the Commission's how-to on continuous reporting
    has it, a report is locked once what is late is justified; and a final report has at least one
    communication activity delivered, and no activity ongoing or postponed."""
    file = kept_file(period.number)
    if (project.root / file).exists():
        said = f"period {period.number} is closed already. To report it anew, delete this file."
        yield Problem(file, 0, 0, said, "exists")
        return
    if day <= period.last:
        said = f"period {period.number} ends on {period.last}. Close it when that is past."
        yield _of_period(project, period, said)
        return
    # What is due on the last day of the period is late on the day after; that has come, see above.
    yield from unjustified(project, period.last + timedelta(1))
    if period.number == len(periods(project)):
        yield from open_activities(project)
        yield from _no_communication(project, period)


def _no_communication(project: Project, period: Period) -> Iterator[Problem]:
    """A project that lists its activities has told the public of itself."""
    activities = project.by_id(Activity).values()
    told = (a for a in activities if a.purpose is Purpose.COMMUNICATION)
    if activities and not any(one.state is State.DELIVERED for one in told):
        said = (
            "the final report needs at least one communication activity that was delivered, in "
            "data/activities/."
        )
        yield _of_period(project, period, said)


def _of_period(project: Project, period: Period, said: str) -> Problem:
    path = ("periods", period.number - 1)
    return project.problem(PROJECT, path, f"periods: {said}", "closing")
