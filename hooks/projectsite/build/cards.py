"""Which card each page has: the picture that goes with a link to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from itertools import chain, islice

from .. import addresses
from ..kit.card_press import drawn_cards
from ..kit.cards import Card, page_card, project_card
from ..page.edition import Cards
from ..page.setting import Setting
from ..prose.pages import ProsePage
from ..site import Site
from ..words.text import Locale, Words
from .pages import RecordPage, list_pages, outcome_pages, record_pages

MOST = 1500
"""So many cards are drawn; the pages of older outcomes have that of the project."""

Drawn = Callable[[Setting], Card]


def shared_cards(site: Site, *, whole: bool) -> Cards:
    """The cards of a build: of each page in each language; or of the project alone."""
    project = site.project
    locales = project.locales
    pages = islice(_pages(site), MOST // len(locales)) if whole else ()
    found = {
        # All languages of a page have the same figure: in a row it is drawn once.
        addresses.share_picture(locale, path): card(site.setting(locale, ""))
        for path, card in chain([(addresses.home(), project_card)], pages)
        for locale in locales
    }
    says = {address: card.says for address, card in found.items()}
    press = partial(drawn_cards, site.root, project.brand, found)
    if not whole:
        return Cards(says, cache(press))
    # While Python draws the pages, other processes draw the cards.
    thread = ThreadPoolExecutor(1)
    drawn = thread.submit(press).result
    thread.shutdown(wait=False)
    return Cards(says, drawn)


def _pages(site: Site) -> Iterator[tuple[str, Drawn]]:
    """Each page below the home page with what makes its card, outcomes last."""
    prose: dict[str, dict[Locale, ProsePage]] = {}
    for page in site.prose:
        prose.setdefault(page.path, {})[page.locale] = page
    for path, found in prose.items():
        if path != addresses.home():
            yield path, partial(_prose_card, found)
    project, default = site.project, site.project.default_locale
    records = (*record_pages(project), *list_pages(site, default), *outcome_pages(project))
    for record in records:
        if not record.picture(site.setting(default, "")):
            yield record.path, record.card or partial(_titled_card, record)


def _prose_card(pages: dict[Locale, ProsePage], setting: Setting) -> Card:
    default = setting.project.default_locale
    page = pages.get(setting.locale) or pages[default]
    fields = page.front_matter
    title = Words(fields.get("heading") or fields["title"], page.locale, setting.locale)
    return page_card(setting, title)


def _titled_card(page: RecordPage, setting: Setting) -> Card:
    return page_card(setting, page.title(setting))
