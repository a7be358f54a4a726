"""What the YAML parser says of a file, as an editor would say it, with the line to paste."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ..problems import Problem, shown

_FIELD = re.compile(r"\s*((?:- +)*(?:[\w.-]+:(?= |$))?) *(.*?)\s*")


def quoted(text: str) -> str:
    """A text in the quotation marks that it needs least escapes in."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def write_quoted(lines: list[str], mark: Any, *, marks: str = "keep") -> str:
    """“ Write “en: "*Lamps*"”.”, the line to paste; or nothing when it cannot be made.

    Quotation marks around the text can be kept as a part of it, taken as what it needs (`both`),
    or as one that was opened only (`first`).
    """
    match = _FIELD.fullmatch(lines[mark.line]) if mark.line < len(lines) else None
    if not match or not match[1] or not match[2] or len(match[0]) > 200:
        return ""
    text = match[2]
    if marks == "first":
        text = text[1:]
    elif marks == "both" and len(text) > 1 and text[0] == text[-1]:
        text = text[1:-1]
    return f" Write “{match[1]} {quoted(text)}”."


def _first_sign(lines: list[str], mark: Any) -> str:
    """The first character of the value in a line."""
    match = _FIELD.fullmatch(lines[mark.line]) if mark.line < len(lines) else None
    return match[2][:1] if match else ""


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
    message = _plain_words(said, lines, line, mark)
    return Problem(file, mark.line + 1, mark.column + 1, message, code)


def _plain_words(said: str, lines: list[str], line: str, mark: Any) -> str:
    """What the parser says, as an editor would: what is wrong, and the line to paste."""
    before, rest = line[: mark.column], line[mark.column :]
    sign, first = rest[:1], _first_sign(lines, mark)
    write = write_quoted(lines, mark)
    needs_quotes = f"a text that begins with “{first}” needs quotes.{write}"
    if slip := _slip_of_the_keys(line):
        return slip
    match said:
        case _ if "mapping values" in said and re.fullmatch(r"[\s-]*[\w-]+", before):
            return "the line is indented too far, or the line above it has no colon."
        case _ if "mapping values" in said:
            return f"a text with a colon and a blank in it needs quotes.{write}"
        case _ if "cannot start any token" in said and sign.isspace():
            return "there is a tab here. Use blanks."
        case _ if "alphabetic or numeric" in said or "cannot start any token" in said:
            return needs_quotes
        case _ if "directive" in said or "non-alphabetical" in said:
            return "a line that begins with “%” is no field. Write “field: value”."
        case _ if "could not find expected ':'" in said:
            if match := re.fullmatch(r"\s*([\w-]+):(\S.*)", line):
                return f"a blank is missing after the colon. Write “{match[1]}: {shown(match[2])}”."
            return (
                "the line has no colon. Write “field: value”; a text that goes on from the line "
                "above is indented deeper than its field."
            )
        case _ if "end of stream" in said:
            closed = write_quoted(lines, mark, marks="first")
            return f"the quotation mark that opens here is never closed.{closed}"
        case _ if "',' or" in said:
            closing = {"[": "]", "{": "}"}.get(sign, "")
            return f"the bracket “{sign}” that opens here is never closed. Add “{closing}”."
        case _ if "escape" in said or "hexdecimal" in said:
            plain = write_quoted(lines, mark, marks="both")
            return f"a backslash in double quotation marks means more than itself.{plain}"
        case _ if "block sequence entries" in said:
            said = "the entries of a list stand below its field, each after “- ”."
            return f"{said} A text with a dash needs quotes.{write}" if write else said
        case _ if "mapping keys" in said or "comment or line break" in said or "tag" in said:
            return needs_quotes
        case _ if "node content" in said and not before.rpartition(":")[2].strip():
            return needs_quotes
        case _ if "node content" in said:
            return f"nothing stands before “{sign}”. Take it out, or put quotes around the text."
        case _ if "document start" in said:
            return "the line begins further left than the first field of the file. Indent it alike."
        case _ if "expected key" in said and before.strip() and first in ("'", '"'):
            plain = write_quoted(lines, mark, marks="both")
            return f"there is more after the quotation mark that closes.{plain}"
        case _ if "expected key" in said and before.strip() and rest.strip(" ]}"):
            return needs_quotes
        case _ if "expected key" in said and before.strip():
            return f"“{shown(rest)}” closes nothing. Take it out."
        case _ if "expected '-'" in said:
            return "the line stands below a list, but does not begin with “- ” as its entries do."
        case _ if "expected key" in said:
            return "the line is not indented like any line above it. Indent it like its neighbours."
    return f"this is not YAML: {said}."


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
