"""The macro calls of a page on their way through Markdown: a token stands for each.

So Markdown never touches what a macro draws, and Jinja gets the calls alone, as the check has read
them: nothing else of what stands on a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

CALL = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)


@dataclass(frozen=True)
class MacroCall:
    """A macro as a page calls it."""

    name: str
    arguments: tuple[object, ...]
    named: Mapping[str, object]


def token(number: int) -> str:
    """What stands for the call of a page with this number, counted from 0; no page can hold it, as
    control characters are refused."""
    return f"\x02{number}\x03"


def paragraph(number: int) -> str:
    """The same as Markdown draws it, where the call is a paragraph of its own."""
    return f"<p>{token(number)}</p>"


def tokenised(text: str) -> str:
    """The Markdown of a page with tokens in the place of its calls."""
    first, *pieces = CALL.split(text)
    after = (token(number) + rest for number, rest in enumerate(pieces[1::2]))
    return "".join([first, *after])


def calls_alone(text: str) -> str:
    """The calls of a page that has passed the check, each in a line of its own."""
    return "\n".join(f"{{{{{call}}}}}" for call in CALL.findall(text))


def set_in(html: str, calls: Iterable[MacroCall], draw: Callable[[MacroCall], str]) -> str:
    """A drawn page with what its calls draw in the place of their tokens."""
    pieces: list[str] = []
    for number, call in enumerate(calls):
        above, found, below = html.partition(paragraph(number))
        if found:
            pieces += (above, below_headings("".join((*pieces, above)), draw(call)))
            html = below
    return "".join((*pieces, html))


_HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])")


def below_headings(above: str, drawn: str) -> str:
    """What a macro has drawn, its headings raised where they would skip a level below the last one
    above them: a card has h3, as it mostly stands in a section."""
    last = [int(level) for _, level in _HEADING.findall(above)][-1:] or [1]
    first = _HEADING.search(drawn)
    raised = int(first[2]) - (last[0] + 1) if first else 0
    if raised <= 0:
        return drawn
    return _HEADING.sub(lambda match: f"{match[1]}{max(int(match[2]) - raised, 1)}", drawn)
