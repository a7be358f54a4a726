"""What a page may not hold: HTML, Jinja statements, links that run code, plain addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ..files.texts import holds_plain_address, invisible_characters, merge_marks
from ..problems import Problem, shown
from ..words.scripts import script_problems
from .calls import Vocabulary, macro_problems
from .head import head_problems
from .pages import FRONT, ProsePage
from .slips import slips

MOST = 200
"""So many problems of one page are reported."""

STATEMENT = re.compile(r"\{[%#]")
HTML = re.compile(r"<(?=[A-Za-z/!?])\S{0,20}")
_CODE_SPAN = re.compile(r"(?<![\\`])`[^`\n]+`(?!`)")
SCRIPT_LINK = re.compile(
    r"(?:\]\(|^\s{0,3}\[(?!\^)[^\[\]]+\]:)\s*+<?\s*+(?:javascript|data|vbscript|file):",
    re.IGNORECASE | re.MULTILINE,
)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(\s*+<?\s*+((?:https?:)?//[^)>\s]*)", re.IGNORECASE)

LINK_ADVICE = "this link would run a script. Link to an https: address."


def check_page(page: ProsePage, vocabulary: Vocabulary | None = None) -> Iterator[Problem]:
    """What a page may not hold. With a vocabulary, calls are tried out, to report unknown ids."""
    return islice(_page_problems(page, vocabulary), MOST)


def _page_problems(page: ProsePage, vocabulary: Vocabulary | None) -> Iterator[Problem]:
    text = page.text
    first = invisible_characters(text, page.file) or merge_marks(text, page.file)
    yield from first or head_problems(page)
    # In the whole text: Jinja does not know that back quotes mean code.
    for match in STATEMENT.finditer(text):
        advice = f"“{match[0]}” is not for pages. Only calls such as {{{{ outcomes() }}}} are."
        yield page.problem(match.start(), advice, "statement")
    if FRONT.match(text) and not page.body.strip():
        said = "the page has no text below its fields. Write it, or take the file out."
        yield page.problem(max(len(text) - 1, 0), said, "empty-page")
    prose = without_code(text)
    for match in HTML.finditer(prose):
        yield page.problem(match.start(), _html_advice(match[0]), "html")
    for at, said in script_problems(prose, page.locale):
        yield page.problem(at, shown(said, 400), "wrong-script")
    for match in SCRIPT_LINK.finditer(text):
        yield page.problem(match.start(), LINK_ADVICE, "script-link")
    for match in _PICTURE.finditer(prose):
        said = "a picture of another host tells that host who reads. Put it into docs/assets/."
        yield page.problem(match.start(1), said, "remote-picture")
    for number, line in enumerate(text.split("\n"), 1):
        if holds_plain_address(line):
            said = "write an e-mail address as name(@)host, or call {{ contacts() }}."
            found = re.search(r"[\w.+-]*(?:@|%40|&#|&comm)|mailto:", line, re.IGNORECASE)
            column = found.start() + 1 if found else 0
            yield Problem(page.file, number, column, said, "plain-address")
    yield from slips(page, prose)
    yield from macro_problems(page, vocabulary)


def without_code(text: str) -> str:
    """A text with blanks in the place of what stands in back quotes."""
    return _CODE_SPAN.sub(lambda match: " " * len(match[0]), text)


def _html_advice(tag: str) -> str:
    if address := re.match(r"<(https?://[^>\s]*)", tag):
        return f"write a link as [its name]({address[1]}…)."
    return f"“{shown(tag)}” is HTML, which pages do not hold. Write Markdown, or call a macro."
