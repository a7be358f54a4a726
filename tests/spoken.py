"""Every text of a page, with the language in which it is announced."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from lxml import html as lxml_html

SILENT = {"script", "style"}
"""Elements whose text nobody reads."""

META = {"description", "og:title", "og:description"}
"""What the head says in words."""

_WORDLESS = """
    accesskey action aria-controls aria-current aria-describedby aria-haspopup aria-hidden
    aria-keyshortcuts aria-labelledby as autocomplete charset checked class content crossorigin cx
    cy d data-address data-base data-browse data-browse-bar data-browse-brief data-browse-chips
    data-browse-choice data-browse-chosen data-browse-clear data-browse-close data-browse-copy
    data-browse-count data-browse-facet data-browse-filters data-browse-form data-browse-group
    data-browse-list data-browse-more data-browse-none data-browse-number data-browse-open
    data-browse-option data-browse-options data-browse-pager data-browse-reset data-browse-row
    data-browse-said data-browse-set data-browse-sheet data-browse-show data-browse-status
    data-browse-zeros data-contacts data-copy data-copy-status data-engine data-home data-how
    data-index data-locale data-offers data-popup data-query data-reference data-scheme
    data-scheme-toggle data-search data-search-close data-search-open data-search-results
    data-search-status data-state data-table data-translation data-write datetime defer dir
    enterkeyhint fill focusable for height hidden href hreflang http-equiv id interestfor lang
    loading media name open points popover property r rel role rows scope selected spellcheck src
    stroke stroke-linecap stroke-width tabindex text-anchor transform type value viewBox viewbox
    width x xmlns y
"""
WORDLESS = frozenset(_WORDLESS.split())
"""Attributes that hold no words. Whatever is not listed here is read like the text itself."""


class Spoken(NamedTuple):
    """One text node, attribute, or string in the JSON of an attribute."""

    text: str
    lang: str
    """Of the nearest element that names one."""
    place: str
    """Where it stands: a/@title, main/div/p."""
    node: object
    """The element; a text after it belongs to its parent."""


def texts(html: str) -> Iterator[Spoken]:
    """All that a page says, in the order of the page; nothing that is only space."""
    yield from texts_below(lxml_html.document_fromstring(html))


def texts_below(node, lang: str = "") -> Iterator[Spoken]:
    """The same below an element; `lang` is the language around it."""
    if not isinstance(node.tag, str) or node.tag in SILENT:
        return
    lang = node.get("lang", lang)
    place = f"{node.getparent().tag}/{node.tag}" if node.getparent() is not None else node.tag
    for name, value in node.items():
        says = name not in WORDLESS
        if node.tag == "meta":
            says = name == "content" and (node.get("name") or node.get("property")) in META
        if says:
            for text in _strings(name, value):
                if text.strip():
                    yield Spoken(text, lang, f"{place}/@{name}", node)
    if node.text and node.text.strip():
        yield Spoken(node.text, lang, place, node)
    for child in node:
        yield from texts_below(child, lang)
        if child.tail and child.tail.strip():
            yield Spoken(child.tail, lang, place, node)


def _strings(name: str, value: str) -> Iterator[str]:
    """The value of an attribute; of JSON the strings in it."""
    if name == "data-words" or value.startswith(("{", "[{")):
        yield from strings_in(json.loads(value))
    else:
        yield value


def strings_in(value: object) -> Iterator[str]:
    """All strings of a JSON value but the keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)
