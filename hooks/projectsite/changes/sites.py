"""Two built sites, side by side: which pages are new, other or gone, and which addresses."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from ..addresses import editor, localised
from ..words.text import Locale
from .seen import Seen, leads_to, seen, words_in

INDEX = "index.html"


class Place(NamedTuple):
    """A page in a language."""

    below: str
    """Its address below the root of its language: contact/."""
    locale: Locale


@dataclass(frozen=True)
class BuiltSite:
    """The folder of a built site."""

    folder: Path
    locales: tuple[Locale, ...]
    """Its languages, the default one first."""

    @cached_property
    def files(self) -> frozenset[str]:
        """The address of every file."""
        return frozenset(_files(self.folder))

    @cached_property
    def pages(self) -> Mapping[Place, str]:
        """The address of each page, also of those that only lead on."""
        found = (name.removesuffix(INDEX) for name in sorted(self.files) if _is_page(name))
        return {self._place(address): address for address in found}

    def _place(self, address: str) -> Place:
        first, _, rest = address.partition("/")
        if first in self.locales[1:]:
            return Place(rest, Locale(first))
        return Place(address, self.locales[0])

    def html(self, address: str) -> bytes:
        return (self.folder / address / INDEX).read_bytes()

    def contents(self, address: str) -> str:
        """A digest of a file."""
        if address not in self.files:
            return ""
        return blake2b((self.folder / address).read_bytes(), digest_size=8).hexdigest()

    def seen(self, address: str) -> Seen:
        return seen(self.html(address), address, self.contents)


def _files(folder: Path) -> Iterator[str]:
    top = len(str(folder)) + 1
    for here, _, names in os.walk(folder):
        for name in names:
            yield f"{here}/{name}"[top:].replace(os.sep, "/")


def _is_page(name: str) -> bool:
    return name == INDEX or (name.endswith(f"/{INDEX}") and name != f"{editor()}{INDEX}")


@dataclass(frozen=True)
class Lines:
    """Lines that a page in a language no longer has, and those that it has now."""

    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass
class PageChange:
    """One page, in all languages that change alike."""

    kind: str
    """added, changed, moved or gone."""
    below: str
    title: str
    to: str = ""
    """Where a page that has moved leads."""
    parts: set[str] = field(default_factory=set)
    """What of a changed page: title, text, links, pictures, order."""
    lines: dict[Locale, Lines] = field(default_factory=dict)
    """By each of its languages, in their order."""


@dataclass
class Comparison:
    """What differs between two sites."""

    pages: list[PageChange] = field(default_factory=list)
    """By kind and address."""
    frames: Counter[Locale] = field(default_factory=Counter)
    """On how many pages of a language the menu or the foot differ."""
    others: Counter[Locale] = field(default_factory=Counter)
    """On how many pages of a language they do not."""

    @property
    def framed(self) -> tuple[Locale, ...]:
        """The languages in which the menu or the foot differ on most pages. On a few they do for
        the page's own sake: the offer of languages says which translation is older."""
        return tuple(locale for locale, count in self.frames.items() if count > self.others[locale])

    lost: list[str] = field(default_factory=list)
    """Addresses that no longer answer, in order."""
    same: int = 0
    """How many pages look as before, in all languages together."""


KINDS = ("added", "changed", "moved", "gone")


def compare(before: BuiltSite, after: BuiltSite, published: Iterable[str] = ()) -> Comparison:
    """What differs; `published` are addresses below the root of a language that must answer, too.

    Both sites were built for one address and one moment.
    """
    found = Comparison()
    pages: dict[tuple[str, str, str], PageChange] = {}
    for locale in dict.fromkeys((*after.locales, *before.locales)):
        for below in sorted({p.below for s in (before, after) for p in s.pages if p[1] == locale}):
            place = Place(below, locale)
            _compare_page(before, after, place, pages, found)
    order = {kind: at for at, kind in enumerate(KINDS)}
    found.pages = sorted(pages.values(), key=lambda page: (order[page.kind], page.below))
    found.lost = _lost(before, after, published)
    return found


def _compare_page(
    before: BuiltSite,
    after: BuiltSite,
    place: Place,
    pages: dict[tuple[str, str, str], PageChange],
    found: Comparison,
) -> None:
    old, new = _page(before, place), _page(after, place)
    if isinstance(old, bytes) and isinstance(new, bytes):
        change = _changed(before, after, place, found) if old != new else None
        found.same += change is None
        found.others[place.locale] += old == new
    elif isinstance(new, bytes):
        one = after.seen(after.pages[place])
        change = PageChange("added", place.below, one.name)
        change.lines[place.locale] = Lines(new=tuple(words_in(one)))
    elif isinstance(old, bytes):
        one = before.seen(before.pages[place])
        first, _, rest = (new or "").partition("/")
        to = rest if first == place.locale else new or ""
        change = PageChange("gone" if new is None else "moved", place.below, one.name, to)
        change.lines[place.locale] = Lines(gone=tuple(words_in(one)))
    else:
        return
    if change:
        known = pages.setdefault((change.kind, change.below, change.to), change)
        known.parts |= change.parts
        known.lines |= change.lines


def _page(site: BuiltSite, place: Place) -> bytes | str | None:
    """The HTML of a page, or where it leads; None where there is none, or it was withdrawn."""
    if place not in site.pages:
        return None
    html = site.html(site.pages[place])
    if b'<main id="withdrawn">' in html:
        return None
    to = leads_to(html, site.pages[place])
    return html if to is None else to


def _changed(
    before: BuiltSite, after: BuiltSite, place: Place, found: Comparison
) -> PageChange | None:
    """A page of both sites; None where a reader sees the same."""
    one, other = (site.seen(site.pages[place]) for site in (before, after))
    (found.frames if one.frame != other.frame else found.others)[place.locale] += 1
    change = PageChange("changed", place.below, other.name, parts=parts(one, other))
    change.lines[place.locale] = _lines(list(words_in(one)), list(words_in(other)))
    return change if change.parts else None


def parts(one: Seen, other: Seen) -> set[str]:
    """What differs for a reader between two states of a page."""
    pairs = {
        "title": (one.title, other.title),
        "text": (one.main.lines, other.main.lines),
        "links": (one.main.links, other.main.links),
        "pictures": (one.main.pictures, other.main.pictures),
    }
    found = {name for name, (a, b) in pairs.items() if Counter(a) != Counter(b)}
    return found or ({"order"} if any(a != b for a, b in pairs.values()) else set())


def _lines(before: Sequence[str], after: Sequence[str]) -> Lines:
    """By how often a line is there, not by where: a list that is sorted anew has the same lines,
    and the time grows with the lines alone."""
    return Lines(tuple(_more(before, after)), tuple(_more(after, before)))


def _more(these: Sequence[str], those: Sequence[str]) -> Iterator[str]:
    """The lines that are here more often than there, in their order."""
    left = Counter(those)
    for line in these:
        if left[line] > 0:
            left[line] -= 1
        else:
            yield line


def _lost(before: BuiltSite, after: BuiltSite, published: Iterable[str]) -> list[str]:
    """Pages that answered and do not now; of other files their folder with their names."""
    default = before.locales[0]
    promised = {f"{localised(path, default, default)}{INDEX}" for path in published}
    gone = (before.files | promised) - after.files
    pages = {name.removesuffix(INDEX) for name in gone if _is_page(name)}
    rest: dict[str, list[str]] = defaultdict(list)
    for name in sorted(gone):
        folder, _, file = name.rpartition("/")
        if not _is_page(name) and f"{folder}/" not in pages:
            rest[folder].append(file)
    files = (f"{folder}/: {', '.join(names)}".lstrip("/: ") for folder, names in rest.items())
    return sorted([*pages, *files])
