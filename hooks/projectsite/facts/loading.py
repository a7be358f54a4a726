"""Files in data/ → records, with a sentence for everything that does not fit the model."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from ..files.folders import refuse_deep
from ..files.layout import (
    ACCESSIBILITY,
    ACCESSIBILITY_TEST,
    ADDRESSES,
    BRAND,
    DATA,
    EFFORT,
    EVIDENCE,
    GLOSSARY,
    GUIDES,
    LEDGER,
    OBJECTIVES,
    PROJECT,
    REPORTED,
    SOURCES,
    file_stem,
    kept_number,
)
from ..files.names import DEVICE, advice, faults, is_device, is_id, slug
from ..files.texts import LIMIT_PROBLEMS, LINK, is_link, is_scratch
from ..files.yaml.sheets import GAP, Keys, Sheet, read_sheet
from ..problems import Problem, ProblemsFound, file_name, nearest, shown, unknown
from ..words.codes import language_codes
from ..words.forms import has_forms, is_language, language_name
from ..words.text import Locale, LocalisedText
from .accessibility import AccessibilityStatement, AccessibilityTest
from .folders import KINDS, Kind
from .hints import dates_meant, listed, paste_list, paste_words, write_instead
from .kept import KeptPeriod
from .model import (
    Brand,
    GlossaryFile,
    ObjectivesFile,
    ProjectFacts,
    Record,
    SourcesFile,
    models_in,
)
from .own_words import FOLDER, OwnWords, doubled, in_own_words, own_words, read_as_stable
from .plan import EffortFile
from .project import Project
from .visits import read_visits


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector, and exempt what was read from later collections."""
    # Records have no cycles; collection costs 20 % of loading. Frozen, they are not searched later.
    was_on = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@in_own_words
@collector_paused()
def load_project(root: Path, day: date | None = None) -> Project:
    """Read all of data/ below a project's root, as it is shown on a day.

    Raises ProblemsFound with every problem of every file when the records cannot be made.
    """
    refuse_deep(root, DATA)
    own = own_words(root)
    data = _Data(root, next(iter(languages_of(root)), "en"), own)
    facts = data.load(PROJECT, ProjectFacts)
    objectives = data.optional(OBJECTIVES, ObjectivesFile)
    named = data.optional(SOURCES, SourcesFile)
    glossary = data.optional(GLOSSARY, GlossaryFile)
    brand = data.optional(BRAND, Brand)
    effort = data.optional(EFFORT, EffortFile)
    statement = data.optional(ACCESSIBILITY, AccessibilityStatement)
    tested = data.optional(ACCESSIBILITY_TEST, AccessibilityTest)
    folders = {kind.folder: data.load_folder(kind) for kind in KINDS}
    data.load_kept()
    visits = read_visits(root)
    if problems := [*data.problems, *visits.problems, *_unread_files(root, own)]:
        raise ProblemsFound(problems)
    return Project(
        facts=facts,
        objectives={one.id: one for one in objectives.objectives} if objectives else {},
        pages={page.url: page for page in named.pages} if named else {},
        terms={term.id: term for term in glossary.terms} if glossary else {},
        effort=effort.effort if effort else (),
        brand=brand,
        visits=visits,
        accessibility=statement,
        accessibility_test=tested,
        root=root,
        own=own,
        day=day,
        records=data.records,
        sheets=data.sheets,
        **folders,
    )


@dataclass
class _Data:
    """What has been read so far, by the file that it stands in."""

    root: Path
    language: str
    """The default one, in which messages show a text to be written."""
    own: OwnWords
    sheets: dict[str, Sheet] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def load(self, file: str, kind: type[Record]) -> Any:
        """The record in a file; None where it has problems."""
        sheet = self.sheets[file] = read_sheet(self.root / file, file)
        if self.own.partners and kind is not KeptPeriod:
            read_as_stable(sheet)
        self.problems.extend(sheet.problems)
        record = None if sheet.problems else record_in(sheet, kind, self.problems, self.language)
        if record is not None:
            self.records[file] = record
        return record

    def optional(self, file: str, kind: type[Record]) -> Any:
        """The same for a file that may be missing; None then too."""
        return self.load(file, kind) if (self.root / file).exists() else None

    def load_kept(self) -> None:
        """What closed periods have reported; of a file with another name `_unread` tells."""
        for path in sorted((self.root / REPORTED).glob("*.yml")):
            file = file_name(path, self.root)
            if kept_number(file) and not path.is_dir():
                self.load(file, KeptPeriod)

    def load_folder(self, kind: Kind) -> dict[str, Any]:
        """The records in the folder of a kind, by id."""
        found = {}
        for path in sorted((self.root / DATA / self.own.folder(kind)).glob("*.yml")):
            if is_scratch(path) or path.is_dir():
                continue
            file = file_name(path, self.root)
            if not is_id(path.stem):
                # Told once: what stands in it is read when it has its name.
                self.problems.append(Problem(file, 0, 0, advice(path), "unread-file"))
            elif is_device(path.stem):
                self.problems.append(Problem(file, 0, 0, DEVICE, "unread-file"))
            elif (record := self.load(file, kind.model)) is not None:
                self.problems.extend(_name_problems(self.sheets[file], record, path))
                found[record.id] = record
        return found


def languages_of(root: Path) -> tuple[Locale, ...]:
    """The languages that project.yml lists, as far as the file can be read at all."""
    value = read_sheet(root / PROJECT, "").value
    listed = value.get("languages") if isinstance(value, dict) else None
    codes = listed if isinstance(listed, list) else []
    return tuple(Locale(code) for code in codes if isinstance(code, str) and has_forms(code))


_FILES = tuple(
    Path(file).name
    for file in (
        *(PROJECT, OBJECTIVES, SOURCES, GLOSSARY, EFFORT, BRAND),
        *(ACCESSIBILITY, ACCESSIBILITY_TEST),
    )
)
"""The data files that lie in no folder."""
_KEPT = Path(REPORTED).name


def _unread_files(root: Path, own: OwnWords) -> list[Problem]:
    """A file that nothing reads is a mistake in its name or place."""
    folders = [*(own.folder(kind) for kind in KINDS), "words"]
    problems: list[Problem] = []
    unread: list[Path] = []
    if (root / DATA).is_symlink():
        return [Problem(DATA, 0, 0, LINK, "link")]
    for path in sorted((root / DATA).rglob("*")):
        parts = path.relative_to(root / DATA).parts
        file = file_name(path, root)
        if is_scratch(path):
            continue
        if is_link(path):
            problems.append(Problem(file, 0, 0, LINK, "link"))
        elif (
            parts[0] == "schema"
            or path.name in ("README.md", ".gitkeep")
            or file in GUIDES
            or file in (LEDGER, ADDRESSES, EVIDENCE)
            or any(path.is_relative_to(folder) for folder in unread)
        ):
            continue
        elif parts == (FOLDER,) and not own.partners and path.is_dir():
            problems.append(doubled(file))
            unread.append(path)
        elif said := _unread(path, parts, folders):
            problems.append(Problem(file, 0, 0, said, "unread-file"))
            unread.append(path)
    return problems


def _unread(path: Path, parts: tuple[str, ...], folders: list[str]) -> str:
    """Why nothing reads a file in data/; empty for one that is read."""
    if path.is_dir():
        if len(parts) == 1 and parts[0] in (*folders, _KEPT, *_FILES):
            return ""
        said = unknown("folder", parts[0], folders) if len(parts) == 1 else ""
        return said or "nothing reads a folder here. Put its files one level higher."
    if len(parts) == 1 and path.name not in _FILES:
        return f"nothing reads this file here. Put it into a folder: {', '.join(folders)}."
    if path.suffix != ".yml":
        name = f"{slug(path.name.split('.')[0])}.yml"
        rename = f" Rename it to {name}." if path.suffix in ("", ".txt", ".yaml") else ""
        return f"nothing reads this file. The name of a data file ends in .yml.{rename}"
    if parts[0] == _KEPT and not kept_number(f"{REPORTED}/{path.name}"):
        return "nothing reads this file. What a closed period has reported is called period-1.yml."
    if parts[0] == "words" and not is_language(path.stem):
        return f"nothing reads this file. {_words_name(path.stem)}"
    return ""


def _words_name(stem: str) -> str:
    codes = [code for code in language_codes(stem) if len(code) == 2]
    if codes:
        return f"Rename it to {codes[0]}.yml ({language_name(codes[0], Locale('en'))})."
    return "It is called by the code of its language: en.yml."


def _name_problems(sheet: Sheet, record: Any, path: Path) -> list[Problem]:
    wanted = f"{file_stem(record.id)}.yml"
    if wanted == path.name:
        return []
    name = shown(path.name)
    message = f"id: the file of {record.id} is called {wanted}, and this one {name}."
    mended = write_instead(sheet.file, ("id",), record.id).removesuffix(".")
    message += f"{mended}, or rename the file." if mended else " Rename the file."
    return [sheet.problem(("id",), message, "id-and-file")]


def record_in(sheet: Sheet, kind: type[Record], problems: list[Problem], language: str) -> Any:
    """The record that a sheet holds; None, and what is wrong with it among the problems."""
    if not isinstance(sheet.value, dict):
        first = next(iter(kind.__annotations__))
        message = f"a record is lines of the form “field: value”. Begin it with “{first}: …”"
        message += ", without a dash." if isinstance(sheet.value, list) else "."
        problems.append(sheet.problem((), message, "not-a-record"))
        return None
    gaps = [path for path, text in sheet.texts if text == GAP]
    for path in gaps:
        said = f"{_name(path)}: this is still to be filled in. {_help_at(kind, path)}"
        problems.append(sheet.problem(path, said.strip(), "gap"))
    try:
        return kind.model_validate(_without_empty(sheet.value))
    except ValidationError as error:
        details = error.errors(include_url=False)[:LIMIT_PROBLEMS]
        told = {gap[:end] for gap in gaps for end in range(len(gap) + 1)}
        told |= {_field_above(sheet, kind, d["loc"]) for d in details if _is_stray_language(d)}
        told |= {_field_meant(kind, d["loc"]) for d in details if d["type"] == "extra_forbidden"}
        around = {d["loc"][:end] for d in details for end in range(len(d["loc"]))}
        for detail in details:
            # pydantic also reports a list as too short when its only item is wrong.
            empty = detail["type"] == "too_short" and detail["loc"] in around
            if detail["loc"] not in told and not empty:
                problems.append(_Finding(sheet, kind, detail, language).problem())
        return None


def _without_empty(value: Any) -> Any:
    """A value without the fields that have nothing after their colon: they count as absent."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value


@dataclass
class _Finding:
    """A finding of pydantic, and what an editor needs to mend it."""

    sheet: Sheet
    kind: type[Record]
    detail: Any
    language: str

    def __post_init__(self) -> None:
        self.path, self.given = tuple(self.detail["loc"]), self.detail["input"]
        self.said: str = self.detail["msg"]
        self.help = _help_at(self.kind, self.path)
        self.instead = write_instead(self.sheet.file, self.path, self.given)
        self.mend = self.instead or f" {self.help}"

    @property
    def shown(self) -> str:
        return shown(self.given)

    @property
    def type(self) -> str:
        """Its row in the table: the name that pydantic has for it, or one of our own."""
        name: str = self.detail["type"]
        if name in ("enum", "literal_error") and not isinstance(self.given, str):
            return "string_type"
        return "empty_text" if name == "string_too_short" and not self.given else name

    def problem(self) -> Problem:
        """In plain words."""
        if self.type == "extra_forbidden":
            said = _unknown_field(self.sheet, self.kind, self.path)
            return self.sheet.key_problem(self.path, said, "unknown-field")
        code, told = _TOLD.get(self.type, ("value", "{0.said}. {0.help}"))
        said = told.format(self) if isinstance(told, str) else told(self)
        return self.sheet.problem(self.path, f"{_name(self.path)}: {said}".strip(), code)


def _missing(found: _Finding) -> str:
    if found.path in found.sheet.keys:
        return f"nothing stands after the colon. Fill it in. {found.help}"
    last = found.path[-1]
    add = "Fill it in." if isinstance(last, int) else f"Add “{last}: …”."
    return f"this field is missing. {add} {found.help}"


def _unknown_value(found: _Finding) -> str:
    expected = found.detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
    return unknown(_kind(found.path), found.given, expected.split(", "))


def _form(found: _Finding) -> str:
    """Of the name of a file the signs that it may not hold, as the file itself has them too."""
    last, instead = found.path[-1], found.instead
    if last == "file" and instead and (wrong := faults(found.given, "-.")):
        return f"“{found.shown}” has {wrong}. Rename the file, and write{instead[6:]}"
    address = " Write the address of a page: “https://…”."
    mend = instead or address if last in ("url", "website") else found.mend
    return f"“{found.shown}” does not have the right form.{mend}"


def _date(found: _Finding) -> str:
    if len(dates := dates_meant(str(found.given))) == 2:
        return f"“{found.shown}” can be read in two ways. Write {dates[0]} or {dates[1]}."
    return f"“{found.shown}” is not a date.{found.instead}" if found.instead else found.said


def _planned_date(found: _Finding) -> str:
    if not found.instead:
        return found.said
    return f"“{found.shown}” is neither a month of the project nor a date.{found.instead}"


def _yes_or_no(found: _Finding) -> str:
    told = f"“{found.shown}” is neither yes nor no.{found.instead}"
    return told if found.instead else found.said


def _long_list(found: _Finding) -> str:
    given = found.given
    if found.path[-1:] == ("position",) and len(given) == 4:
        numbers = ".".join(given[:2]), ".".join(given[2:])
        return "a number has a point, no comma." + paste_list("position", numbers)
    return f"{len(given)} entries are too many. {found.help}"


def _long_text(found: _Finding) -> str:
    limit = found.detail["ctx"]["max_length"]
    return f"the text is longer than {limit:,} characters.{found.instead or ' Shorten it.'}"


def _no_text(found: _Finding) -> str:
    if found.given is None and found.detail["type"] == "string_type":
        return "nothing stands after the dash. Fill it in, or take it out."
    return f"one text is expected here, not several. {found.help}"


def _no_number(found: _Finding) -> str:
    return f"“{found.shown}” is not a number.{found.instead or ' Write it with a point: 54.09.'}"


def _no_list(found: _Finding) -> str:
    said = _as_list(found.kind, found.path, found.given, found.help)
    return f"a list is expected here.{said}"


def _no_map(found: _Finding) -> str:
    return _as_map(found.kind, found.path, found.given, found.language) + found.help


_OUT_OF_RANGE = ("out-of-range", "“{0.shown}” is out of range. {0.help}")
_NO_WHOLE_NUMBER = ("not-a-number", "“{0.shown}” is not a whole number.{0.mend}")

_TOLD: Mapping[str, tuple[str, str | Callable[[_Finding], str]]] = {
    "missing": ("missing-field", _missing),
    **dict.fromkeys(("enum", "literal_error"), ("unknown-value", _unknown_value)),
    "string_pattern_mismatch": ("form", _form),
    "date": ("date", _date),
    "planned_date": ("date", _planned_date),
    "yes_or_no": ("yes-or-no", _yes_or_no),
    "url": ("url", lambda found: found.said.replace(str(found.given), found.shown)),
    "too_short": ("empty-list", "the list is empty. {0.help}"),
    "too_long": ("long-list", _long_list),
    "string_too_short": ("form", "“{0.shown}” is too short.{0.mend}"),
    "empty_text": ("empty-text", "the text is empty. Fill it in, or take the field out."),
    "string_too_long": ("too-long", _long_text),
    "string_type": ("not-a-text", _no_text),
    **dict.fromkeys(("greater_than", "greater_than_equal", "less_than_equal"), _OUT_OF_RANGE),
    "finite_number": _OUT_OF_RANGE,
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float"), _NO_WHOLE_NUMBER),
    "int_parsing_size": _NO_WHOLE_NUMBER,
    **dict.fromkeys(("float_parsing", "float_type"), ("not-a-number", _no_number)),
    **dict.fromkeys(("tuple_type", "list_type"), ("not-a-list", _no_list)),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), ("not-a-map", _no_map)),
}
"""Code and sentence for every kind of finding that the types of the model can give."""


def _unknown_field(sheet: Sheet, kind: type[Record], path: Keys) -> str:
    name = str(path[-1])
    if above := _field_above(sheet, kind, path):
        return f"{name} is a language. Indent it by two blanks, as it belongs below “{above[-1]}”."
    return unknown("field", name, _fields_at(kind, path[:-1]))


def _field_meant(kind: type[Record], path: Keys) -> Keys:
    """The field that an unknown one is told to be: it is not told as missing too."""
    *around, name = path
    return (*around, nearest(shown(name), tuple(sorted(_fields_at(kind, tuple(around))))))


def _is_stray_language(detail: Any) -> bool:
    return detail["type"] == "extra_forbidden" and _is_language_key(detail["loc"][-1])


def _is_language_key(key: object) -> bool:
    return isinstance(key, str) and len(key) == 2 and is_language(key)


def _field_above(sheet: Sheet, kind: type[Record], path: Keys) -> Keys:
    """The field of a text to whose languages a key at its own level belongs; empty for none."""
    *around, name = path
    keys = list(_value_at(sheet.value, around))
    if not _is_language_key(name) or name not in keys:
        return ()
    before = [key for key in keys[: keys.index(name)] if not _is_language_key(key)]
    above = (*around, *before[-1:])
    return above if before and _model_at(kind, above) is LocalisedText else ()


def _value_at(value: Any, path: Iterable[str | int]) -> Any:
    for key in path:
        value = value[key]
    return value


def _kind(path: tuple[Any, ...]) -> str:
    return str(next((part for part in reversed(path) if isinstance(part, str)), "value"))


def _as_list(kind: type[Record], path: Keys, given: object, help_: str) -> str:
    name = _kind(path)
    if isinstance(given, str):
        items = listed(name, given)
        if _model_at(kind, path):
            items = [f"{{{_one_field(kind, path, item)}}}" for item in items]
        return paste_list(name, items) if items else f" Begin each entry with “- ”. {help_}"
    first = next(iter(given), "") if isinstance(given, dict) else ""
    if re.match(r"-\w", first):
        return f" A blank belongs behind the dash: “- {shown(first[1:])}: …”."
    return f" Begin each entry with “- ”. {help_}"


def _one_field(kind: type[Record], path: Keys, text: str) -> str:
    """An entry of a list of records that was written as one text: url: https://…"""
    fields = _fields_at(kind, path)
    page = text.startswith(("http:", "https:", "www."))
    return f"{'document' if 'document' in fields and not page else fields[0]}: {shown(text)}"


def _as_map(kind: type[Record], path: tuple[Any, ...], given: object, language: str) -> str:
    if _model_at(kind, path) is LocalisedText:
        if isinstance(given, str):
            said = "the text stands below its language."
            return said + paste_words(_kind(path), language, given) + " "
        return f"one line a language is expected here: “{language}: …”, without a dash. "
    if isinstance(given, str) and isinstance(path[-1], int):
        return f"fields are expected here. Write “{_one_field(kind, path, given)}”. "
    fields = " or ".join(f"“{name}: …”" for name in _fields_at(kind, path)[:2])
    return f"fields are expected here, such as {fields}. "


def _name(path: tuple[Any, ...]) -> str:
    """The keys that lead to a value, as a message names it: title.en, sources.1.url."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _model_at(kind: type[BaseModel], path: tuple[Any, ...]) -> type[BaseModel] | None:
    """The model class that the keys of a path lead to."""
    current: type[BaseModel] | None = kind
    for part in path:
        if isinstance(part, int):
            continue
        info = current.model_fields.get(str(part)) if current else None
        current = next(models_in(info.annotation), None) if info else None
    return current


def _fields_at(kind: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    model = _model_at(kind, path)
    return list(model.model_fields) if model else []


def _help_at(kind: type[BaseModel], path: tuple[Any, ...]) -> str:
    """The help sentence of the field at a path, or of the nearest field around it."""
    for end in range(len(path), 0, -1):
        model = _model_at(kind, path[: end - 1])
        info = model.model_fields.get(str(path[end - 1])) if model else None
        if info and info.description:
            return " ".join(info.description.split())
    return ""
