"""The open data of the site as an RO-Crate 1.2 (https://w3id.org/ro/crate/1.2).

The root of the site is the root of the crate: `ro-crate-metadata.json` lies beside index.html, and
the files that it tells of are those of /data/ with the feeds and the calendars.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ... import addresses
from ...page.downloads import IN_EACH_LANGUAGE, Download, data_files
from ...page.edition import Edition
from .entities import members, membership
from .funding import funding_nodes
from .voice import Node, Voice

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
PROFILE = "https://w3id.org/ro/crate/1.2"


def crate(edition: Edition, *, sizes: Mapping[str, int] | None = None) -> Node:
    """The document of ro-crate-metadata.json, with texts in the default language.

    `sizes` are the bytes of files by their address below the root of the site, where known.
    """
    voice = Voice(edition, edition.project.default_locale)
    files = [*_files(voice, sizes or {})]
    clusters = [_cluster(voice, id) for id in edition.project.clusters]
    belonging = membership(members(voice))
    consortium, contact = _consortium(voice, belonging)
    research, *funding = _research(voice, belonging)
    # RO-Crate asks for a licence. None was given: the words on rights stand in its place.
    rights: Node = {
        "@id": voice.id(addresses.open_data(), "rights"),
        "@type": "CreativeWork",
        "name": voice.t("citation.rights"),
        "description": voice.t("citation.rights"),
    }
    root = _root(voice, files, rights, consortium, research)
    descriptor: Node = {
        "@id": addresses.crate(),
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": _ref(root),
    }
    entities = [rights, consortium, contact, research, *funding, *clusters]
    return {"@context": CONTEXT, "@graph": [descriptor, root, *files, *entities]}


def _consortium(voice: Voice, belonging: Node) -> tuple[Node, Node]:
    """The consortium, and where it can be written to."""
    facts = voice.edition.project.facts
    contact: Node = {
        "@id": voice.id(addresses.contacts(), "contact_point"),
        "@type": "ContactPoint",
        "name": voice.t("nav.contact"),
        "contactType": voice.t("nav.contact"),
        "url": voice.url(addresses.contacts()),
    }
    consortium: Node = {
        "@id": voice.id(addresses.consortium(), "consortium"),
        "@type": "Organization",
        "name": voice.t("citation.author", acronym=facts.acronym),
        "description": voice.say(facts.consortium),
        "url": voice.url(addresses.consortium()),
        **belonging,
        "contactPoint": _ref(contact),
    }
    return consortium, contact


def _research(voice: Voice, belonging: Node) -> tuple[Node, ...]:
    """The project, its grant, and who gave it."""
    facts = voice.edition.project.facts
    grant, union, programme = funding_nodes(voice)
    # An RO-Crate is flat (1.2, appendix on JSON-LD): what has no @id of its own stays out.
    grant.pop("amount", None)
    if isinstance(said := grant["name"], dict):
        grant |= {"name": said["@value"], "inLanguage": said["@language"]}
    research: Node = {
        "@id": voice.id(addresses.project(), "project"),
        "@type": "ResearchProject",
        "name": facts.acronym,
        "alternateName": voice.say(facts.title),
        "description": voice.say(facts.summary),
        "url": voice.url(addresses.project()),
        **belonging,
        "funder": _ref(union),
        "funding": _ref(grant),
    }
    return research, grant, union, programme


def _root(voice: Voice, files: list[Node], rights: Node, consortium: Node, research: Node) -> Node:
    """The data as a whole."""
    edition, facts = voice.edition, voice.edition.project.facts
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{facts.acronym}: {voice.say(facts.title)}",
        "description": voice.say(facts.summary),
        "url": edition.url(addresses.home()),
        "datePublished": f"{edition.moment:%Y-%m-%dT%H:%M:%S}Z",
        "license": _ref(rights),
        "author": _ref(consortium),
        "publisher": _ref(consortium),
        "about": _ref(research),
        "funder": research["funder"],
        "inLanguage": list(edition.locales),
        "hasPart": [_ref(file) for file in files],
    }


def _ref(node: Node) -> Node:
    return {"@id": node["@id"]}


def _files(voice: Voice, sizes: Mapping[str, int]) -> Iterator[Node]:
    locales = voice.edition.locales
    for path, file in reversed(data_files(voice.edition.project).items()):
        yield _file(voice, file, path, list(locales), sizes)
    for locale in locales:
        for path, file in IN_EACH_LANGUAGE.items():
            address = addresses.localised(path, locale, voice.default)
            yield _file(voice, file, address, locale, sizes)


def _file(
    voice: Voice, file: Download, path: str, languages: str | list[str], sizes: Mapping[str, int]
) -> Node:
    node: Node = {
        "@id": path,
        "@type": "File",
        "name": f"{voice.t(file.name)} ({languages})" if file.name else path,
        "description": voice.t(file.about),
        "encodingFormat": file.media_type,
        "inLanguage": languages,
    }
    if path in sizes:
        node["contentSize"] = str(sizes[path])
    return node


def _cluster(voice: Voice, id: str) -> Node:
    cluster = voice.edition.project.clusters[id]
    node: Node = {
        "@id": voice.id(addresses.cluster(id), "cluster"),
        "@type": "Organization",
        "name": cluster.name,
        **({"description": voice.say(cluster.summary)} if cluster.summary else {}),
        "url": cluster.website or voice.url(addresses.cluster(id)),
    }
    if cluster.legal_name:
        node["legalName"] = cluster.legal_name
    return node
