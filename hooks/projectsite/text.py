"""Words in several languages, and which of them a reader gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from markupsafe import Markup, escape
from pydantic import RootModel

Locale = NewType("Locale", str)
"""A language of the site, as in BCP 47: en, de, cs."""


@dataclass(frozen=True)
class Words:
    """A text as one page shows it."""

    text: str
    locale: Locale
    """The language that the text is in."""
    page_locale: Locale
    """The language of the page around it."""

    @property
    def lang(self) -> Markup:
        """The attribute that an element needs when its text is not in the page's language."""
        if self.locale == self.page_locale:
            return Markup("")
        return Markup(' lang="{}"').format(self.locale)

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> Markup:
        return escape(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)


class LocalisedText(RootModel[dict[str, str]], frozen=True):
    """One text in several languages, written in one place: {en: Training, de: Schulung}."""

    def words(self, locale: Locale, default: Locale) -> Words:
        """The text in a language; where it is missing, in the default language, and marked."""
        if text := self.root.get(locale):
            return Words(text, locale, locale)
        return Words(self.root.get(default, ""), default, locale)
