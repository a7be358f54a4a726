"""What the feeds tell, in which order and as changed when: the same in each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ...facts.folders import kind_of
from ...facts.model import Outcome
from ...facts.news import NewsItem
from ...page.edition import Edition
from ...words.dates import PartialDate

_SECOND = timedelta(seconds=1)

Told = Outcome | NewsItem


class Entry(NamedTuple):
    """News, or an outcome with a date. One without has no place in a feed: none is made up."""

    record: Told
    day: date
    """The last day of a span; of a month or a year the first, as no source tells another."""
    updated: datetime
    """When its record was last changed, in UTC; no two entries have the same."""


def entries_of(edition: Edition, records: Iterable[Told]) -> tuple[Entry, ...]:
    """The entry of each dated record, the one last changed first.

    What one commit changed, or the whole where the history is not known, is ordered by the days of
    the records and a second apart: W3C's validator and some readers ask for moments that differ.
    """
    dated = [(_day(one.date), one) for one in records if one.date]
    dated.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    moments = _moments(edition, [record for _, record in dated])
    # Sorting keeps the order of what is equal.
    dated.sort(key=lambda pair: moments[pair[1].id], reverse=True)
    return tuple(_apart(dated, moments))


def _apart(dated: Sequence[tuple[date, Told]], moments: Mapping[str, datetime]) -> Iterator[Entry]:
    last: datetime | None = None
    for day, record in dated:
        moment = moments[record.id]
        if last is not None and moment >= last:
            moment = last - _SECOND
        last = moment
        yield Entry(record, day, moment)


def _moments(edition: Edition, records: Sequence[Told]) -> dict[str, datetime]:
    """When each was changed, never after the moment of the edition; that where it is not known.

    Records have a place among all that their commit changed: it stays when one of those is changed
    again.
    """
    places = {edition.project.own.file(kind_of(one), one.id): at for at, one in enumerate(records)}
    found: dict[str, datetime] = {}
    for commit in edition.history:
        if len(found) == len(records):
            break
        moment = min(commit.moment, edition.moment)
        changed = sorted(places[file] for file in commit.files if file in places)
        for behind, place in enumerate(changed):
            found.setdefault(records[place].id, moment - behind * _SECOND)
    return {one.id: found.get(one.id, edition.moment) for one in records}


def _day(known: PartialDate) -> date:
    return known.last if known.precision == "span" else known.first
