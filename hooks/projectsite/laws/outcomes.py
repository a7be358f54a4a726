"""What the project did and made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts.model import Outcome
from ..facts.project import Project
from ..facts.vocabulary import Period, Relation, Status
from ..files.layout import ASSETS, PROJECT
from ..files.yaml.sheets import Keys
from ..problems import Problem, shown
from ..words.wording import Wording


def outcomes_belong_somewhere(project: Project) -> Iterator[Problem]:
    """What the project did belongs to a work package, unless it is context; news and web pages may
    be about the whole project."""
    for file, outcome in project.of(Outcome):
        needed = outcome.relation is not Relation.CONTEXT and not outcome.type.by_others
        if outcome.work_package is None and needed:
            message = "work_package: the outcome names none. Add one, or write “relation: context”."
            yield project.problem(file, (), message, "no-work-package")
        elif outcome.work_package and outcome.relation is Relation.CONTEXT:
            message = "work_package: a context belongs to none. Take this line out."
            yield project.problem(file, ("work_package",), message, "context-work-package")


def summaries_say_more_than_titles(project: Project) -> Iterator[Problem]:
    """A summary has a word that the title does not have: below it, it would say nothing."""
    for file, outcome in project.of(Outcome):
        for locale, summary in outcome.summary.root.items():
            title = outcome.title.root.get(locale, "")
            if title and _words(summary) <= _words(title):
                message = f"summary.{locale}: it says what the title says. Say why it matters."
                yield project.problem(file, ("summary", locale), message, "same-summary")


def summaries_tell_what_was_to_come(project: Project, words: Wording) -> Iterator[Problem]:
    """The summary of a planned outcome says that it was to come: it stands alone in lists.

    Read in the default language, whose words are given; translations follow it.
    """
    form, code = _to_come(words("known.to_come")), project.default_locale
    for file, outcome in project.of(Outcome):
        if not outcome.promised or outcome.status is not Status.PLANNED:
            continue
        if not form.search(outcome.summary.root.get(code, "")):
            message = (
                f"summary.{code}: the outcome is planned; this reads as if it had happened. "
                "Say that it was to come."
            )
            yield project.problem(file, ("summary", code), message, "told-as-done")


def _to_come(phrases: str) -> re.Pattern[str]:
    """Phrases between semicolons; a star stands for any ending."""
    found = (re.escape(phrase.strip()).replace(r"\*", r"\w*") for phrase in phrases.split(";"))
    return re.compile(rf"\b(?:{'|'.join(filter(None, found))})\b", re.IGNORECASE)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def dates_lie_within_the_project(project: Project) -> Iterator[Problem]:
    """An outcome came about while the project ran, or says that it was before or after."""
    facts = project.facts
    if facts.end.first < facts.start.first:
        return  # project_ends_after_it_starts reports it
    for file, outcome in project.of(Outcome):
        if not outcome.date:
            continue
        before = outcome.date.last < facts.start.first
        after = outcome.date.first > facts.end.last
        period = Period.BEFORE if before else Period.AFTER if after else None
        if outcome.period is not period:
            where = f"lies {period} the project" if period else "lies within the project"
            mend = f"Correct it, or add “period: {period}”." if period else "Take “period” out."
            message = f"date: {outcome.date} {where} ({facts.start} to {facts.end}). {mend}"
            yield project.problem(file, ("date",), message, "period")


def done_outcomes_have_a_date(project: Project) -> Iterator[Problem]:
    """A done outcome has a date, or says that no source tells it."""
    for file, outcome in project.of(Outcome):
        if outcome.date and outcome.date_unknown:
            message = "date_unknown: the date is there. Take this line out."
            yield project.problem(file, ("date_unknown",), message, "date-unknown")
        elif outcome.status is Status.DONE and not outcome.date and not outcome.date_unknown:
            message = "date: a done outcome has one. Add it, or write “date_unknown: yes”."
            yield project.problem(file, ("status",), message, "date-unknown")


def positions_are_of_a_place(project: Project) -> Iterator[Problem]:
    """An outcome with a position names the town that lies there, as the map shows its name."""
    for file, outcome in project.of(Outcome):
        if outcome.position and not outcome.place:
            message = "position: the map needs the name of the town. Add “place: {…}”."
            yield project.problem(file, ("position",), message, "position-without-place")


def pages_are_in_no_country(project: Project) -> Iterator[Problem]:
    """A news item or web page is read everywhere; where its publisher sits is no place of it."""
    for file, outcome in project.of(Outcome):
        if outcome.country and outcome.type.by_others:
            message = "country: news and web pages are in no country. Take this line out."
            yield project.problem(file, ("country",), message, "page-country")


def planned_outcomes_have_no_files(project: Project) -> Iterator[Problem]:
    """What is only planned has brought no result yet, and so no language of one."""
    for file, outcome in project.of(Outcome):
        if outcome.status is Status.PLANNED and outcome.languages:
            message = (
                "languages: a planned outcome has no material yet. Take them out until it is there."
            )
            yield project.problem(file, ("languages",), message, "planned-language")
        if outcome.status is Status.PLANNED and outcome.files:
            message = (
                "files: a planned outcome has none yet. Write “status: done”, or take them out."
            )
            yield project.problem(file, ("files",), message, "planned-file")


def outcomes_differ(project: Project) -> Iterator[Problem]:
    """No two outcomes have the same title and date: one of them was probably copied."""
    default = project.default_locale
    seen: dict[tuple[str, str], str] = {}
    for file, outcome in project.of(Outcome):
        title = outcome.title.root.get(default, "").casefold()
        key = (title, str(outcome.date or ""))
        if title and key in seen:
            message = f"title: {seen[key]} has the same title and date. Take one out, or change it."
            yield project.problem(file, ("title", default), message, "same-outcome")
        seen.setdefault(key, file)


def files_are_there(project: Project) -> Iterator[Problem]:
    """A file lies in docs/assets/, and its name begins with the id of its outcome."""
    assets = project.root / ASSETS
    for file, outcome in project.of(Outcome):
        for at, item in enumerate(outcome.files):
            path: Keys = ("files", at, "file")
            if not item.file.startswith((f"{outcome.id}-", f"{outcome.id}.")):
                wanted = f"{outcome.id}-{item.file}"
                message = f"files: the name of a file begins with the id. Call it {wanted}."
                yield project.problem(file, path, message, "file-name")
            elif not (assets / item.file).is_file():
                message = f"files: there is no file {ASSETS}/{item.file}. Upload it there."
                yield project.problem(file, path, message, "missing-file")


def outcomes_are_about_others(project: Project) -> Iterator[Problem]:
    """No outcome is about itself, or repeats one that repeats it: none of them would count."""
    outcomes = project.outcomes
    for file, outcome in project.of(Outcome):
        for at, other in enumerate(outcome.about):
            if other == outcome.id:
                message = f"about: {shown(other)} is this outcome itself. Take it out."
                yield project.problem(file, ("about", at), message, "itself")
        for at, other in enumerate(outcome.repeats):
            if other == outcome.id:
                message = f"repeats: {shown(other)} is this outcome itself. Take it out."
                yield project.problem(file, ("repeats", at), message, "itself")
            elif other in outcomes and outcomes[other].repeats:
                message = f"repeats: {other} repeats another one itself. Name the first of them."
                yield project.problem(file, ("repeats", at), message, "itself")


def outcomes_follow_earlier_ones(project: Project) -> Iterator[Problem]:
    """What came out of another outcome was not over before that one began."""
    outcomes = project.outcomes
    for file, outcome in project.of(Outcome):
        for at, id in enumerate(outcome.follows):
            other = outcomes.get(id)
            if id == outcome.id:
                message = f"follows: {shown(id)} is this outcome itself. Take it out."
                yield project.problem(file, ("follows", at), message, "itself")
            elif other and other.date and outcome.date and outcome.date.last < other.date.first:
                message = f"follows: {id} came later. Take it out, or correct a date."
                yield project.problem(file, ("follows", at), message, "follows-later")


def lists_name_each_once(project: Project) -> Iterator[Problem]:
    """No list of ids, languages or fields names the same one twice; no fact is inferred twice, and
    no file is listed twice."""
    for file, sheet in project.sheets.items():
        seen: set[tuple[Keys, str]] = set()
        for path, item in sheet.texts if file != PROJECT else ():
            # The two numbers of a position may be equal.
            if not isinstance(path[-1], int) and path[-1] not in ("fact", "file"):
                continue
            listed = path[:-1] if isinstance(path[-1], int) else path[:-2]
            if not listed or listed[-1:] == ("position",):
                continue
            if (listed, item) in seen:
                message = f"{listed[-1]}: {shown(item)} stands here twice. Take one out."
                yield project.problem(file, path, message, "twice")
            seen.add((listed, item))
