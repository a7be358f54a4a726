"""The funding statement and the disclaimer, in the words that the funder asks for."""

from __future__ import annotations

from dataclasses import dataclass

from ..words.text import Locale, Words
from ..words.wording import Wording
from .setting import Setting


@dataclass(frozen=True)
class FundingNotice:
    """The statement and the disclaimer that every page of a funded project carries.

    Rules: model grant agreement of Horizon 2020, Articles 29.4, 29.5 and 38.1.2; of the programmes
    since 2021, Article 17.
    """

    statement: Words
    disclaimer: Words
    """In the same language as the statement: the page's, or the original where that has none."""
    original: tuple[Words, Words] | None
    """Both in English, beside a translation, which is not official."""


def funding_notice(setting: Setting) -> FundingNotice:
    """The notice for a page: in its language, with the English original beside a translation."""
    english = setting.edition.wordings.get(Locale("en"))
    own = _sentences(setting, setting.t)
    original = _sentences(setting, english) if english else None
    # Official sentences exist in some languages only: others show the English ones, marked.
    shown = own or original or _sentences(setting, setting.t.original)
    if shown is None:
        raise ValueError("the check lets no programme pass that has no sentences.")
    beside = original if own and setting.t is not english else None
    return FundingNotice(*shown, beside)


def _sentences(setting: Setting, t: Wording) -> tuple[Words, Words] | None:
    """Statement and disclaimer in the language of some words; None where that has no official
    ones, or no name for the authority in them."""
    facts = setting.project.facts
    programme, authority = facts.programme, facts.granting_authority
    name = authority.root.get(t.locale, "") if authority else ""
    if not all(key in t for key in programme.words) or (programme.names_authority and not name):
        return None
    statement, disclaimer = (
        Words(t(key, authority=name), t.locale, setting.locale)
        for key in (programme.statement, programme.disclaimer)
    )
    return statement, disclaimer
