"""The funding statement and the disclaimer, in the words that the funder asks for."""

from __future__ import annotations

from dataclasses import dataclass

from ..facts.funding import ENGLISH, Sentences, filled_in, languages_of, sentences_of
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
    sentences = sentences_of(facts, setting.edition.moment.date())
    said = languages_of(facts, sentences)
    order = (setting.locale, ENGLISH, setting.project.default_locale)
    shown = next(locale for locale in order if locale in said)
    beside = shown == setting.locale != ENGLISH and ENGLISH in said
    return FundingNotice(
        *_words(setting, sentences, shown),
        original=_words(setting, sentences, ENGLISH) if beside else None,
        first_view=programme(facts.programme).placement is Placement.FIRST_VIEW,
    )


def _words(setting: Setting, sentences: Sentences, locale: Locale) -> tuple[Words, Words | None]:
    facts = setting.project.facts
    said = [dict(filled_in(facts, sentence))[locale] for sentence in sentences]
    statement, *more = (Words(text, locale, setting.locale) for text in said)
    return statement, more[0] if more else None
