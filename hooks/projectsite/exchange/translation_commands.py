"""What `projectsite translations`, `… accept` and `… record` do, and what they say."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..files.writing import write_files
from ..problems import Problem, ProblemsFound, report, unknown
from ..review.accepting import accepted, chosen, unrecorded
from ..site import load_site
from ..translations.ledger import FILE
from ..translations.states import Translations
from ..words.text import Locale, State


def list_command(root: Path, languages: Iterable[str]) -> int:
    """Print for each language how many texts are translated, older and missing, and where.

    Returns the exit status: 0, or 1 when the project has problems or not these languages.
    """
    try:
        translations = load_site(root).translations
        others = tuple(translations.of_locale)
        for language in languages:
            if language not in others:
                said = unknown("language to translate into", language, others)
                raise ProblemsFound([Problem("data/project.yml", 0, 0, said, "unknown-language")])
    except ProblemsFound as found:
        return _refused(found)
    for locale in [Locale(code) for code in languages] or others:
        print("\n".join(listed(translations, locale)))
    return 0


def listed(translations: Translations, locale: Locale) -> Iterator[str]:
    """One language: the numbers, then a line for each text that is not up to date."""
    own = translations.of_locale[locale]
    numbers = {state: sum(t.state is state for t in own) for state in State}
    reviewed = sum(t.reviewed for t in own)
    yield (
        f"{locale}: {numbers[State.TRANSLATED]} translated, {numbers[State.OLDER]} older than "
        f"their source, {numbers[State.MISSING]} missing; {reviewed} reviewed by a person"
    )
    for translation in own:
        if translation.state is not State.TRANSLATED:
            place = f"{translation.file}:{translation.line}"
            yield f"  {place}: {translation.field}: {translation.state}"
    if new := [t for t in unrecorded(translations) if t.locale == locale]:
        yield f"  {FILE}: {len(new)} not recorded yet. Run: projectsite translations record"


def accept_command(root: Path, file: str, field: str, language: str, *, reviewed: bool) -> int:
    """Note that translations hold for their source as it is now; returns the exit status."""
    try:
        translations = load_site(root).translations
        those = chosen(translations, _named(root, file), field, language)
        write_files(root, {FILE: accepted(translations, those, reviewed=reviewed).text()})
    except ProblemsFound as found:
        return _refused(found)
    for translation in those:
        print(f"{translation.file}:{translation.line}: {translation.field}: {_noted(reviewed)}.")
    return 0


def _named(root: Path, file: str) -> str:
    """A file as the ledger names it; a shell may say ./data/… or the whole path, Windows \\."""
    path = Path(file.replace("\\", "/"))
    if path.is_absolute() and path.is_relative_to(root.resolve()):
        path = path.relative_to(root.resolve())
    return path.as_posix()


def _noted(reviewed: bool) -> str:
    return "reviewed" if reviewed else "accepted"


def record_command(root: Path) -> int:
    """Note new translations as made from the source as it is now; returns the exit status."""
    try:
        translations = load_site(root).translations
        new = unrecorded(translations)
        ledger = accepted(translations, new)
        gone = len(translations.ledger.entries) + len(new) - len(ledger.entries)
        write_files(root, {FILE: ledger.text()})
    except ProblemsFound as found:
        return _refused(found)
    print(f"{FILE}: {len(new)} new, {gone} taken out.")
    return 0


def _refused(found: ProblemsFound) -> int:
    print(report(found.problems, "Nothing was done."), file=sys.stderr)
    return 1
