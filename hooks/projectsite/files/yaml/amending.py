"""Texts of a YAML file are replaced or added at their places; every other character stays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import reduce
from operator import getitem
from typing import Any, NamedTuple

import yaml

from ..texts import LIMIT_BYTES, LIMIT_TEXT
from .sheets import Keys, Parser, sheet_of
from .styles import DOUBLE, FOLDED, HEADERS, LITERAL, PLAIN, in_line, in_lines

LIMIT_COLUMNS = 100
"""A new text that does not fit into a line of so many columns is folded."""

_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")


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
    one that no data file may hold.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    before = sheet_of(body, "")
    if before.problems:
        raise CannotAmend((), f"the file cannot be read: {before.problems[0].message}")
    written = dict(before.texts)
    wanted = {path: new for path, new in changes.items() if written.get(path) != new}
    if not wanted:
        return text
    page = _Page(body)
    edits = sorted(edit for path, new in wanted.items() for edit in page.edits(path, new, order))
    amended, expected = body, deepcopy(before.value)
    # From the end, so that the places of the edits before stay right.
    for edit in reversed(edits):
        amended = amended[: edit.start] + edit.text + amended[edit.end :]
    for path, new in wanted.items():
        reduce(getitem, path[:-1], expected)[path[-1]] = new
    # YAML has more traps than an editor of texts can know: what was written is read again, and
    # must differ in these texts alone.
    after = sheet_of(amended, "")
    if after.problems or after.value != expected or len(amended.encode()) > LIMIT_BYTES:
        raise CannotAmend(next(iter(wanted)), "the file would not be read as it is meant.")
    return mark + amended


class _Edit(NamedTuple):
    start: int
    end: int
    rank: int
    """Tells apart what is added at one place."""
    text: str


class _Spot(NamedTuple):
    """A value of the file."""

    node: Any
    """A node of PyYAML, with the places of its first and last character."""
    column: int
    """Of its key, or of the value itself where it is an entry of a list."""
    flow: bool
    """Whether it is within brackets."""


class _Page:
    """A file with the places of its values."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.spots: dict[Keys, _Spot] = {}
        found = _LINE_END.search(body)
        self.break_ = found[0] if found else "\n"
        top = yaml.compose(body, Loader=Parser)
        self._note((), top, top, flow=False)

    def _note(self, path: Keys, node: Any, head: Any, *, flow: bool) -> None:
        """Note a value and all within it."""
        self.spots[path] = _Spot(node, head.start_mark.column, flow)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._note((*path, key.value), value, key, flow=flow or node.flow_style)
        elif isinstance(node, yaml.SequenceNode):
            for at, value in enumerate(node.value):
                self._note((*path, at), value, value, flow=flow or node.flow_style)

    def _end(self, node: Any) -> int:
        """Where a value ends, before the blank lines and comments below it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in HEADERS:
            span = self.body[start:end].rstrip(" \r\n")
            return min(self._line_end(start + len(span)), end)
        return end

    def _line_end(self, at: int) -> int:
        """Where the line of a character ends, before the sign for it."""
        found = _LINE_END.search(self.body, at)
        return found.start() if found else len(self.body)

    def edits(self, path: Keys, new: str, order: Sequence[str]) -> list[_Edit]:
        """What is to be replaced so that another text stands at a place."""
        spot = self.spots.get(path)
        if spot is None:
            return [self._added(path, new, order)]
        node = spot.node
        if not isinstance(node, yaml.ScalarNode) or not path:
            raise CannotAmend(path, "a text is expected here, and this is a map or list.")
        if node.style in HEADERS:
            return self._below(path, spot, new)
        start, end = node.start_mark.index, node.end_mark.index
        lines = in_lines(new, LITERAL, spot.column + 2) if "\n" in new and not spot.flow else None
        form = HEADERS[LITERAL] if lines else _form(path, new, node.style or PLAIN, flow=spot.flow)
        beside = _Edit(start, end, -2, form if start < end else f" {form}")
        below = self._line_end(end)
        return [beside, self._lines(below, below, lines)] if lines else [beside]

    def _lines(self, start: int, end: int, lines: list[str]) -> _Edit:
        return _Edit(start, end, -1, "".join(self.break_ + line for line in lines))

    def _below(self, path: Keys, spot: _Spot, new: str) -> list[_Edit]:
        """A text that stands in lines below its key: in its style, or what else can hold it."""
        start, end, old = spot.node.start_mark.index, self._end(spot.node), spot.node.style
        first = self._line_end(start)
        header = self.body[start:first].split(maxsplit=1)[0]
        behind = start + len(header)
        block = self.body[first:end]
        written = [line.strip(" ") for line in block.splitlines()[1:]]
        content = re.search(r"^( +)\S", block, re.MULTILINE)
        counted = re.search("[0-9]", header)  # says how deep the lines are indented
        indent = len(content[1]) if content and not counted else spot.column + 2
        styles = [old, LITERAL if old == FOLDED else FOLDED]
        if "\n" in new and "\n" not in spot.node.value.rstrip("\n"):
            styles = [LITERAL]
        for style in styles:
            lines = in_lines(new, style, indent, before=written)
            if lines is not None:
                said = header if style == old and not counted else HEADERS[style]
                return [_Edit(start, behind, 0, said), self._lines(first, end, lines)]
        form = _form(path, new, DOUBLE, flow=False)
        return [_Edit(start, behind, 0, form), _Edit(first, end, 0, "")]

    def _added(self, path: Keys, new: str, order: Sequence[str]) -> _Edit:
        """A text that is not there yet, behind its neighbours that stand before it in the order."""
        parent = self.spots[path[:-1]].node if path[:-1] in self.spots else None
        if not isinstance(parent, yaml.MappingNode):
            raise CannotAmend(path, "there is no place for this text.")
        name = path[-1]
        rank = order.index(name) if name in order else len(order)
        values = {key.value: value for key, value in parent.value}
        before = [key for key in order[:rank] if key in values]
        if rank == len(order):
            before = list(values)
        last = self._end(values[before[-1]]) if before else None
        first = parent.value[0][0].start_mark if parent.value else parent.start_mark
        if parent.flow_style:
            entry = f"{name}: {_form(path, new, PLAIN, flow=True)}"
            if last:
                return _Edit(last, last, rank, f", {entry}")
            at = first.index + (not parent.value)
            return _Edit(at, at, rank, f"{entry}, " if parent.value else entry)
        entry = self.break_.join(_entry(path, new, first.column))
        line = f"{self.break_}{' ' * first.column}"
        at = self._line_end(last) if last else first.index
        return _Edit(at, at, rank, f"{line}{entry}" if last else f"{entry}{line}")


def _form(path: Keys, new: str, style: str, *, flow: bool) -> str:
    form = in_line(new, style, flow=flow)
    if form is None and len(new) > LIMIT_TEXT:
        raise CannotAmend(path, f"the text is longer than {LIMIT_TEXT:,} characters. Shorten it.")
    if form is None:
        raise CannotAmend(path, "the text is blank, or holds signs that no data file may hold.")
    return form


def _entry(path: Keys, new: str, column: int) -> list[str]:
    """The lines of a new text, the first without its indentation."""
    form = _form(path, new, PLAIN, flow=False)
    if "\n" in new or column + len(f"{path[-1]}: {form}") > LIMIT_COLUMNS:
        style = LITERAL if "\n" in new else FOLDED
        lines = in_lines(new, style, column + 2)
        if lines is not None:
            return [f"{path[-1]}: {HEADERS[style]}", *lines]
    return [f"{path[-1]}: {form}"]
