"""What knows MkDocs, beside mkdocs_start.py: translates its events into calls of projectsite.

mkdocs-static-i18n builds once a language, so most events come once a language; what is the same
for all is read in the first of them (Run) and kept for the others.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar

import material
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs_static_i18n.config import I18nPluginLanguage
from watchdog.events import DirCreatedEvent, DirDeletedEvent, FileModifiedEvent, FileSystemEvent
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter
from watchdog.utils.dirsnapshot import DirectorySnapshot, EmptyDirectorySnapshot

from projectsite.build.building import Leaf
from projectsite.build.html.pouring import MarkError
from projectsite.build.output.console import Console
from projectsite.build.preview import Preview
from projectsite.build.release import Release
from projectsite.build.run import Run, load_build
from projectsite.build.stylesheet import dressed, packed, used_part
from projectsite.files.layout import DATA, DOCS, MENU
from projectsite.files.state.history import last_release
from projectsite.macros import NAMES
from projectsite.problems import Problem, ProblemsFound, report
from projectsite.prose.menu import load_menu
from projectsite.prose.tokens import MacroCall
from projectsite.site import Site
from projectsite.words.forms import own_name
from projectsite.words.text import Locale
from projectsite.words.web import is_root

_TOLD = (("mkdocs.livereload", "Serving on"), ("mkdocs.commands.gh_deploy", ""))
"""What is printed of all that MkDocs logs, besides warnings."""

_console = Console(logging.getLogger("mkdocs"), _TOLD, sys.stderr, time.time, os.environ)
_command: Literal["build", "gh-deploy", "serve"] | None = None
"""None where a program calls MkDocs."""
_run: Run | None = None

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Told(Abort):
    """Ends a build of the live preview before it begins: the pages say what is wrong."""


class Stopped(Abort):
    """Ends a build: its message is the last thing that is printed."""

    def show(self, *arguments: Any, **named: Any) -> None:
        print(f"\n{self.format_message()}", file=sys.stderr)


def _tells(event: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """What projectsite finds wrong becomes MkDocs' own way to stop: a message, no traceback."""

    @wraps(event)
    def run(*arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        try:
            return event(*arguments, **named)
        except ProblemsFound as found:
            raise PluginError(str(found)) from None
        except MarkError as error:
            raise PluginError(f"overrides/main.html: {error}") from None

    return run


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    global _command
    _command = command
    _console.attach()


@event_priority(50)
@_tells
def _start(config: MkDocsConfig) -> MkDocsConfig:
    """Before the first language: read and check everything, then tell MkDocs and its plugins."""
    global _run
    if not _i18n(config).building:
        try:
            _run = _begin(config, Path(config.config_file_path).parent)
        except ProblemsFound as found:
            # Nothing of what the check refuses may reach MkDocs, which would copy and follow it.
            if _run and _run.tell(found.problems, Path(config.site_dir)):
                raise Told("the pages say what is wrong") from None
            raise
        _configure(config, _run)
        _i18n(config).config.languages = list(_languages(_run.build.site))
    return config


def _begin(config: MkDocsConfig, root: Path) -> Run:
    """A new run; the process ends here where there is nothing to do."""
    load_menu(root)  # before anything is made of values that may stand for a million others
    if _run:
        # What MkDocs has dropped of the last build has cycles, and loading exempts from collection
        # all that is there.
        gc.unfreeze()
        gc.collect()
    preview = Preview(root) if _command == "serve" else None
    settings = (*_settings(config), last_release(root))
    release = None if preview else Release(root, Path(config.site_dir), settings)
    try:
        if release:
            release.claim(_console.say)
        if _command == "build" and release and release.needless():
            _console.say("Nothing has changed since the site was built.")
            raise SystemExit(0)
        _console.begin()
        urls = config.site_url or "", config.repo_url or ""
        last = _run.build if preview and _run else None
        build = load_build(root, *urls, config.extra, preview=preview is not None, last=last)
    except BaseException:
        if release:
            release.discard()
        raise
    return Run(build, _console, release, preview)


def _settings(config: MkDocsConfig) -> tuple[str, ...]:
    """What variables of the machine and the command line have made of mkdocs.yml, which the stamp
    holds itself."""
    plain = {name: value for name, value in config.items() if isinstance(value, str | bool)}
    return repr(plain), repr(dict(config.extra)), repr([*config.hooks]), str(config.theme.name)


def _configure(config: MkDocsConfig, run: Run) -> None:
    if not is_root(config.site_url or ""):
        raise PluginError("mkdocs.yml: site_url: write the whole address of the site: https://…/")
    if config.repo_url and not is_root(config.repo_url):
        raise PluginError("mkdocs.yml: repo_url: write the whole address, or take the line out.")
    if run.release:
        config.site_dir = str(run.release.begin())
    config.theme.static_templates.discard("sitemap.xml")  # ours tells more
    # Of Material one stylesheet is used: MkDocs need not list its other thousands of files.
    config.theme.dirs[:] = [config.theme.custom_dir or ""]
    # MkDocs draws no menu of ours (Site.menu): it need only find that no page is left out.
    config.nav = run.build.site.originals


def _languages(site: Site) -> Iterable[I18nPluginLanguage]:
    """The languages stand in data/project.yml."""
    for locale in site.project.locales:
        language = I18nPluginLanguage()
        default = locale == site.project.default_locale
        language.load_dict({"locale": locale, "name": own_name(locale), "default": default})
        failed, _ = language.validate()
        if failed:
            raise PluginError(f"data/project.yml: languages: {locale}: {failed[0][1]}")
        yield language


@event_priority(-200)
def _register_macros(config: MkDocsConfig) -> MkDocsConfig:
    """After the macros plugin (0), which takes each name once."""
    plugin: Any = config.plugins["macros"]
    new = [name for name in NAMES if name not in plugin.macros]
    plugin.register_macros({name: _macro(plugin, name) for name in new})
    return config


def _macro(plugin: Any, name: str) -> Callable[..., str]:
    def call(*arguments: object, **named: object) -> str:
        return _running().build.call(_leaf(plugin.page), MacroCall(name, arguments, named))

    return call


on_config = CombinedEvent(_start, _register_macros)


def on_pre_build(*, config: MkDocsConfig) -> None:
    """The macros plugin asks git twelve questions whenever it is configured: once is enough."""
    events, plugin = config.plugins.events["config"], config.plugins["macros"]
    if plugin.on_config in events:
        events.remove(plugin.on_config)


@event_priority(0)
def _add_stubs(files: Files, config: MkDocsConfig) -> Files:
    """Before the i18n plugin: files that look as if they lay in docs/."""
    build = _running().build
    for locale in build.site.project.locales:
        for source in build.sources:
            name = f"{locale}/{source}"
            files.append(File(name, config.docs_dir, config.site_dir, use_directory_urls=True))
    return files


@event_priority(-200)
def _fill_stubs(files: Files, config: MkDocsConfig) -> Files:
    """After it: content for those that this language uses; of the theme the one stylesheet."""
    build = _running().build
    brand = build.site.project.brand
    for file in list(files):
        if file.is_documentation_page():
            if build.is_stub(file.src_uri):
                file.content_string = "---\nrender_macros: false\n---\n"
                file.inclusion = InclusionLevel.NOT_IN_NAV
            elif not build.is_prose(file.src_uri):
                files.remove(file)  # has not passed the check: it must not reach the macros
        elif file.src_uri in build.site.held_back:
            files.remove(file)
        elif file.src_uri.endswith(".css"):
            file.content_string = dressed(packed(file.content_string), brand)
    # Under a name of its own: pages need not know the hash in Material's.
    (css,) = Path(material.__file__).parent.glob("templates/assets/stylesheets/main.*.css")
    drawn = used_part(css.read_text("utf-8").partition("/*# sourceMappingURL")[0])
    files.append(File.generated(config, "assets/stylesheets/material.css", content=drawn))
    return files


on_files = CombinedEvent(_add_stubs, _fill_stubs)


@event_priority(100)
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Before the macros plugin (0): the calls as the check has read them, and nothing else of what
    the file holds. That plugin would run what stands in a title, too."""
    build = _running().build
    page.meta = build.head(page.file.src_uri) or page.meta
    return build.markdown(_leaf(page))


@_tells
def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    return _running().build.content(_leaf(page))


@_tells
def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    return {**context, **_running().context(_leaf(page), page.content or "")}


@_tells
def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    return _running().page(_leaf(page), output)


@_tells
def on_template_context(
    context: dict[str, Any], *, template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    root = context["base_url"].rstrip("/") + "/"
    return {**context, **_running().build.template_context(template_name, root)}


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Files that all languages share come from the default one: an empty result is not written."""
    return output if _i18n(config).is_default_language_build else ""


@event_priority(-200)
@_tells
def on_post_build(*, config: MkDocsConfig) -> None:
    """After the last language: what MkDocs does not draw, then the new site for the last one."""
    run = _running()
    if not _i18n(config).building:
        run.finish(Path(config.site_dir), strict=config.strict)
        if run.release:
            config.site_dir = str(run.release.site_dir)


def on_serve(
    server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Where only outcomes have changed, MkDocs need not build."""
    server.builder = lambda: _follow(Path(config.site_dir), builder)
    bind: Callable[[], None] = server.server_bind

    def told() -> None:
        try:
            bind()
        except OSError as error:
            other = "Name another one: make serve ARGS='--dev-addr 127.0.0.1:8001'"
            raise Stopped(f"{server.url}: {error.strerror or error}. {other}") from None

    # MkDocs binds the address in the end only, and lets the error through as it is.
    setattr(server, "server_bind", told)  # noqa: B010
    _look_often(server, config.docs_dir, config.config_file_path)
    return server


def _follow(folder: Path, build: Callable[..., None]) -> None:
    """Show what has changed. What stops a build is told, and the preview waits for it to be mended:
    mkdocs.yml or docs/ may be gone for a moment, as when another branch is checked out."""
    try:
        root = _running().build.site.root
        if gone := [name for name in (MENU, DATA, DOCS) if not (root / name).exists()]:
            said = "this is gone. Put it back."
            raise ProblemsFound(Problem(name, 0, 0, said, "missing-file") for name in gone)
        # MkDocs reads mkdocs.yml anew, and would run what a tag in it names, or build without us.
        load_menu(root)
        _running().follow(folder, build)
    except Told:
        return
    except Abort:
        raise
    except ProblemsFound as found:
        if not _running().tell(found.problems, folder):
            raise Stopped(str(found)) from None
    except (MkDocsException, OSError, UnicodeError) as error:
        raise Stopped(str(error)) from None


def _look_often(server: LiveReloadServer, *begun: str) -> None:
    """MkDocs looks twice a second, and has begun with these paths: now look five times."""
    for path in begun:
        server.unwatch(path)
    observer: Any = BaseObserver(_Patient, timeout=0.2)
    server.observer = observer
    for path in begun:
        server.watch(path)


class _Patient(PollingEmitter):
    """Looks at a path that is gone until it is back, where watchdog gives it up."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, stat=os.lstat, **named)  # links may lead in circles
        self._there = self._take_snapshot
        self._take_snapshot = self._taken

    def queue_event(self, event: FileSystemEvent) -> None:
        """MkDocs listens to files alone, and an empty folder is refused by the check."""
        of_folder = isinstance(event, DirCreatedEvent | DirDeletedEvent)
        super().queue_event(FileModifiedEvent(event.src_path) if of_folder else event)

    def _taken(self) -> DirectorySnapshot:
        try:
            return self._there()
        except (FileNotFoundError, NotADirectoryError):
            return EmptyDirectorySnapshot()


@event_priority(-200)
def on_build_error(*, error: Exception) -> None:
    """The last good site stays, and what is wrong is told last."""
    on_shutdown()
    if isinstance(error, PluginError):
        raise Stopped(str(error)) from None
    if isinstance(error, OSError):  # a full disk, a file that is gone meanwhile
        why = f"the file cannot be read or written: {error.strerror or error}."
        name = str(error.filename or "the site")
        raise Stopped(report([Problem(name, 0, 0, why, "file-unwritable")])) from None


def on_shutdown() -> None:
    """Also after a macro or Ctrl+C has ended the process, of which on_build_error hears nothing."""
    (_run or _console).end()


def _running() -> Run:
    if _run is None:
        raise PluginError("on_config has not run.")
    return _run


def _i18n(config: MkDocsConfig) -> Any:
    """The i18n plugin, which has no types for what it knows."""
    return config.plugins["i18n"]


def _leaf(page: Page) -> Leaf:
    """The language is the one that the page is built for, not the one of its source."""
    file: Any = page.file
    return Leaf(file.src_uri, page.url, Locale(file.locale_alternate_of))
