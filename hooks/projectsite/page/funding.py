"""The funding statement and the disclaimer, in the words that the funder asks for."""

from __future__ import annotations

from dataclasses import dataclass

from ..facts.funding import ENGLISH, said_whole, sentences_of, told_in
from ..facts.programmes import Placement, programme
from ..words.text import Locale, Words
from .setting import Setting


@dataclass(frozen=True)
class FundingNotice:
    """The statement and the disclaimer that every page of a funded project carries.

    Rules: model grant agreement of Horizon 2020, Articles 29.4, 29.5 and 38.1.2; of the programmes
    since 2021, Article 17; Regulation (EU) No 821/2014, Article 4.
    """

    statement: Words
    disclaimer: Words | None
    """In the same language as the statement: the page's, or English where that has none."""
    original: tuple[Words, Words | None] | None
    """Both in English, beside a translation, which is not official."""
    first_view: bool
    """Whether emblem and statement have to be seen without scrolling."""


def funding_notice(setting: Setting) -> FundingNotice:
    """The notice for a page: in its language, with the English original beside a translation."""
    facts = setting.project.facts
    said = said_whole(facts, sentences_of(facts, setting.edition.moment.date()))
    shown = told_in(said, setting.locale, setting.project.default_locale)
    beside = shown == setting.locale != ENGLISH and ENGLISH in said
    return FundingNotice(
        *_words(setting, shown, *said[shown]),
        original=_words(setting, ENGLISH, *said[ENGLISH]) if beside else None,
        first_view=programme(facts.programme).placement is Placement.FIRST_VIEW,
    )


def _words(
    setting: Setting, locale: Locale, statement: str, disclaimer: str = ""
) -> tuple[Words, Words | None]:
    words = Words(statement, locale, setting.locale)
    return words, Words(disclaimer, locale, setting.locale) if disclaimer else None
