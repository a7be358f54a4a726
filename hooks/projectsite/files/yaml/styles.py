"""How a text is written in YAML: plain, in quotation marks, folded, or line by line."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import yaml
from yaml.resolver import Resolver

from .mistakes import quoted
from .sheets import sheet_of

WIDTH = 98
"""So many columns have the lines of folded texts, as in data/."""

PLAIN, SINGLE, DOUBLE, FOLDED, LITERAL = "", "'", '"', ">", "|"
"""The five styles of a scalar (YAML 1.2.2, chapters 7.3 and 8.1), as PyYAML names them."""

HEADERS = {FOLDED: ">-", LITERAL: "|"}
"""What stands beside the key of a text below it, as in data/ and RECIPES.md."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_STRING = "tag:yaml.org,2002:str"


def in_line(text: str, style: str, *, flow: bool) -> str | None:
    """A text on one line: in the wanted style where that can hold it, else in the next best.

    Within brackets (`flow`) a plain text may hold fewer signs. None for what no data file may
    hold: nothing but blanks, invisible characters.
    """
    if not text.strip():
        return None
    # YAML reads every escape of JSON in double quotation marks: this form holds any text.
    forms = [json.dumps(text, ensure_ascii=False)]
    if style == PLAIN:
        # As an editor would: with the quotation marks that need no escape.
        forms = [*([text] if _means_text(text) else []), quoted(text), *forms]
    elif style == SINGLE:
        forms.insert(0, "'" + text.replace("'", "''") + "'")
    return next((form for form in forms if _reads_as(form, text, flow=flow)), None)


def in_lines(text: str, style: str, indent: int, *, before: Sequence[str] = ()) -> list[str] | None:
    """A text as the lines that stand below “>-” or “|”, indented by so many blanks.

    Lines of before with which the text still begins are kept as somebody has broken them. None
    where the style cannot hold the text.
    """
    ended = text.split("\n")
    if text[:1] in (" ", "\n") or any(line.endswith(" ") for line in ended):
        # A blank at the beginning needs an indicator, and one at the end is lost to editors that
        # trim lines.
        return None
    lines = _fold(ended, max(WIDTH - indent, 1), before) if style == FOLDED else ended
    written = "\n".join(line and f"  {line}" for line in lines)
    if not _reads_as(f"{style}-\n{written}", text, flow=False):
        return None
    return [line and " " * indent + line for line in lines]


def _fold(paragraphs: list[str], width: int, before: Sequence[str]) -> list[str]:
    """Lines of at most so many characters, broken at single blanks; a line end is a blank line."""
    first, *others = paragraphs
    folded: list[str] = []
    for line in before:
        if not (line and first.startswith(f"{line} ")):
            break
        folded.append(line)
        first = first.removeprefix(f"{line} ")
    folded += _wrapped(first, width)
    for paragraph in others:
        folded += ["", *_wrapped(paragraph, width)]
    return folded


def _wrapped(paragraph: str, width: int) -> list[str]:
    """As many words as fit, or one that is longer, each time up to a single blank or the end."""
    form = rf"(.{{1,{width}}}|.+?)(?:(?<=[^ ]) (?=[^ ])|\Z)"
    return re.findall(form, paragraph) or [""]


def _means_text(text: str) -> bool:
    """Whether other programs read a plain text as a text: no number, no date, no yes."""
    resolver: Any = Resolver()
    return bool(resolver.resolve(yaml.ScalarNode, text, (True, False)) == _STRING)


def _reads_as(form: str, text: str, *, flow: bool) -> bool:
    if _SURROGATE.search(text):
        return False  # half a character: no file can hold it
    written = f"{{k: {form}, l: m}}" if flow else f"k: {form}\nl: m"
    sheet = sheet_of(written, "")
    return not sheet.problems and bool(sheet.value == {"k": text, "l": "m"})
