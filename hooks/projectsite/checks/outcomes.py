"""What the project did and made."""

from __future__ import annotations

from collections.abc import Iterator

from ..loading import Loaded
from ..problems import Problem
from ..reading import Path_
from ..vocabulary import Period, Relation, Status
from .telling import told


def outcomes_belong_somewhere(loaded: Loaded) -> Iterator[Problem]:
    """An outcome belongs to a work package, or says that it is context."""
    for id, outcome in loaded.project.outcomes.items():
        if outcome.work_package is None and outcome.relation is not Relation.CONTEXT:
            message = "work_package: the outcome names none. Name one, or write relation: context."
            yield told(loaded, f"data/outcomes/{id}.yml", (), message, "no-work-package")


def dates_lie_within_the_project(loaded: Loaded) -> Iterator[Problem]:
    """An outcome came about while the project ran, or says that it was before or after."""
    facts = loaded.project.facts
    for id, outcome in loaded.project.outcomes.items():
        if not outcome.date:
            continue
        before = outcome.date.last < facts.start.first
        after = outcome.date.first > facts.end.last
        period = Period.BEFORE if before else Period.AFTER if after else None
        if outcome.period is not period:
            where = f"lies {period} the project" if period else "lies within the project"
            mend = f"Add “period: {period}”." if period else "Take “period” out."
            message = f"date: {outcome.date} {where} ({facts.start} to {facts.end}). {mend}"
            yield told(loaded, f"data/outcomes/{id}.yml", ("date",), message, "period")


def done_outcomes_have_a_date(loaded: Loaded) -> Iterator[Problem]:
    """A done outcome has a date, or says that no source tells it."""
    for id, outcome in loaded.project.outcomes.items():
        file = f"data/outcomes/{id}.yml"
        if outcome.date and outcome.date_unknown:
            message = "date_unknown: the date is there. Take this line out."
            yield told(loaded, file, ("date_unknown",), message, "date-unknown")
        elif outcome.status is Status.DONE and not outcome.date and not outcome.date_unknown:
            message = "date: a done outcome has one. Add it, or “date_unknown: yes”."
            yield told(loaded, file, ("status",), message, "date-unknown")


def planned_outcomes_have_no_files(loaded: Loaded) -> Iterator[Problem]:
    """What is only planned has brought no result yet."""
    for id, outcome in loaded.project.outcomes.items():
        if outcome.status is Status.PLANNED and outcome.files:
            message = "files: the outcome is planned, yet it has a file. Write “status: done”."
            yield told(loaded, f"data/outcomes/{id}.yml", ("files",), message, "planned-file")


def outcomes_differ(loaded: Loaded) -> Iterator[Problem]:
    """No two outcomes have the same title and date."""
    default = loaded.project.default_locale
    seen: dict[tuple[str, str], str] = {}
    for id, outcome in sorted(loaded.project.outcomes.items()):
        title = outcome.title.root.get(default, "").casefold()
        key = (title, str(outcome.date or ""))
        if title and key in seen:
            message = f"title: {seen[key]} has the same title and date. Is it the same outcome?"
            yield told(
                loaded, f"data/outcomes/{id}.yml", ("title", default), message, "same-outcome"
            )
        seen.setdefault(key, id)


def files_are_there(loaded: Loaded) -> Iterator[Problem]:
    """A file lies in docs/assets/, and its name begins with the id of its outcome."""
    assets = loaded.root / "docs/assets"
    for id, outcome in loaded.project.outcomes.items():
        for at, item in enumerate(outcome.files):
            path: Path_ = ("files", at, "file")
            file = f"data/outcomes/{id}.yml"
            if not item.file.startswith(id):
                message = f"files: the name of the file begins with the id: {id}-{item.file}."
                yield told(loaded, file, path, message, "file-name")
            elif not (assets / item.file).is_file():
                message = f"files: there is no file docs/assets/{item.file}. Upload it there."
                yield told(loaded, file, path, message, "missing-file")
