"""A new record with marked gaps, which the check reports until they are filled in."""

from __future__ import annotations

from pathlib import Path

from ..files.layout import record_file
from ..files.names import slug
from ..files.sheets import GAP
from ..problems import Problem, ProblemsFound
from .project import Project
from .vocabulary import OutcomeType, Status


def draft_outcome(project: Project, title: str) -> Path:
    """Write data/outcomes/<id>.yml for a title; returns the file.

    Raises ProblemsFound when no id can be made of the title, or the id is taken.
    """
    id = slug(title)
    file = record_file("outcomes", id)
    path = project.root / file
    if not len(id) >= 2:
        raise ProblemsFound([Problem(file, 0, 0, "give it a title in letters.", "form")])
    if path.exists():
        raise ProblemsFound([Problem(file, 0, 0, "this outcome is there already.", "duplicate-id")])
    # What can be chosen stands in comments: an editor need not look it up.
    packages = ", ".join(project.work_packages)
    lines = [
        "# yaml-language-server: $schema=../schema/outcome.schema.json",
        f"# Shown at /outcomes/{id}/ and in the lists of outcomes.",
        f"id: {id}",
        "title:",
        f"  {project.default_locale}: {_quoted(title)}",
        "summary:",
        f"  {project.default_locale}: {GAP}",
        f"type: {GAP} # {', '.join(OutcomeType)}",
        "relation: project",
        f"status: {GAP} # {', '.join(Status)}; a done outcome also needs a date",
        f"work_package: {GAP} # {packages}",
        f"clusters: [{', '.join(project.clusters)}] # take out those that did not take part",
        "sources:",
        f"  - url: {GAP}",
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _quoted(text: str) -> str:
    # Double quotes hold any title: one with a colon, or one that begins with a sign of YAML.
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
