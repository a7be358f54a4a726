"""The plan, its report and the news as tables (RFC 4180): one row a record and language.

The columns are the fields of the model, so that a new field is in the table at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from .. import addresses
from ..facts.folders import Kind
from ..facts.model import FiledRecord, Record, Sourced
from ..facts.news import Picture
from ..facts.plan import Deliverable, Planned
from ..page.edition import Edition
from ..words.dates import PartialDate, PlannedDate
from ..words.forms import plain_number
from ..words.text import Locale, LocalisedText
from .encoding import readable
from .tables import joined, source_name, written

_STAGE = {
    "stage": "How far it has come, by its dates or figure: due, overdue, accepted, reached …",
    "stage_label": "The same in the words of the language.",
}
_UNTRANSLATED = "The columns whose text stands in the default language, for want of another."


@cache
def record_columns(model: type[FiledRecord]) -> Mapping[str, str]:
    """Every column of the table of a kind by its name, with a sentence on what it holds."""
    fields = model.model_fields.items()
    shown = {name: field.description or "" for name, field in fields if not field.exclude}
    own = {name: " ".join(said.split()) for name, said in shown.items()}
    evidence = {name: own.pop(name) for name in Sourced.model_fields}
    days = {f"{name}_day": f"The day that {name} means." for name in _planned_dates(model)}
    return {
        "id": own.pop("id"),
        "language": "The language of the row.",
        "url": "The page of the record in this language.",
        **own,
        **days,
        **(_STAGE if issubclass(model, Planned) else {}),
        "untranslated": _UNTRANSLATED,
        **evidence,
    }


def _planned_dates(model: type[Record]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if field.annotation is PlannedDate:
            yield name


def record_table(edition: Edition, kind: Kind) -> bytes:
    """The table of the records of a kind, with a line of names."""
    columns = record_columns(kind.model)
    rows: list[Iterable[str]] = [columns]
    for record in edition.project.by_id(kind.model).values():
        for locale in edition.locales:
            cells = dict(_cells(edition, record, locale))
            rows.append([cells.get(name, "") for name in columns])
    return written(rows)


def _cells(edition: Edition, record: FiledRecord, locale: Locale) -> Iterator[tuple[str, str]]:
    start, default = edition.project.facts.start, edition.project.default_locale
    untranslated = []
    for name, value in record.__dict__.items():
        if isinstance(value, LocalisedText):
            words = value.words(locale, default)
            yield name, readable(words.text)
            if words.locale != locale:
                untranslated.append(name)
        elif value is not None and not _is_withheld(record, name):
            yield name, _plain(edition, value)
        if isinstance(value, PlannedDate):
            day = value.first_day(start) if name == "start" else value.last_day(start)
            yield f"{name}_day", day.isoformat()
    yield "language", locale
    yield "url", edition.url(addresses.of_record(record), locale)
    if isinstance(record, Planned):
        stage = edition.project.stage_of(record, edition.moment.date())
        yield "stage", stage.value
        yield "stage_label", edition.wordings[locale](f"stage.{stage}")
    yield "inferred", joined(item.fact for item in record.inferred)
    yield "sources", joined(source_name(source) for source in record.sources)
    yield "untranslated", joined(untranslated)


def _is_withheld(record: FiledRecord, name: str) -> bool:
    """Of what is not public a table says that it exists, and no more."""
    return name == "file" and isinstance(record, Deliverable) and not record.is_public


def _plain(edition: Edition, value: Any) -> str:
    if isinstance(value, Picture):
        return edition.url(addresses.asset(value.file))
    if isinstance(value, PartialDate | PlannedDate):
        return value.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return plain_number(value)
    return joined(map(str, value)) if isinstance(value, tuple) else str(value)
