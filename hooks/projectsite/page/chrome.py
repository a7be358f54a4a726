"""What stands around every page: head, header, footer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .. import addresses
from ..translations.states import PageState
from ..words.dates import PartialDate
from ..words.forms import date_form, language_name, list_form, own_name, regional_form
from ..words.text import MARK, Locale, State, Words
from .edition import EPOCH, Address, Edition
from .funding import FundingNotice, funding_notice
from .setting import Link, Setting


@dataclass(frozen=True)
class Alternate:
    """The same page in a language, for search engines (rel=alternate hreflang)."""

    hreflang: str
    url: str


SHARED_SIZE = (1200, 630)
"""Of the picture that goes with a shared link, as Open Graph has it."""


@dataclass(frozen=True)
class SharedPicture:
    """The picture that goes with a shared link."""

    url: str
    """Absolute."""
    width: int
    height: int
    alt: str
    media_type: str = "image/png"


@dataclass(frozen=True)
class Head:
    """What machines read first: title, description, canonical, alternates."""

    title: Words
    description: Words
    canonical: str
    alternates: tuple[Alternate, ...]
    locale: str
    """The Open Graph locale: en_GB."""
    site_name: str
    kind: str
    """The Open Graph type: website or article."""
    picture: SharedPicture | None
    """None for a page that nobody shares."""


@dataclass(frozen=True)
class StateNotice:
    """On top of a page that holds texts which are missing in its language, or older."""

    sentences: tuple[str, ...]
    original: Link | None
    """The same page in the default language; None where it is what one reads."""


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language."""

    locale: Locale
    name: str
    """In its own language: Čeština."""
    href: str
    current: bool
    state: PageState
    note: str
    """What a reader should know before: partly translated; empty for nothing."""


@dataclass(frozen=True)
class PageLink:
    """A page in the main navigation."""

    title: Words
    href: str
    current: str | None
    """The value of aria-current: page on the page itself, true on those below it."""


@dataclass(frozen=True)
class Header:
    """The bar on top of every page."""

    name: Words
    """What the bar says of the project; of a logo that shows it, the alternative text."""
    home: str
    wordmark: bool
    """Whether the logo shows the name."""
    logo: str
    """The address of the picture in place of the mark; empty without one."""
    pages: tuple[PageLink, ...]
    languages: tuple[LanguageLink, ...]
    """One entry a language; the switch is left out where there is one only."""
    funding: FundingNotice | None
    """Where the programme wants it seen without scrolling."""
    archived: str
    """What an archived copy says of itself; empty on the living site."""
    search: str
    """The address of this language's search index."""
    search_base: str
    """What the addresses in the index are relative to."""
    search_words: str
    """The words that the search script needs, as JSON."""


@dataclass(frozen=True)
class Footer:
    """The funding block, the pages about the site, and its last release."""

    funding: FundingNotice
    pages: tuple[PageLink, ...]
    release: Link | None
    """To the last release; None where there is none."""


@dataclass(frozen=True)
class Printed:
    """What only paper shows: where the page is from, and how old its facts are."""

    address: str
    """Absolute."""
    date: str
    """Of the last change of a fact; empty where the history of the project does not tell."""


def alternates(edition: Edition, address: Address) -> tuple[Alternate, ...]:
    """Absolute addresses of each true translation, and x-default; none for a single language."""
    if len(address.locales) < 2:
        return ()
    links = tuple(
        Alternate(locale, edition.url(address.path, locale))
        for locale in edition.locales
        if locale in address.locales
    )
    return (*links, Alternate("x-default", edition.url(address.path)))


def head(
    setting: Setting,
    *,
    title: Words,
    description: Words,
    address: Address,
    kind: str,
    picture: SharedPicture | None = None,
) -> Head:
    """The head of a page; the description is in one line. Without a picture of its own a page has
    that of the site.

    A page that is not translated is canonical in the default language, and announces none: search
    engines ignore links between translations that do not point back.
    """
    facts, default = setting.project.facts, setting.project.default_locale
    at_home = address.path == addresses.home()
    true_locale = setting.locale if setting.locale in address.locales else default
    return Head(
        # The acronym is a name: the whole is in the language of the title.
        title=title.said(f"{facts.acronym} – {title}" if at_home else f"{title} – {facts.acronym}"),
        description=description,
        canonical=setting.edition.url(address.path, true_locale),
        alternates=(alternates(setting.edition, address) if true_locale == setting.locale else ()),
        locale=regional_form(setting.locale),
        site_name=facts.acronym,
        kind=kind,
        picture=picture or shared_picture(setting, address.path),
    )


def shared_picture(setting: Setting, path: str) -> SharedPicture:
    """The card of a page, or that of the project."""
    project, edition = setting.project, setting.edition
    says = edition.cards.says if edition.cards else {}
    if path and (words := says.get(own := addresses.share_picture(setting.locale, path))):
        alt = setting.t("share.card", words=words)
        return SharedPicture(edition.url(own), *SHARED_SIZE, alt)
    alt = setting.t(
        "share.alt",
        acronym=project.facts.acronym,
        title=setting.words(project.facts.title).text,
        clusters=list_form((c.name for c in project.clusters.values()), setting.locale),
    )
    url = edition.url(addresses.share_picture(setting.locale))
    return SharedPicture(url, *SHARED_SIZE, alt)


def printed(setting: Setting, address: Address) -> Printed:
    moment = setting.edition.moment
    date = ""
    if moment != EPOCH:
        date = date_form(PartialDate.parse(f"{moment:%Y-%m-%d}"), setting.locale)
    return Printed(setting.edition.url(address.path, setting.locale), date)


def language_links(setting: Setting, address: Address) -> tuple[LanguageLink, ...]:
    """The same page in every language; where it is not translated, it says so itself."""
    if len(setting.project.locales) < 2:
        return ()
    return tuple(
        LanguageLink(
            locale,
            own_name(locale),
            setting.page_in(locale, address.path),
            locale == setting.locale,
            address.state(locale),
            _state_note(setting, address.state(locale)),
        )
        for locale in setting.project.locales
    )


_STATES = {
    PageState.OLDER: "language.older",
    PageState.PARTIAL: "language.partial",
    PageState.MISSING: "language.missing",
}


def _state_note(setting: Setting, state: PageState) -> str:
    return "" if state is PageState.COMPLETE else setting.t(_STATES[state])


def page_links(
    setting: Setting, pages: Iterable[tuple[Words, str]], path: str
) -> tuple[PageLink, ...]:
    """Links to pages given by title and address."""
    return tuple(
        PageLink(title, setting.page(target), _current(path, target)) for title, target in pages
    )


def _current(path: str, target: str) -> str | None:
    if path == target:
        return "page"
    below = target != addresses.home() and path.startswith(target)
    return "true" if below else None


def header(setting: Setting, pages: Iterable[tuple[Words, str]], address: Address) -> Header:
    t, funding, brand = setting.t, funding_notice(setting), setting.project.brand
    words: Mapping[str, object] = {
        "hint": t("search.hint"),
        "none": t("search.none", query="{query}"),
        "failed": t("search.failed"),
        "count": t.forms("search.count"),
    }
    return Header(
        name=setting.optional_words(brand.header) or setting.own(setting.project.facts.acronym),
        wordmark=brand.wordmark,
        logo=setting.asset(addresses.asset(brand.logo)) if brand.logo else "",
        home=setting.page(addresses.home()),
        pages=page_links(setting, pages, address.path),
        languages=language_links(setting, address),
        funding=funding if funding.first_view else None,
        archived=_archived(setting),
        search=setting.page(addresses.search_index()),
        search_base=setting.page(addresses.home()),
        search_words=json.dumps(words, ensure_ascii=False),
    )


def _archived(setting: Setting) -> str:
    facts, t = setting.project.facts, setting.t
    if not (archive := facts.archive):
        return ""
    day = date_form(archive.date, setting.locale)
    said = t("page.archived", acronym=facts.acronym, date=day)
    if archive.release:
        said = f"{_release(setting, archive.release)} · {said}"
    return said


def _release(setting: Setting, name: str) -> str:
    return setting.t("page.release", release=name)


def release_link(setting: Setting) -> Link | None:
    """To the last release, where its archive is; None before the first one."""
    edition = setting.edition
    if not (edition.release and edition.repo_url):
        return None
    href = addresses.release_on_github(edition.repo_url, edition.release)
    return Link(setting.own(_release(setting, edition.release)), href)


def _holds(html: str, state: State) -> bool:
    """Whether an element is marked so; a text may hold the same words."""
    mark = f' {MARK}="{state}"'
    return mark in html and re.search(f"<[a-z][^<>]*{re.escape(mark)}", html) is not None


def _told(html: str, prose: State, *, untranslated: bool) -> Iterator[str]:
    if not untranslated and (prose is State.MISSING or _holds(html, State.MISSING)):
        yield "page.partial"
    if prose is State.OLDER:
        yield "page.older"
    elif _holds(html, State.OLDER):
        yield "page.partly_older"


def state_notice(
    setting: Setting,
    path: str,
    html: str,
    *,
    prose: State = State.TRANSLATED,
    page: PageState = PageState.PARTIAL,
) -> StateNotice | None:
    """What a page says of its own texts, seen from what has been drawn of it; None for nothing.

    `prose` is the state of its prose, `page` that of the whole: where the prose is missing, what
    macros draw may still be most of it.
    """
    project = setting.project
    if setting.locale == project.default_locale:
        return None
    untranslated = prose is State.MISSING and page is PageState.MISSING
    keys = ["page.untranslated"] if untranslated else []
    keys += _told(html, prose, untranslated=untranslated)
    if not keys:
        return None
    original = language_name(project.default_locale, setting.locale)
    sentences = tuple(setting.t(key, language=original) for key in keys)
    href = setting.page_in(project.default_locale, path)
    return StateNotice(
        sentences,
        None
        if untranslated
        else Link(setting.own(setting.t("page.original", language=original)), href),
    )
