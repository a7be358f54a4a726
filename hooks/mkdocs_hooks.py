"""The only file that knows MkDocs: translates its events into calls of projectsite.

mkdocs-static-i18n builds once a language, so all events but on_startup come once a language;
what is the same for all is read in the first of them (Build) and kept for the others.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import wraps
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs_static_i18n.config import I18nPluginLanguage

from projectsite import navigation, not_found
from projectsite.frames import (
    Frame,
    Publication,
    Surroundings,
    draw_frame,
    draw_hero,
    draw_notice,
    draw_problems,
    draw_surroundings,
)
from projectsite.local_forms import own_name
from projectsite.page_markdown import RECORDS, PlainMarkdown, Tokens, link_records
from projectsite.pages import RecordPage, outcome_pages, record_pages, site_addresses
from projectsite.pouring import (
    SHELL,
    MarkError,
    Shell,
    pour_page,
    record_frame,
    shell_content,
    shell_frame,
    write_page,
)
from projectsite.problems import Problem, ProblemsFound
from projectsite.prose import ProsePage
from projectsite.publishing import BesideFolder
from projectsite.search import SearchEntry, prose_entry, write_index
from projectsite.site import Site, load_site
from projectsite.text import Locale
from projectsite.views.chrome import Address
from projectsite.views.setting import Setting

Titled = list[tuple[str, str]]


@dataclass
class Build:
    """One build of the whole site."""

    site: Site
    publication: Publication
    beside: BesideFolder | None
    """None in the live preview, which builds into a folder of its own."""
    warnings: CountHandler
    problems: Sequence[Problem]
    """What is wrong with the facts or pages as they are now; only ever in the live preview."""
    record_pages: dict[str, RecordPage]
    """The pages that the theme draws, by source below the folder of the language."""
    addresses: dict[str, Address]
    prose: dict[str, ProsePage]
    """By source file below docs/."""
    shells: dict[Locale, Shell] = field(default_factory=dict)
    found: dict[Locale, list[SearchEntry]] = field(default_factory=dict)
    tokens: dict[str, Tokens] = field(default_factory=dict)
    """What macros have drawn, by the address of the page."""
    menu: dict[Locale, tuple[Titled, Titled]] = field(default_factory=dict)
    """The titles and addresses of the main pages, and of those about the site."""


Event = TypeVar("Event", bound=Callable[..., Any])


def _tells(event: Event) -> Event:
    """What projectsite finds wrong becomes MkDocs' own way to stop: a message, no traceback."""

    @wraps(event)
    def run(*arguments: Any, **named: Any) -> Any:
        try:
            return event(*arguments, **named)
        except ProblemsFound as found:
            raise PluginError(f"the facts, pages or looks have problems.\n\n{found}") from None

    return cast(Event, run)


_command: Literal["build", "gh-deploy", "serve"] = "build"
_build: Build


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    global _command
    _command = command


def _load(root: Path) -> tuple[Site, Sequence[Problem]]:
    """The site; in the live preview the last good one, with what is wrong with the new one."""
    try:
        return load_site(root), ()
    except ProblemsFound as found:
        last = globals().get("_build")
        if _command != "serve" or last is None:
            raise
        # Not by logging: a warning would end a strict build, and the preview with it.
        print(f"\n{found}\n", file=sys.stderr, flush=True)
        return last.site, found.problems


@_tells
def _start(config: MkDocsConfig) -> MkDocsConfig:
    """Before the first language: read and check everything, then tell the i18n plugin."""
    global _build
    if _i18n(config).building:
        return config
    site, problems = _load(Path(config.config_file_path).parent)
    if not (config.site_url or "").startswith(("https://", "http://")):
        raise PluginError("mkdocs.yml: site_url: write the whole address of the site: https://…/")
    slowly = config.extra.get("draw_slowly", False)
    pages = [*record_pages(site.project), *(outcome_pages(site.project) if slowly else ())]
    beside = None
    if _command != "serve":
        beside = BesideFolder(Path(config.site_dir))
        beside.prepare()
        config.site_dir = str(beside.building)
    warnings = CountHandler()
    warnings.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(warnings)
    _build = Build(
        site=site,
        publication=Publication(
            config.site_url or "", config.repo_url or "", policy=_command != "serve"
        ),
        beside=beside,
        warnings=warnings,
        problems=problems,
        record_pages={page.source: page for page in pages},
        addresses={address.path: address for address in site_addresses(site)},
        prose={page.file.removeprefix("docs/"): page for page in site.prose},
    )
    extensions: list[Any] = config.markdown_extensions
    extensions.append(PlainMarkdown())
    _configure_languages(config, site)
    return config


@_tells
def _configure_languages(config: MkDocsConfig, site: Site) -> None:
    """The languages stand in data/project.yml, their menus in data/words/."""
    navigation.check_labels(config.nav, site.wordings)
    languages = []
    for locale in site.project.locales:
        language = I18nPluginLanguage()
        language.load_dict(
            {
                "locale": locale,
                "name": own_name(locale),
                "default": locale == site.project.default_locale,
                "nav_translations": navigation.labels(site.wordings, locale),
            }
        )
        failed, _ = language.validate()
        if failed:
            raise PluginError(f"data/project.yml: languages: {locale}: {failed[0][1]}")
        languages.append(language)
    _i18n(config).config.languages = languages


def _register_macros(config: MkDocsConfig) -> MkDocsConfig:
    """After the i18n plugin (-100) has chosen the language, and after the macros plugin (0).

    The macros plugin forgets what was registered at each on_config; its dictionary of macros of
    other plugins has to be emptied, or the second language's build would stop at “exists”.
    """
    plugin: Any = config.plugins["macros"]
    plugin._add_macros.clear()
    plugin.register_macros({name: _macro(plugin, name) for name in _vocabulary()})
    return config


def _vocabulary() -> list[str]:
    site = _build.site
    return list(site.macros(site.setting(site.project.default_locale, "")).vocabulary)


def _macro(plugin: Any, name: str) -> Any:
    def call(*arguments: object, **named: object) -> str:
        page = plugin.page
        html = str(_build.site.macros(_setting(page)).vocabulary[name](*arguments, **named))
        locale = page.file.locale_alternate_of
        if page.file.locale != locale:
            # The prose around it is in the default language and marked so; this is not.
            html = f'<div lang="{locale}">\n{html}\n</div>'
        return _build.tokens.setdefault(page.url, Tokens()).keep(html)

    return call


on_config = CombinedEvent(
    event_priority(50)(_start),
    event_priority(-200)(_register_macros),
)


def _add_stubs(files: Files, config: MkDocsConfig) -> Files:
    """Before the i18n plugin: files that look as if they lay in docs/."""
    locales = _build.site.project.locales
    sources = [*_build.record_pages, *(() if _draws_slowly(config) else (SHELL,))]
    for locale in locales:
        for source in sources:
            file = File(f"{locale}/{source}", config.docs_dir, config.site_dir, True)
            files.append(file)
    return files


def _fill_stubs(files: Files, config: MkDocsConfig) -> Files:
    """After it: content for those that this language uses; of the theme only what is linked."""
    for file in list(files):
        source = _below_locale(file.src_uri)
        if file.src_uri not in _build.prose and file.is_documentation_page():
            if source in _build.record_pages or source == SHELL:
                file.content_string = "---\nrender_macros: false\n---\n"
                file.inclusion = InclusionLevel.NOT_IN_NAV
            else:
                files.remove(file)  # has not passed the check: it must not reach the macros
        elif _is_material(file, config):
            files.remove(file)
            if fnmatch(file.src_uri, "assets/stylesheets/main.*.css"):
                # Under a name of its own: pages need not know the hash in Material's.
                css = file.content_bytes.partition(b"/*# sourceMappingURL")[0]
                name = "assets/stylesheets/material.css"
                files.append(File.generated(config, name, content=css))
    return files


def _is_material(file: File, config: MkDocsConfig) -> bool:
    source = Path(file.abs_src_path or "")
    ours = (config.docs_dir, config.theme.custom_dir or config.docs_dir)
    return not any(source.is_relative_to(folder) for folder in ours)


on_files = CombinedEvent(
    event_priority(0)(_add_stubs),
    event_priority(-200)(_fill_stubs),
)


@event_priority(-200)
def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """After the i18n plugin has translated the menu."""
    locale = _locale(config)
    pages: Titled = []
    about: Titled = []
    for item in nav.items:
        if isinstance(item, Page):
            pages.append((str(item.title), _path(item.url, locale)))
        elif isinstance(item, Section) and all(isinstance(c, Page) for c in item.children):
            members = [child for child in item.children if isinstance(child, Page)]
            about.extend((str(child.title), _path(child.url, locale)) for child in members)
        else:
            raise PluginError(f"mkdocs.yml: nav: only pages, and one group of pages: {item}.")
    _build.menu[locale] = pages, about
    return nav


@event_priority(100)
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Before the macros plugin: links to poured pages, which MkDocs does not know."""
    prose = _build.prose.get(page.file.src_uri)
    if _build.problems and prose:
        # What is on the disk has not passed the check: the macros plugin must not see it.
        markdown = prose.body
    return link_records(markdown)


@_tells
def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The content of records' pages, and what the search finds of the others."""
    source = _below_locale(page.file.src_uri)
    if page.file.src_uri in _build.prose:
        prose = _build.prose[page.file.src_uri]
        if page.url in _build.tokens:
            html = _build.tokens.pop(page.url).set_in(html)
        html = html.replace(f'"{RECORDS}', f'"{_setting(page).links.home}')
        if prose.locale == _locale(config):
            entry = prose_entry(prose.path, prose.front_matter["title"], html)
            _build.found.setdefault(prose.locale, []).append(entry)
        return html
    if source == SHELL:
        return shell_content()
    record_page = _build.record_pages[source]
    return record_page.draw(_build.site, _setting(page))


@_tells
def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """The pieces that main.html puts in place."""
    site, setting = _build.site, _setting(page)
    path = _path(page.url, setting.locale)
    address = _build.addresses.get(path) or Address(path, site.project.locales)
    prose = _build.prose.get(page.file.src_uri)
    context |= {
        "locale": setting.locale,
        "frame": _frame(setting, address, page, prose),
        "surroundings": _surroundings(setting, address),
        "content": page.content,
        "notice": draw_problems(site, setting, _build.problems) if _build.problems else "",
        "hero": "",
    }
    if prose and "heading" in prose.front_matter:
        fields = prose.front_matter
        hero = draw_hero(site, setting, heading=fields["heading"], lead=fields.get("lead", ""))
        context["hero"] = hero
    if prose and prose.locale != setting.locale:
        context["notice"] += draw_notice(site, setting)
        context["content"] = f'<div lang="{prose.locale}">\n{page.content}\n</div>'
    return context


def _frame(setting: Setting, address: Address, page: Page, prose: ProsePage | None) -> Frame:
    site, publication = _build.site, _build.publication
    source = _below_locale(page.file.src_uri)
    if prose:
        return draw_frame(
            site,
            setting,
            publication,
            address=address,
            title=prose.front_matter.get("heading") or prose.front_matter["title"],
            description=prose.front_matter["description"],
            file=prose.file,
        )
    if source == SHELL:
        return shell_frame()
    return record_frame(site, publication, _build.record_pages[source], setting.locale)


def _surroundings(setting: Setting, address: Address) -> Surroundings:
    pages, about = _build.menu[setting.locale]
    return draw_surroundings(_build.site, setting, address, pages, about)


@_tells
def on_template_context(
    context: dict[str, Any], *, template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """404.html and sitemap.xml are drawn from views, once for all languages."""
    site, publication = _build.site, _build.publication
    if template_name == "404.html":
        root = context["base_url"].rstrip("/") + "/"
        context |= not_found.page(site, publication, root)
    elif template_name == "sitemap.xml":
        context["sitemap"] = navigation.sitemap(
            publication.site_url, _build.addresses.values(), site.project.locales
        )
    return context


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Only from the default language's build: an empty result is not written."""
    return output if _locale(config) == _build.site.project.default_locale else ""


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """The page with the marks is cut, and never written itself."""
    if _below_locale(page.file.src_uri) != SHELL:
        return output
    try:
        _build.shells[_locale(config)] = Shell.cut(output)
    except MarkError as error:
        raise PluginError(f"overrides/main.html: {error}") from None
    return ""


@event_priority(-200)
@_tells
def on_post_build(*, config: MkDocsConfig) -> None:
    """After the last language: pour the outcomes, write the indexes, swap the folders."""
    if _i18n(config).building:
        return
    build, site = _build, _build.site
    site_dir = Path(config.site_dir)
    for locale, shell in build.shells.items():
        for page in outcome_pages(site.project):
            write_page(site_dir, *pour_page(site, build.publication, shell, page, locale))
    for locale in site.project.locales:
        write_index(site, locale, build.found.get(locale, []), site_dir)
    logging.getLogger("mkdocs").removeHandler(build.warnings)
    if build.beside is None:
        return
    config.site_dir = str(build.beside.site_dir)
    if config.strict and build.warnings.get_counts():
        # MkDocs stops after this event; the last good site stays.
        build.beside.discard()
    else:
        build.beside.swap()


def on_build_error(*, error: Exception) -> None:
    """The last good site stays."""
    build = globals().get("_build")
    if build:
        logging.getLogger("mkdocs").removeHandler(build.warnings)
    if build and build.beside:
        build.beside.discard()


def _i18n(config: MkDocsConfig) -> Any:
    """The i18n plugin, which has no types for what it knows."""
    return config.plugins["i18n"]


def _locale(config: MkDocsConfig) -> Locale:
    return Locale(_i18n(config).current_language)


def _setting(page: Page) -> Setting:
    """The language is the one that the page is built for, not the one of its source."""
    file: Any = page.file
    locale = Locale(file.locale_alternate_of)
    return _build.site.setting(locale, page.url)


def _below_locale(source: str) -> str:
    """contact.md for de/contact.md."""
    return source.partition("/")[2]


def _path(url: str, locale: Locale) -> str:
    """The address of a page below the root of its language."""
    return url.removeprefix("./").removeprefix(f"{locale}/")


def _draws_slowly(config: MkDocsConfig) -> bool:
    return bool(config.extra.get("draw_slowly", False))
