"""A news item in the terms of schema.org: a NewsArticle, /news/first-lamps-lit/#news-item."""

from __future__ import annotations

from ... import addresses
from ...facts.folders import NEWS
from ...facts.news import NewsItem
from ...page.evidence import linked_pages
from ...words.markdown import opening
from ...words.text import LocalisedText
from .entities import Entities
from .outcomes import brief
from .voice import Node, Voice, partial_date, ref


def news_nodes(entities: Entities, item: NewsItem) -> list[Node]:
    """The article, who wrote it, and in brief all that it is about."""
    voice, path = entities.voice, addresses.of_record(item)
    author, *employer = _author(entities, item)
    subjects = _subjects(entities, item)
    lines = {code: opening(text) for code, text in item.text.root.items()}
    article: Node = {
        "@type": "NewsArticle",
        "@id": voice.id(path, NEWS.noun.replace(" ", "-")),
        "name": voice.say(item.title),
        "headline": voice.say(item.title),
        "description": voice.say(LocalisedText(lines)),
        "url": voice.url(path),
        "mainEntityOfPage": voice.url(path),
        "inLanguage": voice.language_of(path),
        "datePublished": partial_date(item.date),
        "author": ref(author),
        "publisher": ref(entities.consortium),
        "isPartOf": ref(entities.website),
        "about": [ref(subject) for subject in subjects],
    }
    if item.picture:
        article["image"] = _picture(voice, item.picture.file, item.picture.alt)
    if sources := linked_pages(voice.edition.project, item.sources):
        article["isBasedOn"] = sources
    around = [author, *employer, entities.consortium, entities.website, *subjects]
    return [article, *{node["@id"]: node for node in around}.values()]


def _author(entities: Entities, item: NewsItem) -> list[Node]:
    """Who wrote it, and for a person the cluster behind."""
    if not item.author:
        return [entities.consortium]
    contact = entities.voice.edition.project.contacts[item.author]
    return [entities.person(contact), entities.clusters[contact.cluster]]


def _subjects(entities: Entities, item: NewsItem) -> list[Node]:
    packages = [entities.work_packages[item.work_package]] if item.work_package else []
    clusters = (entities.clusters[id] for id in item.clusters)
    outcomes = (brief(entities.voice, id) for id in item.outcomes)
    return [entities.project, *packages, *clusters, *outcomes]


def _picture(voice: Voice, file: str, alt: LocalisedText) -> Node:
    url = voice.edition.url(addresses.asset(file))
    return {"@type": "ImageObject", "contentUrl": url, "caption": voice.say(alt)}
