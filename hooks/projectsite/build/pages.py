"""Which pages the records become, in the language of a setting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from .. import addresses
from ..facts.folders import KINDS, OUTCOMES, PLAN, kind_of
from ..facts.model import Cluster, FiledRecord, Outcome, WorkPackage
from ..facts.news import NewsItem
from ..facts.project import Project
from ..formats.page_data import Annotations, PageData
from ..kit.cards import (
    Card,
    cluster_card,
    news_card,
    outcome_card,
    planned_card,
    work_package_card,
)
from ..page.chrome import SharedPicture
from ..page.citation import cited_form
from ..page.setting import Setting
from ..site import Site
from ..views.agreement.plan import page_title, plan_description, plan_page
from ..views.agreement.work_packages import work_package_page
from ..views.browse import list_part, part_range, part_title, parts
from ..views.clusters import cluster_description, cluster_page
from ..views.dossier import outcome_page
from ..views.news import news_opening, news_page, shared_picture
from ..words.text import Locale, Words


@dataclass(frozen=True)
class RecordPage:
    """A page that is made from a record; it exists in every language."""

    path: str
    """Its address below the root of its language."""
    file: str
    """The data file that it comes from."""
    title: Callable[[Setting], Words]
    description: Callable[[Setting], Words]
    draw: Callable[[Site, Setting], Markup]
    data: Callable[[Annotations, Setting], PageData]
    """What its head tells machines."""
    kind: str
    """The Open Graph type: website or article."""
    picture: Callable[[Setting], SharedPicture | None] = lambda _: None
    """What goes with a shared link, where it is another picture than the card."""
    card: Callable[[Setting], Card] | None = None
    """None for a page that is no record's."""

    @property
    def source(self) -> str:
        """The name of the Markdown file that MkDocs is told about: work-packages/wp1.md."""
        return self.path.rstrip("/") + ".md"


def record_pages(project: Project) -> Iterator[RecordPage]:
    """The pages of all kinds of record but outcomes: few, so the theme draws each."""
    for kind in KINDS:
        if kind.has_pages and kind is not OUTCOMES:
            for record in project.by_id(kind.model).values():
                yield page_of(project, record)


def outcome_pages(project: Project) -> Iterator[RecordPage]:
    """The pages of outcomes: many, so they are poured (see pouring.py)."""
    return (page_of(project, outcome) for outcome in project.chronicle)


def list_pages(site: Site, locale: Locale) -> Iterator[RecordPage]:
    """The pages on which a long list of outcomes goes on, after the page of prose that begins it;
    poured as well. They are edited where that page is."""
    begins = addresses.outcomes()
    files = {page.locale: page.file for page in site.prose if page.path == begins}
    file = files.get(locale) or files.get(site.project.default_locale)
    if file:
        for number in range(2, parts(len(site.project.listed)) + 1):
            yield _list_page(number, file)


@dataclass(frozen=True)
class _Look:
    """How the records of a kind become pages."""

    partial: str
    view: Callable[[Setting, Any], object]
    title: Callable[[Setting, Any], Words]
    description: Callable[[Setting, Any], Words]
    data: Callable[[Annotations, Setting, Any], PageData]
    card: Callable[[Setting, Any], Card]
    kind: Callable[[Any], str] = lambda _: "article"
    picture: Callable[[Setting, Any], SharedPicture | None] = lambda *_: None


_PLANNED = _Look(
    "plan-page",
    plan_page,
    page_title,
    plan_description,
    Annotations.planned,
    planned_card,
)

_LOOKS: Mapping[type[FiledRecord], _Look] = {
    WorkPackage: _Look(
        "work-package",
        work_package_page,
        lambda setting, package: _numbered(package, setting.words(package.label)),
        lambda setting, package: setting.words(package.title),
        Annotations.work_package,
        work_package_card,
    ),
    Cluster: _Look(
        "cluster",
        cluster_page,
        lambda setting, cluster: setting.own(cluster.name),
        cluster_description,
        Annotations.cluster,
        cluster_card,
    ),
    **dict.fromkeys((kind.model for kind in PLAN), _PLANNED),
    NewsItem: _Look(
        "news-page",
        news_page,
        lambda setting, item: setting.words(item.title),
        news_opening,
        Annotations.news,
        news_card,
        picture=shared_picture,
    ),
    Outcome: _Look(
        "outcome",
        outcome_page,
        lambda setting, outcome: setting.words(outcome.title),
        lambda setting, outcome: setting.words(outcome.summary),
        Annotations.outcome,
        outcome_card,
        lambda outcome: cited_form(outcome).open_graph,
    ),
}
"""A row for each kind that has pages."""


def page_of(project: Project, record: FiledRecord) -> RecordPage:
    """The page of one record."""
    kind, look = kind_of(record), _LOOKS[type(record)]
    return RecordPage(
        path=kind.address(record.id),
        file=project.own.file(kind, record.id),
        title=lambda setting: look.title(setting, record),
        description=lambda setting: look.description(setting, record),
        draw=lambda site, setting: site.render(
            look.partial, page=look.view(setting, record), t=setting.t
        ),
        data=lambda annotations, setting: look.data(annotations, setting, record),
        kind=look.kind(record),
        picture=lambda setting: look.picture(setting, record),
        card=lambda setting: look.card(setting, record),
    )


def _numbered(package: FiledRecord, title: Words) -> Words:
    return title.said(f"{package.id} {title}")


def _list_page(number: int, file: str) -> RecordPage:
    return RecordPage(
        path=addresses.outcomes_part(number),
        file=file,
        title=lambda setting: setting.own(part_title(setting, number)),
        description=lambda setting: setting.own(part_range(setting, number)),
        draw=lambda site, setting: site.render(
            "list-page",
            title=part_title(setting, number),
            range=part_range(setting, number),
            part=list_part(setting, number),
            t=setting.t,
        ),
        data=lambda annotations, setting: annotations.prose(setting, addresses.outcomes()),
        kind="website",
    )
