"""What a filled form asks for becomes data files, tried on a copy of the project first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..exchange.trial import problems_of
from ..facts.folders import CONTACTS, Kind
from ..facts.model import Contact, naming_fields
from ..facts.project import Project
from ..files.layout import LEDGER
from ..files.names import slug
from ..files.yaml.sheets import Keys, Sheet, sheet_of
from ..problems import Problem, ProblemsFound, shown, unknown
from ..site import load_site
from .answers import Answers, Filled, Refused, Wrong
from .changing import DONE, Filing, amended, bare, in_a_form, label_of
from .corrections import corrected
from .forms import (
    CHANGE,
    DOCUMENT,
    NEW,
    PLACE_FIELD,
    RIGHT,
    SECOND,
    SOURCES,
)
from .records import written


def filed(project: Project, filled: Filled) -> Filing:
    """The files that a form asks for; raises Refused with the question that is to be mended.

    Nothing is written. Raises ProblemsFound where the project itself does not pass the check.
    """
    kind = filled.form.kind
    if kind is None:
        filing = corrected(project, filled)
    elif kind is CONTACTS and filled.answers[CHANGE] != NEW:
        filing = _changed_contact(project, filled)
    else:
        filing = _new_record(project, filled, kind)
    if wrong := list(_wrong(project, filled, filing.files)):
        raise Refused(wrong)
    return Filing(filing.files, (*filing.said, *_aside(filled, kind)))


def _aside(filled: Filled, kind: Kind | None) -> Iterator[str]:
    if filled.attachments:
        count = filled.attachments
        files = f"{count} files that were" if count > 1 else "the file that was"
        yield (
            f"Not taken over: {files} dropped into the form. Add what is missing to the proposal "
            "as RECIPES.md says in “Offer a file to download” and “Report news”, or ask the "
            "colleague to."
        )
    if kind and kind is not CONTACTS and label_of(filled, SECOND) and SECOND not in filled.answers:
        yield "It has no translation yet; whoever can adds one by the form “A translation”."


# A new record


def _new_record(project: Project, filled: Filled, kind: Kind) -> Filing:
    name: Keys = ("name",) if kind is CONTACTS else ("title", project.default_locale)
    id = slug(str(filled.answers.get(name, "")))
    file = project.own.file(kind, id)
    wrong = list(_lacking(filled, kind))
    if name in filled.answers and len(id) < 2:
        wrong.append(
            Wrong(label_of(filled, name), "give it in Latin letters: it is in the address.")
        )
    elif id and ((project.root / file).exists() or id in project.ids[kind.noun]):
        said = f"there is {file} already. Give it another one, or say by the form “Something is "
        wrong.append(Wrong(label_of(filled, name), f"{said}wrong” what is to change."))
    if wrong:
        raise Refused(wrong)
    fields = {"id": id} | _fields(project, filled, kind)
    undated = fields.get("status") == "done" and "date" not in fields
    fields |= {"date_unknown": "yes"} if undated else {}
    ordered = {field: fields[field] for field in kind.model.model_fields if field in fields}
    sources = _sources(filled.answers)
    ordered = project.own.fields(ordered | ({"sources": sources} if sources else {}))
    text = written(ordered, f"Shown at /{kind.address(id)}.")
    # YAML has more traps than a form can know: what was written is read again.
    if sheet_of(text, file).value != ordered:
        raise Refused([Wrong("", "the answers hold signs that no data file can. Take them out.")])
    told = (f"A new {kind.noun}: `{file}`. {DONE}",)
    return Filing({file: text}, (*told, _UNDATED) if undated else told)


_UNDATED = "No date was given, so it says that the date is not known."


def _lacking(filled: Filled, kind: Kind) -> Iterator[Wrong]:
    """The questions that a new record needs an answer to."""
    required = {field for field, info in kind.model.model_fields.items() if info.is_required()}
    for question in filled.form.questions:
        needed = question.path[0] in required and SECOND[0] not in question.path
        if question.path == SOURCES:
            if needed and not _sources(filled.answers):
                yield Wrong(question.label, "a fact needs a source. Name one at least.")
        elif needed and question.path not in filled.answers:
            yield Wrong(question.label, "the answer is missing. Fill it in.")


def _fields(project: Project, filled: Filled, kind: Kind) -> dict[str, Any]:
    """The fields of a record that were answered; of a text the languages below each other."""
    answers, second = filled.answers, filled.answers.get(SECOND)
    fields: dict[str, Any] = {}
    texts = [path for path in answers if path[-1:] == SECOND and len(path) == 2]
    if bool(texts) != bool(second):
        said = "say which language it is." if texts else "there is no text in it. Write one."
        raise Refused([Wrong(label_of(filled, SECOND), said)])
    of_records = dict(naming_fields(kind.model))
    for path, answer in answers.items():
        field = str(path[0])
        if field not in kind.model.model_fields or path == SOURCES:
            continue
        if len(path) == 2:
            locale = second if path[1:] == SECOND else project.default_locale
            fields.setdefault(field, {})[locale] = bare(str(answer), str(locale), field)
        elif (reference := of_records.get(field)) and not isinstance(answer, list):
            fields[field] = _named(project, filled, path, reference.noun, answer)
        else:
            fields[field] = bare(answer, field) if isinstance(answer, str) else answer
    return fields


def _named(project: Project, filled: Filled, path: Keys, noun: str, answer: str) -> str | list[str]:
    """The ids that an answer names: by the id, the address of the page, or the name."""
    known = list(project.ids[noun])
    if noun == "contact":
        return _contact(project, filled, path, answer).id
    if noun != "outcome":
        return answer
    found = [line.strip("- /").rpartition("/")[2] for line in answer.split("\n") if line.strip()]
    for id in found:
        if id not in known:
            raise Refused([Wrong(label_of(filled, path), unknown("outcome", id[:200], known))])
    return list(dict.fromkeys(found))


def _contact(project: Project, filled: Filled, path: Keys, name: str) -> Contact:
    """The contact of a name; persons are not listed in messages, which are public."""
    contacts = project.by_id(Contact)
    for contact in contacts.values():
        if slug(name) in (contact.id, slug(contact.name)):
            return contact
    said = f"there is no contact “{shown(name)}”. Write the name as on the page of the contacts."
    raise Refused([Wrong(label_of(filled, path), said)])


def _sources(answers: Answers) -> list[dict[str, str]]:
    lines = [line.strip("-*<> ") for line in str(answers.get(SOURCES, "")).split("\n")]
    found = [{"url": line} for line in dict.fromkeys(filter(None, lines))]
    # Whoever writes http: knows no other address; the reader is told.
    found = [s | ({"http_only": "yes"} if s["url"].startswith("http:") else {}) for s in found]
    document = answers.get(DOCUMENT)
    return [*found, *([{"document": str(document)}] if document else [])]


# A change


def _changed_contact(project: Project, filled: Filled) -> Filing:
    path: Keys = ("name",)
    contact = _contact(project, filled, path, str(filled.answers[path]))
    fields = _fields(project, filled, CONTACTS)
    del fields["name"]
    changes: dict[Keys, str] = {}
    for field, value in fields.items():
        texts = value if isinstance(value, dict) else {"": value}
        changes |= {(field, *filter(None, [key])): text for key, text in texts.items()}
    if not changes:
        raise Refused([Wrong("", "nothing was filled in that could change. Say what is new.")])
    file = project.own.file(CONTACTS, contact.id)
    order = (*CONTACTS.model.model_fields, *project.locales)
    text = amended(project, file, changes, filled, order)
    said = [f"Changed: `{file}`. {DONE}"]
    if _sources(filled.answers):
        said.append("The source is for the colleague, who adds it below “sources” where it fits.")
    return Filing({file: text}, tuple(said))


# What is wrong


def _wrong(project: Project, filled: Filled, files: Mapping[str, str]) -> Iterator[Wrong]:
    """What the check says of the files, with the label of the question that each comes from."""
    problems = problems_of(project.root, files) if files else ()
    sheets = {file: sheet_of(text, file) for file, text in files.items() if file != LEDGER}
    before = _before(project) if any(problem.file not in files for problem in problems) else set()
    for problem in problems:
        if problem in before:
            raise ProblemsFound(before)
        sheet = sheets.get(problem.file)
        label = _asked_at(filled, sheet, problem) if sheet else ""
        said = in_a_form(filled.form, label, problem.message) if sheet else str(problem)
        yield Wrong(label, said)


_OF_PLACES = ("unknown-field", "unknown-language")
"""Codes of what is wrong with the name of a field, not with its value."""


def _before(project: Project) -> set[Problem]:
    """What the check says of the project as it is."""
    try:
        load_site(project.root)
    except ProblemsFound as found:
        return set(found.problems)
    return set()


def _asked_at(filled: Filled, sheet: Sheet, problem: Problem) -> str:
    """The label of the question whose answer stands where a problem is."""
    if filled.form.kind is None:
        return label_of(filled, PLACE_FIELD if problem.code in _OF_PLACES else RIGHT)
    said = re.match(r"([a-z_]+)(?:\.([a-z]{2,3}))?: ", problem.message)
    place = (problem.line, problem.column or 10**6)
    above = [path for path, at in sheet.keys.items() if at <= place]
    path: Keys = max(above, key=lambda path: sheet.keys[path], default=())
    if said and (not path or path[0] != said[1] or problem.line == 1):
        path = tuple(filter(None, said.groups()))
    if path in ((), ("id",)):
        # The name of the file, which is made of the title or name.
        return next(q.label for q in filled.form.questions if q.path[0] in ("title", "name"))
    field = "date" if path[0] == "date_unknown" else path[0]
    second = (field, SECOND[0]) if len(path) == 2 else ()
    asked = next((q.label for q in filled.form.questions if q.path[0] == field), "")
    return label_of(filled, path) or label_of(filled, second) or asked
