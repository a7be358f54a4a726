"""The project in a few moments: outcomes that have a headline, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass

from .. import addresses
from ..page.setting import Setting
from ..words.text import Words
from .drop import Drop, drop_of
from .outcomes import when_of


@dataclass(frozen=True)
class Moment:
    """One moment, which leads to its outcome."""

    headline: Words
    summary: Words
    href: str
    when: str
    drop: Drop


def moments(setting: Setting) -> tuple[Moment, ...]:
    """The earliest first."""
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
