"""Every document of a project in one language: what it says, from its records."""

from __future__ import annotations

from collections.abc import Iterator

from ..page.edition import Edition
from ..page.setting import Setting
from ..words.direction import direction
from ..words.text import Locale, Words
from . import parts
from .model import Document, Genre, Sheet
from .notice import notice


def documents(edition: Edition, locale: Locale) -> Iterator[Document]:
    """All of them, in the order of the page of the kit."""
    # The links of a document are absolute: it is read anywhere.
    setting = Setting.absolute(edition, edition.site_url, locale)
    yield deck(setting)


def deck(setting: Setting) -> Document:
    """The project to present, in the order of the consortium's own slides."""
    return _document(setting, Genre.DECK, "deck", tuple(_deck(setting)))


def _deck(setting: Setting) -> Iterator[Sheet]:
    yield parts.cover(setting)
    yield from parts.introduction_sheets(setting)
    for package in setting.project.work_packages.values():
        yield from parts.package_sheets(setting, package)
    yield parts.consortium_sheet(setting)
    yield from filter(None, [parts.levels_sheet(setting)])
    yield from parts.moment_sheets(setting)
    for sheet in (parts.promised_sheet(setting), parts.contacts_sheet(setting)):
        if sheet:
            yield sheet
    yield parts.funding_sheet(setting)


_NAMES = {
    Genre.DECK: "kit.deck",
    Genre.FACTSHEET: "kit.factsheet",
    Genre.POSTER: "kit.poster",
    Genre.PROMISED: "kit.promised",
    Genre.WORK_PACKAGE: "kit.factsheet",
    Genre.CLUSTER: "kit.factsheet",
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
