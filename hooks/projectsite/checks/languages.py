"""Languages, countries, and texts in the languages of the site."""

from __future__ import annotations

from collections.abc import Iterator

from ..loading import Loaded, texts_of
from ..local_forms import is_country, is_language
from ..model import Cluster, Outcome, localised_texts
from ..problems import Problem, unknown
from ..reading import Path_
from ..text import holds_plain_address
from .telling import told

MANY = 12
"""So many problems of one kind are one problem: a language was dropped, not mistyped."""


def languages_are_known(loaded: Loaded) -> Iterator[Problem]:
    """The languages of the site are languages, each listed once."""
    codes = loaded.project.facts.languages
    for at, code in enumerate(codes):
        path: Path_ = ("languages", at)
        if code in codes[:at]:
            yield told(loaded, "data/project.yml", path, f"{code} stands here twice.", "twice")
        elif not is_language(code) or len(code) != 2:
            message = f"languages: {code} is not a language. Write its ISO 639-1 code: en, de, cs."
            yield told(loaded, "data/project.yml", path, message, "unknown-language")


def languages_are_the_sites(loaded: Loaded) -> Iterator[Problem]:
    """A text is in the default language, and in no language that the site does not have."""
    locales = loaded.project.facts.languages
    spare: dict[str, list[Problem]] = {}
    for file, record in loaded.records.items():
        for path, text in localised_texts(record):
            for code in text.root:
                if code not in locales:
                    message = f"{path[-1]}: {unknown('language', code, locales)}"
                    problem = told(loaded, file, (*path, code), message, "unknown-language")
                    spare.setdefault(code, []).append(problem)
            if locales[0] not in text.root:
                message = f"{path[-1]}: the text is missing in the default language, {locales[0]}."
                yield told(loaded, file, path, message, "missing-text")
    for code, problems in spare.items():
        if len(problems) <= MANY:
            yield from problems
        else:
            message = (
                f"languages: {len(problems)} texts are in {code} too, the first in "
                f"{problems[0].file}:{problems[0].line}. Add {code} here, or take them out."
            )
            yield told(loaded, "data/project.yml", ("languages",), message, "unknown-language")


def codes_are_known(loaded: Loaded) -> Iterator[Problem]:
    """Countries are those of ISO 3166-1, languages those of ISO 639."""
    for file, record in loaded.records.items():
        country = getattr(record, "country", None)
        if country and not is_country(country):
            message = f"country: {country} is no country. Write its ISO 3166-1 code: DE, CZ."
            yield told(loaded, file, ("country",), message, "unknown-country")
        if not isinstance(record, Cluster | Outcome):
            continue
        for at, code in enumerate(record.languages):
            if not is_language(code):
                message = f"languages: {code} is not a language. Write its ISO 639 code: en, de."
                yield told(loaded, file, ("languages", at), message, "unknown-language")


def plain_addresses_stay_out(loaded: Loaded) -> Iterator[Problem]:
    """No text holds an e-mail address that machines could collect."""
    for file, sheet in loaded.sheets.items():
        for path, text in texts_of(sheet.value):
            if path[-1] != "url" and holds_plain_address(text):
                where = ".".join(part for part in path if isinstance(part, str))
                message = f"{where}: write an e-mail address as name(@)host."
                yield told(loaded, file, path, message, "plain-address")
