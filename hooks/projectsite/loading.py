"""Files in data/ → records, with a sentence for everything that does not fit the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from .model import (
    Cluster,
    Contact,
    Keys,
    ObjectivesFile,
    Outcome,
    Partnership,
    ProjectFacts,
    Record,
    WorkPackage,
)
from .problems import Problem, ProblemsFound, unknown
from .project import Project
from .reading import GAP, Sheet, read_sheet
from .text import Locale

FOLDERS: Mapping[str, type[Record]] = {
    "work_packages": WorkPackage,
    "clusters": Cluster,
    "contacts": Contact,
    "partnerships": Partnership,
    "outcomes": Outcome,
}
"""The folders of data/ with one record a file."""


@dataclass
class Loaded:
    """The records and, for messages, the sheets they were read from."""

    root: Path
    """The folder of the project."""
    project: Project
    records: dict[str, Record] = field(default_factory=dict)
    """By path from the root of the project."""
    sheets: dict[str, Sheet] = field(default_factory=dict)
    """By path from the root of the project."""


def load_project(root: Path) -> Loaded:
    """Read all of data/ below a project's root.

    Raises ProblemsFound with every problem of every file when the records cannot be made.
    """
    sheets: dict[str, Sheet] = {}
    records: dict[str, Record] = {}
    problems: list[Problem] = []

    def load(file: str, kind: type[Record]) -> Any:
        sheet = sheets[file] = read_sheet(root / file, file)
        if sheet.problems:
            problems.extend(sheet.problems)
            return None
        record = _record(sheet, kind, problems)
        if record is not None:
            records[file] = record
        return record

    facts = load("data/project.yml", ProjectFacts)
    objectives = load("data/objectives.yml", ObjectivesFile)
    folders: dict[str, dict[str, Any]] = {}
    for folder, kind in FOLDERS.items():
        folders[folder] = {}
        for path in sorted((root / "data" / folder).glob("*.yml")):
            record = load(f"data/{folder}/{path.name}", kind)
            if record is not None:
                problems.extend(_name_problems(sheets[f"data/{folder}/{path.name}"], record, path))
                folders[folder][record.id] = record
    problems.extend(_unread_files(root))
    if problems:
        raise ProblemsFound(problems)
    by_id = {objective.id: objective for objective in objectives.objectives}
    return Loaded(root, Project(facts=facts, objectives=by_id, **folders), records, sheets)


def languages_of(root: Path) -> tuple[Locale, ...]:
    """The languages that project.yml lists, as far as the file can be read at all."""
    value = read_sheet(root / "data/project.yml", "").value
    listed = value.get("languages") if isinstance(value, dict) else None
    return tuple(Locale(x) for x in listed or () if isinstance(x, str) and x.isalpha())


def _unread_files(root: Path) -> list[Problem]:
    """A file that nothing reads is a mistake in its name or place."""
    folders = [*FOLDERS, "words"]
    problems = []
    for path in sorted((root / "data").rglob("*")):
        parts = path.relative_to(root / "data").parts
        if parts[0] == "schema" or path.name in ("README.md", ".gitkeep"):
            continue
        file = path.relative_to(root).as_posix()
        if path.is_symlink() or (path.is_file() and path.stat().st_nlink > 1):
            problems.append(Problem(file, 0, 0, "a link in the place of a file.", "link"))
        elif path.is_dir():
            if len(parts) > 1 or parts[0] not in folders:
                said = unknown("folder", parts[-1], folders)
                problems.append(Problem(file, 0, 0, said, "unread-file"))
        elif len(parts) == 1 and path.name not in ("project.yml", "objectives.yml"):
            said = "nothing reads this file. Put it into one of the folders of data/."
            problems.append(Problem(file, 0, 0, said, "unread-file"))
        elif path.suffix != ".yml":
            said = "nothing reads this file. The name of a data file ends in .yml."
            problems.append(Problem(file, 0, 0, said, "unread-file"))
    return problems


def _name_problems(sheet: Sheet, record: Any, path: Path) -> list[Problem]:
    if record.id.lower() == path.stem:
        return []
    message = f"the id is {record.id}, but the file is called {path.name}. Make them equal."
    return [sheet.problem(("id",), f"id: {message}", "id-and-file")]


def _record(sheet: Sheet, kind: type[Record], problems: list[Problem]) -> Any:
    if not isinstance(sheet.value, dict):
        message = "a record is a list of lines “field: value”."
        problems.append(sheet.problem((), message, "not-a-record"))
        return None
    gaps = [path for path, text in texts_of(sheet.value) if text == GAP]
    for path in gaps:
        said = f"{_name(path)}: this is still to be filled in. {_help_at(kind, path)}"
        problems.append(sheet.problem(path, said.strip(), "gap"))
    try:
        return kind.model_validate(_without_empty(sheet.value))
    except ValidationError as error:
        details = error.errors(include_url=False)
        for detail in details:
            if any(gap[: len(detail["loc"])] == detail["loc"] for gap in gaps):
                continue
            # A list whose only item is wrong also counts as empty: the item says it all.
            inside = any(
                d["loc"][: len(detail["loc"])] == detail["loc"] for d in details if d != detail
            )
            if not (detail["type"] == "too_short" and inside):
                problems.append(_field_problem(sheet, kind, detail))
        return None


def texts_of(value: Any, path: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Every text in a sheet, with the keys that lead to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_of(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from texts_of(item, (*path, at))


def _without_empty(value: Any) -> Any:
    """A field with nothing after its colon is as good as absent."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value


def _field_problem(sheet: Sheet, kind: type[Record], detail: Any) -> Problem:
    """pydantic's finding in our words; the table is complete for the types of the model."""
    path = tuple(part for part in detail["loc"])
    name = _name(path)
    given, context = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            known = _fields_at(kind, path[:-1])
            said, code = unknown("field", str(path[-1]), known), "unknown-field"
            return sheet.problem(path, said, code)
        case "missing":
            said, code = "this field is missing. " + _help_at(kind, path), "missing-field"
        case "enum" | "literal_error":
            expected = context["expected"].replace("'", "").replace(" or ", ", ")
            said, code = unknown("value", str(given), expected.split(", ")), "unknown-value"
        case "string_pattern_mismatch":
            said = f"“{given}” does not have the right form. " + _help_at(kind, path)
            code = "form"
        case "date" | "yes_or_no" | "url":
            said, code = detail["msg"], detail["type"].replace("_", "-")
        case "too_short":
            said, code = "the list is empty. " + _help_at(kind, path), "empty-list"
        case "too_long":
            said, code = "the list is too long. " + _help_at(kind, path), "long-list"
        case "string_too_short":
            said, code = "the text is empty.", "empty-text"
        case "string_too_long":
            said, code = f"the text is longer than {context['max_length']} characters.", "too-long"
        case "string_type":
            said, code = "one line of text is expected here.", "not-a-text"
        case "greater_than" | "greater_than_equal" | "less_than_equal" | "finite_number":
            said, code = f"“{given}” is out of range. " + _help_at(kind, path), "out-of-range"
        case "int_parsing" | "int_type":
            said, code = f"“{given}” is not a whole number. " + _help_at(kind, path), "not-a-number"
        case "float_parsing" | "float_type":
            said, code = f"“{given}” is not a number. Write it as 54.09.", "not-a-number"
        case "tuple_type" | "list_type":
            said, code = "a list is expected here: [one, two].", "not-a-list"
        case "dict_type" | "model_type" | "model_attributes_type":
            said = "lines of the form “name: value” are expected here. " + _help_at(kind, path)
            code = "not-a-map"
        case _:
            said, code = f"{detail['msg']}. " + _help_at(kind, path), "value"
    return sheet.problem(path, f"{name}: {said}".strip(), code)


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
        current = _model_in(info.annotation) if info else None
    return current


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(argument) for argument in get_args(annotation))
    return next((model for model in found if model), None)


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
