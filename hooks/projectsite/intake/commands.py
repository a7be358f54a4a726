"""The commands init, import, intake and read-deck."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from ..exchange.trial import problems_of
from ..facts.folders import (
    CLUSTERS,
    DELIVERABLES,
    MILESTONES,
    PUBLICATIONS,
    TASKS,
    WORK_PACKAGES,
    Kind,
)
from ..facts.loading import load_project
from ..facts.model import Partnership
from ..facts.project import Project
from ..files.bounded import bounded
from ..files.layout import PROJECT
from ..files.lock import alone
from ..files.state.stamp import today
from ..files.texts import LIMIT_BYTES, LIMIT_PROBLEMS, read_text
from ..files.writing import write_files
from ..problems import Problem, ProblemsFound, report, shown
from ..site import load_site
from ..words.text import Locale
from .answers import Refused, Wrong, code_span, read_answers
from .decks.comparing import Comparison
from .decks.facts import as_yaml
from .decks.file import read_slides
from .decks.reading import facts_in
from .filing import filed
from .forms import forms_of
from .proposal import Proposal, Taken, partner_names
from .publications import take_publications
from .starting import GRANT_AGREEMENT, Answers, start_project

TABLES: Mapping[str, Kind | None] = {
    "partners": CLUSTERS,
    "work-packages": WORK_PACKAGES,
    "tasks": TASKS,
    "deliverables": DELIVERABLES,
    "milestones": MILESTONES,
    # No table: BibTeX or CSL-JSON.
    "publications": PUBLICATIONS,
    # A line a partner, a column a work package.
    "effort": None,
}
"""What can be imported, by what it is called on the command line."""


def init_command(folder: Path, answers: Answers) -> int:
    """Begin a project; returns the exit status."""
    try:
        count = start_project(folder, answers)
    except (ProblemsFound, OSError) as error:
        problems = (
            error.problems if isinstance(error, ProblemsFound) else _unwritable(folder, error)
        )
        print(report(problems, "Nothing was written."))
        return 1
    print(f"{folder}: a project with {count} partners. Read its README.md, or: make site")
    for path in sorted(folder.glob("*.po")):
        print(f"{path}: to translate. Then: projectsite translations import {path.name}")
    return 0


def _unwritable(folder: Path, error: OSError) -> list[Problem]:
    # shutil reports what cannot be copied in a list of (from, to, why).
    why = error.args[0][0][-1] if isinstance(error, shutil.Error) else error.strerror or error
    message = f"the folder cannot be written: {shown(str(why), 200)}."
    return [Problem(str(folder), 0, 0, message, "file-unwritable")]


def table_command(root: Path, name: str, table: Path, document: str) -> int:
    """Take a table of the proposal, or a file of references, into a project; returns the exit
    status."""
    try:
        with alone(root):
            taken = _taken(load_project(root), TABLES[name], table, document)
            if wrong := problems_of(root, taken.files):
                raise ProblemsFound(wrong)
            write_files(root, taken.files)
    except ProblemsFound as found:
        print(report(found.problems, "Nothing was written.", LIMIT_PROBLEMS + 1))
        return 1
    for file in taken.files:
        print(f"{file}: written.")
    for file in taken.kept:
        print(f"{file}: kept, as it says something else than {shown(table.name)}.")
    for said in taken.known:
        print(said)
    kept = len(taken.kept) + len(taken.known)
    print(f"{len(taken.files)} new, {len(taken.same)} the same, {kept} kept.")
    return 0


def _taken(project: Project, kind: Kind | None, table: Path, document: str) -> Taken:
    if kind is PUBLICATIONS:
        return take_publications(project, table, document)
    source = document or _source(project)
    names = partner_names(project.clusters)
    months = project.facts.duration
    where, language = (project.root, project.own), project.default_locale
    proposal = Proposal(*where, language, source, names, months)
    return proposal.take(kind, table) if kind else proposal.take_effort(table)


def deck_command(root: Path, file: Path, language: str, *, compare: bool) -> int:
    """Print the facts of slides as YAML; or where they differ from the data. Returns the exit
    status: 1 where they do, or where the file cannot be read."""
    try:
        site = load_site(root)
        project = site.project
        names = {wording("work_package.one") for wording in site.wordings.values()}
        known = [record.name for _, record in project.of(Partnership)]
        facts = bounded(file.name, lambda: facts_in(read_slides(file), names, known))
        locale = _language(project, language or facts.language)
        if not compare:
            text = as_yaml(facts._replace(language=locale), shown(file.name))
            # Bytes: the encoding of a terminal must not change the file.
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()
            return 0
        found = list(Comparison(project, facts, locale, today()).differences())
    except ProblemsFound as problems:
        print(report(problems.problems, ""))
        return 1
    print("\n".join(map(str, found)) or f"{file.name} says what the data say.")
    return 1 if found else 0


def _language(project: Project, said: str) -> Locale:
    """The language of slides, which is one of the project's; else its default one."""
    known = (locale for locale in project.locales if said in (locale, f"{locale}-{said[-2:]}"))
    return next(known, project.default_locale)


def intake_command(root: Path, body: Path) -> int:
    """Make files of a filled form; prints the answer in Markdown, and returns the exit status."""
    try:
        with alone(root):
            project = load_project(root)
            filing = filed(project, read_answers(_body(body), forms_of(project)))
            write_files(root, filing.files)
    except Refused as refused:
        print("Nothing was written yet. Choose **Edit** in the form above, and mend this:\n")
        print("\n".join(_mend(wrong) for wrong in refused.wrong[:MOST]))
        return 1
    except ProblemsFound as found:
        print("Nothing was written: the project itself has to be mended first, by a colleague.\n")
        print("\n".join(f"- {code_span(str(problem))}" for problem in found.problems[:MOST]))
        return 1
    print("\n\n".join(filing.said))
    return 0


LIMIT_EVENT = 4_000_000
"""Bytes: beside the body of an issue an event tells of the repository and its owner."""


def _body(file: Path) -> str:
    """The body of an issue: what a file holds, or of an event of GitHub (.json) what it tells."""
    event = file.suffix == ".json"
    text = read_text(file, file.name, LIMIT_EVENT if event else LIMIT_BYTES)
    if isinstance(text, Problem):
        raise Refused([Wrong("", text.message)])
    try:
        return str(json.loads(text)["issue"]["body"] or "") if event else text
    except (ValueError, LookupError, TypeError, RecursionError):
        raise Refused([Wrong("", "this is no event of an issue.")]) from None


MOST = 20
"""So much of what is wrong is told at once."""


def _mend(wrong: Wrong) -> str:
    label = f"**{wrong.label}**: " if wrong.label else ""
    return f"- {label}{code_span(wrong.message)}"


def _source(project: Project) -> str:
    """The document that the facts of a proposal come from."""
    known = [document.id for document in project.facts.documents]
    if GRANT_AGREEMENT in known:
        return GRANT_AGREEMENT
    if len(known) == 1:
        return known[0]
    said = "the facts of a table need a source. Name one of the documents: --document ID."
    raise ProblemsFound([Problem(PROJECT, 0, 0, said, "source")])
