"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from ..words.text import Words
from .setting import Setting


@dataclass(frozen=True)
class FundingNotice:
    """The statement and the disclaimer that every page of a funded project carries.

    Regulation: Horizon 2020 model grant agreement, Articles 29.4, 29.5 and 38.1.2.
    """

    statement: str
    disclaimer: str
    original: tuple[Words, Words] | None
    """Both in the default language, beside a translation, which is not official."""


def funding_notice(setting: Setting, original: FundingNotice | None = None) -> FundingNotice:
    """The notice in the page's language; `original` is the one in the default language."""
    key = f"funding.{setting.project.facts.programme}"
    both = None
    if original:
        default = setting.project.default_locale
        both = (
            Words(original.statement, default, setting.locale),
            Words(original.disclaimer, default, setting.locale),
        )
    return FundingNotice(setting.t(f"{key}.statement"), setting.t(f"{key}.disclaimer"), both)
