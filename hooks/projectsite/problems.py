"""What is wrong, where, and how to mend it: one sentence for a person who edits facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
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
        # One line, whatever an editor wrote: a second one could begin a workflow command.
        object.__setattr__(self, "file", " ".join(self.file.split()))
        object.__setattr__(self, "message", " ".join(self.message.split()))

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        return f"{place}: {self.message} [{self.code}]"


class ProblemsFound(Exception):
    """The facts or pages cannot be built; carries every problem, ordered by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


def report(problems: Iterable[Problem], end: str = "Nothing was built.") -> str:
    """All problems, one a line, and at the end their number and what came of it."""
    lines = [str(problem) for problem in problems]
    count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
    return "\n".join([*lines, "", f"{count}. {end}"])


def unknown(kind: str, value: str, known: Iterable[str], *, limit: int = 60) -> str:
    """The sentence for a name that nothing bears: the nearest known one, then the known ones.

    More known names than the limit are not listed.
    """
    choices = tuple(sorted(known))
    near = _nearest(shown(value), choices)
    guess = f" Did you mean {near}?" if near else ""
    listed = f" Known: {', '.join(choices)}." if 0 < len(choices) <= limit else ""
    name = shown(value)
    plain = name and name[-1] not in ".,;:" and " " not in name
    return f"there is no {kind} {name if plain else f'“{name}”'}.{guess}{listed}"


@lru_cache(maxsize=4096)
def _nearest(value: str, choices: tuple[str, ...]) -> str:
    """The choice that is spelt most alike, or the only one that holds the value or is in it."""
    by_folded = {choice.casefold(): choice for choice in choices}
    folded = value.casefold()
    if near := get_close_matches(folded, by_folded, n=1, cutoff=0.6):
        return by_folded[near[0]]
    around = [choice for choice in by_folded if _either_in(folded, choice)]
    return by_folded[around[0]] if len(around) == 1 else ""


def _either_in(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 3 and (one in other or other in one)


def shown(value: object, limit: int = 60) -> str:
    """What an editor wrote, as a message repeats it: one line, nothing invisible, not too long."""
    text = " ".join(str(value)[: 8 * limit].split())
    if not text.isprintable():
        signs = (sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
        text = "".join(signs)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def file_name(path: Path, root: Path) -> str:
    """A file as a message names it: from the root of the project, with slashes, fit to print."""
    return shown(path.relative_to(root).as_posix(), 300)
