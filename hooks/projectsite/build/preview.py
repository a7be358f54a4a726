"""The live preview: a changed outcome is shown without MkDocs building everything anew.

MkDocs' own pages are kept as it drew them. Of each only the content can differ when a record has
changed, so the new content takes the place of the old one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ..files.folders import Folder
from ..files.layout import DATA
from ..files.state.stamp import facts_moment, snapshot, today
from ..problems import Problem
from ..site import Site, load_site
from ..words.text import Locale
from .building import Build, Leaf
from .html.frames import PROBLEMS, draw_problems

PIECES = ("content", "hero")
"""What main.html puts in place that is drawn from records."""


class Change(Enum):
    """How much is new."""

    NOTHING = "nothing"
    """As when an editor's program has written a hidden file of its own."""
    OUTCOMES = "outcomes"
    """The content of outcomes, and nothing else."""
    MORE = "more"


@dataclass
class DrawnPage:
    """A page as MkDocs has drawn it."""

    leaf: Leaf
    pieces: dict[str, str]
    html: str = ""


class Preview:
    """The pages that MkDocs drew last, and what they were drawn from."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._before = snapshot(root)
        self._pages: dict[str, DrawnPage] = {}
        self.is_whole = False
        """Whether all pages are there: from when a build has succeeded."""
        self.refused = False
        """Whether the pages say what is wrong with a later state."""

    def keep_pieces(self, leaf: Leaf, context: Mapping[str, object]) -> None:
        pieces = {name: str(context[name]) for name in PIECES}
        self._pages[leaf.url] = DrawnPage(leaf, pieces)

    def keep_html(self, leaf: Leaf, html: str) -> None:
        self._pages[leaf.url].html = html

    def changed(self) -> Change:
        """What is new since this was last asked."""
        before, now = self._before, snapshot(self._root)
        self._before = now
        outcomes = str(self._root / f"{DATA}/outcomes") + "/"
        paths = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        if not paths and not self.refused:
            return Change.NOTHING
        # A new or removed outcome changes which pages there are.
        told = all(path.startswith(outcomes) and path in before and path in now for path in paths)
        return Change.OUTCOMES if told and self.is_whole and not self.refused else Change.MORE

    def follow(self, build: Build, folder: Folder) -> Build | None:
        """Show what has changed in outcomes.

        Returns the build that holds it; None, and nothing is written, where only a whole build
        can show it, as other pages change as well. Raises ProblemsFound where there are problems.
        """
        root, last = build.site.root, build.site.edition
        site = load_site(
            root,
            last.site_url,
            last.repo_url,
            facts_moment(root),
            day=today(),
            history=last.history,
            release=last.release,
            preview=last.preview,
        )
        return self.show(build, site, folder)

    def tell(self, site: Site, problems: Sequence[Problem], folder: Path) -> None:
        """Say on each page of the last good state what is wrong with the present one."""
        self.refused = True
        begin, end = PROBLEMS
        drawn = {
            locale: draw_problems(site, site.setting(locale, ""), problems)
            for locale in site.project.locales
        }
        write = Folder(folder).write
        for path in folder.rglob("*.html"):
            address = path.relative_to(folder)
            above, begun, rest = path.read_text("utf-8").partition(begin)
            if begun:
                locale = Locale(address.parts[0])
                notice = drawn.get(locale, drawn[site.project.default_locale])
                html = f"{above}{begin}{notice}{end}{rest.partition(end)[2]}"
                write(address.as_posix(), html.encode())

    def show(self, build: Build, site: Site, folder: Folder) -> Build | None:
        """Write what a new state of the facts changes.

        Returns the build that holds it; None where a whole build is needed: it changes what other
        pages than those of outcomes say of their translations, or the place of a piece is unknown.
        """
        after = build.after(site)
        if not after.frames_as(build):
            return None
        for page in self._pages.values():
            content = after.content(page.leaf)
            pieces = after.pieces(page.leaf, content)
            html = page.html
            for name, old in page.pieces.items():
                # The piece is searched for as it was drawn.
                new = str(pieces[name])
                if new != old:
                    if html.count(old) != 1:  # nothing was drawn, or the same twice
                        return None
                    html = html.replace(old, new, 1)
                    page.pieces[name] = new
            if html != page.html:
                page.html = html
                folder.write(page.leaf.file, html.encode())
        changed = {
            id
            for id, outcome in site.project.outcomes.items()
            if outcome != build.site.project.outcomes.get(id)
        }
        # Pages that named it before, as its neighbours in time did, may no longer do so.
        states = (build.site.project, site.project)
        named = (o.id for state in states for o in state.chronicle if changed & state.named_on(o))
        after.finish(folder.write, set(named))
        return after
