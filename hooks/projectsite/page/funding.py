"""The funding statement and the disclaimer, in the words that the funder asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..facts.model import FundingWording, ProjectFacts
from ..facts.programmes import Placement, programme
from ..words.text import Locale, LocalisedText, Words
from .setting import Setting

ENGLISH = Locale("en")
"""In which every programme has its sentences."""


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
    order = (setting.locale, ENGLISH, setting.project.default_locale)
    shown = next(locale for locale in order if _is_said(facts, sentences, locale))
    beside = shown == setting.locale != ENGLISH and _is_said(facts, sentences, ENGLISH)
    return FundingNotice(
        *_words(setting, sentences, shown),
        original=_words(setting, sentences, ENGLISH) if beside else None,
        first_view=programme(facts.programme).placement is Placement.FIRST_VIEW,
    )


def sentences_of(facts: ProjectFacts, day: date) -> tuple[LocalisedText, ...]:
    """The statement, and the disclaimer where there is one, that are in force on a day.

    The wording of the grant agreement wins over that of the programme.
    """
    law, own = programme(facts.programme), _in_force(facts, day)
    disclaimer = (own and own.disclaimer) or law.disclaimer
    statement = own.statement if own else law.statement
    return (statement, disclaimer) if disclaimer else (statement,)


def _in_force(facts: ProjectFacts, day: date) -> FundingWording | None:
    valid = [w for w in facts.funding if not w.valid_from or w.valid_from.first <= day]
    return max(valid, key=lambda w: w.valid_from.first if w.valid_from else date.min, default=None)


def filled_in(facts: ProjectFacts, text: LocalisedText) -> Iterator[tuple[Locale, str]]:
    """A sentence in each language in which it can be said whole: the name of the granting authority
    is needed in the same one."""
    authority, grant = facts.granting_authority, facts.grant
    for code, said in text.root.items():
        name = authority.root.get(code, "") if authority else ""
        if "{authority}" not in said or name:
            number = (grant.number if grant else None) or ""
            yield Locale(code), said.replace("{authority}", name).replace("{number}", number)


def _is_said(facts: ProjectFacts, sentences: tuple[LocalisedText, ...], locale: Locale) -> bool:
    return all(locale in dict(filled_in(facts, sentence)) for sentence in sentences)


def _words(
    setting: Setting, sentences: tuple[LocalisedText, ...], locale: Locale
) -> tuple[Words, Words | None]:
    facts = setting.project.facts
    said = [dict(filled_in(facts, sentence))[locale] for sentence in sentences]
    statement, *more = (Words(text, locale, setting.locale) for text in said)
    return statement, more[0] if more else None
