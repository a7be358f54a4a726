"""YAML as editors write it: every scalar stays text, and each value keeps its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from ...problems import Problem, shown
from ..texts import (
    _LINE_END,
    BLANKS,
    LIMIT_PROBLEMS,
    LIMIT_TEXT,
    invisible_characters,
    invisible_in,
    merge_marks,
    named,
    read_text,
)
from .mistakes import syntax_problem, write_quoted

Parser = getattr(yaml, "CLoader", yaml.Loader)
"""libyaml's parser where PyYAML has it (10 times faster). It is asked for events and nodes only, so
that no tag can construct an object."""

Keys = tuple[str | int, ...]
LIMIT_DEPTH = 8
LIMIT_ENTRIES = 1000

GAP = "???"
"""What `projectsite new` writes where an editor has to fill something in."""


@dataclass
class Sheet:
    """One data file as read."""

    file: str
    """Path from the root of the project."""
    value: Any
    """Nested dicts and lists whose leaves are str, or None where a value is empty."""
    places: dict[Keys, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each value, by the keys that lead to it; of what stands below its key,
    and of what is empty, those of the key."""
    keys: dict[Keys, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each key."""
    texts: list[tuple[Keys, str]] = field(default_factory=list)
    """Every text, with the keys that lead to it."""
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Keys, message: str, code: str) -> Problem:
        """A problem at a value; at the nearest value around it when it is missing."""
        return self._at(self.places, path, message, code)

    def key_problem(self, path: Keys, message: str, code: str) -> Problem:
        """A problem at a key, as when no field has its name."""
        return self._at(self.keys if path in self.keys else self.places, path, message, code)

    def _at(
        self, places: dict[Keys, tuple[int, int]], path: Keys, message: str, code: str
    ) -> Problem:
        return Problem(self.file, *_nearest(places, path), message, code)

    def line(self, path: Keys) -> int:
        """The line of a value; of the nearest value around it when it is missing."""
        return _nearest(self.places, path)[0]


def _nearest(places: dict[Keys, tuple[int, int]], path: Keys) -> tuple[int, int]:
    while path and path not in places:
        path = path[:-1]
    return places.get(path, (1, 1))


class _Stop(Exception):
    """The rest of the file cannot be understood."""


def read_sheet(path: Path, file: str) -> Sheet:
    """Read one YAML file. What is wrong with its form stands in the sheet's problems."""
    text = read_text(path, file)
    if isinstance(text, Problem):
        return Sheet(file, None, problems=[text])
    return sheet_of(text, file)


def sheet_of(text: str, file: str) -> Sheet:
    """Read YAML from a text. What is wrong with its form stands in the sheet's problems."""
    sheet = Sheet(file, None)
    if found := invisible_characters(text, file) or merge_marks(text, file):
        sheet.problems.extend(found)
        return sheet
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    if "$schema" in text:
        sheet.problems.extend(islice(_schema_problems(lines, file), LIMIT_PROBLEMS))
    if found := list(_indentation_problems("\n".join(lines) if "\r" in text else text, file)):
        sheet.problems.extend(found[:LIMIT_PROBLEMS])
        return sheet
    try:
        _Builder(sheet, lines).build(text)
    except _Stop:
        pass
    except yaml.YAMLError as error:
        sheet.problems.append(syntax_problem(file, lines, error))
    return sheet


_SCHEMA = re.compile(r"\$schema[ \t]*[=:][ \t]*(\S*)")
_OWN_SCHEMA = re.compile(r"(?:\.\./)?schema/[a-z-]+\.schema\.json")


def _schema_problems(lines: list[str], file: str) -> Iterator[Problem]:
    """Comments that have an editor's program fetch a schema from elsewhere, as soon as a file is
    opened: that host would learn who reads it, and say what may be written here."""
    for number, line in enumerate(lines, 1):
        at = line.find("#")
        for found in _SCHEMA.finditer(line, at) if at >= 0 else ():
            if not _OWN_SCHEMA.fullmatch(found[1]):
                said = f"“{shown(found[1])}” is no schema in data/schema/. Take this comment out."
                yield Problem(file, number, found.start() + 1, said, "schema")


def _indentation_problems(text: str, file: str) -> Iterator[Problem]:
    """Lines that are indented by what YAML takes for no blanks."""
    for found in _ODD_INDENT.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if found[2] == "\t":
            message = f"the line begins with a tab. {_USE_BLANKS}"
            yield Problem(file, line, 1, message, "tab")
        else:
            message = f"the line begins with {named(found[2])}. {_USE_BLANKS}"
            yield Problem(file, line, len(found[1]) + 1, message, "invisible-character")


_USE_BLANKS = "Use blanks, two for each level."
_ODD_INDENT = re.compile(rf"^( *)([\t{''.join(BLANKS)}])", re.MULTILINE)


class _Builder:
    """Turns the parser's events into a tree, and reports what a data file may not hold."""

    def __init__(self, sheet: Sheet, lines: list[str]) -> None:
        self.sheet = sheet
        self.lines = lines
        self.anchors: set[str] = set()

    def build(self, text: str) -> None:
        loader = Parser(text)
        try:
            self._document(iter(loader.get_event, None))
        finally:
            loader.dispose()

    def _document(self, events: Iterator[Any]) -> None:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.sheet.value is not None:
                    message = "three dashes begin a second document. Take this line out."
                    self._stop(event, message, "documents")
                self.sheet.value = self._node(next(events), events, ())
        if self.sheet.value is None and not self.sheet.problems:
            message = "the file is empty. Fill it or delete it."
            self.sheet.problems.append(Problem(self.sheet.file, 0, 0, message, "empty-file"))

    def _node(self, event: Any, events: Iterator[Any], path: Keys) -> Any:
        mark = event.start_mark
        self.sheet.places[path] = (mark.line + 1, mark.column + 1)
        if event.__class__ is yaml.AliasEvent:
            self._refuse_alias(event)
            return None
        if event.anchor or event.tag:
            self._refuse_marks(event)
        if event.__class__ is yaml.ScalarEvent:
            return self._text(event, path)
        if len(path) >= LIMIT_DEPTH:
            message = (
                f"more than {LIMIT_DEPTH} levels inside each other. Take brackets or blanks away."
            )
            self._stop(event, message, "too-deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _text(self, event: Any, path: Keys) -> str | None:
        value: str = event.value
        style = event.style
        if style in ("|", ">"):
            value = value.rstrip("\n")  # | and |- mean the same here
        elif not style:
            # A plain scalar has no style, or an empty one from libyaml.
            self._check_comment(event)
            if not value:
                return None  # nothing stands there
        if style == '"' or len(value) > LIMIT_TEXT or not value or value.isspace():
            self._check_text(event, value)
        # In one list, so that laws on texts need not go through every tree again.
        self.sheet.texts.append((path, value))
        return value

    def _refuse_alias(self, event: Any) -> None:
        message = f"a text that begins with “*” needs quotes.{self._mended(event)}"
        merged = self.lines[event.start_mark.line].lstrip().startswith("<<")
        if merged or event.anchor in self.anchors:
            message = f"“*{shown(event.anchor)}” is a YAML alias. Write the value itself."
        self._say(event, message, "alias")

    def _refuse_marks(self, event: Any) -> None:
        """Report anchors and tags: with other programs a tag can run code."""
        below = not isinstance(event, yaml.ScalarEvent)
        if event.anchor:
            self.anchors.add(event.anchor)
            message = f"a text that begins with “&” needs quotes.{self._mended(event)}"
            if below:
                message = f"“&{shown(event.anchor)}” is a YAML anchor. Take it out."
            self._say(event, message, "anchor")
        if event.tag:
            tag = shown(event.tag.replace("tag:yaml.org,2002:", "!!"))
            message = f"“{tag}” is a YAML tag. Take it out"
            mended = "" if below else self._mended(event).replace(" Write", ", or write", 1)
            self._say(event, f"{message}{mended or '.'}", "tag")

    def _mended(self, event: Any) -> str:
        return write_quoted(self.lines, event.start_mark)

    def _check_comment(self, event: Any) -> None:
        """Report what a text loses behind “ #”."""
        # “#tag” was meant as text; “# so” looks like a comment, and is taken for one.
        end = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        rest = line[end.column :]
        if "#" not in rest or not re.match(r"\s*#[^\s#]", rest):
            return
        message = (
            f"“{shown(rest.strip())}” is taken for a comment and lost. A text with “#” needs "
            f"quotes.{write_quoted(self.lines, event.start_mark)}"
        )
        column = end.column + rest.index("#") + 1
        problem = Problem(self.sheet.file, end.line + 1, column, message, "comment")
        self.sheet.problems.append(problem)

    def _check_text(self, event: Any, text: str) -> None:
        """Report texts that are too long, blank, or invisible."""
        # An escape in double quotes can make a character that the file itself does not hold.
        if len(text) > LIMIT_TEXT:
            message = f"the text is longer than {LIMIT_TEXT:,} characters. Shorten it."
            self._say(event, message, "too-long")
        elif event.value and (not text or text.isspace()):
            self._say(event, "the text is nothing but blanks. Fill it in.", "empty-text")
        elif event.style == '"' and (found := next(invisible_in(text), None)):
            said = f"the text makes an invisible character, {named(found[1])}. Take it out."
            self._say(event, said, "invisible-character")

    def _sequence(self, events: Iterator[Any], path: Keys) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            if len(items) == LIMIT_ENTRIES:
                self._refuse_number(event)
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], path: Keys) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in events:
            if event.__class__ is yaml.MappingEndEvent:
                break
            if len(found) == LIMIT_ENTRIES:
                self._refuse_number(event)
            key = self._key(event)
            mark = event.start_mark
            at, place = (*path, key), (mark.line + 1, mark.column + 1)
            if key in found:
                self._say(event, self._twice(key, at, found), "duplicate")
            self.sheet.keys.setdefault(at, place)
            below = next(events)
            found[key] = value = self._node(below, events, at)
            scalar = below.__class__ is yaml.ScalarEvent
            if value is None or not (scalar or below.flow_style):
                self.sheet.places[at] = place
        return found

    def _twice(self, key: str, at: Keys, found: dict[str, Any]) -> str:
        """What to do about a key that stands twice: a language may belong to the field above."""
        line = self.sheet.keys[at][0]
        said = f"“{shown(key)}” stands here a second time; the first is in line {line}."
        above = next(reversed(found))
        if found[above] is None:
            return f"{said} Take one out, or indent this one by two blanks, below “{shown(above)}”."
        return f"{said} Take one out."

    def _refuse_number(self, event: Any) -> None:
        message = f"more than {LIMIT_ENTRIES:,} entries in one list. Take some out."
        self._stop(event, message, "long-list")

    def _key(self, event: Any) -> str:
        if event.__class__ is yaml.ScalarEvent and event.value:
            if event.anchor or event.tag:
                self._refuse_marks(event)
            return str(event.value)
        mark = event.start_mark
        if self.lines[mark.line][: mark.column].endswith("{"):
            message = "“{{” calls a macro, which only pages in docs/ do. Write the text itself."
        else:
            message = "a field is one word followed by a colon: “title: …”."
        self._stop(event, message, "key")
        raise AssertionError

    def _stop(self, event: Any, message: str, code: str) -> None:
        self._say(event, message, code)
        raise _Stop

    def _say(self, event: Any, message: str, code: str) -> None:
        mark = event.start_mark
        problem = Problem(self.sheet.file, mark.line + 1, mark.column + 1, message, code)
        self.sheet.problems.append(problem)
        if len(self.sheet.problems) == LIMIT_PROBLEMS:
            raise _Stop
