"""vCard: read back by vobject and by a strict reader of our own, and no e-mail address in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import vobject
from hypothesis import given, settings

from conftest import EXAMPLE_URL
from editions import edition_of, hostile, localised
from projectsite import addresses
from projectsite.facts.model import Contact
from projectsite.formats.calendars.vcards import contact_card
from projectsite.formats.encoding import readable

_PROPERTY = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[A-Za-z0-9-]+)*):(.*)", re.DOTALL)


@pytest.fixture(scope="module")
def edition(example_site):
    return edition_of(example_site)


def strictly(content):
    """Property → (parameters, value as written), by the letter of RFC 2426 and RFC 2425, 5.8."""
    text = content.decode()
    assert text.endswith("\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines.pop() == ""
    assert all("\r" not in line and "\n" not in line for line in lines)
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCARD", "VERSION:3.0", "END:VCARD")
    found = {}
    for line in lines[2:-1]:
        match = _PROPERTY.fullmatch(line)
        assert match, line
        assert match[1] not in found
        found[match[1]] = (match[2], match[3])
    return found


def parts(value):
    """The components of a value with semicolons between them, each unescaped."""
    assert re.fullmatch(r"(?:[^\\,]|\\[\\,;nN])*", value), value
    return [plain(part) for part in re.findall(r"(?:[^\\;]|\\.)+|(?<=;)(?=;|$)|^(?=;)", value)]


def plain(value):
    assert re.fullmatch(r"(?:[^\\]|\\[\\,;nN])*", value), value
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def test_both_readers_find_each_contact(edition):
    assert len(edition.project.contacts) == 3
    for id, contact in edition.project.contacts.items():
        cluster = edition.project.clusters[contact.cluster]
        content = contact_card(edition, contact)
        card, lines = vobject.readOne(content.decode()), strictly(content)
        address = f"{EXAMPLE_URL}contact/{id}.vcf"
        given_name, family = contact.name.split()
        assert card.fn.value == plain(lines["FN"][1]) == contact.name
        assert (card.n.value.given, card.n.value.family) == (given_name, family)
        assert lines["N"][1] == f"{family};{given_name};;;"
        assert card.org.value == [plain(lines["ORG"][1])] == [cluster.name]
        fields = {"FN", "N", "ORG", "PRODID", "SOURCE", "UID", "URL"}
        if contact.role:
            assert card.title.value == plain(lines["TITLE"][1]) == contact.role.root["en"]
            assert lines["TITLE"][0] == ";LANGUAGE=en"
            fields |= {"TITLE"}
        assert card.url.value == lines["URL"][1] == f"{EXAMPLE_URL}contact/"
        assert card.uid.value == lines["UID"][1] == address
        assert card.source.value == lines["SOURCE"][1] == address
        assert set(lines) == fields


def test_without_a_page_of_contacts_a_card_leads_to_that_of_the_cluster(edition):
    pages = {path: page for path, page in edition.pages.items() if path != addresses.contacts()}
    [contact, *_] = edition.project.contacts.values()
    lines = strictly(contact_card(replace(edition, pages=pages), contact))
    assert lines["URL"][1] == f"{EXAMPLE_URL}consortium/{contact.cluster}/"


def test_a_card_holds_no_e_mail_address_and_the_same_twice(edition):
    for contact in edition.project.contacts.values():
        content = contact_card(edition, contact)
        assert b"@" not in content
        assert b"EMAIL" not in content.upper()
        assert content == contact_card(edition, contact)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Rui Faroleiro", "Faroleiro;Rui;;;"),
        ("María José García Márquez", "María José García Márquez;;;;"),
        ("Aino", "Aino;;;;"),
        ("Dr. Anna Müller", "Dr. Anna Müller;;;;"),
    ],
)
def test_a_name_is_torn_apart_only_where_there_is_no_doubt(edition, name, written):
    contact = Contact.model_construct(
        name=name, id="aa", cluster="tresnuvem", role=None, sources=(), email=""
    )
    lines = strictly(contact_card(edition, contact))
    assert lines["N"][1] == written
    assert plain(lines["FN"][1]) == name
    assert "TITLE" not in lines


def test_hostile_texts_come_back(edition):
    @settings(max_examples=100, deadline=None)
    @given(name=hostile, role=hostile)
    def comes_back(name, role):
        contact = Contact.model_construct(
            id="aa", name=name, cluster="tresnuvem", role=localised(role), sources=(), email=""
        )
        content = contact_card(edition, contact)
        lines = strictly(content)
        assert plain(lines["FN"][1]) == readable(name)
        assert plain(lines["TITLE"][1]) == readable(role)
        words = readable(name).split()
        family = words[1] if len(words) == 2 else readable(name)
        assert parts(lines["N"][1])[0] == family
        card = vobject.readOne(content.decode())
        assert card.fn.value == readable(name)
        assert card.title.value == readable(role)
        assert card.n.value.family == family

    comes_back()
