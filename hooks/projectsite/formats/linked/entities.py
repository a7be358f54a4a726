"""Who and what stands behind the outcomes, in the terms of schema.org.

| of the site | type | `@id` |
| --- | --- | --- |
| the project | ResearchProject | /project/#project |
| its funding | Grant | /project/#grant |
| who funds it | Organization | /project/#european-union |
| the programme | FundingScheme | /project/#programme |
| the consortium | Organization | /consortium/#consortium |
| a cluster | Organization | /consortium/tresnuvem/#cluster |
| a contact | Person, without address | /contact/#ines-lumares |
| a work package | Project | /work-packages/wp1/#work-package |
| the site | WebSite | /#website |
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ... import addresses
from ...facts.model import Cluster, Contact, WorkPackage
from .funding import funding_nodes
from .voice import Node, Voice, coordinates, iso_date, partial_date, ref


def members(voice: Voice) -> dict[str, Node]:
    """Those of the consortium, by the id of the cluster: without a word schema.org takes a member
    for one of today."""
    ids = voice.edition.project.members_on(voice.edition.moment.date())
    return {id: {"@id": voice.id(addresses.cluster(id), "cluster")} for id in ids}


def membership(members: Mapping[str, Node]) -> Node:
    """What names members; nothing where there is none."""
    return {"member": list(members.values())} if members else {}


class Entities:
    """The nodes of one edition in one language, each made once: they are the same on all pages."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self._project = voice.edition.project
        self.start = self._project.facts.start
        self.clusters = {id: self._brief(c) for id, c in self._project.clusters.items()}
        self.members = members(voice)
        self.work_packages = {id: self._package(w) for id, w in self._project.work_packages.items()}

    @cached_property
    def website(self) -> Node:
        voice, facts = self.voice, self._project.facts
        return {
            "@type": "WebSite",
            "@id": voice.id(addresses.home(), "website"),
            "name": facts.acronym,
            "url": voice.url(addresses.home()),
            "inLanguage": voice.language_of(addresses.home()),
            "publisher": ref(self.consortium),
        }

    @cached_property
    def project(self) -> Node:
        """As brief as a page about something else needs it."""
        voice, facts = self.voice, self._project.facts
        return {
            "@type": "ResearchProject",
            "@id": voice.id(addresses.project(), "project"),
            "name": facts.acronym,
            "alternateName": voice.say(facts.title),
            "url": voice.url(addresses.project()),
        }

    @cached_property
    def consortium(self) -> Node:
        voice, facts = self.voice, self._project.facts
        return {
            "@type": "Organization",
            "@id": voice.id(addresses.consortium(), "consortium"),
            "name": voice.word(lambda t: t("citation.author", acronym=facts.acronym)),
            "url": voice.url(addresses.consortium()),
        }

    def whole_project(self) -> list[Node]:
        """The project with its months, members and funding."""
        voice, facts = self.voice, self._project.facts
        grant, union, programme = funding_nodes(voice)
        grant["fundedItem"] = ref(self.project)
        packages = [ref(node) for node in self.work_packages.values()]
        project: Node = {
            **self.project,
            "description": voice.say(facts.summary),
            # A project has no start and end there; as an organisation it is founded and dissolved.
            "foundingDate": partial_date(facts.start),
            "dissolutionDate": partial_date(facts.end, last=True),
            **membership(self.members),
            **({"subOrganization": packages} if packages else {}),
            "funder": ref(union),
            "funding": ref(grant),
        }
        return [project, grant, union, programme]

    def whole_consortium(self) -> Node:
        facts = self._project.facts
        return {
            **self.consortium,
            "description": self.voice.say(facts.consortium),
            **membership(self.members),
        }

    def whole_cluster(self, cluster: Cluster) -> Node:
        """A cluster with what its page tells of it."""
        voice = self.voice
        address: Node = {
            "@type": "PostalAddress",
            "addressCountry": cluster.country,
        }
        if cluster.city:
            address["addressLocality"] = voice.say(cluster.city)
        if cluster.region:
            address["addressRegion"] = voice.say(cluster.region)
        node: Node = {
            **self.clusters[cluster.id],
            "mainEntityOfPage": voice.url(addresses.cluster(cluster.id)),
            "address": address,
        }
        if cluster.id in self.members:
            node["memberOf"] = [ref(self.consortium), ref(self.project)]
        if cluster.position:
            # A postal address has no coordinates.
            place = {"name": voice.say(cluster.city)} if cluster.city else {}
            node["location"] = {"@type": "Place", **place, "geo": coordinates(cluster.position)}
        told = {
            "description": voice.say(cluster.summary),
            "knowsAbout": voice.say(cluster.field),
            "knowsLanguage": list(cluster.languages),
            "sameAs": f"https://ror.org/{cluster.ror}" if cluster.ror else None,
            "logo": voice.edition.url(addresses.asset(cluster.logo)) if cluster.logo else None,
            "alternateName": cluster.abbreviation,
            "legalName": cluster.legal_name,
            "foundingDate": iso_date(cluster.founded) if cluster.founded else None,
            "award": voice.say(cluster.label),
        }
        return node | {name: value for name, value in told.items() if value}

    def whole_work_package(self, package: WorkPackage) -> Node:
        voice = self.voice
        node: Node = {
            **self.work_packages[package.id],
            "identifier": package.id,
            "parentOrganization": ref(self.project),
        }
        if package.lead in self.members:
            node["member"] = self.members[package.lead]
        if package.short_title:
            node["alternateName"] = voice.say(package.short_title)
        if package.summary:
            node["description"] = voice.say(package.summary)
        return node

    def person(self, contact: Contact) -> Node:
        """A contact, without the e-mail address, which pages hide from harvesters too."""
        belongs = "parentOrganization" if contact.office else "affiliation"
        node: Node = {
            "@type": "Organization" if contact.office else "Person",
            "@id": self.voice.id(addresses.contacts(), contact.id),
            "name": contact.name,
            belongs: ref(self.clusters[contact.cluster]),
        }
        if contact.homepage:
            node["url"] = contact.homepage
        if contact.orcid:
            node["sameAs"] = f"https://orcid.org/{contact.orcid}"
        if contact.role:
            node["description"] = self.voice.say(contact.role)
        return node

    def _brief(self, cluster: Cluster) -> Node:
        """A cluster's `url` is its own site; the page here is its mainEntityOfPage."""
        path = addresses.cluster(cluster.id)
        return {
            "@type": "Organization",
            "@id": self.voice.id(path, "cluster"),
            "name": cluster.name,
            "url": cluster.website or self.voice.url(path),
        }

    def _package(self, package: WorkPackage) -> Node:
        path = addresses.work_package(package.id)
        return {
            "@type": "Project",
            "@id": self.voice.id(path, "work-package"),
            "name": self.voice.say(package.title),
            "url": self.voice.url(path),
        }
