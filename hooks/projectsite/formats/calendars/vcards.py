"""Contacts as vCard 3.0 (RFC 2426), which every address book still reads."""

from __future__ import annotations

from ... import addresses
from ...facts.model import Contact
from ...page.edition import Edition
from ..encoding import readable
from .content_lines import escaped, folded, line, text_line, words_line


def contact_card(edition: Edition, contact: Contact) -> bytes:
    """Name, cluster and role of a contact, and the page with the e-mail address; never the address
    itself, which the pages hide too.

    The role is in the default language, as a card has room for one.
    """
    cluster = edition.project.clusters[contact.cluster]
    address = edition.url(addresses.contact_card(contact.id))
    lines = [
        b"BEGIN:VCARD\r\n",
        b"VERSION:3.0\r\n",
        text_line("PRODID", f"-//{edition.project.facts.acronym}//projectsite//EN"),
        # The address of the card: a name with @ and a host would look like an e-mail address.
        line("UID", address),
        text_line("FN", contact.name),
        folded(b"N:" + b";".join(escaped(part) for part in _name(contact))),
        text_line("ORG", cluster.name),
    ]
    if contact.role:
        default = edition.project.default_locale
        lines.append(words_line("TITLE", contact.role.words(default, default)))
    return b"".join(
        [
            *lines,
            line("URL", edition.url(_page(edition, cluster.id))),
            line("SOURCE", address),
            b"END:VCARD\r\n",
        ]
    )


def _page(edition: Edition, cluster: str) -> str:
    """Where the address is shown: on a page that a project may leave out, else on the cluster's."""
    contacts = addresses.contacts()
    return contacts if edition.has_page(contacts) else addresses.cluster(cluster)


def _name(contact: Contact) -> tuple[str, ...]:
    """An office is called by one name, which is no surname."""
    return ("", "", "", "", "") if contact.office else _parts(readable(contact.name))


def _parts(name: str) -> tuple[str, str, str, str, str]:
    """Surname, given name, additional names, prefixes and suffixes (RFC 2426, 3.1.2)."""
    words = name.split()
    # Of more than two words nobody can say which are the surname: the whole name stands there.
    given, family = words if len(words) == 2 else ("", name)
    return family, given, "", "", ""
