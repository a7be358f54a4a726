"""The plan of the grant agreement: deliverables, milestones and tasks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..facts.model import WorkPackage
from ..facts.plan import Deliverable, Milestone, Planned, Task
from ..facts.project import Project
from ..facts.results import Activity, Indicator
from ..files.layout import ASSETS, EFFORT, PROJECT, file_stem
from ..files.yaml.sheets import Keys
from ..problems import Problem, shown
from ..words.dates import PlannedDate


def plan_lies_within_the_project(project: Project) -> Iterator[Problem]:
    """What is planned ends within the project, or a remark says why not."""
    facts = project.facts
    months = facts.duration
    if facts.end.first < facts.start.first:
        return  # project_ends_after_it_starts reports it
    for file, record in project.of(Planned):
        for name, value in record.__dict__.items():
            if not isinstance(value, PlannedDate) or record.remark:
                continue
            day = value.in_calendar(facts.start)
            if value.month > months or day.first > facts.end.last:
                message = (
                    f"{name}: {value} comes after the end of the project ({facts.end}, month "
                    f"{months}). Correct it, or say why in “remark”."
                )
            elif day.last < facts.start.first:
                message = f"{name}: {value} comes before the project ({facts.start}). Correct it."
            else:
                continue
            yield project.problem(file, (name,), message, "outside-project")


def periods_follow_each_other(project: Project) -> Iterator[Problem]:
    """A reporting period ends after it begins, and begins after the one before it."""
    start, before = project.facts.start, None
    for at, period in enumerate(project.facts.periods):
        first, last = period.start.first_day(start), period.end.last_day(start)
        if last < first:
            message = f"end: {period.end} comes before {period.start}. Mend one of them."
            yield project.problem(PROJECT, ("periods", at, "end"), message, "end-before-start")
        elif before and first <= before:
            message = f"start: {period.start} lies in the period before. Mend one of them."
            yield project.problem(PROJECT, ("periods", at, "start"), message, "period")
        before = last


def tasks_end_after_they_begin(project: Project) -> Iterator[Problem]:
    """A task does not end before it begins."""
    start = project.facts.start
    for file, task in project.of(Task):
        if task.end.last_day(start) < task.start.first_day(start):
            message = f"end: {task.end} comes before the start, {task.start}. Mend one of them."
            yield project.problem(file, ("end",), message, "end-before-start")


def codes_fit_their_work_package(project: Project) -> Iterator[Problem]:
    """The number before the point of a task's code is that of its work package."""
    for file, task in project.of(Task):
        number = task.id.removeprefix("T").partition(".")[0]
        if task.work_package != f"WP{number}":
            message = f"work_package: {task.id} is a task of WP{number}. Mend one of them."
            yield project.problem(file, ("work_package",), message, "code")


def came_in_order(project: Project) -> Iterator[Problem]:
    """What was accepted was delivered before; what was cancelled did not come."""
    for file, record in project.of(Deliverable):
        if record.accepted and not record.delivered:
            message = "accepted: add “delivered: …”, the day on which it was submitted."
            yield project.problem(file, ("accepted",), message, "missing-field")
        elif record.accepted and record.delivered and record.accepted.last < record.delivered.first:
            message = f"accepted: {record.accepted} comes before {record.delivered}. Mend one."
            yield project.problem(file, ("accepted",), message, "end-before-start")
        if record.cancelled and record.delivered:
            message = "cancelled: it was delivered. Take one of the two lines out."
            yield project.problem(file, ("cancelled",), message, "contradiction")
    for file, milestone in project.of(Milestone):
        if milestone.cancelled and milestone.reached:
            message = "cancelled: it was reached. Take one of the two lines out."
            yield project.problem(file, ("cancelled",), message, "contradiction")


def replacements_lead_on(project: Project) -> Iterator[Problem]:
    """What took the place of a deliverable is another one, and not replaced in a circle."""
    found = project.by_id(Deliverable)
    for file, record in project.of(Deliverable):
        seen, at = {record.id}, record.superseded_by
        while at and at in found and at not in seen:
            seen.add(at)
            at = found[at].superseded_by
        if at == record.id:
            message = f"superseded_by: {shown(at)} leads back here. Name what took its place."
            yield project.problem(file, ("superseded_by",), message, "itself")


def only_public_files_are_published(project: Project) -> Iterator[Problem]:
    """Of a deliverable that is not public no file is published, wherever it lies in docs/assets/
    and however its name writes the code: d2-1, D2.1, d02_1."""
    folder = project.root / ASSETS
    paths = sorted(folder.rglob("*")) if folder.is_dir() else []
    names = [path.relative_to(folder).as_posix() for path in paths if path.is_file()]
    published = {record.file for record in project.by_id(Deliverable).values() if record.is_public}
    for file, record in project.of(Deliverable):
        level = record.level or "without a level"
        if record.is_public:
            if record.file:
                path: Keys = ("file",)
                stem = file_stem(record.id)
                yield from file_is_there(project, file, path, record.file, stem, names)
            continue
        if record.file:
            message = (
                f"file: {record.id} is {level}, and only files that are PU (public) are published. "
                f"Take the line out, and {ASSETS}/{record.file} too."
            )
            yield project.problem(file, ("file",), message, "not-public")
            continue
        form = _code_in_a_name(record.id)
        for name in names:
            if name not in published and form.search(name.lower()):
                message = (
                    f"{record.id} is {level}, and everybody can download {ASSETS}/{name}. Take the "
                    "file out; or rename it, if it is another one."
                )
                yield project.problem(file, (), message, "not-public")


def _code_in_a_name(code: str) -> re.Pattern[str]:
    """D2.1 as names of files write it: with any sign between its parts, or none, and noughts."""
    letters, *numbers = re.findall(r"[A-Z]+|[0-9]+", code)
    between = r"[\W_]*0*"
    return re.compile(rf"(?<![a-z0-9]){letters.lower()}{between}{between.join(numbers)}(?![0-9])")


def file_is_there(
    project: Project, file: str, path: Keys, name: str, stem: str, names: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with a file that a record names at the keys: its name begins as that of the
    record, and it is one of those in docs/assets/."""
    if not name.startswith((f"{stem}-", f"{stem}.")):
        message = f"file: its name begins with {stem}. Call it {stem}-{name}."
        yield project.problem(file, path, message, "file-name")
    elif name not in names:
        message = f"file: there is no file {ASSETS}/{name}. Upload it there."
        yield project.problem(file, path, message, "missing-file")


def delivered_things_have_a_date(project: Project) -> Iterator[Problem]:
    """A deliverable with a file or a DOI was delivered."""
    for file, record in project.of(Deliverable):
        for name in ("file", "doi"):
            if getattr(record, name) and not record.delivered:
                message = f"{name}: add “delivered: …”, the day on which it was submitted."
                yield project.problem(file, (name,), message, "missing-field")


def indicators_are_measured_or_counted(project: Project) -> Iterator[Problem]:
    """An indicator is measured, with the date, or counted from the records."""
    for file, record in project.of(Indicator):
        if record.counts and record.value is not None:
            message = "value: it is counted from the records. Take “value” or “counts” out."
            yield project.problem(file, ("value",), message, "contradiction")
        if record.value is not None and not record.measured:
            message = "value: add “measured: …”, the date of this figure."
            yield project.problem(file, ("value",), message, "missing-field")


LONGEST_REASON = 200
"""Characters; the portal's form of a dissemination activity takes no more."""


def reasons_are_short(project: Project) -> Iterator[Problem]:
    """What an activity is for fits into the funder's form, in every language."""
    for file, record in project.of(Activity):
        for locale, said in record.why.root.items() if record.why else ():
            if len(said) > LONGEST_REASON:
                message = (
                    f"why: {len(said)} characters are more than the {LONGEST_REASON} that the "
                    "funder's form takes. Shorten it."
                )
                yield project.problem(file, ("why", locale), message, "too-long")


def effort_is_told_once(project: Project) -> Iterator[Problem]:
    """No partner has two entries in a work package, and who leads one works in it."""
    seen = set()
    for at, effort in enumerate(project.effort):
        if (pair := (effort.work_package, effort.cluster)) in seen:
            message = (
                f"effort: {pair[1]} has its months in {pair[0]} already. Put the two together."
            )
            yield project.problem(EFFORT, ("effort", at), message, "twice")
        seen.add(pair)
    counted = {work_package for work_package, _ in seen}
    for file, package in project.of(WorkPackage):
        known = package.lead in project.clusters
        if known and package.id in counted and (package.id, package.lead) not in seen:
            message = (
                f"lead: {package.lead} leads {package.id} and has no person-months in it. Add them "
                f"to {EFFORT}, or correct the lead."
            )
            yield project.problem(file, ("lead",), message, "effort")


def dois_name_one_deliverable(project: Project) -> Iterator[Problem]:
    """No two deliverables have the same DOI."""
    told: dict[str, str] = {}
    for file, record in project.of(Deliverable):
        if record.doi and (other := told.setdefault(record.doi.lower(), record.id)) != record.id:
            message = f"doi: {record.doi} is that of {other}. Mend one of them."
            yield project.problem(file, ("doi",), message, "twice")
