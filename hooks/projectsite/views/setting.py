"""The page that a view is made for: its language, its words, its links."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ..addresses import Links
from ..project import Project
from ..text import Locale, LocalisedText, Words
from ..wording import Wording


@dataclass(frozen=True)
class Setting:
    """Everything that depends on the page and not on the record."""

    project: Project
    t: Wording
    """The words of the page's language."""
    links: Links

    @property
    def locale(self) -> Locale:
        return self.links.locale

    def words(self, text: LocalisedText) -> Words:
        """A text in the page's language, or in the default one, marked."""
        return text.words(self.locale, self.project.default_locale)

    def optional_words(self, text: LocalisedText | None) -> Words | None:
        return self.words(text) if text else None

    def own(self, text: str) -> Words:
        """A text that is the same in every language, or already in the page's."""
        return Words(text, self.locale, self.locale)


@dataclass(frozen=True)
class Link:
    """A text that may lead somewhere."""

    text: Words
    href: str | None = None
    hint: Words | None = None
    """A second text, drawn smaller after the first."""

    @property
    def external(self) -> Markup:
        """The attribute that a link to another site carries: no referrer is sent."""
        outside = self.href and self.href.startswith("http")
        return Markup(' rel="external noreferrer"') if outside else Markup("")
