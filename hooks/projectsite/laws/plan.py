"""The project document: objectives, work packages, months, contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..facts.funding import ENGLISH, Sentences, in_force, said_whole, sentences_of
from ..facts.model import ProjectFacts, WorkPackage
from ..facts.plan import Deliverable
from ..facts.programmes import programme
from ..facts.project import Project
from ..files.layout import OBJECTIVES, PROJECT
from ..files.yaml.sheets import Keys
from ..problems import Problem, shown, unknown
from ..words.text import LocalisedText
from .references import repeated


def objectives_are_listed_once(project: Project) -> Iterator[Problem]:
    """No two objectives have the same id, and a specific one has the objective it belongs to."""
    file, field = OBJECTIVES, ("objectives", "id")
    if not project.objectives:
        return
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


def sentences_are_whole(project: Project) -> Iterator[Problem]:
    """At any time the funding sentence and the disclaimer can be said: what they name is known, the
    granting authority and the number of the grant agreement, and one language has both."""
    facts = project.facts
    dated = (wording.valid_from.first for wording in facts.funding if wording.valid_from)
    told: set[str] = set()
    for day in (date.min, *dated):
        sentences = sentences_of(facts, day)
        if lacking := sorted(_lacking(facts, sentences)):
            for name in set(lacking) - told:
                told.add(name)
                message = (
                    f"programme: the sentences of {facts.programme} name the {_NAMED[name]}. Add "
                    f"{_REMEDIES[name]}; or the wording of your grant agreement as “funding”."
                )
                yield project.problem(PROJECT, ("programme",), message, "missing-field")
        elif not said_whole(facts, sentences).keys() & {ENGLISH, project.default_locale}:
            own = in_force(facts, day)
            path: Keys = ("funding", facts.funding.index(own)) if own else ("programme",)
            message = (
                "funding: the sentence and the disclaimer are in no language together. Write both "
                f"in “{project.default_locale}”."
            )
            yield project.problem(PROJECT, path, message, "missing-text")


_NAMED = {"authority": "granting authority", "number": "number of the grant agreement"}
_REMEDIES = {
    "authority": "“granting_authority: …”, as the grant agreement names it",
    "number": "“number: …” below “grant”",
}


def _lacking(facts: ProjectFacts, sentences: Sentences) -> set[str]:
    """What sentences of the programme name and nobody has told."""
    known = {
        "authority": bool(facts.granting_authority),
        "number": bool(facts.grant and facts.grant.number),
    }
    law = programme(facts.programme).sentences
    needed = {name for text in sentences if text in law for name in _braces(text)}
    return needed - {name for name, there in known.items() if there}


def _braces(text: LocalisedText) -> set[str]:
    return {name for said in text.root.values() for name in _BRACES.findall(said)}


_BRACES = re.compile(r"\{(\w*)\}")


def own_sentences_can_be_filled_in(project: Project) -> Iterator[Problem]:
    """Braces in the project's own wording hold what the site knows."""
    facts = project.facts
    filled = {"authority": facts.granting_authority, "number": facts.grant and facts.grant.number}
    for at, wording in enumerate(facts.funding):
        for name in ("statement", "disclaimer"):
            text = getattr(wording, name)
            for locale, said in text.root.items() if text else ():
                for brace in _BRACES.findall(said):
                    if not filled.get(brace):
                        message = (
                            f"funding: {{{shown(brace)}}} stands for nothing here. Write it out."
                        )
                        path: Keys = ("funding", at, name, locale)
                        yield project.problem(PROJECT, path, message, "braces")


def codes_are_in_the_lists_of_the_programme(project: Project) -> Iterator[Problem]:
    """Types and dissemination levels of deliverables are in the lists of the programme."""
    law = programme(project.facts.programme)
    for file, record in project.of(Deliverable):
        for name, known in (("nature", law.natures), ("level", law.levels)):
            code = getattr(record, name)
            if code and known and code not in known:
                message = f"{name}: {law.name} has no {name} {code}. Known: {', '.join(known)}."
                yield project.problem(file, (name,), message, "unknown-value")


def money_adds_up(project: Project) -> Iterator[Problem]:
    """The Union pays no more than the whole cost."""
    grant = project.facts.grant
    if grant and grant.budget and grant.contribution and grant.contribution > grant.budget:
        message = (
            f"contribution: {grant.contribution:,} is more than the whole cost, "
            f"{grant.budget:,}. Mend one of them."
        )
        yield project.problem(PROJECT, ("grant", "contribution"), message, "out-of-range")


def work_packages_name_objectives(project: Project) -> Iterator[Problem]:
    """Every work package names an objective, but for the one that manages the project, and in a
    project that lists none."""
    for file, package in project.of(WorkPackage):
        if project.objectives and not package.objectives and not package.management:
            message = (
                "objectives: the work package names none. Add those that it serves, as "
                "“objectives: [O1.1]”; or “management: yes”."
            )
            yield project.problem(file, (), message, "no-objective")


def objectives_are_served(project: Project) -> Iterator[Problem]:
    """Every objective that no other is a part of is served by a work package."""
    file = OBJECTIVES
    objectives = project.objectives
    if not objectives:
        return
    divided = {objective.parent for objective in objectives.values()}
    for at, item in enumerate(project.sheets[file].value["objectives"]):
        id = item["id"]
        if id not in divided and not project.work_packages_of[id]:
            message = f"{id}: no work package names this objective. Add it to one."
            yield project.problem(file, ("objectives", at), message, "objective-not-served")
