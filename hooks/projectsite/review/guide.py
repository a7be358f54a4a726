"""The reference pages for editors, written from the code: fields, codes, and what a page may hold.

`projectsite guide` writes them, and a test compares them with the code; see EDITING.md for the
recipes, which are written by hand.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ..facts import model
from ..facts.own_words import OwnWords
from ..facts.schema import MODELS
from ..files.layout import CODES_GUIDE, FIELDS_GUIDE, PAGES_GUIDE
from ..macros import NAMES, Macros
from ..prose.head import KEYS
from ..prose.pages import ASSETS
from ..words.dates import PartialDate
from ..words.forms import date_form
from ..words.text import Locale, LocalisedText
from .codes import CODES

_WRITTEN = "<!-- Written by `make guide` from the code: do not edit it here. -->"


def draw_guides(own: OwnWords) -> dict[str, str]:
    """The text of each page, by its path below the root of the project."""
    drawn = {
        FIELDS_GUIDE: _page("Fields", _fields()),
        CODES_GUIDE: _page("Codes", _codes()),
        PAGES_GUIDE: _page("Pages", _pages()),
    }
    return {file: own.said(text) for file, text in drawn.items()}


def _page(title: str, lines: Iterator[str]) -> str:
    return "\n".join([_WRITTEN, "", f"# {title}", "", *lines]).rstrip("\n") + "\n"


# Codes


def _codes() -> Iterator[str]:
    yield "Each message of the check ends with one of these codes."
    for heading, codes in CODES.items():
        yield from ("", f"## {heading}", "")
        yield from (f"- `{code}`: {sentence}" for code, sentence in codes.items())


# Fields

_TITLES = {name: name.replace("-", " ").capitalize() for name in MODELS}

_DATES = {
    "a year": "2017",
    "a month": "2017-04",
    "a day": "2017-04-25",
    "the first and the last day": "2017-04-25/2017-04-28",
}

_YAML = """\
## YAML in one minute

- `field: value`, and two blanks before what belongs to the line above. Never tabs.
- Everything is read as text: `NO`, `1.10` and `2010` stay what they are.
- Put quotes around a text with a colon and a blank in it, or with `#`, `*`, `&`, `!`, `{` or `[` \
at its start: `"Water: a resource"`.
- A long text: `>-` after the field, then the lines, each with two more blanks.
- A list: `[en, de]`, or a line for each with `- ` before it.

## Dates

No more exact than the source; without a date leave `date` out. The site writes it as each \
language does.

| what | in the file | in English | in German | in French |
| --- | --- | --- | --- | --- |"""

_HOLDS = """\
\\* must be there. **Words** are a text in several languages, a line each, the default language at \
least: `en: …`. An **id** is the name of another record's file without `.yml`; that of a work \
package or objective is written as in the grant agreement, `WP1` or `O1.2`."""


def _fields() -> Iterator[str]:
    links = (f"[{title.lower()}](#{title.lower().replace(' ', '-')})" for title in _TITLES.values())
    yield f"The fields of each kind of record: {', '.join(links)}."
    yield from ("", _HOLDS, "", _YAML)
    for what, text in _DATES.items():
        date = PartialDate.parse(text)
        forms = (date_form(date, Locale(at)).replace("\u00a0", " ") for at in ("en", "de", "fr"))
        yield f"| {what} | `{text}` | {' | '.join(forms)} |"
    for name, kind in MODELS.items():
        yield from ("", f"## {_TITLES[name]}", "")
        yield from _kind(kind)
    yield from ("", "## What all of these have, but objectives", "")
    yield from _table(model.Sourced, _own(model.Sourced))
    for name, inner in _inner(model.Sourced):
        yield from _below(name, inner)


def _kind(kind: type[model.Record]) -> Iterator[str]:
    file, _, sentence = " ".join((inspect.getdoc(kind) or "").split()).partition(": ")
    yield from (f"`{file}`: {sentence}", "")
    yield from _table(kind, _own(kind))
    for name, inner in _inner(kind):
        yield from _below(name, inner)


def _below(name: str, kind: type[model.Record]) -> Iterator[str]:
    yield from ("", f"Each of its `{name}`:", "")
    yield from _table(kind, list(kind.model_fields))


def _own(kind: type[model.Record]) -> list[str]:
    """The fields of a kind without those that all records have."""
    return [name for name in kind.__annotations__ if name in kind.model_fields]


def _table(kind: type[model.Record], names: list[str]) -> Iterator[str]:
    yield from ("| field | holds | what it says |", "| --- | --- | --- |")
    hints = get_type_hints(kind, include_extras=True)
    for name in names:
        field = kind.model_fields[name]
        star = r"\*" if field.is_required() else ""
        sentence = " ".join((field.description or "").split())
        values = _values(hints[name])
        if any(value not in sentence for value in values):
            sentence = f"{sentence} One of {', '.join(f'`{value}`' for value in values)}."
        noun = "id" if name == "id" else _noun(hints[name])
        yield f"| `{name}`{star} | {noun} | {sentence} |"


def _inner(kind: type[model.Record]) -> Iterator[tuple[str, type[model.Record]]]:
    """The fields of a kind that hold lists of records."""
    for name in _own(kind):
        for inner in model.models_in(kind.model_fields[name].annotation):
            if inner is not LocalisedText and issubclass(inner, model.Record):
                yield name, inner


_NOUNS: tuple[tuple[object, str], ...] = (
    (LocalisedText, "words"),
    (model.Id, "id"),
    (model.SourcedField, "name of a field"),
    (model.InferredField, "name of a field"),
    (model.Line, "line"),
    (model.Url, "address"),
    (model.SecureUrl, "address"),
    (model.Latitude, "number"),
    (model.Longitude, "number"),
    (model.Months, "whole number"),
    (model.Year, "year"),
    (model.Date, "date"),
    (model.Due, "month or date"),
    (model.Code, "code"),
    (model.Doi, "DOI"),
    (model.FileName, "name of a file"),
    (model.YesNo, "yes or no"),
    (model.Country, "country code"),
    (model.SiteLocaleCode, "language code"),
    (model.LocaleCode, "language code"),
    (model.Obscured, "address as name(@)host"),
)
"""What a field of each type holds, in an editor's words."""


def _noun(hint: Any) -> str:
    for kind, noun in _NOUNS:
        if hint is kind:
            return noun
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, model.Reference):
            return f"id ({mark.noun})"
    if get_origin(hint) in (Union, UnionType):
        return _noun(next(kind for kind in get_args(hint) if kind is not NoneType))
    if get_origin(hint) is tuple:
        items = get_args(hint)
        return f"list: {_noun(items[0])}" if items[-1] is ... else f"{len(items)} numbers"
    if isinstance(hint, type) and issubclass(hint, model.Record):
        return "record"
    if _values(hint):
        return "one of a list"
    return "line"


def _values(hint: Any) -> list[str]:
    """The values of a closed list."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return [str(value) for value in hint]
    return [value for kind in get_args(hint) for value in _values(kind)]


# Pages

_PAGE = """\
One folder a language, with the same file names in each. Files to download and pictures lie in \
`docs/assets/`. How to edit a page: [EDITING.md](../EDITING.md); \
how to add one: [RECIPES.md](../RECIPES.md#edit-or-add-a-page).

## The head of a page

Between two lines of dashes at its beginning:

| field | what it says |
| --- | --- |"""

_MACROS = """
Below the head stands Markdown, and wherever facts belong, a macro.

## Macros

What a page may call between `{{` and `}}`, alone in a line with an empty line before and after \
it. Arguments are constants: a text in quotes or a whole number.

| macro | what it draws |
| --- | --- |"""

_RULES = """
## What a page may not hold

- Jinja other than a macro call: no `{%`, no `{#`, no `{{ 1 + 1 }}`. Code in back quotes is no \
exception.
- Two braces that are no call, and a call inside a sentence, a list or a table.
- HTML. Markdown is what CommonMark says, with tables and footnotes.
- Links that would run a script, and e-mail addresses other than `name(@)host`.
- Pictures of other hosts, in whatever form they are written.
- Links to pages, headings or files that do not exist.

## Links, pictures and files

Links lead to the file of a page, seen from the page that you write: `[contacts](contact.md)`; a \
record has a page too: `[WP1](work-packages/wp1.md)`. From `docs/en/contact.md` a picture is \
`![what it shows](../assets/name.png)`. `docs/assets/` may hold"""


def _pages() -> Iterator[str]:
    yield _PAGE
    yield from (f"| `{key}` | {sentence} |" for key, sentence in KEYS.items())
    yield _MACROS
    examples: list[str] = []
    for name in NAMES:
        sentence, _, calls = (inspect.getdoc(getattr(Macros, name)) or "").partition("\n\n")
        yield f"| `{name}` | {' '.join(sentence.split())} |"
        examples.extend(calls.splitlines())
    yield from ("", "Examples:", "", "```text", *examples, "```", _RULES)
    kinds = ", ".join(f"`{suffix}`" for suffix in sorted(ASSETS))
    yield f"{kinds}; no SVG and no HTML, which can run code."
