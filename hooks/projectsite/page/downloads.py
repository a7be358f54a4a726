"""The same record for machines: links to its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .. import addresses
from ..facts.folders import (
    ACTIVITIES,
    DELIVERABLES,
    INDICATORS,
    MILESTONES,
    NEWS,
    PUBLICATIONS,
    RESULTS,
    TASKS,
)
from ..facts.model import Outcome
from ..facts.project import Project
from .setting import Setting

DAYS = ("day", "span")
"""How exact a date is for an entry in a calendar."""


class FormatLink(NamedTuple):
    """A file that holds what the page holds."""

    label: str
    """The name of the format: BibTeX; or what it is for, in the page's language."""
    href: str
    media_type: str
    """As registered with IANA, or as programs expect it."""
    about: str = ""
    """What it holds, in the page's language; only in lists of files."""


class Download(NamedTuple):
    """A file of all records."""

    name: str
    """The word for it; empty where its address is its name."""
    about: str
    """The word for what it holds."""
    media_type: str


DATA_FILES = {
    addresses.outcomes_table(): Download("", "format.outcomes_csv", "text/csv"),
    addresses.outcomes_data(): Download("", "format.outcomes_json", "application/json"),
    addresses.project_data(): Download("", "format.project_json", "application/json"),
}
_TABLES = {
    DELIVERABLES: Download("", "format.deliverables_csv", "text/csv"),
    MILESTONES: Download("", "format.milestones_csv", "text/csv"),
    TASKS: Download("", "format.tasks_csv", "text/csv"),
    PUBLICATIONS: Download("", "format.publications_csv", "text/csv"),
    RESULTS: Download("", "format.results_csv", "text/csv"),
    ACTIVITIES: Download("", "format.activities_csv", "text/csv"),
    INDICATORS: Download("", "format.indicators_csv", "text/csv"),
    NEWS: Download("", "format.news_csv", "text/csv"),
}
DESCRIPTIONS = {
    addresses.data_package(): Download("", "format.data_package", "application/json"),
    addresses.catalogue("ttl"): Download("", "format.dcat", "text/turtle"),
    addresses.catalogue("jsonld"): Download("", "format.dcat", "application/ld+json"),
    addresses.crate(): Download("", "format.crate", "application/ld+json"),
}
"""What tells programs of all the others."""
FEEDS = {
    addresses.feed(): Download("format.atom", "format.atom_about", "application/atom+xml"),
    addresses.json_feed(): Download(
        "format.json_feed", "format.json_feed_about", "application/feed+json"
    ),
    addresses.calendar(): Download("format.calendar", "format.calendar_about", "text/calendar"),
}
IN_EACH_LANGUAGE = FEEDS | {
    addresses.feed_list(): Download("format.opml", "format.opml_about", "text/x-opml"),
    addresses.promised_table(): Download("", "format.promised_csv", "text/csv"),
}


def data_files(project: Project) -> dict[str, Download]:
    """The files that hold all records, by their addresses: those that every project has, and the
    tables of its news and of the parts of the plan that it has."""
    tables = {
        addresses.table_of(kind.folder): file
        for kind, file in _TABLES.items()
        if project.by_id(kind.model)
    }
    return {**DATA_FILES, **tables}


def cite_links(setting: Setting, outcome: Outcome) -> tuple[FormatLink, ...]:
    """Files for reference managers."""
    return tuple(
        FormatLink(label, _file(setting, outcome, name), media_type)
        for label, name, media_type in (
            ("BibTeX", "cite.bib", "application/x-bibtex"),
            ("RIS", "cite.ris", "application/x-research-info-systems"),
            ("CSL-JSON", "cite.json", "application/vnd.citationstyles.csl+json"),
        )
    )


def reuse_links(setting: Setting, outcome: Outcome) -> tuple[FormatLink, ...]:
    """Files for calendars and programs."""
    return tuple(_reuse_links(setting, outcome))


def _reuse_links(setting: Setting, outcome: Outcome) -> Iterator[FormatLink]:
    if has_day(outcome):
        href = _file(setting, outcome, "event.ics")
        yield FormatLink(setting.t("format.event"), href, "text/calendar")
    yield FormatLink("JSON", _file(setting, outcome, "data.json"), "application/json")
    yield FormatLink("JSON-LD", _file(setting, outcome, "data.jsonld"), "application/ld+json")


def sheet_link(setting: Setting, path: str) -> FormatLink | None:
    """The document on a record, by the address of its page; None where none was made."""
    address = addresses.kit_file(addresses.kit_name(path), setting.locale)
    kit = setting.edition.kit
    file = kit.files.get(address) if kit else None
    if not file:
        return None
    label = setting.t("kit.print", count=file.pages)
    return FormatLink(label, setting.asset(address), "application/pdf")


def has_day(outcome: Outcome) -> bool:
    """Whether the days of an outcome are known: a month or a year is no event."""
    return outcome.date is not None and outcome.date.precision in DAYS


def feed_links(setting: Setting) -> tuple[FormatLink, ...]:
    """The outcomes to follow, in the page's language."""
    t = setting.t
    return tuple(
        FormatLink(t(file.name), setting.page(path), file.media_type, t(file.about))
        for path, file in FEEDS.items()
    )


def news_links(setting: Setting) -> tuple[FormatLink, ...]:
    """The news to follow; none where there are none."""
    return feed_links_of(setting, addresses.news()) if setting.project.news else ()


def feed_links_of(setting: Setting, page: str) -> tuple[FormatLink, ...]:
    """The outcomes of a work package or cluster to follow, or the news, by the address of the
    page."""
    base = addresses.feed_of(page)
    return tuple(
        FormatLink(setting.t(file.name), setting.page(path), file.media_type)
        for path, file in (
            (addresses.feed(base), FEEDS[addresses.feed()]),
            (addresses.json_feed(base), FEEDS[addresses.json_feed()]),
        )
    )


def follow_links(setting: Setting) -> tuple[FormatLink, ...]:
    """The outcomes to follow, and all of them as a table."""
    path = addresses.outcomes_table()
    table = FormatLink("CSV", setting.asset(path), DATA_FILES[path].media_type)
    return (*feed_links(setting), table)


def data_links(setting: Setting) -> tuple[FormatLink, ...]:
    """Every file that holds all records, labelled by its address."""
    default = setting.project.default_locale
    files = [
        (path, setting.asset(path), file) for path, file in data_files(setting.project).items()
    ]
    for local, file in IN_EACH_LANGUAGE.items():
        address = addresses.localised(local, setting.locale, default)
        files.append((address, setting.page(local), file))
    files += [(path, setting.asset(path), file) for path, file in DESCRIPTIONS.items()]
    return tuple(
        FormatLink(address, href, file.media_type, setting.t(file.about))
        for address, href, file in files
    )


def _file(setting: Setting, outcome: Outcome, name: str) -> str:
    """The files of a record stand once, below its address in the default language: they hold all
    languages."""
    return setting.asset(addresses.outcome_file(outcome.id, name))
