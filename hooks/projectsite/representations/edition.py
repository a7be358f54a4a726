"""What every representation is made from: the facts, the words, the address, the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .. import addresses
from ..model import Outcome, localised_texts
from ..project import Project
from ..text import Locale
from ..translations import PageState, Pair, state_of_texts
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
    _true: dict[str, tuple[Outcome, tuple[Locale, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """What true_locales has found, by the id of the outcome."""

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The languages, the default one first."""
        return self.project.locales

    def url(self, path: str, locale: Locale | None = None) -> str:
        """The absolute address of a page or file; without a language in the default one."""
        default = self.project.default_locale
        return self.site_url + addresses.localised(path, locale or default, default)

    def true_locales(self, outcome: Outcome) -> tuple[Locale, ...]:
        """The languages in which the page of an outcome truly exists, the default one first.

        In the others it is mostly in the default language, stands in no sitemap and is canonical
        there; so feeds, calendars and linked data lead to that one.
        """
        known = self._true.get(outcome.id)
        # Every format asks for each outcome in each language: its texts are looked at once.
        if known is None or known[0] is not outcome:
            known = self._true[outcome.id] = outcome, self._measured(outcome)
        return known[1]

    def _measured(self, outcome: Outcome) -> tuple[Locale, ...]:
        texts = [text for _, text in localised_texts(outcome)]
        default, older = self.project.default_locale, frozenset[Pair]()
        return tuple(
            locale
            for locale in self.locales
            if locale == default
            or state_of_texts(texts, locale, default, older) is not PageState.MISSING
        )

    def page_locale(self, outcome: Outcome, locale: Locale) -> Locale:
        """The language of an outcome's page: the one asked for, or the default one where the page
        is not translated."""
        return locale if locale in self.true_locales(outcome) else self.project.default_locale

    def page_url(self, outcome: Outcome, locale: Locale | None = None) -> str:
        """The canonical address of an outcome's page, absolute; without a language in the default
        one."""
        spoken = self.page_locale(outcome, locale) if locale else None
        return self.url(addresses.outcome(outcome.id), spoken)
