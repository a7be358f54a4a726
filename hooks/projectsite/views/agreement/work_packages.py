"""The work packages: a card, a page; and the objectives that they serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ... import addresses
from ...facts.folders import WORK_PACKAGES
from ...facts.model import Objective, WorkPackage
from ...page.downloads import FormatLink, sheet_link
from ...page.evidence import FactRow, SourceRow, fact_row, source_rows
from ...page.setting import Link, Setting
from ...words.text import Words
from ..news import NewsList, news_about
from ..outcomes import EXCERPT, OutcomeList, cluster_link, outcome_list, work_package_link
from .effort import EffortTable, effort_table
from .plan import PlanTable, months_form, plan_tables
from .promised import PromisedGroup, promised_group


@dataclass(frozen=True)
class WorkPackageCard:
    """One work package among equals."""

    id: str
    href: str
    title: Words
    short_title: Words
    summary: Words | None
    lead: FactRow


@dataclass(frozen=True)
class ObjectiveRow:
    """One specific objective, and who serves it."""

    id: str
    text: Words
    work_packages: tuple[Link, ...]


@dataclass(frozen=True)
class ObjectiveGroup:
    """An objective with its specific objectives."""

    id: str
    label: Words | None
    text: Words
    rows: tuple[ObjectiveRow, ...]


@dataclass(frozen=True)
class WorkPackagePage:
    """The page of one work package."""

    id: str
    title: Words
    summary: Words | None
    facts: tuple[FactRow, ...]
    objectives: tuple[ObjectiveRow, ...] | None
    """None where the project has no objectives at all."""
    plan: tuple[PlanTable, ...]
    """Its tasks, deliverables and milestones."""
    effort: EffortTable | None
    """The person-months of the partners in it."""
    promised: tuple[PromisedGroup, ...]
    """What it undertook, as one group of the table; none without any outcome of its own."""
    outcomes: OutcomeList
    news: NewsList | None
    """What the project tells of it; None where it tells nothing."""
    sources: tuple[SourceRow, ...]
    sheet: FormatLink | None
    """The same to print or send; None where no documents are made."""
    previous: Link | None
    next: Link | None


def work_package_cards(
    setting: Setting, packages: Iterable[WorkPackage]
) -> tuple[WorkPackageCard, ...]:
    return tuple(
        WorkPackageCard(
            id=package.id,
            href=setting.page(addresses.work_package(package.id)),
            title=setting.words(package.title),
            short_title=setting.words(package.label),
            summary=setting.optional_words(package.summary),
            lead=_lead_row(setting, package),
        )
        for package in packages
    )


def work_package_page(setting: Setting, package: WorkPackage) -> WorkPackagePage:
    project = setting.project
    served = (project.objectives[id] for id in package.objectives)
    packages = list(project.work_packages.values())
    at = packages.index(package)
    group = promised_group(setting, package, EXCERPT)
    outcomes = project.outcomes_where(work_package=package.id)
    return WorkPackagePage(
        id=package.id,
        title=setting.words(package.title),
        summary=setting.optional_words(package.summary),
        facts=tuple(_facts(setting, package)),
        # Beside each objective the other work packages: this one is the page itself.
        objectives=tuple(_objective_row(setting, o, besides=package) for o in served)
        if project.objectives
        else None,
        plan=plan_tables(setting, package=package.id),
        effort=effort_table(setting, package),
        promised=(group,) if group else (),
        outcomes=outcome_list(
            setting,
            [outcome for outcome in outcomes if not outcome.promised],
            level=0,
            limit=EXCERPT,
            total=len(outcomes),
            rest="browse.all_of_package",
            name=package.id,
            chosen={"work_package": package.id},
        ),
        news=news_about(setting, WORK_PACKAGES, package.id),
        sources=source_rows(setting, package.sources),
        sheet=sheet_link(setting, addresses.work_package(package.id)),
        previous=work_package_link(setting, packages[at - 1]) if at else None,
        next=work_package_link(setting, packages[at + 1]) if at + 1 < len(packages) else None,
    )


def objective_groups(setting: Setting) -> tuple[ObjectiveGroup, ...]:
    """Every objective with its specific objectives, in the order of the project document."""
    objectives = setting.project.objectives.values()
    return tuple(
        ObjectiveGroup(
            id=objective.id,
            label=setting.optional_words(objective.label),
            text=setting.words(objective.text),
            rows=tuple(_objective_row(setting, o) for o in objectives if o.parent == objective.id),
        )
        for objective in objectives
        if objective.parent is None
    )


def objective_sources(setting: Setting) -> tuple[SourceRow, ...]:
    """The sources of all objectives, each once."""
    sources = dict.fromkeys(s for o in setting.project.objectives.values() for s in o.sources)
    return source_rows(setting, sources)


def _facts(setting: Setting, package: WorkPackage) -> Iterator[FactRow]:
    yield _lead_row(setting, package)
    if package.start and package.end:
        when = months_form(setting, package.start, package.end)
        yield fact_row(setting, package, "start", "plan.runs", when)


def _lead_row(setting: Setting, package: WorkPackage) -> FactRow:
    link = cluster_link(setting, setting.project.clusters[package.lead])
    return fact_row(setting, package, "lead", "work_package.lead", link)


def _objective_row(
    setting: Setting, objective: Objective, besides: WorkPackage | None = None
) -> ObjectiveRow:
    packages = setting.project.work_packages_of[objective.id]
    links = tuple(
        work_package_link(setting, package) for package in packages if package is not besides
    )
    return ObjectiveRow(objective.id, setting.words(objective.text), links)
