"""The little Markdown of records' texts: paragraphs, lists, emphasis, links; no HTML."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup


@cache
def _renderer() -> MarkdownIt:
    # CommonMark with raw HTML off: tags come out as text.
    unwanted = ["image", "heading", "lheading", "hr", "code", "fence", "reference"]
    renderer = MarkdownIt("commonmark", {"html": False}).disable(unwanted)
    # The same text stands on pages of any depth: a link is whole, or it stays text.
    renderer.validateLink = _is_web_address  # type: ignore[method-assign]
    return renderer


def _is_web_address(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def to_html(text: str) -> Markup:
    """CommonMark 0.31 without HTML and images, as HTML that is safe to print."""
    return Markup(_renderer().render(text).strip())
