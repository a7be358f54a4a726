"""The words of the interface in one language: data/words/en.yml and its sisters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel import Locale as BabelLocale

from .problems import Problem, ProblemsFound, unknown
from .reading import Sheet, read_sheet
from .text import Locale

PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The plural categories of Unicode CLDR."""


class Wording:
    """Looks up the words of one language. A missing word is an error, never an empty place."""

    def __init__(self, locale: Locale, words: Mapping[str, Any]) -> None:
        self.locale = locale
        self._words = dict(_flat(words))
        self._plural = BabelLocale.parse(locale).plural_form

    def __call__(self, key: str, **values: object) -> str:
        """The word for a dotted key; `count` picks the plural form, braces are filled in."""
        word = self._words[key]
        if isinstance(word, Mapping):
            count = values["count"]
            form = self._plural(count) if isinstance(count, int) else "other"
            word = word.get(form) or word["other"]
        return str(word).format(**values) if values else str(word)

    def forms(self, key: str) -> dict[str, str]:
        """The plural forms of a word, for a script that counts in the browser."""
        word = self._words[key]
        return {str(form): str(text) for form, text in word.items()}

    def section(self, name: str) -> dict[str, str]:
        """All words below one key, by their last part."""
        start = name + "."
        return {
            k.removeprefix(start): str(w) for k, w in self._words.items() if k.startswith(start)
        }

    def __contains__(self, key: object) -> bool:
        return key in self._words

    def keys(self) -> Iterable[str]:
        return self._words.keys()


def load_wordings(root: Path, locales: Iterable[Locale]) -> dict[Locale, Wording]:
    """Read the words of each language of the site; the first language sets the keys.

    Raises ProblemsFound when a file is broken, or a key is missing or spare.
    """
    problems: list[Problem] = []
    sheets: dict[Locale, Sheet] = {}
    for locale in locales:
        file = f"data/words/{locale}.yml"
        sheet = sheets[locale] = read_sheet(root / file, file)
        problems.extend(sheet.problems)
        if not sheet.problems and not isinstance(sheet.value, dict):
            problems.append(sheet.problem((), "this is not a list of words.", "not-a-record"))
    if not problems:
        problems.extend(_key_problems(sheets))
    if problems:
        raise ProblemsFound(problems)
    return {locale: Wording(locale, sheet.value) for locale, sheet in sheets.items()}


def _key_problems(sheets: Mapping[Locale, Sheet]) -> Iterator[Problem]:
    first, *others = sheets.values()
    expected = dict(_flat(first.value))
    for key, word in expected.items():
        if word is None:
            yield first.problem(
                tuple(key.split(".")), f"{key}: the word is missing.", "missing-word"
            )
    for sheet in others:
        found = dict(_flat(sheet.value))
        for key in expected:
            if found.get(key) is None:
                message = f"{key}: the word is missing; {first.file} has it."
                yield sheet.problem(tuple(key.split(".")), message, "missing-word")
        for key in found.keys() - expected.keys():
            message = f"{key}: {unknown('word', key, expected)}"
            yield sheet.problem(tuple(key.split(".")), message, "unknown-word")


def _flat(words: Mapping[str, Any], start: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted keys; a map of nothing but plural forms is one word."""
    for key, word in words.items():
        if isinstance(word, Mapping) and not word.keys() <= PLURAL_FORMS:
            yield from _flat(word, f"{start}{key}.")
        else:
            yield f"{start}{key}", word
