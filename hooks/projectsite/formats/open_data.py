"""The records as JSON: the fields of data/*.yml under the same names, in all languages."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

from .. import addresses
from ..facts.folders import KINDS, OUTCOMES, kind_of
from ..facts.model import Contact, FiledRecord, Outcome, Record, ResultFile, Sourced
from ..facts.news import NewsItem, Picture
from ..facts.plan import Deliverable, Planned
from ..page.edition import Edition
from ..words.dates import PartialDate, PlannedDate
from ..words.text import LocalisedText

VERSION = 1
"""Of the shape of these files. It rises when a field changes its meaning or goes; never for a new
one."""

Document = dict[str, Any]
"""What JSON calls an object. An unknown fact has no key; a list may be empty."""


def project_document(edition: Edition) -> Document:
    """Everything but the outcomes: facts, objectives, and the records of each kind."""
    project = edition.project
    return {
        **_head(edition, addresses.project_data()),
        "project": _project(edition),
        "objectives": [_fields(objective) for objective in project.objectives.values()],
        "effort": [_fields(effort) for effort in project.effort],
        **{
            kind.folder: [_record(edition, r) for r in project.by_id(kind.model).values()]
            for kind in KINDS
            if kind is not OUTCOMES
        },
    }


def _project(edition: Edition) -> Document:
    return {**_fields(edition.project.facts), "url": _pages(edition, addresses.home())}


def _record(edition: Edition, record: FiledRecord) -> Document:
    """A record with the address of its page, a contact with that of its card."""
    if isinstance(record, Contact):
        return {**_fields(record), "url": edition.url(addresses.contact_card(record.id))}
    if isinstance(record, NewsItem):
        return _news_item(edition, record)
    if isinstance(record, Planned):
        return _planned(edition, record)
    if kind_of(record).has_pages:
        return {**_fields(record), "url": _pages(edition, addresses.of_record(record))}
    return _fields(record)


def _news_item(edition: Edition, item: NewsItem) -> Document:
    found = {**_fields(item), "url": _pages(edition, addresses.of_record(item))}
    if item.picture:
        found["picture"] = _file(edition, item.picture)
    return found


def _planned(edition: Edition, record: Planned) -> Document:
    """A record of the plan with what follows from its dates and figures."""
    found = {**_fields(record), "url": _pages(edition, addresses.of_record(record))}
    start = edition.project.facts.start
    for name, value in record.__dict__.items():
        if isinstance(value, PlannedDate):
            found[name] = {
                "text": value.text,
                "first_day": value.first_day(start).isoformat(),
                "last_day": value.last_day(start).isoformat(),
            }
    found["stage"] = edition.project.stage_of(record, edition.moment.date()).value
    # Of what is not public, its existence and no more.
    if isinstance(record, Deliverable) and not record.is_public:
        found.pop("file", None)
    return found


def outcomes_document(edition: Edition) -> Document:
    """All outcomes by id; the same fields as in the file of each."""
    outcomes = sorted(edition.project.outcomes.items())
    return {
        **_head(edition, addresses.outcomes_data()),
        "outcomes": [_outcome(edition, outcome) for _, outcome in outcomes],
    }


def outcome_document(edition: Edition, outcome: Outcome) -> Document:
    """One outcome. No moment stands in it: it changes when its record does, and only then."""
    return {"version": VERSION, **_outcome(edition, outcome)}


def _head(edition: Edition, address: str) -> Document:
    return {
        "version": VERSION,
        "about": _pages(edition, addresses.open_data()),
        "self": edition.url(address),
        "updated": edition.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _outcome(edition: Edition, outcome: Outcome) -> Document:
    found = _fields(outcome)
    found["files"] = [_file(edition, item) for item in outcome.files]
    found["url"] = _pages(edition, addresses.outcome(outcome.id))
    return found


def _file(edition: Edition, item: ResultFile | Picture) -> Document:
    return {**_fields(item), "url": edition.url(addresses.asset(item.file))}


def _pages(edition: Edition, path: str) -> dict[str, str]:
    """The absolute address of a page in each language; of the home page where there is none."""
    path = edition.page_or_home(path)
    return {locale: edition.url(path, locale) for locale in edition.locales}


def _fields(record: Record) -> Document:
    """Every field of a record that is known, in the order of the model; the evidence comes last.

    What the model excludes stays out: e-mail addresses, settings of the site.
    """
    values = record.__dict__
    return {
        name: _plain(value) for name in _names(type(record)) if (value := values[name]) is not None
    }


@cache
def _names(kind: type[Record]) -> tuple[str, ...]:
    names = [name for name, field in kind.model_fields.items() if not field.exclude]
    # pydantic lists inherited fields first; readers look for what is special to a record.
    evidence = Sourced.model_fields if issubclass(kind, Sourced) else {}
    return (*(name for name in names if name not in evidence), *evidence)


def _plain(value: Any) -> Any:
    if isinstance(value, LocalisedText):
        return value.root
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PartialDate):
        return {
            "text": value.text,
            "precision": value.precision,
            "first_day": value.first.isoformat(),
            "last_day": value.last.isoformat(),
        }
    if isinstance(value, PlannedDate):
        return value.text
    if isinstance(value, Record):
        return _fields(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
