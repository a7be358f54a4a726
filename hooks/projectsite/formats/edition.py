"""What every representation is made from: the facts, the words, the address, the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from .. import addresses
from ..facts.project import Project
from ..words.text import Locale
from ..words.wording import Wording


@dataclass(frozen=True)
class Edition:
    """The site as one build publishes it."""

    project: Project
    wordings: Mapping[Locale, Wording]
    site_url: str
    """Absolute, with a slash at its end."""
    moment: datetime
    """When the facts were last changed, in UTC: SOURCE_DATE_EPOCH, never the clock."""
    true: Mapping[str, tuple[Locale, ...]]
    """The languages in which each page truly exists, the default one first, by its address below
    the root of its language. In the others it is mostly in the default language, stands in no
    sitemap and is canonical there; so feeds, calendars and linked data lead to that one."""

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The languages, the default one first."""
        return self.project.locales

    def url(self, path: str, locale: Locale | None = None) -> str:
        """The absolute address of a page or file; without a language in the default one."""
        default = self.project.default_locale
        return self.site_url + addresses.localised(path, locale or default, default)

    def true_locales(self, path: str) -> tuple[Locale, ...]:
        """The languages in which a page truly exists, the default one first."""
        return self.true.get(path, self.locales)

    def page_locale(self, path: str, locale: Locale) -> Locale:
        """The language of a page: the one asked for, or the default one where the page is not
        translated."""
        return locale if locale in self.true_locales(path) else self.project.default_locale

    def page_url(self, path: str, locale: Locale | None = None) -> str:
        """The canonical address of a page, absolute; without a language in the default one."""
        return self.url(path, self.page_locale(path, locale) if locale else None)
