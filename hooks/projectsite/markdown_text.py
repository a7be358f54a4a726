"""The little Markdown of records' texts: paragraphs, lists, emphasis, links; no HTML."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup


@cache
def _renderer() -> MarkdownIt:
    # CommonMark with raw HTML off: tags come out as text. markdown-it refuses javascript:,
    # vbscript:, file: and data: links by itself (its validateLink).
    unwanted = ["image", "heading", "lheading", "hr", "code", "fence", "reference"]
    return MarkdownIt("commonmark", {"html": False}).disable(unwanted)


def to_html(text: str) -> Markup:
    """CommonMark 0.31 without HTML and images, as HTML that is safe to print."""
    return Markup(_renderer().render(text).strip())
