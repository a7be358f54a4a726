"""What must hold of the pages of prose, beside each other and beside those of records."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from .. import addresses
from ..facts.folders import KINDS
from ..files.layout import ASSETS, DOCS
from ..files.texts import LIMIT_PROBLEMS
from ..problems import Problem
from ..prose.calls import Tried, tried_once
from ..prose.checks import check_page
from ..prose.links import Destinations, link_problems
from ..prose.menu import menu_problems
from ..prose.pages import OWN_FOLDERS, ProsePage, file_in
from ..views.browse import parts
from ..words.markdown import links_of
from ..words.text import Locale
from ..words.web import host_of
from .site import Site


def page_problems(site: Site) -> list[Problem]:
    """What is wrong on the pages, in the menu, with links and with addresses once published.

    The calls of each page are tried out, and the site keeps the ids of what they draw.
    """
    project = site.project
    default = project.default_locale
    originals = {page.path: page.file for page in site.prose if page.locale == default}
    taken = _of_records(site)
    problems = [*_missing_pages(originals, default)]
    tried: Tried = {}
    for page in site.prose:
        problems.extend(_misnamed(page, originals, default))
        problems.extend(_taken(page, taken))
        problems.extend(_drawn(site, page, tried))
    problems.extend([] if problems else _unlisted(site))
    problems.extend(menu_problems(site.menu, site.wordings, site.prose, taken))
    problems.extend(_link_problems(site, frozenset({*originals, *taken})))
    own_folders = {*project.locales[1:], *OWN_FOLDERS, addresses.editor().rstrip("/")}
    lost = site.memory.lost(taken.union(originals), own_folders)
    problems.extend(islice(lost, LIMIT_PROBLEMS))
    return problems


def _of_records(site: Site) -> set[str]:
    """The addresses of the pages that are drawn from records alone."""
    project = site.project
    paged = (kind for kind in KINDS if kind.has_pages)
    taken = {kind.address(id) for kind in paged for id in project.by_id(kind.model)}
    further = range(2, parts(len(project.outcomes)) + 1)
    return taken | {addresses.outcomes_part(number) for number in further}


def _misnamed(page: ProsePage, originals: dict[str, str], default: Locale) -> Iterator[Problem]:
    """A translation is called as the page that it translates."""
    original = originals.get(page.path)
    if original is None:
        named = file_in(page.file, default)
        message = f"there is no page {named} that this could be the translation of."
    elif original != file_in(page.file, default):
        named = file_in(original, page.locale)
        message = f"the translation of {original} is called {named}. Rename it."
    else:
        return
    yield Problem(page.file, 0, 0, message, "no-original")


def _taken(page: ProsePage, of_records: Collection[str]) -> Iterator[Problem]:
    if page.path in of_records:
        whose = "belongs to a record"
    elif page.path in {*addresses.SHELLS, addresses.editor()}:
        whose = "is the site's own"
    else:
        return
    message = f"the address {page.path} {whose}. Give the page another name."
    yield Problem(page.file, 0, 0, message, "address-taken")


def _drawn(site: Site, page: ProsePage, tried: Tried) -> Iterator[Problem]:
    """What is wrong with what a page draws, its calls among it."""
    macros = site.macros(site.setting(page.locale, page.path))
    ids = site.ids[page.file] = set()
    vocabulary = tried_once(macros.vocabulary, tried, ids)
    spellings = site.project.spellings
    return islice(check_page(page, site.drawn[page.file], vocabulary, spellings), LIMIT_PROBLEMS)


def _missing_pages(there: Collection[str], default: Locale) -> Iterator[Problem]:
    """The pages to which those of records lead."""
    home = "the home page is missing. Write it, with “template: home.html”."
    led = "this page is missing, and pages of records lead to it. Write it."
    for path, file, said in (
        (addresses.home(), "index.md", home),
        (addresses.project(), "project.md", led),
        (addresses.outcomes(), "outcomes/index.md", led),
    ):
        if path not in there:
            yield Problem(f"{DOCS}/{default}/{file}", 0, 0, said, "missing-file")


def _unlisted(site: Site) -> Iterator[Problem]:
    """The two pages to which others link by term or person, where they do not list them."""
    listed = {
        addresses.glossary(): ("glossary", list(site.project.terms)),
        addresses.contacts(): ("contacts", [f"contact-{id}" for id in site.project.contacts]),
    }
    for page in site.prose:
        macro, ids = listed.get(page.path, ("", []))
        if missing := next((id for id in ids if id not in site.ids[page.file]), ""):
            said = (
                f"other pages link to #{missing} here. Write “{{{{ {macro}() }}}}”, which draws it."
            )
            yield Problem(page.file, 0, 0, said, "missing-call")


def _link_problems(site: Site, targets: frozenset[str]) -> Iterator[Problem]:
    """A link from a page in a language leads to that page in it, or in the default one."""
    own = [addresses.editor()] if site.menu.admin else []
    further = frozenset({*own, *site.memory.redirects})
    there = Destinations(
        site.menu.site_url,
        site.project.locales,
        targets,
        further,
        site.headings,
        site.root / ASSETS,
        site.project.facts.unlinked_hosts,
        site.held_back,
    )
    for page in site.prose:
        yield from islice(link_problems(page, site.drawn[page.file], there), LIMIT_PROBLEMS)
    yield from _own_addresses(site, there)


_LED = (("website",), ("homepage",), ("url",))
"""Fields of records with an address to which pages lead. A source may lie at one that an earlier
site had."""


def _own_addresses(site: Site, there: Destinations) -> Iterator[Problem]:
    """Addresses of the site itself in records: in links of their texts, and in fields."""
    host = host_of(there.root).lower()
    for sheet in site.project.sheets.values() if host else ():
        for path, text in sheet.texts:
            if path not in _LED and "]" not in text:
                continue
            for address in [text] if path in _LED else [to for to, _ in links_of(text)]:
                # Letters beyond ASCII are drawn as their codes.
                led = path in _LED or "%" in address or host in address.lower()
                if led and (said := there.wrong(address)):
                    yield sheet.problem(path, said, "broken-link")
