"""The little Markdown of records' texts: paragraphs, lists, quotations, emphasis, links; no HTML.

CommonMark is read by cmark-gfm (cmarkgfm, which PyPI itself draws its descriptions with): well
kept, safe unless told otherwise, and an order of magnitude faster than anything in Python.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from cmarkgfm.cmark import markdown_to_html
from markupsafe import Markup, escape

from .text import one_line

_MORE = re.compile(r"<(?!/?(?:p|ul|ol|li|em|strong|a|blockquote|br|code)\b)")
"""What cmark draws and a text of a record does not know: headings, pictures, rules, code blocks,
comments in the place of HTML."""

_NO_LINK = re.compile(r"<a href=\"(?!(?i:https?)://)")
"""A link that is not whole, or would run a script."""

BULLET = re.compile(r"^[ \t]*([•▪◦‣⁃●○■·])[ \t]+(?=\S)", re.MULTILINE)
"""What word processors begin the entries of a list with, and Markdown does not know."""


@lru_cache(maxsize=64)
def to_html(text: str) -> Markup:
    """CommonMark 0.29 without HTML and pictures, as HTML that is safe to print.

    A text with more than the little Markdown stands as it was written.
    """
    html = _drawn(text)
    plain = _MORE.search(html) or _NO_LINK.search(html)
    return Markup(_as_written(text) if plain else html)


def is_little(text: str) -> bool:
    """Whether a text holds nothing beyond the little Markdown, whatever its links are."""
    return _seen(text)[0]


_LINK = re.compile(r'<a href="([^"]*)"[^<>]*>(.*?)</a>', re.DOTALL)


def links_of(text: str) -> tuple[tuple[str, str], ...]:
    """Where the links of a text lead, and the words that a reader sees, as cmark draws them."""
    return _seen(text)[1] if "]" in text else ()


# Several laws ask the same texts, one law after the other.
@lru_cache(maxsize=20_000)
def _seen(text: str) -> tuple[bool, tuple[tuple[str, str], ...]]:
    """Whether a text is little Markdown, and its links."""
    html = _drawn(text)
    found = _LINK.findall(html) if "<a " in html else ()
    links = ((unescape(to).replace("%02", "<"), words) for to, words in found)
    plain = tuple((target, unescape(_TAG.sub("", words))) for target, words in links)
    return not _MORE.search(html), plain


def has_words(text: str) -> bool:
    """Whether there is anything to read in a text: a letter or a number."""
    return any(map(str.isalnum, text))


OPENING = 240
"""So many characters of a text stand for it in lists, feeds and results of a search."""


def paragraphs(text: str) -> tuple[str, ...]:
    """Each paragraph and entry of a list, with its number, as plain words in one line."""
    html = _with_numbers(to_html(text))
    parts = (one_line(unescape(_TAG.sub("", part))) for part in _BLOCK_END.split(html))
    return tuple(part for part in parts if part)


_BLOCK_END = re.compile(r"</(?:p|li)>")
_TAG = re.compile(r"<[^<>]*>")
_LIST = re.compile(r'<(/?)(ol|ul)(?: start="(\d+)")?>|<li>')


def _with_numbers(html: str) -> str:
    """HTML in which the numbers of lists are words, as readers see them: “16. Februar” begins a
    list in Markdown."""
    if "<ol" not in html:
        return html
    counts: list[int | None] = []

    def numbered(found: re.Match[str]) -> str:
        ends, kind, start = found.groups()
        if ends:
            counts.pop()
        elif kind:
            counts.append(int(start or 1) if kind == "ol" else None)
        elif (number := counts[-1]) is not None:
            counts[-1] = number + 1
            return f"{found[0]}{number}. "
        return found[0]

    return _LIST.sub(numbered, html)


def opening(text: str) -> str:
    """The first paragraph of a text as plain words in one line; a long one ends with “…”."""
    first = _BLOCK_END.split(_with_numbers(to_html(text)), maxsplit=1)[0]
    words = one_line(unescape(_TAG.sub("", first)))
    if len(words) <= OPENING:
        return words
    cut = words[:OPENING]
    # Some languages write no blanks between words, or few.
    at = cut.rfind(" ", OPENING * 2 // 3)
    return f"{cut[: at if at > 0 else OPENING].rstrip(',;:.–— ')}…"


_NO_CHARACTER = re.compile(r"&#(?:x0*fff[ef]|0*6553[45]);", re.IGNORECASE)


def no_character(text: str) -> str:
    """A text without the two entities that cmark makes bytes of which are no UTF-8."""
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text) if "&#" in text else text


def _drawn(text: str) -> str:
    # No "<", no HTML: it is shown as text, where cmark would leave it out. Meanwhile a control
    # character stands for it, which no text can hold (reading.py).
    kept = no_character(text).replace("\\<", "<").replace("<", "\x02")
    return str(markdown_to_html(kept)).strip().replace("\x02", "&lt;")


def _as_written(text: str) -> str:
    pieces = (piece.strip() for piece in re.split(r"\n\s*\n", text))
    return "\n".join(f"<p>{escape(piece)}</p>" for piece in pieces if piece)
