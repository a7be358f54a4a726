"""Issues as GitHub makes them of a filled form: a heading for each question, then the answer."""

from __future__ import annotations

from collections.abc import Mapping

from projectsite.intake.forms import BOXES, Form

Filled = Mapping[str, str | list[str]]
"""Answers by the label of the question; of boxes those that are ticked."""


def issue(form: Form, filled: Filled) -> str:
    """The body of an issue."""
    unknown = set(filled) - {question.label for question in form.questions}
    assert not unknown, f"{form.name} does not ask for {unknown}"
    parts = []
    for question in form.questions:
        answer = filled.get(question.label, "_No response_")
        if question.kind == BOXES:
            boxes = ((choice in answer, choice) for choice in question.choices)
            answer = "\n".join(f"- [{'X' if ticked else ' '}] {said}" for ticked, said in boxes)
        parts.append(f"### {question.label}\n\n{answer}\n")
    return "\n".join(parts)


OUTCOME: Filled = {
    "Title of the outcome in English": "Lanterns for the lower weir",
    "Summary in English": "Four towns compare lanterns: one is bright, #2 is dim.",
    "Text in English": "They met at the weir.\n\n- six lanterns\n- **two** boats",
    "Type": "study visit",
    "Relation": "project",
    "Status": "done",
    "Date": "2019-10-24/2019-10-25",
    "Place in English": "Tomar",
    "Country": "PT",
    "Work package": "WP1: Skills for the planning of river lighting",
    "Clusters": ["hohdelampo: Hohdelampo Ring"],
    "Sources": "https://tresnuvem.example.org/en/weir/\n- http://example.org/old",
    "Second language": "German",
    "Title in the second language": "Laternen für das untere Wehr",
    "Summary in the second language": "Vier Städte vergleichen Laternen.",
}
NEWS: Filled = {
    "Title of the news item in English": "The weir is lit",
    "Date": "2020-02-04",
    "Text in English": "Since Friday **six lamps** light the weir.\n\nMore will follow.",
    "Author": "Aino Hehkula",
    "Outcomes": "lamp-loan\nhttps://riverlight.example.org/outcomes/kick-off/",
}
CONTACT: Filled = {
    "Who is it": "somebody who is there already",
    "Agreement": ["The person or office knows of it, and agrees."],
    "Name": "Sigrun Lysvarde",
    "Role in English": "Keeper of the lamps (2020)",
    "Email": "sigrun(@)skimrefoss.example.net",
    "Second language": "German",
    "Role in the second language": "Hüterin der Lampen (2020)",
}
CORRECTION: Filled = {
    "Page to correct": "https://example.org/riverlight/outcomes/lamp-loan/",
    "What is wrong": "Lamps and sensors on loan",
    "What is right": "Lamps, sensors and ladders on loan",
    "Source": "https://tresnuvem.example.org/en/loan/",
}
TRANSLATION: Filled = {
    "Page to translate": "https://example.org/riverlight/cs/outcomes/lamp-loan/",
    "Language": "Czech",
    "What about it": "missing",
    "What it should say": "Lampy a čidla k zapůjčení",
}
