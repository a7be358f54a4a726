"""The plan and its report in the terms of schema.org.

| of the site | type | `@id` |
| --- | --- | --- |
| a deliverable | CreativeWork | /deliverables/d2-1/#deliverable |
| a milestone | Event | /milestones/ms3/#milestone |
| a task | Project | /tasks/t2-1/#task |
| a publication | ScholarlyArticle | /publications/light-at-night/#publication |
| a result | Product | /results/lamp-cards/#result |
| an activity | Event | /activities/river-fair/#activity |
| an indicator | Observation | /indicators/trained-planners/#indicator |
"""

from __future__ import annotations

from ... import addresses
from ...facts.folders import kind_of
from ...facts.plan import Deliverable, Milestone, Planned, Task
from ...facts.results import Activity, Indicator, Publication, Result
from ...facts.vocabulary import Known, State
from ...words.dates import PartialDate
from ...words.web import doi_url
from .entities import Entities
from .voice import Node, Voice, partial_date, ref

_STATUS = {State.CANCELLED: "EventCancelled", State.POSTPONED: "EventPostponed"}
"""What schema.org calls an event that does not take place as planned; of any other it is silent,
as EventScheduled would say of one that is past that it is still to come."""


def plan_nodes(entities: Entities, record: Planned) -> list[Node]:
    """The record, what it is a part of, and the partners that it names."""
    values, project = record.__dict__, entities.project
    package = entities.work_packages.get(values["work_package"] or "", project)
    ids = [id for id in (values["lead"], *values.get("participants", ())) if id]
    partners = [entities.clusters[id] for id in dict.fromkeys(ids)]
    around = [package] if package is project else [package, project]
    return [_node(entities, record, package, partners), *around, *partners]


def _node(entities: Entities, record: Planned, package: Node, partners: list[Node]) -> Node:
    members = [ref(partner) for partner in partners]
    made, by = ref(package), members or ref(package)
    match record:
        case Deliverable():
            told = {"@type": "CreativeWork", "producer": made, "creator": members}
            told |= _delivered(entities, record)
        case Milestone():
            came = record.reached or record.due.in_calendar(entities.start)
            told = _event(came, State.CANCELLED if record.cancelled else None, by)
        case Task():
            still = [member for member in members if member in entities.members.values()]
            told = {"@type": "Project", "parentOrganization": made, "member": still}
        case Publication():
            told = _article(record, made)
        case Result():
            told = {"@type": "Product", "category": entities.voice.say(record.users)}
        case Activity():
            told = _event(record.date, record.state, by)
        case Indicator():
            counted = {"@type": "Property", "name": entities.voice.say(record.title)}
            told = {"@type": "Observation", "measuredProperty": counted}
    node = _named(entities.voice, record) | told
    return {key: value for key, value in node.items() if value != []}


def _delivered(entities: Entities, record: Deliverable) -> Node:
    node: Node = {}
    if record.delivered and record.delivered.first <= entities.voice.edition.moment.date():
        # To the public, or to the funder alone.
        told = "datePublished" if record.is_public else "dateCreated"
        node[told] = partial_date(record.delivered)
    return node | _same_as(record)


def _event(day: PartialDate | None, state: State | None, by: list[Node] | Node) -> Node:
    node: Node = {"@type": "Event", "organizer": by}
    if day:
        node["startDate"] = partial_date(day)
        if day.precision == "span":
            node["endDate"] = partial_date(day, last=True)
    if state in _STATUS:
        node["eventStatus"] = f"https://schema.org/{_STATUS[state]}"
    return node


def _article(record: Publication, package: Node) -> Node:
    node: Node = {
        "@type": "ScholarlyArticle",
        "author": [{"@type": "Person", "name": name} for name in record.authors],
        "isAccessibleForFree": record.open_access,
        "datePublished": partial_date(record.date),
        "producer": package,
    }
    return node | _same_as(record)


def _same_as(record: Deliverable | Publication) -> Node:
    return {"sameAs": doi_url(record.doi)} if record.doi else {}


def _named(voice: Voice, record: Planned) -> Node:
    path, called = addresses.of_record(record), record.called
    project, day = voice.edition.project, voice.edition.moment.date()
    stage = project.stage_of(record, day)
    node: Node = {
        "@id": voice.id(path, kind_of(record).noun),
        "name": called if isinstance(called, str) else voice.say(called),
        "identifier": record.id,
        "url": voice.url(path),
    }
    # A date alone would say that it took place: a milestone has that on which it is due.
    if stage.drawn_as not in (Known.HAPPENED, Known.REPORTED):
        work = isinstance(record, Deliverable)
        node["creativeWorkStatus" if work else "disambiguatingDescription"] = voice.word(
            lambda t: t(*stage.words)
        )
    return node
