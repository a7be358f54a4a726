"""A correction or translation: exact where it names file and field, else for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..facts.folders import KINDS
from ..facts.project import Project
from ..files.layout import LEDGER
from ..files.yaml.sheets import Keys
from ..problems import ProblemsFound, shown, unknown
from ..review.accepting import accepted, chosen
from ..site import load_site
from ..words.forms import language_name
from ..words.text import Locale, State
from .answers import Filled, Refused, Wrong, code_span
from .changing import DONE, Filing, amended, bare, label_of
from .forms import HOLDS, LANGUAGE, PAGE, PLACE_FIELD, PLACE_FILE, RIGHT, SOURCES, WRONG

_UNKNOWN = "page is not that of one record, and no file is named"
_KEYS = re.compile(r"[A-Za-z0-9_-]{1,60}(?:\.[A-Za-z0-9_-]{1,60}){0,6}")
_ON_GITHUB = re.compile(r"https://github\.com/[^/\s]+/[^/\s]+/(?:blob|edit)/[^/\s]+/(\S+)")
_LONG = 120
"""A text of more letters is not replaced by one that is half as long."""


def corrected(project: Project, filled: Filled) -> Filing:
    """What comes of it; raises Refused with the question that is to be mended."""
    field = re.sub(r"\s+", "_", str(filled.answers.get(PLACE_FIELD, "")))
    file = _named(filled) or (_of_page(project, filled) if field else "")
    holds = HOLDS in filled.answers
    if holds == (RIGHT in filled.answers):
        said = "say what it should say, or tick the box below it; not both."
        raise Refused([Wrong(label_of(filled, RIGHT), said)])
    if holds and file:
        return _holding(project, filled, file, field)
    if not file or not field:
        lacks = _UNKNOWN if field else "form names no field"
        said = f"Thank you: a colleague takes this on. No file was changed, as the {lacks}."
        return Filing({}, (said,))
    if file not in project.sheets:
        said = unknown("data file", file[:200], project.sheets, limit=0)
        raise Refused([Wrong(label_of(filled, PLACE_FILE), said)])
    path = _place(project, filled, project.sheets[file].value, field)
    there = _there(project.sheets[file].value, path)
    new = _new(filled, path, there)
    text = amended(project, file, {path: new}, filled, tuple(project.locales))
    return Filing({file: text}, tuple(_said(filled, file, path, there, new)))


def _named(filled: Filled) -> str:
    """The file that is named, also by its address on github.com."""
    file = str(filled.answers.get(PLACE_FILE, ""))
    found = _ON_GITHUB.fullmatch(file)
    return found[1] if found else file


def _of_page(project: Project, filled: Filled) -> str:
    """The file of the record that the page shows; empty where it is no record's."""
    page = re.sub(r"[?#].*", "", str(filled.answers[PAGE])).strip("/")
    for kind in KINDS:
        for id in project.ids[kind.noun] if kind.has_pages else ():
            if f"/{page}".endswith(f"/{kind.address(id).strip('/')}"):
                return project.own.file(kind, id)
    return ""


def _place(project: Project, filled: Filled, value: Any, field: str) -> Keys:
    """The keys of the field in a file, down to the language that is meant."""
    if not _KEYS.fullmatch(field):
        raise _refused(filled, f"“{shown(field)}” is no field. Write it as title.de.")
    if isinstance(value, dict) and field.partition(".")[0] not in value:
        field = field.lower()
    path = _path(value, field)
    language = str(filled.answers.get(LANGUAGE, ""))
    if path[-1] in project.locales:
        if language and path[-1] != language:
            asked, named = _name(language), _name(str(path[-1]))
            raise _refused(filled, f"the form says {asked}, and this is {named}. Mend one.")
        return path
    if isinstance(_there(value, path), dict) or language:
        return (*path, language or _of_address(project, filled))
    return path


def _of_address(project: Project, filled: Filled) -> str:
    """The language of the page that is named."""
    page = f"{filled.answers[PAGE]}/"
    others = (str(locale) for locale in project.locales[1:])
    return next((code for code in others if f"/{code}/" in page), str(project.default_locale))


def _refused(filled: Filled, said: str) -> Refused:
    return Refused([Wrong(label_of(filled, PLACE_FIELD), said)])


def _name(locale: str) -> str:
    return language_name(locale, Locale("en"))


def _path(value: Any, field: str) -> Keys:
    """The keys of a dotted path; a number is one where a list stands."""
    path: list[str | int] = []
    for part in field.split("."):
        listed = isinstance(value, list) and part.isdecimal() and len(part) < 4
        path.append(int(part) if listed else part)
        value = _there(value, tuple(path[-1:]))
    return tuple(path)


def _there(value: Any, path: Keys) -> Any:
    """What stands at a place; None where nothing does."""
    for key in path:
        if isinstance(value, dict):
            value = value.get(key)
        else:
            listed = isinstance(value, list) and isinstance(key, int) and key < len(value)
            value = value[key] if listed else None
    return value


def _new(filled: Filled, path: Keys, there: Any) -> str:
    """The new value: of a correction what is right in the place of the words that are wrong, which
    have to stand there once; of a translation the whole text."""
    right = bare(str(filled.answers[RIGHT]), str(path[0]), str(path[-1]))
    if not isinstance(there, str):
        return right
    if LANGUAGE in filled.answers:
        if len(there) > _LONG and len(right) < len(there) / 2:
            said = (
                f"your text has {len(right.split())} words, and that which stands there "
                f"{len(there.split())}. Write the whole text; one sentence is mended by the form "
                "“Something is wrong”."
            )
            raise Refused([Wrong(label_of(filled, RIGHT), said)])
        return right
    found = list(_words(str(filled.answers[WRONG])).finditer(there))
    if len(found) == 1:
        return there[: found[0].start()] + right + there[found[0].end() :]
    field = ".".join(map(str, path))
    if found:
        said = f"these words stand in {field} {len(found)} times. Copy more of those around them."
    else:
        stands = shown(" ".join(there.split()), 300)
        said = f"these words do not stand in {field}: “{stands}”. Copy from there those that go."
    raise Refused([Wrong(label_of(filled, WRONG), said)])


def _words(text: str) -> re.Pattern[str]:
    """Some words, however they are parted, with any apostrophe; without the quotes around them."""
    words = text.strip(' \n\t“”„"«»').split()
    apart = (re.sub("['’]", "['’]", re.escape(word)) for word in words)
    return re.compile(r"\s+".join(apart) or "(?!)")


def _said(filled: Filled, file: str, path: Keys, there: Any, new: str) -> Iterator[str]:
    yield f"Changed: `{file}`, the field `{'.'.join(map(str, path))}`. {DONE}"
    if isinstance(there, str):
        start = max(_alike(there, new) - _AROUND, 0)
        end = max(_alike(there[:start:-1], new[:start:-1]) - _AROUND, 0)
        before, now = (text[start : len(text) - end] for text in (there, new))
        yield f"Before: {code_span(shown(before, 400))}\n\nNow: {code_span(shown(now, 400))}"
    else:
        yield f"Now: {code_span(shown(new, 400))}"
    if SOURCES in filled.answers:
        yield "The source is for the colleague, who adds it below “sources” where it fits."


_AROUND = 60
"""So many letters around what has changed are shown."""


def _alike(one: str, other: str) -> int:
    """How many letters are the same from the beginning on."""
    pairs = enumerate(zip(one, other))  # noqa: B905 - as far as the shorter goes
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _holding(project: Project, filled: Filled, file: str, field: str) -> Filing:
    """A translation that still holds: what `projectsite translations accept` writes."""
    translations = load_site(project.root).translations
    try:
        those = chosen(translations, file, field, str(filled.answers[LANGUAGE]))
    except ProblemsFound as found:
        (problem,) = found.problems
        label = label_of(filled, PLACE_FILE if problem.file == LEDGER else PLACE_FIELD)
        raise Refused([Wrong(label, problem.message)]) from None
    if not any(translation.state is State.OLDER for translation in those):
        raise Refused([Wrong("", "this is no older than its source. Nothing would change.")])
    said = f"It still holds: `{file}`{f', the field `{field}`' * bool(field)}. {DONE}"
    return Filing({LEDGER: accepted(translations, those).text()}, (said,))
