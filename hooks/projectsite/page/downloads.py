"""The same record for machines: links to its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .. import addresses
from ..facts.model import Outcome
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


def has_day(outcome: Outcome) -> bool:
    """Whether the days of an outcome are known: a month or a year is no event."""
    return outcome.date is not None and outcome.date.precision in DAYS


def feed_links(setting: Setting) -> tuple[FormatLink, ...]:
    """The outcomes to follow, in the page's language."""
    t, page = setting.t, setting.page
    return (
        FormatLink(
            t("format.atom"),
            page(addresses.feed()),
            "application/atom+xml",
            t("format.atom_about"),
        ),
        FormatLink(
            t("format.json_feed"),
            page(addresses.json_feed()),
            "application/feed+json",
            t("format.json_feed_about"),
        ),
        FormatLink(
            t("format.calendar"),
            page(addresses.calendar()),
            "text/calendar",
            t("format.calendar_about"),
        ),
    )


def follow_links(setting: Setting) -> tuple[FormatLink, ...]:
    """The outcomes to follow, and all of them as a table."""
    table = setting.asset(addresses.outcomes_table())
    return (*feed_links(setting), FormatLink("CSV", table, "text/csv"))


def data_links(setting: Setting) -> tuple[FormatLink, ...]:
    """Every file that holds all records, labelled by its address."""
    t = setting.t
    files = (
        (addresses.outcomes_table(), "text/csv", "format.outcomes_csv"),
        (addresses.outcomes_data(), "application/json", "format.outcomes_json"),
        (addresses.project_data(), "application/json", "format.project_json"),
    )
    home, default = setting.home, setting.project.default_locale

    def address(link: FormatLink) -> str:
        return addresses.localised(link.href.removeprefix(home), setting.locale, default)

    own = (
        FormatLink(address(link), link.href, link.media_type, link.about)
        for link in feed_links(setting)
    )
    crate = addresses.crate()
    return (
        *(FormatLink(path, setting.asset(path), kind, t(key)) for path, kind, key in files),
        *own,
        FormatLink(crate, setting.asset(crate), "application/ld+json", t("format.crate")),
    )


def _file(setting: Setting, outcome: Outcome, name: str) -> str:
    """The files of a record stand once, below its address in the default language: they hold all
    languages."""
    return setting.asset(addresses.outcome_file(outcome.id, name))
