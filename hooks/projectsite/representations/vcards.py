"""Contacts as vCard 3.0 (RFC 2426), which every address book still reads."""

from __future__ import annotations

import vobject
from vobject.vcard import Name

from .. import addresses
from ..model import Contact
from .characters import readable
from .edition import Edition


def contact_card(edition: Edition, contact: Contact) -> bytes:
    """Name, cluster and role of a contact; never the e-mail address, which the pages hide too.

    The role is that of the default language: a card has one. The address of the card itself is its
    UID, as a name with @ and a host would look like an e-mail address.
    """
    cluster = edition.project.clusters[contact.cluster]
    address = edition.url(addresses.contact_card(contact.id))
    name = readable(contact.name)
    card = vobject.vCard()
    card.add("fn").value = name
    card.add("n").value = _parts(name)
    card.add("org").value = [readable(cluster.name)]
    if contact.role:
        default = edition.project.default_locale
        title = card.add("title")
        title.value = readable(contact.role.words(default, default).text)
        title.params["LANGUAGE"] = [default]
    card.add("url").value = edition.url(addresses.cluster(cluster.id))
    card.add("source").value = address
    card.add("uid").value = address
    card.add("rev").value = edition.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    card.add("prodid").value = f"-//{readable(edition.project.facts.acronym)}//projectsite//EN"
    text: str = card.serialize()
    return text.encode()


def _parts(name: str) -> Name:
    """Given name and surname where there are just two words; more are not torn apart by a guess."""
    words = name.split()
    if len(words) == 2:
        return Name(given=words[0], family=words[1])
    return Name(family=name)
