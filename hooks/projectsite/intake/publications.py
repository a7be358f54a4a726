"""The references of a library become publications of the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from ..facts.folders import PUBLICATIONS
from ..facts.project import Project
from ..facts.results import Publication
from ..files.bounded import bounded
from ..files.names import slug
from ..problems import Problem, ProblemsFound, shown
from ..words.web import doi_url
from .proposal import Taken
from .records import problems_of, written
from .references import Reference, read_references
from .tables import first_problems

_NEEDED = {
    "title": "nothing says what it is called (title).",
    "authors": "nothing says who wrote it (author).",
    "venue": "nothing says where it was published (journal, booktitle, publisher …).",
    "date": "nothing says when it was published (year).",
}

_OPEN = "Where everybody can read it without paying, add: open_access: yes"
"""No library says so, and without this line the page says that it is for subscribers."""


def take_publications(project: Project, path: Path, document: str) -> Taken:
    """The publications of a .bib or .json file; those whose DOI the project has are left alone.

    Their source is a document of the project, or else the page of the publication. Raises
    ProblemsFound with every reference that cannot be one; nothing is written here.
    """
    return bounded(path.name, lambda: _taken(project, path, document))


def _taken(project: Project, path: Path, document: str) -> Taken:
    references, unread = read_references(path)
    taken = Taken()
    told = first_problems(path, chain(unread, _wrong(project, path, references, document, taken)))
    if told:
        raise ProblemsFound(told)
    return taken


def _wrong(
    project: Project, path: Path, references: Iterable[Reference], document: str, taken: Taken
) -> Iterator[Problem]:
    known = {record.doi.lower(): file for file, record in project.of(Publication) if record.doi}
    seen: dict[str, int] = {}
    for one in references:
        if file := known.get(one.doi.lower()):
            taken.known.append(
                f"{file}: kept, as it has the DOI of “{shown(one.key)}” (line {one.line})."
            )
            continue
        for said, code in _take(project, one, document, taken, seen):
            message = f"{shown(one.key)}: {said}"
            yield Problem(path.name, one.line, 0, message, code)


def _take(
    project: Project, one: Reference, document: str, taken: Taken, seen: dict[str, int]
) -> Iterator[tuple[str, str]]:
    missing = [said for name, said in _NEEDED.items() if not getattr(one, name)]
    if missing:
        remedy = "Add it, or take the entry out of the file."
        yield from ((f"{said} {remedy}", "missing-field") for said in missing)
        return
    if not (id := _id(one)):
        yield (
            "give it a key of two Latin letters or more, for the name of its file.",
            "form",
        )
        return
    if not (document or one.doi or one.url):
        said = "it has no DOI and no address to be its source. Name a document: --document ID."
        yield said, "source"
        return
    for name in filter(None, (id, one.doi.lower())):
        if name in seen:
            yield f"{shown(name)} stands in line {seen[name]} already.", "twice"
            return
        seen[name] = one.line
    text = written(_fields(one, id, project.default_locale, document), _OPEN)
    for problem in problems_of(PUBLICATIONS, text, id, project.default_locale):
        # Its source is made of its own DOI or address: what is wrong there is told of these.
        if not problem.message.startswith("sources"):
            yield problem.message, problem.code
    taken.sort(project.root, project.own.file(PUBLICATIONS, id), text)


def _id(one: Reference) -> str:
    """The key as an id; of one that is an address or a number, as some programs make them, the
    title."""
    named = one.key if any(map(str.isalpha, one.key)) and "/" not in one.key else one.title
    id = slug(named)
    return id if len(id) > 1 else ""


def _fields(one: Reference, id: str, language: str, document: str) -> dict[str, Any]:
    page = doi_url(one.doi) if one.doi else one.url
    fields = {
        "id": id,
        "title": {language: one.title},
        "authors": list(one.authors),
        "venue": one.venue,
        "date": one.date,
        "doi": one.doi,
        # The address of what has a DOI is that of the DOI.
        "url": "" if one.doi else one.url,
        "sources": [{"document": document} if document else {"url": page}],
    }
    return {name: value for name, value in fields.items() if value}
