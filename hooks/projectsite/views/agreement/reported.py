"""The facts of publications, results, activities and indicators."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ... import addresses
from ...facts.plan import Deliverable, Planned
from ...facts.results import Activity, Indicator, Publication, Result
from ...page.evidence import FactRow, fact_row
from ...page.setting import Link, Setting
from ...words.dates import PartialDate
from ...words.forms import date_form, number_form
from ...words.text import LocalisedText
from ...words.web import doi_url, shown_address


def reported_facts(setting: Setting, record: Planned) -> Iterator[FactRow]:
    """The facts of a record, each beside its label."""
    match record:
        case Publication():
            yield from _publication_facts(setting, record)
        case Result():
            yield from _result_facts(setting, record)
        case Activity():
            yield from _activity_facts(setting, record)
        case Indicator():
            yield from _indicator_facts(setting, record)


def _publication_facts(setting: Setting, record: Publication) -> Iterator[FactRow]:
    row, own, t = partial(fact_row, setting, record), setting.own, setting.t
    yield row("authors", "publication.authors", *(Link(own(name)) for name in record.authors))
    yield row("venue", "publication.venue", Link(own(record.venue)))
    yield row("date", "publication.date", _date(setting, record.date))
    if record.doi:
        yield row("doi", "plan.doi", Link(own(record.doi), doi_url(record.doi)))
    if record.url:
        yield row("url", "publication.url", Link(own(shown_address(record.url)), record.url))
    access = t("publication.open" if record.open_access else "publication.closed")
    yield row("open_access", "publication.access", Link(own(access)))


def _result_facts(setting: Setting, record: Result) -> Iterator[FactRow]:
    row, own, project = partial(fact_row, setting, record), setting.own, setting.project
    yield row("users", "result.users", Link(setting.words(record.users)))
    if record.readiness:
        yield row("readiness", "result.readiness", Link(own(str(record.readiness))))
    if record.licence:
        yield row("licence", "result.licence", Link(own(record.licence)))
    if url := record.website:
        yield row("website", "cluster.website", Link(own(shown_address(url)), url))
    if record.deliverables:
        found = (project.by_id(Deliverable)[id] for id in record.deliverables)
        links = (Link(own(d.id), setting.page(addresses.of_record(d))) for d in found)
        yield row("deliverables", "deliverable.all", *links)


def _activity_facts(setting: Setting, record: Activity) -> Iterator[FactRow]:
    row, own, t = partial(fact_row, setting, record), setting.own, setting.t
    yield row("purpose", "activity.purpose", Link(own(t(f"purpose.{record.purpose}"))))
    if record.date:
        yield row("date", "outcome.when", _date(setting, record.date))
    yield row("channel", "activity.channel", _said(setting, record.channel))
    yield row("audience", "activity.audience", _said(setting, record.audience))
    if record.reach:
        yield row("reach", "activity.reach", Link(own(number_form(record.reach, setting.locale))))
    if record.why:
        yield row("why", "activity.why", _said(setting, record.why))


def _indicator_facts(setting: Setting, record: Indicator) -> Iterator[FactRow]:
    row, own, project = partial(fact_row, setting, record), setting.own, setting.project
    locale, start = setting.locale, project.facts.start
    yield row("target", "indicator.target", Link(own(number_form(record.target, locale))))
    yield row("by", "indicator.by", _date(setting, record.by.in_calendar(start)))
    value = project.value_of(record)
    if value is not None:
        fact = "counts" if record.counts else "value"
        yield row(fact, "indicator.value", Link(own(number_form(value, locale))))
    if record.measured:
        yield row("measured", "indicator.measured", _date(setting, record.measured))
    if record.counts:
        found = project.counted(record)
        links = (Link(setting.words(o.title), setting.page(addresses.outcome(o.id))) for o in found)
        yield (
            FactRow(setting.t("indicator.counted"), tuple(links))
            if found
            else FactRow(setting.t("indicator.counted"), (Link(own(number_form(0, locale))),))
        )


def _date(setting: Setting, given: PartialDate) -> Link:
    return Link(setting.own(date_form(given, setting.locale)))


def _said(setting: Setting, text: LocalisedText) -> Link:
    return Link(setting.words(text))
