"""The outcomes as a search engine of the browser: OpenSearch 1.1 (https://github.com/dewitt/opensearch)."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from ... import addresses
from ...page.edition import Edition
from ...words.text import Locale

_LONGEST = 16
"""Characters of a short name."""


def search_description(edition: Edition, locale: Locale) -> bytes:
    """The list of the outcomes, narrowed by words, in one language."""
    acronym = edition.project.facts.acronym
    words = edition.wordings[locale]
    template = f"{edition.url(addresses.outcomes(), locale)}?q={{searchTerms}}"
    described = f"{acronym}: {words('nav.outcomes')}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"  <ShortName>{escape(acronym[:_LONGEST])}</ShortName>",
        f"  <Description>{escape(described)}</Description>",
        f'  <Url type="text/html" template={quoteattr(template)}/>',
        f'  <Image type="image/x-icon">{escape(edition.url(addresses.favicon()))}</Image>',
        f"  <Language>{escape(locale)}</Language>",
        "  <InputEncoding>UTF-8</InputEncoding>",
        "</OpenSearchDescription>",
        "",
    ]
    return "\n".join(lines).encode()
