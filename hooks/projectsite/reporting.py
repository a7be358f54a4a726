"""How problems are told: to a person, to GitHub, to a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from .problems import Problem, report

ANNOTATIONS = 10
"""So many annotations of one step does GitHub show; the rest goes into the step summary."""


def as_text(problems: Sequence[Problem], notes: Sequence[Problem]) -> str:
    """One line a problem, as editors and terminals make it a link; notes come last."""
    lines = [report(problems)] if problems else []
    return "\n".join([*lines, *(f"note: {note}" for note in notes)])


def as_github(problems: Sequence[Problem], notes: Sequence[Problem]) -> str:
    """Workflow commands: GitHub shows them beside the lines of the pull request."""
    lines = [_command("error", problem) for problem in problems[:ANNOTATIONS]]
    lines += [_command("notice", note) for note in notes[:ANNOTATIONS]]
    # The log of the step holds every problem, whatever GitHub shows of the annotations.
    return "\n".join([*lines, as_text(problems, ())])


def as_json(problems: Sequence[Problem], notes: Sequence[Problem]) -> str:
    """{"problems": […], "notes": […]}, each with file, line, column, message and code."""
    told = {"problems": [asdict(p) for p in problems], "notes": [asdict(n) for n in notes]}
    return json.dumps(told, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Sequence[Problem], Sequence[Problem]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}


def step_summary(problems: Sequence[Problem], notes: Sequence[Problem]) -> str:
    """All of them as a Markdown list, for the summary page of a workflow run."""
    lines = []
    for heading, told in (("Problems", problems), ("Notes", notes)):
        if told:
            lines += [f"### {heading}: {len(told)}", "", *map(_item, told), ""]
    return "\n".join(lines)


def _item(problem: Problem) -> str:
    place = ":".join([problem.file, *(str(n) for n in (problem.line, problem.column) if n)])
    # A message repeats what an editor wrote: in a code span it is nothing but text.
    message = problem.message.replace("`", "'").replace("\n", " ")
    return f"- `{place.replace('`', '')}` `{message}` ({problem.code})"


def _command(kind: str, problem: Problem) -> str:
    """::error file=…,line=…,col=…,title=code::message, escaped as the runner's toolkit does."""
    named = {"file": problem.file, "line": problem.line, "col": problem.column}
    named |= {"title": problem.code}
    listed = ",".join(f"{key}={_property(value)}" for key, value in named.items() if value)
    return f"::{kind} {listed}::{_data(problem.message)}"


def _data(value: object) -> str:
    return str(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
