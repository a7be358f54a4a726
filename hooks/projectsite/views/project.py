"""The project as a whole: introduction, figures, partnerships, funding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..facts.model import Grant
from ..facts.programmes import programme
from ..page.evidence import FactRow, SourceRow, fact_row, source_rows
from ..page.setting import Link, Setting
from ..words.forms import country_name, money_form, number_form, year_span
from ..words.text import Words
from ..words.web import doi_url, shown_address
from .outcomes import cluster_link


@dataclass(frozen=True)
class Introduction:
    """What the project is."""

    acronym: str
    title: Words
    """In the page's language."""
    original: Words | None
    """The original title, where the page is in another language."""
    summary: Words
    consortium: Words


@dataclass(frozen=True)
class Figure:
    """A number and what it counts."""

    number: str
    label: str


@dataclass(frozen=True)
class PartnershipCard:
    """A partnership that clusters of the consortium belong to."""

    name: str
    title: Words
    summary: Words
    facts: tuple[FactRow, ...]
    remark: Words | None
    sources: tuple[SourceRow, ...]


def introduction(setting: Setting) -> Introduction:
    facts, default = setting.project.facts, setting.project.default_locale
    translated = setting.locale != default
    return Introduction(
        acronym=facts.acronym,
        title=setting.words(facts.title),
        original=Words(facts.title.root[default], default, setting.locale) if translated else None,
        summary=setting.words(facts.summary),
        consortium=setting.words(facts.consortium),
    )


def figures(setting: Setting) -> tuple[Figure, ...]:
    """Counted from the data: clusters, work packages, outcomes, months."""
    project = setting.project
    return (
        _clusters(setting),
        _figure(setting, len(project.work_packages), "figures.work_packages"),
        _figure(setting, len(project.listed), "figures.outcomes"),
        _figure(setting, project.facts.duration, "figures.months", years=_years(setting)),
    )


def in_short(setting: Setting) -> Words:
    """The project in a few words: 4 clusters in 4 countries, 2016–2018."""
    clusters = _clusters(setting)
    return setting.own(f"{clusters.number} {clusters.label}, {_years(setting)}")


def _clusters(setting: Setting) -> Figure:
    project = setting.project
    countries = len({cluster.country for cluster in project.clusters.values()})
    clusters = _figure(setting, len(project.clusters), "figures.clusters")
    # Each of the two numbers picks the form of its own noun.
    within = setting.t("figures.countries", count=countries, clusters=clusters.label)
    return Figure(clusters.number, within)


def _years(setting: Setting) -> str:
    facts = setting.project.facts
    # Word joiners: browsers may break a line after an en dash.
    return year_span(facts.start.year, facts.end.year, setting.locale, glue="\u2060")


def _figure(setting: Setting, number: int, key: str, **values: object) -> Figure:
    label = setting.t(key, count=number, **values)
    return Figure(number_form(number, setting.locale), label)


def grant_facts(setting: Setting) -> tuple[FactRow, ...]:
    """The programme, the call, the money, and where others tell of the project."""
    facts = setting.project.facts
    own, row = setting.own, partial(fact_row, setting, facts)
    rows = [row("programme", "grant.programme", Link(own(programme(facts.programme).name)))]
    if grant := facts.grant:
        rows += [row("grant", label, link) for label, link in _grant_values(setting, grant)]
        if grant.pages:
            links = (Link(own(shown_address(url)), url) for url in grant.pages)
            rows.append(row("grant", "grant.pages", *links))
    return tuple(rows)


def _grant_values(setting: Setting, grant: Grant) -> Iterator[tuple[str, Link]]:
    own = setting.own
    for label, text in (("grant.call", grant.call), ("grant.topic", grant.topic)):
        if text:
            yield label, Link(own(text))
    if grant.number:
        doi = doi_url(grant.doi) if grant.doi else None
        yield "grant.number", Link(own(grant.number), doi)
    if grant.agency:
        yield "grant.agency", Link(setting.words(grant.agency))
    for label, euros in (
        ("grant.budget", grant.budget),
        ("grant.contribution", grant.contribution),
    ):
        if euros:
            yield label, Link(own(money_form(euros, setting.locale)))


def partnership_cards(setting: Setting) -> tuple[PartnershipCard, ...]:
    project, own = setting.project, setting.own
    cards = []
    for partnership in project.partnerships.values():
        row = partial(fact_row, setting, partnership)
        clusters = (cluster_link(setting, project.clusters[id]) for id in partnership.clusters)
        rows = [row("clusters", "partnership.clusters", *clusters)]
        if leader := partnership.coordinator:
            rows.append(row("coordinator", "partnership.coordinator", Link(own(leader))))
        if partnership.other_members:
            members = (
                Link(own(f"{m.name} ({country_name(m.country, setting.locale)})"))
                for m in partnership.other_members
            )
            rows.append(row("other_members", "partnership.other_members", *members))
        cards.append(
            PartnershipCard(
                name=partnership.name,
                title=setting.words(partnership.title),
                summary=setting.words(partnership.summary),
                facts=tuple(rows),
                remark=setting.optional_words(partnership.remark),
                sources=source_rows(setting, partnership.sources),
            )
        )
    return tuple(cards)
