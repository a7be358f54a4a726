"""Whom to write to."""

from __future__ import annotations

from dataclasses import dataclass

from .. import addresses
from ..facts.model import Contact
from ..page.setting import Link, Setting
from ..words.text import Words


@dataclass(frozen=True)
class ContactCard:
    """One contact. The address stays in the form name(@)host; a script makes it a link."""

    name: str
    role: Words | None
    cluster: Link
    email: str
    card: str
    """The address of the contact as a vCard, which holds no e-mail address."""


def contact_card(setting: Setting, contact: Contact) -> ContactCard:
    cluster = setting.project.clusters[contact.cluster]
    href = setting.links.page(addresses.cluster(cluster.id))
    return ContactCard(
        name=contact.name,
        role=setting.optional_words(contact.role),
        cluster=Link(setting.own(cluster.name), href),
        email=contact.email,
        card=setting.links.asset(addresses.contact_card(contact.id)),
    )
