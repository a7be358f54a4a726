"""The words of the interface: all that the site looks up are there, in the form that it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..facts.model import sources_of, words_of
from ..facts.project import Project
from ..files.layout import words_file
from ..problems import Problem
from ..words.lookups import counted, filled_in, looked_up
from ..words.text import Locale
from ..words.wording import Wording, braces_shown, missing_word

Wordings = Mapping[Locale, Wording]


def words_are_there(project: Project, wordings: Wordings, overrides: Path) -> list[Problem]:
    """The words that the site looks up, and those that records need by their values: a type, a
    status."""
    needed = dict.fromkeys(looked_up(overrides), "the site")
    for file, record in project.records.items():
        for key in words_of(record):
            needed.setdefault(key, file)
    default = project.default_locale
    words = wordings[default]
    file = words_file(default)
    missing = [
        project.sheet(file).problem(
            tuple(key.split(".")), missing_word(key, needed[key]), "missing-word"
        )
        for key in sorted(needed)
        if key not in words
    ]
    return missing or list(_uncounted(project, wordings, overrides))


def _uncounted(project: Project, wordings: Wordings, overrides: Path) -> Iterator[Problem]:
    """Words that are counted, written as one text."""
    keys = sorted(counted(overrides))
    for locale, words in wordings.items():
        for key in keys:
            if key in words and isinstance(words.word(key), str):
                said = f"{key}: write this word in its plural forms: one, other …"
                yield project.sheet(words_file(locale)).problem(
                    tuple(key.split(".")), said, "plural"
                )


def facts_have_names(project: Project, wordings: Wordings) -> list[Problem]:
    """Fields that a source is said to support, and that no word names on the pages."""
    default = project.default_locale
    named = wordings[default].section("fact")
    found = []
    for file, record in project.records.items():
        for path, source in sources_of(record):
            for at, fact in enumerate(source.facts):
                if fact not in named:
                    mend = f"add “{fact}: …” below “fact” in {words_file(default)}."
                    message = f"sources: no word names {fact} on the pages. Take it out, or {mend}"
                    place = (*path, "facts", at)
                    found.append(project.sheets[file].problem(place, message, "unknown-fact"))
    return found


def braces_are_filled_in(project: Project, wordings: Wordings, overrides: Path) -> list[Problem]:
    """What stands in braces and is nothing that the site gives: readers would see the braces."""
    default = project.default_locale
    words, sheet = wordings[default], project.sheet(words_file(default))
    given = filled_in(overrides)
    return [
        sheet.problem(
            tuple(key.split(".")),
            f"{key}: the site gives {braces_shown(given[key])} here, and no {{{name}}}.",
            "braces",
        )
        for key in sorted(given.keys() & set(words))
        for name in sorted(words.braces(key) - given[key])
    ]
