"""What comes of a form: files with other values, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..facts.folders import CONTACTS
from ..facts.project import Project
from ..files.texts import read_text
from ..files.yaml.amending import CannotAmend, amend
from ..files.yaml.sheets import Keys, sheet_of
from ..problems import Problem, ProblemsFound
from .answers import Filled, Refused, Wrong
from .forms import PLACE_FIELD, Form


@dataclass(frozen=True)
class Filing:
    """What comes of a form."""

    files: Mapping[str, str]
    """The files to write, by path; none where a person takes it on."""
    said: tuple[str, ...]
    """Sentences for the person who filled it in."""


DONE = "It passes the check, and is published when a colleague agrees."


def label_of(filled: Filled, path: Keys) -> str:
    return next((q.label for q in filled.form.questions if q.path == path), "")


def bare(answer: str, *names: str) -> str:
    """An answer without the name of its field or language, which whoever knows the files writes
    before it: “date: 2017-04-25”."""
    for name in names:
        answer = answer.removeprefix(f"{name}: ")
    return answer


_FIELD = re.compile(r"“([a-z_]+): ([^”]+)”")


def in_a_form(form: Form, label: str, message: str) -> str:
    """A message of the check for who fills in a form: with the questions in the place of fields."""
    labels = {str(question.path[0]): question.label for question in form.questions}

    def asked(found: re.Match[str]) -> str:
        name, value = found.groups()
        other = labels.get(name, label)
        return f"“{value}”" if other == label else f"“{value}” at “{other}”"

    return _FIELD.sub(asked, message)


def amended(
    project: Project, file: str, changes: Mapping[Keys, str], filled: Filled, order: tuple[str, ...]
) -> str:
    """The text of a file with other values; raises Refused where they do not change it."""
    text = read_text(project.root / file, file)
    if isinstance(text, Problem):
        raise ProblemsFound([text])
    try:
        after = amend(_with_maps(text, changes, order), changes, order)
    except CannotAmend as error:
        label = label_of(filled, error.path) or label_of(filled, PLACE_FIELD)
        raise Refused([Wrong(label, f"it cannot be set: {error.why}")]) from None
    if after == text:
        raise Refused([Wrong("", "all of this stands there already. Nothing would change.")])
    return after


_BEGUN = "to-be-set"


def _with_maps(text: str, changes: Mapping[Keys, str], order: tuple[str, ...]) -> str:
    """The text of a file with a field for each text in several languages that it has not yet."""
    there = sheet_of(text, "").value or {}
    languages = {path[0]: path[1] for path in changes if len(path) == 2}
    for name, language in languages.items():
        if name in CONTACTS.model.model_fields and name not in there:
            text = amend(text, {(name,): _BEGUN}, order)
            text = text.replace(f"{name}: {_BEGUN}", f"{name}:\n  {language}: {_BEGUN}", 1)
    return text
