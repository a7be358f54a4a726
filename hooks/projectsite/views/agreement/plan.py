"""Deliverables, milestones and tasks: a table of each, and a page for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ... import addresses
from ...facts.folders import (
    ACTIVITIES,
    DELIVERABLES,
    INDICATORS,
    MILESTONES,
    PLAN,
    PUBLICATIONS,
    RESULTS,
    TASKS,
    Kind,
    kind_of,
)
from ...facts.plan import Deliverable, Milestone, Planned, Task
from ...facts.results import Activity, Indicator, Publication, Result
from ...facts.vocabulary import Known, Stage
from ...page.evidence import FactRow, SourceRow, fact_row, source_rows
from ...page.setting import Link, Setting, once_a_record
from ...words.dates import PartialDate, PlannedDate
from ...words.forms import date_form, number_form
from ...words.text import Words
from ...words.web import doi_url
from ..outcomes import EXCERPT, OutcomeList, cluster_link, outcome_list, work_package_link
from .reported import reported_facts

_NAMES: Mapping[Kind, tuple[str, str]] = {
    DELIVERABLES: ("deliverable.one", "deliverable.all"),
    MILESTONES: ("milestone.one", "milestone.all"),
    TASKS: ("task.one", "task.all"),
    PUBLICATIONS: ("publication.one", "publication.all"),
    RESULTS: ("result.one", "result.all"),
    ACTIVITIES: ("activity.one", "activity.all"),
    INDICATORS: ("indicator.one", "indicator.all"),
}
"""The words for one and for all."""


_TIMES: Mapping[Kind, str] = {
    DELIVERABLES: "plan.due",
    MILESTONES: "plan.due",
    TASKS: "plan.runs",
    PUBLICATIONS: "publication.date",
    RESULTS: "result.users",
    ACTIVITIES: "outcome.when",
    INDICATORS: "indicator.target",
}
"""The words for what stands in the column of the time."""

CODE_LISTS = ("nature", "level")
"""Parts of the words that say what a code of the programme means; a code may have none."""


@dataclass(frozen=True)
class PlanRow:
    """One deliverable, milestone or task in a table."""

    code: str
    """Its code in the grant agreement; empty for what has none."""
    title: Words
    href: str
    package: Link | None
    lead: Link | None
    when: Link
    """When it is due, or from when to when it runs, by the months of the project where the plan
    counts by them, with the months of the calendar as the hint."""
    came: str
    """When it came, where that is known; empty until then."""
    stage: str
    """How far it has come, in a word."""
    mark: Known


@dataclass(frozen=True)
class PlanTable:
    """All records of a kind, or those of one work package."""

    one: str
    all: str
    """What it is called, and what all of them are."""
    time: str
    """What the column of the time is called."""
    rows: tuple[PlanRow, ...]
    packages: bool
    """Whether the rows say to which work package they belong."""
    leads: bool
    """Whether any row says who leads it."""


@dataclass(frozen=True)
class PlanPage:
    """The page of one deliverable, milestone or task."""

    one: str
    all: str
    code: str
    title: Words
    summary: Words | None
    stage: str
    mark: Known
    facts: tuple[FactRow, ...]
    remark: Words | None
    outcomes: OutcomeList | None
    """What is evidence of it."""
    sources: tuple[SourceRow, ...]
    listed: Link
    """Where all of its kind stand."""
    previous: Link | None
    next: Link | None


def plan_table(
    setting: Setting,
    kind: Kind,
    records: Iterable[Planned],
    *,
    package: bool = False,
    lead: bool = False,
) -> PlanTable:
    """A table of records of one kind; of one work package, or led by one cluster, without the
    column that would say the same in each row."""
    rows = tuple(_row(setting, record) for record in records)
    one, many = map(setting.t, _NAMES[kind])
    return PlanTable(
        one=one,
        all=many,
        time=setting.t(_TIMES[kind]),
        rows=rows,
        packages=not package and any(row.package for row in rows),
        leads=not lead and any(row.lead for row in rows),
    )


def plan_tables(setting: Setting, *, package: str = "", lead: str = "") -> tuple[PlanTable, ...]:
    """What a work package has of each kind, or what a cluster leads; without the kinds of which
    there are none."""
    tables = []
    for kind in (TASKS, *(kind for kind in PLAN if kind is not TASKS)):
        found: Sequence[Planned] = setting.project.planned(kind, package)
        if lead:
            led = setting.project.led_by.get(lead, ())
            found = [record for record in led if kind_of(record) is kind]
        if found:
            tables.append(plan_table(setting, kind, found, package=bool(package), lead=bool(lead)))
    return tuple(tables)


def plan_page(setting: Setting, record: Planned) -> PlanPage:
    kind, stage = kind_of(record), _stage(setting, record)
    before, after = setting.project.beside[record.id]
    one, many = map(setting.t, _NAMES[kind])
    outcomes = [setting.project.outcomes[id] for id in record.shown_by]
    summary = record.__dict__.get("summary")
    return PlanPage(
        one=one,
        all=many,
        code=code_of(record),
        title=title_of(setting, record),
        summary=setting.optional_words(summary),
        stage=setting.t(f"stage.{stage}"),
        mark=stage.drawn_as,
        facts=tuple(_facts(setting, record)),
        remark=setting.optional_words(record.remark),
        outcomes=outcome_list(setting, outcomes, level=0, limit=EXCERPT) if outcomes else None,
        sources=source_rows(setting, record.sources),
        listed=_listed(setting, kind),
        previous=plan_link(setting, before) if before else None,
        next=plan_link(setting, after) if after else None,
    )


@once_a_record
def plan_link(setting: Setting, record: Planned) -> Link:
    """The code, which leads to the page, and the title beside it; of what has none the title."""
    href, title = setting.page(addresses.of_record(record)), title_of(setting, record)
    code = code_of(record)
    return Link(setting.own(code), href, title) if code else Link(title, href)


def code_of(record: Planned) -> str:
    """D2.1; empty for what has no code in the grant agreement."""
    return record.id if record.id[:1].isupper() else ""


def page_title(setting: Setting, record: Planned) -> Words:
    """Code and title, where it has a code."""
    title, code = title_of(setting, record), code_of(record)
    return title.said(f"{code} {title}") if code else title


def plan_description(setting: Setting, record: Planned) -> Words:
    """Its summary, or what it is and when: for search engines."""
    summary, code = record.__dict__.get("summary"), code_of(record)
    if summary or not code:
        return setting.words(summary) if summary else title_of(setting, record)
    kind, when = setting.t(_NAMES[kind_of(record)][0]), _when(setting, record)
    text = f"{kind} {code}, {setting.project.facts.acronym}: {when.hint or when.text}"
    return setting.own(text)


def _listed(setting: Setting, kind: Kind) -> Link:
    """The page on which the plan stands, where the project has one."""
    label = setting.own(setting.t(_NAMES[kind][1]))
    path = addresses.plan() if kind in (DELIVERABLES, MILESTONES, TASKS) else addresses.progress()
    return Link(label, setting.page(path) if path in setting.edition.pages else None)


def title_of(setting: Setting, record: Planned) -> Words:
    """Its title, in the language of the page."""
    title = record.called
    return setting.own(title) if isinstance(title, str) else setting.words(title)


def _stage(setting: Setting, record: Planned) -> Stage:
    return setting.project.stage_of(record, setting.edition.moment.date())


@once_a_record
def _row(setting: Setting, record: Planned) -> PlanRow:
    project, stage = setting.project, _stage(setting, record)
    package, lead = record.__dict__["work_package"], record.__dict__["lead"]
    return PlanRow(
        code=code_of(record),
        title=title_of(setting, record),
        href=setting.page(addresses.of_record(record)),
        package=work_package_link(setting, project.work_packages[package]) if package else None,
        lead=cluster_link(setting, project.clusters[lead]) if lead else None,
        when=_when(setting, record),
        came=_came_form(setting, record),
        stage=setting.t(f"stage.{stage}"),
        mark=stage.drawn_as,
    )


def _figure(setting: Setting, indicator: Indicator) -> Link:
    """How much was promised, and by when."""
    by = indicator.by.in_calendar(setting.project.facts.start)
    own, locale = setting.own, setting.locale
    return Link(own(number_form(indicator.target, locale)), None, own(date_form(by, locale)))


def _came_form(setting: Setting, record: Planned) -> str:
    """When it came, or how much; empty for what has not come."""
    match record:
        case (
            Deliverable(delivered=PartialDate() as came) | Milestone(reached=PartialDate() as came)
        ):
            return date_form(came, setting.locale)
        case Indicator():
            value = setting.project.value_of(record)
            return "" if value is None else number_form(value, setting.locale)
    return ""


def _when(setting: Setting, record: Planned) -> Link:
    match record:
        case Deliverable() | Milestone():
            return _month(setting, record.due)
        case Task():
            return months_form(setting, record.start, record.end)
        case Publication():
            return date_link(setting, record.date)
        case Result():
            return Link(setting.words(record.users))
        case Activity():
            return date_link(setting, record.date) if record.date else Link(setting.own(""))
        case Indicator():
            return _figure(setting, record)
    raise ValueError(f"{record.id} is of no kind of the plan.")


def _month(setting: Setting, planned: PlannedDate) -> Link:
    own = setting.own
    when = own(date_form(planned.in_calendar(setting.project.facts.start), setting.locale))
    return Link(own(planned.text), None, when) if planned.month else Link(when)


def months_form(setting: Setting, *ends: PlannedDate) -> Link:
    """From when to when, by the months of the project where the plan counts by them."""
    start, own = setting.project.facts.start, setting.own
    dates = [date_form(end.in_calendar(start), setting.locale) for end in ends]
    span = own(setting.t("plan.span", start=dates[0], end=dates[1]))
    # Word joiners: browsers may break a line after an en dash.
    counted = "\u2060–\u2060".join(end.text for end in ends if end.month)
    return Link(own(counted), None, span) if all(end.month for end in ends) else Link(span)


def _facts(setting: Setting, record: Planned) -> Iterator[FactRow]:
    project, row = setting.project, partial(fact_row, setting, record)
    values = record.__dict__
    if package := values["work_package"]:
        link = work_package_link(setting, project.work_packages[package])
        yield row("work_package", "outcome.work_package", link)
    if lead := values["lead"]:
        yield row("lead", "work_package.lead", cluster_link(setting, project.clusters[lead]))
    match record:
        case Task():
            if record.participants:
                others = (cluster_link(setting, project.clusters[i]) for i in record.participants)
                yield row("participants", "outcome.participants", *others)
            yield row("start", "plan.runs", _when(setting, record))
        case Milestone():
            yield from _milestone_facts(setting, record)
        case Deliverable():
            yield from _deliverable_facts(setting, record)
        case _:
            yield from reported_facts(setting, record)
    if cancelled := values.get("cancelled"):
        yield row("cancelled", "plan.why_cancelled", Link(setting.words(cancelled)))


def _milestone_facts(setting: Setting, record: Milestone) -> Iterator[FactRow]:
    project, row = setting.project, partial(fact_row, setting, record)
    yield row("due", "plan.due", _month(setting, record.due))
    if record.reached:
        yield row("reached", "plan.reached", date_link(setting, record.reached))
    if record.late:
        yield row("late", "plan.why_late", Link(setting.words(record.late)))
    if record.verification:
        yield row("verification", "plan.verification", Link(setting.words(record.verification)))
    if record.deliverables:
        found = project.by_id(Deliverable)
        proofs = (plan_link(setting, found[id]) for id in record.deliverables)
        yield row("deliverables", "deliverable.all", *proofs)


def _deliverable_facts(setting: Setting, record: Deliverable) -> Iterator[FactRow]:
    row, t = partial(fact_row, setting, record), setting.t
    yield row("due", "plan.due", _month(setting, record.due))
    if record.delivered:
        yield row("delivered", "plan.delivered", date_link(setting, record.delivered))
    if record.accepted:
        yield row("accepted", "plan.accepted", date_link(setting, record.accepted))
    if record.late:
        yield row("late", "plan.why_late", Link(setting.words(record.late)))
    if record.nature:
        yield row("nature", "plan.nature", _coded(setting, "nature", record.nature))
    if record.level:
        yield row("level", "plan.level", _coded(setting, "level", record.level))
    if record.file and record.is_public:
        name = setting.own(f"({record.file.rpartition('.')[2].upper()})")
        href = setting.asset(addresses.asset(record.file))
        yield row("file", "outcome.files", Link(title_of(setting, record), href, name))
    if record.doi:
        link = Link(setting.own(record.doi), doi_url(record.doi))
        yield row("doi", "plan.doi", link)
    if record.superseded_by:
        other = setting.project.by_id(Deliverable)[record.superseded_by]
        yield row("superseded_by", "plan.superseded_by", plan_link(setting, other))
    if replaced := setting.project.replaced_by.get(record.id):
        yield FactRow(t("plan.replaces"), tuple(plan_link(setting, other) for other in replaced))
    if milestones := setting.project.proven_by.get(record.id):
        yield FactRow(t("milestone.all"), tuple(plan_link(setting, one) for one in milestones))


def date_link(setting: Setting, given: PartialDate) -> Link:
    """A date as its language writes it."""
    return Link(setting.own(date_form(given, setting.locale)))


def _coded(setting: Setting, section: str, code: str) -> Link:
    """A code of a list of the programme, in words of ours where there are any."""
    key = f"{section}.{code}"
    return Link(setting.own(code), None, setting.own(setting.t(key)) if key in setting.t else None)
