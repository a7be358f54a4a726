"""One build of the whole site: what MkDocs is given for each page, and what it leaves to us.

Knows no MkDocs: pages come as the names of their Markdown files (de/contact.md), addresses below
the root of the site (de/contact/) and languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from .. import addresses
from ..editor.files import editor_files
from ..files.folders import Write
from ..files.layout import ASSETS, DOCS
from ..formats.catalogue import Catalogue
from ..formats.harvest.sitemaps import sitemaps
from ..formats.page_data import Annotations
from ..kit.press import pictures, printed
from ..page.edition import Address
from ..page.setting import Setting
from ..prose.checks import ELSEWHERE
from ..prose.links import address_in, steps_of
from ..prose.markdown import with_links
from ..prose.menu import Titled, titled
from ..prose.pages import ProsePage
from ..prose.tokens import MacroCall, calls_alone, set_in, token
from ..site import Site
from ..words.direction import attribute
from ..words.text import Locale, State, Words, one_line
from .cards import shared_cards
from .completeness import site_addresses
from .html import not_found
from .html.frames import (
    PROBLEMS,
    Frame,
    below_notice,
    draw_data,
    draw_frame,
    draw_hero,
    draw_notice,
    surrounded,
)
from .html.old_pages import old_pages
from .html.pouring import (
    LIST_SHELL,
    SHELL,
    Mould,
    draw_record,
    outcome_mould,
    pour_list_page,
    pour_page,
    record_frame,
    shell_content,
    shell_frame,
)
from .html.terms import Terms
from .icons import icons
from .overview import overview
from .pages import RecordPage, list_pages, outcome_pages, page_of, record_pages
from .search import (
    SearchEntry,
    contact_entries,
    language_offers,
    list_table,
    outcome_entry,
    plan_entries,
    prose_entry,
    record_entries,
    search_index,
    search_synonyms,
    term_entries,
)


@dataclass(frozen=True)
class Leaf:
    """A page that MkDocs is drawing."""

    source: str
    """Its Markdown file below docs/: de/contact.md."""
    url: str
    """Its address below the root of the site: de/contact/."""
    locale: Locale
    """The language that it is drawn for; that of its source may be another one."""

    @property
    def below(self) -> str:
        """Its Markdown file below the folder of the language."""
        return self.source.partition("/")[2]

    @property
    def path(self) -> str:
        """Its address below the root of its language."""
        return self.url.removeprefix("./").removeprefix(f"{self.locale}/")

    @property
    def file(self) -> str:
        """Its file below the root of the site: de/contact/index.html."""
        return f"{self.url}index.html".removeprefix("./")


@dataclass
class Build:
    """What is the same for all languages, and what is gathered language by language."""

    site: Site
    representations: bool = True
    """Whether the files for machines are written, for the comparison of speed."""
    kit: bool = False
    """Whether the documents to take away are drawn."""
    slowly: bool = False
    """Whether the theme draws every outcome, for the test that compares."""
    repository: str = ""
    """Where the form editor saves; empty where there is none."""
    shells: dict[Locale, Mould] = field(default_factory=dict)
    list_shells: dict[Locale, Mould] = field(default_factory=dict)
    _found: dict[Locale, dict[str, SearchEntry]] = field(default_factory=dict)
    _calls: dict[str, list[MacroCall]] = field(default_factory=dict)
    """The macros that pages call, by the address of the page."""
    _not_found: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        project = self.site.project
        pages = [*record_pages(project), *(outcome_pages(project) if self.slowly else ())]
        self._records: dict[str, RecordPage] = {page.source: page for page in pages}
        self._prose = {page.file.removeprefix("docs/"): page for page in self.site.prose}
        self._addresses = {address.path: address for address in site_addresses(self.site)}
        self._edition = replace(self.site.edition, pages=self._addresses)
        if self.kit and self._edition.kit is None:
            self._edition = replace(self._edition, kit=printed(self._edition))
        if self._edition.cards is None:
            self._edition = replace(self._edition, cards=shared_cards(self.site, whole=self.kit))
        # Views ask which pages there are.
        self.site = replace(self.site, edition=self._edition)
        self._terms = Terms(self.site)
        self._annotations = Annotations(self._edition)
        self._poured = {addresses.outcome(id) for id in project.outcomes}
        self._poured |= {page.path for page in list_pages(self.site, project.default_locale)}
        self._menus = {locale: self._menu(locale) for locale in project.locales}
        self._catalogue = Catalogue(self._edition)

    @property
    def pages(self) -> int:
        """How many pages the site has in each language."""
        return len(self._addresses)

    @property
    def sources(self) -> Iterator[str]:
        """The Markdown files that exist in memory only, below the folder of a language."""
        yield from self._records
        if not self.slowly:
            yield SHELL
        if any(list_pages(self.site, self.site.project.default_locale)):
            yield LIST_SHELL

    def is_prose(self, source: str) -> bool:
        """Whether a file has passed the check as a page of prose."""
        return source in self._prose

    def is_stub(self, source: str) -> bool:
        """Whether a file is one of those that exist in memory only."""
        return source.partition("/")[2] in {*self._records, SHELL, LIST_SHELL}

    def _menu(self, locale: Locale) -> tuple[Titled, Titled]:
        """The titles and addresses of the main pages, and of those in the footer."""
        site, menu = self.site, self.site.menu
        main, footer = (
            titled(entries, site.wordings, site.prose, locale)
            for entries in (menu.main, menu.footer)
        )
        return main, footer

    def head(self, source: str) -> dict[str, Any]:
        """What MkDocs needs of the head of a page of prose: its template, and a title that is none
        of an editor's words. The page itself is drawn from its fields. Empty for other pages."""
        if not (prose := self._prose.get(source)):
            return {}
        template = prose.front_matter.get("template")
        return {"title": "-", **({"template": template} if template else {})}

    def markdown(self, leaf: Leaf) -> str:
        """What MkDocs and Jinja get of a page: its macro calls, as the check has read them."""
        self._calls[leaf.url] = []
        prose = self._prose.get(leaf.source)
        return calls_alone(prose.body) if prose else ""

    def call(self, leaf: Leaf, call: MacroCall) -> str:
        """Takes the next macro call of a page; content sets in what it draws."""
        self._calls[leaf.url].append(call)
        return token(len(self._calls[leaf.url]) - 1)

    def content(self, leaf: Leaf) -> str:
        """The content of a page, once its macros have been called."""
        prose = self._prose.get(leaf.source)
        if prose:
            return self._prose_content(leaf, prose)
        if leaf.below in (SHELL, LIST_SHELL):
            return shell_content()
        return draw_record(self.site, self._records[leaf.below], leaf.locale)

    def context(self, leaf: Leaf, content: str) -> dict[str, Any]:
        """The pieces that main.html puts in place."""
        site, setting = self.site, self._setting(leaf)
        address = self._addresses.get(leaf.path) or Address(leaf.path, site.project.locales)
        notice = Markup("".join(PROBLEMS) if site.edition.preview else "")
        return {
            "locale": leaf.locale,
            "dir": Markup(attribute(leaf.locale)),
            "frame": surrounded(
                self._frame(leaf, setting, address),
                site,
                setting,
                address,
                *self._menus[leaf.locale],
            ),
            "notice": notice,
            **self.pieces(leaf, content),
        }

    def pieces(self, leaf: Leaf, content: str) -> dict[str, str]:
        """Those pieces of a page that are drawn from outcomes, and so change with them."""
        setting = self._setting(leaf)
        hero = self._hero(leaf, setting)
        if prose := self._prose.get(leaf.source):
            state = self.site.translations.page_of(prose.file)
            if original := self._original(leaf):
                content, state = _fallback(content, original, leaf.locale), State.MISSING
            page = self._addresses[leaf.path].state(leaf.locale)
            notice = draw_notice(self.site, setting, leaf.path, content, prose=state, page=page)
            hero, content = below_notice(notice, hero, content)
        # The page of the terms themselves explains each already; of the shells nothing is known.
        if leaf.path != addresses.glossary() and leaf.below not in (SHELL, LIST_SHELL):
            hero, content = map(Markup, self._terms.marked(setting, hero, content))
        return {"content": content, "hero": hero}

    def template_context(self, template: str, root: str) -> dict[str, Any]:
        """What 404.html is drawn from, once for all languages.

        The root is the path of the site with a slash at its end.
        """
        if template == "404.html" and not self._not_found:
            menus = {locale: main for locale, (main, _) in self._menus.items()}
            self._not_found.update(not_found.page(self.site, root, menus))
        return self._not_found

    def after(self, site: Site) -> Build:
        """The same build with other facts: what MkDocs has told of pages still holds."""
        # Documents to take away and cards are those of the last whole build.
        edition = replace(site.edition, kit=self._edition.kit, cards=self._edition.cards)
        return replace(self, site=replace(site, edition=edition), _not_found={})

    def frames_as(self, other: Build) -> bool:
        """Whether all pages but those of outcomes announce the same translations as in another
        build."""
        poured = {addresses.outcome(id) for id in self.site.project.outcomes}
        mine, others = (
            {path: address for path, address in build._addresses.items() if path not in poured}
            for build in (self, other)
        )
        return mine == others

    def finish(self, write: Write, only: Set[str] | None = None) -> None:
        """After the last language: pour the outcomes, write the search indexes.

        In the live preview only the pages of these outcomes are poured.
        """
        for locale in self.site.project.locales:
            found = self._found.get(locale, {}).values()
            setting = self.site.setting(locale, "")
            people = contact_entries(setting) if addresses.contacts() in self._addresses else ()
            entries = [*found, *people, *record_entries(setting), *term_entries(setting)]
            entries.extend(self._pour(locale, write, only))
            entries.extend(plan_entries(setting))
            write(*search_index(self.site, locale, entries))
            write(*search_synonyms(self.site, locale))
            self._write_list(locale, write)
        for address, content in (*language_offers(self.site), *sitemaps(self._edition)):
            write(address, content)
        for address, content in old_pages(self.site):
            write(address, content)
        if only is None:
            for address, content in icons(self.site):
                write(address, content)
            self._write_kit(write)
            if self.repository:
                for address, content in editor_files(self.site.project, self.repository):
                    write(address, content)
        if self.representations:
            self._represent(write, only)
            write(*overview(self.site))

    def _write_kit(self, write: Write) -> None:
        if kit := self._edition.kit:
            for address, file in kit.files.items():
                write(address, file.content)
            for address, content in pictures(self.site.project.brand):
                write(address, content)
        if cards := self._edition.cards:
            for address, content in cards.drawn().items():
                write(address, content)

    def _write_list(self, locale: Locale, write: Write) -> None:
        """Write what does not fit on the first page of the list of outcomes."""
        if shell := self.list_shells.get(locale):
            for page in list_pages(self.site, locale):
                address, html = pour_list_page(
                    self.site,
                    self._annotations,
                    shell,
                    page,
                    self._addresses[page.path],
                    self._terms,
                    locale,
                )
                write(address, html.encode())
            write(*list_table(self.site, locale))

    def _represent(self, write: Write, only: Set[str] | None) -> None:
        """Write the records in every other form."""
        for outcome in self.site.project.chronicle:
            if only is None or outcome.id in only:
                for address, content in self._catalogue.record_files(outcome):
                    write(address, content)
        for address, content in self._catalogue.project_files():
            write(address, content)

    def _pour(self, locale: Locale, write: Write, only: Set[str] | None) -> Iterator[SearchEntry]:
        """Write the pages of outcomes in one language; yields what the search knows of each."""
        setting = self.site.setting(locale, "")
        shell = self.shells.get(locale)
        moulds: dict[tuple[object, ...], Mould] = {}
        for outcome in self.site.project.chronicle:
            if shell and (only is None or outcome.id in only):
                page = page_of(self.site.project, outcome)
                states = self._addresses[page.path]
                # Outcomes that are translated alike have the same frame: mostly one for all.
                key = (states.locales, states.unfinished)
                if key not in moulds:
                    moulds[key] = outcome_mould(self.site, shell, states, locale)
                address, html = pour_page(
                    self.site, self._annotations, moulds[key], page, self._terms, locale
                )
                write(address, html.encode())
            # Right after the page: the text has just been drawn, and is cached (words.markdown).
            yield outcome_entry(setting, outcome)

    def _setting(self, leaf: Leaf) -> Setting:
        return self.site.setting(leaf.locale, leaf.url)

    def _original(self, leaf: Leaf) -> Locale | None:
        """The language of a page that is shown in another one, as it is not translated."""
        prose = self._prose.get(leaf.source)
        return prose.locale if prose and prose.locale != leaf.locale else None

    def _prose_content(self, leaf: Leaf, prose: ProsePage) -> str:
        setting = self._setting(leaf)
        drawn = with_links(
            self.site.drawn[prose.file].html, partial(_led, self.site, setting, prose)
        )
        html = set_in(drawn, self._calls[leaf.url], lambda call: self._drawn(leaf, call))
        # A page that is not translated is found in the language that it is in, not twice.
        if not self._original(leaf):
            title = setting.own(prose.front_matter["title"])
            last = prose.path in {entry.path for entry in self.site.menu.footer}
            entry = prose_entry(setting, prose.path, title, html, last=last)
            self._found.setdefault(leaf.locale, {})[prose.path] = entry
        return html

    def _drawn(self, leaf: Leaf, call: MacroCall) -> str:
        macro = self.site.macros(self._setting(leaf)).vocabulary[call.name]
        html = str(macro(*call.arguments, **call.named))
        if original := self._original(leaf):
            # The prose around it is marked as in the default language; what a macro draws is not.
            html = _fallback(html, leaf.locale, original)
        return html

    def _frame(self, leaf: Leaf, setting: Setting, address: Address) -> Frame:
        if prose := self._prose.get(leaf.source):
            fields, words = prose.front_matter, partial(_words, prose, leaf)
            return draw_frame(
                self.site,
                setting,
                address=address,
                title=words(fields.get("heading") or fields["title"]),
                description=words(one_line(fields["description"])),
                file=prose.file,
                data=draw_data(self.site, self._annotations.prose(setting, prose.path)),
            )
        if leaf.below in (SHELL, LIST_SHELL):
            return shell_frame()
        page = self._records[leaf.below]
        return record_frame(self.site, self._annotations, page, address, leaf.locale)

    def _hero(self, leaf: Leaf, setting: Setting) -> Markup:
        """The block above a page that asks for it: home.html puts it in place."""
        prose = self._prose.get(leaf.source)
        if not prose or not {"heading", "template"} <= prose.front_matter.keys():
            return Markup("")
        heading, lead = (
            _words(prose, leaf, prose.front_matter.get(key, "")) for key in ("heading", "lead")
        )
        return draw_hero(self.site, setting, heading=heading, lead=lead)


def _led(site: Site, setting: Setting, prose: ProsePage, target: str) -> str:
    """Where a link of a page of prose leads, once the check has found that it leads somewhere."""
    if ELSEWHERE.match(target):
        return target
    whole, _, heading = target.partition("#")
    path, mark, asked = whole.partition("?")
    if (address := address_in(prose.file, path)) is not None:
        # A page that falls back leads to others in the language of the reader, whose headings may
        # have other words.
        known = site.headings(setting.locale, address) or ()
        place = f"#{heading}" if heading in known else ""
        return f"{setting.page(address)}{mark}{asked}{place}"
    steps = "/".join(steps_of(prose.file, path))
    if not steps.startswith(f"{ASSETS}/"):
        return target
    place = f"#{quote(heading, safe='/?:@!$&=,;+')}" if heading else ""  # a page of a document
    return f"{setting.asset(steps.removeprefix(f'{DOCS}/'))}{place}"


def _fallback(html: str, locale: Locale, around: Locale) -> str:
    """Blocks in another language than the elements around them; the class keeps their looks."""
    turned = attribute(locale, around)
    return f'<div class="project-fallback" lang="{locale}"{turned}>\n{html}\n</div>'


def _words(prose: ProsePage, leaf: Leaf, text: str) -> Words:
    """A text of the front matter: in the language of the source, not always in the page's."""
    state = State.TRANSLATED if prose.locale == leaf.locale else State.MISSING
    return Words(text, prose.locale, leaf.locale, state)
