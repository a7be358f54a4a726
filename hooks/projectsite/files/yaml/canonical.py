"""The one layout of data files: what is in it already stays, comments stay, facts stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ...problems import Problem, file_name
from ..folders import refuse_deep
from ..layout import DATA
from ..texts import LIMIT_BYTES, read_text
from .amending import CannotAmend
from .sheets import Parser, sheet_of
from .styles import DOUBLE, FOLDED, HEADERS, LITERAL, PLAIN, SINGLE, in_line, in_lines

LIMIT_LINE = 250
"""A text on a line of more columns is folded. Shorter ones stay: people who write on GitHub's page
break no lines."""
LIMIT_FOLDED = 100
"""Folded lines of more columns are folded anew."""

_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"(?:^|(?<=[\s\],}]))#.*")
_WORD = re.compile(r"[\w.-]+")
"""An id, a code or a name of a field: several stand in brackets, on one line."""


def laid_out(root: Path) -> tuple[dict[str, str], list[Problem]]:
    """The text of each data file of a project in our layout, by path; and what cannot be read.

    Raises ProblemsFound where folders lie too deep.
    """
    refuse_deep(root, DATA)
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted((root / DATA).rglob("[!.]*.yml")):
        file = file_name(path, root)
        text = read_text(path, file)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        try:
            texts[file] = canonical(text)
        except CannotAmend as error:
            problems.append(Problem(file, 0, 0, error.why, "layout"))
    return texts, problems


def canonical(text: str) -> str:
    """The text of a YAML file in our layout: two blanks a level, entries of lists below their key
    by two more, lists of ids in brackets, long texts folded, nothing at the end of lines.

    Twice does no more than once. Raises CannotAmend where the file cannot be read, or cannot be
    laid out with the same facts and comments.
    """
    body = _BREAK.sub("\n", text.removeprefix("\ufeff"))
    before = sheet_of(body, "")
    if before.problems:
        raise CannotAmend((), f"the file cannot be read: {before.problems[0].message}")
    layout = _Layout(body)
    layout.draw()
    written = "\n".join(layout.lines) + "\n"
    after = sheet_of(written, "")
    same = not after.problems and after.value == before.value
    if not same or _comments(written) != _comments(body) or len(written.encode()) > LIMIT_BYTES:
        raise CannotAmend((), "the file cannot be laid out without changing what it says.")
    return written


def _comments(body: str) -> list[str]:
    """The words of all comments, in their order."""
    said = (remark.text for remark in _remarks(body, yaml.compose(body, Loader=Parser)))
    return " ".join(said).split()


class _Remark(NamedTuple):
    """A comment, or a blank line."""

    at: int
    text: str
    """Empty for a blank line."""
    beside: bool
    """Whether it stands behind something else."""


def _end(body: str, node: Any) -> int:
    """Where a scalar ends, before the blank lines below it."""
    start, end = node.start_mark.index, int(node.end_mark.index)
    return start + len(body[start:end].rstrip()) if node.style in HEADERS else end


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield from _scalars(value)
    else:
        for item in node.value:
            yield from _scalars(item)


def _remarks(body: str, top: Any) -> list[_Remark]:
    """The comments and blank lines: what stands between scalars and is no sign of YAML."""
    found: list[_Remark] = []
    at = 0
    for scalar in _scalars(top):
        start = scalar.start_mark.index
        found += _between(body[at:start], at, first=at == 0)
        at = max(_end(body, scalar), start)
        if scalar.style in HEADERS:
            header = body[start : _line_end(body, start)]
            found += _between(header, start, first=False)
    return [*found, *_between(body[at:], at, first=False)]


def _line_end(body: str, at: int) -> int:
    found = body.find("\n", at)
    return len(body) if found < 0 else found


def _between(gap: str, at: int, *, first: bool) -> Iterator[_Remark]:
    lines = gap.split("\n")
    for number, line in enumerate(lines):
        comment = _COMMENT.search(line)
        if comment:
            beside = bool(line[: comment.start()].strip()) or (number == 0 and not first)
            yield _Remark(at + comment.start(), comment[0].rstrip(), beside)
        elif not line.strip() and 0 < number < len(lines) - 1:
            yield _Remark(at, "", beside=False)
        at += len(line) + 1


def _kept(span: str, indent: int) -> list[str] | None:
    """The lines of a folded text as somebody has broken them, where they are short enough."""
    header, *lines = span.split("\n")
    deep = {len(line) - len(line.lstrip(" ")) for line in lines if line}
    kept = [line.strip() and " " * indent + line.strip() for line in lines]
    fit = all(len(line) <= LIMIT_FOLDED for line in kept if " " in line.strip())
    # A digit in the header says how deep the lines are indented: some of the blanks are text.
    counted = re.match(r">[+-]?[1-9]", header)
    return kept if fit and len(deep) == 1 and not counted else None


class _Layout:
    """Lines of a file, written one after another."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.top = yaml.compose(body, Loader=Parser)
        self.remarks = _remarks(body, self.top)
        self.lines: list[str] = []

    def draw(self) -> None:
        """Write the whole file into the lines."""
        self._block(self.top, 0)
        self._above(len(self.body) + 1, 0)
        while self.lines and not self.lines[-1]:
            self.lines.pop()

    def _above(self, at: int, indent: int) -> None:
        """Write the comments and blank lines before a place."""
        while self.remarks and self.remarks[0].at < at:
            remark = self.remarks.pop(0)
            if remark.beside and self.lines:
                self.lines[-1] += f" {remark.text}"
            elif remark.text:
                self.lines.append(" " * indent + remark.text)
            elif self.lines and self.lines[-1]:
                self.lines.append("")

    def _block(self, node: Any, indent: int) -> None:
        """Write a value on lines of its own; a scalar is on the line that is there already."""
        blanks = " " * indent
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._above(key.start_mark.index, indent)
                name = self.body[key.start_mark.index : key.end_mark.index]
                self._value(f"{blanks}{name}:", value, indent, indent + 2)
        else:
            for item in node.value:
                self._above(item.start_mark.index, indent)
                self._value(f"{blanks}-", item, indent, indent + 2)

    def _value(self, head: str, node: Any, column: int, indent: int) -> None:
        """Write a key or a dash, and the value behind it or below."""
        if isinstance(node, yaml.ScalarNode):
            self._scalar(head, node, column)
        elif (line := self._bracketed(node)) is not None:
            self.lines.append(f"{head} {line}")
        elif head.endswith("-"):
            # The first line of an entry stands behind its dash.
            first = len(self.lines)
            self._block(node, indent)
            self.lines[first] = f"{head} {self.lines[first].lstrip(' ')}"
        else:
            self.lines.append(head)
            self._block(node, indent)

    def _bracketed(self, node: Any) -> str | None:
        """What stays on one line in brackets, and a list of ids that stands in lines."""
        span = self.body[node.start_mark.index : node.end_mark.index]
        if node.flow_style and "\n" not in span:
            return span
        if isinstance(node, yaml.MappingNode) or self._commented(node):
            return None
        words = [item.value for item in node.value if isinstance(item, yaml.ScalarNode)]
        if len(words) < len(node.value) or not all(map(_WORD.fullmatch, words)):
            return None
        return f"[{', '.join(in_line(word, PLAIN, flow=True) or '' for word in words)}]"

    def _commented(self, node: Any) -> bool:
        start, end = node.start_mark.index, self._last(node)
        return any(remark.text and start <= remark.at < end for remark in self.remarks)

    def _last(self, node: Any) -> int:
        """Where a list ends: at its bracket, or with the line of its last entry."""
        if node.flow_style:
            return int(node.end_mark.index)
        return int(node.value[-1].start_mark.index)

    def _scalar(self, head: str, node: Any, column: int) -> None:
        form, below = self._written(head, node, column)
        line = f"{head} {form}".rstrip()
        end = _line_end(self.body, _end(self.body, node))
        while self.remarks and self.remarks[0].beside and self.remarks[0].at < end:
            line += f" {self.remarks.pop(0).text}"
        self.lines += [line, *below]

    def _written(self, head: str, node: Any, column: int) -> tuple[str, list[str]]:
        """A scalar as it stands behind its key, and in the lines below."""
        text, style = node.value, node.style or PLAIN
        span = self.body[node.start_mark.index : _end(self.body, node)]
        if style in HEADERS:
            text = text.rstrip("\n")
        below = self._below(text, style, span, column + 2)
        if below is not None:
            return below
        long = " " in text and len(head) + 1 + len(span) > LIMIT_LINE
        if "\n" not in text and long and (lines := in_lines(text, FOLDED, column + 2)):
            return HEADERS[FOLDED], lines
        if "\n" in text and (lines := in_lines(text, LITERAL, column + 2)):
            return HEADERS[LITERAL], lines
        if "\n" in span or style in (SINGLE, *HEADERS):
            # A break between quotation marks would read as a blank.
            plain = DOUBLE if style == DOUBLE or "\n" in text else PLAIN
            return in_line(text, plain, flow=False) or span, []
        return span, []

    def _below(self, text: str, style: str, span: str, indent: int) -> tuple[str, list[str]] | None:
        """A text in lines below its key; None for one that is to stand elsewhere."""
        if style not in HEADERS and "\n" not in span:
            return None
        if style == LITERAL:
            lines = in_lines(text, LITERAL, indent)
        elif style == FOLDED:
            lines = _kept(span, indent) or in_lines(text, FOLDED, indent)
        else:
            long = "\n" not in text and len(text) + indent > LIMIT_FOLDED
            lines = in_lines(text, FOLDED, indent) if long else None
        return (HEADERS[style if style in HEADERS else FOLDED], lines) if lines else None
