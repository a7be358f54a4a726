"""What a feed tells, whatever its format: the dated outcomes in one language, the latest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from mimetypes import MimeTypes

from ... import addresses
from ...facts.model import Outcome
from ...facts.vocabulary import Relation
from ...page.edition import Edition
from ...words.dates import PartialDate
from ...words.markdown import to_html
from ...words.text import Locale, LocalisedText, Words

# Python's own list: that of the operating system would differ from machine to machine.
_MEDIA_TYPES = MimeTypes()


@dataclass(frozen=True)
class Category:
    """What kind of outcome it is, which work package it belongs to, whose it is if not ours."""

    term: str
    """The same in each language: training, WP1, coverage."""
    label: str


@dataclass(frozen=True)
class Attachment:
    """A file that came out of an outcome."""

    url: str
    media_type: str
    title: Words
    language: str | None
    """The language that the file is in, where it is known."""


@dataclass(frozen=True)
class FeedItem:
    """One outcome."""

    id: str
    """The address of its page in the default language: the same in every feed, so that a reader of
    feeds in two languages shows each outcome once."""
    url: str
    """The page in the feed's language; in the default one where it is not translated."""
    page_locale: Locale
    """The language of that page."""
    day: date
    title: Words
    summary: Words
    html: Words | None
    """The text as safe HTML, where there is one."""
    categories: tuple[Category, ...]
    attachments: tuple[Attachment, ...]

    @property
    def moment(self) -> str:
        """Midnight UTC of its day, as in RFC 3339: no source tells an hour."""
        return f"{self.day.isoformat()}T00:00:00Z"


@dataclass(frozen=True)
class Feed:
    """All dated outcomes in one language. One without a known date has no place in a feed."""

    edition: Edition
    locale: Locale
    title: str
    description: Words
    author: str
    items: tuple[FeedItem, ...]

    @classmethod
    def of(cls, edition: Edition, locale: Locale) -> Feed:
        facts, t = edition.project.facts, edition.wordings[locale]
        return cls(
            edition,
            locale,
            title=t("feed.title", acronym=facts.acronym),
            description=facts.summary.words(locale, edition.project.default_locale),
            author=t("citation.author", acronym=facts.acronym),
            items=tuple(sorted(_items(edition, locale), key=_order, reverse=True)),
        )

    def url(self, path: str) -> str:
        """The absolute address of a file in the feed's language, the canonical one of a page."""
        return self.edition.page_url(path, self.locale)


def _order(item: FeedItem) -> tuple[date, str]:
    return item.day, item.id


def _items(edition: Edition, locale: Locale) -> Iterator[FeedItem]:
    default = edition.project.default_locale

    def words(text: LocalisedText) -> Words:
        return text.words(locale, default)

    for outcome in edition.project.outcomes.values():
        # An entry must have a date (RFC 4287, 4.2.15), and none is made up.
        if outcome.date:
            text = words(outcome.text) if outcome.text else None
            path = addresses.outcome(outcome.id)
            yield FeedItem(
                id=edition.page_url(path),
                url=edition.page_url(path, locale),
                page_locale=edition.page_locale(path, locale),
                day=_day(outcome.date),
                title=words(outcome.title),
                summary=words(outcome.summary),
                html=Words(to_html(text.text), text.locale, locale) if text else None,
                categories=tuple(_categories(edition, locale, outcome)),
                attachments=tuple(
                    Attachment(
                        edition.url(addresses.asset(item.file)),
                        _MEDIA_TYPES.guess_type(item.file)[0] or "application/octet-stream",
                        words(item.title),
                        item.language,
                    )
                    for item in outcome.files
                ),
            )


def _day(date: PartialDate) -> date:
    """The last day of a span; of a month or a year the first, as no source tells another."""
    return date.last if date.precision == "span" else date.first


def _categories(edition: Edition, locale: Locale, outcome: Outcome) -> Iterator[Category]:
    t = edition.wordings[locale]
    yield Category(outcome.type, t(f"type.{outcome.type}"))
    if outcome.relation is not Relation.PROJECT:
        yield Category(outcome.relation, t(f"relation.{outcome.relation}"))
    if outcome.work_package:
        package = edition.project.work_packages[outcome.work_package]
        title = package.short_title.words(locale, edition.project.default_locale)
        yield Category(package.id, f"{package.id} {title}")
