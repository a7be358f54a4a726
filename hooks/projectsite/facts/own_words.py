"""What a project calls its partners where people read and write it: clusters, or partners.

The folder decides: data/clusters/ or data/partners/. In: what editors write; there the fields
`partner` and `partners` mean `cluster` and `clusters`, so that the rest of the package knows one
name. Out: what editors read, in the project's own word: messages, schemas, guides, forms, new
records. For machines (open data, tables, linked data, kept copies, the keys of data/words/, the
names of schemas) a partner is a `cluster` in every project: that key is stable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from ..files.layout import DATA, record_file
from ..files.yaml.sheets import Keys, Sheet
from ..problems import Problem, ProblemsFound
from .folders import CLUSTERS, Kind

FOLDER = "partners"
"""The other name of data/clusters/, for partners that are no clusters."""
_OWN = {"cluster": "partner", "clusters": "partners"}
_STABLE = {own: stable for stable, own in _OWN.items()}

_SAID = {**_OWN, **{stable.capitalize(): own.capitalize() for stable, own in _OWN.items()}}

# A word of its own, no part of an id (cluster-organisation); with a capital where it is a title.
_WORD = re.compile(r"(?<![\w-])clusters?(?![\w-])|(?:(?<=# )|^)Clusters?$", re.MULTILINE)
_QUOTED = re.compile(r"(“[^”]*”)")
_FIELD = re.compile(r"^“clusters?(?=[:=])")

Loaded = TypeVar("Loaded")
More = ParamSpec("More")


@dataclass(frozen=True)
class OwnWords:
    """The words of one project."""

    partners: bool = False
    """Whether they are partners, not clusters."""

    def file(self, kind: Kind, id: str) -> str:
        """The data file of a record: data/work_packages/wp1.yml for WP1."""
        return record_file(self.folder(kind), id)

    def folder(self, kind: Kind) -> str:
        """The folder of a kind, below data/."""
        return FOLDER if kind is CLUSTERS and self.partners else kind.folder

    def name(self, name: str) -> str:
        """A field, or the noun of a kind."""
        return _OWN.get(name, name) if self.partners else name

    def fields(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a record, as its file has them."""
        return {self.name(name): value for name, value in fields.items()}

    def said(self, text: str) -> str:
        """A text that the package itself says."""
        if not self.partners:
            return text
        return _WORD.sub(lambda word: _SAID[word[0]], text)

    def told(self, problem: Problem) -> Problem:
        """A message; what an editor wrote, in quotation marks, stays as it was written."""
        if not self.partners:
            return problem
        parts = _QUOTED.split(problem.message)
        told = (
            _FIELD.sub(lambda field: self.said(field[0]), part)
            if part.startswith("“")
            else self.said(part)
            for part in parts
        )
        return replace(problem, message="".join(told))

    def schema(self, node: Any) -> Any:
        """A schema: names of fields, titles and help; not the ids and words of the data."""
        if not self.partners or not isinstance(node, dict):
            return node
        drawn = {key: self.schema(value) for key, value in node.items()}
        for key in ("title", "description", "patternErrorMessage"):
            if isinstance(node.get(key), str):
                drawn[key] = self.said(node[key])
        if "properties" in node:
            drawn["properties"] = self.fields(drawn["properties"])
            drawn["required"] = [self.name(name) for name in node.get("required", ())]
        if "examples" in node:
            drawn["examples"] = self._example(node["examples"])
        if node.get("description") == A_FIELD:
            drawn["enum"] = [self.name(name) for name in node["enum"]]
        return drawn

    def _example(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._example(item) for item in value]
        return self.fields(value) if isinstance(value, dict) else value


A_FIELD = "A field of this record."
"""What a schema says of a list of fields."""


def own_words(root: Path) -> OwnWords:
    """The words of the project in a folder: those of data/clusters/, unless only data/partners/ is
    there."""
    data = root / DATA
    return OwnWords((data / FOLDER).is_dir() and not (data / CLUSTERS.folder).exists())


def doubled(file: str) -> Problem:
    """That both folders are there."""
    said = (
        f"{DATA}/{CLUSTERS.folder}/ is there too, and both mean the same. Put the files into one "
        "of them, and take the other out."
    )
    return Problem(file, 0, 0, said, "unread-file")


def in_own_words(
    load: Callable[Concatenate[Path, More], Loaded],
) -> Callable[Concatenate[Path, More], Loaded]:
    """A loader that tells what is wrong in the words of the project that it loads."""

    @wraps(load)
    def told(root: Path, /, *arguments: More.args, **named: More.kwargs) -> Loaded:
        try:
            return load(root, *arguments, **named)
        except ProblemsFound as found:
            own = own_words(root)
            raise ProblemsFound(own.told(problem) for problem in found.problems) from None

    return told


def read_as_stable(sheet: Sheet) -> None:
    """Give the fields of a sheet their stable names, and to what names a field too; a field that
    stands there under both names is told."""
    for keys in [keys for keys in sheet.keys if keys[-1] in _STABLE]:
        stable = _STABLE[str(keys[-1])]
        if (*keys[:-1], stable) in sheet.keys:
            said = f"“{stable}” is here too, and both mean the same. Take one out."
            sheet.problems.append(sheet.key_problem(keys, said, "duplicate"))
    if not sheet.problems:
        sheet.value = _value(sheet.value)
        sheet.places = {_keys(keys): place for keys, place in sheet.places.items()}
        sheet.keys = {_keys(keys): place for keys, place in sheet.keys.items()}
        sheet.texts = [(_keys(keys), text) for keys, text in sheet.texts]


def _keys(keys: Keys) -> Keys:
    return tuple(_STABLE.get(key, key) if isinstance(key, str) else key for key in keys)


def _value(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {_STABLE.get(name, name): _value(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_value(item, key) for item in value]
    # Of an inference or a source the field that it is about.
    return _STABLE.get(value, value) if key in ("fact", "facts") else value
