"""Outcomes: a line in a list, a list in groups, the facts of one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from .. import addresses
from ..facts.model import Cluster, Outcome, ResultFile, WorkPackage
from ..facts.vocabulary import Relation, Status
from ..page.citation import took_place_online
from ..page.evidence import FactRow, fact_row
from ..page.setting import Link, Setting, once_a_record
from ..words.forms import country_name, date_form, language_name, machine_date, number_form
from ..words.text import Words

LISTED = 100
"""How many outcomes a list on any page holds; the list of all leads to the others."""

EXCERPT = 20
"""How many the page of a work package or cluster holds."""


@dataclass(frozen=True)
class OutcomeRow:
    """One line of a list of outcomes."""

    title: Words
    summary: Words
    href: str
    when: str
    """Readable and localised: 25–28 April 2017; “Date not known” where it is not; “Planned” where
    there is none yet."""
    datetime: str | None
    """The first day, month or year for machines; None when the date is not known."""
    tag: str
    """Type, work package, and status unless done or said instead of a date: Training · WP1."""


@dataclass(frozen=True)
class OutcomeGroup:
    """The outcomes of one relation to the project."""

    relation: Relation
    title: str
    note: str
    rows: tuple[OutcomeRow, ...]
    """May be empty where a list goes on elsewhere: the script fills the group when needed."""


@dataclass(frozen=True)
class OutcomeList:
    """Outcomes, the project's own first."""

    groups: tuple[OutcomeGroup, ...]
    level: int
    """Of the groups' headings, 2 or 3; 0 for none, as where all are the project's own."""
    more: Link | None
    """To the whole list, where this one is a part of it."""


@once_a_record
def outcome_row(setting: Setting, outcome: Outcome) -> OutcomeRow:
    t = setting.t
    tags = [t(f"type.{outcome.type}")]
    if outcome.work_package and outcome.relation is not Relation.CONTEXT:
        tags.append(outcome.work_package)
    # Where it stands in the place of the date, it is said.
    if outcome.status is not Status.DONE and not _undated_plan(outcome):
        tags.append(t(f"status.{outcome.status}"))
    return OutcomeRow(
        title=setting.words(outcome.title),
        summary=setting.words(outcome.summary),
        href=setting.page(addresses.outcome(outcome.id)),
        when=when_of(setting, outcome),
        datetime=machine_date(outcome.date) if outcome.date else None,
        tag=" · ".join(tags),
    )


def outcome_list(
    setting: Setting,
    outcomes: Sequence[Outcome],
    *,
    level: int,
    whole: bool = True,
    limit: int = LISTED,
    rest: str = "browse.all_fitting",
    total: int = 0,
    name: str = "",
    chosen: Mapping[str, str] = MappingProxyType({}),
) -> OutcomeList:
    """A list in groups by relation; a list that is not whole leads to all outcomes.

    One longer than the limit is cut, and leads to those that are `chosen` (in the address of the
    list: work_package="WP2"), by a sentence with the key `rest`, which may name them ({name}). So
    does one that leaves out some of `total`.
    """
    # Cut before rows are made: at 2,000 outcomes a page would make them all for nothing.
    groups = outcome_groups(setting, outcomes[:limit])
    if all(group.relation is Relation.PROJECT for group in groups):
        level = 0  # a single group needs no heading
    more = None
    everything = len(setting.project.listed)
    if not whole and everything:
        text = counted(setting, "outcome.all", everything)
        more = Link(setting.own(text), setting.page(addresses.outcomes()))
    elif (total := total or len(outcomes)) > min(len(outcomes), limit):
        text = counted(setting, rest, total, name=name)
        more = Link(setting.own(text), setting.page(addresses.outcomes_where(**chosen)))
    return OutcomeList(groups, level, more)


def outcome_groups(
    setting: Setting, outcomes: Iterable[Outcome], *, also: Container[Relation] = ()
) -> tuple[OutcomeGroup, ...]:
    """Outcomes by relation; groups without any are left out, but for those of some relations."""
    t = setting.t
    rows: dict[Relation, list[OutcomeRow]] = {relation: [] for relation in Relation}
    for outcome in outcomes:
        rows[outcome.relation].append(outcome_row(setting, outcome))
    return tuple(
        OutcomeGroup(relation, t(f"relation.{relation}"), t(f"relation.{relation}_note"), (*own,))
        for relation, own in rows.items()
        if own or relation in also
    )


def counted(setting: Setting, key: str, count: int, **values: str) -> str:
    """A counting sentence: the whole number picks the form, its local form is what is read."""
    # 2,000 picks the plural form of 2000, which the written number could not tell.
    text = setting.t(key, count=count, **values)
    return text.replace(str(count), number_form(count, setting.locale))


def when_of(setting: Setting, outcome: Outcome) -> str:
    """When it was, readable and localised; in words where no source says, or it is yet to come."""
    if outcome.date:
        return date_form(outcome.date, setting.locale)
    yet_to_come = _undated_plan(outcome)
    return setting.t(f"status.{outcome.status}" if yet_to_come else "outcome.date_unknown")


def _undated_plan(outcome: Outcome) -> bool:
    """Whether it has no date because no source says that it took place."""
    return not outcome.date and outcome.is_open


def outcome_facts(setting: Setting, outcome: Outcome) -> Iterable[FactRow]:
    """The facts of an outcome, each beside its label."""
    project, t, own = setting.project, setting.t, setting.own
    row = partial(fact_row, setting, outcome)
    if outcome.relation is not Relation.PROJECT:
        note = own(t(f"relation.{outcome.relation}_note"))
        yield row(
            "relation", "outcome.relation", Link(own(t(f"relation.{outcome.relation}")), None, note)
        )
    if not _undated_plan(outcome):
        yield row("date", "outcome.when", Link(own(when_of(setting, outcome))))
    if outcome.place or outcome.country:
        yield row("place", "outcome.where", *_place(setting, outcome))
    yield from _work_package(setting, outcome)
    if outcome.clusters:
        links = (cluster_link(setting, project.clusters[id]) for id in outcome.clusters)
        yield row("clusters", "outcome.clusters", *links)
    if outcome.participants:
        yield row("participants", "outcome.participants", Link(setting.words(outcome.participants)))
    status = outcome.status
    note_or_none = own(t(f"status.{status}_note")) if status.has_note else None
    yield row("status", "outcome.status", Link(own(t(f"status.{status}")), None, note_or_none))
    if outcome.languages and not outcome.is_open:
        names = (own(language_name(code, setting.locale)) for code in outcome.languages)
        yield row("languages", "outcome.languages", *(Link(name) for name in names))
    if outcome.files:
        yield row("files", "outcome.files", *(_download(setting, item) for item in outcome.files))
    yield from _beside(setting, outcome)


def _work_package(setting: Setting, outcome: Outcome) -> Iterable[FactRow]:
    """The work package, and the objectives that it serves."""
    if not outcome.work_package:
        return
    package = setting.project.work_packages[outcome.work_package]
    link = work_package_link(setting, package)
    yield fact_row(setting, outcome, "work_package", "outcome.work_package", link)
    if objectives := _objectives(setting, package):
        yield FactRow(setting.t("outcome.objectives"), objectives)


def _beside(setting: Setting, outcome: Outcome) -> Iterable[FactRow]:
    """What of the plan it shows, and other outcomes that it names."""
    project, t = setting.project, setting.t
    if planned := project.shown_by.get(outcome.id):
        links = (Link(setting.own(p.id), setting.page(addresses.of_record(p))) for p in planned)
        yield FactRow(t("outcome.shows"), tuple(links))
    for fact, label, others in (
        ("about", "outcome.about", outcome.about),
        ("repeats", "outcome.repeats", outcome.repeats),
        ("follows", "outcome.follows", outcome.follows),
    ):
        if others:
            rows = [outcome_row(setting, project.outcomes[id]) for id in others]
            yield fact_row(setting, outcome, fact, label, *(Link(r.title, r.href) for r in rows))


@once_a_record
def work_package_link(setting: Setting, package: WorkPackage) -> Link:
    href = setting.page(addresses.work_package(package.id))
    return Link(setting.own(package.id), href, setting.words(package.label))


@once_a_record
def _objectives(setting: Setting, package: WorkPackage) -> tuple[Link, ...]:
    """What an outcome serves through its work package, whose page explains each objective."""
    href = setting.page(addresses.work_package(package.id))
    note = setting.own(setting.t("outcome.objectives_note"))
    last = len(package.objectives) - 1
    return tuple(
        Link(setting.own(id), f"{href}#{id}", note if at == last else None)
        for at, id in enumerate(package.objectives)
    )


@once_a_record
def cluster_link(setting: Setting, cluster: Cluster) -> Link:
    return Link(setting.own(cluster.name), setting.page(addresses.cluster(cluster.id)))


def _download(setting: Setting, item: ResultFile) -> Link:
    """A file with its format and language: Slides (PDF, English)."""
    about = [item.file.rpartition(".")[2].upper()]
    if item.language:
        about.append(language_name(item.language, setting.locale))
    href = setting.asset(f"assets/{item.file}")
    return Link(setting.words(item.title), href, setting.own(f"({', '.join(about)})"))


def _place(setting: Setting, outcome: Outcome) -> Iterable[Link]:
    if outcome.place:
        yield Link(setting.words(outcome.place))
    # A page on the web is in no country, whoever published it.
    if outcome.country and not (outcome.place and took_place_online(outcome.place, setting.t)):
        yield Link(setting.own(country_name(outcome.country, setting.locale)))
