"""The terms of the glossary: all of them on a page, and one where another page uses it first."""

from __future__ import annotations

from dataclasses import dataclass

from .. import addresses
from ..facts.model import Term
from ..page.evidence import SourceRow, source_rows
from ..page.setting import Setting, once_a_record
from ..words.collation import sort_key
from ..words.text import LocalisedText, State, Words


@dataclass(frozen=True)
class GlossaryEntry:
    """One term on the page of all."""

    id: str
    name: Words
    stands_for: Words | None
    definition: Words
    inferred: bool
    """Whether no source says in so many words what it means."""
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True)
class Explanation:
    """What a page says of a term that it uses."""

    id: str
    href: str
    name: Words
    stands_for: Words | None
    definition: Words


def glossary(setting: Setting) -> tuple[GlossaryEntry, ...]:
    """Every term, in the order of the alphabet of the page's language."""
    entries = (_entry(setting, term) for term in setting.project.terms.values())
    return tuple(sorted(entries, key=lambda e: sort_key(e.name.text, setting.locale)))


def _entry(setting: Setting, term: Term) -> GlossaryEntry:
    return GlossaryEntry(
        id=term.id,
        name=name_of(setting, term),
        stands_for=setting.optional_words(term.stands_for),
        definition=setting.words(term.definition),
        inferred=term.inferred,
        sources=source_rows(setting, term.sources),
    )


def name_of(setting: Setting, term: Term) -> Words:
    """The term as a heading: without its other forms, with a capital."""
    words = setting.words(term.term)
    name = next(iter(term.forms(words.locale)), words.text)
    return words.said(name[:1].upper() + name[1:])


@once_a_record
def explanation(setting: Setting, term: Term) -> Explanation:
    return Explanation(
        id=term.id,
        href=setting.page(addresses.term(term.id)),
        name=_around(name_of(setting, term)),
        stands_for=_around(setting.words(term.stands_for)) if term.stands_for else None,
        definition=_around(setting.words(term.definition)),
    )


def _around(words: Words) -> Words:
    """With its language, but not marked as missing or older: it is no text of the page itself."""
    return words._replace(state=State.TRANSLATED)


def stands_for(term: Term, locale: str) -> str:
    """What an abbreviation stands for in a language; empty where that is missing."""
    text: LocalisedText | None = term.stands_for
    return text.root.get(locale, "") if text else ""
