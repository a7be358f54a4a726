"""The words of the interface in one language: data/words/en.yml and its sisters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale as BabelLocale

from .problems import Problem, ProblemsFound, unknown
from .reading import Sheet, read_sheet
from .text import Locale, holds_plain_address

PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The plural categories of Unicode CLDR."""


class Wording:
    """Looks up the words of one language. A missing word is an error, never an empty place."""

    def __init__(self, locale: Locale, words: Mapping[str, Any]) -> None:
        self.locale = locale
        self._words = dict(_flat(words))
        self._plural = BabelLocale.parse(locale).plural_form

    def __call__(self, key: str, **values: object) -> str:
        """The word for a dotted key; `count` picks the plural form, braces are filled in.

        Raises ProblemsFound for a word that no file has, or that needs a value it is not given.
        """
        try:
            word = self._words[key]
            if isinstance(word, Mapping):
                word = word[self._form(word, values.get("count"))]
            return str(word).format(**values) if values else str(word)
        except (KeyError, IndexError, ValueError) as error:
            message = (
                f"{key}: the word is missing, or its braces are not those of the site ({error})."
            )
            file = f"data/words/{self.locale}.yml"
            raise ProblemsFound([Problem(file, 0, 0, message, "missing-word")]) from None

    def _form(self, word: Mapping[str, str], count: object) -> str:
        form = self._plural(count) if isinstance(count, int) else "other"
        return form if form in word else "other"

    def forms(self, key: str) -> dict[str, str]:
        """The plural forms of a word, for a script that counts in the browser."""
        word = self._words.get(key)
        if not isinstance(word, Mapping):
            message = f"{key}: write this word in its plural forms: one, other …"
            file = f"data/words/{self.locale}.yml"
            raise ProblemsFound([Problem(file, 0, 0, message, "plural")])
        return {str(form): str(text) for form, text in word.items()}

    def section(self, name: str) -> dict[str, str]:
        """All words below one key, by their last part."""
        start = name + "."
        return {
            k.removeprefix(start): str(w) for k, w in self._words.items() if k.startswith(start)
        }

    def __contains__(self, key: object) -> bool:
        return key in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)


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
    """The first language sets keys, plural words and braces; the others follow."""
    first, *others = sheets.values()
    expected = dict(_flat(first.value))
    for key, word in expected.items():
        yield from _word_problems(first, key, word)
    for sheet in others:
        found = dict(_flat(sheet.value))
        for key, model in expected.items():
            path = tuple(key.split("."))
            if key not in found:
                message = f"{key}: the word is missing; {first.file} has it."
                yield sheet.problem(path, message, "missing-word")
                continue
            wrong = list(_word_problems(sheet, key, found[key]))
            yield from wrong
            if wrong:
                continue
            if isinstance(model, Mapping) != isinstance(found[key], Mapping):
                message = f"{key}: a word in plural forms must be so in every language."
                yield sheet.problem(path, message, "plural")
            elif _braces(model) != _braces(found[key]):
                wanted = ", ".join(sorted(_braces(model))) or "none"
                message = f"{key}: the words in braces must be those of {first.file}: {wanted}."
                yield sheet.problem(path, message, "braces")
        for key in found.keys() - expected.keys():
            message = f"{key}: {unknown('word', key, expected, limit=5)}"
            yield sheet.problem(tuple(key.split(".")), message, "unknown-word")


def _word_problems(sheet: Sheet, key: str, word: Any) -> Iterator[Problem]:
    """One text, or a map of plural forms with “other” among them."""
    path = tuple(key.split("."))
    forms = word.values() if isinstance(word, Mapping) else [word]
    for form in forms:
        if form is None or form == "":
            yield sheet.problem(path, f"{key}: the word is missing.", "missing-word")
        elif not isinstance(form, str):
            yield sheet.problem(path, f"{key}: one line of text is expected here.", "not-a-text")
        elif holds_plain_address(form):
            yield sheet.problem(path, f"{key}: write an address as name(@)host.", "plain-address")
        else:
            try:
                list(Formatter().parse(form))
            except ValueError:
                message = f"{key}: a brace that opens is never closed."
                yield sheet.problem(path, message, "braces")
    if isinstance(word, Mapping) and "other" not in word:
        yield sheet.problem(path, f"{key}: the plural form “other” is missing.", "plural")


def _braces(word: Any) -> set[str]:
    text = word["other"] if isinstance(word, Mapping) else word
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _flat(words: Mapping[str, Any], start: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted keys; a map of nothing but plural forms is one word."""
    for key, word in words.items():
        if isinstance(word, Mapping) and not word.keys() <= PLURAL_FORMS:
            yield from _flat(word, f"{start}{key}.")
        else:
            yield f"{start}{key}", word
