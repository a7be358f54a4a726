"""What every representation is made from: the facts, the words, the address, the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from .. import addresses
from ..project import Project
from ..text import Locale
from ..wording import Wording


@dataclass(frozen=True)
class Edition:
    """The site as one build publishes it."""

    project: Project
    wordings: Mapping[Locale, Wording]
    site_url: str
    """Absolute, with a slash at its end."""
    moment: datetime
    """When the facts were last changed, in UTC: SOURCE_DATE_EPOCH, never the clock."""

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The languages, the default one first."""
        return self.project.locales

    def url(self, path: str, locale: Locale | None = None) -> str:
        """The absolute address of a page or file; without a language in the default one."""
        default = self.project.default_locale
        return self.site_url + addresses.localised(path, locale or default, default)
