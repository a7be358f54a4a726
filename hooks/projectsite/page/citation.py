"""How an outcome is cited: one record that all formats are made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import addresses
from ..facts.model import Outcome
from ..facts.project import Project
from ..facts.vocabulary import Form, Relation, Status
from ..words.dates import PartialDate
from ..words.forms import country_name, date_form, list_form
from ..words.text import Locale, LocalisedText, Words, one_line
from ..words.wording import Wording
from .edition import Edition
from .evidence import is_linked
from .setting import Setting


@dataclass(frozen=True)
class Citation:
    """What a reader needs to cite a page of this site, in one language."""

    key: str
    """Unique among all citations of the site; small letters, digits and hyphens."""
    title: Words
    author: str | None
    """The consortium as a body, for what is the project's own; None for what is not, and for news
    and web pages, of which no source says who wrote them."""
    publisher: str
    """The consortium, which publishes the page."""
    issued: PartialDate | None
    """When it took place or came out; None where no source tells."""
    place: Words | None
    """Town and country of an event, both in the language of the town; None where unknown or online,
    and for publications, whose record does not say where they were published."""
    form: Form
    genre: str
    """The type in the language of the citation: Training."""
    summary: Words
    language: Locale
    """Of the page, which is what the citation leads to; the material may have others."""
    keywords: tuple[str, ...]
    """Acronym, work package, clusters."""
    notes: tuple[str, ...]
    """What belongs to an honest citation: an inferred date or place, a plan, the sources."""
    url: str
    """The canonical address of the page, absolute."""
    funder: str = ""
    """Who paid for what is the project's own, in the language of the citation."""
    grant: str = ""
    """The number of the grant agreement; empty where none is known."""

    @property
    def keyword_list(self) -> str:
        """The keywords for formats that have them in one text, parted by commas: those within a
        name, which no format protects, go."""
        return ", ".join(_COMMA.sub(" ", keyword).strip() for keyword in self.keywords)


_COMMA = re.compile(r"\s*[,;]\s*")
"""Zotero parts at semicolons too."""


def outcome_citation(edition: Edition, locale: Locale, outcome: Outcome) -> Citation:
    """The citation of one outcome in a language of the edition.

    Where its page is not translated, what is cited is the page in the default language: by its
    title, summary and address; the words of the interface stay.
    """
    project, t = edition.project, edition.wordings[locale]
    default = project.default_locale
    acronym = project.facts.acronym
    consortium = t("citation.author", acronym=acronym)
    clusters = (project.clusters[id].name for id in outcome.clusters)
    package = (outcome.work_package,) if outcome.work_package else ()
    path = addresses.outcome(outcome.id)
    true_locale = edition.page_locale(path, locale)
    form = cited_form(outcome)
    return Citation(
        key=citation_key(acronym, outcome.id),
        title=outcome.title.words(true_locale, default)._replace(page_locale=locale),
        author=consortium if is_ours(outcome) else None,
        publisher=consortium,
        issued=outcome.date,
        place=_place(project, t, outcome) if form is Form.EVENT else None,
        form=form,
        genre=t(f"type.{outcome.type}"),
        summary=outcome.summary.words(true_locale, default)._replace(page_locale=locale),
        language=true_locale,
        keywords=(acronym, *package, *clusters),
        notes=tuple(_notes(project, t, outcome)),
        url=edition.page_url(path, locale),
        funder=country_name("EU", locale),
        grant=_grant(project) if is_ours(outcome) else "",
    )


def _grant(project: Project) -> str:
    grant = project.facts.grant
    return grant.number or "" if grant else ""


def cited_form(outcome: Outcome) -> Form:
    """What is cited of an outcome, the same in every format."""
    # What others published has another publisher: what is cited of it here is its page.
    return outcome.type.form if outcome.relation is Relation.PROJECT else Form.PAGE


def is_ours(outcome: Outcome) -> bool:
    """Whether the consortium is the author of what is cited."""
    return outcome.relation is Relation.PROJECT and not outcome.type.by_others


def cited(setting: Setting, outcome: Outcome) -> Citation:
    """The citation of an outcome in the language of a page."""
    # A page asks twice, for its head and for its text: only the latest is kept, as all of 2,000
    # would take memory for nothing.
    key = (cited, "")
    latest = setting.kept.get(key)
    if not latest or latest[0] is not outcome:
        citation = outcome_citation(setting.edition, setting.locale, outcome)
        latest = setting.kept[key] = outcome, citation
    found: Citation = latest[1]
    return found


def citation_key(acronym: str, id: str) -> str:
    """riverlight-lantern-training: the acronym keeps the keys of two projects apart."""
    start = re.sub(r"[^a-z0-9]+", "-", acronym.lower()).strip("-")
    return f"{start}-{id}" if start else id


def took_place_online(place: LocalisedText, wording: Wording) -> bool:
    """Whether the place of an outcome is the word for “online”: of this language, or of the
    default one, as a page shows the place in that where it is not translated."""
    return any(
        place.root.get(words.locale, "").casefold() == words("citation.online").casefold()
        for words in (wording, wording.original)
    )


def _place(project: Project, t: Wording, outcome: Outcome) -> Words | None:
    if outcome.place and took_place_online(outcome.place, t):
        return None
    return town_and_country(outcome, t, project.default_locale)


def town_and_country(outcome: Outcome, t: Wording, default: Locale) -> Words | None:
    """Berlin, Germany; online, which is in no country; None where neither is known."""
    locale = t.locale
    # Where the town is not translated, the country is in the default language too: half a place in
    # each language would need two elements with a lang of their own.
    town = outcome.place.words(locale, default) if outcome.place else None
    if not outcome.country or (outcome.place and took_place_online(outcome.place, t)):
        return town
    country = country_name(outcome.country, town.locale if town else locale)
    return town.said(f"{town}, {country}") if town else Words(country, locale, locale)


def _notes(project: Project, t: Wording, outcome: Outcome) -> Iterator[str]:
    labels = {"date": t("fact.date"), "place": t("fact.place")}
    inferred = [labels[item.fact] for item in outcome.inferred if item.fact in labels]
    if inferred:
        facts = list_form(inferred, t.locale)
        yield f"{t('page.label', label=t('evidence.inferred'))} {facts}"
    status = outcome.status
    if status.has_note:
        yield f"{t('page.label', label=t(f'status.{status}'))} {t(f'status.{status}_note')}"
    elif status is not Status.DONE:
        yield t(f"status.{status}")
    if outcome.relation is not Relation.PROJECT:
        for source in outcome.sources:
            if source.url and is_linked(project, source.url):
                yield f"{t('page.label', label=t('evidence.sources'))} {source.url}"


@dataclass(frozen=True)
class Reference:
    """A reference in parts, so that a page can set the title in italics, and say which language
    title and place are in."""

    before: str
    """Ends in a space unless it is empty."""
    title: Words
    between: str
    place: Words | None
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.title}{self.between}{self.place or ''}{self.after}"


def reference(citation: Citation, wording: Wording) -> Reference:
    """The reference as a reader pastes it; `str()` of it is plain text.

    The style is near that of the American Psychological Association, 7th edition: author (date).
    Title [Type]. Place. Address. Without an author the title stands first; without a date stands
    what the language writes then (n.d.).
    """
    date = f"({_date(citation, wording)})."
    title = _one_line(citation.title)
    place = citation.place and _one_line(citation.place)
    between = f" [{citation.genre}]."
    after = f" {citation.url}"
    if citation.author:
        before = f"{one_line(citation.author)} {date} "
    else:
        before, between = "", f"{between} {date}"
        after = f" {one_line(citation.publisher)}.{after}"
    if place:
        between, after = f"{between} ", f".{after}"
    return Reference(before, title, between, place, after)


def _one_line(words: Words) -> Words:
    """In one line, and without its state, which is marked on the heading of the page already."""
    return Words(one_line(words.text), words.locale, words.page_locale)


def _date(citation: Citation, wording: Wording) -> str:
    """The year first, as lists of references are sorted by it: 2017, 25–28 April."""
    if citation.issued is None:
        return wording("citation.undated")
    whole = date_form(citation.issued, wording.locale)
    year = str(citation.issued.year)
    if whole.count(year) == 1 and citation.issued.first.year == citation.issued.last.year:
        # Spanish and Portuguese join the year with a word: 25 de abril de 2017.
        rest = re.sub(rf"(?:\s+del?)?[\s,]+{year}$", "", whole)
        if rest != whole:
            return f"{year}, {rest}"
    return whole
