"""YAML as editors write it: every scalar stays text, and each value keeps its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem

Parser = getattr(yaml, "CLoader", yaml.Loader)
"""libyaml's parser where PyYAML has it (10 times faster), only ever asked for events."""

Path_ = tuple[str | int, ...]
LIMIT_BYTES = 256 * 1024
LIMIT_TEXT = 20_000
LIMIT_DEPTH = 8

GAP = "???"
"""What `projectsite new` writes where an editor has to fill something in."""


@dataclass
class Sheet:
    """One data file as read."""

    file: str
    """Path from the root of the project."""
    value: Any
    """Nested dicts and lists whose leaves are str, or None where a value is empty."""
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each value, by the keys that lead to it."""
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Path_, message: str, code: str) -> Problem:
        """A problem at a value; at the nearest value around it when it is missing."""
        at = path
        while at and at not in self.places:
            at = at[:-1]
        line, column = self.places.get(at, (1, 1))
        return Problem(self.file, line, column, message, code)


_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters but tab and line ends
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width, direction
    "\U000e0000-\U000e007f]"  # tags
)


class _Stop(Exception):
    """The rest of the file cannot be understood."""


def read_sheet(path: Path, file: str) -> Sheet:
    """Read one YAML file. What is wrong with its form stands in the sheet's problems."""
    sheet = Sheet(file, None)
    try:
        raw = path.read_bytes()
        if len(raw) > LIMIT_BYTES:
            message = f"the file is larger than {LIMIT_BYTES // 1024} KB. Split it."
            sheet.problems.append(Problem(file, 0, 0, message, "file-too-large"))
            return sheet
        text = raw.decode("utf-8-sig")
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}."
        sheet.problems.append(Problem(file, 0, 0, message, "file-unreadable"))
        return sheet
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = "the file is not UTF-8 text. Save it with the encoding UTF-8."
        sheet.problems.append(Problem(file, line, 0, message, "encoding"))
        return sheet
    if found := _INVISIBLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        message = (
            f"there is an invisible character here, U+{ord(found[0]):04X}. Type the word anew, or "
            "paste it as plain text."
        )
        sheet.problems.append(Problem(file, line, column, message, "invisible-character"))
        return sheet
    tabs = [n for n, line in enumerate(text.splitlines(), 1) if line.lstrip(" ").startswith("\t")]
    if tabs:
        message = "the line begins with a tab. Use blanks, two for each level."
        sheet.problems.extend(Problem(file, line, 1, message, "tab") for line in tabs)
        return sheet
    try:
        _Builder(sheet).build(text)
    except _Stop:
        pass
    except yaml.YAMLError as error:
        sheet.problems.append(_syntax_problem(file, error))
    return sheet


class _Builder:
    """Turns the parser's events into a tree, refusing what a data file has no use for."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

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
                    self._stop(
                        event, "a data file is one document: remove this “---”.", "documents"
                    )
                self.sheet.value = self._node(next(events), events, ())
        if self.sheet.value is None:
            message = "the file is empty."
            self.sheet.problems.append(Problem(self.sheet.file, 0, 0, message, "empty-file"))

    def _node(self, event: Any, events: Iterator[Any], path: Path_) -> Any:
        mark = event.start_mark
        self.sheet.places[path] = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.AliasEvent):
            self._stop(event, f"“*{event.anchor}” is a YAML alias. Put quotes around it.", "alias")
        if event.anchor:
            self._stop(
                event, f"“&{event.anchor}” is a YAML anchor. Put quotes around it.", "anchor"
            )
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._stop(event, f"“{tag}” is a YAML tag. Put quotes around the text.", "tag")
        if isinstance(event, yaml.ScalarEvent):
            # A plain scalar has no style, or an empty one from libyaml: nothing stands there.
            if not event.value and not event.style:
                return None
            self._check_text(event)
            return event.value
        if len(path) >= LIMIT_DEPTH:
            self._stop(event, f"more than {LIMIT_DEPTH} levels inside each other.", "too-deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _check_text(self, event: Any) -> None:
        """Quoted texts can bring by escapes what the file itself does not hold."""
        if len(event.value) > LIMIT_TEXT:
            self._say(event, f"the text is longer than {LIMIT_TEXT:,} characters.", "too-long")
        elif event.style == '"' and (found := _INVISIBLE.search(event.value)):
            said = f"this text makes an invisible character, U+{ord(found[0]):04X}. Take it out."
            self._say(event, said, "invisible-character")

    def _sequence(self, events: Iterator[Any], path: Path_) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self._stop(event, "a key is one word followed by a colon.", "key")
            key = event.value
            if key in found:
                line = self.sheet.places[(*path, key)][0]
                message = f"“{key}” stands here a second time; the first is in line {line}."
                self._say(event, message, "duplicate")
            found[key] = self._node(next(events), events, (*path, key))
            if found[key] is None:
                mark = event.start_mark
                self.sheet.places[(*path, key)] = (mark.line + 1, mark.column + 1)
        return found

    def _stop(self, event: Any, message: str, code: str) -> None:
        self._say(event, message, code)
        raise _Stop

    def _say(self, event: Any, message: str, code: str) -> None:
        mark = event.start_mark
        problem = Problem(self.sheet.file, mark.line + 1, mark.column + 1, message, code)
        self.sheet.problems.append(problem)


_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "a text with “: ” in it needs quotes around it; or the line is indented too far.",
    ),
    ("expected alphabetic or numeric", "a text that begins with * or & needs quotes around it."),
    ("found character that cannot start", "a text that begins with this character needs quotes."),
    ("could not find expected ':'", "a colon is missing after a key, or a line is not indented."),
    ("found unexpected end of stream", "a quotation mark that opens is never closed."),
    ("did not find expected key", "the indentation of this line fits nothing above it."),
    ("did not find expected '-'", "the indentation of this line fits nothing above it."),
    ("did not find expected ',' or", "a bracket that opens is never closed."),
    ("found undefined alias", "a text that begins with * needs quotes around it."),
    ("control characters are not allowed", "there is an invisible control character here."),
)


def _syntax_problem(file: str, error: yaml.YAMLError) -> Problem:
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None)
    if "end of stream" in said or mark is None:
        mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    plain = next((words for start, words in _PLAIN_WORDS if start in said), None)
    message = f"this is not YAML: {plain or said + '.'}"
    return Problem(file, line, column, message, "yaml")
