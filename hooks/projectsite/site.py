"""A whole project, read and checked: the one thing that a build starts from."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TypeVar
from urllib.parse import unquote

from . import addresses
from .facts.folders import KINDS
from .facts.loading import collector_paused, languages_of, load_project
from .facts.news import NewsItem
from .facts.own_words import in_own_words
from .facts.project import Project
from .facts.schema import stray_schemas
from .files.folders import refuse_deep
from .files.history import Commit
from .files.layout import ASSETS, DOCS, OVERRIDES
from .files.stamp import no_files
from .files.texts import LIMIT_PROBLEMS
from .laws import check_laws
from .laws.outcomes import summaries_tell_what_was_to_come
from .laws.wordings import braces_are_filled_in, facts_have_names, words_are_there
from .macros import Macros
from .page.edition import EPOCH, Edition
from .page.rendering import Renderer
from .page.setting import Setting
from .problems import Problem, ProblemsFound
from .prose.calls import Tried, tried_once
from .prose.checks import check_page, drawn_page
from .prose.links import Destinations, link_problems
from .prose.markdown import Drawn
from .prose.memory import Memory, read_memory
from .prose.menu import Menu, load_menu, menu_problems
from .prose.pages import OWN_FOLDERS, ProsePage, file_in, load_prose
from .translations.files import TranslatedFiles, translated_files
from .translations.ledger import read_ledger
from .translations.states import Translations, translations_of
from .views.browse import parts
from .words.markdown import links_of
from .words.text import Locale
from .words.wording import Wording, load_wordings

Read = TypeVar("Read")


@dataclass(frozen=True)
class Site:
    """Facts, words and prose of one project, read and checked."""

    root: Path
    edition: Edition
    prose: tuple[ProsePage, ...]
    drawn: Mapping[str, Drawn]
    """What Markdown makes of each page of prose, by its file."""
    menu: Menu
    translations: Translations
    memory: Memory
    """The addresses that were published."""
    render: Renderer
    ids: dict[str, set[str]] = field(default_factory=dict)
    """The ids of what the calls of each page of prose draw, by its file."""
    _settings: dict[tuple[Locale, int], Setting] = field(default_factory=dict, init=False)

    @property
    def project(self) -> Project:
        return self.edition.project

    @property
    def wordings(self) -> Mapping[Locale, Wording]:
        return self.edition.wordings

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every page, by its address below the root of a language."""
        project, default = self.project, self.project.default_locale
        paged = (kind for kind in KINDS if kind.has_pages)
        records = {kind.address(id) for kind in paged for id in project.by_id(kind.model)}
        return frozenset({page.path for page in self.prose if page.locale == default} | records)

    @property
    def originals(self) -> list[str]:
        """The pages in the default language, by their files below its folder: contact.md."""
        default = self.project.default_locale
        return [page.below for page in self.prose if page.locale == default]

    @cached_property
    def held_back(self) -> frozenset[str]:
        """The pictures of drafts, by address: they are published with their news. One that another
        record or a page shows already is no secret."""
        news = self.project.of(NewsItem)
        drafts = {file: item.picture.file for file, item in news if item.draft and item.picture}
        if not drafts:
            return frozenset()
        drawn = (target.address for page in self.drawn.values() for target in page.targets)
        sheets = (sheet for file, sheet in self.project.sheets.items() if file not in drafts)
        paths = (unquote(re.split("[?#]", address)[0]) for address in drawn)
        shown = {PurePosixPath(path).name for path in paths}
        shown |= {text for sheet in sheets for _, text in sheet.texts}
        return frozenset(map(addresses.asset, set(drafts.values()) - shown))

    def setting(self, locale: Locale, url: str) -> Setting:
        """For the page at an address below the root of the site: de/contact/.

        Pages of one language and depth share it, and what views keep in it.
        """
        key = (locale, url.count("/"))
        if key not in self._settings:
            self._settings[key] = Setting.of_page(self.edition, url, locale)
        return self._settings[key]

    @cached_property
    def _pages(self) -> Mapping[tuple[Locale, str], ProsePage]:
        return {(page.locale, page.path): page for page in self.prose}

    def headings(self, locale: Locale, path: str) -> Set[str] | None:
        """The ids that a link to a page can name, by the address of the page below the root of its
        language; None for the page of a record. Who is no longer shown among the contacts is still
        named: links do not become wrong as time passes."""
        page = self._pages.get((locale, path)) or self._pages.get(
            (self.project.default_locale, path)
        )
        if page is None:
            return None
        former = self.project.former_contacts if path == addresses.contacts() else ()
        return self.drawn[page.file].headings.union(
            self.ids[page.file], (f"contact-{id}" for id in former)
        )

    def macros(self, setting: Setting) -> Macros:
        return Macros(setting, self.render, lambda: self.files)

    @cached_property
    def files(self) -> TranslatedFiles:
        """What each file still asks of each language."""
        return translated_files(self.project, self.prose, self.translations)


@in_own_words
@collector_paused()
def load_site(
    root: Path,
    site_url: str = "",
    repo_url: str = "",
    moment: datetime = EPOCH,
    *,
    day: date | None = None,
    history: tuple[Commit, ...] = (),
    release: str = "",
    preview: bool = False,
) -> Site:
    """Read and check data/ and docs/ below a project's root; the rest is that of an Edition. After
    `day` contacts are left out that may not be shown any longer; without it none is.

    Raises ProblemsFound with everything that is wrong, before anything is built. Laws between
    records are told once every record can be read, and macro calls are tried out then.
    """
    refuse_deep(root, DOCS, OVERRIDES)
    found = list(no_files(root, OVERRIDES))
    project = _gather(found, lambda: load_project(root, day))
    locales = project.locales if project else languages_of(root)
    wordings = _gather(found, lambda: load_wordings(root, locales)) if locales else None
    prose = _gather(found, lambda: load_prose(root, locales)) if locales else None
    ledger, memory = read_ledger(root), read_memory(root)
    found.extend([*ledger.problems, *memory.problems, *stray_schemas(root)])
    menu = _gather(found, lambda: load_menu(root))
    if project:
        found.extend(check_laws(project))
    if found or not (project and wordings and menu and prose is not None):
        for page in prose or ():
            found.extend(islice(check_page(page, drawn_page(page)), LIMIT_PROBLEMS))
        raise ProblemsFound(found)
    translations = translations_of(project, wordings, prose, ledger)
    older = translations.older
    # Nobody edits an archived copy: it leads to no repository.
    repo_url = "" if project.facts.archive else repo_url
    edition = Edition(
        project, wordings, site_url, repo_url, moment, history, preview, older, release
    )
    taken = _ids(project)
    drawn = {page.file: drawn_page(page, taken) for page in prose}
    render = Renderer(root / OVERRIDES)
    site = Site(root, edition, tuple(prose), drawn, menu, translations, memory, render)
    # Without its words no macro can be tried out.
    overrides = root / OVERRIDES
    found = (
        words_are_there(project, wordings, overrides) + facts_have_names(project, wordings)
        or braces_are_filled_in(project, wordings, overrides)
        or [
            *summaries_tell_what_was_to_come(project, wordings[project.default_locale]),
            *_page_problems(site),
        ]
    )
    if found:
        raise ProblemsFound(found)
    return site


def _ids(project: Project) -> frozenset[str]:
    """The ids that the site itself gives to elements of pages of prose, besides those that begin
    with “project-”: the main part, sections of languages, terms and contacts."""
    people = (f"contact-{id}" for id in project.ids["contact"])
    terms = (f"term-{id}" for id in project.terms)
    return frozenset({"content", *project.locales, *project.terms, *terms, *people})


def _gather(found: list[Problem], load: Callable[[], Read]) -> Read | None:
    """What a loader gives; or None, and its problems are noted."""
    try:
        return load()
    except ProblemsFound as problems:
        found.extend(problems.problems)
        return None


def _page_problems(site: Site) -> list[Problem]:
    problems: list[Problem] = []
    project = site.project
    default = project.default_locale
    originals = {page.path: page.file for page in site.prose if page.locale == default}
    problems.extend(_missing_pages(originals, default))
    paged = (kind for kind in KINDS if kind.has_pages)
    taken = {kind.address(id) for kind in paged for id in project.by_id(kind.model)}
    further = range(2, parts(len(project.outcomes)) + 1)
    taken |= {addresses.outcomes_part(number) for number in further}
    own = {*addresses.SHELLS, addresses.editor()}
    tried: Tried = {}
    for page in site.prose:
        original = file_in(page.file, default)
        if page.path not in originals:
            message = f"there is no page {original} that this could be the translation of."
            problems.append(Problem(page.file, 0, 0, message, "no-original"))
        elif originals[page.path] != original:
            named = file_in(originals[page.path], page.locale)
            message = f"the translation of {originals[page.path]} is called {named}. Rename it."
            problems.append(Problem(page.file, 0, 0, message, "no-original"))
        if page.path in taken or page.path in own:
            whose = "belongs to a record" if page.path in taken else "is the site's own"
            message = f"the address {page.path} {whose}. Give the page another name."
            problems.append(Problem(page.file, 0, 0, message, "address-taken"))
        macros = site.macros(site.setting(page.locale, page.path))
        ids = site.ids[page.file] = set()
        vocabulary = tried_once(macros.vocabulary, tried, ids)
        told = check_page(page, site.drawn[page.file], vocabulary)
        problems.extend(islice(told, LIMIT_PROBLEMS))
    problems.extend([] if problems else _unlisted(site))
    problems.extend(menu_problems(site.menu, site.wordings, site.prose, taken))
    problems.extend(_link_problems(site, frozenset({*originals, *taken})))
    own_folders = {*project.locales[1:], *OWN_FOLDERS, addresses.editor().rstrip("/")}
    problems.extend(site.memory.lost(taken.union(originals), own_folders))
    return problems


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


def _own_addresses(site: Site, there: Destinations) -> Iterator[Problem]:
    """Links of the texts of records by a whole address of the site, as they are drawn. A source may
    lie at one that an earlier site had."""
    host = there.root.partition("://")[2].partition("/")[0]
    for sheet in site.project.sheets.values() if host else ():
        for path, text in sheet.texts:
            if "](" not in text or not (host in text or "&" in text or "\\" in text):
                continue
            for address in links_of(text):
                if said := there.wrong(address):
                    yield sheet.problem(path, said, "broken-link")
