"""The project document: objectives, work packages, months, contacts."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.model import Cluster, WorkPackage
from ..facts.project import Project
from ..files.layout import OBJECTIVES, PROJECT
from ..problems import Problem, unknown
from .references import repeated


def objectives_are_listed_once(project: Project) -> Iterator[Problem]:
    """No two objectives have the same id, and a specific one has the objective it belongs to."""
    file, field = OBJECTIVES, ("objectives", "id")
    # From the file: of two with one id, Project.objectives holds the last only.
    ids = [item["id"] for item in project.sheets[file].value["objectives"]]
    yield from repeated(project, file, field, ids, "Renumber one of them.", "duplicate-id")
    for at, id in enumerate(ids):
        parent = project.objectives[id].parent
        if parent and parent not in project.objectives:
            message = f"id: {unknown('objective', parent, ids)}"
            yield project.problem(file, ("objectives", at, "id"), message, "unknown-id")


def documents_are_listed_once(project: Project) -> Iterator[Problem]:
    """No two documents of the project have the same id."""
    field, ids = ("documents", "id"), (document.id for document in project.facts.documents)
    yield from repeated(project, PROJECT, field, ids, "Rename one of them.", "duplicate-id")


def project_ends_after_it_starts(project: Project) -> Iterator[Problem]:
    """The first month comes before the last, and the duration is the time between them."""
    file, facts = PROJECT, project.facts
    for name in ("start", "end"):
        if getattr(facts, name).precision not in ("month", "day"):
            message = f"{name}: the month is needed here. Write it as 2016-11."
            yield project.problem(file, (name,), message, "project-months")
            return
    months = facts.end.months - facts.start.months
    if not 0 < months <= 240:
        message = (
            f"end: {facts.end} does not come after the start, {facts.start}, within twenty years. "
            "Mend one of them."
        )
        yield project.problem(file, ("end",), message, "end-before-start")
    # From November 2016 to November 2018 it is 24 months, or 25 where both are meant as whole.
    elif facts.duration not in (months, months + 1):
        message = (
            f"duration: from {facts.start} to {facts.end} it is {months} or {months + 1} months, "
            f"not {facts.duration}. Mend one of the three."
        )
        yield project.problem(file, ("duration",), message, "project-months")


def programme_has_its_authority(project: Project) -> Iterator[Problem]:
    """Where the disclaimer of the programme names the granting authority, it is known."""
    facts = project.facts
    if facts.programme.names_authority and not facts.granting_authority:
        message = (
            f"programme: the disclaimer of {facts.programme} names the granting authority. Add "
            "“granting_authority: …”, as the grant agreement names it."
        )
        yield project.problem(PROJECT, ("programme",), message, "missing-field")


def work_packages_name_objectives(project: Project) -> Iterator[Problem]:
    """Every work package names an objective, but for the one that manages the project."""
    for file, package in project.of(WorkPackage):
        if not package.objectives and not package.management:
            message = (
                "objectives: the work package names none. Add those that it serves, as "
                "“objectives: [O1.1]”; or “management: yes”."
            )
            yield project.problem(file, (), message, "no-objective")


def objectives_are_served(project: Project) -> Iterator[Problem]:
    """Every objective that no other is a part of is served by a work package."""
    file = OBJECTIVES
    objectives = project.objectives
    divided = {objective.parent for objective in objectives.values()}
    for at, item in enumerate(project.sheets[file].value["objectives"]):
        id = item["id"]
        if id not in divided and not project.work_packages_of[id]:
            message = f"{id}: no work package names this objective. Add it to one."
            yield project.problem(file, ("objectives", at), message, "objective-not-served")


def clusters_have_contacts(project: Project) -> Iterator[Problem]:
    """Every cluster has somebody to write to."""
    for file, cluster in project.of(Cluster):
        if not project.contacts_of(cluster.id):
            message = f"no contact has “cluster: {cluster.id}”. Add a file in data/contacts/."
            yield project.problem(file, (), message, "no-contact")
