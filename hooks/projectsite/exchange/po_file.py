"""A .po file as Poedit, Weblate and the tools of gettext write it, read with distrust."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from ..files.given import given_bytes
from ..files.texts import LIMIT_PROBLEMS, invisible_characters
from ..problems import Problem, ProblemsFound, shown, unknown
from ..words.codes import language_codes, language_fault
from ..words.text import Locale
from .passages import NO_TRACE
from .plural_forms import plural_categories, plural_count

LIMIT_BYTES = 32 * 1024 * 1024
"""2,000 outcomes come to 3 MB in one language, to 8 MB where their texts are long."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_MERGE = re.compile(r"<{7}(?: |$)|={7}$|>{7}(?: |$)|\|{7}(?: |$)")
_MSGCAT = re.compile(r'[^#].*"?#-#-#-#-#')
_STRING = re.compile(
    r'(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[[0-9]+\])?\s*"(?:[^"\\]|\\[\\"ntr])*+"'
)
_TRACE = re.compile(rf"\bTranslation:\s+([0-9a-f]{{8}}|{NO_TRACE})\b")
_PLACE = re.compile(r"\(line (\d+)\)(?:: (.*))?")


@dataclass(frozen=True)
class Entry:
    """What a translator has written for one text."""

    line: int
    """Of its msgstr."""
    context: str
    msgid: str
    msgid_plural: str
    text: str
    forms: dict[str, str]
    """The plural forms by their names in CLDR: one, few, other."""
    fuzzy: bool
    base: str | None = None
    """The fingerprint of the translation that was exported, empty where it was missing; None where
    the entry does not tell."""


@dataclass(frozen=True)
class PoFile:
    """The entries of one language."""

    locale: Locale
    entries: tuple[Entry, ...]
    categories: frozenset[str] = frozenset()
    """The plural forms that its header asks of each word that counts, by their names in CLDR."""
    line: int = 1
    """Of the language in its header."""


def limit_of(texts: int, letters: int) -> int:
    """How many bytes a .po file of a site may have: several times what an export comes to.

    `texts` are those of one language, `letters` the length of all of their sources. An export has
    300 bytes a text besides the text itself; what other programs add is little.
    """
    return min(LIMIT_BYTES, 256 * 1024 + 1500 * texts + 20 * letters)


def read_bytes(path: Path, file: str, limit: int) -> str:
    """The text of a .po file, wherever it lies. Raises ProblemsFound when it cannot be read, or has
    more bytes than the limit: to read a file of nothing but comments would take minutes."""
    try:
        raw = given_bytes(path, limit)
        if len(raw) > limit:
            message = (
                f"the file is larger than {limit / 1_000_000:.1f} MB, several times what all texts "
                "of the site come to. Export it anew."
            )
            raise ProblemsFound([Problem(file, 0, 0, message, "file-too-large")])
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(_LINE_END.split(error.object[: error.start].decode("utf-8")))
        message = "the file is not UTF-8 text. Save it with the encoding UTF-8."
        raise ProblemsFound([Problem(file, line, 0, message, "encoding")]) from None
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}."
        raise ProblemsFound([Problem(file, 0, 0, message, "file-unreadable")]) from None


def read_po(text: str, file: str, locales: Sequence[Locale]) -> PoFile:
    """The entries of a .po file; obsolete ones (#~) are left out.

    `locales` are those of the site, the default one first: that of the sources. A file may be in
    another language too, which the site does not have yet. Raises ProblemsFound for what is no such
    file, for marks that a merge has left, a language that no page can be in, and two texts for one
    context.
    """
    text = text.removeprefix("\ufeff")
    lines = _LINE_END.split(text)
    if found := invisible_characters(text, file) or list(_merge_problems(lines, file)):
        raise ProblemsFound(found)
    catalogue = _parsed(lines, file)
    if not catalogue.metadata:
        message = "the file has no header (an empty msgid, with Language below it). Export it anew."
        raise ProblemsFound([Problem(file, 1, 0, message, "po-header")])
    if doubled := list(_other_headers(catalogue, lines, file)):
        raise ProblemsFound(_first(doubled))
    locale = _locale(catalogue, lines, file, locales)
    counted = any(entry.msgstr_plural for entry in catalogue if not entry.obsolete)
    categories = _categories(catalogue, locale, lines, file) if counted else {}
    if counted and (found := list(_spare_forms(catalogue, lines, file))):
        raise ProblemsFound(_first(found))
    entries = tuple(_entries(catalogue, lines, categories))
    if entries and not any(entry.context for entry in entries):
        message = (
            "no entry has a context (msgctxt), so this is no export of this site. Export it anew, "
            "and translate that file."
        )
        raise ProblemsFound([Problem(file, entries[0].line, 0, message, "po-context")])
    if problems := list(_doubles(entries, file)):
        raise ProblemsFound(_first(problems))
    line = _header_line(lines, "Language")
    return PoFile(locale, entries, frozenset(categories.values()), line)


def _first(problems: list[Problem]) -> list[Problem]:
    """The first problems, and how many more there are."""
    told, more = problems[:LIMIT_PROBLEMS], problems[LIMIT_PROBLEMS:]
    if more:
        message = f"from here on there are {len(more)} more like those above."
        told.append(replace(more[0], message=message))
    return told


def _merge_problems(lines: list[str], file: str) -> Iterator[Problem]:
    number = 0
    for at, line in enumerate(lines, 1):
        if _MERGE.match(line):
            message = "Git left this mark where two versions differ. Choose one, and take it out."
        elif _MSGCAT.match(line):
            message = "gettext left this mark where two files differ. Choose one of the texts."
        else:
            continue
        number += 1
        if number <= LIMIT_PROBLEMS:
            yield Problem(file, at, 0, message, "po-conflict")


def _parsed(lines: list[str], file: str) -> polib.POFile:
    # polib.pofile takes a text without such a line for the name of a file, and would open it.
    if not any(line.startswith(("msgid ", "msgctxt ")) for line in lines):
        message = "this is no .po file: it has no line that begins with msgid."
        raise ProblemsFound([Problem(file, 1, 0, message, "po-syntax")])
    # polib does not look for the closing quotation mark: it drops the last character of a line.
    open_ = [at for at, line in enumerate(lines, 1) if not _is_whole(line.strip())]
    if open_:
        message = (
            "a line is a comment, or one word (msgid, msgstr …) and a text in quotation marks, in "
            'which \\n, \\t, \\" and \\\\ are signs. Mend it, or export anew.'
        )
        told = [Problem(file, at, 0, message, "po-syntax") for at in open_[:LIMIT_PROBLEMS]]
        raise ProblemsFound(told)
    try:
        # polib does not know the sticky flags (#=) of GNU gettext 0.26, which mean the same to a
        # reader. It also splits at other line ends, which are refused above.
        known = (f"#, {line[2:]}" if line.startswith("#=") else line for line in lines)
        return polib.pofile("\n".join(known))
    except (OSError, ValueError) as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else 1
        said = f": {place[2]}" if place and place[2] else ""
        message = f"this line is not what a .po file holds here{said}. Mend it, or export anew."
        raise ProblemsFound([Problem(file, line, 0, message, "po-syntax")]) from None


def _is_whole(line: str) -> bool:
    return not line or line.startswith("#") or _STRING.fullmatch(line) is not None


def _other_headers(catalogue: polib.POFile, lines: list[str], file: str) -> Iterator[Problem]:
    """polib takes the last of several for the header, and the others for entries."""
    for entry in catalogue:
        if not entry.msgid and not entry.msgctxt and not entry.obsolete:
            message = (
                "this header (an empty msgid) is not the only one, as another follows. Take one of "
                "them out."
            )
            line = _msgstr_line(lines, max(1, entry.linenum or 1))
            yield Problem(file, line, 0, message, "po-header")


def _header_line(lines: list[str], name: str) -> int:
    """The line of a header; that of the first msgid where it is missing."""
    for start in (f'"{name}:', f'msgstr "{name}:', "msgid "):
        for at, line in enumerate(lines, 1):
            if line.startswith(start):
                return at
    return 1


def _locale(
    catalogue: polib.POFile, lines: list[str], file: str, locales: Sequence[Locale]
) -> Locale:
    """The language of the header: cs, cs_CZ or cs-CZ."""
    named = str(catalogue.metadata.get("Language", "")).strip()
    line = _header_line(lines, "Language")
    default, *others = locales
    if not named:
        message = f"the header names no Language. Known: {', '.join(others)}."
        raise ProblemsFound([Problem(file, line, 0, message, "po-header")])
    locale = Locale(re.split("[-_@.]", named)[0].lower())
    if named in others or (locale != default and not language_fault(locale)):
        return Locale(named) if named in others else locale
    meant = unknown("language", named, others, meant=language_codes(named))
    message = f"Language: {meant} The source has no .po file."
    raise ProblemsFound([Problem(file, line, 0, message, "po-language")])


def _categories(
    catalogue: polib.POFile, locale: Locale, lines: list[str], file: str
) -> dict[int, str]:
    header = _plural_header(catalogue)
    try:
        return plural_categories(locale, header)
    except ValueError:
        message = (
            f"Plural-Forms: {'this is' if header else 'there is'} no rule that fits the plural "
            f"forms of {locale}. Take the header of a new export."
        )
        line = _header_line(lines, "Plural-Forms")
        raise ProblemsFound([Problem(file, line, 0, message, "po-plural")]) from None


def _plural_header(catalogue: polib.POFile) -> str:
    return str(catalogue.metadata.get("Plural-Forms", "")).replace("\n", " ")


def _spare_forms(catalogue: polib.POFile, lines: list[str], file: str) -> Iterator[Problem]:
    """Texts that no number would show by the rule of the header."""
    count = plural_count(_plural_header(catalogue))
    for entry in catalogue:
        for index, text in entry.msgstr_plural.items():
            if text and int(index) >= count and not entry.obsolete:
                message = (
                    f"msgstr[{index}] is one form too many, as the header Plural-Forms gives "
                    f"{count}. Take it out, or take the header of a new export."
                )
                line = _msgstr_line(lines, max(1, entry.linenum or 1), f"msgstr[{index}]")
                yield Problem(file, line, 0, message, "po-plural")


def _entries(
    catalogue: polib.POFile, lines: list[str], categories: dict[int, str]
) -> Iterator[Entry]:
    for entry in catalogue:
        if entry.obsolete:
            continue
        forms = {
            categories[int(index)]: _line_feeds(text)
            for index, text in entry.msgstr_plural.items()
            if int(index) in categories
        }
        yield Entry(
            _msgstr_line(lines, max(1, entry.linenum or 1)),
            _line_feeds(entry.msgctxt or ""),
            _line_feeds(entry.msgid),
            _line_feeds(entry.msgid_plural or ""),
            _line_feeds(entry.msgstr),
            forms,
            entry.fuzzy,
            _base(entry.comment),
        )


def _base(comment: str) -> str | None:
    """The fingerprint that the export put into a comment; other programs may wrap or drop it."""
    found = set(_TRACE.findall(comment))
    return found.pop().removesuffix(NO_TRACE) if len(found) == 1 else None


def _msgstr_line(lines: list[str], start: int, name: str = "msgstr") -> int:
    """The line of the translator's own text: polib gives that of the entry with its comments."""
    for at in range(start, len(lines) + 1):
        if lines[at - 1].lstrip().startswith(name):
            return at
    return start


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _doubles(entries: tuple[Entry, ...], file: str) -> Iterator[Problem]:
    """Two different texts for one context: it cannot be known which is meant."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        if not entry.context:
            continue  # reported as unknown
        first = seen.setdefault(entry.context, entry)
        if (first.text, first.forms, first.fuzzy) != (entry.text, entry.forms, entry.fuzzy):
            message = (
                f"“{shown(entry.context, 200)}” has another text in line {first.line}. "
                "Take one of the two out."
            )
            yield Problem(file, entry.line, 0, message, "po-conflict")
