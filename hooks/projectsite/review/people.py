"""The people whom a project names, and where: for those who answer for personal data (GDPR, 15)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from unicodedata import normalize

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
    known = Names(names)
    agreed = {file: _agreed(contact) for file, contact in site.project.of(Contact)}
    for file, sheet in site.project.sheets.items():
        for keys, text in sheet.texts:
            for name, _ in known.within(text):
                said = agreed[file] if file in agreed and keys == ("name",) else f" {keys[0]}"
                yield name, f"  {file}:{sheet.places[keys][0]}{said}"
    for page in site.prose:
        for name, number in known.within(page.text):
            yield name, f"  {page.file}:{number}"


class Names:
    """Finds names in texts: in whatever case and form of Unicode, “Rio, Ana” for “Ana Rio”, and
    folded as long lines are."""

    def __init__(self, names: Iterable[str]) -> None:
        self.forms: dict[str, str] = {}
        for name in names:
            words = _folded(name).replace(",", " ").split()
            # “Rio, Ana María” and “Río López, Ana”: no other order is known.
            for at in (0, 1, -1):
                self.forms.setdefault(" ".join(words[at:] + words[:at]), name)
        longest_first = sorted(self.forms, key=lambda form: (-len(form), form))
        each = (r",?\s+".join(map(re.escape, form.split())) for form in longest_first)
        # It may go on: “Anas”, “Rion”.
        self._known = re.compile(rf"(?<!\w)(?:{'|'.join(each)})" if self.forms else r"(?!)")

    def within(self, text: str) -> Iterator[tuple[str, int]]:
        """Each name in a text, with the number of the line where it begins."""
        folded = _folded(text)
        for found in self._known.finditer(folded):
            form = " ".join(found[0].replace(",", " ").split())
            yield self.forms[form], folded.count("\n", 0, found.start()) + 1


def _folded(text: str) -> str:
    return normalize("NFC", normalize("NFC", text).casefold())


def _agreed(contact: Contact) -> str:
    """What the site shows of a contact, and until when."""
    shown = ", ".join(field for field in _ABOUT if getattr(contact, field) is not None)
    until = contact.shown_until
    return f" {shown}, " + (f"shown until {until.last}" if until else "without shown_until")
