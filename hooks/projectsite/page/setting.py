"""The page that a view is made for: its language, its words, its links."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, NamedTuple, Protocol, TypeVar

from markupsafe import Markup

from ..addresses import Links
from ..facts.project import Project
from ..words.text import Locale, LocalisedText, State, Words
from ..words.wording import Wording


@dataclass(frozen=True)
class Setting:
    """Everything that depends on the page and not on the record."""

    project: Project
    t: Wording
    """The words of the page's language."""
    links: Links
    site_url: str = ""
    """Where the site is published: absolute, with a slash at its end; empty while it is checked."""
    older: Set[tuple[Locale, str, str]] = frozenset()
    """Texts that are older than their source: the language, the source, the translation."""
    kept: dict[tuple[object, str], Any] = field(default_factory=dict, repr=False, compare=False)
    """What views have made for pages of this language and depth, see once_a_record."""

    @property
    def locale(self) -> Locale:
        return self.links.locale

    def words(self, text: LocalisedText) -> Words:
        """A text in the page's language, or in the default one, marked; marked too where it is
        older than its source."""
        default = self.project.default_locale
        words = text.words(self.locale, default)
        if not self.older or words.state is State.MISSING or self.locale == default:
            return words
        if (self.locale, text.root.get(default, ""), words.text) in self.older:
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
        """The attribute that a link to another site carries: no referrer is sent."""
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

    @wraps(view)
    def made(setting: Setting, record: Given) -> Made:
        key = (view, record.id)
        if key not in setting.kept:
            setting.kept[key] = view(setting, record)
        found: Made = setting.kept[key]
        return found

    return made
