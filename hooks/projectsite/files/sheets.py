"""YAML as editors write it: every scalar stays text, and each value keeps its place."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import Any

import yaml

from ..problems import Problem, shown
from .yaml_mistakes import syntax_problem, write_quoted

Parser = getattr(yaml, "CLoader", yaml.Loader)
"""libyaml's parser where PyYAML has it (10 times faster), only ever asked for events."""

Path_ = tuple[str | int, ...]
LIMIT_BYTES = 256 * 1024
LIMIT_TEXT = 20_000
LIMIT_DEPTH = 8
LIMIT_ENTRIES = 1000
LIMIT_PROBLEMS = 200
"""So many problems of one file are told; more are of the same kind."""

GAP = "???"
"""What `projectsite new` writes where an editor has to fill something in."""

LINK = "a link in the place of a file. Put the file itself here."


@dataclass
class Sheet:
    """One data file as read."""

    file: str
    """Path from the root of the project."""
    value: Any
    """Nested dicts and lists whose leaves are str, or None where a value is empty."""
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each value, by the keys that lead to it; of what stands below its key,
    and of what is empty, those of the key."""
    keys: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each key."""
    texts: list[tuple[Path_, str]] = field(default_factory=list)
    """Every text, with the keys that lead to it."""
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Path_, message: str, code: str) -> Problem:
        """A problem at a value; at the nearest value around it when it is missing."""
        return self._at(self.places, path, message, code)

    def key_problem(self, path: Path_, message: str, code: str) -> Problem:
        """A problem at a key, as when no field has its name."""
        return self._at(self.keys if path in self.keys else self.places, path, message, code)

    def _at(
        self, places: dict[Path_, tuple[int, int]], path: Path_, message: str, code: str
    ) -> Problem:
        return Problem(self.file, *_nearest(places, path), message, code)

    def line(self, path: Path_) -> int:
        """The line of a value; of the nearest value around it when it is missing."""
        return _nearest(self.places, path)[0]


def _nearest(places: dict[Path_, tuple[int, int]], path: Path_) -> tuple[int, int]:
    while path and path not in places:
        path = path[:-1]
    return places.get(path, (1, 1))


_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line ends
    "\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # zero width, direction
    "\u115f\u1160\u3164\uffa0\ufff9-\ufffb\ufffe\uffff"  # fillers, what is no character
    "\U000e0000-\U000e007f]"  # tags
)
_MOST = 10
"""So many invisible characters of one file are told."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_TAB = re.compile(r" *\t")


class _Stop(Exception):
    """The rest of the file cannot be understood."""


def read_sheet(path: Path, file: str) -> Sheet:
    """Read one YAML file. What is wrong with its form stands in the sheet's problems."""
    text = read_text(path, file)
    if isinstance(text, Problem):
        return Sheet(file, None, problems=[text])
    return sheet_of(text, file)


_SCRATCH = re.compile(r"\.#.*|\..*\.sw[a-p]|\..*\.un~|\.DS_Store")


def is_scratch(path: Path) -> bool:
    """Whether a file is one that Vim, Emacs or macOS leave while a folder is worked in.

    All are hidden, so that no build publishes them.
    """
    return path.name.startswith(".") and bool(_SCRATCH.fullmatch(path.name))


def is_link(path: Path) -> bool:
    """Whether a link stands here, symbolic or hard, where a file or folder of its own belongs."""
    try:
        about = path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    return S_ISLNK(about.st_mode) or _has_other_names(about)


def _has_other_names(about: os.stat_result) -> bool:
    return S_ISREG(about.st_mode) and about.st_nlink > 1


def read_text(path: Path, file: str, limit: int = LIMIT_BYTES) -> str | Problem:
    """The text of a file, which is no link and not too large; or what is wrong with it."""
    folders = path.parents[: file.count("/")]
    try:
        # Before anything of it is read: a link could lead to a secret, or to what never ends.
        about = path.lstat()
        if S_ISLNK(about.st_mode) or any(folder.is_symlink() for folder in folders):
            return Problem(file, 0, 0, LINK, "link")
        if not S_ISREG(about.st_mode):
            message = "a file is expected here, and this is none."
            return Problem(file, 0, 0, message, "file-unreadable")
        if _has_other_names(about):
            return Problem(file, 0, 0, LINK, "link")
        if about.st_size > limit:
            message = f"the file is larger than {limit // 1024} KB. Shorten or split it."
            return Problem(file, 0, 0, message, "file-too-large")
        raw = path.read_bytes()
        return raw.decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        message = "the file is missing, and the site needs it. Add it."
        return Problem(file, 0, 0, message, "file-unreadable")
    except UnicodeDecodeError as error:
        lines = _LINE_END.split(error.object[: error.start].decode("utf-8"))
        line, column = len(lines), len(lines[-1]) + 1
        message = "the file is not UTF-8 text. Save it with the encoding UTF-8."
        return Problem(file, line, column, message, "encoding")
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}."
        return Problem(file, 0, 0, message, "file-unreadable")


def invisible_characters(text: str, file: str) -> list[Problem]:
    """Characters that nobody sees, yet search, links and the order of letters depend on them."""
    problems = []
    for found in _INVISIBLE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        message = (
            f"there is an invisible character here, {_named(found[0])}. Delete the word and type "
            "it anew."
        )
        problems.append(Problem(file, line, column, message, "invisible-character"))
        if len(problems) == _MOST:
            break
    return problems


_MERGE_MARK = re.compile(r"^(?:<{7}|>{7})(?= |$)", re.MULTILINE)


def merge_marks(text: str, file: str) -> list[Problem]:
    """What Git leaves where two changes of the same lines could not be made one."""
    problems = []
    for found in islice(_MERGE_MARK.finditer(text), _MOST):
        line = text.count("\n", 0, found.start()) + 1
        message = (
            f"“{found[0]}” is a mark of Git: two changes were not merged. Keep one of the two, and "
            "take out the lines that begin with <<<<<<<, ======= and >>>>>>>."
        )
        problems.append(Problem(file, line, 1, message, "merge"))
    return problems


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "").lower()
    return f"U+{ord(sign):04X}" + (f" ({name})" if name else "")


def sheet_of(text: str, file: str) -> Sheet:
    """Read YAML from a text. What is wrong with its form stands in the sheet's problems."""
    sheet = Sheet(file, None)
    if found := invisible_characters(text, file) or merge_marks(text, file):
        sheet.problems.extend(found)
        return sheet
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    tabs = [n for n, line in enumerate(lines, 1) if "\t" in line and _TAB.match(line)]
    if tabs:
        message = "the line begins with a tab. Use blanks, two for each level."
        sheet.problems.extend(
            Problem(file, line, 1, message, "tab") for line in tabs[:LIMIT_PROBLEMS]
        )
        return sheet
    try:
        _Builder(sheet, lines).build(text)
    except _Stop:
        pass
    except yaml.YAMLError as error:
        sheet.problems.append(syntax_problem(file, lines, error))
    return sheet


class _Builder:
    """Turns the parser's events into a tree, refusing what a data file has no use for."""

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

    def _node(self, event: Any, events: Iterator[Any], path: Path_) -> Any:
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

    def _text(self, event: Any, path: Path_) -> str | None:
        value: str = event.value
        style = event.style
        if style in ("|", ">"):
            value = value.rstrip("\n")  # whether the last line has an end says nothing
        elif not style:
            # A plain scalar has no style, or an empty one from libyaml.
            self._check_comment(event)
            if not value:
                return None  # nothing stands there
        if style == '"' or len(value) > LIMIT_TEXT or not value or value.isspace():
            self._check_text(event, value)
        self.sheet.texts.append((path, value))
        return value

    def _refuse_alias(self, event: Any) -> None:
        message = f"a text that begins with “*” needs quotes.{self._mended(event)}"
        merged = self.lines[event.start_mark.line].lstrip().startswith("<<")
        if merged or event.anchor in self.anchors:
            message = f"“*{shown(event.anchor)}” is a YAML alias. Write the value itself."
        self._say(event, message, "alias")

    def _refuse_marks(self, event: Any) -> None:
        """No anchors and no tags, which some programs run as code."""
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
        """A text loses what stands behind “ #”: told unless it looks like a comment, “# so”."""
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
        """Quoted texts can bring by escapes what the file itself does not hold."""
        if len(text) > LIMIT_TEXT:
            message = f"the text is longer than {LIMIT_TEXT:,} characters. Shorten it."
            self._say(event, message, "too-long")
        elif event.value and (not text or text.isspace()):
            self._say(event, "the text is nothing but blanks. Fill it in.", "empty-text")
        elif event.style == '"' and (found := _INVISIBLE.search(text)):
            said = f"the text makes an invisible character, {_named(found[0])}. Take it out."
            self._say(event, said, "invisible-character")

    def _sequence(self, events: Iterator[Any], path: Path_) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            if len(items) == LIMIT_ENTRIES:
                self._refuse_number(event)
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], path: Path_) -> dict[str, Any]:
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
                line = self.sheet.keys[at][0]
                message = (
                    f"“{shown(key)}” stands here a second time; the first is in line {line}. "
                    "Take one out."
                )
                self._say(event, message, "duplicate")
            self.sheet.keys.setdefault(at, place)
            below = next(events)
            found[key] = value = self._node(below, events, at)
            scalar = below.__class__ is yaml.ScalarEvent
            if value is None or not (scalar or below.flow_style):
                self.sheet.places[at] = place
        return found

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
