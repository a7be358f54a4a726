"""The open data for portals that harvest: DCAT-AP 3.0 (https://semiceu.github.io/DCAT-AP/).

One catalogue with a dataset for the outcomes, one for the project and one for what was promised. No
licence was given: the words on rights stand in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ... import addresses
from ...page.downloads import IN_EACH_LANGUAGE, Download, data_files
from ...page.edition import Edition
from ...words.codes import long_code
from ...words.text import Locale
from ..encoding import json_bytes
from ..linked.voice import Node, Voice
from .turtle import turtle

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_AUTHORITY = "http://publications.europa.eu/resource/authority"
"""The controlled vocabularies of the Union, which the profile asks for."""
_IANA = "https://www.iana.org/assignments/media-types"

Files = Mapping[str, tuple[Download, tuple[Locale, ...]]]
"""The files of a dataset by address, each with the languages that it is in."""


class Catalogue:
    """The nodes of the catalogue of one edition, in all its languages."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._voice = Voice(edition)
        self._nodes: dict[str, Node] = {}
        locales, default = edition.locales, edition.project.default_locale
        promised = IN_EACH_LANGUAGE[addresses.promised_table()]
        tables = {
            addresses.localised(addresses.promised_table(), locale, default): (promised, (locale,))
            for locale in locales
        }
        of_outcomes = (addresses.outcomes_table(), addresses.outcomes_data())
        outcomes, project = (
            {
                path: (file, locales)
                for path, file in data_files(edition.project).items()
                if (path in of_outcomes) == own
            }
            for own in (True, False)
        )
        datasets = [
            self._dataset(addresses.outcomes(), "nav.outcomes", outcomes),
            self._dataset(addresses.project(), "nav.project", project),
            self._dataset(addresses.promised(), "nav.promised", tables),
        ]
        self._add(
            self._voice.id(addresses.catalogue("ttl"), "catalogue"),
            "dcat:Catalog",
            **self._about("nav.data"),
            **{"dct:description": self._voice.say(edition.project.facts.summary)},
            **{"foaf:homepage": self._add(edition.url(addresses.home()), "foaf:Document")},
            **{"dcat:dataset": datasets},
        )

    @property
    def nodes(self) -> list[Node]:
        return list(self._nodes.values())

    def as_turtle(self) -> bytes:
        return turtle(PREFIXES, self.nodes)

    def as_json(self) -> bytes:
        return json_bytes({"@context": PREFIXES, "@graph": self.nodes})

    def _add(self, id: str, kind: str, **properties: Any) -> Node:
        """Note a node, and give the reference to it. Of what is described elsewhere the profile
        asks for the kind alone."""
        self._nodes[id] = {"@id": id, "@type": [kind], **properties}
        return {"@id": id}

    def _about(self, word: str) -> Node:
        """What a catalogue and its datasets say alike; the word is the name of a page."""
        edition, acronym = self._edition, self._edition.project.facts.acronym
        names = self._voice.label(word)
        return {
            "dct:title": [{**one, "@value": f"{acronym}: {one['@value']}"} for one in names],
            "dct:publisher": self._publisher(),
            "dct:language": [self._language(locale) for locale in edition.locales],
            "dct:modified": {
                "@value": f"{edition.moment:%Y-%m-%dT%H:%M:%SZ}",
                "@type": "xsd:dateTime",
            },
        }

    def _publisher(self) -> Node:
        acronym = self._edition.project.facts.acronym
        name = self._voice.word(lambda t: t("citation.author", acronym=acronym))
        id = self._voice.id(addresses.consortium(), "consortium")
        return self._add(id, "foaf:Agent", **{"foaf:name": name})

    def _dataset(self, page: str, word: str, files: Files) -> Node:
        voice = self._voice
        about = next(iter(files.values()))[0].about
        contact = {
            "@type": ["vcard:Kind"],
            "vcard:fn": self._nodes[self._publisher()["@id"]]["foaf:name"],
            "vcard:hasURL": {"@id": self._edition.page_url(addresses.contacts())},
        }
        id = voice.id(addresses.catalogue("ttl"), word.rpartition(".")[2])
        return self._add(
            id,
            "dcat:Dataset",
            **self._about(word),
            **{
                "dct:description": voice.word(lambda t: t(about)),
                "dct:identifier": id,
                "dct:accessRights": self._add(
                    f"{_AUTHORITY}/access-right/PUBLIC", "dct:RightsStatement"
                ),
                "dcat:contactPoint": contact,
                "prov:wasGeneratedBy": self._project(),
                "dcat:landingPage": self._add(self._edition.page_url(page), "foaf:Document"),
                "dcat:distribution": [
                    self._file(path, *described) for path, described in files.items()
                ],
            },
        )

    def _project(self) -> Node:
        """What the data came out of, and the grant that paid for it (DCAT 3, 15)."""
        facts = self._edition.project.facts
        grant = facts.grant
        known: Node = {"dct:identifier": grant.number} if grant and grant.number else {}
        if grant and grant.pages:
            known["foaf:page"] = [self._add(page, "foaf:Document") for page in grant.pages]
        return self._add(
            self._voice.id(addresses.project(), "project"),
            "prov:Activity",
            **{"foaf:name": facts.acronym, "dct:title": self._voice.say(facts.title)},
            **{"foaf:fundedBy": {"@id": f"{_AUTHORITY}/corporate-body/EURUN"}},
            **known,
        )

    def _file(self, path: str, file: Download, locales: tuple[Locale, ...]) -> Node:
        url = self._edition.url(path)
        form = f"{_AUTHORITY}/file-type/{path.rpartition('.')[2].upper()}"
        rights = self._voice.word(lambda t: t("citation.rights"))
        return self._add(
            f"{url}#file",
            "dcat:Distribution",
            **{
                "dct:title": path,
                "dct:description": self._voice.word(lambda t: t(file.about)),
                "dct:format": self._add(form, "dct:MediaTypeOrExtent"),
                "dct:language": [self._language(locale) for locale in locales],
                "dct:rights": {"@type": ["dct:RightsStatement"], "rdfs:label": rights},
                "dcat:accessURL": {"@id": url},
                "dcat:downloadURL": {"@id": url},
                "dcat:mediaType": self._add(f"{_IANA}/{file.media_type}", "dct:MediaType"),
            },
        )

    def _language(self, locale: Locale) -> Node:
        return self._add(
            f"{_AUTHORITY}/language/{long_code(locale).upper()}", "dct:LinguisticSystem"
        )
