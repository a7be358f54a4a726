"""The words of the interface in one language: data/words/en.yml and its sisters."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale as BabelLocale

from ..files.layout import PROJECT, words_file
from ..files.texts import holds_plain_address
from ..files.yaml.sheets import GAP, Keys, Sheet, read_sheet
from ..problems import Problem, ProblemsFound, shown, unknown
from .codes import language_codes
from .forms import has_forms, language_name
from .scripts import script_problems
from .synonyms import PART as SYNONYMS
from .synonyms import line_problem
from .text import Locale, State, Words

PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The plural categories of Unicode CLDR."""

_ON_AN_AXIS = frozenset({"label.none", "label.bronze", "label.silver", "label.gold"})
LONGEST_ON_AN_AXIS = 24
"""Letters for which there is room before a drawing of labels on a phone."""

_HTML = re.compile(r"<(?=[A-Za-z/!?])[^\s>]{0,20}>?")


SITE_LABELS = frozenset({"main", "menu", "path", "footer", "work_packages", "outcomes", "news"})
"""Words below “nav” that the site shows itself, whatever the menu holds."""


def may_be_missing(key: str) -> bool:
    """Whether a language may lack a word, and shows that of the default language, marked: labels
    of the menu."""
    part, _, name = key.partition(".")
    return part == "nav" and name not in SITE_LABELS


class Wording:
    """Looks up the words of one language. A missing word is an error, never an empty place."""

    def __init__(
        self,
        locale: Locale,
        words: Mapping[str, Any],
        original: Wording | None = None,
        sheet: Sheet | None = None,
    ) -> None:
        """`original` are the words of the default language, for texts that fall back to it; the
        sheet is what they were read from."""
        self.locale = locale
        self.sheet = sheet
        self.original = original or self
        self._words = dict(_flat(words))
        self._plural = BabelLocale.parse(locale).plural_form

    def __call__(self, key: str, **values: object) -> str:
        """The word for a dotted key; `count` picks the plural form, braces are filled in.

        Raises ProblemsFound for a word that no file has, or that needs a value it is not given.
        """
        try:
            word = self._words[key]
            if type(word) is str and not values:
                return word
            if isinstance(word, Mapping):
                word = word[self._form(word, values.get("count"))]
            return str(word).format(**values) if values else str(word)
        except (KeyError, IndexError, ValueError) as error:
            message = (
                f"{key}: the word is missing, or its braces are not those of the site ({error})."
            )
            file = words_file(self.locale)
            raise ProblemsFound([Problem(file, 0, 0, message, "missing-word")]) from None

    def words(self, key: str) -> Words:
        """The word for a key that may be missing, with its language.

        Raises ProblemsFound where the default language has none either.
        """
        if key in self:
            return Words(self(key), self.locale, self.locale)
        original = self.original
        return Words(original(key), original.locale, self.locale, State.MISSING)

    def _form(self, word: Mapping[str, str], count: object) -> str:
        form = self._plural(count) if isinstance(count, int) else "other"
        return form if form in word else "other"

    def forms(self, key: str) -> dict[str, str]:
        """The plural forms of a word, for a script that counts in the browser."""
        word = self._words.get(key)
        if not isinstance(word, Mapping):
            message = f"{key}: write this word in its plural forms: one, other …"
            file = words_file(self.locale)
            raise ProblemsFound([Problem(file, 0, 0, message, "plural")])
        return {str(form): str(text) for form, text in word.items()}

    def word(self, key: str) -> str | Mapping[str, str]:
        """A word as it stands in its file: a text, or one for each plural form."""
        found: str | Mapping[str, str] = self._words[key]
        return found

    def braces(self, key: str) -> set[str]:
        """The names of the values that a word has room for."""
        return _braces(self._words[key])

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


def load_wordings(
    root: Path, locales: Iterable[Locale], spellings: Collection[str] = ()
) -> dict[Locale, Wording]:
    """Read the words of each language of the site; the first language sets the keys;
    the words in `spellings` are right, whatever their letters.

    Raises ProblemsFound when a file is broken, or a key is missing or spare.
    """
    problems: list[Problem] = []
    sheets: dict[Locale, Sheet] = {}
    locales = tuple(locales)
    for locale in locales:
        file = words_file(locale)
        if not has_forms(locale):
            continue  # told by a law, in data/project.yml
        if not os.path.lexists(root / file):
            said = _without_words(locale, locales)
            problems.append(Problem(file, 0, 0, said, "file-unreadable"))
            continue
        sheet = sheets[locale] = read_sheet(root / file, file)
        problems.extend(sheet.problems)
        if not sheet.problems and not isinstance(sheet.value, dict):
            said = "words are lines of the form “menu: Menu”, and this is none."
            problems.append(sheet.problem((), said, "not-a-record"))
    problems.extend(_dotted_keys(sheets.values()))
    if sheets and not problems:
        problems.extend(_key_problems(sheets, spellings))
    if problems:
        raise ProblemsFound(problems)
    found: dict[Locale, Wording] = {}
    for locale, sheet in sheets.items():
        original = next(iter(found.values()), None)
        found[locale] = Wording(locale, sheet.value, original, sheet)
    return found


def _without_words(locale: Locale, locales: Sequence[Locale]) -> str:
    """What to do about a language whose words are in no file, and which other may be meant."""
    name = language_name(locale, Locale("en"))
    said = f"{PROJECT} lists {locale} ({name}), and its words are missing here."
    if locale != locales[0]:
        said += f" Copy {words_file(locales[0])} and translate it."
    likelier = language_codes(locale)[0]
    if likelier != locale:
        said += f" If you mean {language_name(likelier, Locale('en'))}, list {likelier} instead."
    return said


def _dotted_keys(sheets: Iterable[Sheet]) -> Iterator[Problem]:
    """A key as messages name it, “nav.menu”, would be taken for the word “menu” below “nav”."""
    for sheet in sheets:
        for path in sheet.keys if isinstance(sheet.value, dict) else ():
            above, _, name = str(path[-1]).rpartition(".")
            if above and name.isidentifier():
                write = f"Write “{shown(name)}: …” below “{shown(above)}”."
                message = f"{shown(path[-1])}: a word stands below its part. {write}"
                yield sheet.key_problem(path, message, "key")


def _key_problems(sheets: Mapping[Locale, Sheet], spellings: Collection[str]) -> Iterator[Problem]:
    """The first language sets keys, plural words and braces; the others follow."""
    (first_locale, first), *others = sheets.items()
    expected = dict(_flat(first.value))
    for key, word in list(expected.items()):
        if wrong := list(_word_problems(first, first_locale, key, word, spellings)):
            yield from wrong
            expected[key] = None
    for locale, sheet in others:
        found = dict(_flat(sheet.value))
        for key, model in expected.items():
            if key not in found:
                yield from _absent(sheet, key, first.file)
            elif wrong := list(_word_problems(sheet, locale, key, found[key], spellings)):
                yield from wrong
            elif model is not None:
                yield from _unlike(sheet, key, found[key], model, first.file)
        for key in sorted(found.keys() - expected.keys()):
            missing = expected.keys() - found.keys()
            message = f"{shown(key)}: {unknown('word', key, missing, limit=0)}"
            if "Did you mean" not in message:
                message += f" Take it out, or add it to {first.file}."
            yield sheet.key_problem(tuple(key.split(".")), message, "unknown-word")


def _absent(sheet: Sheet, key: str, first: str) -> Iterator[Problem]:
    if not may_be_missing(key):
        path = tuple(key.split("."))
        message = f"{key}: the word is missing; {first} has it. {_added(path)}"
        yield sheet.problem(path, message, "missing-word")


def _unlike(sheet: Sheet, key: str, word: Any, model: Any, first: str) -> Iterator[Problem]:
    """A word with plural forms or braces that are not those of the first language."""
    path = tuple(key.split("."))
    if (counted := isinstance(word, Mapping)) != isinstance(model, Mapping):
        named = {True: "plural forms (one, other …)", False: "one text"}
        here, there = named[counted], named[not counted]
        message = f"{key}: here it is {here}, in {first} {there}. Make them alike."
        yield sheet.problem(path, message, "plural")
    elif _braces(model) != _braces(word):
        here, there = (braces_shown(_braces(text)) for text in (word, model))
        message = f"{key}: here stands {here}, in {first} {there}. Make them alike."
        yield sheet.problem(path, message, "braces")


def missing_word(key: str, who: str) -> str:
    """The sentence for a word that the site, or the record in a file, needs."""
    return f"{key}: the word is missing; {who} needs it. {_added(tuple(key.split('.')))}"


def _added(path: tuple[str, ...]) -> str:
    *above, name = path
    return f"Add “{name}: …” below “{'.'.join(above)}”." if above else f"Add “{name}: …”."


def _word_problems(
    sheet: Sheet, locale: Locale, key: str, word: Any, spellings: Collection[str]
) -> Iterator[Problem]:
    """One text, or a map of the plural forms that the language has."""
    path = tuple(key.split("."))
    forms = word.items() if isinstance(word, Mapping) else [(None, word)]
    for form, text in forms:
        at = path if form is None else (*path, form)
        if wrong := next(_text_problems(sheet, locale, key, at, text, spellings), None):
            yield wrong
        elif key.startswith(f"{SYNONYMS}.") and (form or (said := line_problem(text))):
            said = "write one line of words, without plural forms." if form else said
            yield sheet.problem(at, f"{key}: {said}", "synonyms")
        elif key in _ON_AN_AXIS and len(text) > LONGEST_ON_AN_AXIS:
            said = f"a drawing has room for {LONGEST_ON_AN_AXIS} letters of it. Shorten it."
            yield sheet.problem(at, f"{key}: {said}", "too-long")
        elif spare := _spare_braces(word, text):
            said = f"{{{', '.join(spare)}}} does not stand in the form “other”. Make them alike."
            yield sheet.problem(at, f"{key}: {said}", "braces")
    if isinstance(word, Mapping):
        needed = plural_forms(locale)
        for form in [form for form in needed if form not in word]:
            message = f"{key}: the plural form “{form}” is missing. Needed: {', '.join(needed)}."
            yield sheet.problem(path, message, "plural")


def _text_problems(
    sheet: Sheet, locale: Locale, key: str, at: Keys, text: Any, spellings: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with one text by itself."""
    if text is None or text == "":
        yield sheet.problem(at, f"{key}: the word is missing. Add it.", "missing-word")
    elif text == GAP:
        yield sheet.problem(at, f"{key}: this is still to be filled in.", "gap")
    elif not isinstance(text, str):
        yield sheet.problem(at, f"{key}: one text is expected here.", "not-a-text")
    elif holds_plain_address(text):
        said = "write an e-mail address as name(@)host."
        yield sheet.problem(at, f"{key}: {said}", "plain-address")
    elif found := _HTML.search(text):
        said = f"“{shown(found[0])}” would be seen on the page as it is. Write plain words."
        yield sheet.problem(at, f"{key}: {said}", "markup")
    elif said := _brace_problem(text):
        yield sheet.problem(at, f"{key}: {said}", "braces")
    elif wrong := next(script_problems(text, locale, spellings), None):
        yield sheet.problem(at, f"{key}: {shown(wrong[1], 400)}", "wrong-script")


def _spare_braces(word: Any, text: str) -> list[str]:
    """What a plural form has in braces and the form “other” has not."""
    other = word.get("other") if isinstance(word, Mapping) else None
    if not isinstance(other, str) or _brace_problem(other):
        return []
    return sorted(_braces(text) - _braces(other))


@cache
def counted_forms(locale: Locale) -> tuple[str, ...]:
    """The plural forms that a language has for the numbers of a site, by their names in CLDR."""
    plural = BabelLocale.parse(locale).plural_form
    return tuple(dict.fromkeys(plural(number) for number in range(1, 200)))


def plural_forms(locale: Locale) -> tuple[str, ...]:
    """The forms that a word needs: “other” stands for fractions where no whole number has it."""
    return tuple(dict.fromkeys([*counted_forms(locale), "other"]))


def _brace_problem(text: str) -> str:
    """What is wrong with the braces of a word; empty for nothing."""
    try:
        pieces = list(Formatter().parse(text))
    except ValueError:
        return "a brace stands alone. Write {count} as a whole, or no brace."
    for _, name, form, conversion in pieces:
        if name is not None and (form or conversion or not name.isidentifier()):
            return "braces hold the name of a value and nothing else: {count}."
    return ""


def braces_shown(names: Iterable[str]) -> str:
    """The names of values as words hold them."""
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "nothing in braces"


def _braces(word: Any) -> set[str]:
    """The names in braces. All forms count, as “one” may do without the number."""
    texts = word.values() if isinstance(word, Mapping) else [word]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def _flat(words: Mapping[str, Any], start: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted keys; a map of nothing but plural forms is one word."""
    for key, word in words.items():
        if isinstance(word, Mapping) and not word.keys() <= PLURAL_FORMS:
            yield from _flat(word, f"{start}{key}.")
        else:
            yield f"{start}{key}", word
