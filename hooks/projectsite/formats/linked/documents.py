"""Linked data: JSON-LD documents in the terms of schema.org, for pages and as files."""

from __future__ import annotations

import json

from markupsafe import Markup

from ...facts.model import Cluster, Outcome, WorkPackage
from ...facts.news import NewsItem
from ...facts.plan import Planned
from ...page.edition import Edition
from ...words.text import Locale
from .entities import Entities
from .news import news_nodes
from .outcomes import outcome_nodes
from .plan import plan_nodes
from .voice import Node, Voice


class LinkedData:
    """Documents of one edition in one language; without a language they hold all of them.

    Keep one for each language. The nodes of its documents are shared: change none.
    """

    def __init__(self, edition: Edition, locale: Locale | None = None) -> None:
        self._project = edition.project
        self._entities = Entities(Voice(edition, locale))

    def outcome(self, outcome: Outcome) -> Node:
        """For /outcomes/lantern-training/, or without a language for its data.jsonld."""
        return _document(outcome_nodes(self._entities, outcome))

    def planned(self, record: Planned) -> Node:
        """For /deliverables/d2-1/, a milestone or a task."""
        return _document(plan_nodes(self._entities, record))

    def news(self, item: NewsItem) -> Node:
        """For /news/first-lamps-lit/."""
        return _document(news_nodes(self._entities, item))

    def site(self) -> Node:
        """For the home page: the site, its project, who publishes it."""
        entities = self._entities
        return _document(
            [
                {**entities.website, "about": {"@id": entities.project["@id"]}},
                *entities.whole_project(),
                entities.whole_consortium(),
                *entities.clusters.values(),
                *entities.work_packages.values(),
            ]
        )

    def project(self) -> Node:
        """For /project/."""
        entities = self._entities
        return _document(
            [
                *entities.whole_project(),
                *entities.clusters.values(),
                *entities.work_packages.values(),
            ]
        )

    def consortium(self) -> Node:
        """For /consortium/: every cluster in whole."""
        entities = self._entities
        clusters = self._project.clusters.values()
        return _document(
            [
                entities.whole_consortium(),
                *(entities.whole_cluster(cluster) for cluster in clusters),
                entities.project,
            ]
        )

    def cluster(self, cluster: Cluster) -> Node:
        """For /consortium/tresnuvem/: with its contacts."""
        entities = self._entities
        contacts = self._project.contacts_of(cluster.id)
        return _document(
            [
                entities.whole_cluster(cluster),
                *(entities.person(contact) for contact in contacts),
                entities.consortium,
                entities.project,
            ]
        )

    def work_package(self, package: WorkPackage) -> Node:
        """For /work-packages/wp1/."""
        entities = self._entities
        nodes = [
            entities.whole_work_package(package),
            entities.clusters[package.lead],
            entities.project,
        ]
        return _document(nodes)

    def contacts(self) -> Node:
        """For /contact/: who they are, without addresses."""
        entities = self._entities
        return _document(
            [
                *(entities.person(contact) for contact in self._project.contacts.values()),
                *entities.clusters.values(),
            ]
        )


def _document(nodes: list[Node]) -> Node:
    return {"@context": "https://schema.org", "@graph": nodes}


# Made once, and without the search for circles: nodes are trees, and each page has a document.
_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), allow_nan=False
).encode


def file_json(document: Node) -> str:
    """A document as a file: UTF-8, one line."""
    return _encode(document) + "\n"


def script_json(document: Node) -> Markup:
    """A document as the content of <script type="application/ld+json">.

    Raw text of a record must not end the element or begin a comment (HTML, 4.12.1.3).
    """
    # These signs occur in strings only, where JSON may write them as escapes. The last two are line
    # ends that JavaScript did not allow in a string before ES2019.
    text = _encode(document)
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return Markup(text)


_ESCAPES = (
    ("<", r"\u003c"),
    (">", r"\u003e"),
    ("&", r"\u0026"),
    ("\u2028", r"\u2028"),
    ("\u2029", r"\u2029"),
)
