"""Languages, countries, and texts in the languages of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from ..facts.model import Outcome, localised_texts
from ..facts.news import NewsItem
from ..facts.project import Project
from ..files.layout import PROJECT
from ..files.texts import LIMIT_PROBLEMS, holds_plain_address, invisible_entities, named
from ..files.yaml.sheets import Keys
from ..problems import Problem, shown, unknown
from ..words.codes import country_code, language_advice, language_codes, language_fault
from ..words.forms import is_country, is_language
from ..words.markdown import BULLET, has_words, is_little, links_of, paragraphs
from ..words.scripts import NOT_LATIN, hidden_letters, script_problems
from ..words.text import Locale
from ..words.web import host_of, names_another_host, not_what_it_says

MANY = 12
"""More problems of one kind are reported as one: a language was dropped, not mistyped."""
FEW = 3
"""More texts of a record without the default language are reported as one: it is written in
another."""


def languages_are_known(project: Project) -> Iterator[Problem]:
    """The languages of the site are languages, each listed once."""
    codes = project.facts.languages
    for at, code in enumerate(codes):
        path: Keys = ("languages", at)
        if code in codes[:at]:
            message = f"languages: {code} stands here twice. Take one out."
            yield project.problem(PROJECT, path, message, "twice")
        elif fault := language_fault(code):
            take = "" if "Write" in fault else " Take it out."
            message = f"languages: {fault}{take}"
            yield project.problem(PROJECT, path, message, "unknown-language")


def languages_are_the_sites(project: Project) -> Iterator[Problem]:
    """A text is in no language that the site does not have."""
    locales = project.facts.languages
    spare: dict[str, list[Problem]] = {}
    for file, record in project.records.items():
        for path, text in localised_texts(record):
            for code in text.root:
                if code not in locales:
                    said = unknown("language", code, locales, meant=language_codes(code))
                    message = f"{path[-1]}: {said}"
                    problem = project.key_problem(file, (*path, code), message, "unknown-language")
                    spare.setdefault(code, []).append(problem)
    for code, problems in spare.items():
        if len(problems) <= MANY:
            yield from problems
        else:
            message = (
                f"languages: {len(problems)} texts are in {code} too, the first in "
                f"{problems[0].file}:{problems[0].line}. Add {code} here, or take them out."
            )
            yield project.problem(PROJECT, ("languages",), message, "unknown-language")


def texts_are_in_the_default_language(project: Project) -> Iterator[Problem]:
    """A text is in the default language: the others are its translations."""
    default = project.facts.languages[0]
    found: list[Problem] = []
    for file, record in project.records.items():
        lacking = [path for path, text in localised_texts(record) if default not in text.root]
        if len(lacking) > FEW:
            found.append(_in_another_language(project, file, lacking, default))
        else:
            found += [_without_default(project, file, path, default) for path in lacking]
    if len(found) <= MANY:
        yield from found
        return
    message = (
        f"languages: in {len({problem.file for problem in found})} files texts are missing in "
        f"{default}, the default language; the first is in {found[0].file}:{found[0].line}. Write "
        "them, or begin the list with the language that all texts are in."
    )
    yield project.problem(PROJECT, ("languages", 0), message, "missing-text")


def _without_default(project: Project, file: str, path: Keys, default: str) -> Problem:
    if (*path, default) in project.sheets[file].keys:
        message = f"{_named(path)}.{default}: nothing stands after the colon. Fill it in."
        return project.problem(file, (*path, default), message, "missing-text")
    there, add = _languages_at(project, file, path), f"Add “{default}: …” below it."
    message = f"{_named(path)}: there is no text. {add}"
    if there:
        message = (
            f"{_named(path)}: only {there} there, and the default language is {default}. {add}"
        )
    return project.problem(file, path, message, "missing-text")


def _in_another_language(project: Project, file: str, paths: list[Keys], default: str) -> Problem:
    """One message for a record that is written in another language than the default one."""
    paths = sorted(paths, key=project.sheets[file].line)
    message = (
        f"of {len(paths)} texts only {_languages_at(project, file, paths[0])} there, and the "
        f"default language is {default}. Add “{default}: …” below each: "
        f"{', '.join(map(_named, paths))}."
    )
    return project.problem(file, paths[0], message, "missing-text")


def _languages_at(project: Project, file: str, path: Keys) -> str:
    """The languages that a text is in: “de is”; “de and fr are”."""
    codes = [str(keys[-1]) for keys, _ in project.sheets[file].texts if keys[:-1] == path]
    listed = " and ".join(filter(None, [", ".join(codes[:-1]), *codes[-1:]]))
    return f"{listed} {'is' if len(codes) == 1 else 'are'}" if codes else ""


def _named(path: Keys) -> str:
    """The keys that lead to a text, with numbers from 1: files.1.title."""
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)


def codes_are_known(project: Project) -> Iterator[Problem]:
    """Countries are those of ISO 3166-1, languages those of ISO 639."""
    for file, sheet in project.sheets.items():
        for path, text in sheet.texts:
            name = path[-1]
            if name == "country" and not is_country(text):
                meant = country_code(text)
                write = f"“country: {meant}”" if meant else "its ISO 3166-1 code, as DE"
                message = f"country: {text} is the code of no country. Write {write}."
                yield project.problem(file, path, message, "unknown-country")
            elif (
                (name == "language" or (isinstance(name, int) and path[-2:-1] == ("languages",)))
                # The languages of the site have a law of their own.
                and file != PROJECT
                and not is_language(text)
            ):
                message = (
                    f"{path[-1] if name == 'language' else 'languages'}: {text} is not a language."
                )
                message = f"{message} {language_advice(text)}"
                yield project.problem(file, path, message, "unknown-language")


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
            if path[-1] == "doi":  # of older ones < is a part: 10.1175/1520-0442(2003)016<0206:…
                continue
            if ("<" in text or "{" in text) and (found := _MARKUP.search(text)):
                message = (
                    f"{_where(path)}: “{shown(found[0])}” would be seen on the page as it is. "
                    "Write plain words."
                )
                yield project.problem(file, path, message, "markup")


_LABEL = r"\[(?:\\[\[\]]|[^\[\]\n]|\n(?![ \t>]*\n))+\]"
_DEFINITION = re.compile(
    rf"(?:^|\r)(?:[ \t>]|[-*+][ \t]|\d{{1,9}}[.)][ \t])*{_LABEL}:", re.MULTILINE
)
"""What Markdown takes for the address of a link, in a quotation or list too, and does not draw. Its
label may go on in the next line."""


def texts_are_little_markdown(project: Project) -> Iterator[Problem]:
    """A text of an outcome or of news holds paragraphs, lists, quotations, emphasis and links, no
    more."""
    told: Iterable[tuple[str, Outcome | NewsItem]]
    told = chain(project.of(Outcome), project.of(NewsItem))
    for file, record in told:
        for locale, text in record.text.root.items() if record.text else ():
            if made := next(invisible_entities(text), None):
                message = f"text.{locale}: an entity makes {named(made[2])}. Take it out."
                yield project.problem(file, ("text", locale), message, "invisible-character")
            elif hidden := next(hidden_letters(text), None):
                yield project.problem(
                    file, ("text", locale), f"text.{locale}: {hidden[1]}", "wrong-script"
                )
            elif found := _DEFINITION.search(text):
                said = (
                    f"a line that begins with “{shown(found[0])}” is not drawn. Begin it otherwise."
                )
                yield project.problem(file, ("text", locale), f"text.{locale}: {said}", "markup")
            elif not is_little(text):
                message = (
                    f"text.{locale}: only paragraphs, lists, quotations, emphasis and links are "
                    "drawn here; take out headings, pictures, rules and code blocks."
                )
                yield project.problem(file, ("text", locale), message, "markup")
            elif match := BULLET.search(text):
                message = f"text.{locale}: “{match[1]}” makes no list. Begin each entry with “- ”."
                yield project.problem(file, ("text", locale), message, "list")


def links_of_texts_are_whole(project: Project) -> Iterator[Problem]:
    """A link in a text has words, which name no other address than it leads to, and begins with
    https:, as the text stands on many pages."""
    for file, sheet in project.sheets.items():
        for path, text in sheet.texts:
            if "]" not in text:
                continue
            written = _RECORD_LINK.findall(text) if "](" in text else ()
            links = links_of(text)
            wrong = [one for one in written if not host_of(one)]
            # By a label a link is written in another way.
            for one in wrong or [to for to, _ in links if not host_of(to)]:
                target = shown(one)
                if _SCRIPT.match(target):
                    message = f"{_where(path)}: “{target}” would run a script. Link to “https://…”."
                    yield project.problem(file, path, message, "script-link")
                else:
                    message = f"{_where(path)}: “{target}” leads nowhere from here. Write it whole: “https://…”."
                    yield project.problem(file, path, message, "broken-link")
            for target, words in links:
                if not has_words(words):
                    said = f"no words lead to “{shown(target)}”. Write [words](…)."
                    yield project.problem(file, path, f"{_where(path)}: {said}", "link-text")
                elif names_another_host(words, target):
                    said = not_what_it_says(words, target)
                    yield project.problem(file, path, f"{_where(path)}: {said}", "link-host")


def titles_name_no_other_host(project: Project) -> Iterator[Problem]:
    """The title of what lies at an address is a link to it, and begins with no other."""
    for file, sheet in project.sheets.items():
        addresses = {path[:-1]: text for path, text in sheet.texts if path[-1] == "url"}
        for path, text in sheet.texts if addresses else ():
            above = path[: path.index("title")] if "title" in path else None
            # The name of a site may begin a title: www.example.org starts anew.
            if (
                above in addresses
                and text.lower().startswith("http")
                and names_another_host(text, addresses[above])
            ):
                message = f"{_where(path)}: {not_what_it_says(text, addresses[above])}"
                yield project.problem(file, path, message, "link-host")


def _where(path: Keys) -> str:
    return ".".join(part for part in path if isinstance(part, str))


_AS_THEY_ARE = frozenset({"url", "website", "archived", "spellings"})
"""Addresses are made by others: a mixed script there is no mistake of this project."""


def texts_are_in_their_script(project: Project) -> Iterator[Problem]:
    """No word mixes letters of two scripts, no text is in another script than its language."""
    locales, right = project.facts.languages, project.spellings
    for file, sheet in project.sheets.items():
        for path, text in sheet.texts:
            if not text.isascii() and _AS_THEY_ARE.isdisjoint(path) and NOT_LATIN.search(text):
                locale = Locale(str(path[-1])) if path[-1] in locales else None
                # Stars and brackets may part a word.
                seen = "\n".join(paragraphs(text)) if path[0] == "text" else ""
                found = dict.fromkeys(
                    said for one in (text, seen) for _, said in script_problems(one, locale, right)
                )
                for said in islice(found, LIMIT_PROBLEMS):
                    name = ".".join(part for part in path if isinstance(part, str))
                    message = f"{name}: {shown(said, 400)}"
                    yield project.problem(file, path, message, "wrong-script")
