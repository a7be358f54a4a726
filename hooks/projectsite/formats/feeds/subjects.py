"""What there are feeds about: all outcomes; those of a work package, a cluster, a type; news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ... import addresses
from ...facts.model import Cluster, Outcome, WorkPackage
from ...facts.news import NewsItem
from ...facts.vocabulary import OutcomeType
from ...page.edition import Edition
from ...words.text import Locale, LocalisedText


@dataclass(frozen=True)
class Subject:
    """What one feed is about."""

    base: str
    """The address of the feed below the root of its language, without its ending."""
    page: str
    """The address of the page that shows the same."""
    of: Cluster | WorkPackage | OutcomeType | None = None
    """None for all outcomes, and for the news."""
    word: str = "feed.title"
    """The word for the title of the feed."""

    def label(self, edition: Edition, locale: Locale) -> str:
        """What it is called in a language; empty for all outcomes, and for the news."""
        if isinstance(self.of, Cluster):
            return self.of.name
        if isinstance(self.of, WorkPackage):
            title = self.of.label.words(locale, edition.project.default_locale)
            return f"{self.of.id} {title}"
        return edition.wordings[locale](f"type.{self.of}") if self.of else ""

    def url(self, edition: Edition, locale: Locale) -> str:
        """The canonical address of its page, absolute."""
        path, mark, query = self.page.partition("?")
        return edition.page_url(path, locale) + mark + query

    def summary(self, edition: Edition) -> LocalisedText:
        own = self.of.summary if isinstance(self.of, Cluster | WorkPackage) else None
        return own or edition.project.facts.summary


ALL = Subject(addresses.FEED, addresses.outcomes())
NEWS = Subject(addresses.feed_of(addresses.news()), addresses.news(), word="feed.news")


def subjects_of(edition: Edition) -> Iterator[Subject]:
    """All outcomes first; then every work package and cluster, each type that there is, and the
    news, if there are any."""
    project = edition.project
    yield ALL
    for package in project.work_packages.values():
        path = addresses.work_package(package.id)
        yield Subject(addresses.feed_of(path), path, package)
    for cluster in project.clusters.values():
        path = addresses.cluster(cluster.id)
        yield Subject(addresses.feed_of(path), path, cluster)
    there = {outcome.type for outcome in project.outcomes.values()}
    for kind in OutcomeType:
        if kind in there:
            page = addresses.outcomes_where(type=kind)
            yield Subject(addresses.feed_of_type(kind), page, kind)
    if project.news:
        yield NEWS


def bases_of(record: Outcome | NewsItem) -> Iterator[str]:
    """The feeds that a record stands in, beside that of all outcomes."""
    if isinstance(record, NewsItem):
        yield NEWS.base
        return
    if record.work_package:
        yield addresses.feed_of(addresses.work_package(record.work_package))
    for id in record.clusters:
        yield addresses.feed_of(addresses.cluster(id))
    yield addresses.feed_of_type(record.type)
