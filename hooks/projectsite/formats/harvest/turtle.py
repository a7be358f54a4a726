"""RDF 1.1 Turtle (https://www.w3.org/TR/turtle/), from the nodes of a JSON-LD document.

Names are written with prefixes in both: what the context of the document knows, Turtle does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ..linked.voice import Node

_NOT_IN_AN_ADDRESS = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def turtle(prefixes: Mapping[str, str], nodes: list[Node]) -> bytes:
    """A document with these nodes. Values are nodes, {"@value": …} with a language or a type,
    {"@id": …}, plain texts, or lists of those."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in prefixes.items()]
    for node in nodes:
        lines += ["", f"{_address(node['@id'])} {_properties(node, '    ')} ."]
    return "\n".join([*lines, ""]).encode()


def _properties(node: Node, indent: str) -> str:
    said = []
    for name, value in node.items():
        if name == "@id":
            continue
        values = value if isinstance(value, list) else [value]
        if name == "@type":
            said.append(f"a {', '.join(values)}")
        elif values:
            said.append(f"{name} {', '.join(_object(one, indent) for one in values)}")
    return f" ;\n{indent}".join(said)


def _object(value: Any, indent: str) -> str:
    if isinstance(value, str):
        return _text(value)
    if "@value" in value:
        language = f"@{value['@language']}" if "@language" in value else ""
        kind = f"^^{value['@type']}" if "@type" in value else ""
        return f"{_text(value['@value'])}{language}{kind}"
    if value.keys() == {"@id"}:
        return _address(value["@id"])
    further = indent + "    "
    return f"[\n{further}{_properties(value, further)}\n{indent}]"


def _text(text: str) -> str:
    # The escapes of JSON are escapes of Turtle too (2.7, ECHAR and UCHAR).
    return json.dumps(text, ensure_ascii=False)


def _address(address: str) -> str:
    escaped = _NOT_IN_AN_ADDRESS.sub(lambda sign: f"%{ord(sign[0]):02X}", address)
    return f"<{escaped}>"
