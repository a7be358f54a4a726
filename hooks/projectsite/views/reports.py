"""What others wrote about an outcome, each with the way to read it where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from ..facts.model import Outcome
from ..page.evidence import linked_pages, published_by, readable, title_of
from ..page.setting import Link, Setting
from ..words.forms import language_name
from ..words.text import Words
from ..words.web import shown_host
from .outcomes import OutcomeRow, outcome_row


@dataclass(frozen=True)
class Report:
    """One public report on an outcome."""

    row: OutcomeRow
    """The record of the report, with its page on this site."""
    title: Words
    """Its own title, in its own language, where somebody has read it; else that of its record."""
    about: str
    """Publisher, language and date: Tresnuvem Circle · English · 27 June 2017."""
    read: Link | None
    """To the report itself: Read it at tresnuvem.example.org (English, 2017)."""
    own: bool
    """Whether it is written in the language of the page."""


def reports(setting: Setting, outcome: Outcome) -> tuple[Report, ...]:
    """The reports on an outcome: those in the language of the page first, then by time."""
    found = setting.project.reports.get(outcome.id, ())
    return tuple(
        sorted((_report(setting, report) for report in found), key=lambda report: not report.own)
    )


def read_at(setting: Setting, outcome: Outcome) -> Link | None:
    """Where to read what others published: the first of its sources that may be linked.

    None for what is no news or web page, and where no source may be linked.
    """
    urls = linked_pages(setting.project, outcome.sources) if outcome.type.by_others else ()
    if not urls:
        return None
    url = urls[0]
    page = setting.project.pages.get(url)
    code = page.language if page else next(iter(outcome.languages), None)
    date = (page.published if page else None) or outcome.date
    about = [language_name(code, setting.locale)] if code else []
    if date:
        about.append(str(date.first.year))
    told = ", ".join(about) or setting.t(f"type.{outcome.type}")
    there = readable(setting.project, url)
    said = setting.t("outcome.read_at", host=shown_host(there), about=told)
    return Link(setting.own(said), there)


def _report(setting: Setting, outcome: Outcome) -> Report:
    urls = linked_pages(setting.project, outcome.sources)
    page = setting.project.pages.get(urls[0]) if urls else None
    row = outcome_row(setting, outcome)
    title = title_of(setting, page) if page else None
    return Report(
        row=row,
        title=title or row.title,
        about=published_by(setting, page) if page else row.when,
        read=read_at(setting, outcome),
        own=setting.locale in ((page.language,) if page else outcome.languages),
    )
