"""Which pages the records become, in the language of a setting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from .. import addresses
from ..facts.model import Cluster, Outcome, WorkPackage
from ..facts.project import Project
from ..files.layout import record_file
from ..formats.page_data import Annotations, PageData
from ..page.setting import Setting
from ..site import Site
from ..views.browse import list_part, part_range, part_title, parts
from ..views.clusters import cluster_page
from ..views.outcomes import outcome_page
from ..views.work_packages import work_package_page
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
    kind: str = "article"
    """The Open Graph type: website or article."""

    @property
    def source(self) -> str:
        """The name of the Markdown file that MkDocs is told about: work-packages/wp1.md."""
        return self.path.rstrip("/") + ".md"


def record_pages(project: Project) -> Iterator[RecordPage]:
    """The pages of work packages and clusters: few, so the theme draws each."""
    for package in project.work_packages.values():
        yield _work_package_page(package)
    for cluster in project.clusters.values():
        yield _cluster_page(cluster)


def outcome_pages(project: Project) -> Iterator[RecordPage]:
    """The pages of outcomes: many, so they are poured (see pouring.py)."""
    for outcome in project.chronicle:
        yield outcome_page_of(outcome)


def list_pages(site: Site, locale: Locale) -> Iterator[RecordPage]:
    """The pages on which a long list of outcomes goes on, after the page of prose that begins it;
    poured as well. They are edited where that page is."""
    begins = addresses.outcomes()
    files = {page.locale: page.file for page in site.prose if page.path == begins}
    file = files.get(locale) or files.get(site.project.default_locale)
    if file:
        for number in range(2, parts(len(site.project.listed)) + 1):
            yield _list_page(number, file)


def _work_package_page(package: WorkPackage) -> RecordPage:
    return RecordPage(
        path=addresses.work_package(package.slug),
        file=record_file("work_packages", package.slug),
        title=lambda setting: _numbered(package, setting.words(package.short_title)),
        description=lambda setting: setting.words(package.title),
        draw=lambda site, setting: site.render(
            "work-package", page=work_package_page(setting, package), t=setting.t
        ),
        data=lambda annotations, setting: annotations.work_package(setting, package),
    )


def _numbered(package: WorkPackage, title: Words) -> Words:
    return title.said(f"{package.id} {title}")


def _cluster_page(cluster: Cluster) -> RecordPage:
    return RecordPage(
        path=addresses.cluster(cluster.id),
        file=record_file("clusters", cluster.id),
        title=lambda setting: setting.own(cluster.name),
        description=lambda setting: setting.words(cluster.summary),
        draw=lambda site, setting: site.render(
            "cluster", page=cluster_page(setting, cluster), t=setting.t
        ),
        data=lambda annotations, setting: annotations.cluster(setting, cluster),
    )


def outcome_page_of(outcome: Outcome) -> RecordPage:
    """The page of one outcome."""
    return RecordPage(
        path=addresses.outcome(outcome.id),
        file=record_file("outcomes", outcome.id),
        title=lambda setting: setting.words(outcome.title),
        description=lambda setting: setting.words(outcome.summary),
        draw=lambda site, setting: site.render(
            "outcome", page=outcome_page(setting, outcome), t=setting.t
        ),
        data=lambda annotations, setting: annotations.outcome(setting, outcome),
    )


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
