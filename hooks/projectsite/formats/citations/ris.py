"""A citation as RIS: tags of two characters, lines that end in CR and LF, UTF-8.

The tags are those of the specification of 2011 that Zotero, EndNote and Mendeley read. What has
no tag of its own stands in one note: readers keep each N1 as a note of its own. The format has one
language: the titles in the others stand in JSON-LD.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...page.citation import Citation
from ...words.dates import PartialDate
from ...words.forms import date_form
from ...words.text import one_line


def to_ris(citation: Citation) -> str:
    """One record. What is not known is left out."""
    lines = (f"{tag}  - {one_line(value)}\r\n" for tag, value in _tags(citation))
    return "".join(lines)


def _tags(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", citation.form.ris
    yield "ID", citation.key
    yield "TI", citation.title.text
    if citation.author:
        yield "AU", citation.author
    if citation.issued:
        yield "PY", f"{citation.issued.year:04}"
        yield "DA", _date(citation.issued)
    yield "PB", citation.publisher
    # Known since 2011 only: without one such tag readers take the abstract for a note of old.
    yield "DP", citation.publisher
    if citation.place:
        yield "CY", citation.place.text
    yield "M3", citation.genre
    yield "AB", citation.summary.text
    yield "LA", citation.language
    for keyword in citation.keywords:
        yield "KW", keyword
    notes = " ".join(_notes(citation))
    if notes:
        yield "N1", notes
    yield "UR", citation.url
    yield "ER", ""  # ends the record


def _notes(citation: Citation) -> Iterator[str]:
    if citation.issued and citation.issued.precision == "span":
        yield f"{date_form(citation.issued, citation.language)}."
    yield from citation.notes


def _date(issued: PartialDate) -> str:
    """YYYY/MM/DD/, every slash stands, whatever is known: the first day of a span, as readers that
    find more behind the third slash take the whole for a text."""
    year, month, day = f"{issued.first:%Y/%m/%d}".split("/")
    match issued.precision:
        case "year":
            return f"{year:0>4}///"
        case "month":
            return f"{year:0>4}/{month}//"
        case "day" | "span":
            return f"{year:0>4}/{month}/{day}/"
