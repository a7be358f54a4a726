"""What the project did and made."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.model import Outcome
from ..facts.project import Project
from ..facts.vocabulary import Period, Relation, Status
from ..files.layout import ASSETS, PROJECT
from ..files.sheets import Keys
from ..problems import Problem, shown


def outcomes_belong_somewhere(project: Project) -> Iterator[Problem]:
    """An outcome belongs to a work package, or says that it is context."""
    for file, outcome in project.of(Outcome):
        if outcome.work_package is None and outcome.relation is not Relation.CONTEXT:
            message = "work_package: the outcome names none. Add one, or write “relation: context”."
            yield project.problem(file, (), message, "no-work-package")


def dates_lie_within_the_project(project: Project) -> Iterator[Problem]:
    """An outcome came about while the project ran, or says that it was before or after."""
    facts = project.facts
    if facts.end.first < facts.start.first:
        return  # project_ends_after_it_starts reports it
    for file, outcome in project.of(Outcome):
        if not outcome.date:
            continue
        before = outcome.date.last < facts.start.first
        after = outcome.date.first > facts.end.last
        period = Period.BEFORE if before else Period.AFTER if after else None
        if outcome.period is not period:
            where = f"lies {period} the project" if period else "lies within the project"
            mend = f"Add “period: {period}”." if period else "Take “period” out."
            message = f"date: {outcome.date} {where} ({facts.start} to {facts.end}). {mend}"
            yield project.problem(file, ("date",), message, "period")


def done_outcomes_have_a_date(project: Project) -> Iterator[Problem]:
    """A done outcome has a date, or says that no source tells it."""
    for file, outcome in project.of(Outcome):
        if outcome.date and outcome.date_unknown:
            message = "date_unknown: the date is there. Take this line out."
            yield project.problem(file, ("date_unknown",), message, "date-unknown")
        elif outcome.status is Status.DONE and not outcome.date and not outcome.date_unknown:
            message = "date: a done outcome has one. Add it, or write “date_unknown: yes”."
            yield project.problem(file, ("status",), message, "date-unknown")


def positions_are_of_a_place(project: Project) -> Iterator[Problem]:
    """An outcome with a position names the town that lies there, as the map shows its name."""
    for file, outcome in project.of(Outcome):
        if outcome.position and not outcome.place:
            message = "position: the map needs the name of the town. Add “place: {…}”."
            yield project.problem(file, ("position",), message, "position-without-place")


def planned_outcomes_have_no_files(project: Project) -> Iterator[Problem]:
    """What is only planned has brought no result yet."""
    for file, outcome in project.of(Outcome):
        if outcome.status is Status.PLANNED and outcome.files:
            message = (
                "files: a planned outcome has none yet. Write “status: done”, or take them out."
            )
            yield project.problem(file, ("files",), message, "planned-file")


def outcomes_differ(project: Project) -> Iterator[Problem]:
    """No two outcomes have the same title and date: one of them was probably copied."""
    default = project.default_locale
    seen: dict[tuple[str, str], str] = {}
    for file, outcome in project.of(Outcome):
        title = outcome.title.root.get(default, "").casefold()
        key = (title, str(outcome.date or ""))
        if title and key in seen:
            message = f"title: {seen[key]} has the same title and date. Take one out, or change it."
            yield project.problem(file, ("title", default), message, "same-outcome")
        seen.setdefault(key, file)


def files_are_there(project: Project) -> Iterator[Problem]:
    """A file lies in docs/assets/, and its name begins with the id of its outcome."""
    assets = project.root / ASSETS
    for file, outcome in project.of(Outcome):
        for at, item in enumerate(outcome.files):
            path: Keys = ("files", at, "file")
            if not item.file.startswith((f"{outcome.id}-", f"{outcome.id}.")):
                wanted = f"{outcome.id}-{item.file}"
                message = f"files: the name of a file begins with the id. Call it {wanted}."
                yield project.problem(file, path, message, "file-name")
            elif not (assets / item.file).is_file():
                message = f"files: there is no file {ASSETS}/{item.file}. Upload it there."
                yield project.problem(file, path, message, "missing-file")


def outcomes_are_about_others(project: Project) -> Iterator[Problem]:
    """No outcome is about itself, or repeats one that repeats it: none of them would count."""
    outcomes = project.outcomes
    for file, outcome in project.of(Outcome):
        for at, other in enumerate(outcome.about):
            if other == outcome.id:
                message = f"about: {shown(other)} is this outcome itself. Take it out."
                yield project.problem(file, ("about", at), message, "itself")
        for at, other in enumerate(outcome.repeats):
            if other == outcome.id:
                message = f"repeats: {shown(other)} is this outcome itself. Take it out."
                yield project.problem(file, ("repeats", at), message, "itself")
            elif other in outcomes and outcomes[other].repeats:
                message = f"repeats: {other} repeats another one itself. Name the first of them."
                yield project.problem(file, ("repeats", at), message, "itself")


def lists_name_each_once(project: Project) -> Iterator[Problem]:
    """No list of ids, languages or fields names the same one twice; no fact is inferred twice, and
    no file is listed twice."""
    for file, sheet in project.sheets.items():
        seen: set[tuple[Keys, str]] = set()
        for path, item in sheet.texts if file != PROJECT else ():
            # The two numbers of a position may be equal.
            if not isinstance(path[-1], int) and path[-1] not in ("fact", "file"):
                continue
            listed = path[:-1] if isinstance(path[-1], int) else path[:-2]
            if not listed or listed[-1:] == ("position",):
                continue
            if (listed, item) in seen:
                message = f"{listed[-1]}: {shown(item)} stands here twice. Take one out."
                yield project.problem(file, path, message, "twice")
            seen.add((listed, item))
