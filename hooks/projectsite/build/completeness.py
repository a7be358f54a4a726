"""In which languages each page truly exists, and what is missing on it or older in the others.

It has to be known before the first page is drawn, as each announces its translations. While a
language is complete nothing is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import html as lxml_html

from .. import addresses
from ..facts.model import Outcome, localised_texts
from ..facts.project import Project
from ..page.edition import Address
from ..prose.calls import calls_of
from ..prose.pages import ProsePage
from ..site import Site
from ..translations.states import PageState, page_state, state_of_texts
from ..words.text import MARK, Locale, LocalisedText, State
from .pages import RecordPage, list_pages, record_pages


def site_addresses(site: Site) -> list[Address]:
    """Every page of the site, with its state in each language."""
    project = site.project
    locales, default = project.locales, project.default_locale
    prose: dict[str, dict[Locale, ProsePage]] = {}
    for page in site.prose:
        prose.setdefault(page.path, {})[page.locale] = page
    return [
        *(
            Address.of(path, {locale: _prose_state(site, found, locale) for locale in locales})
            for path, found in prose.items()
            if default in found
        ),
        *(
            Address.of(page.path, {locale: _drawn_state(site, page, locale) for locale in locales})
            for page in (*record_pages(project), *list_pages(site, default))
        ),
        *(outcome_address(site, outcome) for outcome in project.chronicle),
    ]


def outcome_address(site: Site, outcome: Outcome) -> Address:
    """The page of an outcome, by its texts."""
    # Not by drawing it: 2,000 pages would be drawn twice.
    path, locales = addresses.outcome(outcome.id), site.project.locales
    if not site.translations.unfinished:
        return Address(path, locales)
    own = [text for _, text in localised_texts(outcome)]
    others = list(_named(site.project, outcome))
    return Address.of(path, {locale: _state(site, own, others, locale) for locale in locales})


def _named(project: Project, outcome: Outcome) -> Iterator[LocalisedText]:
    """What its page shows of other records: the titles of outcomes, that of the work package."""
    for id in project.named_on(outcome) - {outcome.id}:
        yield project.outcomes[id].title
    if outcome.work_package:
        yield project.work_packages[outcome.work_package].label


def _state(
    site: Site, own: Sequence[LocalisedText], others: Sequence[LocalisedText], locale: Locale
) -> PageState:
    """The state of a page by its own texts, and by those of other records on it."""
    # Others alone cannot make a page foreign: they are titles beside it.
    default, older = site.project.default_locale, site.translations.older
    state = state_of_texts(own, locale, default, older)
    around = state_of_texts(others, locale, default, older)
    if state in (PageState.COMPLETE, PageState.OLDER) and around is not PageState.COMPLETE:
        return PageState.OLDER if around is PageState.OLDER else PageState.PARTIAL
    return state


def _prose_state(site: Site, pages: Mapping[Locale, ProsePage], locale: Locale) -> PageState:
    default = site.project.default_locale
    page = pages.get(locale, pages[default])
    translated = page.locale == locale
    outdated = site.translations.page_of(page.file) is State.OLDER
    drawn: list[str] = []
    # While everything is translated there is nothing to measure, and no macro is drawn for it.
    if locale in site.translations.unfinished or not translated:
        setting = site.setting(locale, addresses.localised(page.path, locale, default))
        vocabulary = site.macros(setting).vocabulary
        calls = calls_of(page)
        drawn.extend(str(vocabulary[name](*given, **named)) for name, given, named in calls)
    own = len(page.text)
    return _measured(own, drawn, missing=0 if translated else own, outdated=outdated)


def _drawn_state(site: Site, page: RecordPage, locale: Locale) -> PageState:
    if locale not in site.translations.unfinished:
        return PageState.COMPLETE
    url = addresses.localised(page.path, locale, site.project.default_locale)
    return _measured(0, [page.draw(site, site.setting(locale, url))])


def _measured(
    whole: int, drawn: Iterable[str], *, missing: int = 0, outdated: bool = False
) -> PageState:
    """The state of a page by what has been drawn for it, besides so many characters of its own, of
    which some may be missing."""
    for html in drawn:
        tree = lxml_html.fragment_fromstring(html, create_parent=True)
        whole += len("".join(tree.itertext()))
        for element in tree.iterfind(f".//*[@{MARK}]"):
            if element.get(MARK) == State.MISSING:
                missing += len("".join(element.itertext()))
            else:
                outdated = True
    return page_state(missing, whole, outdated=outdated)
