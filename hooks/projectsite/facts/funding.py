"""The funding sentence and the disclaimer that are in force, and in which languages."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date

from ..words.text import Locale, LocalisedText
from .model import FundingWording, ProjectFacts
from .programmes import programme

ENGLISH = Locale("en")
"""In which every programme has its sentences."""

Sentences = tuple[LocalisedText, ...]


def sentences_of(facts: ProjectFacts, day: date) -> Sentences:
    """The statement, and the disclaimer where there is one, that are in force on a day.

    The wording of the grant agreement wins over that of the programme.
    """
    law, own = programme(facts.programme), in_force(facts, day)
    disclaimer = (own and own.disclaimer) or law.disclaimer
    statement = own.statement if own else law.statement
    return (statement, disclaimer) if disclaimer else (statement,)


def in_force(facts: ProjectFacts, day: date) -> FundingWording | None:
    """The wording of the grant agreement on a day; None where that of the programme holds."""
    valid = [w for w in facts.funding if not w.valid_from or w.valid_from.first <= day]
    return max(valid, key=lambda w: w.valid_from.first if w.valid_from else date.min, default=None)


def filled_in(facts: ProjectFacts, text: LocalisedText) -> Iterator[tuple[Locale, str]]:
    """A sentence in each language in which it can be said whole: the name of the granting authority
    is needed in the same one. In English, which all others fall back to, any name will do."""
    names = facts.granting_authority.root if facts.granting_authority else {}
    number = (facts.grant and facts.grant.number) or ""
    for code, said in text.root.items():
        name = names.get(code, "")
        if code == ENGLISH:
            name = name or names.get(facts.languages[0], "")
        if "{authority}" not in said or name:
            yield Locale(code), said.replace("{authority}", name).replace("{number}", number)


def said_whole(facts: ProjectFacts, sentences: Sentences) -> dict[Locale, tuple[str, ...]]:
    """The sentences in each language in which all of them can be said."""
    first, *others = (dict(filled_in(facts, sentence)) for sentence in sentences)
    return {
        locale: (said, *(other[locale] for other in others))
        for locale, said in first.items()
        if all(locale in other for other in others)
    }


def told_in(said: Container[Locale], locale: Locale, default: Locale) -> Locale:
    """The language in which they are told to a reader of another: English where theirs has none."""
    return next(one for one in (locale, ENGLISH, default) if one in said)
