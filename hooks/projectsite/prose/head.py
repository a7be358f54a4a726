"""The head of a page: its fields, between two lines of three hyphens."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..files.texts import holds_plain_address
from ..files.yaml.sheets import GAP
from ..problems import Problem, nearest, shown, unknown
from ..words.scripts import script_problems
from .pages import FRONT, ProsePage

KEYS = {
    "title": "The title, as the browser and search engines show it.",
    "description": "One sentence on what the page holds, for search engines and previews.",
    "heading": "The heading of the first screen, on a page with the template.",
    "lead": "The sentence below that heading.",
    "template": "`home.html` on the home page, and on no other.",
}
"""The fields that a page may have, with their help."""

NEEDED = ("title", "description")

LONGEST = 1000
"""Characters of a field."""

TEMPLATES = ("home.html",)
"""The templates in overrides/ that a page may ask for, besides the ordinary one."""

_CODE = re.compile(r"\{[{%#]|[}%#]\}|<(?=[A-Za-z/!?])\S{0,20}")
_DASHES = re.compile(r"\s*[-–—]{1,6}\s*")
_FIELD = re.compile(rf"\s*(?:{'|'.join(KEYS)}) *:", re.IGNORECASE)


def head_problems(page: ProsePage, spellings: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the fields of a page, or with the lines around them."""
    if not FRONT.match(page.text):
        yield _without_head(page)
        return
    head, fields = page.head, page.front_matter
    # Of a head with nothing in it each missing field is reported below.
    wrong = [problem for problem in head.problems if problem.code != "empty-file"]
    if not wrong and head.value is not None and not fields:
        said = "fields are expected here: “title: …” and “description: …”."
        wrong = [Problem(page.file, 2, 1, said, "front-matter")]
    yield from wrong or _field_problems(page, spellings)


def _field_problems(page: ProsePage, spellings: Collection[str]) -> Iterator[Problem]:
    head, fields = page.head, page.front_matter
    yield from _hidden(page, spellings)
    for key, value in fields.items():
        if key not in KEYS:
            yield head.key_problem((key,), unknown("field", key, KEYS), "unknown-field")
        elif value is None or value == "":
            said = f"{key}: nothing stands after the colon. Fill it in, or take the line out."
            yield head.problem((key,), said, "missing-field")
        elif value == GAP:
            said = f"{key}: this is still to be filled in."
            yield head.problem((key,), said, "gap")
        elif not isinstance(value, str) or (key in ("title", "heading") and "\n" in value.strip()):
            said = f"{key}: one line of text is expected here, not several."
            yield head.problem((key,), said, "not-a-text")
        elif len(value) > LONGEST:
            said = f"{key}: this has {len(value):,} letters, and may have {LONGEST}. Shorten it."
            yield head.problem((key,), said, "too-long")
        elif key == "template" and value not in TEMPLATES:
            said = f"{key}: {unknown('template', value, TEMPLATES)}"
            yield head.problem((key,), said, "unknown-value")
        elif key == "template" and page.path:
            said = f"{key}: only the home page has this one. Take the line out."
            yield head.problem((key,), said, "unknown-value")
    # A misspelt field is reported as unknown: not as missing too.
    meant = {nearest(shown(key), tuple(sorted(KEYS))) for key in fields if key not in KEYS}
    for key in NEEDED:
        if key not in fields and key not in meant:
            message = f"{key}: the page has none. Begin it with “---”, “{key}: …”, “---”."
            yield Problem(page.file, 1, 1, message, "missing-field")


def _hidden(page: ProsePage, spellings: Collection[str]) -> Iterator[Problem]:
    """What the fields of a page may not hold, made by escapes in double quotes: what stands there
    as it is, is told of with the text of the page."""
    written = page.text[: len(page.text) - len(page.body)]
    for key, value in page.front_matter.items():
        if not isinstance(value, str):
            continue
        if (sign := _CODE.search(value)) and not _CODE.search(written):
            said = f"{key}: “{shown(sign[0])}” is not for the fields of a page. Write plain words."
            yield page.head.problem((key,), said, "statement")
        elif holds_plain_address(value) and not holds_plain_address(written):
            said = f"{key}: write an e-mail address as name(@)host."
            yield page.head.problem((key,), said, "plain-address")
        else:
            for _, said in script_problems(value, page.locale, spellings):
                yield page.head.problem((key,), f"{key}: {shown(said, 400)}", "wrong-script")


def _without_head(page: ProsePage) -> Problem:
    """Why no head can be seen: what stands in the place of its first line, or of its last."""
    lines = page.text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if lines[first] == "---" and first == 0:
        return _unclosed(page, lines)
    message = "put a line “---” above this one: the fields of a page stand between two of them."
    if lines[first] == "---":
        message = "the page begins with an empty line. Take it out: “---” is the first line."
        first = 0
    elif _DASHES.fullmatch(lines[first]):
        message = _three_hyphens(lines[first])
    elif not _FIELD.match(lines[first]):
        message = (
            "the page has no title and no description. Begin it with the lines “---”, “title: …”, "
            "“description: …”, “---”."
        )
        return Problem(page.file, 1, 1, message, "missing-field")
    return Problem(page.file, first + 1, 1, message, "front-matter")


def _unclosed(page: ProsePage, lines: list[str]) -> Problem:
    for number, line in enumerate(lines[1:], 2):
        if line == "---":
            message = "the page has no text below its fields. Write it, or take the file out."
            return Problem(page.file, number, 1, message, "empty-page")
        if _DASHES.fullmatch(line):
            return Problem(page.file, number, 1, _three_hyphens(line), "front-matter")
    last = max([1, *(n for n, line in enumerate(lines, 1) if _FIELD.match(line))])
    message = "the fields that begin in line 1 have no end. Write a line “---” below this one."
    return Problem(page.file, last, 1, message, "front-matter")


def _three_hyphens(line: str) -> str:
    if line.strip() == "---":
        return "blanks stand around “---”. Take them out."
    return f"a line of three hyphens is expected here, and this is “{shown(line)}”. Write “---”."
