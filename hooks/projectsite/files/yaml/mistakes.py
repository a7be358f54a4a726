"""What the YAML parser says of a file, as an editor would say it, with the line to paste."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from ...problems import Problem, shown

_FIELD = re.compile(r"\s*((?:- +)*(?:[\w.-]+:(?= |$))?) *(.*?)\s*")


def quoted(text: str) -> str:
    """A text in the quotation marks that it needs least escapes in."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _field_at(lines: list[str], mark: Any) -> re.Match[str] | None:
    return _FIELD.fullmatch(lines[mark.line]) if mark.line < len(lines) else None


def write_quoted(lines: list[str], mark: Any, *, marks: str = "keep") -> str:
    """“ Write “en: "*Lamps*"”.”, the line to paste; or nothing when it cannot be made.

    Quotation marks around the text can be kept as a part of it, taken as what it needs (`both`),
    or as one that was opened only (`first`).
    """
    match = _field_at(lines, mark)
    if not match or not match[1] or not match[2] or len(match[0]) > 200:
        return ""
    text = match[2]
    if marks == "first":
        text = text[1:]
    elif marks == "both" and len(text) > 1 and text[0] == text[-1]:
        text = text[1:-1]
    return f" Write “{match[1]} {quoted(text)}”."


@dataclass
class _Place:
    """Where the parser stumbled: the file, the line and the place in it."""

    lines: list[str]
    line: str
    mark: Any

    def __post_init__(self) -> None:
        self.before, self.rest = self.line[: self.mark.column], self.line[self.mark.column :]
        match = _field_at(self.lines, self.mark)
        self.first = match[2][:1] if match else ""
        """The first character of the value in the line."""

    def write(self, marks: str = "keep") -> str:
        return write_quoted(self.lines, self.mark, marks=marks)

    def needs_quotes(self) -> str:
        return f"a text that begins with “{self.first}” needs quotes.{self.write()}"


_AT_CONTEXT = ("end of stream", "',' or", "could not find expected ':'", "escape", "hexdecimal")
"""The parser sees these too late: what is wrong stands where it began."""


def syntax_problem(file: str, lines: list[str], error: yaml.YAMLError) -> Problem:
    """What is wrong with a file that is not YAML, at its place."""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    if mark is None or any(words in said for words in _AT_CONTEXT):
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return Problem(file, 0, 0, f"this is not YAML: {said}.", "yaml")
    line = lines[mark.line] if mark.line < len(lines) else ""
    after = "".join([line[mark.column :], *lines[mark.line + 1 :]])
    if "node content" in said and not after.strip():
        at = max(n for n, text in enumerate(lines, 1) if text.strip())
        message = "the file ends inside brackets. Add the bracket that closes them."
        return Problem(file, at, len(lines[at - 1].rstrip()), message, "yaml")
    code = next((code for code in ("alias", "anchor", "tag") if code in context), "yaml")
    if code != "yaml":
        mark = error.context_mark  # type: ignore[attr-defined]
    message = _plain_words(said, _Place(lines, line, mark))
    return Problem(file, mark.line + 1, mark.column + 1, message, code)


def _plain_words(said: str, at: _Place) -> str:
    """What the parser says, as an editor would: what is wrong, and the line to paste."""
    if slip := _slip_of_the_keys(at.line):
        return slip
    for words, told in _TOLD:
        if re.search(words, said):
            return told if isinstance(told, str) else told(at)
    return f"this is not YAML: {said}."


def _second_colon(at: _Place) -> str:
    if re.fullmatch(r"[\s-]*[\w-]+", at.before):
        return "the line is indented too far, or the line above it has no colon."
    return f"a text with a colon and a blank in it needs quotes.{at.write()}"


def _no_token(at: _Place) -> str:
    return "there is a tab here. Use blanks." if at.rest[:1].isspace() else at.needs_quotes()


def _missing_colon(at: _Place) -> str:
    if match := re.fullmatch(r"\s*([\w-]+):(\S.*)", at.line):
        return f"a blank is missing after the colon. Write “{match[1]}: {shown(match[2])}”."
    return (
        "the line has no colon. Write “field: value”; a text that goes on from the line above is "
        "indented deeper than its field."
    )


def _open_quote(at: _Place) -> str:
    return f"the quotation mark that opens here is never closed.{at.write('first')}"


def _backslash(at: _Place) -> str:
    return f"a backslash in double quotation marks means more than itself.{at.write('both')}"


def _open_bracket(at: _Place) -> str:
    sign = at.rest[:1]
    closing = {"[": "]", "{": "}"}.get(sign, "")
    return f"the bracket “{sign}” that opens here is never closed. Add “{closing}”."


def _dash(at: _Place) -> str:
    said, write = "the entries of a list stand below its field, each after “- ”.", at.write()
    return f"{said} A text with a dash needs quotes.{write}" if write else said


def _no_content(at: _Place) -> str:
    if not at.before.rpartition(":")[2].strip():
        return at.needs_quotes()
    return f"nothing stands before “{at.rest[:1]}”. Take it out, or put quotes around the text."


def _no_key(at: _Place) -> str:
    if not at.before.strip():
        return "the line is not indented like any line above it. Indent it like its neighbours."
    if at.first in ("'", '"'):
        return f"there is more after the quotation mark that closes.{at.write('both')}"
    if at.rest.strip(" ]}"):
        return at.needs_quotes()
    return f"“{shown(at.rest)}” closes nothing. Take it out."


_TOLD: tuple[tuple[str, str | Callable[[_Place], str]], ...] = (
    ("mapping values", _second_colon),
    ("cannot start any token", _no_token),
    ("alphabetic or numeric", _Place.needs_quotes),
    (
        "directive|non-alphabetical",
        "a line that begins with “%” is no field. Write “field: value”.",
    ),
    ("could not find expected ':'", _missing_colon),
    ("end of stream", _open_quote),
    ("',' or", _open_bracket),
    ("escape|hexdecimal", _backslash),
    ("block sequence entries", _dash),
    ("mapping keys|comment or line break|tag", _Place.needs_quotes),
    ("node content", _no_content),
    (
        "document start",
        "the line begins further left than the first field of the file. Indent it alike.",
    ),
    ("expected key", _no_key),
    (
        "expected '-'",
        "the line stands below a list, but does not begin with “- ” as its entries do.",
    ),
)
"""What to tell for words of the parser; the first row that fits."""


_NO_COLON = re.compile(r"\s*((?:- )?[\w-]+)(：|:[\u00a0\u202f\u3000])\s*(.*)")


def _slip_of_the_keys(line: str) -> str:
    """What is wrong with a line whatever the parser says of it; empty where nobody can know."""
    if match := re.match(r"\s*\* (.*)", line):
        return f"an entry of a list begins with “- ”. Write “- {shown(match[1])}”."
    if match := re.match(r"\s*-([^\W\d_][\w-]*: .*)", line):
        return f"a blank is missing behind the dash. Write “- {shown(match[1])}”."
    if match := _NO_COLON.fullmatch(line):
        sign = (
            "the colon is that of another script"
            if match[2] == "："
            else ("a no-break space follows the colon")
        )
        return f"{sign}. Write “{match[1]}: {shown(match[3])}”."
    return ""
