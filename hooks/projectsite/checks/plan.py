"""The project document: objectives, work packages, months, contacts."""

from __future__ import annotations

from collections.abc import Iterator

from ..loading import Loaded
from ..problems import Problem, unknown
from ..reading import Path_
from .telling import told


def objectives_are_listed_once(loaded: Loaded) -> Iterator[Problem]:
    """No two objectives have the same id, and a specific one has the objective it belongs to."""
    file = "data/objectives.yml"
    seen: set[str] = set()
    ids = [item["id"] for item in loaded.sheets[file].value["objectives"]]
    for at, id in enumerate(ids):
        path: Path_ = ("objectives", at, "id")
        if id in seen:
            yield told(loaded, file, path, f"id: {id} stands here a second time.", "duplicate-id")
        seen.add(id)
        parent = loaded.project.objectives[id].parent
        if parent and parent not in ids:
            yield told(loaded, file, path, f"id: {unknown('objective', parent, ids)}", "unknown-id")


def project_ends_after_it_starts(loaded: Loaded) -> Iterator[Problem]:
    """The first month comes before the last."""
    facts = loaded.project.facts
    if not 0 < facts.end.months - facts.start.months <= 240:
        message = f"end: {facts.end} is not within twenty years after the start, {facts.start}."
        yield told(loaded, "data/project.yml", ("end",), message, "end-before-start")


def work_packages_name_objectives(loaded: Loaded) -> Iterator[Problem]:
    """Every work package names an objective, but for the one that manages the project."""
    for package in loaded.project.work_packages.values():
        if not package.objectives and not package.management:
            message = "objectives: the work package names none. List the ids that it serves."
            file = f"data/work_packages/{package.slug}.yml"
            yield told(loaded, file, (), message, "no-objective")


def objectives_are_served(loaded: Loaded) -> Iterator[Problem]:
    """Every specific objective is served by a work package."""
    for at, (id, packages) in enumerate(loaded.project.work_packages_of.items()):
        if not packages and loaded.project.objectives[id].parent:
            message = f"{id}: no work package serves this objective. Name it in one."
            path: Path_ = ("objectives", at)
            yield told(loaded, "data/objectives.yml", path, message, "objective-not-served")


def clusters_have_contacts(loaded: Loaded) -> Iterator[Problem]:
    """Every cluster has somebody to write to."""
    for id in loaded.project.clusters:
        if not loaded.project.contacts_of(id):
            message = f"no contact belongs to {id}. Add a file in data/contacts/."
            yield told(loaded, f"data/clusters/{id}.yml", (), message, "no-contact")
