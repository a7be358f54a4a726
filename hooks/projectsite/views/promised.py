"""What the project undertook, beside what sources say came of it: one row for each outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .. import addresses
from ..facts.model import Outcome, WorkPackage
from ..facts.vocabulary import Known
from ..page.evidence import is_linked
from ..page.setting import Setting
from ..words.forms import number_form
from ..words.text import Words
from .outcomes import when_of


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

    id: str
    title: Words
    href: str
    rows: tuple[PromisedRow, ...]


@dataclass(frozen=True)
class Promised:
    """The whole table, with the counts above it."""

    counts: tuple[Count, ...]
    groups: tuple[PromisedGroup, ...]


def promised(setting: Setting, packages: Iterable[WorkPackage]) -> Promised:
    """The table of some work packages; one without any outcome is left out."""
    groups = tuple(_group(setting, package) for package in packages)
    return Promised(counts(setting), tuple(group for group in groups if group.rows))


def counts(setting: Setting) -> tuple[Count, ...]:
    """How many outcomes happened, were reported, announced, promised; none with nothing."""
    own = (outcome for outcome in setting.project.outcomes.values() if outcome.promised)
    found = Counter(outcome.known for outcome in own)
    path = addresses.promised()
    # A page of prose, which a project may leave out.
    table = setting.page(path) if path in setting.edition.pages else ""
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


def _group(setting: Setting, package: WorkPackage) -> PromisedGroup:
    order = list(Known)
    found = setting.project.outcomes_where(work_package=package.id)
    own = sorted(
        (outcome for outcome in found if outcome.promised), key=lambda o: order.index(o.known)
    )
    return PromisedGroup(
        package.id,
        setting.words(package.short_title),
        setting.page(addresses.work_package(package.id)),
        tuple(_row(setting, outcome) for outcome in own),
    )


def _row(setting: Setting, outcome: Outcome) -> PromisedRow:
    t = setting.t
    linked = [s for s in outcome.sources if s.url and is_linked(setting.project, s.url)]
    evidence = t("promised.sources", count=len(linked)) if linked else t("promised.unpublished")
    open_end = outcome.known in (Known.ANNOUNCED, Known.PROMISED)
    if open_end:
        evidence = " ".join((t("promised.no_result"), evidence))
    files = len(outcome.files)
    return PromisedRow(
        title=setting.words(outcome.title),
        summary=setting.words(outcome.summary),
        href=setting.page(addresses.outcome(outcome.id)),
        known=outcome.known,
        label=t(f"known.{outcome.known}"),
        when=when_of(setting, outcome) if outcome.date or not open_end else t("promised.no_date"),
        evidence=evidence,
        files=number_form(files, setting.locale) if files else t("promised.no_file"),
    )
