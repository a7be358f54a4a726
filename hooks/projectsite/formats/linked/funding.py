"""The grant, who gives it and under which programme, in the terms of schema.org."""

from __future__ import annotations

from ... import addresses
from ...facts.funding import said_whole, sentences_of, told_in
from ...facts.programmes import programme
from ...words.forms import country_name
from ...words.text import LocalisedText
from ...words.web import doi_url
from .voice import Node, Voice, ref


def funding_nodes(voice: Voice) -> tuple[Node, Node, Node]:
    """The grant, the European Union, the programme."""
    law = programme(voice.edition.project.facts.programme)
    union: Node = {
        "@type": "Organization",
        "@id": voice.id(addresses.project(), "european-union"),
        "name": voice.word(lambda t: country_name("EU", t.locale)),
        "url": "https://european-union.europa.eu/",
    }
    scheme: Node = {
        "@type": "FundingScheme",
        "@id": voice.id(addresses.project(), "programme"),
        "name": law.name,
        "parentOrganization": ref(union),
    }
    agreement = _agreement(voice)
    grant: Node = {
        # One with an amount is a monetary one.
        "@type": "MonetaryGrant" if "amount" in agreement else "Grant",
        "@id": voice.id(addresses.project(), "grant"),
        "name": voice.say(_statement(voice)),
        "description": law.name,
        "funder": [ref(union), ref(scheme)],
        **agreement,
    }
    return grant, union, scheme


def _statement(voice: Voice) -> LocalisedText:
    """As the notice of the page says it; without a language in each that the notice can have."""
    edition = voice.edition
    facts = edition.project.facts
    said = said_whole(facts, sentences_of(facts, edition.moment.date()))
    told = {told_in(said, voice.locale, voice.default)} if voice.locale else said
    return LocalisedText({locale: said[locale][0] for locale in told})


def _agreement(voice: Voice) -> Node:
    """What is known of the grant agreement; a number that is not known is left out."""
    grant = voice.edition.project.facts.grant
    if not grant:
        return {}
    node: Node = {}
    if grant.number:
        node["identifier"] = grant.number
    if grant.contribution:
        node["amount"] = {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": grant.contribution,
        }
    same = [doi_url(grant.doi)] if grant.doi else []
    if same := [*same, *grant.pages]:
        node["sameAs"] = same
    return node
