"""In which languages each text of a project is written, so that a page can be held to it.

A text that a page shows stands in the data, among the words of the interface or in a page of prose.
The page announces it (by the `lang` of the element around it) in a language in which it is written:
the page's own, or another one where a translation is missing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from babel import Locale as BabelLocale
from lxml import html as lxml_html

from projectsite.facts.funding import filled_in, sentences_of
from projectsite.facts.model import localised_texts
from projectsite.facts.programmes import programme
from projectsite.site import Site
from projectsite.words.markdown import to_html
from spoken import texts, texts_below

_BRACES = re.compile(r"\{(\w+)\}")
_NUMBERS = {"count", "total", "page", "pages", "first", "last", "words", "reviewed", "texts"}
"""What a word in braces stands for where it is a number."""
_FORMATS = {"BibTeX", "RIS", "CSL-JSON", "JSON", "JSON-LD", "CSV"}
"""Formats are called the same everywhere."""
_NO_LETTERS = re.compile(r"[\W\d_]+")


class Piece(NamedTuple):
    """A text of a page, or a part of one."""

    place: str
    """Where it stands: main/p, a/@title."""
    lang: str
    """The language that it is announced in."""
    text: str


class Origins:
    """The languages of every text of a project."""

    def __init__(self, site: Site) -> None:
        self.acronym = site.project.facts.acronym
        self.locales = site.project.locales
        self.neutral: set[str] = set(_FORMATS)
        """Names, ids and addresses: in no language, so that pages of all languages hold them."""
        self.known: dict[str, set[str]] = defaultdict(set)
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        self._cache: dict[str, frozenset[str]] = {}
        self._read_records(site)
        self._read_words(site)
        self._read_prose(site)
        self._read_cldr()

    def languages(self, text: str) -> frozenset[str]:
        """The languages that a text may be announced in; empty where nothing is known of it."""
        core = _core(text)
        if core not in self._cache:
            self._cache[core] = self._found(core)
        return self._cache[core]

    def _found(self, core: str) -> frozenset[str]:
        if not _NO_LETTERS.sub("", core) or core in self.neutral:
            return frozenset(self.locales)
        if core in self.known:
            return frozenset(self.known[core])
        return frozenset(locale for form, locale in self._patterns if form.fullmatch(core))

    def pieces(self, html: str) -> Iterator[Piece]:
        """What a page says, in pieces whose language may be known."""
        for text, lang, place, _ in texts(html):
            for piece in self.split(text):
                yield Piece(place, lang, piece)

    def misannounced(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Those that are announced in a language in which they are not written."""
        for piece in pieces:
            known = self.languages(piece.text)
            if known and piece.lang not in known:
                yield piece

    def split(self, text: str) -> list[str]:
        """What stands side by side in one line; the title of a page ends in the acronym."""
        line = _plain(text).removesuffix(f" – {self.acronym}").removeprefix(f"{self.acronym} – ")
        return line.split(" · ")

    def _add(self, text: str, locale: str) -> None:
        for piece in {text, *_plain(text).split(" · ")}:
            self.known[_core(piece)].add(locale)

    def _read_records(self, site: Site) -> None:
        for sheet in site.project.sheets.values():
            for path, text in sheet.texts:
                if path[-1] not in self.locales:
                    self.neutral.add(_core(str(text)))
        for record in site.project.records.values():
            for path, words in localised_texts(record):
                for locale, own in words.root.items():
                    self._add(own, locale)
                    if path[-1] == "text":
                        self._add_html(to_html(own), locale)
        for term in site.project.terms.values():
            for locale in self.locales:
                for form in term.forms(locale):
                    self._add(form, locale)
                    self._add(form[:1].upper() + form[1:], locale)
        for page in site.project.pages.values():
            if page.title:
                self.neutral.discard(_core(page.title))
                self._add(page.title, page.language)
        facts = site.project.facts
        self.neutral.add(_core(programme(facts.programme).name))
        for sentence in sentences_of(facts, site.edition.moment.date()):
            for locale, said in filled_in(facts, sentence):
                self._add(said, locale)
        for package in site.project.work_packages.values():
            for locale, title in package.label.root.items():
                self._add(f"{package.id} {title}", locale)

    def _read_words(self, site: Site) -> None:
        for locale, wording in site.wordings.items():
            for word in (wording.word(key) for key in wording):
                for text in [word] if isinstance(word, str) else word.values():
                    self._add_word(_plain(text).replace("{acronym}", self.acronym), locale)

    def _add_word(self, text: str, locale: str) -> None:
        if "{" not in text:
            self._add(text, locale)
        elif len(_NO_LETTERS.sub("", _BRACES.sub("", text))) > 3:
            parts = _BRACES.split(_core(text))
            filled = (r"\d+" if name in _NUMBERS else ".+" for name in parts[1::2])
            form = "".join(
                re.escape(fixed) + gap for fixed, gap in zip(parts[::2], [*filled, ""], strict=True)
            )
            self._patterns.append((re.compile(form), locale))

    def _read_prose(self, site: Site) -> None:
        for page in site.prose:
            for text in page.front_matter.values():
                self._add(str(text), page.locale)
            self._add_html(site.drawn[page.file].html, page.locale)

    def _add_html(self, html: str, locale: str) -> None:
        root = lxml_html.fragment_fromstring(html, create_parent=True)
        for text, *_ in texts_below(root):
            self._add(text, locale)

    def _read_cldr(self) -> None:
        for locale in self.locales:
            names = BabelLocale.parse(locale)
            for name in (*names.territories.values(), *names.languages.values()):
                self._add(name, locale)
                self._add(name[:1].upper() + name[1:], locale)
        for code in self.locales:
            # A language is called by its own name everywhere.
            self.neutral.add(_core(BabelLocale.parse(code).get_language_name(code) or ""))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _core(text: str) -> str:
    """Without the signs around it: the same word stands before a colon and between commas."""
    return _plain(text).strip(" .,:;–()[]")
