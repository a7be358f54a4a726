"""data/evidence.txt: whether the pages that records name are still there, written by a command.

    visited 2026-11
    https://example.org/lamps there sha256=9f86…
    https://example.org/plan gone seen=2026-05 archived=https://web.archive.org/web/2019…

A line a page, in the order of the alphabet: those who change different pages change different
lines. What is there has no date of its own, as it was seen in the month of the first line: a
week in which nothing happens changes nothing, and a new month that line alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from urllib.parse import urldefrag

from ..files.layout import EVIDENCE
from ..files.texts import LIMIT_PROBLEMS, read_text
from ..problems import Problem, shown
from ..words.web import host_of

LIMIT_BYTES = 16 * 1024 * 1024
"""Room for 20,000 pages; a data file is much smaller."""
_HEAD = """\
# Whether the sources of the site are still there. Written by the command, see EDITING.md:
#   projectsite evidence
# A line is: address, what was found, and what is known beside it. Of a file sha256 is that of its
# bytes, of a web page that of its text.
"""


class Found(StrEnum):
    """What a visit has found."""

    THERE = "there"
    REFUSED = "refused"
    """It lets no program in; a reader may see it all the same."""
    GONE = "gone"
    """The server says that there is no such page."""
    ELSEWHERE = "elsewhere"
    """It leads to the front page of a site: what most servers do with pages that are gone."""
    UNREACHABLE = "unreachable"
    """There is no server, or it fails."""
    UNSAFE = "unsafe"
    """Its certificate is not valid: a browser warns of it."""
    ASTRAY = "astray"
    """It leads in a circle, or to what is no public page."""

    @property
    def is_lost(self) -> bool:
        return self in (Found.GONE, Found.ELSEWHERE)

    @property
    def is_open(self) -> bool:
        """Whether nothing keeps a reader from it, as far as is known."""
        return self in (Found.THERE, Found.REFUSED)


@dataclass(frozen=True)
class Visit:
    """What is known of one page; empty is what is not."""

    address: str
    found: Found
    final: str = ""
    """Where it leads for good: its address after permanent redirects (RFC 9110, 15.4)."""
    sha256: str = ""
    """Of what was seen there last."""
    changed: str = ""
    """The month in which that was found to be other than before."""
    varies: str = ""
    """yes where it is other at each visit, so that nothing is gained by comparing it."""
    seen: str = ""
    """The month in which it was there last, where that was before the last visit."""
    archived: str = ""
    """A copy in an archive."""


_URL = r"https?://[^\s\x00-\x1f\x7f<>\"'{}|\\^`]{1,600}"
_COPY = re.compile(r"https://web\.archive\.org/web/[0-9]{4,14}/\S+", re.ASCII)
_MONTH = "(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])"
_FORMS = {
    "final": _URL,
    "sha256": "[0-9a-f]{64}",
    "changed": _MONTH,
    "varies": "yes",
    "seen": _MONTH,
    "archived": _URL,
}
_LINE = re.compile(
    f"(?P<address>{_URL}) (?P<found>{'|'.join(Found)})"
    + "".join(f"(?: {name}=(?P<{name}>{form}))?" for name, form in _FORMS.items())
)
_VISITED = re.compile(f"visited ({_MONTH})")


@dataclass(frozen=True)
class Visits:
    """The lines of the file."""

    visited: str = ""
    """The month of the last visit, 2026-11; empty where there was none."""
    pages: Mapping[str, Visit] = field(default_factory=dict)
    """By address."""
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def of(self, url: str) -> Visit | None:
        """What is known of an address; None before its first visit."""
        return self.pages.get(address_of(url))

    def last_seen(self, visit: Visit) -> str:
        """The month in which a page was there last; empty where it never was at a visit."""
        return visit.seen or (self.visited if visit.found is Found.THERE else "")

    def text(self) -> str:
        """The whole file."""
        rows = (_row(self.pages[address]) for address in sorted(self.pages))
        return _HEAD + f"visited {self.visited}\n" + "".join(f"{row}\n" for row in rows)


def address_of(url: str) -> str:
    """What is visited: several sources may name parts of one page."""
    return urldefrag(url).url


def is_address(url: str) -> bool:
    """Whether a line can hold an address that a stranger has given."""
    return bool(re.fullmatch(_URL, url)) and url.isascii() and bool(host_of(url))


def is_copy(url: str) -> bool:
    """Whether an address is that of a copy in the archive which the command asks: at another host
    anything might lie."""
    return bool(_COPY.fullmatch(url))


def _row(visit: Visit) -> str:
    known = ((name, getattr(visit, name)) for name in _FORMS)
    told = (f"{name}={value}" for name, value in known if value)
    return " ".join([visit.address, visit.found, *told])


def read_visits(root: Path) -> Visits:
    """Read the file below a project's root; a project may have none."""
    path = root / EVIDENCE
    if not path.exists() and not path.is_symlink():
        return Visits()
    text = read_text(path, EVIDENCE, LIMIT_BYTES)
    if isinstance(text, Problem):
        return Visits(problems=(text,))
    visited, problems = "", list[Problem]()
    pages: dict[str, Visit] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if month := _VISITED.fullmatch(line):
            visited = max(visited, month[1])
        elif isinstance(visit := _read_line(line), str):
            problems.append(Problem(EVIDENCE, number, 1, visit, "form"))
        elif visit.address in pages:
            said = f"{visit.address} stands in line {lines[visit.address]} already. Take one out."
            problems.append(Problem(EVIDENCE, number, 1, said, "twice"))
        else:
            pages[visit.address], lines[visit.address] = visit, number
    if pages and not visited and not problems:
        said = "the line “visited 2026-11” is missing: the month of the last visit."
        problems.append(Problem(EVIDENCE, 1, 1, said, "form"))
    return Visits(visited, pages, lines, tuple(problems[:LIMIT_PROBLEMS]))


def _read_line(line: str) -> Visit | str:
    """A line; or what is wrong with it."""
    found = _LINE.fullmatch(line)
    if (
        not found
        or not line.isprintable()
        or not all(host_of(found[name]) for name in _ADDRESSES if found[name])
        or (found["archived"] and not is_copy(found["archived"]))
    ):
        # After a merge that failed most of all: both sides can be written anew.
        return (
            f"“{shown(line)}” is no line of this file. Take it out; `projectsite evidence` writes "
            "it anew."
        )
    known = {one.name: found[one.name] or "" for one in fields(Visit)}
    return Visit(**known | {"found": Found(known["found"])})  # type: ignore[arg-type]


_ADDRESSES = ("address", "final", "archived")
