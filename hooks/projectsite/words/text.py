"""Words in several languages, and which of them a reader gets."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, NamedTuple, NewType

from markupsafe import Markup, escape
from pydantic import RootModel, StringConstraints

from ..files.texts import LIMIT_TEXT
from .direction import attribute

Locale = NewType("Locale", str)
"""A language of the site, as in BCP 47: en, de, cs."""


class State(StrEnum):
    """How a text in a language stands to its source, which is the text in the default language."""

    TRANSLATED = "translated"
    OLDER = "older"
    """The source has changed since the translation was made."""
    MISSING = "missing"


class Words(NamedTuple):
    """A text as one page shows it."""

    # A page is made of hundreds: no other class of Python is made as quickly as a tuple.
    text: str
    locale: Locale
    """The language that the text is in."""
    page_locale: Locale
    """The language of the page around it."""
    state: State = State.TRANSLATED
    """Missing, where a translation should stand here; an original beside its translation is not."""

    @property
    def lang(self) -> Markup:
        """The attributes that an element needs when its text is not in the page's language, or is
        older than its source."""
        if self.state is State.TRANSLATED and self.locale == self.page_locale:
            return _NO_LANG
        return _lang(self)

    def said(self, text: str) -> Words:
        """Another text that is in the same language: a title with a name before it."""
        return self._replace(text=text)

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> Markup:
        return escape(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)


def _lang(words: Words) -> Markup:
    attributes = Markup("")
    if words.locale != words.page_locale:
        attributes = Markup(' lang="{}"').format(words.locale)
        attributes += Markup(attribute(words.locale, words.page_locale))
    if words.state is not State.TRANSLATED:
        attributes += Markup(f' {MARK}="{words.state}"')
    return attributes


MARK = "data-translation"
"""The attribute of an element whose text is missing in the page's language, or older."""

_NO_LANG = Markup("")
_SPACE = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)))


def one_line(text: str) -> str:
    """A text for formats in which a line is a unit.

    Line ends of every kind become spaces, control characters (Unicode category Cc) go, spaces that
    do not break stay.
    """
    # Nearly all texts are one line already.
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACE.sub(" ", text).translate(_CONTROLS).strip()


Text = Annotated[str, StringConstraints(min_length=1, max_length=LIMIT_TEXT)]


class LocalisedText(RootModel[dict[str, Text]], frozen=True):
    """One text in several languages, written in one place: {en: Training, de: Schulung}."""

    def __hash__(self) -> int:
        # Records are keys of caches: pydantic's own would hash the dict.
        return hash(frozenset(self.root.items()))

    def words(self, locale: Locale, default: Locale) -> Words:
        """The text in a language; where it is missing, in the default language, and marked."""
        if text := self.root.get(locale):
            return Words(text, locale, locale)
        return Words(self.root.get(default, ""), default, locale, State.MISSING)
