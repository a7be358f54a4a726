"""References as libraries keep them, in BibTeX or CSL-JSON: of each what a publication needs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..problems import Problem, shown
from .bibtex import LIMIT_ENTRIES, Entry, read_bibtex
from .latex import LONGEST, plain, said
from .tables import read_text

Wrong = tuple[int, str]
"""The line and the sentence of what is wrong."""


@dataclass(frozen=True)
class Reference:
    """One publication, as a library describes it; what it does not say is empty."""

    line: int
    """Where it begins in its file, counted from 1."""
    key: str
    """By which texts cite it, and from which its file here has its name."""
    title: str
    authors: tuple[str, ...]
    venue: str
    """The journal, book or whoever published it, with volume and number."""
    date: str
    doi: str
    """Without https://doi.org/."""
    url: str


def read_references(path: Path) -> tuple[list[Reference], list[Problem]]:
    """The references of a .bib or .json file, and a problem for each that cannot be read.

    Raises ProblemsFound when the file cannot be read at all.
    """
    reader = _READERS.get(path.suffix.lower())
    if not reader:
        message = "a file of publications ends in .bib (BibTeX) or .json (CSL-JSON)."
        return [], [Problem(path.name, 0, 0, message, "form")]
    text = read_text(path, "Save it as UTF-8.")
    found, wrong = reader(text)
    if not found and not wrong:
        wrong.append((0, "there is no publication in this file."))
    return found, [Problem(path.name, line, 0, message, "reference") for line, message in wrong]


def _all(
    sources: Sequence[Any], make: Callable[[Any], Reference], line_and_key: Callable[[Any], Any]
) -> tuple[list[Reference], list[Wrong]]:
    found, wrong = [], []
    for source in sources:
        try:
            found.append(make(source))
        except ValueError as error:
            line, key = line_and_key(source)
            wrong.append((line, f"{shown(key)}: {error}"))
    return found, wrong


def _of_bibtex(text: str) -> tuple[list[Reference], list[Wrong]]:
    entries, unread = read_bibtex(text)
    found, wrong = _all(entries, _of_entry, lambda entry: (entry.line, entry.key))
    return found, [*unread, *wrong]


def _of_entry(entry: Entry) -> Reference:
    def text(*names: str) -> str:
        name = next((name for name in names if entry.fields.get(name, "").strip()), "")
        try:
            return said(entry.fields[name]) if name else ""
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None

    title = ": ".join(filter(None, (text("title"), text("subtitle"))))
    journal = text("journal", "journaltitle")
    doi, url = _addresses(entry.fields.get("doi", ""), entry.fields.get("url", ""))
    return Reference(
        line=entry.line,
        key=entry.key,
        title=title,
        authors=tuple(_people(entry.fields.get("author", ""))),
        venue=_venue(journal, text("volume"), text("number"))
        if journal
        else text("booktitle", *_PUBLISHERS),
        date=text("date") or _month_of(text("year"), text("month")),
        doi=doi,
        url=url,
    )


_PUBLISHERS = (
    *("publisher", "school", "institution", "organization", "howpublished", "eventtitle"),
    *("archiveprefix", "eprinttype"),  # arXiv
)


def _venue(journal: str, volume: str, number: str) -> str:
    """Journal of Fictional Rivers 12 (3)"""
    return " ".join(filter(None, (journal, volume, f"({number})" if number else "")))


def _people(authors: str) -> Iterator[str]:
    """The names of a field of authors: “Lumares, Inês and {River Lights, Inc.}”."""
    for name in _parted(" ".join(authors.split()), _AND) if authors.strip() else ():
        if name == "others":
            raise ValueError("author: the list ends in “and others”. Write all names.")
        if len(name) > LONGEST:
            raise ValueError(f"author: “{shown(name)}” is too long for a name.")
        last, *rest = (said(part) for part in _parted(name, _COMMA))
        if len(rest) > 2:
            message = f"author: “{shown(name)}” has too many commas. Put “and” between two names."
            raise ValueError(message)
        # Last, First; or Last, Jr, First.
        yield plain(" ".join([*rest[-1:], last, *rest[:-1]]))


_AND = re.compile(r"[{}]|\band(?= )", re.IGNORECASE)
_COMMA = re.compile(r"[{},]")


def _parted(text: str, mark: re.Pattern[str]) -> Iterator[str]:
    """The parts of a text between marks that stand in no braces."""
    start = depth = 0
    for found in mark.finditer(text):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif not depth and (found[0] == "," or text[found.start() - 1 : found.start()] == " "):
            yield text[start : found.start()].strip()
            start = found.end()
    yield text[start:].strip()


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(r"(?:(\d\d?)\.? )?([A-Za-z]{3,9})\.?(?: (\d\d?))?|0?([1-9]|1[0-2])")


def _month_of(year: str, month: str) -> str:
    """2020-11 for 2020 and Nov., 2020-11-03 for “3 November”; of “Spring” the year is left."""
    found = _MONTH.fullmatch(month)
    if not found:
        return year
    name = (found[2] or "")[:3].lower()
    number = int(found[4] or 0) or (_MONTHS.index(name) + 1 if name in _MONTHS else 0)
    if not number:
        return year
    day = found[1] or found[3]
    return f"{year}-{number:02}-{int(day):02}" if day else f"{year}-{number:02}"


_DOI = re.compile(r"\s*(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_URL_COMMAND = re.compile(r"\s*\\url\s*\{(.*)\}\s*", re.DOTALL)


def _addresses(doi: str, url: str) -> tuple[str, str]:
    """DOI and address; an address that is that of a DOI is the DOI."""
    doi, url = _verbatim(doi), _verbatim(url)
    if not doi and _DOI.match(url):
        doi, url = url, ""
    found = _DOI.match(doi)
    return unquote(doi[found.end() :]) if found else doi, url


def _verbatim(text: str) -> str:
    """An address: programs escape signs in it, though it is read as it stands."""
    command = _URL_COMMAND.fullmatch(text)
    bare = command[1] if command else text
    return plain(re.sub(r"[{}]", "", re.sub(r"\\([_&%#$~{}])", r"\1", bare)))


def _of_csl(text: str) -> tuple[list[Reference], list[Wrong]]:
    items, wrong = _items(text)
    found, more = _all(items, _of_item, lambda item: (item[0], _key(item[1])))
    return found, [*wrong, *more]


_JSON_BLANK = re.compile(r"[ \t\n\r]*+")
Item = tuple[int, dict[str, Any]]


def _items(text: str) -> tuple[list[Item], list[Wrong]]:
    """The items of a list, each with the line in which it begins; or the only one."""
    items: list[Item] = []
    at = _past(text, 0)
    is_list = text.startswith("[", at)
    at = _past(text, at + is_list)
    counted, line = 0, 1
    while at < len(text) and not (is_list and text.startswith("]", at)):
        line, counted = line + text.count("\n", counted, at), at
        if len(items) == LIMIT_ENTRIES:
            return items, [(line, f"a file has at most {LIMIT_ENTRIES:,} entries. Split it.")]
        try:
            item, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return items, [(line, "this is no JSON that can be read.")]
        if not isinstance(item, dict):
            return items, [(line, "an item of CSL-JSON is expected here: {“id”: …}.")]
        items.append((line, item))
        at = _past(text, at)
        if is_list and text.startswith(",", at):
            at = _past(text, at + 1)
        elif not (is_list and text.startswith("]", at)):
            break
    ends = at + is_list
    if text[at:ends] != "]" * is_list or text[ends:].strip():
        line += text.count("\n", counted, at)
        return items, [(line, "a comma or the end of the list is expected here.")]
    return items, []


_DECODER = json.JSONDecoder()


def _past(text: str, at: int) -> int:
    blank = _JSON_BLANK.match(text, at)
    return blank.end() if blank else at


def _key(item: dict[str, Any]) -> str:
    return str(item.get("citation-key") or item.get("id") or "")[:200]


def _of_item(source: Item) -> Reference:
    line, item = source
    journal = _text(item, "container-title")
    doi, url = _addresses(_text(item, "DOI"), _text(item, "URL"))
    return Reference(
        line=line,
        key=_key(item),
        title=_text(item, "title"),
        authors=tuple(_csl_people(item.get("author", []))),
        venue=_venue(journal, _text(item, "volume"), _text(item, "issue"))
        if journal
        else _text(item, "publisher") or _text(item, "event-title"),
        date=_csl_date(item.get("issued", {})),
        doi=doi,
        url=url,
    )


_LOOKS = re.compile(r"</?(?:i|b|sub|sup|sc|span)(?: [^<>]{0,200})?>")
"""The marks that CSL-JSON knows in a text."""


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name) or ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ValueError(f"{name}: a text is expected here.")
    text = _LOOKS.sub("", str(value))
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{name}: half a character stands here. Type the text anew.") from None
    return plain(text)


def _csl_people(people: Any) -> Iterator[str]:
    if not isinstance(people, list) or not all(isinstance(one, dict) for one in people):
        raise ValueError("author: a list of names is expected here.")
    for one in people:
        parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
        name = _text(one, "literal") or " ".join(filter(None, (_text(one, p) for p in parts)))
        yield name


def _csl_date(issued: Any) -> str:
    """Of date-parts; or a date as text, as it is."""
    if not isinstance(issued, dict):
        raise ValueError("issued: a date is expected here.")
    match issued.get("date-parts"):
        case None | []:
            return _text(issued, "raw") or _text(issued, "literal")
        case [[*first]]:
            return _day(first)
        case [[*first], [*last]] if len(first) == len(last) == 3:
            return f"{_day(first)}/{_day(last)}"
    raise ValueError("issued: a date is expected here, or a first and a last day.")


def _day(parts: list[Any]) -> str:
    numbers = [str(part) for part in parts]
    if not all(re.fullmatch(r"[0-9]{1,4}", number) for number in numbers):
        raise ValueError("issued: year, month and day are numbers.")
    year, *rest = numbers or [""]
    return "-".join([year, *(f"{int(number):02}" for number in rest)])


_READERS: dict[str, Callable[[str], tuple[list[Reference], list[Wrong]]]] = {
    ".bib": _of_bibtex,
    ".json": _of_csl,
}
