"""How the pages in docs/ become HTML: Markdown without raw HTML, and what macros draw set in.

A macro leaves a token in the Markdown and its HTML takes the token's place afterwards: so Markdown
never touches what a macro draws, and nothing that an editor writes is taken for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

RECORDS = "https://records.invalid/"
"""Stands for the root of the language in links to poured pages, which MkDocs does not know."""

_SAFE = re.compile(r"(?:https?://|[^:/?#]*(?:[/?#]|$))", re.IGNORECASE)
_OUTCOME_LINK = re.compile(r"\]\((?:\.\./)*(outcomes/[a-z0-9-]+)\.md")


class PlainMarkdown(Extension):
    """Takes raw HTML for text, and links that are neither relative nor of the web for none."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_SafeLinks(md), "projectsite-links", 1)


class _SafeLinks(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                if not _SAFE.match(element.get(name, "")):
                    del element.attrib[name]


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
            html = html.replace(f"<p>{token}</p>", draw(call), 1)
        return html


def link_records(markdown: str) -> str:
    """Links to outcomes/<id>.md, as to any other page, lead to the poured pages."""
    return _OUTCOME_LINK.sub(rf"]({RECORDS}\1/", markdown)
