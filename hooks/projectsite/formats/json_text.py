"""JSON as this site publishes it (RFC 8259): UTF-8, two spaces a level."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json


def json_bytes(value: Any) -> bytes:
    """Dictionaries, lists, texts, numbers as JSON; letters stand as they are, with a line end.

    The order of keys is kept: who makes the dictionary sorts what has no order.
    """
    # Python's own encoder takes ten times as long when it indents.
    return to_json(value, indent=2) + b"\n"
