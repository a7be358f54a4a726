"""An outcome in the terms of schema.org.

A training is an EducationEvent, what takes place at some time an Event, a text a Report or the
fitting kind of CreativeWork. Only what takes place has a place. `about` leads to the project, the
work package and what a report is about. Whether a fact is inferred cannot be said in these terms;
pages and citations say it.
"""

from __future__ import annotations

from ... import addresses
from ...facts.model import Outcome
from ...facts.vocabulary import Form, Relation, Status
from ...page.citation import is_ours, took_place_online
from ...page.evidence import is_linked
from .entities import Entities
from .voice import Node, Voice, coordinates, partial_date, ref

_BODIES = {"Service", "Project"}
"""Types that have neither language nor contributors."""


def outcome_nodes(entities: Entities, outcome: Outcome) -> list[Node]:
    """The outcome, its page, and in brief all that both refer to."""
    voice = entities.voice
    kind = outcome.type.schema_type
    path = addresses.outcome(outcome.id)
    node: Node = {
        "@type": kind,
        "@id": voice.id(path, "outcome"),
        "name": voice.say(outcome.title),
        "description": voice.say(outcome.summary),
        "url": voice.url(path),
    }
    clusters = [entities.clusters[id] for id in outcome.clusters]
    subjects = _subjects(entities, outcome)
    if outcome.type.form is Form.EVENT:
        _tell_event(voice, node, outcome)
    elif kind == "Service":
        node["serviceType"] = voice.word(lambda t: t(f"type.{outcome.type}"))
    elif kind == "Project":
        if outcome.date:
            node["foundingDate"] = partial_date(outcome.date)
    else:
        _tell_work(entities, node, outcome)
    if clusters:
        # Not organizer: the records say who took part, not who organised.
        role = {"Service": "provider", "Project": "member"}.get(kind, "contributor")
        node[role] = [ref(cluster) for cluster in clusters]
    if kind not in _BODIES:
        if outcome.languages:
            node["inLanguage"] = list(outcome.languages)
        if subjects:
            node["about"] = [ref(subject) for subject in subjects]
    page = _page(entities, outcome, node)
    return [node, page, *subjects, *clusters, entities.website, entities.consortium]


def _subjects(entities: Entities, outcome: Outcome) -> list[Node]:
    """What an outcome is about, in brief."""
    found = []
    if outcome.relation is not Relation.CONTEXT:
        found.append(entities.project)
        if outcome.work_package:
            found.append(entities.work_packages[outcome.work_package])
    found.extend(brief(entities.voice, id) for id in outcome.about)
    return found


def brief(voice: Voice, id: str) -> Node:
    outcome = voice.edition.project.outcomes[id]
    path = addresses.outcome(id)
    return {
        "@type": outcome.type.schema_type,
        "@id": voice.id(path, "outcome"),
        "name": voice.say(outcome.title),
        "url": voice.url(path),
    }


def _tell_event(voice: Voice, node: Node, outcome: Outcome) -> None:
    if outcome.date:
        node["startDate"] = partial_date(outcome.date)
        if outcome.date.precision == "span":
            node["endDate"] = partial_date(outcome.date, last=True)
    place = _place(voice, outcome)
    if place:
        node["location"] = place
        if place["@type"] == "VirtualLocation":
            node["eventAttendanceMode"] = "https://schema.org/OnlineEventAttendanceMode"
    if outcome.files:
        node["workFeatured"] = _files(voice, outcome)
    if outcome.status is not Status.DONE:
        # The values of eventStatus say that an event was moved or cancelled; none says that it is
        # not known whether it took place.
        node["disambiguatingDescription"] = voice.word(lambda t: t(f"status.{outcome.status}"))


def _tell_work(entities: Entities, node: Node, outcome: Outcome) -> None:
    voice = entities.voice
    node["genre"] = voice.word(lambda t: t(f"type.{outcome.type}"))
    if outcome.date:
        node["datePublished"] = partial_date(outcome.date)
    # What is told on the sites of others was not written by the project.
    if is_ours(outcome):
        node["author"] = ref(entities.consortium)
        node["sourceOrganization"] = ref(entities.project)
    if outcome.status is not Status.DONE:
        node["creativeWorkStatus"] = voice.word(lambda t: t(f"status.{outcome.status}"))
    if outcome.files:
        node["associatedMedia"] = _files(voice, outcome)


def _place(voice: Voice, outcome: Outcome) -> Node | None:
    """Town and country; a country alone; nothing."""
    if outcome.place and took_place_online(outcome.place, voice.t):
        return {"@type": "VirtualLocation", "name": voice.say(outcome.place)}
    if not (outcome.place or outcome.country):
        return None
    address: Node = {"@type": "PostalAddress"}
    place: Node = {"@type": "Place", "address": address}
    if outcome.place:
        place["name"] = address["addressLocality"] = voice.say(outcome.place)
    if outcome.country:
        address["addressCountry"] = outcome.country
    if outcome.position:
        place["geo"] = coordinates(outcome.position)
    return place


def _files(voice: Voice, outcome: Outcome) -> list[Node]:
    found = []
    for item in outcome.files:
        file: Node = {
            "@type": "MediaObject",
            "name": voice.say(item.title),
            "contentUrl": voice.edition.site_url + addresses.asset(item.file),
        }
        if item.language:
            file["inLanguage"] = item.language
        found.append(file)
    return found


def _page(entities: Entities, outcome: Outcome, node: Node) -> Node:
    """The page of this site about the outcome: it rests on the sources, which may be linked.

    Where it is not translated, it is the page in the default language that counts.
    """
    voice = entities.voice
    spoken = voice.language_of(addresses.outcome(outcome.id))
    translated = voice.locale in (None, spoken)
    page: Node = {
        "@type": "WebPage",
        "@id": node["url"],
        "url": node["url"],
        "name": node["name"] if translated else voice.original(outcome.title),
        "inLanguage": spoken,
        "mainEntity": ref(node),
        "isPartOf": ref(entities.website),
        "publisher": ref(entities.consortium),
    }
    if is_ours(outcome):
        page["author"] = ref(entities.consortium)
    if outcome.date:
        # The date that citations have, whatever the outcome is: a span of ISO 8601.
        page["temporalCoverage"] = outcome.date.text
    project = voice.edition.project
    sources = [
        source.url for source in outcome.sources if source.url and is_linked(project, source.url)
    ]
    if sources:
        page["isBasedOn"] = sources
    return page
