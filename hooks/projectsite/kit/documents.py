"""Every document of a project in one language: what it says, from its records."""

from __future__ import annotations

from collections.abc import Iterator

from .. import addresses
from ..facts.model import Cluster, Outcome, WorkPackage
from ..page.edition import Edition
from ..page.setting import Setting
from ..words.direction import direction
from ..words.text import Locale, Words
from . import parts
from .model import Document, Genre, Sheet
from .notice import notice
from .outcome_sheet import outcome_sheet
from .parts import MapSize


def documents(edition: Edition, locale: Locale) -> Iterator[Document]:
    """All of them, in the order of the page of the kit."""
    # The links of a document are absolute: it is read anywhere.
    setting = Setting.absolute(edition, edition.site_url, locale)
    yield deck(setting)
    yield factsheet(setting)
    yield from (poster(setting, size) for size in POSTERS)
    if sheet := parts.promised_page(setting):
        path = addresses.promised()
        if path in edition.pages or not edition.pages:
            yield _document(setting, Genre.PROMISED, "promised", (sheet,), path=path)
    for package in edition.project.work_packages.values():
        yield work_package(setting, package)
    for cluster in edition.project.clusters.values():
        yield cluster_document(setting, cluster)
    if len(edition.project.outcomes) <= MOST_OUTCOMES:
        for outcome in edition.project.chronicle:
            yield outcome_document(setting, outcome)


def deck(setting: Setting) -> Document:
    """The project to present, in the order of the consortium's own slides."""
    return _document(setting, Genre.DECK, "deck", tuple(_deck(setting)))


def _deck(setting: Setting) -> Iterator[Sheet]:
    yield parts.cover(setting)
    yield from parts.introduction_sheets(setting)
    for package in setting.project.work_packages.values():
        yield from parts.package_sheets(setting, package)
    yield from parts.bare_package_sheets(setting)
    # In the smallest of its sizes on a slide the letters have 18 points.
    yield parts.consortium_sheet(setting, MapSize(430, 21, 436))
    yield from filter(None, [parts.levels_sheet(setting, on_deep=True)])
    yield from parts.moment_sheets(setting)
    yield from parts.promised_sheets(setting)
    yield from filter(None, [parts.contacts_sheet(setting)])
    yield parts.funding_sheet(setting)


def factsheet(setting: Setting) -> Document:
    """The project on two sides of A4."""
    sheets = [
        parts.cover(setting),
        parts.introduction_sheet(setting),
        parts.consortium_sheet(setting, MapSize(290, 9)),
        parts.objectives_sheet(setting),
        parts.packages_sheet(setting),
        parts.levels_sheet(setting),
        parts.moments_sheet(setting),
        parts.promised_sheet(setting),
        parts.ways_in(setting),
    ]
    return _document(setting, Genre.FACTSHEET, "factsheet", tuple(filter(None, sheets)))


POSTERS = ("a0", "a2")
"""The sizes of the poster, which is drawn alike in each."""


def poster(setting: Setting, size: str) -> Document:
    """The project on a wall, to be read from two metres."""
    sheets = [
        parts.cover(setting),
        parts.introduction_sheet(setting),
        parts.consortium_sheet(setting, MapSize(1000, 30), seats=False),
        parts.packages_sheet(setting),
        parts.levels_sheet(setting) or parts.ladder_sheet(setting),
        parts.moments_sheet(setting, most=6),
        parts.promised_sheet(setting),
        parts.way_in(setting),
    ]
    found = tuple(filter(None, sheets))
    return _document(setting, Genre.POSTER, f"poster-{size}", found, size=size)


def work_package(setting: Setting, package: WorkPackage) -> Document:
    sheet = parts.package_page(setting, package)
    return _document(
        setting,
        Genre.WORK_PACKAGE,
        addresses.kit_name(addresses.work_package(package.id)),
        (sheet,),
        title=sheet.title.said(f"{package.id} {sheet.title}"),
        path=addresses.work_package(package.id),
    )


def cluster_document(setting: Setting, cluster: Cluster) -> Document:
    sheet = parts.cluster_sheet(setting, cluster)
    path = addresses.cluster(cluster.id)
    name = addresses.kit_name(path)
    return _document(setting, Genre.CLUSTER, name, (sheet,), title=sheet.title, path=path)


MOST_OUTCOMES = 200
"""With more outcomes their sheets would take a build minutes: there are none then."""


def outcome_document(setting: Setting, outcome: Outcome) -> Document:
    sheet = outcome_sheet(setting, outcome)
    path = addresses.outcome(outcome.id)
    name = addresses.kit_name(path)
    return _document(setting, Genre.OUTCOME, name, (sheet,), title=sheet.title, path=path)


_NAMES = {
    Genre.DECK: "kit.deck",
    Genre.FACTSHEET: "kit.factsheet",
    Genre.POSTER: "kit.poster",
    Genre.PROMISED: "kit.promised",
    Genre.WORK_PACKAGE: "kit.factsheet",
    Genre.CLUSTER: "kit.factsheet",
    Genre.OUTCOME: "kit.factsheet",
}
"""The words for each kind of document."""


def _document(
    setting: Setting,
    genre: Genre,
    name: str,
    sheets: tuple[Sheet, ...],
    *,
    title: Words | None = None,
    path: str = "",
    size: str = "",
) -> Document:
    facts = setting.project.facts
    what = setting.t(_NAMES[genre])
    title = title or setting.own(facts.acronym)
    return Document(
        genre,
        name,
        setting.locale,
        direction(setting.locale) == "rtl",
        title.said(f"{title} – {what}"),
        setting.words(facts.title),
        facts.acronym,
        parts.years(setting),
        setting.words(facts.summary),
        setting.t("citation.author", acronym=facts.acronym),
        setting.edition.moment,
        sheets,
        notice(setting),
        parts.page_of(setting, path),
        size,
        (
            ("page", parts.said(setting, "kit.page", page="{page}", pages="{pages}")),
            ("website", parts.said(setting, "kit.website")),
            ("continued", parts.said(setting, "kit.continued")),
        ),
    )
