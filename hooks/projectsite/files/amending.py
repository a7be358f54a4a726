"""Texts of a YAML file are replaced or added at their places; every other character stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from .sheets import LIMIT_TEXT, Keys, Parser, sheet_of
from .texts import LIMIT_BYTES
from .yaml_styles import DOUBLE, FOLDED, HEADERS, LITERAL, PLAIN, in_line, in_lines

LIMIT_COLUMNS = 100
"""A new text that does not fit into a line of so many columns is folded."""

_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_INDICATOR = re.compile("[0-9]")


class CannotAmend(ValueError):
    """A text cannot be set; says which, and why."""

    def __init__(self, path: Keys, why: str) -> None:
        super().__init__(f"{'.'.join(str(key) for key in path)}: {why}")
        self.path, self.why = path, why


def amend(text: str, changes: Mapping[Keys, str], order: Sequence[str] = ()) -> str:
    """The text of a YAML file with other texts at the places that keys lead to.

    A place that is not there yet becomes a new line, or an entry within the braces of its map,
    behind the last of its neighbours that stand before it in the order. Comments, order, styles,
    indentation, line ends and the byte order mark stay; where nothing is changed the text itself
    is given back. Raises CannotAmend when the file has problems, a map is missing, or a text is
    one that no data file may hold; what comes out has been read again and differs in these texts
    alone.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    before = sheet_of(body, "")
    if before.problems:
        raise CannotAmend((), f"the file cannot be read: {before.problems[0].message}")
    wanted = {path: new for path, new in changes.items() if _at(before.value, path) != new}
    if not wanted:
        return text
    page = _Page(body)
    edits = [edit for path, new in wanted.items() for edit in page.edits(path, new, order)]
    amended = _applied(body, edits)
    expected = before.value
    for path, new in wanted.items():
        expected = _with(expected, path, new)
    after = sheet_of(amended, "")
    if after.problems or after.value != expected or len(amended.encode()) > LIMIT_BYTES:
        raise CannotAmend(next(iter(wanted)), "the file would not be read as it is meant.")
    return mark + amended


def _at(value: Any, path: Keys) -> Any:
    """What stands at a place; None where nothing does."""
    for key in path:
        inside = isinstance(value, dict) and key in value
        if not inside and not (isinstance(value, list) and key in range(len(value))):
            return None
        value = value[key]
    return value


def _with(value: Any, path: Keys, new: str) -> Any:
    """A copy of nested dicts and lists with another text at a place."""
    if not path:
        return new
    if isinstance(value, list):
        return [_with(v, path[1:], new) if at == path[0] else v for at, v in enumerate(value)]
    return {**value, path[0]: _with(value.get(path[0]), path[1:], new)}


class _Edit(NamedTuple):
    start: int
    end: int
    rank: int
    """Tells apart what is added at one place."""
    text: str


def _applied(body: str, edits: list[_Edit]) -> str:
    pieces, done = [], 0
    for edit in sorted(edits):
        pieces += [body[done : edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, body[done:]])


@dataclass
class _Node:
    """A value of the file with the places of its first and last character."""

    start: int
    end: int
    column: int
    """Of its key, or of the value itself where it is an entry of a list."""
    style: str | None
    """Of a text; None for a map or list."""
    flow: bool
    """Whether it is within brackets."""
    key_start: int = 0
    text: str = ""
    is_map: bool = False
    keys: list[str] = field(default_factory=list)
    """Of a map, in the order of the file."""


class _Page:
    """A file with the places of its values."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.nodes: dict[Keys, _Node] = {}
        parser = Parser(body)
        try:
            events = iter(parser.get_event, None)
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    self._read(next(events), events, (), event, flow=False)
        finally:
            parser.dispose()

    def _read(
        self, event: Any, events: Iterator[Any], path: Keys, key: Any, *, flow: bool
    ) -> _Node:
        """Note a value and all within it, in the order of the file."""
        start, end = event.start_mark.index, event.end_mark.index
        node = _Node(start, end, key.start_mark.column, None, flow, key.start_mark.index)
        self.nodes[path] = node
        if isinstance(event, yaml.ScalarEvent):
            node.style = event.style or PLAIN
            node.text = event.value
            if node.style in (FOLDED, LITERAL):
                node.end = self._block_end(start, end)
            return node
        node.flow = flow = bool(event.flow_style)
        node.is_map = isinstance(event, yaml.MappingStartEvent)
        entries = 0
        for inner in events:
            if isinstance(inner, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                end_mark: Any = inner.end_mark
                if flow:
                    node.end = end_mark.index
                return node
            if node.is_map:
                node.keys.append(inner.value)
                at, value = inner.value, next(events)
            else:
                at, value, entries = entries, inner, entries + 1
            node.end = self._read(value, events, (*path, at), inner, flow=flow).end
        raise AssertionError

    def _block_end(self, start: int, end: int) -> int:
        """The end of the last line of a folded or literal text; blank lines below do not count."""
        span = self.body[start:end]
        return min(self._line_end(start + len(span.rstrip(" \r\n"))), start + len(span))

    def _line_end(self, at: int) -> int:
        """Where the line of a character ends, before the sign for it."""
        found = _LINE_END.search(self.body, at)
        return found.start() if found else len(self.body)

    def _break(self, at: int) -> str:
        """The line end to write after a character: that of its line, or that of the file."""
        found = _LINE_END.search(self.body, at)
        first = _LINE_END.search(self.body)
        return (found and found[0]) or (first and first[0]) or "\n"

    def edits(self, path: Keys, new: str, order: Sequence[str]) -> list[_Edit]:
        """What is to be replaced so that another text stands at a place."""
        node = self.nodes.get(path)
        if node is None:
            return [self._added(path, new, order)]
        if node.style is None:
            raise CannotAmend(path, "a text is expected here, and this is a map or list.")
        if node.style in (FOLDED, LITERAL):
            return self._below(path, node, node.style, new)
        if "\n" in new and not node.flow:
            lines = in_lines(new, LITERAL, node.column + 2)
            if lines:
                end = self._line_end(node.end)
                return [self._beside(node, HEADERS[LITERAL]), self._lines(end, end, lines)]
        return [self._beside(node, self._form(path, new, node.style, flow=node.flow))]

    def _beside(self, node: _Node, form: str) -> _Edit:
        return _Edit(node.start, node.end, -2, form if node.start < node.end else f" {form}")

    def _form(self, path: Keys, new: str, style: str, *, flow: bool) -> str:
        form = in_line(new, style, flow=flow)
        if form is None and len(new) > LIMIT_TEXT:
            raise CannotAmend(
                path, f"the text is longer than {LIMIT_TEXT:,} characters. Shorten it."
            )
        if form is None:
            raise CannotAmend(path, "the text is blank, or holds signs that no data file may hold.")
        return form

    def _lines(self, start: int, end: int, lines: list[str]) -> _Edit:
        ended = self._break(start)
        return _Edit(start, end, -1, "".join(ended + line for line in lines))

    def _below(self, path: Keys, node: _Node, old: str, new: str) -> list[_Edit]:
        """A text that stands in lines below its key: in its style, or what else can hold it."""
        first = self._line_end(node.start)
        header = self.body[node.start : first].split(maxsplit=1)[0]
        start, behind = node.start, node.start + len(header)
        written = [line.strip(" ") for line in self.body[first : node.end].splitlines()[1:]]
        content = re.search(r"^( +)\S", self.body[first : node.end], re.MULTILINE)
        indent = len(content[1]) if content and not _INDICATOR.search(header) else node.column + 2
        styles = [old, LITERAL if old == FOLDED else FOLDED]
        if "\n" in new and "\n" not in node.text.rstrip("\n"):
            styles = [LITERAL]
        for style in styles:
            lines = in_lines(new, style, indent, before=written)
            if lines is not None:
                kept = style == old and not _INDICATOR.search(header)
                said = header if kept else HEADERS[style]
                return [_Edit(start, behind, 0, said), self._lines(first, node.end, lines)]
        form = self._form(path, new, DOUBLE, flow=False)
        return [_Edit(start, behind, 0, form), _Edit(first, node.end, 0, "")]

    def _added(self, path: Keys, new: str, order: Sequence[str]) -> _Edit:
        """A text that is not there yet, behind its neighbours that stand before it in the order."""
        parent = self.nodes.get(path[:-1]) if path else None
        if parent is None or not parent.is_map or not (parent.keys or parent.flow):
            raise CannotAmend(path, "there is no place for this text.")
        name = path[-1]
        rank = order.index(name) if name in order else len(order)
        before = [key for key in order[:rank] if key in parent.keys]
        if rank == len(order):
            before = parent.keys
        last = self.nodes[*path[:-1], before[-1]] if before else None
        first = (
            self.nodes[*path[:-1], parent.keys[0]].key_start if parent.keys else parent.start + 1
        )
        if parent.flow:
            entry = f"{name}: {self._form(path, new, PLAIN, flow=True)}"
            if last:
                return _Edit(last.end, last.end, rank, f", {entry}")
            return _Edit(first, first, rank, f"{entry}, " if parent.keys else entry)
        column = self.nodes[*path[:-1], parent.keys[0]].column
        at = self._line_end(last.end) if last else first
        ended = self._break(at)
        entry = ended.join(self._entry(path, new, column))
        blanks = " " * column
        return _Edit(at, at, rank, f"{ended}{blanks}{entry}" if last else f"{entry}{ended}{blanks}")

    def _entry(self, path: Keys, new: str, column: int) -> list[str]:
        """The lines of a new text, the first without its indentation."""
        name = path[-1]
        form = self._form(path, new, PLAIN, flow=False)
        fits = column + len(f"{name}: {form}") <= LIMIT_COLUMNS
        if "\n" in new or not fits:
            style = LITERAL if "\n" in new else FOLDED
            lines = in_lines(new, style, column + 2)
            if lines is not None:
                return [f"{name}: {HEADERS[style]}", *lines]
        return [f"{name}: {form}"]
