r"""A citation as BibTeX, for classic BibTeX and for biblatex.

Text is UTF-8, as biber and every present reader take it. Characters that TeX gives a meaning are
written as commands; braces as \textbraceleft{} and not as \{, since BibTeX counts braces without
regard to a backslash. The title stands in a second pair of braces, as styles would otherwise
write the names in it in small letters; so does the author, which is a body and has no first name.
`language` is the code of the language, as Zotero writes and reads it; `langid` is its name for
babel. The format has one language: the titles in the others stand in JSON-LD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...facts.vocabulary import Form
from ...page.citation import Citation
from ...words.dates import PartialDate
from ...words.forms import language_name
from ...words.text import Locale, one_line

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "`": r"\textasciigrave{}",
    }
)
_LIGATURE = re.compile(r"(?<=([-',<>]))(?=\1)")
"""TeX joins two hyphens to a dash, and the others to quotation marks: braces keep them apart."""
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
"""Macros that every style of BibTeX defines; biblatex reads them too."""
_ENGLISH = Locale("en")
_BABEL = {"bn": "bengali", "nb": "norsk", "nn": "nynorsk"}


def to_bibtex(citation: Citation) -> str:
    """One entry, with a newline at its end. What is not known is left out."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(citation))
    return f"@{citation.form.bibtex}{{{citation.key},\n{fields}}}\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.author:
        yield "author", f"{{{{{escaped(citation.author)}}}}}"
    yield "title", f"{{{{{escaped(citation.title.text)}}}}}"
    if citation.issued:
        yield from _dates(citation.issued)
    # A report is issued by an institution, what is @online by an organization; that has no type.
    if citation.form is Form.REPORT:
        yield "type", f"{{{escaped(citation.genre)}}}"
        yield "institution", f"{{{escaped(citation.publisher)}}}"
    else:
        yield "titleaddon", f"{{{escaped(citation.genre)}}}"
        yield "organization", f"{{{escaped(citation.publisher)}}}"
    if citation.place:
        yield "address", f"{{{escaped(citation.place.text)}}}"
    yield "language", f"{{{citation.language}}}"
    # babel knows languages by their English names, in small letters, but for a few.
    language = language_name(citation.language, _ENGLISH).lower()
    language = _BABEL.get(citation.language, language)
    if language.isascii() and language.isalpha():
        yield "langid", f"{{{language}}}"
    yield "abstract", f"{{{escaped(citation.summary.text)}}}"
    yield "keywords", f"{{{escaped(citation.keyword_list)}}}"
    if citation.notes:
        yield "note", f"{{{escaped(' '.join(citation.notes))}}}"
    # Readers take an address as it is; it holds no braces (model.Url).
    yield "url", f"{{{citation.url}}}"


def _dates(issued: PartialDate) -> Iterator[tuple[str, str]]:
    """Year and month for classic styles; `date` too where only biblatex can say it all."""
    if issued.precision in ("day", "span"):
        yield "date", f"{{{issued.text}}}"
    yield "year", f"{{{issued.year:04}}}"
    if issued.precision != "year":
        # Without braces: it is a macro of the style, not a text.
        yield "month", _MONTHS[issued.first.month - 1]


def escaped(text: str) -> str:
    """A text for a field in braces."""
    return _LIGATURE.sub("{}", one_line(text).translate(_ESCAPES))
