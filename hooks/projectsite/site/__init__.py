"""A whole project, read and checked: the one thing that a build starts from.

In: the folder of a project. Out: a Site; or every problem of its records, words and pages.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ..facts.loading import collector_paused, languages_of, load_project
from ..facts.own_words import in_own_words
from ..facts.project import Project
from ..facts.schema import stray_schemas
from ..files.folders import refuse_deep
from ..files.layout import DOCS, OVERRIDES
from ..files.state.history import Commit
from ..files.state.stamp import files_below, no_files
from ..files.texts import LIMIT_PROBLEMS, decoded
from ..laws import check_laws
from ..laws.outcomes import summaries_tell_what_was_to_come
from ..laws.wordings import braces_are_filled_in, facts_have_names, words_are_there
from ..page.edition import EPOCH, Edition
from ..page.rendering import Renderer
from ..problems import Problem, ProblemsFound, file_name
from ..prose.checks import check_page, drawn_page
from ..prose.memory import read_memory
from ..prose.menu import load_menu
from ..prose.pages import ProsePage, load_prose
from ..translations.ledger import read_ledger
from ..translations.states import translations_of
from ..words.wording import load_wordings
from .pages import page_problems
from .site import Site

__all__ = ["Site", "load_site"]

Read = TypeVar("Read")


@in_own_words
@collector_paused()
def load_site(
    root: Path,
    site_url: str = "",
    repo_url: str = "",
    moment: datetime = EPOCH,
    *,
    day: date | None = None,
    history: tuple[Commit, ...] = (),
    release: str = "",
    preview: bool = False,
) -> Site:
    """Read and check data/ and docs/ below a project's root; the rest is that of an Edition. After
    `day` contacts are left out that may not be shown any longer; without it none is.

    Raises ProblemsFound with everything that is wrong, before anything is built. Laws between
    records are told once every record can be read, and macro calls are tried out then.
    """
    refuse_deep(root, DOCS, OVERRIDES)
    # A pipe has no end: nothing is read where there is one.
    found = list(no_files(root, OVERRIDES)) or list(_unread_templates(root))
    project = _gather(found, lambda: load_project(root, day))
    locales = project.locales if project else languages_of(root)
    right = project.spellings if project else ()
    wordings = _gather(found, lambda: load_wordings(root, locales, right)) if locales else None
    prose = _gather(found, lambda: load_prose(root, locales)) if locales else None
    ledger, memory = read_ledger(root), read_memory(root)
    found.extend([*ledger.problems, *memory.problems, *stray_schemas(root)])
    menu = _gather(found, lambda: load_menu(root, right))
    if project:
        found.extend(check_laws(project))
    if found or not (project and wordings and menu and prose is not None):
        raise ProblemsFound([*found, *_alone(prose or (), right)])
    translations = translations_of(project, wordings, prose, ledger)
    older = translations.older
    # Nobody edits an archived copy: it leads to no repository.
    repo_url = "" if project.facts.archive else repo_url
    edition = Edition(
        project, wordings, site_url, repo_url, moment, history, preview, older, release
    )
    taken = _ids(project)
    drawn = {page.file: drawn_page(page, taken) for page in prose}
    render = Renderer(root / OVERRIDES)
    site = Site(root, edition, tuple(prose), drawn, menu, translations, memory, render)
    if problems := _problems(site):
        raise ProblemsFound(problems)
    return site


def _unread_templates(root: Path) -> Iterator[Problem]:
    """Files of overrides/ that cannot be read, and templates and stylesheets that are no text: a
    build would end at them."""
    for path in map(Path, files_below(root / OVERRIDES)):
        read = path.suffix in (".css", ".html") or not os.access(path, os.R_OK)
        text = decoded(path, file_name(path, root)) if read and path.is_file() else ""
        if isinstance(text, Problem):
            yield text


def _alone(prose: Sequence[ProsePage], spellings: Collection[str]) -> Iterator[Problem]:
    """What is wrong on each page, whatever else the project holds."""
    for page in prose:
        yield from islice(check_page(page, drawn_page(page), spellings=spellings), LIMIT_PROBLEMS)


def _problems(site: Site) -> list[Problem]:
    """What records, words and pages ask of each other. Without its words no macro can be tried
    out."""
    project, wordings, overrides = site.project, site.wordings, site.root / OVERRIDES
    return (
        words_are_there(project, wordings, overrides) + facts_have_names(project, wordings)
        or braces_are_filled_in(project, wordings, overrides)
        or [
            *summaries_tell_what_was_to_come(project, wordings[project.default_locale]),
            *page_problems(site),
        ]
    )


def _ids(project: Project) -> frozenset[str]:
    """The ids that the site itself gives to elements of pages of prose, besides those that begin
    with “project-”: the main part, sections of languages, terms and contacts."""
    people = (f"contact-{id}" for id in project.ids["contact"])
    terms = (f"term-{id}" for id in project.terms)
    return frozenset({"content", *project.locales, *project.terms, *terms, *people})


def _gather(found: list[Problem], load: Callable[[], Read]) -> Read | None:
    """What a loader gives; or None, and its problems are noted."""
    try:
        return load()
    except ProblemsFound as problems:
        found.extend(problems.problems)
        return None
