"""One search index a language: what a visitor can find, in the words of the page's language.

Written from the records and the drawn pages. Texts that are missing in the language stand apart,
with their own language. overrides/assets/javascripts/ranking.js says what each field is worth.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from .. import addresses
from ..facts.folders import KINDS, OUTCOMES, PLAN, Kind
from ..facts.model import Cluster, FiledRecord, Outcome, Term, WorkPackage, localised_texts
from ..facts.news import NewsItem
from ..page.setting import Setting
from ..site import Site
from ..views.browse import outcome_table
from ..views.glossary import name_of
from ..words.forms import country_name, date_form
from ..words.markdown import to_html
from ..words.synonyms import PART, terms
from ..words.text import Locale, Words


@dataclass(frozen=True)
class SearchEntry:
    """One page that can be found."""

    path: str
    """Its address below the root of its language."""
    title: Words
    kind: str = ""
    """What it is, in a word: Training, Cluster; empty for a page of prose."""
    about: tuple[Words, ...] = ()
    """What it deals with, in few words each: a field of technology, a place, a heading."""
    text: tuple[Words, ...] = ()
    facts: tuple[Words, ...] = ()
    """What its page says in labels, the date and the country: shown only where they are asked for.
    """
    serves: tuple[Words, ...] = ()
    """The work package that it belongs to: its id, its short title."""
    last: bool = False
    """Whether it comes after whatever else fits, unless its title is asked for: pages about the
    site itself name nearly everything."""


_HIDDEN = re.compile(r"<(\w+)\b[^<>]* hidden>.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"<h2 id=[^>]*>(.*?)</h2>", re.DOTALL)
"""A heading of the prose itself: those that macros draw have no id."""
_TERMS = re.compile(r'<dl class="project-glossary">.*?</dl>', re.DOTALL)
"""The terms on their page: each can be found by itself."""
_LISTED = {
    addresses.consortium(): ("outcome.clusters", "cluster.one"),
    addresses.work_packages(): ("work_package.one",),
}
"""What a page lists, many and one, where its title does not say so."""


def prose_entry(
    setting: Setting, path: str, title: Words, html: str, *, last: bool = False
) -> SearchEntry:
    """A page of prose as it was drawn, macros and all, but for what only a script shows."""
    listed = (setting.own(setting.t(key)) for key in _LISTED.get(path, ()))
    headings = (_said(title, heading) for heading in _HEADING.findall(html))
    text = _said(title, _HIDDEN.sub(" ", _TERMS.sub(" ", html)))
    return SearchEntry(path, title, about=(*listed, *headings), text=(text,), last=last)


def _said(title: Words, html: str) -> Words:
    """A piece of the page that has this title, in the language of the title, without the e-mail
    addresses: no file that machines read holds one, in no form."""
    words = (word for word in plain(html).split(" ") if "(@)" not in word)
    return title._replace(text=" ".join(words))


def plain(html: str) -> str:
    """The text of HTML, in one line."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def record_entries(setting: Setting) -> Iterator[SearchEntry]:
    """All kinds of record that have pages but outcomes and the plan, straight from the records."""
    for kind in KINDS:
        if kind.has_pages and kind is not OUTCOMES and kind not in PLAN:
            for record in setting.project.by_id(kind.model).values():
                match record:
                    case WorkPackage():
                        yield _work_package_entry(setting, record)
                    case Cluster():
                        yield _cluster_entry(setting, record)
                    case NewsItem():
                        yield _news_entry(setting, record)
                    case _:
                        yield _plain_entry(setting, kind, record)


def plan_entries(setting: Setting) -> Iterator[SearchEntry]:
    """Everything of the plan. What shows it, an outcome, is found before it."""
    for kind in PLAN:
        for record in setting.project.by_id(kind.model).values():
            yield _plain_entry(setting, kind, record)


def term_entries(setting: Setting) -> Iterator[SearchEntry]:
    """The terms of a project that has a page for them; each leads to its place there."""
    if addresses.glossary() in setting.edition.pages:
        for term in setting.project.terms.values():
            yield _term_entry(setting, term)


def _term_entry(setting: Setting, term: Term) -> SearchEntry:
    long = setting.optional_words(term.stands_for)
    return SearchEntry(
        addresses.term(term.id),
        name_of(setting, term),
        setting.t("glossary.term"),
        about=(long,) if long else (),
        text=(setting.words(term.definition),),
    )


def contact_entries(setting: Setting) -> Iterator[SearchEntry]:
    """The people, each at their place on the page of the contacts."""
    project, own = setting.project, setting.own
    for contact in project.contacts.values():
        role = (setting.words(contact.role),) if contact.role else ()
        yield SearchEntry(
            addresses.contact(contact.id),
            own(contact.name),
            setting.t("cluster.contact"),
            about=(*role, own(project.clusters[contact.cluster].name)),
        )


def _work_package_entry(setting: Setting, package: WorkPackage) -> SearchEntry:
    words, title = setting.words, setting.words(package.label)
    objectives = (words(setting.project.objectives[id].text) for id in package.objectives)
    return SearchEntry(
        addresses.work_package(package.id),
        title._replace(text=f"{package.id} {title}"),
        setting.t("work_package.one"),
        text=(*(words(text) for text in (package.title, package.summary) if text), *objectives),
    )


def _cluster_entry(setting: Setting, cluster: Cluster) -> SearchEntry:
    words, own = setting.words, setting.own
    names = (own(cluster.abbreviation),) if cluster.abbreviation else ()
    told = (cluster.summary, cluster.before, cluster.during, cluster.after)
    story = (words(text) for text in told if text)
    people = (own(contact.name) for contact in setting.project.contacts_of(cluster.id))
    return SearchEntry(
        addresses.cluster(cluster.id),
        own(cluster.name),
        setting.t("cluster.one"),
        about=(*names, *(words(text) for text in (cluster.field, cluster.city) if text)),
        text=(*story, *people),
        facts=(own(country_name(cluster.country, setting.locale)),),
    )


def _news_entry(setting: Setting, item: NewsItem) -> SearchEntry:
    own, text = setting.own, setting.words(item.text)
    author = (own(setting.project.contacts[item.author].name),) if item.author else ()
    return SearchEntry(
        addresses.of_record(item),
        setting.words(item.title),
        setting.t("news_item.one"),
        text=(text.said(plain(to_html(text.text))), *author),
        facts=(own(date_form(item.date, setting.locale)),),
        serves=tuple(_serves(setting, item)),
    )


def _plain_entry(setting: Setting, kind: Kind, record: FiledRecord) -> SearchEntry:
    """A kind that nothing more is known of: its title and its other texts."""
    called = record.called
    title = setting.own(called) if isinstance(called, str) else setting.words(called)
    texts = (setting.words(text) for _, text in localised_texts(record) if text is not called)
    word = setting.t(f"{kind.noun.replace(' ', '_')}.one")
    return SearchEntry(kind.address(record.id), title, word, text=tuple(texts))


def outcome_entry(setting: Setting, outcome: Outcome) -> SearchEntry:
    """An outcome, straight from the record."""
    place = setting.optional_words(outcome.place)
    found = (setting.optional_words(text) for text in (outcome.summary, outcome.participants))
    more = setting.optional_words(outcome.text)
    drawn = more._replace(text=plain(to_html(str(more)))) if more else None
    return SearchEntry(
        addresses.outcome(outcome.id),
        setting.words(outcome.title),
        setting.t(f"type.{outcome.type}"),
        about=(place,) if place else (),
        text=tuple(text for text in (*found, drawn) if text),
        facts=tuple(_facts(setting, outcome)),
        serves=tuple(_serves(setting, outcome)),
    )


def _facts(setting: Setting, outcome: Outcome) -> Iterator[Words]:
    if outcome.date:
        yield setting.own(date_form(outcome.date, setting.locale))
    if outcome.country:
        yield setting.own(country_name(outcome.country, setting.locale))


def _serves(setting: Setting, record: Outcome | NewsItem) -> Iterator[Words]:
    if record.work_package:
        package = setting.project.work_packages[record.work_package]
        yield setting.own(package.id)
        yield setting.words(package.label)


def search_index(site: Site, locale: Locale, entries: list[SearchEntry]) -> tuple[str, bytes]:
    """The address of the index of one language, and its content as the search script reads it."""
    path = addresses.localised(addresses.search_index(), locale, site.project.default_locale)
    rows = [_row(entry) for entry in entries]
    return path, json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def search_synonyms(site: Site, locale: Locale) -> tuple[str, bytes]:
    """The address of the words of one language that lead to the same pages, and its content."""
    path = addresses.localised(addresses.search_synonyms(), locale, site.project.default_locale)
    lines = [terms(line) for line in site.wordings[locale].section(PART).values()]
    return path, json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()


def _row(entry: SearchEntry) -> dict[str, str | list[str] | bool]:
    """What the script knows of a page, without empty fields.

    `lang` is the language of the title, where it is not the page's; texts in another language
    stand apart, in `other`, and `other_lang` is theirs.
    """
    here = entry.title.page_locale
    said = (*entry.about, *entry.text, *entry.serves)
    other = [words for words in said if words.locale != here]
    row: dict[str, str | list[str] | bool] = {
        "path": entry.path,
        "title": entry.title.text,
        "lang": entry.title.locale if entry.title.locale != here else "",
        "kind": entry.kind,
        "about": [words.text for words in entry.about if words.locale == here],
        "text": _joined(words for words in entry.text if words.locale == here),
        "facts": [words.text for words in entry.facts],
        "serves": " ".join(words.text for words in entry.serves if words.locale == here),
        "other": _joined(other),
        "other_lang": other[0].locale if other else "",
        "last": entry.last,
    }
    return {name: value for name, value in row.items() if value or name == "path"}


def _joined(pieces: Iterable[Words]) -> str:
    return " · ".join(piece.text for piece in pieces if piece)


def list_table(site: Site, locale: Locale) -> tuple[str, bytes]:
    """The address of outcomes/list.json in one language, and its content."""
    path = addresses.localised(addresses.list_table(), locale, site.project.default_locale)
    # The setting of a page of an outcome: the rows that such pages have made are used again.
    prefix = addresses.localised("outcomes/one/", locale, site.project.default_locale)
    table = outcome_table(site.setting(locale, prefix))
    return path, json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def language_offers(site: Site) -> Iterator[tuple[str, bytes]]:
    """The address of the file below the root of the site, and its content.

    Nothing for a site in one language, which has nothing to offer.
    """
    locales = site.project.locales
    if len(locales) < 2:
        return
    offers = {}
    for locale in locales:
        t = site.wordings[locale]
        offers[locale] = {
            "label": t("language.choose"),
            "offer": t("language.offer"),
            "dismiss": t("language.dismiss"),
        }
    text = json.dumps(offers, ensure_ascii=False, separators=(",", ":"))
    yield addresses.language_offers(), text.encode()
