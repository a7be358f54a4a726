"""How linked data says a text: in a page's language, or in all languages at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ... import addresses
from ...page.edition import Edition
from ...words.dates import PartialDate
from ...words.text import Locale, LocalisedText
from ...words.wording import Wording

Node = dict[str, Any]
"""A JSON-LD node: plain values, for json to write."""


class Voice:
    """For the document of a page its language; without one all languages of the edition.

    What is not in the page's language carries its own (`@language`, JSON-LD 1.1, 4.2.4).
    """

    def __init__(self, edition: Edition, locale: Locale | None = None) -> None:
        self.edition = edition
        self.locale = locale
        self.default = edition.project.default_locale
        self._root = edition.url("")

    @property
    def t(self) -> Wording:
        """The words of the page; those of the default language where it has none of its own."""
        return self.edition.wordings[self.locale or self.default]

    def say(self, text: LocalisedText | None) -> Any:
        """A text of a record; None where it has none."""
        if text is None:
            return None
        words = text.root
        if self.locale is None:
            return [{"@value": words[code], "@language": code} for code in words]
        if self.locale in words:
            return words[self.locale]
        return self.original(text)

    def original(self, text: LocalisedText) -> Node:
        """A text of a record in the default language, which it names."""
        # A sentence of the funder may be there in English alone.
        code = self.default if self.default in text.root else next(iter(text.root))
        return {"@value": text.root[code], "@language": code}

    def word(self, write: Callable[[Wording], str]) -> Any:
        """What the words of the interface make: word(lambda t: t("type.training"))."""
        if self.locale is not None:
            return write(self.t)
        wordings = self.edition.wordings
        return [
            {"@value": write(wordings[code]), "@language": code} for code in self.edition.locales
        ]

    def label(self, key: str) -> Any:
        """A word that not every language has; of the default one, which it names, where none."""
        if self.locale is not None:
            words = self.t.words(key)
            mine = words.locale == self.locale
            return words.text if mine else {"@value": words.text, "@language": words.locale}
        wordings = [self.edition.wordings[code] for code in self.edition.locales]
        return [{"@value": t(key), "@language": t.locale} for t in wordings if key in t]

    def url(self, path: str) -> str:
        """The canonical address of a page for a reader of the document."""
        return self.edition.page_url(path, self.locale)

    def language_of(self, path: str) -> str | list[str]:
        """The language of that page, or all in which there is one."""
        if self.locale is None:
            return list(self.edition.true_locales(path))
        return self.edition.page_locale(path, self.locale)

    def id(self, path: str, name: str) -> str:
        """The `@id` of what a page or file is about: the same in every language and document. Where
        the project leaves a page out it belongs to the home page, with the other's name before it.
        """
        if path.endswith("/") and not self.edition.has_page(path):
            path, name = addresses.home(), f"{path.replace('/', '-')}{name}"
        return f"{self._root}{path}#{name}"


def partial_date(date: PartialDate, *, last: bool = False) -> Any:
    """A day as plain text, a month or a year as a typed value; `last`: the last day of a span."""
    first, _, end = date.text.partition("/")
    # Most readers expect whole days: the type says that 2017 is meant, not cut off.
    if date.precision in ("day", "span"):
        return end if last and end else first
    return iso_date(first)


def coordinates(position: tuple[float, float]) -> Node:
    """Latitude and longitude, in degrees."""
    return {"@type": "GeoCoordinates", "latitude": position[0], "longitude": position[1]}


def iso_date(text: str) -> Node:
    """A year or a month, typed: the same value that the context of schema.org makes of it."""
    return {"@type": "Date", "@value": text}


def ref(node: Node) -> Node:
    """A reference to a node that stands elsewhere in the same document."""
    return {"@id": node["@id"]}
