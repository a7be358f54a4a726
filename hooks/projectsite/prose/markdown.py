"""How the pages in docs/ become HTML: Markdown without raw HTML, and what macros draw set in.

A macro leaves a token in the Markdown and its HTML takes the token's place afterwards: so Markdown
never touches what a macro draws, and nothing that an editor writes is taken for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

EXTENSIONS = ("toc", "tables", "fenced_code", "admonition", "footnotes")
"""What MkDocs always takes, and what mkdocs.yml adds: the check reads pages as the build does."""

RECORDS = "https://records.invalid/"
"""Stands for the root of the language in links to poured pages, which MkDocs does not know."""

_SAFE = re.compile(r"(?:https?://|[^:/?#]*(?:[/?#]|$))", re.IGNORECASE)


Link = Callable[[str], str]
"""Is told the target of each link and picture as the page has it, and gives the one to draw."""


class PlainMarkdown(Extension):
    """Takes raw HTML for text, and links that are neither relative nor of the web for none."""

    def __init__(self, link: Link = str) -> None:
        super().__init__()
        self._link = link

    def extendMarkdown(self, md: Markdown) -> None:
        # Without these two, what looks like HTML is escaped like any other text.
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # After “unescape” of the same priority, so that no escape hides a scheme; MkDocs resolves
        # links between the two.
        md.treeprocessors.register(_Links(md, self._link), "projectsite-links", 0)
        md.treeprocessors.register(_SafeLinks(md), "projectsite-safe-links", -1)


class _Links(Treeprocessor):
    def __init__(self, md: Markdown, link: Link) -> None:
        super().__init__(md)
        self._link = link

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                if (target := element.get(name)) is not None:
                    element.set(name, self._link(target))


class _SafeLinks(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                if not _SAFE.match(element.get(name, "")):
                    del element.attrib[name]


class Drawn(NamedTuple):
    """What Markdown makes of a page, as far as links go."""

    targets: tuple[str, ...]
    """Of its links and pictures, each once."""
    headings: frozenset[str]
    """The ids that links to its headings name."""


class Reader:
    """Reads pages as the build does."""

    def __init__(self) -> None:
        self._targets: dict[str, None] = {}
        plain = PlainMarkdown(self._see)
        self._markdown = Markdown(extensions=[*EXTENSIONS, plain])

    def _see(self, target: str) -> str:
        if not target.startswith(("#fn:", "#fnref:")):
            self._targets[target] = None
        return target

    def read(self, text: str) -> Drawn:
        """What is made of the Markdown of a page."""
        self._targets.clear()
        self._markdown.reset().convert(text)
        tokens: Any = self._markdown
        return Drawn(tuple(self._targets), frozenset(_ids(tokens.toc_tokens)))


def _ids(tokens: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for token in tokens:
        yield token["id"]
        yield from _ids(token["children"])


@dataclass(frozen=True)
class MacroCall:
    """A macro as a page calls it."""

    name: str
    arguments: tuple[object, ...]
    named: Mapping[str, object]


class Tokens:
    """The macros of one page: each call leaves a token, and what it draws is set in afterwards."""

    def __init__(self) -> None:
        self._calls: dict[str, MacroCall] = {}

    def keep(self, call: MacroCall) -> str:
        """The token that stands for a call."""
        token = f"projectsitetoken{len(self._calls)}end"
        self._calls[token] = call
        return token

    def set_in(self, html: str, draw: Callable[[MacroCall], str]) -> str:
        """The page with what is drawn in the place of the tokens, each a paragraph of its own."""
        for token, call in self._calls.items():
            # The first only: what a macro has drawn may hold any text.
            above, found, below = html.partition(f"<p>{token}</p>")
            if found:
                html = above + below_headings(above, draw(call)) + below
        return html


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
