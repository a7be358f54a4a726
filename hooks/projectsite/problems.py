"""What is wrong, where, and how to mend it: one sentence for a person who edits facts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong at one place."""

    file: str
    """Path from the root of the project, with slashes."""
    line: int
    """Counted from 1; 0 when the whole file is meant."""
    column: int
    """Counted from 1; 0 when the whole line is meant."""
    message: str
    """A sentence, with the repair where it is known."""
    code: str
    """Stable name of the kind of problem: unknown-id, missing-word …"""

    def __post_init__(self) -> None:
        # One line, whatever was written: a second one could be a workflow command of GitHub.
        object.__setattr__(self, "file", shown(self.file, LONGEST_NAME))
        object.__setattr__(self, "message", _printable(self.message))

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        return f"{place}: {self.message} [{self.code}]"


class ProblemsFound(Exception):
    """The facts or pages cannot be built; carries every problem, ordered by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))

    def __reduce__(self) -> tuple[type[ProblemsFound], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


def report(problems: Sequence[Problem], end: str = "Nothing was built.", most: int = 0) -> str:
    """All problems, one a line, and at the end their number and what came of it.

    Of more than `most`, where it is given, the first ones.
    """
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    if 0 < most < len(problems):
        count += f", of which the first {most}"
        problems = problems[:most]
    return "\n".join([*map(str, problems), "", f"{count}. {end}"])


QUOTES = "“”„‟«»‹›‘’‚'\""
"""Quotation marks of texts, which a value does not need."""

MANY = 12
"""Of more known names than these only the nearest are listed, where one is near."""
NEAREST = 3


class InOrder(tuple[str, ...]):
    """Known names that are sorted already."""

    __slots__ = ()


def unknown(
    kind: str, value: str, known: Iterable[str], *, meant: Iterable[str] = (), limit: int = MANY
) -> str:
    """The sentence for a name that nothing bears: the nearest known one, then the known ones.

    Of more known names than the limit only the nearest are listed; of up to twice as many all,
    unless the value is nearly one of them. With a limit of 0 none are. `meant` are names that the
    value is known to stand for, however they are spelt. Who asks again and again about
    thousands puts them InOrder once.
    """
    choices = known if isinstance(known, InOrder) else InOrder(sorted(known))
    name = shown(value)
    if (bare := name.strip(QUOTES)) != name and bare in choices:
        return f"the quotation marks are taken for a part of {name}. Write {bare} without them."
    plain = name and name[-1] not in ".,;:" and " " not in name
    said = f"there is no {kind} {name if plain else f'“{name}”'}."
    guess = next((code for code in meant if code in choices), "") or nearest(name, choices)
    if guess:
        said += f" Did you mean {guess}?"
    sure = guess and _ratio(name, guess) >= _SURE
    if 0 < len(choices) <= (limit if sure else 2 * limit):
        return f"{said} Known: {', '.join(choices)}."
    near = _alike(name, choices, _NEAR if guess else _FARTHER) if limit else ()
    near = tuple(choice for choice in near if choice != guess)
    return f"{said} Near ones: {', '.join(near[:NEAREST])}." if near else said


_SURE, _NEAR, _FARTHER = 0.8, 0.6, 0.35
"""How much alike two names are spelt, as difflib counts it from 0 to 1: a slip of the keys, a
guess, a hint."""


@lru_cache(maxsize=4096)
def nearest(value: str, choices: tuple[str, ...]) -> str:
    """The choice that is spelt most alike, or the only one that holds the value or is in it."""
    if near := _alike(value, choices, _NEAR):
        return near[0]
    folded = value.casefold()
    around = [choice for choice in _folded(choices) if _either_in(folded, choice)]
    return _folded(choices)[around[0]] if len(around) == 1 else ""


@lru_cache(maxsize=4096)
def _alike(value: str, choices: tuple[str, ...], cutoff: float) -> tuple[str, ...]:
    """The choices that are spelt most alike, the nearest first; one more than are listed."""
    folded = value.casefold()
    by_folded = _likely(folded, choices)
    near = get_close_matches(folded, by_folded, n=NEAREST + 1, cutoff=cutoff)
    return tuple(by_folded[name] for name in near)


def _ratio(value: str, choice: str) -> float:
    # As get_close_matches compares them: the ratio depends on the order.
    return SequenceMatcher(None, choice.casefold(), value.casefold()).ratio()


LIKELY = 200
"""Of more names than these only those are compared letter by letter that share most pairs of
letters with the one in question: to compare it with thousands takes a third of a second."""


def _likely(folded: str, choices: tuple[str, ...]) -> Mapping[str, str]:
    """The choices that may be spelt like a value, by how they look in small letters."""
    by_folded = _folded(choices)
    if len(by_folded) <= LIKELY:
        return by_folded
    shared: Counter[str] = Counter()
    for pair in _pairs(folded):
        shared.update(_holders(choices).get(pair, ()))
    return {name: by_folded[name] for name, _ in shared.most_common(LIKELY)}


@lru_cache(maxsize=16)
def _folded(choices: tuple[str, ...]) -> Mapping[str, str]:
    return {choice.casefold(): choice for choice in choices}


@lru_cache(maxsize=16)
def _holders(choices: tuple[str, ...]) -> Mapping[str, list[str]]:
    """The choices that hold each pair of letters."""
    found: dict[str, list[str]] = {}
    for name in _folded(choices):
        for pair in _pairs(name):
            found.setdefault(pair, []).append(name)
    return found


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}


def _either_in(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 3 and (one in other or other in one)


def shown(value: object, limit: int = 60) -> str:
    """What an editor wrote, as a message repeats it: one line, nothing invisible, not too long."""
    text = _printable(str(value)[: 8 * limit])
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _printable(text: str) -> str:
    text = " ".join(text.split())
    if text.isprintable():
        return text
    signs = (sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return "".join(signs)


LONGEST_NAME = 300
"""So many characters are told of the name of a file."""


def file_name(path: Path, root: Path) -> str:
    """A file as a message names it: from the root of the project, with slashes, fit to print."""
    return shown(path.relative_to(root).as_posix(), LONGEST_NAME)


ANNOTATIONS = 10
"""GitHub shows so many annotations of a step; the step summary has them all."""


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
    # ASCII: a console without a letter would write something else than JSON in its place.
    return json.dumps(told, indent=2)


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
