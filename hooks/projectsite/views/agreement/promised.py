"""What the project undertook, beside what sources say came of it: one row for each outcome."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ... import addresses
from ...facts.model import Outcome, WorkPackage
from ...facts.vocabulary import Known
from ...page.downloads import IN_EACH_LANGUAGE, FormatLink
from ...page.evidence import linked_pages
from ...page.setting import Link, Setting
from ...words.forms import number_form
from ...words.text import Words
from ..outcomes import when_of, work_package_link


@dataclass(frozen=True)
class Count:
    """How many outcomes are known in one way."""

    known: Known
    number: str
    label: str
    note: str
    href: str
    """To the table of what it counts; empty where the project has no page for it."""


@dataclass(frozen=True)
class PromisedRow:
    """One outcome of the table."""

    title: Words
    summary: Words
    href: str
    known: Known
    label: str
    """What is known, in a word."""
    when: str
    evidence: str
    """How many sources there are, or that no public result was found."""
    files: str
    """How many files there are to download, or none."""


@dataclass(frozen=True)
class PromisedGroup:
    """The outcomes of one work package."""

    package: Link
    """Its id and short title."""
    rows: tuple[PromisedRow, ...]
    more: Link | None
    """To the whole table, where this one is cut."""


@dataclass(frozen=True)
class Promised:
    """The whole table, with the counts above it."""

    counts: tuple[Count, ...]
    groups: tuple[PromisedGroup, ...]
    download: FormatLink


def promised(setting: Setting) -> Promised:
    """The table of all work packages; one without any outcome is left out."""
    packages = setting.project.work_packages.values()
    groups = (promised_group(setting, package) for package in packages)
    path = addresses.promised_table()
    media_type = IN_EACH_LANGUAGE[path].media_type
    label = setting.t("promised.download")
    return Promised(
        counts(setting),
        tuple(group for group in groups if group),
        FormatLink(label, setting.page(path), media_type),
    )


def promised_group(
    setting: Setting, package: WorkPackage, limit: int | None = None
) -> PromisedGroup | None:
    """The rows of one work package, at most so many; None without any."""
    found = setting.project.promised_in(package.id)
    if not found:
        return None
    cut = limit is not None and len(found) > limit
    return PromisedGroup(
        work_package_link(setting, package),
        tuple(_row(setting, outcome) for outcome in found[:limit]),
        Link(setting.own(setting.t("promised.all")), _table(setting)) if cut else None,
    )


def counts(setting: Setting) -> tuple[Count, ...]:
    """How many outcomes happened, were reported, announced, promised; none with nothing."""
    own = (outcome for outcome in setting.project.outcomes.values() if outcome.promised)
    found = Counter(outcome.known for outcome in own)
    table = _table(setting)
    return tuple(
        Count(
            known,
            number_form(found[known], setting.locale),
            setting.t(f"known.{known}"),
            setting.t(f"known.{known}_note"),
            table,
        )
        for known in Known
        if found[known]
    )


def _table(setting: Setting) -> str:
    """The address of the page with the whole table, which a project may leave out: then none."""
    path = addresses.promised()
    return setting.page(path) if path in setting.edition.pages else ""


def _row(setting: Setting, outcome: Outcome) -> PromisedRow:
    t = setting.t
    linked = len(linked_pages(setting.project, outcome.sources))
    evidence = t("promised.sources", count=linked) if linked else t("promised.unpublished")
    if outcome.is_open:
        evidence = " ".join((t("promised.no_result"), evidence))
    files = len(outcome.files)
    return PromisedRow(
        title=setting.words(outcome.title),
        summary=setting.words(outcome.summary),
        href=setting.page(addresses.outcome(outcome.id)),
        known=outcome.known,
        label=t(f"known.{outcome.known}"),
        when=t("promised.no_date")
        if outcome.is_open and not outcome.date
        else when_of(setting, outcome),
        evidence=evidence,
        files=number_form(files, setting.locale) if files else t("promised.no_file"),
    )
