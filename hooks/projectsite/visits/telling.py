"""What the visits have found, in words: Markdown that is read as it stands, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..facts.visits import Found
from ..words.dates import PartialDate
from ..words.forms import date_form
from ..words.text import Locale
from .comparing import Change, Outcome, months_between

MOST = 60
"""So many pages are told below one heading."""
LONGEST = 60_000
"""An issue on GitHub holds 65,536 characters."""
FILES = 3
"""So many files are named that name a page."""
RENEWED = 6
"""After so many months the month of the last visit is worth a change of its own: of what goes after
it readers are told that it was seen last then."""
_ENGLISH = Locale("en")


class _Section(NamedTuple):
    heading: str
    advice: str
    holds: Callable[[Change], bool]


def _was(change: Change) -> Found | None:
    return change.before.found if change.before else None


def _is_now(found: Found) -> Callable[[Change], bool]:
    return lambda change: change.after.found is found and _was(change) is not found


def _is_other(change: Change) -> bool:
    before, after = change.before, change.after
    return bool(before and before.sha256 and before.sha256 != after.sha256)


_SECTIONS = (
    _Section(
        "No longer there",
        "Readers are offered the archived copy, where there is one. Else look for one, and write "
        "its address as `archived` beside the page in data/sources.yml; or name another source.",
        _is_now(Found.GONE),
    ),
    _Section(
        "Lead to a front page, so the page itself is likely gone",
        "Look for its new address, and write that into the record. Until then readers are offered "
        "the archived copy, where there is one.",
        _is_now(Found.ELSEWHERE),
    ),
    _Section(
        "Could not be reached",
        "This may pass. Wait with merging until it has stood here for some weeks, as readers are "
        "told then.",
        _is_now(Found.UNREACHABLE),
    ),
    _Section(
        "Are not safe: browsers warn of their certificates",
        "Tell the owner of the site, or name another source.",
        _is_now(Found.UNSAFE),
    ),
    _Section(
        "Lead nowhere",
        "Open the address, and write the right one into the record.",
        _is_now(Found.ASTRAY),
    ),
    _Section(
        "Let no program in",
        "Open these yourself now and then: whether they are still there is not known.",
        _is_now(Found.REFUSED),
    ),
    _Section(
        "Are there again",
        "Nothing is to do.",
        lambda c: bool(c.before and _is_now(Found.THERE)(c)),
    ),
    _Section(
        "Say something else than before",
        "Read whether they still say what the record says.",
        lambda c: _is_other(c) and not c.after.varies,
    ),
    _Section(
        "Change all the time",
        "They are not compared any longer, only visited.",
        lambda c: _is_other(c) and bool(c.after.varies),
    ),
    _Section(
        "Have moved for good",
        "Write the new address into the record.",
        lambda c: bool(c.after.final and not (c.before and c.before.final == c.after.final)),
    ),
    _Section(
        "Have an archived copy now",
        "Readers are offered it.",
        lambda c: (
            _was(c) is c.after.found
            and bool(c.before and c.after.archived and not c.before.archived)
        ),
    ),
)


def told(outcome: Outcome, named: Mapping[str, Sequence[str]]) -> str:
    """What has changed, each page with the files that name it; empty for nothing."""
    lines = list[str]()
    for section in _SECTIONS:
        if found := [change for change in outcome.changes if section.holds(change)]:
            lines += ["", f"## {section.heading} ({len(found)})", "", section.advice, ""]
            lines += [f"- {_line(change, named)}" for change in found[:MOST]]
            lines += [f"- and {len(found) - MOST} more"] * (len(found) > MOST)
    further = list(_further(outcome))
    if not (lines or further):
        return ""
    text = "\n".join([summed_up(outcome), *(["", *further] if further else []), *lines])
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition("\n")[0] + "\n- and more, too long for an issue"
    return text + "\n"


def summed_up(outcome: Outcome) -> str:
    """One line: how many pages there are, and how many of them are as they should be."""
    pages = outcome.visits.pages.values()
    counts = Counter(visit.found for visit in pages)
    rest = [f"{counts[found]} {said}" for found, said in _SAID.items() if counts[found]]
    there = f"{counts[Found.THERE]} of {len(pages)} pages are there"
    return f"In {_month(outcome.visits.visited)} {there}{''.join(f'; {one}' for one in rest)}."


_SAID = {
    Found.GONE: "gone",
    Found.ELSEWHERE: "leading to a front page",
    Found.UNREACHABLE: "not to be reached",
    Found.UNSAFE: "not safe",
    Found.ASTRAY: "leading nowhere",
    Found.REFUSED: "letting no program in",
}


def _further(outcome: Outcome) -> Iterator[str]:
    if outcome.new:
        yield f"There at their first visit: {outcome.new}."
    if outcome.dropped:
        yield f"Taken out, as no record names them any more: {_some(outcome.dropped)}."
    if outcome.before and months_between(outcome.before, outcome.visits.visited) >= RENEWED:
        yield f"The visit that was kept last is of {_month(outcome.before)}: keep this one."


def _some(addresses: Sequence[str]) -> str:
    more = [f"{len(addresses) - MOST} more"] * (len(addresses) > MOST)
    return ", ".join([*(f"<{address}>" for address in addresses[:MOST]), *more])


def _line(change: Change, named: Mapping[str, Sequence[str]]) -> str:
    after = change.after
    said = [f"<{after.address}>"]
    if not after.found.is_open or after.found is Found.REFUSED:
        said.append(change.why)
        if change.seen:
            said.append(f"last seen in {_month(change.seen)}")
        if after.archived:
            said.append(f"archived copy: <{after.archived}>")
    if after.final:
        said.append(f"now at <{after.final}>")
    files = named[after.address]
    more = f" and {len(files) - FILES} more" if len(files) > FILES else ""
    return "; ".join([*said, f"named in {', '.join(files[:FILES])}{more}"])


def _month(month: str) -> str:
    return date_form(PartialDate.parse(month), _ENGLISH)


def month_of(day: date) -> str:
    """As data/evidence.txt writes it: 2026-11."""
    return f"{day:%Y-%m}"
