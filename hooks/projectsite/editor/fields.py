"""The fields of a form, from the schema of a data file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..facts.folders import KINDS, Kind
from ..facts.model import FILE_NAME, Record, Reference
from ..facts.own_words import OwnWords
from ..words.forms import own_name
from ..words.text import Locale

Node = Mapping[str, Any]
Field = dict[str, Any]

_KINDS = {Reference(kind.noun).name: kind for kind in KINDS}
_TEXT = "LocalisedText"


@dataclass(frozen=True)
class Fields:
    """Turns a schema into fields in the terms of Decap and Sveltia CMS."""

    definitions: Mapping[str, Node]
    locales: tuple[Locale, ...]
    """The default one first."""
    own: OwnWords

    def of(self, schema: Node) -> list[Field]:
        """The fields of a record, in the order of the schema."""
        needed = schema.get("required", ())
        return [
            self._field(name, node, required=name in needed)
            for name, node in schema["properties"].items()
        ]

    def _field(self, name: str, node: Node, *, required: bool) -> Field:
        about = {"name": name, "label": node["title"], "hint": node["description"]}
        return {**about, "required": required, **self._value(name, node)}

    def _value(self, name: str, node: Node) -> Field:
        """How a value is asked for."""
        meant, reference = self._meant(node)
        if reference == _TEXT:
            return self._languages(name)
        if reference in _KINDS:
            return self._relation(_KINDS[reference])
        if "enum" in meant:
            labels = meant.get("enumDescriptions") or [str(value) for value in meant["enum"]]
            pairs = zip(labels, meant["enum"], strict=True)
            return {"widget": "select", "options": [_option(*pair) for pair in pairs]}
        if meant.get("type") == "array":
            return self._list(meant)
        if "properties" in meant:
            return {"widget": "object", "fields": self.of(meant)}
        return _line(meant)

    def _meant(self, node: Node) -> tuple[Node, str]:
        """What a node refers to, and its name there."""
        reference = str(node.get("$ref", "")).rpartition("/")[2]
        return (self.definitions[reference], reference) if reference else (node, "")

    def _languages(self, name: str) -> Field:
        """A text in each language, one below the other, as in the file."""
        widget = "string" if name == "title" else "text"
        texts = [
            {"name": code, "label": own_name(code), "widget": widget, "required": code == first}
            for first in self.locales[:1]
            for code in self.locales
        ]
        return {"widget": "object", "fields": texts}

    def _relation(self, kind: Kind) -> Field:
        called = called_by(kind.model, self.locales[0])
        return {
            "widget": "relation",
            "collection": self.own.folder(kind),
            "value_field": "id",
            "display_fields": [called],
            "search_fields": [called, "id"],
        }

    def _list(self, node: Node) -> Field:
        limits = {"min": node["minItems"]} if "minItems" in node else {}
        if isinstance(node["items"], list):  # so many values, each of its own kind
            count = len(node["items"])
            one = {"name": "value", "label": "Value", "widget": "string"}
            return {"widget": "list", "field": one, "min": count, "max": count}
        entry = self._value("", node["items"])
        if entry["widget"] in ("select", "relation"):
            return {**entry, "multiple": True, **limits}
        if "fields" in entry:
            summary = "{{" + "}} {{".join(_told(entry["fields"])) + "}}"
            one = self._meant(node["items"])[0]["title"]
            fields = {"fields": entry["fields"], "collapsed": True, "summary": summary}
            return {"widget": "list", "label_singular": one, **fields, **limits}
        one = {"name": "value", "label": "Value", **entry}
        return {"widget": "list", "field": one, **limits}


def called_by(model: type[Record], default: Locale) -> str:
    """The field that a list of records shows, or its text in the default language."""
    if "title" in model.model_fields:
        return f"title.{default}"
    return "name" if "name" in model.model_fields else "id"


def _option(label: str, value: Any) -> dict[str, str]:
    return {"label": label, "value": str(value)}


def _told(fields: list[Field]) -> Iterator[str]:
    """What the summary of an entry shows: what stands in one line."""
    plain = [field["name"] for field in fields if field["widget"] in ("string", "select")]
    yield from plain[:2] or [fields[0]["name"]]


def _line(node: Node) -> Field:
    """A text of one line, with its form where it has one."""
    if node.get("pattern") == FILE_NAME:
        return {"widget": "file", "choose_url": False}
    known = node.get("patternErrorMessage", "")
    pattern = node.get("pattern", "")
    if "minimum" in node and not pattern:
        pattern, known = "^-?[0-9]+$", f"Write a number from {node['minimum']} on."
    # What every text must be without, invisible characters, the check tells.
    if not pattern or pattern.startswith("^[^"):
        return {"widget": "string"}
    return {"widget": "string", "pattern": [pattern, known or "This has another form."]}
