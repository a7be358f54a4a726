"""News: the list, the page of one item, and the events that are still to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from .. import addresses
from ..facts.folders import Kind
from ..facts.news import NewsItem
from ..files.layout import ASSETS
from ..files.pictures import Raster, raster_of
from ..page.chrome import SharedPicture
from ..page.downloads import FEEDS, FormatLink, news_links
from ..page.evidence import FactRow, SourceRow, fact_row, source_rows
from ..page.setting import Link, Setting, once_a_record
from ..words.forms import date_form
from ..words.markdown import opening, to_html
from ..words.text import Words
from .outcomes import EXCERPT, OutcomeRow, cluster_link, outcome_row, work_package_link

MANY = 10
"""More items than these stand below the year that they are of."""


@dataclass(frozen=True)
class NewsGroup:
    """The news of a year."""

    year: str
    """Empty where all stand together."""
    rows: tuple[OutcomeRow, ...]
    """Lines of a list, as outcomes have them."""


@dataclass(frozen=True)
class NewsList:
    """News, the latest first."""

    groups: tuple[NewsGroup, ...]
    more: Link | None
    """To the page of all, where this list is a part of it."""
    feeds: tuple[FormatLink, ...]
    """To follow the news; none beside a part of it."""


@dataclass(frozen=True)
class ShownPicture:
    """A picture with what a browser needs before it is loaded."""

    src: str
    alt: Words
    width: int
    height: int


@dataclass(frozen=True)
class NewsPage:
    """The page of one news item."""

    title: Words
    when: str
    datetime: str
    listed: Link
    """Where all news stand."""
    picture: ShownPicture | None
    text: Markup
    text_lang: Markup
    facts: tuple[FactRow, ...]
    remark: Words | None
    sources: tuple[SourceRow, ...]
    previous: Link | None
    """The item before it in time."""
    next: Link | None


@dataclass(frozen=True)
class Upcoming:
    """What is to take place, the next first."""

    rows: tuple[OutcomeRow, ...]
    calendar: FormatLink


def news_list(setting: Setting, latest: int = 0) -> NewsList:
    """All news, or the latest few with a link to all; groups without any are none."""
    items = tuple(setting.project.news.values())
    shown = items[:latest] if latest > 0 else items
    path, more = addresses.news(), None
    if len(shown) < len(items) and path in setting.edition.pages:
        more = Link(setting.own(setting.t("news_item.more")), setting.page(path))
    feeds = news_links(setting) if items and not latest else ()
    return NewsList(tuple(_groups(setting, shown)), more, feeds)


def news_about(setting: Setting, kind: Kind, id: str) -> NewsList | None:
    """The latest news that name a record, with a link to all where there are more; None where there
    are none."""
    items = setting.project.news_of(kind, id)
    if not items:
        return None
    path, more = addresses.news(), None
    if len(items) > EXCERPT and path in setting.edition.pages:
        more = Link(setting.own(setting.t("news_item.more")), setting.page(path))
    rows = tuple(news_row(setting, item) for item in items[:EXCERPT])
    return NewsList((NewsGroup("", rows),), more, ())


def _groups(setting: Setting, items: Iterable[NewsItem]) -> Iterator[NewsGroup]:
    items = tuple(items)
    apart = len(items) > MANY
    for year, own in groupby(items, lambda item: str(item.date.year) if apart else ""):
        yield NewsGroup(year, tuple(news_row(setting, item) for item in own))


@once_a_record
def news_row(setting: Setting, item: NewsItem) -> OutcomeRow:
    """A line of a list: the title, and the first paragraph as what it is about."""
    return OutcomeRow(
        title=setting.words(item.title),
        summary=news_opening(setting, item),
        href=setting.page(addresses.of_record(item)),
        when=date_form(item.date, setting.locale),
        datetime=item.date.text,
        tag=item.work_package or "",
    )


def news_opening(setting: Setting, item: NewsItem) -> Words:
    """The first paragraph in plain words."""
    words = setting.words(item.text)
    return words.said(opening(words.text))


def news_page(setting: Setting, item: NewsItem) -> NewsPage:
    text, path = setting.words(item.text), addresses.news()
    earlier, later = setting.project.news_beside[item.id]
    listed = setting.page(path) if path in setting.edition.pages else None
    return NewsPage(
        title=setting.words(item.title),
        when=date_form(item.date, setting.locale),
        datetime=item.date.text,
        listed=Link(setting.own(setting.t("nav.news")), listed),
        picture=_picture(setting, item),
        text=to_html(text.text),
        text_lang=text.lang,
        facts=tuple(_facts(setting, item)),
        remark=setting.optional_words(item.remark),
        sources=source_rows(setting, item.sources),
        previous=_beside(setting, earlier) if earlier else None,
        next=_beside(setting, later) if later else None,
    )


def _facts(setting: Setting, item: NewsItem) -> Iterator[FactRow]:
    project, row = setting.project, partial(fact_row, setting, item)
    if item.author:
        there = addresses.contacts() in setting.edition.pages
        href = setting.page(addresses.contact(item.author)) if there else None
        name = setting.own(project.contacts[item.author].name)
        yield row("author", "news_item.author", Link(name, href))
    if item.outcomes:
        rows = [outcome_row(setting, project.outcomes[id]) for id in item.outcomes]
        yield row("outcomes", "news_item.outcomes", *(Link(r.title, r.href) for r in rows))
    if item.work_package:
        link = work_package_link(setting, project.work_packages[item.work_package])
        yield row("work_package", "outcome.work_package", link)
    if item.clusters:
        links = (cluster_link(setting, project.clusters[id]) for id in item.clusters)
        yield row("clusters", "outcome.clusters", *links)


def _beside(setting: Setting, item: NewsItem) -> Link:
    row = news_row(setting, item)
    return Link(setting.own(row.when), row.href, row.title)


def _picture(setting: Setting, item: NewsItem) -> ShownPicture | None:
    if not item.picture or not (raster := _raster(setting, item)):
        return None
    src = setting.asset(addresses.asset(item.picture.file))
    return ShownPicture(src, setting.words(item.picture.alt), raster.width, raster.height)


def shared_picture(setting: Setting, item: NewsItem) -> SharedPicture | None:
    """Its picture, where it has one, goes with a shared link."""
    if not item.picture or not (raster := _raster(setting, item)):
        return None
    return SharedPicture(
        setting.edition.url(addresses.asset(item.picture.file)),
        raster.width,
        raster.height,
        setting.words(item.picture.alt).text,
        raster.media_type,
    )


def _raster(setting: Setting, item: NewsItem) -> Raster | None:
    # None only where somebody has taken the file away since the check.
    return raster_of(setting.project.root / ASSETS / item.picture.file) if item.picture else None


def upcoming(setting: Setting) -> Upcoming:
    """What is to take place on the day of the build or later."""
    found = setting.project.upcoming(setting.edition.moment.date())
    path, file = addresses.calendar(), FEEDS[addresses.calendar()]
    calendar = FormatLink(setting.t(file.name), setting.page(path), file.media_type)
    return Upcoming(tuple(outcome_row(setting, outcome) for outcome in found), calendar)
