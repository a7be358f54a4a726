"""What a proof-reader would ask: is this translated, is it all there, are these quotes right?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from ..facts.model import localised_texts
from ..files.layout import words_file
from ..files.yaml.sheets import Keys, Sheet
from ..problems import Problem
from ..prose.blocks import CODE, FIELDS, MACRO, PageText
from ..prose.pages import ProsePage
from ..site import Site
from ..words.forms import language_name
from ..words.text import Locale

QUOTES = {
    **dict.fromkeys(("bg", "cs", "de", "et", "hr", "is", "lt", "sk", "sl"), "„…“"),
    **dict.fromkeys(("hu", "pl", "ro"), "„…”"),
    **dict.fromkeys(("el", "es", "it", "nb", "no", "pt", "uk"), "«…»"),
    **dict.fromkeys(("da", "en", "ga", "lv", "mt", "tr"), "“…”"),
    **dict.fromkeys(("fi", "sv"), "”…”"),
    "fr": "«\u202f…\u202f»",
    "nl": "‘…’",
}
"""Quotation marks, from the delimiters of CLDR 48 (main/<language>/delimiters: quotationStart,
quotationEnd); Portuguese as in Portugal. Spanish has the marks that the Real Academia Española puts
first (Ortografía, 2010), French narrow spaces that do not break, as our own texts have them."""


class Proof(NamedTuple):
    """One text of a record, a word, a field of a page, or the prose of a page as a whole."""

    locale: Locale
    place: Sheet | ProsePage
    keys: Keys
    """What leads to it in its sheet; empty for prose."""
    text: str
    """Of a page what a reader sees of it, all else as blanks, at its place."""
    source: str = ""
    """The same in the default language; empty for what stands in that, and for whole pages."""
    at: int = 0
    """The character of prose that is meant."""

    def problem(self, message: str, code: str) -> Problem:
        """A note at its place."""
        if isinstance(self.place, ProsePage):
            return self.place.problem(self.at, message[:1].upper() + message[1:], code)
        name = ".".join(part for part in self.keys if isinstance(part, str))
        return self.place.problem(self.keys, f"{name}: {message}", code)


def proofs(site: Site) -> Iterator[Proof]:
    """Everything that people have written in words, in the order of files."""
    default = site.project.default_locale
    for file, record in site.project.records.items():
        for path, text in localised_texts(record):
            source = text.root.get(default, "")
            for code, own in text.root.items():
                original = source if code != default else ""
                sheet = site.project.sheets[file]
                yield Proof(Locale(code), sheet, (*path, code), own, original)
    words = site.wordings[default]
    for locale, wording in site.wordings.items():
        sheet = site.project.sheet(words_file(locale))
        for key in wording:
            sources = _forms(words.word(key)) if locale != default else {}
            for form, own in _forms(wording.word(key)).items():
                path = (*key.split("."), form) if form else tuple(key.split("."))
                yield Proof(locale, sheet, path, own, sources.get(form, ""))
    originals = {page.path: page.front_matter for page in site.prose if page.locale == default}
    for page in site.prose:
        fields = originals[page.path] if page.locale != default else {}
        for name in FIELDS:
            if isinstance(said := page.front_matter.get(name), str):
                yield Proof(page.locale, page.head, (name,), said, fields.get(name, ""))
        yield Proof(page.locale, page, (), prose_of(page.text))


def _forms(word: str | Mapping[str, str]) -> Mapping[str, str]:
    return {"": word} if isinstance(word, str) else word


def untranslated(site: Site) -> Iterator[tuple[Proof, str]]:
    """Texts that are the same in another language as in the default one, and what to do."""
    # A short text or a name is the same in many languages; what a person has reviewed is right.
    reviewed = reviewed_texts(site)
    default = language_name(site.project.default_locale, Locale("en"))
    for proof in chain(proofs(site), _sourceblocks_seen(site)):
        if proof.text == proof.source and _is_sentence(proof.text):
            file = proof.place.file
            keys = () if file.startswith("docs/") else proof.keys
            if (file, *keys) not in reviewed and (file, *keys[:-1]) not in reviewed:
                # Only the text of a record falls back alone: a page would be shorter without it,
                # and of the words of a language most must be there.
                falls_back = proof.keys and not file.startswith("data/words/")
                advice = "Translate it, or take it out." if falls_back else "Translate it."
                yield proof, f"this is the {default} text. {advice}"


def reviewed_texts(site: Site) -> set[Keys]:
    """The translations that a person has reviewed as they are: file, and what leads to the text."""
    return {(t.file, *t.keys) for t in site.translations.all if t.reviewed}


def translated_pages(site: Site) -> Iterator[tuple[ProsePage, ProsePage]]:
    """Every page in another language than the default one, with its source."""
    default = site.project.default_locale
    sources = {page.path: page for page in site.prose if page.locale == default}
    for page in site.prose:
        if page.locale != default and (source := sources.get(page.path)):
            yield page, source


def _sourceblocks_seen(site: Site) -> Iterator[Proof]:
    """The blocks of translated pages that are those of their source, wherever they stand there."""
    sources: dict[str, set[str]] = {}
    for page, source in translated_pages(site):
        if source.path not in sources:
            sources[source.path] = {text for _, text in blocks_seen(source)}
        for start, text in blocks_seen(page):
            if text in sources[source.path]:
                yield Proof(page.locale, page, (), text, text, start)


def blocks_seen(page: ProsePage) -> Iterator[tuple[int, str]]:
    """What a reader sees of the blocks of a page, in one line each, with their places.

    Those which are nothing but links hold names of other pages.
    """
    text = prose_of(page.text)
    for block in PageText(page.text).blocks:
        said = _UNSEEN.sub(" ", _LINK.sub(" ", block.text))
        if block.kind not in (CODE, MACRO) and _WORD.search(said):
            yield block.start, " ".join(text[block.start : block.end].split())


def shortened(site: Site) -> Iterator[tuple[ProsePage, int, str]]:
    """Pages with less than half the words of their source, where they begin, and what to ask."""
    # Whole translations have at least 0.75 times the words of their source, in all five languages.
    reviewed = reviewed_texts(site)
    for page, source in translated_pages(site):
        spaced = not {page.locale.split("-")[0], source.locale.split("-")[0]} & UNSPACED
        whole = _words_of(source) if spaced and (page.file,) not in reviewed else 0
        if whole >= SHORT and (own := _words_of(page)) < whole * LEAST_SHARE:
            start = next((block.start for block in PageText(page.text).blocks), 0)
            said = f"{own} word" if own == 1 else f"{own} words"
            yield page, start, f"The page has {said}, its source {whole}: is it all there?"


SHORT = 30
"""Of a source with fewer words a translation may differ by chance."""
LEAST_SHARE = 0.5
UNSPACED = frozenset({"ja", "km", "lo", "my", "th", "zh"})
"""Languages that write words without spaces between them."""


def _words_of(page: ProsePage) -> int:
    return len(_WORD.findall(prose_of(page.text)))


def _is_sentence(text: str) -> bool:
    """Whether it says something; “European Secretariat for Cluster Analysis” is a name."""
    words = _WORD.findall(_SILENT.sub(" ", text))
    name = all(word[0].isupper() or len(word) < 4 for word in words)
    return not name and len(words) >= 3 and sum(map(len, words)) >= 20


_SILENT = re.compile(r"\{[^{}]*\}|(?i:https?)://\S+")
"""What is filled in, and addresses."""
_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])?")


def typewritten(site: Site) -> Iterator[tuple[Proof, str]]:
    """Texts and lines with straight double quotes, and what to write instead."""
    for proof in proofs(site):
        if '"' not in proof.text:
            continue
        prose = isinstance(proof.place, ProsePage)
        text = proof.text if prose else _UNSEEN.sub(_blanks, proof.text)
        lines: set[int] = set()
        for found in _STRAIGHT.finditer(text):
            line = text.count("\n", 0, found.start()) if prose else 0
            if line not in lines:
                lines.add(line)
                yield proof._replace(at=found.start()), _quote_advice(proof.locale)


_STRAIGHT = re.compile(r'(?<!\d)"')
"""After a digit it stands for inches."""


def _quote_advice(locale: Locale) -> str:
    language = language_name(locale, Locale("en"))
    marks = QUOTES.get(locale, "")
    said = "this quotation mark is a typewriter's."
    if "\u202f" in marks:
        return f"{said} {language} has {marks}, with narrow no-break spaces (U+202F) inside."
    return f"{said} {language} has {marks}." if marks else f"{said} Write those of {language}."


# Code spans, targets of links with their titles, calls and lists of attributes.
_UNSEEN = re.compile(r"(?<!`)`+[^`\n]+`+|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\{[^{}\n]*\}+")
# Calls, heads of boxes (their quotes are Markdown's), targets of links at the end of a page.
_LINES = re.compile(
    r"^ *(?:\{\{[^\n]*|(?:!!!|\?\?\?\+?|===)[^\n]*|\[[^\]\n]+\]:[^\n]*)$", re.MULTILINE
)


def prose_of(text: str) -> str:
    """A page with blanks for what is no prose, so that places stay."""
    page = PageText(text)
    start = min((block.start for block in page.blocks), default=len(text))
    shown = [_blanked(text[:start]), text[start:]]
    text = "".join(shown)
    for block in page.blocks:
        if block.kind == CODE:
            blank = _blanked(text[block.start : block.end])
            text = text[: block.start] + blank + text[block.end :]
    return _UNSEEN.sub(_blanks, _LINES.sub(_blanks, text))


def _blanks(match: re.Match[str]) -> str:
    return _blanked(match[0])


def _blanked(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
