"""A citation as CSL-JSON (Citation Style Language 1.0.2), what Zotero and Pandoc read."""

from __future__ import annotations

from typing import Any

from ...page.citation import Citation
from ...words.dates import PartialDate


def to_csl(citation: Citation) -> dict[str, Any]:
    """One item; the file is a list that holds it. What is not known is left out.

    An item has one language: the titles in the others stand in JSON-LD.
    """
    item: dict[str, Any] = {
        "id": citation.key,
        "type": citation.form.csl,
        "title": citation.title.text,
        "genre": citation.genre,
        "publisher": citation.publisher,
        "abstract": citation.summary.text,
        "keyword": citation.keyword_list,
        "language": citation.language,
        "URL": citation.url,
    }
    if citation.author:
        # An organisation: a processor must not turn its name around as “surname, given name”.
        item["author"] = [{"literal": citation.author}]
    if citation.issued:
        item["issued"] = _date(citation.issued)
    # No event-title: styles print it beside the title, and the event has no other name.
    if citation.place:
        item["event-place"] = citation.place.text
    if citation.notes:
        item["note"] = " ".join(citation.notes)
    if citation.grant:
        # No variable of the standard holds it, and no style prints it.
        item["custom"] = {"funding": [{"funder": citation.funder, "award": citation.grant}]}
    return item


def _date(issued: PartialDate) -> dict[str, list[list[int]]]:
    first, last = issued.first, issued.last
    match issued.precision:
        case "year":
            return {"date-parts": [[first.year]]}
        case "month":
            return {"date-parts": [[first.year, first.month]]}
        case "day":
            return {"date-parts": [[first.year, first.month, first.day]]}
        case "span":
            days = [[day.year, day.month, day.day] for day in (first, last)]
            return {"date-parts": days}
