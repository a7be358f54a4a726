"""Languages, countries, and texts in the languages of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts.hints import country_code
from ..facts.model import Outcome, localised_texts
from ..facts.project import Project
from ..files.layout import PROJECT
from ..files.sheets import Keys
from ..files.texts import holds_plain_address
from ..problems import Problem, shown, unknown
from ..words.forms import has_forms, is_country, is_language, language_name
from ..words.markdown import is_little
from ..words.scripts import NOT_LATIN, script_problems
from ..words.text import Locale

MANY = 12
"""So many problems of one kind are one problem: a language was dropped, not mistyped."""


def languages_are_known(project: Project) -> Iterator[Problem]:
    """The languages of the site are languages, each listed once."""
    codes = project.facts.languages
    for at, code in enumerate(codes):
        path: Keys = ("languages", at)
        if code in codes[:at]:
            message = f"languages: {code} stands here twice. Take one out."
            yield project.problem(PROJECT, path, message, "twice")
        elif not is_language(code) or len(code) != 2:
            message = f"languages: {code} is not a language. Write its ISO 639-1 code: en, de, cs."
            yield project.problem(PROJECT, path, message, "unknown-language")
        elif not has_forms(code):
            name = f"{code} ({language_name(code, Locale('en'))})"
            message = (
                f"languages: Unicode CLDR does not know how dates and numbers are written in {name}"
                ", so no page can be in it. Take it out."
            )
            yield project.problem(PROJECT, path, message, "unknown-language")


def languages_are_the_sites(project: Project) -> Iterator[Problem]:
    """A text is in the default language, and in no language that the site does not have."""
    locales = project.facts.languages
    spare: dict[str, list[Problem]] = {}
    for file, record in project.records.items():
        for path, text in localised_texts(record):
            for code in text.root:
                if code not in locales:
                    message = f"{path[-1]}: {unknown('language', code, locales)}"
                    place = (*path, code)
                    problem = project.key_problem(file, place, message, "unknown-language")
                    spare.setdefault(code, []).append(problem)
            if locales[0] not in text.root:
                name = ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)
                default = locales[0]
                message = f"{name}: the default language is missing. Add “{default}: …” below it."
                yield project.problem(file, path, message, "missing-text")
    for code, problems in spare.items():
        if len(problems) <= MANY:
            yield from problems
        else:
            message = (
                f"languages: {len(problems)} texts are in {code} too, the first in "
                f"{problems[0].file}:{problems[0].line}. Add {code} here, or take them out."
            )
            yield project.problem(PROJECT, ("languages",), message, "unknown-language")


def codes_are_known(project: Project) -> Iterator[Problem]:
    """Countries are those of ISO 3166-1, languages those of ISO 639."""
    for file, sheet in project.sheets.items():
        for path, text in sheet.texts:
            name = path[-1]
            if name == "country" and not is_country(text):
                meant = country_code(text)
                write = f'“country: "{meant}"”' if meant else "its ISO 3166-1 code, as DE"
                message = f"country: {text} is the code of no country. Write {write}."
                yield project.problem(file, path, message, "unknown-country")
            elif (
                (name == "language" or (isinstance(name, int) and path[-2:-1] == ("languages",)))
                # The languages of the site have a law of their own.
                and file != PROJECT
                and not is_language(text)
            ):
                message = f"{text} is not a language. Write its ISO 639 code: en, de."
                yield project.problem(file, path, f"languages: {message}", "unknown-language")


def plain_addresses_stay_out(project: Project) -> Iterator[Problem]:
    """No text holds an e-mail address that machines could collect."""
    for file, sheet in project.sheets.items():
        for path, text in sheet.texts:
            if path[-1] != "url" and holds_plain_address(text):
                message = f"{_where(path)}: write an e-mail address as name(@)host."
                yield project.problem(file, path, message, "plain-address")


# A whole tag: "p<0.05" and "a<b" are plain words.
_MARKUP = re.compile(r"<[/!?]?[A-Za-z][^<>]{0,200}>|<!--|\{\{|\{%|\{#")
_RECORD_LINK = re.compile(r"\]\(\s*+<?\s*+([^()<>\s]*(?:\([^()<>\s]*\))?[^()<>\s]*)")
_SCRIPT = re.compile(r"(?:javascript|vbscript|data|file):", re.IGNORECASE)


def texts_are_plain(project: Project) -> Iterator[Problem]:
    """No text holds HTML or macro calls: a reader would see them as they are written."""
    for file, sheet in project.sheets.items():
        for path, text in sheet.texts:
            if ("<" in text or "{" in text) and (found := _MARKUP.search(text)):
                message = (
                    f"{_where(path)}: “{shown(found[0])}” would be seen on the page as it is. "
                    "Write plain words."
                )
                yield project.problem(file, path, message, "markup")


# What may begin more than the little Markdown: most texts have none of it, and are not drawn.
_SIGNS = (
    *("![", "]:", "#", "```", "~~~", "\n    ", "\n\t", "\n=", "\n-\n", "\n--"),
    *("---", "***", "___", "- -", "* *", "_ _"),
)
_BEYOND = re.compile("|".join(map(re.escape, _SIGNS)))


def texts_are_little_markdown(project: Project) -> Iterator[Problem]:
    """A text of an outcome holds paragraphs, lists, quotations, emphasis and links, no more."""
    for file, outcome in project.of(Outcome):
        for locale, text in outcome.text.root.items() if outcome.text else ():
            if _BEYOND.search(text) and not is_little(text):
                message = (
                    f"text.{locale}: only paragraphs, lists, quotations, emphasis and links are "
                    "drawn here; take out headings, pictures, rules and code blocks."
                )
                yield project.problem(file, ("text", locale), message, "markup")


def links_of_texts_are_whole(project: Project) -> Iterator[Problem]:
    """A link in a text begins with https:, as the text stands on many pages."""
    for file, sheet in project.sheets.items():
        for path, text in sheet.texts:
            for found in _RECORD_LINK.finditer(text) if "](" in text else ():
                if found[1].startswith(("https://", "http://")):
                    continue
                target = shown(found[1])
                if _SCRIPT.match(target):
                    message = f"{_where(path)}: “{target}” would run a script. Link to “https://…”."
                    yield project.problem(file, path, message, "script-link")
                else:
                    message = f"{_where(path)}: “{target}” leads nowhere from here. Write it whole: “https://…”."
                    yield project.problem(file, path, message, "broken-link")


def _where(path: Keys) -> str:
    return ".".join(part for part in path if isinstance(part, str))


ADDRESSES = ("url", "website")


def texts_are_in_their_script(project: Project) -> Iterator[Problem]:
    """No word mixes letters of two scripts, no text is in another script than its language."""
    locales = project.facts.languages
    for file, sheet in project.sheets.items():
        for path, text in sheet.texts:
            # An address is as others have made it.
            if not text.isascii() and path[-1] not in ADDRESSES and NOT_LATIN.search(text):
                locale = Locale(str(path[-1])) if path[-1] in locales else None
                for _, said in script_problems(text, locale):
                    name = ".".join(part for part in path if isinstance(part, str))
                    message = f"{name}: {shown(said, 400)}"
                    yield project.problem(file, path, message, "wrong-script")
