"""The vocabulary of schema.org, offline: what a JSON-LD document may say.

The package rocrate holds the whole vocabulary as RDF (schema.jsonld).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import rocrate

SCHEMA = "schema:"
DATES = {"schema:Date", "schema:DateTime", "schema:Time"}
TEXTS = {"schema:Text", "schema:URL", "schema:PronounceableText", "schema:CssSelectorType"}
NUMBERS = {"schema:Number", "schema:Integer", "schema:Float"}
LITERALS = DATES | TEXTS | NUMBERS | {"schema:Boolean"}

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?)?)?")
_URL = re.compile(r"https?://[^\s<>\"]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def errors(document: dict[str, Any]) -> list[str]:
    """What is wrong with a document; nothing for one that the vocabulary knows.

    Told are unknown types and properties, properties that a type does not have, values of another
    type than the property takes (references are followed), malformed dates, addresses and
    languages, an `@id` that leads to nothing in the document or stands for two nodes.
    """
    return list(_document_errors(document))


def _document_errors(document: dict[str, Any]) -> Iterator[str]:
    if document.get("@context") != "https://schema.org":
        yield f"context: {document.get('@context')}"
    nodes = [node for node in _nodes(document["@graph"]) if "@type" in node]
    known: dict[str, dict[str, Any]] = {}
    for node in nodes:
        if id := node.get("@id"):
            if id in known:
                yield f"{id}: stands for two nodes"
            if not _URL.fullmatch(id):
                yield f"{id}: not absolute"
            known[id] = node
    for node in nodes:
        yield from _node_errors(node, known)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and "@value" not in item:
            yield item
            for inner in item.values():
                yield from _nodes(inner)


def _node_errors(node: dict[str, Any], known: dict[str, Any]) -> Iterator[str]:
    kind = SCHEMA + node["@type"]
    if kind not in _classes():
        yield f"{kind}: unknown type"
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        place = f"{node['@type']}.{name}"
        property = _properties().get(SCHEMA + name)
        if property is None:
            yield f"{place}: unknown property"
            continue
        domain, range = property
        if not domain & _above(kind):
            yield f"{place}: not of this type, only of {sorted(domain)}"
        for item in value if isinstance(value, list) else [value]:
            yield from (f"{place}: {error}" for error in _value_errors(item, range, known))
        if value in ("", [], None):
            yield f"{place}: empty"


def _value_errors(value: Any, range: set[str], known: dict[str, Any]) -> Iterator[str]:
    if isinstance(value, dict) and "@value" in value:
        if "@language" in value and not _LANGUAGE.fullmatch(value["@language"]):
            yield f"language {value['@language']}"
        if "@type" in value and not {SCHEMA + value["@type"]} & range:
            yield f"a {value['@type']}"
        value = value["@value"]
    elif isinstance(value, dict):
        if "@type" not in value:
            if value.get("@id") not in known:
                yield f"leads nowhere: {value}"
                return
            value = known[value["@id"]]
        if not _above(SCHEMA + value["@type"]) & range:
            yield f"a {value['@type']}, not one of {sorted(range)}"
        return
    if isinstance(value, bool):
        if "schema:Boolean" not in range:
            yield f"a truth value, not one of {sorted(range)}"
    elif not isinstance(value, int | float | str):
        yield f"value {value!r}"
    elif isinstance(value, int | float):
        if not range & NUMBERS:
            yield f"a number, not one of {sorted(range)}"
    elif range & {"schema:Text"}:
        return
    elif range & DATES and not range & TEXTS:
        if not _DATE.fullmatch(value):
            yield f"not a date: {value}"
    elif not _URL.fullmatch(value):
        # Where an object is expected, or an address, the address of an object may stand.
        yield f"a text, not one of {sorted(range)}: {value}"


@cache
def _graph() -> dict[str, dict[str, Any]]:
    text = (Path(rocrate.__file__).parent / "data/schema.jsonld").read_text("utf-8")
    return {item["@id"]: item for item in json.loads(text)["@graph"]}


def _ids(value: Any) -> set[str]:
    items = value if isinstance(value, list) else [value] if value else []
    return {item["@id"] for item in items}


@cache
def _classes() -> set[str]:
    return {id for id, item in _graph().items() if "rdfs:Class" in str(item.get("@type"))}


@cache
def _properties() -> dict[str, tuple[set[str], set[str]]]:
    """Domain and range of each."""
    return {
        id: (_ids(item.get("schema:domainIncludes")), _ids(item.get("schema:rangeIncludes")))
        for id, item in _graph().items()
        if item.get("@type") == "rdf:Property"
    }


@cache
def _above(kind: str) -> set[str]:
    """A class and all that it is a kind of."""
    found = {kind}
    for parent in _ids(_graph().get(kind, {}).get("rdfs:subClassOf")):
        found |= _above(parent)
    return found
