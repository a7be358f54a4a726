"""What is kept of the visits, and what each has changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from ..facts.visits import Found, Visit, Visits
from ..words.dates import PartialDate
from .journey import Finding

OFTEN = 2
"""What has changed again within so many months varies: it is not compared any longer."""


@dataclass(frozen=True)
class Change:
    """A page that is not what it was at the last visit."""

    before: Visit | None
    """None at the first visit."""
    after: Visit
    why: str
    seen: str
    """The month in which it was there last; empty where it never was at a visit."""


@dataclass(frozen=True)
class Outcome:
    """What one run comes to."""

    visits: Visits
    """What is to be kept."""
    before: str
    """The month of the visit before; empty where there was none."""
    changes: tuple[Change, ...]
    """In the order of their addresses; without what is there at its first visit."""
    new: int
    """How many pages are there at their first visit."""
    dropped: tuple[str, ...]
    """Addresses that no record names any more."""
    left: tuple[str, ...]
    """Addresses for which there was no time."""


def compared(
    kept: Visits,
    named: Collection[str],
    found: Mapping[str, Finding],
    copies: Mapping[str, str],
    month: str,
) -> Outcome:
    """What was known, what was found in a month, and the archived copies of it, put together."""
    pages, changes, new = dict[str, Visit](), list[Change](), 0
    for address in named:
        before = kept.pages.get(address)
        seen = kept.last_seen(before) if before else ""
        if address not in found:
            # Nobody has looked: what is known of it is as old as the last visit.
            if before:
                pages[address] = replace(before, seen=seen)
            continue
        after = _after(address, before, found[address], seen, month)
        after = replace(after, archived=after.archived or copies.get(address, ""))
        pages[address] = after
        if before is None and after.found is Found.THERE and not after.final:
            new += 1
        elif before is None or _differs(before, after):
            changes.append(Change(before, after, found[address].why, seen))
    return Outcome(
        visits=Visits(month, pages),
        before=kept.visited,
        changes=tuple(changes),
        new=new,
        dropped=tuple(sorted(kept.pages.keys() - set(named))),
        left=tuple(address for address in named if address not in found),
    )


def _after(address: str, before: Visit | None, found: Finding, seen: str, month: str) -> Visit:
    known = before or Visit(address, found.found)
    if found.found is not Found.THERE:
        return replace(known, found=found.found, final=found.final or known.final, seen=seen)
    after = replace(known, found=Found.THERE, final=found.final, seen="")
    if known.varies or found.varies:
        return replace(after, sha256="", changed="", varies="yes")
    if not known.sha256 or found.sha256 in ("", known.sha256):
        return replace(after, sha256=found.sha256 or known.sha256)
    if known.changed and months_between(known.changed, month) < OFTEN:
        return replace(after, sha256="", changed="", varies="yes")
    return replace(after, sha256=found.sha256, changed=month)


def months_between(earlier: str, later: str) -> int:
    return PartialDate.parse(later).months - PartialDate.parse(earlier).months


def _differs(before: Visit, after: Visit) -> bool:
    """Whether somebody should know: not of the month alone in which a page was seen."""
    other = before.sha256 and before.sha256 != after.sha256
    names = ("found", "final", "archived")
    return bool(other) or any(getattr(before, name) != getattr(after, name) for name in names)
