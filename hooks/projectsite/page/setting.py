"""The page that a view is made for: its language, its words, its links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, NamedTuple, Protocol, TypeVar

from markupsafe import Markup

from .. import addresses
from ..facts.project import Project
from ..words.text import Locale, LocalisedText, State, Words
from ..words.wording import Wording
from .edition import Edition
from .outline import Outline, outline_of
from .palette import tinted


@dataclass(frozen=True)
class Setting:
    """Everything that depends on the page and not on the record."""

    edition: Edition
    locale: Locale
    root: str
    """From the page to the root of the site: ../../ or an absolute path for 404.html."""
    home: str
    """From the page to the home page of its language."""
    kept: dict[tuple[object, str], Any] = field(default_factory=dict, repr=False, compare=False)
    """What views have made for pages of this language and depth, see once_a_record."""

    @classmethod
    def of_page(cls, edition: Edition, url: str, locale: Locale) -> Setting:
        """For a page by its address below the root of the site: de/outcomes/lamp-loan/.

        Links are relative, so that the site works below any path.
        """
        depth = url.count("/")
        below = depth if locale == edition.project.default_locale else max(depth - 1, 0)
        return cls(edition, locale, "../" * depth or "./", "../" * below or "./")

    @classmethod
    def absolute(cls, edition: Edition, root: str, locale: Locale) -> Setting:
        """For a page that is sent in the place of others, at any depth; root ends in a slash."""
        home = root + addresses.localised("", locale, edition.project.default_locale)
        return cls(edition, locale, root, home)

    @cached_property
    def project(self) -> Project:
        return self.edition.project

    @cached_property
    def t(self) -> Wording:
        """The words of the page's language."""
        return self.edition.wordings[self.locale]

    @cached_property
    def outline(self) -> Outline:
        """What marks, places and figures are drawn in."""
        return outline_of(self.project.brand.outline)

    def tinted(self, colour: str) -> str:
        """A colour of the stylesheets, in those of the project."""
        return tinted(colour, self.project.brand.colour)

    def page(self, path: str) -> str:
        """The link to a page of the same language."""
        return self.home + path if path or self.home else "./"

    def page_in(self, locale: Locale, path: str) -> str:
        """The link to a page of another language."""
        return self.root + addresses.localised(path, locale, self.project.default_locale)

    def asset(self, path: str) -> str:
        """The link to a file that all languages share."""
        return self.root + path

    def words(self, text: LocalisedText) -> Words:
        """A text in the page's language or in the default one, with its state for the mark."""
        default = self.project.default_locale
        words = text.words(self.locale, default)
        older = self.edition.older
        # Called for every text of every page: while nothing is older, no key is made.
        if not older or words.state is State.MISSING or self.locale == default:
            return words
        if (self.locale, text.root.get(default, ""), words.text) in older:
            return words._replace(state=State.OLDER)
        return words

    def optional_words(self, text: LocalisedText | None) -> Words | None:
        return self.words(text) if text else None

    def own(self, text: str) -> Words:
        """A text that is the same in every language, or already in the page's."""
        return Words(text, self.locale, self.locale)


class Link(NamedTuple):
    """A text that may lead somewhere."""

    text: Words
    href: str | None = None
    hint: Words | None = None
    """A second text, drawn smaller after the first."""

    @property
    def external(self) -> Markup:
        """The attribute of a link to another site: that one is not told who comes from here."""
        return _EXTERNAL if self.href and self.href.startswith("http") else _NOTHING


_EXTERNAL = Markup(' rel="external noreferrer"')
_NOTHING = Markup("")


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


Given = TypeVar("Given", bound=_WithId)
Made = TypeVar("Made")


def once_a_record(view: Callable[[Setting, Given], Made]) -> Callable[[Setting, Given], Made]:
    """A view of a record that is made once for all pages of a language and depth."""
    # Pages of one depth have the same relative links. At 2,000 outcomes each row stands on several
    # pages, and each work package on hundreds.

    @wraps(view)
    def made(setting: Setting, record: Given) -> Made:
        key = (view, record.id)
        if key not in setting.kept:
            setting.kept[key] = view(setting, record)
        found: Made = setting.kept[key]
        return found

    return made
