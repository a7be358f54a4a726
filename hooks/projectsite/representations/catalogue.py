"""Which files there are for machines, by their address below the root of the site."""

from __future__ import annotations

from collections.abc import Iterator

from .. import addresses
from ..model import Outcome
from .atom import atom_feed
from .calendars import event_calendar, has_day, outcomes_calendar
from .edition import Edition
from .feed import Feed
from .json_feed import json_feed
from .json_text import json_bytes
from .open_data import outcome_document, outcomes_document, project_document
from .robots import robots_txt
from .tables import outcomes_table
from .vcards import contact_card

File = tuple[str, bytes]
"""An address below the root of the site, and what stands there."""


def project_files(edition: Edition) -> Iterator[File]:
    """Every file that is there once, or once a language."""
    for locale in edition.locales:
        feed = Feed.of(edition, locale)
        for path, content in (
            (addresses.feed(), atom_feed(feed)),
            (addresses.json_feed(), json_feed(feed)),
            (addresses.calendar(), outcomes_calendar(edition, locale)),
        ):
            yield addresses.localised(path, locale, edition.project.default_locale), content
    yield addresses.project_data(), json_bytes(project_document(edition))
    yield addresses.outcomes_data(), json_bytes(outcomes_document(edition))
    yield addresses.outcomes_table(), outcomes_table(edition)
    for contact in edition.project.contacts.values():
        yield addresses.contact_card(contact.id), contact_card(edition, contact)
    yield addresses.robots(), robots_txt(edition)


def record_files(edition: Edition, outcome: Outcome) -> Iterator[File]:
    """The files of one outcome, each in all languages; an event only where the days are known."""
    document = json_bytes(outcome_document(edition, outcome))
    yield addresses.outcome_file(outcome.id, "data.json"), document
    if has_day(outcome):
        yield addresses.outcome_file(outcome.id, "event.ics"), event_calendar(edition, outcome)
