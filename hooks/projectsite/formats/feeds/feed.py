"""What feeds tell, whatever their format: dated outcomes or news in one language, the last changed
first.

A feed holds SIZE entries. Older ones of the feed of all stand in archives (RFC 5005, 4), which are
counted from the oldest: each is full, so that a new outcome changes none of them. The last archive
may hold some that the feed has too. The feeds of work packages, clusters, types and news have none:
that would write every outcome several times more, and old news are on their page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ... import addresses
from ...facts.model import Outcome, ProjectFacts
from ...facts.news import NewsItem
from ...facts.vocabulary import Relation
from ...files.media_types import media_type_of
from ...page.edition import Edition
from ...words.markdown import opening, to_html
from ...words.text import Locale, LocalisedText, Words
from .entries import Entry, Told, entries_of
from .subjects import ALL, Subject, bases_of, subjects_of

SIZE = 50
"""How many entries a feed holds, and an archive."""


@dataclass(frozen=True)
class Category:
    """What kind it is, which work package it belongs to, whose it is if not ours."""

    term: str
    """The same in each language: training, WP1, coverage."""
    label: str


@dataclass(frozen=True)
class Attachment:
    """A file that came out of an outcome, or the picture of a news item."""

    url: str
    media_type: str
    title: Words
    language: str | None
    """The language that the file is in, where it is known."""


@dataclass(frozen=True)
class FeedItem:
    """One outcome or news item."""

    id: str
    """The address of its page in the feed's language, whether or not the page is translated: the
    same in every feed of one language."""
    url: str
    """The page in the feed's language; in the default one where it is not translated."""
    page_locale: Locale
    """The language of that page."""
    published: str
    """Midnight UTC of its day, as in RFC 3339: no source tells an hour."""
    updated: str
    """When its record was last changed; no two have the same."""
    title: Words
    summary: Words
    html: Words | None
    """The text as safe HTML, where there is one."""
    categories: tuple[Category, ...]
    attachments: tuple[Attachment, ...]
    author: str | None
    """Who wrote it, where it is not the author of the feed."""


@dataclass(frozen=True)
class Feed:
    """One document: a feed to subscribe to, or an archive of the feed of all."""

    edition: Edition
    locale: Locale
    subject: Subject
    items: tuple[FeedItem, ...]
    archives: int = 0
    """How many archives the feed has."""
    archive: int = 0
    """Which of them this is, the oldest first; 0 for the feed itself."""

    @property
    def title(self) -> str:
        word = self.edition.wordings[self.locale]
        whole = word(self.subject.word, acronym=self._facts.acronym)
        label = self.subject.label(self.edition, self.locale)
        return f"{whole} – {label}" if label else whole

    @property
    def description(self) -> Words:
        summary = self.subject.summary(self.edition)
        return summary.words(self.locale, self.edition.project.default_locale)

    @property
    def author(self) -> str:
        return self.edition.wordings[self.locale]("citation.author", acronym=self._facts.acronym)

    @property
    def updated(self) -> str:
        """That of the entry last changed; of an empty feed the moment of the edition."""
        return self.items[0].updated if self.items else _moment(self.edition.moment)

    @property
    def page(self) -> str:
        """The absolute address of the page that shows the same."""
        return self.subject.url(self.edition, self.locale)

    @property
    def older(self) -> int:
        """The archive with what is next older; 0 where there is none."""
        return self.archive - 1 if self.archive else self.archives

    @property
    def _facts(self) -> ProjectFacts:
        return self.edition.project.facts

    @property
    def home(self) -> str:
        """The canonical address of the home page, absolute."""
        return self.edition.page_url(addresses.home(), self.locale)

    def url(self, path: str) -> str:
        """The absolute address of a file in the feed's language."""
        return self.edition.url(path, self.locale)


class Feeds:
    """All feeds of an edition. What is the same in each language is found out once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._entries = entries_of(edition, edition.project.outcomes.values())
        self._news = entries_of(edition, edition.project.news.values())
        self._subjects = tuple(subjects_of(edition))
        self._groups: dict[str, list[Entry]] = {ALL.base: list(self._entries[:SIZE])}
        for entry in (*self._entries, *self._news):
            for base in bases_of(entry.record):
                group = self._groups.setdefault(base, [])
                if len(group) < SIZE:
                    group.append(entry)

    def documents(self, locale: Locale) -> Iterator[Feed]:
        """Every document in one language: the feed of all, its archives, the feeds of parts."""
        # By address: a news item may have the id of an outcome.
        items = {
            addresses.of_record(entry.record): _item(self._edition, locale, entry)
            for entry in (*self._entries, *self._news)
        }
        oldest = [items[addresses.of_record(entry.record)] for entry in reversed(self._entries)]
        archives = max(0, -(-(len(oldest) - SIZE) // SIZE))
        for subject in self._subjects:
            group = self._groups.get(subject.base, ())
            found = (items[addresses.of_record(entry.record)] for entry in group)
            count = archives if subject is ALL else 0
            yield Feed(self._edition, locale, subject, tuple(found), count)
        for archive in range(1, archives + 1):
            part = oldest[(archive - 1) * SIZE : archive * SIZE]
            yield Feed(self._edition, locale, ALL, tuple(reversed(part)), archives, archive)

    def listed(self, locale: Locale) -> Iterator[Feed]:
        """Every feed to subscribe to in one language, without its entries."""
        return (Feed(self._edition, locale, subject, ()) for subject in self._subjects)


def _item(edition: Edition, locale: Locale, entry: Entry) -> FeedItem:
    default, record = edition.project.default_locale, entry.record
    path = addresses.of_record(record)
    text = record.text.words(locale, default) if record.text else None
    return FeedItem(
        id=edition.url(path, locale),
        url=edition.page_url(path, locale),
        page_locale=edition.page_locale(path, locale),
        published=f"{entry.day.isoformat()}T00:00:00Z",
        updated=_moment(entry.updated),
        title=record.title.words(locale, default),
        summary=_summary(record, locale, default),
        html=Words(to_html(text.text), text.locale, locale) if text else None,
        categories=tuple(_categories(edition, locale, record)),
        attachments=tuple(_attachments(edition, locale, record)),
        author=_author(edition, record),
    )


def _summary(record: Told, locale: Locale, default: Locale) -> Words:
    if isinstance(record, Outcome):
        return record.summary.words(locale, default)
    words = record.text.words(locale, default)
    return words.said(opening(words.text))


def _author(edition: Edition, record: Told) -> str | None:
    written = isinstance(record, NewsItem) and record.author
    return edition.project.contacts[written].name if written else None


def _moment(moment: datetime) -> str:
    """As in RFC 3339, in UTC."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _attachments(edition: Edition, locale: Locale, record: Told) -> Iterator[Attachment]:
    found: list[tuple[str, LocalisedText, str | None]] = []
    if isinstance(record, Outcome):
        found = [(item.file, item.title, item.language) for item in record.files]
    elif record.picture:
        found = [(record.picture.file, record.picture.alt, None)]
    for file, title, language in found:
        yield Attachment(
            edition.url(addresses.asset(file)),
            media_type_of(file),
            title.words(locale, edition.project.default_locale),
            language,
        )


def _categories(edition: Edition, locale: Locale, record: Told) -> Iterator[Category]:
    t = edition.wordings[locale]
    if isinstance(record, Outcome):
        yield Category(record.type, t(f"type.{record.type}"))
        if record.relation is not Relation.PROJECT:
            yield Category(record.relation, t(f"relation.{record.relation}"))
    if record.work_package:
        package = edition.project.work_packages[record.work_package]
        title = package.label.words(locale, edition.project.default_locale)
        yield Category(package.id, f"{package.id} {title}")
