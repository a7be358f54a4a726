"""A whole project, read and checked: the one thing that a build starts from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from .. import addresses
from ..facts.folders import KINDS
from ..facts.news import NewsItem
from ..facts.project import Project
from ..macros import Macros
from ..page.edition import Edition
from ..page.rendering import Renderer
from ..page.setting import Setting
from ..prose.markdown import Drawn
from ..prose.memory import Memory
from ..prose.menu import Menu
from ..prose.pages import ProsePage
from ..translations.files import TranslatedFiles, translated_files
from ..translations.states import Translations
from ..words.text import Locale
from ..words.wording import Wording


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
        named: links do not become wrong as time passes. The sections of /translations/ are those of
        other languages on each page, so that no link can name one."""
        page = self._pages.get((locale, path)) or self._pages.get(
            (self.project.default_locale, path)
        )
        if page is None:
            return None
        former = self.project.former_contacts if path == addresses.contacts() else ()
        drawn = self.ids[page.file].difference(self.project.locales)
        return self.drawn[page.file].headings.union(drawn, (f"contact-{id}" for id in former))

    def macros(self, setting: Setting) -> Macros:
        return Macros(setting, self.render, lambda: self.files)

    @cached_property
    def files(self) -> TranslatedFiles:
        """What each file still asks of each language."""
        return translated_files(self.project, self.prose, self.translations)
