"""Outcomes that have a day, as iCalendar (RFC 5545, with the names of RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from urllib.parse import urlsplit

from ... import addresses
from ...facts.model import Outcome
from ...page.citation import town_and_country
from ...page.downloads import has_day
from ...page.edition import Edition
from ...words.dates import PartialDate
from ...words.forms import own_name
from ...words.text import Locale, Words
from .content_lines import line, list_line, text_line, words_line

_DAY = timedelta(days=1)


def outcomes_calendar(edition: Edition, locale: Locale) -> bytes:
    """All outcomes that have a day, in one language, to subscribe to.

    Without any it is empty: readers accept that, although RFC 5545, 3.4 asks for at least one
    component, and those who subscribed keep their address.
    """
    title = edition.wordings[locale]("feed.title", acronym=edition.project.facts.acronym)
    address = edition.url(addresses.calendar(), locale)
    head = [
        # NAME is that of RFC 7986; Google and Apple still read the older extension.
        text_line("NAME", title, locale),
        text_line("X-WR-CALNAME", title),
        line("URL", edition.page_url(addresses.outcomes(), locale)),
        line("SOURCE;VALUE=URI", address),
        # Facts change by pull requests: to ask once a day is enough.
        line("REFRESH-INTERVAL;VALUE=DURATION", "P1D"),
    ]
    events = [
        piece
        for outcome in edition.project.chronicle
        if outcome.date and has_day(outcome)
        for piece in _event(edition, outcome, outcome.date, (locale,))
    ]
    return _calendar(edition, [*head, *events])


def event_calendar(edition: Edition, outcome: Outcome) -> bytes:
    """One outcome in all its languages, the default one first.

    The format has room for one title and one place, in the default language; other languages
    follow in the description, and as further categories. Raises ValueError for an outcome that
    has no day.
    """
    if outcome.date is None or not has_day(outcome):
        raise ValueError(f"{outcome.id} has no day.")
    return _calendar(edition, _event(edition, outcome, outcome.date, edition.locales))


def _calendar(edition: Edition, content: Iterable[bytes]) -> bytes:
    acronym = edition.project.facts.acronym
    return b"".join(
        [
            b"BEGIN:VCALENDAR\r\n",
            b"VERSION:2.0\r\n",
            text_line("PRODID", f"-//{acronym}//projectsite//EN"),
            *content,
            b"END:VCALENDAR\r\n",
        ]
    )


def _event(
    edition: Edition, outcome: Outcome, when: PartialDate, locales: tuple[Locale, ...]
) -> list[bytes]:
    """An all-day event. DTEND names the day after the last one (RFC 5545, 3.6.1)."""
    first = locales[0]
    site = urlsplit(edition.site_url)
    # Several projects may stand on one host.
    name = ".".join([outcome.id, *filter(None, site.path.split("/"))])
    return [
        b"BEGIN:VEVENT\r\n",
        # Unique in the world and the same in every build (RFC 5545, 3.8.4.7).
        line("UID", f"{name}@{site.hostname or 'localhost'}"),
        # When the facts last changed, not when they were built: two builds are equal.
        line("DTSTAMP", edition.moment.strftime("%Y%m%dT%H%M%SZ")),
        line("DTSTART;VALUE=DATE", _basic(when.first)),
        _end(when),
        *_told(edition, outcome, locales),
        line("STATUS", outcome.status.icalendar),
        # Whoever subscribes is not busy on all days of the project.
        b"TRANSP:TRANSPARENT\r\n",
        line("URL", edition.page_url(addresses.outcome(outcome.id), first)),
        b"END:VEVENT\r\n",
    ]


def _end(when: PartialDate) -> bytes:
    if when.last < date.max:
        return line("DTEND;VALUE=DATE", _basic(when.last + _DAY))
    # Python has no day after it.
    return line("DURATION", f"P{(when.last - when.first).days + 1}D")


def _told(edition: Edition, outcome: Outcome, locales: tuple[Locale, ...]) -> Iterator[bytes]:
    """What a reader of the calendar sees, in these languages; the first one is that of the lines
    that an event may have but once."""
    first, default = locales[0], edition.project.default_locale
    yield words_line("SUMMARY", outcome.title.words(first, default))
    summary = outcome.summary.words(first, default)
    if len(locales) == 1:
        yield words_line("DESCRIPTION", summary)
    else:
        yield text_line("DESCRIPTION", _description(outcome, summary, locales[1:]))
    if place := town_and_country(outcome, edition.wordings[first], default):
        yield words_line("LOCATION", place)
    for locale in locales:
        label = edition.wordings[locale](f"type.{outcome.type}")
        yield list_line("CATEGORIES", [label], locale)
    if outcome.work_package:
        yield list_line("CATEGORIES", [outcome.work_package])


def _description(outcome: Outcome, summary: Words, others: tuple[Locale, ...]) -> str:
    """The summary, then title and summary in each other language that has them."""
    titles, summaries = outcome.title.root, outcome.summary.root
    parts = [summary.text]
    for locale in others:
        told = [text[locale] for text in (titles, summaries) if locale in text]
        if told:
            parts.append("\n".join([f"{own_name(locale)}:", *told]))
    return "\n\n".join(parts)


@cache
def _basic(day: date) -> str:
    """The basic form of ISO 8601: 20170425."""
    return day.isoformat().replace("-", "")
