"""What the head of a page tells machines of the thing that it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from .. import addresses
from ..facts.model import Cluster, Outcome, WorkPackage
from ..facts.news import NewsItem
from ..facts.plan import Planned
from ..page.citation import cited
from ..page.downloads import (
    FormatLink,
    cite_links,
    feed_links,
    feed_links_of,
    news_links,
    reuse_links,
)
from ..page.edition import Edition
from ..page.setting import Setting
from ..words.text import Locale
from .citations.scholar_tags import tags
from .linked.documents import LinkedData, script_json
from .linked.voice import Node


@dataclass(frozen=True)
class PageData:
    """Meta elements, links to other formats, and linked data."""

    tags: tuple[tuple[str, str], ...] = ()
    """Names and contents that Zotero and search engines for scholars read."""
    formats: tuple[FormatLink, ...] = ()
    """The page in other formats (rel=alternate)."""
    linked_data: Markup | None = None
    """JSON-LD, safe inside a script element."""


class Annotations:
    """The data of every page of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._linked: Mapping[Locale, LinkedData] = {
            locale: LinkedData(edition, locale) for locale in edition.locales
        }

    def outcome(self, setting: Setting, outcome: Outcome) -> PageData:
        edition = self._edition
        files = (edition.url(addresses.asset(file.file)) for file in outcome.files)
        return PageData(
            tags(cited(setting, outcome), files=files),
            (*cite_links(setting, outcome), *reuse_links(setting, outcome)),
            script_json(self._linked[setting.locale].outcome(outcome)),
        )

    def cluster(self, setting: Setting, cluster: Cluster) -> PageData:
        feeds = feed_links_of(setting, addresses.cluster(cluster.id))
        return self._only(self._linked[setting.locale].cluster(cluster), feeds)

    def work_package(self, setting: Setting, package: WorkPackage) -> PageData:
        feeds = feed_links_of(setting, addresses.work_package(package.id))
        return self._only(self._linked[setting.locale].work_package(package), feeds)

    def planned(self, setting: Setting, record: Planned) -> PageData:
        return self._only(self._linked[setting.locale].planned(record))

    def news(self, setting: Setting, item: NewsItem) -> PageData:
        return self._only(self._linked[setting.locale].news(item), news_links(setting))

    def prose(self, setting: Setting, path: str) -> PageData:
        """By the address of the page below the root of its language; empty for most."""
        linked = self._linked[setting.locale]
        # A list is not a thing of its own; what helps a program there are the feeds.
        if path == addresses.outcomes():
            return PageData(formats=feed_links(setting))
        if path == addresses.news():
            return PageData(formats=news_links(setting))
        makers = {
            addresses.home(): linked.site,
            addresses.project(): linked.project,
            addresses.consortium(): linked.consortium,
            addresses.contacts(): linked.contacts,
        }
        return self._only(makers[path]()) if path in makers else PageData()

    def _only(self, node: Node, formats: tuple[FormatLink, ...] = ()) -> PageData:
        return PageData(formats=formats, linked_data=script_json(node))
