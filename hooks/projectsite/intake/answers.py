"""A form as GitHub gives it back: Markdown with a heading for each question. Out: the answers.

The body comes from anybody, and is nothing but text here: what is no answer to a question is
refused with the label of the question, and no character is ever run, drawn or taken for a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from ..files.texts import LIMIT_BYTES, invisible_in, named
from ..files.yaml.sheets import Keys
from ..problems import shown, unknown
from .forms import BOXES, CHOICE, LINES, Form, Question

Answers = Mapping[Keys, str | list[str]]
"""What was answered, by the path of the question; what was left empty is not in it."""


class Wrong(NamedTuple):
    """What is missing or wrong in a form."""

    label: str
    """Of the question; empty for the whole form."""
    message: str


class Refused(Exception):
    """Nothing can be made of a form; says why, question by question."""

    def __init__(self, wrong: Iterable[Wrong]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("\n".join(f"{label}: {message}" for label, message in self.wrong))


def code_span(text: str) -> str:
    """What somebody wrote, repeated in an answer: in a code span of Markdown it is nothing but
    text, names nobody and leads nowhere."""
    return f"`{' '.join(text.replace('`', chr(39)).split())}`"


class Filled(NamedTuple):
    """A form that somebody has filled in."""

    form: Form
    answers: Answers
    attachments: int
    """So many files or pictures were dropped into it: none is taken over."""


_EMPTY = frozenset({"", "_No response_", "None"})
_HEADING = re.compile(r"^### (.{1,120}?) *$", re.MULTILINE)
_ATTACHED = re.compile(
    r"^[ \t]*(?:!?\[[^\]\n]{0,300}\]\(|<(?:img|video)\b[^>\n]{0,300}?\bsrc=\")?"
    r"https://github\.com/(?:user-attachments/|[\w.-]{1,100}/[\w.-]{1,100}/(?:assets|files)/)"
    r"[^\s)\"]{1,300}(?:\)|\"[^>\n]{0,100}>)?[ \t]*$",
    re.MULTILINE,
)
"""A line that GitHub writes for a file that is dropped into a form."""
_BOX = re.compile(r"- \[([ xX])\] (.*)")


def read_answers(body: str, forms: Mapping[str, Form]) -> Filled:
    """The answers in the body of an issue; raises Refused where it is none of the forms."""
    if len(body.encode("utf-8", "replace")) > LIMIT_BYTES:
        said = f"a form has at most {LIMIT_BYTES // 1024} KB. Shorten it."
        raise Refused([Wrong("", said)])
    body = re.sub(r"\r\n?", "\n", body).expandtabs(4)
    form, parts = _parts(body.strip("\n"), forms)
    attachments = 0
    answers: dict[Keys, str | list[str]] = {}
    wrong: list[Wrong] = []
    for question in form.questions:
        text, taken_out = _ATTACHED.subn("", parts.get(question.label, ""))
        attachments += taken_out
        text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
        try:
            answer = _answer(question, "" if text in _EMPTY else text)
        except ValueError as error:
            wrong.append(Wrong(question.label, str(error)))
            continue
        if answer:
            answers[question.path] = answer
    if wrong:
        raise Refused(wrong)
    return Filled(form, answers, attachments)


def _parts(body: str, forms: Mapping[str, Form]) -> tuple[Form, dict[str, str]]:
    """The form of a body, and what stands below each heading that is a question of it."""
    found = list(_HEADING.finditer(body))
    of_first = {form.questions[0].label: form for form in forms.values()}
    form = of_first.get(found[0][1]) if found and found[0].start() == 0 else None
    if form is None:
        titles = ", ".join(f"“{form.title}”" for form in forms.values())
        said = f"this is none of the forms. Choose New issue, then one of {titles}."
        raise Refused([Wrong("", said)])
    labels = {question.label for question in form.questions}
    headings = [heading for heading in found if heading[1] in labels]
    parts: dict[str, str] = {}
    for at, heading in enumerate(headings):
        label, end = heading[1], headings[at + 1].start() if at + 1 < len(headings) else len(body)
        if label in parts:
            said = (
                "it is answered twice. Take out the line of the answer that begins with ### and "
                "the name of a question."
            )
            raise Refused([Wrong(label, said)])
        parts[label] = body[heading.end() : end]
    return form, parts


def _answer(question: Question, text: str) -> str | list[str]:
    """The answer to a question; raises ValueError with a sentence for the person who wrote it."""
    for _, sign in islice(invisible_in(text), 1):
        raise ValueError(f"there is an invisible character, {named(sign)}. Type the word anew.")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("there is half a character. Type the word anew.")
    if question.kind == BOXES:
        ticked = _ticked(question, text)
        if question.required and not ticked:
            raise ValueError("the box is not ticked. Tick it.")
        return ticked
    if not text and question.required:
        raise ValueError("the answer is missing. Fill it in.")
    if question.kind != LINES and "\n" in text:
        raise ValueError("one line is expected here, and there are more. Shorten it to one.")
    if text and question.kind == CHOICE:
        return _chosen(question, text)
    return text


def _ticked(question: Question, text: str) -> list[str]:
    lines = [line for line in text.split("\n") if line]
    boxes = [(line, _BOX.fullmatch(line)) for line in lines]
    for line, box in boxes:
        if box is None:
            raise ValueError(f"“{shown(line)}” is no box of this form. Take it out.")
    return list(
        dict.fromkeys(_chosen(question, box[2]) for _, box in boxes if box and box[1] != " ")
    )


def _chosen(question: Question, text: str) -> str:
    if text not in question.choices:
        raise ValueError(unknown("choice", text[:200], question.choices, limit=40))
    return question.choices[text]
