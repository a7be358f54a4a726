"""Characters that the formats for machines refuse, however they came into a text."""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import to_json

# XML 1.0, 2.2 refuses most of C0, surrogates and what is no character; RFC 5545, 3.1 all controls
# but the tab. A carriage return is none of the line ends that we write inside a text.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def readable(text: str) -> str:
    """A text without the characters that XML or iCalendar refuse; line ends become \\n."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFUSED.sub("", text)


def json_bytes(value: Any) -> bytes:
    """Dictionaries, lists, texts, numbers as JSON; letters stand as they are, with a line end.

    The order of keys is kept: who makes the dictionary sorts what has no order.
    """
    # Python's own encoder takes ten times as long when it indents.
    return to_json(value, indent=2) + b"\n"
