"""The clusters: a card, a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from .. import addresses
from ..facts.folders import CLUSTERS
from ..facts.model import Cluster, Contact
from ..facts.vocabulary import Hue
from ..page.downloads import FormatLink, sheet_link
from ..page.evidence import FactRow, SourceRow, fact_row, source_rows
from ..page.setting import Link, Setting
from ..words.forms import country_name, date_form, language_name, number_form
from ..words.text import Words
from ..words.web import shown_address
from .agreement.plan import PlanTable, plan_tables
from .drawings.ladder import LadderLane, ladder_lane
from .news import NewsList, news_about
from .outcomes import LISTED, OutcomeList, cluster_link, outcome_list, work_package_link


@dataclass(frozen=True)
class ClusterCard:
    """One cluster among equals."""

    name: str
    short: str
    """What the map calls it; empty where that is its name."""
    href: str
    logo: str
    """The address of its logo; empty where it has none."""
    field: Words | None
    hue: Hue
    place: str
    """Town and country."""
    card: Words | None
    """What it does in the project."""


@dataclass(frozen=True)
class ClusterPage:
    """The page of one cluster."""

    name: str
    logo: str
    """The address of its logo; empty where it has none."""
    field: Words | None
    hue: Hue
    summary: Words | None
    story: tuple[tuple[str, Words], ...]
    """Before, during and after the project: a heading and a paragraph each."""
    lane: LadderLane | None
    """The labels that it held, drawn; None where it held none."""
    facts: tuple[FactRow, ...]
    remark: Words | None
    contacts: tuple[ContactCard, ...]
    plan: tuple[PlanTable, ...]
    """The tasks, deliverables and milestones that it leads."""
    outcomes: OutcomeList
    news: NewsList | None
    """What the project tells of it; None where it tells nothing."""
    sources: tuple[SourceRow, ...]
    sheet: FormatLink | None
    """The same to print or send; None where no documents are made."""


def cluster_cards(setting: Setting, clusters: Iterable[Cluster]) -> tuple[ClusterCard, ...]:
    return tuple(
        ClusterCard(
            name=cluster.name,
            short=cluster.abbreviation or "",
            href=setting.page(addresses.cluster(cluster.id)),
            logo=_logo(setting, cluster),
            field=setting.optional_words(cluster.field),
            hue=setting.project.hues[cluster.id],
            place=place_of(setting, cluster),
            card=setting.optional_words(cluster.card),
        )
        for cluster in clusters
    )


def _logo(setting: Setting, cluster: Cluster) -> str:
    return setting.asset(addresses.asset(cluster.logo)) if cluster.logo else ""


def place_of(setting: Setting, cluster: Cluster) -> str:
    """Town and country; the country alone where no town is known."""
    town = [str(setting.words(cluster.city))] if cluster.city else []
    return ", ".join([*town, country_name(cluster.country, setting.locale)])


def cluster_description(setting: Setting, cluster: Cluster) -> Words:
    """Its summary, or its name and place: for search engines."""
    if cluster.summary:
        return setting.words(cluster.summary)
    acronym = setting.project.facts.acronym
    return setting.own(f"{cluster.name}, {place_of(setting, cluster)} ({acronym})")


def cluster_page(setting: Setting, cluster: Cluster) -> ClusterPage:
    project = setting.project
    contacts = project.contacts_of(cluster.id)
    return ClusterPage(
        name=cluster.name,
        logo=_logo(setting, cluster),
        field=setting.optional_words(cluster.field),
        hue=project.hues[cluster.id],
        summary=setting.optional_words(cluster.summary),
        story=tuple(_story(setting, cluster)),
        lane=ladder_lane(setting, cluster),
        facts=tuple(_facts(setting, cluster)),
        remark=setting.optional_words(cluster.remark),
        contacts=tuple(contact_card(setting, contact) for contact in contacts),
        plan=plan_tables(setting, lead=cluster.id),
        outcomes=outcome_list(
            setting,
            project.outcomes_where(cluster=cluster.id),
            level=3,
            limit=LISTED,
            rest="browse.all_of_cluster",
            name=cluster.name,
            chosen={"cluster": cluster.id},
        ),
        news=news_about(setting, CLUSTERS, cluster.id),
        sources=source_rows(setting, cluster.sources),
        sheet=sheet_link(setting, addresses.cluster(cluster.id)),
    )


def _story(setting: Setting, cluster: Cluster) -> Iterable[tuple[str, Words]]:
    for heading, text in (
        ("cluster.before", cluster.before),
        ("cluster.during", cluster.during),
        ("cluster.after", cluster.after),
    ):
        if text:
            yield setting.t(heading), setting.words(text)


def _facts(setting: Setting, cluster: Cluster) -> Iterable[FactRow]:
    project, t, own = setting.project, setting.t, setting.own
    row = partial(fact_row, setting, cluster)
    coordinates = cluster.id == project.facts.coordinator
    role = t("cluster.coordinator") if coordinates else t("cluster.partner")
    yield row("role", "cluster.role", Link(own(role)))
    if project.leads_of(cluster.id):
        yield _leads_row(setting, cluster)
    if months := project.effort_of(cluster=cluster.id):
        yield FactRow(t("effort.title"), (Link(own(number_form(months, setting.locale))),))
    for fact, label, day in (
        ("joined", "cluster.joined", cluster.joined),
        ("left", "cluster.left", cluster.left),
    ):
        if day:
            yield row(fact, label, Link(own(date_form(day, setting.locale))))
    yield from _told(setting, cluster)
    partnerships = project.partnerships_of(cluster.id)
    if partnerships:
        page = setting.page("project/")
        links = (Link(own(p.name), page, setting.words(p.title)) for p in partnerships)
        yield row("partnerships", "cluster.partnerships", *links)


def _told(setting: Setting, cluster: Cluster) -> Iterable[FactRow]:
    """What its own record tells of it."""
    own = setting.own
    row = partial(fact_row, setting, cluster)
    if cluster.legal_name:
        yield row("legal_name", "cluster.legal_name", Link(own(cluster.legal_name)))
    country = own(country_name(cluster.country, setting.locale))
    known = [text for text in (cluster.city, cluster.region) if text]
    place = [*(Link(setting.words(text)) for text in known), Link(country)]
    yield row("city" if cluster.city else "country", "cluster.place", *place)
    if cluster.website:
        host = shown_address(cluster.website)
        yield row("website", "cluster.website", Link(own(host), cluster.website))
    if cluster.founded:
        yield row("founded", "cluster.founded", Link(own(cluster.founded)))
    for fact, label, text in (
        ("members", "cluster.members", cluster.members),
        ("label", "cluster.label", cluster.label),
        ("successor", "cluster.successor", cluster.successor),
    ):
        if text:
            yield row(fact, label, Link(setting.words(text)))
    if cluster.languages:
        names = (own(language_name(code, setting.locale)) for code in cluster.languages)
        yield row("languages", "cluster.languages", *(Link(name) for name in names))
    if cluster.ror:
        yield row("ror", "cluster.ror", Link(own(cluster.ror), f"https://ror.org/{cluster.ror}"))


def _leads_row(setting: Setting, cluster: Cluster) -> FactRow:
    """The work packages it leads; whether that is inferred is a fact of the work package."""
    packages = setting.project.leads_of(cluster.id)
    links = tuple(work_package_link(setting, package) for package in packages)
    inferred = [package for package in packages if package.inference("lead")]
    if not inferred:
        return FactRow(setting.t("cluster.leads"), links)
    return fact_row(setting, inferred[0], "lead", "cluster.leads", *links)


@dataclass(frozen=True)
class ContactCard:
    """One contact. The address stays in the form name(@)host; a script opens the mail program."""

    id: str
    name: str
    role: Words | None
    cluster: Link
    email: str
    """Empty where an archive leaves it out."""
    links: tuple[Link, ...]
    """The person elsewhere: a page, and the ORCID iD."""
    card: str
    """The address of the contact as a vCard, which holds no e-mail address."""


def contact_card(setting: Setting, contact: Contact) -> ContactCard:
    return ContactCard(
        id=contact.id,
        name=contact.name,
        role=setting.optional_words(contact.role),
        cluster=cluster_link(setting, setting.project.clusters[contact.cluster]),
        email=contact.address,
        links=tuple(_elsewhere(setting, contact)),
        card=setting.asset(addresses.contact_card(contact.id)),
    )


def _elsewhere(setting: Setting, contact: Contact) -> Iterable[Link]:
    if contact.homepage:
        yield Link(setting.own(shown_address(contact.homepage)), contact.homepage)
    if contact.orcid:
        yield Link(setting.own(f"orcid.org/{contact.orcid}"), f"https://orcid.org/{contact.orcid}")
