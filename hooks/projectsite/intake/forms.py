"""The issue forms of GitHub: what is asked is written from the model, the choices from the data.

GitHub gives back what somebody filled in as Markdown, a heading for each question; answers.py reads
it. No form lists persons or outcomes: who is removed from data/ is gone, and a new outcome makes no
form old.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args, get_origin

from ..facts.folders import CONTACTS, NEWS, OUTCOMES, Kind
from ..facts.loading import load_project
from ..facts.model import Record, naming_fields
from ..facts.project import Project
from ..facts.vocabulary import ClosedList
from ..files.yaml.sheets import Keys
from ..problems import shown
from ..words.forms import language_name
from ..words.text import Locale, LocalisedText
from .records import written

FOLDER = ".github/ISSUE_TEMPLATE"
LABEL = "form"
"""Of every issue that comes from a form; .github/workflows/intake.yml waits for it."""

LINE, LINES, CHOICE, BOXES = "input", "textarea", "dropdown", "checkboxes"
"""The kinds of questions, as GitHub names them."""


@dataclass(frozen=True)
class Question:
    """One question of a form."""

    path: Keys
    """Where the answer stands in the record, or a name of its own."""
    label: str
    kind: str = LINE
    help: str = ""
    example: str = ""
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    """What can be chosen, as people read it, and as the record has it."""

    @property
    def id(self) -> str:
        return "-".join(map(str, self.path)).replace("_", "-")


@dataclass(frozen=True)
class Form:
    """A form; it is known by its first question, whose label no other form has."""

    name: str
    """Of its file."""
    title: str
    about: str
    questions: tuple[Question, ...]
    kind: Kind | None = None
    """What it makes; None where a person decides."""


SOURCES, DOCUMENT, SECOND = ("sources",), ("document",), ("second_language",)
CHANGE, AGREED, PAGE, LANGUAGE = ("change",), ("agreed",), ("page",), ("language",)
HOLDS = ("holds",)
WRONG, RIGHT, PLACE_FILE, PLACE_FIELD = ("wrong",), ("right",), ("file",), ("field",)
"""The questions that are no fields of a record."""

NEW, CHANGED = "new", "changed"
"""What a contact is."""

_OUTCOME = (
    *("title", "summary", "text", "type", "relation", "status", "date", "period"),
    *("place", "country", "work_package", "clusters", "participants"),
)
_NEWS = ("title", "date", "text", "author", "work_package", "clusters", "outcomes")
_CONTACT = ("name", "cluster", "role", "email", "orcid", "homepage", "shown_until", "in_archive")


def forms_of(project: Project) -> dict[str, Form]:
    """The forms of a project by name; without a second language there is none for translations."""
    forms = [_record_form(project, *of) for of in _RECORDS]
    asked = tuple(_correction(project))
    forms.append(Form("correction", "Something is wrong", _CORRECTION, asked))
    if len(project.locales) > 1:
        asked = tuple(_translation(project))
        forms.append(Form("translation", "A translation", _TRANSLATION, asked))
    return {form.name: form for form in forms}


def draw_forms(root: Path) -> dict[str, str]:
    """The text of each form, by its path below the root of the project."""
    forms = forms_of(load_project(root))
    return {f"{FOLDER}/{name}.yml": written(_drawn(form), _MADE) for name, form in forms.items()}


_MADE = "Written by `make forms` from the model and the data: do not edit it here."
_PUBLIC = (
    "What you write here is public. A program makes a proposal of it, answers below in words, and "
    "a colleague publishes it. Choose **Edit** to mend what you wrote; the proposal follows."
)
_FILES = (
    "Pictures and files that you drop here are not taken over: the answer says how to add them."
)
_CORRECTION = "A fact, a text or a link on a page is wrong."
_TRANSLATION = "A translation is missing, older than its source, or wrong."
_EXACT = (
    "Only where the page is not that of one record. **Edit these facts**, at the foot of the page, "
    "shows it."
)

_ONE_A_LINE = " The address of the page of each does too; one a line."

_RECORDS = (
    (OUTCOMES, "outcome", "A new outcome", "Something that the project did or made.", _OUTCOME),
    (NEWS, "news", "News", "Something that the project tells, with its day.", _NEWS),
    (CONTACTS, "contact", "A contact", "A person or office to write to is new or changed; what "
     "stays as it is may be left empty.", _CONTACT),
)  # fmt: skip


def _record_form(
    project: Project, kind: Kind, name: str, title: str, about: str, fields: tuple[str, ...]
) -> Form:
    asked = [_question(project, kind, field) for field in fields]
    # The first one tells the forms apart.
    asked = [question for question in asked if question.kind not in _CHOSEN or question.choices]
    questions = [*_contact_head(), *asked] if kind is CONTACTS else [_first(kind, asked[0])]
    questions += [] if kind is CONTACTS else asked[1:]
    questions += _sources(project, kind)
    questions += _second_language(project, asked)
    return Form(name, title, about, tuple(questions), kind)


_CHOSEN = (CHOICE, BOXES)


def _first(kind: Kind, question: Question) -> Question:
    label = question.label.replace("Title", f"Title of the {kind.noun}", 1)
    return Question(**{**vars(question), "label": label})


def _question(project: Project, kind: Kind, name: str) -> Question:
    """What is asked for a field of the model: its sentence is the help."""
    info = kind.model.model_fields[name]
    kinds = (info.annotation, *get_args(info.annotation))
    many = any(get_origin(inner) is tuple for inner in kinds)
    required = info.is_required() and (kind is not CONTACTS or name == "name")
    own = project.own
    label = own.said(name.replace("_", " ").capitalize())
    path: Keys = (name,)
    how, choices = LINES if many or name == "text" else LINE, _choices(project, kind.model, name)
    if LocalisedText in kinds:
        path, label = (name, project.default_locale), f"{label} in {_english(project)}"
    if choices is not None:
        how = BOXES if many else CHOICE
    # Whoever chooses from a list, or names a page, needs no id.
    about = re.sub(r"^The ids? of ", "", " ".join((info.description or "").split()))
    said = own.said(about[:1].upper() + about[1:]) + (_ONE_A_LINE if how == LINES and many else "")
    examples = [text for text in info.examples or () if isinstance(text, str)]
    example = examples[-1] if examples and choices is None else ""
    return Question(path, label, how, said, example, required, choices or {})


def _choices(project: Project, model: type[Record], name: str) -> dict[str, str] | None:
    """What can be chosen for a field; None where it can be anything."""
    annotation = model.model_fields[name].annotation
    for inner in (annotation, *get_args(annotation)):
        if isinstance(inner, type) and issubclass(inner, ClosedList):
            return {str(value).replace("-", " "): str(value) for value in inner}
    reference = dict(naming_fields(model)).get(name)
    records: dict[str, Mapping[str, Record]] = {
        "cluster": dict(project.clusters),
        "work package": dict(project.work_packages),
    }
    if reference is None or reference.noun not in records:
        return None
    listed = records[reference.noun].items()
    return {f"{id}: {_called(project, record.called)}": id for id, record in listed}


def _called(project: Project, said: str | LocalisedText) -> str:
    if not isinstance(said, str):
        # Nothing has asked yet whether each text is there in the default language.
        said = said.root.get(project.default_locale) or next(iter(said.root.values()))
    return shown(said, 90)


def _english(project: Project, code: str = "") -> str:
    return language_name(code or project.default_locale, Locale("en"))


def _contact_head() -> Iterator[Question]:
    choices = {"somebody who is there already": CHANGED, "somebody new": NEW}
    said = "Who is there already is found by the name as it stands on the site."
    yield Question(CHANGE, "Who is it", CHOICE, said, "", True, choices)
    said = "The person or office knows of it, and agrees."
    yield Question(AGREED, "Agreement", BOXES, "Ask the person first.", "", True, {said: "yes"})


def _sources(project: Project, kind: Kind) -> Iterator[Question]:
    said = "Where it can be checked: addresses of public pages, one a line, the best one first."
    yield Question(SOURCES, "Sources", LINES, said, "https://example.org/page")
    titles = {
        f"{item.id}: {_called(project, item.title)}": item.id for item in project.facts.documents
    }
    if titles and kind is not NEWS:
        yield Question(
            DOCUMENT, "Document", CHOICE, "Or a document that is no public page.", "", False, titles
        )


def _second_language(project: Project, asked: list[Question]) -> Iterator[Question]:
    """The same texts once more, in one language of those who fill the form in."""
    if len(project.locales) == 1:
        return
    said = "For the texts below. Further languages are added later."
    yield Question(SECOND, "Second language", CHOICE, said, "", False, _languages(project))
    for question in asked:
        if len(question.path) == 2:
            name = str(question.path[0])
            label = f"{name.replace('_', ' ').capitalize()} in the second language"
            yield Question((name, SECOND[0]), label, question.kind)


def _languages(project: Project) -> dict[str, str]:
    return {_english(project, code): str(code) for code in project.locales[1:]}


def _correction(project: Project) -> Iterator[Question]:
    yield Question(PAGE, "Page to correct", LINE, "Its address.", "", True)
    yield Question(WRONG, "What is wrong", LINES, "The sentence or figure as it stands.", "", True)
    yield Question(RIGHT, "What is right", LINES, "The words that should stand there.", "", True)
    said = "Where it can be checked: the address of a public page, or a document."
    yield Question(SOURCES, "Source", LINES, said, "", True)
    yield from _exact(f"title.{project.default_locale}")


def _translation(project: Project) -> Iterator[Question]:
    yield Question(PAGE, "Page to translate", LINE, "Its address.", "", True)
    languages = _languages(project)
    yield Question(LANGUAGE, "Language", CHOICE, "Of the translation.", "", True, languages)
    what = {word: word for word in ("missing", "wrong", "older than its source")}
    yield Question(WRONG, "What about it", CHOICE, "What the matter is.", "", True, what)
    said = "The whole text in its new form; empty if it still holds."
    yield Question(RIGHT, "What it should say", LINES, said)
    said = "I have compared it with its source, and it still holds: nothing is to change."
    about = "For a text that is older than its source. With file and field it is noted at once."
    yield Question(HOLDS, "It still holds", BOXES, about, "", False, {said: "yes"})
    yield from _exact(f"title.{project.locales[-1]}")


_FIELD = (
    "With it the change is made at once. It is the word before the colon in the file of the page; "
    "of a text with its language, as in the example."
)


def _exact(example: str) -> Iterator[Question]:
    yield Question(PLACE_FILE, "File", LINE, _EXACT, "data/outcomes/lantern-training.yml")
    yield Question(PLACE_FIELD, "Field", LINE, _FIELD, example)


def _drawn(form: Form) -> dict[str, Any]:
    """A form in GitHub's terms."""
    said = f"{_PUBLIC} {_FILES}" if form.kind else _PUBLIC
    intro = {"type": "markdown", "attributes": {"value": said}}
    return {
        "name": form.title,
        "description": form.about,
        "title": f"{form.title}: ",
        "labels": [LABEL],
        "body": [intro, *map(_element, form.questions)],
    }


def _element(question: Question) -> dict[str, Any]:
    about: dict[str, Any] = {"label": question.label}
    if question.help:
        about["description"] = question.help
    if question.example:
        about["placeholder"] = question.example
    if question.kind == BOXES:
        about["options"] = [
            {"label": choice, **({"required": True} if question.required else {})}
            for choice in question.choices
        ]
    elif question.choices:
        about["options"] = list(question.choices)
    element: dict[str, Any] = {"type": question.kind, "id": question.id, "attributes": about}
    if question.required and question.kind != BOXES:
        element["validations"] = {"required": True}
    return element
