"""The people whom a project names, and where: for those who answer for personal data (GDPR, 15)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..facts.model import Contact
from ..facts.results import Publication
from ..site import Site

_ABOUT = ("role", "email", "orcid", "homepage")


def people_of(site: Site) -> list[str]:
    """A line for each person in the order of the alphabet, with the places below it."""
    places: dict[str, list[str]] = defaultdict(list)
    for name, place in sorted(_places(site, set(_names(site)))):
        if place not in places[name]:
            places[name].append(place)
    return [line for name in sorted(places) for line in (name, *places[name])]


def _names(site: Site) -> Iterator[str]:
    for _, contact in site.project.of(Contact):
        if not contact.office:
            yield contact.name
    for _, publication in site.project.of(Publication):
        yield from publication.authors


def _places(site: Site, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each name with each place that holds it."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    known = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in longest_first) or r"(?!)")
    agreed = {file: _agreed(contact) for file, contact in site.project.of(Contact)}
    for file, sheet in site.project.sheets.items():
        for keys, text in sheet.texts:
            for name in known.findall(text):
                said = agreed[file] if file in agreed and keys == ("name",) else f" {keys[0]}"
                yield name, f"  {file}:{sheet.places[keys][0]}{said}"
    for page in site.prose:
        for number, line in enumerate(page.text.splitlines(), 1):
            for name in known.findall(line):
                yield name, f"  {page.file}:{number}"


def _agreed(contact: Contact) -> str:
    """What the site shows of a contact, and until when."""
    shown = ", ".join(field for field in _ABOUT if getattr(contact, field) is not None)
    until = contact.shown_until
    return f" {shown}, " + (f"shown until {until.last}" if until else "without shown_until")
