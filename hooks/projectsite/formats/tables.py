"""The outcomes as a table for spreadsheets (RFC 4180): one row an outcome and language."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from .. import addresses
from ..facts.model import Outcome, Source
from ..page.edition import Edition
from ..page.evidence import linked_pages
from ..words.forms import country_name, date_form, plain_number
from ..words.text import Locale, LocalisedText
from .encoding import readable

COLUMNS: Mapping[str, str] = {
    "id": "The name of the record, the same for good; with the language it names the row.",
    "language": "The language of the row.",
    "url": "The page of the outcome in this language.",
    "title": "The title of the outcome.",
    "summary": "One sentence: why it matters.",
    "text": "More about it, in Markdown.",
    "untranslated": "The columns whose text stands in the default language, for want of another.",
    "type": "What kind it is: training, study-visit, meeting, label, report, news …",
    "type_label": "The same in the words of the language.",
    "relation": "Whose it is: project; coverage, by others about it; context, a neighbour.",
    "status": "How far it has come: done, reported, announced or planned.",
    "status_label": "The same in the words of the language.",
    "date": "As exact as the sources: 2017, 2017-04, 2017-04-25 or 2017-04-25/2017-04-28.",
    "first_day": "The first day that the date can mean.",
    "last_day": "The last day that the date can mean, inclusive.",
    "place": "The town, or online.",
    "position": "Latitude and longitude of the town, in degrees.",
    "country": "Its ISO 3166-1 code.",
    "country_label": "Its name in the language.",
    "work_package": "The id of the work package.",
    "clusters": "The ids of the clusters that took part.",
    "participants": "Who else took part.",
    "material_languages": "The languages of the material or event, as ISO 639 codes.",
    "files": "The addresses of the files that came out of it.",
    "about": "The ids of the outcomes that it reports on.",
    "repeats": "The ids of outcomes that it very likely tells again: it is not counted.",
    "follows": "The ids of earlier outcomes that it came out of.",
    "inferred": "The fields that no source states in so many words.",
    "remark": "What a reader should know about the facts.",
    "sources": "The pages, or the ids of the documents, that the facts come from.",
}
"""Every column by its name, with a sentence on what it holds. Lists are joined by “; ”."""

_TEXTS = ("title", "summary", "text", "place", "participants", "remark")
_BYTE_ORDER_MARK = "\ufeff"
# OWASP, “CSV Injection”, with the full-width forms that some spreadsheets take for the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def outcomes_table(edition: Edition) -> bytes:
    """The whole table with a line of names; UTF-8, lines end in CR LF.

    It begins with a byte order mark: without one Excel reads á as Ã¡. A cell that a spreadsheet
    would run as a formula has an apostrophe before it.
    """
    rows: list[Iterable[str]] = [COLUMNS]
    # By id, not by date: a new outcome moves no other row, and two versions can be compared.
    for _, outcome in sorted(edition.project.outcomes.items()):
        shared = _shared(edition, outcome)
        for locale in edition.locales:
            cells = {**shared, **_localised(edition, outcome, locale)}
            rows.append([cells.get(name, "") for name in COLUMNS])
    return written(rows)


def promised_table(edition: Edition, locale: Locale) -> bytes:
    """What was promised, in the words of a language: a line for each outcome, by work package."""
    t = edition.wordings[locale]
    rows: list[Iterable[str]] = [promised_columns(edition, locale)]
    for package in edition.project.work_packages:
        for outcome in edition.project.promised_in(package):
            unknown = t("promised.no_date" if outcome.is_open else "outcome.date_unknown")
            when = date_form(outcome.date, locale) if outcome.date else unknown
            evidence = linked_pages(edition.project, outcome.sources) or [t("promised.unpublished")]
            if outcome.is_open:
                evidence.insert(0, t("promised.no_result"))
            title = outcome.title.words(locale, edition.project.default_locale).text
            files = joined(edition.url(addresses.asset(item.file)) for item in outcome.files)
            page = edition.url(addresses.outcome(outcome.id), locale)
            known = t(f"known.{outcome.known}")
            rows.append([package, title, known, when, joined(evidence), files, page])
    return written(rows)


def promised_columns(edition: Edition, locale: Locale) -> list[str]:
    """The names of its columns."""
    names = ("work_package.one", "promised.outcome", "outcome.status", "outcome.when")
    more = ("promised.evidence", "promised.file", "promised.page")
    return [*map(edition.wordings[locale], (*names, *more))]


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a file, with a byte order mark and no formulas."""
    # The writer makes the line ends of RFC 4180, 2.1: nothing may translate them.
    target = StringIO(newline="")
    target.write(_BYTE_ORDER_MARK)
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return target.getvalue().encode()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what would begin a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _shared(edition: Edition, outcome: Outcome) -> dict[str, str]:
    """What is the same in every language."""
    found = {
        "id": outcome.id,
        "type": outcome.type.value,
        "relation": outcome.relation.value,
        "status": outcome.status.value,
        "position": joined(plain_number(degrees) for degrees in outcome.position or ()),
        "country": outcome.country or "",
        "work_package": outcome.work_package or "",
        "clusters": joined(outcome.clusters),
        "material_languages": joined(outcome.languages),
        "files": joined(edition.url(addresses.asset(item.file)) for item in outcome.files),
        "about": joined(outcome.about),
        "repeats": joined(outcome.repeats),
        "follows": joined(outcome.follows),
        "inferred": joined(item.fact for item in outcome.inferred),
        "sources": joined(source_name(source) for source in outcome.sources),
    }
    if outcome.date:
        found["date"] = outcome.date.text
        found["first_day"] = outcome.date.first.isoformat()
        found["last_day"] = outcome.date.last.isoformat()
    return found


def _localised(edition: Edition, outcome: Outcome, locale: Locale) -> dict[str, str]:
    t = edition.wordings[locale]
    found = {
        "language": locale,
        "url": edition.url(addresses.outcome(outcome.id), locale),
        "type_label": t(f"type.{outcome.type}"),
        "status_label": t(f"status.{outcome.status}"),
        "country_label": country_name(outcome.country, locale) if outcome.country else "",
    }
    untranslated = []
    for name, text in _texts(outcome):
        words = text.words(locale, edition.project.default_locale)
        found[name] = readable(words.text)
        if words.locale != locale:
            untranslated.append(name)
    found["untranslated"] = joined(untranslated)
    return found


def _texts(outcome: Outcome) -> Iterator[tuple[str, LocalisedText]]:
    for name in _TEXTS:
        text = getattr(outcome, name)
        if text is not None:
            yield name, text


def joined(items: Iterable[str]) -> str:
    """A list in one cell."""
    return "; ".join(items)


def source_name(source: Source) -> str:
    """The address of a page, or the id of a document."""
    return source.url or source.document or ""
