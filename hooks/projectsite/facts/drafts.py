"""A new record with marked gaps, which the check reports until they are filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..files.names import slug
from ..files.texts import line_fault
from ..files.writing import write_files
from ..files.yaml.sheets import GAP
from ..problems import Problem, ProblemsFound
from .folders import NEWS, OUTCOMES, Kind
from .project import Project
from .vocabulary import OutcomeType, Status


def draft_outcome(project: Project, title: str) -> Path:
    """Write data/outcomes/<id>.yml for a title; returns the file.

    Raises ProblemsFound when no id can be made of the title, the id is taken, or the file cannot be
    written.
    """
    # What can be chosen stands in comments: an editor need not look it up.
    packages, partners = ", ".join(project.work_packages), ", ".join(project.clusters)
    return _drafted(
        project,
        OUTCOMES,
        title,
        "Shown at {address} and in the lists of outcomes.",
        "summary:",
        f"  {project.default_locale}: {GAP}",
        f"type: {GAP} # {', '.join(OutcomeType)}",
        "relation: project",
        f"status: {GAP} # {', '.join(Status)}; a done outcome also needs a date",
        f"work_package: {GAP} # {packages}",
        f"{project.own.name('clusters')}: [{partners}] # take out those that did not take part",
        "sources:",
        f"  - url: {GAP}",
    )


def draft_news(project: Project, title: str) -> Path:
    """Write data/news/<id>.yml for a title; the rest is as with draft_outcome."""
    return _drafted(
        project,
        NEWS,
        title,
        "Shown at {address} and in the list of news.",
        f"date: {GAP} # the day: 2017-04-25",
        "text:",
        f"  {project.default_locale}: {GAP}",
    )


DRAFTS: Mapping[str, Callable[[Project, str], Path]] = {
    "outcome": draft_outcome,
    "news": draft_news,
}
"""What can be begun, by what it is called on the command line."""


def _drafted(project: Project, kind: Kind, title: str, shown: str, *lines: str) -> Path:
    """Write a record of a kind: its id and title, and the further lines."""
    id = slug(title)
    file = project.own.file(kind, id)
    if fault := line_fault(title):
        raise ProblemsFound([Problem("title", 0, 0, fault, "form")])
    if not len(id) >= 2:
        raise ProblemsFound([Problem(file, 0, 0, "give it a title in letters.", "form")])
    if (project.root / file).exists():
        said = f"this {kind.noun} is there already."
        raise ProblemsFound([Problem(file, 0, 0, said, "duplicate-id")])
    schema = f"../schema/{kind.noun.replace(' ', '-')}.schema.json"
    head = [
        f"# yaml-language-server: $schema={schema}",
        f"# {shown.format(address=f'/{kind.address(id)}')}",
        f"id: {id}",
        "title:",
        f"  {project.default_locale}: {_quoted(title)}",
    ]
    write_files(project.root, {file: "\n".join([*head, *lines]) + "\n"})
    return project.root / file


def _quoted(text: str) -> str:
    # Double quotes hold any title: one with a colon, or one that begins with a sign of YAML.
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
