"""The lines that iCalendar and vCard are made of (RFC 5545, 3.1; RFC 2426, 2.6)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from icalendar import Parameters

from ...words.text import Locale, Words
from ..encoding import readable

_LONGEST = 75
"""Octets of a line without its end; a longer one is folded."""


def line(name: str, value: str) -> bytes:
    """A property whose value is no text: a date, an address, a word of the format."""
    return folded(f"{name}:{readable(value)}".encode())


def text_line(name: str, text: str, locale: Locale | None = None) -> bytes:
    """A property whose value is a text, which may say its language."""
    return folded(_start(name, locale) + escaped(text))


def words_line(name: str, words: Words) -> bytes:
    return text_line(name, words.text, words.locale)


def list_line(name: str, texts: Iterable[str], locale: Locale | None = None) -> bytes:
    """A property whose value is a list of texts."""
    return folded(_start(name, locale) + b",".join(escaped(text) for text in texts))


def escaped(text: str) -> bytes:
    """A text with commas, semicolons, backslashes and line ends as RFC 5545, 3.3.11 has them."""
    value = readable(text).replace("\r\n", "\n").replace("\r", "\n")
    # The backslash first: the other two bring new ones.
    for sign in "\\;,":
        value = value.replace(sign, f"\\{sign}")
    return value.replace("\n", "\\n").encode()


@cache
def _start(name: str, locale: Locale | None) -> bytes:
    if locale is None:
        return f"{name}:".encode()
    # The library puts quotes around the value of a parameter where RFC 5545, 3.2 asks for them.
    language: bytes = Parameters({"LANGUAGE": locale}).to_ical()
    return name.encode() + b";" + language + b":"


def folded(content: bytes) -> bytes:
    """A line with its end, in pieces of 75 octets that cut no character of UTF-8 in two."""
    # The library folds too, letter by letter in Python: most of the half millisecond that it takes
    # for an event, and 2,000 outcomes in five languages make 12,000 of them.
    if len(content) <= _LONGEST:
        return content + b"\r\n"
    pieces = []
    start, room = 0, _LONGEST
    while len(content) - start > room:
        end = start + room
        while content[end] & 0xC0 == 0x80:  # an octet within a character of UTF-8
            end -= 1
        pieces.append(content[start:end])
        start, room = end, _LONGEST - 1  # the blank that continues a line counts
    pieces.append(content[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
