"""One run of the generator, through all languages: to a new site, or to a live preview of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..files.folders import Folder
from ..files.layout import DATA
from ..files.state.history import history, last_release
from ..files.state.stamp import facts_moment, today
from ..problems import Problem, report
from ..prose.settings import repository_of
from ..site import Site, load_site
from .building import Build, Leaf
from .html.pouring import LIST_SHELL, SHELL, cut_shell
from .output.console import Console
from .output.progress import Progress
from .output.summary import language_lines, rebuilt, summary
from .preview import Change, Preview
from .release import Release


def load_build(
    root: Path,
    site_url: str,
    repo_url: str,
    options: Mapping[str, Any],
    *,
    preview: bool,
    last: Build | None,
) -> Build:
    """The project at a root as it is now. Raises ProblemsFound where it does not pass the check.

    Addresses and preview are those of an Edition. With the option kit: false no documents to take
    away are drawn, and no cards but that of the project; the live preview keeps those that it began
    with. With admin: true the form editor is published with the site. Two others serve comparisons,
    where COMPARED is set: representations: false leaves the files for machines out, draw_slowly:
    true has the theme draw every outcome.
    """
    kit = options.get("kit", True) is True
    repository = repository_of(repo_url) if options.get("admin") is True else ""
    site = _site_of_today(root, site_url, repo_url, preview=preview)
    representations = bool(options.get("representations", True))
    slowly = bool(options.get("draw_slowly", False))
    if last:
        kept = last.site.edition
        site = replace(site, edition=replace(site.edition, kit=kept.kit, cards=kept.cards))
    # Nobody edits an archived copy.
    repository = "" if site.project.facts.archive else repository
    return Build(site, representations, kit, slowly, repository)


def _site_of_today(root: Path, site_url: str, repo_url: str, *, preview: bool) -> Site:
    """The site as the repository and the clock tell it."""
    return load_site(
        root,
        site_url,
        repo_url,
        facts_moment(root),
        day=today(),
        history=history(root, DATA),
        release=last_release(root),
        preview=preview,
    )


@dataclass
class Run:
    """A build, where it is written to and what is said of it."""

    build: Build
    console: Console
    release: Release | None
    """None in the live preview, which builds into a folder of its own."""
    preview: Preview | None
    """In the live preview only."""
    _progress: Progress = field(init=False)
    _drawn: set[str] = field(default_factory=set, init=False)
    """The addresses of the files that MkDocs writes."""

    def __post_init__(self) -> None:
        site, pages = self.build.site, self.build.pages
        lines = language_lines(site.project.locales, pages, site.translations)
        told = lines if self.release and self.console.plain else {}
        self._progress = Progress(self.console, site.project.locales, pages, told)

    def context(self, leaf: Leaf, content: str) -> Mapping[str, Any]:
        """The pieces that main.html puts in place around a content."""
        pieces = self.build.context(leaf, content)
        if self.preview:
            self.preview.keep_pieces(leaf, pieces)
        return pieces

    def page(self, leaf: Leaf, html: str) -> str:
        """What is to be written of a page that the theme has drawn.

        One with marks is cut, and never written itself. Raises MarkError where it lacks one.
        """
        if leaf.below in (SHELL, LIST_SHELL):
            build = self.build
            shells = build.shells if leaf.below == SHELL else build.list_shells
            shells[leaf.locale] = cut_shell(html)
            return ""
        if self.preview:
            self.preview.keep_html(leaf, html)
        self._drawn.add(leaf.file)
        self._progress.count(leaf.file)
        return html

    def finish(self, folder: Path, *, strict: bool) -> None:
        """After the last language: write what is left into the folder of the build, and publish it.

        A strict build with warnings is not published; the last site stays.
        """
        write = self.release.write if self.release else Folder(folder).write
        self.build.finish(self._progress.counting(write))
        if self.release is None:
            if self.preview:
                self.preview.is_whole = True
            pages = self.build.pages * len(self.build.site.project.locales)
            self.end(self._rebuilt(pages, self.console.begun))
        elif strict and self.console.warned:
            self.end()
        else:
            self.end(self._published(self.release))

    def end(self, said: str = "") -> None:
        """After a build, whatever has become of it."""
        self._progress.clear()
        self.console.say(said)
        self.console.end()
        if self.release:
            self.release.discard()

    def follow(self, folder: Path, build: Callable[[], None]) -> None:
        """In the live preview: show what has changed in the folder, or build where that is more."""
        begun = self.console.clock()
        change = self.preview.changed() if self.preview else Change.MORE
        after = None
        if self.preview and change is Change.OUTCOMES:
            after = self.preview.follow(self.build, Folder(folder))
        if after:
            self.build = after
            self.console.say(self._rebuilt(0, begun))
        elif change is not Change.NOTHING:
            build()

    def tell(self, problems: Sequence[Problem], folder: Path) -> bool:
        """In the live preview: say what is wrong on the pages of the last good state; whether there
        are such pages."""
        if not (self.preview and self.preview.is_whole):
            return False
        self.preview.tell(self.build.site, problems, folder)
        self.end(f"\n{report(problems, 'The pages show the last good state.')}\n")
        return True

    def _published(self, release: Release) -> str:
        contacts = self.build.site.project.contacts.values()
        agreed = (contact.shown_until.last for contact in contacts if contact.shown_until)
        until = min(agreed, default=date.max)
        difference = release.publish(self._drawn, stamped=not self.console.warned, until=until)
        site, seconds = self.build.site, self.console.clock() - self.console.begun
        locales, place = site.project.locales, release.site_dir
        said = summary(difference, seconds, place, locales, site.translations)
        left_out = site.edition.kit.left_out if site.edition.kit else ()
        return "\n".join([said, *map(str, left_out)])

    def _rebuilt(self, pages: int, begun: float) -> str:
        now = self.console.clock()
        return rebuilt(now, pages, now - begun)
