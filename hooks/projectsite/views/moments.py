"""The project in a few moments: outcomes that have a headline, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass

from .. import addresses
from ..facts.model import Outcome
from ..page.setting import Setting
from ..words.text import Words
from .drawings.drop import Drop, drop_of
from .outcomes import outcome_row, when_of


@dataclass(frozen=True)
class Moment:
    """One moment, which leads to its outcome."""

    headline: Words
    summary: Words
    href: str
    when: str
    drop: Drop


def moments(setting: Setting) -> tuple[Moment, ...]:
    """The outcomes that tell the project, the earliest first."""
    return tuple(
        Moment(
            headline=setting.words(outcome.moment),
            summary=setting.words(outcome.summary),
            href=setting.page(addresses.outcome(outcome.id)),
            when=when_of(setting, outcome),
            drop=drop_of(setting.project, outcome),
        )
        for outcome in reversed(setting.project.chronicle)
        if outcome.moment
    )


def followers(setting: Setting, outcome: Outcome) -> tuple[Moment, ...]:
    """What came out of an outcome, the earliest first, each with its type and status."""
    found = reversed(setting.project.followers.get(outcome.id, ()))
    return tuple(
        Moment(
            headline=row.title,
            summary=row.summary,
            href=row.href,
            when=f"{row.when} · {row.tag}",
            drop=drop_of(setting.project, other),
        )
        for other in found
        for row in [outcome_row(setting, other)]
    )
