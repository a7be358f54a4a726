"""Meta elements that Zotero, Google Scholar and other collectors of references read.

Names are those of Highwire Press, as Google Scholar's inclusion guidelines list them, and of the
DCMI recommendation DC-HTML, whose link to the schema is drawn with them. Zotero takes what is
below by its translator “Embedded Metadata”; that a page is no article says its og:type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...facts.vocabulary import Form
from ...page.citation import Citation
from ...words.dates import PartialDate


def tags(citation: Citation, *, files: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """Names and contents of <meta> elements, unescaped, for the page of a citation.

    Files are the absolute addresses of what can be downloaded there. What is not known is absent.
    """
    return (*_highwire(citation, files), *_dublin_core(citation))


def _highwire(citation: Citation, files: Iterable[str]) -> Iterator[tuple[str, str]]:
    # No citation_conference_title for an event: Zotero would take it for a paper given there.
    yield "citation_title", citation.title.text
    if citation.author:
        # Surname first, and no other name: without the comma Zotero and Google Scholar take the
        # last word for a surname.
        yield "citation_author", f"{citation.author},"
    if citation.issued:
        yield "citation_publication_date", _date(citation.issued, "/")
    yield "citation_language", citation.language
    if citation.form is Form.REPORT:
        yield "citation_technical_report_institution", citation.publisher
    else:
        yield "citation_publisher", citation.publisher
    for keyword in citation.keywords:
        yield "citation_keywords", keyword
    if citation.grant:
        funding = f"citation_funder={citation.funder};citation_grant_number={citation.grant}"
        yield "citation_funding_source", funding
    yield "citation_abstract_html_url", citation.url
    for file in files:
        # The guidelines know this element for PDF files alone.
        if file.endswith(".pdf"):
            yield "citation_pdf_url", file


def _dublin_core(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "DC.title", citation.title.text
    if citation.author:
        yield "DC.creator", citation.author
    if citation.issued:
        yield "DC.date", _date(citation.issued, "-")
    yield "DC.language", citation.language
    yield "DC.type", citation.form.dublin_core
    yield "DC.publisher", citation.publisher
    yield "DC.identifier", citation.url


def _date(issued: PartialDate, separator: str) -> str:
    """The first day, month or year, no more precise than known: 2017/04/25."""
    return issued.text.partition("/")[0].replace("-", separator)
