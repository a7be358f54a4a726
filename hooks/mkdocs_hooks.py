"""The only file that knows MkDocs: translates its events into calls of projectsite.

mkdocs-static-i18n builds once a language, so all events but on_startup come once a language;
what is the same for all is read in the first of them (Run) and kept for the others.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

import material
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs_static_i18n.config import I18nPluginLanguage
from watchdog.observers.polling import PollingObserver

from projectsite.build.building import Build, Leaf
from projectsite.build.frames import Titled
from projectsite.build.pouring import LIST_SHELL, SHELL, MarkError, cut_shell
from projectsite.build.preview import Change, Preview
from projectsite.files.folders import BesideFolder, Folder
from projectsite.files.stamp import Stamp, last_change
from projectsite.macros import NAMES
from projectsite.problems import Problem, ProblemsFound
from projectsite.prose.markdown import MacroCall, PlainMarkdown
from projectsite.prose.menu import check_labels, labels
from projectsite.site import Site, load_site
from projectsite.words.forms import own_name
from projectsite.words.text import Locale


@dataclass
class Run:
    """One run of MkDocs, through all languages."""

    build: Build
    beside: BesideFolder | None
    """None in the live preview, which builds into a folder of its own."""
    preview: Preview | None
    """In the live preview only."""
    stamp: Stamp | None
    """None in the live preview, which is never taken for the site."""
    warnings: CountHandler


_log = logging.getLogger("mkdocs.projectsite")
_MATERIAL = Path(material.__file__).parent / "templates"
_MOMENT = "SOURCE_DATE_EPOCH"
_LOOK = 0.2
"""Seconds between two looks at the files in the live preview."""

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


_command: Literal["build", "gh-deploy", "serve"] | None = None
"""None where a program calls MkDocs."""
_run: Run | None = None


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    global _command
    _command = command


def _load(root: Path, config: MkDocsConfig) -> tuple[Site, Sequence[Problem]]:
    """The site; in the live preview the last good one, with what is wrong with the new one."""
    try:
        site = load_site(
            root,
            config.site_url or "",
            config.repo_url or "",
            _moment(root),
            policy=_command != "serve",
        )
        return site, ()
    except ProblemsFound as found:
        if _command != "serve" or _run is None:
            raise
        # Not by logging: a warning would end a strict build, and the preview with it.
        print(f"\n{found}\n", file=sys.stderr, flush=True)
        return _run.build.site, found.problems


@_tells
def _start(config: MkDocsConfig) -> MkDocsConfig:
    """Before the first language: read and check everything, then tell the plugins."""
    global _run
    if _i18n(config).building:
        return config
    root = Path(config.config_file_path).parent
    stamp = _stamp(config, root) if _command != "serve" else None
    if _command == "build" and stamp and stamp.fits():
        _log.info("Nothing has changed since the site was built.")
        raise SystemExit(0)
    preview = Preview(root) if _command == "serve" else None
    site, problems = _load(root, config)
    if not (config.site_url or "").startswith(("https://", "http://")):
        raise PluginError("mkdocs.yml: site_url: write the whole address of the site: https://…/")
    beside = None
    if stamp:
        beside = BesideFolder(Path(config.site_dir))
        try:
            beside.prepare()
        except OSError as error:
            raise PluginError(
                f"what an earlier build has left cannot be cleared: {error}"
            ) from None
        stamp.remove()
        config.site_dir = str(beside.building)
    warnings = CountHandler()
    warnings.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(warnings)
    slowly = bool(config.extra.get("draw_slowly", False))
    build = Build(
        site,
        bool(config.extra.get("representations", True)),
        problems,
        slowly,
    )
    _run = Run(build, beside, preview, stamp, warnings)
    # Of Material one stylesheet is used: MkDocs need not list its other thousands of files.
    config.theme.dirs[:] = [config.theme.custom_dir or ""]
    extensions: list[Any] = config.markdown_extensions
    extensions.append(PlainMarkdown())
    _configure_languages(config, site)
    return config


def _stamp(config: MkDocsConfig, root: Path) -> Stamp:
    """What the site would be built from now."""
    settings = (repr(config.user_configs), str(config.strict), os.environ.get(_MOMENT, ""))
    return Stamp(Path(config.site_dir).resolve(), root, settings)


def _moment(root: Path) -> datetime:
    """When the facts were last changed: SOURCE_DATE_EPOCH, or the newest file. Never the clock."""
    set_by_hand = os.environ.get(_MOMENT, "")
    seconds = int(set_by_hand) if set_by_hand.isdecimal() else last_change(root / "data")
    return datetime.fromtimestamp(seconds, UTC)


@_tells
def _configure_languages(config: MkDocsConfig, site: Site) -> None:
    """The languages stand in data/project.yml, their menus in data/words/."""
    check_labels(config.nav, site.wordings)
    languages = []
    for locale in site.project.locales:
        language = I18nPluginLanguage()
        language.load_dict(
            {
                "locale": locale,
                "name": own_name(locale),
                "default": locale == site.project.default_locale,
                "nav_translations": labels(site.wordings, locale),
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
    plugin.register_macros({name: _macro(plugin, name) for name in NAMES})
    return config


def _macro(plugin: Any, name: str) -> Callable[..., str]:
    def call(*arguments: object, **named: object) -> str:
        return _build().call(_leaf(plugin.page), MacroCall(name, arguments, named))

    return call


on_config = CombinedEvent(
    event_priority(50)(_start),
    event_priority(-200)(_register_macros),
)


def _add_stubs(files: Files, config: MkDocsConfig) -> Files:
    """Before the i18n plugin: files that look as if they lay in docs/."""
    build = _build()
    for locale in build.site.project.locales:
        for source in build.sources:
            name = f"{locale}/{source}"
            files.append(File(name, config.docs_dir, config.site_dir, use_directory_urls=True))
    return files


def _fill_stubs(files: Files, config: MkDocsConfig) -> Files:
    """After it: content for those that this language uses; of the theme the one stylesheet."""
    build = _build()
    for file in list(files):
        if file.is_documentation_page():
            if build.is_stub(file.src_uri):
                file.content_string = "---\nrender_macros: false\n---\n"
                file.inclusion = InclusionLevel.NOT_IN_NAV
            elif not build.is_prose(file.src_uri):
                files.remove(file)  # has not passed the check: it must not reach the macros
    # Under a name of its own: pages need not know the hash in Material's.
    (css,) = _MATERIAL.glob("assets/stylesheets/main.*.css")
    drawn = css.read_bytes().partition(b"/*# sourceMappingURL")[0]
    files.append(File.generated(config, "assets/stylesheets/material.css", content=drawn))
    return files


on_files = CombinedEvent(
    event_priority(0)(_add_stubs),
    event_priority(-200)(_fill_stubs),
)


@event_priority(-200)
def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """After the i18n plugin has translated the menu: its pages, and the group in the footer."""
    pages: list[Page] = []
    about: list[Page] = []
    for item in nav.items:
        if isinstance(item, Page):
            pages.append(item)
        elif isinstance(item, Section) and all(isinstance(c, Page) for c in item.children):
            about.extend(child for child in item.children if isinstance(child, Page))
        else:
            raise PluginError(f"mkdocs.yml: nav: only pages, and one group of pages: {item}.")
    _build().menus[_locale(config)] = _titled(pages), _titled(about)
    return nav


def _titled(pages: Sequence[Page]) -> Titled:
    return [(str(page.title), _leaf(page).path) for page in pages]


@event_priority(100)
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Before the macros plugin (0)."""
    return _build().markdown(page.file.src_uri, markdown)


@_tells
def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    if preview := _run and _run.preview:
        preview.keep_markdown(_leaf(page), html)
    return _build().content(_leaf(page), html)


@_tells
def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    ours = _build().context(_leaf(page), page.content or "")
    if preview := _run and _run.preview:
        preview.keep_pieces(_leaf(page), ours)
    return context | ours


@_tells
def on_template_context(
    context: dict[str, Any], *, template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    root = context["base_url"].rstrip("/") + "/"
    ours = _build().template_context(template_name, root)
    if template_name == "sitemap.xml" and not _is_kept(config):
        ours = {"sitemap": ()}  # thousands of pages need not be drawn for nothing
    return context | ours


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Only from the default language's build: an empty result is not written."""
    return output if _is_kept(config) else ""


def _is_kept(config: MkDocsConfig) -> bool:
    """Whether the files that all languages share are taken from this language's build."""
    return _locale(config) == _build().site.project.default_locale


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """The page with the marks is cut, and never written itself."""
    leaf = _leaf(page)
    if leaf.below not in (SHELL, LIST_SHELL):
        if preview := _run and _run.preview:
            preview.keep_html(leaf, output)
        return output
    shells = _build().shells if leaf.below == SHELL else _build().list_shells
    try:
        shells[leaf.locale] = cut_shell(output)
    except MarkError as error:
        raise PluginError(f"overrides/main.html: {error}") from None
    return ""


@event_priority(-200)
@_tells
def on_post_build(*, config: MkDocsConfig) -> None:
    """After the last language: what MkDocs does not draw, then the new site for the last one."""
    if _i18n(config).building or _run is None:
        return
    _run.build.finish((_run.beside or Folder(Path(config.site_dir))).write)
    logging.getLogger("mkdocs").removeHandler(_run.warnings)
    if _run.beside is None:
        return
    config.site_dir = str(_run.beside.site_dir)
    if config.strict and _run.warnings.get_counts():
        # MkDocs stops after this event; the last good site stays.
        _run.beside.discard()
    else:
        _run.beside.link_unchanged()
        _run.beside.swap()
        if _run.stamp and not _run.warnings.get_counts():
            _run.stamp.renew()


def on_serve(
    server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Where only outcomes have changed, MkDocs need not build."""

    def follow() -> None:
        preview = _run and _run.preview
        change = preview.changed() if preview else Change.MORE
        if change is Change.NOTHING:
            return
        if change is Change.MORE or not _show_outcomes(config):
            builder()

    server.builder = follow
    # MkDocs looks twice a second; what is watched from here on is looked at more often.
    begun = (config.docs_dir, config.config_file_path)
    for path in begun:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=_LOOK)
    for path in begun:
        server.watch(path)
    return server


def _show_outcomes(config: MkDocsConfig) -> bool:
    """Show changed outcomes; False where this needs a whole build, as there are problems."""
    if not (_run and _run.preview) or _run.build.problems:
        return False
    try:
        site, _ = _load(_run.build.site.root, config)
    except ProblemsFound:
        return False
    shown = _run.preview.show(_run.build, site, Folder(Path(config.site_dir)))
    if shown is None:
        return False
    _run.build = shown
    return True


def on_build_error(*, error: Exception) -> None:
    """The last good site stays."""
    if _run is None:
        return
    logging.getLogger("mkdocs").removeHandler(_run.warnings)
    if _run.beside:
        _run.beside.discard()


def _build() -> Build:
    if _run is None:
        raise PluginError("on_config has not run.")
    return _run.build


def _i18n(config: MkDocsConfig) -> Any:
    """The i18n plugin, which has no types for what it knows."""
    return config.plugins["i18n"]


def _locale(config: MkDocsConfig) -> Locale:
    return Locale(_i18n(config).current_language)


def _leaf(page: Page) -> Leaf:
    """The language is the one that the page is built for, not the one of its source."""
    file: Any = page.file
    return Leaf(file.src_uri, page.url, Locale(file.locale_alternate_of))
