"""The page of one outcome, with all that belongs to it: reports, what came after, evidence."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from .. import addresses
from ..facts.folders import OUTCOMES
from ..facts.model import Outcome
from ..page.citation import Reference, cited, reference
from ..page.downloads import FormatLink, cite_links, reuse_links, sheet_link
from ..page.evidence import FactRow, SourceRow, source_rows
from ..page.setting import Link, Setting
from ..words.markdown import to_html
from ..words.text import Words
from .drawings.drop import Drop, drop_of
from .moments import Moment, followers
from .news import news_row
from .outcomes import OutcomeRow, outcome_facts, outcome_row
from .project import in_short
from .reports import Report, read_at, reports


@dataclass(frozen=True)
class OutcomePage:
    """The page of one outcome."""

    title: Words
    summary: Words
    whole: Link
    """What it is a part of, with the project in a few words as its hint: searchers land here."""
    path: tuple[Link, ...]
    """The list of outcomes, then the type."""
    drop: Drop
    read: Link | None
    """Where to read it, if others published it."""
    facts: tuple[FactRow, ...]
    text: Markup | None
    """More about it, as HTML made from safe Markdown."""
    text_lang: Markup
    remark: Words | None
    reports: tuple[Report, ...]
    followers: tuple[Moment, ...]
    """What came out of it, the earliest first."""
    news: tuple[OutcomeRow, ...]
    """What the project tells of it, the latest first."""
    related: tuple[OutcomeRow, ...]
    sources: tuple[SourceRow, ...]
    previous: OutcomeRow | None
    """The outcome before it in time, of the same relation."""
    next: OutcomeRow | None
    reference: Reference
    """How to cite it."""
    cite: tuple[FormatLink, ...]
    reuse: tuple[FormatLink, ...]
    sheet: FormatLink | None
    """The document to print."""


def outcome_page(setting: Setting, outcome: Outcome) -> OutcomePage:
    project = setting.project
    text = setting.optional_words(outcome.text)
    earlier, later = project.neighbours.get(outcome.id, (None, None))
    return OutcomePage(
        title=setting.words(outcome.title),
        summary=setting.words(outcome.summary),
        whole=_whole(setting, outcome),
        path=(
            Link(setting.own(setting.t("nav.outcomes")), setting.page(addresses.outcomes())),
            Link(setting.own(setting.t(f"type.{outcome.type}"))),
        ),
        drop=drop_of(project, outcome),
        read=read_at(setting, outcome),
        facts=tuple(outcome_facts(setting, outcome)),
        text=to_html(text.text) if text else None,
        text_lang=text.lang if text else Markup(""),
        remark=setting.optional_words(outcome.remark),
        reports=reports(setting, outcome),
        followers=followers(setting, outcome),
        news=tuple(news_row(setting, item) for item in project.news_of(OUTCOMES, outcome.id)),
        related=tuple(outcome_row(setting, other) for other in project.related(outcome)),
        sources=source_rows(setting, outcome.sources),
        previous=outcome_row(setting, earlier) if earlier else None,
        next=outcome_row(setting, later) if later else None,
        reference=reference(cited(setting, outcome), setting.t),
        cite=cite_links(setting, outcome),
        reuse=reuse_links(setting, outcome),
        sheet=sheet_link(setting, addresses.outcome(outcome.id)),
    )


def _whole(setting: Setting, outcome: Outcome) -> Link:
    part = setting.t(f"relation.{outcome.relation}_whole", acronym=setting.project.facts.acronym)
    return Link(setting.own(part), setting.page(""), in_short(setting))
