"""Facts beside their labels, how sure they are, and where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..facts.model import PublicPage, Source, Sourced
from ..facts.project import Project
from ..words.dates import PartialDate
from ..words.forms import date_form, language_name, list_form
from ..words.text import Locale, Words
from ..words.web import is_below, shown_address
from .setting import Link, Setting


class FactRow(NamedTuple):
    """One line of a list of facts."""

    label: str
    values: tuple[Link, ...]
    """One or more; drawn with commas between them."""
    inferred: bool = False
    """Whether no source says it in so many words."""
    why: Words | None = None
    """What it is inferred from; never empty where it is inferred."""


class SourceRow(NamedTuple):
    """One source below a page."""

    text: str
    """The host, and the last part of the address; empty for a document."""
    href: str | None
    """None for an unpublished document and for hosts that are never linked; an archived copy of a
    page that is gone."""
    title: Words | None
    """The title of the document, or of the page in its own language; None where it is not known."""
    about: str
    """Publisher, language and date of a page: Hohdelampo · English · 27 June 2017; may be empty."""
    notes: str
    """What it supports and how it can be reached; may be empty."""
    state: str = ""
    """What the last visit has found, in sentences, where a reader does not get the page."""
    archived: str | None = None
    """A copy to try where the page itself may not open."""


def fact_row(setting: Setting, record: Sourced, fact: str, label: str, *values: Link) -> FactRow:
    """A line for one field of a record, with its inference where there is one."""
    # An inferred fact always has a reason on the page, if only that no source says it directly.
    inference = record.inference(fact)
    why = None
    if inference:
        reason = setting.optional_words(inference.why)
        why = reason or setting.own(setting.t("evidence.no_reason"))
    return FactRow(setting.t(label), values, inference is not None, why)


def source_rows(setting: Setting, sources: Iterable[Source]) -> tuple[SourceRow, ...]:
    return tuple(_source_row(setting, source) for source in sources)


def _source_row(setting: Setting, source: Source) -> SourceRow:
    t = setting.t
    notes = []
    if source.facts:
        facts = list_form((t(f"fact.{fact}") for fact in source.facts), setting.locale)
        notes.append(t("evidence.supports", facts=facts))
    if source.url is None:
        titles = {d.id: setting.words(d.title) for d in setting.project.facts.documents}
        document = titles[source.document or ""]
        return SourceRow("", None, document, "", t("page.separator").join(notes))
    url, state, archived, href = source.url, "", None, None
    if not is_linked(setting.project, url):
        notes.append(t("evidence.not_linked"))
    else:
        href = readable(setting.project, url)
        if source.http_only and href == url:
            notes.append(t("evidence.http_only"))
        state = " ".join(_state(setting, url))
        visit = setting.project.visits.of(url)
        if visit and href == url and not visit.found.is_open:
            archived = _copy_of(setting.project, url) or None
    page = setting.project.pages.get(url)
    title = title_of(setting, page) if page else None
    about = published_by(setting, page) if page else ""
    told = t("page.separator").join(notes)
    return SourceRow(shown_address(url), href, title, about, told, state, archived)


def _state(setting: Setting, url: str) -> Iterator[str]:
    """What the last visit has found where a reader does not get the page."""
    t, visits = setting.t, setting.project.visits
    visit = visits.of(url)
    if not visit or visit.found.is_open:
        return

    def month(text: str) -> str:
        return date_form(PartialDate.parse(text), setting.locale)

    if visit.found.is_lost:
        yield t("evidence.gone")
    else:
        yield t("evidence.unreachable")
        yield t("evidence.last_checked", date=month(visits.visited))
    if visit.seen:
        yield t("evidence.last_seen", date=month(visit.seen))
    if readable(setting.project, url) != url:
        yield t("evidence.to_copy")


def readable(project: Project, url: str) -> str:
    """Where a reader finds a page: at its address, or in an archive once it is gone."""
    visit = project.visits.of(url)
    return (_copy_of(project, url) if visit and visit.found.is_lost else "") or url


def _copy_of(project: Project, url: str) -> str:
    """An archived copy that may be linked; empty where none is known."""
    copy = project.archived_copy(url)
    return copy if copy and is_linked(project, copy) else ""


def title_of(setting: Setting, page: PublicPage) -> Words | None:
    """The title of a public page, in its own language; None where nobody has read it."""
    return Words(page.title, Locale(page.language), setting.locale) if page.title else None


def published_by(setting: Setting, page: PublicPage) -> str:
    """Who published it, in which language, and when: Tresnuvem Circle · English · 27 June 2017."""
    about = [page.publisher, language_name(page.language, setting.locale)]
    if page.published:
        about.append(date_form(page.published, setting.locale))
    return " · ".join(about)


def linked_pages(project: Project, sources: Iterable[Source]) -> list[str]:
    """The addresses of those sources that are public pages and may be linked."""
    urls = (source.url for source in sources if source.url)
    return [url for url in urls if is_linked(project, url)]


def is_linked(project: Project, url: str) -> bool:
    """Whether a page may be linked: copy sites and staging sites are evidence only."""
    return not is_below(url, project.facts.unlinked_hosts)
