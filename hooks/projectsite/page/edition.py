"""The site as one build publishes it: what is the same on all its pages and in all its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from .. import addresses
from ..facts.project import Project
from ..files.state.history import Commit
from ..problems import Problem
from ..translations.states import Outdated, PageState
from ..words.text import Locale
from ..words.wording import Wording

EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class Address:
    """A page in all languages."""

    path: str
    """Below the root of its language: outcomes/lantern-training/."""
    locales: tuple[Locale, ...]
    """The languages in which it truly exists; the default language is always one."""
    unfinished: tuple[tuple[Locale, PageState], ...] = ()
    """The languages in which something on it is missing or older than its source."""

    @classmethod
    def of(cls, path: str, states: Mapping[Locale, PageState]) -> Address:
        """A page by its state in each language."""
        true = (locale for locale, state in states.items() if state is not PageState.MISSING)
        unfinished = (pair for pair in states.items() if pair[1] is not PageState.COMPLETE)
        return cls(path, tuple(true), tuple(unfinished))

    def state(self, locale: Locale) -> PageState:
        return dict(self.unfinished).get(locale, PageState.COMPLETE)


class KitFile(NamedTuple):
    """A document to take away, drawn."""

    pages: int
    content: bytes


@dataclass(frozen=True)
class Kit:
    """The documents to take away, by their addresses."""

    files: Mapping[str, KitFile] = field(default_factory=dict)
    left_out: tuple[Problem, ...] = ()
    """Why others could not be drawn."""


@dataclass(frozen=True)
class Cards:
    """The pictures that go with shared links, by their addresses."""

    says: Mapping[str, str]
    """The words in each."""
    drawn: Callable[[], Mapping[str, bytes]]
    """They are drawn beside the pages, which need only know that they will be there."""


@dataclass(frozen=True)
class Edition:
    """Facts and words, where they are published, and as of when."""

    project: Project
    wordings: Mapping[Locale, Wording]
    site_url: str = ""
    """Absolute, with a slash at its end; empty while the project is only checked."""
    repo_url: str = ""
    """Of the page of the repository; empty for none."""
    moment: datetime = EPOCH
    """When the facts were last changed, in UTC: SOURCE_DATE_EPOCH, never the clock."""
    history: tuple[Commit, ...] = ()
    """What changed files of data/, the latest first; empty where it is not known."""
    preview: bool = False
    """Whether this is the live preview, whose server adds a script to each page."""
    older: Set[Outdated] = frozenset()
    """The translations that are older than their source."""
    release: str = ""
    """The name of the last release; empty before the first one."""
    pages: Mapping[str, Address] = field(default_factory=dict)
    """Each page by its address below the root of its language; known once the build begins."""
    kit: Kit | None = None
    """The documents to take away; drawn once the build begins, where at all."""
    cards: Cards | None = None
    """The pictures of shared links; known once the build begins."""

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The languages, the default one first."""
        return self.project.locales

    def url(self, path: str, locale: Locale | None = None) -> str:
        """The absolute address of a page or file; without a language in the default one."""
        default = self.project.default_locale
        return self.site_url + addresses.localised(path, locale or default, default)

    def has_page(self, path: str) -> bool:
        """Whether the project has a page, which it may leave out. Pages are known in a build."""
        return not self.pages or path in self.pages

    def page_or_home(self, path: str) -> str:
        """A page, or the home page where the project leaves it out."""
        return path if self.has_page(path) else addresses.home()

    def true_locales(self, path: str) -> tuple[Locale, ...]:
        """The languages in which a page truly exists, the default one first.

        Feeds, calendars and linked data lead to these: in any other language the page is mostly in
        the default one, stands in no sitemap and names that one as canonical.
        """
        page = self.pages.get(path)
        return page.locales if page else self.locales

    def page_locale(self, path: str, locale: Locale) -> Locale:
        """The language of a page: the one asked for, or the default one where the page is not
        translated."""
        return locale if locale in self.true_locales(path) else self.project.default_locale

    def page_url(self, path: str, locale: Locale | None = None) -> str:
        """The canonical address of a page, or of the home page where the project leaves it out;
        absolute, without a language in the default one."""
        path = self.page_or_home(path)
        return self.url(path, self.page_locale(path, locale) if locale else None)

    def edit_url(self, file: str) -> str:
        """Where a file is edited on the web; empty without a repository."""
        return addresses.edit_on_github(self.repo_url, file) if self.repo_url else ""
